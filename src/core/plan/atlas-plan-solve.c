/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-i18n.h"
#include "atlas-plan-solver-private.h"

/* How often each number of days is bettered where no clock is given. */
#define STEPS_A_DAY 300

/* With a clock: between looks at who waits for news. */
#define STEPS_A_LOOK 25

/* With a clock: how much of it is for the plan of all days, the rest for what fewer days reach. */
#define PLAN_SHARE 0.7

/* With a clock: how much later than that one more number of days is begun, so that few are missing. */
#define LATE (500 * G_TIME_SPAN_MILLISECOND)

/* A bound that is farther above the plan says nothing of it. */
#define USEFUL_GAP 0.25

#define TELL_EVERY (100 * G_TIME_SPAN_MILLISECOND)

/* By days, 1 and on: the best plans. @plan: what is proposed, with stops in larger towns; never worth less
 * than it was before. @found: the best that the search found, from which it goes on */
typedef struct
{
  gboolean is_plan;
  AtlasPlanCounted plan;
  AtlasPlanSolution found;
} Rung;

static void
set_end (AtlasPlanSolver *self, double share)
{
  double seconds = self->options->seconds * share;

  self->end = seconds > 0 ? self->began + (gint64) (seconds * G_TIME_SPAN_SECOND) : 0;
}

static gboolean
is_over (const AtlasPlanSolver *self)
{
  return g_cancellable_is_cancelled (self->cancellable) ||
         (self->end > 0 && g_get_monotonic_time () >= self->end);
}

static void
tell (AtlasPlanSolver *self, const AtlasPlanCounted *best)
{
  gint64 now = g_get_monotonic_time ();
  g_autoptr (AtlasPlan) plan = NULL;

  if (self->options->func == NULL || best->value <= self->told_value ||
      (self->told > 0 && now - self->told < TELL_EVERY))
    return;
  self->told = now;
  self->told_value = best->value;
  plan = atlas_plan_new (self->list, &best->solution, self->n_days);
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
  atlas_plan_search_iterate (self->search, n, self->end, self->cancellable);
  if (n > 0)
    atlas_plan_search_polish (self->search, ATLAS_PLAN_POLISH);
  atlas_plan_search_get (self->search, &now);
  if (atlas_plan_solution_is_better (&now, best))
    *best = now;
}

static gboolean
is_better_plan (const AtlasPlanCounted *a, const AtlasPlanCounted *b)
{
  if (a->value != b->value)
    return a->value > b->value;
  if (fabs (a->solution.schedule.cost - b->solution.schedule.cost) > 1e-6)
    return a->solution.schedule.cost < b->solution.schedule.cost;
  return a->solution.schedule.last < b->solution.schedule.last;
}

/* Whether a plan reaches as many, by person, as that for a day less. */
static gboolean
keeps_up (const AtlasPlanCounted *plan, const Rung *below)
{
  return below == NULL || !below->is_plan ||
         (plan->people >= below->plan.people && plan->value >= below->plan.value);
}

/* Takes what was found for a rung, with its stops moved to larger towns but for those that are @settled,
 * unless it reaches fewer than the rung below, or is worth less than what stands there. */
static void
take (AtlasPlanSolver *self,
      Rung *rung,
      const Rung *below,
      const AtlasPlanSolution *found,
      const AtlasPlanSolution *settled)
{
  AtlasPlanCounted plan = { .solution = *found };
  gint64 least =
    MAX (rung->is_plan ? rung->plan.value : 0, below != NULL && below->is_plan ? below->plan.value : 0);

  if (rung->is_plan && !atlas_plan_solution_is_better (found, &rung->found))
    return;
  rung->found = *found;
  atlas_plan_solver_prefer_towns (self, &plan, settled, least);
  if (!keeps_up (&plan, below) || (rung->is_plan && !is_better_plan (&plan, &rung->plan)))
    return;
  rung->plan = plan;
  rung->is_plan = TRUE;
}

/* One rung, from the one below and from nothing: what comes out depends on no more days than its own. */
static void
climb (AtlasPlanSolver *self, Rung *rungs, guint days, guint n_steps)
{
  const Rung *below = days > 1 ? &rungs[days - 1] : NULL;
  Rung *rung = &rungs[days];
  AtlasPlanSolution solution;
  guint n_days = self->n_days;

  if (!rung->is_plan && below != NULL && below->is_plan)
    *rung = *below;
  self->n_days = days;
  atlas_plan_search_seed (self->search, atlas_plan_solver_mix (self->options->seed, days, 0));
  if (construct (self, days, &solution, NULL))
    {
      if (rung->is_plan && rung->found.value > solution.value)
        solution = rung->found;
      better (self, days, &solution, n_steps, atlas_plan_solver_mix (self->options->seed, days, 1),
              &solution);
      take (self, rung, below, &solution, NULL);
    }
  self->n_days = n_days;
}

/* Up to the plan of all days; with a clock that one comes first and gets the most of it. */
static void
climb_all (AtlasPlanSolver *self, Rung *rungs)
{
  Rung *rung = &rungs[self->n_days];
  guint last = self->options->seconds > 0 ? self->n_days - 1 : self->n_days;
  gint64 end = self->end;

  for (guint days = 1; days <= last && !g_cancellable_is_cancelled (self->cancellable); days++)
    {
      gboolean over = is_over (self);

      if (over && g_get_monotonic_time () >= end + LATE)
        break;
      climb (self, rungs, days, over ? 0 : STEPS_A_DAY);
    }
  if (self->n_days > 1 && rung->is_plan && !keeps_up (&rung->plan, rung - 1))
    *rung = *(rung - 1);
}

/* Betters the plan until time is over. */
static void
look_on (AtlasPlanSolver *self, Rung *rung, const AtlasPlanSolution *settled)
{
  AtlasPlanSolution solution = rung->found;

  for (guint round = 2; self->options->seconds > 0 && rung->is_plan && solution.n > 0 && !is_over (self);
       round++)
    {
      atlas_plan_search_limit (self->search, self->n_days, self->request->max_stops);
      if (!atlas_plan_search_set (self->search, &solution))
        break;
      atlas_plan_search_seed (self->search, atlas_plan_solver_mix (self->options->seed, self->n_days, round));
      atlas_plan_search_iterate (self->search, STEPS_A_LOOK * MIN (round, 40), self->end, self->cancellable);
      atlas_plan_search_get (self->search, &solution);
      take (self, rung, NULL, &solution, settled);
      tell (self, &rung->plan);
    }
}

static GArray *
make_curve (const Rung *rungs, guint n_days)
{
  GArray *curve = g_array_new (FALSE, FALSE, sizeof (AtlasPlanDays));

  for (guint days = 1; days <= n_days; days++)
    {
      AtlasPlanDays point = { days, rungs[days].plan.solution.n, rungs[days].plan.people };

      if (rungs[days].is_plan)
        g_array_append_val (curve, point);
    }
  return curve;
}

/* --- The whole. */

/* In people; NaN where it is so far from the plan that it says nothing. @value: of the plan */
static double
find_bound (AtlasPlanSolver *self, double value)
{
  double bound = atlas_plan_find_best (self->list, self->n_days, self->cancellable);

  if (isnan (bound) && !g_cancellable_is_cancelled (self->cancellable))
    bound = atlas_plan_find_bound (self->list, self->n_days, value, self->cancellable);
  /* Of a plan that was improved by person, not by cell. */
  return bound <= (1 + USEFUL_GAP) * value ? MAX (bound, value) / ATLAS_PLAN_UNITS : NAN;
}

/* What fewer days and a day more reach, other plans and the bound: what is told beside a plan, which may turn
 * out not to be the best. */
static AtlasPlan *
look_aside (AtlasPlanSolver *self, Rung *rungs)
{
  Rung *rung = &rungs[self->n_days];
  const Rung *more = &rungs[self->n_days + 1];
  AtlasPlanCounted best = rung->plan, less;
  g_autoptr (GArray) others = atlas_plan_solver_find_others (self, &best, &less);
  AtlasPlan *plan;

  if (keeps_up (&best, self->n_days > 1 ? rung - 1 : NULL))
    rung->plan = best;
  if (!g_cancellable_is_cancelled (self->cancellable))
    climb (self, rungs, self->n_days + 1, ATLAS_PLAN_STEPS_ASIDE);
  plan = atlas_plan_new (self->list, &rung->plan.solution, self->n_days);
  if (more->is_plan)
    {
      plan->curve = make_curve (rungs, self->n_days + 1);
      plan->day_more = atlas_plan_change_new (self->list, &more->plan.solution, more->plan.people);
    }
  if (less.solution.n > 0)
    plan->stop_less = atlas_plan_change_new (self->list, &less.solution, less.people);
  plan->alternatives = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_plan_change_free);
  for (guint i = 0; i < others->len; i++)
    {
      const AtlasPlanCounted *other = &g_array_index (others, AtlasPlanCounted, i);

      g_ptr_array_add (plan->alternatives,
                       atlas_plan_change_new (self->list, &other->solution, other->people));
    }
  plan->bound = find_bound (self, (double) rung->plan.value);
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

/* A plan that is known already, if it still can be and is better than the first. */
static void
take_known (AtlasPlanSolver *self, Rung *first)
{
  const AtlasPlan *known = self->options->known;
  Rung rung = { .is_plan = TRUE };
  AtlasPlanSolution *solution = &rung.plan.solution;

  if (known == NULL || known->stops->len > ATLAS_PLAN_MAX_STOPS)
    return;
  read_warm (self, known, solution);
  atlas_plan_search_limit (self->search, self->n_days, self->request->max_stops);
  if (solution->n != known->stops->len || !atlas_plan_search_set (self->search, solution))
    return;
  atlas_plan_search_get (self->search, solution);
  atlas_plan_solver_count (self, &rung.plan);
  if (is_better_plan (&first->plan, &rung.plan))
    return;
  /* From where the search goes on is what is best by cells. */
  rung.found = atlas_plan_solution_is_better (solution, &first->found) ? *solution : first->found;
  *first = rung;
  self->told_value = first->plan.value;
}

/* The plan of all days first, so that there is one to be looked at. */
static AtlasPlan *
solve_anew (AtlasPlanSolver *self, GError **error)
{
  g_autofree Rung *rungs = g_new0 (Rung, self->n_days + 2);
  Rung *rung = &rungs[self->n_days];
  Rung first = { 0 };
  AtlasPlanSolution solution;
  guint failed = 0;

  atlas_plan_search_seed (self->search, atlas_plan_solver_mix (self->options->seed, self->n_days, 0));
  if (!construct (self, self->n_days, &solution, &failed))
    return refuse_pin (self, failed, error), NULL;
  take (self, &first, NULL, &solution, NULL);
  take_known (self, &first);
  solution = first.found;
  tell (self, &first.plan);
  if (self->options->seconds > 0)
    {
      *rung = first;
      set_end (self, self->options->brief ? 1 : PLAN_SHARE);
      better (self, self->n_days, &solution, STEPS_A_DAY,
              atlas_plan_solver_mix (self->options->seed, self->n_days, 1), &solution);
      take (self, rung, NULL, &solution, NULL);
      tell (self, &rung->plan);
      look_on (self, rung, NULL);
      set_end (self, 1);
    }
  if (self->options->seconds == 0 || !self->options->brief)
    climb_all (self, rungs);
  if (!rung->is_plan || ((self->options->seconds > 0 || self->options->known != NULL) &&
                         is_better_plan (&first.plan, &rung->plan)))
    *rung = first;
  tell (self, &rung->plan);
  if (!self->options->brief)
    return look_aside (self, rungs);
  return atlas_plan_new (self->list, &rung->plan.solution, self->n_days);
}

static AtlasPlan *
solve_warm (AtlasPlanSolver *self, GError **error)
{
  g_autofree Rung *rungs = g_new0 (Rung, self->n_days + 2);
  Rung *rung = &rungs[self->n_days];
  AtlasPlanSolution start, settled;
  guint failed = 0;

  read_warm (self, self->options->warm, &start);
  settled = start;
  atlas_plan_search_limit (self->search, self->n_days, self->request->max_stops);
  if (!atlas_plan_search_set (self->search, &start) && !atlas_plan_search_begin (self->search, &failed))
    return refuse_pin (self, failed, error), NULL;
  atlas_plan_search_polish (self->search, 1);
  atlas_plan_search_get (self->search, &start);
  take (self, rung, NULL, &start, &settled);
  tell (self, &rung->plan);
  look_on (self, rung, &settled);
  if (!self->options->brief)
    return look_aside (self, rungs);
  return atlas_plan_new (self->list, &rung->plan.solution, self->n_days);
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
  g_autoptr (AtlasPlanTally) tally = NULL;
  g_autoptr (GPtrArray) also = g_ptr_array_new ();
  AtlasPlanSolver self = { problem, request, options != NULL ? options : &usual, cancellable };

  g_return_val_if_fail (problem != NULL && request != NULL, NULL);
  g_return_val_if_fail (atlas_plan_problem_serves (problem, request), NULL);

  if (!atlas_plan_request_check (request, error))
    return NULL;
  self.began = g_get_monotonic_time ();
  self.n_days = atlas_plan_request_get_n_days (request);
  set_end (&self, 1);
  for (guint i = 0; self.options->warm != NULL && i < self.options->warm->stops->len; i++)
    g_ptr_array_add (also, ((AtlasPlanStop *) g_ptr_array_index (self.options->warm->stops, i))->spot);
  /* A day more is looked at beside a plan only. */
  self.list = list =
    atlas_plan_shortlist_new (problem, request, self.n_days + (self.options->brief ? 0 : 1), also);
  self.search = search = atlas_plan_search_new (list, self.options->seed);
  self.tally = tally = atlas_plan_tally_new (list);
  return self.options->warm != NULL ? solve_warm (&self, error) : solve_anew (&self, error);
}
