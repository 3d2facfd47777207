/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-points.h"

G_BEGIN_DECLS

/** Whether a text begins as a TSPLIB file does: with one of its keywords. */
gboolean atlas_tsplib_sniff (const char *text, gsize length);

/**
 * atlas_tsplib_parse:
 * @text: @length bytes of anything
 * @name: what to call the file in errors
 *
 * Reads a file of the travelling salesman's library (G. Reinelt, "TSPLIB 95"): symmetric, with coordinates,
 * of the types EUC_2D, CEIL_2D, ATT and GEO. The header may stand in any order and after the coordinates too.
 * The points are in the order of their numbers, which are 1 to DIMENSION.
 *
 * Returns: (transfer full): NULL with G_IO_ERROR_INVALID_DATA, which says file, line and field, or
 * G_IO_ERROR_NOT_SUPPORTED
 */
AtlasPoints *atlas_tsplib_parse (const char *text, gsize length, const char *name, GError **error);

G_END_DECLS
