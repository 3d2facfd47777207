/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-window-private.h"

#include "atlas-backup.h"
#include "atlas-i18n.h"

/* Backing up. */

typedef struct
{
  AtlasSession *session;
  AtlasJob *job;
  char *path;
} Copying;

static void
copying_free (Copying *self)
{
  atlas_job_end (self->job);
  g_object_unref (self->job);
  g_object_unref (self->session);
  g_free (self->path);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Copying, copying_free)

static void
back_up_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Copying *copying = data;
  GError *error = NULL;

  if (atlas_backup_write (source, copying->path, atlas_job_progress, copying->job, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_backed_up (GObject *source, GAsyncResult *result, gpointer data)
{
  /* Not the task's to free, whose last reference may be the worker's. */
  g_autoptr (Copying) copying = data;
  g_autoptr (GError) error = NULL;

  atlas_job_end (copying->job);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *name = g_path_get_basename (copying->path);
      g_autofree char *shown = g_filename_display_name (name);
      g_autofree char *message = g_strdup_printf (_ ("Backed up to “%s”"), shown);
      g_autoptr (GFile) file = g_file_new_for_path (copying->path);

      atlas_session_tell_saved (copying->session, message, file);
    }
  else
    atlas_session_fail (copying->session, _ ("The Backup Was Not Made"), error);
}

void
atlas_window_back_up (AtlasWindow *self, GFile *file)
{
  g_autofree char *path = atlas_window_dup_local_path (self, file);
  Copying *copying;
  g_autoptr (GTask) task = NULL;

  if (self->session == NULL || path == NULL)
    return;
  copying = g_new0 (Copying, 1);
  copying->session = g_object_ref (self->session);
  copying->job = atlas_session_start_job (self->session, _ ("Backing up"));
  copying->path = g_steal_pointer (&path);
  task = g_task_new (atlas_register_get_store (atlas_session_get_register (self->session)),
                     atlas_job_get_cancellable (copying->job), on_backed_up, copying);
  g_task_set_task_data (task, copying, NULL);
  g_task_run_in_thread (task, back_up_in_thread);
}

static void
back_up_chosen (gpointer window, GtkWindow *parent, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  atlas_window_back_up (window, file);
}

static void
back_up (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *date = g_date_time_format (now, "%Y-%m-%d");
  /* Translators: suggested name of a file; the date stands in it */
  g_autofree char *suggestion = g_strdup_printf (_ ("atlas-backup-%s.db"), date);

  atlas_file_choice_save (GTK_WINDOW (widget), _ ("Back Up"), suggestion, back_up_chosen, widget);
}

/* Restoring. Nobody may have the database open, this window neither; but what was asked of it just before may
 * still be on its way in another thread, and hold it a moment longer. */

#define LET_GO_MS 50
#define MAX_WAITS (30 * 1000 / LET_GO_MS)

typedef struct
{
  AtlasWindow *window;
  char *path;
  char *backup;
  AtlasJob *job;
  GWeakRef store;
  guint n_waits;
} Restoring;

static void
restoring_free (gpointer data)
{
  Restoring *self = data;

  atlas_job_end (self->job);
  g_object_unref (self->job);
  g_object_unref (self->window);
  g_free (self->path);
  g_free (self->backup);
  g_weak_ref_clear (&self->store);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Restoring, restoring_free)

static void
restore_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Restoring *restoring = data;
  GError *error = NULL;
  char *kept = NULL;

  if (atlas_backup_restore (restoring->path, restoring->backup, &kept, atlas_job_progress, restoring->job,
                            atlas_job_get_cancellable (restoring->job), &error))
    g_task_return_pointer (task, kept, g_free);
  else
    g_task_return_error (task, error);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Restoring) restoring = data;
  AtlasWindow *self = restoring->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->opening)
    return;
  if (error == NULL)
    {
      g_autofree char *base = kept ? g_path_get_basename (kept) : NULL;
      g_autofree char *name = base ? g_filename_display_name (base) : NULL;
      g_autofree char *message =
        name ? g_strdup_printf (_ ("Restored. What was here before is kept as “%s”"), name)
             : g_strdup (_ ("Restored"));

      atlas_window_tell (self, message);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    atlas_window_complain (self, _ ("The Backup Was Not Restored"), error->message);
  atlas_window_reopen (self);
}

static gboolean
restore_once_closed (gpointer data)
{
  Restoring *restoring = data;
  AtlasWindow *self = restoring->window;
  g_autoptr (GObject) store = g_weak_ref_get (&restoring->store);
  g_autoptr (GTask) task = NULL;

  if (g_cancellable_is_cancelled (self->opening))
    {
      restoring_free (restoring);
      return G_SOURCE_REMOVE;
    }
  if (store != NULL && ++restoring->n_waits < MAX_WAITS)
    return G_SOURCE_CONTINUE;

  task = g_task_new (self, self->opening, on_restored, restoring);
  /* What was restored just before another was asked for stays restored. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, restoring, NULL);
  g_task_run_in_thread (task, restore_in_thread);
  return G_SOURCE_REMOVE;
}

void
atlas_window_restore (AtlasWindow *self, GFile *file)
{
  g_autofree char *backup = atlas_window_dup_local_path (self, file);
  g_autoptr (GListStore) jobs = g_list_store_new (ATLAS_TYPE_JOB);
  Restoring *restoring;

  if (backup == NULL || !atlas_window_may_close (self))
    return;

  if (self->path == NULL)
    self->path = atlas_register_dup_default_path ();
  restoring = g_new0 (Restoring, 1);
  restoring->window = g_object_ref (self);
  restoring->path = g_strdup (self->path);
  restoring->backup = g_steal_pointer (&backup);
  restoring->job = atlas_job_new (_ ("Restoring the backup"));
  g_list_store_append (jobs, restoring->job);
  g_weak_ref_init (&restoring->store,
                   self->session ? atlas_register_get_store (atlas_session_get_register (self->session))
                                 : NULL);
  atlas_window_set_session (self, NULL);
  atlas_job_bar_set_jobs (self->jobs, G_LIST_MODEL (jobs));
  atlas_window_begin_opening (self);
  gtk_stack_set_visible_child_name (self->faces, "pages");
  g_timeout_add (LET_GO_MS, restore_once_closed, restoring);
}

static void
restore_chosen (gpointer window, GtkWindow *parent, GListModel *files)
{
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  atlas_window_restore (window, file);
}

static void
restore (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_window_choose_database (ATLAS_WINDOW (widget), _ ("Restore a Backup"), restore_chosen);
}

void
atlas_window_class_install_backup_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.back-up", NULL, back_up);
  gtk_widget_class_install_action (widget_class, "win.restore", NULL, restore);
}
