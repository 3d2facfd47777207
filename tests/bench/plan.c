/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "atlas-geodata.h"
#include "atlas-plan.h"

/* plan DATABASE [SECONDS]: how long the composer takes for some missions, and how good its first plan is
 * beside what it finds in SECONDS (30). Run on a release build; tests/bench/plan.sh makes a database of a
 * million. */

typedef struct
{
  const char *name, *base, *from, *to, *audience;
  AtlasPlanTravel travel;
  double radius_km;
} Mission;

static const Mission missions[] = {
  { "week, mixed", "Ottawa, ON", "2026-12-01", "2026-12-07", NULL, ATLAS_PLAN_MIXED, 50 },
  { "four days by road", "Toronto, ON", "2026-12-01", "2026-12-04", NULL, ATLAS_PLAN_DRIVE, 30 },
  { "fortnight by air, women", "Washington, DC", "2026-12-01", "2026-12-14", "sex:female", ATLAS_PLAN_FLY,
    50 },
  { "three days, wide", "Chicago, IL", "2026-12-01", "2026-12-03", NULL, ATLAS_PLAN_MIXED, 200 },
};

/* The first plan, the one that stood after half a second, and the last. */
typedef struct
{
  double began, first_ms;
  guint first, early, last;
} Progress;

/* Of this process's own, so that what else runs on the machine does not count; all here is one thread. */
static double
get_ms (void)
{
  return (double) clock () * 1000 / CLOCKS_PER_SEC;
}

static void
note (AtlasPlan *plan, double seconds, gpointer data)
{
  Progress *progress = data;

  if (progress->first == 0)
    {
      progress->first = plan->people;
      progress->first_ms = get_ms () - progress->began;
    }
  if (get_ms () - progress->began <= 500)
    progress->early = plan->people;
  progress->last = plan->people;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double one = *(const double *) a, other = *(const double *) b;

  return (one > other) - (one < other);
}

/* Each stop in turn is barred, then pinned: the median and the worst, milliseconds until there is a plan. */
static void
time_replans (AtlasPlanProblem *problem, const AtlasPlanRequest *request, AtlasPlan *plan)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (double));

  for (guint i = 0; i < 2 * plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i / 2);
      g_autoptr (AtlasPlanRequest) changed = atlas_plan_request_copy (request);
      AtlasPlanOptions options = { .seed = 1, .warm = plan, .brief = TRUE };
      g_autoptr (AtlasPlan) mended = NULL;
      double ms = get_ms ();

      if (i % 2 == 0)
        g_ptr_array_add (changed->barred, atlas_plan_spot_copy (stop->spot));
      else
        g_ptr_array_add (changed->pinned, atlas_plan_pin_new (atlas_plan_spot_copy (stop->spot), NULL));
      mended = atlas_plan_solve (problem, changed, &options, NULL, NULL);
      ms = get_ms () - ms;
      if (mended != NULL)
        g_array_append_val (times, ms);
    }
  if (times->len == 0)
    return;
  g_array_sort (times, compare_doubles);
  printf ("  re-planned in %.0f ms (median), %.0f ms at worst, of %u\n",
          g_array_index (times, double, times->len / 2), g_array_index (times, double, times->len - 1),
          times->len);
}

static gboolean
run (AtlasRegister *source, const Mission *mission, double seconds, GError **error)
{
  g_autoptr (AtlasPlanRequest) request = atlas_plan_request_new ();
  g_autoptr (AtlasPlanProblem) problem = NULL;
  g_autoptr (AtlasPlan) plan = NULL;
  Progress progress = { 0 };
  AtlasPlanOptions options = { .seed = 1, .seconds = seconds, .func = note, .user_data = &progress };
  double ms;

  request->base = atlas_plan_spot_parse (mission->base, error);
  if (request->base == NULL)
    return FALSE;
  request->from = g_strdup (mission->from);
  request->to = g_strdup (mission->to);
  request->audience = g_strdup (mission->audience);
  request->travel = mission->travel;
  request->radius_km = mission->radius_km;

  ms = get_ms ();
  problem = atlas_plan_problem_new (source, request, NULL, error);
  if (problem == NULL)
    return FALSE;
  ms = get_ms () - ms;
  printf ("%s: %u people, %u places, prepared in %.0f ms\n", mission->name,
          atlas_plan_problem_get_n_placed (problem), atlas_plan_problem_get_n_candidates (problem), ms);
  progress.began = get_ms ();
  plan = atlas_plan_solve (problem, request, &options, NULL, error);
  if (plan == NULL)
    return FALSE;
  printf ("  first plan after %.0f ms reaches %u; after 0.5 s %u; after %.0f s %u: %.2f%% and %.2f%% less\n",
          progress.first_ms, progress.first, progress.early, seconds, plan->people,
          100.0 * (1 - (double) progress.first / plan->people),
          100.0 * (1 - (double) progress.early / plan->people));
  printf ("  %u stops, %.0f km; all told after %.0f ms\n", plan->stops->len, plan->km,
          get_ms () - progress.began);
  time_replans (problem, request, plan);
  fflush (stdout);
  return TRUE;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasRegister) source = NULL;
  g_autoptr (AtlasPointIndex) points = NULL;
  double seconds = argc > 2 ? g_ascii_strtod (argv[2], NULL) : 30;

  if (argc < 2)
    {
      fprintf (stderr, "plan DATABASE [SECONDS]\n");
      return 2;
    }
  if (atlas_geodata_load (&error))
    source = atlas_register_open (argv[1], ATLAS_STORE_OPEN_EXISTING, &error);
  points = source != NULL ? atlas_register_load_points (source, NULL, &error) : NULL;
  for (guint i = 0; points != NULL && error == NULL && i < G_N_ELEMENTS (missions); i++)
    run (source, &missions[i], seconds, &error);
  if (error == NULL)
    return 0;
  fprintf (stderr, "plan: %s\n", error->message);
  return 1;
}
