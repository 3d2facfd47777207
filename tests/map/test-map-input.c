/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map as a person uses it: pointer and keyboard. */
#include <math.h>

#include "atlas-region.h"
#include "map-fixture.h"
#include "map-points.h"

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
press (MapFixture *self, double latitude, double longitude, int n_press, gboolean dragged)
{
  GObject *click = find_controller (self->shumate, GTK_TYPE_GESTURE_CLICK, "released");
  double x, y;

  map_fixture_get_pixel (self, latitude, longitude, &x, &y);
  g_signal_emit_by_name (click, "pressed", n_press, x, y);
  if (dragged)
    g_signal_emit_by_name (click, "stopped");
  g_signal_emit_by_name (click, "released", n_press, x, y);
}

static void
click (MapFixture *self, double latitude, double longitude)
{
  press (self, latitude, longitude, 1, FALSE);
}

static gboolean
has_tooltip (MapFixture *self, double latitude, double longitude)
{
  g_autoptr (GObject) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean shown = FALSE;
  double x, y;

  map_fixture_get_pixel (self, latitude, longitude, &x, &y);
  g_signal_emit_by_name (self->shumate, "query-tooltip", (int) x, (int) y, FALSE, tooltip, &shown);
  return shown;
}

/* The keyboard: what GTK would do with the key while the map has the focus. */
static gboolean
press_key (MapFixture *self, guint key)
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

static void
test_regions (MapFixture *self, gconstpointer data)
{
  guint manitoba = atlas_region_find ("CA-MB", -1);

  map_fixture_set_points (self, map_points_new (300, 3));
  atlas_map_view_set_show_clusters (self->map, FALSE);
  click (self, MANITOBA);
  g_assert_cmpuint (self->region, ==, manitoba);
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, manitoba);
  g_assert_false (atlas_map_view_is_settled (self->map));
  map_fixture_settle (self);

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
test_tooltips (MapFixture *self, gconstpointer data)
{
  const double ottawa[][2] = { { 45.4, -75.7 } };
  AtlasMapMark mark = { 5, 21.0, -80.0, "Town hall" };

  g_assert_true (has_tooltip (self, MANITOBA));
  g_assert_false (has_tooltip (self, ATLANTIC));
  map_fixture_set_points (self, map_fixture_points_at (ottawa, 1, 5));
  g_assert_true (has_tooltip (self, 45.4, -75.7));
  g_assert_false (has_tooltip (self, mark.latitude, mark.longitude));
  atlas_map_view_set_marks (self->map, &mark, 1);
  map_fixture_settle (self);
  g_assert_true (has_tooltip (self, mark.latitude, mark.longitude));
  atlas_map_view_set_picking (self->map, TRUE);
  g_assert_false (has_tooltip (self, MANITOBA));
}

static void
test_hover (MapFixture *self, gconstpointer data)
{
  GObject *motion = find_controller (self->shumate, GTK_TYPE_EVENT_CONTROLLER_MOTION, "leave");
  double x, y;

  map_fixture_get_pixel (self, MANITOBA, &x, &y);
  g_signal_emit_by_name (motion, "motion", x, y);
  g_assert_false (atlas_map_view_is_settled (self->map));
  map_fixture_settle (self);
  g_signal_emit_by_name (motion, "leave");
  g_assert_false (atlas_map_view_is_settled (self->map));
  map_fixture_settle (self);
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
test_keys (MapFixture *self, gconstpointer data)
{
  atlas_map_view_go_to (self->map, 45, -90, 6, FALSE);
  map_fixture_settle (self);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    {
      double latitude, longitude, zoom, after_latitude, after_longitude, after_zoom;

      atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
      press_key (self, moves[i].key);
      /* It flies, and rests in the end. */
      g_assert_false (atlas_map_view_is_settled (self->map));
      map_fixture_settle (self);
      atlas_map_view_get_position (self->map, &after_latitude, &after_longitude, &after_zoom);
      g_assert_cmpint (sign (after_longitude - longitude), ==, (int) moves[i].east);
      g_assert_cmpint (sign (after_latitude - latitude), ==, (int) moves[i].north);
      if (moves[i].zoom != 0)
        g_assert_cmpfloat_with_epsilon (after_zoom, zoom + moves[i].zoom, 1e-6);
      else
        g_assert_cmpfloat_with_epsilon (after_zoom, zoom, 1e-6);
    }

  press_key (self, GDK_KEY_Home);
  map_fixture_settle (self);
  g_assert_true (atlas_map_view_is_fitted_to_all (self->map));
}

static void
test_region_keys (MapFixture *self, gconstpointer data)
{
  const double positions[][2] = { { 45.4, -75.7 }, { 47.5, -72.0 }, { 47.51, -72.0 }, { 49.9, -97.1 } };
  guint first, second;

  /* Nobody anywhere: nothing to walk through, and Escape is for whoever is around the map. */
  press_key (self, GDK_KEY_Page_Down);
  press_key (self, GDK_KEY_Return);
  g_assert_cmpuint (self->n_emitted, ==, 0);
  g_assert_false (press_key (self, GDK_KEY_Escape));

  /* Largest first: two in Quebec, then one each in the order of their codes. */
  map_fixture_set_points (self, map_fixture_points_at (positions, G_N_ELEMENTS (positions), 1));
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
test_double_click (MapFixture *self, gconstpointer data)
{
  double zoom, x, y, after_x, after_y;

  atlas_map_view_go_to (self->map, 45, -90, 5, FALSE);
  map_fixture_settle (self);
  zoom = atlas_map_view_get_zoom (self->map);
  map_fixture_get_pixel (self, 44, -93, &x, &y);
  press (self, 44, -93, 2, FALSE);
  map_fixture_settle (self);
  g_assert_cmpfloat_with_epsilon (atlas_map_view_get_zoom (self->map), zoom + 1, 1e-6);
  /* What was under the pointer is there still. */
  map_fixture_get_pixel (self, 44, -93, &after_x, &after_y);
  g_assert_cmpfloat_with_epsilon (after_x, x, 1);
  g_assert_cmpfloat_with_epsilon (after_y, y, 1);
}

static void
test_clusters (MapFixture *self, gconstpointer data)
{
  /* Two towns a hundred kilometres apart, three people at the middle of each; and one person alone. */
  const double towns[][2] = { { 45.0, -90.0 }, { 45.0, -91.3 } };
  const double alone[][2] = { { 60, -110 } };
  double zoom;

  map_fixture_set_points (self, map_fixture_points_at (towns, 2, 3));
  click (self, 45.0, -90.65);
  g_assert_cmpuint (self->n_emitted, ==, 0);
  g_assert_false (atlas_map_view_is_settled (self->map));
  map_fixture_settle (self);
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

  map_fixture_set_points (self, map_fixture_points_at (alone, 1, 1));
  atlas_map_view_show_extent (self->map, ATLAS_MAP_EXTENT_ALL, FALSE);
  map_fixture_settle (self);
  click (self, 60, -110);
  g_assert_cmpint (self->member, ==, 1);
}

/* People a stone's throw apart part before the deepest zoom is reached, or are shown together there. */
static void
test_cluster_depth (MapFixture *self, gconstpointer data)
{
  const double positions[][2] = { { 45.0, -90.0 }, { 45.0003, -90.0 }, { 45.0, -90.0003 } };

  map_fixture_set_points (self, map_fixture_points_at (positions, 3, 40));
  for (guint i = 0; i < 5 && self->n_emitted == 0; i++)
    {
      click (self, 45.0001, -90.0001);
      map_fixture_settle (self);
    }
  g_assert_cmpuint (self->n_emitted, ==, 1);
  g_assert_cmpuint (self->cluster, ==, 120);
  g_assert_cmpfloat (atlas_map_view_get_zoom (self->map), <=, 14.0001);
}

static void
test_marks (MapFixture *self, gconstpointer data)
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
  map_fixture_settle (self);
  click (self, 40.0, -58.0);
  g_assert_cmpint (self->mark, ==, 14);

  click (self, 30.0, -62.0);
  g_assert_cmpuint (self->n_emitted, ==, 1);
  map_fixture_settle (self);
  g_assert_cmpfloat (atlas_map_view_get_zoom (self->map), >, 6);
  click (self, 30.2, -62.2);
  g_assert_cmpint (self->mark, ==, 13);
  click (self, 30.0, -62.0);
  g_assert_true (self->marks);
  g_assert_cmpfloat_with_epsilon (self->latitude, 30, 1e-6);
  g_assert_cmpfloat_with_epsilon (self->longitude, -62, 1e-6);

  /* Upon a circle it hangs on the rim, and the circle can be clicked. */
  atlas_map_view_show_extent (self->map, ATLAS_MAP_EXTENT_ALL, FALSE);
  map_fixture_set_points (self, map_fixture_points_at (crowd, 1, 50));
  self->mark = 0;
  click (self, 40.0, -58.0);
  g_assert_cmpuint (self->cluster, ==, 50);
  g_assert_cmpint (self->mark, ==, 0);

  atlas_map_view_set_marks (self->map, NULL, 0);
  map_fixture_settle (self);
  self->n_emitted = 0;
  atlas_map_view_set_points (self->map, NULL);
  click (self, 40.0, -58.0);
  g_assert_cmpuint (self->region, ==, ATLAS_REGION_NONE);
  g_assert_cmpuint (self->n_emitted, ==, 1);
}

static void
test_picking (MapFixture *self, gconstpointer data)
{
  map_fixture_set_points (self, map_points_new (500, 3));
  atlas_map_view_set_picking (self->map, TRUE);
  click (self, 43.65, -79.38);
  g_assert_cmpfloat_with_epsilon (self->latitude, 43.65, 1e-6);
  g_assert_cmpfloat_with_epsilon (self->longitude, -79.38, 1e-6);
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, ATLAS_REGION_NONE);
  atlas_map_view_set_pin (self->map, 43.65, -79.38);
  map_fixture_settle (self);
  atlas_map_view_set_pin (self->map, NAN, NAN);
  atlas_map_view_set_picking (self->map, FALSE);
  click (self, MANITOBA);
  g_assert_cmpuint (self->region, ==, atlas_region_find ("CA-MB", -1));
}

#define ADD(name, test) \
  g_test_add ("/map-input/" name, MapFixture, NULL, map_fixture_set_up, test, map_fixture_tear_down)

int
main (int argc, char *argv[])
{
  map_fixture_init (&argc, &argv);
  ADD ("regions", test_regions);
  ADD ("tooltips", test_tooltips);
  ADD ("hover", test_hover);
  ADD ("keys", test_keys);
  ADD ("region-keys", test_region_keys);
  ADD ("double-click", test_double_click);
  ADD ("clusters", test_clusters);
  ADD ("cluster-depth", test_cluster_depth);
  ADD ("marks", test_marks);
  ADD ("picking", test_picking);
  return g_test_run ();
}
