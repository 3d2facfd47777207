/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "editor-test-support.h"

#include "atlas-calendar-day.h"
#include "atlas-calendar-file.h"
#include "atlas-calendar-month.h"
#include "atlas-calendar-page.h"
#include "atlas-mission-tools.h"
#include "atlas-missions-page.h"
#include "atlas-item-row.h"
#include "atlas-planner.h"

/* The pages of missions and of the calendar. */

#define FAIR "11111111-1111-4111-8111-111111111111"

/* Two stops in other zones than the base, with what is held at the first. */
#define STOPS                                                                                           \
  "[{\"place\":\"Winnipeg\",\"arrival\":\"2026-12-01T15:00:00-06:00\",\"departure\":"                   \
  "\"2026-12-02T09:00:00-06:00\",\"event\":\"" FAIR                                                     \
  "\",\"expected\":40},{\"place\":\"Calgary\",\"arrival\":\"2026-12-02T12:00:00-07:00\",\"departure\":" \
  "\"2026-12-03T18:00:00-07:00\",\"expected\":60}]"
#define LEGS                                                                                                \
  "[{\"mode\":\"fly\",\"from\":\"Ottawa\",\"to\":\"Winnipeg\",\"departure\":\"2026-12-01T09:00:00-05:00\"," \
  "\"arrival\":\"2026-12-01T13:00:00-06:00\",\"km\":1700,\"hours\":5}]"

typedef struct
{
  AtlasSession *session;
  AtlasRegister *records;
  AtlasPage *page;
  GtkWindow *window;
  char *told;
  char *asked; /* of the window: "show mission 1", "new event 2026-11-28 18:00" */
} Test;

static void
on_told (AtlasSession *session, const char *message, gboolean undo, Test *test)
{
  g_free (test->told);
  test->told = g_strdup (message);
}

static void
on_failed (AtlasSession *session, const char *title, GError *error)
{
  g_error ("%s: %s", title, error->message);
}

static void
on_show (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Test *test = data;
  const char *kind;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &kind, &id);
  g_free (test->asked);
  test->asked = g_strdup_printf ("show %s %" G_GINT64_FORMAT, kind, id);
}

static void
on_new (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  Test *test = data;
  g_autoptr (GVariant) fields = NULL;
  const char *kind, *start = "";

  g_variant_get (parameter, "(&s@a{ss})", &kind, &fields);
  g_variant_lookup (fields, "start", "&s", &start);
  g_free (test->asked);
  test->asked = g_strdup_printf ("new %s %s", kind, start);
}

static gint64
add (Test *test, const AtlasKind *kind, const char *const *fields)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (kind);
  g_autoptr (GError) error = NULL;
  gint64 id;

  for (gsize i = 0; fields[i] != NULL; i += 2)
    {
      if (g_str_equal (fields[i], "id"))
        {
          AtlasUuid uuid;

          g_assert_true (atlas_uuid_parse (fields[i + 1], -1, &uuid));
          atlas_record_set_uuid (record, &uuid);
          continue;
        }
      atlas_record_set_from_text (record, fields[i], fields[i + 1], &error);
      g_assert_no_error (error);
    }
  id = atlas_register_save (test->records, record, &error);
  g_assert_no_error (error);
  return id;
}

static gint64
add_mission (Test *test, const char *title, const char *start, const char *end)
{
  const char *fields[] = { "title", title, "status",     "approved",     "start", start,
                           "end",   end,   "base.place", "Ottawa",       "stops", STOPS,
                           "legs",  LEGS,  "plan",       "{\"days\":3}", NULL };

  return add (test, &atlas_kind_mission, fields);
}

static gint64
add_event (Test *test, const char *title, const char *start, const char *end)
{
  const char *fields[] = { "title", title, "start", start, "end", end, NULL };

  return add (test, &atlas_kind_event, fields);
}

static gboolean
is_settled (gpointer data)
{
  return atlas_page_is_settled (((Test *) data)->page);
}

static void
settle (Test *test)
{
  app_test_run (20);
  app_test_wait (is_settled, test);
  app_test_run (20);
}

static void
set_up (Test *test, gconstpointer get_type)
{
  static const GActionEntry entries[] = {
    { "show-record", on_show, "(sx)" },
    { "new-record", on_new, "(sa{ss})" },
  };
  GType (*type) (void) = (GType (*) (void)) get_type;
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();

  test->session = app_test_session_new (0);
  test->records = atlas_session_get_register (test->session);
  g_signal_connect (test->session, "failed", G_CALLBACK (on_failed), NULL);
  g_signal_connect (test->session, "told", G_CALLBACK (on_told), test);
  test->page = g_object_new (type (), NULL);
  atlas_page_set_session (test->page, test->session);
  test->window = app_test_present (GTK_WIDGET (test->page), 1100, 760);
  g_action_map_add_action_entries (G_ACTION_MAP (actions), entries, G_N_ELEMENTS (entries), test);
  gtk_widget_insert_action_group (GTK_WIDGET (test->window), "win", G_ACTION_GROUP (actions));
  settle (test);
}

static void
tear_down (Test *test, gconstpointer data)
{
  gtk_window_destroy (test->window);
  atlas_session_close (test->session);
  g_object_unref (test->session);
  g_free (test->told);
  g_free (test->asked);
}

static gboolean
shows (Test *test, const char *words)
{
  GtkWidget *label = app_test_find_label (GTK_WIDGET (test->page), words);

  return label != NULL && gtk_widget_get_mapped (label);
}

/* --- Missions. */

static gboolean
is_added (gpointer data)
{
  return g_strcmp0 (((Test *) data)->told, "Added Prairies") == 0;
}

static gboolean
is_renamed (gpointer data)
{
  return g_strcmp0 (((Test *) data)->told, "Saved Prairies in spring") == 0;
}

static gboolean
is_listed (gpointer data)
{
  return shows (data, "1–3 December 2026 · Approved · 2 stops");
}

static gboolean
is_gone (gpointer data)
{
  return shows (data, "No Missions Yet");
}

/* Whoever undid it may be told later than the list follows. */
static gboolean
is_undone (gpointer data)
{
  return g_strcmp0 (((Test *) data)->told, "Undone: Add Prairies") == 0;
}

static AtlasRecord *
load (Test *test, gint64 id)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *record = atlas_register_load (test->records, &atlas_kind_mission, id, &error);

  g_assert_no_error (error);
  return record;
}

/* From nothing: a mission is written down, planned elsewhere, and edited without losing what it was planned
 * by. */
static void
test_missions (Test *test, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (test->page);
  GtkWidget *editor = app_test_find (page, ATLAS_TYPE_RECORD_EDITOR, NULL);
  g_autoptr (AtlasRecord) saved = NULL;
  g_autoptr (AtlasRecord) renamed = NULL;
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (shows (test, "No Missions Yet"));
  app_test_picture (page, "missions-none");
  atlas_page_new_record (test->page, NULL);
  app_test_run (100);
  app_test_type (editor_test_find_row_in (editor, "Title"), "Prairies");
  g_assert_true (gtk_widget_activate_action (editor, "editor.save", NULL));
  app_test_wait (is_added, test);
  settle (test);

  saved = load (test, 1);
  g_assert_cmpstr (atlas_record_get_text (saved, "status"), ==, "draft");
  g_assert_true (atlas_record_set_from_text (saved, "status", "approved", NULL));
  g_assert_true (atlas_record_set_from_text (saved, "start", "2026-12-01", NULL));
  g_assert_true (atlas_record_set_from_text (saved, "end", "2026-12-03", NULL));
  g_assert_true (atlas_record_set_from_text (saved, "base.place", "Ottawa", NULL));
  g_assert_true (atlas_record_set_from_text (saved, "stops", STOPS, NULL));
  g_assert_true (atlas_record_set_from_text (saved, "legs", LEGS, NULL));
  g_assert_true (atlas_record_set_from_text (saved, "plan", "{\"days\":3}", NULL));
  g_assert_cmpint (atlas_register_save (test->records, saved, &error), ==, 1);
  g_assert_no_error (error);
  app_test_wait (is_listed, test);
  settle (test);
  app_test_picture (page, "missions");
  g_assert_true (shows (test, "Ottawa → Winnipeg"));
  g_assert_true (shows (test, "Calgary, Alberta"));
  g_assert_true (shows (test, "2 stops · 1,700 km · 5 h on the way"));

  app_test_type (editor_test_find_row_in (editor, "Title"), "Prairies in spring");
  g_assert_true (gtk_widget_activate_action (editor, "editor.save", NULL));
  app_test_wait (is_renamed, test);
  settle (test);
  renamed = load (test, 1);
  g_assert_cmpstr (atlas_record_get_text (renamed, "plan"), ==, "{\"days\":3}");
  stops = atlas_record_dup_items (renamed, "stops");
  g_assert_cmpuint (stops->len, ==, 2);
  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (stops, 1), "timezone"), ==, "America/Edmonton");

  for (guint i = 0; i < 3; i++)
    {
      settle (test);
      atlas_session_undo (test->session, FALSE);
    }
  app_test_wait (is_gone, test);
  app_test_wait (is_undone, test);
}

/* --- The calendar. */

static AtlasCalendarMonth *
get_month (Test *test)
{
  return ATLAS_CALENDAR_MONTH (app_test_find (GTK_WIDGET (test->page), ATLAS_TYPE_CALENDAR_MONTH, NULL));
}

static char *
dup_current (Test *test)
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
dup_lines (Test *test, GDateDay day, GDateMonth month)
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
fill (Test *test)
{
  add_mission (test, "Prairies", "2026-11-24", "2026-12-03");
  add_event (test, "Town hall", "2026-11-27T18:30:00-05:00", "2026-11-27T20:30:00-05:00");
  add_event (test, "Fair of two days", "2026-11-26T09:00:00-05:00", "2026-11-27T17:00:00-05:00");
  /* Until midnight: that day alone. */
  add_event (test, "Gala", "2026-11-28T19:00:00-05:00", "2026-11-29T00:00:00-05:00");
  add_event (test, "Next year", "2027-11-27T18:30:00-05:00", "2027-11-27T20:30:00-05:00");
  settle (test);
}

static gboolean
has_undone_next_year (gpointer data)
{
  return g_strcmp0 (((Test *) data)->told, "Undone: Add Next year") == 0;
}

static gboolean
has_undone_gala (gpointer data)
{
  return g_strcmp0 (((Test *) data)->told, "Undone: Add Gala") == 0;
}

/* Missions are bars over their days, events stand on theirs; the keys lead through days and months. */
static void
test_month (Test *test, gconstpointer data)
{
  GtkWidget *month = GTK_WIDGET (get_month (test));
  GtkWidget *town_hall;

  fill (test);
  g_assert_true (shows (test, "November 2026"));
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
  settle (test);
  g_assert_true (shows (test, "December 2026"));
  press (month, GDK_KEY_Up);
  press (month, GDK_KEY_Right);
  press (month, GDK_KEY_Page_Down);
  press (month, GDK_KEY_Page_Down);
  press (month, GDK_KEY_Page_Up);
  ASSERT_CURRENT ("2026-12-27");
  press (month, GDK_KEY_Home);
  ASSERT_CURRENT ("2026-11-27");
  settle (test);

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
  settle (test);

  /* The search is for events. */
  atlas_filter_set_text (atlas_session_get_filter (test->session, &atlas_kind_event), "hall");
  settle (test);
  ASSERT_LINES (27, G_DATE_NOVEMBER, "mission event");

  /* What changes elsewhere follows. */
  atlas_filter_set_text (atlas_session_get_filter (test->session, &atlas_kind_event), "");
  atlas_session_undo (test->session, FALSE);
  app_test_wait (has_undone_next_year, test);
  atlas_session_undo (test->session, FALSE);
  app_test_wait (has_undone_gala, test);
  settle (test);
  ASSERT_LINES (28, G_DATE_NOVEMBER, "mission");
}

/* Whether the line of that name, or its bar on that day, is to be seen. */
static gboolean
has_line (Test *test, GDateDay day, const char *title)
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
test_crowded (Test *test, gconstpointer data)
{
  fill (test);
  gtk_window_set_default_size (test->window, 1100, 520);
  app_test_run (20);
  settle (test);
  g_assert_true (has_line (test, 26, "Prairies"));
  g_assert_true (has_line (test, 27, "Prairies"));
  g_assert_cmpint (has_line (test, 26, "Fair of two days"), ==, has_line (test, 27, "Fair of two days"));
  g_assert_false (has_line (test, 27, "18:30 Town hall"));
  app_test_picture (GTK_WIDGET (test->page), "calendar-crowded");
}

/* The agenda of a month, and the missions of a year. */
static void
test_agenda (Test *test, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (test->page);

  g_object_set (page, "view", "agenda", NULL);
  settle (test);
  g_assert_true (shows (test, "Nothing in This Month"));
  app_test_click (app_test_find_button (page, "New _Event"));
  g_assert_cmpstr (test->asked, ==, "new event 2026-11-27 18:00");
  fill (test);
  app_test_picture (page, "calendar-agenda");
  g_assert_true (shows (test, "Tuesday 24 November 2026"));
  g_assert_true (shows (test, "Today, Friday 27 November 2026"));
  g_assert_true (shows (test, "Mission · until 3 December 2026 · Winnipeg, Calgary"));
  g_assert_true (shows (test, "18:30 – 20:30"));
  gtk_widget_activate_action (page, "calendar.next", NULL);
  settle (test);
  g_assert_true (shows (test, "December 2026"));
  g_assert_true (shows (test, "Tuesday 1 December 2026"));
  g_assert_false (shows (test, "Town hall"));

  g_object_set (page, "view", "year", NULL);
  settle (test);
  app_test_picture (page, "calendar-year");
  g_assert_true (shows (test, "2026"));
  g_assert_true (shows (test, "24 Nov, 10 days · Winnipeg, Calgary"));
  gtk_widget_activate_action (page, "calendar.next", NULL);
  settle (test);
  g_assert_true (shows (test, "No Missions in 2027"));
  gtk_widget_activate_action (page, "calendar.today", NULL);
  settle (test);
  g_assert_true (shows (test, "24 Nov, 10 days · Winnipeg, Calgary"));
}

/* With little room it is the agenda, whatever was chosen. */
static void
test_narrow (Test *test, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (test->page);
  GtkStack *faces = GTK_STACK (app_test_find (page, GTK_TYPE_STACK, "faces"));

  fill (test);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (faces), ==, "month");
  gtk_window_set_default_size (test->window, 360, 640);
  app_test_run (20);
  settle (test);
  g_assert_cmpint (gtk_widget_get_width (page), <=, 360);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (faces), ==, "agenda");
  app_test_picture (page, "calendar-narrow");
  gtk_window_set_default_size (test->window, 900, 640);
  app_test_run (20);
  settle (test);
  g_assert_cmpstr (gtk_stack_get_visible_child_name (faces), ==, "month");
}

static void
on_saved (AtlasSession *session, const char *message, GFile *file, Test *test)
{
  g_free (test->asked);
  test->asked = g_file_get_path (file);
}

static gboolean
is_written (gpointer data)
{
  return ((Test *) data)->asked != NULL;
}

/* What is seen goes into a calendar file. */
static void
test_file (Test *test, gconstpointer data)
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

static gboolean
has_told (gpointer data)
{
  return ((Test *) data)->told != NULL;
}

static void
carry (Test *test, const char *action, GVariant *stop, const char *expected)
{
  GtkWidget *tools = app_test_find (GTK_WIDGET (test->page), ATLAS_TYPE_MISSION_TOOLS, NULL);

  g_clear_pointer (&test->told, g_free);
  g_assert_true (gtk_widget_activate_action_variant (tools, action, stop));
  app_test_wait (has_told, test);
  g_assert_cmpstr (test->told, ==, expected);
}

static gint64
count_events (Test *test)
{
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_event, "", NULL);

  return atlas_register_count (test->records, query, NULL, NULL);
}

/* Events are made of the stops, and those who agreed are put on their lists. */
static void
test_carry_out (Test *test, gconstpointer data)
{
  const char *person[] = { "given_name",
                           "Ada",
                           "emails",
                           "ada@example.org",
                           "address.city",
                           "Calgary",
                           "address.region",
                           "CA-AB",
                           "consents",
                           "[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\"}]",
                           NULL };
  gint64 id = add_mission (test, "Prairies", "2026-12-01", "2026-12-03");

  add (test, &atlas_kind_member, person);
  settle (test);
  atlas_page_show_record (test->page, id);
  settle (test);
  carry (test, "mission.add-to-event", g_variant_new_uint32 (1),
         "The stop has no event yet: “Make Events” makes it");
  carry (test, "mission.make-events", NULL, "2 events made");
  g_assert_cmpint (count_events (test), ==, 2);
  carry (test, "mission.make-events", NULL, "The events are as the mission says");
  carry (test, "mission.add-to-event", g_variant_new_uint32 (1),
         "1 person who agreed to be contacted was put on the list as invited");
  carry (test, "mission.add-to-event", g_variant_new_uint32 (1), "Everybody who may be asked is on the list");
  settle (test);
  app_test_picture (GTK_WIDGET (test->page), "mission-carried-out");
}

/* The stops of the form, in order. */
static void
assert_stops (Test *test, gint64 id, const char *first, const char *second)
{
  g_autoptr (AtlasRecord) mission = atlas_register_load (test->records, &atlas_kind_mission, id, NULL);
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");

  g_assert_cmpuint (stops->len, ==, 2);
  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (stops, 0), "place"), ==, first);
  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (stops, 1), "place"), ==, second);
}

static AtlasItemRow *
find_stop_row (Test *test, const char *place)
{
  GtkWidget *stops = editor_test_find_row_in (
    app_test_find (GTK_WIDGET (test->page), ATLAS_TYPE_RECORD_EDITOR, NULL), "Stops");

  GtkWidget *row = app_test_find (stops, ATLAS_TYPE_ITEM_ROW, NULL);

  while (g_strcmp0 (atlas_record_get_text (atlas_item_row_get_item (ATLAS_ITEM_ROW (row)), "place"), place) !=
         0)
    {
      row = gtk_widget_get_next_sibling (row);
      g_assert_nonnull (row);
    }
  return ATLAS_ITEM_ROW (row);
}

static void
save_form (Test *test)
{
  g_assert_true (gtk_widget_activate_action (
    app_test_find (GTK_WIDGET (test->page), ATLAS_TYPE_RECORD_EDITOR, NULL), "record.save", NULL));
  settle (test);
}

static void
test_order (Test *test, gconstpointer data)
{
  gint64 id = add_mission (test, "Prairies", "2026-12-01", "2026-12-03");
  AtlasItemRow *winnipeg, *calgary;

  settle (test);
  atlas_page_show_record (test->page, id);
  settle (test);
  winnipeg = find_stop_row (test, "Winnipeg");
  calgary = find_stop_row (test, "Calgary");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (winnipeg), "item.step", "i", 1));
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (calgary)), <,
                   gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (winnipeg)));
  /* It is the last already. */
  gtk_widget_activate_action (GTK_WIDGET (winnipeg), "item.step", "i", 1);
  app_test_picture (gtk_widget_get_parent (GTK_WIDGET (winnipeg)), "mission-stops-moved");
  save_form (test);
  assert_stops (test, id, "Calgary", "Winnipeg");
  g_signal_emit_by_name (find_stop_row (test, "Winnipeg"), "moved", find_stop_row (test, "Calgary"));
  save_form (test);
  assert_stops (test, id, "Winnipeg", "Calgary");
}

/* What was asked of the composer, and left, is there again; what it began with is one step back. */
static void
test_plan_anew (Test *test, gconstpointer data)
{
  gint64 prairies = add_mission (test, "Prairies", "2026-12-01", "2026-12-03");
  gint64 rockies = add_mission (test, "Rockies", "2027-01-11", "2027-01-13");
  GtkWidget *page = GTK_WIDGET (test->page);
  g_autoptr (AtlasPlanRequest) other = NULL;
  AtlasPlanner *planner;
  double radius;

  settle (test);
  atlas_page_show_record (test->page, prairies);
  settle (test);
  g_assert_true (gtk_widget_activate_action (page, "missions.plan-anew", NULL));
  planner = ATLAS_PLANNER (app_test_find (page, ATLAS_TYPE_PLANNER, NULL));
  other = atlas_plan_request_copy (atlas_planner_get_request (planner));
  radius = other->radius_km;
  other->radius_km = radius + 25;
  atlas_planner_take_up (planner, other);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (gtk_widget_activate_action (GTK_WIDGET (planner), "plan.leave", NULL));
      if (i > 0)
        {
          atlas_page_show_record (test->page, rockies);
          settle (test);
          g_assert_true (gtk_widget_activate_action (page, "missions.plan-anew", NULL));
          g_assert_cmpfloat (atlas_planner_get_request (planner)->radius_km, ==, radius);
          g_assert_true (gtk_widget_activate_action (GTK_WIDGET (planner), "plan.leave", NULL));
          atlas_page_show_record (test->page, prairies);
          settle (test);
        }
      g_assert_true (gtk_widget_activate_action (page, "missions.plan-anew", NULL));
      g_assert_cmpfloat (atlas_planner_get_request (planner)->radius_km, ==, radius + 25);
    }
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (planner), "plan.undo", NULL));
  g_assert_cmpfloat (atlas_planner_get_request (planner)->radius_km, ==, radius);
  settle (test);
}

int
main (int argc, char *argv[])
{
  g_setenv ("ATLAS_NOW", "2026-11-27T15:00:00Z", TRUE);
  app_test_init (&argc, &argv);
  g_test_add ("/missions/page", Test, atlas_missions_page_get_type, set_up, test_missions, tear_down);
  g_test_add ("/missions/carry-out", Test, atlas_missions_page_get_type, set_up, test_carry_out, tear_down);
  g_test_add ("/missions/order", Test, atlas_missions_page_get_type, set_up, test_order, tear_down);
  g_test_add ("/missions/plan-anew", Test, atlas_missions_page_get_type, set_up, test_plan_anew, tear_down);
  g_test_add ("/missions/calendar/month", Test, atlas_calendar_page_get_type, set_up, test_month, tear_down);
  g_test_add ("/missions/calendar/crowded", Test, atlas_calendar_page_get_type, set_up, test_crowded,
              tear_down);
  g_test_add ("/missions/calendar/agenda", Test, atlas_calendar_page_get_type, set_up, test_agenda,
              tear_down);
  g_test_add ("/missions/calendar/narrow", Test, atlas_calendar_page_get_type, set_up, test_narrow,
              tear_down);
  g_test_add ("/missions/calendar/file", Test, atlas_calendar_page_get_type, set_up, test_file, tear_down);
  return g_test_run ();
}
