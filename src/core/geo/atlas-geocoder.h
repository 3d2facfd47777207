/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "atlas-gazetteer.h"
#include "atlas-region.h"

G_BEGIN_DECLS

typedef enum
{
  ATLAS_PRECISION_NONE,
  ATLAS_PRECISION_POSTCODE,
  ATLAS_PRECISION_PLACE,
  ATLAS_PRECISION_REGION,
} AtlasPrecision;

/** "postcode", "place", "region"; NULL for none. */
const char *atlas_precision_get_name (AtlasPrecision precision);

#define ATLAS_GEOCODE_MAX_CANDIDATES 8

/**
 * AtlasGeocode:
 * @precision: NONE where the text names no place, or several with none that stands out: then they are the
 * candidates, largest first
 * @region: %ATLAS_REGION_NONE where unknown
 * @country: alpha-2, "" where unknown
 * @place: %ATLAS_PLACE_NONE where unknown
 *
 * Where an address lies, degrees.
 */
typedef struct
{
  AtlasPrecision precision;
  double latitude, longitude;
  guint region;
  guint place;
  char country[3];
  guint n_candidates;
  guint candidates[ATLAS_GEOCODE_MAX_CANDIDATES]; /* places */
} AtlasGeocode;

/**
 * atlas_geocode_text:
 * @length: bytes, or -1 if NUL-terminated; only the first 1024 are read
 * @result: (out): filled in any case
 *
 * Finds a line of text as people write it: "Toronto, ON", "K1A 0B1", "Montréal (Québec)", "Washington DC
 * 20500". No network; no allocation but for folding text that is not ASCII. Case, accents, hyphens,
 * apostrophes and the abbreviations St, Ste, Mt, Ft, N, E, S, W make no difference.
 *
 * - A *postcode* answers, with the named city or its own as the place; but a named city answers instead
 *   where the postcode is of another region, is more than 80 km away, or is a Canadian rural area (second
 *   character 0), whose middle says little.
 * - A *city with a region* is the city there, or one within 5 km across the border; a city unknown there
 *   gives the region.
 * - A *name alone* is the place that has three times the people of the next of that name ("London" is
 *   Ontario's), where other tongues' names count a twentieth, parts of cities a fifth, and a name spelt to
 *   the letter four times; else there is no answer, and the candidates. Behind it may stand no part that
 *   we do not know ("Toronto, Somewhere"): it may be another country's.
 * - A name that is a *region's too* is the region ("Ontario"), unless a city of 400,000 has it: "Québec",
 *   "New York", "Washington", "Kigali" are the cities.
 * - "CA" at the end is California; Canada where only that makes a place of it ("Toronto, CA"), or the place
 *   stands with its province ("Toronto, Ontario, CA").
 * - A country alone is nowhere, and so is every line that ends in a country other than Canada, the USA and
 *   Rwanda; @result tells the country.
 *
 * Returns: FALSE (precision NONE) if it is nowhere or not clear where
 */
gboolean atlas_geocode_text (const char *text, gssize length, AtlasGeocode *result);

/**
 * atlas_geocode_address:
 * @city, @postcode: (nullable)
 * @region: (nullable): ISO 3166-2 or as people write it
 * @country: (nullable): alpha-2
 *
 * Finds an address by its parts, by the rules of [func@atlas_geocode_text]. Another country than Canada, the
 * USA, Puerto Rico and Rwanda is nowhere.
 *
 * Returns: FALSE (precision NONE) if it is nowhere or not clear where
 */
gboolean atlas_geocode_address (
  const char *city, const char *region, const char *postcode, const char *country, AtlasGeocode *result);

G_END_DECLS
