/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-mbtiles.h"
#include "atlas-raster-tiles.h"

G_BEGIN_DECLS

/**
 * AtlasFileTiles:
 *
 * The tiles of a map file, read where they are painted, on worker threads.
 */
#define ATLAS_TYPE_FILE_TILES (atlas_file_tiles_get_type ())
G_DECLARE_FINAL_TYPE (AtlasFileTiles, atlas_file_tiles, ATLAS, FILE_TILES, AtlasRasterTiles)

AtlasRasterTiles *atlas_file_tiles_new (AtlasMbtiles *file);

G_END_DECLS
