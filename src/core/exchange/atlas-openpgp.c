/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-openpgp-private.h"

#include <locale.h>
#include <string.h>

#include "atlas-i18n.h"

G_DEFINE_QUARK (atlas_openpgp_error, atlas_openpgp_error)

static gpointer
begin_gpgme (gpointer data)
{
  gpgme_check_version (NULL);
  /* For the window in which the agent asks for the passphrase of a key. */
  gpgme_set_locale (NULL, LC_CTYPE, setlocale (LC_CTYPE, NULL));
  gpgme_set_locale (NULL, LC_MESSAGES, setlocale (LC_MESSAGES, NULL));
  return NULL;
}

gboolean
atlas_openpgp_fail (gpgme_error_t reason, GError **error)
{
  char words[256];

  gpgme_strerror_r (reason, words, sizeof words);
  /* Translators: what GnuPG says went wrong. */
  g_set_error (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_FAILED, _ ("GnuPG could not do it: %s"),
               words);
  return FALSE;
}

gpgme_ctx_t
atlas_openpgp_context_new (GError **error)
{
  static GOnce once = G_ONCE_INIT;
  gpgme_ctx_t context;
  gpgme_error_t reason;

  g_once (&once, begin_gpgme, NULL);
  if (gpgme_engine_check_version (GPGME_PROTOCOL_OpenPGP) != 0)
    {
      g_set_error_literal (error, ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_NO_GNUPG,
                           _ ("Files are encrypted by GnuPG, which is not installed here, or too old. Have "
                              "the packages “gpg” and “gpg-agent” installed."));
      return NULL;
    }
  reason = gpgme_new (&context);
  if (reason != 0)
    {
      atlas_openpgp_fail (reason, error);
      return NULL;
    }
  /* Neither asks a key server nor remembers what opened a file. */
  gpgme_set_offline (context, TRUE);
  gpgme_set_ctx_flag (context, "no-symkey-cache", "1");
  return context;
}

static gpgme_error_t
give_passphrase (void *data, const char *owner, const char *info, int was_bad, int fd)
{
  const char *text = atlas_passphrase_get_text (data);

  if (was_bad)
    return gpg_error (GPG_ERR_BAD_PASSPHRASE);
  if (gpgme_io_writen (fd, text, strlen (text)) != 0 || gpgme_io_writen (fd, "\n", 1) != 0)
    return gpg_error_from_syserror ();
  return 0;
}

void
atlas_openpgp_context_set_passphrase (gpgme_ctx_t context, AtlasPassphrase *passphrase)
{
  gpgme_set_pinentry_mode (context, GPGME_PINENTRY_MODE_LOOPBACK);
  gpgme_set_passphrase_cb (context, give_passphrase, passphrase);
}

char *
atlas_openpgp_dup_inner_name (const char *name)
{
  static const char *const suffixes[] = { ".gpg", ".pgp", ".asc" };
  gsize length;

  g_return_val_if_fail (name != NULL, NULL);

  length = strlen (name);
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (length > 4 && g_ascii_strcasecmp (name + length - 4, suffixes[i]) == 0)
      return g_strndup (name, length - 4);
  return g_strdup (name);
}

/* --- encryption ---------------------------------------------------------------------------------------- */

AtlasEncryption *
atlas_encryption_ref (AtlasEncryption *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
clear_encryption (gpointer data)
{
  AtlasEncryption *self = data;

  g_ptr_array_unref (self->keys);
  g_clear_pointer (&self->passphrase, atlas_passphrase_unref);
}

void
atlas_encryption_unref (AtlasEncryption *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear_encryption);
}

void
atlas_encryption_append_json (const AtlasEncryption *self, GString *out)
{
  g_return_if_fail (self != NULL && out != NULL);

  g_string_append (out, self->passphrase != NULL ? "[\"passphrase\"" : "[");
  for (guint i = 0; i < self->keys->len; i++)
    {
      gpgme_key_t key = g_ptr_array_index (self->keys, i);

      g_string_append_printf (out, "%s\"%s\"", i > 0 || self->passphrase != NULL ? "," : "", key->fpr);
    }
  g_string_append_c (out, ']');
}
