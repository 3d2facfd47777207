/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-gazetteer.h"
#include "atlas-point-set.h"

G_BEGIN_DECLS

/**
 * AtlasBubble:
 * @x, @y: the members' mean position, Mercator unit square
 * @radius: logical pixels
 * @members: how many it stands for
 * @row: of the point index, of one of them; the only one where @members is 1
 * @cell, @level: the largest cell of the pyramid in it; of a place, its index and %ATLAS_BUBBLE_LEVEL_PLACE
 * @place: where it stands on a place of the gazetteer, that; else %ATLAS_PLACE_NONE
 * @women, @men: of its members, where it stands on a place
 *
 * A circle on the map: one cluster, or several that would have overlapped; or a place.
 */
typedef struct
{
  double x, y;
  double radius;
  guint members;
  guint row;
  guint64 cell;
  guint8 level;
  guint place;
  guint women, men;
} AtlasBubble;

/** Deeper than any cell. */
#define ATLAS_BUBBLE_LEVEL_PLACE G_MAXUINT8

#define ATLAS_BUBBLE_DOT_RADIUS 4.5
#define ATLAS_BUBBLE_MAX_RADIUS 26.0

/**
 * atlas_bubble_radius:
 * @largest: of how many members is the largest cell of this level
 *
 * Radius in logical pixels. The circle's *area* is proportional to @members, as the eye compares areas
 * (the largest has the radius %ATLAS_BUBBLE_MAX_RADIUS), but never so small that its number would not fit,
 * and one person is a dot.
 */
double atlas_bubble_radius (guint members, guint largest);

/**
 * atlas_bubbles_merge:
 * @clusters: (element-type AtlasCluster): cells of one level
 * @world: width of the world in logical pixels at which they will be drawn
 * @largest: see [func@atlas_bubble_radius]
 * @owners: (out) (optional) (array): for each of @clusters, the index of the bubble it went into
 *
 * Turns cells into circles that overlap each other a little at most: largest first, each takes those in that
 * it would hide, and stands at the mean of all. No one is lost: the bubbles' members add up to the clusters'.
 *
 * Returns: (transfer full) (element-type AtlasBubble): largest first
 */
GArray *atlas_bubbles_merge (const GArray *clusters, double world, guint largest, guint **owners);

/**
 * atlas_bubbles_find:
 * @bubbles: (element-type AtlasBubble):
 * @world: the width of the world, in pixels
 * @x: in parts of the world, as is @y
 * @margin: around a circle, in pixels
 *
 * Returns: the first circle of several members that a point lies under; -1: none
 */
int atlas_bubbles_find (const GArray *bubbles, double world, double x, double y, double margin);

G_END_DECLS
