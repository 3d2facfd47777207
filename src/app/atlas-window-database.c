/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-window-private.h"

#include <glib/gstdio.h>

#include "atlas-backup.h"
#include "atlas-demo.h"
#include "atlas-geodata.h"
#include "atlas-i18n.h"
#include "atlas-import-dialog.h"

#define MAX_RECENT 8

/* Databases opened before. */

static void
fill_recent_menu (AtlasWindow *self)
{
  g_auto (GStrv) recent = g_settings_get_strv (self->settings, "recent-databases");

  g_menu_remove_all (self->recent_menu);
  for (guint i = 0; recent[i] != NULL; i++)
    {
      g_autofree char *shown = g_filename_display_name (recent[i]);
      g_autoptr (GMenuItem) item = NULL;
      g_auto (GStrv) parts = g_strsplit (shown, "_", -1);
      g_autofree char *label = g_strjoinv ("__", parts); /* no mnemonic */

      item = g_menu_item_new (label, NULL);
      g_menu_item_set_action_and_target (item, "win.open-path", "s", recent[i]);
      g_menu_append_item (self->recent_menu, item);
    }
}

static void
remember (AtlasWindow *self)
{
  g_auto (GStrv) before = g_settings_get_strv (self->settings, "recent-databases");
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) now = NULL;
  guint n = 1;

  /* A path that is no UTF-8 can't be kept as a setting. */
  if (!g_utf8_validate (self->path, -1, NULL))
    return;
  g_strv_builder_add (builder, self->path);
  for (guint i = 0; before[i] != NULL && n < MAX_RECENT; i++)
    if (!g_str_equal (before[i], self->path) && g_file_test (before[i], G_FILE_TEST_EXISTS))
      {
        g_strv_builder_add (builder, before[i]);
        n++;
      }
  now = g_strv_builder_end (builder);
  g_settings_set_strv (self->settings, "recent-databases", (const char *const *) now);
  g_settings_set_string (self->settings, "last-database", self->path);
  fill_recent_menu (self);
}

/* Opening. */

typedef struct
{
  char *path;
  AtlasStoreFlags flags;
  gboolean fill; /* with sample data, where it is empty */
  gboolean import;
  GWeakRef window;
  GCancellable *cancellable;
} Opening;

/* How far an older database is on its way to this version. */
typedef struct
{
  GWeakRef window;
  GCancellable *opening; /* which this is of */
  double fraction;
} Upgrading;

static void
opening_free (Opening *self)
{
  g_weak_ref_clear (&self->window);
  g_object_unref (self->cancellable);
  g_free (self->path);
  g_free (self);
}

static void
back_up_daily (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (atlas_backup_daily (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_backed_up_daily (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasSession) session = data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *message = g_strdup_printf (_ ("Today’s backup was not made: %s"), error->message);

      atlas_session_tell (session, message, FALSE);
    }
}

static void
begin_daily_backup (AtlasSession *session)
{
  AtlasStore *store = atlas_register_get_store (atlas_session_get_register (session));
  g_autoptr (GTask) task = NULL;

  if (atlas_store_is_read_only (store))
    return;
  task = g_task_new (store, NULL, on_backed_up_daily, g_object_ref (session));
  g_task_run_in_thread (task, back_up_daily);
}

typedef struct
{
  AtlasSession *session;
  AtlasJob *job;
} Filling;

static void
filling_free (Filling *self)
{
  atlas_job_end (self->job);
  g_object_unref (self->job);
  g_object_unref (self->session);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Filling, filling_free)

static void
fill_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (atlas_demo_fill (source, ATLAS_DEMO_DEFAULT_MEMBERS, 1, atlas_job_progress, data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_filled (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Filling) self = data;
  g_autoptr (GError) error = NULL;

  /* Sample data that is there already is as good. */
  if (!g_task_propagate_boolean (G_TASK (result), &error) &&
      !g_error_matches (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS))
    atlas_session_fail (self->session, _ ("The sample data can’t be made"), error);
}

static void
fill_with_samples (AtlasSession *session)
{
  Filling *filling = g_new0 (Filling, 1);
  g_autoptr (GTask) task = NULL;

  filling->session = g_object_ref (session);
  filling->job = atlas_session_start_job (session, _ ("Making sample data"));
  task = g_task_new (atlas_session_get_register (session), atlas_job_get_cancellable (filling->job),
                     on_filled, filling);
  g_task_set_task_data (task, g_object_ref (filling->job), g_object_unref);
  g_task_run_in_thread (task, fill_in_thread);
}

static void
import_waiting (AtlasWindow *self)
{
  g_autoptr (GListModel) files = g_steal_pointer (&self->imports);

  if (files != NULL)
    atlas_import_dialog_open (GTK_WINDOW (self), self->session, files);
}

/* Of what is done sooner nothing is shown. */
#define UPGRADING_DELAY_MS 300

static void
upgrading_free (Upgrading *self)
{
  g_weak_ref_clear (&self->window);
  g_object_unref (self->opening);
  g_free (self);
}

static gboolean
show_upgrading (gpointer data)
{
  Upgrading *upgrading = data;
  g_autoptr (AtlasWindow) self = g_weak_ref_get (&upgrading->window);

  if (self != NULL && self->opening == upgrading->opening)
    {
      /* What tells no more than that it has begun may come late. */
      if (upgrading->fraction > 0 ||
          g_strcmp0 (gtk_stack_get_visible_child_name (self->faces), "upgrading") != 0)
        gtk_progress_bar_set_fraction (self->upgrading, upgrading->fraction);
      gtk_stack_set_visible_child_name (self->faces, "upgrading");
    }
  return G_SOURCE_REMOVE;
}

/* On the thread that opens. */
static void
tell_upgrading (gint64 done, gint64 total, gpointer data)
{
  Opening *opening = data;
  g_autoptr (AtlasWindow) window = g_weak_ref_get (&opening->window);
  Upgrading *upgrading = g_new0 (Upgrading, 1);

  g_weak_ref_init (&upgrading->window, window);
  upgrading->opening = g_object_ref (opening->cancellable);
  upgrading->fraction = total > 0 ? (double) done / (double) total : 0;
  /* A small one is done before anybody could read of it. */
  g_timeout_add_full (G_PRIORITY_DEFAULT, upgrading->fraction > 0 ? 0 : UPGRADING_DELAY_MS, show_upgrading,
                      upgrading, (GDestroyNotify) upgrading_free);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Opening *opening = data;
  GError *error = NULL;
  AtlasRegister *records = NULL;

  /* Without it nobody who is imported or saved would be placed. */
  if (atlas_geodata_load (&error))
    records = atlas_register_open_full (opening->path, opening->flags, tell_upgrading, opening,
                                        opening->cancellable, &error);
  if (records != NULL)
    g_task_return_pointer (task, records, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
on_opened (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasWindow *self = ATLAS_WINDOW (source);
  Opening *opening = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasRegister) records = g_task_propagate_pointer (G_TASK (result), &error);
  g_autoptr (AtlasSession) session = NULL;

  /* Another has been asked for meanwhile, or the window is gone. */
  if (g_task_get_cancellable (G_TASK (result)) != self->opening)
    return;
  g_clear_object (&self->opening);
  if (records == NULL)
    {
      g_autofree char *markup = g_markup_escape_text (error->message, -1);

      adw_status_page_set_description (self->trouble, markup);
      gtk_stack_set_visible_child_name (self->faces, "trouble");
      return;
    }

  gtk_stack_set_visible_child_name (self->faces, "pages");
  session = atlas_session_new (records);
  atlas_window_set_session (self, session);
  remember (self);
  begin_daily_backup (session);
  if (opening->fill)
    fill_with_samples (session);
  if (opening->import)
    atlas_import_dialog_choose (GTK_WINDOW (self), session);
  import_waiting (self);
}

/* The first frame. A database of a million keeps both cores busy; the window is to stand there first. */

/* A window that nobody sees is not drawn. */
#define LONGEST_WAIT_MS 1000

static void
stop_holding (AtlasWindow *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->held);

  self->drawn = TRUE;
  g_clear_handle_id (&self->first_frame_id, g_source_remove);
  if (task != NULL)
    g_task_run_in_thread (task, open_in_thread);
}

static gboolean
on_waited_long_enough (gpointer data)
{
  AtlasWindow *self = data;

  self->first_frame_id = 0;
  stop_holding (self);
  return G_SOURCE_REMOVE;
}

static void
on_after_paint (AtlasWindow *self, GdkFrameClock *clock)
{
  g_signal_handlers_disconnect_by_func (clock, on_after_paint, self);
  stop_holding (self);
}

void
atlas_window_watch_first_frame (AtlasWindow *self)
{
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "after-paint",
                           G_CALLBACK (on_after_paint), self, G_CONNECT_SWAPPED);
}

void
atlas_window_stop_opening (AtlasWindow *self)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->held);

  /* Whoever answers sees that it is no longer wanted. */
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_handle_id (&self->first_frame_id, g_source_remove);
  if (task != NULL)
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Cancelled"));
}

/* @task: (transfer full) */
static void
run_after_first_frame (AtlasWindow *self, GTask *task)
{
  if (self->drawn)
    {
      g_task_run_in_thread (task, open_in_thread);
      g_object_unref (task);
      return;
    }
  self->held = task;
  self->first_frame_id = g_timeout_add (LONGEST_WAIT_MS, on_waited_long_enough, self);
}

void
atlas_window_begin_opening (AtlasWindow *self)
{
  atlas_window_stop_opening (self);
  self->opening = g_cancellable_new ();
}

gboolean
atlas_window_may_close (AtlasWindow *self)
{
  g_autoptr (AtlasJob) job = atlas_window_dup_job (self);

  if (job != NULL)
    {
      g_autofree char *message =
        /* Translators: then stands what is going on, as in "Importing members.json" */
        g_strdup_printf (_ ("Wait for this to end, or cancel it first: %s"), atlas_job_get_title (job));

      atlas_window_tell (self, message);
      return FALSE;
    }
  return atlas_window_leave_pages (self);
}

static void
open_path (AtlasWindow *self, const char *path, AtlasStoreFlags flags, gboolean fill, gboolean import)
{
  GTask *task;
  Opening *opening;

  if (!atlas_window_may_close (self))
    return;

  if (self->session != NULL)
    atlas_window_set_session (self, NULL);
  if (path != self->path)
    {
      g_free (self->path);
      self->path = g_strdup (path);
    }
  atlas_window_begin_opening (self);
  gtk_stack_set_visible_child_name (self->faces, "pages");

  opening = g_new0 (Opening, 1);
  opening->path = g_strdup (self->path);
  opening->flags = flags;
  opening->fill = fill;
  opening->import = import;
  opening->cancellable = g_object_ref (self->opening);
  g_weak_ref_init (&opening->window, self);
  task = g_task_new (self, self->opening, on_opened, NULL);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  run_after_first_frame (self, task);
}

void
atlas_window_reopen (AtlasWindow *self)
{
  open_path (self, self->path, ATLAS_STORE_OPEN_EXISTING, FALSE, FALSE);
}

void
atlas_window_open (AtlasWindow *self, const char *path)
{
  g_autofree char *default_path = atlas_register_dup_default_path ();
  g_autofree char *last = NULL;

  g_return_if_fail (ATLAS_IS_WINDOW (self));

  fill_recent_menu (self);
  if (path == NULL)
    {
      last = g_settings_get_string (self->settings, "last-database");
      /* One on a stick that is not plugged in is no reason to fail at every start. */
      path = *last != '\0' && g_file_test (last, G_FILE_TEST_EXISTS) ? last : default_path;
      if (path == default_path && !g_file_test (path, G_FILE_TEST_EXISTS))
        {
          gtk_stack_set_visible_child_name (self->faces, "welcome");
          return;
        }
    }
  open_path (self, path, ATLAS_STORE_OPEN_EXISTING, FALSE, FALSE);
}

void
atlas_window_import (AtlasWindow *self, GListModel *files)
{
  g_return_if_fail (ATLAS_IS_WINDOW (self));
  g_return_if_fail (G_IS_LIST_MODEL (files));

  g_set_object (&self->imports, files);
  if (self->session != NULL)
    import_waiting (self);
  else if (self->opening == NULL)
    {
      g_autofree char *path = atlas_register_dup_default_path ();

      open_path (self, path, ATLAS_STORE_CREATE, FALSE, FALSE);
    }
}

/* Actions. */

static void
begin (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);
  const char *how = g_variant_get_string (parameter, NULL);
  g_autofree char *path = atlas_register_dup_default_path ();

  if (g_str_equal (how, "sample"))
    {
      g_autofree char *folder = g_path_get_dirname (path);
      g_autofree char *sample = g_build_filename (folder, "sample.db", NULL);

      open_path (self, sample, ATLAS_STORE_CREATE, TRUE, FALSE);
    }
  else
    open_path (self, path, ATLAS_STORE_CREATE, FALSE, g_str_equal (how, "import"));
}

static void
try_again (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasWindow *self = ATLAS_WINDOW (widget);

  if (self->path != NULL)
    atlas_window_reopen (self);
}

static void
open_recent (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_window_open (ATLAS_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

char *
atlas_window_dup_local_path (AtlasWindow *self, GFile *file)
{
  char *path = g_file_get_path (file);

  if (path == NULL)
    {
      g_autofree char *name = g_file_get_parse_name (file);
      g_autofree char *message = g_strdup_printf (
        _ ("“%s” is not on this computer. A database has to lie in a folder of its own."), name);

      atlas_window_complain (self, _ ("That Place Can’t Be Used"), message);
    }
  return path;
}

static void
open_chosen (gpointer window, GtkWindow *parent, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);
  g_autofree char *path = atlas_window_dup_local_path (window, file);

  if (path != NULL)
    atlas_window_open (window, path);
}

static void
open_database (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_window_choose_database (ATLAS_WINDOW (widget), _ ("Open Database"), open_chosen);
}

void
atlas_window_create (AtlasWindow *self, GFile *file)
{
  g_autofree char *path = atlas_window_dup_local_path (self, file);

  /* The chooser has asked about replacing; but a database of people is nobody's to replace. */
  if (path != NULL)
    open_path (self, path, ATLAS_STORE_CREATE | ATLAS_STORE_EXCLUSIVE, FALSE, FALSE);
}

static void
create_chosen (gpointer window, GtkWindow *parent, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  atlas_window_create (window, file);
}

static void
new_database (GtkWidget *widget, const char *name, GVariant *parameter)
{
  /* Translators: suggested name of a file; keep .db */
  atlas_file_choice_save (GTK_WINDOW (widget), _ ("New Database"), _ ("atlas.db"), create_chosen, widget);
}

void
atlas_window_choose_database (AtlasWindow *self, const char *title, AtlasFilesChosen chosen)
{
  static const char *const suffixes[] = { "db", NULL };

  atlas_file_choice_open (GTK_WINDOW (self), title, _ ("Atlas databases"), suffixes, FALSE, chosen, self);
}

void
atlas_window_class_install_database_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.begin", "s", begin);
  gtk_widget_class_install_action (widget_class, "win.try-again", NULL, try_again);
  gtk_widget_class_install_action (widget_class, "win.open-database", NULL, open_database);
  gtk_widget_class_install_action (widget_class, "win.open-path", "s", open_recent);
  gtk_widget_class_install_action (widget_class, "win.new-database", NULL, new_database);
}
