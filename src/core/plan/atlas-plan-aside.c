/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-solver-private.h"

#define N_ALTERNATIVES 3

/* One that reaches less than this part of the plan's people is no alternative. */
#define ALTERNATIVE_LEAST 0.7

/* So many larger towns near a stop are tried for it. */
#define MAX_TOWNS 4

/* Places of the gazetteer are in the order of their people, so a smaller index is a larger town. */
static guint
get_place (const AtlasPlanSolver *self, guint choice)
{
  int candidate = self->list->choices[choice].candidate;

  return candidate >= 0 ? self->problem->candidates[candidate].place : G_MAXUINT;
}

static gboolean
has_choice (const AtlasPlanSolution *solution, guint choice)
{
  for (guint i = 0; i < solution->n; i++)
    if (solution->order[i] == choice)
      return TRUE;
  return FALSE;
}

/* The choices near the stop at @at that are larger towns than it, the largest first. */
static guint
list_towns (const AtlasPlanSolver *self, const AtlasPlanSolution *solution, guint at, guint towns[MAX_TOWNS])
{
  const AtlasPlanShortlist *list = self->list;
  guint here = solution->order[at], n = 0;

  for (guint choice = list->n_pins; choice < list->n_choices; choice++)
    {
      guint place = get_place (self, choice), i;

      if (place >= get_place (self, here) || list->choices[choice].level > self->n_days ||
          has_choice (solution, choice) ||
          atlas_plan_node_get_km (&list->choices[choice].call.node, &list->choices[here].call.node) >
            self->request->radius_km)
        continue;
      for (i = n < MAX_TOWNS ? n++ : MAX_TOWNS; i > 0 && get_place (self, towns[i - 1]) > place; i--)
        if (i < MAX_TOWNS)
          towns[i] = towns[i - 1];
      if (i < MAX_TOWNS)
        towns[i] = choice;
    }
  return n;
}

void
atlas_plan_solver_count (AtlasPlanSolver *self, AtlasPlanCounted *counted)
{
  atlas_plan_tally_count (self->tally, counted->solution.order, counted->solution.n, &counted->people,
                          &counted->value);
}

void
atlas_plan_solver_prefer_towns (AtlasPlanSolver *self,
                                AtlasPlanCounted *counted,
                                const AtlasPlanSolution *settled,
                                gint64 least)
{
  gint64 floor;

  atlas_plan_search_limit (self->search, self->n_days, self->request->max_stops);
  atlas_plan_solver_count (self, counted);
  floor = MAX (least, counted->value - (gint64) (self->request->towns * (double) counted->value));
  for (guint at = 0; at < counted->solution.n && counted->value > floor; at++)
    {
      guint here = counted->solution.order[at];
      guint towns[MAX_TOWNS];
      gboolean stays = here < self->list->n_pins || (settled != NULL && has_choice (settled, here));
      guint n = stays ? 0 : list_towns (self, &counted->solution, at, towns);

      for (guint i = 0; i < n; i++)
        {
          AtlasPlanCounted other = *counted;

          other.solution.order[at] = towns[i];
          if (!atlas_plan_search_try (self->search, other.solution.order, other.solution.n,
                                      &other.solution.schedule))
            continue;
          atlas_plan_solver_count (self, &other);
          if (other.value < floor)
            continue;
          *counted = other;
          break;
        }
    }
}

static gboolean
is_like (const AtlasPlanSolution *a, const AtlasPlanSolution *b)
{
  guint same = 0;

  for (guint i = 0; i < a->n; i++)
    same += has_choice (b, a->order[i]);
  return same == a->n && same == b->n;
}

static int
compare_counted (gconstpointer a, gconstpointer b)
{
  const AtlasPlanCounted *one = a, *other = b;

  if (one->value != other->value)
    return one->value > other->value ? -1 : 1;
  return (one->solution.schedule.cost > other->solution.schedule.cost) -
         (one->solution.schedule.cost < other->solution.schedule.cost);
}

/* With one stop at most so many; FALSE where the pins are more. */
static gboolean
find_stop_less (AtlasPlanSolver *self, const AtlasPlanCounted *best, AtlasPlanCounted *less)
{
  *less = (AtlasPlanCounted){ 0 };
  if (best->solution.n < 2 || best->solution.n <= self->list->n_pins ||
      g_cancellable_is_cancelled (self->cancellable))
    return FALSE;
  atlas_plan_search_limit (self->search, self->n_days, best->solution.n - 1);
  if (!atlas_plan_search_set (self->search, &best->solution))
    return FALSE;
  atlas_plan_search_seed (self->search, atlas_plan_solver_mix (self->options->seed, self->n_days, 251));
  atlas_plan_search_polish (self->search, ATLAS_PLAN_POLISH);
  atlas_plan_search_iterate (self->search, ATLAS_PLAN_STEPS_ASIDE, 0, self->cancellable);
  atlas_plan_search_get (self->search, &less->solution);
  atlas_plan_solver_count (self, less);
  return less->solution.n > 0;
}

/* The plan without the stop at @at and all around it, mended. */
static gboolean
find_instead (AtlasPlanSolver *self, const AtlasPlanSolution *best, guint at, AtlasPlanCounted *other)
{
  gboolean found;

  atlas_plan_search_limit (self->search, self->n_days, self->request->max_stops);
  atlas_plan_search_ban (self->search, best->order[at], self->request->radius_km);
  atlas_plan_search_seed (self->search, atlas_plan_solver_mix (self->options->seed, at, 252));
  found = atlas_plan_search_set (self->search, best);
  if (found)
    {
      atlas_plan_search_polish (self->search, ATLAS_PLAN_POLISH);
      atlas_plan_search_get (self->search, &other->solution);
    }
  atlas_plan_search_clear_bans (self->search);
  if (!found || other->solution.n == 0)
    return FALSE;
  atlas_plan_solver_prefer_towns (self, other, NULL, 0);
  return TRUE;
}

GArray *
atlas_plan_solver_find_others (AtlasPlanSolver *self, AtlasPlanCounted *best, AtlasPlanCounted *less)
{
  const AtlasPlanCounted plan = *best;
  GArray *others = g_array_new (FALSE, FALSE, sizeof (AtlasPlanCounted));
  guint n = 0;

  g_array_append_val (others, plan);
  for (guint i = 0; i < plan.solution.n && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      AtlasPlanCounted other = { 0 };

      if (plan.solution.order[i] >= self->list->n_pins && find_instead (self, &plan.solution, i, &other))
        g_array_append_val (others, other);
    }
  /* A stable sort: of equals the plan itself stays the first. */
  g_array_sort (others, compare_counted);
  *best = g_array_index (others, AtlasPlanCounted, 0);
  while (find_stop_less (self, best, less) && less->value > best->value)
    *best = *less;

  for (guint i = 0; i < others->len && n < N_ALTERNATIVES; i++)
    {
      const AtlasPlanCounted *other = &g_array_index (others, AtlasPlanCounted, i);
      gboolean known = is_like (&other->solution, &best->solution);

      for (guint k = 0; !known && k < n; k++)
        known = is_like (&other->solution, &g_array_index (others, AtlasPlanCounted, k).solution);
      if (!known && (double) other->people >= ALTERNATIVE_LEAST * best->people)
        g_array_index (others, AtlasPlanCounted, n++) = *other;
    }
  g_array_set_size (others, n);
  return others;
}
