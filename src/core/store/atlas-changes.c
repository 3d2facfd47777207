/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-changes-private.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-json-scanner.h"
#include "atlas-json-writer.h"
#include "atlas-store.h"

static void
append_value (GString *out, const AtlasValue *value)
{
  gsize from = out->len;

  switch ((AtlasValueType) value->type)
    {
    case ATLAS_VALUE_NULL:
      g_string_append (out, "null");
      break;
    case ATLAS_VALUE_INTEGER:
      atlas_json_append_integer (out, value->integer);
      break;
    case ATLAS_VALUE_REAL:
      atlas_json_append_real (out, value->real);
      if (strpbrk (out->str + from, ".en") == NULL) /* "null" stands for what JSON can't hold */
        g_string_append (out, ".0");
      break;
    case ATLAS_VALUE_TEXT:
      atlas_json_append_string (out, value->text, value->length);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
append_key (GString *out, const char *column)
{
  g_string_append (out, out->len > 1 ? ",\"" : "\"");
  g_string_append (out, column);
  g_string_append (out, "\":");
}

void
atlas_changes_write_row (GString *out, const AtlasTable *table, const AtlasValue *values)
{
  g_string_assign (out, "{");
  for (guint i = 0; i < table->n_columns; i++)
    {
      if (values[i].type == ATLAS_VALUE_NULL)
        continue;
      append_key (out, table->columns[i]);
      append_value (out, &values[i]);
    }
  g_string_append_c (out, '}');
}

guint
atlas_changes_write_difference (GString *out,
                                const AtlasTable *table,
                                const AtlasValue *before,
                                const AtlasValue *after)
{
  guint n = 0;

  g_string_assign (out, "{");
  for (guint i = 0; i < table->n_columns; i++)
    {
      if (atlas_value_equal (&before[i], &after[i]))
        continue;
      append_key (out, table->columns[i]);
      g_string_append_c (out, '[');
      append_value (out, &before[i]);
      g_string_append_c (out, ',');
      append_value (out, &after[i]);
      g_string_append_c (out, ']');
      n++;
    }
  g_string_append_c (out, '}');
  return n;
}

static gboolean
fail (GError **error, const char *words)
{
  g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT,
               _ ("The journal is damaged (%s). Restore a backup to be able to undo."), words);
  return FALSE;
}

/* Keys come in the order of the columns: look on from @hint. -1 for a column there no longer is. */
static int
find_column (const AtlasTable *table, AtlasJsonScanner *scanner, guint *hint)
{
  gsize length;
  const char *key = atlas_json_scanner_get_text (scanner, &length);

  for (guint n = 0; n < table->n_columns; n++)
    {
      guint i = (*hint + n) % table->n_columns;

      if (strlen (table->columns[i]) == length && memcmp (table->columns[i], key, length) == 0)
        {
          *hint = i + 1;
          return (int) i;
        }
    }
  return -1;
}

static gboolean
read_value (AtlasJsonScanner *scanner, AtlasValue *value, GError **error)
{
  AtlasJsonToken token = atlas_json_scanner_next (scanner, NULL);
  gsize length;
  const char *text = atlas_json_scanner_get_text (scanner, &length);

  switch (token)
    {
    case ATLAS_JSON_NULL:
      atlas_value_clear (value);
      return TRUE;
    case ATLAS_JSON_STRING:
      atlas_value_set_text (value, text, (gssize) length);
      return TRUE;
    case ATLAS_JSON_NUMBER:
      {
        char number[64];

        if (length >= sizeof number)
          return fail (error, "number");
        memcpy (number, text, length);
        number[length] = '\0';
        if (strpbrk (number, ".eE"))
          atlas_value_set_real (value, g_ascii_strtod (number, NULL));
        else
          atlas_value_set_integer (value, g_ascii_strtoll (number, NULL, 10));
        return TRUE;
      }
    case ATLAS_JSON_END:
    case ATLAS_JSON_OBJECT_START:
    case ATLAS_JSON_OBJECT_END:
    case ATLAS_JSON_ARRAY_START:
    case ATLAS_JSON_ARRAY_END:
    case ATLAS_JSON_KEY:
    case ATLAS_JSON_TRUE:
    case ATLAS_JSON_FALSE:
    case ATLAS_JSON_INVALID:
    default:
      return fail (error, "value");
    }
}

gboolean
atlas_changes_read_row (const AtlasTable *table, const char *json, AtlasValue *values, GError **error)
{
  g_autoptr (AtlasJsonScanner) scanner = NULL;
  AtlasJsonToken token;
  guint hint = 0;

  if (json == NULL)
    return fail (error, "row");
  scanner = atlas_json_scanner_new (json, strlen (json));
  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START)
    return fail (error, "row");
  while ((token = atlas_json_scanner_next (scanner, NULL)) == ATLAS_JSON_KEY)
    {
      int column = find_column (table, scanner, &hint);

      if (column < 0 ? !atlas_json_scanner_skip (scanner, error)
                     : !read_value (scanner, &values[column], error))
        return FALSE;
    }
  return token == ATLAS_JSON_OBJECT_END || fail (error, "row");
}

gboolean
atlas_changes_apply (
  const AtlasTable *table, const char *json, gboolean after, AtlasValue *values, GError **error)
{
  g_autoptr (AtlasJsonScanner) scanner = NULL;
  AtlasJsonToken token;
  guint hint = 0;

  if (json == NULL)
    return fail (error, "difference");
  scanner = atlas_json_scanner_new (json, strlen (json));
  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START)
    return fail (error, "difference");
  while ((token = atlas_json_scanner_next (scanner, NULL)) == ATLAS_JSON_KEY)
    {
      int column = find_column (table, scanner, &hint);
      g_auto (AtlasValue) unwanted = { 0 };

      if (column < 0)
        {
          if (!atlas_json_scanner_skip (scanner, error))
            return FALSE;
          continue;
        }
      if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_ARRAY_START)
        return fail (error, "difference");
      if (!read_value (scanner, after ? &unwanted : &values[column], error) ||
          !read_value (scanner, after ? &values[column] : &unwanted, error))
        return FALSE;
      if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_ARRAY_END)
        return fail (error, "difference");
    }
  return token == ATLAS_JSON_OBJECT_END || fail (error, "difference");
}
