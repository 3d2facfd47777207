/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-openpgp-private.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <glib-unix.h>
#include <unistd.h>

#define PIPE_SIZE (1024 * 1024)

struct _AtlasOpenpgpWork
{
  gpgme_ctx_t context;
  GObject *stream;
  AtlasOpenpgpRun run;
  AtlasOpenpgpDescribe describe;
  gpointer data;
  GObject *end; /* of the pipe: ours */
  int far_end;  /* the thread's */
  GCancellable *abort;
  GThread *thread;
  gssize n_streamed; /* atomic */

  /* The thread's, until it is joined. */
  gint64 n_moved; /* through the pipe */
  GError *broken; /* the stream */
  GError *failure;
};

/* --- the thread
 * ----------------------------------------------------------------------------------------------- */

/* Of the stream. GPGME carries an errno; the error in its own words is kept beside. */
static ssize_t
end_call (AtlasOpenpgpWork *self, gssize n, GError *error)
{
  if (n < 0)
    {
      if (self->broken == NULL)
        self->broken = error;
      else
        g_error_free (error);
      errno = EIO;
    }
  else
    g_atomic_pointer_add (&self->n_streamed, n);
  return n;
}

static ssize_t
read_stream (void *data, void *buffer, size_t size)
{
  AtlasOpenpgpWork *self = data;
  GError *error = NULL;

  return end_call (
    self, g_input_stream_read (G_INPUT_STREAM (self->stream), buffer, size, self->abort, &error), error);
}

static ssize_t
write_stream (void *data, const void *buffer, size_t size)
{
  AtlasOpenpgpWork *self = data;
  GError *error = NULL;
  gsize n;

  if (!g_output_stream_write_all (G_OUTPUT_STREAM (self->stream), buffer, size, &n, self->abort, &error))
    return end_call (self, -1, error);
  return end_call (self, (gssize) n, NULL);
}

static ssize_t
read_pipe (void *data, void *buffer, size_t size)
{
  AtlasOpenpgpWork *self = data;
  ssize_t n = read (self->far_end, buffer, size);

  if (n > 0)
    self->n_moved += n;
  return n;
}

static ssize_t
write_pipe (void *data, const void *buffer, size_t size)
{
  AtlasOpenpgpWork *self = data;
  ssize_t n = write (self->far_end, buffer, size);

  if (n > 0)
    self->n_moved += n;
  return n;
}

static gpgme_error_t
do_work (AtlasOpenpgpWork *self)
{
  struct gpgme_data_cbs stream_calls = { .read = read_stream, .write = write_stream };
  struct gpgme_data_cbs pipe_calls = { .read = read_pipe, .write = write_pipe };
  gpgme_data_t stream, pipe;
  gpgme_error_t reason = gpgme_data_new_from_cbs (&stream, &stream_calls, self);

  if (reason != 0)
    return reason;
  reason = gpgme_data_new_from_cbs (&pipe, &pipe_calls, self);
  if (reason == 0)
    {
      /* GPGME's own portions are of 512 bytes. */
      gpgme_data_set_flag (stream, "io-buffer-size", "65536");
      gpgme_data_set_flag (pipe, "io-buffer-size", "65536");
      reason = self->run (self->context, pipe, stream, self->data);
      gpgme_data_release (pipe);
    }
  gpgme_data_release (stream);
  return reason;
}

static gpointer
work (gpointer data)
{
  AtlasOpenpgpWork *self = data;
  gpgme_error_t reason = do_work (self);

  if (self->broken != NULL)
    self->failure = g_steal_pointer (&self->broken);
  else if (reason != 0)
    self->describe (self->context, reason, self->n_moved, self->data, &self->failure);
  /* From here on the other end sees that nobody is here any more. */
  close (self->far_end);
  return NULL;
}

/* --- whoever reads or writes
 * ---------------------------------------------------------------------------------- */

AtlasOpenpgpWork *
atlas_openpgp_work_new (gpgme_ctx_t context,
                        GObject *stream,
                        AtlasOpenpgpRun run,
                        AtlasOpenpgpDescribe describe,
                        gpointer data,
                        GError **error)
{
  gboolean writing = G_IS_OUTPUT_STREAM (stream);
  AtlasOpenpgpWork *self;
  int ends[2];

  g_return_val_if_fail (context != NULL, NULL);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream) || G_IS_INPUT_STREAM (stream), NULL);

  if (!g_unix_open_pipe (ends, FD_CLOEXEC, error))
    {
      gpgme_release (context);
      return NULL;
    }
  /* So that neither end waits for the other at each 64 KiB; not every system lets it. */
  fcntl (ends[0], F_SETPIPE_SZ, PIPE_SIZE);
  self = g_new0 (AtlasOpenpgpWork, 1);
  self->context = context;
  self->stream = g_object_ref (stream);
  self->run = run;
  self->describe = describe;
  self->data = data;
  self->abort = g_cancellable_new ();
  self->far_end = ends[writing ? 0 : 1];
  self->end = writing ? G_OBJECT (g_unix_output_stream_new (ends[1], TRUE))
                      : G_OBJECT (g_unix_input_stream_new (ends[0], TRUE));
  self->thread = g_thread_new ("openpgp", work, self);
  return self;
}

gpointer
atlas_openpgp_work_get_end (AtlasOpenpgpWork *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->end;
}

gboolean
atlas_openpgp_work_finish (AtlasOpenpgpWork *self, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  /* Closes the pipe. */
  g_clear_object (&self->end);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
  if (self->failure == NULL)
    return TRUE;
  g_propagate_error (error, g_error_copy (self->failure));
  return FALSE;
}

gint64
atlas_openpgp_work_get_n_streamed (AtlasOpenpgpWork *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (gint64) g_atomic_pointer_add (&self->n_streamed, 0);
}

void
atlas_openpgp_work_free (AtlasOpenpgpWork *self)
{
  if (self == NULL)
    return;
  if (self->thread != NULL)
    {
      /* GPGME looks for this every second where it waits, for a person who is asked for a passphrase say. */
      g_cancellable_cancel (self->abort);
      gpgme_cancel_async (self->context);
      atlas_openpgp_work_finish (self, NULL);
    }
  gpgme_release (self->context);
  g_clear_error (&self->failure);
  g_clear_object (&self->abort);
  g_object_unref (self->stream);
  g_free (self);
}
