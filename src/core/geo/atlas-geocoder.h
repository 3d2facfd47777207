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

/** A line of text as people write it: "Toronto, ON", "K1A 0B1", "Montréal (Québec)", "Washington DC 20500".
 * FALSE (precision NONE) if it is nowhere. No network, no allocation. */
gboolean atlas_geocode_text (const char *text, gssize length, AtlasGeocode *result);

/** The parts of an address; each may be NULL. @region: ISO 3166-2 or as people write it. */
gboolean atlas_geocode_address (
  const char *city, const char *region, const char *postcode, const char *country, AtlasGeocode *result);

G_END_DECLS
