/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_hatch_path:
 * @cr: whose present path is to be hatched
 * @step: from one line to the next, along either axis
 * @origin_x, @origin_y: where the user space's origin lies on the grid that all lines belong to: what is
 * hatched on another page or tile of the same grid goes on without a break
 *
 * Clips to the path and makes lines from the south-west to the north-east the path, to be stroked between
 * cairo_save() and cairo_restore() of the caller.
 */
void atlas_hatch_path (cairo_t *cr, double step, double origin_x, double origin_y);

/** As atlas_hatch_path(): points on the same grid, to be stroked as wide as the dots shall be. Sets dashes
 * and round ends. */
void atlas_dots_path (cairo_t *cr, double step, double origin_x, double origin_y);

G_END_DECLS
