/* SPDX-License-Identifier: GPL-3.0-or-later */
/* frames DATABASE [moving|typing|people|edits]: opens the window on it, pans and zooms the map, types a
 * filter on the map and on the page of people, and edits somebody, or only one of these; and prints
 * how long the main thread works for each frame: handlers, ticks, layout and the snapshot, without the
 * renderer, which draws on a processor here and on the graphics card elsewhere. Processor time of that
 * thread, so that other programs do not count. Of the slowest frames it says which of the four they were busy
 * with. Of edits, which are taken back, also how long they take to reach the map, by the clock. */
#include <adwaita.h>
#include <time.h>
#ifdef GDK_WINDOWING_X11
#include <gdk/x11/gdkx.h>
#endif

#include "atlas-app.h"
#include "atlas-application.h"
#include "atlas-map-view.h"
#include "atlas-people-page.h"
#include "atlas-window.h"

/* A widget around all that the window shows, which times its snapshot. */
#define TYPE_STOPWATCH (stopwatch_get_type ())
G_DECLARE_FINAL_TYPE (Stopwatch, stopwatch, BENCH, STOPWATCH, AdwBin)

struct _Stopwatch
{
  AdwBin parent_instance;
};

G_DEFINE_FINAL_TYPE (Stopwatch, stopwatch, ADW_TYPE_BIN)

typedef struct
{
  double own, handlers, ticks, layout, snapshot; /* milliseconds; the first is the sum of the others */
} Frame;

/* So many of the slowest are told of one by one. */
#define N_SLOWEST 3

#define LIMIT_MS 8

#define N_EDITS 20 /* even, since each second one takes the first back */

static double since_poll, painting, ticks, layout, snapshot, handlers;
static GArray *frames;   /* Frame; NULL: nobody counts */
static const char *only; /* NULL: everything */

static double
get_busy_ms (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

/* What comes out is thrown away: with a graphics card drawing it takes the main thread next to no time, and
 * here so long that the work of several letters would fall into one frame. */
static void
stopwatch_snapshot (GtkWidget *widget, GtkSnapshot *into)
{
  double start = get_busy_ms ();
  GtkSnapshot *own = gtk_snapshot_new ();
  g_autoptr (GskRenderNode) node = NULL;

  GTK_WIDGET_CLASS (stopwatch_parent_class)->snapshot (widget, own);
  node = gtk_snapshot_free_to_node (own);
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

  handlers += get_busy_ms () - since_poll;
  result = g_poll (fds, n_fds, timeout);
  since_poll = get_busy_ms ();
  return result;
}

static void
on_before_paint (void)
{
  painting = get_busy_ms ();
  ticks = layout = snapshot = 0;
}

static void
on_updated (void)
{
  ticks = get_busy_ms () - painting;
}

/* Of frames in which something was laid out. */
static void
on_layout_done (void)
{
  layout = get_busy_ms () - painting - ticks;
}

static void
on_after_paint (void)
{
  Frame frame = {
    .handlers = handlers + painting - since_poll, .ticks = ticks, .layout = layout, .snapshot = snapshot
  };

  frame.own = frame.handlers + frame.ticks + frame.layout + frame.snapshot;
  if (frames != NULL)
    g_array_append_val (frames, frame);
  /* What follows in this turn belongs to the next frame. */
  handlers = 0;
  since_poll = get_busy_ms ();
}

static int
compare (gconstpointer a, gconstpointer b)
{
  double first = ((const Frame *) a)->own, second = ((const Frame *) b)->own;

  return (first > second) - (first < second);
}

static double
get_percentile (guint percent)
{
  return g_array_index (frames, Frame, (frames->len - 1) * percent / 100).own;
}

static void
report (const char *what)
{
  guint n_above = 0;

  g_assert (frames->len > 0);
  g_array_sort (frames, compare);
  for (guint i = 0; i < frames->len; i++)
    n_above += g_array_index (frames, Frame, i).own > LIMIT_MS;
  g_print ("%-36s %4u frames: median %4.1f ms, 95th percentile %4.1f, 99th %4.1f, worst %4.1f; above %d ms: "
           "%u (%.1f %%)\n",
           what, frames->len, get_percentile (50), get_percentile (95), get_percentile (99),
           get_percentile (100), LIMIT_MS, n_above, 100.0 * n_above / frames->len);
  for (guint i = frames->len; i-- > MAX (frames->len, N_SLOWEST) - N_SLOWEST;)
    {
      const Frame *frame = &g_array_index (frames, Frame, i);

      g_print ("%-36s %4.1f ms: handlers %.1f, ticks %.1f, layout %.1f, snapshot %.1f\n", "", frame->own,
               frame->handlers, frame->ticks, frame->layout, frame->snapshot);
    }
  g_clear_pointer (&frames, g_array_unref);
}

static void
begin (void)
{
  handlers = 0;
  since_poll = get_busy_ms ();
  frames = g_array_new (FALSE, FALSE, sizeof (Frame));
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
type (AtlasSession *session, const char *text, const char *where)
{
  AtlasFilter *filter = atlas_session_get_filter (session, &atlas_kind_member);
  g_autofree char *what = g_strdup_printf ("%s: %s", where, text);

  begin ();
  for (guint repeat = 0; repeat < 3; repeat++)
    {
      for (gsize length = 1; length <= strlen (text); length++)
        {
          g_autofree char *typed = g_strndup (text, length);

          atlas_filter_set_text (filter, typed);
          run_for (90);
          /* On a busy machine letters are not to pile up in one frame. */
          while (atlas_session_is_loading (session))
            g_main_context_iteration (NULL, TRUE);
        }
      atlas_filter_set_text (filter, "");
      run_for (200);
    }
  report (what);
}

static void
type_both (AtlasWindow *window, const char *where)
{
  type (atlas_window_get_session (window), "sex:female age:25..40", where);
  type (atlas_window_get_session (window), "uwase mont", where);
}

/* An edit on its way. */
typedef struct
{
  AtlasSession *session;
  AtlasPointIndex *before; /* which the map has no more once it is there */
  gboolean saved;
  gint64 told_at, reached_at; /* of the monotonic clock; 0: not yet */
} Edit;

static void
on_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (atlas_register_save_finish (ATLAS_REGISTER (source), result, &error) == 0)
    g_error ("%s", error->message);
  ((Edit *) data)->saved = TRUE;
}

static void
on_told (Edit *edit)
{
  if (edit->told_at == 0)
    edit->told_at = g_get_monotonic_time ();
}

/* After the map, which listens, too, has taken them. */
static void
on_points (Edit *edit)
{
  AtlasPointSet *points = atlas_session_get_points (edit->session);

  if (edit->reached_at == 0 && atlas_point_set_get_index (points) != edit->before)
    edit->reached_at = g_get_monotonic_time ();
}

static gboolean
is_on_its_way (const Edit *edit)
{
  return !edit->saved || edit->told_at == 0 || edit->reached_at == 0;
}

/* Milliseconds from the edit's being told of, and from its being asked for, to its being on the map. */
static void
edit_one (AtlasSession *session, gint64 id, const char *sex, double *from_told, double *from_asked)
{
  AtlasRegister *records = atlas_session_get_register (session);
  g_autoptr (AtlasRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  Edit edit = { .session = session,
                .before = atlas_point_set_get_index (atlas_session_get_points (session)) };
  gint64 asked_at;

  record = atlas_register_load (records, &atlas_kind_member, id, &error);
  if (record == NULL)
    g_error ("%s", error->message);
  atlas_record_set_text (record, "sex", sex);
  g_object_ref (edit.before); /* or another might be made in its place */
  g_signal_connect_swapped (records, "changed", G_CALLBACK (on_told), &edit);
  g_signal_connect_data (session, "notify::points", G_CALLBACK (on_points), &edit, NULL,
                         G_CONNECT_SWAPPED | G_CONNECT_AFTER);
  asked_at = g_get_monotonic_time ();
  atlas_register_save_async (records, record, NULL, on_saved, &edit);
  while (is_on_its_way (&edit))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (records, &edit);
  g_signal_handlers_disconnect_by_data (session, &edit);
  g_object_unref (edit.before);
  *from_told = (edit.reached_at - edit.told_at) / 1e3;
  *from_asked = (edit.reached_at - asked_at) / 1e3;
  run_for (200);
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a, second = *(const double *) b;

  return (first > second) - (first < second);
}

static void
print_times (const char *what, double *times, guint n)
{
  qsort (times, n, sizeof *times, compare_doubles);
  g_print ("%-36s %4u edits: median %4.1f ms, worst %4.1f\n", what, n, times[n / 2], times[n - 1]);
}

/* Somebody's sex is changed and taken back, over and over. */
static void
edit (AtlasWindow *window)
{
  AtlasSession *session = atlas_window_get_session (window);
  gint64 id = atlas_point_index_get_id (atlas_point_set_get_index (atlas_session_get_points (session)), 0);
  g_autoptr (AtlasRecord) record =
    atlas_register_load (atlas_session_get_register (session), &atlas_kind_member, id, NULL);
  const char *sex = atlas_record_get_text (record, "sex");
  const char *other = g_strcmp0 (sex, "female") == 0 ? "male" : "female";
  double from_told[N_EDITS], from_asked[N_EDITS];

  begin ();
  for (guint i = 0; i < N_EDITS; i++)
    edit_one (session, id, i % 2 == 0 ? other : sex, &from_told[i], &from_asked[i]);
  report ("editing");
  print_times ("from being told of to the map", from_told, N_EDITS);
  print_times ("from being asked for to the map", from_asked, N_EDITS);
}

/* Through the list of people, a few rows at a time and then to far away. */
static void
scroll (AtlasWindow *window)
{
  GtkWidget *view = find (find (GTK_WIDGET (window), ATLAS_TYPE_PEOPLE_PAGE), GTK_TYPE_COLUMN_VIEW);
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (view));

  begin ();
  for (guint step = 0; step < 40; step++)
    {
      double by = gtk_adjustment_get_page_size (adjustment) * (step < 30 ? 0.1 : 1000);

      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) + by);
      run_for (50);
    }
  report ("scrolling among people");
}

/* Else it rests on the panel, whose tooltip is shown anew with each number. A key that is pressed, as
 * letters are not here, takes tooltips away. */
static void
put_pointer_away (void)
{
#ifdef GDK_WINDOWING_X11
  GdkDisplay *display = gdk_display_get_default ();

  if (GDK_IS_X11_DISPLAY (display))
    {
      Display *x = gdk_x11_display_get_xdisplay (display);

      XWarpPointer (x, None, DefaultRootWindow (x), 0, 0, 0, 0, 1900, 1100);
      XFlush (x);
    }
#endif
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
  put_pointer_away ();
  run_for (1500);

  map = ATLAS_MAP_VIEW (find (stopwatch, ATLAS_TYPE_MAP_VIEW));
  since_poll = get_busy_ms ();
  g_main_context_set_poll_func (NULL, poll_timed);
  g_signal_connect_after (clock, "before-paint", G_CALLBACK (on_before_paint), NULL);
  g_signal_connect_after (clock, "update", G_CALLBACK (on_updated), NULL);
  g_signal_connect_after (clock, "layout", G_CALLBACK (on_layout_done), NULL);
  g_signal_connect_after (clock, "after-paint", G_CALLBACK (on_after_paint), NULL);

  if (only == NULL || g_str_equal (only, "moving"))
    {
      pan (map, 3.3);
      pan (map, 6);
      pan (map, 9);
      zoom (map);
    }
  if (only == NULL || g_str_equal (only, "typing"))
    {
      atlas_map_view_go_to (map, 43, -80, 3.3, FALSE);
      run_for (1000);
      type_both (window, "on the map");
    }
  if (only == NULL || g_str_equal (only, "edits"))
    {
      atlas_map_view_go_to (map, 43, -80, 3.3, FALSE);
      run_for (1000);
      edit (window);
    }
  if (only == NULL || g_str_equal (only, "people"))
    {
      gtk_widget_activate_action (GTK_WIDGET (window), "win.show-page", "s", "people");
      run_for (500);
      while (!atlas_window_is_settled (window))
        g_main_context_iteration (NULL, TRUE);
      run_for (500);
      type_both (window, "among people");
      scroll (window);
    }
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

  only = argc == 3 ? argv[2] : NULL;
  if (argc < 2 || argc > 3 ||
      (only != NULL && !g_str_equal (only, "moving") && !g_str_equal (only, "typing") &&
       !g_str_equal (only, "people") && !g_str_equal (only, "edits")))
    {
      g_printerr ("Usage: frames DATABASE [moving|typing|people|edits]\n");
      return 2;
    }
  atlas_app_init_resources ();
  application = adw_application_new ("org.diasporaatlas.Bench", G_APPLICATION_NON_UNIQUE);
  g_signal_connect (application, "activate", G_CALLBACK (on_activate), argv[1]);
  return g_application_run (G_APPLICATION (application), 1, argv);
}
