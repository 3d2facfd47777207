/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-private.h"
#include "atlas-plan-tally.h"

G_BEGIN_DECLS

/* One run of the solver: atlas-plan-solve.c finds the plan, atlas-plan-aside.c what is said beside it. */

/** How often a plan's stops are gone through one by one; where somebody waits for a plan to mend itself,
 * once. */
#define ATLAS_PLAN_POLISH 4

/** How often plans are bettered that only say what would change. */
#define ATLAS_PLAN_STEPS_ASIDE 40

typedef struct
{
  AtlasPlanProblem *problem;
  const AtlasPlanRequest *request;
  const AtlasPlanOptions *options;
  GCancellable *cancellable;
  AtlasPlanShortlist *list;
  AtlasPlanSearch *search;
  AtlasPlanTally *tally;
  guint n_days;
  gint64 began, told;
  gint64 end; /* monotonic time; 0: none */
  gint64 told_value;
} AtlasPlanSolver;

/** The seed of a part of the search. */
static inline guint64
atlas_plan_solver_mix (guint64 seed, guint days, guint round)
{
  return (seed * G_GUINT64_CONSTANT (0xd1342543de82ef95)) ^
         ((guint64) days * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15)) ^ ((guint64) round << 56);
}

/** A solution counted by person. @value: in units */
typedef struct
{
  AtlasPlanSolution solution;
  guint people;
  gint64 value;
} AtlasPlanCounted;

void atlas_plan_solver_count (AtlasPlanSolver *self, AtlasPlanCounted *counted);

/** Moves stops to larger towns near by where that costs no more people than may be given up for it, and the
 * plan stays worth @least at least. @settled: (nullable): whose stops stay where they are */
void atlas_plan_solver_prefer_towns (AtlasPlanSolver *self,
                                     AtlasPlanCounted *counted,
                                     const AtlasPlanSolution *settled,
                                     gint64 least);

/**
 * atlas_plan_solver_find_others:
 * @best: the plan; one that turns out better takes its place
 * @less: (out): the best with a stop less; with no stop where there is none
 *
 * Returns: (transfer full) (element-type AtlasPlanCounted): plans with other places, the best first
 */
GArray *atlas_plan_solver_find_others (AtlasPlanSolver *self, AtlasPlanCounted *best, AtlasPlanCounted *less);

G_END_DECLS
