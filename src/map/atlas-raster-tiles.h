/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-tile-painter.h"

G_BEGIN_DECLS

/**
 * AtlasRasterTiles:
 *
 * A map made of pictures, from a file or a server, that [class@AtlasBaseMapSource] paints over its own. Where
 * it has no picture the map beneath is seen; nearer than its nearest level its pictures are enlarged.
 *
 * Properties: "problem" (gchararray, read only): what is wrong with it at this moment, in words; NULL:
 * nothing.
 *
 * Signals: "arrived": pictures that were lacking are here, or may be asked for again.
 */
#define ATLAS_TYPE_RASTER_TILES (atlas_raster_tiles_get_type ())
G_DECLARE_DERIVABLE_TYPE (AtlasRasterTiles, atlas_raster_tiles, ATLAS, RASTER_TILES, GObject)

struct _AtlasRasterTilesClass
{
  GObjectClass parent_class;

  /** What is wrong where a tile is no picture; marked for translation. */
  const char *no_picture;

  /** Any thread. The picture's file, or NULL; @lacking: (out): there may be one, but not here yet. */
  GBytes *(*load) (AtlasRasterTiles *self, const AtlasTilePlace *place, gboolean *lacking);

  /** Main thread. See atlas_raster_tiles_ask(). */
  gboolean (*ask) (AtlasRasterTiles *self, const AtlasTilePlace *place);

  /** Main thread. */
  gboolean (*is_busy) (AtlasRasterTiles *self);
  void (*close) (AtlasRasterTiles *self);
};

/** For subclasses, before anybody asks for a tile. */
void atlas_raster_tiles_set_zoom (AtlasRasterTiles *self, guint min_zoom, guint max_zoom);

/** For subclasses; @problem: (nullable). Main thread. */
void atlas_raster_tiles_set_problem (AtlasRasterTiles *self, const char *problem);

/** For subclasses: the same from any thread, soon. @problem: static, marked for translation */
void atlas_raster_tiles_report (AtlasRasterTiles *self, const char *problem);

guint atlas_raster_tiles_get_max_zoom (AtlasRasterTiles *self);
const char *atlas_raster_tiles_get_problem (AtlasRasterTiles *self);

/**
 * atlas_raster_tiles_find:
 * @raster: (out): the picture to paint on that tile; its surface is owned by the caller
 * @lacking: (out): a better one may come, see atlas_raster_tiles_ask()
 *
 * Reads and decodes. Any thread but the main one, which it would hold up.
 *
 * Returns: FALSE where there is none
 */
gboolean atlas_raster_tiles_find (AtlasRasterTiles *self,
                                  const AtlasTilePlace *place,
                                  AtlasTileRaster *raster,
                                  gboolean *lacking);

/** Asks for a tile that is lacking; TRUE if it has come by now, or is known not to exist. */
gboolean atlas_raster_tiles_ask (AtlasRasterTiles *self, const AtlasTilePlace *place);

/** Whether what was asked for is on its way. */
gboolean atlas_raster_tiles_is_busy (AtlasRasterTiles *self);

/** Nothing is asked for any more, and what is on its way is given up. */
void atlas_raster_tiles_close (AtlasRasterTiles *self);

G_END_DECLS
