/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-geocoder.h"
#include "atlas-postcode.h"

G_BEGIN_DECLS

/* What reading a line of text (atlas-geocoder-text.c) shares with reading the parts of an address
 * (atlas-geocoder.c). */

/** No answer. */
void atlas_geocoder_clear (AtlasGeocode *result);

/** The place of that key, if there is one or one stands out; else none, and the candidates are in @result.
 * @written: the name as it was written, @length bytes; @country: alpha-2 or NULL. */
guint atlas_geocoder_find_alone (
  const char *key, const char *written, gsize length, const char *country, AtlasGeocode *result);

/** Whether a name that is @region's means the region, and not a great city of the same name. */
gboolean atlas_geocoder_name_is_region (const char *key, guint region);

/** The answer from what was found: @place or none, @region or none, @postcode or NULL. FALSE where all are
 * missing. */
gboolean
atlas_geocoder_settle (guint place, guint region, const AtlasPostcode *postcode, AtlasGeocode *result);

/** The place of that key in @region, or at its edge. */
guint atlas_geocoder_find_in_region (const char *key, guint region);

G_END_DECLS
