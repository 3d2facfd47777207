/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-base-map.h"
#include "atlas-raster-tiles.h"

G_BEGIN_DECLS

/** A tile that takes more bytes is not waited for. */
#define ATLAS_SERVER_TILES_MAX_TILE (1024 * 1024)

/**
 * AtlasServerTiles:
 *
 * The tiles of a map server, asked for where they are looked at and not before; whoever makes one has the
 * person's consent. Nothing is sent but the addresses of tiles, to that one server: where it points elsewhere
 * nobody follows. What came is kept for a week in the person's cache folder by libshumate, at most 100 MB,
 * and then asked for again only if it has changed.
 *
 * A server that does not answer is left alone for a while; "problem" says so, and the map is settled.
 */
#define ATLAS_TYPE_SERVER_TILES (atlas_server_tiles_get_type ())
G_DECLARE_FINAL_TYPE (AtlasServerTiles, atlas_server_tiles, ATLAS, SERVER_TILES, AtlasRasterTiles)

/** @map: of the type %ATLAS_BASE_MAP_ADDRESS */
AtlasRasterTiles *atlas_server_tiles_new (AtlasBaseMap *map);

G_END_DECLS
