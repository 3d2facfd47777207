/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-file-job.h"

#include "atlas-i18n.h"

typedef struct
{
  AtlasSession *session;
  AtlasJob *job;
  GtkWindow *asker; /* NULL once it is gone */
  GFile *file;
  AtlasEncryptionChoice *encryption;
  const AtlasFileJob *how;
  gpointer data;
  GDestroyNotify data_free;
} Writing;

/* A window that is closed may live on for a while, with nothing in it. */
static void
writing_set_asker (Writing *self, GtkWindow *asker)
{
  if (self->asker != NULL)
    g_signal_handlers_disconnect_by_data (self->asker, &self->asker);
  self->asker = asker;
  if (asker == NULL)
    return;
  g_signal_connect_swapped (asker, "destroy", G_CALLBACK (g_nullify_pointer), &self->asker);
  gtk_widget_set_visible (GTK_WIDGET (asker), FALSE);
  /* GTK 4.8 measures what is out of sight when it is idle, even if it is gone by then: nothing is left to
   * measure. */
  gtk_widget_unrealize (GTK_WIDGET (asker));
}

static void
writing_free (Writing *self)
{
  writing_set_asker (self, NULL);
  g_object_unref (self->job);
  g_object_unref (self->session);
  g_object_unref (self->file);
  atlas_encryption_choice_free (self->encryption);
  if (self->data_free != NULL)
    self->data_free (self->data);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;
  g_autoptr (AtlasOutput) output =
    atlas_encryption_choice_open_file (writing->encryption, writing->file, cancellable, &error);

  if (output != NULL && writing->how->write (source, output, writing->job, writing->data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Whoever stopped it has no more use for the window, and with another database open it would be of the old
 * one. */
static void
let_asker_go (Writing *self, const GError *error)
{
  GtkWindow *asker = self->asker;

  writing_set_asker (self, NULL);
  if (asker == NULL)
    return;
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gtk_window_present (asker);
  else
    gtk_window_destroy (asker);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  /* Not the task's to free, whose last reference may be the worker's. */
  g_autoptr (Writing) writing = data;
  g_autoptr (GError) error = NULL;
  gboolean written = g_task_propagate_boolean (G_TASK (result), &error);

  atlas_job_end (writing->job);
  let_asker_go (writing, error);
  if (written)
    {
      g_autofree char *message = writing->how->describe (writing->data);

      atlas_session_tell_saved (writing->session, message, writing->file);
    }
  else
    atlas_session_fail (writing->session, _ (writing->how->failed), error);
}

void
atlas_file_job_start (AtlasSession *session,
                      GtkWindow *asker,
                      GFile *file,
                      const char *title,
                      AtlasEncryptionChoice *encryption,
                      const AtlasFileJob *how,
                      gpointer data,
                      GDestroyNotify data_free)
{
  g_autoptr (GTask) task = NULL;
  Writing *writing;

  g_return_if_fail (ATLAS_IS_SESSION (session));
  g_return_if_fail (asker == NULL || GTK_IS_WINDOW (asker));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (title != NULL && how != NULL);

  writing = g_new0 (Writing, 1);
  writing->session = g_object_ref (session);
  writing->file = g_object_ref (file);
  writing->encryption = encryption;
  writing->how = how;
  writing->data = data;
  writing->data_free = data_free;
  writing_set_asker (writing, asker);
  writing->job = atlas_session_start_job (session, title);
  task = g_task_new (atlas_session_get_register (session), atlas_job_get_cancellable (writing->job),
                     on_written, writing);
  /* What was written just before the cancelling is told as written. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, writing, NULL);
  g_task_run_in_thread (task, write_in_thread);
}

char *
atlas_file_dup_display_name (GFile *file)
{
  g_autofree char *base = NULL;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  base = g_file_get_basename (file);
  return base != NULL ? g_filename_display_name (base) : g_file_get_parse_name (file);
}
