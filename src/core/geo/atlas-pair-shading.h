/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-shading.h"

G_BEGIN_DECLS

/* How a map shows two counts of each area at once: three classes of the one beside three of the other, nine
 * colours. */

/** Classes along each side of the square. */
#define ATLAS_PAIR_CLASSES 3
#define ATLAS_PAIR_CELLS   (ATLAS_PAIR_CLASSES * ATLAS_PAIR_CLASSES)

/**
 * AtlasPairAxis:
 * @low, @high: of the values in each class, both inclusive; the lowest begins with zero where @has_zero
 * @n_values: how many areas with another value than zero are in it
 * @has_zero: or one of which no more is known than that it is in the lowest class
 *
 * The classes of one of the two counts. Where there are too few different values for three, the middle class
 * or the lower two have no values.
 */
typedef struct
{
  double low[ATLAS_PAIR_CLASSES], high[ATLAS_PAIR_CLASSES];
  guint n_values[ATLAS_PAIR_CLASSES];
  gboolean has_zero;
} AtlasPairAxis;

/**
 * atlas_pair_axis_init:
 * @values: (array length=n_values): counts; NaN: not to be counted
 *
 * Thirds of the areas by their count, equal counts together. Zeros are left out of the reckoning, since they
 * may be most of a map; they belong to the lowest class.
 */
void atlas_pair_axis_init (AtlasPairAxis *self, const double *values, guint n_values);

/** Lets the lowest class begin at @low, for areas that are known to be in it and not what they come to. */
void atlas_pair_axis_lower (AtlasPairAxis *self, double low);

/** The class of a count, 0 to 2. */
guint atlas_pair_axis_find (const AtlasPairAxis *self, double value);

/** Whether any value, or zero, is in the class. */
gboolean atlas_pair_axis_has (const AtlasPairAxis *self, guint class);

/** The cell of the square where two classes meet: the first count grows to the right, the second upwards. */
static inline guint
atlas_pair_cell (guint first, guint second)
{
  return second * ATLAS_PAIR_CLASSES + first;
}

/**
 * atlas_pair_get_color:
 * @cell: see atlas_pair_cell()
 *
 * On the light map the purple and gold of Joshua Stevens ("Bivariate Choropleth Maps: A How-to Guide", 2015),
 * of his schemes the one whose nine colours stay furthest apart for the red-green blind; on the dark one the
 * same two hues rising from dark to luminous in even steps of OKLab, chosen by the same measure (Machado,
 * Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", 2009).
 */
void atlas_pair_get_color (guint cell, gboolean dark, double rgb[3]);

G_END_DECLS
