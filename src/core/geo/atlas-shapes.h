/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Outlines and lines for drawing maps, in levels of detail. Coordinates are those of the Mercator unit square
 * (see atlas-mercator.h). */

typedef enum
{
  ATLAS_SHAPES_COUNTRIES, /* polygons; id: two letters packed, first in the high byte. Canada, the USA and
                             Puerto Rico only at the coarsest level: elsewhere their regions cover them */
  ATLAS_SHAPES_REGIONS,   /* polygons; id: region index. They run across the Great Lakes: draw lakes above */
  ATLAS_SHAPES_LAKES,     /* polygons; id: Natural Earth's scale rank, 0 the largest */
  ATLAS_SHAPES_RIVERS,    /* lines; id: ten times the zoom from which one is worth drawing */
  ATLAS_SHAPES_COUNTIES,  /* polygons; id: FIPS code */
  ATLAS_SHAPES_COUNTRY_BORDERS, /* lines between countries, on land */
  ATLAS_SHAPES_REGION_BORDERS,  /* lines between regions of a country */
  ATLAS_SHAPES_COUNTY_BORDERS,  /* lines between counties of a state */
  ATLAS_SHAPES_N_LAYERS,
} AtlasShapesLayer;

/** The level of detail made for a map at @zoom, 256-pixel tiles. */
guint atlas_shapes_level_for_zoom (double zoom);

/**
 * AtlasShapeFunc:
 * @id: of the feature
 * @xy: x and y of each point in turn; borrowed for the call
 * @last: whether this was the last ring of the feature that meets the box: now it can be filled (even-odd;
 * rings that miss the box can not change what is inside it)
 */
typedef void (*AtlasShapeFunc) (
  guint id, const double *xy, guint n_points, gboolean last, gpointer user_data);

/**
 * atlas_shapes_foreach:
 * @level: 0 (coarsest) to 3; where a layer has no such level, the next coarser one, or its coarsest
 *
 * Calls @func with every ring or line of the layer whose box meets the given one. Any thread; no allocation
 * beyond a buffer for the longest ring.
 */
void atlas_shapes_foreach (AtlasShapesLayer layer,
                           guint level,
                           double west,
                           double north,
                           double east,
                           double south,
                           AtlasShapeFunc func,
                           gpointer user_data);

/** As above, but only the feature @id. */
void atlas_shapes_foreach_ring_of (
  AtlasShapesLayer layer, guint level, guint id, AtlasShapeFunc func, gpointer user_data);

/** A US county's name by FIPS code; NULL if there is none. */
const char *atlas_shapes_get_county_name (guint fips);

G_END_DECLS
