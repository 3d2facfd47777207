/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasPostcode:
 * @known: whether the point is known; else only region (of a Canadian code, from its first letter)
 * @rural: a Canadian area whose second character is 0: its point is the town it is named for, or its middle,
 * and a named town is better
 * @place: %ATLAS_PLACE_NONE where unknown
 *
 * What a postcode tells, degrees.
 */
typedef struct
{
  gboolean known;
  gboolean rural;
  double latitude, longitude;
  guint region;
  guint place;
} AtlasPostcode;

/** A US ZIP code ("20500", "20500-0003") or a Canadian postcode or its first half ("K1A 0B1", "k1a-0b1",
 * "K1A"), and nothing else. FALSE if @text is neither or not in use. */
gboolean atlas_postcode_find (const char *text, gssize length, AtlasPostcode *postcode);

/**
 * atlas_postcode_list:
 * @codes: room for @max codes: five digits, or the first three characters of a Canadian one, each with a NUL
 * @latitudes, @longitudes: room for @max, degrees
 *
 * The postcodes that are named for @place. Returns how many.
 */
guint atlas_postcode_list (guint place, char (*codes)[6], double *latitudes, double *longitudes, guint max);

G_END_DECLS
