/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Composing a mission: asking, keeping and barring stops, order, undo. */
#include "app-test-support.h"

#include "atlas-map-view.h"
#include "atlas-plan-curve.h"
#include "atlas-plan-form.h"
#include "atlas-plan-rows.h"
#include "atlas-plan-timeline.h"
#include "atlas-place-row.h"
#include "atlas-planner.h"

typedef struct
{
  AtlasSession *session;
  AtlasPlanner *planner;
  GtkWindow *window;
  AtlasPlanTimeline *timeline;
  AtlasMapView *map;
} Fixture;

static gboolean
is_settled (gpointer data)
{
  return atlas_planner_is_settled (data);
}

/* What else there might be is looked for afterwards. */
static gboolean
is_planned (gpointer data)
{
  AtlasPlan *plan = atlas_planner_get_plan (data);

  return plan != NULL && atlas_plan_request_equal (plan->request, atlas_planner_get_request (data));
}

static AtlasPlanRequest *
create_request (void)
{
  AtlasPlanRequest *request = atlas_plan_request_new ();
  g_autoptr (GError) error = NULL;

  request->base = atlas_plan_spot_parse ("Washington, DC", &error);
  g_assert_no_error (error);
  request->from = g_strdup ("2027-06-07");
  request->to = g_strdup ("2027-06-09");
  request->radius_km = 60;
  request->travel = ATLAS_PLAN_MIXED;
  return request;
}

static void
wait (Fixture *self)
{
  app_test_wait (is_planned, self->planner);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasPlanRequest) request = create_request ();

  self->session = app_test_session_new (400);
  self->planner = ATLAS_PLANNER (atlas_planner_new ());
  atlas_planner_set_session (self->planner, self->session);
  self->window = app_test_present (GTK_WIDGET (self->planner), 1280, 800);
  self->timeline =
    ATLAS_PLAN_TIMELINE (app_test_find (GTK_WIDGET (self->planner), ATLAS_TYPE_PLAN_TIMELINE, NULL));
  self->map = ATLAS_MAP_VIEW (app_test_find (GTK_WIDGET (self->planner), ATLAS_TYPE_MAP_VIEW, NULL));
  atlas_planner_begin (self->planner, request);
  wait (self);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  atlas_planner_set_session (self->planner, NULL);
  gtk_window_destroy (self->window);
  atlas_session_close (self->session);
  app_test_let_go (self->session);
}

static const AtlasPlanStop *
get_stop (Fixture *self, guint index)
{
  AtlasPlan *plan = atlas_planner_get_plan (self->planner);

  g_assert_nonnull (plan);
  g_assert_cmpuint (index, <, plan->stops->len);
  return g_ptr_array_index (plan->stops, index);
}

/* G_MAXUINT: it is not in the plan. */
static guint
find_stop (Fixture *self, const AtlasPlanSpot *spot)
{
  AtlasPlan *plan = atlas_planner_get_plan (self->planner);

  for (guint i = 0; i < plan->stops->len; i++)
    if (atlas_plan_spot_is_at (spot, get_stop (self, i)->spot->latitude, get_stop (self, i)->spot->longitude))
      return i;
  return G_MAXUINT;
}

static void
act (Fixture *self, const char *action, guint stop)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->timeline), action, "u", stop));
  wait (self);
}

static void
act_plainly (Fixture *self, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->timeline), action, NULL));
  wait (self);
}

static guint
count_rows (Fixture *self)
{
  GtkWidget *list = app_test_find (GTK_WIDGET (self->timeline), GTK_TYPE_LIST_BOX, NULL);
  GtkListBoxRow *row;
  guint n = 0;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), i)) != NULL; i++)
    n += atlas_plan_row_get_stop (row) != G_MAXUINT;
  return n;
}

static void
test_plan (Fixture *self, gconstpointer data)
{
  GtkWidget *curve = app_test_find (GTK_WIDGET (self->planner), ATLAS_TYPE_PLAN_CURVE, NULL);
  AtlasPlan *plan;

  app_test_wait (is_settled, self->planner);
  plan = atlas_planner_get_plan (self->planner);
  app_test_picture (GTK_WIDGET (self->window), "planner");
  g_assert_cmpuint (plan->stops->len, >, 1);
  g_assert_cmpuint (plan->people, >, 0);
  g_assert_cmpuint (count_rows (self), ==, plan->stops->len);
  g_assert_nonnull (strstr (atlas_plan_curve_get_description (ATLAS_PLAN_CURVE (curve)), "3 days: "));

  /* A stop on the map is the row beside it, and the other way round. */
  g_signal_emit_by_name (self->map, "stop-activated", 1);
  g_assert_cmpuint (atlas_plan_timeline_get_selected (self->timeline), ==, 1);
  g_assert_cmpuint (atlas_map_view_get_selected_stop (self->map), ==, 1);

  /* Who is reached and who is missed are told apart, and how many they are. */
  {
    g_autofree char *reached = g_strdup_printf ("%u reached", plan->people);
    g_autofree char *missed = g_strdup_printf ("%u missed", plan->audience - plan->people);

    g_assert_nonnull (app_test_find_label (GTK_WIDGET (self->planner), reached));
    g_assert_nonnull (app_test_find_label (GTK_WIDGET (self->planner), missed));
  }

  /* Only who is missed. */
  g_assert_cmpuint (atlas_point_set_get_n_placed (atlas_map_view_get_points (self->map)), ==, plan->audience);
  app_test_click (app_test_find_button (GTK_WIDGET (self->planner), "Only Who Is _Missed"));
  g_assert_cmpuint (atlas_point_set_get_n_placed (atlas_map_view_get_points (self->map)), ==,
                    plan->audience - plan->people);
}

/* Several are named at once; left, the row says which of them is none. */
static void
test_several (void)
{
  GtkWidget *row = g_object_ref_sink (atlas_place_row_new ("Stops"));
  g_autoptr (GPtrArray) spots = NULL;

  atlas_place_row_set_several (ATLAS_PLACE_ROW (row), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (row), "Ottawa; Toronto;");
  g_signal_emit_by_name (row, "entry-activated");
  g_assert_false (gtk_widget_has_css_class (row, "error"));
  spots = atlas_place_row_dup_spots (ATLAS_PLACE_ROW (row));
  g_assert_cmpuint (spots->len, ==, 2);
  gtk_editable_set_text (GTK_EDITABLE (row), "Ottawa; Nowhere at All; Toronto");
  g_signal_emit_by_name (row, "entry-activated");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  g_assert_null (atlas_place_row_dup_spots (ATLAS_PLACE_ROW (row)));
  g_object_unref (row);
}

/* Barred it is not in the plan, allowed again it is; and undone. */
static void
test_bar (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasPlanSpot) spot = atlas_plan_spot_copy (get_stop (self, 0)->spot);
  guint people = atlas_planner_get_plan (self->planner)->people;

  act (self, "plan.bar", 0);
  g_assert_cmpuint (find_stop (self, spot), ==, G_MAXUINT);
  app_test_picture (GTK_WIDGET (self->window), "planner-barred");
  act_plainly (self, "plan.undo");
  g_assert_cmpuint (find_stop (self, spot), !=, G_MAXUINT);
  g_assert_cmpuint (atlas_planner_get_plan (self->planner)->people, >=, people);
  act_plainly (self, "plan.redo");
  g_assert_cmpuint (find_stop (self, spot), ==, G_MAXUINT);
  act (self, "plan.unbar", 0);
  g_assert_cmpuint (atlas_planner_get_request (self->planner)->barred->len, ==, 0);
}

static void
test_pin (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasPlanSpot) spot = atlas_plan_spot_copy (get_stop (self, 1)->spot);

  act (self, "plan.pin", 1);
  g_assert_true (get_stop (self, find_stop (self, spot))->pinned);
  g_assert_cmpuint (atlas_planner_get_request (self->planner)->pinned->len, ==, 1);
  act (self, "plan.pin", find_stop (self, spot));
  g_assert_cmpuint (atlas_planner_get_request (self->planner)->pinned->len, ==, 0);

  /* A stop by a click on the map: the town that is near. */
  g_signal_emit_by_name (self->map, "place-picked", 40.45, -79.98);
  wait (self);
  {
    AtlasPlan *plan = atlas_planner_get_plan (self->planner);
    gboolean found = FALSE;

    for (guint i = 0; i < plan->stops->len; i++)
      found |= g_str_equal (get_stop (self, i)->spot->name, "Pittsburgh") && get_stop (self, i)->pinned;
    g_assert_true (found);
  }
}

/* A list of places, typed rather than clicked. */
static void
test_named (Fixture *self, gconstpointer data)
{
  GtkWidget *form = app_test_find (GTK_WIDGET (self->planner), ATLAS_TYPE_PLAN_FORM, NULL);
  GtkWidget *row = app_test_find_label (form, "Add a Stop In");
  const AtlasPlanRequest *request;

  row = gtk_widget_get_ancestor (row, ADW_TYPE_ENTRY_ROW);
  app_test_type (row, "Pittsburgh, PA; Nowhere at All");
  g_signal_emit_by_name (row, "entry-activated");
  g_assert_cmpuint (atlas_planner_get_request (self->planner)->pinned->len, ==, 0);
  app_test_type (row, "Pittsburgh, PA; Richmond, VA");
  g_signal_emit_by_name (row, "entry-activated");
  request = atlas_planner_get_request (self->planner);
  g_assert_cmpuint (request->pinned->len, ==, 2);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (row)), ==, "");
  wait (self);
  g_assert_cmpuint (find_stop (self, ((AtlasPlanPin *) g_ptr_array_index (request->pinned, 1))->spot), !=,
                    G_MAXUINT);
  act_plainly (self, "plan.undo");
  g_assert_cmpuint (atlas_planner_get_request (self->planner)->pinned->len, ==, 0);
}

/* The order becomes the person's own. */
static void
test_order (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasPlanSpot) first = atlas_plan_spot_copy (get_stop (self, 0)->spot);
  g_autoptr (AtlasPlanSpot) second = atlas_plan_spot_copy (get_stop (self, 1)->spot);

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (self->timeline), "plan.move", "(uu)", 0, 1));
  /* Which may not be possible in these days. */
  app_test_wait (is_settled, self->planner);
  if (atlas_planner_get_plan (self->planner) != NULL)
    g_assert_cmpuint (find_stop (self, second), <, find_stop (self, first));
  act_plainly (self, "plan.undo");
  g_assert_false (atlas_planner_get_request (self->planner)->fixed_order);
}

/* What is missing is said; what can't be is said too. */
static void
test_words (Fixture *self, gconstpointer data)
{
  g_autoptr (AtlasPlanRequest) request = create_request ();

  atlas_planner_begin (self->planner, NULL);
  app_test_picture (GTK_WIDGET (self->window), "planner-empty");
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (self->planner), "Where From, and When?"));

  g_free (request->audience);
  request->audience = g_strdup ("sex:nobody");
  atlas_planner_begin (self->planner, request);
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (self->planner), "The Audience Is Not Understood"));

  g_free (request->audience);
  request->audience = g_strdup ("age:120");
  atlas_planner_begin (self->planner, request);
  wait (self);
  g_assert_nonnull (app_test_find_label (GTK_WIDGET (self->planner), "Nobody Is Found"));
}

static GFile *
make_table (const char *text)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "ways.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return g_file_new_for_path (path);
}

static void
on_failed (AtlasSession *session, const char *title, GError *error, char **message)
{
  g_free (*message);
  *message = g_strdup (error->message);
}

static gboolean
is_refused (gpointer message)
{
  return *(char **) message != NULL;
}

static gboolean
has_ways (gpointer planner)
{
  return atlas_planner_get_request (planner)->distances->len > 0;
}

/* Distances of one's own: said to be used, taken away again, and refused by line and field. */
static void
test_ways (Fixture *self, gconstpointer data)
{
  static const char headings[] = "from,to,km,hours\n";
  g_autofree char *good = g_strconcat (headings, "\"Washington, DC\",\"Baltimore, MD\",65,1.5\n", NULL);
  g_autofree char *bad = g_strconcat (headings, "\"Washington, DC\",\"Baltimore, MD\",65,soon\n", NULL);
  const struct
  {
    const char *text, *error;
  } cases[] = {
    { good, NULL },
    { bad, "ways.csv, line 2, hours: " },
    { headings, "ways.csv: there is no line with a way" },
  };
  g_autofree char *message = NULL;

  g_signal_connect (self->session, "failed", G_CALLBACK (on_failed), &message);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = make_table (cases[i].text);

      g_clear_pointer (&message, g_free);
      atlas_planner_load_ways (self->planner, file);
      app_test_wait (cases[i].error != NULL ? is_refused : has_ways,
                     cases[i].error != NULL ? (gpointer) &message : self->planner);
      if (cases[i].error != NULL)
        g_assert_true (g_str_has_prefix (message, cases[i].error));
      else
        g_assert_null (message);
      /* The table that was good stays. */
      g_assert_cmpuint (atlas_planner_get_request (self->planner)->distances->len, ==, 1);
    }
  g_assert_nonnull (
    app_test_find_label (GTK_WIDGET (self->planner), "1 way between 2 places; others are worked out"));
  act_plainly (self, "plan.drop-ways");
  g_assert_cmpuint (atlas_planner_get_request (self->planner)->distances->len, ==, 0);
  act_plainly (self, "plan.undo");
  g_assert_cmpuint (atlas_planner_get_request (self->planner)->distances->len, ==, 1);
}

#define ADD(name, test) g_test_add ("/planner/" name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  app_test_init (&argc, &argv);
  ADD ("plan", test_plan);
  ADD ("bar", test_bar);
  ADD ("pin", test_pin);
  ADD ("order", test_order);
  ADD ("words", test_words);
  ADD ("ways", test_ways);
  ADD ("named", test_named);
  g_test_add_func ("/planner/several", test_several);
  return g_test_run ();
}
