/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-pseudonym.h"

#include <errno.h>
#include <string.h>
#include <sys/random.h>

#include "atlas-i18n.h"

#define KEY_SETTING "export.key"
#define KEY_SIZE    32

struct _AtlasPseudonyms
{
  guint8 key[KEY_SIZE];
  char *partner;
};

static gboolean
parse_key (const char *text, guint8 key[KEY_SIZE])
{
  if (text == NULL || strlen (text) != 2 * KEY_SIZE)
    return FALSE;
  for (guint i = 0; i < KEY_SIZE; i++)
    {
      int high = g_ascii_xdigit_value (text[2 * i]), low = g_ascii_xdigit_value (text[2 * i + 1]);

      if (high < 0 || low < 0)
        return FALSE;
      key[i] = (guint8) (high << 4 | low);
    }
  return TRUE;
}

static gboolean
make_key (AtlasStore *store, guint8 key[KEY_SIZE], GError **error)
{
  g_autoptr (GString) text = g_string_sized_new (2 * KEY_SIZE);

  if (getrandom (key, KEY_SIZE, 0) != KEY_SIZE)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _ ("no key for pseudonyms can be made: %s"), g_strerror (errno));
      return FALSE;
    }
  for (guint i = 0; i < KEY_SIZE; i++)
    g_string_append_printf (text, "%02x", key[i]);
  return atlas_store_set_setting (store, KEY_SETTING, text->str, error);
}

static char *
normalise (const char *partner)
{
  g_autofree char *stripped = g_strstrip (g_strdup (partner));
  g_autofree char *lower = g_utf8_strdown (stripped, -1);

  return g_utf8_normalize (lower, -1, G_NORMALIZE_DEFAULT_COMPOSE);
}

AtlasPseudonyms *
atlas_pseudonyms_new (AtlasRegister *source, const char *partner, GError **error)
{
  g_autoptr (AtlasPseudonyms) self = NULL;
  g_autofree char *text = NULL;
  AtlasStore *store;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (partner != NULL, NULL);

  store = atlas_register_get_store (source);
  text = atlas_store_dup_setting (store, KEY_SETTING);
  self = g_new0 (AtlasPseudonyms, 1);
  self->partner = normalise (partner);
  if (!parse_key (text, self->key) && !make_key (store, self->key, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
atlas_pseudonyms_free (AtlasPseudonyms *self)
{
  if (self == NULL)
    return;
  g_free (self->partner);
  explicit_bzero (self->key, sizeof self->key);
  g_free (self);
}

void
atlas_pseudonyms_get (AtlasPseudonyms *self, const AtlasUuid *id, AtlasUuid *pseudonym)
{
  g_autoptr (GHmac) hmac = NULL;
  guint8 digest[32];
  gsize length = sizeof digest;

  g_return_if_fail (self != NULL && id != NULL && pseudonym != NULL);

  hmac = g_hmac_new (G_CHECKSUM_SHA256, self->key, sizeof self->key);
  g_hmac_update (hmac, (const guchar *) self->partner, (gssize) strlen (self->partner) + 1);
  g_hmac_update (hmac, id->bytes, sizeof id->bytes);
  g_hmac_get_digest (hmac, digest, &length);
  memcpy (pseudonym->bytes, digest, sizeof pseudonym->bytes);
  pseudonym->bytes[6] = (pseudonym->bytes[6] & 0x0f) | 0x80;
  pseudonym->bytes[8] = (pseudonym->bytes[8] & 0x3f) | 0x80;
}
