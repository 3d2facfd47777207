/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-solver-private.h"
#include "atlas-tour-space.h"
#include "atlas-tour.h"

G_BEGIN_DECLS

/** A tour to begin with: of the shortest edges those that fit (J. L. Bentley, "Fast Algorithms for Geometric
 * Traveling Salesman Problems", 1992). Ends of pieces that lie near each other become neighbours in @space.
 * (transfer full) (array): the places in order */
guint *atlas_tour_start (AtlasTourSpace *space);

/**
 * atlas_tour_search:
 * @order: (inout) (array): the places in order, which it betters
 * @target: a length that none is below: reached, the search ends
 *
 * Returns: how many times it tried
 */
guint64 atlas_tour_search (const AtlasTourSpace *space, guint *order, double target, AtlasSolverClock *clock);

/** The same for a path: the first of @order stays the first, the last the last. */
guint64 atlas_tour_search_path (const AtlasTourSpace *space, guint *order, AtlasSolverClock *clock);

/**
 * atlas_tour_search_halves:
 *
 * The same on two threads: each betters a half of the tour, as a path, and then the tour is cut elsewhere.
 * Of many places; of few that takes more than it gives.
 */
guint64
atlas_tour_search_halves (const AtlasTourSpace *space, guint *order, double target, AtlasSolverClock *clock);

/**
 * atlas_tour_bound:
 * @order: (array): the best tour that is known
 * @seconds: at most; 0: as long as it takes
 *
 * The length that no tour is below: that of the best 1-tree of M. Held and R. M. Karp, "The
 * Traveling-Salesman Problem and Minimum Spanning Trees: Part II", 1971.
 *
 * Returns: NaN where it was cancelled before there was one
 */
double atlas_tour_bound (
  const AtlasTourSpace *space, const guint *order, guint n_steps, double seconds, GCancellable *cancellable);

/** The shortest order of up to %ATLAS_TOUR_EXACT_MAX places (M. Held, R. M. Karp, "A Dynamic Programming
 * Approach to Sequencing Problems", 1962). @costs: @n times @n. @order: (out caller-allocates) */
double
atlas_tour_exact (const double *costs, guint n, AtlasTourForm form, guint start, guint end, guint *order);

#define ATLAS_TOUR_EXACT_MAX 12

G_END_DECLS
