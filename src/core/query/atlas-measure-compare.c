/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-i18n.h"
#include "atlas-measure-private.h"
#include "atlas-number.h"
#include "atlas-query-private.h"
#include "atlas-query-words.h"

static const char segment_field[] = "segment:";

/* The sign between the two searches: the first outside of quotes. */
static const char *
find_sign (const char *text)
{
  gboolean quoted = FALSE;

  while (*text != '\0')
    {
      gsize quote = atlas_query_quote_length (text);

      if (quoted && text[0] == '\\' && text[1] != '\0')
        text++;
      else if (quote > 0)
        quoted = !quoted;
      else if (*text == '|' && !quoted)
        return text;
      text += MAX (quote, 1);
    }
  return NULL;
}

static gboolean
refuse (const char *complaint, GError **error)
{
  g_set_error (
    error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
    /* Translators: "%s" is a sentence; what follows "such as" is typed as it stands */
    _ ("compare: %s Write two searches with | between them, such as compare:sex:female | sex:male; an "
       "empty one means everyone."),
    complaint);
  return FALSE;
}

gboolean
atlas_measure_parse_pair (AtlasMeasure *self, const char *argument, GError **error)
{
  const char *sign = find_sign (argument);

  if (sign == NULL)
    return refuse (_ ("No | stands between two searches."), error);
  if (find_sign (sign + 1) != NULL)
    return refuse (_ ("There is more than one | outside of quotes."), error);
  self->sides[0] = g_strstrip (g_strndup (argument, (gsize) (sign - argument)));
  self->sides[1] = g_strstrip (g_strdup (sign + 1));
  return TRUE;
}

char *
atlas_measure_write_compare (const char *first, const char *second)
{
  const char *names[] = { first, second };
  g_autoptr (GString) text = g_string_new ("compare:");

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (i > 0)
        g_string_append (text, " | ");
      if (names[i] == NULL)
        continue;
      g_string_append (text, segment_field);
      atlas_query_append_part (text, names[i], TRUE);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The name of the one segment that the search consists of; NULL if it is anything else. */
char *
atlas_measure_dup_side_segment (AtlasMeasure *self, guint side)
{
  g_autoptr (GPtrArray) tokens = NULL;
  const AtlasQueryToken *token;

  g_return_val_if_fail (self != NULL && self->type == ATLAS_MEASURE_COMPARE, NULL);
  g_return_val_if_fail (side < 2, NULL);

  tokens = atlas_query_tokenize (self->sides[side], NULL);
  token = tokens != NULL && tokens->len == 1 ? g_ptr_array_index (tokens, 0) : NULL;
  if (token == NULL || token->negated || g_strcmp0 (token->field, "segment") != 0 || token->parts->len != 1)
    return NULL;
  return g_strdup (((const AtlasQueryPart *) g_ptr_array_index (token->parts, 0))->text);
}

const char *
atlas_measure_get_side_query (AtlasMeasure *self, guint side)
{
  g_return_val_if_fail (self != NULL && self->type == ATLAS_MEASURE_COMPARE, NULL);
  g_return_val_if_fail (side < 2, NULL);

  return self->sides[side];
}

char *
atlas_measure_dup_side_name (AtlasMeasure *self, guint side)
{
  char *segment;

  g_return_val_if_fail (self != NULL && self->type == ATLAS_MEASURE_COMPARE, NULL);
  g_return_val_if_fail (side < 2, NULL);

  if (*self->sides[side] == '\0')
    return g_strdup (_ ("Everyone"));
  segment = atlas_measure_dup_side_segment (self, side);
  return segment ? segment : atlas_query_dup_words (self->sides[side]);
}

char *
atlas_measure_join_pair (const char *first, const char *second)
{
  /* Translators: two numbers of one area, of those who are compared on a map: "312 · 45" */
  return g_strdup_printf (C_ ("compared", "%s · %s"), first, second);
}

char *
atlas_measure_format_from (double low)
{
  g_autofree char *number = atlas_number_format ((gint64) low);

  /* Translators: so many or more, as short as can be: "13+" */
  return g_strdup_printf (C_ ("class", "%s+"), number);
}

const char *
atlas_measure_get_neither_label (void)
{
  /* Translators: in a legend: areas in which there is nobody of either of the two that are compared */
  return _ ("None of either");
}

char *
atlas_measure_format_pair (const guint pair[2])
{
  g_autofree char *first = atlas_number_format (pair[0]);
  g_autofree char *second = atlas_number_format (pair[1]);

  return atlas_measure_join_pair (first, second);
}

/* A number, and of how many where these are few. */
static char *
describe_number (AtlasMeasure *self, const AtlasAreaValue *value)
{
  g_autofree char *number = atlas_measure_format (self, value);

  if (!atlas_measure_is_of_few (self, value))
    return g_steal_pointer (&number);
  if (self->type == ATLAS_MEASURE_COVERAGE)
    /* Translators: a percentage, and of how few people that are estimated: "50 % of only 4 estimated" */
    return g_strdup_printf (
      ngettext ("%s of only %u estimated", "%s of only %u estimated", value->estimate[1]), number,
      value->estimate[1]);
  /* Translators: a percentage, or a median, and of how few: "50 % of only 2 people" */
  return g_strdup_printf (ngettext ("%s of only %u person", "%s of only %u people", value->known), number,
                          value->known);
}

char *
atlas_measure_describe (AtlasMeasure *self, const AtlasAreaValue *value)
{
  g_autofree char *first = NULL, *second = NULL, *first_name = NULL, *second_name = NULL;

  g_return_val_if_fail (self != NULL && value != NULL, NULL);

  if (self->type != ATLAS_MEASURE_COMPARE)
    return describe_number (self, value);
  first = atlas_number_format (value->pair[0]);
  second = atlas_number_format (value->pair[1]);
  first_name = atlas_measure_dup_side_name (self, 0);
  second_name = atlas_measure_dup_side_name (self, 1);
  /* Translators: two names and their numbers in one area: "Nurses 312, Teachers 45" */
  return g_strdup_printf (_ ("%s %s, %s %s"), first_name, first, second_name, second);
}
