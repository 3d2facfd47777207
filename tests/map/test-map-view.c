/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map as a person uses it: pointer, keyboard, what it says and what it paints. */
#include <locale.h>
#include <math.h>
#include <shumate/shumate.h>

#include "atlas-map-view.h"
#include "atlas-mercator.h"
#include "atlas-region.h"
#include "map-points.h"

#define WIDTH      800
#define HEIGHT     600
#define PATIENCE_S 60

typedef struct
{
  GtkWindow *window;
  AtlasMapView *map;
  GtkWidget *shumate;
  AtlasPointSet *points;

  /* What was emitted last. */
  guint region;
  gint64 member, mark;
  guint cluster;
  gboolean marks;
  double latitude, longitude;
  guint n_emitted;
} Fixture;

/* Waiting. */

static gboolean
on_timeout (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, on_timeout, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static void
settle (Fixture *self)
{
  gboolean too_long = FALSE;
  guint timeout = g_timeout_add_seconds (PATIENCE_S, on_timeout, &too_long);

  while (!atlas_map_view_is_settled (self->map) && !too_long)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (too_long);
  g_source_remove (timeout);
}

/* The pointer. */

static gpointer
find_controller (GtkWidget *widget, GType type, const char *signal)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = g_list_model_get_n_items (controllers); i > 0; i--)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i - 1);

      if (G_TYPE_CHECK_INSTANCE_TYPE (controller, type) &&
          g_signal_has_handler_pending (controller, g_signal_lookup (signal, type), 0, FALSE))
        return controller;
    }
  g_assert_not_reached ();
}

static void
get_pixel (Fixture *self, double latitude, double longitude, double *x, double *y)
{
  double centre_latitude, centre_longitude, zoom, world;

  atlas_map_view_get_position (self->map, &centre_latitude, &centre_longitude, &zoom);
  world = 256 * exp2 (zoom);
  *x = (atlas_mercator_x (longitude) - atlas_mercator_x (centre_longitude)) * world +
       gtk_widget_get_width (self->shumate) / 2.0;
  *y = (atlas_mercator_y (latitude) - atlas_mercator_y (centre_latitude)) * world +
       gtk_widget_get_height (self->shumate) / 2.0;
}

static void
press (Fixture *self, double latitude, double longitude, int n_press, gboolean dragged)
{
  GObject *click = find_controller (self->shumate, GTK_TYPE_GESTURE_CLICK, "released");
  double x, y;

  get_pixel (self, latitude, longitude, &x, &y);
  g_signal_emit_by_name (click, "pressed", n_press, x, y);
  if (dragged)
    g_signal_emit_by_name (click, "stopped");
  g_signal_emit_by_name (click, "released", n_press, x, y);
}

static void
click (Fixture *self, double latitude, double longitude)
{
  press (self, latitude, longitude, 1, FALSE);
}

static gboolean
has_tooltip (Fixture *self, double latitude, double longitude)
{
  g_autoptr (GObject) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean shown = FALSE;
  double x, y;

  get_pixel (self, latitude, longitude, &x, &y);
  g_signal_emit_by_name (self->shumate, "query-tooltip", (int) x, (int) y, FALSE, tooltip, &shown);
  return shown;
}

/* The keyboard: what GTK would do with the key while the map has the focus. */
static gboolean
press_key (Fixture *self, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->map));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GListModel) shortcuts = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (shortcuts))
        continue;
      for (guint k = 0; k < g_list_model_get_n_items (shortcuts); k++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, k);
          GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

          if (GTK_IS_KEYVAL_TRIGGER (trigger) &&
              gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == key)
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0,
                                                 GTK_WIDGET (self->map),
                                                 gtk_shortcut_get_arguments (shortcut));
        }
    }
  g_assert_not_reached ();
}

/* The view. */

static void
on_region (Fixture *self, guint region)
{
  self->region = region;
  self->n_emitted++;
}

static void
on_member (Fixture *self, gint64 member)
{
  self->member = member;
  self->n_emitted++;
}

static void
on_cluster (Fixture *self, GArray *rows)
{
  self->cluster = rows->len;
  self->n_emitted++;
}

static void
on_mark (Fixture *self, gint64 mark)
{
  self->mark = mark;
  self->n_emitted++;
}

static void
on_marks (Fixture *self, double latitude, double longitude)
{
  self->marks = TRUE;
  self->latitude = latitude;
  self->longitude = longitude;
  self->n_emitted++;
}

static void
on_picked (Fixture *self, double latitude, double longitude)
{
  self->latitude = latitude;
  self->longitude = longitude;
  self->n_emitted++;
}

static void
set_up (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *signal;
    GCallback handler;
  } signals[] = {
    { "region-activated", G_CALLBACK (on_region) },   { "member-activated", G_CALLBACK (on_member) },
    { "cluster-activated", G_CALLBACK (on_cluster) }, { "mark-activated", G_CALLBACK (on_mark) },
    { "marks-activated", G_CALLBACK (on_marks) },     { "place-picked", G_CALLBACK (on_picked) },
  };

  self->region = ATLAS_REGION_NONE;
  self->window = GTK_WINDOW (gtk_window_new ());
  self->map = ATLAS_MAP_VIEW (atlas_map_view_new ());
  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_swapped (self->map, signals[i].signal, signals[i].handler, self);
  gtk_window_set_decorated (self->window, FALSE);
  gtk_window_set_default_size (self->window, WIDTH, HEIGHT);
  gtk_window_set_child (self->window, GTK_WIDGET (self->map));
  gtk_window_present (self->window);
  self->shumate = gtk_widget_get_first_child (gtk_widget_get_first_child (GTK_WIDGET (self->map)));
  g_assert_true (SHUMATE_IS_MAP (self->shumate));
  settle (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  gtk_window_destroy (self->window);
  g_clear_object (&self->points);
  run (20);
}

/* @n members at each of these positions. */
static AtlasPointSet *
points_at (const double (*positions)[2], guint n_positions, guint n)
{
  AtlasPoint *points = g_new0 (AtlasPoint, n_positions * n);
  g_autoptr (AtlasPointIndex) index = NULL;

  for (guint i = 0; i < n_positions * n; i++)
    points[i] = (AtlasPoint){
      .id = i + 1,
      .x = atlas_mercator_x (positions[i / n][1]),
      .y = atlas_mercator_y (positions[i / n][0]),
      .region = atlas_region_at (positions[i / n][0], positions[i / n][1]),
      .place = ATLAS_POINT_NO_PLACE,
      .education = ATLAS_POINT_NO_EDUCATION,
      .occupation = 0xffff,
      .has = ATLAS_POINT_HAS_LOCATION,
    };
  index = atlas_point_index_new (points, n_positions * n);
  return atlas_point_set_new (index, NULL);
}

static void
set_points (Fixture *self, AtlasPointSet *points)
{
  g_clear_object (&self->points);
  self->points = points;
  atlas_map_view_set_points (self->map, points);
  settle (self);
}

static guint32
get_color (Fixture *self, double latitude, double longitude)
{
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (GTK_WIDGET (self->map));
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree guint32 *pixels = g_new (guint32, WIDTH * HEIGHT);
  double x, y;

  get_pixel (self, latitude, longitude, &x, &y);
  g_assert_true (x >= 0 && y >= 0 && x < WIDTH && y < HEIGHT);
  gdk_paintable_snapshot (paintable, snapshot, WIDTH, HEIGHT);
  node = gtk_snapshot_free_to_node (snapshot);
  g_assert_nonnull (node);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (self->window)), node,
                                         &GRAPHENE_RECT_INIT (0, 0, WIDTH, HEIGHT));
  gdk_texture_download (texture, (guchar *) pixels, WIDTH * 4);
  return pixels[(int) y * WIDTH + (int) x] & 0xffffff;
}

static guint32
pack (const GdkRGBA *color)
{
  return (guint32) lround (color->red * 255) << 16 | (guint32) lround (color->green * 255) << 8 |
         (guint32) lround (color->blue * 255);
}

/* Places that no label, circle or line of these tests lies on. */
#define MANITOBA 54.0, -101.5
#define ATLANTIC 33.0, -60.0
#define MEXICO   25.2, -104.6

static void
test_regions (Fixture *self, gconstpointer data)
{
  guint manitoba = atlas_region_find ("CA-MB", -1);

  set_points (self, map_points_new (300, 3));
  atlas_map_view_set_show_clusters (self->map, FALSE);
  click (self, MANITOBA);
  g_assert_cmpuint (self->region, ==, manitoba);
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, manitoba);
  g_assert_false (atlas_map_view_is_settled (self->map));
  settle (self);

  /* The end of a drag is no click. */
  press (self, MEXICO, 1, TRUE);
  g_assert_cmpuint (self->n_emitted, ==, 1);

  /* Water and other countries choose nobody in particular. */
  click (self, MEXICO);
  g_assert_cmpuint (self->n_emitted, ==, 2);
  g_assert_cmpuint (self->region, ==, ATLAS_REGION_NONE);
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, ATLAS_REGION_NONE);
  click (self, MANITOBA);
  click (self, ATLANTIC);
  g_assert_cmpuint (self->region, ==, ATLAS_REGION_NONE);
}

static void
test_tooltips (Fixture *self, gconstpointer data)
{
  const double ottawa[][2] = { { 45.4, -75.7 } };
  AtlasMapMark mark = { 5, 21.0, -80.0, "Town hall" };

  g_assert_true (has_tooltip (self, MANITOBA));
  g_assert_false (has_tooltip (self, ATLANTIC));
  set_points (self, points_at (ottawa, 1, 5));
  g_assert_true (has_tooltip (self, 45.4, -75.7));
  g_assert_false (has_tooltip (self, mark.latitude, mark.longitude));
  atlas_map_view_set_marks (self->map, &mark, 1);
  settle (self);
  g_assert_true (has_tooltip (self, mark.latitude, mark.longitude));
  atlas_map_view_set_picking (self->map, TRUE);
  g_assert_false (has_tooltip (self, MANITOBA));
}

static void
test_hover (Fixture *self, gconstpointer data)
{
  GObject *motion = find_controller (self->shumate, GTK_TYPE_EVENT_CONTROLLER_MOTION, "leave");
  double x, y;

  get_pixel (self, MANITOBA, &x, &y);
  g_signal_emit_by_name (motion, "motion", x, y);
  g_assert_false (atlas_map_view_is_settled (self->map));
  settle (self);
  g_signal_emit_by_name (motion, "leave");
  g_assert_false (atlas_map_view_is_settled (self->map));
  settle (self);
}

static const struct
{
  const char *name;
  guint key;
  double east, north, zoom; /* which way it goes: the sign */
} moves[] = {
  { "left", GDK_KEY_Left, -1, 0, 0 },
  { "right", GDK_KEY_Right, 1, 0, 0 },
  { "up", GDK_KEY_Up, 0, 1, 0 },
  { "down", GDK_KEY_KP_Down, 0, -1, 0 },
  { "plus", GDK_KEY_plus, 0, 0, 1 },
  { "equal", GDK_KEY_equal, 0, 0, 1 },
  { "minus", GDK_KEY_KP_Subtract, 0, 0, -1 },
};

static int
sign (double value)
{
  return fabs (value) < 1e-6 ? 0 : value > 0 ? 1 : -1;
}

static void
test_keys (Fixture *self, gconstpointer data)
{
  atlas_map_view_go_to (self->map, 45, -90, 6, FALSE);
  settle (self);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      double latitude, longitude, zoom, after_latitude, after_longitude, after_zoom;

      atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
      press_key (self, moves[i].key);
      /* It flies, and rests in the end. */
      g_assert_false (atlas_map_view_is_settled (self->map));
      settle (self);
      atlas_map_view_get_position (self->map, &after_latitude, &after_longitude, &after_zoom);
      g_assert_cmpint (sign (after_longitude - longitude), ==, (int) moves[i].east);
      g_assert_cmpint (sign (after_latitude - latitude), ==, (int) moves[i].north);
      if (moves[i].zoom != 0)
        g_assert_cmpfloat_with_epsilon (after_zoom, zoom + moves[i].zoom, 1e-6);
      else
        g_assert_cmpfloat_with_epsilon (after_zoom, zoom, 1e-6);
    }

  press_key (self, GDK_KEY_Home);
  settle (self);
  g_assert_true (atlas_map_view_is_fitted_to_all (self->map));
}

static void
test_region_keys (Fixture *self, gconstpointer data)
{
  const double positions[][2] = { { 45.4, -75.7 }, { 47.5, -72.0 }, { 47.51, -72.0 }, { 49.9, -97.1 } };
  guint first, second;

  /* Nobody anywhere: nothing to walk through, and Escape is for whoever is around the map. */
  press_key (self, GDK_KEY_Page_Down);
  press_key (self, GDK_KEY_Return);
  g_assert_cmpuint (self->n_emitted, ==, 0);
  g_assert_false (press_key (self, GDK_KEY_Escape));

  /* Largest first: two in Quebec, then one each in the order of their codes. */
  set_points (self, points_at (positions, G_N_ELEMENTS (positions), 1));
  press_key (self, GDK_KEY_Page_Down);
  press_key (self, GDK_KEY_Return);
  g_assert_cmpstr (atlas_region_get_code (self->region), ==, "CA-QC");
  press_key (self, GDK_KEY_Page_Down);
  press_key (self, GDK_KEY_KP_Enter);
  first = self->region;
  press_key (self, GDK_KEY_Page_Down);
  press_key (self, GDK_KEY_Return);
  second = self->region;
  g_assert_cmpstr (atlas_region_get_code (first), ==, "CA-MB");
  g_assert_cmpstr (atlas_region_get_code (second), ==, "CA-ON");
  press_key (self, GDK_KEY_Page_Down);
  press_key (self, GDK_KEY_Return);
  g_assert_cmpuint (self->region, ==, second);
  press_key (self, GDK_KEY_Page_Up);
  press_key (self, GDK_KEY_Return);
  g_assert_cmpuint (self->region, ==, first);

  g_assert_true (press_key (self, GDK_KEY_Escape));
  g_assert_cmpuint (self->region, ==, ATLAS_REGION_NONE);
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, ATLAS_REGION_NONE);
  g_assert_false (press_key (self, GDK_KEY_Escape));
}

static void
test_double_click (Fixture *self, gconstpointer data)
{
  double zoom, x, y, after_x, after_y;

  atlas_map_view_go_to (self->map, 45, -90, 5, FALSE);
  settle (self);
  zoom = atlas_map_view_get_zoom (self->map);
  get_pixel (self, 44, -93, &x, &y);
  press (self, 44, -93, 2, FALSE);
  settle (self);
  g_assert_cmpfloat_with_epsilon (atlas_map_view_get_zoom (self->map), zoom + 1, 1e-6);
  /* What was under the pointer is there still. */
  get_pixel (self, 44, -93, &after_x, &after_y);
  g_assert_cmpfloat_with_epsilon (after_x, x, 1);
  g_assert_cmpfloat_with_epsilon (after_y, y, 1);
}

static void
test_clusters (Fixture *self, gconstpointer data)
{
  /* Two towns a hundred kilometres apart, three people at the middle of each; and one person alone. */
  const double towns[][2] = { { 45.0, -90.0 }, { 45.0, -91.3 } };
  const double alone[][2] = { { 60, -110 } };
  double zoom;

  set_points (self, points_at (towns, 2, 3));
  click (self, 45.0, -90.65);
  g_assert_cmpuint (self->n_emitted, ==, 0);
  g_assert_false (atlas_map_view_is_settled (self->map));
  settle (self);
  zoom = atlas_map_view_get_zoom (self->map);
  g_assert_cmpfloat (zoom, >, 5);

  /* In one step both are seen apart; nearer, neither parts. */
  click (self, 45.0, -90.0);
  g_assert_cmpuint (self->n_emitted, ==, 1);
  g_assert_cmpuint (self->cluster, ==, 3);
  g_assert_cmpfloat (atlas_map_view_get_zoom (self->map), ==, zoom);
  self->cluster = 0;
  click (self, 45.0, -91.3);
  g_assert_cmpuint (self->cluster, ==, 3);

  set_points (self, points_at (alone, 1, 1));
  atlas_map_view_show_extent (self->map, ATLAS_MAP_EXTENT_ALL, FALSE);
  settle (self);
  click (self, 60, -110);
  g_assert_cmpint (self->member, ==, 1);
}

/* People a stone's throw apart part before the deepest zoom is reached, or are shown together there. */
static void
test_cluster_depth (Fixture *self, gconstpointer data)
{
  const double positions[][2] = { { 45.0, -90.0 }, { 45.0003, -90.0 }, { 45.0, -90.0003 } };

  set_points (self, points_at (positions, 3, 40));
  for (guint i = 0; i < 5 && self->n_emitted == 0; i++)
    {
      click (self, 45.0001, -90.0001);
      settle (self);
    }
  g_assert_cmpuint (self->n_emitted, ==, 1);
  g_assert_cmpuint (self->cluster, ==, 120);
  g_assert_cmpfloat (atlas_map_view_get_zoom (self->map), <=, 14.0001);
}

static void
test_marks (Fixture *self, gconstpointer data)
{
  /* Two at one place, one near enough to be drawn with them, one elsewhere; all in the ocean. */
  const AtlasMapMark marks[] = {
    { 11, 30.0, -62.0, "First" },
    { 12, 30.0, -62.0, "Second" },
    { 13, 30.2, -62.2, "Third" },
    { 14, 40.0, -58.0, "Fourth" },
  };
  const double crowd[][2] = { { 40.0, -58.0 } };

  atlas_map_view_set_marks (self->map, marks, G_N_ELEMENTS (marks));
  settle (self);
  click (self, 40.0, -58.0);
  g_assert_cmpint (self->mark, ==, 14);

  click (self, 30.0, -62.0);
  g_assert_cmpuint (self->n_emitted, ==, 1);
  settle (self);
  g_assert_cmpfloat (atlas_map_view_get_zoom (self->map), >, 6);
  click (self, 30.2, -62.2);
  g_assert_cmpint (self->mark, ==, 13);
  click (self, 30.0, -62.0);
  g_assert_true (self->marks);
  g_assert_cmpfloat_with_epsilon (self->latitude, 30, 1e-6);
  g_assert_cmpfloat_with_epsilon (self->longitude, -62, 1e-6);

  /* Upon a circle it hangs on the rim, and the circle can be clicked. */
  atlas_map_view_show_extent (self->map, ATLAS_MAP_EXTENT_ALL, FALSE);
  set_points (self, points_at (crowd, 1, 50));
  self->mark = 0;
  click (self, 40.0, -58.0);
  g_assert_cmpuint (self->cluster, ==, 50);
  g_assert_cmpint (self->mark, ==, 0);

  atlas_map_view_set_marks (self->map, NULL, 0);
  settle (self);
  self->n_emitted = 0;
  atlas_map_view_set_points (self->map, NULL);
  click (self, 40.0, -58.0);
  g_assert_cmpuint (self->region, ==, ATLAS_REGION_NONE);
  g_assert_cmpuint (self->n_emitted, ==, 1);
}

static void
test_extents (Fixture *self, gconstpointer data)
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
      get_pixel (self, cases[i].latitude, cases[i].longitude, &x, &y);
      g_assert_cmpint (x >= 0 && y >= 0 && x <= WIDTH && y <= HEIGHT, ==, cases[i].seen);
      g_assert_cmpint (atlas_map_view_is_fitted_to_all (self->map), ==,
                       cases[i].extent == ATLAS_MAP_EXTENT_ALL);
    }

  for (guint region = 0; region < atlas_region_get_n (); region += 7)
    {
      double latitude, longitude, x, y;

      atlas_region_get_label_point (region, &latitude, &longitude);
      atlas_map_view_show_region (self->map, region, FALSE);
      get_pixel (self, latitude, longitude, &x, &y);
      g_assert_true (x > 0 && y > 0 && x < WIDTH && y < HEIGHT);
    }
}

/* Where it is told to go, there it is. */
static void
test_positions (Fixture *self, gconstpointer data)
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
  g_assert_cmpfloat (256 * exp2 (atlas_map_view_get_zoom (self->map)), >=, WIDTH - 1e-6);
}

static void
test_picking (Fixture *self, gconstpointer data)
{
  set_points (self, map_points_new (500, 3));
  atlas_map_view_set_picking (self->map, TRUE);
  click (self, 43.65, -79.38);
  g_assert_cmpfloat_with_epsilon (self->latitude, 43.65, 1e-6);
  g_assert_cmpfloat_with_epsilon (self->longitude, -79.38, 1e-6);
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, ATLAS_REGION_NONE);
  atlas_map_view_set_pin (self->map, 43.65, -79.38);
  settle (self);
  atlas_map_view_set_pin (self->map, NAN, NAN);
  atlas_map_view_set_picking (self->map, FALSE);
  click (self, MANITOBA);
  g_assert_cmpuint (self->region, ==, atlas_region_find ("CA-MB", -1));
}

static void
on_classes_changed (guint *n)
{
  (*n)++;
}

static void
test_classes (Fixture *self, gconstpointer data)
{
  const double three[][2] = { { 45.4, -75.7 }, { 47.5, -72.0 }, { 49.9, -97.1 } };
  AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];
  guint n_changes = 0;
  guint n, n_regions = 0;

  g_signal_connect_swapped (self->map, "classes-changed", G_CALLBACK (on_classes_changed), &n_changes);
  g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 0);

  /* Nobody: all in the class of zero. */
  set_points (self, points_at (three, 0, 1));
  g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 1);
  g_assert_cmpuint (classes[0].high, ==, 0);
  g_assert_cmpuint (classes[0].n_regions, ==, atlas_region_get_n ());
  g_assert_cmpuint (n_changes, ==, 1);

  /* The same number everywhere where somebody is. */
  set_points (self, points_at (three, 3, 4));
  g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 2);
  g_assert_cmpuint (classes[1].low, ==, 4);
  g_assert_cmpuint (classes[1].high, ==, 4);
  g_assert_cmpuint (classes[1].n_regions, ==, 3);
  g_assert_cmpuint (n_changes, ==, 2);

  /* The same classes again are no change. */
  set_points (self, points_at (three, 3, 4));
  g_assert_cmpuint (n_changes, ==, 2);

  set_points (self, map_points_new (20000, 5));
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
  g_assert_cmpuint (n_regions, ==, atlas_region_get_n ());

  atlas_map_view_set_show_regions (self->map, FALSE);
  g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 0);
}

/* What is painted is what the legend says, in light and dark; nobody there is the land's own colour. */
static void
test_colors (Fixture *self, gconstpointer data)
{
  const double winnipeg[][2] = { { 49.9, -97.1 } };
  guint32 water[2], land[2], class_color[2];

  atlas_map_view_set_show_clusters (self->map, FALSE);
  for (guint dark = 0; dark <= 1; dark++)
    {
      AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES];

      atlas_map_view_set_dark (self->map, dark);
      set_points (self, points_at (winnipeg, 0, 1));
      land[dark] = get_color (self, MANITOBA);
      water[dark] = get_color (self, ATLANTIC);
      g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 1);
      g_assert_cmphex (land[dark], ==, pack (&classes[0].color));

      set_points (self, points_at (winnipeg, 1, 30));
      g_assert_cmpuint (atlas_map_view_get_classes (self->map, classes), ==, 2);
      class_color[dark] = get_color (self, MANITOBA);
      g_assert_cmphex (class_color[dark], ==, pack (&classes[1].color));
      g_assert_cmphex (class_color[dark], !=, land[dark]);
      g_assert_cmphex (get_color (self, ATLANTIC), ==, water[dark]);

      atlas_map_view_set_show_regions (self->map, FALSE);
      settle (self);
      g_assert_cmphex (get_color (self, MANITOBA), ==, land[dark]);
      atlas_map_view_set_show_regions (self->map, TRUE);
      set_points (self, NULL);
      g_assert_cmphex (get_color (self, MANITOBA), ==, land[dark]);
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
test_settled (Fixture *self, gconstpointer data)
{
  guint n = 0;

  g_signal_connect (self->map, "notify::settled", G_CALLBACK (on_settled), &n);
  run (300);
  g_assert_true (atlas_map_view_is_settled (self->map));
  g_assert_cmpuint (n, ==, 0);

  set_points (self, map_points_new (1000, 2));
  g_assert_cmpuint (n, ==, 1);
  atlas_map_view_set_points (self->map, self->points);
  g_assert_true (atlas_map_view_is_settled (self->map));

  /* Out of sight it waits, and goes on when it is seen again. */
  gtk_widget_set_visible (GTK_WIDGET (self->map), FALSE);
  atlas_map_view_set_dark (self->map, TRUE);
  run (50);
  g_assert_false (atlas_map_view_is_settled (self->map));
  gtk_widget_set_visible (GTK_WIDGET (self->map), TRUE);
  settle (self);
}

#define ADD(name, test) g_test_add ("/map-view/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP there is no display\n");
      return 0;
    }

  ADD ("regions", test_regions);
  ADD ("tooltips", test_tooltips);
  ADD ("hover", test_hover);
  ADD ("keys", test_keys);
  ADD ("region-keys", test_region_keys);
  ADD ("double-click", test_double_click);
  ADD ("clusters", test_clusters);
  ADD ("cluster-depth", test_cluster_depth);
  ADD ("marks", test_marks);
  ADD ("extents", test_extents);
  ADD ("positions", test_positions);
  ADD ("picking", test_picking);
  ADD ("classes", test_classes);
  ADD ("colors", test_colors);
  ADD ("settled", test_settled);
  return g_test_run ();
}
