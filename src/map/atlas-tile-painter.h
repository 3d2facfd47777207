/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gdk/gdk.h>

#include "atlas-county.h"

G_BEGIN_DECLS

/** A tile in the usual scheme: 0,0 in the north-west. */
typedef struct
{
  guint zoom, column, row;
} AtlasTilePlace;

/**
 * AtlasTileRaster:
 * @surface: an image surface
 * @x, @y, @size: which square of it the tile shows, as parts of its side
 *
 * A picture that is painted over the base map, under the shades of regions.
 */
typedef struct
{
  cairo_surface_t *surface;
  double x, y, size;
} AtlasTileRaster;

/** Fills by region index, as atlas-region.h numbers them. */
#define ATLAS_TILE_MAX_REGIONS 256

/** In how many ways counties are filled at most. */
#define ATLAS_TILE_MAX_COUNTY_FILLS 10

/** How much of a shade is seen over a picture, which is to be read through it. */
#define ATLAS_TILE_SHADE_OVER_RASTER 0.5f

/** How much darker a picture is by night. It is made for daylight, and what lies over it is to be seen. */
#define ATLAS_TILE_DIMMED_BY_NIGHT 0.35

/**
 * AtlasTilePattern:
 * @ATLAS_TILE_PLAIN: filled
 * @ATLAS_TILE_HATCHED: nothing is known there
 * @ATLAS_TILE_DOTTED: little is known there
 * @ATLAS_TILE_HOLLOW: not filled: it recedes like a neighbour's land and keeps a line of its colour
 */
typedef enum
{
  ATLAS_TILE_PLAIN,
  ATLAS_TILE_HATCHED,
  ATLAS_TILE_DOTTED,
  ATLAS_TILE_HOLLOW,
} AtlasTilePattern;

/**
 * AtlasTileLook:
 * @dark: which of the two styles
 * @fills: of each region; where the opacity is 0 the land's own colour
 * @patterns: (element-type AtlasTilePattern): of each region
 * @with_counties: the counties of the USA are filled, over their states, and have borders at any zoom
 * @county_fills, @county_patterns: their colours and patterns
 * @counties: by FIPS code: 0: the land's own colour; else 1 + which of @county_fills
 *
 * All that a tile's picture depends on beside its place. Shared between threads, never changed once shared.
 */
typedef struct
{
  gatomicrefcount ref_count;
  gboolean dark;
  GdkRGBA fills[ATLAS_TILE_MAX_REGIONS];
  guint8 patterns[ATLAS_TILE_MAX_REGIONS];
  gboolean with_counties;
  GdkRGBA county_fills[ATLAS_TILE_MAX_COUNTY_FILLS];
  guint8 county_patterns[ATLAS_TILE_MAX_COUNTY_FILLS];
  guint8 counties[ATLAS_COUNTY_N_CODES];
} AtlasTileLook;

AtlasTileLook *atlas_tile_look_new (gboolean dark);
AtlasTileLook *atlas_tile_look_ref (AtlasTileLook *self);
void atlas_tile_look_unref (AtlasTileLook *self);

/** Whether tiles painted by them are the same. */
gboolean atlas_tile_look_equal (const AtlasTileLook *a, const AtlasTileLook *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasTileLook, atlas_tile_look_unref)

/**
 * atlas_tile_paint:
 * @zoom, @column, @row: the tile, in the usual scheme (0,0 in the north-west)
 * @pixels: device pixels along the tile's side; need not be whole
 * @scale: device pixels a logical pixel: how wide a hairline is
 * @raster: (nullable): a picture that lies over the base map; shades let it be seen
 *
 * Paints the base map of one tile: land, shades, water, borders, no words. The picture is a little larger
 * than the tile (by 1 logical pixel to the east and south, up to a whole device pixel), so that neighbours
 * overlap and no seam shows between them. Any thread.
 *
 * Returns: (transfer full): the picture, `ceil (@pixels + @scale)` square
 */
GdkTexture *atlas_tile_paint (const AtlasTileLook *look,
                              guint zoom,
                              guint column,
                              guint row,
                              double pixels,
                              int scale,
                              const AtlasTileRaster *raster);

G_END_DECLS
