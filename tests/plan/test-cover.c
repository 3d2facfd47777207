/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-cover.h"
#include "solver-test-support.h"

static AtlasPoints *
make_points (guint n, double size, guint64 seed)
{
  AtlasPoints *points = atlas_points_new (ATLAS_METRIC_GREAT_CIRCLE);

  for (guint i = 0; i < n; i++)
    {
      double latitude = 45 + test_random (&seed, 1000) / 1000.0 * size;
      double longitude = -75 + test_random (&seed, 1000) / 1000.0 * size;

      atlas_points_add (points, latitude, longitude, NULL, test_random (&seed, 20));
    }
  return points;
}

/* Counted anew, each once. */
static double
count_reached (AtlasPoints *points, const guint *sites, guint n_sites, double radius)
{
  double reached = 0;

  for (guint i = 0; i < atlas_points_get_n (points); i++)
    for (guint j = 0; j < n_sites; j++)
      if (i == sites[j] || atlas_points_get_distance (points, i, sites[j]) <= radius)
        {
          reached += atlas_points_get_weight (points, i);
          break;
        }
  return reached;
}

static void
check_cover (AtlasPoints *points, const AtlasCover *cover, double radius)
{
  double added = 0;

  for (guint i = 0; i < cover->n_sites; i++)
    {
      for (guint j = 0; j < i; j++)
        g_assert_cmpuint (cover->sites[i], !=, cover->sites[j]);
      added += cover->added[i];
      g_assert_true (i == 0 || cover->added[i] <= cover->added[i - 1] + 1e-9);
      g_assert_cmpfloat_with_epsilon (added, count_reached (points, cover->sites, i + 1, radius), 1e-9);
    }
  g_assert_cmpfloat_with_epsilon (added, cover->covered, 1e-9);
  g_assert_cmpfloat (cover->covered, <=, cover->upper_bound + 1e-9);
  g_assert_cmpfloat (cover->upper_bound, <=, cover->total + 1e-9);
}

static double
try_choices (AtlasPoints *points, guint *sites, guint n_done, guint n_sites, double radius)
{
  double most = 0;

  if (n_done == n_sites)
    return count_reached (points, sites, n_sites, radius);
  for (guint i = n_done > 0 ? sites[n_done - 1] + 1 : 0; i < atlas_points_get_n (points); i++)
    {
      sites[n_done] = i;
      most = MAX (most, try_choices (points, sites, n_done + 1, n_sites, radius));
    }
  return most;
}

static void
test_every_choice (void)
{
  guint64 random = 1;

  for (guint i = 0; i < 60; i++)
    {
      guint n = 4 + test_random (&random, 10), n_sites = 1 + test_random (&random, 3);
      double radius = 20 + test_random (&random, 150);
      g_autoptr (AtlasPoints) points = make_points (n, 4, i);
      const AtlasSolverLimits limits = { .iterations = 60, .seed = i };
      g_autoptr (AtlasCover) cover = atlas_cover_solve (points, n_sites, radius, &limits, NULL);
      guint sites[3];

      check_cover (points, cover, radius);
      g_assert_cmpuint (cover->n_sites, ==, n_sites);
      g_assert_cmpfloat_with_epsilon (cover->covered, try_choices (points, sites, 0, n_sites, radius), 1e-9);
    }
}

/* Of many points the one that reaches most, in whatever block of them it is. */
static void
test_one_site (void)
{
  static const guint numbers[] = { 63, 64, 65, 300 };
  static const double radii[] = { 0, 15, 60, 250 };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    for (guint r = 0; r < G_N_ELEMENTS (radii); r++)
      {
        g_autoptr (AtlasPoints) points = make_points (numbers[i], 6, 20 + i);
        const AtlasSolverLimits limits = { .iterations = 20, .seed = r };
        g_autoptr (AtlasCover) cover = atlas_cover_solve (points, 1, radii[r], &limits, NULL);
        guint site;

        check_cover (points, cover, radii[r]);
        g_assert_cmpfloat (cover->covered, ==, try_choices (points, &site, 0, 1, radii[r]));
      }
}

/* More sites never reach less, nor does a larger radius; in circles that hold few and in circles that hold
 * nearly all. */
static void
test_more (void)
{
  g_autoptr (AtlasPoints) points = make_points (300, 6, 7);
  static const double radii[] = { 0, 15, 60, 250, 2000 };
  double before[9] = { 0 };

  for (guint r = 0; r < G_N_ELEMENTS (radii); r++)
    for (guint n = 1; n < G_N_ELEMENTS (before); n++)
      {
        const AtlasSolverLimits limits = { .iterations = 20, .seed = 1 };
        g_autoptr (AtlasCover) cover = atlas_cover_solve (points, n, radii[r], &limits, NULL);

        check_cover (points, cover, radii[r]);
        g_assert_cmpfloat (cover->covered, >=, before[n]);
        g_assert_cmpfloat (cover->covered, >=, before[n - 1]);
        before[n] = cover->covered;
      }
}

static void
test_odd_ones (void)
{
  g_autoptr (AtlasPoints) none = atlas_points_new (ATLAS_METRIC_GREAT_CIRCLE);
  g_autoptr (AtlasPoints) alike = atlas_points_new (ATLAS_METRIC_GREAT_CIRCLE);
  g_autoptr (AtlasPoints) light = make_points (20, 3, 2);
  g_autoptr (AtlasCover) of_none = atlas_cover_solve (none, 3, 10, NULL, NULL);
  g_autoptr (AtlasCover) of_alike = NULL;
  g_autoptr (AtlasCover) of_all = NULL;

  g_assert_cmpuint (of_none->n_sites, ==, 0);
  for (guint i = 0; i < 50; i++)
    atlas_points_add (alike, 90, i, NULL, 2.5);
  of_alike = atlas_cover_solve (alike, 2, 0.001, NULL, NULL);
  check_cover (alike, of_alike, 0.001);
  g_assert_cmpfloat (of_alike->covered, ==, 125);
  of_all = atlas_cover_solve (light, 25, 0, NULL, NULL);
  g_assert_cmpuint (of_all->n_sites, ==, 20);
  g_assert_cmpfloat (of_all->covered, ==, of_all->total);
  g_assert_cmpfloat (atlas_cover_get_gap (of_all), ==, 0);
}

static void
test_limits (void)
{
  g_autoptr (AtlasPoints) points = make_points (200, 8, 4);
  const AtlasSolverLimits limits = { .iterations = 30, .seed = 9 };
  g_autoptr (AtlasCover) first = atlas_cover_solve (points, 8, 60, &limits, NULL);
  g_autoptr (AtlasCover) again = atlas_cover_solve (points, 8, 60, &limits, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (AtlasCover) cancelled = NULL;

  g_assert_cmpmem (first->sites, 8 * sizeof (guint), again->sites, 8 * sizeof (guint));
  g_assert_cmpfloat (atlas_cover_get_gap (first), <, 0.05);
  g_cancellable_cancel (cancellable);
  cancelled = atlas_cover_solve (points, 8, 60, NULL, cancellable);
  check_cover (points, cancelled, 60);
  g_assert_cmpuint (cancelled->n_sites, ==, 8);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cover/every-choice", test_every_choice);
  g_test_add_func ("/cover/one-site", test_one_site);
  g_test_add_func ("/cover/more", test_more);
  g_test_add_func ("/cover/odd-ones", test_odd_ones);
  g_test_add_func ("/cover/limits", test_limits);
  return g_test_run ();
}
