/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-uuid.h"

#include <string.h>
#include <sys/random.h>

static const guint8 dash_before[16] = { [4] = 1, [6] = 1, [8] = 1, [10] = 1 };

void
atlas_uuid_generate (AtlasUuid *uuid)
{
  g_return_if_fail (uuid != NULL);

  /* An identifier travels between offices for years: take it from the system's generator, not from a seeded
   * one. */
  if (getrandom (uuid->bytes, sizeof uuid->bytes, 0) != sizeof uuid->bytes)
    {
      for (gsize i = 0; i < sizeof uuid->bytes; i++)
        uuid->bytes[i] = (guint8) g_random_int ();
    }

  uuid->bytes[6] = (uuid->bytes[6] & 0x0f) | 0x40;
  uuid->bytes[8] = (uuid->bytes[8] & 0x3f) | 0x80;
}

gboolean
atlas_uuid_parse (const char *text, gssize length, AtlasUuid *uuid)
{
  AtlasUuid parsed;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (uuid != NULL, FALSE);

  if (length < 0)
    length = (gssize) strlen (text);
  if (length != ATLAS_UUID_TEXT_SIZE - 1)
    return FALSE;

  for (guint i = 0; i < 16; i++)
    {
      int high, low;

      if (dash_before[i] && *text++ != '-')
        return FALSE;

      high = g_ascii_xdigit_value (text[0]);
      low = g_ascii_xdigit_value (text[1]);
      if (high < 0 || low < 0)
        return FALSE;

      parsed.bytes[i] = (guint8) (high << 4 | low);
      text += 2;
    }

  *uuid = parsed;
  return TRUE;
}

void
atlas_uuid_format (const AtlasUuid *uuid, char text[ATLAS_UUID_TEXT_SIZE])
{
  static const char digits[] = "0123456789abcdef";

  g_return_if_fail (uuid != NULL);
  g_return_if_fail (text != NULL);

  for (guint i = 0; i < 16; i++)
    {
      if (dash_before[i])
        *text++ = '-';
      *text++ = digits[uuid->bytes[i] >> 4];
      *text++ = digits[uuid->bytes[i] & 0x0f];
    }
  *text = '\0';
}

void
atlas_uuid_from_checksum (AtlasUuid *uuid, GChecksum *sum)
{
  guint8 digest[20];
  gsize length = sizeof digest;

  g_return_if_fail (uuid != NULL);
  g_return_if_fail (sum != NULL);

  g_checksum_get_digest (sum, digest, &length);
  memcpy (uuid->bytes, digest, sizeof uuid->bytes);
  uuid->bytes[6] = (uuid->bytes[6] & 0x0f) | 0x50;
  uuid->bytes[8] = (uuid->bytes[8] & 0x3f) | 0x80;
}

gboolean
atlas_uuid_equal (const AtlasUuid *a, const AtlasUuid *b)
{
  return memcmp (a->bytes, b->bytes, sizeof a->bytes) == 0;
}

guint
atlas_uuid_hash (gconstpointer uuid)
{
  guint hash;

  /* The last bytes are random in every version we meet. */
  memcpy (&hash, ((const AtlasUuid *) uuid)->bytes + 12, sizeof hash);
  return hash;
}

gboolean
atlas_uuid_is_nil (const AtlasUuid *uuid)
{
  static const AtlasUuid nil;

  return atlas_uuid_equal (uuid, &nil);
}
