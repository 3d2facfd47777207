/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-openpgp-private.h"

#include "atlas-i18n.h"

#define ATLAS_TYPE_DECRYPTING_STREAM (atlas_decrypting_stream_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDecryptingStream, atlas_decrypting_stream, ATLAS, DECRYPTING_STREAM, GInputStream)

struct _AtlasDecryptingStream
{
  GInputStream parent_instance;

  AtlasOpenpgpMessage message;
  AtlasPassphrase *passphrase;
  AtlasOpenpgpWork *work;
};

G_DEFINE_FINAL_TYPE (AtlasDecryptingStream, atlas_decrypting_stream, G_TYPE_INPUT_STREAM)

static gpgme_error_t
decrypt (gpgme_ctx_t context, gpgme_data_t pipe, gpgme_data_t stream, gpointer data)
{
  return gpgme_op_decrypt (context, stream, pipe);
}

static void
fail_without_key (const AtlasOpenpgpMessage *message, GError **error)
{
  g_autofree char *id = NULL;

  if (message->n_keys != 1 || message->keys[0] == 0)
    {
      g_set_error_literal (
        error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_NO_SECRET_KEY,
        _ ("the file is encrypted for keys none of which is on this computer. Ask the sender "
           "to encrypt it for yours."));
      return;
    }
  id = g_strdup_printf ("%016" G_GINT64_MODIFIER "X", message->keys[0]);
  g_set_error (
    error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_NO_SECRET_KEY,
    /* Translators: the id of a key */
    _ ("the file is encrypted for the key %s, which is not on this computer. Ask the sender to encrypt "
       "it for yours."),
    id);
}

static void
describe (gpgme_ctx_t context, gpgme_error_t reason, gint64 n_moved, gpointer data, GError **error)
{
  AtlasDecryptingStream *self = data;

  switch (gpgme_err_code (reason))
    {
    case GPG_ERR_CANCELED:
    case GPG_ERR_FULLY_CANCELED:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                           _ ("the passphrase of your key was not given"));
      return;
    case GPG_ERR_NO_SECKEY:
      if (!self->message.passphrase)
        {
          fail_without_key (&self->message, error);
          return;
        }
      break;
    case GPG_ERR_BAD_PASSPHRASE:
      g_set_error_literal (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_WRONG_PASSPHRASE,
                           _ ("this is not its passphrase"));
      return;
    case GPG_ERR_DECRYPT_FAILED:
    case GPG_ERR_BAD_DATA:
    case GPG_ERR_NO_DATA:
      break;
    default:
      atlas_openpgp_fail (reason, error);
      return;
    }
  /* A wrong passphrase is seen at once; GnuPG gives nothing out then. */
  if (n_moved == 0 && self->passphrase != NULL && self->message.passphrase)
    g_set_error_literal (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_WRONG_PASSPHRASE,
                         _ ("this is not its passphrase"));
  else
    g_set_error_literal (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_DAMAGED,
                         _ ("the encrypted file is damaged, or was changed on its way: nothing of it was "
                            "taken. Fetch it again."));
}

static gssize
atlas_decrypting_stream_read (
  GInputStream *stream, void *buffer, gsize size, GCancellable *cancellable, GError **error)
{
  AtlasDecryptingStream *self = ATLAS_DECRYPTING_STREAM (stream);
  GInputStream *end = atlas_openpgp_work_get_end (self->work);
  gssize n = end != NULL ? g_input_stream_read (end, buffer, size, cancellable, error) : 0;

  /* The end is one only if GnuPG found all in order. */
  return n != 0 || atlas_openpgp_work_finish (self->work, error) ? n : -1;
}

static void
atlas_decrypting_stream_finalize (GObject *object)
{
  AtlasDecryptingStream *self = ATLAS_DECRYPTING_STREAM (object);

  g_clear_pointer (&self->work, atlas_openpgp_work_free);
  g_clear_pointer (&self->passphrase, atlas_passphrase_unref);
  G_OBJECT_CLASS (atlas_decrypting_stream_parent_class)->finalize (object);
}

static void
atlas_decrypting_stream_class_init (AtlasDecryptingStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_decrypting_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = atlas_decrypting_stream_read;
}

static void
atlas_decrypting_stream_init (AtlasDecryptingStream *self)
{
}

/* A hidden one may be among ours. */
static gboolean
may_have_key (const AtlasOpenpgpMessage *message)
{
  guint n = MIN (message->n_keys, ATLAS_OPENPGP_MAX_KEYS);

  for (guint i = 0; i < n; i++)
    if (message->keys[i] == 0 || atlas_openpgp_has_secret_key (message->keys[i]))
      return TRUE;
  return message->n_keys > n;
}

GInputStream *
atlas_decrypting_stream_new (const AtlasOpenpgpMessage *message,
                             GInputStream *base,
                             AtlasPassphrase *passphrase,
                             GError **error)
{
  g_autoptr (AtlasDecryptingStream) self = NULL;
  gpgme_ctx_t context;

  g_return_val_if_fail (message != NULL, NULL);
  g_return_val_if_fail (G_IS_INPUT_STREAM (base), NULL);

  context = atlas_openpgp_context_new (error);
  if (context == NULL)
    return NULL;
  if (passphrase != NULL)
    atlas_openpgp_context_set_passphrase (context, passphrase);
  else if (!may_have_key (message))
    {
      gpgme_release (context);
      if (message->passphrase)
        g_set_error_literal (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_NEEDS_PASSPHRASE,
                             _ ("the file opens with a passphrase, which was not given"));
      else
        fail_without_key (message, error);
      return NULL;
    }

  self = g_object_new (ATLAS_TYPE_DECRYPTING_STREAM, NULL);
  self->message = *message;
  self->passphrase = passphrase != NULL ? atlas_passphrase_ref (passphrase) : NULL;
  self->work = atlas_openpgp_work_new (context, G_OBJECT (base), decrypt, describe, self, error);
  return self->work != NULL ? G_INPUT_STREAM (g_steal_pointer (&self)) : NULL;
}

gint64
atlas_decrypting_stream_get_n_read (GInputStream *stream)
{
  g_return_val_if_fail (ATLAS_IS_DECRYPTING_STREAM (stream), 0);

  return atlas_openpgp_work_get_n_streamed (ATLAS_DECRYPTING_STREAM (stream)->work);
}
