/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A place as people write it on one line. The line is cut into parts at commas and brackets; postcode and
 * country are taken out wherever they stand at an end; what is left is read from the back: region, then city,
 * then what nobody needs, the street. */

#include <string.h>

#include "atlas-gazetteer-private.h"
#include "atlas-geocoder-private.h"
#include "atlas-place-key.h"

#define MAX_PARTS 12

typedef struct
{
  const char *text;
  gsize length;
} Part;

typedef struct
{
  Part parts[MAX_PARTS];
  guint n_parts;
  AtlasPostcode postcode;
  gboolean has_postcode;
  const char *country;
} Line;

static void
trim (Part *part)
{
  while (part->length > 0 && (g_ascii_isspace (part->text[0]) || part->text[0] == '-'))
    {
      part->text++;
      part->length--;
    }
  while (part->length > 0 &&
         (g_ascii_isspace (part->text[part->length - 1]) || part->text[part->length - 1] == '-'))
    part->length--;
}

static void
cut (Line *line, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end && line->n_parts < MAX_PARTS)
    {
      const char *at = text;
      Part part;

      while (at < end && strchr (",;()[]\n\r\t|", *at) == NULL)
        at++;
      part = (Part){ text, (gsize) (at - text) };
      trim (&part);
      if (part.length > 0)
        line->parts[line->n_parts++] = part;
      text = at + 1;
    }
}

/* The last word of a part, and where it begins. */
static gsize
last_word (const Part *part, gsize end)
{
  gsize start = end;

  while (start > 0 && !g_ascii_isspace (part->text[start - 1]))
    start--;
  return start;
}

/* A postcode at the end of a part ("Washington DC 20500", "Ottawa ON K1A 0B1") or at its beginning ("20500
 * Washington"). */
static gboolean
take_postcode (Part *part, AtlasPostcode *postcode)
{
  gsize end = part->length;
  gsize one = last_word (part, end);
  gsize two = one;
  gsize first;

  while (two > 0 && g_ascii_isspace (part->text[two - 1]))
    two--;
  two = last_word (part, two);

  /* Two words first: "K1A 0B1" is more than "0B1", which is nothing. */
  if (two < one && atlas_postcode_find (part->text + two, (gssize) (end - two), postcode) && end - two >= 6)
    part->length = two;
  else if (atlas_postcode_find (part->text + one, (gssize) (end - one), postcode))
    part->length = one;
  else
    {
      for (first = 0; first < end && !g_ascii_isspace (part->text[first]); first++)
        ;
      if (first >= end || first < 5 || !atlas_postcode_find (part->text, (gssize) first, postcode))
        return FALSE;
      part->text += first;
      part->length -= first;
    }
  trim (part);
  return TRUE;
}

static const struct
{
  const char *key, *country;
} country_names[] = {
  { "canada", "CA" },
  { "usa", "US" },
  { "us", "US" },
  { "u s a", "US" },
  { "u s", "US" },
  { "rwanda", "RW" },
  { "etats unis", "US" },
  { "united states", "US" },
  { "united states of america", "US" },
  { "etats unis d amerique", "US" },
  { "leta zunze ubumwe z amerika", "US" },
};

static const char *
country_of (const Part *part)
{
  char key[ATLAS_PLACE_KEY_SIZE];

  if (atlas_place_key (part->text, (gssize) part->length, key) > 0)
    for (guint i = 0; i < G_N_ELEMENTS (country_names); i++)
      if (g_str_equal (key, country_names[i].key))
        return country_names[i].country;
  return NULL;
}

static void
drop_empty (Line *line)
{
  guint to = 0;

  for (guint i = 0; i < line->n_parts; i++)
    if (line->parts[i].length > 0)
      line->parts[to++] = line->parts[i];
  line->n_parts = to;
}

/* "Toronto M5V 3L9 Canada": a country in the last words of the last part, unless the part is a place of its
 * own ("La Cañada"). */
static void
take_trailing_country (Line *line)
{
  Part *part = &line->parts[line->n_parts - 1];
  char key[ATLAS_PLACE_KEY_SIZE];
  gsize at = part->length;
  guint n;

  if (atlas_place_key (part->text, (gssize) part->length, key) == 0)
    return;
  atlas_gazetteer_find_names (key, FALSE, &n);
  for (guint words = 0; n == 0 && words < 6 && line->country == NULL; words++)
    {
      Part tail;

      while (at > 0 && g_ascii_isspace (part->text[at - 1]))
        at--;
      at = last_word (part, at);
      if (at == 0)
        return;
      tail = (Part){ part->text + at, part->length - at };
      line->country = country_of (&tail);
    }
  if (line->country)
    {
      part->length = at;
      trim (part);
    }
}

static void
take_ends (Line *line)
{
  if (line->n_parts > 1 && (line->country = country_of (&line->parts[line->n_parts - 1])))
    line->n_parts--;
  if (line->n_parts > 0 && line->country == NULL)
    take_trailing_country (line);
  for (guint i = line->n_parts; i > 0 && !line->has_postcode && line->n_parts - i < 3; i--)
    line->has_postcode = take_postcode (&line->parts[i - 1], &line->postcode);
  drop_empty (line);
  if (line->n_parts > 1 && line->country == NULL &&
      (line->country = country_of (&line->parts[line->n_parts - 1])))
    line->n_parts--;
}

/* "Toronto ON", "Albany New York", "Toronto Ontario Canada": a region, a country or both in the last words of
 * a key; the rest, cut off in @key, is returned as found in that region. */
static guint
split_region (char *key, guint *region, const char *country)
{
  gsize length = strlen (key);
  guint words = 0;

  for (gsize at = length; at > 0 && words < 4; at--)
    {
      guint matched, place;

      if (key[at - 1] != ' ')
        continue;
      words++;
      matched = atlas_region_match (key + at, -1, country);
      if (matched == ATLAS_REGION_NONE)
        continue;
      key[at - 1] = '\0';
      place = atlas_geocoder_find_in_region (key, matched);
      if (place != ATLAS_PLACE_NONE)
        {
          *region = matched;
          return place;
        }
      key[at - 1] = ' ';
    }
  return ATLAS_PLACE_NONE;
}

/* The last words of a part that also holds a street: "123 Main St Toronto". */
static guint
find_trailing_place (const char *key, guint region)
{
  guint place = ATLAS_PLACE_NONE;
  guint words = 0;

  for (gsize at = strlen (key); at > 0 && words < 3; at--)
    {
      guint longer;

      if (key[at - 1] != ' ')
        continue;
      words++;
      longer = atlas_geocoder_find_in_region (key + at, region);
      if (longer != ATLAS_PLACE_NONE)
        place = longer;
    }
  return place;
}

static gboolean
read_single (Line *line, char *key, AtlasGeocode *result)
{
  guint region = atlas_region_match (key, -1, line->country);
  guint within = line->has_postcode ? line->postcode.region : ATLAS_REGION_NONE;
  guint place;

  if (atlas_geocoder_name_is_region (key, region))
    return atlas_geocoder_settle (ATLAS_PLACE_NONE, region, line->has_postcode ? &line->postcode : NULL,
                                  result);

  place = within != ATLAS_REGION_NONE ? atlas_geocoder_find_in_region (key, within) : ATLAS_PLACE_NONE;
  if (place == ATLAS_PLACE_NONE)
    place =
      atlas_geocoder_find_alone (key, line->parts[0].text, line->parts[0].length, line->country, result);
  if (place == ATLAS_PLACE_NONE && result->n_candidates == 0)
    {
      region = ATLAS_REGION_NONE;
      place = split_region (key, &region, line->country);
      if (place == ATLAS_PLACE_NONE && within != ATLAS_REGION_NONE)
        place = find_trailing_place (key, within);
    }
  return atlas_geocoder_settle (place, region, line->has_postcode ? &line->postcode : NULL, result);
}

/* Several parts: the last that is a region by itself, and the city in a part before it. */
static gboolean
read_parts (Line *line, AtlasGeocode *result)
{
  char keys[MAX_PARTS][ATLAS_PLACE_KEY_SIZE];
  guint region = ATLAS_REGION_NONE, city_end = line->n_parts;
  guint place = ATLAS_PLACE_NONE;

  for (guint i = 0; i < line->n_parts; i++)
    atlas_place_key (line->parts[i].text, (gssize) line->parts[i].length, keys[i]);
  for (guint i = line->n_parts; i > 1 && region == ATLAS_REGION_NONE; i--)
    {
      region = atlas_region_match (keys[i - 1], -1, line->country);
      if (region != ATLAS_REGION_NONE)
        city_end = i - 1;
    }
  if (region == ATLAS_REGION_NONE && line->has_postcode)
    region = line->postcode.region;

  for (guint i = city_end; i > 0 && place == ATLAS_PLACE_NONE; i--)
    {
      if (region != ATLAS_REGION_NONE)
        place = atlas_geocoder_find_in_region (keys[i - 1], region);
      else
        {
          place = split_region (keys[i - 1], &region, line->country);
          if (place == ATLAS_PLACE_NONE)
            place = atlas_geocoder_find_alone (keys[i - 1], line->parts[i - 1].text,
                                               line->parts[i - 1].length, line->country, result);
          if (result->n_candidates > 0)
            return FALSE;
        }
    }
  if (place == ATLAS_PLACE_NONE && region != ATLAS_REGION_NONE && city_end > 0)
    place = find_trailing_place (keys[city_end - 1], region);
  return atlas_geocoder_settle (place, region, line->has_postcode ? &line->postcode : NULL, result);
}

gboolean
atlas_geocode_text (const char *text, gssize length, AtlasGeocode *result)
{
  Line line = { .n_parts = 0 };
  char key[ATLAS_PLACE_KEY_SIZE];
  gsize size;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (result != NULL, FALSE);

  memset (result, 0, sizeof *result);
  result->region = ATLAS_REGION_NONE;
  result->place = ATLAS_PLACE_NONE;
  size = length < 0 ? strlen (text) : (gsize) length;
  cut (&line, text, MIN (size, 1024));
  take_ends (&line);
  if (line.country)
    g_strlcpy (result->country, line.country, sizeof result->country);

  if (line.n_parts == 0)
    return atlas_geocoder_settle (ATLAS_PLACE_NONE, ATLAS_REGION_NONE,
                                  line.has_postcode ? &line.postcode : NULL, result);
  if (line.n_parts > 1)
    return read_parts (&line, result);
  if (line.country == NULL && (line.country = country_of (&line.parts[0])) != NULL)
    {
      g_strlcpy (result->country, line.country, sizeof result->country);
      return atlas_geocoder_settle (ATLAS_PLACE_NONE, ATLAS_REGION_NONE,
                                    line.has_postcode ? &line.postcode : NULL, result);
    }
  if (atlas_place_key (line.parts[0].text, (gssize) line.parts[0].length, key) == 0)
    return FALSE;
  return read_single (&line, key, result);
}
