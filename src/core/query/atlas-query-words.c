/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-words.h"

#include <string.h>

#include "atlas-facet-count.h"
#include "atlas-i18n.h"
#include "atlas-query-said.h"
#include "atlas-selection.h"

char *
atlas_query_dup_values_words (const char *field, char **values)
{
  g_autoptr (GString) list = g_string_new (NULL);
  gboolean rising;
  guint n;

  g_return_val_if_fail (field != NULL && values != NULL, NULL);

  n = g_strv_length (values);
  rising = n > 1 && strcmp (field, "education") == 0 && strcmp (values[n - 1], "8") == 0;

  for (guint i = 0; i + 1 < n && rising; i++)
    rising = values[i][1] == '\0' && values[i + 1][0] == values[i][0] + 1;
  if (rising)
    {
      g_autofree char *least = atlas_facet_dup_label (field, values[0]);

      /* Translators: a level of education and all above it: "Bachelor’s or higher" */
      return g_strdup_printf (_ ("%s or higher"), least);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *label = atlas_facet_dup_label (field, values[i]);

      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", label);
    }
  return g_string_free (g_steal_pointer (&list), FALSE);
}

/* Takes what the text says of one field out of it, and adds it in words. */
static char *
say_field (const char *text, const char *field, const char *title, GString *words)
{
  g_autoptr (AtlasQuerySaid) said = atlas_query_read_field (&atlas_kind_member, text, field);
  g_autofree char *values = NULL;

  if (said->says != ATLAS_QUERY_SAYS_VALUES || !said->settable)
    return g_strdup (text);
  values = atlas_query_dup_values_words (field, said->values);
  if (words->len > 0)
    g_string_append (words, "; ");
  if (title != NULL)
    /* Translators: what is searched for: a field and its values, such as "Sector: Education, Health" */
    g_string_append_printf (words, C_ ("search", "%s: %s"), title, values);
  else
    g_string_append (words, values);
  return atlas_query_clear_field (&atlas_kind_member, text, field);
}

/* What an area is called that was chosen rather than drawn; else NULL. @value: in quotes or not */
static char *
dup_area_name (const char *value)
{
  g_autofree char *text = g_strdelimit (g_strdup (value), "\"", ' ');
  g_autoptr (AtlasSelection) selection = atlas_selection_from_text (g_strstrip (text), NULL);

  return selection != NULL ? atlas_selection_dup_name (selection) : NULL;
}

/* Of the terms of a field, with blanks between them and within quotes. */
static guint
count_terms (const char *terms)
{
  gboolean quoted = FALSE, within = FALSE;
  guint n = 0;

  for (; *terms != '\0'; terms++)
    {
      n += !within && *terms != ' ';
      if (*terms == '"')
        quoted = !quoted;
      within = quoted || *terms != ' ';
    }
  return n;
}

/* @one: what one that was drawn is called */
static char *
say_areas (const AtlasQuerySaid *said, const char *one)
{
  gboolean single =
    said->says == ATLAS_QUERY_SAYS_VALUES && said->values[0] != NULL && said->values[1] == NULL;
  char *name = single ? dup_area_name (said->values[0]) : NULL;
  guint n = count_terms (said->terms);

  if (name != NULL)
    return name;
  return n < 2 ? g_strdup (one) : g_strdup_printf (ngettext ("%u drawn area", "%u drawn areas", n), n);
}

char *
atlas_query_dup_areas (const char *text)
{
  g_autoptr (AtlasQuerySaid) said = atlas_query_read_field (&atlas_kind_member, text, "area");

  return said->terms != NULL ? say_areas (said, _ ("A drawn area")) : NULL;
}

static char *
add_areas (const char *text, GString *areas)
{
  g_autoptr (AtlasQuerySaid) said = atlas_query_read_field (&atlas_kind_member, text, "area");
  g_autofree char *words = said->terms != NULL ? say_areas (said, _ ("a drawn area")) : NULL;

  if (words == NULL)
    return g_strdup (text);
  g_string_append (areas, words);
  return atlas_query_clear_field (&atlas_kind_member, text, "area");
}

char *
atlas_query_dup_words (const char *text)
{
  const char *const *fields = atlas_facet_list_fields ();
  g_autoptr (GString) words = g_string_new (NULL);
  g_autoptr (GString) areas = g_string_new (NULL);
  g_autofree char *unplaced = NULL;
  g_autofree char *rest = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  unplaced = add_areas (text, areas);
  rest = say_field (unplaced, "segment", NULL, words);
  for (guint i = 0; fields[i]; i++)
    {
      g_autofree char *before = rest;

      rest = say_field (before, fields[i], atlas_facet_get_title (fields[i]), words);
    }
  g_strstrip (rest);
  if (*rest != '\0')
    g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "", rest);
  if (areas->len > 0)
    g_string_append_printf (words, "%s%s", words->len > 0 ? "; " : "", areas->str);
  return g_string_free (g_steal_pointer (&words), FALSE);
}
