/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-plan-private.h"

/* Of more places there are too many plans to look at. */
#define MAX_PLACES 30

/* So many timetables at most, some tenths of a second. */
#define MAX_TRIES 150000

/* A plan while stops are put to its end, and the best so far. */
typedef struct
{
  const AtlasPlanShortlist *list;
  guint n_days;
  GCancellable *cancellable;
  gboolean *is_used;
  guint16 *times; /* by cell: how many stops reach it */
  AtlasPlanGain total;
  const AtlasPlanCall *calls[ATLAS_PLAN_MAX_STOPS];
  guint most, n_tries;
  double best;
} Exhaustive;

static double
get_value (const AtlasPlanShortlist *list, const AtlasPlanGain *gain)
{
  return (double) gain->weight + list->request->balance * ATLAS_PLAN_UNITS * MIN (gain->women, gain->men);
}

/* Puts a choice in, or takes it out. */
static void
put (Exhaustive *self, guint choice, int sign)
{
  const AtlasPlanShortlist *list = self->list;

  self->is_used[choice] = sign > 0;
  for (guint i = list->first[choice]; i < list->first[choice + 1]; i++)
    {
      const AtlasPlanGain *value = &list->values[list->cells[i]];
      guint before = self->times[list->cells[i]];

      self->times[list->cells[i]] = (guint16) ((int) before + sign);
      if (before > 0 && before + sign > 0)
        continue;
      self->total.weight += sign * value->weight;
      self->total.women += sign * value->women;
      self->total.men += sign * value->men;
    }
}

/* What all places not used yet would add at most. */
static double
find_more (const Exhaustive *self)
{
  const AtlasPlanShortlist *list = self->list;
  double more = 0;

  for (guint cell = 0; cell < list->n_cells; cell++)
    if (self->times[cell] == 0)
      more += (double) list->values[cell].weight +
              list->request->balance * ATLAS_PLAN_UNITS * (list->values[cell].women + list->values[cell].men);
  return more;
}

/* Every order of every set of stops that begins so, unless none can be better than the best. */
static void
try_all (Exhaustive *self, guint n)
{
  const AtlasPlanShortlist *list = self->list;
  double value = get_value (list, &self->total);
  AtlasPlanSchedule schedule;

  if (value > self->best &&
      atlas_plan_schedule_make (list->network, self->calls, n, self->n_days, &schedule, NULL))
    self->best = value;
  if (n == self->most || value + find_more (self) <= self->best)
    return;
  for (guint choice = 0; choice < list->n_choices && self->n_tries <= MAX_TRIES; choice++)
    {
      if (self->is_used[choice])
        continue;
      self->calls[n] = &list->choices[choice].call;
      if (self->n_tries++ % 1024 == 0 && g_cancellable_is_cancelled (self->cancellable))
        self->n_tries = MAX_TRIES + 1;
      if (!atlas_plan_schedule_can_go_on (list->network, self->calls, n + 1, self->n_days))
        continue;
      put (self, choice, 1);
      try_all (self, n + 1);
      put (self, choice, -1);
    }
}

double
atlas_plan_find_best (const AtlasPlanShortlist *list, guint n_days, GCancellable *cancellable)
{
  const AtlasPlanRequest *request = list->request;
  g_autofree gboolean *is_used = g_new0 (gboolean, list->n_choices + 1);
  g_autofree guint16 *times = g_new0 (guint16, list->n_cells + 1);
  Exhaustive self = { .list = list,
                      .n_days = n_days,
                      .cancellable = cancellable,
                      .is_used = is_used,
                      .times = times,
                      .most = request->max_stops > 0 ? request->max_stops : ATLAS_PLAN_MAX_STOPS };

  if (list->problem->n_candidates > MAX_PLACES || list->n_choices > MAX_PLACES || request->pinned->len > 0)
    return NAN;
  /* Cells of more than one position are not counted to the person. */
  for (guint i = 0; i < list->problem->demand->n_cells; i++)
    if (list->problem->demand->cells[i].spread > 0)
      return NAN;
  try_all (&self, 0);
  return self.n_tries <= MAX_TRIES ? self.best : NAN;
}
