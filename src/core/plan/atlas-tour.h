/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-points.h"
#include "atlas-solver.h"

G_BEGIN_DECLS

/**
 * AtlasTour:
 * @order: (array length=n): each point once
 * @n: how many points
 * @length: of the tour, in the unit of the distances; that of a closed one counts the way back
 * @lower_bound: no tour is shorter; NaN where none was worked out
 * @iterations: how many steps the search took
 *
 * In what order to go to places.
 */
typedef struct
{
  guint *order;
  guint n;
  double length;
  double lower_bound;
  guint64 iterations;
} AtlasTour;

void atlas_tour_free (AtlasTour *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasTour, atlas_tour_free)

/** How far the tour may be from the shortest: 0.01 is one per cent above the bound; NaN where that is not
 * known. */
double atlas_tour_get_gap (const AtlasTour *self);

/**
 * atlas_tour_solve:
 * @limits: (nullable)
 * @cancellable: (nullable): ends the search; the best tour so far is the answer
 *
 * A short closed tour through all points, beginning with the first. An iteration is one try to better it.
 *
 * Returns: (transfer full)
 */
AtlasTour *atlas_tour_solve (AtlasPoints *points, const AtlasSolverLimits *limits, GCancellable *cancellable);

/** Any place may be the first or the last. */
#define ATLAS_TOUR_ANY G_MAXUINT

typedef enum
{
  ATLAS_TOUR_CLOSED, /* and back to the first; start is where the order begins, end is not looked at */
  ATLAS_TOUR_OPEN,   /* from start to end, each a place or ATLAS_TOUR_ANY */
} AtlasTourForm;

/**
 * atlas_tour_solve_matrix:
 * @costs: (array): of @n times @n: row from, column to; finite and not negative; need not be symmetric
 * @n: at most %ATLAS_TOUR_MATRIX_MAX
 *
 * A short tour where the way there may differ from the way back. Up to 12 places it is the shortest.
 *
 * Returns: (transfer full)
 */
AtlasTour *atlas_tour_solve_matrix (const double *costs,
                                    guint n,
                                    AtlasTourForm form,
                                    guint start,
                                    guint end,
                                    const AtlasSolverLimits *limits,
                                    GCancellable *cancellable);

#define ATLAS_TOUR_MATRIX_MAX 1000

G_END_DECLS
