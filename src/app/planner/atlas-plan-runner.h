/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan.h"

G_BEGIN_DECLS

/**
 * AtlasPlanRunner:
 *
 * Plans in the background: a plan at once, then better ones while somebody looks, at last what a day more or
 * another choice would change. Another request ends the work on the one before.
 *
 * Properties: "plan" (AtlasPlan, as a pointer: see atlas_plan_runner_get_plan()), "working" (boolean)
 *
 * Signal "failed" (GError): the request can't be planned; there is no plan then
 */
#define ATLAS_TYPE_PLAN_RUNNER (atlas_plan_runner_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPlanRunner, atlas_plan_runner, ATLAS, PLAN_RUNNER, GObject)

AtlasPlanRunner *atlas_plan_runner_new (AtlasRegister *source);

/**
 * atlas_plan_runner_run:
 * @request: copied
 * @near: whether the plan is to be near to the one at hand, as after a stop was pinned or barred
 * @seconds: how long to search; 0: as long as is usual
 */
void
atlas_plan_runner_run (AtlasPlanRunner *self, const AtlasPlanRequest *request, gboolean near, double seconds);

/** Shows again a plan that was at hand before, as it was, and plans anew what else there might be. */
void atlas_plan_runner_restore (AtlasPlanRunner *self, AtlasPlan *plan);

/** Ends the work; the plan at hand stays. */
void atlas_plan_runner_stop (AtlasPlanRunner *self);

gboolean atlas_plan_runner_is_working (AtlasPlanRunner *self);

/** The plan at hand. (nullable) (transfer none) */
AtlasPlan *atlas_plan_runner_get_plan (AtlasPlanRunner *self);

/**
 * atlas_plan_runner_get_outlook:
 *
 * What was planned anew for the same request, without regard to the plan before: with the curve of days and
 * other plans. The plan at hand itself, where that was not to be near to one before.
 *
 * Returns: (nullable) (transfer none): NULL while it is not known
 */
AtlasPlan *atlas_plan_runner_get_outlook (AtlasPlanRunner *self);

/** Makes the outlook the plan at hand. */
void atlas_plan_runner_take_outlook (AtlasPlanRunner *self);

/** Whom it is for and where they live. (nullable) (transfer none): NULL before the first plan */
AtlasPlanProblem *atlas_plan_runner_get_problem (AtlasPlanRunner *self);

G_END_DECLS
