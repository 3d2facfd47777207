/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-field-chooser.h"

#include "atlas-fold.h"
#include "atlas-i18n.h"

struct _AtlasFieldChooser
{
  AdwWindow parent_instance;

  GtkWidget *done;
  GtkEditable *search;
  GtkListBox *list;

  AtlasExportTerms terms; /* its texts are not looked at */
  const AtlasKind *kind;
};

G_DEFINE_FINAL_TYPE (AtlasFieldChooser, atlas_field_chooser, ADW_TYPE_WINDOW)

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Rows. Each holds its key and its check button. */

#define KEY   "atlas-key"
#define CHECK "atlas-check"

static const char *
row_get_key (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), KEY);
}

static GtkCheckButton *
row_get_check (GtkListBoxRow *row)
{
  return g_object_get_data (G_OBJECT (row), CHECK);
}

static gboolean
is_proposed (AtlasFieldChooser *self, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (self->kind, key, -1);

  return field == NULL || atlas_export_terms_propose (&self->terms, self->kind, field);
}

static GPtrArray *
list_chosen (AtlasFieldChooser *self)
{
  GPtrArray *keys = g_ptr_array_new ();
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    if (gtk_check_button_get_active (row_get_check (row)))
      g_ptr_array_add (keys, (gpointer) row_get_key (row));
  g_ptr_array_add (keys, NULL);
  return keys;
}

static void
update (AtlasFieldChooser *self)
{
  g_autoptr (GPtrArray) keys = list_chosen (self);

  gtk_widget_set_sensitive (self->done, keys->len > 1);
}

static void
move (AtlasFieldChooser *self, GtkListBoxRow *row, int step)
{
  int index = gtk_list_box_row_get_index (row) + step;

  if (index < 0 ||
      gtk_list_box_get_row_at_index (self->list, gtk_list_box_row_get_index (row) + step) == NULL)
    return;
  g_object_ref (row);
  gtk_list_box_remove (self->list, GTK_WIDGET (row));
  gtk_list_box_insert (self->list, GTK_WIDGET (row), index);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  g_object_unref (row);
}

static void
on_moved (GtkButton *button, gpointer step)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), GTK_TYPE_LIST_BOX_ROW);

  move (ATLAS_FIELD_CHOOSER (gtk_widget_get_root (row)), GTK_LIST_BOX_ROW (row), GPOINTER_TO_INT (step));
}

static gboolean
move_by_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (widget));
  GtkWidget *row = focus == NULL                 ? NULL
                   : GTK_IS_LIST_BOX_ROW (focus) ? focus
                                                 : gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW);

  if (row == NULL)
    return GDK_EVENT_PROPAGATE;
  move (ATLAS_FIELD_CHOOSER (widget), GTK_LIST_BOX_ROW (row), g_variant_get_int32 (arguments));
  return GDK_EVENT_STOP;
}

static void
add_arrow (AdwActionRow *row, const char *icon, const char *words, int step)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_signal_connect (button, "clicked", G_CALLBACK (on_moved), GINT_TO_POINTER (step));
  adw_action_row_add_suffix (row, button);
}

static void
add_row (AtlasFieldChooser *self, const char *key, gboolean chosen)
{
  const AtlasField *field = atlas_kind_find_field (self->kind, key, -1);
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), field ? atlas_field_get_label (field) : _ ("Id"));
  if (field != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), atlas_field_get_group (field));
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), chosen);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  add_arrow (ADW_ACTION_ROW (row), "go-up-symbolic", _ ("Move up"), -1);
  add_arrow (ADW_ACTION_ROW (row), "go-down-symbolic", _ ("Move down"), 1);
  g_object_set_data_full (G_OBJECT (row), KEY, g_strdup (key), g_free);
  g_object_set_data (G_OBJECT (row), CHECK, check);
  g_signal_connect_object (check, "toggled", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

/* Those that are chosen first, in their order; then the others. */
static void
fill (AtlasFieldChooser *self, const char *const *fields)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    add_row (self, fields[i], TRUE);
  if (fields == NULL || !g_strv_contains (fields, "id"))
    add_row (self, "id", fields == NULL);
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const AtlasField *field = &self->kind->fields[i];

      if (atlas_export_terms_cover (&self->terms, self->kind, field) &&
          (fields == NULL || !g_strv_contains (fields, field->key)))
        add_row (self, field->key, fields == NULL && is_proposed (self, field->key));
    }
  update (self);
}

static void
on_reset (AtlasFieldChooser *self)
{
  fill (self, NULL);
}

/* Search. */

static gboolean
is_sought (GtkListBoxRow *row, gpointer data)
{
  AtlasFieldChooser *self = data;
  g_autofree char *sought = atlas_fold (gtk_editable_get_text (self->search), -1);
  g_autofree char *title = atlas_fold (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), -1);

  return strstr (title, sought) != NULL || strstr (row_get_key (row), sought) != NULL;
}

static void
on_search_changed (AtlasFieldChooser *self)
{
  gtk_list_box_invalidate_filter (self->list);
}

/* Whether the fields are those that the terms propose, in the order of their table. */
static gboolean
is_usual (AtlasFieldChooser *self, GPtrArray *keys)
{
  guint at = 0;

  if (g_strcmp0 (g_ptr_array_index (keys, at++), "id") != 0)
    return FALSE;
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (is_proposed (self, self->kind->fields[i].key) &&
        g_strcmp0 (g_ptr_array_index (keys, at++), self->kind->fields[i].key) != 0)
      return FALSE;
  return g_ptr_array_index (keys, at) == NULL;
}

static gboolean
atlas_field_chooser_close_request (GtkWindow *window)
{
  AtlasFieldChooser *self = ATLAS_FIELD_CHOOSER (window);
  g_autoptr (GPtrArray) keys = list_chosen (self);

  if (keys->len > 1)
    g_signal_emit (self, signals[CHOSEN], 0, is_usual (self, keys) ? NULL : (char **) keys->pdata);
  return GTK_WINDOW_CLASS (atlas_field_chooser_parent_class)->close_request (window);
}

static void
atlas_field_chooser_class_init (AtlasFieldChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  GTK_WINDOW_CLASS (klass)->close_request = atlas_field_chooser_close_request;

  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_STRV);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-field-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasFieldChooser, done);
  gtk_widget_class_bind_template_child (widget_class, AtlasFieldChooser, search);
  gtk_widget_class_bind_template_child (widget_class, AtlasFieldChooser, list);
  gtk_widget_class_bind_template_callback (widget_class, on_reset);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Up, GDK_ALT_MASK, move_by_key, "i", -1);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Down, GDK_ALT_MASK, move_by_key, "i", 1);
}

static void
atlas_field_chooser_init (AtlasFieldChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_filter_func (self->list, is_sought, self, NULL);
}

GtkWidget *
atlas_field_chooser_new (const AtlasExportTerms *terms, const AtlasKind *kind, const char *const *fields)
{
  AtlasFieldChooser *self;

  g_return_val_if_fail (terms != NULL && kind != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_FIELD_CHOOSER, NULL);
  self->terms = *terms;
  self->kind = kind;
  fill (self, fields);
  return GTK_WIDGET (self);
}
