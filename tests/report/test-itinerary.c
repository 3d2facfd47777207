/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "atlas-itinerary-picture.h"
#include "atlas-mercator.h"

static double
get_luminance (const double rgb[3])
{
  double linear[3];

  /* WCAG 2.1, "relative luminance". */
  for (guint k = 0; k < 3; k++)
    linear[k] = rgb[k] <= 0.04045 ? rgb[k] / 12.92 : pow ((rgb[k] + 0.055) / 1.055, 2.4);
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

/* Numerals are read on every day's colour, and no two days in a row are the same. */
static void
test_colors (void)
{
  for (guint dark = 0; dark < 2; dark++)
    {
      for (guint day = 0; day < 2 * ATLAS_DAY_COLORS; day++)
        {
          double rgb[3], next[3], luminance, distance = 0;

          atlas_itinerary_get_day_color (day, dark, rgb);
          atlas_itinerary_get_day_color (day + 1, dark, next);
          luminance = get_luminance (rgb);
          /* White on the light map's, 7 % grey on the dark one's. */
          g_assert_cmpfloat (dark ? (luminance + 0.05) / 0.056 : 1.05 / (luminance + 0.05), >=, 4.5);
          for (guint k = 0; k < 3; k++)
            distance += ABS (rgb[k] - next[k]);
          g_assert_cmpfloat (distance, >, 0.3);
        }
    }
}

/* There and back: the same ends, on different sides, the flight's farther out. */
static void
test_leg (void)
{
  AtlasItineraryLeg there = { 40, -100, 40, -90, 0, ATLAS_LEG_DRIVE },
                    back = { 40, -90, 40, -100, 0, ATLAS_LEG_DRIVE };
  AtlasItineraryLeg flight = { 40, -100, 40, -90, 0, ATLAS_LEG_FLY };
  double way[2 * ATLAS_LEG_POINTS], other[2 * ATLAS_LEG_POINTS], air[2 * ATLAS_LEG_POINTS];
  guint middle = ATLAS_LEG_POINTS / 2, last = ATLAS_LEG_POINTS - 1;
  double y = atlas_mercator_y (40);

  atlas_itinerary_leg_line (&there, way);
  atlas_itinerary_leg_line (&back, other);
  atlas_itinerary_leg_line (&flight, air);
  g_assert_cmpfloat_with_epsilon (way[0], atlas_mercator_x (-100), 1e-12);
  g_assert_cmpfloat_with_epsilon (way[1], y, 1e-12);
  g_assert_cmpfloat_with_epsilon (way[2 * last], atlas_mercator_x (-90), 1e-12);
  g_assert_cmpfloat_with_epsilon (other[0], way[2 * last], 1e-12);
  /* Eastward the right hand is in the south, which is where y grows. */
  g_assert_cmpfloat (way[2 * middle + 1], >, y);
  g_assert_cmpfloat (other[2 * middle + 1], <, y);
  g_assert_cmpfloat (air[2 * middle + 1], >, way[2 * middle + 1]);
  g_assert_cmpfloat_with_epsilon (way[2 * middle + 1] - y, 0.06 * 10 / 360, 1e-6);
}

static void
test_box (void)
{
  g_autoptr (AtlasItinerary) itinerary = atlas_itinerary_new ();
  AtlasItineraryStop stop = { "Dallas", 32.78, -96.8, 111.2, 0, 4, FALSE };
  double south, west, north, east, latitude, longitude;
  const char *name;

  g_assert_false (atlas_itinerary_get_box (itinerary, &south, &west, &north, &east));
  g_assert_false (atlas_itinerary_get_base (itinerary, NULL, &latitude, &longitude));
  atlas_itinerary_set_base (itinerary, "Ottawa", 45.42, -75.7);
  g_assert_true (atlas_itinerary_get_base (itinerary, &name, &latitude, &longitude));
  g_assert_cmpstr (name, ==, "Ottawa");
  atlas_itinerary_add_stop (itinerary, &stop);
  g_assert_true (atlas_itinerary_get_box (itinerary, &south, &west, &north, &east));
  g_assert_cmpfloat_with_epsilon (south, 31.78, 0.01);
  g_assert_cmpfloat_with_epsilon (north, 45.42, 1e-9);
  g_assert_cmpfloat (west, <, -97.9);
  g_assert_cmpfloat_with_epsilon (east, -75.7, 1e-9);
}

static guint
count_pixels (cairo_surface_t *surface, const double rgb[3])
{
  guint wanted = 0, n = 0;

  cairo_surface_flush (surface);
  for (guint k = 0; k < 3; k++)
    wanted = wanted << 8 | (guint) lround (rgb[k] * 255);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      const guint32 *row =
        (const guint32 *) (gconstpointer) (cairo_image_surface_get_data (surface) +
                                           (gsize) y * (gsize) cairo_image_surface_get_stride (surface));

      for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
        n += (row[x] & 0xffffff) == wanted;
    }
  return n;
}

/* Each stop's disc is on the map in its day's colour, wherever the mission is; one without a place has a map.
 */
static void
test_picture (void)
{
  static const AtlasItineraryStop stops[] = {
    { "Dallas", 32.78, -96.81, 50, 0, 4120, FALSE },
    { "Iqaluit", 63.75, -68.52, 50, 1, 3, FALSE },
    { "Honolulu", 21.3, -157.86, 0, 2, 8, FALSE },
  };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 504, 330);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (AtlasItinerary) itinerary = atlas_itinerary_new ();
  double rgb[3];

  atlas_itinerary_picture_draw (itinerary, cr, 504, 330);
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      atlas_itinerary_get_day_color (i, FALSE, rgb);
      g_assert_cmpuint (count_pixels (surface, rgb), ==, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (stops); i++)
    {
      atlas_itinerary_add_stop (itinerary, &stops[i]);
      atlas_itinerary_picture_draw (itinerary, cr, 504, 330);
      for (guint k = 0; k <= i; k++)
        {
          atlas_itinerary_get_day_color (k, FALSE, rgb);
          g_assert_cmpuint (count_pixels (surface, rgb), >, 40);
        }
    }
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/itinerary/colors", test_colors);
  g_test_add_func ("/itinerary/leg", test_leg);
  g_test_add_func ("/itinerary/box", test_box);
  g_test_add_func ("/itinerary/picture", test_picture);
  return g_test_run ();
}
