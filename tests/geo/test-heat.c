/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-heat.h"

#include <math.h>

#define SIGMA 2.5

static AtlasPointSet *
make_set (const double (*positions)[2], guint n)
{
  AtlasPoint *points = g_new0 (AtlasPoint, n);
  g_autoptr (AtlasPointIndex) index = NULL;

  for (guint i = 0; i < n; i++)
    points[i] = (AtlasPoint){ .id = i + 1, .x = positions[i][0], .y = positions[i][1] };
  index = atlas_point_index_new (points, n);
  return atlas_point_set_new (index, NULL);
}

static double
get_sum (const float *heat, const AtlasHeatGrid *grid)
{
  double sum = 0;

  for (guint i = 0; i < grid->width * grid->height; i++)
    sum += heat[i];
  return sum;
}

/* The middle of a grid of 64 cells, and a hill around it that looks the same from all sides. */
static void
test_one (void)
{
  const double position[][2] = { { 0.5, 0.25 } };
  const AtlasHeatGrid grid = { 0.5 - 32.5 / 1024, 0.25 - 32.5 / 1024, 1 / 1024.0, 65, 65 };
  g_autoptr (AtlasPointSet) set = make_set (position, 1);
  g_autofree float *heat = atlas_heat_new (set, &grid, SIGMA);

  g_assert_cmpfloat_with_epsilon (get_sum (heat, &grid), 1, 1e-4);
  g_assert_cmpfloat_with_epsilon (heat[32 * 65 + 32], 1 / (2 * G_PI * SIGMA * SIGMA), 1e-3);
  for (guint y = 0; y < 65; y++)
    for (guint x = 0; x < 65; x++)
      {
        float value = heat[y * 65 + x];

        g_assert_cmpfloat (value, <=, heat[32 * 65 + 32]);
        g_assert_cmpfloat_with_epsilon (value, heat[y * 65 + 64 - x], 1e-6);
        g_assert_cmpfloat_with_epsilon (value, heat[(64 - y) * 65 + x], 1e-6);
        g_assert_cmpfloat_with_epsilon (value, heat[x * 65 + y], 1e-6);
      }
}

/* However members lie in a cell, each counts as one, and the whole is the sum of its parts. */
static void
test_sum (void)
{
  enum
  {
    N = 500
  };
  const AtlasHeatGrid grid = { 0.2, 0.3, 1 / 512.0, 80, 60 };
  g_autoptr (GRand) random = g_rand_new_with_seed (7);
  double positions[N][2];
  g_autoptr (AtlasPointSet) set = NULL, first = NULL, second = NULL;
  g_autofree float *heat = NULL, *one = NULL, *other = NULL;

  for (guint i = 0; i < N; i++)
    {
      positions[i][0] = grid.west + g_rand_double_range (random, 12, 68) * grid.step;
      positions[i][1] = grid.north + g_rand_double_range (random, 12, 48) * grid.step;
    }
  set = make_set (positions, N);
  first = make_set (positions, 200);
  second = make_set (positions + 200, N - 200);
  heat = atlas_heat_new (set, &grid, SIGMA);
  one = atlas_heat_new (first, &grid, SIGMA);
  other = atlas_heat_new (second, &grid, SIGMA);
  g_assert_cmpfloat_with_epsilon (get_sum (heat, &grid), N, N * 1e-4);
  for (guint i = 0; i < grid.width * grid.height; i++)
    g_assert_cmpfloat_with_epsilon (heat[i], one[i] + other[i], 0.05);
}

static void
test_empty (void)
{
  const AtlasHeatGrid grid = { 0.2, 0.3, 1 / 512.0, 80, 60 };
  g_autoptr (AtlasPointSet) set = make_set (NULL, 0);
  g_autofree float *heat = atlas_heat_new (set, &grid, SIGMA);

  g_assert_cmpfloat (get_sum (heat, &grid), ==, 0);
  g_assert_cmpfloat (atlas_heat_get_full (set, 1024, SIGMA), >, 0);
}

/* Two grids side by side are one: who lives beyond an edge is felt within it. */
static void
test_edge (void)
{
  const double positions[][2] = { { 0.4999, 0.501 }, { 0.503, 0.499 }, { 0.496, 0.5 } };
  const AtlasHeatGrid whole = { 0.46875, 0.484375, 1 / 1024.0, 64, 32 };
  const AtlasHeatGrid left = { 0.46875, 0.484375, 1 / 1024.0, 32, 32 };
  const AtlasHeatGrid right = { 0.5, 0.484375, 1 / 1024.0, 32, 32 };
  g_autoptr (AtlasPointSet) set = make_set (positions, G_N_ELEMENTS (positions));
  g_autofree float *all = atlas_heat_new (set, &whole, SIGMA);
  g_autofree float *west = atlas_heat_new (set, &left, SIGMA);
  g_autofree float *east = atlas_heat_new (set, &right, SIGMA);

  for (guint y = 0; y < 32; y++)
    for (guint x = 0; x < 64; x++)
      g_assert_cmpfloat_with_epsilon (all[y * 64 + x], x < 32 ? west[y * 32 + x] : east[y * 32 + x - 32],
                                      1e-5);
}

/* Across 180 degrees the world goes on. */
static void
test_antimeridian (void)
{
  const double positions[][2] = { { 0.9995, 0.4 } };
  const AtlasHeatGrid west = { 0, 0.38, 1 / 1024.0, 40, 40 };
  const AtlasHeatGrid beyond = { 1, 0.38, 1 / 1024.0, 40, 40 };
  const AtlasHeatGrid across = { -20 / 1024.0, 0.38, 1 / 1024.0, 40, 40 };
  g_autoptr (AtlasPointSet) set = make_set (positions, 1);
  g_autofree float *in_the_west = atlas_heat_new (set, &west, SIGMA);
  g_autofree float *in_the_east = atlas_heat_new (set, &beyond, SIGMA);
  g_autofree float *over_both = atlas_heat_new (set, &across, SIGMA);

  g_assert_cmpfloat (get_sum (in_the_west, &west), >, 0.2);
  g_assert_cmpfloat_with_epsilon (get_sum (in_the_west, &west), get_sum (in_the_east, &beyond), 1e-5);
  g_assert_cmpfloat_with_epsilon (get_sum (over_both, &across), 1, 1e-4);
}

/* Ever hotter, ever further along the ramp; nothing is not coloured at all. */
static void
test_colors (void)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      double before[4], now[4];

      atlas_heat_get_color (0, dark, before);
      g_assert_cmpfloat (before[3], ==, 0);
      for (guint i = 1; i <= 100; i++)
        {
          double change;

          atlas_heat_get_color (i / 100.0, dark, now);
          change = now[0] + now[1] + now[2] - before[0] - before[1] - before[2];
          g_assert_cmpfloat (dark ? change : -change, >, 0);
          g_assert_cmpfloat (now[3], >=, before[3]);
          for (guint k = 0; k < 4; k++)
            before[k] = now[k];
        }
      atlas_heat_get_color (7, dark, now);
      for (guint k = 0; k < 4; k++)
        g_assert_cmpfloat (now[k], ==, before[k]);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/heat/one", test_one);
  g_test_add_func ("/heat/sum", test_sum);
  g_test_add_func ("/heat/empty", test_empty);
  g_test_add_func ("/heat/edge", test_edge);
  g_test_add_func ("/heat/antimeridian", test_antimeridian);
  g_test_add_func ("/heat/colors", test_colors);

  return g_test_run ();
}
