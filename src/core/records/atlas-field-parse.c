/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-field.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-list.h"
#include "atlas-record.h"

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, reason);
  return FALSE;
}

/* The three runs of digits in "24/11/2026" and the like; FALSE for anything else. */
static gboolean
read_day_parts (const char *text, const char *separators, int parts[3], int digits[3])
{
  for (guint i = 0; i < 3; i++)
    {
      parts[i] = digits[i] = 0;
      while (g_ascii_isdigit (*text) && digits[i] < 5)
        {
          parts[i] = parts[i] * 10 + (*text++ - '0');
          digits[i]++;
        }
      if (digits[i] == 0)
        return FALSE;
      if (i < 2 && (*text == '\0' || strchr (separators, *text++) == NULL))
        return FALSE;
    }
  return *text == '\0';
}

/* As people write a day: 2026-11-24, 2026/11/24, 20261124, 24.11.2026, "today", a timestamp. 24/11/2026 and
 * 11/24/2026 are understood, as no month has the number 24; 03/04/2026 is not, as an American and a European
 * would not agree on it. */
static gboolean
parse_date (const char *text, char date[ATLAS_DATE_TEXT_SIZE], GError **error)
{
  int parts[3], digits[3], year, month, day;
  gint64 seconds;

  if (g_ascii_strcasecmp (text, "today") == 0 || g_utf8_collate (text, _ ("today")) == 0)
    {
      atlas_date_today (date);
      return TRUE;
    }
  if (strlen (text) > 10 && atlas_timestamp_parse (text, -1, &seconds, NULL))
    {
      g_strlcpy (date, text, 11);
      return TRUE;
    }
  if (strlen (text) == 8 && strspn (text, "0123456789") == 8)
    {
      g_snprintf (date, ATLAS_DATE_TEXT_SIZE, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
      if (atlas_date_is_valid (date, -1))
        return TRUE;
    }
  else if (read_day_parts (text, "-/.", parts, digits))
    {
      if (digits[0] == 4)
        {
          year = parts[0];
          month = parts[1];
          day = parts[2];
        }
      else
        {
          gboolean month_first = strchr (text, '/') != NULL && parts[1] > 12;

          year = digits[2] == 4 ? parts[2] : -1;
          month = parts[month_first ? 0 : 1];
          day = parts[month_first ? 1 : 0];
          if (strchr (text, '.') == NULL && month <= 12 && day <= 12 && month != day && year >= 0)
            return refuse (error, _ ("may be read in two ways; write the day as 2026-11-24"));
        }
      g_snprintf (date, ATLAS_DATE_TEXT_SIZE, "%04d-%02d-%02d", CLAMP (year, -1, 9999), CLAMP (month, 0, 99),
                  CLAMP (day, 0, 99));
      if (atlas_date_is_valid (date, -1))
        return TRUE;
    }
  return refuse (error, _ ("must be a day of the calendar, written as 2026-11-24"));
}

/* "9:30", "18:30", "18:30:00". */
static gboolean
read_time (const char *text, int *hour, int *minute, int *second)
{
  int end = 0;

  *second = 0;
  if (sscanf (text, "%2d:%2d%n:%2d%n", hour, minute, &end, second, &end) < 2 || text[end] != '\0')
    return FALSE;
  return *hour >= 0 && *hour < 24 && *minute >= 0 && *minute < 60 && *second >= 0 && *second < 60;
}

/* An instant with its offset in the form of files stays as written. Without one it is a time in @zone; a bare
 * day is its first minute. */
static gboolean
parse_date_time (const char *text, GTimeZone *zone, AtlasValue *value, GError **error)
{
  g_autofree char *day = g_strdup (text);
  g_autoptr (GDateTime) local = NULL;
  char date[ATLAS_DATE_TEXT_SIZE];
  int hour = 0, minute = 0, second = 0;
  char *time;
  gint64 seconds;
  int offset;

  if (strlen (text) > 10 && strlen (text) < ATLAS_DATE_TEXT_SIZE &&
      atlas_timestamp_parse (text, -1, &seconds, &offset))
    {
      g_autoptr (GTimeZone) there = g_time_zone_new_offset (offset);
      g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);

      if (text[10] == 'T')
        {
          atlas_value_set_text (value, text, -1);
          return TRUE;
        }
      local = g_date_time_to_timezone (utc, there);
      atlas_value_take_text (value, g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z"));
      return TRUE;
    }

  time = strpbrk (day, " T");
  if (time != NULL)
    *time++ = '\0';
  if (parse_date (day, date, NULL) &&
      (time == NULL || read_time (g_strstrip (time), &hour, &minute, &second)))
    local = g_date_time_new (zone, atoi (date), atoi (date + 5), atoi (date + 8), hour, minute, second);
  if (local == NULL)
    return refuse (error, _ ("must be a date and time, written as 2026-11-24 18:30"));
  atlas_value_take_text (value, g_date_time_format (local, "%Y-%m-%dT%H:%M:%S%:z"));
  return TRUE;
}

static gboolean
parse_integer (const AtlasField *self, const char *text, AtlasValue *value, GError **error)
{
  char date[ATLAS_DATE_TEXT_SIZE];
  gint64 integer;

  if (self->type == ATLAS_FIELD_LEVEL && text[0] != '-')
    {
      const char *key = atlas_vocabulary_match (self->vocabulary, text);

      if (key != NULL)
        text = key;
    }
  /* Spreadsheets write years as days. */
  if (self->type == ATLAS_FIELD_YEAR && strlen (text) > 4 && parse_date (text, date, NULL))
    {
      date[4] = '\0';
      text = date;
    }

  if (g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL))
    {
      atlas_value_set_integer (value, integer);
      return TRUE;
    }
  if (self->type == ATLAS_FIELD_LEVEL)
    {
      g_autofree char *complaint = atlas_vocabulary_dup_complaint (self->vocabulary);

      return refuse (error, complaint);
    }
  return refuse (error, self->type == ATLAS_FIELD_YEAR ? _ ("must be a year of four digits")
                                                       : _ ("must be a whole number"));
}

/* "45.4215", "45,4215", "45.4215° N", "75.6972 W", "45°25′17″N": degrees as they are copied from maps. */
static gboolean
parse_real (const char *text, AtlasValue *value, GError **error)
{
  g_autofree char *folded = g_strstrip (atlas_fold (text, -1));
  char *at = folded;
  double number = 0, divisor = 1;
  gboolean negative = FALSE;
  guint n_parts = 0;

  if (*at == '-' || *at == '+')
    negative = *at++ == '-';
  while (n_parts < 3 && (g_ascii_isdigit (*at) || *at == '.'))
    {
      char *comma = at + strspn (at, "0123456789");
      double part;
      char *end;

      if (*comma == ',' && g_ascii_isdigit (comma[1]))
        *comma = '.';
      part = g_ascii_strtod (at, &end);
      if (end == at || (n_parts > 0 && part >= 60))
        break;
      number += part / divisor;
      divisor *= 60;
      n_parts++;
      /* Signs of degrees, minutes and seconds, plain or typographic. */
      for (at = end; *at != '\0' && (strchr (" '\"", *at) != NULL || (guchar) *at >= 0x80);)
        at++;
    }
  if (n_parts > 0 && *at != '\0' && at[1] == '\0' && strchr ("nsew", *at) != NULL)
    {
      negative ^= *at == 's' || *at == 'w';
      at++;
    }
  if (n_parts == 0 || *at != '\0')
    return refuse (error, _ ("must be a number"));

  atlas_value_set_real (value, negative ? -number : number);
  return TRUE;
}

static const char *
match_choice (const AtlasField *self, const char *text)
{
  const char *key = atlas_vocabulary_match (self->vocabulary, text);

  return key != NULL ? key : text;
}

/* The texts between ";", without the space around them. */
static GStrv
split_entries (const char *text)
{
  GStrv entries = g_strsplit (text, ";", -1);
  gsize to = 0;

  for (gsize i = 0; entries[i] != NULL; i++)
    {
      g_strstrip (entries[i]);
      if (entries[i][0] == '\0')
        g_free (entries[i]);
      else
        entries[to++] = entries[i];
    }
  entries[to] = NULL;
  return entries;
}

static gboolean
parse_texts (const AtlasField *self, const char *text, AtlasValue *value)
{
  g_auto (GStrv) texts = NULL;

  if (text[0] == '[')
    texts = atlas_list_to_texts (text, strlen (text));
  if (texts == NULL)
    texts = split_entries (text);
  for (gsize i = 0; self->vocabulary != NULL && texts[i] != NULL; i++)
    {
      const char *key = match_choice (self, texts[i]);

      if (key != texts[i])
        {
          g_free (texts[i]);
          texts[i] = g_strdup (key);
        }
    }
  atlas_value_take_text (value, atlas_list_from_texts ((const char *const *) texts));
  return TRUE;
}

/* "fr:B2": the first fields of the item in the order of its table; what follows the last colon that separates
 * may hold colons itself. */
static AtlasRecord *
parse_item (const AtlasKind *kind, const char *text, GError **error)
{
  g_autoptr (AtlasRecord) item = atlas_record_new (kind);
  g_auto (GStrv) parts = g_strsplit (text, ":", (int) (kind->n_short ? kind->n_short : kind->n_fields));

  for (guint i = 0; parts[i] != NULL; i++)
    if (!atlas_record_set_from_text (item, kind->fields[i].key, g_strstrip (parts[i]), error))
      return NULL;
  return g_steal_pointer (&item);
}

static gboolean
parse_items (const AtlasField *self, const char *text, AtlasValue *value, GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  g_auto (GStrv) entries = NULL;

  if (text[0] == '[')
    items = atlas_list_to_items (self, text, strlen (text), error);
  else
    {
      items = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
      entries = split_entries (text);
      for (gsize i = 0; entries[i] != NULL; i++)
        {
          AtlasRecord *item = parse_item (self->items, entries[i], error);

          if (item == NULL)
            {
              g_prefix_error (error, _ ("entry %u: "), (guint) i + 1);
              return FALSE;
            }
          g_ptr_array_add (items, item);
        }
    }
  if (items == NULL)
    return FALSE;
  atlas_value_take_text (value, atlas_list_from_items (items));
  return TRUE;
}

static gboolean
parse_text (const AtlasField *self, const char *text, AtlasValue *value)
{
  g_autofree char *upper = NULL;

  if ((self->flags & ATLAS_FIELD_UPPER_CASE) != 0)
    text = upper = g_utf8_strup (text, -1);
  atlas_value_set_text (value, text, -1);
  atlas_field_normalise (self, value);
  return TRUE;
}

static gboolean
parse_stripped (const AtlasField *self, const char *text, GTimeZone *zone, AtlasValue *value, GError **error)
{
  g_autoptr (GTimeZone) local = NULL;
  char buffer[ATLAS_DATE_TEXT_SIZE];

  switch (self->type)
    {
    case ATLAS_FIELD_INTEGER:
    case ATLAS_FIELD_YEAR:
    case ATLAS_FIELD_LEVEL:
      return parse_integer (self, text, value, error);
    case ATLAS_FIELD_REAL:
      return parse_real (text, value, error);
    case ATLAS_FIELD_DATE:
      if (!parse_date (text, buffer, error))
        return FALSE;
      atlas_value_set_text (value, buffer, -1);
      return TRUE;
    case ATLAS_FIELD_TIMESTAMP:
      if (!atlas_timestamp_normalise (text, -1, buffer))
        return refuse (error, _ ("must be a date and time, written as 2026-11-24T07:00:00Z"));
      atlas_value_set_text (value, buffer, -1);
      return TRUE;
    case ATLAS_FIELD_DATE_TIME:
      if (zone == NULL)
        zone = local = g_time_zone_new_local ();
      return parse_date_time (text, zone, value, error);
    case ATLAS_FIELD_CHOICE:
      atlas_value_set_text (value, match_choice (self, text), -1);
      return TRUE;
    case ATLAS_FIELD_TEXT_LIST:
    case ATLAS_FIELD_CHOICE_LIST:
      return parse_texts (self, text, value);
    case ATLAS_FIELD_ITEM_LIST:
      return parse_items (self, text, value, error);
    default:
      return parse_text (self, text, value);
    }
}

gboolean
atlas_field_parse (const AtlasField *self, const char *text, AtlasValue *value, GError **error)
{
  return atlas_field_parse_in_zone (self, text, NULL, value, error);
}

gboolean
atlas_field_parse_in_zone (
  const AtlasField *self, const char *text, GTimeZone *zone, AtlasValue *value, GError **error)
{
  g_autofree char *stripped = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  atlas_value_clear (value);
  if (text[0] == '\0')
    return TRUE;
  if (!g_utf8_validate (text, -1, NULL))
    return refuse (error, _ ("must be text in UTF-8"));

  /* Free text is kept to the letter, as what is formatted must read back the same. */
  if ((self->type != ATLAS_FIELD_TEXT && self->type != ATLAS_FIELD_LONG_TEXT) || self->check != NULL)
    {
      stripped = g_strstrip (g_strdup (text));
      if (stripped[0] == '\0')
        return TRUE;
      if (!parse_stripped (self, stripped, zone, value, error))
        return FALSE;
    }
  else
    parse_text (self, text, value);

  if (!atlas_field_check_value (self, value, error))
    {
      atlas_value_clear (value);
      return FALSE;
    }
  return TRUE;
}
