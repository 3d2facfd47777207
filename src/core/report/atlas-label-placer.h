/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasLabelPlacer:
 *
 * Finds room for labels on a map, one after the other, the most important first: what has been placed is in
 * the way of what comes later. Pixels throughout.
 */
typedef struct _AtlasLabelPlacer AtlasLabelPlacer;

typedef struct
{
  double x, y, width, height;
} AtlasLabelRect;

/** Where a label may stand, seen from its point. Tried in the order of this list. */
typedef enum
{
  ATLAS_LABEL_CENTRED = 1 << 0, /* upon it */
  ATLAS_LABEL_RIGHT = 1 << 1,
  ATLAS_LABEL_BELOW = 1 << 2,
  ATLAS_LABEL_ABOVE = 1 << 3,
  ATLAS_LABEL_LEFT = 1 << 4,
  ATLAS_LABEL_NEAR = 1 << 5, /* a little below or above it, for the name of an area */
} AtlasLabelSides;

AtlasLabelPlacer *atlas_label_placer_new (void);
void atlas_label_placer_free (AtlasLabelPlacer *self);

/** Something that is there already. */
void atlas_label_placer_block (AtlasLabelPlacer *self, const AtlasLabelRect *rect);

/** From now on labels stand wholly inside of this, or anywhere where @bounds is NULL. */
void atlas_label_placer_set_bounds (AtlasLabelPlacer *self, const AtlasLabelRect *bounds);

/**
 * atlas_label_placer_place:
 * @x, @y: the label's point
 * @width, @height: of its text
 * @radius: how far from the point it must stay, on the sides: the symbol's radius
 * @padding: what it keeps from others
 * @rect: (out): where it stands
 *
 * Returns: FALSE if there is no room for it; else its place is taken from now on
 */
gboolean atlas_label_placer_place (AtlasLabelPlacer *self,
                                   double x,
                                   double y,
                                   double width,
                                   double height,
                                   double radius,
                                   double padding,
                                   AtlasLabelSides sides,
                                   AtlasLabelRect *rect);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasLabelPlacer, atlas_label_placer_free)

G_END_DECLS
