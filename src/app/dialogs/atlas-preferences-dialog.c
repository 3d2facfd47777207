/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-preferences-dialog.h"

#include "atlas-base-map-group.h"
#include "atlas-config.h"
#include "atlas-folder.h"
#include "atlas-i18n.h"

struct _AtlasPreferencesDialog
{
  AdwPreferencesWindow parent_instance;

  AdwComboRow *color_scheme;
  AdwComboRow *distance_unit;
  GtkSwitch *excel;
  GtkWidget *office_group, *data_group;
  AdwEntryRow *office;
  AdwActionRow *database;
  AdwActionRow *backups;

  GSettings *settings;
  AtlasSession *session;
};

G_DEFINE_FINAL_TYPE (AtlasPreferencesDialog, atlas_preferences_dialog, ADW_TYPE_PREFERENCES_WINDOW)

/* A choice from a list whose order is that of the setting's values. */

static gboolean
nick_to_selected (GValue *value, GVariant *variant, gpointer nicks)
{
  const char *nick = g_variant_get_string (variant, NULL);

  for (guint i = 0; ((const char *const *) nicks)[i] != NULL; i++)
    if (g_str_equal (((const char *const *) nicks)[i], nick))
      {
        g_value_set_uint (value, i);
        return TRUE;
      }
  return FALSE;
}

static GVariant *
selected_to_nick (const GValue *value, const GVariantType *type, gpointer nicks)
{
  guint selected = g_value_get_uint (value);

  return selected < g_strv_length (nicks) ? g_variant_new_string (((const char *const *) nicks)[selected])
                                          : NULL;
}

static void
bind_choice (AtlasPreferencesDialog *self, const char *key, AdwComboRow *row, const char *const *nicks)
{
  g_settings_bind_with_mapping (self->settings, key, row, "selected", G_SETTINGS_BIND_DEFAULT,
                                nick_to_selected, selected_to_nick, (gpointer) nicks, NULL);
}

/* The office. */

static void
set_name_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *name = data;
  GError *error = NULL;

  if (atlas_store_set_setting (source, "office.name", *name != '\0' ? name : NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_name_set (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasPreferencesDialog) self = data;
  g_autoptr (GError) error = NULL;
  const char *message = _ ("The office’s name was saved");
  g_autofree char *markup = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    message = error->message;
  if (self->session == NULL)
    return;
  markup = g_markup_escape_text (message, -1);
  adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self), adw_toast_new (markup));
}

static void
on_office_applied (AtlasPreferencesDialog *self)
{
  AtlasStore *store = atlas_register_get_store (atlas_session_get_register (self->session));
  char *name = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->office))));
  g_autoptr (GTask) task = g_task_new (store, NULL, on_name_set, g_object_ref (self));

  g_task_set_task_data (task, name, g_free);
  g_task_run_in_thread (task, set_name_in_thread);
}

/* Where things lie. */

static void
show_database_folder (AtlasPreferencesDialog *self)
{
  g_autoptr (GFile) file =
    g_file_new_for_path (atlas_register_get_path (atlas_session_get_register (self->session)));

  atlas_folder_show (GTK_WIDGET (self), file);
}

static char *
dup_backups (AtlasPreferencesDialog *self)
{
  g_autofree char *folder =
    g_path_get_dirname (atlas_register_get_path (atlas_session_get_register (self->session)));

  return g_build_filename (folder, "backups", NULL);
}

static void
show_backups_folder (AtlasPreferencesDialog *self)
{
  g_autofree char *path = dup_backups (self);
  /* Before the first backup there is only the folder where it will be. */
  g_autoptr (GFile) file = g_file_test (path, G_FILE_TEST_IS_DIR)
                             ? g_file_new_build_filename (path, "x", NULL)
                             : g_file_new_for_path (path);

  atlas_folder_show (GTK_WIDGET (self), file);
}

static void
show_session (AtlasPreferencesDialog *self)
{
  AtlasRegister *records = atlas_session_get_register (self->session);
  AtlasStore *store = atlas_register_get_store (records);
  g_autofree char *name = atlas_store_dup_setting (store, "office.name");
  g_autofree char *path = g_filename_display_name (atlas_register_get_path (records));
  g_autofree char *backups_path = dup_backups (self);
  g_autofree char *backups = g_filename_display_name (backups_path);

  gtk_editable_set_text (GTK_EDITABLE (self->office), name ? name : "");
  gtk_widget_set_sensitive (GTK_WIDGET (self->office), !atlas_store_is_read_only (store));
  adw_action_row_set_subtitle (self->database, path);
  adw_action_row_set_subtitle (self->backups, backups);
}

/* GObject. */

static void
atlas_preferences_dialog_dispose (GObject *object)
{
  AtlasPreferencesDialog *self = ATLAS_PREFERENCES_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (atlas_preferences_dialog_parent_class)->dispose (object);
}

static void
atlas_preferences_dialog_class_init (AtlasPreferencesDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_preferences_dialog_dispose;

  g_type_ensure (ATLAS_TYPE_BASE_MAP_GROUP);
  gtk_widget_class_set_template_from_resource (
    widget_class, "/org/diasporaatlas/DiasporaAtlas/atlas-preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasPreferencesDialog, color_scheme);
  gtk_widget_class_bind_template_child (widget_class, AtlasPreferencesDialog, distance_unit);
  gtk_widget_class_bind_template_child (widget_class, AtlasPreferencesDialog, excel);
  gtk_widget_class_bind_template_child (widget_class, AtlasPreferencesDialog, office_group);
  gtk_widget_class_bind_template_child (widget_class, AtlasPreferencesDialog, data_group);
  gtk_widget_class_bind_template_child (widget_class, AtlasPreferencesDialog, office);
  gtk_widget_class_bind_template_child (widget_class, AtlasPreferencesDialog, database);
  gtk_widget_class_bind_template_child (widget_class, AtlasPreferencesDialog, backups);
  gtk_widget_class_bind_template_callback (widget_class, on_office_applied);
  gtk_widget_class_bind_template_callback (widget_class, show_database_folder);
  gtk_widget_class_bind_template_callback (widget_class, show_backups_folder);
}

static void
atlas_preferences_dialog_init (AtlasPreferencesDialog *self)
{
  /* As in the schema. */
  static const char *const schemes[] = { "system", "light", "dark", NULL };
  static const char *const units[] = { "automatic", "km", "miles", NULL };

  self->settings = g_settings_new (ATLAS_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  bind_choice (self, "color-scheme", self->color_scheme, schemes);
  bind_choice (self, "distance-unit", self->distance_unit, units);
  g_settings_bind (self->settings, "excel-csv", self->excel, "active", G_SETTINGS_BIND_DEFAULT);
}

GtkWidget *
atlas_preferences_dialog_new (AtlasSession *session)
{
  AtlasPreferencesDialog *self;

  g_return_val_if_fail (session == NULL || ATLAS_IS_SESSION (session), NULL);

  self = g_object_new (ATLAS_TYPE_PREFERENCES_DIALOG, NULL);
  gtk_widget_set_visible (self->office_group, session != NULL);
  gtk_widget_set_visible (self->data_group, session != NULL);
  if (session != NULL)
    {
      self->session = g_object_ref (session);
      show_session (self);
    }
  return GTK_WIDGET (self);
}

void
atlas_preferences_dialog_open (GtkWindow *parent, AtlasSession *session)
{
  GtkWidget *self;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  self = atlas_preferences_dialog_new (session);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
