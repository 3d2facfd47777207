/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-points.h"

G_BEGIN_DECLS

/**
 * AtlasVector:
 *
 * Where a point lies in space: for metrics of the plane z is 0, for those of the sphere it is a point of the
 * unit sphere, so that nearer in space is nearer on the ground everywhere, at the poles and across 180° too.
 */
typedef struct
{
  double x, y, z;
} AtlasVector;

/** (transfer full) (array): one for each point */
AtlasVector *atlas_points_dup_vectors (const AtlasPoints *points);

static inline double
atlas_vector_square (AtlasVector a, AtlasVector b)
{
  double dx = a.x - b.x, dy = a.y - b.y, dz = a.z - b.z;

  return dx * dx + dy * dy + dz * dz;
}

/**
 * AtlasPointsTree:
 *
 * Finds what lies near in a logarithmic time: a k-d tree (J. L. Bentley, "Multidimensional Binary Search
 * Trees Used for Associative Searching", 1975) whose leaves hold a few points each.
 */
typedef struct _AtlasPointsTree AtlasPointsTree;

/** @vectors: (array length=n): borrowed as long as the tree lives */
AtlasPointsTree *atlas_points_tree_new (const AtlasVector *vectors, guint n);
void atlas_points_tree_free (AtlasPointsTree *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPointsTree, atlas_points_tree_free)

/** (array): all points in the order of the leaves, in which neighbours mostly lie near each other */
const guint *atlas_points_tree_get_order (const AtlasPointsTree *self);

/**
 * atlas_points_tree_find_nearest:
 * @found: (out caller-allocates) (array): room for @k, the nearest first; of equally near ones any
 *
 * Returns: how many other points than @i were found: @k, or all others where there are fewer
 */
guint atlas_points_tree_find_nearest (const AtlasPointsTree *self, guint i, guint k, guint *found);

/**
 * AtlasVectorSides:
 *
 * Two planes through a point, whose normals point into the quarter that is meant.
 */
typedef struct
{
  AtlasVector normals[2];
} AtlasVectorSides;

/** The nearest point to @i that lies in a quarter, on neither plane; G_MAXUINT where there is none. */
guint
atlas_points_tree_find_in_quarter (const AtlasPointsTree *self, guint i, const AtlasVectorSides *quarter);

static inline double
atlas_vector_dot (AtlasVector a, AtlasVector b)
{
  return a.x * b.x + a.y * b.y + a.z * b.z;
}

/** Ranks in the order of the leaves, from @begin to before @end. */
typedef struct
{
  guint begin, end;
} AtlasPointsRange;

/** Whether a point that lies on the rim belongs to what is asked for. */
typedef gboolean (*AtlasPointsRimFunc) (guint point, gpointer data);

/**
 * atlas_points_tree_find_within:
 * @inner, @outer: distances in space from @center: what is nearer than @inner is found, what is farther than
 * @outer is not, and between them @func decides
 * @ranges: (inout): of AtlasPointsRange; those that were found are appended, rising, with gaps between them
 */
void atlas_points_tree_find_within (const AtlasPointsTree *self,
                                    AtlasVector center,
                                    double inner,
                                    double outer,
                                    AtlasPointsRimFunc func,
                                    gpointer data,
                                    GArray *ranges);

G_END_DECLS
