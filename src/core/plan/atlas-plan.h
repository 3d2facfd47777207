/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-problem.h"

G_BEGIN_DECLS

/**
 * AtlasPlanLeg:
 * @departure, @arrival: local times as records have them: "2026-11-24T08:30:00-05:00"
 * @hours: from door to door, nights on the way apart
 * @nights: on the way
 *
 * A way from one stop, or the base, to the next.
 */
typedef struct
{
  AtlasLegMode mode;
  char *departure, *arrival;
  double km, hours, cost;
  guint nights;
} AtlasPlanLeg;

/**
 * AtlasPlanStop:
 * @leg: how one comes there; its arrival is that of the stop
 * @begins, @ends: the meeting, local times
 * @departure: to the next place
 * @day: of the mission, from 1
 * @nights: there, before or after the meeting
 * @reached: people within the radius; @newly_reached: those of them who are not within that of an earlier
 * stop; of these @women, @men, and @met lately
 * @only_here: whom no other stop of the plan reaches
 * @last_met: (nullable): the day on which one of the newly reached was met last
 */
typedef struct
{
  AtlasPlanSpot *spot;
  AtlasPlanLeg leg;
  char *begins, *ends, *departure;
  guint day;
  guint nights;
  gboolean pinned;
  guint reached, newly_reached, women, men, met, only_here;
  char *last_met;
} AtlasPlanStop;

/** What a mission of so many days reaches. */
typedef struct
{
  guint days, stops, people;
} AtlasPlanDays;

/**
 * AtlasPlanChange:
 * @people: reached by it
 * @stops: (element-type AtlasPlanSpot): the places of the plan in their order
 * @km, @cost: of the plan
 *
 * Another plan, in brief.
 */
typedef struct
{
  guint people;
  double km, cost;
  GPtrArray *stops;
} AtlasPlanChange;

/**
 * AtlasPlan:
 * @request: what it is a plan for
 * @stops: (element-type AtlasPlanStop)
 * @home: the way back
 * @start, @end: when the team leaves the base and is back
 * @days: from the first day of the mission to the one on which it is back
 * @people, @women, @men, @met: newly reached by all stops: each counted once
 * @audience: who could be reached at most: may be contacted and has a position; @unplaced: who has none;
 * @refused: who may not be contacted
 * @km, @hours: of travel; @cost: of travel and nights
 * @value: what was made as large as possible: people, those met lately counted less, and what balance adds
 * @bound: no plan has a larger value; NaN where it was not worked out, or is so far above @value that it says
 * nothing
 * @curve: (nullable) (element-type AtlasPlanDays): what fewer days reach, and one day more
 * @day_more: (nullable), @stop_less: (nullable)
 * @alternatives: (nullable) (element-type AtlasPlanChange): plans with other places that reach nearly as many
 *
 * What the composer proposes. Immutable, reference-counted, any thread.
 */
typedef struct
{
  gatomicrefcount references;
  AtlasPlanRequest *request;
  GPtrArray *stops;
  AtlasPlanLeg home;
  char *start, *end;
  guint days;
  guint people, women, men, met;
  guint audience, unplaced, refused;
  double km, hours, cost;
  guint nights;
  double value, bound;
  GArray *curve;
  AtlasPlanChange *day_more, *stop_less;
  GPtrArray *alternatives;
} AtlasPlan;

AtlasPlan *atlas_plan_ref (AtlasPlan *self);
void atlas_plan_unref (AtlasPlan *self);

/** How far it can be from the best: 0.02: none is more than 2 % better; NaN where that is not known. */
double atlas_plan_get_gap (const AtlasPlan *self);

/** Why a stop is there: "412 people within 50 km, 380 of them new; 61% women; last met 3 May 2026". (transfer
 * full) */
char *atlas_plan_dup_reason (const AtlasPlan *self, const AtlasPlanStop *stop);

/** What a day more and a stop less would change: "One day more would reach 191 people more. ..." (transfer
 * full) (nullable) */
char *atlas_plan_dup_effects (const AtlasPlan *self);

/**
 * AtlasPlanFunc:
 * @plan: borrowed; the best so far, without curve, bound and alternatives
 * @seconds: since the search began
 *
 * Tells of a better plan. Called on the thread that works, at most about every 100 ms.
 */
typedef void (*AtlasPlanFunc) (AtlasPlan *plan, double seconds, gpointer user_data);

/**
 * AtlasPlanOptions:
 * @seed: of the random numbers
 * @seconds: how long to search; 0: a fixed number of steps, so that the same request and seed give the same
 * plan on every machine
 * @warm: (nullable): a plan to set out from, as after a stop was pinned, barred or moved: then the answer is
 * near to it and there at once
 * @known: (nullable): a plan that there is already for the same request, as of a brief search before: only
 * what is better is told of, and the answer is worth no less
 * @brief: without curve, bound, what changes and alternatives, which take longer than the plan
 * @func: (nullable) (scope call): told of each better plan; without a clock the answer may be worth less than
 * the first one told
 */
typedef struct
{
  guint64 seed;
  double seconds;
  AtlasPlan *warm;
  AtlasPlan *known;
  gboolean brief;
  AtlasPlanFunc func;
  gpointer user_data;
} AtlasPlanOptions;

/**
 * atlas_plan_solve:
 * @options: (nullable)
 * @cancellable: (nullable): ends the search; the best plan so far is the answer
 *
 * The places, order and days that reach the most people, each counted once however many stops are near them.
 * Days, hours, budget, pinned and barred places are always kept. A plan for more days never reaches fewer
 * people than that of fewer: each number of days is solved in turn, from the plan for a day less. With nobody
 * to be reached the plan has no stops.
 *
 * Returns: (transfer full): NULL with %G_IO_ERROR_INVALID_ARGUMENT where the request is none or the pinned
 * stops can't be kept, which the message names
 */
AtlasPlan *atlas_plan_solve (AtlasPlanProblem *problem,
                             const AtlasPlanRequest *request,
                             const AtlasPlanOptions *options,
                             GCancellable *cancellable,
                             GError **error);

/** (transfer full): an object: totals, `stops`, `home`, and what else is known */
JsonNode *atlas_plan_to_json (const AtlasPlan *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPlan, atlas_plan_unref)

G_END_DECLS
