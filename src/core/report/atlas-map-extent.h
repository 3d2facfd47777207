/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasMapExtent:
 * @ATLAS_MAP_EXTENT_ALL: Canada and the USA, Hawaii and Puerto Rico in frames of their own
 * @ATLAS_MAP_EXTENT_CANADA: Canada alone
 * @ATLAS_MAP_EXTENT_USA: the USA alone, Alaska too in a frame
 *
 * What a map on paper shows.
 */
typedef enum
{
  ATLAS_MAP_EXTENT_ALL,
  ATLAS_MAP_EXTENT_CANADA,
  ATLAS_MAP_EXTENT_USA,
  ATLAS_N_MAP_EXTENTS,
} AtlasMapExtent;

/** Degrees. @east lies beyond 180 where the box crosses that meridian. */
typedef struct
{
  double south, west, north, east;
} AtlasDegreeBox;

/** Wider, the edges of a map on paper would be bent beyond recognition; narrower, it would show a single
 * house; degrees of longitude and of latitude. */
#define ATLAS_DEGREE_BOX_MAX_WIDTH  150
#define ATLAS_DEGREE_BOX_MIN_HEIGHT 0.05

/**
 * AtlasMapFraming:
 * @extent: what is told of
 * @region: (nullable): the code of the one that fills the map
 * @box: what fills the map, if @has_box
 *
 * What a map on paper shows of the world. Zeroed it is all of the extent.
 */
typedef struct
{
  AtlasMapExtent extent;
  const char *region;
  gboolean has_box;
  AtlasDegreeBox box;
} AtlasMapFraming;

/** Whether such a box can be drawn. */
gboolean atlas_degree_box_is_valid (const AtlasDegreeBox *self);

/** "all", "canada", "usa". */
const char *atlas_map_extent_get_name (AtlasMapExtent extent);

/** Whether a region, by its index, is one of those that are shaded. Rwanda's never are. */
gboolean atlas_map_extent_holds (AtlasMapExtent extent, guint region);

G_END_DECLS
