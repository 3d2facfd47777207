/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the map shows: where it looks, how it is shaded, when it is done. */
#include <math.h>

#include "atlas-label-text.h"
#include "atlas-map-legend.h"
#include "atlas-map-numerals.h"
#include "atlas-map-style.h"
#include "atlas-region.h"
#include "map-fixture.h"
#include "map-points.h"

/* (transfer full): the whole map, a row after the other */
static guint32 *
take_picture (MapFixture *self)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->map));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  guint32 *pixels = g_new (guint32, MAP_FIXTURE_WIDTH * MAP_FIXTURE_HEIGHT);

  map_fixture_settle (self);
  gdk_paintable_snapshot (paintable, snapshot, MAP_FIXTURE_WIDTH, MAP_FIXTURE_HEIGHT);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, MAP_FIXTURE_WIDTH, MAP_FIXTURE_HEIGHT));
  gdk_texture_download (texture, (guchar *) pixels, MAP_FIXTURE_WIDTH * 4);
  return pixels;
}

static guint32
get_color (MapFixture *self, double latitude, double longitude)
{
  g_autofree guint32 *pixels = NULL;
  double x, y;

  atlas_map_view_go_to (self->map, latitude, longitude, 6, FALSE);
  map_fixture_settle (self);
  map_fixture_get_pixel (self, latitude, longitude, &x, &y);
  g_assert_true (x >= 0 && y >= 0 && x < MAP_FIXTURE_WIDTH && y < MAP_FIXTURE_HEIGHT);
  pixels = take_picture (self);
  return pixels[(int) y * MAP_FIXTURE_WIDTH + (int) x] & 0xffffff;
}

static guint32
pack (const GdkRGBA *color)
{
  return (guint32) lround (color->red * 255) << 16 | (guint32) lround (color->green * 255) << 8 |
         (guint32) lround (color->blue * 255);
}

static void
test_extents (MapFixture *self, gconstpointer data)
{
  /* In sight or not, of each extent. */
  static const struct
  {
    AtlasMapExtent extent;
    double latitude, longitude;
    gboolean seen;
  } cases[] = {
    { ATLAS_MAP_EXTENT_ALL, 61.2, -149.9, TRUE },    { ATLAS_MAP_EXTENT_ALL, 21.3, -157.9, TRUE },
    { ATLAS_MAP_EXTENT_ALL, 18.4, -66.1, TRUE },     { ATLAS_MAP_EXTENT_ALL, 47.6, -52.7, TRUE },
    { ATLAS_MAP_EXTENT_CANADA, 43.65, -79.4, TRUE }, { ATLAS_MAP_EXTENT_CANADA, 47.6, -52.7, TRUE },
    { ATLAS_MAP_EXTENT_CANADA, 48.4, -123.4, TRUE }, { ATLAS_MAP_EXTENT_CANADA, 25.8, -80.2, FALSE },
    { ATLAS_MAP_EXTENT_USA, 25.8, -80.2, TRUE },     { ATLAS_MAP_EXTENT_USA, 47.6, -122.3, TRUE },
    { ATLAS_MAP_EXTENT_USA, 44.8, -68.8, TRUE },     { ATLAS_MAP_EXTENT_USA, 61.2, -149.9, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      double x, y;

      atlas_map_view_show_extent (self->map, cases[i].extent, FALSE);
      map_fixture_get_pixel (self, cases[i].latitude, cases[i].longitude, &x, &y);
      g_assert_cmpint (x >= 0 && y >= 0 && x <= MAP_FIXTURE_WIDTH && y <= MAP_FIXTURE_HEIGHT, ==,
                       cases[i].seen);
      g_assert_cmpint (atlas_map_view_is_fitted_to_all (self->map), ==,
                       cases[i].extent == ATLAS_MAP_EXTENT_ALL);
    }

  for (guint region = 0; region < atlas_region_get_n (); region += 7)
    {
      double latitude, longitude, x, y;

      atlas_region_get_label_point (region, &latitude, &longitude);
      atlas_map_view_show_region (self->map, region, FALSE);
      map_fixture_get_pixel (self, latitude, longitude, &x, &y);
      g_assert_true (x > 0 && y > 0 && x < MAP_FIXTURE_WIDTH && y < MAP_FIXTURE_HEIGHT);
    }
}

/* Where it is told to go, there it is. */
static void
test_positions (MapFixture *self, gconstpointer data)
{
  for (double wanted = 3; wanted <= 14; wanted += 0.35)
    {
      double latitude, longitude, zoom;

      atlas_map_view_go_to (self->map, 45.42, -75.69, wanted, FALSE);
      atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
      g_assert_cmpfloat_with_epsilon (latitude, 45.42, 1e-9);
      g_assert_cmpfloat_with_epsilon (longitude, -75.69, 1e-9);
      g_assert_cmpfloat_with_epsilon (zoom, wanted, 1e-9);
    }

  /* No nearer than there is something to see, and never the world twice. */
  atlas_map_view_go_to (self->map, 45, -75, 30, FALSE);
  g_assert_cmpfloat_with_epsilon (atlas_map_view_get_zoom (self->map), 14, 1e-9);
  atlas_map_view_go_to (self->map, 89, 179, 0, FALSE);
  g_assert_cmpfloat (256 * exp2 (atlas_map_view_get_zoom (self->map)), >=, MAP_FIXTURE_WIDTH - 1e-6);
}

static void
on_classes_changed (guint *n)
{
  (*n)++;
}

/* Provinces at home in which nobody lives are none of those that the legend counts. */
static guint
count_abroad (void)
{
  guint n = 0;

  for (guint i = 0; i < atlas_region_get_n (); i++)
    n += strcmp (atlas_region_get_country (i), "RW") != 0;
  return n;
}

static void
test_classes (MapFixture *self, gconstpointer data)
{
  const double three[][2] = { { 45.4, -75.7 }, { 47.5, -72.0 }, { 49.9, -97.1 } };
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  guint n_changes = 0;
  guint n, n_regions = 0;

  g_signal_connect_swapped (self->map, "classes-changed", G_CALLBACK (on_classes_changed), &n_changes);
  g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 0);

  /* Nobody: all in the class of zero. */
  map_fixture_set_points (self, map_fixture_points_at (three, 0, 1));
  g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 1);
  g_assert_cmpuint (classes[0].high, ==, 0);
  g_assert_cmpuint (classes[0].n_regions, ==, count_abroad ());
  g_assert_cmpuint (n_changes, ==, 1);

  /* The same number everywhere where somebody is. */
  map_fixture_set_points (self, map_fixture_points_at (three, 3, 4));
  g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 2);
  g_assert_cmpuint (classes[1].low, ==, 4);
  g_assert_cmpuint (classes[1].high, ==, 4);
  g_assert_cmpuint (classes[1].n_regions, ==, 3);
  g_assert_cmpuint (n_changes, ==, 2);

  /* The same classes again are no change. */
  map_fixture_set_points (self, map_fixture_points_at (three, 3, 4));
  g_assert_cmpuint (n_changes, ==, 2);

  map_fixture_set_points (self, map_points_new (20000, 5));
  n = atlas_map_view_get_classes (self->map, classes);
  g_assert_cmpuint (n, >=, 5);
  for (guint i = 0; i < n; i++)
    {
      g_assert_cmpuint (classes[i].low, <=, classes[i].high);
      /* Without a gap, but for the one below the least that there is. */
      if (i > 1)
        g_assert_cmpuint (classes[i].low, ==, classes[i - 1].high + 1);
      n_regions += classes[i].n_regions;
    }
  g_assert_cmpuint (n_regions, ==, count_abroad ());

  atlas_map_view_set_show_regions (self->map, FALSE);
  g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 0);
}

/* In Manitoba, where no town is, no lake and no label. */
#define FOREST 50.85, -100.2

/* What is painted is what the legend says, in light and dark; nobody there is the land's own colour. */
static void
test_colors (MapFixture *self, gconstpointer data)
{
  const double winnipeg[][2] = { { 49.9, -97.1 } };
  guint32 water[2], land[2], class_color[2];

  atlas_map_view_set_show_clusters (self->map, FALSE);
  for (guint dark = 0; dark <= 1; dark++)
    {
      AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];

      atlas_map_view_set_dark (self->map, dark);
      map_fixture_set_points (self, map_fixture_points_at (winnipeg, 0, 1));
      land[dark] = get_color (self, FOREST);
      water[dark] = get_color (self, ATLANTIC);
      g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 1);
      g_assert_cmphex (land[dark], ==, pack (&classes[0].color));

      map_fixture_set_points (self, map_fixture_points_at (winnipeg, 1, 30));
      g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 2);
      class_color[dark] = get_color (self, FOREST);
      g_assert_cmphex (class_color[dark], ==, pack (&classes[1].color));
      g_assert_cmphex (class_color[dark], !=, land[dark]);
      g_assert_cmphex (get_color (self, ATLANTIC), ==, water[dark]);

      /* What is hidden is not what is empty. */
      atlas_map_view_set_class_hidden (self->map, 1, TRUE);
      map_fixture_settle (self);
      g_assert_cmphex (get_color (self, FOREST), !=, land[dark]);
      g_assert_cmphex (get_color (self, FOREST), !=, class_color[dark]);
      atlas_map_view_show_all_classes (self->map);
      map_fixture_settle (self);
      g_assert_cmphex (get_color (self, FOREST), ==, class_color[dark]);

      atlas_map_view_set_show_regions (self->map, FALSE);
      map_fixture_settle (self);
      g_assert_cmphex (get_color (self, FOREST), ==, land[dark]);
      atlas_map_view_set_show_regions (self->map, TRUE);
      map_fixture_set_points (self, NULL);
      g_assert_cmphex (get_color (self, FOREST), ==, land[dark]);
    }
  g_assert_cmphex (land[0], !=, land[1]);
  g_assert_cmphex (water[0], !=, water[1]);
  g_assert_cmphex (class_color[0], !=, class_color[1]);
}

static void
on_settled (AtlasMapView *map, GParamSpec *pspec, guint *n)
{
  *n += atlas_map_view_is_settled (map);
}

static void
test_settled (MapFixture *self, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (self->map, "notify::settled", G_CALLBACK (on_settled), &n);
  map_fixture_run (300);
  g_assert_true (atlas_map_view_is_settled (self->map));
  g_assert_cmpuint (n, ==, 0);

  map_fixture_set_points (self, map_points_new (1000, 2));
  g_assert_cmpuint (n, ==, 1);
  atlas_map_view_set_points (self->map, self->points);
  g_assert_true (atlas_map_view_is_settled (self->map));

  /* Out of sight it waits, and goes on when it is seen again. */
  gtk_widget_set_visible (GTK_WIDGET (self->map), FALSE);
  atlas_map_view_set_dark (self->map, TRUE);
  map_fixture_run (50);
  g_assert_false (atlas_map_view_is_settled (self->map));
  gtk_widget_set_visible (GTK_WIDGET (self->map), TRUE);
  map_fixture_settle (self);
}

/* Hot where people are, and nowhere else; of nobody, nothing. */
static void
test_heat (MapFixture *self, gconstpointer data)
{
  const double positions[][2] = { { MANITOBA } };
  guint32 there, away;

  g_object_set (self->map, "show-clusters", FALSE, "show-regions", FALSE, NULL);
  map_fixture_set_points (self, map_fixture_points_at (positions, 1, 50));
  there = get_color (self, MANITOBA);
  away = get_color (self, ATLANTIC);

  g_object_set (self->map, "show-heat", TRUE, NULL);
  g_assert_false (atlas_map_view_is_settled (self->map));
  g_assert_cmphex (get_color (self, MANITOBA), !=, there);
  g_assert_cmphex (get_color (self, ATLANTIC), ==, away);
  /* The deep end of the ramp is darker and redder than land. */
  there = get_color (self, MANITOBA);
  g_assert_cmpuint (there >> 16 & 0xff, >, 2 * (there & 0xff));

  map_fixture_set_points (self, map_fixture_points_at (positions, 1, 0));
  g_assert_cmphex (get_color (self, MANITOBA), !=, there);
  g_object_set (self->map, "show-heat", FALSE, NULL);
  map_fixture_settle (self);
}

static GskRenderNode *
append_numeral (AtlasMapNumeral *numeral, double x, double y, const GdkRGBA *color)
{
  GtkSnapshot *snapshot = gtk_snapshot_new ();

  atlas_map_numeral_append (numeral, snapshot, x, y, color);
  return gtk_snapshot_free_to_node (snapshot);
}

/* Laid out once and put anywhere; in another colour drawn anew. */
static void
test_numerals (MapFixture *self, gconstpointer data)
{
  AtlasMapNumerals *numerals = atlas_map_numerals_new (GTK_WIDGET (self->map), PANGO_WEIGHT_BOLD, "tnum=1");
  AtlasMapNumeral *numeral = atlas_map_numerals_get (numerals, 1234, 10);
  const GdkRGBA white = { 1, 1, 1, 1 }, black = { 0, 0, 0, 1 };
  g_autoptr (GskRenderNode) first = append_numeral (numeral, 30, 40, &white);
  g_autoptr (GskRenderNode) second = append_numeral (numeral, 130, 60, &white);
  g_autoptr (GskRenderNode) third = append_numeral (numeral, 30, 40, &black);
  graphene_rect_t here, there;
  int width, height, larger;

  g_assert_true (atlas_map_numerals_get (numerals, 1234, 10) == numeral);
  g_assert_true (atlas_map_numerals_get (numerals, 1235, 10) == numeral); /* "1.2k" both */
  g_assert_true (atlas_map_numerals_get (numerals, 1234, 15) != numeral);
  atlas_map_numeral_get_size (numeral, &width, &height);
  g_assert_cmpint (width, >, height);
  atlas_map_numeral_get_size (atlas_map_numerals_get (numerals, 1234, 15), &larger, &height);
  g_assert_cmpint (larger, >, width);

  gsk_render_node_get_bounds (first, &here);
  gsk_render_node_get_bounds (second, &there);
  g_assert_cmpfloat_with_epsilon (there.origin.x - here.origin.x, 100, 0.01);
  g_assert_cmpfloat_with_epsilon (there.origin.y - here.origin.y, 20, 0.01);
  g_assert_true (gsk_transform_node_get_child (first) == gsk_transform_node_get_child (second));
  g_assert_true (gsk_transform_node_get_child (first) != gsk_transform_node_get_child (third));

  atlas_map_numerals_forget (numerals);
  atlas_map_numerals_free (numerals);
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (root, type) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find (child, type);
  return found;
}

/* At rest nothing comes that it could wait for. */
static void
test_legend (MapFixture *self, gconstpointer data)
{
  GtkWidget *legend = find (GTK_WIDGET (self->map), ATLAS_TYPE_MAP_LEGEND);

  map_fixture_set_points (self, map_points_new (500, 1));
  /* Where all tiles are new ones. */
  atlas_map_view_go_to (self->map, MANITOBA, 5.3, FALSE);
  map_fixture_settle (self);
  for (guint i = 0; i < 2; i++)
    {
      gboolean show = !gtk_widget_get_visible (legend);

      atlas_map_view_set_show_legend (self->map, show);
      g_assert_true (gtk_widget_get_visible (legend) == show);
    }
  atlas_map_view_set_show_legend (self->map, TRUE);
  map_fixture_set_points (self, map_points_new (0, 1));
  g_assert_false (gtk_widget_get_visible (legend));
}

/* Beneath all, for where no tile stands yet. */
static void
test_ground (MapFixture *self, gconstpointer data)
{
  GtkWidget *map = GTK_WIDGET (self->map);

  for (guint dark = 0; dark < 2; dark++)
    {
      GtkSnapshot *snapshot = gtk_snapshot_new ();
      g_autoptr (GskRenderNode) node = NULL;
      GskRenderNode *ground;

      atlas_map_view_set_dark (self->map, dark);
      map_fixture_settle (self);
      GTK_WIDGET_GET_CLASS (map)->snapshot (map, snapshot);
      node = gtk_snapshot_free_to_node (snapshot);
      g_assert_cmpint (gsk_render_node_get_node_type (node), ==, GSK_CONTAINER_NODE);
      ground = gsk_container_node_get_child (node, 0);
      g_assert_cmpint (gsk_render_node_get_node_type (ground), ==, GSK_COLOR_NODE);
      g_assert_true (gdk_rgba_equal (gsk_color_node_get_color (ground), &atlas_map_style_get (dark)->water));
    }
}

#define ADD(name, test) \
  g_test_add ("/map-view/" name, MapFixture, NULL, map_fixture_set_up, test, map_fixture_tear_down)

/* What is written on the map stands where it would if these people had been there from the beginning. */
static void
test_labels (MapFixture *self, gconstpointer data)
{
  g_autofree guint32 *after_many = NULL;
  g_autofree guint32 *anew = NULL;
  g_autofree guint32 *many = NULL;

  atlas_map_view_show_extent (self->map, ATLAS_MAP_EXTENT_USA, FALSE);
  map_fixture_set_points (self, map_points_new (5000, 1));
  many = take_picture (self);
  map_fixture_set_points (self, map_points_new (3, 1));
  after_many = take_picture (self);

  /* Elsewhere and back: all is placed anew. */
  atlas_map_view_show_extent (self->map, ATLAS_MAP_EXTENT_CANADA, FALSE);
  map_fixture_settle (self);
  atlas_map_view_show_extent (self->map, ATLAS_MAP_EXTENT_USA, FALSE);
  anew = take_picture (self);
  g_assert_cmpmem (after_many, MAP_FIXTURE_WIDTH * MAP_FIXTURE_HEIGHT * 4, anew,
                   MAP_FIXTURE_WIDTH * MAP_FIXTURE_HEIGHT * 4);
  g_assert_true (memcmp (many, anew, MAP_FIXTURE_WIDTH * MAP_FIXTURE_HEIGHT * 4) != 0);
}

/* One new thing a frame with no time at all, and what was made stays. */
static void
test_label_budget (MapFixture *self, gconstpointer data)
{
  g_autoptr (AtlasLabelTexts) texts = atlas_label_texts_new (GTK_WIDGET (self->map));
  AtlasLabelText *ottawa, *kigali;

  atlas_label_texts_begin (texts, FALSE, 1, 0);
  ottawa = atlas_label_texts_measure (texts, ATLAS_LABEL_CITY, "Ottawa");
  g_assert_nonnull (ottawa);
  g_assert_cmpfloat (ottawa->width, >, ottawa->height);
  g_assert_null (atlas_label_texts_measure (texts, ATLAS_LABEL_CITY, "Kigali"));
  g_assert_true (atlas_label_texts_measure (texts, ATLAS_LABEL_CITY, "Ottawa") == ottawa);
  g_assert_false (atlas_label_texts_draw (texts, ottawa));
  g_assert_null (ottawa->texture);

  atlas_label_texts_begin (texts, FALSE, 1, 0);
  g_assert_true (atlas_label_texts_draw (texts, ottawa));
  g_assert_cmpint (gdk_texture_get_width (ottawa->texture), >=, (int) ottawa->width);
  g_assert_true (atlas_label_texts_draw (texts, ottawa));
  g_assert_null (atlas_label_texts_measure (texts, ATLAS_LABEL_CITY, "Kigali"));

  /* With all the time there is; and each of them of its own class. */
  atlas_label_texts_begin (texts, FALSE, 1, G_MAXINT64);
  kigali = atlas_label_texts_measure (texts, ATLAS_LABEL_CITY, "Kigali");
  g_assert_true (kigali != NULL && atlas_label_texts_draw (texts, kigali));
  g_assert_true (atlas_label_texts_measure (texts, ATLAS_LABEL_METROPOLIS, "Kigali") != kigali);

  /* Other colours are other pictures. */
  atlas_label_texts_begin (texts, TRUE, 1, G_MAXINT64);
  g_assert_null (atlas_label_texts_measure (texts, ATLAS_LABEL_CITY, "Ottawa")->texture);
}

int
main (int argc, char *argv[])
{
  map_fixture_init (&argc, &argv);
  ADD ("extents", test_extents);
  ADD ("positions", test_positions);
  ADD ("classes", test_classes);
  ADD ("colors", test_colors);
  ADD ("heat", test_heat);
  ADD ("settled", test_settled);
  ADD ("labels", test_labels);
  ADD ("numerals", test_numerals);
  ADD ("label-budget", test_label_budget);
  ADD ("legend", test_legend);
  ADD ("ground", test_ground);
  return g_test_run ();
}
