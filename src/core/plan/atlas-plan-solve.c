/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-i18n.h"
#include "atlas-plan-solver-private.h"

/* How often each number of days is bettered where no clock is given. */
#define STEPS_A_DAY 300

/* With a clock: between looks at who waits for news. */
#define STEPS_A_LOOK 25

#define TELL_EVERY (100 * G_TIME_SPAN_MILLISECOND)

/* By days, 1 and on: the best plans. */
typedef struct
{
  AtlasPlanSolution solution;
  gboolean is_plan;
  guint people;
  gint64 value;
} Rung;

static gint64
get_end (const AtlasPlanSolver *self)
{
  return self->options->seconds > 0 ? self->began + (gint64) (self->options->seconds * G_TIME_SPAN_SECOND)
                                    : 0;
}

static gboolean
is_over (const AtlasPlanSolver *self)
{
  gint64 end = get_end (self);

  return g_cancellable_is_cancelled (self->cancellable) || (end > 0 && g_get_monotonic_time () >= end);
}

static void
tell (AtlasPlanSolver *self, const AtlasPlanSolution *solution)
{
  gint64 now = g_get_monotonic_time ();
  g_autoptr (AtlasPlan) plan = NULL;

  if (self->options->func == NULL || solution->value <= self->told_value ||
      (self->told > 0 && now - self->told < TELL_EVERY))
    return;
  self->told = now;
  self->told_value = solution->value;
  plan = atlas_plan_new (self->list, solution, self->n_days);
  self->options->func (plan, (double) (now - self->began) / G_TIME_SPAN_SECOND, self->options->user_data);
}

static gboolean
refuse_pin (const AtlasPlanSolver *self, guint pin, GError **error)
{
  const AtlasPlanPin *found = g_ptr_array_index (self->request->pinned, pin);
  g_autofree char *label = atlas_plan_spot_dup_label (found->spot);

  if (found->date != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("%s on %s does not fit: with the other pinned stops it can’t be reached within the days, "
                    "hours and budget."),
                 label, found->date);
  else
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _ ("%s does not fit: with the other pinned stops it can’t be reached within the days, hours "
                    "and budget."),
                 label);
  return FALSE;
}

/* --- From nothing. */

/* The best of some greedy beginnings. FALSE where not even the pins fit. */
static gboolean
construct (AtlasPlanSolver *self, guint n_days, AtlasPlanSolution *best, guint *failed)
{
  static const double sharpnesses[] = { 1, 0.5, 2 };
  AtlasPlanSolution now;

  atlas_plan_search_limit (self->search, n_days, self->request->max_stops);
  for (guint i = 0; i < G_N_ELEMENTS (sharpnesses); i++)
    {
      if (!atlas_plan_search_begin (self->search, failed))
        return FALSE;
      atlas_plan_search_fill (self->search, sharpnesses[i]);
      atlas_plan_search_get (self->search, &now);
      if (i == 0 || atlas_plan_solution_is_better (&now, best))
        *best = now;
    }
  atlas_plan_search_set (self->search, best);
  atlas_plan_search_polish (self->search, ATLAS_PLAN_POLISH);
  atlas_plan_search_get (self->search, best);
  return TRUE;
}

static void
better (AtlasPlanSolver *self,
        guint n_days,
        const AtlasPlanSolution *from,
        guint n,
        guint64 seed,
        AtlasPlanSolution *best)
{
  AtlasPlanSolution now;

  atlas_plan_search_limit (self->search, n_days, self->request->max_stops);
  if (!atlas_plan_search_set (self->search, from))
    return;
  atlas_plan_search_seed (self->search, seed);
  atlas_plan_search_polish (self->search, ATLAS_PLAN_POLISH);
  atlas_plan_search_iterate (self->search, n, get_end (self), self->cancellable);
  atlas_plan_search_get (self->search, &now);
  if (atlas_plan_solution_is_better (&now, best))
    *best = now;
}

/* Takes @solution for a rung unless it reaches fewer, by person, than the rung below, or than what stands
 * there. */
static void
take (AtlasPlanSolver *self, Rung *rung, const Rung *below, const AtlasPlanSolution *solution)
{
  guint people;
  gint64 value;

  atlas_plan_count_solution (self->list, solution, &people, &value);
  if (below != NULL && below->is_plan && (people < below->people || value < below->value))
    return;
  if (rung->is_plan && (value < rung->value ||
                        (value == rung->value && !atlas_plan_solution_is_better (solution, &rung->solution))))
    return;
  *rung = (Rung){ *solution, TRUE, people, value };
}

/* One rung, from the one below and from nothing: what comes out depends on no more days than its own. */
static void
climb (AtlasPlanSolver *self, Rung *rungs, guint days, guint n_steps)
{
  const Rung *below = days > 1 ? &rungs[days - 1] : NULL;
  Rung *rung = &rungs[days];
  AtlasPlanSolution solution;

  if (below != NULL && below->is_plan)
    *rung = *below;
  atlas_plan_search_seed (self->search, atlas_plan_solver_mix (self->options->seed, days, 0));
  if (!construct (self, days, &solution, NULL))
    return;
  if (rung->is_plan && rung->solution.value > solution.value)
    solution = rung->solution;
  better (self, days, &solution, n_steps, atlas_plan_solver_mix (self->options->seed, days, 1), &solution);
  take (self, rung, below, &solution);
}

/* Betters the plan until time is over. */
static void
look_on (AtlasPlanSolver *self, Rung *rung, const Rung *below)
{
  AtlasPlanSolution solution = rung->solution;

  for (guint round = 2; self->options->seconds > 0 && rung->is_plan && solution.n > 0 && !is_over (self);
       round++)
    {
      atlas_plan_search_limit (self->search, self->n_days, self->request->max_stops);
      if (!atlas_plan_search_set (self->search, &solution))
        break;
      atlas_plan_search_seed (self->search, atlas_plan_solver_mix (self->options->seed, self->n_days, round));
      atlas_plan_search_iterate (self->search, STEPS_A_LOOK * MIN (round, 40), get_end (self),
                                 self->cancellable);
      atlas_plan_search_get (self->search, &solution);
      take (self, rung, below, &solution);
      tell (self, &rung->solution);
    }
}

static GArray *
make_curve (const Rung *rungs, guint n_days)
{
  GArray *curve = g_array_new (FALSE, FALSE, sizeof (AtlasPlanDays));

  for (guint days = 1; days <= n_days; days++)
    {
      AtlasPlanDays point = { days, rungs[days].solution.n, rungs[days].people };

      if (rungs[days].is_plan)
        g_array_append_val (curve, point);
    }
  return curve;
}

/* --- The whole. */

/* Leaves what clocks give: the plan of all days first, so that there is one to be looked at, then day by day.
 */
static AtlasPlan *
solve_anew (AtlasPlanSolver *self, GError **error)
{
  guint n_rungs = self->n_days + (self->options->brief ? 0 : 1);
  g_autofree Rung *rungs = g_new0 (Rung, n_rungs + 2);
  AtlasPlanSolution first;
  AtlasPlan *plan;
  guint failed = 0;

  atlas_plan_search_seed (self->search, atlas_plan_solver_mix (self->options->seed, self->n_days, 0));
  if (!construct (self, self->n_days, &first, &failed))
    return refuse_pin (self, failed, error), NULL;
  tell (self, &first);
  for (guint days = 1; days <= self->n_days && !is_over (self); days++)
    climb (self, rungs, days, STEPS_A_DAY);
  take (self, &rungs[self->n_days], NULL, &first);
  look_on (self, &rungs[self->n_days], self->n_days > 1 ? &rungs[self->n_days - 1] : NULL);
  if (n_rungs > self->n_days && !g_cancellable_is_cancelled (self->cancellable))
    climb (self, rungs, n_rungs, ATLAS_PLAN_STEPS_ASIDE);

  /* A day more never reaches fewer. */
  atlas_plan_solver_prefer_towns (self, &rungs[self->n_days].solution, NULL,
                                  self->n_days > 1 ? rungs[self->n_days - 1].solution.value : 0);
  plan = atlas_plan_new (self->list, &rungs[self->n_days].solution, self->n_days);
  if (n_rungs > self->n_days && rungs[n_rungs].is_plan)
    {
      plan->curve = make_curve (rungs, n_rungs);
      plan->day_more = atlas_plan_change_new (self->list, &rungs[n_rungs].solution);
    }
  atlas_plan_solver_look_aside (self, plan, &rungs[self->n_days].solution);
  return plan;
}

/* The choices that are the stops of a plan. */
static void
read_warm (AtlasPlanSolver *self, const AtlasPlan *warm, AtlasPlanSolution *solution)
{
  *solution = (AtlasPlanSolution){ 0 };
  for (guint i = 0; i < warm->stops->len; i++)
    {
      const AtlasPlanSpot *spot = ((AtlasPlanStop *) g_ptr_array_index (warm->stops, i))->spot;

      for (guint k = 0; k < self->list->n_choices; k++)
        {
          const AtlasPlanNode *node = &self->list->choices[k].call.node;

          if (atlas_plan_spot_is_at (spot, node->latitude, node->longitude))
            {
              solution->order[solution->n++] = k;
              break;
            }
        }
    }
}

static AtlasPlan *
solve_warm (AtlasPlanSolver *self, GError **error)
{
  AtlasPlanSolution start, settled;
  guint failed = 0;
  Rung rung = { 0 };
  AtlasPlan *plan;

  read_warm (self, self->options->warm, &start);
  settled = start;
  atlas_plan_search_limit (self->search, self->n_days, self->request->max_stops);
  if (!atlas_plan_search_set (self->search, &start) && !atlas_plan_search_begin (self->search, &failed))
    return refuse_pin (self, failed, error), NULL;
  atlas_plan_search_polish (self->search, 1);
  atlas_plan_search_get (self->search, &start);
  take (self, &rung, NULL, &start);
  tell (self, &start);
  look_on (self, &rung, NULL);
  atlas_plan_solver_prefer_towns (self, &rung.solution, &settled, 0);
  plan = atlas_plan_new (self->list, &rung.solution, self->n_days);
  atlas_plan_solver_look_aside (self, plan, &rung.solution);
  return plan;
}

AtlasPlan *
atlas_plan_solve (AtlasPlanProblem *problem,
                  const AtlasPlanRequest *request,
                  const AtlasPlanOptions *options,
                  GCancellable *cancellable,
                  GError **error)
{
  static const AtlasPlanOptions usual = { 0 };
  g_autoptr (AtlasPlanShortlist) list = NULL;
  g_autoptr (AtlasPlanSearch) search = NULL;
  g_autoptr (GPtrArray) also = g_ptr_array_new ();
  AtlasPlanSolver self = { problem, request, options != NULL ? options : &usual, cancellable };

  g_return_val_if_fail (problem != NULL && request != NULL, NULL);
  g_return_val_if_fail (atlas_plan_problem_serves (problem, request), NULL);

  if (!atlas_plan_request_check (request, error))
    return NULL;
  self.began = g_get_monotonic_time ();
  self.n_days = atlas_plan_request_get_n_days (request);
  for (guint i = 0; self.options->warm != NULL && i < self.options->warm->stops->len; i++)
    g_ptr_array_add (also, ((AtlasPlanStop *) g_ptr_array_index (self.options->warm->stops, i))->spot);
  self.list = list = atlas_plan_shortlist_new (problem, request, self.n_days + 1, also);
  self.search = search = atlas_plan_search_new (list, self.options->seed);
  return self.options->warm != NULL ? solve_warm (&self, error) : solve_anew (&self, error);
}
