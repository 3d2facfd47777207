/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-consent-words.h"

#include <string.h>

#include "atlas-consent.h"
#include "atlas-i18n.h"

static char *
display_day (const char *day)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_consent, "expires", -1);
  AtlasValue value = { 0 };

  atlas_value_borrow_text (&value, day, (gssize) strlen (day));
  return atlas_field_display (field, &value);
}

/* "E-mail (until 3 March 2027), Telephone" */
static char *
list_channels (guint channels, const AtlasConsentStatus *until)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < ATLAS_N_CHANNELS; i++)
    {
      const char *name = atlas_channel_get_name (1u << i);

      if ((channels & 1u << i) == 0)
        continue;
      if (names->len > 0)
        g_string_append (names, ", ");
      g_string_append (names, atlas_vocabulary_label_for (&atlas_vocabulary_channel, name));
      if (until != NULL && until->expires[i][0] != '\0')
        {
          g_autofree char *day = display_day (until->expires[i]);

          g_string_append_c (names, ' ');
          /* Translators: behind what was agreed to, which counts until that day */
          g_string_append_printf (names, _ ("(until %s)"), day);
        }
    }
  return g_string_free (names, FALSE);
}

/* Whether all channels hold alike, so that none need be named. */
static gboolean
is_alike (const AtlasConsentStatus *status)
{
  if (status->given != ATLAS_CHANNEL_ALL)
    return FALSE;
  for (guint i = 1; i < ATLAS_N_CHANNELS; i++)
    if (!g_str_equal (status->expires[i], status->expires[0]))
      return FALSE;
  return TRUE;
}

G_GNUC_PRINTF (2, 3)
static void
add_part (GString *words, const char *format, ...)
{
  va_list arguments;

  if (words->len > 0)
    g_string_append (words, " · ");
  va_start (arguments, format);
  g_string_append_vprintf (words, format, arguments);
  va_end (arguments);
}

static void
describe_given (GString *words, const AtlasConsentStatus *status)
{
  g_autofree char *channels = NULL;

  if (!is_alike (status))
    {
      channels = list_channels (status->given, status);
      /* Translators: %s is a list of channels: "E-mail, Telephone" */
      add_part (words, _ ("Agreed: %s"), channels);
    }
  else if (status->expires[0][0] != '\0')
    {
      channels = display_day (status->expires[0]);
      /* Translators: %s is a day */
      add_part (words, _ ("Agreed, until %s"), channels);
    }
  else
    add_part (words, "%s", _ ("Agreed"));
}

char *
atlas_consents_describe (const char *json, gsize length, const char *purpose, const char *today)
{
  GString *words = g_string_new (NULL);
  AtlasConsentStatus status;

  g_return_val_if_fail (purpose != NULL, g_string_free (words, FALSE));

  atlas_consents_get_status (json, length, purpose, today, &status);
  if (status.given != 0)
    describe_given (words, &status);
  if (status.expired == ATLAS_CHANNEL_ALL)
    add_part (words, "%s", _ ("Agreed once, but no longer valid"));
  else if (status.expired != 0)
    {
      g_autofree char *channels = list_channels (status.expired, NULL);

      /* Translators: %s is a list of channels */
      add_part (words, _ ("No longer valid: %s"), channels);
    }
  if (status.withdrawn == ATLAS_CHANNEL_ALL)
    add_part (words, "%s", _ ("Withdrawn"));
  else if (status.withdrawn != 0)
    {
      g_autofree char *channels = list_channels (status.withdrawn, NULL);

      /* Translators: %s is a list of channels */
      add_part (words, _ ("Withdrawn: %s"), channels);
    }
  if (words->len == 0)
    add_part (words, "%s", _ ("Not agreed to"));
  return g_string_free (words, FALSE);
}

static char *
display (AtlasRecord *entry, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_consent, key, -1);

  return atlas_field_display (field, atlas_record_get_value (entry, field));
}

/* What was decided comes before what about. */
char *
atlas_consent_dup_title (AtlasRecord *entry)
{
  g_autofree char *status = NULL;
  g_autofree char *purpose = NULL;
  g_autofree char *channel = NULL;

  g_return_val_if_fail (entry != NULL && atlas_record_get_kind (entry) == &atlas_kind_consent, NULL);

  status = display (entry, "status");
  purpose = display (entry, "purpose");
  channel = display (entry, "channel");
  /* Translators: a consent: given or withdrawn, what for, by which channel */
  return g_strdup_printf (_ ("%s: %s, %s"), *status ? status : "…", *purpose ? purpose : "…",
                          *channel ? channel : "…");
}

char *
atlas_consent_dup_detail (AtlasRecord *entry)
{
  static const char *const keys[] = { "source", "basis", "wording" };
  g_autofree char *date = NULL;
  g_autofree char *expires = NULL;
  GString *detail;

  g_return_val_if_fail (entry != NULL && atlas_record_get_kind (entry) == &atlas_kind_consent, NULL);

  date = display (entry, "date");
  expires = display (entry, "expires");
  detail = g_string_new (*date != '\0' ? date : _ ("Without a date"));
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autofree char *words = display (entry, keys[i]);

      if (*words != '\0')
        g_string_append_printf (detail, " · %s", words);
    }
  if (*expires != '\0')
    {
      g_string_append (detail, " · ");
      /* Translators: %s is a day */
      g_string_append_printf (detail, _ ("until %s"), expires);
    }
  return g_string_free (detail, FALSE);
}
