/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-said.h"

#include <string.h>

#include "atlas-query-private.h"

/* The field's name, whichever of its two the text has; NULL where there is no such field. */
static const char *
get_name (const AtlasKind *kind, const char *name)
{
  const AtlasQueryField *field = atlas_query_find_field (kind, name);
  const AtlasField *record_field = field ? NULL : atlas_kind_find_field (kind, name, -1);

  return field ? field->name : record_field ? record_field->key : NULL;
}

static gboolean
is_of_field (const AtlasKind *kind, const AtlasQueryToken *token, const char *name)
{
  return token->field != NULL && g_strcmp0 (get_name (kind, token->field), name) == 0;
}

/* --- One value. */

/* "30", "25..40", ">=65" or "<=17". */
static char *
write_range (gint64 low, gint64 high, gint64 minimum, gint64 maximum)
{
  if (low == high)
    return g_strdup_printf ("%" G_GINT64_FORMAT, low);
  if (high >= maximum)
    return g_strdup_printf (">=%" G_GINT64_FORMAT, low);
  if (low <= minimum)
    return g_strdup_printf ("<=%" G_GINT64_FORMAT, high);
  return g_strdup_printf ("%" G_GINT64_FORMAT "..%" G_GINT64_FORMAT, low, high);
}

static gboolean
is_years (const AtlasQueryField *field)
{
  return field != NULL &&
         (field->facet == ATLAS_FACET_BIRTH_YEAR || field->facet == ATLAS_FACET_ARRIVAL_YEAR);
}

static gboolean
is_days (const AtlasQueryField *field)
{
  return field != NULL && (field->facet == ATLAS_FACET_UPDATED || field->facet == ATLAS_FACET_CONFIRMED ||
                           field->facet == ATLAS_FACET_CREATED || field->facet == ATLAS_FACET_CONTACTED);
}

static gint64
get_lowest (const AtlasQueryField *field)
{
  return strcmp (field->name, "age") == 0 ? 0 : 1;
}

static char *
write_part (const AtlasQueryField *field, const AtlasQueryPart *part)
{
  GString *text;
  AtlasRange range;
  char *days = is_days (field) ? atlas_query_write_days (part->text) : NULL;

  if (days != NULL)
    return days;
  if (is_years (field) && atlas_query_parse_range (part->text, get_lowest (field), G_MAXINT, &range))
    return write_range (range.low, range.high, get_lowest (field), G_MAXINT);
  /* Of a contact "never" is a word for "none". */
  if (field != NULL && field->facet == ATLAS_FACET_CONTACTED && !part->quoted)
    return g_strdup ("none");
  text = g_string_new (NULL);
  atlas_query_append_part (text, part->text, part->quoted);
  return g_string_free (text, FALSE);
}

static void
add_value (GPtrArray *values, char *value)
{
  if (g_ptr_array_find_with_equal_func (values, value, g_str_equal, NULL))
    g_free (value);
  else
    g_ptr_array_add (values, value);
}

/* Levels one by one: ">=6" is 6, 7 and 8. */
static void
add_levels (GPtrArray *values, const AtlasQueryTerm *term)
{
  const AtlasCondition *condition = g_ptr_array_index (term->conditions, 0);

  for (guint i = 0; i < condition->ranges->len; i++)
    {
      const AtlasRange *range = &g_array_index (condition->ranges, AtlasRange, i);

      for (gint64 level = range->low; level <= range->high; level++)
        add_value (values, level == ATLAS_POINT_NO_EDUCATION ? g_strdup ("none")
                                                             : g_strdup_printf ("%" G_GINT64_FORMAT, level));
    }
}

/* Of a text that is one term of @name, without a minus. FALSE where it is not understood. */
static gboolean
list_values (const AtlasKind *kind, const char *name, const char *text, GPtrArray *values)
{
  const AtlasQueryField *field = atlas_query_find_field (kind, name);
  g_autoptr (AtlasQuery) query = atlas_query_parse_in (kind, text, &atlas_query_any_scope, NULL);
  g_autoptr (GPtrArray) tokens = NULL;
  const AtlasQueryTerm *term;
  const AtlasQueryToken *token;

  if (query == NULL || query->terms->len != 1)
    return FALSE;
  term = g_ptr_array_index (query->terms, 0);
  if (field != NULL && field->facet == ATLAS_FACET_EDUCATION)
    {
      add_levels (values, term);
      return TRUE;
    }

  tokens = atlas_query_tokenize (term->text, NULL);
  if (tokens == NULL || tokens->len != 1)
    return FALSE;
  token = g_ptr_array_index (tokens, 0);
  for (guint i = 0; i < token->parts->len; i++)
    add_value (values, write_part (field, g_ptr_array_index (token->parts, i)));
  return TRUE;
}

char *
atlas_query_normalize_value (const AtlasKind *kind, const char *field, const char *value)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  const char *name;

  g_return_val_if_fail (kind != NULL && field != NULL && value != NULL, NULL);

  name = get_name (kind, field);
  text = g_strconcat (field, ":", value, NULL);
  if (name == NULL || !list_values (kind, name, text, values) || values->len == 0)
    return NULL;
  return g_strdup (g_ptr_array_index (values, 0));
}

char *
atlas_query_quote_value (const char *text, gboolean exact)
{
  GString *quoted = g_string_new (NULL);

  atlas_query_append_part (quoted, text, exact);
  return g_string_free (quoted, FALSE);
}

gboolean
atlas_query_get_range (const AtlasKind *kind, const char *name, const char *value, int *low, int *high)
{
  const AtlasQueryField *field;
  AtlasRange range;

  g_return_val_if_fail (kind != NULL && name != NULL && value != NULL, FALSE);
  g_return_val_if_fail (low != NULL && high != NULL, FALSE);

  field = atlas_query_find_field (kind, name);
  if (!is_years (field) || !atlas_query_parse_range (value, get_lowest (field) - 1, G_MAXINT, &range))
    return FALSE;
  *low = range.low < get_lowest (field) ? -1 : (int) MIN (range.low, G_MAXINT);
  *high = range.high >= G_MAXINT ? -1 : (int) range.high;
  return TRUE;
}

gboolean
atlas_query_get_days (const char *value, char first[11], char last[11])
{
  char today[ATLAS_DATE_TEXT_SIZE];

  g_return_val_if_fail (value != NULL, FALSE);

  atlas_date_today (today);
  if (!atlas_query_parse_days (value, today, first, last))
    return FALSE;
  if (atlas_query_is_open_day (first))
    first[0] = '\0';
  if (atlas_query_is_open_day (last))
    last[0] = '\0';
  return TRUE;
}

/* --- The text. */

/* @own: (out): the one term that asks for something; NULL where there is none or more than one */
static AtlasQuerySaid *
read_tokens (const AtlasKind *kind,
             const char *text,
             const char *name,
             const GPtrArray *tokens,
             const AtlasQueryToken **own)
{
  AtlasQuerySaid *said = g_new0 (AtlasQuerySaid, 1);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) terms = g_string_new (NULL);
  guint n_asking = 0, n_leaving = 0;
  gboolean understood = TRUE;

  *own = NULL;
  for (guint i = 0; i < tokens->len; i++)
    {
      const AtlasQueryToken *token = g_ptr_array_index (tokens, i);

      if (!is_of_field (kind, token, name))
        continue;
      if (terms->len > 0)
        g_string_append_c (terms, ' ');
      g_string_append_len (terms, text + token->start, (gssize) (token->end - token->start));
      if (token->negated)
        n_leaving++;
      else if (n_asking++ == 0)
        *own = token;
    }
  if (n_asking > 1)
    *own = NULL;
  if (*own != NULL)
    {
      g_autofree char *term = g_strndup (text + (*own)->start, (*own)->end - (*own)->start);

      understood = list_values (kind, name, term, values);
    }

  said->says = n_asking + n_leaving == 0                       ? ATLAS_QUERY_SAYS_NOTHING
               : n_asking == 1 && n_leaving == 0 && understood ? ATLAS_QUERY_SAYS_VALUES
                                                               : ATLAS_QUERY_SAYS_MORE;
  said->settable = n_asking <= 1 && understood;
  if (!understood)
    g_ptr_array_set_size (values, 0);
  g_ptr_array_add (values, NULL);
  said->values = (char **) g_ptr_array_free (g_steal_pointer (&values), FALSE);
  said->terms = terms->len > 0 ? g_strdup (terms->str) : NULL;
  return said;
}

static AtlasQuerySaid *
read_field (
  const AtlasKind *kind, const char *text, const char *field, GPtrArray **tokens, const AtlasQueryToken **own)
{
  const char *name = get_name (kind, field);
  AtlasQuerySaid *said;

  *own = NULL;
  *tokens = name ? atlas_query_tokenize (text, NULL) : NULL;
  if (*tokens != NULL)
    return read_tokens (kind, text, name, *tokens, own);

  said = g_new0 (AtlasQuerySaid, 1);
  said->says = ATLAS_QUERY_SAYS_UNREADABLE;
  said->values = g_new0 (char *, 1);
  return said;
}

AtlasQuerySaid *
atlas_query_read_field (const AtlasKind *kind, const char *text, const char *field)
{
  g_autoptr (GPtrArray) tokens = NULL;
  const AtlasQueryToken *own;

  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (field != NULL, NULL);

  return read_field (kind, text ? text : "", field, &tokens, &own);
}

void
atlas_query_said_free (AtlasQuerySaid *self)
{
  g_return_if_fail (self != NULL);

  g_strfreev (self->values);
  g_free (self->terms);
  g_free (self);
}

gboolean
atlas_query_said_has (const AtlasQuerySaid *self, const char *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  return g_strv_contains ((const char *const *) self->values, value);
}

/* Takes the term out, and the blanks that parted it from its neighbour. */
static void
cut (GString *text, const AtlasQueryToken *token)
{
  gsize start = token->start, end = token->end;

  while (text->str[end] != '\0' && g_unichar_isspace (g_utf8_get_char (text->str + end)))
    end = (gsize) (g_utf8_next_char (text->str + end) - text->str);
  if (text->str[end] == '\0')
    while (start > 0)
      {
        const char *before = g_utf8_prev_char (text->str + start);

        if (!g_unichar_isspace (g_utf8_get_char (before)))
          break;
        start = (gsize) (before - text->str);
      }
  g_string_erase (text, (gssize) start, (gssize) (end - start));
}

char *
atlas_query_set_field (const AtlasKind *kind, const char *text, const char *field, const char *const *values)
{
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (AtlasQuerySaid) said = NULL;
  g_autoptr (GString) out = NULL;
  g_autofree char *joined = NULL;
  const AtlasQueryToken *own;

  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (field != NULL, NULL);

  if (text == NULL)
    text = "";
  said = read_field (kind, text, field, &tokens, &own);
  if (!said->settable)
    return g_strdup (text);

  out = g_string_new (text);
  joined = values ? g_strjoinv (",", (char **) values) : g_strdup ("");
  if (joined[0] == '\0')
    {
      if (own != NULL)
        cut (out, own);
    }
  else if (own != NULL)
    {
      /* The field by the name that the person gave it. */
      gsize start = (gsize) (strchr (text + own->start, ':') - text) + 1;

      g_string_erase (out, (gssize) start, (gssize) (own->end - start));
      g_string_insert (out, (gssize) start, joined);
    }
  else
    {
      if (out->len > 0 && !g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (out->str + out->len))))
        g_string_append_c (out, ' ');
      g_string_append_printf (out, "%s:%s", field, joined);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}

char *
atlas_query_toggle_value (
  const AtlasKind *kind, const char *text, const char *field, const char *value, gboolean on)
{
  g_autoptr (AtlasQuerySaid) said = NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new ();

  g_return_val_if_fail (value != NULL, NULL);

  said = atlas_query_read_field (kind, text, field);
  if (atlas_query_said_has (said, value) == on)
    return g_strdup (text ? text : "");
  for (guint i = 0; said->values[i] != NULL; i++)
    if (on || !g_str_equal (said->values[i], value))
      g_ptr_array_add (values, said->values[i]);
  if (on)
    g_ptr_array_add (values, (gpointer) value);
  g_ptr_array_add (values, NULL);
  return atlas_query_set_field (kind, text, field, (const char *const *) values->pdata);
}

char *
atlas_query_clear_field (const AtlasKind *kind, const char *text, const char *field)
{
  g_autoptr (GPtrArray) tokens = NULL;
  g_autoptr (GString) out = NULL;
  const char *name;

  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (field != NULL, NULL);

  out = g_string_new (text);
  name = get_name (kind, field);
  tokens = atlas_query_tokenize (out->str, NULL);
  for (guint i = tokens && name ? tokens->len : 0; i > 0; i--)
    {
      const AtlasQueryToken *token = g_ptr_array_index (tokens, i - 1);

      if (is_of_field (kind, token, name))
        cut (out, token);
    }
  return g_string_free (g_steal_pointer (&out), FALSE);
}
