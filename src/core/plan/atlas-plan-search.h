/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-plan-shortlist.h"

G_BEGIN_DECLS

/* The search for the stops and their order: a greedy beginning, then parts of the plan are taken out and put
 * back in another way, again and again (P. Shaw 1998; G. Schrimpf and others, "Record breaking optimization
 * results using the ruin and recreate principle", Journal of Computational Physics 159, 2000). Of this
 * folder; one thread. */

/** @order: choices; @value: in units; higher is better */
typedef struct
{
  guint order[ATLAS_PLAN_MAX_STOPS];
  guint n;
  gint64 value;
  AtlasPlanSchedule schedule;
} AtlasPlanSolution;

typedef struct _AtlasPlanSearch AtlasPlanSearch;

AtlasPlanSearch *atlas_plan_search_new (const AtlasPlanShortlist *list, guint64 seed);
void atlas_plan_search_free (AtlasPlanSearch *self);

/** Of what follows: so many days, so many stops at most. Begins anew with no stop. */
void atlas_plan_search_limit (AtlasPlanSearch *self, guint n_days, guint max_stops);

/** Nothing within @km of a choice may be in the plan, but for pins. The plan must have no stop yet. */
void atlas_plan_search_ban (AtlasPlanSearch *self, guint choice, double km);

/** Lifts all of that; the plan has no stop then. */
void atlas_plan_search_clear_bans (AtlasPlanSearch *self);

/** The random numbers of what follows. */
void atlas_plan_search_seed (AtlasPlanSearch *self, guint64 seed);

/**
 * atlas_plan_search_set:
 *
 * Makes the plan be @solution's stops, those without which are the least loss left out until days, budget and
 * number of stops are kept.
 *
 * Returns: FALSE where not even the pins fit
 */
gboolean atlas_plan_search_set (AtlasPlanSearch *self, const AtlasPlanSolution *solution);

/** Only the pinned stops, in the order in which they are soonest done. FALSE where they can't be, with the
 * pin in @failed that does not fit to the others. */
gboolean atlas_plan_search_begin (AtlasPlanSearch *self, guint *failed);

/** Puts in what adds the most for its time until nothing fits. @sharpness: how much time matters: 0.5, 1, 2
 */
void atlas_plan_search_fill (AtlasPlanSearch *self, double sharpness);

/** Each stop is taken out once and the best put in instead, and a better order is looked for; again while
 * that helps, @most times at most. */
void atlas_plan_search_polish (AtlasPlanSearch *self, guint most);

/** Another order with which the team is back sooner. */
void atlas_plan_search_shorten (AtlasPlanSearch *self);

/**
 * atlas_plan_search_iterate:
 * @n: how often
 * @until: monotonic time at which to end; 0: after @n
 *
 * Ruins and recreates from the plan at hand, which is then the best that was found.
 */
void atlas_plan_search_iterate (AtlasPlanSearch *self, guint n, gint64 until, GCancellable *cancellable);

/** Whether that order keeps days and budget; and what it comes to. */
gboolean
atlas_plan_search_try (AtlasPlanSearch *self, const guint *order, guint n, AtlasPlanSchedule *schedule);

/** The plan at hand. */
void atlas_plan_search_get (AtlasPlanSearch *self, AtlasPlanSolution *solution);

/** Whether @a is better than @b: reaches more, else costs less, else is back sooner. */
gboolean atlas_plan_solution_is_better (const AtlasPlanSolution *a, const AtlasPlanSolution *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPlanSearch, atlas_plan_search_free)

G_END_DECLS
