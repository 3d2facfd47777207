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
  double *weights;  /* by cell of the shortlist */
  double *prices;   /* the multipliers */
  double *sums;     /* by choice: the prices of its cells */
  gboolean *chosen; /* by choice */
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

      for (guint i = list->first[choice]; i < list->first[choice + 1]; i++)
        sum += self->prices[list->cells[i]];
      self->sums[choice] = self->sorted[choice] = sum;
    }
  qsort (self->sorted, list->n_choices, sizeof *self->sorted, compare_descending);
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
sum_prices (const AtlasPlanProblem *problem, const double *prices, const AtlasPlanNode *node)
{
  double radius = problem->request->radius_km;
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
  double bound = 0, all = 0;
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

        sums[n++] = sum_prices (problem, prices, &node);
      }
  for (guint i = 0; i < list->n_choices; i++)
    if (list->choices[i].candidate < 0 || list->choices[i].pin >= 0)
      sums[n++] = sum_prices (problem, prices, &list->choices[i].call.node);
  qsort (sums, n, sizeof *sums, compare_descending);
  for (guint i = 0; i < MIN (n, self->n_stops); i++)
    bound += sums[i];
  return MIN (bound, all);
}

double
atlas_plan_find_bound (const AtlasPlanShortlist *list, guint n_stops, double best)
{
  g_autofree double *weights = g_new (double, list->n_cells + 1);
  g_autofree double *sums = g_new (double, list->n_choices + 1);
  g_autofree double *sorted = g_new (double, list->n_choices + 1);
  g_autofree gboolean *chosen = g_new (gboolean, list->n_choices + 1);
  g_autofree double *prices = NULL;
  Relaxation relaxation = { list, n_stops, weights, NULL, sums, chosen, sorted };

  for (guint i = 0; i < list->n_cells; i++)
    weights[i] = weigh (list, (double) list->values[i].weight, list->values[i].women, list->values[i].men);
  relaxation.prices = prices = g_memdup2 (weights, (list->n_cells + 1) * sizeof *prices);
  find_prices (&relaxation, best);
  return bound_all (&relaxation);
}
