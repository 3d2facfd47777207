/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring: whom one can encrypt for. */
#include "atlas-openpgp-private.h"

#include <string.h>

#include "atlas-i18n.h"

/* What can't be encrypted for any more, by everybody's account. */
static gboolean
is_over (gpgme_key_t key)
{
  return key->revoked || key->expired || key->disabled || key->invalid || !key->can_encrypt;
}

static gboolean
is_certain (const struct _gpgme_user_id *owner)
{
  return !owner->revoked && !owner->invalid && owner->validity >= GPGME_VALIDITY_FULL;
}

static char *
dup_owner (gpgme_key_t key)
{
  return key->uids != NULL ? g_utf8_make_valid (key->uids->uid, -1) : g_strdup (key->fpr);
}

/* --- the list ------------------------------------------------------------------------------------------ */

static void
free_key (gpointer data)
{
  AtlasOpenpgpKey *self = data;

  g_free (self->fingerprint);
  g_free (self->owner);
  g_free (self);
}

static gint
compare_keys (gconstpointer a, gconstpointer b)
{
  const AtlasOpenpgpKey *left = *(const AtlasOpenpgpKey *const *) a;
  const AtlasOpenpgpKey *right = *(const AtlasOpenpgpKey *const *) b;
  int order = g_utf8_collate (left->owner, right->owner);

  return order != 0 ? order : strcmp (left->fingerprint, right->fingerprint);
}

/* (element-type gpgme_key_t) */
static GPtrArray *
find_all (const char *pattern, GError **error)
{
  g_autoptr (GPtrArray) keys = g_ptr_array_new_with_free_func ((GDestroyNotify) gpgme_key_unref);
  gpgme_ctx_t context = atlas_openpgp_context_new (error);
  gpgme_error_t reason;
  gpgme_key_t key;

  if (context == NULL)
    return NULL;
  reason = gpgme_op_keylist_start (context, pattern, FALSE);
  while (reason == 0)
    {
      reason = gpgme_op_keylist_next (context, &key);
      if (reason == 0)
        g_ptr_array_add (keys, key);
    }
  gpgme_release (context);
  if (gpgme_err_code (reason) == GPG_ERR_EOF)
    return g_steal_pointer (&keys);
  atlas_openpgp_fail (reason, error);
  return NULL;
}

GPtrArray *
atlas_openpgp_list_keys (GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (free_key);
  g_autoptr (GPtrArray) keys = find_all (NULL, error);

  if (keys == NULL)
    return NULL;
  for (guint i = 0; i < keys->len; i++)
    {
      gpgme_key_t key = g_ptr_array_index (keys, i);
      AtlasOpenpgpKey *listed;

      if (is_over (key))
        continue;
      listed = g_new0 (AtlasOpenpgpKey, 1);
      listed->fingerprint = g_strdup (key->fpr);
      listed->owner = dup_owner (key);
      listed->trusted = key->uids != NULL && is_certain (key->uids);
      g_ptr_array_add (list, listed);
    }
  g_ptr_array_sort (list, compare_keys);
  return g_steal_pointer (&list);
}

/* --- one of them --------------------------------------------------------------------------------------- */

G_GNUC_PRINTF (2, 3)
static gpgme_key_t
fail_key (GError **error, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_propagate_error (error,
                     g_error_new_valist (ATLAS_OPENPGP_ERROR, ATLAS_OPENPGP_ERROR_KEY, format, arguments));
  va_end (arguments);
  return NULL;
}

/* An address in full: GnuPG would take a part of one for it. */
static char *
make_pattern (const char *recipient, GError **error)
{
  const char *digits = g_str_has_prefix (recipient, "0x") ? recipient + 2 : recipient;
  gsize length = strlen (digits);

  if (strchr (recipient, '@') != NULL && strpbrk (recipient, "<> \n") == NULL)
    return g_strdup_printf ("<%s>", recipient);
  if (strspn (digits, "0123456789abcdefABCDEF") == length && (length == 16 || length == 40 || length == 64))
    return g_strdup (recipient);
  fail_key (error,
            _ ("“%s” is neither an e-mail address nor a key’s fingerprint (40 digits or letters) or id (16); "
               "“gpg --list-keys --with-fingerprint” shows them."),
            recipient);
  return NULL;
}

static const char *
say_why_over (gpgme_key_t key)
{
  if (key->revoked)
    return _ ("its owner has revoked it");
  if (key->expired)
    return _ ("it has expired; ask its owner for the renewed key and import that with “gpg --import”");
  if (key->disabled)
    return _ ("it was switched off in the keyring");
  return _ ("it is not made for encrypting");
}

/* By an address it is that address which must be certain, not another one of the key. */
static gboolean
is_trusted (gpgme_key_t key, const char *recipient)
{
  gboolean by_address = strchr (recipient, '@') != NULL;

  for (const struct _gpgme_user_id *owner = key->uids; owner != NULL; owner = owner->next)
    if (is_certain (owner) &&
        (!by_address || (owner->email != NULL && g_ascii_strcasecmp (owner->email, recipient) == 0)))
      return TRUE;
  return FALSE;
}

static gpgme_key_t
find_key (const char *recipient, gboolean trust_always, GError **error)
{
  g_autofree char *pattern = make_pattern (recipient, error);
  g_autoptr (GPtrArray) keys = pattern != NULL ? find_all (pattern, error) : NULL;
  gpgme_key_t found = NULL;

  if (keys == NULL)
    return NULL;
  if (keys->len == 0)
    return fail_key (error,
                     _ ("There is no key of “%s” in your keyring. Ask for the public key, and import it with "
                        "“gpg --import FILE”."),
                     recipient);
  for (guint i = 0; i < keys->len; i++)
    {
      gpgme_key_t key = g_ptr_array_index (keys, i);

      if (is_over (key))
        continue;
      if (found != NULL)
        return fail_key (error,
                         _ ("There are several keys of “%s”: give the fingerprint of one, such as %s."),
                         recipient, found->fpr);
      found = key;
    }
  if (found == NULL)
    return fail_key (error, _ ("The key of “%s” can’t be used: %s."), recipient,
                     say_why_over (g_ptr_array_index (keys, 0)));
  if (!trust_always && !is_trusted (found, recipient))
    return fail_key (
      error,
      _ (
        "Your keyring does not know whether the key of “%s” is theirs. Compare its fingerprint, %s, with the "
        "one that they tell you by another way, and sign it with “gpg --lsign-key %s”."),
      recipient, found->fpr, found->fpr);
  gpgme_key_ref (found);
  return found;
}

AtlasEncryption *
atlas_encryption_new (const char *const *recipients,
                      AtlasPassphrase *passphrase,
                      gboolean trust_always,
                      GError **error)
{
  g_autoptr (AtlasEncryption) self = NULL;

  g_return_val_if_fail (passphrase != NULL || (recipients != NULL && recipients[0] != NULL), NULL);

  self = g_atomic_rc_box_new0 (AtlasEncryption);
  self->keys = g_ptr_array_new_with_free_func ((GDestroyNotify) gpgme_key_unref);
  self->passphrase = passphrase != NULL ? atlas_passphrase_ref (passphrase) : NULL;
  for (guint i = 0; recipients != NULL && recipients[i] != NULL; i++)
    {
      gpgme_key_t key = find_key (recipients[i], trust_always, error);

      if (key == NULL)
        return NULL;
      g_ptr_array_add (self->keys, key);
    }
  return g_steal_pointer (&self);
}

gboolean
atlas_openpgp_has_secret_key (guint64 id)
{
  g_autofree char *pattern = g_strdup_printf ("%016" G_GINT64_MODIFIER "X", id);
  gpgme_ctx_t context = atlas_openpgp_context_new (NULL);
  gpgme_key_t key = NULL;

  if (context == NULL)
    return FALSE;
  if (gpgme_get_key (context, pattern, &key, TRUE) != 0)
    key = NULL;
  gpgme_release (context);
  if (key != NULL)
    gpgme_key_unref (key);
  return key != NULL;
}
