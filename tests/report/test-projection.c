/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-mercator.h"
#include "atlas-projection.h"

static void
assert_near (double a, double b, double tolerance)
{
  if (!(ABS (a - b) <= tolerance))
    g_error ("%.9g is not %.9g", a, b);
}

/* Snyder's numerical example, p. 332: a sphere of radius 3 with the centre 40° N 100° W. */
static void
test_snyder (void)
{
  AtlasProjection projection;
  double x, y, unit = 3 / ATLAS_EARTH_AUTHALIC_KM;

  atlas_projection_init (&projection, 40, -100);
  g_assert_true (atlas_projection_project (&projection, -20, 100, &x, &y));
  assert_near (x * unit, -4.2339303, 5e-7);
  assert_near (-y * unit, 4.0257775, 5e-7);
  g_assert_false (atlas_projection_project (&projection, -40, 80, &x, &y));

  /* On a sphere of radius 1 what is c away from the centre lies 2 sin (c / 2) from it on the plane (p. 182).
   */
  atlas_projection_init (&projection, 0, 0);
  unit = 1 / ATLAS_EARTH_AUTHALIC_KM;
  g_assert_true (atlas_projection_project (&projection, 90, 0, &x, &y));
  assert_near (x * unit, 0, 1e-12);
  assert_near (-y * unit, 1.41421, 5e-6);
  g_assert_true (atlas_projection_project (&projection, 0, 90, &x, &y));
  assert_near (x * unit, 1.41421, 5e-6);
  assert_near (y * unit, 0, 1e-12);
  g_assert_true (atlas_projection_project (&projection, 0, 60, &x, &y));
  assert_near (x * unit, 1, 1e-9);
}

static void
test_round_trip (void)
{
  AtlasProjection projection;

  atlas_projection_init (&projection, 48, -98);
  for (double latitude = -20; latitude <= 89; latitude += 7)
    for (double longitude = -179; longitude <= 180; longitude += 11)
      {
        double x, y, back_latitude, back_longitude;

        if (!atlas_projection_project (&projection, latitude, longitude, &x, &y))
          continue;
        g_assert_true (atlas_projection_unproject (&projection, x, y, &back_latitude, &back_longitude));
        assert_near (back_latitude, latitude, 1e-9);
        assert_near (remainder (back_longitude - longitude, 360), 0, 1e-8);
      }
}

static double
area (const double *points, guint n)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    {
      const double *a = points + 2 * i, *b = points + 2 * ((i + 1) % n);

      sum += a[0] * b[1] - b[0] * a[1];
    }
  return ABS (sum) / 2;
}

/* A field of one degree is as large as on the sphere, wherever it lies: R² (sin φ2 - sin φ1) Δλ. */
static void
test_equal_area (void)
{
  AtlasProjection projection;

  atlas_projection_init (&projection, 48, -98);
  for (double south = 10; south <= 80; south += 5)
    for (double west = -170; west <= -50; west += 20)
      {
        g_autoptr (GArray) plane = g_array_new (FALSE, FALSE, sizeof (double));
        double west_x = atlas_mercator_x (west), east_x = atlas_mercator_x (west + 1);
        double south_y = atlas_mercator_y (south), north_y = atlas_mercator_y (south + 1);
        double field[] = { west_x, south_y, east_x, south_y, east_x, north_y, west_x, north_y };
        double expected = ATLAS_EARTH_AUTHALIC_KM * ATLAS_EARTH_AUTHALIC_KM * G_PI / 180 *
                          (sin ((south + 1) * G_PI / 180) - sin (south * G_PI / 180));

        g_assert_true (atlas_projection_bend (&projection, field, 4, TRUE, plane));
        g_assert_cmpuint (plane->len, >, 8);
        assert_near (area ((const double *) (gpointer) plane->data, plane->len / 2) / expected, 1, 1e-4);
      }
}

/* The border along the 49th parallel curves, and no piece of it leaves the parallel by 100 m. */
static void
test_bend (void)
{
  AtlasProjection projection;
  g_autoptr (GArray) plane = g_array_new (FALSE, FALSE, sizeof (double));
  double y = atlas_mercator_y (49);
  double border[] = { atlas_mercator_x (-122.75), y, atlas_mercator_x (-95.15), y };
  const double *points;

  atlas_projection_init (&projection, 48, -98);
  g_assert_true (atlas_projection_bend (&projection, border, 2, FALSE, plane));
  points = (const double *) (gpointer) plane->data;
  g_assert_cmpuint (plane->len / 2, >=, 56);
  for (guint i = 0; i + 1 < plane->len / 2; i++)
    {
      double latitude, longitude;

      g_assert_true (atlas_projection_unproject (&projection, (points[2 * i] + points[2 * i + 2]) / 2,
                                                 (points[2 * i + 1] + points[2 * i + 3]) / 2, &latitude,
                                                 &longitude));
      assert_near (latitude, 49, 0.1 / 111.2);
    }

  /* Australia is not for this map. */
  border[1] = border[3] = atlas_mercator_y (-25);
  border[0] = atlas_mercator_x (135);
  g_assert_false (atlas_projection_bend (&projection, border, 2, FALSE, plane));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/projection/snyder", test_snyder);
  g_test_add_func ("/projection/round-trip", test_round_trip);
  g_test_add_func ("/projection/equal-area", test_equal_area);
  g_test_add_func ("/projection/bend", test_bend);
  return g_test_run ();
}
