/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-orienteering.h"

#include <math.h>
#include <string.h>

#include "atlas-solver-private.h"

/* Ruin and recreate (G. Schrimpf, J. Schneider, H. Stamm-Wilbrandt, G. Dueck, "Record Breaking Optimization
 * Results Using the Ruin and Recreate Principle", 2000): some points are taken out of the paths, paths are
 * shortened, and points are put in where they cost least for what they score, with some chance in it. What is
 * a little worse than the record may be gone on from. */

/* Without a limit of iterations: as many tries in a row without success, and for each point so many more. */
#define PATIENCE       2000
#define PATIENCE_POINT 1500

/* After as many tries without success, and for each point so many more, it goes on from the record, or begins
 * anew. */
#define RETURN       20
#define RETURN_POINT 6

/* How much less than the record is gone on from. */
#define WORSE 0.04

#define START 0
#define END   1

typedef struct
{
  guint *points; /* with start and end */
  guint n;
  double length;
} Path;

typedef struct
{
  Path *paths;
  double score, length;
} Plan;

typedef struct
{
  const AtlasOrienteering *problem;
  AtlasSolverRandom random;
  guint n, n_paths;
  double *distances; /* n times n */
  double *scores;
  guint *candidates; /* that a path can visit at all */
  guint n_candidates;
  guint8 *used;
  double budget;                             /* with room for rounding */
  double bias[ATLAS_ORIENTEERING_MAX_PATHS]; /* how dear a path is for now: the nearest is not always the
                                                right one */
} Search;

static inline double
get_distance (const Search *self, guint a, guint b)
{
  return self->distances[(gsize) a * self->n + b];
}

/* Plans. */

static void
plan_init (Search *self, Plan *plan)
{
  *plan = (Plan){ .paths = g_new0 (Path, self->n_paths) };
  for (guint i = 0; i < self->n_paths; i++)
    {
      plan->paths[i].points = g_new (guint, self->n + 1);
      plan->paths[i].points[0] = START;
      plan->paths[i].points[1] = END;
      plan->paths[i].n = 2;
      plan->paths[i].length = get_distance (self, START, END);
      plan->length += plan->paths[i].length;
    }
}

static void
plan_clear (Search *self, Plan *plan)
{
  for (guint i = 0; i < self->n_paths; i++)
    g_free (plan->paths[i].points);
  g_free (plan->paths);
}

static void
plan_copy (Search *self, Plan *to, const Plan *from)
{
  for (guint i = 0; i < self->n_paths; i++)
    {
      memcpy (to->paths[i].points, from->paths[i].points, from->paths[i].n * sizeof (guint));
      to->paths[i].n = from->paths[i].n;
      to->paths[i].length = from->paths[i].length;
    }
  to->score = from->score;
  to->length = from->length;
}

static void
mark_used (Search *self, const Plan *plan)
{
  memset (self->used, FALSE, self->n);
  for (guint i = 0; i < self->n_paths; i++)
    for (guint j = 0; j < plan->paths[i].n; j++)
      self->used[plan->paths[i].points[j]] = TRUE;
}

static double
measure (const Search *self, const Path *path)
{
  double length = 0;

  for (guint i = 1; i < path->n; i++)
    length += get_distance (self, path->points[i - 1], path->points[i]);
  return length;
}

/* Sums anew, so that roundings don't gather. */
static void
plan_sum (Search *self, Plan *plan)
{
  plan->score = plan->length = 0;
  for (guint i = 0; i < self->n_paths; i++)
    {
      Path *path = &plan->paths[i];

      path->length = measure (self, path);
      plan->length += path->length;
      for (guint j = 1; j + 1 < path->n; j++)
        plan->score += self->scores[path->points[j]];
    }
}

static void
empty (Search *self, Plan *plan)
{
  for (guint i = 0; i < self->n_paths; i++)
    {
      plan->paths[i].points[1] = END;
      plan->paths[i].n = 2;
    }
  plan_sum (self, plan);
}

/* Shortening. */

static gboolean
turn_parts (Search *self, Path *path)
{
  guint *points = path->points;

  for (guint i = 1; i + 1 < path->n; i++)
    for (guint j = i + 1; j + 1 < path->n; j++)
      if (get_distance (self, points[i - 1], points[j]) + get_distance (self, points[i], points[j + 1]) <
          get_distance (self, points[i - 1], points[i]) + get_distance (self, points[j], points[j + 1]) -
            1e-9)
        {
          for (guint a = i, b = j; a < b; a++, b--)
            {
              guint swap = points[a];

              points[a] = points[b];
              points[b] = swap;
            }
          return TRUE;
        }
  return FALSE;
}

static gboolean
move_points (Search *self, Path *path)
{
  guint *points = path->points;

  for (guint i = 1; i + 1 < path->n; i++)
    {
      guint point = points[i];
      double gain = get_distance (self, points[i - 1], point) + get_distance (self, point, points[i + 1]) -
                    get_distance (self, points[i - 1], points[i + 1]);

      for (guint j = 0; j + 1 < path->n; j++)
        if (j != i && j + 1 != i &&
            get_distance (self, points[j], point) + get_distance (self, point, points[j + 1]) -
                get_distance (self, points[j], points[j + 1]) <
              gain - 1e-9)
          {
            if (j < i)
              memmove (points + j + 2, points + j + 1, (i - j - 1) * sizeof (guint));
            else
              memmove (points + i, points + i + 1, (j - i) * sizeof (guint));
            points[j < i ? j + 1 : j] = point;
            return TRUE;
          }
    }
  return FALSE;
}

static void
shorten (Search *self, Plan *plan)
{
  for (guint i = 0; i < self->n_paths; i++)
    while (turn_parts (self, &plan->paths[i]) || move_points (self, &plan->paths[i]))
      ;
  plan_sum (self, plan);
}

/* Ruining. */

static void
take_out (Search *self, Plan *plan, guint path_index, guint at)
{
  Path *path = &plan->paths[path_index];

  self->used[path->points[at]] = FALSE;
  memmove (path->points + at, path->points + at + 1, (path->n - at - 1) * sizeof (guint));
  path->n--;
}

/* Takes out a stretch of a path, what lies around a point, or any points. */
static void
ruin (Search *self, Plan *plan)
{
  guint kind = atlas_solver_random_below (&self->random, 3);
  guint center = self->candidates[atlas_solver_random_below (&self->random, self->n_candidates)];
  double share = 0.05 + 0.45 * atlas_solver_random_real (&self->random);

  if (kind == 0)
    {
      guint which = atlas_solver_random_below (&self->random, self->n_paths);
      guint inner = plan->paths[which].n - 2;
      guint n =
        inner > 0 ? 1 + atlas_solver_random_below (&self->random, MAX (1, (guint) (inner * share * 1.5))) : 0;
      guint begin = 1 + atlas_solver_random_below (&self->random, inner - MIN (inner, n) + 1);

      for (guint i = 0; i < n && plan->paths[which].n > begin + 1; i++)
        take_out (self, plan, which, begin);
      return;
    }
  for (guint i = 0; i < self->n_paths; i++)
    for (guint j = plan->paths[i].n - 1; j-- > 1;)
      {
        double reach = share * self->problem->budget / 3;
        gboolean goes = kind == 1 ? get_distance (self, center, plan->paths[i].points[j]) < reach
                                  : atlas_solver_random_real (&self->random) < share;

        if (goes)
          take_out (self, plan, i, j);
      }
}

/* Recreating. */

typedef struct
{
  guint path, at;
  double cost;
} Spot;

static gboolean
find_spot (Search *self, const Plan *plan, guint point, Spot *spot)
{
  double least = G_MAXDOUBLE;

  *spot = (Spot){ 0, 0, G_MAXDOUBLE };
  for (guint i = 0; i < self->n_paths; i++)
    {
      const Path *path = &plan->paths[i];
      double room = self->budget - path->length;

      for (guint j = 1; j < path->n; j++)
        {
          double cost = get_distance (self, path->points[j - 1], point) +
                        get_distance (self, point, path->points[j]) -
                        get_distance (self, path->points[j - 1], path->points[j]);

          if (cost <= room && cost * self->bias[i] < least)
            {
              least = cost * self->bias[i];
              *spot = (Spot){ i, j, cost };
            }
        }
    }
  return spot->cost < G_MAXDOUBLE;
}

static void
put_in (Search *self, Plan *plan, guint point, Spot spot)
{
  Path *path = &plan->paths[spot.path];

  memmove (path->points + spot.at + 1, path->points + spot.at, (path->n - spot.at) * sizeof (guint));
  path->points[spot.at] = point;
  path->n++;
  path->length += spot.cost;
  self->used[point] = TRUE;
}

/* Puts in the point that is best for its cost, again and again. How much the score counts against the cost,
 * and how much chance, differs from try to try. */
static void
recreate (Search *self, Plan *plan)
{
  double power = 0.5 + 1.5 * atlas_solver_random_real (&self->random);
  double noise = atlas_solver_random_below (&self->random, 4) * 0.4;
  gboolean shortened = FALSE;

  for (guint i = 0; i < self->n_paths; i++)
    self->bias[i] = 1 + noise * atlas_solver_random_real (&self->random);
  for (;;)
    {
      double most = -1;
      guint best = 0;
      Spot best_spot = { 0 };

      for (guint i = 0; i < self->n_candidates; i++)
        {
          guint point = self->candidates[i];
          double worth;
          Spot spot;

          if (self->used[point] || !find_spot (self, plan, point, &spot))
            continue;
          worth = pow (self->scores[point], power) / (spot.cost + self->budget * 1e-3);
          worth *= 1 + noise * (atlas_solver_random_real (&self->random) - 0.5);
          if (worth > most)
            {
              most = worth;
              best = point;
              best_spot = spot;
            }
        }
      if (most >= 0)
        {
          put_in (self, plan, best, best_spot);
          shortened = FALSE;
        }
      else if (!shortened)
        {
          shorten (self, plan);
          shortened = TRUE;
        }
      else
        break;
    }
}

/* Searching. */

static guint64
iterate (Search *self, Plan *best, double bound, AtlasSolverClock *clock)
{
  Plan now, next;
  guint64 tries = 0, last_success = 0, last_return = 0;
  guint64 patience =
    clock->limits.iterations > 0 ? G_MAXUINT64 : PATIENCE + (guint64) PATIENCE_POINT * self->n_candidates;

  plan_init (self, &now);
  plan_init (self, &next);
  plan_copy (self, &now, best);
  while (best->score < bound && tries - last_success < patience &&
         (clock->limits.iterations == 0 || tries < clock->limits.iterations) &&
         !atlas_solver_clock_is_over (clock))
    {
      gboolean better;

      tries++;
      plan_copy (self, &next, &now);
      mark_used (self, &next);
      ruin (self, &next);
      plan_sum (self, &next);
      recreate (self, &next);
      better = next.score > best->score + 1e-9;
      if (better || (next.score > best->score - 1e-9 && next.length < best->length - 1e-9))
        {
          plan_copy (self, best, &next);
          if (better)
            {
              last_success = last_return = tries;
              atlas_solver_clock_tell (clock, best->score);
            }
        }
      if (next.score > now.score - 1e-9 ||
          next.score >= best->score * (1 - WORSE * atlas_solver_random_real (&self->random)))
        plan_copy (self, &now, &next);
      if (tries - last_return > RETURN + RETURN_POINT * self->n_candidates)
        {
          if (atlas_solver_random_below (&self->random, 2) == 0)
            plan_copy (self, &now, best);
          else
            empty (self, &now);
          last_return = tries;
        }
    }
  plan_clear (self, &now);
  plan_clear (self, &next);
  return tries;
}

/* The bound. */

typedef struct
{
  double score, share; /* what a visit costs at least */
} Worth;

static int
compare_worth (gconstpointer a, gconstpointer b)
{
  const Worth *p = a, *q = b;
  double x = p->score * q->share, y = q->score * p->share;

  return x > y ? -1 : x < y;
}

/* A path is half of the two edges at each of its points and half of the first and last edge: the points that
 * pay best for the shortest two edges that they could have, up to the whole budget, the last in part. */
static double
get_bound (Search *self)
{
  g_autofree Worth *worths = g_new (Worth, MAX (self->n_candidates, 1));
  double room = self->budget * self->n_paths, bound = 0, from_start = G_MAXDOUBLE, to_end = G_MAXDOUBLE;
  gboolean whole = TRUE;

  for (guint i = 0; i < self->n_candidates; i++)
    {
      guint point = self->candidates[i];
      double least = MIN (get_distance (self, point, START), get_distance (self, point, END));
      double second = MAX (get_distance (self, point, START), get_distance (self, point, END));

      from_start = MIN (from_start, get_distance (self, START, point));
      to_end = MIN (to_end, get_distance (self, END, point));
      for (guint j = 0; j < self->n_candidates; j++)
        {
          double distance = get_distance (self, point, self->candidates[j]);

          if (j == i)
            continue;
          second = MIN (second, MAX (distance, least));
          least = MIN (least, distance);
        }
      worths[i] = (Worth){ self->scores[point], (least + second) / 2 };
      whole = whole && self->scores[point] == floor (self->scores[point]);
    }
  if (self->n_candidates == 0)
    return 0;
  room -= (from_start + to_end) / 2; /* of one path: others may be empty */
  qsort (worths, self->n_candidates, sizeof (Worth), compare_worth);
  for (guint i = 0; i < self->n_candidates && room > 0; i++)
    {
      double part = worths[i].share <= room ? 1 : room / worths[i].share;

      bound += worths[i].score * part;
      room -= worths[i].share;
    }
  return whole ? floor (bound + 1e-6) : bound;
}

/* The answer. */

static void
fill_routes (Search *self, const Plan *plan, AtlasRoutes *routes)
{
  routes->n_paths = self->n_paths;
  routes->paths = g_new (GArray *, self->n_paths);
  routes->lengths = g_new (double, self->n_paths);
  routes->score = plan->score + self->scores[START] + self->scores[END];
  for (guint i = 0; i < self->n_paths; i++)
    {
      routes->paths[i] = g_array_new (FALSE, FALSE, sizeof (guint));
      g_array_append_vals (routes->paths[i], plan->paths[i].points, plan->paths[i].n);
      routes->lengths[i] = plan->paths[i].length;
    }
}

static void
prepare (Search *self)
{
  self->n = atlas_points_get_n (self->problem->points);
  self->n_paths = self->problem->n_paths;
  self->budget = self->problem->budget * (1 + 1e-12);
  self->distances = g_new (double, (gsize) self->n * self->n);
  self->scores = g_new (double, self->n);
  self->candidates = g_new (guint, self->n);
  self->used = g_new0 (guint8, self->n);
  for (guint i = 0; i < self->n; i++)
    {
      self->scores[i] = atlas_points_get_weight (self->problem->points, i);
      for (guint j = 0; j < self->n; j++)
        self->distances[(gsize) i * self->n + j] =
          i == j ? 0 : atlas_points_get_distance (self->problem->points, i, j);
    }
  for (guint i = 2; i < self->n; i++)
    if (self->scores[i] > 0 && get_distance (self, START, i) + get_distance (self, i, END) <= self->budget)
      self->candidates[self->n_candidates++] = i;
}

AtlasRoutes *
atlas_orienteering_solve (const AtlasOrienteering *self,
                          const AtlasSolverLimits *limits,
                          GCancellable *cancellable)
{
  AtlasRoutes *routes = g_new0 (AtlasRoutes, 1);
  Search search = { .problem = self };
  AtlasSolverClock clock;
  Plan best;

  g_return_val_if_fail (self != NULL && self->points != NULL && self->n_paths > 0, routes);
  g_return_val_if_fail (atlas_points_get_n (self->points) >= 2, routes);

  atlas_solver_clock_start (&clock, limits, cancellable);
  prepare (&search);
  search.random.state = clock.limits.seed;
  if (get_distance (&search, START, END) <= search.budget)
    {
      double bound = get_bound (&search);

      plan_init (&search, &best);
      search.used[START] = search.used[END] = TRUE;
      recreate (&search, &best);
      if (search.n_candidates > 0)
        routes->iterations = iterate (&search, &best, bound, &clock);
      fill_routes (&search, &best, routes);
      routes->upper_bound = MAX (bound + search.scores[START] + search.scores[END], routes->score);
      plan_clear (&search, &best);
    }
  g_free (search.distances);
  g_free (search.scores);
  g_free (search.candidates);
  g_free (search.used);
  return routes;
}

double
atlas_routes_get_gap (const AtlasRoutes *self)
{
  g_return_val_if_fail (self != NULL, NAN);

  return self->upper_bound > 0 ? 1 - self->score / self->upper_bound : 0;
}

void
atlas_routes_free (AtlasRoutes *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->n_paths; i++)
    g_array_unref (self->paths[i]);
  g_free (self->paths);
  g_free (self->lengths);
  g_free (self);
}
