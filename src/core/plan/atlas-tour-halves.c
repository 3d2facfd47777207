/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-tour-search-private.h"

/* A tour cut twice is two paths that have nothing to do with each other. Each is searched on a thread of its
 * own, in a space of its own, so that no thread writes what the other one reads; only between two rounds are
 * they joined. A round ends by the number of tries, so that the answer does not depend on how the threads
 * run. */

/* So many places for each try of a half in a round. */
#define ROUND_PLACES 8

/* And for each try in the whole tour before: the longest edges go from one half to the other. */
#define WHOLE_PLACES 5

typedef struct
{
  AtlasTourSpace *space;
  guint *places; /* the places of the whole by those of the half */
  guint *order;
  AtlasSolverClock clock;
  guint64 tries;
} Half;

/* Of the whole: in which half each place is, and its number there, the same order in both. */
typedef struct
{
  const AtlasTourSpace *space;
  guint8 *sides;
  guint *numbers;
} Split;

static void
number_places (Split *split, const guint *order, guint n_first)
{
  guint n[2] = { 0, 0 };

  for (guint i = 0; i < split->space->n; i++)
    split->sides[order[i]] = i >= n_first;
  for (guint i = 0; i < split->space->n; i++)
    split->numbers[i] = n[split->sides[i]]++;
}

/* The neighbours of a place that are in its own half. */
static void
take_neighbours (const Split *split, guint place, guint *near, double *distances)
{
  const AtlasTourSpace *space = split->space;
  gsize first = (gsize) place * space->k;
  guint n = 0;

  for (guint i = 0; i < space->k; i++)
    if (split->sides[space->near[first + i]] == split->sides[place])
      {
        near[n] = split->numbers[space->near[first + i]];
        distances[n++] = space->near_distance[first + i];
      }
  for (; n < space->k; n++)
    {
      near[n] = split->numbers[place];
      distances[n] = INFINITY;
    }
}

/* @path: (array length=n): of places of the whole, of which it is a half */
static void
half_init (Half *self, const Split *split, const guint *path, guint n)
{
  const AtlasTourSpace *space = split->space;
  guint8 side = split->sides[path[0]];

  self->space = g_new0 (AtlasTourSpace, 1);
  self->space->n = n;
  self->space->metric = space->metric;
  self->space->tiny = space->tiny;
  self->space->k = space->k;
  self->space->places = g_new (AtlasPlanePoint, n);
  self->space->vectors = g_new (AtlasVector, n);
  self->space->near = g_new (guint, (gsize) n * space->k);
  self->space->near_distance = g_new (double, (gsize) n * space->k);
  self->space->reach = g_new (double, n);
  self->places = g_new (guint, n);
  self->order = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    self->order[i] = split->numbers[path[i]];
  for (guint i = 0; i < space->n; i++)
    if (split->sides[i] == side)
      {
        guint number = split->numbers[i];

        self->places[number] = i;
        self->space->places[number] = space->places[i];
        self->space->vectors[number] = space->vectors[i];
        self->space->reach[number] = space->reach[i];
        take_neighbours (split, i, self->space->near + (gsize) number * space->k,
                         self->space->near_distance + (gsize) number * space->k);
      }
}

/* Writes the path to where it came from. */
static void
half_clear (Half *self, guint *path)
{
  for (guint i = 0; i < self->space->n; i++)
    path[i] = self->places[self->order[i]];
  atlas_tour_space_free (self->space);
  g_free (self->places);
  g_free (self->order);
}

static gpointer
search_half (gpointer data)
{
  Half *self = data;

  if (self->clock.limits.iterations > 0)
    self->tries = atlas_tour_search_path (self->space, self->order, &self->clock);
  return NULL;
}

/* @tries: of each half */
static guint64
search_round (
  Split *split, guint *order, const guint64 *tries, AtlasSolverRandom *random, AtlasSolverClock *clock)
{
  guint n = split->space->n, n_first = n / 2;
  Half halves[2] = { 0 };
  GThread *thread;

  number_places (split, order, n_first);
  for (guint i = 0; i < 2; i++)
    {
      half_init (&halves[i], split, i == 0 ? order : order + n_first, i == 0 ? n_first : n - n_first);
      halves[i].clock = *clock;
      halves[i].clock.limits.iterations = tries[i];
      halves[i].clock.limits.seed = atlas_solver_random_next (random);
      halves[i].clock.limits.func = NULL;
    }
  thread = g_thread_new ("tour", search_half, &halves[1]);
  search_half (&halves[0]);
  g_thread_join (thread);
  half_clear (&halves[0], order);
  half_clear (&halves[1], order + n_first);
  return halves[0].tries + halves[1].tries;
}

/* Begins the array at another place of the tour. */
static void
rotate (guint *order, guint n, guint by)
{
  g_autofree guint *before = g_memdup2 (order, n * sizeof (guint));

  for (guint i = 0; i < n; i++)
    order[i] = before[i + by < n ? i + by : i + by - n];
}

guint64
atlas_tour_search_halves (const AtlasTourSpace *space, guint *order, double target, AtlasSolverClock *clock)
{
  AtlasSolverRandom random = { clock->limits.seed };
  AtlasSolverClock whole = *clock;
  g_autofree guint8 *sides = g_new (guint8, space->n);
  g_autofree guint *numbers = g_new (guint, space->n);
  Split split = { space, sides, numbers };
  guint64 done, last_success = 0;
  double length;

  g_assert (space->n >= 16);
  whole.limits.iterations = space->n / WHOLE_PLACES;
  if (clock->limits.iterations > 0)
    whole.limits.iterations = MIN (whole.limits.iterations, clock->limits.iterations);
  done = atlas_tour_search (space, order, target, &whole);
  length = atlas_tour_space_measure (space, order);
  while (length > target + space->tiny / 2 && !atlas_solver_clock_is_over (clock) &&
         (clock->limits.iterations > 0 ? done < clock->limits.iterations
                                       : done - last_success < atlas_tour_search_get_patience (space->n)))
    {
      guint64 left = clock->limits.iterations > 0 ? clock->limits.iterations - done : G_MAXUINT64;
      guint64 round = MIN (space->n / ROUND_PLACES, left - left / 2);
      const guint64 tries[] = { round, MIN (round, left - round) };
      double now;

      rotate (order, space->n, atlas_solver_random_below (&random, space->n));
      done += search_round (&split, order, tries, &random, clock);
      now = atlas_tour_space_measure (space, order);
      if (now < length - space->tiny / 2)
        {
          last_success = done;
          atlas_solver_clock_tell (clock, now);
        }
      length = now;
    }
  return done;
}
