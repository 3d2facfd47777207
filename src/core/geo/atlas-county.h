/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The counties of the USA and what is counted like them: parishes, boroughs, independent cities, and the
 * municipalities of Puerto Rico. Each is known by its FIPS code, the first two of whose five digits are the
 * state's. Canada has none here. */

#define ATLAS_COUNTY_NONE 0

/** Beyond all codes. */
#define ATLAS_COUNTY_N_CODES 80000

guint atlas_county_get_n (void);

/** The codes rise with @index. */
guint atlas_county_get_code (guint index);

/** Where @code comes among them; -1 if there is no such county. */
int atlas_county_find (guint code);

/** (transfer full): "Cook County", "Orleans Parish", "Baltimore"; NULL if there is no such county. */
char *atlas_county_dup_name (guint code);

/** (transfer full): with its state: "Cook County, Illinois" */
char *atlas_county_dup_long_name (guint code);

/** The state; %ATLAS_REGION_NONE of the islands that are none. */
guint atlas_county_get_region (guint code);

/** The county whose land the position lies in, or %ATLAS_COUNTY_NONE. Degrees. Some ten microseconds. */
guint atlas_county_at (double latitude, double longitude);

/** The county of a place of the gazetteer, or %ATLAS_COUNTY_NONE: who lives at a place lives in its county.
 */
guint atlas_county_of_place (guint place);

/** (array length=n_places): the same of all places, for counting; borrowed. */
const guint32 *atlas_county_get_of_places (guint *n_places);

/** In the Mercator unit square: of its largest part, as islands may lie far away. FALSE if there is no such
 * county, or it is too small to have been drawn: Falls Church, Virginia. */
gboolean atlas_county_get_box (guint code, double *west, double *north, double *east, double *south);

G_END_DECLS
