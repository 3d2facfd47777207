/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-tour-private.h"

/* Where the way back is not the way there a part that is turned around costs something else within, so that
 * the chains of the search in the plane are no use. Few places are at stake: parts are turned and moved as
 * long as that helps, then two are exchanged at random, and on. */

/* Places of a part that is moved. */
#define PART_MAX 8

/* Tries without success, and for each place so many more. */
#define PATIENCE       200
#define PATIENCE_PLACE 30

/* A gain below this share of the largest cost is rounding. */
#define TINY 1e-11

typedef struct
{
  guint n;
  const double *costs; /* of n times n */
  guint *order;        /* the first stays where it is */
  guint *spare;
  double *there, *back; /* of the way from the second up to each, and from each to the second */
  double tiny;
} Matrix;

static inline double
get_cost (const Matrix *self, guint from, guint to)
{
  return self->costs[(gsize) self->order[from] * self->n + self->order[to == self->n ? 0 : to]];
}

static double
sum_up (Matrix *self)
{
  self->there[0] = self->there[1] = self->back[0] = self->back[1] = 0;
  for (guint i = 2; i < self->n; i++)
    {
      self->there[i] = self->there[i - 1] + get_cost (self, i - 1, i);
      self->back[i] = self->back[i - 1] + get_cost (self, i, i - 1);
    }
  return get_cost (self, 0, 1) + self->there[self->n - 1] + get_cost (self, self->n - 1, 0);
}

static void
reverse (guint *order, guint begin, guint end)
{
  for (; begin < end; begin++, end--)
    {
      guint swap = order[begin];

      order[begin] = order[end];
      order[end] = swap;
    }
}

/* Exchanges the parts [a, b) and [b, c). */
static void
exchange (Matrix *self, guint a, guint b, guint c)
{
  memcpy (self->spare, self->order + a, (b - a) * sizeof (guint));
  memmove (self->order + a, self->order + b, (c - b) * sizeof (guint));
  memcpy (self->order + a + (c - b), self->spare, (b - a) * sizeof (guint));
}

static gboolean
try_turning (Matrix *self, guint i, guint j)
{
  double now = get_cost (self, i - 1, i) + self->there[j] - self->there[i] + get_cost (self, j, j + 1);
  double then = get_cost (self, i - 1, j) + self->back[j] - self->back[i] + get_cost (self, i, j + 1);

  if (then >= now - self->tiny)
    return FALSE;
  reverse (self->order, i, j);
  return TRUE;
}

/* Exchanges [a, b) and [b, c), the first or the second turned around if that is better still. */
static gboolean
try_exchanging (Matrix *self, guint a, guint b, guint c)
{
  double first = self->there[b - 1] - self->there[a], first_back = self->back[b - 1] - self->back[a];
  double second = self->there[c - 1] - self->there[b], second_back = self->back[c - 1] - self->back[b];
  double now =
    get_cost (self, a - 1, a) + first + get_cost (self, b - 1, b) + second + get_cost (self, c - 1, c);
  double straight =
    get_cost (self, a - 1, b) + second + get_cost (self, c - 1, a) + first + get_cost (self, b - 1, c);
  double first_turned =
    get_cost (self, a - 1, b) + second + get_cost (self, c - 1, b - 1) + first_back + get_cost (self, a, c);
  double second_turned =
    get_cost (self, a - 1, c - 1) + second_back + get_cost (self, b, a) + first + get_cost (self, b - 1, c);
  double least = MIN (straight, MIN (first_turned, second_turned));

  if (least >= now - self->tiny)
    return FALSE;
  if (least == first_turned)
    reverse (self->order, a, b - 1);
  else if (least == second_turned)
    reverse (self->order, b, c - 1);
  exchange (self, a, b, c);
  return TRUE;
}

static gboolean
try_all (Matrix *self, AtlasSolverClock *clock)
{
  gboolean better = FALSE;

  for (guint i = 1; i < self->n; i++)
    {
      if (self->n > 100 && atlas_solver_clock_is_over (clock))
        return FALSE;
      for (guint j = i + 1; j < self->n; j++)
        {
          gboolean changed = try_turning (self, i, j);

          /* One of the parts is short. */
          for (guint part = 1; part <= PART_MAX && !changed; part++)
            {
              guint b = i + part, c = j + 1;

              if (b < c)
                changed = try_exchanging (self, i, b, c);
              if (!changed && c - i > 2 * part)
                changed = try_exchanging (self, i, c - part, c);
            }
          if (changed)
            {
              sum_up (self);
              better = TRUE;
            }
        }
    }
  return better;
}

static double
descend (Matrix *self, AtlasSolverClock *clock)
{
  sum_up (self);
  while (try_all (self, clock))
    ;
  return sum_up (self);
}

static void
kick (Matrix *self, AtlasSolverRandom *random)
{
  guint cuts[3];

  /* 1 <= a < b < c <= n. */
  cuts[0] = 1 + atlas_solver_random_below (random, self->n - 2);
  cuts[1] = cuts[0] + 1 + atlas_solver_random_below (random, self->n - 1 - cuts[0]);
  cuts[2] = cuts[1] + 1 + atlas_solver_random_below (random, self->n - cuts[1]);
  exchange (self, cuts[0], cuts[1], cuts[2]);
}

static void
start_nearest (Matrix *self)
{
  for (guint i = 0; i < self->n; i++)
    self->order[i] = i;
  for (guint i = 1; i + 1 < self->n; i++)
    {
      guint best = i, swap;

      for (guint j = i + 1; j < self->n; j++)
        if (get_cost (self, i - 1, j) < get_cost (self, i - 1, best))
          best = j;
      swap = self->order[i];
      self->order[i] = self->order[best];
      self->order[best] = swap;
    }
}

static guint64
search (Matrix *self, AtlasSolverClock *clock)
{
  g_autofree guint *kept = g_new (guint, self->n);
  AtlasSolverRandom random = { clock->limits.seed };
  guint64 tries = 0, last_success = 0;
  guint64 patience =
    clock->limits.iterations > 0 ? G_MAXUINT64 : PATIENCE + (guint64) PATIENCE_PLACE * self->n;
  double length;

  start_nearest (self);
  length = descend (self, clock);
  atlas_solver_clock_tell (clock, length);
  while (tries - last_success < patience &&
         (clock->limits.iterations == 0 || tries < clock->limits.iterations) &&
         !atlas_solver_clock_is_over (clock))
    {
      double changed;

      tries++;
      memcpy (kept, self->order, self->n * sizeof (guint));
      kick (self, &random);
      changed = descend (self, clock);
      if (changed > length)
        {
          memcpy (self->order, kept, self->n * sizeof (guint));
          continue;
        }
      if (changed < length - self->tiny)
        {
          last_success = tries;
          atlas_solver_clock_tell (clock, changed);
        }
      length = changed;
    }
  return tries;
}

/* The costs of an open tour as those of a closed one with a place more, from which every start and to which
 * every end costs nothing, and all else more than any tour. */
static double *
close_costs (const double *costs, guint n, guint start, guint end)
{
  guint m = n + 1;
  double *closed = g_new0 (double, (gsize) m *m);
  double most = 0;

  for (gsize i = 0; i < (gsize) n * n; i++)
    most = MAX (most, costs[i]);
  most = (most + 1) * m;
  for (guint i = 0; i < n; i++)
    {
      closed[i + 1] = start == ATLAS_TOUR_ANY || start == i ? 0 : most;
      closed[(gsize) (i + 1) * m] = end == ATLAS_TOUR_ANY || end == i ? 0 : most;
      memcpy (closed + (gsize) (i + 1) * m + 1, costs + (gsize) i * n, n * sizeof (double));
    }
  return closed;
}

static void
search_closed (AtlasTour *tour, const double *costs, guint first, AtlasSolverClock *clock)
{
  Matrix matrix = { .n = tour->n, .costs = costs };
  guint begin = 0;

  for (gsize i = 0; i < (gsize) matrix.n * matrix.n; i++)
    matrix.tiny = MAX (matrix.tiny, costs[i] * TINY);
  matrix.order = g_new (guint, matrix.n);
  matrix.spare = g_new (guint, matrix.n);
  matrix.there = g_new (double, matrix.n);
  matrix.back = g_new (double, matrix.n);
  tour->iterations = search (&matrix, clock);
  while (matrix.order[begin] != first)
    begin++;
  for (guint i = 0; i < matrix.n; i++)
    tour->order[i] = matrix.order[(begin + i) % matrix.n];
  g_free (matrix.order);
  g_free (matrix.spare);
  g_free (matrix.there);
  g_free (matrix.back);
}

static double
measure (const double *costs, const AtlasTour *tour, AtlasTourForm form)
{
  double length = 0;

  for (guint i = 0; i + 1 < tour->n; i++)
    length += costs[(gsize) tour->order[i] * tour->n + tour->order[i + 1]];
  if (form == ATLAS_TOUR_CLOSED && tour->n > 1)
    length += costs[(gsize) tour->order[tour->n - 1] * tour->n + tour->order[0]];
  return length;
}

AtlasTour *
atlas_tour_solve_matrix (const double *costs,
                         guint n,
                         AtlasTourForm form,
                         guint start,
                         guint end,
                         const AtlasSolverLimits *limits,
                         GCancellable *cancellable)
{
  AtlasTour *tour = g_new0 (AtlasTour, 1);
  AtlasSolverClock clock;

  g_return_val_if_fail (costs != NULL || n == 0, tour);
  g_return_val_if_fail (n <= ATLAS_TOUR_MATRIX_MAX, tour);
  g_return_val_if_fail (start == ATLAS_TOUR_ANY || start < n, tour);
  g_return_val_if_fail (
    form == ATLAS_TOUR_CLOSED || end == ATLAS_TOUR_ANY || (end < n && (end != start || n == 1)), tour);

  atlas_solver_clock_start (&clock, limits, cancellable);
  tour->n = n;
  if (n == 0)
    return tour;
  tour->order = g_new (guint, n + 1);
  tour->lower_bound = NAN;
  if (n <= ATLAS_TOUR_EXACT_MAX)
    atlas_tour_exact (costs, n, form, start, end, tour->order);
  else if (form == ATLAS_TOUR_CLOSED)
    search_closed (tour, costs, start == ATLAS_TOUR_ANY ? 0 : start, &clock);
  else
    {
      g_autofree double *closed = close_costs (costs, n, start, end);

      tour->n = n + 1;
      search_closed (tour, closed, 0, &clock);
      tour->n = n;
      for (guint i = 0; i < n; i++)
        tour->order[i] = tour->order[i + 1] - 1;
    }
  tour->length = measure (costs, tour, form);
  if (n <= ATLAS_TOUR_EXACT_MAX)
    tour->lower_bound = tour->length;
  return tour;
}
