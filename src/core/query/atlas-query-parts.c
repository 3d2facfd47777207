/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-parts.h"

#include <string.h>

#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-region.h"

GString *
atlas_query_start_text (const char *field)
{
  GString *text = g_string_new (field);

  return g_string_append_c (text, ':');
}

void
atlas_query_add_text_part (GString *text, const char *part)
{
  if (text->len > 0 && text->str[text->len - 1] != ':')
    g_string_append_c (text, ',');
  atlas_query_append_part (text, part, FALSE);
}

gboolean
atlas_query_is_none (const AtlasQueryPart *part)
{
  return !part->quoted && g_ascii_strcasecmp (part->text, "none") == 0;
}

void
atlas_query_add_record (AtlasQueryTerm *term, const char *format, ...)
{
  AtlasCondition *condition = atlas_condition_new (term, ATLAS_CONDITION_RECORD);
  va_list args;

  va_start (args, format);
  condition->sql = g_strdup_vprintf (format, args);
  va_end (args);
}

gboolean
atlas_query_refuse_value (const char *field, const char *value, const char *allowed, GError **error)
{
  g_set_error (
    error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
    /* Translators: a search field, what was typed, and what may be: "age:", "old", "years, such as 30" */
    _ ("%s: “%s” is not understood. Allowed: %s."), field, value, allowed);
  return FALSE;
}

gboolean
atlas_query_refuse_values (const char *field, const char *value, const char *const *allowed, GError **error)
{
  g_autofree char *list = g_strjoinv (", ", (char **) allowed);

  return atlas_query_refuse_value (field, value, list, error);
}

/* More than a person reads in a sentence. */
#define MAX_LISTED 30

gboolean
atlas_query_refuse_choice (const char *field,
                           const char *value,
                           const AtlasVocabulary *vocabulary,
                           GError **error)
{
  guint n_terms = atlas_vocabulary_get_n_terms (vocabulary);
  g_autoptr (GString) list = g_string_new (NULL);

  if (vocabulary == &atlas_vocabulary_country)
    return atlas_query_refuse_value (field, value,
                                     _ ("a country’s two letters or name, such as CA, US or RW"), error);
  if (vocabulary == &atlas_vocabulary_language)
    return atlas_query_refuse_value (field, value,
                                     _ ("a language’s letters or name, such as rw, fr or English"), error);
  if (vocabulary == &atlas_vocabulary_occupation)
    return atlas_query_refuse_value (
      field, value, _ ("a code of one to four digits (ISCO-08), such as 22 or 2221, or a group’s name"),
      error);

  for (guint i = 0; i < MIN (n_terms, MAX_LISTED); i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", atlas_vocabulary_get_key (vocabulary, i));
  if (n_terms > MAX_LISTED)
    g_string_append (list, ", …");
  return atlas_query_refuse_value (field, value, list->str, error);
}

gboolean
atlas_query_refuse_region (const char *field, const char *value, GError **error)
{
  g_autoptr (GString) list = g_string_new (NULL);

  for (guint region = 0; region < atlas_region_get_n (); region++)
    g_string_append_printf (list, "%s%s", region > 0 ? ", " : "", atlas_region_get_code (region));
  return atlas_query_refuse_value (field, value, list->str, error);
}

gboolean
atlas_query_refuse_days (const char *field, const char *value, GError **error)
{
  return atlas_query_refuse_value (field, value,
                                   _ ("a day, month or year, such as 2026-11-24, 2026-11.. or >=2026, or a "
                                      "time until today or from today on, such as -1y, -6m, +2w or <-30d"),
                                   error);
}

/* --- Fields that have nothing of their own in the query language: by their type in the field table. */

static gboolean
parse_numbers (
  AtlasQuery *query, const AtlasField *field, AtlasQueryTerm *term, const char *text, GError **error)
{
  AtlasRange range;

  if (!atlas_query_parse_range (text, G_MININT32, G_MAXINT32, &range))
    return atlas_query_refuse_value (field->key, text, _ ("a number, such as 5, 2..8 or >=10"), error);
  atlas_query_add_record (term, "r.\"%s\" BETWEEN %s AND %s", field->column,
                          atlas_query_add_integer (query, range.low),
                          atlas_query_add_integer (query, range.high));
  return TRUE;
}

static gboolean
parse_days (
  AtlasQuery *query, const AtlasField *field, AtlasQueryTerm *term, const char *text, GError **error)
{
  char first[11], last[11];

  if (!atlas_query_parse_days (text, query->today, first, last))
    return atlas_query_refuse_days (field->key, text, error);
  atlas_query_add_record (term, "substr (r.\"%s\", 1, 10) BETWEEN %s AND %s", field->column,
                          atlas_query_add_text (query, first), atlas_query_add_text (query, last));
  return TRUE;
}

static gboolean
parse_key (AtlasQuery *query, const AtlasField *field, AtlasQueryTerm *term, const char *text, GError **error)
{
  const char *key = text;

  if (!atlas_vocabulary_accepts (field->vocabulary, text, -1))
    key = atlas_vocabulary_match (field->vocabulary, text);
  if (key == NULL)
    return atlas_query_refuse_choice (field->key, text, field->vocabulary, error);

  if (field->type == ATLAS_FIELD_CHOICE_LIST)
    atlas_query_add_record (term, "EXISTS (SELECT 1 FROM json_each (r.\"%s\") WHERE value = %s)",
                            field->column, atlas_query_add_text (query, key));
  else
    atlas_query_add_record (term, "r.\"%s\" = %s", field->column, atlas_query_add_text (query, key));
  return TRUE;
}

/* Words one after the other, the last a prefix; "ada@example.org" is three. */
static gboolean
parse_words (
  AtlasQuery *query, const AtlasField *field, AtlasQueryTerm *term, const char *text, GError **error)
{
  char folded[512];
  g_autofree char *pattern = NULL;

  if (atlas_fold_words (text, -1, folded, sizeof folded) == 0)
    return atlas_query_refuse_value (field->key, text, _ ("words or their beginning"), error);
  pattern = g_strconcat (" ", folded, NULL);
  atlas_query_add_record (term, "instr (' ' || atlas_words (r.\"%s\"), %s) > 0", field->column,
                          atlas_query_add_text (query, pattern));
  return TRUE;
}

static gboolean
parse_record_part (
  AtlasQuery *query, const AtlasField *field, AtlasQueryTerm *term, const char *text, GError **error)
{
  switch (field->type)
    {
    case ATLAS_FIELD_INTEGER:
    case ATLAS_FIELD_YEAR:
    case ATLAS_FIELD_LEVEL:
      return parse_numbers (query, field, term, text, error);
    case ATLAS_FIELD_DATE:
    case ATLAS_FIELD_TIMESTAMP:
    case ATLAS_FIELD_DATE_TIME:
      return parse_days (query, field, term, text, error);
    case ATLAS_FIELD_CHOICE:
    case ATLAS_FIELD_CHOICE_LIST:
      return parse_key (query, field, term, text, error);
    case ATLAS_FIELD_TEXT:
    case ATLAS_FIELD_LONG_TEXT:
    case ATLAS_FIELD_TEXT_LIST:
      return parse_words (query, field, term, text, error);
    case ATLAS_FIELD_ITEM_LIST:
      atlas_query_add_record (term, "EXISTS (SELECT 1 FROM json_tree (r.\"%s\") WHERE atom = %s)",
                              field->column, atlas_query_add_text (query, text));
      return TRUE;
    case ATLAS_FIELD_REAL:
    default:
      return atlas_query_refuse_value (field->key, text,
                                       _ ("none; positions are searched by near: and bbox:"), error);
    }
}

gboolean
atlas_query_parse_record_field (AtlasQuery *query,
                                const AtlasField *field,
                                AtlasQueryTerm *term,
                                const AtlasQueryToken *token,
                                GError **error)
{
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);

      if (atlas_query_is_none (part))
        atlas_query_add_record (term, "r.\"%s\" IS NULL", field->column);
      else if (!parse_record_part (query, field, term, part->text, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
atlas_query_parse_plain (AtlasQuery *query,
                         const AtlasQueryField *field,
                         AtlasQueryTerm *term,
                         const AtlasQueryToken *token,
                         GError **error)
{
  const AtlasField *record_field =
    atlas_kind_find_field (query->kind, field->key != NULL ? field->key : field->name, -1);

  g_assert (record_field != NULL);
  return atlas_query_parse_record_field (query, record_field, term, token, error);
}
