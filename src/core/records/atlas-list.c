/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-list-private.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-json-writer.h"

/* A scanner for each thread, since a bulk import looks at seven million lists. It is taken out while in use,
 * so that nested use gets one of its own. */
static GPrivate spare_scanner = G_PRIVATE_INIT ((GDestroyNotify) atlas_json_scanner_free);

AtlasJsonScanner *
atlas_list_take_scanner (const char *json, gsize length)
{
  AtlasJsonScanner *scanner = g_private_get (&spare_scanner);

  if (scanner == NULL)
    return atlas_json_scanner_new (json, length);
  g_private_set (&spare_scanner, NULL);
  atlas_json_scanner_reset (scanner, json, length);
  return scanner;
}

void
atlas_list_give_scanner (AtlasJsonScanner *scanner)
{
  g_private_replace (&spare_scanner, scanner);
}

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, reason);
  return FALSE;
}

gboolean
atlas_list_read_scalar (AtlasJsonScanner *scanner, AtlasJsonToken token, AtlasValue *value)
{
  gsize length;
  const char *text;

  switch (token)
    {
    case ATLAS_JSON_NULL:
      atlas_value_clear (value);
      return TRUE;
    case ATLAS_JSON_STRING:
      text = atlas_json_scanner_get_text (scanner, &length);
      atlas_value_borrow_text (value, text, length);
      return TRUE;
    case ATLAS_JSON_NUMBER:
      {
        g_autofree char *digits = NULL;
        gint64 integer;

        text = atlas_json_scanner_get_text (scanner, &length);
        digits = g_strndup (text, length);
        if (g_ascii_string_to_signed (digits, 10, G_MININT64, G_MAXINT64, &integer, NULL))
          atlas_value_set_integer (value, integer);
        else
          atlas_value_set_real (value, g_ascii_strtod (digits, NULL));
        return TRUE;
      }
    default:
      return FALSE;
    }
}

/* The keys of an object, its START having been read, into @item; unknown ones into its extra. */
static gboolean
read_item (AtlasJsonScanner *scanner, AtlasRecord *item, GError **error)
{
  const AtlasKind *kind = atlas_record_get_kind (item);
  g_autoptr (GString) extra = NULL;

  for (;;)
    {
      AtlasJsonToken token = atlas_json_scanner_next (scanner, error);
      const AtlasField *field;
      gsize length;
      const char *key;

      if (token == ATLAS_JSON_OBJECT_END)
        break;
      if (token != ATLAS_JSON_KEY)
        return FALSE;

      key = atlas_json_scanner_get_text (scanner, &length);
      field = atlas_kind_find_field (kind, key, (gssize) length);
      if (field != NULL)
        {
          AtlasValue value = { 0 };

          if (!atlas_list_read_scalar (scanner, atlas_json_scanner_next (scanner, error), &value))
            {
              if (error == NULL || *error == NULL)
                g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                             _ ("%s: must be a single value"), field->key);
              return FALSE;
            }
          atlas_field_normalise (field, &value);
          atlas_value_copy (&value, atlas_record_edit_value (item, field));
          atlas_value_clear (&value);
          continue;
        }

      if (extra == NULL)
        extra = g_string_new ("{");
      else
        g_string_append_c (extra, ',');
      atlas_json_append_string (extra, key, (gssize) length);
      g_string_append_c (extra, ':');
      if (!atlas_json_append_value (extra, scanner, error))
        return FALSE;
    }

  if (extra != NULL)
    {
      g_string_append_c (extra, '}');
      atlas_record_set_extra (item, extra->str);
    }
  return TRUE;
}

static gboolean
append_items (AtlasJsonScanner *scanner, const AtlasField *field, GPtrArray *items, GError **error)
{
  if (atlas_json_scanner_next (scanner, error) != ATLAS_JSON_ARRAY_START)
    return FALSE;

  for (;;)
    {
      AtlasJsonToken token = atlas_json_scanner_next (scanner, error);
      AtlasRecord *item;

      if (token == ATLAS_JSON_ARRAY_END)
        return atlas_json_scanner_next (scanner, error) == ATLAS_JSON_END;
      if (token != ATLAS_JSON_OBJECT_START)
        return FALSE;
      item = atlas_record_new (field->items);
      g_ptr_array_add (items, item);
      if (!read_item (scanner, item, error))
        {
          g_prefix_error (error, _ ("entry %u: "), items->len);
          return FALSE;
        }
    }
}

GPtrArray *
atlas_list_to_items (const AtlasField *field, const char *json, gsize length, GError **error)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  AtlasJsonScanner *scanner = atlas_list_take_scanner (json, length);
  g_autoptr (GError) local_error = NULL;
  gboolean done = append_items (scanner, field, items, &local_error);

  atlas_list_give_scanner (scanner);
  if (done)
    return g_steal_pointer (&items);
  if (local_error != NULL && local_error->domain == ATLAS_RECORD_ERROR)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    refuse (error, _ ("must be a list of objects"));
  return NULL;
}

GStrv
atlas_list_to_texts (const char *json, gsize length)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  AtlasJsonScanner *scanner = atlas_list_take_scanner (json, length);
  AtlasJsonToken token = atlas_json_scanner_next (scanner, NULL);
  gboolean done = FALSE;

  if (token == ATLAS_JSON_ARRAY_START)
    {
      while ((token = atlas_json_scanner_next (scanner, NULL)) == ATLAS_JSON_STRING)
        {
          gsize n;
          const char *text = atlas_json_scanner_get_text (scanner, &n);
          g_autofree char *copy = g_strndup (text, n);

          /* A NUL would cut the text short without a word. */
          if (strlen (copy) != n)
            break;
          g_strv_builder_add (builder, copy);
        }
      done = token == ATLAS_JSON_ARRAY_END && atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_END;
    }
  atlas_list_give_scanner (scanner);
  return done ? g_strv_builder_end (builder) : NULL;
}

char *
atlas_list_from_texts (const char *const *texts)
{
  GString *out = NULL;

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      if (texts[i][0] == '\0')
        continue;
      if (out == NULL)
        out = g_string_new ("[");
      else
        g_string_append_c (out, ',');
      atlas_json_append_string (out, texts[i], -1);
    }
  if (out == NULL)
    return NULL;
  g_string_append_c (out, ']');
  return g_string_free (out, FALSE);
}

static gboolean
append_item (GString *out, AtlasRecord *item)
{
  const AtlasKind *kind = atlas_record_get_kind (item);
  const char *extra = atlas_record_get_extra (item);
  gsize start;

  if (out->len > 1)
    g_string_append_c (out, ',');
  start = out->len;
  g_string_append_c (out, '{');
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const AtlasValue *value = atlas_record_get_value (item, &kind->fields[i]);

      if (value->type == ATLAS_VALUE_NULL)
        continue;
      if (out->len > start + 1)
        g_string_append_c (out, ',');
      atlas_json_append_string (out, kind->fields[i].key, -1);
      g_string_append_c (out, ':');
      if (value->type == ATLAS_VALUE_TEXT)
        atlas_json_append_string (out, value->text, value->length);
      else if (value->type == ATLAS_VALUE_INTEGER)
        atlas_json_append_integer (out, value->integer);
      else
        atlas_json_append_real (out, value->real);
    }

  /* The extra is an object of its own: what stands between its braces follows. */
  if (extra != NULL && strlen (extra) > 2)
    {
      if (out->len > start + 1)
        g_string_append_c (out, ',');
      g_string_append_len (out, extra + 1, (gssize) strlen (extra) - 2);
    }
  if (out->len == start + 1)
    {
      g_string_truncate (out, start > 1 ? start - 1 : start);
      return FALSE;
    }
  g_string_append_c (out, '}');
  return TRUE;
}

char *
atlas_list_from_items (GPtrArray *items)
{
  GString *out = g_string_new ("[");
  gboolean any = FALSE;

  for (guint i = 0; items != NULL && i < items->len; i++)
    any |= append_item (out, g_ptr_array_index (items, i));
  g_string_append_c (out, ']');
  return g_string_free (out, !any);
}

void
atlas_list_normalise (const AtlasField *field, AtlasValue *value)
{
  g_autofree char *canonical = NULL;

  g_assert (value->type == ATLAS_VALUE_TEXT);

  if (value->length == 0)
    {
      atlas_value_clear (value);
      return;
    }
  if (atlas_list_is_good (field, value->text, value->length))
    return;

  if (field->type == ATLAS_FIELD_ITEM_LIST)
    {
      g_autoptr (GPtrArray) items = atlas_list_to_items (field, value->text, value->length, NULL);

      if (items == NULL)
        return;
      canonical = atlas_list_from_items (items);
    }
  else
    {
      g_auto (GStrv) texts = atlas_list_to_texts (value->text, value->length);

      if (texts == NULL)
        return;
      canonical = atlas_list_from_texts ((const char *const *) texts);
    }

  if (canonical == NULL)
    atlas_value_clear (value);
  else if (strlen (canonical) != value->length || memcmp (canonical, value->text, value->length) != 0)
    atlas_value_take_text (value, g_steal_pointer (&canonical));
}
