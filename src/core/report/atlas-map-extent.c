/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-extent.h"

#include "atlas-region.h"

static const char *const names[] = { "all", "canada", "usa" };

const char *
atlas_map_extent_get_name (AtlasMapExtent extent)
{
  g_return_val_if_fail (extent < ATLAS_N_MAP_EXTENTS, NULL);

  return names[extent];
}

gboolean
atlas_map_extent_holds (AtlasMapExtent extent, guint region)
{
  const char *code = atlas_region_get_code (region);

  g_return_val_if_fail (extent < ATLAS_N_MAP_EXTENTS, FALSE);
  g_return_val_if_fail (code != NULL, FALSE);

  return (extent != ATLAS_MAP_EXTENT_USA && g_str_has_prefix (code, "CA-")) ||
         (extent != ATLAS_MAP_EXTENT_CANADA && g_str_has_prefix (code, "US-"));
}

gboolean
atlas_degree_box_is_valid (const AtlasDegreeBox *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->south >= -85 && self->north <= 85 &&
         self->north - self->south >= ATLAS_DEGREE_BOX_MIN_HEIGHT && self->west >= -180 &&
         self->west <= 180 && self->east - self->west >= ATLAS_DEGREE_BOX_MIN_HEIGHT &&
         self->east - self->west <= ATLAS_DEGREE_BOX_MAX_WIDTH;
}
