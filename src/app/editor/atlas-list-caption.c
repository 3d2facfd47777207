/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-list-caption.h"

#include "atlas-i18n.h"

GtkBox *
atlas_list_caption_new (AdwPreferencesRow *row, const AtlasField *field)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *caption = gtk_label_new (atlas_field_get_label (field));

  g_return_val_if_fail (ADW_IS_PREFERENCES_ROW (row), NULL);

  gtk_label_set_xalign (GTK_LABEL (caption), 0);
  gtk_widget_add_css_class (caption, "dim-label");
  gtk_widget_add_css_class (caption, "caption");
  gtk_box_append (GTK_BOX (box), caption);
  gtk_widget_add_css_class (box, "list-field");

  adw_preferences_row_set_use_markup (row, FALSE);
  adw_preferences_row_set_title (row, atlas_field_get_label (field));
  if (field->hint != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (row), _ (field->hint));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  return GTK_BOX (box);
}

AtlasField
atlas_list_single_field (const AtlasField *field)
{
  AtlasField single = *field;

  single.type = field->type == ATLAS_FIELD_CHOICE_LIST ? ATLAS_FIELD_CHOICE : ATLAS_FIELD_TEXT;
  return single;
}
