/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-points.h"
#include "atlas-solver.h"

G_BEGIN_DECLS

/**
 * AtlasOrienteering:
 * @points: with their scores as weights; the first is the start and the second the end
 * @budget: the length that no path may exceed, in the unit of the distances
 * @n_paths: how many paths there are; no point but start and end is on two
 *
 * Which points to visit with a limited time or distance.
 */
typedef struct
{
  AtlasPoints *points;
  double budget;
  guint n_paths;
} AtlasOrienteering;

/** The most points and paths there may be. */
#define ATLAS_ORIENTEERING_MAX       1000
#define ATLAS_ORIENTEERING_MAX_PATHS 100

void atlas_orienteering_clear (AtlasOrienteering *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasOrienteering, atlas_orienteering_clear)

/**
 * atlas_orienteering_parse:
 * @self: (out caller-allocates)
 * @text: @length bytes of anything
 * @name: what to call the file in errors
 *
 * Reads the text form of T. Tsiligirides, "Heuristic Methods Applied to Orienteering", 1984, and I.-M. Chao,
 * B. L. Golden and E. A. Wasil, "The Team Orienteering Problem", 1996: a line with the budget and the number
 * of paths, then a line "x y score" for each point, start and end first.
 *
 * Returns: FALSE with G_IO_ERROR_INVALID_DATA, which says file, line and field
 */
gboolean atlas_orienteering_parse (
  AtlasOrienteering *self, const char *text, gsize length, const char *name, GError **error);

/**
 * AtlasRoutes:
 * @paths: (array length=n_paths) (element-type GArray(guint)): the points of each path in order, with start
 * and end. None where the end is out of reach.
 * @lengths: (array length=n_paths): of each
 * @score: of all points visited, each counted once
 * @upper_bound: no paths within the budget score more
 */
typedef struct
{
  GArray **paths;
  double *lengths;
  guint n_paths;
  double score, upper_bound;
  guint64 iterations;
} AtlasRoutes;

void atlas_routes_free (AtlasRoutes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasRoutes, atlas_routes_free)

/** How far the paths may be from the best: 0.01 is one per cent below the bound. */
double atlas_routes_get_gap (const AtlasRoutes *self);

/**
 * atlas_orienteering_solve:
 * @limits: (nullable)
 * @cancellable: (nullable): ends the search; the best so far is the answer
 *
 * Paths from the start to the end that score much within the budget. An iteration is one try to better them.
 *
 * Returns: (transfer full)
 */
AtlasRoutes *atlas_orienteering_solve (const AtlasOrienteering *self,
                                       const AtlasSolverLimits *limits,
                                       GCancellable *cancellable);

G_END_DECLS
