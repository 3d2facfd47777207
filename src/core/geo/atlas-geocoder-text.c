/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A place as people write it on one line. The line is cut into parts at commas and brackets; postcode and
 * country are taken out wherever they stand at an end; what is left is read from the back: region, then city,
 * then what nobody needs, the street. */

#include <string.h>

#include "atlas-country.h"
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

/* The end of a line says most: what is too much is dropped from the beginning. */
static void
cut (Line *line, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      const char *at = text;
      Part part;

      while (at < end && (*at == '\0' || strchr (",;()[]\n\r\t|/", *at) == NULL))
        at++;
      part = (Part){ text, (gsize) (at - text) };
      trim (&part);
      if (part.length > 0 && line->n_parts == MAX_PARTS)
        {
          memmove (line->parts, line->parts + 1, (MAX_PARTS - 1) * sizeof *line->parts);
          line->n_parts--;
        }
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

static gboolean
is_ours (const char *country)
{
  return g_str_equal (country, "CA") || g_str_equal (country, "US") || g_str_equal (country, "RW");
}

static const char *
country_of (const Part *part)
{
  return atlas_country_match (part->text, (gssize) part->length);
}

static const char *
our_country_of (const Part *part)
{
  const char *country = country_of (part);

  return country && is_ours (country) ? country : NULL;
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
      line->country = our_country_of (&tail);
    }
  if (line->country)
    {
      part->length = at;
      trim (part);
    }
}

/* A foreign country ends the reading: a postcode before it is not ours either ("75001 Paris, France"). After
 * a postcode of ours it is none: "Jamaica 11432" is in New York. */
static void
take_ends (Line *line)
{
  if (line->n_parts > 1 && (line->country = country_of (&line->parts[line->n_parts - 1])))
    line->n_parts--;
  if (line->country && !is_ours (line->country))
    return;
  if (line->n_parts > 0 && line->country == NULL)
    take_trailing_country (line);
  for (guint i = line->n_parts; i > 0 && !line->has_postcode && line->n_parts - i < 3; i--)
    line->has_postcode = take_postcode (&line->parts[i - 1], &line->postcode);
  drop_empty (line);
  if (line->n_parts > 1 && line->country == NULL &&
      (line->country = our_country_of (&line->parts[line->n_parts - 1])))
    line->n_parts--;
}

static const AtlasPostcode *
get_postcode (const Line *line)
{
  return line->has_postcode ? &line->postcode : NULL;
}

static gboolean
has_digit (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (g_ascii_isdigit (text[i]))
      return TRUE;
  return FALSE;
}

/* "ON", "N.B.": capitals, unlike the "on" and "in" of a sentence. */
static gboolean
ends_with_code (const Part *part)
{
  gsize n_letters = 0;

  for (gsize i = last_word (part, part->length); i < part->length; i++)
    if (g_ascii_isupper (part->text[i]))
      n_letters++;
    else if (part->text[i] != '.')
      return FALSE;
  return n_letters >= 2 && n_letters <= 3;
}

/* Whether words at the end of a part mean a region though no place known there stands before them: written as
 * a code, or in full and not as the name of a street ("1234 rue Ontario"). */
static gboolean
means_region (const Part *part, const char *words, guint region, const char *country)
{
  char key[ATLAS_PLACE_KEY_SIZE];

  if (country == NULL && g_str_equal (atlas_region_get_country (region), "RW"))
    return FALSE;
  if (ends_with_code (part))
    return TRUE;
  if (has_digit (part->text, part->length))
    return FALSE;
  if (atlas_place_key (atlas_region_get_name_en (region), -1, key) > 0 && g_str_equal (key, words))
    return TRUE;
  return atlas_place_key (atlas_region_get_name_fr (region), -1, key) > 0 && g_str_equal (key, words);
}

/* "Toronto ON", "Albany New York", "Nowhereville Ontario": a region in the last words of a part, which are
 * cut off its @key; the place that the rest is there, if it is one. */
static guint
split_region (const Part *part, char *key, guint *region, const char *country)
{
  gsize cut_at = 0;
  guint words = 0;

  for (gsize at = strlen (key); at > 0 && words < 4; at--)
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
      if (means_region (part, key + at, matched, country))
        {
          *region = matched;
          cut_at = at - 1;
        }
    }
  if (cut_at > 0)
    key[cut_at] = '\0';
  return ATLAS_PLACE_NONE;
}

static gboolean
is_street (const char *key, gsize length)
{
  static const char *const words[] = { "street", "rue",   "avenue", "ave",  "av",   "road",
                                       "rd",     "drive", "dr",     "boul", "blvd", "boulevard",
                                       "chemin", "ch",    "lane",   "box",  "saint" };

  if (has_digit (key, length))
    return TRUE;
  for (gsize at = 0; at < length;)
    {
      gsize n = MIN (strcspn (key + at, " "), length - at);

      for (guint i = 0; i < G_N_ELEMENTS (words); i++)
        if (n == strlen (words[i]) && memcmp (key + at, words[i], n) == 0)
          return TRUE;
      at += n + 1;
    }
  return FALSE;
}

/* The last words of a part that also holds a street: "123 Main St Toronto". */
static guint
find_trailing_place (const char *key, guint region)
{
  guint place = ATLAS_PLACE_NONE;
  guint words = 0;

  for (gsize at = strlen (key); at > 0 && words < 4; at--)
    {
      guint longer;

      if (key[at - 1] != ' ')
        continue;
      words++;
      longer = is_street (key, at - 1) ? atlas_geocoder_find_in_region (key + at, region) : ATLAS_PLACE_NONE;
      if (longer != ATLAS_PLACE_NONE)
        place = longer;
    }
  return place;
}

static gboolean
read_single (Line *line, AtlasGeocode *result)
{
  const Part *part = &line->parts[0];
  guint within = line->has_postcode ? line->postcode.region : ATLAS_REGION_NONE;
  char key[ATLAS_PLACE_KEY_SIZE];
  guint region, place;

  if (atlas_place_key (part->text, (gssize) part->length, key) == 0)
    return FALSE;
  region = atlas_region_match (key, -1, line->country);
  if (atlas_geocoder_name_is_region (key, region))
    return atlas_geocoder_settle (ATLAS_PLACE_NONE, region, get_postcode (line), result);

  place = within != ATLAS_REGION_NONE ? atlas_geocoder_find_in_region (key, within) : ATLAS_PLACE_NONE;
  if (place == ATLAS_PLACE_NONE)
    place = atlas_geocoder_find_alone (key, part->text, part->length, line->country, result);
  if (place == ATLAS_PLACE_NONE && result->n_candidates == 0)
    {
      region = ATLAS_REGION_NONE;
      place = split_region (part, key, &region, line->country);
      if (region != ATLAS_REGION_NONE)
        within = region;
      if (place == ATLAS_PLACE_NONE && within != ATLAS_REGION_NONE)
        place = find_trailing_place (key, within);
    }
  return atlas_geocoder_settle (place, region, get_postcode (line), result);
}

static guint
find_in_parts (char (*keys)[ATLAS_PLACE_KEY_SIZE], guint n, guint region)
{
  guint place = ATLAS_PLACE_NONE;

  for (guint i = n; i > 0 && place == ATLAS_PLACE_NONE; i--)
    place = atlas_geocoder_find_in_region (keys[i - 1], region);
  return place == ATLAS_PLACE_NONE && n > 0 ? find_trailing_place (keys[n - 1], region) : place;
}

/* No region is named: the last part that is a place. What stands behind it and is no place we know may be
 * another country's ("Toronto, Somewhere"): then the place is but a candidate. */
static guint
find_in_parts_alone (Line *line, char (*keys)[ATLAS_PLACE_KEY_SIZE], guint *region, AtlasGeocode *result)
{
  gboolean in_doubt = FALSE;

  for (guint i = line->n_parts; i > 0; i--)
    {
      const Part *part = &line->parts[i - 1];
      guint place = split_region (part, keys[i - 1], region, line->country);

      if (*region != ATLAS_REGION_NONE)
        return place != ATLAS_PLACE_NONE ? place : find_in_parts (keys, i, *region);
      place = atlas_geocoder_find_alone (keys[i - 1], part->text, part->length, line->country, result);
      if (place != ATLAS_PLACE_NONE && in_doubt)
        {
          result->candidates[0] = place;
          result->n_candidates = 1;
        }
      if (place != ATLAS_PLACE_NONE || result->n_candidates > 0)
        return in_doubt ? ATLAS_PLACE_NONE : place;
      in_doubt = in_doubt || (line->country == NULL && !has_digit (part->text, part->length));
    }
  return ATLAS_PLACE_NONE;
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
  if (region == ATLAS_REGION_NONE)
    place = split_region (&line->parts[city_end - 1], keys[city_end - 1], &region, line->country);
  if (region == ATLAS_REGION_NONE && line->has_postcode)
    region = line->postcode.region;

  if (place == ATLAS_PLACE_NONE)
    place = region != ATLAS_REGION_NONE ? find_in_parts (keys, city_end, region)
                                        : find_in_parts_alone (line, keys, &region, result);
  return atlas_geocoder_settle (place, region, get_postcode (line), result);
}

static gboolean
read_line (Line *line, AtlasGeocode *result)
{
  atlas_geocoder_clear (result);
  if (line->n_parts == 1 && line->country == NULL && (line->country = country_of (&line->parts[0])) != NULL)
    line->n_parts = 0;
  if (line->country)
    g_strlcpy (result->country, line->country, sizeof result->country);
  if (line->n_parts == 0)
    return atlas_geocoder_settle (ATLAS_PLACE_NONE, ATLAS_REGION_NONE, get_postcode (line), result);
  return line->n_parts == 1 ? read_single (line, result) : read_parts (line, result);
}

/* Cuts "CA" off the end, as a part or a word. */
static gboolean
drop_ca (Line *line)
{
  Part *part;
  gsize at;

  if (line->n_parts == 0 || line->country)
    return FALSE;
  part = &line->parts[line->n_parts - 1];
  at = last_word (part, part->length);
  if (part->length - at != 2 || memcmp (part->text + at, "CA", 2) != 0)
    return FALSE;
  part->length = at;
  trim (part);
  drop_empty (line);
  return line->n_parts > 0;
}

/* "CA" at the end is California to people and Canada to machines. California, unless the postcode is
 * Canadian, or there is such a place in Canada and none in California, or the place stands with its province.
 */
static gboolean
read_with_ca (Line *line, Line *canadian, AtlasGeocode *result)
{
  const Part *last = &canadian->parts[canadian->n_parts - 1];
  gboolean province = canadian->n_parts > 1 &&
                      atlas_region_match (last->text, (gssize) last->length, "CA") != ATLAS_REGION_NONE;

  canadian->country = "CA";
  if (line->has_postcode)
    return g_str_equal (atlas_region_get_country (line->postcode.region), "CA") ? read_line (canadian, result)
                                                                                : read_line (line, result);
  if (province && read_line (canadian, result) && result->precision == ATLAS_PRECISION_PLACE)
    return TRUE;
  if (read_line (line, result) && result->precision == ATLAS_PRECISION_PLACE)
    return TRUE;
  if (read_line (canadian, result) && (province || result->precision == ATLAS_PRECISION_PLACE))
    return TRUE;
  return read_line (line, result);
}

gboolean
atlas_geocode_text (const char *text, gssize length, AtlasGeocode *result)
{
  Line line = { .n_parts = 0 };
  Line canadian;
  gsize size;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (result != NULL, FALSE);

  size = length < 0 ? strlen (text) : (gsize) length;
  cut (&line, text, MIN (size, 1024));
  take_ends (&line);
  if (line.country && !is_ours (line.country))
    {
      line.n_parts = 0;
      return read_line (&line, result);
    }

  canadian = line;
  return drop_ca (&canadian) ? read_with_ca (&line, &canadian, result) : read_line (&line, result);
}
