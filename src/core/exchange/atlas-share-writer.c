/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-share-writer.h"

#include <string.h>

#include "atlas-json-scanner.h"
#include "atlas-json-writer.h"

/* An unknown key of the record's extra, as JSON text: the top level's, or an object of the name of one of our
 * groups. */
typedef struct
{
  const char *key; /* with its quotes and colon */
  gsize key_length;
  const char *value;
  gsize value_length;
} Entry;

/* Splits one JSON object into its members. Stored extras are valid; anything else has none. */
static GArray *
split_object (const char *json, gsize length)
{
  GArray *entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  g_autoptr (AtlasJsonScanner) scanner = atlas_json_scanner_new (json, length);

  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START)
    return entries;
  while (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_KEY)
    {
      Entry entry;
      gsize start, end, value_end;

      atlas_json_scanner_get_span (scanner, &start, &end);
      entry.key = json + start;
      entry.key_length = end - start;
      if (!atlas_json_scanner_skip (scanner, NULL))
        break;
      atlas_json_scanner_get_span (scanner, &start, &value_end);
      while (end < value_end && (json[end] == ':' || json[end] == ' '))
        end++;
      entry.value = json + end;
      entry.value_length = value_end - end;
      g_array_append_val (entries, entry);
    }
  return entries;
}

static gboolean
is_key (const Entry *entry, const char *name, gsize length)
{
  return entry->key_length == length + 2 && memcmp (entry->key + 1, name, length) == 0;
}

static void
append_entry (GString *out, const Entry *entry)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  g_string_append_len (out, entry->key, (gssize) entry->key_length);
  g_string_append_c (out, ':');
  g_string_append_len (out, entry->value, (gssize) entry->value_length);
}

static void
append_value (GString *out, const AtlasField *field, const AtlasValue *value)
{
  switch ((AtlasValueType) value->type)
    {
    case ATLAS_VALUE_INTEGER:
      atlas_json_append_integer (out, value->integer);
      break;
    case ATLAS_VALUE_REAL:
      atlas_json_append_real (out, value->real);
      break;
    case ATLAS_VALUE_TEXT:
      if (atlas_field_is_list (field))
        g_string_append_len (out, value->text, value->length);
      else
        atlas_json_append_string (out, value->text, value->length);
      break;
    case ATLAS_VALUE_NULL:
    default:
      g_string_append (out, "null");
    }
}

/* Ends the group that is open: with what the extra holds for it. */
static void
close_group (GString *out, const char *group, gsize length, GArray *extra)
{
  for (guint i = 0; extra && i < extra->len; i++)
    {
      Entry *entry = &g_array_index (extra, Entry, i);

      if (!is_key (entry, group, length) || entry->value_length == 0 || entry->value[0] != '{')
        continue;
      {
        g_autoptr (GArray) inner = split_object (entry->value, entry->value_length);

        for (guint k = 0; k < inner->len; k++)
          append_entry (out, &g_array_index (inner, Entry, k));
      }
      entry->key_length = 0;
    }
  g_string_append_c (out, '}');
}

void
atlas_share_append_record (GString *out, AtlasRecord *record)
{
  const AtlasKind *kind;
  const char *extra_json, *group = NULL;
  gsize group_length = 0;
  g_autoptr (GArray) extra = NULL;
  char id[ATLAS_UUID_TEXT_SIZE];

  g_return_if_fail (out != NULL);
  g_return_if_fail (record != NULL);

  kind = atlas_record_get_kind (record);
  extra_json = atlas_record_get_extra (record);
  if (extra_json)
    extra = split_object (extra_json, strlen (extra_json));

  atlas_uuid_format (atlas_record_get_uuid (record), id);
  g_string_append (out, "{\"id\":\"");
  g_string_append_len (out, id, sizeof id - 1);
  g_string_append_c (out, '"');
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasField *field = &kind->fields[i];
      const AtlasValue *value = atlas_record_get_value (record, field);
      const char *dot, *name = field->key;

      if (value->type == ATLAS_VALUE_NULL)
        continue;
      dot = strchr (field->key, '.');
      if (group && (dot == NULL || (gsize) (dot - field->key) != group_length ||
                    memcmp (group, field->key, group_length) != 0))
        {
          close_group (out, group, group_length, extra);
          group = NULL;
        }
      if (dot && group == NULL)
        {
          group = field->key;
          group_length = (gsize) (dot - field->key);
          g_string_append (out, ",\"");
          g_string_append_len (out, group, (gssize) group_length);
          g_string_append (out, "\":{");
        }
      if (dot)
        name = dot + 1;
      g_string_append (out, out->str[out->len - 1] == '{' ? "\"" : ",\"");
      g_string_append (out, name);
      g_string_append (out, "\":");
      append_value (out, field, value);
    }
  if (group)
    close_group (out, group, group_length, extra);
  for (guint i = 0; extra && i < extra->len; i++)
    if (g_array_index (extra, Entry, i).key_length > 0)
      append_entry (out, &g_array_index (extra, Entry, i));
  g_string_append_c (out, '}');
}
