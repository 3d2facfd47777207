/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-file-tiles.h"

#include "atlas-i18n.h"
#include "atlas-mercator.h"

struct _AtlasFileTiles
{
  AtlasRasterTiles parent_instance;

  AtlasMbtiles *file;
  double west, north, east, south; /* of the unit square */
};

G_DEFINE_FINAL_TYPE (AtlasFileTiles, atlas_file_tiles, ATLAS_TYPE_RASTER_TILES)

static GBytes *
atlas_file_tiles_load (AtlasRasterTiles *tiles, const AtlasTilePlace *place, gboolean *lacking)
{
  AtlasFileTiles *self = ATLAS_FILE_TILES (tiles);
  double size = 1.0 / (1u << place->zoom);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  if ((place->column + 1) * size <= self->west || place->column * size >= self->east ||
      (place->row + 1) * size <= self->north || place->row * size >= self->south)
    return NULL;
  bytes = atlas_mbtiles_load (self->file, place->zoom, place->column, place->row, &error);
  if (error != NULL)
    atlas_raster_tiles_report (tiles, N_ ("A part of the map file can’t be read"));
  return bytes;
}

/* Nothing is ever on its way: a file is read where it is painted. */

static gboolean
atlas_file_tiles_ask (AtlasRasterTiles *tiles, const AtlasTilePlace *place)
{
  return TRUE;
}

static gboolean
atlas_file_tiles_is_busy (AtlasRasterTiles *tiles)
{
  return FALSE;
}

static void
atlas_file_tiles_close (AtlasRasterTiles *tiles)
{
}

static void
atlas_file_tiles_finalize (GObject *object)
{
  g_clear_pointer (&ATLAS_FILE_TILES (object)->file, atlas_mbtiles_unref);

  G_OBJECT_CLASS (atlas_file_tiles_parent_class)->finalize (object);
}

static void
atlas_file_tiles_class_init (AtlasFileTilesClass *klass)
{
  AtlasRasterTilesClass *tiles_class = ATLAS_RASTER_TILES_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = atlas_file_tiles_finalize;
  tiles_class->no_picture = N_ ("A part of the map file can’t be read");
  tiles_class->load = atlas_file_tiles_load;
  tiles_class->ask = atlas_file_tiles_ask;
  tiles_class->is_busy = atlas_file_tiles_is_busy;
  tiles_class->close = atlas_file_tiles_close;
}

static void
atlas_file_tiles_init (AtlasFileTiles *self)
{
}

AtlasRasterTiles *
atlas_file_tiles_new (AtlasMbtiles *file)
{
  AtlasFileTiles *self;
  double west, south, east, north;

  g_return_val_if_fail (file != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_FILE_TILES, NULL);
  self->file = atlas_mbtiles_ref (file);
  atlas_mbtiles_get_bounds (file, &west, &south, &east, &north);
  self->west = atlas_mercator_x (west);
  self->east = atlas_mercator_x (east);
  self->north = atlas_mercator_y (north);
  self->south = atlas_mercator_y (south);
  atlas_raster_tiles_set_zoom (ATLAS_RASTER_TILES (self), atlas_mbtiles_get_min_zoom (file),
                               atlas_mbtiles_get_max_zoom (file));
  return ATLAS_RASTER_TILES (self);
}
