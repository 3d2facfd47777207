/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** The most classes that are of use: a reader tells no more steps of one hue apart (Brewer, 1994). */
#define ATLAS_CLASS_BREAKS_MAX 7

/**
 * AtlasClassBreak:
 * @low, @high: the class holds values from @low to @high, both inclusive
 * @n_values: how many of the values lie in it, never 0
 *
 * One class of a shaded map.
 */
typedef struct
{
  guint low, high;
  guint n_values;
} AtlasClassBreak;

/**
 * atlas_class_breaks:
 * @values: counts of things, in any order
 * @max_classes: how many classes there may be above zero, 1 to %ATLAS_CLASS_BREAKS_MAX
 * @classes: (out caller-allocates) (array length=max_classes): receives the classes, in rising order
 *
 * Chooses the classes by which counts are shaded, so that one huge region does not hide the differences among
 * the rest. Zeros are left out: they are a class of their own, which the caller draws in no colour.
 *
 * Among limits that are round numbers, those are taken which make the values within each class most alike:
 * least sum of squared deviations, found exactly by dynamic programming (W. D. Fisher, "On grouping for
 * maximum homogeneity", 1958; G. F. Jenks, 1967), of the values' logarithms, because counts of people differ
 * by factors. Limits are of the series 1-2-5; where that cannot part the values into as many classes as there
 * are, or only by putting unlike values together, of a finer one. The outermost limits are the least and the
 * largest value themselves.
 *
 * Returns: how many classes: at most @max_classes, no more than there are different values, 0 if all are zero
 */
guint atlas_class_breaks (const guint *values, guint n_values, guint max_classes, AtlasClassBreak *classes);

/** Which of @classes @value belongs to: the last whose low is not above it; -1 for 0. */
int atlas_class_breaks_find (const AtlasClassBreak *classes, guint n_classes, guint value);

G_END_DECLS
