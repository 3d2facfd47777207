/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An officer's whole story: from the people on the map to a mission that is planned, held, reported, and
 * undone. */
#include "app-test-support.h"

#include "atlas-check-in-dialog.h"
#include "atlas-config.h"
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
find_paper_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ATLAS_IS_PAPER_DIALOG (window))
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
  dialog = find_paper_dialog ();
  g_assert_nonnull (dialog);
  adw_combo_row_set_selected (ADW_COMBO_ROW (app_test_find (dialog, ADW_TYPE_COMBO_ROW, "paper")),
                              ATLAS_PAPER_LETTER);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (app_test_find (dialog, GTK_TYPE_SPIN_BUTTON, "smallest")), 10);
  app_test_picture (dialog, "paper-dialog");
  atlas_paper_dialog_save (ATLAS_PAPER_DIALOG (dialog), file);
  wait_for_told (self, "Brief of ");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "%PDF-"));

  g_assert_true (gtk_widget_activate_action (find_tools (self), "mission.debrief", NULL));
  dialog = find_paper_dialog ();
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

/* What came of it goes into the mission. */
static void
debrief (Story *self)
{
  g_autoptr (AtlasRecord) mission = NULL;

  app_test_wait (is_settled, self->window);
  g_assert_true (gtk_widget_activate_action (find_tools (self), "mission.note-reached", NULL));
  wait_for_told (self, "");
  app_test_wait (is_settled, self->window);
  mission = load (self, &atlas_kind_mission, self->mission);
  g_assert_cmpint (atlas_record_get_integer (mission, "reached"), ==, 1);
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
