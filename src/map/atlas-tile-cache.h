/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-tile-painter.h"

G_BEGIN_DECLS

/**
 * AtlasTileCache:
 *
 * Something for each of the tiles that were used last. Not thread-safe.
 */
typedef struct _AtlasTileCache AtlasTileCache;

/** @max_size: bytes, of all together; the one used longest ago goes first. @destroy: for what is kept */
AtlasTileCache *atlas_tile_cache_new (gsize max_size, GDestroyNotify destroy);
void atlas_tile_cache_free (AtlasTileCache *self);

/** Borrowed; NULL where nothing is kept. */
gpointer atlas_tile_cache_get (AtlasTileCache *self, const AtlasTilePlace *place);

/** @data: (transfer full): replaces what was kept. @size: in bytes */
void atlas_tile_cache_put (AtlasTileCache *self, const AtlasTilePlace *place, gpointer data, gsize size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasTileCache, atlas_tile_cache_free)

G_END_DECLS
