/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-geocoder.h"

#include <string.h>

#include "atlas-distance.h"
#include "atlas-fold.h"
#include "atlas-gazetteer-private.h"
#include "atlas-geocoder-private.h"
#include "atlas-place-key.h"

/* A place stands out among those of its name when it has at least this many times the people of the next:
 * Vancouver (BC before WA), Kansas City (MO before KS); not Springfield, not Richmond. */
#define STANDS_OUT 3

/* A name that is a region's and a place's means the place only if the place is a great city: Québec, New
 * York, Washington, Kigali; not Ontario (California). */
#define GREAT_CITY 400000

/* Where a city and a postcode of the same region are further apart than this, the code is taken for a slip.
 */
#define POSTCODE_TRUST_KM 80

const char *
atlas_precision_get_name (AtlasPrecision precision)
{
  static const char *const names[] = { NULL, "postcode", "place", "region" };

  g_return_val_if_fail (precision < G_N_ELEMENTS (names), NULL);
  return names[precision];
}

void
atlas_geocoder_clear (AtlasGeocode *result)
{
  memset (result, 0, sizeof *result);
  result->region = ATLAS_REGION_NONE;
  result->place = ATLAS_PLACE_NONE;
}

/* Every answer has one; what came into question before it is settled. */
static void
set_region (AtlasGeocode *result, guint region)
{
  result->n_candidates = 0;
  result->region = region;
  g_strlcpy (result->country, atlas_region_get_country (region), sizeof result->country);
}

static gboolean
answer_place (AtlasGeocode *result, guint index)
{
  AtlasPlace place;

  if (!atlas_gazetteer_get_place (index, &place))
    return FALSE;
  result->precision = ATLAS_PRECISION_PLACE;
  result->latitude = place.latitude;
  result->longitude = place.longitude;
  result->place = index;
  set_region (result, place.region);
  return TRUE;
}

static gboolean
answer_region (AtlasGeocode *result, guint region)
{
  result->precision = ATLAS_PRECISION_REGION;
  atlas_region_get_label_point (region, &result->latitude, &result->longitude);
  set_region (result, region);
  return TRUE;
}

static gboolean
answer_postcode (AtlasGeocode *result, const AtlasPostcode *postcode, guint place)
{
  result->precision = ATLAS_PRECISION_POSTCODE;
  result->latitude = postcode->latitude;
  result->longitude = postcode->longitude;
  result->place = place != ATLAS_PLACE_NONE ? place : postcode->place;
  set_region (result, postcode->region);
  return TRUE;
}

/* Lloydminster and Flin Flon lie on both sides of a border, and the gazetteer knows one; Gatineau is said to
 * be in Ontario. Whether the region begins within a few kilometres of the place. */
#define EDGE_KM 5

static gboolean
lies_at_edge (guint index, guint region)
{
  AtlasPlace place;
  double south, west, north, east;

  if (!atlas_gazetteer_get_place (index, &place) ||
      !g_str_equal (place.country, atlas_region_get_country (region)))
    return FALSE;
  atlas_distance_box (place.latitude, place.longitude, EDGE_KM, &south, &west, &north, &east);
  for (int row = 0; row <= 2; row++)
    for (int column = 0; column <= 2; column++)
      if (atlas_region_at (south + (north - south) * row / 2, west + (east - west) * column / 2) == region)
        return TRUE;
  return FALSE;
}

guint
atlas_geocoder_find_in_region (const char *key, guint region)
{
  guint n, other = ATLAS_PLACE_NONE;
  const AtlasPlaceName *found = atlas_gazetteer_find_names (key, FALSE, &n);

  for (guint i = 0; i < n; i++)
    {
      guint place = atlas_place_name_get_place (&found[i]);

      if (atlas_gazetteer_get_region (place) != region)
        continue;
      if (!atlas_place_name_is_alternate (&found[i]))
        return place;
      if (other == ATLAS_PLACE_NONE)
        other = place;
    }
  for (guint i = 0; i < n && other == ATLAS_PLACE_NONE; i++)
    if (lies_at_edge (atlas_place_name_get_place (&found[i]), region))
      other = atlas_place_name_get_place (&found[i]);
  return other;
}

/* Whether a place is spelt so, but for case and accents. */
static gboolean
is_spelt (guint place, const char *folded)
{
  char name[ATLAS_PLACE_KEY_SIZE];

  atlas_fold_into (atlas_gazetteer_get_name (place), -1, name, sizeof name);
  return g_str_equal (name, folded);
}

/* How much a name makes one think of a place: its people. Other tongues' names count little against a main
 * one: San Juan is "Saint John" to some, but Saint John is Saint John. So does a part of a city: Newton is
 * in Massachusetts before it is in Surrey. A name spelt to the letter counts more: "St. John's"
 * is not St. Johns. @folded: the name as it was written, or NULL. */
static guint
weigh (const AtlasPlaceName *name, const char *folded)
{
  guint place = atlas_place_name_get_place (name);
  guint population = atlas_gazetteer_get_population (place);

  if (atlas_gazetteer_is_part (place))
    population /= 5;
  else
    population = MAX (population, 1);
  if (atlas_place_name_is_alternate (name))
    return population / 20;
  return folded && is_spelt (place, folded) ? population * 4 : population;
}

/* Keeps the candidates in order of weight, the heaviest first. */
static void
add_candidate (AtlasGeocode *result, guint *weights, const AtlasPlaceName *name, guint weight)
{
  guint at = result->n_candidates;

  while (at > 0 && weights[at - 1] < weight)
    at--;
  if (at == ATLAS_GEOCODE_MAX_CANDIDATES)
    return;
  result->n_candidates = MIN (result->n_candidates + 1, ATLAS_GEOCODE_MAX_CANDIDATES);
  for (guint i = result->n_candidates - 1; i > at; i--)
    {
      weights[i] = weights[i - 1];
      result->candidates[i] = result->candidates[i - 1];
    }
  weights[at] = weight;
  result->candidates[at] = atlas_place_name_get_place (name);
}

guint
atlas_geocoder_find_alone (
  const char *key, const char *written, gsize length, const char *country, AtlasGeocode *result)
{
  guint weights[ATLAS_GEOCODE_MAX_CANDIDATES];
  char folded[ATLAS_PLACE_KEY_SIZE];
  guint n;
  const AtlasPlaceName *found = atlas_gazetteer_find_names (key, FALSE, &n);

  result->n_candidates = 0;
  if (n > 1)
    atlas_fold_into (written, (gssize) length, folded, sizeof folded);
  for (guint i = 0; i < n; i++)
    {
      guint region = atlas_gazetteer_get_region (atlas_place_name_get_place (&found[i]));

      if (country == NULL || *country == '\0' || g_str_equal (atlas_region_get_country (region), country))
        add_candidate (result, weights, &found[i], weigh (&found[i], n > 1 ? folded : NULL));
    }

  /* A neighbourhood of unknown size ("Downtown", "Chinatown") is no answer by itself. */
  if (result->n_candidates == 0 || weights[0] == 0 ||
      (result->n_candidates > 1 && weights[0] < (guint64) STANDS_OUT * weights[1]))
    return ATLAS_PLACE_NONE;

  result->n_candidates = 0;
  return result->candidates[0];
}

gboolean
atlas_geocoder_name_is_region (const char *key, guint region)
{
  guint n;
  const AtlasPlaceName *found;

  if (region == ATLAS_REGION_NONE)
    return FALSE;
  found = atlas_gazetteer_find_names (key, FALSE, &n);
  for (guint i = 0; i < n; i++)
    if (weigh (&found[i], NULL) >= GREAT_CITY)
      return FALSE;
  return TRUE;
}

/* A city as it stands in an address: "Toronto", "Ottawa (Orléans)", "Montréal, Ahuntsic", "Gatineau / Hull".
 * The whole first, then its pieces. */
static guint
find_city (const char *city, guint region, const char *country, AtlasGeocode *result)
{
  char key[ATLAS_PLACE_KEY_SIZE];
  const char *piece = city;

  if (atlas_place_key (city, -1, key) > 0)
    {
      guint place = region != ATLAS_REGION_NONE
                      ? atlas_geocoder_find_in_region (key, region)
                      : atlas_geocoder_find_alone (key, city, strlen (city), country, result);

      if (place != ATLAS_PLACE_NONE || result->n_candidates > 0)
        return place;
    }

  while (*piece != '\0')
    {
      gsize length = strcspn (piece, ",;()/|");

      if (atlas_place_key (piece, (gssize) length, key) > 0)
        {
          guint place = region != ATLAS_REGION_NONE
                          ? atlas_geocoder_find_in_region (key, region)
                          : atlas_geocoder_find_alone (key, piece, length, country, result);

          if (place != ATLAS_PLACE_NONE)
            return place;
        }
      piece += length + (piece[length] != '\0');
    }
  return ATLAS_PLACE_NONE;
}

gboolean
atlas_geocoder_settle (guint place, guint region, const AtlasPostcode *postcode, AtlasGeocode *result)
{
  if (postcode && postcode->known)
    {
      if (place == ATLAS_PLACE_NONE)
        return answer_postcode (result, postcode, ATLAS_PLACE_NONE);

      /* City and region agree with each other and not with the code, or the code stands for an area of
       * hundreds of kilometres: the town is meant. */
      if (!postcode->rural && atlas_gazetteer_get_region (place) == postcode->region)
        {
          AtlasPlace at;

          atlas_gazetteer_get_place (place, &at);
          if (atlas_distance_km (at.latitude, at.longitude, postcode->latitude, postcode->longitude) <=
              POSTCODE_TRUST_KM)
            return answer_postcode (result, postcode, place);
        }
    }
  if (place != ATLAS_PLACE_NONE)
    return answer_place (result, place);
  if (region == ATLAS_REGION_NONE && postcode)
    region = postcode->region;
  return region != ATLAS_REGION_NONE && answer_region (result, region);
}

static gboolean
is_ours (const char *country)
{
  return g_str_equal (country, "CA") || g_str_equal (country, "US") || g_str_equal (country, "PR") ||
         g_str_equal (country, "RW");
}

gboolean
atlas_geocode_address (const char *city,
                       const char *region_text,
                       const char *postcode_text,
                       const char *country,
                       AtlasGeocode *result)
{
  AtlasPostcode postcode;
  gboolean has_postcode = FALSE;
  guint region = ATLAS_REGION_NONE, within, place = ATLAS_PLACE_NONE;

  g_return_val_if_fail (result != NULL, FALSE);

  atlas_geocoder_clear (result);
  if (country && *country)
    {
      if (!is_ours (country))
        {
          g_strlcpy (result->country, country, sizeof result->country);
          return FALSE;
        }
      if (g_str_equal (country, "PR"))
        {
          country = "US";
          region_text = region_text && *region_text ? region_text : "US-PR";
        }
      g_strlcpy (result->country, country, sizeof result->country);
    }

  if (region_text && *region_text)
    {
      region = atlas_region_find (region_text, -1);
      if (region == ATLAS_REGION_NONE)
        region = atlas_region_match (region_text, -1, country && *country ? country : NULL);
    }
  if (postcode_text && *postcode_text)
    has_postcode = atlas_postcode_find (postcode_text, -1, &postcode);

  within = region != ATLAS_REGION_NONE ? region : has_postcode ? postcode.region : ATLAS_REGION_NONE;
  if (city && *city)
    place = find_city (city, within, country, result);
  return atlas_geocoder_settle (place, region, has_postcode ? &postcode : NULL, result);
}
