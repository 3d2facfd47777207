/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

#include "atlas-raster-tiles.h"
#include "atlas-tile-ground.h"

G_BEGIN_DECLS

#define ATLAS_BASE_MAP_TILE_SIZE 256
#define ATLAS_BASE_MAP_MIN_ZOOM  2
#define ATLAS_BASE_MAP_MAX_ZOOM  14 /* of the built-in map; one that is painted over it may go nearer */

/**
 * AtlasBaseMapSource:
 *
 * The base map and the shading of regions as one opaque tile source, painted from the data the program
 * carries, on worker threads; it needs no network. Another map may be painted over it. One source and not
 * two, because a transparent layer of shades above would be blended twice where tiles of two levels overlap
 * while zooming.
 *
 * When its look changes, tiles that are on screen go on showing what they have until all of them have been
 * painted anew, and then change at once.
 *
 * Signals:
 * - "contents-changed": tiles already on screen have changed and want to be drawn
 * - "notify::busy"
 * - "notify::ground"
 */
#define ATLAS_TYPE_BASE_MAP_SOURCE (atlas_base_map_source_get_type ())
G_DECLARE_FINAL_TYPE (AtlasBaseMapSource, atlas_base_map_source, ATLAS, BASE_MAP_SOURCE, ShumateMapSource)

AtlasBaseMapSource *atlas_base_map_source_new (void);

/** @look: held, and changed no more */
void atlas_base_map_source_set_look (AtlasBaseMapSource *self, AtlasTileLook *look);

/**
 * atlas_base_map_source_set_resolution:
 * @pixels: device pixels along a tile's side as it is drawn at present
 * @scale: device pixels a logical pixel
 *
 * libshumate stretches tiles up to twice their size between two levels. Once the map rests, tiles painted for
 * the very size at which they are drawn are sharp and cost less than larger ones.
 */
void atlas_base_map_source_set_resolution (AtlasBaseMapSource *self, double pixels, int scale);

/** @raster: (nullable): a map to be painted over the built-in one, under the shades */
void atlas_base_map_source_set_raster (AtlasBaseMapSource *self, AtlasRasterTiles *raster);

/** What shades lie over, as far as tiles of another map have been painted; without one, no samples. The
 * latest tiles count the most. Notified by property "ground". */
const AtlasTileGround *atlas_base_map_source_get_ground (AtlasBaseMapSource *self);

/** Whether tiles are being painted, or what is to be painted is on its way. */
gboolean atlas_base_map_source_is_busy (AtlasBaseMapSource *self);

G_END_DECLS
