/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames DATABASE: opens the window on it, pans and zooms the map and types a filter, and prints how long the
 * main thread works for each frame: handlers, layout and the snapshot, without the renderer, which draws on a
 * processor here and on the graphics card elsewhere. Processor time of that thread, so that other programs do
 * not count. */
#include <adwaita.h>
#include <time.h>

#include "atlas-app.h"
#include "atlas-application.h"
#include "atlas-map-view.h"
#include "atlas-window.h"

/* A widget around all that the window shows, which times its snapshot. */
#define TYPE_STOPWATCH (stopwatch_get_type ())
G_DECLARE_FINAL_TYPE (Stopwatch, stopwatch, BENCH, STOPWATCH, AdwBin)

struct _Stopwatch
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (Stopwatch, stopwatch, ADW_TYPE_BIN)

static double since_poll, painting, snapshot, frame, worst_wall, wall_since_poll;
static GArray *frames; /* NULL: nobody counts */

static double
get_ms (clockid_t clock)
{
  struct timespec now;

  clock_gettime (clock, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static double
get_busy_ms (void)
{
  return get_ms (CLOCK_THREAD_CPUTIME_ID);
}

static void
stopwatch_snapshot (GtkWidget *widget, GtkSnapshot *into)
{
  double start = get_busy_ms ();

  GTK_WIDGET_CLASS (stopwatch_parent_class)->snapshot (widget, into);
  snapshot += get_busy_ms () - start;
}

static void
stopwatch_class_init (StopwatchClass *klass)
{
  GTK_WIDGET_CLASS (klass)->snapshot = stopwatch_snapshot;
}

static void
stopwatch_init (Stopwatch *self)
{
}

/* All between two polls is work, and belongs to the frame that comes next. */
static int
poll_timed (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  frame += get_busy_ms () - since_poll;
  worst_wall = MAX (worst_wall, get_ms (CLOCK_MONOTONIC) - wall_since_poll);
  result = g_poll (fds, n_fds, timeout);
  since_poll = get_busy_ms ();
  wall_since_poll = get_ms (CLOCK_MONOTONIC);
  return result;
}

static void
on_before_paint (void)
{
  painting = get_busy_ms ();
  snapshot = 0;
}

/* Of frames in which something was laid out. */
static void
on_layout_done (void)
{
  painting = get_busy_ms ();
}

static void
on_after_paint (void)
{
  double now = get_busy_ms ();
  double own = frame + (painting - since_poll) + snapshot;

  if (frames != NULL)
    g_array_append_val (frames, own);
  /* What follows in this turn belongs to the next frame. */
  frame = 0;
  since_poll = now;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
report (const char *what)
{
  static const double limits[] = { 1, 2, 4, 8, 16, INFINITY };
  guint counts[G_N_ELEMENTS (limits)] = { 0 };

  g_assert (frames->len > 0);
  g_array_sort (frames, compare);
  for (guint i = 0; i < frames->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (limits); k++)
      if (g_array_index (frames, double, i) < limits[k])
        {
          counts[k]++;
          break;
        }
  g_print (
    "%-24s %4u frames: median %4.1f ms, 99th percentile %4.1f, worst %4.1f (at most 8); under 1 ms %u, 2 ms "
    "%u, 4 ms %u, 8 ms %u, 16 ms %u, above %u\n",
    what, frames->len, g_array_index (frames, double, frames->len / 2),
    g_array_index (frames, double, frames->len * 99 / 100), g_array_index (frames, double, frames->len - 1),
    counts[0], counts[1], counts[2], counts[3], counts[4], counts[5]);
  g_clear_pointer (&frames, g_array_unref);
}

static void
begin (void)
{
  frame = 0;
  frames = g_array_new (FALSE, FALSE, sizeof (double));
}

static gboolean
wake (gpointer data)
{
  *(gboolean *) data = TRUE;
  return G_SOURCE_REMOVE;
}

static void
run_for (guint ms)
{
  gboolean over = FALSE;

  g_timeout_add (ms, wake, &over);
  while (!over)
    g_main_context_iteration (NULL, TRUE);
}

static GtkWidget *
find (GtkWidget *root, GType type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
pan (AtlasMapView *map, double zoom)
{
  g_autofree char *what = g_strdup_printf ("panning at zoom %g", zoom);

  atlas_map_view_go_to (map, 43, -80, zoom, FALSE);
  run_for (1000);
  begin ();
  for (guint step = 0; step < 8; step++)
    {
      gtk_widget_activate_action (GTK_WIDGET (map), "map.pan", "(dd)", step % 4 < 2 ? 0.3 : -0.3, 0.0);
      run_for (250);
    }
  report (what);
}

static G_NO_INLINE void
zoom (AtlasMapView *map)
{
  atlas_map_view_go_to (map, 43, -80, 3.3, FALSE);
  run_for (1000);
  begin ();
  for (guint step = 0; step < 16; step++)
    {
      if (step < 8)
        atlas_map_view_zoom_in (map);
      else
        atlas_map_view_zoom_out (map);
      run_for (250);
    }
  report ("zooming in and out");
}

static void
type (AtlasSession *session, const char *text)
{
  AtlasFilter *filter = atlas_session_get_filter (session, &atlas_kind_member);
  g_autofree char *what = g_strdup_printf ("typing %s", text);

  begin ();
  for (guint repeat = 0; repeat < 3; repeat++)
    {
      for (gsize length = 1; length <= strlen (text); length++)
        {
          g_autofree char *typed = g_strndup (text, length);

          atlas_filter_set_text (filter, typed);
          run_for (90);
        }
      atlas_filter_set_text (filter, "");
      run_for (200);
    }
  report (what);
}

static void
run (AtlasWindow *window)
{
  AdwApplicationWindow *outer = ADW_APPLICATION_WINDOW (window);
  GtkWidget *content = g_object_ref (adw_application_window_get_content (outer));
  GtkWidget *stopwatch = g_object_new (TYPE_STOPWATCH, NULL);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (GTK_WIDGET (window));
  AtlasMapView *map;

  while (!atlas_window_is_settled (window) || atlas_window_get_session (window) == NULL)
    g_main_context_iteration (NULL, TRUE);
  adw_application_window_set_content (outer, NULL);
  adw_bin_set_child (ADW_BIN (stopwatch), content);
  adw_application_window_set_content (outer, stopwatch);
  g_object_unref (content);
  run_for (1500);

  map = ATLAS_MAP_VIEW (find (stopwatch, ATLAS_TYPE_MAP_VIEW));
  since_poll = get_busy_ms ();
  wall_since_poll = get_ms (CLOCK_MONOTONIC);
  g_main_context_set_poll_func (NULL, poll_timed);
  g_signal_connect_after (clock, "before-paint", G_CALLBACK (on_before_paint), NULL);
  g_signal_connect_after (clock, "layout", G_CALLBACK (on_layout_done), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);

  pan (map, 3.3);
  pan (map, 6);
  pan (map, 9);
  zoom (map);
  atlas_map_view_go_to (map, 43, -80, 3.3, FALSE);
  run_for (1000);
  type (atlas_window_get_session (window), "sex:female age:25..40");
  type (atlas_window_get_session (window), "uwase mont");
}

static void
on_activate (GApplication *application, const char *path)
{
  AtlasWindow *window = atlas_window_new (ADW_APPLICATION (application));

  gtk_window_set_default_size (GTK_WINDOW (window), 1280, 800);
  atlas_window_open (window, path);
  gtk_window_present (GTK_WINDOW (window));
  run (window);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;

  if (argc != 2)
    {
      g_printerr ("Usage: frames DATABASE\n");
      return 2;
    }
  atlas_app_init_resources ();
  application = adw_application_new ("org.diasporaatlas.Bench", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), argv[1]);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
