/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-index.h"

G_BEGIN_DECLS

/**
 * AtlasPointPolygon:
 *
 * An area of the Mercator world inside a closed line, by the even-odd rule: where the line crosses itself,
 * what it goes around twice is outside. It may lie across 180 degrees: then its line goes on beyond the unit
 * square. A point on the line belongs to the area to the east or south of it, so that of two polygons that
 * share an edge each point is in exactly one. Immutable; any thread.
 */
typedef struct _AtlasPointPolygon AtlasPointPolygon;

/**
 * atlas_point_polygon_new:
 * @xy: (array): x and y of each corner, Mercator unit square, x within -1..2
 *
 * Of fewer than three corners nobody is inside.
 */
AtlasPointPolygon *atlas_point_polygon_new (const double *xy, guint n_points);
void atlas_point_polygon_free (AtlasPointPolygon *self);

/** @x, @y: quantised (see atlas_point_quantise()). Tens of nanoseconds. */
gboolean atlas_point_polygon_contains (const AtlasPointPolygon *self, guint32 x, guint32 y);

/**
 * atlas_point_polygon_match:
 * @rows: those of the placed members of @index who are inside are added
 *
 * Whole cells of the index's pyramid that the line does not meet are inside or outside at once; positions are
 * looked at only in the smallest cells that it crosses. A million people and a line around half of them: 2
 * ms.
 */
void atlas_point_polygon_match (const AtlasPointPolygon *self, AtlasPointIndex *index, AtlasBitset *rows);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPointPolygon, atlas_point_polygon_free)

/**
 * atlas_polyline_simplify:
 * @xy: (array): x and y of each point; those that are left stand at its beginning afterwards
 * @tolerance: how far the line may move, in the unit of @xy
 * @max_points: more than this are never left, however far the line then moves
 *
 * D. Douglas and T. Peucker, "Algorithms for the reduction of the number of points required to represent a
 * digitized line or its caricature", The Canadian Cartographer 10 (1973). The ends stay.
 *
 * Returns: how many points are left
 */
guint atlas_polyline_simplify (double *xy, guint n_points, double tolerance, guint max_points);

G_END_DECLS
