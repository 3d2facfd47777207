/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Areas that are drawn: who is in them, against the plainest way to tell, and their text. */
#include "atlas-county.h"
#include "atlas-selection.h"

#include <math.h>
#include <string.h>

#include "atlas-distance.h"
#include "atlas-mercator.h"
#include "atlas-point-area.h"
#include "atlas-point-polygon.h"
#include "atlas-region.h"

#define N_MEMBERS 20000

/* Members all over the world, many of them in few towns, some on the very same spot, some nowhere. */
/* Large towns and hamlets. */
#define N_PLACE_STEP 500

static AtlasPointIndex *
make_index (GRand *random, guint n)
{
  AtlasPoint *points = g_new0 (AtlasPoint, n);

  for (guint i = 0; i < n; i++)
    {
      AtlasPoint *point = &points[i];

      point->id = i + 1;
      point->region = (guint8) (i % 5 == 0 ? ATLAS_POINT_NO_REGION : i % 60);
      point->place = i % 7 == 0 ? ATLAS_POINT_NO_PLACE : i % 40 * N_PLACE_STEP;
      point->x = g_rand_double (random);
      point->y = g_rand_double (random);
      if (i % 3 == 1)
        {
          point->x = (i % 16) / 16.0 + 0.003 * point->x;
          point->y = 0.3 + (i % 7) / 30.0 + 0.003 * point->y;
        }
      else if (i % 11 == 0)
        {
          point->x = 0.25;
          point->y = 0.375;
        }
      else if (i % 13 == 0)
        point->x = point->y = NAN;
    }
  return atlas_point_index_new (points, n);
}

/* Even-odd in its plainest form: each edge that the line to the east crosses. */
static gboolean
reference_contains (const double *xy, guint n, guint32 px, guint32 py)
{
  gboolean inside = FALSE;

  for (int world = -1; world <= 1; world++)
    {
      gboolean here = FALSE;

      for (guint i = 0, j = n - 1; i < n && n > 2; j = i++)
        {
          long double xi = floorl (xy[2 * i] * 4294967296.0L), yi = floorl (xy[2 * i + 1] * 4294967296.0L);
          long double xj = floorl (xy[2 * j] * 4294967296.0L), yj = floorl (xy[2 * j + 1] * 4294967296.0L);
          long double x = px + world * 4294967296.0L, y = py;

          if ((yi > y) != (yj > y) && x < (xj - xi) * (y - yi) / (yj - yi) + xi)
            here = !here;
        }
      inside = inside || here;
    }
  return inside;
}

static void
assert_polygon (AtlasPointIndex *index, const double *xy, guint n)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (index);
  g_autoptr (AtlasPointPolygon) polygon = atlas_point_polygon_new (xy, n);
  g_autoptr (AtlasBitset) rows = atlas_bitset_new (columns->n_points);

  atlas_point_polygon_match (polygon, index, rows);
  for (guint row = 0; row < columns->n_points; row++)
    {
      gboolean expected =
        row < columns->n_placed && reference_contains (xy, n, columns->x[row], columns->y[row]);

      g_assert_cmpint (atlas_bitset_get (rows, row), ==, expected);
      if (row < columns->n_placed)
        g_assert_cmpint (atlas_point_polygon_contains (polygon, columns->x[row], columns->y[row]), ==,
                         expected);
    }
}

static void
test_random_polygons (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (21);
  g_autoptr (AtlasPointIndex) index = make_index (random, N_MEMBERS);

  for (guint round = 0; round < 120; round++)
    {
      /* Anything from a triangle to a scribble that crosses itself a hundred times; large, small, across 180
       * degrees, beyond the top of the map. */
      guint n = (guint) g_rand_int_range (random, 3, round % 4 == 0 ? 120 : 12);
      double size = pow (2, -g_rand_double_range (random, 0, 12));
      double x = round % 5 == 0 ? (round % 2 ? 0 : 1) - size / 2 : g_rand_double (random) * (1 - size);
      double y = g_rand_double (random) * (1 - size);
      g_autofree double *xy = g_new (double, 2 * n);

      for (guint i = 0; i < n; i++)
        {
          xy[2 * i] = x + size * g_rand_double (random);
          xy[2 * i + 1] = y + size * g_rand_double (random);
        }
      assert_polygon (index, xy, n);
    }
}

/* Level and upright edges on the very lines that cells and people lie on. */
static void
test_special_polygons (void)
{
  static const struct
  {
    guint n;
    double xy[16];
  } cases[] = {
    { 0, { 0 } },
    { 1, { 0.5, 0.5 } },
    { 2, { 0.1, 0.1, 0.9, 0.9 } },
    { 3, { 0.5, 0.5, 0.5, 0.5, 0.5, 0.5 } },
    { 3, { 0.1, 0.3, 0.5, 0.3, 0.9, 0.3 } },
    { 4, { 0.25, 0.375, 0.5, 0.375, 0.5, 0.5, 0.25, 0.5 } },
    { 4, { 0, 0, 1, 0, 1, 1, 0, 1 } },
    { 4, { -0.5, 0.2, 0.5, 0.2, 0.5, 0.6, -0.5, 0.6 } },
    { 4, { 0.9, 0.2, 1.2, 0.2, 1.2, 0.6, 0.9, 0.6 } },
    { 4, { -1, 0.2, 2, 0.2, 2, 0.6, -1, 0.6 } },
    /* A bow tie, and a square gone around twice: its middle is outside. */
    { 4, { 0.2, 0.3, 0.4, 0.5, 0.4, 0.3, 0.2, 0.5 } },
    { 8, { 0.2, 0.2, 0.6, 0.2, 0.6, 0.6, 0.2, 0.6, 0.2, 0.2, 0.6, 0.2, 0.6, 0.6, 0.2, 0.6 } },
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (22);
  g_autoptr (AtlasPointIndex) index = make_index (random, N_MEMBERS);
  g_autoptr (AtlasPointIndex) nobody = atlas_point_index_new (NULL, 0);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      assert_polygon (index, cases[i].xy, cases[i].n);
      assert_polygon (nobody, cases[i].xy, cases[i].n);
    }
}

/* Of areas side by side each point is in one: a square cut in two along any line, over its corners. */
static void
test_touching_polygons (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (23);
  g_autoptr (AtlasPointIndex) index = make_index (random, N_MEMBERS);
  const double square[] = { 0.125, 0.25, 0.875, 0.25, 0.875, 0.625, 0.125, 0.625 };
  g_autoptr (AtlasPointPolygon) whole = atlas_point_polygon_new (square, 4);

  for (guint round = 0; round < 50; round++)
    {
      double at = g_rand_double_range (random, 0.2, 0.8);
      double to = round % 2 ? 0.25 : g_rand_double_range (random, 0.2, 0.8);
      const double west[] = { 0.125, 0.25, at, 0.25, to, 0.625, 0.125, 0.625 };
      const double east[] = { at, 0.25, 0.875, 0.25, 0.875, 0.625, to, 0.625 };
      g_autoptr (AtlasPointPolygon) half = atlas_point_polygon_new (west, 4);
      g_autoptr (AtlasPointPolygon) other = atlas_point_polygon_new (east, 4);
      g_autoptr (AtlasBitset) all = atlas_bitset_new (N_MEMBERS);
      g_autoptr (AtlasBitset) first = atlas_bitset_new (N_MEMBERS);
      g_autoptr (AtlasBitset) second = atlas_bitset_new (N_MEMBERS);

      atlas_point_polygon_match (whole, index, all);
      atlas_point_polygon_match (half, index, first);
      atlas_point_polygon_match (other, index, second);
      g_assert_cmpuint (atlas_bitset_count (first) + atlas_bitset_count (second), ==,
                        atlas_bitset_count (all));
      atlas_bitset_or (first, second);
      g_assert_cmpmem (first->words, first->n_words * sizeof *first->words, all->words,
                       all->n_words * sizeof *all->words);
    }
}

static const AtlasSelectionPoint corners[] = { { 40, -100 }, { 60, -100 }, { 50, -60 } };

static const AtlasSelectionShape ontario_like = { .type = ATLAS_SELECTION_POLYGON,
                                                  .points = corners,
                                                  .n_points = 3 };

static AtlasSelectionShape
random_shape (GRand *random, AtlasSelectionPoint *points)
{
  AtlasSelectionShape shape = { .type = (AtlasSelectionType) g_rand_int_range (random, 0, 6) };

  shape.region = (guint) g_rand_int_range (random, 0, (gint32) atlas_region_get_n ());
  shape.place = (guint) g_rand_int_range (random, 0, 40) * N_PLACE_STEP;
  shape.county = atlas_county_of_place (shape.place);
  if (shape.type == ATLAS_SELECTION_COUNTY && shape.county == ATLAS_COUNTY_NONE)
    shape.type = ATLAS_SELECTION_PLACE;
  shape.west = g_rand_double_range (random, -180, 180);
  shape.east = g_rand_double_range (random, -180, 180);
  shape.south = g_rand_double_range (random, -90, 0);
  shape.north = g_rand_double_range (random, 0, 90);
  shape.latitude = g_rand_double_range (random, -90, 90);
  shape.longitude = g_rand_double_range (random, -180, 180);
  shape.radius_km = g_rand_double_range (random, 1, 5000);
  shape.points = points;
  shape.n_points = (guint) g_rand_int_range (random, 3, 20);
  for (guint i = 0; i < shape.n_points; i++)
    points[i] =
      (AtlasSelectionPoint){ g_rand_double_range (random, -85, 85), g_rand_double_range (random, -220, 220) };
  return shape;
}

/* Shapes added and taken away: the last that somebody is in decides; and the text says all of it. */
static void
test_sums (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (24);
  g_autoptr (AtlasPointIndex) index = make_index (random, 4000);
  const AtlasPointColumns *columns = atlas_point_index_get_columns (index);

  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (AtlasSelection) selection = NULL;
      g_autoptr (AtlasSelection) again = NULL;
      g_autoptr (AtlasBitset) rows = NULL;
      g_autofree char *text = NULL;
      g_autofree char *text_again = NULL;
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i <= round % 6; i++)
        {
          AtlasSelectionPoint points[20];
          AtlasSelectionShape shape = random_shape (random, points);
          AtlasSelection *sum = atlas_selection_add (selection, &shape, i > 0 && g_rand_boolean (random));

          g_clear_pointer (&selection, atlas_selection_unref);
          selection = sum;
        }
      g_assert_cmpuint (atlas_selection_get_n_shapes (selection), ==, round % 6 + 1);

      rows = atlas_selection_match_index (selection, index);
      for (guint row = 0; row < columns->n_points; row++)
        {
          gboolean placed = row < columns->n_placed;

          g_assert_cmpint (atlas_bitset_get (rows, row), ==,
                           atlas_selection_contains (selection, placed, placed ? columns->x[row] : 0,
                                                     placed ? columns->y[row] : 0, columns->region[row],
                                                     columns->place[row]));
        }

      text = atlas_selection_to_text (selection);
      again = atlas_selection_from_text (text, &error);
      g_assert_no_error (error);
      g_assert_true (atlas_selection_equal (selection, again));
      text_again = atlas_selection_to_text (again);
      g_assert_cmpstr (text, ==, text_again);
    }
}

static void
test_set (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (25);
  g_autoptr (AtlasPointIndex) index = make_index (random, 4000);
  AtlasBitset *odd = atlas_bitset_new (4000);
  g_autoptr (AtlasSelection) selection = atlas_selection_add (NULL, &ontario_like, FALSE);
  g_autoptr (AtlasPointSet) points = NULL;
  g_autoptr (AtlasBitset) all = NULL;
  g_autoptr (AtlasBitset) some = NULL;

  for (guint row = 1; row < 4000; row += 2)
    atlas_bitset_set (odd, row);
  points = atlas_point_set_new (index, odd);
  all = atlas_selection_match_index (selection, index);
  some = atlas_selection_match (selection, points);
  g_assert_cmpuint (atlas_bitset_count (some), >, 0);
  for (guint row = 0; row < 4000; row++)
    g_assert_cmpint (atlas_bitset_get (some, row), ==, row % 2 && atlas_bitset_get (all, row));
}

static void
test_nothing (void)
{
  const AtlasSelectionShape nothing[] = {
    { .type = ATLAS_SELECTION_CIRCLE, .radius_km = 0 },
    { .type = ATLAS_SELECTION_POLYGON, .points = corners, .n_points = 2 },
    { .type = ATLAS_SELECTION_BOX, .south = 2, .north = 1 },
    { .type = ATLAS_SELECTION_REGION, .region = ATLAS_REGION_NONE },
  };
  g_autoptr (AtlasSelection) selection = atlas_selection_add (NULL, &ontario_like, FALSE);

  g_assert_null (atlas_selection_add (NULL, &ontario_like, TRUE));
  for (guint i = 0; i < G_N_ELEMENTS (nothing); i++)
    {
      g_autoptr (AtlasSelection) same = atlas_selection_add (selection, &nothing[i], FALSE);

      g_assert_null (atlas_selection_add (NULL, &nothing[i], FALSE));
      g_assert_true (same == selection);
    }
  for (guint i = 0; i < ATLAS_SELECTION_MAX_SHAPES + 3; i++)
    {
      AtlasSelection *sum = atlas_selection_add (selection, &ontario_like, i % 2 == 0);

      atlas_selection_unref (selection);
      selection = sum;
    }
  g_assert_cmpuint (atlas_selection_get_n_shapes (selection), ==, ATLAS_SELECTION_MAX_SHAPES);
}

static const struct
{
  const char *text, *normal; /* NULL: not understood */
} texts[] = {
  { "region CA-ON", "region CA-ON" },
  { "region  New  York", "region US-NY" },
  { "Region New York", "region US-NY" },
  { "box -80 43 -79 44", "box -80 43 -79 44" },
  { "box 170 -10 -170 10", "box 170 -10 -170 10" },
  { "  circle 43.650001 -79.38 50km ", "circle 43.65 -79.38 50km" },
  { "circle 43.65 -79.38 10mi", "circle 43.65 -79.38 16.093km" },
  { "circle -0.000001 0 1.5km", "circle 0 0 1.5km" },
  { "polygon 45 -75,46 -75 , 46\t-74", "polygon 45 -75, 46 -75, 46 -74" },
  { "polygon 10 170, 20 190, 30 175", "polygon 10 170, 20 190, 30 175" },
  { "region CA-ON;-circle 43.65 -79.38 50km;box 1 2 3 4",
    "region CA-ON; -circle 43.65 -79.38 50km; box 1 2 3 4" },
  { "", NULL },
  { ";", NULL },
  { "region", NULL },
  { "region Narnia", NULL },
  { "regions CA-ON", NULL },
  { "-region CA-ON", NULL },
  { "box 1 2 3 4;", NULL },
  { "box 1 2 3 4; --region CA-QC", NULL },
  { "box -80 44 -79 43", NULL },
  { "box -80 43 -79", NULL },
  { "box -80 43 -79 44 45", NULL },
  { "box -80 43 -79 0x10", NULL },
  { "box -80 43 -79 nan", NULL },
  { "box -80 43 -79 1e1", NULL },
  { "circle 43 -79 50", NULL },
  { "circle 43 -79 0km", NULL },
  { "circle 43 -79 -5km", NULL },
  { "circle 91 -79 5km", NULL },
  { "circle 43, -79 5km", NULL },
  { "polygon 45 -75, 46 -75", NULL },
  { "polygon 45 -75, 46 -75, 46", NULL },
  { "polygon 45 -75, 46 -75, 46 -361", NULL },
  { "polygon 45 -75, 46 -75, 46 -74,", NULL },
};

static void
test_text (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (AtlasSelection) selection = atlas_selection_from_text (texts[i].text, &error);
      g_autofree char *normal = NULL;

      if (texts[i].normal == NULL)
        {
          g_assert_null (selection);
          g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
          if (g_str_has_prefix (texts[i].text, "region "))
            g_assert_nonnull (strstr (error->message, "“region Narnia”"));
          continue;
        }
      g_assert_no_error (error);
      normal = atlas_selection_to_text (selection);
      g_assert_cmpstr (normal, ==, texts[i].normal);
    }
}

/* As long as a lasso's text gets. */
static void
test_text_length (void)
{
  AtlasSelectionPoint points[ATLAS_SELECTION_MAX_POINTS];
  AtlasSelectionShape shape = { .type = ATLAS_SELECTION_POLYGON, .points = points };
  g_autoptr (AtlasSelection) selection = NULL;
  g_autoptr (AtlasSelection) again = NULL;
  g_autofree char *text = NULL;
  g_autofree char *long_text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (points); i++)
    points[i] = (AtlasSelectionPoint){ 43.123456 + i / 1000.0, -123.123456 + i / 700.0 };
  shape.n_points = ATLAS_SELECTION_MAX_POINTS;
  selection = atlas_selection_add (NULL, &shape, FALSE);
  text = atlas_selection_to_text (selection);
  g_assert_cmpuint (strlen (text), <, 4500);
  again = atlas_selection_from_text (text, NULL);
  g_assert_true (atlas_selection_equal (selection, again));

  long_text = g_strconcat (text, ", 1 2", NULL);
  g_assert_null (atlas_selection_from_text (long_text, NULL));
}

static void
test_simplify (void)
{
  double corner[] = { 0, 0, 1, 0.01, 2, 0, 3, -0.01, 4, 0, 4, 4 };
  double circle[2000];
  guint n;

  g_assert_cmpuint (atlas_polyline_simplify (corner, 6, 0.1, 100), ==, 3);
  g_assert_cmpfloat (corner[2], ==, 4);
  g_assert_cmpfloat (corner[3], ==, 0);
  g_assert_cmpfloat (corner[5], ==, 4);
  g_assert_cmpuint (atlas_polyline_simplify (corner, 2, 0.1, 100), ==, 2);
  g_assert_cmpuint (atlas_polyline_simplify (corner, 0, 0.1, 100), ==, 0);

  for (guint i = 0; i < 1000; i++)
    {
      circle[2 * i] = cos (i * 2 * G_PI / 999);
      circle[2 * i + 1] = sin (i * 2 * G_PI / 999);
    }
  n = atlas_polyline_simplify (circle, 1000, 1e-9, 50);
  g_assert_cmpuint (n, <=, 50);
  g_assert_cmpuint (n, >, 10);
  for (guint i = 0; i < n; i++)
    g_assert_cmpfloat_with_epsilon (hypot (circle[2 * i], circle[2 * i + 1]), 1, 1e-9);
}

/* Who lies in a circle, near its edge above all, as the distance itself says. */
static void
test_circle (void)
{
  static const double latitudes[] = { 0, 45, -33, 63.7, 79, 89.9 };
  static const double longitudes[] = { 0, -79.4, 179.99, -180 };
  static const double radii[] = { 0.1, 5, 50, 200, 700, 3000 };
  g_autoptr (GRand) random = g_rand_new_with_seed (11);
  guint n_inside = 0, n_outside = 0;

  for (guint i = 0; i < G_N_ELEMENTS (latitudes) * G_N_ELEMENTS (longitudes) * G_N_ELEMENTS (radii); i++)
    {
      double latitude = latitudes[i % G_N_ELEMENTS (latitudes)];
      double longitude = longitudes[i / G_N_ELEMENTS (latitudes) % G_N_ELEMENTS (longitudes)];
      double radius = radii[i / G_N_ELEMENTS (latitudes) / G_N_ELEMENTS (longitudes)];
      AtlasPointCircle circle;

      atlas_point_circle_init (&circle, latitude, longitude, radius);
      for (guint k = 0; k < 200; k++)
        {
          /* A degree is 111 km. */
          double reach = radius / 111 * (k % 2 ? g_rand_double_range (random, 0, 1.3) : 1);
          double angle = g_rand_double_range (random, 0, 2 * G_PI);
          double north = CLAMP (latitude + reach * sin (angle), -89.99, 89.99);
          double east = longitude + reach * cos (angle) / cos (latitude * (G_PI / 180));
          guint32 x = atlas_point_quantise (atlas_mercator_x (remainder (east, 360)));
          guint32 y = atlas_point_quantise (atlas_mercator_y (north));
          double km =
            atlas_distance_km (latitude, longitude, atlas_mercator_latitude (atlas_point_unquantise (y)),
                               atlas_mercator_longitude (atlas_point_unquantise (x)));

          if (fabs (km - radius) < 1e-6 * MAX (radius, 1))
            continue;
          n_inside += km < radius;
          n_outside += km > radius;
          g_assert_cmpint (atlas_point_circle_contains (&circle, x, y), ==, km < radius);
        }
    }
  g_assert_cmpuint (n_inside, >, 5000);
  g_assert_cmpuint (n_outside, >, 5000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/selection/polygons/random", test_random_polygons);
  g_test_add_func ("/selection/polygons/special", test_special_polygons);
  g_test_add_func ("/selection/polygons/touching", test_touching_polygons);
  g_test_add_func ("/selection/sums", test_sums);
  g_test_add_func ("/selection/set", test_set);
  g_test_add_func ("/selection/nothing", test_nothing);
  g_test_add_func ("/selection/text", test_text);
  g_test_add_func ("/selection/text/length", test_text_length);
  g_test_add_func ("/selection/simplify", test_simplify);
  g_test_add_func ("/selection/circle", test_circle);
  return g_test_run ();
}
