/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The files of data/geo, mapped into memory as they are: opening them takes well under a millisecond, and the
 * pages are shared by all processes. Their form is described where they are made, in data/geo/generate. */

typedef enum
{
  ATLAS_GEODATA_ERROR_MISSING,
  ATLAS_GEODATA_ERROR_DAMAGED,
  ATLAS_GEODATA_ERROR_VERSION,
} AtlasGeodataError;

#define ATLAS_GEODATA_ERROR (atlas_geodata_error_quark ())
GQuark atlas_geodata_error_quark (void);

/**
 * atlas_geodata_load:
 *
 * Opens the files, once for the process: in the folder `geo` below $ATLAS_DATA_DIR where that is set, else
 * where the program is installed. Everything in this folder calls it by itself and, where it fails, knows of
 * no region, place or outline; programs call it first, to tell the person what is wrong. Any thread.
 */
gboolean atlas_geodata_load (GError **error);

/** Where a file of the program's data lies: in @folder ("geo", "reference") as atlas_geodata_load() says.
 * (transfer full)
 */
char *atlas_geodata_dup_path (const char *folder, const char *name);

/** Opens one file by itself, for tests of damaged ones: the same checks. */
gboolean atlas_geodata_check_file (const char *path, GError **error);

/** A section of a file ("regions", "places", "shapes"), as @size bytes each item of @item_size; NULL where
 * the file is missing. Borrowed for ever. */
gconstpointer
atlas_geodata_get_section (const char *file, const char *section, gsize item_size, guint *n_items);

G_END_DECLS
