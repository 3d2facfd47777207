/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-tour-private.h"
#include "atlas-tsplib.h"
#include "solver-test-support.h"

static void
check_permutation (const AtlasTour *tour, guint n)
{
  g_autofree guint8 *seen = g_new0 (guint8, MAX (n, 1));

  g_assert_cmpuint (tour->n, ==, n);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (tour->order[i], <, n);
      g_assert_false (seen[tour->order[i]]);
      seen[tour->order[i]] = TRUE;
    }
}

/* --- every order -----------------------------------------------------------------------------------------
 */

typedef struct
{
  const double *costs;
  guint n;
  AtlasTourForm form;
  guint start, end;
  double least;
} Every;

static void
try_orders (Every *every, guint *order, guint n_done, double length)
{
  guint n = every->n;

  if (n_done == n)
    {
      if (every->form == ATLAS_TOUR_CLOSED && n > 1)
        length += every->costs[order[n - 1] * n + order[0]];
      if (every->form == ATLAS_TOUR_CLOSED || every->end == ATLAS_TOUR_ANY || order[n - 1] == every->end)
        every->least = MIN (every->least, length);
      return;
    }
  for (guint i = n_done; i < n; i++)
    {
      guint swap = order[n_done];

      order[n_done] = order[i];
      order[i] = swap;
      if (n_done > 0 || every->start == ATLAS_TOUR_ANY || order[0] == every->start)
        try_orders (every, order, n_done + 1,
                    n_done > 0 ? length + every->costs[order[n_done - 1] * n + order[n_done]] : 0);
      swap = order[n_done];
      order[n_done] = order[i];
      order[i] = swap;
    }
}

static double
find_least (const double *costs, guint n, AtlasTourForm form, guint start, guint end)
{
  guint order[8];
  Every every = { costs, n, form, form == ATLAS_TOUR_CLOSED ? 0 : start, end, G_MAXDOUBLE };

  for (guint i = 0; i < n; i++)
    order[i] = i;
  try_orders (&every, order, 0, 0);
  return every.least;
}

static void
test_few_places (void)
{
  guint64 random = 1;

  for (guint i = 0; i < 200; i++)
    {
      guint n = 1 + test_random (&random, 7);
      AtlasTourForm form = test_random (&random, 2) ? ATLAS_TOUR_OPEN : ATLAS_TOUR_CLOSED;
      guint start = test_random (&random, 2) ? test_random (&random, n) : ATLAS_TOUR_ANY;
      guint end = test_random (&random, 2) ? test_random (&random, n) : ATLAS_TOUR_ANY;
      double costs[49];
      g_autoptr (AtlasTour) tour = NULL;

      if (start == end && n > 1)
        end = ATLAS_TOUR_ANY;
      for (guint j = 0; j < n * n; j++)
        costs[j] = test_random (&random, 100);
      tour = atlas_tour_solve_matrix (costs, n, form, start, end, NULL, NULL);
      check_permutation (tour, n);
      g_assert_cmpfloat_with_epsilon (tour->length, find_least (costs, n, form, start, end), 1e-9);
      g_assert_true (start == ATLAS_TOUR_ANY || tour->order[0] == start);
      g_assert_true (form == ATLAS_TOUR_CLOSED || end == ATLAS_TOUR_ANY || tour->order[n - 1] == end);
    }
}

/* --- matrices --------------------------------------------------------------------------------------------
 */

/* A way that is known is cheap and all else dear, so that the shortest tour is known too. */
static void
test_hidden_way (void)
{
  guint64 random = 2;

  for (guint n = 13; n < 40; n += 9)
    {
      g_autofree double *costs = g_new (double, n *n);
      g_autofree guint *way = g_new (guint, n);
      const AtlasSolverLimits limits = { .iterations = 150 };
      g_autoptr (AtlasTour) closed = NULL;
      g_autoptr (AtlasTour) open = NULL;

      for (guint i = 0; i < n * n; i++)
        costs[i] = 50 + test_random (&random, 100);
      for (guint i = 0; i < n; i++)
        way[i] = i;
      for (guint i = n - 1; i > 0; i--)
        {
          guint j = test_random (&random, i + 1), swap = way[i];

          way[i] = way[j];
          way[j] = swap;
        }
      for (guint i = 0; i < n; i++)
        costs[way[i] * n + way[(i + 1) % n]] = 1;
      closed = atlas_tour_solve_matrix (costs, n, ATLAS_TOUR_CLOSED, way[3], ATLAS_TOUR_ANY, &limits, NULL);
      check_permutation (closed, n);
      g_assert_cmpuint (closed->order[0], ==, way[3]);
      g_assert_cmpfloat (closed->length, ==, n);
      open = atlas_tour_solve_matrix (costs, n, ATLAS_TOUR_OPEN, way[0], way[n - 1], &limits, NULL);
      check_permutation (open, n);
      for (guint i = 0; i < n; i++)
        g_assert_cmpuint (open->order[i], ==, way[i]);
    }
}

/* --- points ----------------------------------------------------------------------------------------------
 */

static AtlasPoints *
make_points (AtlasMetric metric, guint n, guint size, guint64 seed)
{
  AtlasPoints *points = atlas_points_new (metric);

  for (guint i = 0; i < n; i++)
    {
      double x = test_random (&seed, size), y = test_random (&seed, size);

      atlas_points_add (points, x, y, NULL, 1);
    }
  return points;
}

/* The same from points as from the matrix of their distances, whatever the metric; with as few different
 * points as not. */
static void
test_metrics (void)
{
  for (AtlasMetric metric = ATLAS_METRIC_GREAT_CIRCLE; metric <= ATLAS_METRIC_GEO; metric++)
    for (guint n = 0; n < 18; n++)
      {
        g_autoptr (AtlasPoints) points = make_points (metric, n, n % 2 ? 80 : 3, metric * 100 + n);
        const AtlasSolverLimits limits = { .iterations = 60 };
        g_autoptr (AtlasTour) tour = atlas_tour_solve (points, &limits, NULL);
        g_autoptr (AtlasTour) other = NULL;
        g_autofree double *costs = g_new0 (double, n *n + 1);

        for (guint i = 0; i < n * n; i++)
          costs[i] = i / n == i % n ? 0 : atlas_points_get_distance (points, i / n, i % n);
        other = atlas_tour_solve_matrix (costs, n, ATLAS_TOUR_CLOSED, ATLAS_TOUR_ANY, ATLAS_TOUR_ANY, &limits,
                                         NULL);
        check_permutation (tour, n);
        g_assert_true (n == 0 || tour->order[0] == 0);
        g_assert_cmpfloat_with_epsilon (tour->length, other->length, 1e-6 * (1 + other->length));
        g_assert_cmpfloat_with_epsilon (tour->length, atlas_points_get_tour_length (points, tour->order, n),
                                        1e-9);
        g_assert_cmpfloat (tour->lower_bound, <=, tour->length + 1e-9);
      }
}

static void
test_odd_shapes (void)
{
  static const struct
  {
    guint n, columns;
    double dx, dy, length;
  } shapes[] = {
    { 40, 1, 0, 0, 0 },     /* all in one spot */
    { 40, 40, 3, 0, 234 },  /* on a line */
    { 40, 40, 0, 7, 546 },  /* on an upright one */
    { 36, 6, 10, 10, 360 }, /* a lattice */
    { 400, 20, 1, 1, 400 },
  };

  for (guint s = 0; s < G_N_ELEMENTS (shapes); s++)
    {
      const AtlasSolverLimits limits = { .iterations = 1000 };
      g_autoptr (AtlasPoints) points = atlas_points_new (ATLAS_METRIC_EUC_2D);
      g_autoptr (AtlasTour) tour = NULL;

      for (guint i = 0; i < shapes[s].n; i++)
        {
          guint column = i % shapes[s].columns, row = i / shapes[s].columns;
          gboolean line = shapes[s].columns == shapes[s].n;

          atlas_points_add (points, column * shapes[s].dx, (line ? column : row) * shapes[s].dy, NULL, 1);
        }
      tour = atlas_tour_solve (points, &limits, NULL);
      check_permutation (tour, shapes[s].n);
      g_assert_cmpfloat (tour->length, ==, shapes[s].length);
    }
}

static void
test_across_180_degrees (void)
{
  static const double longitudes[] = { 170, -170, 175, -175, 180, 165,  -165,
                                       172, -172, 178, -178, 168, -168, 162 };
  g_autoptr (AtlasPoints) points = atlas_points_new (ATLAS_METRIC_GREAT_CIRCLE);
  const AtlasSolverLimits limits = { .iterations = 200 };
  g_autoptr (AtlasTour) tour = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (longitudes); i++)
    atlas_points_add (points, 0, longitudes[i], NULL, 1);
  tour = atlas_tour_solve (points, &limits, NULL);
  check_permutation (tour, G_N_ELEMENTS (longitudes));
  g_assert_cmpfloat_with_epsilon (tour->length, 2 * atlas_points_get_distance (points, 13, 6), 1e-6);
}

static void
test_limits (void)
{
  g_autoptr (AtlasPoints) points = make_points (ATLAS_METRIC_EUC_2D, 300, 10000, 5);
  const AtlasSolverLimits few = { .iterations = 50, .seed = 3 }, more = { .iterations = 500, .seed = 3 };
  g_autoptr (AtlasTour) first = atlas_tour_solve (points, &few, NULL);
  g_autoptr (AtlasTour) again = atlas_tour_solve (points, &few, NULL);
  g_autoptr (AtlasTour) longer = atlas_tour_solve (points, &more, NULL);
  g_autoptr (AtlasTour) cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  check_permutation (first, 300);
  g_assert_cmpmem (first->order, 300 * sizeof (guint), again->order, 300 * sizeof (guint));
  g_assert_cmpfloat (longer->length, <=, first->length);
  g_assert_cmpfloat (longer->length, >=, longer->lower_bound);
  g_assert_cmpfloat (atlas_tour_get_gap (longer), <, 0.04);
  g_cancellable_cancel (cancellable);
  cancelled = atlas_tour_solve (points, NULL, cancellable);
  check_permutation (cancelled, 300);
}

static void
note_value (double value, double seconds, gpointer data)
{
  double *last = data;

  g_assert_cmpfloat (value, <=, *last);
  *last = value;
}

static void
test_telling (void)
{
  double last = G_MAXDOUBLE;
  g_autoptr (AtlasPoints) points = make_points (ATLAS_METRIC_PLANE, 100, 1000, 6);
  const AtlasSolverLimits limits = { .iterations = 20, .func = note_value, .user_data = &last };
  g_autoptr (AtlasTour) tour = atlas_tour_solve (points, &limits, NULL);

  g_assert_cmpfloat (last, <, G_MAXDOUBLE);
  g_assert_cmpfloat (tour->length, <=, last + 1e-6);
}

/* --- what others found -----------------------------------------------------------------------------------
 */

static void
test_corpus (void)
{
  static const struct
  {
    const char *name;
    double shortest;
  } instances[] = {
    { "burma14", 3323 }, { "att48", 10628 }, { "berlin52", 7542 }, { "kroA100", 21282 }, { "ch150", 6528 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (instances); i++)
    {
      g_autofree char *name = g_strconcat (instances[i].name, ".tsp", NULL);
      g_autofree char *path = g_build_filename (g_getenv ("ATLAS_CORPUS_DIR"), "plan", "tsp", name, NULL);
      const AtlasSolverLimits limits = { .iterations = 1000, .seed = 1 };
      g_autofree char *text = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasPoints) points = NULL;
      g_autoptr (AtlasTour) tour = NULL;
      gsize length;

      if (!g_file_get_contents (path, &text, &length, NULL))
        {
          g_test_skip ("the corpus is not there");
          return;
        }
      points = atlas_tsplib_parse (text, length, name, &error);
      g_assert_no_error (error);
      tour = atlas_tour_solve (points, &limits, NULL);
      check_permutation (tour, atlas_points_get_n (points));
      g_assert_cmpfloat (tour->length, >=, instances[i].shortest);
      g_assert_cmpfloat (tour->length, <=, instances[i].shortest * 1.01);
      g_assert_cmpfloat (tour->lower_bound, <=, instances[i].shortest);
      g_assert_cmpfloat (tour->lower_bound, >=, instances[i].shortest * 0.97);
    }
}

/* On a tour so short that the parts of a kick meet, no search without a clock makes it longer. */
static void
test_never_longer (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  g_autoptr (AtlasPoints) points = atlas_points_new (ATLAS_METRIC_EUC_2D);
  g_autoptr (AtlasTourSpace) space = NULL;
  g_autofree guint *order = NULL;
  double length;

  for (guint i = 0; i < 40; i++)
    atlas_points_add (points, g_rand_int_range (random, 0, 1000), g_rand_int_range (random, 0, 1000), NULL,
                      1);
  space = atlas_tour_space_new (points);
  order = atlas_tour_start (space);
  length = INFINITY;
  for (guint round = 0; round < 20; round++)
    {
      AtlasSolverLimits limits = { .iterations = 200, .seed = round };
      AtlasSolverClock clock;
      g_autofree guint *tour = NULL;
      double now;

      atlas_solver_clock_start (&clock, &limits, NULL);
      atlas_tour_search (space, order, 0, &clock);
      tour = atlas_tour_space_dup_points (space, order);
      now = atlas_points_get_tour_length (points, tour, space->n);
      g_assert_cmpfloat (now, <=, length);
      length = now;
    }
}

/* --- halves ----------------------------------------------------------------------------------------------
 */

static double
search_halves (AtlasMetric metric, guint n, guint size, guint64 iterations, guint **order)
{
  g_autoptr (AtlasPoints) points = make_points (metric, n, size, 11);
  g_autoptr (AtlasTourSpace) space = atlas_tour_space_new (points);
  g_autofree guint8 *seen = g_new0 (guint8, space->n);
  const AtlasSolverLimits limits = { .iterations = iterations, .seed = 4 };
  AtlasSolverClock clock;

  *order = atlas_tour_start (space);
  atlas_solver_clock_start (&clock, &limits, NULL);
  g_assert_cmpuint (atlas_tour_search_halves (space, *order, 0, &clock), ==, iterations);
  for (guint i = 0; i < space->n; i++)
    {
      g_assert_cmpuint ((*order)[i], <, space->n);
      g_assert_false (seen[(*order)[i]]);
      seen[(*order)[i]] = TRUE;
    }
  return atlas_tour_space_measure (space, *order);
}

/* Two threads, and yet the same each time, and the longer the better. */
static void
test_halves (void)
{
  static const AtlasMetric metrics[] = { ATLAS_METRIC_EUC_2D, ATLAS_METRIC_PLANE, ATLAS_METRIC_GREAT_CIRCLE };

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      guint size = metrics[i] == ATLAS_METRIC_GREAT_CIRCLE ? 80 : 10000;
      g_autofree guint *first = NULL, *again = NULL, *longer = NULL, *one = NULL;
      double length = search_halves (metrics[i], 400, size, 301, &first);

      g_assert_cmpfloat (search_halves (metrics[i], 400, size, 301, &again), ==, length);
      /* Of 400 points some may be in one spot. */
      g_assert_cmpmem (first, 300 * sizeof (guint), again, 300 * sizeof (guint));
      g_assert_cmpfloat (search_halves (metrics[i], 400, size, 1, &one), >, length);
      g_assert_cmpfloat (search_halves (metrics[i], 400, size, 2000, &longer), <, length);
    }
}

/* As few as there may be. */
static void
test_small_halves (void)
{
  for (guint n = 16; n < 40; n++)
    {
      g_autofree guint *order = NULL;

      search_halves (ATLAS_METRIC_EUC_2D, n, 1000, 50, &order);
    }
}

/* A path begins and ends where it did and gets no longer. */
static void
test_path (void)
{
  for (guint n = 8; n < 60; n++)
    {
      g_autoptr (AtlasPoints) points = make_points (ATLAS_METRIC_PLANE, n, 10000, n);
      g_autoptr (AtlasTourSpace) space = atlas_tour_space_new (points);
      g_autofree guint *order = atlas_tour_start (space);
      const AtlasSolverLimits limits = { .iterations = 100, .seed = n };
      guint first = order[0], last = order[n - 1];
      double before = atlas_tour_space_measure (space, order);
      AtlasSolverClock clock;

      atlas_solver_clock_start (&clock, &limits, NULL);
      atlas_tour_search_path (space, order, &clock);
      g_assert_cmpuint (order[0], ==, first);
      g_assert_cmpuint (order[n - 1], ==, last);
      g_assert_cmpfloat (atlas_tour_space_measure (space, order), <=, before + 1e-6);
    }
}

/* A tour of more places than are searched as a whole, ended before it begins and after some tries. */
static void
test_many_places (void)
{
  g_autoptr (AtlasPoints) points = make_points (ATLAS_METRIC_EUC_2D, 6000, 1000000, 8);
  const AtlasSolverLimits limits = { .iterations = 1500 };
  g_autoptr (AtlasTour) tour = NULL;
  g_autoptr (AtlasTour) cancelled = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  g_cancellable_cancel (cancellable);
  cancelled = atlas_tour_solve (points, &limits, cancellable);
  check_permutation (cancelled, 6000);
  tour = atlas_tour_solve (points, &limits, NULL);
  check_permutation (tour, 6000);
  g_assert_cmpfloat (tour->length, <, cancelled->length);
  g_assert_cmpuint (tour->iterations, ==, 1500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tour/few-places", test_few_places);
  g_test_add_func ("/tour/hidden-way", test_hidden_way);
  g_test_add_func ("/tour/metrics", test_metrics);
  g_test_add_func ("/tour/odd-shapes", test_odd_shapes);
  g_test_add_func ("/tour/across-180-degrees", test_across_180_degrees);
  g_test_add_func ("/tour/limits", test_limits);
  g_test_add_func ("/tour/never-longer", test_never_longer);
  g_test_add_func ("/tour/halves", test_halves);
  g_test_add_func ("/tour/small-halves", test_small_halves);
  g_test_add_func ("/tour/path", test_path);
  g_test_add_func ("/tour/many-places", test_many_places);
  g_test_add_func ("/tour/telling", test_telling);
  g_test_add_func ("/tour/corpus", test_corpus);
  return g_test_run ();
}
