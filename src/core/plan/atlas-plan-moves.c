/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-plan-search-private.h"

/* How many orders are tried before pinned stops are told not to fit. */
#define N_SHUFFLES 300

/* At the beginning a plan from which one goes on may be so much worse than the best; less and less. */
#define LEEWAY 0.03

static gboolean
is_pinned (const AtlasPlanSearch *self, guint choice)
{
  return choice < self->list->n_pins;
}

static gboolean
is_sooner (const AtlasPlanSchedule *a, const AtlasPlanSchedule *b)
{
  return a->last != b->last ? a->last < b->last : a->cost < b->cost - 1e-6;
}

/* --- Setting out from something. */

/* Where @choice makes the plan end soonest; FALSE where it fits nowhere. */
static gboolean
insert_soonest (AtlasPlanSearch *self, guint choice)
{
  guint order[ATLAS_PLAN_MAX_STOPS];
  AtlasPlanSchedule schedule, best;
  int position = -1;

  if (self->n >= ATLAS_PLAN_MAX_STOPS)
    return FALSE;
  for (guint at = 0; at <= self->n; at++)
    {
      memcpy (order, self->order, at * sizeof *order);
      order[at] = choice;
      memcpy (order + at + 1, self->order + at, (self->n - at) * sizeof *order);
      if (atlas_plan_search_try (self, order, self->n + 1, &schedule) &&
          (position < 0 || is_sooner (&schedule, &best)))
        {
          best = schedule;
          position = (int) at;
        }
    }
  if (position < 0)
    return FALSE;
  atlas_plan_search_insert (self, (guint) position, choice);
  self->schedule = best;
  return TRUE;
}

static void
shuffle (AtlasPlanSearch *self, guint *pins, guint n)
{
  for (guint i = n; i > 1; i--)
    {
      guint k = atlas_plan_search_below (self, i);
      guint pin = pins[i - 1];

      pins[i - 1] = pins[k];
      pins[k] = pin;
    }
}

gboolean
atlas_plan_search_begin (AtlasPlanSearch *self, guint *failed)
{
  guint n = self->list->n_pins;
  guint pins[ATLAS_PLAN_MAX_STOPS];
  guint most = 0;

  for (guint i = 0; i < n; i++)
    pins[i] = i;
  for (guint try = 0; try < N_SHUFFLES; try++)
    {
      guint i = 0;

      atlas_plan_search_clear (self);
      while (i < n && insert_soonest (self, pins[i]))
        i++;
      if (i == n)
        return TRUE;
      if (i >= most && failed != NULL)
        *failed = pins[i];
      most = MAX (most, i);
      if (n == 1)
        break;
      shuffle (self, pins, n);
    }
  atlas_plan_search_clear (self);
  return FALSE;
}

/* What the plan loses with a stop. */
static gint64
find_loss (AtlasPlanSearch *self, guint position)
{
  gint64 value = atlas_plan_search_value (self, &self->total);
  guint choice = self->order[position];
  gint64 loss;

  atlas_plan_search_remove (self, position);
  loss = value - atlas_plan_search_value (self, &self->total);
  atlas_plan_search_insert (self, position, choice);
  return loss;
}

/* FALSE where only pins are left. */
static gboolean
remove_least (AtlasPlanSearch *self)
{
  gint64 least = G_MAXINT64;
  int position = -1;

  for (guint i = 0; i < self->n; i++)
    if (!is_pinned (self, self->order[i]))
      {
        gint64 loss = find_loss (self, i);

        if (loss < least)
          {
            least = loss;
            position = (int) i;
          }
      }
  if (position < 0)
    return FALSE;
  atlas_plan_search_remove (self, (guint) position);
  return TRUE;
}

gboolean
atlas_plan_search_set (AtlasPlanSearch *self, const AtlasPlanSolution *solution)
{
  guint n_pins = 0;

  atlas_plan_search_clear (self);
  for (guint i = 0; i < solution->n; i++)
    if (!self->is_used[solution->order[i]] && solution->order[i] < MAX (self->n_usable, self->list->n_pins))
      {
        n_pins += is_pinned (self, solution->order[i]);
        atlas_plan_search_insert (self, self->n, solution->order[i]);
      }
  /* Pins that it had not: wherever they do the least harm, once there is room. */
  while (self->n + self->list->n_pins - n_pins > self->max_stops && remove_least (self))
    ;
  while (!atlas_plan_search_try (self, self->order, self->n, &self->schedule))
    if (!remove_least (self))
      return atlas_plan_search_begin (self, NULL);
  for (guint pin = 0; pin < self->list->n_pins; pin++)
    while (!self->is_used[pin] && !insert_soonest (self, pin))
      {
        if (!remove_least (self))
          return atlas_plan_search_begin (self, NULL);
        if (!atlas_plan_search_try (self, self->order, self->n, &self->schedule))
          return atlas_plan_search_begin (self, NULL);
      }
  return TRUE;
}

/* --- A better order. */

/* Tries @order; takes it where the team is back sooner. */
static gboolean
take_if_sooner (AtlasPlanSearch *self, const guint *order)
{
  AtlasPlanSchedule schedule;

  if (!atlas_plan_search_try (self, order, self->n, &schedule) || !is_sooner (&schedule, &self->schedule))
    return FALSE;
  memcpy (self->order, order, self->n * sizeof *order);
  self->schedule = schedule;
  return TRUE;
}

static gboolean
try_reversals (AtlasPlanSearch *self)
{
  guint order[ATLAS_PLAN_MAX_STOPS];

  for (guint i = 0; i + 1 < self->n; i++)
    for (guint k = i + 1; k < self->n; k++)
      {
        memcpy (order, self->order, self->n * sizeof *order);
        for (guint j = i; j <= k; j++)
          order[j] = self->order[i + k - j];
        if (take_if_sooner (self, order))
          return TRUE;
      }
  return FALSE;
}

/* Runs of up to three stops elsewhere in the tour (I. Or, 1976). */
static gboolean
try_moves (AtlasPlanSearch *self)
{
  guint order[ATLAS_PLAN_MAX_STOPS];

  for (guint length = 1; length <= 3; length++)
    for (guint from = 0; from + length <= self->n; from++)
      for (guint to = 0; to + length <= self->n; to++)
        {
          guint n = 0;

          if (to == from)
            continue;
          for (guint i = 0; i < self->n; i++)
            if (i < from || i >= from + length)
              order[n++] = self->order[i];
          memmove (order + to + length, order + to, (n - to) * sizeof *order);
          memcpy (order + to, self->order + from, length * sizeof *order);
          if (take_if_sooner (self, order))
            return TRUE;
        }
  return FALSE;
}

void
atlas_plan_search_shorten (AtlasPlanSearch *self)
{
  while (try_reversals (self) || try_moves (self))
    ;
}

/* --- Other stops. */

static void
restore (AtlasPlanSearch *self, const AtlasPlanSolution *solution)
{
  guint i = self->n;

  /* Only what differs: to take a stop out and in costs more than to look. */
  while (i-- > 0)
    {
      gboolean keep = FALSE;

      for (guint k = 0; !keep && k < solution->n; k++)
        keep = solution->order[k] == self->order[i];
      if (!keep)
        atlas_plan_search_remove (self, i);
    }
  for (guint k = 0; k < solution->n; k++)
    if (!self->is_used[solution->order[k]])
      atlas_plan_search_insert (self, self->n, solution->order[k]);
  memcpy (self->order, solution->order, solution->n * sizeof *self->order);
  self->schedule = solution->schedule;
}

/* Stops that add nobody to the others cost time and money for nothing. */
static void
drop_idle (AtlasPlanSearch *self)
{
  for (guint i = self->n; i-- > 0;)
    if (!is_pinned (self, self->order[i]) && find_loss (self, i) <= 0)
      {
        guint choice = self->order[i];
        AtlasPlanSchedule schedule;

        atlas_plan_search_remove (self, i);
        if (atlas_plan_search_try (self, self->order, self->n, &schedule))
          self->schedule = schedule;
        else
          atlas_plan_search_insert (self, i, choice);
      }
}

/* Keeps the plan if it is better than @best, else goes back to that. */
static gboolean
settle (AtlasPlanSearch *self, AtlasPlanSolution *best)
{
  AtlasPlanSolution now;

  atlas_plan_search_get (self, &now);
  if (atlas_plan_solution_is_better (&now, best))
    {
      *best = now;
      return TRUE;
    }
  restore (self, best);
  return FALSE;
}

/* Without the stop at @position, filled again; FALSE where what is left is no plan. */
static gboolean
replace (AtlasPlanSearch *self, guint position, double sharpness)
{
  atlas_plan_search_remove (self, position);
  if (!atlas_plan_search_try (self, self->order, self->n, &self->schedule))
    return FALSE;
  atlas_plan_search_fill (self, sharpness);
  return TRUE;
}

void
atlas_plan_search_polish (AtlasPlanSearch *self, guint most)
{
  static const double sharpnesses[] = { 0, 1 };
  AtlasPlanSolution best;
  gboolean better = TRUE;

  atlas_plan_search_shorten (self);
  atlas_plan_search_fill (self, 1);
  drop_idle (self);
  atlas_plan_search_get (self, &best);
  for (guint round = 0; better && round < most; round++)
    {
      better = FALSE;
      for (guint i = 0; i < self->n; i++)
        for (guint s = 0; s < G_N_ELEMENTS (sharpnesses) && i < self->n; s++)
          {
            if (is_pinned (self, self->order[i]))
              continue;
            if (!replace (self, i, sharpnesses[s]))
              {
                restore (self, &best);
                continue;
              }
            better |= settle (self, &best);
          }
      if (better)
        {
          atlas_plan_search_shorten (self);
          atlas_plan_search_fill (self, 1);
          settle (self, &best);
        }
    }
}

/* Takes some stops out: a run of the tour, those nearest to one, or any. */
static void
ruin (AtlasPlanSearch *self)
{
  guint most = MIN (1 + self->n / 2, 6);
  guint n = 1 + atlas_plan_search_below (self, most);
  guint how = atlas_plan_search_below (self, 3);
  guint centre = atlas_plan_search_below (self, self->n);
  const guint16 *minutes = atlas_plan_search_get_minutes (self, self->order[centre]);

  for (; n > 0 && self->n > 0; n--)
    {
      guint at = 0;

      if (how == 0)
        at = MIN (centre, self->n - 1);
      else if (how == 1)
        at = atlas_plan_search_below (self, self->n);
      else
        for (guint i = 1; i < self->n; i++)
          if (minutes[self->order[i]] < minutes[self->order[at]])
            at = i;
      if (is_pinned (self, self->order[at]))
        {
          /* What may not go stays, and something else goes. */
          at = atlas_plan_search_below (self, self->n);
          if (is_pinned (self, self->order[at]))
            continue;
        }
      atlas_plan_search_remove (self, at);
    }
}

static void
recreate (AtlasPlanSearch *self)
{
  static const double sharpnesses[] = { 0, 0.5, 1, 1, 2 };
  double sharpness = sharpnesses[atlas_plan_search_below (self, G_N_ELEMENTS (sharpnesses))];
  double noise = atlas_plan_search_below (self, 4) * 0.3;

  while (atlas_plan_search_insert_best (self, sharpness, noise))
    ;
  if (sharpness < 2)
    atlas_plan_search_fill (self, 2);
}

void
atlas_plan_search_iterate (AtlasPlanSearch *self, guint n, gint64 until, GCancellable *cancellable)
{
  AtlasPlanSolution best, current;

  if (self->n == 0)
    return;
  atlas_plan_search_get (self, &best);
  current = best;
  for (guint i = 0; i < n; i++)
    {
      AtlasPlanSolution now;
      double leeway = LEEWAY * (1 - (double) i / n);

      if (self->n == 0 || g_cancellable_is_cancelled (cancellable) ||
          (until > 0 && g_get_monotonic_time () >= until))
        break;
      ruin (self);
      if (!atlas_plan_search_try (self, self->order, self->n, &self->schedule))
        {
          restore (self, &current);
          continue;
        }
      if (atlas_plan_search_below (self, 4) == 0)
        atlas_plan_search_shorten (self);
      recreate (self);
      atlas_plan_search_get (self, &now);
      if (atlas_plan_solution_is_better (&now, &best))
        {
          atlas_plan_search_shorten (self);
          atlas_plan_search_fill (self, 1);
          drop_idle (self);
          atlas_plan_search_get (self, &now);
          best = current = now;
        }
      else if ((double) now.value >= (double) best.value * (1 - leeway))
        current = now;
      else
        restore (self, &current);
    }
  restore (self, &best);
}
