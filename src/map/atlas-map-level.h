/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-measure.h"

G_BEGIN_DECLS

/** Which areas are shaded, as somebody chose. */
typedef enum
{
  ATLAS_MAP_AREAS_BY_ZOOM,
  ATLAS_MAP_AREAS_REGIONS,
  ATLAS_MAP_AREAS_COUNTIES,
  ATLAS_MAP_N_AREAS,
} AtlasMapAreas;

/** "by-zoom", "regions", "counties"; -1 if @name is none of them. */
const char *atlas_map_areas_get_name (AtlasMapAreas areas);
int atlas_map_areas_find (const char *name);

/** About where a state fills the view; and a little farther out, where they give way again: at the very
 * border the map must not flicker. */
#define ATLAS_MAP_COUNTIES_FROM  5.5
#define ATLAS_MAP_COUNTIES_UNTIL 5.2

/** Whether the region is divided into counties here, as those of the USA and Puerto Rico are. */
gboolean atlas_map_level_has_counties (guint region);

/**
 * atlas_map_level_choose:
 * @present: what is shaded now
 * @region: that the middle of the map lies in; ATLAS_REGION_NONE on water or in another country: then nothing
 * changes by it
 *
 * Counties take over as one zooms in on the USA. Canada has none: while one looks at Canada its provinces
 * stay, and the states with them, so that all that is shaded can be compared.
 *
 * Returns: %ATLAS_AREAS_REGIONS or %ATLAS_AREAS_COUNTIES
 */
AtlasAreas atlas_map_level_choose (AtlasMapAreas wanted, AtlasAreas present, double zoom, guint region);

G_END_DECLS
