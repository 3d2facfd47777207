/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-set.h"

G_BEGIN_DECLS

/* How densely members live, smoothed: a map of heat. */

/**
 * AtlasHeatField:
 *
 * People on a grid of cells, and as far around it as a Gaussian kernel reaches, cut off at three times its
 * sigma.
 */
typedef struct _AtlasHeatField AtlasHeatField;

/** @sigma: of the kernel, cells */
AtlasHeatField *atlas_heat_field_new (guint width, guint height, double sigma);
/** @x, @y: cells from the upper left corner of the grid, 0.5 being the middle of the first */
void atlas_heat_field_add (AtlasHeatField *self, double x, double y, double members);
/** Spreads them by the kernel. Takes the field. (transfer full) (array): members for each cell, row by row */
float *atlas_heat_field_spread (AtlasHeatField *self);

/**
 * AtlasHeatGrid:
 * @west, @north: the grid's corner in the Mercator unit square; may lie beyond it, since the world goes on
 * @step: width and height of a cell there
 * @width, @height: cells
 */
typedef struct
{
  double west, north, step;
  guint width, height;
} AtlasHeatGrid;

/**
 * atlas_heat_new:
 * @sigma: of the kernel, cells
 *
 * The kernel density of the set's positions by a Gaussian kernel (B. W. Silverman, "Density Estimation for
 * Statistics and Data Analysis", 1986), cut off at three times @sigma: each member is spread over the cells
 * around, parts that add up to one. Members outside of the grid are felt inside, also across 180 degrees. A
 * few milliseconds for a screen of a million members; any thread.
 *
 * Returns: (transfer full) (array): members for each cell, row by row from the north-west
 */
float *atlas_heat_new (AtlasPointSet *set, const AtlasHeatGrid *grid, double sigma);

/**
 * atlas_heat_get_full:
 * @width: of the world, cells
 *
 * The density that is shown as the hottest: what the fullest hundredth of all places makes, wherever they
 * are, so that a colour means the same however the map is panned.
 *
 * Returns: members for a cell, above zero
 */
double atlas_heat_get_full (AtlasPointSet *set, double width, double sigma);

/**
 * atlas_heat_get_color:
 * @heat: 0 to 1: density of that which is shown as the hottest
 * @rgba: (out): not premultiplied
 *
 * One warm hue apart from that of the shades: on the light map from pale to deep, on the dark one from deep
 * to luminous, by even steps of lightness, which every kind of colour blindness leaves alone. It grows with
 * the square root, as circles do with their area, and fades out towards nothing.
 */
void atlas_heat_get_color (double heat, gboolean dark, double rgba[4]);

G_END_DECLS
