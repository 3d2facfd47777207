/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-bubble.h"
#include "atlas-drawn-layer.h"

G_BEGIN_DECLS

/** In pixels, from a circle's edge to the middle of a mark on its rim, so that its numerals stay free. */
#define ATLAS_MARK_RIM 6.0

/**
 * AtlasMarkSpot:
 * @x, @y: where it stands, of the Mercator unit square: the place of its first mark
 * @n_marks: how many are drawn as one
 * @bubble: the circle on whose rim it hangs, or -1
 * @side_x: on which side of that, -1 (left) or 1; as @side_y, -1 (above) or 1
 * @sites: places, for atlas_mark_spot_list_marks() and atlas_mark_spot_get_box()
 *
 * What is drawn: one mark, or several that would hide each other.
 */
typedef struct
{
  double x, y;
  guint n_marks;
  int bubble;
  int side_x, side_y;
  GPtrArray *sites;
} AtlasMarkSpot;

/** Numbers of its marks, as they were added, lowest first. (transfer full) (element-type guint) */
GArray *atlas_mark_spot_list_marks (const AtlasMarkSpot *self);

/** Around where its marks are. */
void atlas_mark_spot_get_box (const AtlasMarkSpot *self, AtlasMapBox *box);

/**
 * AtlasMarkSpots:
 *
 * Marks on the map, put together where they would hide each other. Marks at one place are one from the
 * beginning: many events are held at one address, and those of which only the town is known in its middle.
 */
typedef struct _AtlasMarkSpots AtlasMarkSpots;

AtlasMarkSpots *atlas_mark_spots_new (void);
void atlas_mark_spots_free (AtlasMarkSpots *self);

/** Marks are numbered as they are added, from 0. @x, @y: of the Mercator unit square */
void atlas_mark_spots_add (AtlasMarkSpots *self, double x, double y);
void atlas_mark_spots_clear (AtlasMarkSpots *self);

/**
 * atlas_mark_spots_put_together:
 * @bubbles: (nullable) (element-type AtlasBubble): circles on whose rims marks hang that would lie on them
 * @world: pixels that the unit square is wide
 * @box: marks outside are left out
 *
 * Returns: (transfer none) (element-type AtlasMarkSpot): in the order of their first marks; until the next
 *   call of any of these functions
 */
const GArray *atlas_mark_spots_put_together (AtlasMarkSpots *self,
                                             const GArray *bubbles,
                                             double world,
                                             const AtlasMapBox *box);

G_END_DECLS
