/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-geodata.h"
#include "atlas-plan-private.h"
#include "atlas-plan-tally.h"
#include "plan-test-support.h"

/* --- Against all there is. */

typedef struct
{
  const AtlasPlanShortlist *list;
  AtlasPlanTally *tally;
  guint n_days, most;
  guint order[8];
  gboolean used[64];
  gint64 best;
} Exhaustive;

static gint64
value_of (const Exhaustive *self, guint n)
{
  guint people;
  gint64 value;

  atlas_plan_tally_count (self->tally, self->order, n, &people, &value);
  return value;
}

/* Every order of every set of stops. */
static void
try_all (Exhaustive *self, guint n)
{
  for (guint choice = 0; n < self->most && choice < self->list->n_choices; choice++)
    {
      const AtlasPlanCall *calls[8];
      AtlasPlanSchedule schedule;

      if (self->used[choice])
        continue;
      self->order[n] = choice;
      for (guint i = 0; i <= n; i++)
        calls[i] = &self->list->choices[self->order[i]].call;
      /* Who can't be back from some stops can't be from more. */
      if (!atlas_plan_schedule_make (self->list->network, calls, n + 1, self->n_days, &schedule, NULL))
        continue;
      self->best = MAX (self->best, value_of (self, n + 1));
      self->used[choice] = TRUE;
      try_all (self, n + 1);
      self->used[choice] = FALSE;
    }
}

/* People at a few towns far apart, so that there are few places to stop at. */
static AtlasPointIndex *
make_few_towns (guint32 seed, const char *const *towns, guint n_towns)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree TestPerson *people = g_new0 (TestPerson, 400);

  for (guint i = 0; i < 400; i++)
    {
      g_autoptr (AtlasPlanSpot) spot =
        atlas_plan_spot_parse (towns[g_rand_int_range (random, 0, (int) n_towns)], NULL);

      g_assert_nonnull (spot);
      people[i] = (TestPerson){
        .latitude = spot->latitude + g_rand_double_range (random, -0.02, 0.02),
        .longitude = spot->longitude + g_rand_double_range (random, -0.02, 0.02),
        .sex = 1 + (guint) g_rand_int_range (random, 0, 2),
        .consents = 1,
        .contacted = (guint) (g_rand_boolean (random) ? 20550 : 0),
      };
    }
  return make_index (people, 400);
}

static void
test_exhaustive (void)
{
  static const char *const towns[] = { "Timmins, ON",       "Sudbury, ON",   "Sault Ste. Marie, ON",
                                       "North Bay, ON",     "Rouyn-Noranda", "Val-d'Or",
                                       "Kirkland Lake, ON", "Pembroke, ON" };

  for (guint32 trial = 0; trial < 6; trial++)
    {
      g_autoptr (AtlasPointIndex) index = make_few_towns (trial, towns, G_N_ELEMENTS (towns));
      g_autoptr (AtlasPlanRequest) request = make_request ("North Bay, ON", 2 + trial % 2);
      g_autoptr (AtlasPlanProblem) problem = NULL;
      g_autoptr (AtlasPlanShortlist) list = NULL;
      g_autoptr (AtlasPlanTally) tally = NULL;
      g_autoptr (AtlasPlan) plan = NULL;
      Exhaustive all = { .n_days = 2 + trial % 2, .most = 5 };

      request->radius_km = 3;
      request->max_stops = 5;
      request->travel = trial % 3;
      request->not_met_days = trial % 4 == 0 ? 60 : 0;
      request->balance = trial % 5 == 0 ? 1 : 0;
      request->budget = trial % 3 == 2 ? 1200 : 0;
      problem = atlas_plan_problem_new_for_rows (index, NULL, NULL, request);
      list = atlas_plan_shortlist_new (problem, request, all.n_days, NULL);
      g_assert_cmpuint (list->n_choices, >, 4);
      g_assert_cmpuint (list->n_choices, <, 20);
      all.list = list;
      all.tally = tally = atlas_plan_tally_new (list);
      try_all (&all, 0);
      plan = solve (problem, request, 1);
      assert_plan_holds (problem, request, plan);
      g_test_message ("trial %u: %u places, best %g, found %g, bound %g", trial, list->n_choices,
                      (double) all.best / ATLAS_PLAN_UNITS, plan->value, plan->bound);
      g_assert_cmpfloat_with_epsilon (plan->value, (double) all.best / ATLAS_PLAN_UNITS, 1e-6);
      /* Of so few places it is known that none is better. */
      g_assert_cmpfloat_with_epsilon (plan->bound, plan->value, 1e-6);
      g_assert_cmpfloat (atlas_plan_find_bound (list, all.n_days, (double) all.best, NULL), >=,
                         (double) all.best - 1e-6);
    }
}

/* --- What holds of every plan. */

static void
vary (AtlasPlanRequest *request, guint trial)
{
  static const double radii[] = { 50, 20, 120, 35 };

  request->radius_km = radii[trial % G_N_ELEMENTS (radii)];
  request->travel = trial % 3;
  request->max_stops = trial % 4 == 1 ? 3 : 0;
  request->budget = trial % 3 == 1 ? 1500 : 0;
  request->stop_hours = 2 + trial % 3;
  request->day_start = trial % 2 ? 8 : 9.5;
  request->rest_weekdays = trial % 5 == 0 ? 1 << 6 | 1 << 5 : 0;
  request->rest_after = trial % 5 == 1 ? 2 : 0;
  request->not_met_days = trial % 2 ? 90 : 0;
  request->balance = trial % 4 == 3 ? 0.5 : 0;
  request->contactable = trial % 6 != 5;
  if (trial % 3 == 0)
    g_ptr_array_add (request->barred, atlas_plan_spot_parse ("Toronto, ON", NULL));
}

static const char *const bases[] = { "Ottawa, ON", "Chicago, IL", "Calgary, AB", "Washington, DC" };

static void
test_properties (void)
{
  g_autoptr (AtlasPointIndex) index = make_random_index (2000, 40, 7);

  for (guint trial = 0; trial < 9; trial++)
    {
      g_autoptr (AtlasPlanRequest) request =
        make_request (bases[trial % G_N_ELEMENTS (bases)], 1 + trial % 5);
      g_autoptr (AtlasPlanProblem) problem = NULL;
      g_autoptr (AtlasPlan) plan = NULL;
      g_autoptr (AtlasPlan) again = NULL;
      g_autoptr (JsonNode) json = NULL;
      g_autoptr (JsonNode) json_again = NULL;

      vary (request, trial);
      problem = atlas_plan_problem_new_for_rows (index, NULL, NULL, request);
      plan = solve (problem, request, trial);
      assert_plan_holds (problem, request, plan);
      if (trial % 4 != 2)
        continue;
      again = solve (problem, request, trial);
      json = atlas_plan_to_json (plan);
      json_again = atlas_plan_to_json (again);
      g_assert_true (json_node_equal (json, json_again));
    }
}

/* A day more never reaches fewer, whether asked in one go or one after the other. */
static void
test_days (void)
{
  g_autoptr (AtlasPointIndex) index = make_random_index (3000, 40, 11);

  for (guint trial = 0; trial < 2; trial++)
    {
      guint before = 0;

      for (guint days = 1; days <= 4; days++)
        {
          g_autoptr (AtlasPlanRequest) request = make_request (bases[trial], days);
          g_autoptr (AtlasPlanProblem) problem = NULL;
          g_autoptr (AtlasPlan) plan = NULL;

          vary (request, trial + 1);
          request->towns = 0.03;
          problem = atlas_plan_problem_new_for_rows (index, NULL, NULL, request);
          plan = solve (problem, request, 3);
          g_assert_cmpuint (plan->people, >=, before);
          before = plan->people;
          for (guint i = 0; i < plan->curve->len; i++)
            {
              const AtlasPlanDays *point = &g_array_index (plan->curve, AtlasPlanDays, i);

              g_assert_cmpuint (point->days, ==, i + 1);
              if (i > 0)
                g_assert_cmpuint (point->people, >=, (point - 1)->people);
              if (point->days == days)
                g_assert_cmpuint (point->people, ==, plan->people);
            }
          g_assert_cmpuint (plan->curve->len, ==, days + 1);
          g_assert_cmpuint (plan->day_more->people, >=, plan->people);
          for (guint i = 0; request->not_met_days == 0 && i < plan->alternatives->len; i++)
            g_assert_cmpuint (((AtlasPlanChange *) g_ptr_array_index (plan->alternatives, i))->people, <=,
                              plan->people);
          if (plan->stop_less != NULL)
            g_assert_cmpuint (plan->stop_less->stops->len, <, plan->stops->len);
        }
    }
}

static AtlasPlanPin *
make_pin (const char *text, const char *date)
{
  g_autoptr (GError) error = NULL;
  AtlasPlanSpot *spot = atlas_plan_spot_parse (text, &error);

  g_assert_no_error (error);
  return atlas_plan_pin_new (spot, date);
}

static void
test_pins (void)
{
  g_autoptr (AtlasPointIndex) index = make_random_index (3000, 40, 5);
  g_autoptr (AtlasPlanRequest) request = make_request ("Ottawa, ON", 5);
  g_autoptr (AtlasPlanProblem) problem = atlas_plan_problem_new_for_rows (index, NULL, NULL, request);
  g_autoptr (AtlasPlan) plan = NULL;
  g_autoptr (AtlasPlan) none = NULL;
  g_autoptr (GError) error = NULL;
  int last = -1;

  /* One where nobody lives, one on a day, one that is no place; in that order. */
  g_ptr_array_add (request->pinned, make_pin ("Timmins, ON", NULL));
  g_ptr_array_add (request->pinned, make_pin ("Kingston, ON", "2026-12-04"));
  g_ptr_array_add (request->pinned, make_pin ("45.2,-75.9", NULL));
  request->fixed_order = TRUE;
  plan = solve (problem, request, 1);
  assert_plan_holds (problem, request, plan);
  for (guint i = 0; i < plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i);

      for (guint k = 0; k < request->pinned->len; k++)
        if (atlas_plan_spot_is_at (((AtlasPlanPin *) g_ptr_array_index (request->pinned, k))->spot,
                                   stop->spot->latitude, stop->spot->longitude))
          {
            g_assert_cmpint ((int) k, >, last);
            last = (int) k;
          }
    }
  g_assert_cmpint (last, ==, 2);

  g_ptr_array_add (request->pinned, make_pin ("Honolulu, HI", "2026-12-01"));
  request->fixed_order = FALSE;
  none = atlas_plan_solve (problem, request, NULL, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, "Honolulu"));
}

/* From a plan at hand: what is pinned is there, what is barred is gone, the rest stays near it. */
static void
test_mending (void)
{
  g_autoptr (AtlasPointIndex) index = make_random_index (3000, 40, 5);
  g_autoptr (AtlasPlanRequest) request = make_request ("Ottawa, ON", 4);
  g_autoptr (AtlasPlanProblem) problem = atlas_plan_problem_new_for_rows (index, NULL, NULL, request);
  g_autoptr (AtlasPlan) plan = solve (problem, request, 1);

  g_assert_cmpuint (plan->stops->len, >=, 3);
  for (guint i = 0; i < plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i);
      g_autoptr (AtlasPlanRequest) changed = atlas_plan_request_copy (request);
      AtlasPlanOptions options = { .warm = plan, .brief = TRUE };
      g_autoptr (AtlasPlan) mended = NULL;
      g_autoptr (GError) error = NULL;

      if (i % 2 == 0)
        g_ptr_array_add (changed->barred, atlas_plan_spot_copy (stop->spot));
      else
        g_ptr_array_add (changed->pinned, atlas_plan_pin_new (atlas_plan_spot_copy (stop->spot), NULL));
      if (i == 1)
        g_ptr_array_add (changed->pinned, make_pin ("Kingston, ON", NULL));
      g_assert_true (atlas_plan_problem_serves (problem, changed));
      mended = atlas_plan_solve (problem, changed, &options, NULL, &error);
      g_assert_no_error (error);
      assert_plan_holds (problem, changed, mended);
      g_assert_cmpuint (mended->people, >, plan->people / 2);
    }
}

static void
note_plan (AtlasPlan *plan, double seconds, gpointer data)
{
  GPtrArray *plans = data;

  g_ptr_array_add (plans, atlas_plan_ref (plan));
}

/* Cancelled at once there is a plan all the same; and those that are told of get better. */
static void
test_anytime (void)
{
  g_autoptr (AtlasPointIndex) index = make_random_index (2000, 40, 5);
  g_autoptr (AtlasPlanRequest) request = make_request ("Ottawa, ON", 4);
  g_autoptr (AtlasPlanProblem) problem = atlas_plan_problem_new_for_rows (index, NULL, NULL, request);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) plans = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_plan_unref);
  AtlasPlanOptions options = { .seconds = 0.2, .func = note_plan, .user_data = plans };
  g_autoptr (AtlasPlan) plan = NULL;
  g_autoptr (AtlasPlan) cancelled = NULL;
  g_autoptr (AtlasPlan) again = NULL;
  g_autoptr (GError) error = NULL;

  request->towns = 0.05;
  g_cancellable_cancel (cancellable);
  cancelled = atlas_plan_solve (problem, request, NULL, cancellable, &error);
  g_assert_no_error (error);
  assert_plan_holds (problem, request, cancelled);
  g_assert_cmpuint (cancelled->stops->len, >, 0);

  plan = atlas_plan_solve (problem, request, &options, NULL, &error);
  g_assert_no_error (error);
  assert_plan_holds (problem, request, plan);
  g_assert_cmpuint (plans->len, >, 0);
  for (guint i = 0; i < plans->len; i++)
    {
      const AtlasPlan *told = g_ptr_array_index (plans, i);

      assert_plan_holds (problem, request, told);
      g_assert_cmpuint (told->people, <=, plan->people);
      if (i > 0)
        g_assert_cmpuint (told->people, >=, ((AtlasPlan *) g_ptr_array_index (plans, i - 1))->people);
    }
  g_assert_cmpuint (g_array_index (plan->curve, AtlasPlanDays, plan->curve->len - 2).people, ==,
                    plan->people);

  /* Who has a plan hears of better ones alone. */
  g_ptr_array_set_size (plans, 0);
  options.known = plan;
  options.seconds = 0.05;
  again = atlas_plan_solve (problem, request, &options, NULL, &error);
  g_assert_no_error (error);
  assert_plan_holds (problem, request, again);
  g_assert_cmpuint (again->people, >=, plan->people);
  for (guint i = 0; i < plans->len; i++)
    g_assert_cmpuint (((AtlasPlan *) g_ptr_array_index (plans, i))->people, >, plan->people);
}

/* Many people share cells; they are counted one by one all the same. */
static void
test_cells (void)
{
  g_autoptr (AtlasPointIndex) index = make_random_index (25000, 10, 3);
  g_autoptr (AtlasPlanRequest) request = make_request ("Ottawa, ON", 3);
  g_autoptr (AtlasPlanProblem) problem = NULL;
  g_autoptr (AtlasPlan) plan = NULL;

  request->contactable = FALSE;
  request->radius_km = 60;
  problem = atlas_plan_problem_new_for_rows (index, NULL, NULL, request);
  g_assert_cmpuint (problem->demand->n_cells, <, 10000);
  plan = solve (problem, request, 1);
  assert_plan_holds (problem, request, plan);
}

static void
test_nobody (void)
{
  g_autoptr (AtlasPointIndex) index = make_index (NULL, 0);
  g_autoptr (AtlasPlanRequest) request = make_request ("Ottawa, ON", 3);
  g_autoptr (AtlasPlanProblem) problem = atlas_plan_problem_new_for_rows (index, NULL, NULL, request);
  g_autoptr (AtlasPlan) plan = solve (problem, request, 1);
  g_autoptr (AtlasPlan) pinned = NULL;

  g_assert_cmpuint (plan->stops->len, ==, 0);
  assert_plan_holds (problem, request, plan);
  g_ptr_array_add (request->pinned, make_pin ("Kingston, ON", NULL));
  pinned = solve (problem, request, 1);
  g_assert_cmpuint (pinned->stops->len, ==, 1);
  assert_plan_holds (problem, request, pinned);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  g_setenv ("ATLAS_NOW", "2026-05-06T07:08:09Z", TRUE);
  atlas_geodata_load (&error);
  g_assert_no_error (error);
  g_test_add_func ("/plan/exhaustive", test_exhaustive);
  g_test_add_func ("/plan/properties", test_properties);
  g_test_add_func ("/plan/days", test_days);
  g_test_add_func ("/plan/pins", test_pins);
  g_test_add_func ("/plan/mending", test_mending);
  g_test_add_func ("/plan/anytime", test_anytime);
  g_test_add_func ("/plan/cells", test_cells);
  g_test_add_func ("/plan/nobody", test_nobody);
  return g_test_run ();
}
