/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-fields-dialog.h"

#include "atlas-field-rows.h"
#include "atlas-field-words.h"
#include "atlas-i18n.h"

struct _AtlasFieldsDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  AdwPreferencesGroup *group;
  AdwToastOverlay *toasts;

  AtlasRecord *record;
  GPtrArray *rows; /* AtlasFieldRow; borrowed */
  GPtrArray *fields;
  const AtlasField *required; /* besides those that always are; NULL: none */
};

enum
{
  DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasFieldsDialog, atlas_fields_dialog, ADW_TYPE_WINDOW)

static void
show_fault (AtlasFieldsDialog *self, const AtlasField *field, const char *message)
{
  guint index;

  if (g_ptr_array_find (self->fields, field, &index))
    {
      AtlasFieldRow *row = g_ptr_array_index (self->rows, index);

      atlas_field_row_set_error (row, atlas_field_without_key (field, message));
      gtk_widget_grab_focus (GTK_WIDGET (row));
    }
  else
    {
      g_autofree char *markup = g_markup_escape_text (message, -1);

      adw_toast_overlay_add_toast (self->toasts, adw_toast_new (markup));
    }
}

gboolean
atlas_fields_dialog_finish (AtlasFieldsDialog *self)
{
  g_autoptr (AtlasRecord) record = NULL;
  const AtlasField *field = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (ATLAS_IS_FIELDS_DIALOG (self), FALSE);

  record = atlas_record_copy (self->record);
  for (guint i = 0; i < self->rows->len; i++)
    {
      AtlasFieldRow *row = g_ptr_array_index (self->rows, i);

      atlas_field_row_set_error (row, NULL);
      if (!atlas_field_row_store (row, record, &error))
        {
          show_fault (self, g_ptr_array_index (self->fields, i), error->message);
          return FALSE;
        }
    }
  if (!atlas_record_check (record, &field, &error))
    {
      show_fault (self, field, error->message);
      return FALSE;
    }
  if (self->required != NULL && !atlas_record_has (record, self->required))
    {
      show_fault (self, self->required, _ ("required"));
      return FALSE;
    }
  g_signal_emit (self, signals[DONE], 0, record);
  gtk_window_destroy (GTK_WINDOW (self));
  return TRUE;
}

void
atlas_fields_dialog_require (AtlasFieldsDialog *self, const char *key)
{
  g_return_if_fail (ATLAS_IS_FIELDS_DIALOG (self));

  self->required = atlas_kind_find_field (atlas_record_get_kind (self->record), key, -1);
}

static void
finish (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_fields_dialog_finish (ATLAS_FIELDS_DIALOG (widget));
}

static void
atlas_fields_dialog_finalize (GObject *object)
{
  AtlasFieldsDialog *self = ATLAS_FIELDS_DIALOG (object);

  g_clear_pointer (&self->record, atlas_record_unref);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->fields);

  G_OBJECT_CLASS (atlas_fields_dialog_parent_class)->finalize (object);
}

static void
atlas_fields_dialog_class_init (AtlasFieldsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = atlas_fields_dialog_finalize;

  signals[DONE] = g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 1, ATLAS_TYPE_RECORD | G_SIGNAL_TYPE_STATIC_SCOPE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-fields-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasFieldsDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AtlasFieldsDialog, group);
  gtk_widget_class_bind_template_child (widget_class, AtlasFieldsDialog, toasts);
  gtk_widget_class_install_action (widget_class, "fields.done", NULL, finish);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "fields.done", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "fields.done", NULL);
}

static void
atlas_fields_dialog_init (AtlasFieldsDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->fields = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_row (AtlasFieldsDialog *self, AtlasSession *session, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (self->record), key, -1);
  AtlasFieldRow *row = atlas_field_row_new (field);

  atlas_field_row_set_session (row, session);
  atlas_field_row_load (row, self->record);
  gtk_widget_set_name (GTK_WIDGET (row), key);
  if (ADW_IS_ENTRY_ROW (row))
    adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_preferences_group_add (self->group, GTK_WIDGET (row));
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->fields, (gpointer) field);
}

AtlasFieldsDialog *
atlas_fields_dialog_open (GtkWidget *widget,
                          AtlasSession *session,
                          const char *title,
                          AtlasRecord *record,
                          const char *const *keys,
                          GtkWidget *more)
{
  AtlasFieldsDialog *self;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (record != NULL && keys != NULL, NULL);

  root = gtk_widget_get_root (widget);
  self = g_object_new (ATLAS_TYPE_FIELDS_DIALOG, "transient-for", GTK_IS_WINDOW (root) ? root : NULL, NULL);
  self->record = atlas_record_copy (record);
  gtk_window_set_title (GTK_WINDOW (self), title);
  adw_window_title_set_title (self->heading, title);
  for (guint i = 0; keys[i] != NULL; i++)
    add_row (self, session, keys[i]);
  if (more != NULL)
    adw_preferences_group_add (self->group, more);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (g_ptr_array_index (self->rows, 0));
  return self;
}
