/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The map by itself, with synthetic members: to look at, to take pictures of and to time. Not installed. */
#include <locale.h>
#include <math.h>
#include <stdlib.h>

#include "atlas-map-view.h"
#include "atlas-region.h"
#include "map-points.h"

static int members = 12480;
static int width = 1280, height = 800;
static gboolean dark, no_clusters, no_regions, bench, pin, mission;
static double zoom = NAN, latitude = 43.65, longitude = -79.38;
static char *extent, *output, *region;

static const GOptionEntry entries[] = {
  { "members", 0, 0, G_OPTION_ARG_INT, &members, "How many", "N" },
  { "width", 0, 0, G_OPTION_ARG_INT, &width, NULL, "PIXELS" },
  { "height", 0, 0, G_OPTION_ARG_INT, &height, NULL, "PIXELS" },
  { "dark", 0, 0, G_OPTION_ARG_NONE, &dark, NULL, NULL },
  { "no-clusters", 0, 0, G_OPTION_ARG_NONE, &no_clusters, NULL, NULL },
  { "no-regions", 0, 0, G_OPTION_ARG_NONE, &no_regions, NULL, NULL },
  { "pin", 0, 0, G_OPTION_ARG_NONE, &pin, "Marks and a pin as well", NULL },
  { "zoom", 0, 0, G_OPTION_ARG_DOUBLE, &zoom, NULL, "Z" },
  { "mission", 0, 0, G_OPTION_ARG_NONE, &mission, "A mission as well", NULL },
  { "latitude", 0, 0, G_OPTION_ARG_DOUBLE, &latitude, NULL, "DEGREES" },
  { "longitude", 0, 0, G_OPTION_ARG_DOUBLE, &longitude, NULL, "DEGREES" },
  { "extent", 0, 0, G_OPTION_ARG_STRING, &extent, "all, canada or usa", "NAME" },
  { "region", 0, 0, G_OPTION_ARG_STRING, &region, "Select a region", "CODE" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, "Save a picture and quit", "FILE" },
  { "bench", 0, 0, G_OPTION_ARG_NONE, &bench, "Pan and zoom, print milliseconds a frame, quit", NULL },
  { 0 },
};

static gboolean done;

/* After a frame's paint all is allocated; in the middle of one it may not be. */
static void
on_painted (GdkFrameClock *clock, GtkWidget *view)
{
  GdkPaintable *paintable = gtk_widget_paintable_new (view);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  int scale = gtk_widget_get_scale_factor (view);
  GskRenderNode *node;
  GdkTexture *texture;

  gtk_snapshot_scale (snapshot, scale, scale);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (view), gtk_widget_get_height (view));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    {
      g_object_unref (paintable);
      gtk_widget_queue_draw (view);
      return;
    }
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (gtk_widget_get_native (view)), node, NULL);
  if (!gdk_texture_save_to_png (texture, output))
    g_printerr ("Can't write %s\n", output);
  g_object_unref (texture);
  gsk_render_node_unref (node);
  g_object_unref (paintable);
  g_signal_handlers_disconnect_by_func (clock, on_painted, view);
  done = TRUE;
}

static void
on_settled (GtkWidget *view)
{
  if (output != NULL && atlas_map_view_is_settled (ATLAS_MAP_VIEW (view)))
    {
      GdkFrameClock *clock = gtk_widget_get_frame_clock (view);

      g_signal_handlers_disconnect_by_func (clock, on_painted, view);
      g_signal_connect_object (clock, "after-paint", G_CALLBACK (on_painted), view, 0);
      gtk_widget_queue_draw (view);
    }
}

/* Draws as a frame would and returns what it took, in milliseconds. */
static double
time_frame (GtkWidget *view)
{
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (view));
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GdkPaintable) paintable = gtk_widget_paintable_new (view);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  GskRenderNode *node;
  GdkTexture *texture;

  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (view), gtk_widget_get_height (view));
  node = gtk_snapshot_free_to_node (snapshot);
  if (node == NULL)
    return 0;
  texture = gsk_renderer_render_texture (renderer, node, NULL);
  g_object_unref (texture);
  gsk_render_node_unref (node);

  return (g_get_monotonic_time () - start) / 1000.0;
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

/* Frames as the frame clock makes them: how long from "before-paint" to "after-paint". */
static gint64 frame_start;
static GArray *frame_times;

static void
on_before_paint (void)
{
  frame_start = g_get_monotonic_time ();
}

static void
on_after_paint (void)
{
  double time = (g_get_monotonic_time () - frame_start) / 1000.0;

  g_array_append_val (frame_times, time);
}

static void
print_times (const char *what)
{
  double sum = 0;

  if (frame_times->len == 0)
    return;
  g_array_sort (frame_times, compare_times);
  for (guint i = 0; i < frame_times->len; i++)
    sum += g_array_index (frame_times, double, i);
  g_print ("%-28s %4u frames, mean %5.1f ms, median %5.1f, 95th percentile %5.1f, worst %5.1f\n", what,
           frame_times->len, sum / frame_times->len,
           g_array_index (frame_times, double, frame_times->len / 2),
           g_array_index (frame_times, double, frame_times->len * 95 / 100),
           g_array_index (frame_times, double, frame_times->len - 1));
  g_array_set_size (frame_times, 0);
}

static void
run_for (guint milliseconds)
{
  gint64 end = g_get_monotonic_time () + milliseconds * 1000;

  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
}

static void
run_bench (GtkWidget *view)
{
  AtlasMapView *map = ATLAS_MAP_VIEW (view);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (view);
  static const double zooms[] = { 3.3, 5, 8, 11 };

  frame_times = g_array_new (FALSE, FALSE, sizeof (double));
  g_signal_connect (clock, "before-paint", G_CALLBACK (on_before_paint), NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);

  g_print ("renderer %s, %d members\n",
           G_OBJECT_TYPE_NAME (gtk_native_get_renderer (gtk_widget_get_native (view))), members);
  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    {
      g_autofree char *name = g_strdup_printf ("panning at zoom %g", zooms[i]);

      atlas_map_view_go_to (map, 43, -80, zooms[i], FALSE);
      run_for (700);
      g_array_set_size (frame_times, 0);
      for (guint step = 0; step < 4; step++)
        {
          gtk_widget_activate_action (view, "map.pan", "(dd)", step % 2 ? -0.3 : 0.3, 0.0);
          run_for (260);
        }
      print_times (name);
    }
  atlas_map_view_go_to (map, 43, -80, 3.3, FALSE);
  run_for (500);
  g_array_set_size (frame_times, 0);
  for (guint step = 0; step < 6; step++)
    {
      atlas_map_view_zoom_in (map);
      run_for (250);
    }
  print_times ("zooming in");
  for (guint step = 0; step < 6; step++)
    {
      atlas_map_view_zoom_out (map);
      run_for (250);
    }
  print_times ("zooming out");
  done = TRUE;
}

static gboolean
on_close (void)
{
  done = TRUE;
  return FALSE;
}

/* From Washington through Texas and California, with a flight between. (transfer full) */
static AtlasItinerary *
create_mission (void)
{
  static const AtlasItineraryStop stops[] = {
    { "Dallas", 32.78, -96.81, 50, 0, 4120, TRUE },        { "Fort Worth", 32.74, -97.34, 50, 1, 318, FALSE },
    { "Austin", 30.27, -97.74, 50, 1, 1204, FALSE },       { "Houston", 29.76, -95.37, 80, 2, 3577, FALSE },
    { "Los Angeles", 34.05, -118.24, 80, 4, 6012, FALSE }, { "San Diego", 32.72, -117.16, 50, 5, 911, TRUE },
  };
  double latitude = 38.9, longitude = -77.04;
  AtlasItinerary *itinerary = atlas_itinerary_new ();
  AtlasItineraryLeg leg = { .day = 0 };

  atlas_itinerary_set_base (itinerary, "Washington", latitude, longitude);
  for (guint i = 0; i <= G_N_ELEMENTS (stops); i++)
    {
      gboolean back = i == G_N_ELEMENTS (stops);

      leg = (AtlasItineraryLeg){ latitude,
                                 longitude,
                                 back ? 38.9 : stops[i].latitude,
                                 back ? -77.04 : stops[i].longitude,
                                 back ? 6 : stops[i].day,
                                 i == 0 || i == 4 || back ? ATLAS_LEG_FLY : ATLAS_LEG_DRIVE };
      atlas_itinerary_add_leg (itinerary, &leg);
      if (back)
        break;
      atlas_itinerary_add_stop (itinerary, &stops[i]);
      latitude = stops[i].latitude;
      longitude = stops[i].longitude;
    }
  return itinerary;
}

int
main (int argc, char *argv[])
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasPointSet) points = NULL;
  GtkWidget *window, *view;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error))
    {
      g_printerr ("%s\n", error->message);
      return 2;
    }
  if (!gtk_init_check ())
    {
      g_printerr ("No display\n");
      return 77;
    }

  g_object_set (gtk_settings_get_default (), "gtk-application-prefer-dark-theme", dark, NULL);
  points = map_points_new (members, 1);
  window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (window), width, height);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  g_signal_connect (window, "close-request", G_CALLBACK (on_close), NULL);
  view = atlas_map_view_new ();
  atlas_map_view_set_dark (ATLAS_MAP_VIEW (view), dark);
  atlas_map_view_set_show_clusters (ATLAS_MAP_VIEW (view), !no_clusters);
  atlas_map_view_set_show_regions (ATLAS_MAP_VIEW (view), !no_regions);
  atlas_map_view_set_points (ATLAS_MAP_VIEW (view), points);
  if (!isnan (zoom))
    atlas_map_view_go_to (ATLAS_MAP_VIEW (view), latitude, longitude, zoom, FALSE);
  else if (extent != NULL)
    atlas_map_view_show_extent (ATLAS_MAP_VIEW (view),
                                g_str_equal (extent, "canada") ? ATLAS_MAP_EXTENT_CANADA
                                : g_str_equal (extent, "usa")  ? ATLAS_MAP_EXTENT_USA
                                                               : ATLAS_MAP_EXTENT_ALL,
                                FALSE);
  if (region != NULL)
    {
      guint index = atlas_region_find (region, -1);

      atlas_map_view_set_selected_region (ATLAS_MAP_VIEW (view), index);
      if (isnan (zoom) && extent == NULL)
        atlas_map_view_show_region (ATLAS_MAP_VIEW (view), index, FALSE);
    }
  if (mission)
    {
      g_autoptr (AtlasItinerary) itinerary = create_mission ();

      atlas_map_view_set_itinerary (ATLAS_MAP_VIEW (view), itinerary);
      atlas_map_view_set_selected_stop (ATLAS_MAP_VIEW (view), 3);
      if (isnan (zoom) && extent == NULL)
        atlas_map_view_show_itinerary (ATLAS_MAP_VIEW (view), FALSE);
    }
  if (pin)
    {
      const AtlasMapMark marks[] = {
        { 1, 45.42, -75.7, "Town hall in Ottawa" },
        { 2, 43.0, -81.2, "Skills fair in London" },
      };

      atlas_map_view_set_marks (ATLAS_MAP_VIEW (view), marks, G_N_ELEMENTS (marks));
      atlas_map_view_set_pin (ATLAS_MAP_VIEW (view), 44.2, -78.4);
    }
  gtk_window_set_child (GTK_WINDOW (window), view);
  g_signal_connect (view, "notify::settled", G_CALLBACK (on_settled), NULL);
  gtk_window_present (GTK_WINDOW (window));

  if (bench)
    {
      while (!atlas_map_view_is_settled (ATLAS_MAP_VIEW (view)))
        g_main_context_iteration (NULL, TRUE);
      g_print ("one frame by itself %.1f ms\n", time_frame (view));
      run_bench (view);
    }
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  gtk_window_destroy (GTK_WINDOW (window));
  return 0;
}
