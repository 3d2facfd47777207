/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "missions-test-support.h"

#include "atlas-item-row.h"
#include "atlas-mission-tools.h"
#include "atlas-missions-page.h"
#include "atlas-planner.h"

/* The page of missions. */

static gboolean
is_added (gpointer data)
{
  return g_strcmp0 (((MissionsTest *) data)->told, "Added Prairies") == 0;
}

static gboolean
is_renamed (gpointer data)
{
  return g_strcmp0 (((MissionsTest *) data)->told, "Saved Prairies in spring") == 0;
}

static gboolean
is_listed (gpointer data)
{
  return missions_test_shows (data, "1–3 December 2026 · Approved · 2 stops");
}

static gboolean
is_gone (gpointer data)
{
  return missions_test_shows (data, "No Missions Yet");
}

/* Whoever undid it may be told later than the list follows. */
static gboolean
is_undone (gpointer data)
{
  return g_strcmp0 (((MissionsTest *) data)->told, "Undone: Add Prairies") == 0;
}

static AtlasRecord *
load (MissionsTest *test, gint64 id)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *record = atlas_register_load (test->records, &atlas_kind_mission, id, &error);

  g_assert_no_error (error);
  return record;
}

/* From nothing: a mission is written down, planned elsewhere, and edited without losing what it was planned
 * by. */
static void
test_missions (MissionsTest *test, gconstpointer data)
{
  GtkWidget *page = GTK_WIDGET (test->page);
  GtkWidget *editor = app_test_find (page, ATLAS_TYPE_RECORD_EDITOR, NULL);
  g_autoptr (AtlasRecord) saved = NULL;
  g_autoptr (AtlasRecord) renamed = NULL;
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (missions_test_shows (test, "No Missions Yet"));
  app_test_picture (page, "missions-none");
  atlas_page_new_record (test->page, NULL);
  app_test_run (100);
  app_test_type (editor_test_find_row_in (editor, "Title"), "Prairies");
  g_assert_true (gtk_widget_activate_action (editor, "editor.save", NULL));
  app_test_wait (is_added, test);
  missions_test_settle (test);

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
  missions_test_settle (test);
  app_test_picture (page, "missions");
  g_assert_true (missions_test_shows (test, "Ottawa → Winnipeg"));
  g_assert_true (missions_test_shows (test, "Calgary, Alberta"));
  g_assert_true (missions_test_shows (test, "2 stops · 1,700 km · 5 h on the way"));

  app_test_type (editor_test_find_row_in (editor, "Title"), "Prairies in spring");
  g_assert_true (gtk_widget_activate_action (editor, "editor.save", NULL));
  app_test_wait (is_renamed, test);
  missions_test_settle (test);
  renamed = load (test, 1);
  g_assert_cmpstr (atlas_record_get_text (renamed, "plan"), ==, "{\"days\":3}");
  stops = atlas_record_dup_items (renamed, "stops");
  g_assert_cmpuint (stops->len, ==, 2);
  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (stops, 1), "timezone"), ==, "America/Edmonton");

  for (guint i = 0; i < 3; i++)
    {
      missions_test_settle (test);
      atlas_session_undo (test->session, FALSE);
    }
  app_test_wait (is_gone, test);
  app_test_wait (is_undone, test);
}

static gboolean
has_told (gpointer data)
{
  return ((MissionsTest *) data)->told != NULL;
}

static void
carry (MissionsTest *test, const char *action, GVariant *stop, const char *expected)
{
  GtkWidget *tools = app_test_find (GTK_WIDGET (test->page), ATLAS_TYPE_MISSION_TOOLS, NULL);

  g_clear_pointer (&test->told, g_free);
  g_assert_true (gtk_widget_activate_action_variant (tools, action, stop));
  app_test_wait (has_told, test);
  g_assert_cmpstr (test->told, ==, expected);
}

static gint64
count_events (MissionsTest *test)
{
  g_autoptr (AtlasQuery) query = atlas_query_parse (&atlas_kind_event, "", NULL);

  return atlas_register_count (test->records, query, NULL, NULL);
}

/* Events are made of the stops, and those who agreed are put on their lists. */
static void
test_carry_out (MissionsTest *test, gconstpointer data)
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
  gint64 id = missions_test_add_mission (test, "Prairies", "2026-12-01", "2026-12-03");

  missions_test_add (test, &atlas_kind_member, person);
  missions_test_settle (test);
  atlas_page_show_record (test->page, id);
  missions_test_settle (test);
  carry (test, "mission.add-to-event", g_variant_new_uint32 (1),
         "The stop has no event yet: “Make Events” makes it");
  carry (test, "mission.make-events", NULL, "2 events made");
  g_assert_cmpint (count_events (test), ==, 2);
  carry (test, "mission.make-events", NULL, "The events are as the mission says");
  carry (test, "mission.add-to-event", g_variant_new_uint32 (1),
         "1 person who agreed to be contacted was put on the list as invited");
  carry (test, "mission.add-to-event", g_variant_new_uint32 (1), "Everybody who may be asked is on the list");
  missions_test_settle (test);
  app_test_picture (GTK_WIDGET (test->page), "mission-carried-out");
}

/* The stops of the form, in order. */
static void
assert_stops (MissionsTest *test, gint64 id, const char *first, const char *second)
{
  g_autoptr (AtlasRecord) mission = atlas_register_load (test->records, &atlas_kind_mission, id, NULL);
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");

  g_assert_cmpuint (stops->len, ==, 2);
  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (stops, 0), "place"), ==, first);
  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (stops, 1), "place"), ==, second);
}

static AtlasItemRow *
find_stop_row (MissionsTest *test, const char *place)
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
save_form (MissionsTest *test)
{
  g_assert_true (gtk_widget_activate_action (
    app_test_find (GTK_WIDGET (test->page), ATLAS_TYPE_RECORD_EDITOR, NULL), "record.save", NULL));
  missions_test_settle (test);
}

static void
test_order (MissionsTest *test, gconstpointer data)
{
  gint64 id = missions_test_add_mission (test, "Prairies", "2026-12-01", "2026-12-03");
  AtlasItemRow *winnipeg, *calgary;

  missions_test_settle (test);
  atlas_page_show_record (test->page, id);
  missions_test_settle (test);
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
test_plan_anew (MissionsTest *test, gconstpointer data)
{
  gint64 prairies = missions_test_add_mission (test, "Prairies", "2026-12-01", "2026-12-03");
  gint64 rockies = missions_test_add_mission (test, "Rockies", "2027-01-11", "2027-01-13");
  GtkWidget *page = GTK_WIDGET (test->page);
  g_autoptr (AtlasPlanRequest) other = NULL;
  AtlasPlanner *planner;
  double radius;

  missions_test_settle (test);
  atlas_page_show_record (test->page, prairies);
  missions_test_settle (test);
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
          missions_test_settle (test);
          g_assert_true (gtk_widget_activate_action (page, "missions.plan-anew", NULL));
          g_assert_cmpfloat (atlas_planner_get_request (planner)->radius_km, ==, radius);
          g_assert_true (gtk_widget_activate_action (GTK_WIDGET (planner), "plan.leave", NULL));
          atlas_page_show_record (test->page, prairies);
          missions_test_settle (test);
        }
      g_assert_true (gtk_widget_activate_action (page, "missions.plan-anew", NULL));
      g_assert_cmpfloat (atlas_planner_get_request (planner)->radius_km, ==, radius + 25);
    }
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (planner), "plan.undo", NULL));
  g_assert_cmpfloat (atlas_planner_get_request (planner)->radius_km, ==, radius);
  missions_test_settle (test);
}

static gboolean
is_planned (gpointer data)
{
  MissionsTest *test = data;

  return test->told != NULL && g_str_has_prefix (test->told, "The mission is planned");
}

/* The list comes in by and by. */
static gboolean
is_out_of_sight (gpointer planner)
{
  return !gtk_widget_get_mapped (planner);
}

/* While an accepted plan is still being written, somebody turns to another mission: that one stays. */
static void
test_accept (MissionsTest *test, gconstpointer data)
{
  gint64 prairies = missions_test_add_mission (test, "Prairies", "2026-12-01", "2026-12-03");
  GtkWidget *page = GTK_WIDGET (test->page);
  g_autoptr (AtlasPlanRequest) other = NULL;
  AtlasPlanner *planner;

  missions_test_settle (test);
  atlas_page_show_record (test->page, prairies);
  missions_test_settle (test);
  g_assert_true (gtk_widget_activate_action (page, "missions.plan-anew", NULL));
  missions_test_settle (test);
  planner = ATLAS_PLANNER (app_test_find (page, ATLAS_TYPE_PLANNER, NULL));
  g_assert_nonnull (atlas_planner_get_plan (planner));
  g_signal_emit_by_name (planner, "accepted");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (planner), "plan.leave", NULL));
  g_assert_true (gtk_widget_activate_action (page, "missions.plan", "s", ""));
  other = atlas_plan_request_copy (atlas_planner_get_request (planner));
  other->radius_km += 25;
  atlas_planner_take_up (planner, other);
  app_test_wait (is_planned, test);
  missions_test_settle (test);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (planner)));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (planner), "plan.leave", NULL));
  g_assert_true (gtk_widget_activate_action (page, "missions.plan", "s", ""));
  g_assert_cmpfloat (atlas_planner_get_request (planner)->radius_km, ==, other->radius_km);

  /* Who waits for it is led to the mission. */
  missions_test_settle (test);
  g_clear_pointer (&test->told, g_free);
  g_signal_emit_by_name (planner, "accepted");
  app_test_wait (is_planned, test);
  app_test_wait (is_out_of_sight, planner);
  missions_test_settle (test);
}

int
main (int argc, char *argv[])
{
  g_setenv ("ATLAS_NOW", "2026-11-27T15:00:00Z", TRUE);
  app_test_init (&argc, &argv);
  g_test_add ("/missions/page", MissionsTest, atlas_missions_page_get_type, missions_test_set_up,
              test_missions, missions_test_tear_down);
  g_test_add ("/missions/carry-out", MissionsTest, atlas_missions_page_get_type, missions_test_set_up,
              test_carry_out, missions_test_tear_down);
  g_test_add ("/missions/order", MissionsTest, atlas_missions_page_get_type, missions_test_set_up, test_order,
              missions_test_tear_down);
  g_test_add ("/missions/plan-anew", MissionsTest, atlas_missions_page_get_type, missions_test_set_up,
              test_plan_anew, missions_test_tear_down);
  g_test_add ("/missions/accept", MissionsTest, atlas_missions_page_get_type, missions_test_set_up,
              test_accept, missions_test_tear_down);
  return g_test_run ();
}
