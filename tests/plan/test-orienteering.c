/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-orienteering.h"
#include "solver-test-support.h"

static AtlasOrienteering
make_problem (guint n, double budget, guint n_paths, guint64 seed)
{
  AtlasOrienteering problem = { atlas_points_new (ATLAS_METRIC_PLANE), budget, n_paths };

  for (guint i = 0; i < n; i++)
    {
      double x = test_random (&seed, 100) / 10.0, y = test_random (&seed, 100) / 10.0;

      atlas_points_add (problem.points, x, y, NULL, i < 2 ? 0 : 5 * test_random (&seed, 9));
    }
  return problem;
}

static void
check_routes (const AtlasOrienteering *problem, const AtlasRoutes *routes)
{
  guint n = atlas_points_get_n (problem->points);
  g_autofree guint8 *seen = g_new0 (guint8, n);
  double score = atlas_points_get_weight (problem->points, 0) + atlas_points_get_weight (problem->points, 1);

  for (guint i = 0; i < routes->n_paths; i++)
    {
      GArray *path = routes->paths[i];
      double length = 0;

      g_assert_cmpuint (g_array_index (path, guint, 0), ==, 0);
      g_assert_cmpuint (g_array_index (path, guint, path->len - 1), ==, 1);
      for (guint j = 1; j < path->len; j++)
        {
          guint point = g_array_index (path, guint, j);

          length += atlas_points_get_distance (problem->points, g_array_index (path, guint, j - 1), point);
          if (j + 1 == path->len)
            continue;
          g_assert_true (point > 1 && point < n && !seen[point]);
          seen[point] = TRUE;
          score += atlas_points_get_weight (problem->points, point);
        }
      g_assert_cmpfloat_with_epsilon (length, routes->lengths[i], 1e-9);
      g_assert_cmpfloat (length, <=, problem->budget + 1e-9);
    }
  if (routes->n_paths > 0)
    g_assert_cmpfloat_with_epsilon (score, routes->score, 1e-9);
  g_assert_cmpfloat (routes->score, <=, routes->upper_bound + 1e-9);
}

/* Every path, and once it ends the next. */
static double
try_paths (const AtlasOrienteering *problem, guint at, double length, guint paths_left, guint8 *seen)
{
  AtlasPoints *points = problem->points;
  double most = 0;

  if (length + atlas_points_get_distance (points, at, 1) > problem->budget + 1e-9)
    return -G_MAXDOUBLE;
  if (paths_left > 1)
    most = try_paths (problem, 0, 0, paths_left - 1, seen);
  for (guint i = 2; i < atlas_points_get_n (points); i++)
    if (!seen[i])
      {
        seen[i] = TRUE;
        most = MAX (most, atlas_points_get_weight (points, i) +
                            try_paths (problem, i, length + atlas_points_get_distance (points, at, i),
                                       paths_left, seen));
        seen[i] = FALSE;
      }
  return most;
}

static void
test_every_path (void)
{
  guint64 random = 3;

  for (guint i = 0; i < 40; i++)
    {
      guint n_paths = 1 + test_random (&random, 2);
      guint8 seen[10] = { 0 };
      g_auto (AtlasOrienteering) problem =
        make_problem (9 - n_paths, 6 + test_random (&random, 20), n_paths, i);
      const AtlasSolverLimits limits = { .iterations = 400, .seed = i };
      g_autoptr (AtlasRoutes) routes = NULL;

      routes = atlas_orienteering_solve (&problem, &limits, NULL);
      check_routes (&problem, routes);
      if (atlas_points_get_distance (problem.points, 0, 1) > problem.budget)
        g_assert_cmpuint (routes->n_paths, ==, 0);
      else
        g_assert_cmpfloat_with_epsilon (routes->score, try_paths (&problem, 0, 0, n_paths, seen), 1e-9);
    }
}

static void
test_limits (void)
{
  g_auto (AtlasOrienteering) problem = make_problem (40, 20, 3, 8);
  const AtlasSolverLimits limits = { .iterations = 200, .seed = 4 };
  g_autoptr (AtlasRoutes) first = atlas_orienteering_solve (&problem, &limits, NULL);
  g_autoptr (AtlasRoutes) again = atlas_orienteering_solve (&problem, &limits, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AtlasRoutes) cancelled = NULL;

  check_routes (&problem, first);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpmem (first->paths[i]->data, first->paths[i]->len * sizeof (guint), again->paths[i]->data,
                     again->paths[i]->len * sizeof (guint));
  g_cancellable_cancel (cancellable);
  cancelled = atlas_orienteering_solve (&problem, NULL, cancellable);
  check_routes (&problem, cancelled);
  g_assert_cmpuint (cancelled->n_paths, ==, 3);
}

static void
test_odd_ones (void)
{
  static const char *const texts[] = {
    "0 1\n1 1 0\n1 1 0\n1 1 7\n",   /* all in one spot */
    "10 2\n0 0 3\n5 0 4\n",         /* nothing between */
    "10 1\n0 0 0\n5 0 0\n1 0 0\n",  /* nothing to score */
    "4 1\n0 0 0\n5 0 0\n1 0 9\n",   /* out of reach */
    "1e6 3\n0 0 0\n5 0 0\n1 0 9\n", /* room for all */
  };
  static const double scores[] = { 7, 7, 0, 0, 9 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_auto (AtlasOrienteering) problem = { NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasRoutes) routes = NULL;

      atlas_orienteering_parse (&problem, texts[i], strlen (texts[i]), "odd", &error);
      g_assert_no_error (error);
      routes = atlas_orienteering_solve (&problem, NULL, NULL);
      check_routes (&problem, routes);
      g_assert_cmpfloat (routes->score, ==, scores[i]);
    }
}

static void
test_corpus (void)
{
  static const struct
  {
    guint budget;
    double best;
  } instances[] = {
    { 5, 10 },   { 10, 15 },  { 15, 45 },  { 20, 65 },  { 25, 90 },  { 30, 110 },
    { 35, 135 }, { 40, 155 }, { 46, 175 }, { 50, 190 }, { 55, 205 }, { 60, 225 },
    { 65, 240 }, { 70, 260 }, { 73, 265 }, { 75, 270 }, { 80, 280 }, { 85, 285 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (instances); i++)
    {
      g_autofree char *name = g_strdup_printf ("tsiligirides_problem_1_budget_%02u.txt", instances[i].budget);
      g_autofree char *path = g_build_filename (g_getenv ("ATLAS_CORPUS_DIR"), "plan", "op", name, NULL);
      const AtlasSolverLimits limits = { .iterations = 600, .seed = 1 };
      g_autofree char *text = NULL;
      g_auto (AtlasOrienteering) problem = { NULL };
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasRoutes) routes = NULL;
      gsize length;

      if (!g_file_get_contents (path, &text, &length, NULL))
        {
          g_test_skip ("the corpus is not there");
          return;
        }
      atlas_orienteering_parse (&problem, text, length, name, &error);
      g_assert_no_error (error);
      routes = atlas_orienteering_solve (&problem, &limits, NULL);
      check_routes (&problem, routes);
      g_assert_cmpfloat (routes->score, <=, instances[i].best);
      g_assert_cmpfloat (routes->score, >=, instances[i].best * 0.9);
      g_assert_cmpfloat (routes->upper_bound, >=, instances[i].best);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/orienteering/every-path", test_every_path);
  g_test_add_func ("/orienteering/limits", test_limits);
  g_test_add_func ("/orienteering/odd-ones", test_odd_ones);
  g_test_add_func ("/orienteering/corpus", test_corpus);
  return g_test_run ();
}
