/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* By which steps a map of areas is shaded, and in what colours: the same on the screen, in a picture and on
 * paper. */

/** The most classes that are of use: a reader tells no more steps of one hue apart (Brewer, 1994). */
#define ATLAS_SHADES_MAX 7

/**
 * AtlasBreaks:
 * @ATLAS_BREAKS_ROUND: limits are round numbers that part the values well; counts by their logarithms (see
 * atlas_class_breaks())
 * @ATLAS_BREAKS_QUANTILE: as many areas in each class
 * @ATLAS_BREAKS_NATURAL: the values within each class as alike as can be (Fisher, 1958; Jenks, 1967)
 * @ATLAS_BREAKS_EQUAL: classes equally wide
 * @ATLAS_BREAKS_LOGARITHMIC: each class as many times the one before; as EQUAL where a value is not above
 * zero
 * @ATLAS_BREAKS_OWN: limits that somebody chose
 */
typedef enum
{
  ATLAS_BREAKS_ROUND,
  ATLAS_BREAKS_QUANTILE,
  ATLAS_BREAKS_NATURAL,
  ATLAS_BREAKS_EQUAL,
  ATLAS_BREAKS_LOGARITHMIC,
  ATLAS_BREAKS_OWN,
  ATLAS_N_BREAKS,
} AtlasBreaks;

/** "round", "quantile", "natural", "equal", "log", "own"; -1 if @name is none of them. */
const char *atlas_breaks_get_name (AtlasBreaks breaks);
int atlas_breaks_find (const char *name);

/**
 * AtlasShadingRule:
 * @max_classes: 1 to %ATLAS_SHADES_MAX, not counting the class of zero
 * @counts: values are whole numbers, and zero is a class of its own, the land's colour
 * @diverging: values lie on both sides of @middle, which is where two classes meet
 * @one_sided: diverging, but only what lies above the middle matters: below it is one class, and the whole
 * ramp is for those above
 * @whole: values are told in whole numbers: round limits are, and none ends where the next begins
 * @own: (array length=n_own): rising limits between classes, for %ATLAS_BREAKS_OWN
 */
typedef struct
{
  AtlasBreaks breaks;
  guint max_classes;
  gboolean counts;
  gboolean diverging;
  double middle;
  gboolean one_sided;
  gboolean whole;
  double own[ATLAS_SHADES_MAX - 1];
  guint n_own;
} AtlasShadingRule;

/**
 * AtlasShade:
 * @low, @high: of the values in the class, both inclusive; for round limits and one's own, the limits
 * @n_values: how many areas
 * @below: diverging: the class lies below the middle
 */
typedef struct
{
  double low, high;
  guint n_values;
  gboolean below;
} AtlasShade;

/**
 * atlas_shading_classify:
 * @values: (array length=n_values): NaN where nothing is known; such areas are in no class
 * @shades: (out caller-allocates) (array length=ATLAS_SHADES_MAX): rising
 *
 * Never an empty class, and never more than there are different values: one value gives one class, of which
 * low and high are the same.
 *
 * Returns: how many classes
 */
guint atlas_shading_classify (const AtlasShadingRule *rule,
                              const double *values,
                              guint n_values,
                              AtlasShade shades[ATLAS_SHADES_MAX]);

/** Which of @shades; -1 for NaN, and for zero where @rule counts. */
int atlas_shading_find (const AtlasShadingRule *rule, const AtlasShade *shades, guint n_shades, double value);

/**
 * atlas_shading_get_color:
 * @index: of @n_shades, the lowest first
 * @rgb: (out caller-allocates): red, green and blue, 0 to 1
 *
 * Sequential: one hue, teal, told apart by lightness alone, which every kind of colour blindness leaves
 * alone: pale to deep on the light map, deep to luminous on the dark one. Diverging: orange below the middle
 * and teal above it, which stay apart for the red-green blind. In even steps of OKLab (B. Ottosson, "A
 * perceptual color space for image processing", 2020).
 */
void atlas_shading_get_color (const AtlasShadingRule *rule,
                              const AtlasShade *shades,
                              guint n_shades,
                              guint index,
                              gboolean dark,
                              double rgb[3]);

G_END_DECLS
