/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-target.h"

#include <string.h>

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-mapping.h"

struct _AtlasImportTarget
{
  GtkWidget parent_instance;

  GtkMenuButton *button;
  GtkLabel *label;

  const AtlasKind *kind;
  const char *target; /* a key, which lives for ever */
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasImportTarget, atlas_import_target, GTK_TYPE_WIDGET)

/* The list. It is made when it is opened: a table may have hundreds of columns. */

static const char *
get_row_target (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), "target");
}

static const AtlasField *
get_row_field (AtlasImportTarget *self, GtkListBoxRow *row)
{
  return atlas_kind_find_field (self->kind, get_row_target (row), -1);
}

static GtkWidget *
make_row (AtlasImportTarget *self, const char *target)
{
  const char *label = atlas_mapping_get_target_label (self->kind, target);
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *name = gtk_label_new (label);
  GtkWidget *mark = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (name), 0);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (name, TRUE);
  gtk_widget_set_opacity (mark, g_strcmp0 (target, self->target) == 0 ? 1 : 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_box_append (GTK_BOX (box), name);
  gtk_box_append (GTK_BOX (box), mark);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  g_object_set_data (G_OBJECT (row), "target", (gpointer) target);
  g_object_set_data_full (G_OBJECT (row), "folded", atlas_fold (label, -1), g_free);
  return row;
}

/* The groups of the field table, as editors show them. */
static void
update_header (GtkListBoxRow *row, GtkListBoxRow *before, gpointer data)
{
  AtlasImportTarget *self = data;
  const AtlasField *field = get_row_field (self, row);
  const AtlasField *last = before != NULL ? get_row_field (self, before) : NULL;
  const char *group = field != NULL ? atlas_field_get_group (field) : NULL;
  const char *last_group = last != NULL ? atlas_field_get_group (last) : NULL;
  GtkWidget *header;

  if (before == NULL || g_strcmp0 (group, last_group) == 0)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (group == NULL)
    header = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);
  else
    {
      header = gtk_label_new (group);
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_widget_add_css_class (header, "caption-heading");
      gtk_widget_add_css_class (header, "dim-label");
    }
  gtk_widget_add_css_class (header, "import-target-group");
  gtk_list_box_row_set_header (row, header);
}

static gboolean
is_wanted (GtkListBoxRow *row, gpointer data)
{
  const char *typed = g_object_get_data (data, "typed");

  return typed == NULL || strstr (g_object_get_data (G_OBJECT (row), "folded"), typed) != NULL;
}

static void
on_search_changed (GtkSearchEntry *entry, GtkListBox *list)
{
  g_object_set_data_full (G_OBJECT (list), "typed",
                          atlas_fold (gtk_editable_get_text (GTK_EDITABLE (entry)), -1), g_free);
  gtk_list_box_invalidate_filter (list);
  gtk_list_box_invalidate_headers (list);
}

static void
on_row_activated (GtkListBox *list, GtkListBoxRow *row, AtlasImportTarget *self)
{
  const char *target = get_row_target (row);

  gtk_menu_button_popdown (self->button);
  atlas_import_target_choose (self, target);
}

/* Return takes the first of what is left. */
static void
on_search_activate (GtkSearchEntry *entry, GtkListBox *list)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (list, i)) != NULL; i++)
    if (gtk_widget_get_child_visible (GTK_WIDGET (row)))
      {
        gtk_widget_activate (GTK_WIDGET (row));
        return;
      }
}

static void
on_stop_search (AtlasImportTarget *self)
{
  gtk_menu_button_popdown (self->button);
}

static void
create_popover (GtkMenuButton *button, gpointer data)
{
  AtlasImportTarget *self = data;
  GtkWidget *popover = gtk_popover_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *entry = gtk_search_entry_new ();
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *nothing = gtk_label_new (_ ("No field is called so"));
  g_autofree const char **targets = atlas_mapping_list_targets (self->kind);

  for (guint i = 0; targets[i] != NULL; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (self, targets[i]));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (list), is_wanted, list, NULL);
  gtk_list_box_set_header_func (GTK_LIST_BOX (list), update_header, self, NULL);
  gtk_list_box_set_placeholder (GTK_LIST_BOX (list), nothing);
  gtk_widget_add_css_class (nothing, "dim-label");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Fields"), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (on_row_activated), self, 0);
  g_signal_connect_object (entry, "search-changed", G_CALLBACK (on_search_changed), list, 0);
  g_signal_connect_object (entry, "activate", G_CALLBACK (on_search_activate), list, 0);
  g_signal_connect_object (entry, "stop-search", G_CALLBACK (on_stop_search), self, G_CONNECT_SWAPPED);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scrolled), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), list);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), scrolled);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_widget_set_size_request (box, 260, -1);
  gtk_widget_add_css_class (popover, "search-suggestions");
  gtk_menu_button_set_popover (button, popover);
}

/* GObject. */

static void
atlas_import_target_dispose (GObject *object)
{
  AtlasImportTarget *self = ATLAS_IMPORT_TARGET (object);

  if (self->button != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->button)));

  G_OBJECT_CLASS (atlas_import_target_parent_class)->dispose (object);
}

static void
atlas_import_target_class_init (AtlasImportTargetClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_import_target_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[CHOSEN] = g_signal_new ("chosen", ATLAS_TYPE_IMPORT_TARGET, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
atlas_import_target_init (AtlasImportTarget *self)
{
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  /* All buttons beneath each other are of one width, and what is longer takes a second line. */
  gtk_label_set_width_chars (self->label, 17);
  gtk_label_set_max_width_chars (self->label, 17);
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_wrap_mode (self->label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (self->label, 2);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  gtk_menu_button_set_child (self->button, GTK_WIDGET (self->label));
  gtk_menu_button_set_always_show_arrow (self->button, TRUE);
  gtk_menu_button_set_create_popup_func (self->button, create_popover, self, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self->button), GTK_WIDGET (self));
}

GtkWidget *
atlas_import_target_new (void)
{
  return g_object_new (ATLAS_TYPE_IMPORT_TARGET, NULL);
}

void
atlas_import_target_set (AtlasImportTarget *self,
                         const AtlasKind *kind,
                         const char *heading,
                         const char *target)
{
  g_autofree char *words = NULL;
  const char *label;

  g_return_if_fail (ATLAS_IS_IMPORT_TARGET (self));
  g_return_if_fail (kind != NULL && heading != NULL && target != NULL);

  self->kind = kind;
  self->target = target;
  label = atlas_mapping_get_target_label (kind, target);
  gtk_label_set_text (self->label, label);
  /* Translators: the heading of a column of a file, and the field it goes into */
  words = g_strdup_printf (_ ("“%s” becomes: %s"), heading, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), label);
}

const char *
atlas_import_target_get_target (AtlasImportTarget *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT_TARGET (self), NULL);

  return self->target;
}

void
atlas_import_target_choose (AtlasImportTarget *self, const char *target)
{
  g_return_if_fail (ATLAS_IS_IMPORT_TARGET (self));
  g_return_if_fail (target != NULL);

  g_signal_emit (self, signals[CHOSEN], 0, target);
}
