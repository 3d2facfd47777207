/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An officer's whole story: from the people on the map to a mission that is planned, held, reported, and
 * undone. */
#include "app-test-support.h"

#include "atlas-check-in-dialog.h"
#include "atlas-check-in-list.h"
#include "atlas-config.h"
#include "atlas-debrief-dialog.h"
#include "atlas-debrief-money.h"
#include "atlas-debrief-stop.h"
#include "atlas-erasure.h"
#include "atlas-fields-dialog.h"
#include "atlas-map-view-private.h"
#include "atlas-mission-events.h"
#include "atlas-mission-tools.h"
#include "atlas-place-row.h"
#include "atlas-plan-timeline.h"
#include "atlas-paper-dialog.h"
#include "atlas-planner.h"
#include "atlas-record-pane.h"
#include "atlas-window-private.h"

typedef struct
{
  AtlasWindow *window;
  AtlasRegister *records;
  AtlasPlanner *planner;
  gint64 mission;
  gint64 n_missions, n_events; /* before */
  char *told;
} Story;

/* Around the Great Lakes and the St. Lawrence: latitude, longitude. */
static const double lasso[][2] = {
  { 49, -86 }, { 48.5, -68 }, { 44, -68 }, { 41, -78 }, { 41.5, -88 }, { 49, -86 },
};

static void
on_told (AtlasSession *session, const char *message, gboolean undo, Story *story)
{
  g_free (story->told);
  story->told = g_strdup (message);
}

static void
on_saved (AtlasSession *session, const char *message, GFile *file, Story *story)
{
  on_told (session, message, FALSE, story);
}

static void
on_failed (AtlasSession *session, const char *title, const GError *error, Story *story)
{
  g_error ("%s: %s", title, error->message);
}

static gboolean
is_settled (gpointer window)
{
  return atlas_window_is_settled (window);
}

static gint64
count (Story *self, const AtlasKind *kind)
{
  g_autoptr (AtlasQuery) query = atlas_query_parse (kind, "", NULL);
  g_autoptr (GError) error = NULL;
  gint64 n = atlas_register_count (self->records, query, NULL, &error);

  g_assert_no_error (error);
  return n;
}

static void
wait_for_told (Story *self, const char *part)
{
  gint64 end = g_get_monotonic_time () + 60 * G_TIME_SPAN_SECOND;

  while (self->told == NULL || strstr (self->told, part) == NULL)
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, FALSE);
    }
  g_clear_pointer (&self->told, g_free);
}

/* Draws around people on the map, by hand. */
static void
draw_lasso (Story *self)
{
  AtlasMapView *map = ATLAS_MAP_VIEW (app_test_find (GTK_WIDGET (self->window), ATLAS_TYPE_MAP_VIEW, NULL));

  for (guint i = 0; i < G_N_ELEMENTS (lasso); i++)
    {
      double x, y;

      shumate_viewport_location_to_widget_coords (map->viewport, GTK_WIDGET (map->map), lasso[i][0],
                                                  lasso[i][1], &x, &y);
      if (i == 0)
        atlas_map_view_begin_drawing (map, ATLAS_MAP_TOOL_LASSO, ATLAS_MAP_REPLACE, x, y);
      else
        atlas_map_view_draw_to (map, x, y);
    }
  atlas_map_view_end_drawing (map);
  app_test_wait (is_settled, self->window);
}

static gboolean
is_planned (gpointer data)
{
  AtlasPlan *plan = atlas_planner_get_plan (data);

  return plan != NULL && atlas_plan_request_equal (plan->request, atlas_planner_get_request (data));
}

static void
plan (Story *self)
{
  GtkWidget *base;

  app_test_click (app_test_find_button (GTK_WIDGET (self->window), "_Plan a Mission…"));
  self->planner = ATLAS_PLANNER (app_test_find (GTK_WIDGET (self->window), ATLAS_TYPE_PLANNER, NULL));
  g_assert_nonnull (self->planner);
  g_assert_nonnull (strstr (atlas_planner_get_request (self->planner)->audience, "area:"));
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (self->planner), "A drawn area"));
  base = app_test_find (GTK_WIDGET (self->planner), ATLAS_TYPE_PLACE_ROW, NULL);
  app_test_type (base, "Ottawa, ON");
  app_test_wait (is_planned, self->planner);
}

/* Keeps the first stop. */
static void
pin (Story *self)
{
  AtlasPlan *before = atlas_planner_get_plan (self->planner);
  g_autoptr (AtlasPlanSpot) spot = NULL;
  gboolean found = FALSE;

  g_assert_cmpuint (before->stops->len, >, 0);
  spot = atlas_plan_spot_copy (((AtlasPlanStop *) g_ptr_array_index (before->stops, 0))->spot);
  g_assert_true (gtk_widget_activate_action (
    app_test_find (GTK_WIDGET (self->planner), ATLAS_TYPE_PLAN_TIMELINE, NULL), "plan.pin", "u", 0));
  app_test_wait (is_planned, self->planner);
  for (guint i = 0; i < atlas_planner_get_plan (self->planner)->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (atlas_planner_get_plan (self->planner)->stops, i);

      found |= stop->pinned && atlas_plan_spot_is_at (spot, stop->spot->latitude, stop->spot->longitude);
    }
  g_assert_true (found);
}

static GtkWidget *
find_tools (Story *self)
{
  return app_test_find (GTK_WIDGET (atlas_window_get_page (self->window, "missions")),
                        ATLAS_TYPE_MISSION_TOOLS, NULL);
}

static AtlasRecord *
load (Story *self, const AtlasKind *kind, gint64 id)
{
  g_autoptr (GError) error = NULL;
  AtlasRecord *record = atlas_register_load (self->records, kind, id, &error);

  g_assert_no_error (error);
  return record;
}

/* The mission with draft events at its stops: as many as the plan has. */
static void
accept (Story *self)
{
  guint n_stops = atlas_planner_get_plan (self->planner)->stops->len;
  g_autoptr (AtlasRecord) mission = NULL;
  g_autoptr (GPtrArray) stops = NULL;

  app_test_click (app_test_find_button (GTK_WIDGET (self->planner), "_Accept"));
  wait_for_told (self, "The mission is planned");
  app_test_wait (is_settled, self->window);
  g_assert_cmpint (count (self, &atlas_kind_mission), ==, self->n_missions + 1);
  g_assert_cmpint (count (self, &atlas_kind_event), ==, self->n_events + n_stops);
  self->mission = atlas_record_pane_get_id (ATLAS_RECORD_PANE (app_test_find (
    GTK_WIDGET (atlas_window_get_page (self->window, "missions")), ATLAS_TYPE_RECORD_PANE, NULL)));
  mission = load (self, &atlas_kind_mission, self->mission);
  stops = atlas_record_dup_items (mission, "stops");
  g_assert_cmpuint (stops->len, ==, n_stops);
  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (stops, 0), "event"), !=, NULL);
  app_test_picture (GTK_WIDGET (self->window), "mission-accepted");
}

/* (nullable) */
static GtkWidget *
find_window (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (G_TYPE_CHECK_INSTANCE_TYPE (window, type))
        return window;
    }
  return NULL;
}

/* On the paper that is chosen, which the next one is written on too. */
static void
write_brief (Story *self)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "brief.pdf", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *text = NULL;
  GtkWidget *dialog;

  g_assert_true (gtk_widget_activate_action (find_tools (self), "mission.brief", NULL));
  dialog = find_window (ATLAS_TYPE_PAPER_DIALOG);
  g_assert_nonnull (dialog);
  adw_combo_row_set_selected (ADW_COMBO_ROW (app_test_find (dialog, ADW_TYPE_COMBO_ROW, "paper")),
                              ATLAS_PAPER_LETTER);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (app_test_find (dialog, GTK_TYPE_SPIN_BUTTON, "smallest")), 10);
  app_test_picture (dialog, "paper-dialog");
  atlas_paper_dialog_save (ATLAS_PAPER_DIALOG (dialog), file);
  wait_for_told (self, "Brief of ");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));

  g_assert_true (gtk_widget_activate_action (find_tools (self), "mission.debrief-report", NULL));
  dialog = find_window (ATLAS_TYPE_PAPER_DIALOG);
  g_assert_cmpuint (
    adw_combo_row_get_selected (ADW_COMBO_ROW (app_test_find (dialog, ADW_TYPE_COMBO_ROW, "paper"))), ==,
    ATLAS_PAPER_LETTER);
  g_assert_cmpint (gtk_spin_button_get_value_as_int (
                     GTK_SPIN_BUTTON (app_test_find (dialog, GTK_TYPE_SPIN_BUTTON, "smallest"))),
                   ==, 10);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_dialog_settled (gpointer dialog)
{
  return atlas_check_in_dialog_is_settled (dialog);
}

/* Somebody invited comes to the first stop. */
static void
check_in (Story *self)
{
  g_autoptr (AtlasRecord) mission = load (self, &atlas_kind_mission, self->mission);
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog, *entry;

  g_assert_true (gtk_widget_activate_action (find_tools (self), "mission.add-to-event", "u", 0));
  wait_for_told (self, "put on the list");
  event = atlas_stop_load_event (self->records, g_ptr_array_index (stops, 0), &error);
  g_assert_no_error (error);
  dialog = atlas_check_in_dialog_open (GTK_WIDGET (self->window), atlas_window_get_session (self->window),
                                       atlas_record_get_id (event));
  app_test_wait (is_dialog_settled, dialog);
  entry = app_test_find (dialog, GTK_TYPE_SEARCH_ENTRY, "entry");
  app_test_type (entry, "a");
  app_test_wait (is_dialog_settled, dialog);
  g_signal_emit_by_name (entry, "activate");
  app_test_wait (is_dialog_settled, dialog);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Who told what is told: the debrief's window. */

static gboolean
is_debrief_settled (gpointer dialog)
{
  return atlas_debrief_dialog_is_settled (dialog);
}

static GtkWidget *
open_debrief (Story *self)
{
  GtkWidget *dialog;

  app_test_wait (is_settled, self->window);
  g_assert_true (gtk_widget_activate_action (find_tools (self), "mission.debrief", NULL));
  dialog = find_window (ATLAS_TYPE_DEBRIEF_DIALOG);
  g_assert_nonnull (dialog);
  app_test_wait (is_debrief_settled, dialog);
  return dialog;
}

static void
fill (GtkWidget *dialog, const char *key, const char *text)
{
  app_test_type (app_test_find (dialog, ADW_TYPE_ENTRY_ROW, key), text);
}

/* Somebody of the list comes, by a name that is typed and Return. */
static void
tick_somebody (GtkWidget *dialog)
{
  GtkWidget *list = app_test_find (dialog, ATLAS_TYPE_CHECK_IN_LIST, NULL);
  GtkWidget *entry = app_test_find (list, GTK_TYPE_SEARCH_ENTRY, NULL);

  app_test_type (entry, "e");
  app_test_wait (is_debrief_settled, dialog);
  g_signal_emit_by_name (entry, "activate");
  app_test_wait (is_debrief_settled, dialog);
}

/* A word with somebody of the list, by the button beside the name, wherever the focus is. */
static void
talk_by_button (GtkWidget *dialog)
{
  GtkWidget *list = app_test_find (dialog, ATLAS_TYPE_CHECK_IN_LIST, NULL);
  GtkWidget *fields;

  gtk_widget_grab_focus (app_test_find (list, GTK_TYPE_SEARCH_ENTRY, NULL));
  app_test_click (app_test_find_button (list, "check-in.talk-with"));
  fields = find_window (ATLAS_TYPE_FIELDS_DIALOG);
  g_assert_nonnull (fields);
  gtk_window_destroy (GTK_WINDOW (fields));
}

/* Somebody new, who agreed to be telephoned, and a word with them. */
static void
add_somebody (GtkWidget *dialog)
{
  AtlasDebriefStop *stop = ATLAS_DEBRIEF_STOP (app_test_find (dialog, ATLAS_TYPE_DEBRIEF_STOP, NULL));
  GtkWidget *fields = atlas_debrief_stop_add_person (stop, "Iris Keza");

  adw_combo_row_set_selected (ADW_COMBO_ROW (app_test_find (fields, ADW_TYPE_COMBO_ROW, "consent")), 2);
  app_test_picture (fields, "debrief-person");
  g_assert_true (atlas_fields_dialog_finish (ATLAS_FIELDS_DIALOG (fields)));
  app_test_click (app_test_find_button (GTK_WIDGET (stop), "stop.talk"));
  fields = find_window (ATLAS_TYPE_FIELDS_DIALOG);
  fill (fields, "summary", "Wants to teach");
  fill (fields, "follow_up", "soon");
  g_assert_false (atlas_fields_dialog_finish (ATLAS_FIELDS_DIALOG (fields)));
  fill (fields, "follow_up", "2027-01-15");
  app_test_picture (fields, "debrief-talk");
  g_assert_true (atlas_fields_dialog_finish (ATLAS_FIELDS_DIALOG (fields)));
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (stop), "Iris Keza"));
}

static void
spend (GtkWidget *dialog)
{
  GtkWidget *money = app_test_find (dialog, ATLAS_TYPE_DEBRIEF_MONEY, NULL);
  GtkWidget *entry = app_test_find (money, GTK_TYPE_ENTRY, NULL);

  g_assert_nonnull (entry);
  app_test_type (entry, "much");
  g_assert_true (gtk_widget_activate_action (dialog, "debrief.save", NULL));
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  app_test_type (entry, "90");
}

/* Closing keeps it, though another job of the program may have to end before. */
static gboolean
is_kept (gpointer data)
{
  Story *self = data;
  g_autoptr (AtlasRecord) mission = load (self, &atlas_kind_mission, self->mission);
  char id[ATLAS_UUID_TEXT_SIZE];
  g_autofree char *key = NULL;
  g_autofree char *kept = NULL;

  atlas_uuid_format (atlas_record_get_uuid (mission), id);
  key = g_strconcat (ATLAS_DEBRIEFING_SETTING, id, NULL);
  kept = atlas_store_dup_setting (atlas_register_get_store (self->records), key);
  return kept != NULL && strstr (kept, "Keza") != NULL;
}

/* What is typed comes back when the window is closed and opened again; then it is written as one step. */
static void
debrief (Story *self)
{
  GtkWidget *dialog = open_debrief (self);
  g_autoptr (AtlasRecord) mission = NULL;
  gint64 n_people = count (self, &atlas_kind_member);

  tick_somebody (dialog);
  talk_by_button (dialog);
  add_somebody (dialog);
  app_test_picture (dialog, "debrief-stop");
  gtk_window_close (GTK_WINDOW (dialog));
  app_test_wait (is_kept, self);
  g_assert_cmpint (count (self, &atlas_kind_member), ==, n_people);

  dialog = open_debrief (self);
  g_assert_nonnull (app_test_find_label (dialog, "Iris Keza"));
  while (gtk_widget_get_visible (app_test_find_button (dialog, "_Next")))
    g_assert_true (gtk_widget_activate_action (dialog, "debrief.next", NULL));
  app_test_run (400);
  app_test_picture (dialog, "debrief-outcome");
  spend (dialog);
  app_test_run (400);
  app_test_picture (dialog, "debrief-money");
  g_assert_true (gtk_widget_activate_action (dialog, "debrief.save", NULL));
  wait_for_told (self, "debrief is saved");
  app_test_wait (is_debrief_settled, dialog);
  g_assert_nonnull (app_test_find_label (dialog, "In Short"));
  app_test_run (400);
  app_test_picture (dialog, "debrief-numbers");

  app_test_wait (is_settled, self->window);
  mission = load (self, &atlas_kind_mission, self->mission);
  g_assert_cmpint (atlas_record_get_integer (mission, "reached"), ==, 3);
  g_assert_cmpstr (atlas_record_get_text (mission, "status"), ==, "reported");
  g_assert_cmpint (count (self, &atlas_kind_member), ==, n_people + 1);
  gtk_window_destroy (GTK_WINDOW (dialog));
}

static gboolean
is_undone (gpointer data)
{
  Story *self = data;

  return count (self, &atlas_kind_mission) == self->n_missions;
}

/* Step by step, until there is no mission and no event of it. */
static void
undo (Story *self)
{
  AtlasSession *session = atlas_window_get_session (self->window);

  for (guint i = 0; i < 8 && !is_undone (self); i++)
    {
      g_clear_pointer (&self->told, g_free);
      atlas_session_undo (session, FALSE);
      wait_for_told (self, "");
    }
  g_assert_true (is_undone (self));
  g_assert_cmpint (count (self, &atlas_kind_event), ==, self->n_events);
}

static void
test_story (void)
{
  g_autoptr (AtlasRegister) records = app_test_register_new (400);
  g_autofree char *path = g_strdup (atlas_register_get_path (records));
  Story self = { .window = NULL };

  g_clear_object (&records);
  self.window = atlas_window_new (ADW_APPLICATION (g_application_get_default ()));
  gtk_window_set_default_size (GTK_WINDOW (self.window), 1280, 800);
  gtk_window_present (GTK_WINDOW (self.window));
  atlas_window_open (self.window, path);
  app_test_wait (is_settled, self.window);
  atlas_window_show_page (self.window, "map");
  self.records = atlas_session_get_register (atlas_window_get_session (self.window));
  self.n_missions = count (&self, &atlas_kind_mission);
  self.n_events = count (&self, &atlas_kind_event);
  g_signal_connect (atlas_window_get_session (self.window), "told", G_CALLBACK (on_told), &self);
  g_signal_connect (atlas_window_get_session (self.window), "failed", G_CALLBACK (on_failed), &self);
  g_signal_connect (atlas_window_get_session (self.window), "saved", G_CALLBACK (on_saved), &self);

  draw_lasso (&self);
  plan (&self);
  pin (&self);
  accept (&self);
  write_brief (&self);
  check_in (&self);
  debrief (&self);
  undo (&self);

  g_free (self.told);
  gtk_window_destroy (GTK_WINDOW (self.window));
  app_test_run (20);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) application = NULL;

  g_setenv ("ATLAS_NOW", "2026-11-27T15:00:00Z", TRUE);
  app_test_init (&argc, &argv);
  application =
    g_object_new (ADW_TYPE_APPLICATION, "application-id", ATLAS_APP_ID ".Test", "flags",
                  G_APPLICATION_NON_UNIQUE, "resource-base-path", "/org/diasporaatlas/DiasporaAtlas", NULL);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));
  g_application_set_default (G_APPLICATION (application));
  g_test_add_func ("/mission-story/whole", test_story);
  return g_test_run ();
}
