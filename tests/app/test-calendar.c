/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "missions-test-support.h"

#include "atlas-calendar-day.h"
#include "atlas-calendar-file.h"
#include "atlas-calendar-month.h"
#include "atlas-calendar-page.h"

/* The page of the calendar. */

static AtlasCalendarMonth *
get_month (MissionsTest *test)
{
  return ATLAS_CALENDAR_MONTH (app_test_find (GTK_WIDGET (test->page), ATLAS_TYPE_CALENDAR_MONTH, NULL));
}

static char *
dup_current (MissionsTest *test)
{
  char *text = g_malloc (11);
  GDate day;

  g_date_clear (&day, 1);
  g_date_set_julian (&day, atlas_calendar_month_get_current (get_month (test)));
  g_date_strftime (text, 11, "%Y-%m-%d", &day);
  return text;
}

/* As the key controller of the widget would be told. */
static void
press (GtkWidget *widget, guint key)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, 0, &taken);
    }
}

static AtlasCalendarDay *
find_day (GtkWidget *root, guint32 julian)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      AtlasCalendarDay *found = NULL;

      if (ATLAS_IS_CALENDAR_DAY (child))
        found = atlas_calendar_day_get_julian (ATLAS_CALENDAR_DAY (child)) == julian
                  ? ATLAS_CALENDAR_DAY (child)
                  : NULL;
      else
        found = find_day (child, julian);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* The lines of a day, those without words as well: "mission event". */
static char *
dup_lines (MissionsTest *test, GDateDay day, GDateMonth month)
{
  g_autoptr (GString) lines = g_string_new (NULL);
  AtlasCalendarDay *cell;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, month, 2026);
  cell = find_day (GTK_WIDGET (get_month (test)), g_date_get_julian (&date));
  g_assert_nonnull (cell);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (cell)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child))
      g_string_append_printf (lines, "%s%s", lines->len > 0 ? " " : "",
                              gtk_widget_has_css_class (child, "mission") ? "mission" : "event");
  return g_strdup (lines->str);
}

#define ASSERT_LINES(day, month, expected)                     \
  G_STMT_START                                                 \
  {                                                            \
    g_autofree char *lines = dup_lines (test, (day), (month)); \
                                                               \
    g_assert_cmpstr (lines, ==, (expected));                   \
  }                                                            \
  G_STMT_END
#define ASSERT_CURRENT(expected)                   \
  G_STMT_START                                     \
  {                                                \
    g_autofree char *current = dup_current (test); \
                                                   \
    g_assert_cmpstr (current, ==, (expected));     \
  }                                                \
  G_STMT_END

static void
fill (MissionsTest *test)
{
  missions_test_add_mission (test, "Prairies", "2026-11-24", "2026-12-03");
  missions_test_add_event (test, "Town hall", "2026-11-27T18:30:00-05:00", "2026-11-27T20:30:00-05:00");
  missions_test_add_event (test, "Fair of two days", "2026-11-26T09:00:00-05:00",
                           "2026-11-27T17:00:00-05:00");
  /* Until midnight: that day alone. */
  missions_test_add_event (test, "Gala", "2026-11-28T19:00:00-05:00", "2026-11-29T00:00:00-05:00");
  missions_test_add_event (test, "Next year", "2027-11-27T18:30:00-05:00", "2027-11-27T20:30:00-05:00");
  missions_test_settle (test);
}

static gboolean
has_undone_next_year (gpointer data)
{
  return g_strcmp0 (((MissionsTest *) data)->told, "Undone: Add Next year") == 0;
}

static gboolean
has_undone_gala (gpointer data)
{
  return g_strcmp0 (((MissionsTest *) data)->told, "Undone: Add Gala") == 0;
}

/* Missions are bars over their days, events stand on theirs; the keys lead through days and months. */
static void
test_month (MissionsTest *test, gconstpointer data)
{
  GtkWidget *month = GTK_WIDGET (get_month (test));
  GtkWidget *town_hall;

  fill (test);
  g_assert_true (missions_test_shows (test, "November 2026"));
  app_test_picture (GTK_WIDGET (test->page), "calendar-month");
  ASSERT_CURRENT ("2026-11-27");
  ASSERT_LINES (23, G_DATE_NOVEMBER, "");
  ASSERT_LINES (24, G_DATE_NOVEMBER, "mission");
  ASSERT_LINES (26, G_DATE_NOVEMBER, "mission event");
  ASSERT_LINES (27, G_DATE_NOVEMBER, "mission event event");
  ASSERT_LINES (28, G_DATE_NOVEMBER, "mission event");
  ASSERT_LINES (29, G_DATE_NOVEMBER, "mission");
  ASSERT_LINES (3, G_DATE_DECEMBER, "mission");
  ASSERT_LINES (4, G_DATE_DECEMBER, "");

  press (month, GDK_KEY_Left);
  ASSERT_CURRENT ("2026-11-26");
  press (month, GDK_KEY_Down);
  ASSERT_CURRENT ("2026-12-03");
  missions_test_settle (test);
  g_assert_true (missions_test_shows (test, "December 2026"));
  press (month, GDK_KEY_Up);
  press (month, GDK_KEY_Right);
  press (month, GDK_KEY_Page_Down);
  press (month, GDK_KEY_Page_Down);
  press (month, GDK_KEY_Page_Up);
  ASSERT_CURRENT ("2026-12-27");
  press (month, GDK_KEY_Home);
  ASSERT_CURRENT ("2026-11-27");
  missions_test_settle (test);

  /* A line opens its record. */
  town_hall = gtk_widget_get_ancestor (app_test_find_label (month, "18:30 Town hall"), GTK_TYPE_BUTTON);
  app_test_click (town_hall);
  g_assert_cmpstr (test->asked, ==, "show event 1");

  /* Enter lists the day, and offers a new event on it. */
  press (GTK_WIDGET (find_day (month, atlas_calendar_month_get_current (get_month (test)))), GDK_KEY_Return);
  app_test_run (50);
  app_test_picture (GTK_WIDGET (test->page), "calendar-day");
  app_test_click (app_test_find_button (month, "New _Event"));
  g_assert_cmpstr (test->asked, ==, "new event 2026-11-27 18:00");
  missions_test_settle (test);

  /* The search is for events. */
  atlas_filter_set_text (atlas_session_get_filter (test->session, &atlas_kind_event), "hall");
  missions_test_settle (test);
  ASSERT_LINES (27, G_DATE_NOVEMBER, "mission event");

  /* What changes elsewhere follows. */
  atlas_filter_set_text (atlas_session_get_filter (test->session, &atlas_kind_event), "");
  atlas_session_undo (test->session, FALSE);
  app_test_wait (has_undone_next_year, test);
  atlas_session_undo (test->session, FALSE);
  app_test_wait (has_undone_gala, test);
  missions_test_settle (test);
  ASSERT_LINES (28, G_DATE_NOVEMBER, "mission");
}

/* Whether the line of that name, or its bar on that day, is to be seen. */
static gboolean
has_line (MissionsTest *test, GDateDay day, const char *title)
{
  AtlasCalendarDay *cell;
  GtkWidget *label;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, day, G_DATE_NOVEMBER, 2026);
  cell = find_day (GTK_WIDGET (get_month (test)), g_date_get_julian (&date));
  label = app_test_find_label (GTK_WIDGET (cell), title);
  g_assert_nonnull (label);
  return gtk_widget_get_mapped (label);
}

/* Where one day has more than there is room for, a bar over it and the next is cut on neither. */
static void
test_crowded (MissionsTest *test, gconstpointer data)
{
  fill (test);
  gtk_window_set_default_size (test->window, 1100, 520);
  app_test_run (20);
  missions_test_settle (test);
  g_assert_true (has_line (test, 26, "Prairies"));
  g_assert_true (has_line (test, 27, "Prairies"));
  g_assert_cmpint (has_line (test, 26, "Fair of two days"), ==, has_line (test, 27, "Fair of two days"));
  g_assert_false (has_line (test, 27, "18:30 Town hall"));
  app_test_picture (GTK_WIDGET (test->page), "calendar-crowded");
}

/* The agenda of a month, and the missions of a year. */
static void
test_agenda (MissionsTest *test, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (test->page);

  g_object_set (page, "view", "agenda", NULL);
  missions_test_settle (test);
  g_assert_true (missions_test_shows (test, "Nothing in This Month"));
  app_test_click (app_test_find_button (page, "New _Event"));
  g_assert_cmpstr (test->asked, ==, "new event 2026-11-27 18:00");
  fill (test);
  app_test_picture (page, "calendar-agenda");
  g_assert_true (missions_test_shows (test, "Tuesday 24 November 2026"));
  g_assert_true (missions_test_shows (test, "Today, Friday 27 November 2026"));
  g_assert_true (missions_test_shows (test, "Mission · until 3 December 2026 · Winnipeg, Calgary"));
  g_assert_true (missions_test_shows (test, "18:30 – 20:30"));
  gtk_widget_activate_action (page, "calendar.next", NULL);
  missions_test_settle (test);
  g_assert_true (missions_test_shows (test, "December 2026"));
  g_assert_true (missions_test_shows (test, "Tuesday 1 December 2026"));
  g_assert_false (missions_test_shows (test, "Town hall"));

  g_object_set (page, "view", "year", NULL);
  missions_test_settle (test);
  app_test_picture (page, "calendar-year");
  g_assert_true (missions_test_shows (test, "2026"));
  g_assert_true (missions_test_shows (test, "24 Nov, 10 days · Winnipeg, Calgary"));
  gtk_widget_activate_action (page, "calendar.next", NULL);
  missions_test_settle (test);
  g_assert_true (missions_test_shows (test, "No Missions in 2027"));
  gtk_widget_activate_action (page, "calendar.today", NULL);
  missions_test_settle (test);
  g_assert_true (missions_test_shows (test, "24 Nov, 10 days · Winnipeg, Calgary"));
}

/* With little room it is the agenda, whatever was chosen. */
static void
test_narrow (MissionsTest *test, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (test->page);
  GtkStack *faces = GTK_STACK (app_test_find (page, GTK_TYPE_STACK, "faces"));

  fill (test);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (faces), ==, "month");
  gtk_window_set_default_size (test->window, 360, 640);
  app_test_run (20);
  missions_test_settle (test);
  g_assert_cmpint (gtk_widget_get_width (page), <=, 360);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (faces), ==, "agenda");
  app_test_picture (page, "calendar-narrow");
  gtk_window_set_default_size (test->window, 900, 640);
  app_test_run (20);
  missions_test_settle (test);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (faces), ==, "month");
}

static void
on_saved (AtlasSession *session, const char *message, GFile *file, MissionsTest *test)
{
  g_free (test->asked);
  test->asked = g_file_get_path (file);
}

static gboolean
is_written (gpointer data)
{
  return ((MissionsTest *) data)->asked != NULL;
}

/* What is seen goes into a calendar file. */
static void
test_file (MissionsTest *test, gconstpointer data)
{
  g_autofree char *folder = g_dir_make_tmp ("atlas-missions-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "calendar.ics", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  fill (test);
  g_signal_connect (test->session, "saved", G_CALLBACK (on_saved), test);
  atlas_calendar_file_write (test->session, file, "from:2026-11-01 to:2026-11-30",
                             "from:2026-11-01 to:2026-11-30");
  app_test_wait (is_written, test);
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (text, "SUMMARY:Town hall"));
  g_assert_nonnull (strstr (text, "SUMMARY:By air: Ottawa → Winnipeg"));
  g_assert_null (strstr (text, "Next year"));
  g_assert_true (g_str_has_suffix (text, "END:VCALENDAR\r\n"));
}

/* Carrying it out. */

int
main (int argc, char *argv[])
{
  g_setenv ("ATLAS_NOW", "2026-11-27T15:00:00Z", TRUE);
  app_test_init (&argc, &argv);
  g_test_add ("/calendar/month", MissionsTest, atlas_calendar_page_get_type, missions_test_set_up, test_month,
              missions_test_tear_down);
  g_test_add ("/calendar/crowded", MissionsTest, atlas_calendar_page_get_type, missions_test_set_up,
              test_crowded, missions_test_tear_down);
  g_test_add ("/calendar/agenda", MissionsTest, atlas_calendar_page_get_type, missions_test_set_up,
              test_agenda, missions_test_tear_down);
  g_test_add ("/calendar/narrow", MissionsTest, atlas_calendar_page_get_type, missions_test_set_up,
              test_narrow, missions_test_tear_down);
  g_test_add ("/calendar/file", MissionsTest, atlas_calendar_page_get_type, missions_test_set_up, test_file,
              missions_test_tear_down);
  return g_test_run ();
}
