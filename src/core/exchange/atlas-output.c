/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-output.h"

#include <errno.h>
#include <gio/gfiledescriptorbased.h>
#include <stdlib.h>
#include <unistd.h>

#include "atlas-i18n.h"

#define DRAIN_SIZE (64 * 1024)

struct _AtlasOutput
{
  GOutputStream *stream; /* where the text goes */
  GOutputStream *base;   /* where it ends up; the same unless it is encrypted on its way */
  AtlasEncryption *encryption;
  GString *buffer;
  char *name;
  GFile *file;      /* NULL: what is written needs no publishing */
  GFile *temporary; /* while it stands */
};

static AtlasOutput *
output_new (GOutputStream *stream)
{
  AtlasOutput *self = g_new0 (AtlasOutput, 1);

  self->stream = stream;
  self->base = g_object_ref (stream);
  self->buffer = g_string_sized_new (DRAIN_SIZE + DRAIN_SIZE / 4);
  return self;
}

AtlasOutput *
atlas_output_new (GOutputStream *stream)
{
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), NULL);

  return output_new (g_object_ref (stream));
}

void
atlas_output_free (AtlasOutput *self)
{
  if (self == NULL)
    return;
  g_clear_object (&self->stream);
  g_clear_object (&self->base);
  g_clear_pointer (&self->encryption, atlas_encryption_unref);
  if (self->temporary != NULL)
    g_file_delete (self->temporary, NULL, NULL);
  g_clear_object (&self->temporary);
  g_clear_object (&self->file);
  g_string_free (self->buffer, TRUE);
  g_free (self->name);
  g_free (self);
}

/* Puts the file's name before the reason. Always FALSE. */
static gboolean
fail (const char *name, GError *reason, GError **error)
{
  const char *words = reason->message;

  if (name == NULL || g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, reason);
      return FALSE;
    }

  /* GIO would name the file under its passing name. */
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    words = _ ("you may not write there; choose another folder");
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
           g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    words = _ ("there is no such folder");
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    words = _ ("nothing can be written there; choose another folder");
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    words = _ ("there is no space left; free some or choose another disk");
  else if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    words = _ ("it is a folder; give the name of a file in it");
  /* Translators: a file's name and why. */
  g_set_error (error, reason->domain, reason->code, _ ("“%s” could not be written: %s"), name, words);
  g_error_free (reason);
  return FALSE;
}

/* A link stays one: what it leads to is replaced. */
static GFile *
follow_links (GFile *file)
{
  const char *path = g_file_peek_path (file);
  g_autofree char *real = NULL;

  if (path == NULL || !g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    return g_object_ref (file);
  /* From the C library's own allocator, which GLib's is. */
  real = realpath (path, NULL);
  return real != NULL ? g_file_new_for_path (real) : g_object_ref (file);
}

/* A new file in the folder of @file under a name that nothing has. */
static GFileOutputStream *
create_beside (GFile *file, GFile **temporary, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);

  if (folder == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "");
      return NULL;
    }
  for (;;)
    {
      g_autofree char *name = g_strdup_printf (".diaspora-atlas-%08x", g_random_int ());
      g_autoptr (GFile) child = g_file_get_child (folder, name);
      g_autoptr (GError) local_error = NULL;
      GFileOutputStream *stream = g_file_create (child, G_FILE_CREATE_PRIVATE, cancellable, &local_error);

      if (stream != NULL)
        {
          *temporary = g_steal_pointer (&child);
          return stream;
        }
      if (!g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
    }
}

AtlasOutput *
atlas_output_new_for_file (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = NULL;
  g_autoptr (GFile) target = NULL;
  g_autoptr (GFile) temporary = NULL;
  g_autoptr (GError) local_error = NULL;
  GFileOutputStream *stream = NULL;
  AtlasOutput *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  name = g_file_get_parse_name (file);
  switch (g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable))
    {
    case G_FILE_TYPE_DIRECTORY:
      g_set_error_literal (&local_error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY, "");
      break;
    case G_FILE_TYPE_SPECIAL:
      stream = g_file_append_to (file, G_FILE_CREATE_NONE, cancellable, &local_error);
      break;
    default:
      target = follow_links (file);
      stream = create_beside (target, &temporary, cancellable, &local_error);
    }
  if (stream == NULL)
    {
      fail (name, g_steal_pointer (&local_error), error);
      return NULL;
    }

  self = output_new (G_OUTPUT_STREAM (stream));
  self->name = g_steal_pointer (&name);
  self->file = g_steal_pointer (&target);
  self->temporary = g_steal_pointer (&temporary);
  return self;
}

gboolean
atlas_output_encrypt (AtlasOutput *self, AtlasEncryption *how, gboolean armor, GError **error)
{
  GOutputStream *stream;

  g_return_val_if_fail (self != NULL && self->encryption == NULL, FALSE);
  g_return_val_if_fail (how != NULL, FALSE);

  stream = atlas_encrypting_stream_new (how, self->base, armor, error);
  if (stream == NULL)
    return FALSE;
  g_object_unref (self->stream);
  self->stream = stream;
  self->encryption = atlas_encryption_ref (how);
  return TRUE;
}

AtlasEncryption *
atlas_output_get_encryption (AtlasOutput *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->encryption;
}

GString *
atlas_output_get_buffer (AtlasOutput *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->buffer;
}

const char *
atlas_output_get_name (AtlasOutput *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->name;
}

static gboolean
write_buffer (AtlasOutput *self, GCancellable *cancellable, GError **error)
{
  GError *reason = NULL;

  if (!g_output_stream_write_all (self->stream, self->buffer->str, self->buffer->len, NULL, cancellable,
                                  &reason))
    return fail (self->name, reason, error);
  g_string_truncate (self->buffer, 0);
  return TRUE;
}

gboolean
atlas_output_drain (AtlasOutput *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->buffer->len < DRAIN_SIZE || write_buffer (self, cancellable, error);
}

/* A name must not outlive a power cut that its content did not. */
static gboolean
sync_to_disk (AtlasOutput *self, GError **error)
{
  if (self->file == NULL || !G_IS_FILE_DESCRIPTOR_BASED (self->base))
    return TRUE;
  if (fsync (g_file_descriptor_based_get_fd (G_FILE_DESCRIPTOR_BASED (self->base))) == 0)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (errno), g_strerror (errno));
  return FALSE;
}

gboolean
atlas_output_finish (AtlasOutput *self, GCancellable *cancellable, GError **error)
{
  GError *reason = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (!write_buffer (self, cancellable, error))
    return FALSE;
  if (self->encryption != NULL && !g_output_stream_close (self->stream, cancellable, &reason))
    return fail (self->name, reason, error);
  /* A stream is its giver's to close. */
  if (self->name == NULL
        ? !g_output_stream_flush (self->base, cancellable, &reason)
        : !sync_to_disk (self, &reason) || !g_output_stream_close (self->base, cancellable, &reason))
    return fail (self->name, reason, error);
  return TRUE;
}

gboolean
atlas_output_publish (AtlasOutput *self, GError **error)
{
  GError *reason = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->file == NULL)
    return TRUE;
  g_return_val_if_fail (self->temporary != NULL, FALSE);
  if (!g_file_move (self->temporary, self->file, G_FILE_COPY_OVERWRITE, NULL, NULL, NULL, &reason))
    return fail (self->name, reason, error);
  g_clear_object (&self->temporary);
  return TRUE;
}
