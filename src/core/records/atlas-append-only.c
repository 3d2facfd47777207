/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-append-only.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-json-scanner.h"

/* Lists are stored in one canonical text (see atlas-list.h): equal entries are equal bytes, and what was
 * added to stands behind what was there. */

typedef struct
{
  const char *text;
  gsize length;
} Entry;

/* The objects of an array as they stand; what can't be read to its end has none behind that. (transfer full)
 */
static GArray *
split_entries (const AtlasValue *list)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (AtlasJsonScanner) scanner = NULL;

  if (list->type != ATLAS_VALUE_TEXT)
    return entries;
  scanner = atlas_json_scanner_new (list->text, list->length);
  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_ARRAY_START)
    return entries;
  while (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_OBJECT_START)
    {
      gsize start, end;

      atlas_json_scanner_get_span (scanner, &start, NULL);
      if (!atlas_json_scanner_skip (scanner, NULL))
        break;
      atlas_json_scanner_get_span (scanner, NULL, &end);
      g_array_append_vals (entries, &(Entry){ list->text + start, end - start }, 1);
    }
  return entries;
}

static gboolean
entries_equal (const Entry *a, const Entry *b)
{
  return a->length == b->length && memcmp (a->text, b->text, a->length) == 0;
}

static gboolean
begins_with (const AtlasValue *list, const AtlasValue *before)
{
  gsize n;

  if (before->type != ATLAS_VALUE_TEXT || before->length == 0)
    return TRUE;
  if (list->type != ATLAS_VALUE_TEXT)
    return FALSE;
  n = before->length - 1; /* without the closing bracket */
  return list->length >= before->length && memcmp (list->text, before->text, n) == 0 &&
         (list->text[n] == ',' || list->text[n] == ']');
}

/* Number of the first entry that differs, counted from 1. */
static guint
find_difference (const AtlasValue *list, const AtlasValue *before)
{
  g_autoptr (GArray) old = split_entries (before);
  g_autoptr (GArray) new = split_entries (list);
  guint n = 0;

  while (n < old->len &&
         n < new->len &&entries_equal (&g_array_index (old, Entry, n), &g_array_index (new, Entry, n)))
    n++;
  return n + 1;
}

/* By the clocks of another office it may be tomorrow. Worked out once a day, not for each of a million
 * ledgers. */
static const char *
get_last_day (void)
{
  static _Thread_local char known[ATLAS_DATE_TEXT_SIZE], last[ATLAS_DATE_TEXT_SIZE];
  char today[ATLAS_DATE_TEXT_SIZE];
  GDate date;

  atlas_date_today (today);
  if (strcmp (today, known) == 0)
    return last;
  g_strlcpy (known, today, sizeof known);
  g_date_clear (&date, 1);
  g_date_set_parse (&date, today);
  g_date_add_days (&date, 1);
  g_snprintf (last, sizeof last, "%04u-%02u-%02u", (guint) g_date_get_year (&date),
              (guint) g_date_get_month (&date), (guint) g_date_get_day (&date));
  return last;
}

/* In the one form of a list a day is where its key says, and compares as text. */
static gboolean
is_dated_after (const Entry *entry, const char *day)
{
  static const char key[] = "\"date\":\"";
  const char *at = g_strstr_len (entry->text, (gssize) entry->length, key);

  return at != NULL && strncmp (at + strlen (key), day, strlen (day)) > 0;
}

/* Whether any entry is: outside of a string no quote stands behind another, so the key is found nowhere else.
 */
static gboolean
any_is_dated_after (const AtlasValue *list, const char *day)
{
  static const char key[] = "\"date\":\"";
  const char *at = list->text, *end = list->text + list->length;

  while ((at = memmem (at, (gsize) (end - at), key, strlen (key))) != NULL)
    {
      at += strlen (key);
      if ((gsize) (end - at) >= strlen (day) && memcmp (at, day, strlen (day)) > 0)
        return TRUE;
    }
  return FALSE;
}

/* Entries behind the first @n_known. */
static gboolean
check_days (const AtlasValue *list, guint n_known, GError **error)
{
  g_autoptr (GArray) entries = NULL;
  const char *day;

  if (list->type != ATLAS_VALUE_TEXT)
    return TRUE;
  day = get_last_day ();
  if (!any_is_dated_after (list, day))
    return TRUE;
  entries = split_entries (list);
  for (guint i = n_known; i < entries->len; i++)
    if (is_dated_after (&g_array_index (entries, Entry, i), day))
      {
        g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                     /* Translators: the number of an entry of a list */
                     _ ("entry %u: its date is still to come. Enter the day on which it was said."), i + 1);
        return FALSE;
      }
  return TRUE;
}

gboolean
atlas_append_only_check_days (AtlasRecord *record, const AtlasField **field, GError **error)
{
  const AtlasKind *kind;

  g_return_val_if_fail (record != NULL, FALSE);
  g_return_val_if_fail (field != NULL, FALSE);

  kind = atlas_record_get_kind (record);
  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ATLAS_FIELD_APPEND_ONLY) != 0 &&
        !check_days (atlas_record_get_value (record, &kind->fields[i]), 0, error))
      {
        *field = &kind->fields[i];
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_added (const AtlasField *field, const AtlasValue *before, const AtlasValue *list, GError **error)
{
  g_autoptr (GArray) old = NULL;

  if (atlas_value_equal (before, list))
    return TRUE;
  old = split_entries (before);
  if (check_days (list, old->len, error))
    return TRUE;
  g_prefix_error (error, "%s: ", field->key);
  return FALSE;
}

gboolean
atlas_append_only_guard (const AtlasTable *table,
                         const AtlasValue *before,
                         const AtlasValue *values,
                         GError **error)
{
  const AtlasKind *kind = atlas_kind_for_table (table);

  g_return_val_if_fail (kind != NULL, FALSE);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];

      if (!(field->flags & ATLAS_FIELD_APPEND_ONLY))
        continue;
      if (begins_with (&values[i], &before[i]))
        {
          if (!check_added (field, &before[i], &values[i], error))
            return FALSE;
          continue;
        }
      g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                   /* Translators: the key of a field, then the number of an entry of its list */
                   _ ("%s: entry %u is on record and must stay as it is. Keep all entries that are there, in "
                      "their order, and add a new one behind them: it counts from its date."),
                   field->key, find_difference (&values[i], &before[i]));
      return FALSE;
    }
  return TRUE;
}

char *
atlas_append_only_unite (const AtlasValue *ours, const AtlasValue *theirs)
{
  g_autoptr (GArray) old = NULL;
  g_autoptr (GArray) new = NULL;
  g_autoptr (GString) all = NULL;
  gboolean added = FALSE;

  g_return_val_if_fail (ours != NULL && theirs != NULL, NULL);

  if (theirs->type != ATLAS_VALUE_TEXT || atlas_value_equal (ours, theirs))
    return NULL;
  old = split_entries (ours);
  new = split_entries (theirs);
  all = g_string_new ("[");
  if (old->len > 0)
    g_string_append_len (all, ours->text + 1, (gssize) ours->length - 2);
  for (guint i = 0; i < new->len; i++)
    {
      const Entry *entry = &g_array_index (new, Entry, i);
      gboolean there = FALSE;

      for (guint k = 0; k < old->len && !there; k++)
        there = entries_equal (&g_array_index (old, Entry, k), entry);
      if (there)
        continue;
      if (all->len > 1)
        g_string_append_c (all, ',');
      g_string_append_len (all, entry->text, (gssize) entry->length);
      g_array_append_val (old, *entry);
      added = TRUE;
    }
  if (!added)
    return NULL;
  g_string_append_c (all, ']');
  return g_strdup (all->str);
}
