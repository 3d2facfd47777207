/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-list-private.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-kind-private.h"

static gboolean
refuse (GError **error, const char *reason)
{
  g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE, reason);
  return FALSE;
}

static gboolean
check_text (const AtlasField *field, const char *text, gsize length, GError **error)
{
  /* The field with its list taken away. */
  AtlasField entry = *field;
  AtlasValue value = { 0 };

  entry.type = field->type == ATLAS_FIELD_CHOICE_LIST ? ATLAS_FIELD_CHOICE : ATLAS_FIELD_TEXT;
  atlas_value_borrow_text (&value, text, length);
  return atlas_field_check_value (&entry, &value, error);
}

/* A scanner's way through a text in canonical form: white space shows as a gap between tokens, an escape as a
 * string that lies outside the text. A text that needs an escape is not recognised; making the form then
 * settles it. */
typedef struct
{
  AtlasJsonScanner *scanner;
  const char *json;
  gsize reached; /* end of the last token */
} Pass;

/* The next token, @separated from the last by one byte, a comma or colon. INVALID also for a gap. */
static AtlasJsonToken
next_tight (Pass *pass, gboolean separated, const char **text, gsize *length)
{
  AtlasJsonToken token = atlas_json_scanner_next (pass->scanner, NULL);
  gsize start, end;

  atlas_json_scanner_get_span (pass->scanner, &start, &end);
  if (token == ATLAS_JSON_OBJECT_END || token == ATLAS_JSON_ARRAY_END)
    separated = FALSE;
  if (start != pass->reached + separated)
    return ATLAS_JSON_INVALID;
  if (token == ATLAS_JSON_KEY || token == ATLAS_JSON_STRING)
    {
      *text = atlas_json_scanner_get_text (pass->scanner, length);
      if (*text != pass->json + start + 1 || *length == 0)
        return ATLAS_JSON_INVALID;
    }
  pass->reached = end;
  return token;
}

/* An item whose known keys stand in order and hold good texts, and which has no other keys. */
static gboolean
is_good_item (Pass *pass, const AtlasKind *kind)
{
  const AtlasKindState *state = atlas_kind_get_state (kind);
  AtlasJsonToken token;
  const char *text;
  gsize length;
  guint i = 0;

  while ((token = next_tight (pass, i > 0, &text, &length)) == ATLAS_JSON_KEY)
    {
      AtlasValue value = { 0 };

      while (i < kind->n_fields &&
             (state->key_lengths[i] != length || memcmp (kind->fields[i].key, text, length) != 0))
        if ((kind->fields[i++].flags & ATLAS_FIELD_REQUIRED) != 0)
          return FALSE;
      if (i == kind->n_fields || next_tight (pass, TRUE, &text, &length) != ATLAS_JSON_STRING)
        return FALSE;
      atlas_value_borrow_text (&value, text, length);
      if (!atlas_field_check_value (&kind->fields[i++], &value, NULL))
        return FALSE;
    }
  for (; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ATLAS_FIELD_REQUIRED) != 0)
      return FALSE;
  return token == ATLAS_JSON_OBJECT_END;
}

gboolean
atlas_list_is_good (const AtlasField *field, const char *json, gsize length)
{
  Pass pass = { atlas_list_take_scanner (json, length), json, 0 };
  const char *text;
  gsize n;
  guint n_entries = 0;
  AtlasJsonToken token = next_tight (&pass, FALSE, &text, &n);
  gboolean good = token == ATLAS_JSON_ARRAY_START;

  while (good && (token = next_tight (&pass, n_entries > 0, &text, &n)) != ATLAS_JSON_ARRAY_END)
    {
      good = field->items != NULL ? token == ATLAS_JSON_OBJECT_START && is_good_item (&pass, field->items)
                                  : token == ATLAS_JSON_STRING && check_text (field, text, n, NULL);
      n_entries++;
    }
  atlas_list_give_scanner (pass.scanner);
  return good && n_entries > 0 && pass.reached == length;
}

static gboolean
check_item (AtlasJsonScanner *scanner, const AtlasKind *kind, GError **error)
{
  guint64 seen = 0;

  g_assert (kind->n_fields <= 64);

  for (;;)
    {
      AtlasJsonToken token = atlas_json_scanner_next (scanner, error);
      const AtlasField *field;
      AtlasValue value = { 0 };
      gsize length;
      const char *key;
      gboolean good;

      if (token == ATLAS_JSON_OBJECT_END)
        break;
      if (token != ATLAS_JSON_KEY)
        return FALSE;
      key = atlas_json_scanner_get_text (scanner, &length);
      field = atlas_kind_find_field (kind, key, (gssize) length);
      if (field == NULL)
        {
          if (!atlas_json_scanner_skip (scanner, error))
            return FALSE;
          continue;
        }

      if (!atlas_list_read_scalar (scanner, atlas_json_scanner_next (scanner, NULL), &value))
        {
          good = refuse (error, _ ("must be a single value"));
        }
      else
        {
          /* JSON writes a real number without a fraction as it does a whole one. */
          if (value.type == ATLAS_VALUE_INTEGER)
            atlas_field_normalise (field, &value);
          good = atlas_field_check_value (field, &value, error);
        }
      if (value.type != ATLAS_VALUE_NULL)
        seen |= G_GUINT64_CONSTANT (1) << atlas_kind_index_of (kind, field);
      if (!good)
        {
          g_prefix_error (error, "%s: ", field->key);
          return FALSE;
        }
    }

  for (guint i = 0; i < kind->n_fields; i++)
    if ((kind->fields[i].flags & ATLAS_FIELD_REQUIRED) != 0 && (seen >> i & 1) == 0)
      {
        g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_REQUIRED, _ ("%s: is missing"),
                     kind->fields[i].key);
        return FALSE;
      }
  return TRUE;
}

gboolean
atlas_list_check (const AtlasField *field, const char *json, gsize length, GError **error)
{
  AtlasJsonScanner *scanner = atlas_list_take_scanner (json, length);
  AtlasJsonToken token = atlas_json_scanner_next (scanner, NULL);
  gboolean objects = field->type == ATLAS_FIELD_ITEM_LIST;
  gboolean good = token == ATLAS_JSON_ARRAY_START;
  g_autoptr (GError) reason = NULL;
  guint n_entries = 0;

  while (good && (token = atlas_json_scanner_next (scanner, NULL)) != ATLAS_JSON_ARRAY_END)
    {
      n_entries++;
      if (objects)
        good = token == ATLAS_JSON_OBJECT_START && check_item (scanner, field->items, &reason);
      else if (token == ATLAS_JSON_STRING)
        {
          gsize n;
          const char *text = atlas_json_scanner_get_text (scanner, &n);

          good = check_text (field, text, n, &reason);
        }
      else
        good = FALSE;
    }
  good = good && atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_END;
  atlas_list_give_scanner (scanner);
  if (good)
    return TRUE;

  if (reason != NULL && reason->domain == ATLAS_RECORD_ERROR)
    {
      g_set_error (error, ATLAS_RECORD_ERROR, reason->code, _ ("entry %u: %s"), n_entries, reason->message);
      return FALSE;
    }
  return refuse (error, objects ? _ ("must be a list of objects") : _ ("must be a list of texts"));
}
