/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-bubble.h"
#include "atlas-drawn-layer.h"

G_BEGIN_DECLS

/** The sexes that a circle is split by: the two that most people are, and all that is neither or not stated.
 */
typedef enum
{
  ATLAS_SEX_PART_WOMEN,
  ATLAS_SEX_PART_MEN,
  ATLAS_SEX_PART_OTHERS,
  ATLAS_N_SEX_PARTS,
} AtlasSexPart;

/** In the present language: "Women", "Men", "Other or not stated". */
const char *atlas_sex_part_get_label (AtlasSexPart part);

/** Told apart by every kind of colour blindness, as by lightness (M. Okabe, K. Ito, "Color Universal Design",
 * 2008). */
void atlas_sex_part_get_color (AtlasSexPart part, gboolean dark, GdkRGBA *color);

/**
 * AtlasPlaceCircles:
 *
 * How many members of a point set live at each place of the gazetteer, as circles that stand on the places.
 * Immutable, reference-counted.
 */
typedef struct _AtlasPlaceCircles AtlasPlaceCircles;

/**
 * atlas_place_circles_new:
 * @scale: (nullable): the largest of whose places has the largest circle; NULL: of @points
 *
 * Counts the members: a few milliseconds for a million. Any thread.
 *
 * Returns: (transfer full)
 */
AtlasPlaceCircles *atlas_place_circles_new (AtlasPointSet *points, AtlasPointSet *scale);
AtlasPlaceCircles *atlas_place_circles_ref (AtlasPlaceCircles *self);
void atlas_place_circles_unref (AtlasPlaceCircles *self);

/** Members of the largest place of the scale; 0 if there is none. */
guint atlas_place_circles_get_largest (AtlasPlaceCircles *self);

/** Members at any place. */
guint atlas_place_circles_get_total (AtlasPlaceCircles *self);

/**
 * atlas_place_circles_list:
 * @box: whose circles
 * @world: width of the world in logical pixels at which they will be drawn
 *
 * Where small towns lie so close that their dots would cover each other, the larger are shown; nearer by,
 * all.
 *
 * Returns: (transfer full) (element-type AtlasBubble): the largest first, so that smaller ones are drawn on
 * top
 */
GArray *atlas_place_circles_list (AtlasPlaceCircles *self, const AtlasMapBox *box, double world);

/** Radius in logical pixels: the area follows the number, down to the smallest dot that can be seen. The
 * largest place has the radius %ATLAS_BUBBLE_MAX_RADIUS at any zoom. */
double atlas_place_circle_radius (guint members, guint largest);

/**
 * atlas_place_circle_paint:
 * @parts: members of each part
 * @inner: radius within which nothing is painted, 0 for a whole disc
 * @edge: the colour of a thin line around it, so that one circle on another is still seen as two
 * @scale: device pixels a logical pixel
 *
 * Paints a disc or ring that is split by sex, women from the top clockwise. Some ten microseconds.
 *
 * Returns: (transfer full): as large as the circle and %ATLAS_PLACE_CIRCLE_MARGIN around it
 */
GdkTexture *atlas_place_circle_paint (const guint parts[ATLAS_N_SEX_PARTS],
                                      double radius,
                                      double inner,
                                      const GdkRGBA *edge,
                                      gboolean dark,
                                      int scale);

#define ATLAS_PLACE_CIRCLE_MARGIN 2

/** How wide that line is, and that of a circle which is not split. */
double atlas_place_circle_edge (double radius);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPlaceCircles, atlas_place_circles_unref)

G_END_DECLS
