/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-private.h"

#include <string.h>

#include "atlas-i18n.h"

/* More than anybody types, and room for an area of many corners; a bound for what is pasted by mistake. */
#define MAX_LENGTH 32768
#define MAX_TERMS  100
#define MAX_PARTS  500

static void
part_free (gpointer data)
{
  AtlasQueryPart *self = data;

  g_free (self->text);
  g_free (self);
}

static void
token_free (gpointer data)
{
  AtlasQueryToken *self = data;

  g_free (self->field);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

/* Typographic quotes mean the same: they come with text from other programs, and from French keyboards. */
gsize
atlas_query_quote_length (const char *at)
{
  static const char *const quotes[] = { "\"", "“", "”", "„", "«", "»" };

  for (guint i = 0; i < G_N_ELEMENTS (quotes); i++)
    if (g_str_has_prefix (at, quotes[i]))
      return strlen (quotes[i]);
  return 0;
}

static gboolean
is_space (const char *at)
{
  return g_unichar_isspace (g_utf8_get_char (at));
}

static void
add_part (AtlasQueryToken *token, GString *text, gboolean quoted)
{
  AtlasQueryPart *part;

  const char *first = text->str, *end = text->str + text->len;

  /* « Toronto » has spaces that do not break within its quotes. */
  while (*first != '\0' && is_space (first))
    first = g_utf8_next_char (first);
  while (end > first && is_space (g_utf8_prev_char (end)))
    end = g_utf8_prev_char (end);
  if (first == end && !quoted)
    return;
  part = g_new0 (AtlasQueryPart, 1);
  part->text = g_strndup (first, (gsize) (end - first));
  part->quoted = quoted;
  g_ptr_array_add (token->parts, part);
}

/* A value up to the next space outside of quotes, cut at commas. NULL where a quote stays open. */
static const char *
read_parts (AtlasQueryToken *token, const char *at, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean quoted = FALSE;

  while (*at != '\0' && !is_space (at))
    {
      gsize quote = atlas_query_quote_length (at);

      if (quote > 0)
        {
          const char *open = at;

          quoted = TRUE;
          at += quote;
          while (*at != '\0' && (quote = atlas_query_quote_length (at)) == 0)
            {
              const char *next;

              if (at[0] == '\\' && (at[1] == '"' || at[1] == '\\'))
                at++;
              next = g_utf8_next_char (at);
              g_string_append_len (text, at, next - at);
              at = next;
            }
          if (*at == '\0')
            {
              g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_SYNTAX,
                           _ ("The quote that opens at %s is not closed."), open);
              return NULL;
            }
          at += quote;
        }
      else if (*at == ',')
        {
          add_part (token, text, quoted);
          g_string_truncate (text, 0);
          quoted = FALSE;
          at++;
        }
      else
        {
          const char *next = g_utf8_next_char (at);

          g_string_append_len (text, at, next - at);
          at = next;
        }
    }
  add_part (token, text, quoted);

  if (token->parts->len > MAX_PARTS)
    {
      g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_SYNTAX,
                   _ ("There are more than %d values in one term."), MAX_PARTS);
      return NULL;
    }
  return at;
}

/* The length of a field's name that a colon follows; 0 if @at is a word. */
static gsize
field_length (const char *at)
{
  gsize n = 0;

  if (!g_ascii_isalpha (at[0]))
    return 0;
  while (g_ascii_isalnum (at[n]) || at[n] == '_' || at[n] == '.' || at[n] == '-')
    n++;
  return at[n] == ':' ? n : 0;
}

GPtrArray *
atlas_query_tokenize (const char *text, GError **error)
{
  g_autoptr (GPtrArray) tokens = g_ptr_array_new_with_free_func (token_free);
  const char *at = text;

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error_literal (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_SYNTAX,
                           _ ("The search holds characters that are not valid text (UTF-8)."));
      return NULL;
    }
  if (strlen (text) > MAX_LENGTH)
    {
      g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_SYNTAX,
                   _ ("The search is longer than %d characters."), MAX_LENGTH);
      return NULL;
    }

  while (TRUE)
    {
      AtlasQueryToken *token;
      gsize n;

      while (*at != '\0' && is_space (at))
        at = g_utf8_next_char (at);
      if (*at == '\0')
        break;

      token = g_new0 (AtlasQueryToken, 1);
      token->parts = g_ptr_array_new_with_free_func (part_free);
      token->start = (gsize) (at - text);
      g_ptr_array_add (tokens, token);
      if (tokens->len > MAX_TERMS)
        {
          g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_SYNTAX,
                       _ ("There are more than %d terms in the search."), MAX_TERMS);
          return NULL;
        }

      if (*at == '-')
        {
          token->negated = TRUE;
          at++;
          if (*at == '\0' || *at == '-' || is_space (at))
            {
              g_set_error_literal (
                error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_SYNTAX,
                _ ("A minus must stand right before the term that it leaves out, as in -has:phone."));
              return NULL;
            }
        }

      n = field_length (at);
      if (n > 0)
        {
          token->field = g_ascii_strdown (at, (gssize) n);
          at += n + 1;
        }
      at = read_parts (token, at, error);
      if (at == NULL)
        return NULL;
      token->end = (gsize) (at - text);

      if (token->field != NULL && token->parts->len == 0)
        {
          g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
                       _ ("%s: needs a value, right after the colon."), token->field);
          return NULL;
        }
    }

  return g_steal_pointer (&tokens);
}

void
atlas_query_append_part (GString *out, const char *text, gboolean quoted)
{
  gboolean plain = !quoted && text[0] != '\0';

  /* A backslash is but a sign where no quote stands; within quotes a word would be no beginning any more. */
  for (const char *at = text; plain && *at != '\0'; at = g_utf8_next_char (at))
    plain = !is_space (at) && *at != ',' && atlas_query_quote_length (at) == 0;

  if (plain)
    {
      g_string_append (out, text);
      return;
    }

  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      /* A typographic quote would close ours: it becomes a plain one. */
      gsize quote = atlas_query_quote_length (at);

      if (quote > 0 || *at == '\\')
        g_string_append_c (out, '\\');
      if (quote > 0)
        {
          g_string_append_c (out, '"');
          at += quote - 1;
        }
      else
        {
          g_string_append_c (out, *at);
        }
    }
  g_string_append_c (out, '"');
}

static gboolean
has_words (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if (g_unichar_isalnum (g_utf8_get_char (text)))
      return TRUE;
  return FALSE;
}

/* As the search index wants a text: within double quotes, one within doubled; a star for a prefix. */
static void
append_match (GString *match, const AtlasQueryPart *part)
{
  g_string_append_c (match, '"');
  for (const char *at = part->text; *at != '\0'; at++)
    {
      if (*at == '"')
        g_string_append_c (match, '"');
      g_string_append_c (match, *at);
    }
  g_string_append_c (match, '"');
  if (!part->quoted)
    g_string_append_c (match, '*');
}

gboolean
atlas_query_parse_words (AtlasQueryTerm *term, const AtlasQueryToken *token, const char *column)
{
  g_autoptr (GString) match = g_string_new (NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);

      if (!has_words (part->text))
        continue;
      if (n > 0)
        {
          g_string_append (match, " OR ");
          g_string_append_c (text, ',');
        }
      append_match (match, part);
      /* ",-x" and ",a:b" are words; without the comma they would be something else. */
      if (n == 0 && column == NULL && !part->quoted &&
          (part->text[0] == '-' || field_length (part->text) > 0))
        g_string_append_c (text, ',');
      atlas_query_append_part (text, part->text, part->quoted);
      n++;
    }
  if (n == 0)
    return FALSE;

  if (column != NULL)
    {
      g_string_prepend (match, " : (");
      g_string_prepend (match, column);
      g_string_append_c (match, ')');
      g_string_prepend_c (text, ':');
      g_string_prepend (text, token->field);
    }
  else if (n > 1)
    {
      g_string_prepend_c (match, '(');
      g_string_append_c (match, ')');
    }
  atlas_condition_new (term, ATLAS_CONDITION_TEXT)->match = g_string_free (g_steal_pointer (&match), FALSE);
  g_free (term->text);
  term->text = g_string_free (g_steal_pointer (&text), FALSE);
  return TRUE;
}

static gboolean
refuse_field (const AtlasKind *kind, const char *name, GError **error)
{
  g_autofree char *known = g_strjoinv (", ", (char **) atlas_query_list_fields (kind));

  g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_FIELD,
               _ ("There is no field “%s”. There are: %s. A word that holds a colon goes in quotes."), name,
               known);
  return FALSE;
}

/* The term's own text, where its field's parse function did not write a better one. */
static void
write_text (AtlasQueryTerm *term, const AtlasQueryToken *token, const char *field)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s:", field);
  for (guint i = 0; i < token->parts->len; i++)
    {
      const AtlasQueryPart *part = g_ptr_array_index (token->parts, i);

      if (i > 0)
        g_string_append_c (text, ',');
      atlas_query_append_part (text, part->text, FALSE);
    }
  term->text = g_string_free (text, FALSE);
}

static gboolean
parse_token (AtlasQuery *self, AtlasQueryTerm *term, const AtlasQueryToken *token, GError **error)
{
  const AtlasQueryField *field = atlas_query_find_field (self->kind, token->field);
  const AtlasField *record_field;

  if (field != NULL)
    {
      if (!field->parse (self, field, term, token, error))
        return FALSE;
      if (term->text == NULL)
        write_text (term, token, field->name);
      return TRUE;
    }

  record_field = atlas_kind_find_field (self->kind, token->field, -1);
  if (record_field == NULL)
    return refuse_field (self->kind, token->field, error);
  if (!atlas_query_parse_record_field (self, record_field, term, token, error))
    return FALSE;
  if (term->text == NULL)
    write_text (term, token, record_field->key);
  return TRUE;
}

/* Terms are joined by "and" as it is; some people write it all the same. At the end it may be the beginning
 * of a name. */
static gboolean
is_and (const GPtrArray *tokens, guint index)
{
  const AtlasQueryToken *token = g_ptr_array_index (tokens, index);
  const AtlasQueryPart *part = token->parts->len == 1 ? g_ptr_array_index (token->parts, 0) : NULL;

  return index > 0 && index + 1 < tokens->len && token->field == NULL && !token->negated && part != NULL &&
         !part->quoted && g_ascii_strcasecmp (part->text, "and") == 0;
}

gboolean
atlas_query_parse_text (AtlasQuery *self, GError **error)
{
  g_autoptr (GPtrArray) tokens = atlas_query_tokenize (self->text, error);

  if (tokens == NULL)
    return FALSE;

  for (guint i = 0; i < tokens->len; i++)
    {
      const AtlasQueryToken *token = g_ptr_array_index (tokens, i);
      AtlasQueryTerm *term;

      if (is_and (tokens, i))
        continue;
      term = atlas_query_add_term (self, token->negated);
      if (token->field != NULL)
        {
          if (!parse_token (self, term, token, error))
            return FALSE;
        }
      else if (!atlas_query_parse_words (term, token, NULL))
        {
          /* "Smith & Sons": what holds no letter or digit is not looked for, unless there is nothing else. */
          g_ptr_array_set_size (self->terms, (int) self->terms->len - 1);
        }
    }

  if (self->terms->len == 0 && tokens->len > 0)
    {
      g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_SYNTAX,
                   _ ("“%s” holds no letter and no digit to look for."), self->text);
      return FALSE;
    }
  return TRUE;
}
