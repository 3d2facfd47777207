/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-address-lines.h"

#include <string.h>

#include "atlas-region.h"

char *
atlas_address_dup_region (AtlasRecord *record)
{
  const char *code;
  guint region;

  g_return_val_if_fail (record != NULL, NULL);

  code = atlas_record_get_text (record, "address.region");
  if (code == NULL)
    return NULL;
  if (strlen (code) > 3 && g_ascii_isalpha (code[3]))
    return g_strdup (code + 3);
  region = atlas_region_find (code, -1);
  return g_strdup (region != ATLAS_REGION_NONE ? atlas_region_get_name (region) : code);
}

/* In capitals, in one line, without spaces at the ends; NULL where nothing is left. */
static char *
capitalise (const char *text)
{
  g_autofree char *line = text != NULL ? g_strdelimit (g_strdup (text), "\r\n\t\v\f", ' ') : NULL;

  if (line == NULL || *g_strstrip (line) == '\0')
    return NULL;
  return g_utf8_strup (line, -1);
}

/* A street may have been written in several lines. */
static void
add_street (GPtrArray *lines, const char *street)
{
  g_auto (GStrv) parts = g_strsplit_set (street != NULL ? street : "", "\r\n", -1);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      char *line = capitalise (parts[i]);

      if (line != NULL)
        g_ptr_array_add (lines, line);
    }
}

/* "K1A0B1" is written "K1A 0B1". */
static char *
space_postcode (char *postcode)
{
  char *spaced;

  if (postcode == NULL || strlen (postcode) != 6 || !g_ascii_isalpha (postcode[0]))
    return postcode;
  spaced = g_strdup_printf ("%.3s %s", postcode, postcode + 3);
  g_free (postcode);
  return spaced;
}

static void
append_word (GString *line, const char *gap, const char *word)
{
  if (word == NULL)
    return;
  if (line->len > 0)
    g_string_append (line, gap);
  g_string_append (line, word);
}

static char *
make_place (AtlasRecord *record, const char *country)
{
  g_autofree char *region_name = atlas_address_dup_region (record);
  g_autofree char *region = capitalise (region_name);
  g_autofree char *city = capitalise (atlas_record_get_text (record, "address.city"));
  g_autofree char *postcode = capitalise (atlas_record_get_text (record, "address.postcode"));
  gboolean canada = g_strcmp0 (country, "CA") == 0;
  GString *line = g_string_new (NULL);

  if (canada)
    postcode = space_postcode (g_steal_pointer (&postcode));
  if (canada || g_strcmp0 (country, "US") == 0)
    {
      append_word (line, " ", city);
      append_word (line, " ", region);
      append_word (line, canada ? "  " : " ", postcode);
    }
  else
    {
      append_word (line, " ", postcode);
      append_word (line, " ", city);
      if (region != NULL && !g_ascii_isdigit (*region) && g_strcmp0 (region, city) != 0)
        append_word (line, ", ", region);
    }
  return g_string_free (line, FALSE);
}

GStrv
atlas_address_dup_lines (AtlasRecord *record, const char *from)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);
  const char *country;
  g_autofree char *place = NULL;

  g_return_val_if_fail (record != NULL, NULL);

  country = atlas_record_get_text (record, "address.country");
  add_street (lines, atlas_record_get_text (record, "address.street"));
  place = make_place (record, country);
  if (*place != '\0')
    g_ptr_array_add (lines, g_steal_pointer (&place));
  if (country != NULL && g_strcmp0 (country, from) != 0)
    {
      const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (record), "address.country", -1);
      g_autofree char *name = atlas_field_display (field, atlas_record_get_value (record, field));
      char *line = capitalise (name);

      if (line != NULL)
        g_ptr_array_add (lines, line);
    }
  g_ptr_array_add (lines, NULL);
  return (GStrv) g_ptr_array_steal (lines, NULL);
}
