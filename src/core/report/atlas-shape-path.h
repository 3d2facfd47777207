/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "atlas-shapes.h"

G_BEGIN_DECLS

/**
 * AtlasShapePath:
 *
 * Turns outlines on a plane into a cairo path in pixels, cut to a box: cairo counts in 24 bits and a
 * continent at a high zoom is wider than that, and what is not seen need be neither rasterised nor written
 * into a file. The plane is the Mercator unit square on the screen, AtlasProjection's kilometres on paper.
 */
typedef struct
{
  cairo_t *cr;
  double origin_x, origin_y;       /* of the picture, on the plane */
  double world;                    /* pixels for a unit of the plane */
  double west, north, east, south; /* the box, pixels */
  double least_step; /* points nearer to the last one than this add nothing that could be seen */
  GArray *points[2];
} AtlasShapePath;

/** @width, @height: of the picture in pixels; @margin: what lies so far outside is kept, more than half the
 * widest line. */
void atlas_shape_path_init (AtlasShapePath *self,
                            cairo_t *cr,
                            double origin_x,
                            double origin_y,
                            double world,
                            double width,
                            double height,
                            double margin);
void atlas_shape_path_clear (AtlasShapePath *self);

/** Adds a ring, closed; where it leaves the box it follows the box's edge, for filling. */
void atlas_shape_path_add_ring (AtlasShapePath *self, const double *xy, guint n_points);

/** Adds a line, and leaves out what is not in the box, for stroking. @closed: back to where it began. */
void atlas_shape_path_add_line (AtlasShapePath *self, const double *xy, guint n_points, gboolean closed);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasShapePath, atlas_shape_path_clear)

G_END_DECLS
