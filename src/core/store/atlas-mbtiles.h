/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define ATLAS_MBTILES_ERROR (atlas_mbtiles_error_quark ())
GQuark atlas_mbtiles_error_quark (void);

typedef enum
{
  ATLAS_MBTILES_ERROR_NOT_FOUND,
  ATLAS_MBTILES_ERROR_INVALID, /* no map file, or a damaged one */
  ATLAS_MBTILES_ERROR_VECTOR,  /* a map file of a kind that can't be drawn */
} AtlasMbtilesError;

/** A tile that takes more bytes is left out. */
#define ATLAS_MBTILES_MAX_TILE (4 * 1024 * 1024)

/**
 * AtlasMbtiles:
 *
 * A map in a file: raster tiles in an SQLite database, as the MBTiles specification 1.3 describes. The file
 * may come from anywhere; it is only ever read, without a lock and with nothing written beside it, and a
 * question that takes it too long is given up. Any thread.
 */
typedef struct _AtlasMbtiles AtlasMbtiles;

/** Reads what the file says of itself, and its first tile, to refuse what can't be drawn. */
AtlasMbtiles *atlas_mbtiles_open (const char *path, GError **error);
AtlasMbtiles *atlas_mbtiles_ref (AtlasMbtiles *self);
void atlas_mbtiles_unref (AtlasMbtiles *self);

/** As it calls itself; NULL where it doesn't. */
const char *atlas_mbtiles_get_name (AtlasMbtiles *self);

/** Whose it is, often in HTML, as it stands in the file; NULL where that says nothing. */
const char *atlas_mbtiles_get_attribution (AtlasMbtiles *self);

guint atlas_mbtiles_get_min_zoom (AtlasMbtiles *self);
guint atlas_mbtiles_get_max_zoom (AtlasMbtiles *self);

/** What is covered, in degrees; the whole world where the file doesn't say. */
void atlas_mbtiles_get_bounds (AtlasMbtiles *self, double *west, double *south, double *east, double *north);

/**
 * atlas_mbtiles_load:
 * @row: from the north, as maps count; the file counts from the south
 *
 * Returns: (transfer full) (nullable): the picture as a file of PNG, JPEG or WebP; NULL without @error where
 * the map has no such tile
 */
GBytes *atlas_mbtiles_load (AtlasMbtiles *self, guint zoom, guint column, guint row, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasMbtiles, atlas_mbtiles_unref)

G_END_DECLS
