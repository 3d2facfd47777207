/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "atlas-plan-private.h"

/* Steps of the subgradient method, and after how many without a better bound the step is halved. */
#define N_STEPS  80
#define PATIENCE 6

typedef struct
{
  const AtlasPlanShortlist *list;
  guint n_stops;
  double limit_km;     /* no stop is farther from the base */
  const double *wider; /* by candidate: kilometres farther than the radius who stops there may reach */
  double *weights;     /* by cell of the shortlist */
  double *prices;      /* the multipliers */
  double *sums;        /* by choice: the prices of its cells */
  gboolean *chosen;    /* by choice */
  double *sorted;
} Relaxation;

static int
compare_descending (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one < other) - (one > other);
}

/* What a cell's people are worth at most. */
static double
weigh (const AtlasPlanShortlist *list, double weight, double women, double men)
{
  return weight + list->request->balance * ATLAS_PLAN_UNITS * (women + men) / 2;
}

static gboolean
is_within (const Relaxation *self, const AtlasPlanNode *node)
{
  return atlas_plan_node_get_km (node, &self->list->network->base) <= self->limit_km;
}

/* The relaxed problem: the stops with the largest sums. */
static double
relax (Relaxation *self)
{
  const AtlasPlanShortlist *list = self->list;
  double value = 0, least;
  guint n = MIN (self->n_stops, list->n_choices), taken = 0;

  for (guint i = 0; i < list->n_cells; i++)
    value += self->weights[i] - self->prices[i];
  for (guint choice = 0; choice < list->n_choices; choice++)
    {
      double sum = 0;

      if (!is_within (self, &list->choices[choice].call.node))
        {
          self->sums[choice] = self->sorted[choice] = -1;
          continue;
        }
      for (guint i = list->first[choice]; i < list->first[choice + 1]; i++)
        sum += self->prices[list->cells[i]];
      self->sums[choice] = self->sorted[choice] = sum;
    }
  qsort (self->sorted, list->n_choices, sizeof *self->sorted, compare_descending);
  while (n > 0 && self->sorted[n - 1] < 0)
    n--;
  least = n > 0 ? self->sorted[n - 1] : INFINITY;
  for (guint i = 0; i < n; i++)
    value += self->sorted[i];
  for (guint choice = 0; choice < list->n_choices; choice++)
    {
      self->chosen[choice] = taken < n && self->sums[choice] >= least;
      taken += self->chosen[choice];
    }
  return value;
}

/* Dearer where nobody goes, cheaper where several do. */
static void
step (Relaxation *self, double length, gint *surplus)
{
  const AtlasPlanShortlist *list = self->list;
  double norm = 0;

  for (guint i = 0; i < list->n_cells; i++)
    surplus[i] = -1;
  for (guint choice = 0; choice < list->n_choices; choice++)
    if (self->chosen[choice])
      for (guint i = list->first[choice]; i < list->first[choice + 1]; i++)
        surplus[list->cells[i]]++;
  for (guint i = 0; i < list->n_cells; i++)
    {
      /* Where the price can't fall or rise it does not count. */
      if ((surplus[i] > 0 && self->prices[i] <= 0) || (surplus[i] < 0 && self->prices[i] >= self->weights[i]))
        surplus[i] = 0;
      norm += (double) surplus[i] * surplus[i];
    }
  if (norm == 0)
    return;
  for (guint i = 0; i < list->n_cells; i++)
    self->prices[i] = CLAMP (self->prices[i] - length / norm * surplus[i], 0, self->weights[i]);
}

/* Leaves in @self the prices with the least bound for the shortlist. */
static void
find_prices (Relaxation *self, double best)
{
  guint n = self->list->n_cells;
  g_autofree double *kept = g_memdup2 (self->prices, (n + 1) * sizeof *kept);
  g_autofree int *surplus = g_new0 (int, n + 1);
  double least = INFINITY, scale = 1;
  guint since = 0;

  for (guint i = 0; i < N_STEPS; i++)
    {
      double value = relax (self);

      if (value < least)
        {
          since = value < least * 0.9999 ? 0 : since + 1;
          least = value;
          memcpy (kept, self->prices, n * sizeof *kept);
        }
      else
        since++;
      if (since >= PATIENCE)
        {
          scale /= 2;
          since = 0;
        }
      if (value - best < 1e-6)
        break;
      step (self, scale * (value - best), surplus);
    }
  memcpy (self->prices, kept, n * sizeof *kept);
}

/* By the prices of all cells, what a stop there would be worth: with who may be in reach counted as being so.
 */
static double
sum_prices (const AtlasPlanProblem *problem, const double *prices, const AtlasPlanNode *node, double wider)
{
  double radius = problem->request->radius_km + wider;
  double chord = atlas_plan_chord (radius);
  double sum = 0;
  guint first, end;
  AtlasPlanScan scan;

  atlas_plan_demand_scan (problem->demand, node->latitude, node->longitude, radius * 1.25, &scan);
  while (atlas_plan_demand_next (problem->demand, &scan, &first, &end))
    for (guint i = first; i < end; i++)
      {
        double reach = chord + problem->demand->cells[i].spread + 1e-9;

        if (atlas_plan_cell_chord2 (&problem->demand->cells[i], node->x, node->y, node->z) <= reach * reach)
          sum += prices[i];
      }
  return sum;
}

/* The bound that these prices give for all places that can be reached at all. */
static double
bound_all (const Relaxation *self)
{
  const AtlasPlanShortlist *list = self->list;
  const AtlasPlanProblem *problem = list->problem;
  const AtlasPlanDemand *demand = problem->demand;
  g_autofree double *prices = g_new (double, demand->n_cells + 1);
  g_autofree double *sums = g_new (double, problem->n_candidates + list->n_choices + 1);
  double bound = 0, all = 0, widest = 0;
  guint n = 0;

  for (guint i = 0; i < demand->n_cells; i++)
    {
      prices[i] = weigh (list, demand->cells[i].weight, demand->cells[i].women, demand->cells[i].men);
      all += prices[i];
    }
  for (guint i = 0; i < list->n_cells; i++)
    {
      bound += self->weights[i] - self->prices[i];
      prices[list->origins[i]] = self->prices[i];
    }
  for (guint i = 0; i < problem->n_candidates; i++)
    if (list->levels[i] > 0)
      {
        const AtlasPlanCandidate *candidate = &problem->candidates[i];
        AtlasPlanNode node = { .latitude = candidate->latitude,
                               .longitude = candidate->longitude,
                               .x = candidate->x,
                               .y = candidate->y,
                               .z = candidate->z };

        widest = MAX (widest, self->wider[i]);
        if (is_within (self, &node))
          sums[n++] = sum_prices (problem, prices, &node, self->wider[i]);
      }
  for (guint i = 0; i < list->n_choices; i++)
    if ((list->choices[i].candidate < 0 || list->choices[i].pin >= 0) &&
        is_within (self, &list->choices[i].call.node))
      sums[n++] = sum_prices (problem, prices, &list->choices[i].call.node, widest + ATLAS_PLAN_SAME_KM);
  qsort (sums, n, sizeof *sums, compare_descending);
  for (guint i = 0; i < MIN (n, self->n_stops); i++)
    bound += sums[i];
  return MIN (bound, all);
}

/* Of those that are not farther than @limit_km. */
static double
bound_within (
  const AtlasPlanShortlist *list, const double *wider, guint n_stops, double limit_km, double best)
{
  g_autofree double *weights = g_new (double, list->n_cells + 1);
  g_autofree double *sums = g_new (double, list->n_choices + 1);
  g_autofree double *sorted = g_new (double, list->n_choices + 1);
  g_autofree gboolean *chosen = g_new (gboolean, list->n_choices + 1);
  g_autofree double *prices = NULL;
  Relaxation relaxation = { .list = list,
                            .n_stops = n_stops,
                            .limit_km = limit_km,
                            .wider = wider,
                            .weights = weights,
                            .sums = sums,
                            .chosen = chosen,
                            .sorted = sorted };

  for (guint i = 0; i < list->n_cells; i++)
    weights[i] = weigh (list, (double) list->values[i].weight, list->values[i].women, list->values[i].men);
  relaxation.prices = prices = g_memdup2 (weights, (list->n_cells + 1) * sizeof *prices);
  find_prices (&relaxation, best);
  return bound_all (&relaxation);
}

/* Minutes that each way takes whatever its length; who measures ways may know better. */
static double
find_least_way (const AtlasPlanRequest *request)
{
  if (request->distances->len > 0)
    return 0;
  return 60 * (request->travel == ATLAS_PLAN_DRIVE ? request->drive_overhead
                                                   : MIN (request->drive_overhead, request->fly_overhead));
}

/* At least so many minutes beyond that take one there, by whatever ways. */
static double
find_way (const AtlasPlanRequest *request, double km)
{
  double by_road = km * request->detour / request->drive_kmh * 60;
  double fastest = MAX (request->fly_kmh, request->drive_kmh / request->detour);

  if (request->distances->len > 0)
    return 0;
  if (request->travel == ATLAS_PLAN_DRIVE)
    return by_road;
  return MIN (by_road, (request->fly_overhead + km / fastest) * 60 - find_least_way (request));
}

/* The time of all days, minutes, and how many stops there are on one day at most. */
static double
find_time (const AtlasPlanShortlist *list, guint n_days, guint *n_stops)
{
  const AtlasPlanRequest *request = list->request;
  const AtlasPlanNetwork *network = list->network;
  double way = find_least_way (request);
  /* Going west a day is longer, but by no more than the hour of a border where one flies no faster than that.
   */
  gboolean slow = request->fly_kmh <= 1000 && request->fly_overhead >= 1 && request->distances->len == 0;
  double slack = network->zones->len < 2 ? 0 : slow ? 60 : 360;
  double day = (request->day_end - request->day_start) * 60 + slack;
  double time = 0;

  *n_stops = 0;
  for (guint i = 0; i < n_days; i++)
    if (network->is_open[i])
      {
        *n_stops += (guint) ((day + way) / (network->stop_minutes + way) + 1e-9);
        time += day;
      }
  *n_stops = MIN (*n_stops, request->max_stops > 0 ? request->max_stops : ATLAS_PLAN_MAX_STOPS);
  return time;
}

typedef struct
{
  double z;
  guint candidate;
} Level;

static int
compare_levels (gconstpointer a, gconstpointer b)
{
  const Level *one = a, *other = b;

  return (one->z > other->z) - (one->z < other->z);
}

static guint
find_root (guint *roots, guint i)
{
  while (roots[i] != i)
    i = roots[i] = roots[roots[i]];
  return i;
}

static double
get_km (const AtlasPlanCandidate *a, const AtlasPlanCandidate *b)
{
  const AtlasPlanNode from = { .x = a->x, .y = a->y, .z = a->z }, to = { .x = b->x, .y = b->y, .z = b->z };

  return atlas_plan_node_get_km (&from, &to);
}

/* To next door takes no time, so that places in a row next door to each other are one stop, which reaches
 * farther. How much, kilometres, by candidate. (transfer full) */
static double *
find_wider (const AtlasPlanShortlist *list)
{
  const AtlasPlanProblem *problem = list->problem;
  guint n = problem->n_candidates;
  double chord = atlas_plan_chord (ATLAS_PLAN_SAME_KM);
  double *wider = g_new0 (double, n + 1);
  g_autofree Level *levels = g_new (Level, n + 1);
  g_autofree guint *roots = g_new (guint, n + 1);
  g_autofree double *farthest = g_new0 (double, n + 1);

  for (guint i = 0; i < n; i++)
    {
      levels[i] = (Level){ problem->candidates[i].z, i };
      roots[i] = i;
    }
  qsort (levels, n, sizeof *levels, compare_levels);
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n && levels[k].z - levels[i].z <= chord; k++)
      {
        const AtlasPlanCandidate *a = &problem->candidates[levels[i].candidate];
        const AtlasPlanCandidate *b = &problem->candidates[levels[k].candidate];
        double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;

        if (dx * dx + dy * dy + dz * dz <= chord * chord)
          roots[find_root (roots, levels[k].candidate)] = find_root (roots, levels[i].candidate);
      }
  /* Of each to the first of its row and from there to any. */
  for (guint i = 0; i < n; i++)
    {
      guint root = find_root (roots, i);

      wider[i] = get_km (&problem->candidates[i], &problem->candidates[root]);
      farthest[root] = MAX (farthest[root], wider[i]);
    }
  for (guint i = 0; i < n; i++)
    wider[i] += farthest[find_root (roots, i)];
  return wider;
}

double
atlas_plan_find_bound (const AtlasPlanShortlist *list, guint n_days, double best, GCancellable *cancellable)
{
  /* How far the farthest stop is, km: the farther, the fewer there is time for; the nearer, the fewer places.
   */
  static const double limits[] = { 0, 50, 100, 150, 200, 300, 400, 600, 1000, 1e5 };
  g_autofree double *wider = find_wider (list);
  double stop = list->network->stop_minutes + find_least_way (list->request);
  double bound = 0;
  guint most;
  double time = find_time (list, n_days, &most);

  for (guint i = 0; i + 1 < G_N_ELEMENTS (limits) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      /* Each stop has a way to it, and the way back from the last makes up for a stop next door to the base.
       */
      double left = time - 2 * find_way (list->request, limits[i]);
      double left_beyond = time - 2 * find_way (list->request, limits[i + 1]);
      guint n = left > 0 ? MIN (most, (guint) (left / stop + 1e-9)) : 0;
      guint n_beyond = left_beyond > 0 ? MIN (most, (guint) (left_beyond / stop + 1e-9)) : 0;

      /* What is farther may be as much: then it has the larger bound. */
      if (n > 0 && (n != n_beyond || i + 2 == G_N_ELEMENTS (limits)))
        bound = MAX (bound, bound_within (list, wider, n, limits[i + 1], best));
    }
  return g_cancellable_is_cancelled (cancellable) ? NAN : bound;
}
