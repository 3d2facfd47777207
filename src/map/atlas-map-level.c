/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-level.h"

#include <string.h>

#include "atlas-region.h"

static const char *const names[ATLAS_MAP_N_AREAS] = { "by-zoom", "regions", "counties" };

const char *
atlas_map_areas_get_name (AtlasMapAreas areas)
{
  g_return_val_if_fail (areas < ATLAS_MAP_N_AREAS, NULL);

  return names[areas];
}

int
atlas_map_areas_find (const char *name)
{
  g_return_val_if_fail (name != NULL, -1);

  for (int i = 0; i < ATLAS_MAP_N_AREAS; i++)
    if (strcmp (names[i], name) == 0)
      return i;
  return -1;
}

gboolean
atlas_map_level_has_counties (guint region)
{
  g_return_val_if_fail (region < atlas_region_get_n (), FALSE);

  return strcmp (atlas_region_get_country (region), "US") == 0;
}

AtlasAreas
atlas_map_level_choose (AtlasMapAreas wanted, AtlasAreas present, double zoom, guint region)
{
  if (wanted != ATLAS_MAP_AREAS_BY_ZOOM)
    return wanted == ATLAS_MAP_AREAS_COUNTIES ? ATLAS_AREAS_COUNTIES : ATLAS_AREAS_REGIONS;

  if (zoom < ATLAS_MAP_COUNTIES_UNTIL)
    return ATLAS_AREAS_REGIONS;
  if (region != ATLAS_REGION_NONE && !atlas_map_level_has_counties (region))
    return ATLAS_AREAS_REGIONS;
  /* Between the two limits, and on the lakes, all stays as it is. */
  if (zoom < ATLAS_MAP_COUNTIES_FROM || region == ATLAS_REGION_NONE)
    return present;
  return ATLAS_AREAS_COUNTIES;
}
