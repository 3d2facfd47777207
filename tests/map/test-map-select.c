/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Selecting on the map, by hand and by keyboard. */
#include <math.h>

#include "atlas-distance.h"
#include "atlas-map-draft.h"
#include "atlas-map-view-private.h"
#include "atlas-mercator.h"
#include "atlas-region.h"
#include "map-fixture.h"
#include "map-points.h"

/* What a pixel of the map is, roughly, in degrees. */
#define PIXEL 0.3

/* The gesture that draws: libshumate has one of its own, which pans, and a mission's stops are dragged by
 * another. */
static GObject *
find_drag (MapFixture *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->shumate);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE &&
          g_strcmp0 (gtk_event_controller_get_name (controller), "stops") != 0)
        return G_OBJECT (controller);
    }
  g_assert_not_reached ();
}

/* Through positions, as latitude and longitude. */
static void
drag (MapFixture *self, const double (*way)[2], guint n)
{
  GObject *gesture = find_drag (self);
  double x, y, to_x = 0, to_y = 0;

  map_fixture_get_pixel (self, way[0][0], way[0][1], &x, &y);
  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  for (guint i = 1; i < n; i++)
    {
      map_fixture_get_pixel (self, way[i][0], way[i][1], &to_x, &to_y);
      g_signal_emit_by_name (gesture, "drag-update", to_x - x, to_y - y);
    }
  g_signal_emit_by_name (gesture, "drag-end", to_x - x, to_y - y);
}

/* The same with keys held down, which a signal does not have. */
static void
drag_with (MapFixture *self, GdkModifierType state, const double from[2], const double to[2])
{
  AtlasMapTool tool = atlas_map_view_get_tool (self->map);
  double x, y;

  map_fixture_get_pixel (self, from[0], from[1], &x, &y);
  atlas_map_view_begin_drawing (self->map, tool != ATLAS_MAP_TOOL_POINTER ? tool : ATLAS_MAP_TOOL_RECTANGLE,
                                atlas_map_view_mode_for_state (self->map, state), x, y);
  map_fixture_get_pixel (self, to[0], to[1], &x, &y);
  atlas_map_view_draw_to (self->map, x, y);
  atlas_map_view_end_drawing (self->map);
}

static gboolean
press (MapFixture *self, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->map));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean handled = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller))
        continue;
      g_signal_emit_by_name (controller, "key-pressed", key, 0, state, &handled);
      return handled;
    }
  g_assert_not_reached ();
}

static const AtlasSelectionShape *
get_shape (MapFixture *self, guint index, gboolean subtracted)
{
  AtlasSelection *selection = atlas_map_view_get_selection (self->map);
  const AtlasSelectionShape *shape;
  gboolean is_subtracted;

  g_assert_nonnull (selection);
  g_assert_cmpuint (index, <, atlas_selection_get_n_shapes (selection));
  shape = atlas_selection_get_shape (selection, index, &is_subtracted);
  g_assert_cmpint (is_subtracted, ==, subtracted);
  return shape;
}

static void
assert_box (const AtlasSelectionShape *shape, double west, double south, double east, double north)
{
  g_assert_cmpint (shape->type, ==, ATLAS_SELECTION_BOX);
  g_assert_cmpfloat_with_epsilon (shape->west, west, PIXEL);
  g_assert_cmpfloat_with_epsilon (shape->south, south, PIXEL);
  g_assert_cmpfloat_with_epsilon (shape->east, east, PIXEL);
  g_assert_cmpfloat_with_epsilon (shape->north, north, PIXEL);
}

static void
test_rectangle (MapFixture *self, gconstpointer data)
{
  const double way[][2] = { { 50, -110 }, { 47, -100 }, { 40, -90 } };
  const double back[][2] = { { 40, -90 }, { 50, -110 } };

  map_fixture_set_points (self, map_points_new (300, 3));

  /* With the pointer and no key held a drag is libshumate's. */
  drag (self, way, 3);
  g_assert_null (atlas_map_view_get_selection (self->map));

  drag_with (self, GDK_SHIFT_MASK, way[0], way[2]);
  assert_box (get_shape (self, 0, FALSE), -110, 40, -90, 50);

  atlas_map_view_set_selection (self->map, NULL);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->map), "map.tool", "s", "rectangle"));
  g_assert_cmpint (atlas_map_view_get_tool (self->map), ==, ATLAS_MAP_TOOL_RECTANGLE);
  drag (self, back, 2);
  assert_box (get_shape (self, 0, FALSE), -110, 40, -90, 50);
  map_fixture_settle (self);

  /* Less than a drag is nothing, and what was selected stays. */
  drag (self, (const double[][2]){ { 50, -110 }, { 50, -110 } }, 2);
  assert_box (get_shape (self, 0, FALSE), -110, 40, -90, 50);
}

static void
test_sums (MapFixture *self, gconstpointer data)
{
  const double boxes[][2] = { { 50, -110 }, { 40, -90 }, { 48, -100 }, { 42, -80 } };

  drag_with (self, GDK_SHIFT_MASK, boxes[0], boxes[1]);
  drag_with (self, GDK_CONTROL_MASK, boxes[2], boxes[3]);
  drag_with (self, GDK_ALT_MASK, boxes[2], boxes[1]);
  drag_with (self, GDK_CONTROL_MASK | GDK_SHIFT_MASK, boxes[0], boxes[2]);
  g_assert_cmpuint (atlas_selection_get_n_shapes (atlas_map_view_get_selection (self->map)), ==, 4);
  assert_box (get_shape (self, 0, FALSE), -110, 40, -90, 50);
  assert_box (get_shape (self, 1, FALSE), -100, 42, -80, 48);
  assert_box (get_shape (self, 2, TRUE), -100, 40, -90, 48);
  assert_box (get_shape (self, 3, TRUE), -110, 48, -100, 50);
  map_fixture_settle (self);

  /* Without a key the next one takes their place; from nothing nothing can be taken. */
  drag_with (self, 0, boxes[2], boxes[3]);
  g_assert_cmpuint (atlas_selection_get_n_shapes (atlas_map_view_get_selection (self->map)), ==, 1);
  atlas_map_view_set_selection (self->map, NULL);
  drag_with (self, GDK_ALT_MASK, boxes[2], boxes[3]);
  g_assert_null (atlas_map_view_get_selection (self->map));
}

static void
test_lasso (MapFixture *self, gconstpointer data)
{
  double way[400][2];
  const AtlasSelectionShape *shape;
  g_autoptr (AtlasBitset) rows = NULL;
  guint n_inside = 0;
  const AtlasPointColumns *columns;

  map_fixture_set_points (self, map_points_new (3000, 3));
  atlas_map_view_set_tool (self->map, ATLAS_MAP_TOOL_LASSO);
  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      double angle = i * 2 * G_PI / G_N_ELEMENTS (way);

      way[i][0] = 44 + 5 * sin (angle);
      way[i][1] = -80 + 12 * cos (angle);
    }
  drag (self, way, G_N_ELEMENTS (way));
  shape = get_shape (self, 0, FALSE);
  g_assert_cmpint (shape->type, ==, ATLAS_SELECTION_POLYGON);
  /* Only as many corners as a pixel needs. */
  g_assert_cmpuint (shape->n_points, >=, 8);
  g_assert_cmpuint (shape->n_points, <=, 60);

  rows = atlas_selection_match (atlas_map_view_get_selection (self->map), self->points);
  columns = atlas_point_index_get_columns (atlas_point_set_get_index (self->points));
  for (guint row = 0; row < columns->n_placed; row++)
    {
      double latitude = atlas_mercator_latitude (atlas_point_unquantise (columns->y[row]));
      double longitude = atlas_mercator_longitude (atlas_point_unquantise (columns->x[row]));
      double reach = hypot ((latitude - 44) / 5, (longitude + 80) / 12);

      n_inside += reach < 1;
      if (reach < 0.93 || reach > 1.07)
        g_assert_cmpint (atlas_bitset_get (rows, row), ==, reach < 1);
    }
  g_assert_cmpuint (n_inside, >, 100);
  g_assert_cmpint (ABS ((int) n_inside - (int) atlas_bitset_count (rows)), <, (int) n_inside / 10);
  map_fixture_settle (self);
}

static void
test_circle (MapFixture *self, gconstpointer data)
{
  const double way[][2] = { { 45, -90 }, { 45, -88 }, { 45, -84 } };
  const AtlasSelectionShape *shape;
  double km = atlas_distance_km (45, -90, 45, -84);

  atlas_map_view_set_tool (self->map, ATLAS_MAP_TOOL_CIRCLE);
  drag (self, way, 3);
  shape = get_shape (self, 0, FALSE);
  g_assert_cmpint (shape->type, ==, ATLAS_SELECTION_CIRCLE);
  g_assert_cmpfloat_with_epsilon (shape->latitude, 45, PIXEL);
  g_assert_cmpfloat_with_epsilon (shape->longitude, -90, PIXEL);
  g_assert_cmpfloat_with_epsilon (shape->radius_km, km, 30);
  /* A round number in the unit that was shown. */
  g_assert_cmpfloat (fmod (shape->radius_km, 1), ==, 0);

  atlas_map_view_set_imperial (self->map, TRUE);
  drag (self, way, 3);
  shape = get_shape (self, 0, FALSE);
  g_assert_cmpfloat_with_epsilon (fmod (shape->radius_km / ATLAS_KM_PER_MILE + 0.5, 1), 0.5, 0.001);
  map_fixture_settle (self);
}

static void
test_keys (MapFixture *self, gconstpointer data)
{
  double latitude, longitude, zoom, radius;
  const AtlasSelectionShape *shape;

  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  atlas_map_view_go_to (self->map, 45, -90, 5, FALSE);
  map_fixture_settle (self);
  atlas_map_view_get_position (self->map, &latitude, &longitude, &zoom);
  g_assert_false (press (self, GDK_KEY_Left, 0));
  g_assert_false (press (self, GDK_KEY_space, 0));

  /* A circle: the middle, a radius, done. */
  atlas_map_view_set_tool (self->map, ATLAS_MAP_TOOL_CIRCLE);
  g_assert_false (press (self, GDK_KEY_plus, 0));
  g_assert_true (press (self, GDK_KEY_space, 0));
  g_assert_null (atlas_map_view_get_selection (self->map));
  map_fixture_settle (self);
  g_assert_true (press (self, GDK_KEY_Return, 0));
  shape = get_shape (self, 0, FALSE);
  g_assert_cmpint (shape->type, ==, ATLAS_SELECTION_CIRCLE);
  g_assert_cmpfloat_with_epsilon (shape->latitude, latitude, 0.1);
  g_assert_cmpfloat_with_epsilon (shape->longitude, longitude, 0.1);
  radius = shape->radius_km;
  g_assert_cmpfloat (radius, >, 20);
  press (self, GDK_KEY_space, 0);
  for (guint i = 0; i < 5; i++)
    press (self, GDK_KEY_plus, 0);
  press (self, GDK_KEY_Return, 0);
  g_assert_cmpfloat (get_shape (self, 0, FALSE)->radius_km, >, radius * 1.3);
  press (self, GDK_KEY_space, 0);
  press (self, GDK_KEY_minus, 0);
  press (self, GDK_KEY_Return, 0);
  g_assert_cmpfloat (get_shape (self, 0, FALSE)->radius_km, <, radius);

  /* A rectangle is taken away. */
  atlas_map_view_set_tool (self->map, ATLAS_MAP_TOOL_RECTANGLE);
  press (self, GDK_KEY_space, 0);
  press (self, GDK_KEY_Right, 0);
  press (self, GDK_KEY_Down, 0);
  press (self, GDK_KEY_Return, GDK_ALT_MASK);
  shape = get_shape (self, 1, TRUE);
  g_assert_cmpint (shape->type, ==, ATLAS_SELECTION_BOX);
  g_assert_cmpfloat (shape->west, <, shape->east);
  g_assert_cmpfloat (shape->south, <, shape->north);
  map_fixture_settle (self);

  /* A lasso is added. */
  atlas_map_view_set_tool (self->map, ATLAS_MAP_TOOL_LASSO);
  press (self, GDK_KEY_space, 0);
  press (self, GDK_KEY_Right, 0);
  press (self, GDK_KEY_space, 0);
  press (self, GDK_KEY_Down, GDK_SHIFT_MASK);
  press (self, GDK_KEY_Down, 0);
  press (self, GDK_KEY_space, 0);
  press (self, GDK_KEY_Return, GDK_CONTROL_MASK);
  shape = get_shape (self, 2, FALSE);
  g_assert_cmpint (shape->type, ==, ATLAS_SELECTION_POLYGON);
  g_assert_cmpuint (shape->n_points, ==, 3);

  /* The map follows the crosshair. */
  for (guint i = 0; i < 40; i++)
    press (self, GDK_KEY_Right, 0);
  map_fixture_settle (self);
  atlas_map_view_get_position (self->map, &latitude, &zoom, &radius);
  g_assert_cmpfloat (zoom, >, longitude + 5);
}

/* Round numbers, in kilometres or miles, up and down the same. */
static void
test_radius (void)
{
  static const double radii[] = { 9.5, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22, 24, 26 };
  AtlasMapDraft draft;

  atlas_map_draft_init (&draft);
  atlas_map_draft_begin (&draft, ATLAS_MAP_TOOL_CIRCLE, 0.3, 0.4);
  for (guint imperial = 0; imperial < 2; imperial++)
    {
      double unit = imperial ? ATLAS_KM_PER_MILE : 1;

      draft.radius_km = 9.4 * unit;
      atlas_map_draft_set_radius (&draft, draft.radius_km, 0, imperial);
      for (guint i = 0; i < G_N_ELEMENTS (radii); i++)
        {
          g_assert_cmpfloat_with_epsilon (draft.radius_km, radii[i] * unit, 1e-6);
          atlas_map_draft_set_radius (&draft, draft.radius_km, 1, imperial);
        }
      for (guint i = G_N_ELEMENTS (radii); i-- > 0;)
        {
          atlas_map_draft_set_radius (&draft, draft.radius_km, -1, imperial);
          g_assert_cmpfloat_with_epsilon (draft.radius_km, radii[i] * unit, 1e-6);
        }
    }
  for (guint i = 0; i < 200; i++)
    atlas_map_draft_set_radius (&draft, draft.radius_km, -1, FALSE);
  g_assert_cmpfloat (draft.radius_km, >, 0);
  for (guint i = 0; i < 300; i++)
    atlas_map_draft_set_radius (&draft, draft.radius_km, 1, FALSE);
  g_assert_cmpfloat (draft.radius_km, ==, 10000);
  atlas_map_draft_clear (&draft);
}

/* One thing after the other. */
static void
test_escape (MapFixture *self, gconstpointer data)
{
  const double from[] = { 50, -110 };
  const double to[] = { 40, -90 };
  guint ontario = atlas_region_find ("CA-ON", -1);

  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  atlas_map_view_set_selected_region (self->map, ontario);
  drag_with (self, GDK_SHIFT_MASK, from, to);
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), ==, ATLAS_REGION_NONE);

  atlas_map_view_set_tool (self->map, ATLAS_MAP_TOOL_LASSO);
  press (self, GDK_KEY_space, 0);
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.clear", NULL);
  g_assert_cmpint (atlas_map_view_get_tool (self->map), ==, ATLAS_MAP_TOOL_LASSO);
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.clear", NULL);
  g_assert_cmpint (atlas_map_view_get_tool (self->map), ==, ATLAS_MAP_TOOL_POINTER);
  g_assert_nonnull (atlas_map_view_get_selection (self->map));
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.clear", NULL);
  g_assert_null (atlas_map_view_get_selection (self->map));
  map_fixture_settle (self);
}

/* Regions go with the rest. */
static void
test_regions (MapFixture *self, gconstpointer data)
{
  const double from[] = { 45, -90 };
  const double to[] = { 42, -80 };
  guint manitoba = atlas_region_find ("CA-MB", -1);

  map_fixture_set_points (self, map_points_new (300, 3));
  gtk_widget_grab_focus (GTK_WIDGET (self->map));
  atlas_map_view_set_selected_region (self->map, manitoba);
  drag_with (self, GDK_CONTROL_MASK, from, to);
  g_assert_cmpint (get_shape (self, 0, FALSE)->type, ==, ATLAS_SELECTION_REGION);
  g_assert_cmpuint (get_shape (self, 0, FALSE)->region, ==, manitoba);
  g_assert_cmpint (get_shape (self, 1, FALSE)->type, ==, ATLAS_SELECTION_BOX);

  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.next-region", "i", 1);
  g_assert_true (press (self, GDK_KEY_Return, GDK_ALT_MASK));
  g_assert_cmpint (get_shape (self, 2, TRUE)->type, ==, ATLAS_SELECTION_REGION);
  map_fixture_settle (self);

  /* One that is chosen as before takes the place of all. */
  gtk_widget_activate_action (GTK_WIDGET (self->map), "map.activate-region", NULL);
  g_assert_null (atlas_map_view_get_selection (self->map));
  g_assert_cmpuint (atlas_map_view_get_selected_region (self->map), !=, ATLAS_REGION_NONE);
}

#define ADD(name, test) \
  g_test_add ("/map-select/" name, MapFixture, NULL, map_fixture_set_up, test, map_fixture_tear_down)

int
main (int argc, char *argv[])
{
  map_fixture_init (&argc, &argv);
  ADD ("rectangle", test_rectangle);
  ADD ("sums", test_sums);
  ADD ("lasso", test_lasso);
  ADD ("circle", test_circle);
  g_test_add_func ("/map-select/radius", test_radius);
  ADD ("keys", test_keys);
  ADD ("escape", test_escape);
  ADD ("regions", test_regions);
  return g_test_run ();
}
