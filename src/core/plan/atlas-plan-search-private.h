/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-search.h"

G_BEGIN_DECLS

/* The search in some files: atlas-plan-search.c keeps the plan and what each choice would add to it;
 * atlas-plan-insert.c puts stops in; atlas-plan-moves.c changes plans. */

struct _AtlasPlanSearch
{
  const AtlasPlanShortlist *list;
  guint n_days, max_stops;
  guint n_usable; /* choices that few days allow come first */
  guint64 random;

  guint order[ATLAS_PLAN_MAX_STOPS];
  guint n;
  gboolean *is_used;    /* by choice: in the plan, or banned */
  guint16 *times;       /* by cell: how many stops reach it */
  AtlasPlanGain *gains; /* by choice: what it would add */
  AtlasPlanGain total;
  AtlasPlanSchedule schedule;

  guint16 **minutes; /* by choice, and last the base: of the ways to all choices; made when asked for */
  GArray *banned;    /* element-type guint */
};

/** No way. */
#define ATLAS_PLAN_FAR 60000

const guint16 *atlas_plan_search_get_minutes (AtlasPlanSearch *self, guint choice);

/** Whether that order keeps days and budget. */
gboolean
atlas_plan_search_try (AtlasPlanSearch *self, const guint *order, guint n, AtlasPlanSchedule *schedule);

/** Changes the plan; the schedule is for who calls it to set right. */
void atlas_plan_search_insert (AtlasPlanSearch *self, guint position, guint choice);
void atlas_plan_search_remove (AtlasPlanSearch *self, guint position);
void atlas_plan_search_clear (AtlasPlanSearch *self);

/** What a sum of people is worth. */
gint64 atlas_plan_search_value (const AtlasPlanSearch *self, const AtlasPlanGain *gain);

/** What @choice would add to that. */
gint64 atlas_plan_search_added (const AtlasPlanSearch *self, guint choice);

/**
 * atlas_plan_search_insert_best:
 * @sharpness: how much the time counts that it takes
 * @noise: 0..1: how much chance has to say
 *
 * Puts in one stop. FALSE where none fits that adds anything.
 */
gboolean atlas_plan_search_insert_best (AtlasPlanSearch *self, double sharpness, double noise);

guint64 atlas_plan_search_random (AtlasPlanSearch *self);

static inline guint
atlas_plan_search_below (AtlasPlanSearch *self, guint n)
{
  return (guint) (atlas_plan_search_random (self) % n);
}

G_END_DECLS
