/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-plan-search-private.h"

/* How many of the most promising choices are tried in a timetable, and at how many positions each. */
#define N_TRIED     16
#define N_POSITIONS 4

typedef struct
{
  double score;
  guint choice;
} Promise;

typedef struct
{
  Promise tried[N_TRIED];
  guint n;
} Promises;

static void
add_promise (Promises *self, double score, guint choice)
{
  guint at = self->n;

  if (self->n == N_TRIED && score <= self->tried[N_TRIED - 1].score)
    return;
  if (self->n == N_TRIED)
    at--;
  else
    self->n++;
  while (at > 0 && self->tried[at - 1].score < score)
    {
      self->tried[at] = self->tried[at - 1];
      at--;
    }
  self->tried[at] = (Promise){ score, choice };
}

/* The rows of minutes from each place of the tour, the base first and last. */
typedef struct
{
  const guint16 *rows[ATLAS_PLAN_MAX_STOPS + 2];
  int between[ATLAS_PLAN_MAX_STOPS + 1];
  guint n; /* positions */
} Tour;

static void
tour_init (Tour *self, AtlasPlanSearch *search)
{
  guint base = search->list->n_choices;

  self->n = search->n + 1;
  self->rows[0] = self->rows[self->n] = atlas_plan_search_get_minutes (search, base);
  for (guint i = 0; i < search->n; i++)
    self->rows[i + 1] = atlas_plan_search_get_minutes (search, search->order[i]);
  for (guint i = 0; i < self->n; i++)
    self->between[i] = self->rows[i][i < search->n ? search->order[i] : base];
}

static inline int
get_detour (const Tour *self, guint position, guint choice)
{
  return self->rows[position][choice] + self->rows[position + 1][choice] - self->between[position];
}

static int
find_least_detour (const Tour *self, guint choice)
{
  int least = G_MAXINT;

  for (guint i = 0; i < self->n; i++)
    least = MIN (least, get_detour (self, i, choice));
  return least;
}

/* More time than there is in all days, going west all the way, can't be had. */
static int
find_time_left (AtlasPlanSearch *self, const Tour *tour)
{
  const AtlasPlanNetwork *network = self->list->network;
  const AtlasPlanRequest *request = network->request;
  int day = (int) ((request->day_end - request->day_start) * 60) + (network->zones->len > 1 ? 360 : 0);
  int left = 0;

  for (guint i = 0; i < MIN (self->n_days, network->n_days); i++)
    left += network->is_open[i] ? day : 0;
  for (guint i = 0; i < tour->n; i++)
    left -= tour->between[i];
  return left - (int) (self->n * network->stop_minutes);
}

static double
weigh (double added, double minutes, double sharpness)
{
  if (sharpness == 0)
    return added;
  if (sharpness == 0.5)
    return added / sqrt (minutes);
  if (sharpness == 1)
    return added / minutes;
  return added / (minutes * minutes);
}

static void
find_promises (AtlasPlanSearch *self, const Tour *tour, double sharpness, double noise, Promises *promises)
{
  int stop = (int) self->list->network->stop_minutes;
  int left = find_time_left (self, tour) - stop;
  gboolean balanced = self->list->request->balance > 0;

  promises->n = 0;
  for (guint i = 0; i < self->n_usable; i++)
    {
      gint64 added;
      int detour;
      double score;

      if (self->is_used[i] || (self->gains[i].weight == 0 && !balanced))
        continue;
      added = atlas_plan_search_added (self, i);
      if (added <= 0)
        continue;
      detour = find_least_detour (tour, i);
      if (detour > left)
        continue;
      score = weigh ((double) added, stop + MAX (detour, 0), sharpness);
      if (noise > 0)
        score *= 1 + noise * ((double) (atlas_plan_search_random (self) >> 40) / (1 << 24) - 0.5);
      add_promise (promises, score, i);
    }
}

/* The positions with the least detours, in their order. */
static guint
list_positions (const Tour *tour, guint choice, guint *positions)
{
  int detours[N_POSITIONS];
  guint n = 0;

  for (guint i = 0; i < tour->n; i++)
    {
      int detour = get_detour (tour, i, choice);
      guint at = n;

      if (n == N_POSITIONS && detour >= detours[n - 1])
        continue;
      if (n == N_POSITIONS)
        at--;
      else
        n++;
      for (; at > 0 && detours[at - 1] > detour; at--)
        {
          detours[at] = detours[at - 1];
          positions[at] = positions[at - 1];
        }
      detours[at] = detour;
      positions[at] = i;
    }
  return n;
}

static gboolean
insert_where_it_fits (AtlasPlanSearch *self, const Tour *tour, guint choice)
{
  guint positions[N_POSITIONS];
  guint n = list_positions (tour, choice, positions);
  guint order[ATLAS_PLAN_MAX_STOPS];
  AtlasPlanSchedule schedule;

  for (guint i = 0; i < n; i++)
    {
      guint at = positions[i];

      memcpy (order, self->order, at * sizeof *order);
      order[at] = choice;
      memcpy (order + at + 1, self->order + at, (self->n - at) * sizeof *order);
      if (!atlas_plan_search_try (self, order, self->n + 1, &schedule))
        continue;
      atlas_plan_search_insert (self, at, choice);
      self->schedule = schedule;
      return TRUE;
    }
  return FALSE;
}

gboolean
atlas_plan_search_insert_best (AtlasPlanSearch *self, double sharpness, double noise)
{
  Tour tour;
  Promises promises;

  if (self->n >= self->max_stops)
    return FALSE;
  tour_init (&tour, self);
  find_promises (self, &tour, sharpness, noise, &promises);
  for (guint i = 0; i < promises.n; i++)
    if (insert_where_it_fits (self, &tour, promises.tried[i].choice))
      return TRUE;
  return FALSE;
}

void
atlas_plan_search_fill (AtlasPlanSearch *self, double sharpness)
{
  /* Where what adds the most does not fit, what lies by the way may. */
  while (atlas_plan_search_insert_best (self, sharpness, 0) ||
         (sharpness < 2 && atlas_plan_search_insert_best (self, 2, 0)))
    ;
}
