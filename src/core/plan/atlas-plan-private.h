/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-search.h"
#include "atlas-plan.h"

G_BEGIN_DECLS

/** A solution as people read it, counted by person. (transfer full) */
AtlasPlan *atlas_plan_new (const AtlasPlanShortlist *list, const AtlasPlanSolution *solution, guint n_days);

/** @people: whom it reaches. (transfer full) */
AtlasPlanChange *
atlas_plan_change_new (const AtlasPlanShortlist *list, const AtlasPlanSolution *solution, guint people);
void atlas_plan_change_free (AtlasPlanChange *self);

/**
 * atlas_plan_find_bound:
 * @best: the value of a plan, in units
 *
 * A value in units that no plan of @n_days exceeds: the Lagrangian relaxation of maximal covering location
 * (R. D. Galvão and C. ReVelle, "A Lagrangean heuristic for the maximal covering location problem", European
 * Journal of Operational Research 88, 1996) over all candidates that can be reached at all, for as many stops
 * as there is time for. Of travel only what each way takes whatever its length, and the way to the farthest
 * stop and back count, so that a plan of many days can be far from it and the best all the same.
 *
 * Returns: NaN where it was cancelled
 */
double
atlas_plan_find_bound (const AtlasPlanShortlist *list, guint n_days, double best, GCancellable *cancellable);

/** The value in units of the best plan there is, of few places all of which are on the list and none pinned;
 * NaN where there are too many, or it would take too long. */
double atlas_plan_find_best (const AtlasPlanShortlist *list, guint n_days, GCancellable *cancellable);

G_END_DECLS
