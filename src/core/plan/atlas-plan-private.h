/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-search.h"
#include "atlas-plan.h"

G_BEGIN_DECLS

/** A solution as people read it, counted by person. (transfer full) */
AtlasPlan *atlas_plan_new (const AtlasPlanShortlist *list, const AtlasPlanSolution *solution, guint n_days);

/** (transfer full) */
AtlasPlanChange *atlas_plan_change_new (const AtlasPlanShortlist *list, const AtlasPlanSolution *solution);
void atlas_plan_change_free (AtlasPlanChange *self);

/** How many people a solution reaches, and what that is worth in units: by person. */
void atlas_plan_count_solution (const AtlasPlanShortlist *list,
                                const AtlasPlanSolution *solution,
                                guint *people,
                                gint64 *value);

/**
 * atlas_plan_find_bound:
 * @n_stops: as many as there is time for
 *
 * A value in units that no plan of so many stops exceeds, wherever they are and however long one travels: the
 * Lagrangian relaxation of maximal covering location (R. D. Galvão and C. ReVelle, "A Lagrangean heuristic
 * for the maximal covering location problem", European Journal of Operational Research 88, 1996), over all
 * candidates that can be reached at all.
 */
double atlas_plan_find_bound (const AtlasPlanShortlist *list, guint n_stops, double best);

G_END_DECLS
