/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-i18n.h"
#include "atlas-measure-private.h"
#include "atlas-number.h"
#include "atlas-query-private.h"

static const char segment_field[] = "segment:";

/* The sign between the two searches: the first outside of quotes. */
static const char *
find_sign (const char *text)
{
  gboolean quoted = FALSE;

  for (; *text != '\0'; text++)
    {
      if (quoted && text[0] == '\\' && text[1] != '\0')
        text++;
      else if (*text == '"')
        quoted = !quoted;
      else if (*text == '|' && !quoted)
        return text;
    }
  return NULL;
}

gboolean
atlas_measure_parse_pair (AtlasMeasure *self, const char *argument)
{
  const char *sign = find_sign (argument);

  if (sign == NULL || find_sign (sign + 1) != NULL)
    return FALSE;
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
  const char *query, *name;
  g_autofree char *found = NULL;
  GString *written;
  gboolean same;

  g_return_val_if_fail (self != NULL && self->type == ATLAS_MEASURE_COMPARE, NULL);
  g_return_val_if_fail (side < 2, NULL);

  query = self->sides[side];
  if (!g_str_has_prefix (query, segment_field))
    return NULL;
  name = query + strlen (segment_field);
  if (*name != '"')
    return *name != '\0' && strpbrk (name, " ,\"\t\n") == NULL ? g_strdup (name) : NULL;

  written = g_string_new (NULL);
  for (const char *p = name + 1; *p != '\0' && *p != '"'; p++)
    {
      if (p[0] == '\\' && (p[1] == '"' || p[1] == '\\'))
        p++;
      g_string_append_c (written, *p);
    }
  found = g_string_free (written, FALSE);
  /* Only what is written back the same is nothing else besides. */
  written = g_string_new (NULL);
  atlas_query_append_part (written, found, TRUE);
  same = strcmp (written->str, name) == 0;
  g_string_free (written, TRUE);
  return same ? g_steal_pointer (&found) : NULL;
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
  return segment ? segment : g_strdup (self->sides[side]);
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

char *
atlas_measure_format_pair (const guint pair[2])
{
  g_autofree char *first = atlas_number_format (pair[0]);
  g_autofree char *second = atlas_number_format (pair[1]);

  return atlas_measure_join_pair (first, second);
}

char *
atlas_measure_describe (AtlasMeasure *self, const AtlasAreaValue *value)
{
  g_autofree char *first = NULL, *second = NULL, *first_name = NULL, *second_name = NULL;

  g_return_val_if_fail (self != NULL && value != NULL, NULL);

  if (self->type != ATLAS_MEASURE_COMPARE)
    return atlas_measure_format (self, value);
  first = atlas_number_format (value->pair[0]);
  second = atlas_number_format (value->pair[1]);
  first_name = atlas_measure_dup_side_name (self, 0);
  second_name = atlas_measure_dup_side_name (self, 1);
  /* Translators: two names and their numbers in one area: "Nurses 312, Teachers 45" */
  return g_strdup_printf (_ ("%s %s, %s %s"), first_name, first, second_name, second);
}
