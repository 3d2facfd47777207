/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-openpgp-private.h"

#include "atlas-i18n.h"

#define ATLAS_TYPE_ENCRYPTING_STREAM (atlas_encrypting_stream_get_type ())
G_DECLARE_FINAL_TYPE (AtlasEncryptingStream, atlas_encrypting_stream, ATLAS, ENCRYPTING_STREAM, GOutputStream)

struct _AtlasEncryptingStream
{
  GOutputStream parent_instance;

  AtlasEncryption *how;
  AtlasOpenpgpWork *work;
};

G_DEFINE_FINAL_TYPE (AtlasEncryptingStream, atlas_encrypting_stream, G_TYPE_OUTPUT_STREAM)

static gpgme_error_t
encrypt (gpgme_ctx_t context, gpgme_data_t pipe, gpgme_data_t stream, gpointer data)
{
  AtlasEncryption *how = ((AtlasEncryptingStream *) data)->how;
  g_autofree gpgme_key_t *keys = g_new0 (gpgme_key_t, how->keys->len + 1);
  gpgme_encrypt_flags_t flags = GPGME_ENCRYPT_NO_ENCRYPT_TO;

  for (guint i = 0; i < how->keys->len; i++)
    keys[i] = g_ptr_array_index (how->keys, i);
  if (how->passphrase != NULL)
    flags |= GPGME_ENCRYPT_SYMMETRIC;
  /* Whose keys they are was looked at as they were chosen: by an address that one, and not any of a key. */
  flags |= GPGME_ENCRYPT_ALWAYS_TRUST;
  return gpgme_op_encrypt_ext (context, how->keys->len > 0 ? keys : NULL, NULL, flags, pipe, stream);
}

static void
describe (gpgme_ctx_t context, gpgme_error_t reason, gint64 n_moved, gpointer data, GError **error)
{
  gpgme_encrypt_result_t result = gpgme_op_encrypt_result (context);
  char words[256];

  if (result == NULL || result->invalid_recipients == NULL)
    {
      atlas_openpgp_fail (reason, error);
      return;
    }
  gpgme_strerror_r (result->invalid_recipients->reason, words, sizeof words);
  g_set_error (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_KEY, _ ("The key of “%s” can’t be used: %s."),
               result->invalid_recipients->fpr, words);
}

static gssize
atlas_encrypting_stream_write (
  GOutputStream *stream, const void *buffer, gsize size, GCancellable *cancellable, GError **error)
{
  AtlasEncryptingStream *self = ATLAS_ENCRYPTING_STREAM (stream);
  g_autoptr (GError) local_error = NULL;
  gssize n =
    g_output_stream_write (atlas_openpgp_work_get_end (self->work), buffer, size, cancellable, &local_error);

  if (n >= 0)
    return n;
  /* The thread has gone, and knows why. */
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE) &&
      !atlas_openpgp_work_finish (self->work, error))
    return -1;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return -1;
}

static gboolean
atlas_encrypting_stream_close (GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  AtlasEncryptingStream *self = ATLAS_ENCRYPTING_STREAM (stream);

  return self->work == NULL || atlas_openpgp_work_finish (self->work, error);
}

static void
atlas_encrypting_stream_dispose (GObject *object)
{
  AtlasEncryptingStream *self = ATLAS_ENCRYPTING_STREAM (object);

  /* Before a stream is gone it is closed, which must not make half a message a whole one. */
  g_clear_pointer (&self->work, atlas_openpgp_work_free);
  g_clear_pointer (&self->how, atlas_encryption_unref);
  G_OBJECT_CLASS (atlas_encrypting_stream_parent_class)->dispose (object);
}

static void
atlas_encrypting_stream_class_init (AtlasEncryptingStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = atlas_encrypting_stream_dispose;
  G_OUTPUT_STREAM_CLASS (klass)->write_fn = atlas_encrypting_stream_write;
  G_OUTPUT_STREAM_CLASS (klass)->close_fn = atlas_encrypting_stream_close;
}

static void
atlas_encrypting_stream_init (AtlasEncryptingStream *self)
{
}

GOutputStream *
atlas_encrypting_stream_new (AtlasEncryption *how, GOutputStream *base, gboolean armor, GError **error)
{
  g_autoptr (AtlasEncryptingStream) self = NULL;
  gpgme_ctx_t context;

  g_return_val_if_fail (how != NULL, NULL);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (base), NULL);

  context = atlas_openpgp_context_new (error);
  if (context == NULL)
    return NULL;
  gpgme_set_armor (context, armor);
  if (how->passphrase != NULL)
    atlas_openpgp_context_set_passphrase (context, how->passphrase);

  self = g_object_new (ATLAS_TYPE_ENCRYPTING_STREAM, NULL);
  self->how = atlas_encryption_ref (how);
  self->work = atlas_openpgp_work_new (context, G_OBJECT (base), encrypt, describe, self, error);
  return self->work != NULL ? G_OUTPUT_STREAM (g_steal_pointer (&self)) : NULL;
}
