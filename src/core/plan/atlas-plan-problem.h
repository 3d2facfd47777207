/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-request.h"
#include "atlas-point-index.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasPlanProblem:
 *
 * Whom a mission is for and where they can be met: the members of the audience, and each place of the
 * gazetteer in Canada, the USA and Puerto Rico that has some of them within reach. Made once for an audience
 * and a radius; days, prices, pinned and barred places may change and it still holds. Immutable,
 * reference-counted, any thread.
 *
 * Members lie together in cells of about a twelfth of the radius where they are many, so that a million is
 * some ten thousand; plans are searched with the cells, and all that is told of a plan is counted by person.
 */
typedef struct _AtlasPlanProblem AtlasPlanProblem;

#define ATLAS_PLAN_MAX_CANDIDATES 25000

/**
 * atlas_plan_problem_new:
 * @request: whose audience, radius and what is asked of people count
 *
 * Reads who was met when, matches the audience and finds the places. Some 0.3 s for a million members once
 * the point index stands: on a worker.
 *
 * Returns: (transfer full): NULL with ATLAS_QUERY_ERROR, G_IO_ERROR or ATLAS_STORE_ERROR
 */
AtlasPlanProblem *atlas_plan_problem_new (AtlasRegister *source,
                                          const AtlasPlanRequest *request,
                                          GCancellable *cancellable,
                                          GError **error);

/**
 * atlas_plan_problem_new_for_rows:
 * @rows: (transfer full) (nullable): who is in the audience, whether or not one may contact them; NULL: all
 * @met: (transfer full) (nullable) (array length=n_points): the day on which somebody was met last, in days
 * since 1970, 0: never; NULL: what the index knows of the contact log
 *
 * The same of an index that is at hand.
 */
AtlasPlanProblem *atlas_plan_problem_new_for_rows (AtlasPointIndex *index,
                                                   AtlasBitset *rows,
                                                   guint16 *met,
                                                   const AtlasPlanRequest *request);

AtlasPlanProblem *atlas_plan_problem_ref (AtlasPlanProblem *self);
void atlas_plan_problem_unref (AtlasPlanProblem *self);

/** Whether it is that of @request, or another one must be made. */
gboolean atlas_plan_problem_serves (AtlasPlanProblem *self, const AtlasPlanRequest *request);

/** How many of the audience may be contacted, and how many of them have a position. */
guint atlas_plan_problem_get_n_members (AtlasPlanProblem *self);
guint atlas_plan_problem_get_n_placed (AtlasPlanProblem *self);

/** How many are in the audience and may not be contacted. */
guint atlas_plan_problem_get_n_refused (AtlasPlanProblem *self);

guint atlas_plan_problem_get_n_candidates (AtlasPlanProblem *self);

/**
 * AtlasPlanCount:
 * @people: within the radius
 * @only: whom no other stop reaches
 * @fresh: whom no stop before reaches; of these:
 * @women, @men: as stated
 * @met: met within the days that the request says
 * @last_met: day of the last meeting with one of them, in days since 1970; 0: none
 *
 * Who can come to a stop.
 */
typedef struct
{
  guint people, only, fresh, women, men, met;
  guint16 last_met;
} AtlasPlanCount;

/**
 * atlas_plan_problem_count:
 * @latitudes, @longitudes: (array length=n): of stops in their order, degrees
 * @counts: (array length=n) (out caller-allocates)
 *
 * Counts person by person, each fresh once. About a millisecond for ten stops among a million members.
 */
void atlas_plan_problem_count (
  AtlasPlanProblem *self, const double *latitudes, const double *longitudes, guint n, AtlasPlanCount *counts);

/** (transfer full): the rows of the index that a stop reaches: members of the audience who may be contacted.
 * For invitations and for the map. */
AtlasBitset *atlas_plan_problem_list_reached (AtlasPlanProblem *self, double latitude, double longitude);

AtlasPointIndex *atlas_plan_problem_get_index (AtlasPlanProblem *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPlanProblem, atlas_plan_problem_unref)

G_END_DECLS
