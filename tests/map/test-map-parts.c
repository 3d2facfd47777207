/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map is made of that needs no display. */
#include <math.h>
#include <string.h>

#include "atlas-bubble.h"
#include "atlas-label-placer.h"
#include "atlas-map-bins.h"
#include "atlas-map-level.h"
#include "atlas-map-scale.h"
#include "atlas-map-style.h"
#include "atlas-mark-spots.h"
#include "atlas-mercator.h"
#include "atlas-region.h"
#include "atlas-shading.h"
#include "atlas-map-text.h"
#include "atlas-shape-path.h"
#include "atlas-tile-ground.h"
#include "atlas-tile-painter.h"
#include "map-points.h"

static void
test_short_counts (void)
{
  static const struct
  {
    guint count;
    const char *text;
  } cases[] = {
    { 0, "0" },         { 7, "7" },       { 999, "999" },      { 1000, "1k" },      { 1049, "1k" },
    { 1050, "1.1k" },   { 1234, "1.2k" }, { 9949, "9.9k" },    { 9950, "10k" },     { 12480, "12k" },
    { 999499, "999k" }, { 999500, "1M" }, { 1200000, "1.2M" }, { 12000000, "12M" }, { 4294967295u, "4295M" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char text[ATLAS_MAP_COUNT_SIZE];

      atlas_map_text_short_count (cases[i].count, text);
      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_members (void)
{
  g_autofree char *one = atlas_map_text_members (1);
  g_autofree char *many = atlas_map_text_members (12);

  g_assert_cmpstr (one, ==, "1 member");
  g_assert_cmpstr (many, ==, "12 members");
}

/* The longest of 1, 2 or 5 times a power of ten that there is room for. */
static void
test_scale (void)
{
  static const struct
  {
    double metres;
    gboolean imperial;
    const char *text;
    double length;
  } cases[] = {
    { 999999, FALSE, "500 km", 500000 },     { 1000000, FALSE, "1,000 km", 1000000 },
    { 3900000, FALSE, "2,000 km", 2000000 }, { 999, FALSE, "500 m", 500 },
    { 1000, FALSE, "1 km", 1000 },           { 0.3, FALSE, "1 m", 1 },
    { 1600000, TRUE, "500 mi", 804672 },     { 1000, TRUE, "2,000 ft", 609.6 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double length;
      g_autofree char *text = atlas_map_scale_choose (cases[i].metres, cases[i].imperial, &length);

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpfloat_with_epsilon (length, cases[i].length, 1e-6);
    }
}

static void
test_radius (void)
{
  /* Area follows number: four times as many, twice as wide. */
  g_assert_cmpfloat_with_epsilon (atlas_bubble_radius (10000, 10000), ATLAS_BUBBLE_MAX_RADIUS, 1e-9);
  g_assert_cmpfloat_with_epsilon (atlas_bubble_radius (4900, 10000), ATLAS_BUBBLE_MAX_RADIUS * 0.7, 1e-9);
  g_assert_cmpfloat (atlas_bubble_radius (1, 10000), ==, ATLAS_BUBBLE_DOT_RADIUS);
  /* Never too small for its number, and never larger than a little above the largest. */
  g_assert_cmpfloat (atlas_bubble_radius (2, 1000000), >=, 9);
  g_assert_cmpfloat (atlas_bubble_radius (G_MAXUINT, 10), <=, ATLAS_BUBBLE_MAX_RADIUS);
  for (guint n = 2; n < 20000; n++)
    g_assert_cmpfloat (atlas_bubble_radius (n, 5000), >=, atlas_bubble_radius (n - 1, 5000));
}

static void
test_merge (void)
{
  g_autoptr (AtlasPointSet) points = map_points_new (5000, 7);

  for (double zoom = 2; zoom <= 14; zoom += 0.5)
    {
      double world = 256 * exp2 (zoom);
      guint level = atlas_point_set_level_for_zoom (zoom, 44);
      g_autoptr (GArray) cells = atlas_point_set_list_clusters (points, level, 0, 0, 1, 1, FALSE);
      g_autofree guint *owners = NULL;
      g_autoptr (GArray) bubbles = atlas_bubbles_merge (cells, world, 2000, &owners);
      g_autofree guint *sums = g_new0 (guint, bubbles->len);
      guint sum = 0;

      for (guint i = 0; i < cells->len; i++)
        {
          g_assert_cmpuint (owners[i], <, bubbles->len);
          sums[owners[i]] += g_array_index (cells, AtlasCluster, i).members;
        }
      for (guint i = 0; i < bubbles->len; i++)
        {
          const AtlasBubble *bubble = &g_array_index (bubbles, AtlasBubble, i);

          sum += bubble->members;
          g_assert_cmpuint (sums[i], ==, bubble->members);
          for (guint k = 0; k < i; k++)
            {
              const AtlasBubble *other = &g_array_index (bubbles, AtlasBubble, k);
              double distance = hypot (bubble->x - other->x, bubble->y - other->y) * world;

              /* A circle may hide a little of another, never its number. */
              g_assert_cmpfloat (distance, >, (bubble->radius + other->radius) * 0.6);
            }
        }
      g_assert_cmpuint (sum, ==, 5000);
    }
}

static gboolean
rects_meet (const AtlasLabelRect *a, const AtlasLabelRect *b)
{
  return a->x < b->x + b->width && b->x < a->x + a->width && a->y < b->y + b->height &&
         b->y < a->y + a->height;
}

/* All that are near are met, each once, wherever the squares begin. */
static void
test_bins (void)
{
  const guint n = 500;
  const double width = 7.5;
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  /* Many more than were expected. */
  g_autoptr (AtlasMapBins) bins = atlas_map_bins_new (width, 3);
  g_autofree double *xs = g_new (double, n), *ys = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      xs[i] = g_rand_double_range (random, -60, 60);
      ys[i] = g_rand_double_range (random, -60, 60);
      atlas_map_bins_add (bins, xs[i], ys[i]);
    }
  for (guint k = 0; k < n; k++)
    {
      g_autofree guint *met = g_new0 (guint, n);
      AtlasMapBinsIter iter;
      guint index, n_near = 0;

      atlas_map_bins_iter_init (&iter, bins, xs[k], ys[k]);
      while (atlas_map_bins_iter_next (&iter, &index))
        {
          g_assert_cmpuint (index, <, n);
          g_assert_cmpuint (met[index]++, ==, 0);
          g_assert_cmpfloat (fabs (xs[index] - xs[k]), <=, 2 * width);
          g_assert_cmpfloat (fabs (ys[index] - ys[k]), <=, 2 * width);
        }
      for (guint i = 0; i < n; i++)
        if (hypot (xs[i] - xs[k], ys[i] - ys[k]) <= width)
          {
            g_assert_cmpuint (met[i], ==, 1);
            n_near++;
          }
      g_assert_cmpuint (n_near, >=, 1);
    }
}

static const AtlasMarkSpot *
get_spot (const GArray *spots, guint index)
{
  g_assert_cmpuint (index, <, spots->len);
  return &g_array_index (spots, AtlasMarkSpot, index);
}

/* Under which circle a point lies: of people, not of one. */
static void
test_find (void)
{
  const AtlasBubble circles[] = { { .x = 0.2, .y = 0.2, .radius = 4, .members = 1 },
                                  { .x = 0.7, .y = 0.5, .radius = 20, .members = 50 },
                                  { .x = 0.72, .y = 0.5, .radius = 10, .members = 9 } };
  g_autoptr (GArray) bubbles = g_array_new (FALSE, FALSE, sizeof (AtlasBubble));

  g_assert_cmpint (atlas_bubbles_find (bubbles, 1000, 0.7, 0.5, 3), ==, -1);
  g_array_append_vals (bubbles, circles, G_N_ELEMENTS (circles));
  g_assert_cmpint (atlas_bubbles_find (bubbles, 1000, 0.2, 0.2, 3), ==, -1);
  g_assert_cmpint (atlas_bubbles_find (bubbles, 1000, 0.7, 0.5, 3), ==, 1);
  g_assert_cmpint (atlas_bubbles_find (bubbles, 1000, 0.7, 0.522, 3), ==, 1);
  g_assert_cmpint (atlas_bubbles_find (bubbles, 1000, 0.7, 0.522, 0), ==, -1);
  g_assert_cmpint (atlas_bubbles_find (bubbles, 1000, 0.718, 0.5, 3), ==, 1); /* under both */
  g_assert_cmpint (atlas_bubbles_find (bubbles, 1000, 0.725, 0.5, 3), ==, 2);
}

/* Marks at one place are one at every zoom; near ones as long as they would hide each other; and those on a
 * circle hang on its rim together. */
static void
test_mark_spots (void)
{
  const AtlasMapBox all = { 0, 0, 1, 1 }, west = { 0, 0, 0.3, 1 };
  const AtlasBubble circles[] = { { .x = 0.7, .y = 0.5, .radius = 20, .members = 50 },
                                  { .x = 0.2, .y = 0.2, .radius = 4, .members = 1 } };
  g_autoptr (GArray) bubbles = g_array_new (FALSE, FALSE, sizeof (AtlasBubble));
  AtlasMarkSpots *marks = atlas_mark_spots_new ();
  g_autoptr (GArray) order = NULL, rim = NULL;
  const GArray *spots;
  AtlasMapBox box;

  g_array_append_vals (bubbles, circles, G_N_ELEMENTS (circles));
  atlas_mark_spots_add (marks, 0.20, 0.2);  /* 0 */
  atlas_mark_spots_add (marks, 0.70, 0.5);  /* 1 */
  atlas_mark_spots_add (marks, 0.205, 0.2); /* 2: beside the first */
  atlas_mark_spots_add (marks, 0.20, 0.2);  /* 3: where the first is */
  atlas_mark_spots_add (marks, 0.71, 0.5);  /* 4 */

  spots = atlas_mark_spots_put_together (marks, NULL, 1000, &all);
  g_assert_cmpuint (spots->len, ==, 2);
  g_assert_cmpuint (get_spot (spots, 0)->n_marks, ==, 3);
  g_assert_cmpint (get_spot (spots, 0)->bubble, ==, -1);
  order = atlas_mark_spot_list_marks (get_spot (spots, 0));
  g_assert_cmpuint (order->len, ==, 3);
  g_assert_cmpuint (g_array_index (order, guint, 0), ==, 0);
  g_assert_cmpuint (g_array_index (order, guint, 1), ==, 2);
  g_assert_cmpuint (g_array_index (order, guint, 2), ==, 3);
  atlas_mark_spot_get_box (get_spot (spots, 0), &box);
  g_assert_cmpfloat (box.west, ==, 0.20);
  g_assert_cmpfloat (box.east, ==, 0.205);
  g_assert_cmpfloat (box.north, ==, 0.2);
  g_assert_cmpfloat (box.south, ==, 0.2);

  /* Nearer by, only those of one place. */
  spots = atlas_mark_spots_put_together (marks, NULL, 4000, &all);
  g_assert_cmpuint (spots->len, ==, 4);
  g_assert_cmpuint (get_spot (spots, 0)->n_marks, ==, 2);

  /* 10 pixels from its middle and on the circle; a single person's dot is none to hang on. */
  spots = atlas_mark_spots_put_together (marks, bubbles, 1000, &all);
  g_assert_cmpuint (spots->len, ==, 2);
  g_assert_cmpint (get_spot (spots, 0)->bubble, ==, -1);
  g_assert_cmpint (get_spot (spots, 1)->bubble, ==, 0);
  rim = atlas_mark_spot_list_marks (get_spot (spots, 1));
  g_assert_cmpuint (rim->len, ==, 2);
  g_assert_cmpuint (g_array_index (rim, guint, 0), ==, 1);
  g_assert_cmpuint (g_array_index (rim, guint, 1), ==, 4);

  spots = atlas_mark_spots_put_together (marks, bubbles, 1000, &west);
  g_assert_cmpuint (spots->len, ==, 1);

  atlas_mark_spots_clear (marks);
  g_assert_cmpuint (atlas_mark_spots_put_together (marks, bubbles, 1000, &all)->len, ==, 0);
  atlas_mark_spots_add (marks, 0.5, 0.5);
  spots = atlas_mark_spots_put_together (marks, bubbles, 1000, &all);
  g_clear_pointer (&order, g_array_unref);
  order = atlas_mark_spot_list_marks (get_spot (spots, 0));
  g_assert_cmpuint (g_array_index (order, guint, 0), ==, 0);
  atlas_mark_spots_free (marks);
}

/* On the rim of a circle a mark stands where it hides no other one: above on the left, where that is free. */
static void
test_mark_sides (void)
{
  const AtlasMapBox all = { 0, 0, 1, 1 };
  const AtlasBubble circles[] = { { .x = 0.5, .y = 0.5, .radius = 20, .members = 50 },
                                  { .x = 0.47, .y = 0.47, .radius = 18, .members = 40 },
                                  { .x = 0.47, .y = 0.53, .radius = 18, .members = 40 },
                                  { .x = 0.53, .y = 0.47, .radius = 4, .members = 1 },
                                  { .x = 0.526, .y = 0.526, .radius = 18, .members = 40 } };
  const int sides[][2] = { { -1, -1 }, { -1, 1 }, { 1, -1 }, { 1, -1 }, { 1, -1 } };
  AtlasMarkSpots *marks = atlas_mark_spots_new ();

  atlas_mark_spots_add (marks, 0.5, 0.5);
  for (guint n = 1; n <= G_N_ELEMENTS (circles); n++)
    {
      g_autoptr (GArray) bubbles = g_array_new (FALSE, FALSE, sizeof (AtlasBubble));
      const AtlasMarkSpot *spot;

      g_array_append_vals (bubbles, circles, n);
      spot = get_spot (atlas_mark_spots_put_together (marks, bubbles, 1000, &all), 0);
      g_assert_cmpint (spot->bubble, ==, 0);
      g_assert_cmpint (spot->side_x, ==, sides[n - 1][0]);
      g_assert_cmpint (spot->side_y, ==, sides[n - 1][1]);
    }
  atlas_mark_spots_free (marks);
}

static void
test_placer (void)
{
  g_autoptr (AtlasLabelPlacer) placer = atlas_label_placer_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GArray) placed = g_array_new (FALSE, FALSE, sizeof (AtlasLabelRect));
  AtlasLabelRect rect = { 100, 100, 40, 40 };

  atlas_label_placer_block (placer, &rect);
  g_array_append_val (placed, rect);

  /* On a blocked place: the sides that are asked for, in their order. */
  g_assert_false (atlas_label_placer_place (placer, 120, 120, 30, 10, 0, 0, ATLAS_LABEL_CENTRED, &rect));
  g_assert_true (
    atlas_label_placer_place (placer, 120, 120, 30, 10, 22, 0, ATLAS_LABEL_LEFT | ATLAS_LABEL_BELOW, &rect));
  g_assert_cmpfloat (rect.x, ==, 105);
  g_assert_cmpfloat (rect.y, ==, 142);
  g_array_append_val (placed, rect);

  for (guint i = 0; i < 2000; i++)
    {
      double x = g_rand_double_range (rand, -500, 1500), y = g_rand_double_range (rand, -500, 1500);

      if (atlas_label_placer_place (placer, x, y, g_rand_double_range (rand, 20, 250), 14, 5, 2,
                                    ATLAS_LABEL_RIGHT | ATLAS_LABEL_LEFT | ATLAS_LABEL_ABOVE, &rect))
        {
          for (guint k = 0; k < placed->len; k++)
            g_assert_false (rects_meet (&rect, &g_array_index (placed, AtlasLabelRect, k)));
          g_array_append_val (placed, rect);
        }
    }
  g_assert_cmpuint (placed->len, >, 200);
}

/* A circle among others has its name off its middle, and none beyond the edge. */
static void
test_placer_corners (void)
{
  g_autoptr (AtlasLabelPlacer) placer = atlas_label_placer_new ();
  const AtlasLabelSides all = ATLAS_LABEL_RIGHT | ATLAS_LABEL_BELOW | ATLAS_LABEL_ABOVE | ATLAS_LABEL_LEFT;
  const AtlasLabelRect bounds = { 0, 0, 200, 200 };
  const AtlasLabelRect around[] = {
    { 40, 80, 40, 40 }, { 120, 80, 40, 40 }, { 105, 60, 8, 20 }, { 105, 120, 8, 20 }
  };
  AtlasLabelRect rect;

  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    atlas_label_placer_block (placer, &around[i]);
  /* The name of a dot would be taken for that of its neighbour. */
  g_assert_false (
    atlas_label_placer_place (placer, 100, 100, 50, 12, 2, 0, ATLAS_LABEL_BELOW | ATLAS_LABEL_RIGHT, &rect));
  g_assert_true (atlas_label_placer_place (placer, 100, 100, 50, 12, 20, 0, all, &rect));
  g_assert_cmpfloat (rect.x, ==, 50);
  g_assert_cmpfloat (rect.y, ==, 68);

  atlas_label_placer_set_bounds (placer, &bounds);
  g_assert_true (atlas_label_placer_place (placer, 195, 20, 50, 12, 5, 0, all, &rect));
  g_assert_cmpfloat (rect.x, ==, 140);
  g_assert_false (atlas_label_placer_place (placer, 195, 190, 50, 12, 5, 0, ATLAS_LABEL_RIGHT, &rect));
  atlas_label_placer_set_bounds (placer, NULL);
  g_assert_true (atlas_label_placer_place (placer, 195, 190, 50, 12, 5, 0, ATLAS_LABEL_RIGHT, &rect));
}

/* Area of a filled path, by counting pixels. */
static double
filled_area (cairo_surface_t *surface)
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  int stride = cairo_image_surface_get_stride (surface);
  const guchar *data;
  double sum = 0;

  cairo_surface_flush (surface);
  data = cairo_image_surface_get_data (surface);
  for (int y = 0; y < height; y++)
    for (int x = 0; x < width; x++)
      sum += data[y * stride + x] / 255.0;

  return sum;
}

static void
test_clip (void)
{
  /* Rings in the unit square, seen in a picture of 100 pixels that shows its quarter from 0.25 to 0.5, and
   * how much of the picture they cover. */
  static const struct
  {
    double xy[10];
    guint n_points;
    double area;
  } cases[] = {
    { { 0, 0, 1, 0, 1, 1, 0, 1 }, 4, 10000 },
    { { 0.3, 0.3, 0.4, 0.3, 0.4, 0.4, 0.3, 0.4 }, 4, 1600 },
    { { 0, 0, 0.375, 0, 0.375, 1, 0, 1 }, 4, 5000 },
    { { 0, 0, 0.2, 0, 0.2, 1, 0, 1 }, 4, 0 },
    /* A triangle whose corners are all outside and whose long side passes through the middle. */
    { { -0.25, 1, -0.25, -0.25, 1, -0.25 }, 3, 5000 },
    { { 0.25, 0.25, 0.5, 0.5, 0.25, 0.5 }, 3, 5000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 100, 100);
      cairo_t *cr = cairo_create (surface);
      g_auto (AtlasShapePath) path = { 0 };

      atlas_shape_path_init (&path, cr, 0.25, 0.25, 400, 100, 100, 4);
      atlas_shape_path_add_ring (&path, cases[i].xy, cases[i].n_points);
      cairo_fill (cr);
      g_assert_cmpfloat_with_epsilon (filled_area (surface), cases[i].area, 30);

      cairo_destroy (cr);
      cairo_surface_destroy (surface);
    }
}

/* Lines are cut to the box too: what remains lies in it, and nothing that was in it is lost. */
static void
test_clip_line (void)
{
  const double xy[] = { -10, 0.3, 10, 0.3, 10, 0.4, -10, 0.4 };
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, 100, 100);
  cairo_t *cr = cairo_create (surface);
  g_auto (AtlasShapePath) path = { 0 };
  double west, north, east, south;

  atlas_shape_path_init (&path, cr, 0.25, 0.25, 400, 100, 100, 4);
  atlas_shape_path_add_line (&path, xy, 4, FALSE);
  cairo_path_extents (cr, &west, &north, &east, &south);
  g_assert_cmpfloat_with_epsilon (west, -4, 0.01);
  g_assert_cmpfloat_with_epsilon (east, 104, 0.01);
  g_assert_cmpfloat_with_epsilon (north, 20, 0.01);
  g_assert_cmpfloat_with_epsilon (south, 60, 0.01);
  cairo_set_line_width (cr, 2);
  cairo_stroke (cr);
  g_assert_cmpfloat_with_epsilon (filled_area (surface), 400, 1);

  cairo_destroy (cr);
  cairo_surface_destroy (surface);
}

static double
luminance (const GdkRGBA *color)
{
  return 0.2126 * pow (color->red, 2.2) + 0.7152 * pow (color->green, 2.2) + 0.0722 * pow (color->blue, 2.2);
}

/* Told apart by lightness alone: each step of the ramp is clearly darker (or lighter) than the one before. */
static void
test_ramp (void)
{
  for (guint dark = 0; dark <= 1; dark++)
    for (guint n = 1; n <= 5; n++)
      {
        GdkRGBA before = atlas_map_style_get (dark)->land;

        for (guint i = 0; i < n; i++)
          {
            const AtlasShadingRule rule = { 0 };
            GdkRGBA color;
            double ratio, rgb[3];

            atlas_shading_get_color (&rule, NULL, n, i, dark, rgb);
            color = (GdkRGBA){ (float) rgb[0], (float) rgb[1], (float) rgb[2], 1 };
            ratio = (luminance (&color) + 0.05) / (luminance (&before) + 0.05);
            g_assert_cmpfloat (dark ? ratio : 1 / ratio, >, 1.12);
            before = color;
          }
      }
}

static guint32
get_pixel (GdkTexture *texture, int x, int y)
{
  int width = gdk_texture_get_width (texture), height = gdk_texture_get_height (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * height);

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  return pixels[y * width + x] & 0xffffff;
}

static guint32
pack (const GdkRGBA *color)
{
  return (guint32) lround (color->red * 255) << 16 | (guint32) lround (color->green * 255) << 8 |
         (guint32) lround (color->blue * 255);
}

static void
test_tile (void)
{
  g_autoptr (AtlasTileLook) look = atlas_tile_look_new (FALSE);
  const AtlasMapStyle *style = atlas_map_style_get (FALSE);
  /* 1/16 of the world: x 3 and y 5 of zoom 4 is from 112.5 to 90 degrees west, 55.8 to 41 north. */
  g_autoptr (GdkTexture) prairie = atlas_tile_paint (look, 4, 3, 5, 256, 1, NULL);
  g_autoptr (GdkTexture) ocean = atlas_tile_paint (look, 4, 6, 7, 300.5, 2, NULL);

  g_assert_cmpint (gdk_texture_get_width (prairie), ==, 257);
  g_assert_cmpint (gdk_texture_get_width (ocean), ==, 303);
  g_assert_cmphex (get_pixel (prairie, 60, 40), ==, pack (&style->land));
  g_assert_cmphex (get_pixel (ocean, 150, 150), ==, pack (&style->water));
}

static gboolean
has_pixel (GdkTexture *texture, int x, int y, guint32 wanted)
{
  for (int i = 0; i < 100; i++)
    if (get_pixel (texture, x + i % 10, y + i / 10) == wanted)
      return TRUE;
  return FALSE;
}

/* Of few people there are dots on the land, and of none that was counted lines; what is hidden recedes and
 * keeps a line of its colour within its border. Over another map all these let it be seen. */
static void
test_tile_patterns (void)
{
  g_autoptr (AtlasTileLook) look = atlas_tile_look_new (FALSE), hatched = atlas_tile_look_new (FALSE);
  const AtlasMapStyle *style = atlas_map_style_get (FALSE);
  const guint32 land = pack (&style->land), neighbour = pack (&style->neighbour), red = 0xff0000;
  guint alberta = atlas_region_find ("CA-AB", -1), saskatchewan = atlas_region_find ("CA-SK", -1);
  g_autoptr (GdkTexture) tile = NULL, other = NULL;
  AtlasTileRaster raster = { cairo_image_surface_create (CAIRO_FORMAT_RGB24, 4, 4), 0, 0, 1 };
  AtlasTileGround ground, sum = { 0 };
  const AtlasTilePlace place = { 4, 3, 5 };

  look->patterns[alberta] = ATLAS_TILE_DOTTED;
  look->patterns[saskatchewan] = ATLAS_TILE_HOLLOW;
  look->fills[saskatchewan] = (GdkRGBA){ 1, 0, 0, 1 };
  hatched->patterns[alberta] = ATLAS_TILE_HATCHED;
  g_assert_false (atlas_tile_look_equal (look, hatched));
  /* As above. Saskatchewan is from 110 to about 102 degrees west. */
  tile = atlas_tile_paint (look, 4, 3, 5, 256, 1, NULL);
  other = atlas_tile_paint (hatched, 4, 3, 5, 256, 1, NULL);
  g_assert_true (has_pixel (tile, 10, 20, land));
  g_assert_cmphex (get_pixel (tile, 90, 20), ==, neighbour);
  g_assert_false (has_pixel (tile, 90, 20, red));
  g_assert_true (has_pixel (tile, 24, 20, red) || has_pixel (tile, 34, 20, red));
  for (int i = 0, differing = 0; i <= 100; i++)
    {
      differing += get_pixel (tile, 10 + i % 10, 20 + i / 10) != get_pixel (other, 10 + i % 10, 20 + i / 10);
      g_assert_true (i < 100 || differing > 10);
    }

  /* White is seen between what is drawn over it, at half its light where the shade is plain. */
  memset (cairo_image_surface_get_data (raster.surface), 0xff,
          (gsize) cairo_image_surface_get_stride (raster.surface) * 4);
  cairo_surface_mark_dirty (raster.surface);
  g_clear_object (&tile);
  tile = atlas_tile_paint (look, 4, 3, 5, 256, 1, &raster);
  g_assert_true (has_pixel (tile, 10, 20, 0xffffff));
  g_assert_cmphex (get_pixel (tile, 90, 20), ==, 0xffffff);

  atlas_tile_ground_find (&ground, &place, &raster, FALSE);
  g_assert_cmpuint (ground.n_samples, ==, 64);
  g_assert_cmpfloat (ground.red, ==, 1);
  atlas_tile_ground_add (&sum, &ground, 100);
  atlas_tile_ground_find (&ground, &place, &raster, TRUE);
  g_assert_cmpfloat (ground.blue, <, 0.7);
  for (guint i = 0; i < 50; i++)
    atlas_tile_ground_add (&sum, &ground, 100);
  g_assert_cmpuint (sum.n_samples, ==, 100);
  g_assert_cmpfloat_with_epsilon (sum.blue, ground.blue, 0.01);
  /* The ocean is no ground of a region. */
  atlas_tile_ground_find (&ground, &(AtlasTilePlace){ 4, 6, 7 }, &raster, FALSE);
  g_assert_cmpuint (ground.n_samples, ==, 0);
  cairo_surface_destroy (raster.surface);
}

/* Lakes lie over the shades of the regions that run across them. */
static void
test_tile_lakes (void)
{
  g_autoptr (AtlasTileLook) look = atlas_tile_look_new (TRUE);
  g_autoptr (GdkTexture) tile = NULL;
  GdkRGBA red = { 1, 0, 0, 1 };
  const AtlasMapStyle *style = atlas_map_style_get (TRUE);

  for (guint i = 0; i < ATLAS_TILE_MAX_REGIONS; i++)
    look->fills[i] = red;
  /* Zoom 5, x 8, y 11: 90 to 78.75 west, 48.9 to 41 north. Lake Michigan is at 87 west, 43.5 north; the
   * middle of lower Michigan at 84.5 west. */
  tile = atlas_tile_paint (look, 5, 8, 11, 256, 1, NULL);
  g_assert_cmphex (get_pixel (tile, 68, 178), ==, pack (&style->water));
  g_assert_cmphex (get_pixel (tile, 125, 178), ==, 0xff0000);
}

/* Counties take over zoomed in, and give way a little later than they came; Canada has none. */
static void
test_level (void)
{
  guint texas = atlas_region_find ("US-TX", -1), ontario = atlas_region_find ("CA-ON", -1);
  const AtlasAreas regions = ATLAS_AREAS_REGIONS, counties = ATLAS_AREAS_COUNTIES;
  const struct
  {
    AtlasMapAreas wanted;
    AtlasAreas present;
    double zoom;
    guint region;
    AtlasAreas level;
  } cases[] = {
    { ATLAS_MAP_AREAS_BY_ZOOM, regions, 3, texas, regions },
    { ATLAS_MAP_AREAS_BY_ZOOM, regions, 5.4, texas, regions },
    { ATLAS_MAP_AREAS_BY_ZOOM, regions, 5.5, texas, counties },
    { ATLAS_MAP_AREAS_BY_ZOOM, counties, 5.4, texas, counties },
    { ATLAS_MAP_AREAS_BY_ZOOM, counties, 5.19, texas, regions },
    { ATLAS_MAP_AREAS_BY_ZOOM, counties, 9, ontario, regions },
    { ATLAS_MAP_AREAS_BY_ZOOM, counties, 9, ATLAS_REGION_NONE, counties },
    { ATLAS_MAP_AREAS_BY_ZOOM, regions, 9, ATLAS_REGION_NONE, regions },
    { ATLAS_MAP_AREAS_REGIONS, counties, 9, texas, regions },
    { ATLAS_MAP_AREAS_COUNTIES, regions, 2, ontario, counties },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (
      atlas_map_level_choose (cases[i].wanted, cases[i].present, cases[i].zoom, cases[i].region), ==,
      cases[i].level);
  for (guint i = 0; i < ATLAS_MAP_N_AREAS; i++)
    g_assert_cmpint (atlas_map_areas_find (atlas_map_areas_get_name (i)), ==, i);
  g_assert_cmpint (atlas_map_areas_find ("towns"), ==, -1);
  g_assert_true (atlas_map_level_has_counties (texas));
  g_assert_true (atlas_map_level_has_counties (atlas_region_find ("US-PR", -1)));
  g_assert_false (atlas_map_level_has_counties (ontario));
}

/* A county is filled where it lies; another, and what lies beside them, is the land's own colour. */
static void
test_tile_counties (void)
{
  g_autoptr (AtlasTileLook) look = atlas_tile_look_new (FALSE);
  g_autoptr (AtlasTileLook) same = atlas_tile_look_new (FALSE);
  g_autoptr (GdkTexture) tile = NULL;
  const AtlasMapStyle *style = atlas_map_style_get (FALSE);
  AtlasTileRaster raster = { .size = 1 };
  cairo_surface_t *white;
  cairo_t *cr;
  const double size = 1 << 7;
  double x = atlas_mercator_x (-95.37), y = atlas_mercator_y (29.85);
  guint column = (guint) (x * size), row = (guint) (y * size);
  int px = (int) ((x * size - column) * 256), py = (int) ((y * size - row) * 256);

  look->with_counties = TRUE;
  look->county_fills[2] = (GdkRGBA){ 1, 0, 0, 1 };
  look->counties[48201] = 3;
  tile = atlas_tile_paint (look, 7, column, row, 256, 1, NULL);
  g_assert_cmphex (get_pixel (tile, px, py), ==, 0xff0000);
  g_assert_false (atlas_tile_look_equal (look, same));

  /* Over another map at half strength, as regions are. */
  white = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 8, 8);
  cr = cairo_create (white);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_destroy (cr);
  raster.surface = white;
  g_clear_object (&tile);
  tile = atlas_tile_paint (look, 7, column, row, 256, 1, &raster);
  g_assert_cmphex (get_pixel (tile, px, py) >> 16, ==, 0xff);
  g_assert_cmpint (ABS ((int) (get_pixel (tile, px, py) & 0xff) - 0x80), <=, 1);
  cairo_surface_destroy (white);

  look->counties[48201] = 0;
  g_clear_object (&tile);
  tile = atlas_tile_paint (look, 7, column, row, 256, 1, NULL);
  g_assert_cmphex (get_pixel (tile, px, py), ==, pack (&style->land));
  look->with_counties = FALSE;
  g_assert_true (atlas_tile_look_equal (look, same));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/map/short-counts", test_short_counts);
  g_test_add_func ("/map/members", test_members);
  g_test_add_func ("/map/scale", test_scale);
  g_test_add_func ("/map/radius", test_radius);
  g_test_add_func ("/map/merge", test_merge);
  g_test_add_func ("/map/find", test_find);
  g_test_add_func ("/map/bins", test_bins);
  g_test_add_func ("/map/mark-spots", test_mark_spots);
  g_test_add_func ("/map/mark-sides", test_mark_sides);
  g_test_add_func ("/map/placer", test_placer);
  g_test_add_func ("/map/placer-corners", test_placer_corners);
  g_test_add_func ("/map/clip", test_clip);
  g_test_add_func ("/map/clip-line", test_clip_line);
  g_test_add_func ("/map/ramp", test_ramp);
  g_test_add_func ("/map/tile", test_tile);
  g_test_add_func ("/map/tile-patterns", test_tile_patterns);
  g_test_add_func ("/map/tile-lakes", test_tile_lakes);
  g_test_add_func ("/map/level", test_level);
  g_test_add_func ("/map/tile-counties", test_tile_counties);
  return g_test_run ();
}
