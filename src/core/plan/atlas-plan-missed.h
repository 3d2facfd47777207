/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan.h"

G_BEGIN_DECLS

/**
 * atlas_plan_problem_list_missed:
 * @plan: (nullable)
 *
 * Returns: (transfer full): the rows of the index of those in the audience who may be contacted and whom no stop
 * of @plan reaches; without a plan all of them
 */
AtlasBitset *atlas_plan_problem_list_missed (AtlasPlanProblem *self, const AtlasPlan *plan);

G_END_DECLS
