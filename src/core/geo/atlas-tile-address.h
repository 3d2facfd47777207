/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define ATLAS_TILE_ADDRESS_ERROR (atlas_tile_address_error_quark ())
GQuark atlas_tile_address_error_quark (void);

typedef enum
{
  ATLAS_TILE_ADDRESS_ERROR_INVALID,
} AtlasTileAddressError;

/* Where a map server keeps its tiles: "https://tile.openstreetmap.org/{z}/{x}/{y}.png". {z} stands for the
 * zoom level, {x} for the column from the west, {y} for the row from the north, {-y} for the row from the
 * south. {s}, by which servers of old spread their load over several names, is always "a". */

/** Whether @address is such an address, by https or http, and names no user; the error says what to mend. */
gboolean atlas_tile_address_check (const char *address, GError **error);

/** The server that an address which has been checked leads to, with its port where one is named: what a
 * person is asked about. (transfer full) */
char *atlas_tile_address_dup_host (const char *address);

/** Whether what is asked for can be read along the way. */
gboolean atlas_tile_address_is_encrypted (const char *address);

/** The address of one tile. (transfer full) */
char *atlas_tile_address_expand (const char *address, guint zoom, guint column, guint row);

G_END_DECLS
