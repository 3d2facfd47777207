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
atlas_plan_solver_prefer_towns (AtlasPlanSolver *self,
                                AtlasPlanSolution *solution,
                                const AtlasPlanSolution *settled,
                                gint64 least)
{
  gint64 value, floor;
  guint people;

  atlas_plan_search_limit (self->search, self->n_days, self->request->max_stops);
  atlas_plan_count_solution (self->list, solution, &people, &value);
  floor = MAX (least, value - (gint64) (self->request->towns * (double) value));
  for (guint at = 0; at < solution->n; at++)
    {
      guint towns[MAX_TOWNS];
      gboolean stays = solution->order[at] < self->list->n_pins ||
                       (settled != NULL && has_choice (settled, solution->order[at]));
      guint n = stays ? 0 : list_towns (self, solution, at, towns);

      for (guint i = 0; i < n; i++)
        {
          AtlasPlanSolution other = *solution;

          other.order[at] = towns[i];
          if (!atlas_plan_search_try (self->search, other.order, other.n, &other.schedule))
            continue;
          atlas_plan_count_solution (self->list, &other, &people, &value);
          if (value < floor)
            continue;
          *solution = other;
          break;
        }
    }
}

static void
find_stop_less (AtlasPlanSolver *self, AtlasPlan *plan, const AtlasPlanSolution *best)
{
  AtlasPlanSolution less;

  if (best->n < 2 || best->n <= self->list->n_pins)
    return;
  atlas_plan_search_limit (self->search, self->n_days, best->n - 1);
  if (!atlas_plan_search_set (self->search, best))
    return;
  atlas_plan_search_seed (self->search, atlas_plan_solver_mix (self->options->seed, self->n_days, 251));
  atlas_plan_search_polish (self->search, ATLAS_PLAN_POLISH);
  atlas_plan_search_iterate (self->search, ATLAS_PLAN_STEPS_ASIDE, 0, self->cancellable);
  atlas_plan_search_get (self->search, &less);
  plan->stop_less = atlas_plan_change_new (self->list, &less);
}

static gboolean
is_like (const AtlasPlanChange *change, GPtrArray *others)
{
  for (guint i = 0; i < others->len; i++)
    {
      const AtlasPlanChange *other = g_ptr_array_index (others, i);
      guint same = 0;

      for (guint k = 0; k < change->stops->len; k++)
        for (guint m = 0; m < other->stops->len; m++)
          {
            const AtlasPlanSpot *a = g_ptr_array_index (change->stops, k);
            const AtlasPlanSpot *b = g_ptr_array_index (other->stops, m);

            same += a->latitude == b->latitude && a->longitude == b->longitude;
          }
      if (same == change->stops->len && same == other->stops->len)
        return TRUE;
    }
  return FALSE;
}

static int
compare_changes (gconstpointer a, gconstpointer b)
{
  const AtlasPlanChange *one = *(AtlasPlanChange *const *) a, *other = *(AtlasPlanChange *const *) b;

  return one->people != other->people ? (one->people > other->people ? -1 : 1)
                                      : (one->cost > other->cost) - (one->cost < other->cost);
}

/* Each stop in turn, with all around it, is left out; the best of what is found instead. */
static void
find_alternatives (AtlasPlanSolver *self, AtlasPlan *plan, const AtlasPlanSolution *best)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_plan_change_free);

  for (guint i = 0; i < best->n && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      AtlasPlanSolution start = *best, other;
      AtlasPlanChange *change;

      if (best->order[i] < self->list->n_pins)
        continue;
      atlas_plan_search_limit (self->search, self->n_days, self->request->max_stops);
      atlas_plan_search_ban (self->search, best->order[i], self->request->radius_km);
      if (atlas_plan_search_set (self->search, &start))
        {
          atlas_plan_search_seed (self->search, atlas_plan_solver_mix (self->options->seed, i, 252));
          atlas_plan_search_polish (self->search, ATLAS_PLAN_POLISH);
          atlas_plan_search_get (self->search, &other);
          change = atlas_plan_change_new (self->list, &other);
          if (other.n > 0 && change->people >= ALTERNATIVE_LEAST * plan->people && !is_like (change, found))
            g_ptr_array_add (found, change);
          else
            atlas_plan_change_free (change);
        }
      atlas_plan_search_limit (self->search, self->n_days, self->request->max_stops);
      atlas_plan_search_ban (self->search, 0, 0);
    }
  g_ptr_array_sort (found, compare_changes);
  if (found->len > N_ALTERNATIVES)
    g_ptr_array_set_size (found, N_ALTERNATIVES);
  plan->alternatives = g_steal_pointer (&found);
}

void
atlas_plan_solver_look_aside (AtlasPlanSolver *self, AtlasPlan *plan, const AtlasPlanSolution *best)
{
  double value = plan->value * ATLAS_PLAN_UNITS;

  if (self->options->brief || g_cancellable_is_cancelled (self->cancellable))
    return;
  find_stop_less (self, plan, best);
  find_alternatives (self, plan, best);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  plan->bound = atlas_plan_find_bound (self->list, self->n_days, value) / ATLAS_PLAN_UNITS;
}
