/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-segment-row.h"

#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-tooltip.h"

static void
append_action (GMenu *menu, const char *label, const char *action, gint64 id)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, action, "x", id);
  g_menu_append_item (menu, item);
}

GtkWidget *
atlas_segment_row_new (const char *name, gint64 id)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_tooltip_text (label, name);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_widget_set_name (count, "count");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  if (id != 0)
    {
      g_autoptr (GMenu) menu = g_menu_new ();
      GtkWidget *button = gtk_menu_button_new ();

      append_action (menu, _ ("_Edit Search"), "segments.edit", id);
      append_action (menu, _ ("Re_place with This Search"), "segments.replace", id);
      append_action (menu, _ ("_Rename…"), "segments.rename", id);
      append_action (menu, _ ("_Delete"), "segments.delete", id);
      gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
      gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
      gtk_widget_add_css_class (button, "flat");
      gtk_widget_add_css_class (button, "row-menu");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, _ ("Change or Delete"));
      gtk_box_append (GTK_BOX (box), button);
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return row;
}

void
atlas_segment_row_show_count (GtkListBoxRow *row, gint64 members, const char *complaint)
{
  GtkWidget *child = gtk_widget_get_first_child (gtk_list_box_row_get_child (row));
  g_autofree char *number = members >= 0 ? atlas_number_format (members) : NULL;

  while (g_strcmp0 (gtk_widget_get_name (child), "count") != 0)
    child = gtk_widget_get_next_sibling (child);
  gtk_label_set_text (GTK_LABEL (child), number ? number : "!");
  atlas_set_tooltip (child, complaint);
}
