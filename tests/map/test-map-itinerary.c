/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mission on the map: stops that are clicked, dragged and named. */
#include <math.h>

#include "atlas-map-view-private.h"
#include "atlas-mercator.h"
#include "map-fixture.h"
#include "map-points.h"

/* What a pixel of the map is, roughly, in degrees. */
#define PIXEL 0.3

typedef struct
{
  guint activated, moved;
  double latitude, longitude;
} Told;

static void
on_activated (AtlasMapView *map, guint stop, Told *told)
{
  told->activated = stop;
}

static void
on_moved (AtlasMapView *map, guint stop, double latitude, double longitude, Told *told)
{
  told->moved = stop;
  told->latitude = latitude;
  told->longitude = longitude;
}

/* Winnipeg, and Regina with a longer name than there is room for. (transfer full) */
static AtlasItinerary *
create_itinerary (guint n_stops)
{
  static const AtlasItineraryStop stops[] = {
    { "Winnipeg", 49.9, -97.14, 60, 0, 412, FALSE },
    { "Regina <b>& the whole of the province around it</b>", 50.45, -104.6, 100, 1, -1, TRUE },
  };
  AtlasItinerary *itinerary = atlas_itinerary_new ();

  atlas_itinerary_set_base (itinerary, "Ottawa", 45.42, -75.7);
  for (guint i = 0; i < n_stops; i++)
    {
      AtlasItineraryLeg leg = { 45.42, -75.7, stops[i].latitude, stops[i].longitude, i, ATLAS_LEG_FLY };

      atlas_itinerary_add_stop (itinerary, &stops[i]);
      atlas_itinerary_add_leg (itinerary, &leg);
    }
  return itinerary;
}

static void
show (MapFixture *self, guint n_stops)
{
  g_autoptr (AtlasItinerary) itinerary = create_itinerary (n_stops);

  atlas_map_view_set_itinerary (self->map, itinerary);
  map_fixture_settle (self);
}

static GObject *
find_drag (MapFixture *self)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (self->shumate);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (g_strcmp0 (gtk_event_controller_get_name (controller), "stops") == 0)
        return G_OBJECT (controller);
    }
  g_assert_not_reached ();
}

/* From one position to another. */
static void
drag (MapFixture *self, double latitude, double longitude, double to_latitude, double to_longitude)
{
  GObject *gesture = find_drag (self);
  double x, y, to_x, to_y;

  map_fixture_get_pixel (self, latitude, longitude, &x, &y);
  map_fixture_get_pixel (self, to_latitude, to_longitude, &to_x, &to_y);
  g_signal_emit_by_name (gesture, "drag-begin", x, y);
  g_signal_emit_by_name (gesture, "drag-update", to_x - x, to_y - y);
  map_fixture_settle (self);
  g_signal_emit_by_name (gesture, "drag-end", to_x - x, to_y - y);
}

static void
test_click (MapFixture *self, gconstpointer data)
{
  Told told = { ATLAS_STOP_NONE, ATLAS_STOP_NONE };

  g_signal_connect (self->map, "stop-activated", G_CALLBACK (on_activated), &told);
  g_signal_connect (self->map, "stop-moved", G_CALLBACK (on_moved), &told);
  show (self, 2);
  g_assert_cmpuint (atlas_map_view_get_selected_stop (self->map), ==, ATLAS_STOP_NONE);

  drag (self, 50.45, -104.6, 50.45, -104.6);
  g_assert_cmpuint (told.activated, ==, 1);
  g_assert_cmpuint (told.moved, ==, ATLAS_STOP_NONE);
  g_assert_cmpuint (atlas_map_view_get_selected_stop (self->map), ==, 1);

  /* Where no stop is, the map is panned and no stop is chosen. */
  told.activated = ATLAS_STOP_NONE;
  drag (self, MEXICO, ATLANTIC);
  g_assert_cmpuint (told.activated, ==, ATLAS_STOP_NONE);
  g_assert_cmpuint (told.moved, ==, ATLAS_STOP_NONE);
}

static void
test_drag (MapFixture *self, gconstpointer data)
{
  Told told = { ATLAS_STOP_NONE, ATLAS_STOP_NONE };

  g_signal_connect (self->map, "stop-activated", G_CALLBACK (on_activated), &told);
  g_signal_connect (self->map, "stop-moved", G_CALLBACK (on_moved), &told);
  show (self, 2);
  drag (self, 49.9, -97.14, MANITOBA);
  g_assert_cmpuint (told.moved, ==, 0);
  g_assert_cmpuint (told.activated, ==, ATLAS_STOP_NONE);
  g_assert_cmpfloat_with_epsilon (told.latitude, 54.0, PIXEL);
  g_assert_cmpfloat_with_epsilon (told.longitude, -101.5, PIXEL);

  /* With a tool in hand a drag selects people, on a stop too. */
  told.moved = ATLAS_STOP_NONE;
  atlas_map_view_set_tool (self->map, ATLAS_MAP_TOOL_RECTANGLE);
  drag (self, 49.9, -97.14, MANITOBA);
  g_assert_cmpuint (told.moved, ==, ATLAS_STOP_NONE);
}

/* What is selected stays so while there is one of that number. */
static void
test_changes (MapFixture *self, gconstpointer data)
{
  show (self, 2);
  atlas_map_view_set_selected_stop (self->map, 1);
  show (self, 2);
  g_assert_cmpuint (atlas_map_view_get_selected_stop (self->map), ==, 1);
  show (self, 1);
  g_assert_cmpuint (atlas_map_view_get_selected_stop (self->map), ==, ATLAS_STOP_NONE);
  atlas_map_view_show_itinerary (self->map, FALSE);
  map_fixture_settle (self);
  atlas_map_view_set_dark (self->map, TRUE);
  map_fixture_settle (self);
  atlas_map_view_set_itinerary (self->map, NULL);
  map_fixture_settle (self);
}

static void
test_words (MapFixture *self, gconstpointer data)
{
  g_autofree char *counted = NULL;
  g_autofree char *plain = NULL;

  show (self, 2);
  counted = atlas_map_view_describe_stop (self->map, 0);
  g_assert_cmpstr (counted, ==, "1. Winnipeg — 412 people first reached here");
  plain = atlas_map_view_describe_stop (self->map, 1);
  g_assert_cmpstr (plain, ==, "2. Regina <b>& the whole of the province around it</b>");
}

#define ADD(name, test) \
  g_test_add ("/map-itinerary/" name, MapFixture, NULL, map_fixture_set_up, test, map_fixture_tear_down)

int
main (int argc, char *argv[])
{
  map_fixture_init (&argc, &argv);
  ADD ("click", test_click);
  ADD ("drag", test_drag);
  ADD ("changes", test_changes);
  ADD ("words", test_words);
  return g_test_run ();
}
