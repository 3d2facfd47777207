/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-consent.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-json-scanner.h"

static const struct
{
  AtlasChannel channel;
  const char *name;
} channels[] = {
  { ATLAS_CHANNEL_EMAIL, "email" },
  { ATLAS_CHANNEL_PHONE, "phone" },
  { ATLAS_CHANNEL_POST, "post" },
};

G_STATIC_ASSERT (G_N_ELEMENTS (channels) == ATLAS_N_CHANNELS);

AtlasChannel
atlas_channel_from_name (const char *name)
{
  g_return_val_if_fail (name != NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (strcmp (channels[i].name, name) == 0)
      return channels[i].channel;
  return 0;
}

const char *
atlas_channel_get_name (AtlasChannel channel)
{
  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    if (channels[i].channel == channel)
      return channels[i].name;
  return NULL;
}

/* "YYYY-MM-DD", or all NUL, which is older than any; or for a withdrawal without a date, which may be later
 * than any consent: */
#define DATE_SIZE 10
#define AFTER_ALL "9999-99-99"

/* What holds for a channel after the entries read so far. */
typedef struct
{
  char date[DATE_SIZE];
  char expires[DATE_SIZE]; /* all NUL: never */
  gboolean decided;
  gboolean given;
  gboolean ever_given;
} Standing;

typedef struct
{
  guint channels;
  char date[DATE_SIZE];
  char expires[DATE_SIZE];
  gboolean of_purpose;
  gboolean given, withdrawn;
} Entry;

static gboolean
is_word (const char *text, gsize length, const char *word)
{
  return strlen (word) == length && memcmp (text, word, length) == 0;
}

static void
read_key (
  Entry *entry, const char *key, gsize key_length, const char *text, gsize length, const char *purpose)
{
  if (is_word (key, key_length, "purpose"))
    entry->of_purpose = is_word (text, length, purpose);
  else if (is_word (key, key_length, "channel"))
    {
      entry->channels = is_word (text, length, "any") ? ATLAS_CHANNEL_ALL : 0;
      for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
        if (is_word (text, length, channels[i].name))
          entry->channels = channels[i].channel;
    }
  else if (is_word (key, key_length, "status"))
    {
      entry->given = is_word (text, length, "given");
      entry->withdrawn = is_word (text, length, "withdrawn");
    }
  else if (is_word (key, key_length, "date") && length == DATE_SIZE)
    memcpy (entry->date, text, DATE_SIZE);
  else if (is_word (key, key_length, "expires") && length == DATE_SIZE)
    memcpy (entry->expires, text, DATE_SIZE);
}

/* Of two consents of one day. */
static gboolean
expires_later (const char *expires, const char *than)
{
  return than[0] != '\0' && (expires[0] == '\0' || memcmp (expires, than, DATE_SIZE) > 0);
}

static void
apply_entry (Standing *standings, Entry *entry, const char *today)
{
  if (!entry->of_purpose || (!entry->given && !entry->withdrawn))
    return;
  /* Nobody can agree tomorrow; but who takes back is heard at once. */
  if (entry->given && today != NULL && memcmp (entry->date, today, DATE_SIZE) > 0)
    return;
  if (entry->withdrawn && entry->date[0] == '\0')
    memcpy (entry->date, AFTER_ALL, DATE_SIZE);

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      Standing *standing = &standings[i];
      int order;

      if ((entry->channels & channels[i].channel) == 0)
        continue;
      standing->ever_given |= entry->given;
      order = standing->decided ? memcmp (entry->date, standing->date, DATE_SIZE) : 1;
      if (order < 0 || (order == 0 && !standing->given) ||
          (order == 0 && entry->given && expires_later (entry->expires, standing->expires)))
        continue;
      standing->decided = TRUE;
      standing->given = entry->given;
      memcpy (standing->date, entry->date, DATE_SIZE);
      memcpy (standing->expires, entry->expires, DATE_SIZE);
    }
}

/* An object's keys, its START having been read. */
static gboolean
read_entry (AtlasJsonScanner *scanner, const char *purpose, Entry *entry)
{
  AtlasJsonToken token;

  while ((token = atlas_json_scanner_next (scanner, NULL)) == ATLAS_JSON_KEY)
    {
      /* Long enough for the keys that matter; the scanner's own text lives only until its next token. */
      char key[16];
      gsize key_length, length;
      const char *text = atlas_json_scanner_get_text (scanner, &key_length);

      key_length = MIN (key_length, sizeof key);
      memcpy (key, text, key_length);
      token = atlas_json_scanner_next (scanner, NULL);
      if (token == ATLAS_JSON_STRING)
        {
          text = atlas_json_scanner_get_text (scanner, &length);
          read_key (entry, key, key_length, text, length, purpose);
        }
      else if ((token == ATLAS_JSON_OBJECT_START || token == ATLAS_JSON_ARRAY_START) &&
               !atlas_json_scanner_skip (scanner, NULL))
        return FALSE;
    }
  return token == ATLAS_JSON_OBJECT_END;
}

static gboolean
read_entries (AtlasJsonScanner *scanner, const char *purpose, const char *today, Standing *standings)
{
  AtlasJsonToken token;

  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_ARRAY_START)
    return FALSE;

  while ((token = atlas_json_scanner_next (scanner, NULL)) == ATLAS_JSON_OBJECT_START)
    {
      Entry entry = { 0 };

      if (!read_entry (scanner, purpose, &entry))
        return FALSE;
      apply_entry (standings, &entry, today);
    }
  return token == ATLAS_JSON_ARRAY_END;
}

/* What can't be read to its end may hide a withdrawal: then nothing was agreed to. */
static void
read_list (const char *json, gsize length, const char *purpose, const char *today, Standing *standings)
{
  static GPrivate scanners = G_PRIVATE_INIT ((GDestroyNotify) atlas_json_scanner_free);
  AtlasJsonScanner *scanner = g_private_get (&scanners);

  if (scanner == NULL)
    {
      scanner = atlas_json_scanner_new (json, length);
      g_private_set (&scanners, scanner);
    }
  else
    atlas_json_scanner_reset (scanner, json, length);
  if (!read_entries (scanner, purpose, today, standings))
    memset (standings, 0, ATLAS_N_CHANNELS * sizeof *standings);
  /* The text may be gone when the scanner is next looked at. */
  atlas_json_scanner_reset (scanner, "", 0);
}

void
atlas_consents_get_status (
  const char *json, gsize length, const char *purpose, const char *today, AtlasConsentStatus *status)
{
  Standing standings[ATLAS_N_CHANNELS] = { 0 };

  g_return_if_fail (purpose != NULL);
  g_return_if_fail (status != NULL);

  memset (status, 0, sizeof *status);
  if (json != NULL && length > 0)
    read_list (json, length, purpose, today, standings);

  for (guint i = 0; i < G_N_ELEMENTS (channels); i++)
    {
      const Standing *standing = &standings[i];
      gboolean ends = standing->given && standing->expires[0] != '\0';

      if (!standing->given)
        status->withdrawn |= standing->ever_given ? channels[i].channel : 0;
      else if (ends && today != NULL && memcmp (standing->expires, today, DATE_SIZE) < 0)
        status->expired |= channels[i].channel;
      else
        status->given |= channels[i].channel;
      if (ends)
        memcpy (status->expires[i], standing->expires, DATE_SIZE);
    }
}

guint
atlas_consents_evaluate (const char *json, gsize length, const char *purpose)
{
  AtlasConsentStatus status;
  char today[ATLAS_DATE_TEXT_SIZE];

  g_return_val_if_fail (purpose != NULL, 0);

  atlas_date_today (today);
  atlas_consents_get_status (json, length, purpose, today, &status);
  return status.given;
}
