/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The places of Canada, the USA, Puerto Rico and Rwanda's towns, from GeoNames, each by an index 0..n-1 that
 * is stable for one edition of the data. */

#define ATLAS_PLACE_NONE G_MAXUINT32

typedef struct
{
  const char *name;    /* as its people write it: "Montréal" */
  const char *country; /* alpha-2 */
  guint region;        /* see atlas-region.h; ATLAS_REGION_NONE where none */
  guint population;
  double latitude, longitude;
  const char *timezone; /* IANA */
  guint county;         /* FIPS code; 0 outside the USA or where unknown */
  gboolean is_part;     /* lies within a city: Scarborough, Brooklyn */
} AtlasPlace;

guint atlas_gazetteer_get_n_places (void);

/** Fills @place; texts are borrowed from the data. FALSE if there is no place @index. */
gboolean atlas_gazetteer_get_place (guint index, AtlasPlace *place);

/** The place of that name (or alternate name; folded) in @region, the largest if several; %ATLAS_PLACE_NONE
 * if none. Well under a microsecond. */
guint atlas_gazetteer_find (const char *name, gssize length, guint region);

/** Places with a name that begins with @prefix, largest first, each once. @region: only there, or
 * %ATLAS_REGION_NONE for anywhere. @places: room for @max. Returns how many. */
guint atlas_gazetteer_complete (const char *prefix, guint region, guint *places, guint max);

/** The place nearest to a position within @max_km, larger ones preferred: distance counts less the more
 * people live there (documented at the implementation); %ATLAS_PLACE_NONE if none. */
guint atlas_gazetteer_nearest (double latitude, double longitude, double max_km);

/** Who is this near to a place, and names none, is counted there. Kilometres. */
#define ATLAS_PLACE_NEAR_KM 25

/**
 * atlas_gazetteer_place_of:
 * @city: (nullable): as an address has it
 * @latitude, @longitude: NaN where there is no position
 *
 * Where somebody or something is counted: at the place that the address names in its @region, else at the one
 * near the position. %ATLAS_PLACE_NONE if there is neither.
 */
guint
atlas_gazetteer_place_of (const char *city, gssize length, guint region, double latitude, double longitude);

/** Rwanda's districts, 30 of them, and the province each lies in; for suggestions. */
guint atlas_gazetteer_get_n_districts (void);
const char *atlas_gazetteer_get_district (guint index, const char **province);

G_END_DECLS
