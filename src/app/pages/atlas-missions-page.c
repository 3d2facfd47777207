/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-missions-page.h"

#include <adwaita.h>

#include "atlas-config.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-kept-row.h"
#include "atlas-mission-journey.h"
#include "atlas-mission-tools.h"
#include "atlas-stop-words.h"
#include "atlas-number.h"
#include "atlas-plan-acceptance.h"
#include "atlas-plan-mission.h"
#include "atlas-planner.h"
#include "atlas-record-browser.h"
#include "atlas-term-choice.h"

/* How far ahead a mission is planned at the soonest, unless somebody says otherwise. */
#define WEEKS_AHEAD 4

/* What was asked of the composer and not accepted: nobody means to lose it by going back to the list. */
typedef struct
{
  AtlasPlanRequest *begun; /* with what it began */
  AtlasPlanRequest *left;  /* as it was left */
} Draft;

struct _AtlasMissionsPage
{
  GtkWidget parent_instance;

  GtkStack *stack;
  AtlasRecordBrowser *browser;
  AtlasPlanner *planner; /* NULL: not yet needed */
  GtkWidget *nothing;
  AtlasTermChoice *statuses;

  AtlasSession *session;
  AtlasMissionJourney *journey;
  gint64 planned;     /* the mission that is planned anew; 0: a new one; -1: none, or it was accepted */
  Draft at_hand;      /* of the composer; @left is not set */
  GHashTable *drafts; /* id of the mission -> Draft */
  gboolean accepting; /* a plan is being written */
  gint64 accepted;    /* the mission that it is of, as @planned */
  gboolean at_it;     /* the composer has not turned to another since */
  AtlasMissionTools *tools;
};

static void atlas_missions_page_page_init (AtlasPageInterface *iface);
static gboolean leave (AtlasPage *page);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasMissionsPage,
                               atlas_missions_page,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (ATLAS_TYPE_PAGE, atlas_missions_page_page_init))

/* Lines. */

/* "1–6 December 2026 · Draft · 5 stops", and for how many people. */
static void
describe (AtlasRecord *record, char **title, char **detail, char **number)
{
  const char *status = atlas_record_get_text (record, "status");
  g_autofree char *days = atlas_stop_words_dup_days (record);
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (record, "stops");
  g_autofree char *n_stops = g_strdup_printf (ngettext ("%u stop", "%u stops", stops->len), stops->len);
  gint64 expected = atlas_record_get_integer (record, "expected");
  gint64 reached = atlas_record_get_integer (record, "reached");
  g_autofree char *expected_text = atlas_number_format (expected);
  g_autofree char *reached_text = atlas_number_format (reached);
  const char *parts[5] = { NULL };
  guint n = 0;

  if (days != NULL)
    parts[n++] = days;
  if (status != NULL)
    parts[n++] = atlas_vocabulary_label_for (&atlas_vocabulary_mission_status, status);
  if (stops->len > 0)
    parts[n++] = n_stops;
  *title = atlas_record_dup_title (record);
  *detail = g_strjoinv (" · ", (char **) parts);
  if (reached > 0 && expected > 0)
    /* Translators: how many people came, and how many were expected */
    *number = g_strdup_printf (_ ("%s of %s"), reached_text, expected_text);
  else if (expected > 0)
    *number = g_steal_pointer (&expected_text);
}

/* What is listed: the search says it. */

static AtlasFilter *
get_filter (AtlasMissionsPage *self)
{
  return atlas_session_get_filter (self->session, &atlas_kind_mission);
}

static void
on_query_changed (AtlasMissionsPage *self)
{
  atlas_record_browser_set_query (self->browser, atlas_filter_get_query (get_filter (self)));
}

static void
on_clear_search (AtlasMissionsPage *self)
{
  if (self->session != NULL)
    atlas_filter_set_text (get_filter (self), "");
}

/* The composer, in place of the list. */

static void
show_list (AtlasMissionsPage *self)
{
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->browser));
}

static void
draft_clear (Draft *self)
{
  g_clear_pointer (&self->begun, atlas_plan_request_free);
  g_clear_pointer (&self->left, atlas_plan_request_free);
}

static void
draft_free (gpointer data)
{
  draft_clear (data);
  g_free (data);
}

/* The composer is at nothing. */
static void
let_go (AtlasMissionsPage *self)
{
  draft_clear (&self->at_hand);
  self->planned = -1;
  self->at_it = FALSE;
}

/* The composer turns to something else. */
static void
put_aside (AtlasMissionsPage *self)
{
  const AtlasPlanRequest *left = self->planned >= 0 ? atlas_planner_get_request (self->planner) : NULL;

  if (left != NULL && !atlas_plan_request_equal (left, self->at_hand.begun))
    {
      Draft *draft = g_new0 (Draft, 1);

      draft->begun = g_steal_pointer (&self->at_hand.begun);
      draft->left = atlas_plan_request_copy (left);
      g_hash_table_insert (self->drafts, g_memdup2 (&self->planned, sizeof self->planned), draft);
    }
  let_go (self);
}

/* Of another database. */
static void
forget_drafts (AtlasMissionsPage *self)
{
  g_hash_table_remove_all (self->drafts);
  let_go (self);
}

/* Somebody may be planning another mission by now. */
static void
on_accepted (GObject *source, GAsyncResult *result, gpointer data)
{
  AtlasMissionsPage *self = ATLAS_MISSIONS_PAGE (source);
  gint64 id = atlas_plan_acceptance_finish (result);

  self->accepting = FALSE;
  if (id == 0 || self->browser == NULL)
    return;
  g_hash_table_remove (self->drafts, &self->accepted);
  if (!self->at_it)
    return;
  let_go (self);
  show_list (self);
  atlas_record_browser_show (self->browser, id);
}

static void
on_accept (AtlasMissionsPage *self)
{
  AtlasPlan *plan = atlas_planner_get_plan (self->planner);
  g_autoptr (GSettings) settings = NULL;
  g_autofree char *base = NULL;

  if (plan == NULL || self->session == NULL || self->accepting)
    return;
  self->accepting = TRUE;
  self->accepted = self->planned;
  self->at_it = TRUE;
  settings = g_settings_new (ATLAS_APP_ID);
  base = atlas_plan_spot_dup_label (plan->request->base);
  g_settings_set_string (settings, "mission-base", base);
  atlas_plan_acceptance_run (self->session, plan, self->planned, G_OBJECT (self), on_accepted);
}

/* What was begun with the same before is taken up where it was left. @id: of the mission to be planned anew;
 * 0: a new one */
static void
compose (AtlasMissionsPage *self, gint64 id, const AtlasPlanRequest *request)
{
  g_autoptr (AtlasPlanRequest) left = NULL;
  Draft *draft;

  if (self->planned == id && atlas_plan_request_equal (self->at_hand.begun, request))
    {
      gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->planner));
      return;
    }
  if (self->planner == NULL)
    {
      self->planner = ATLAS_PLANNER (atlas_planner_new ());
      g_signal_connect_object (self->planner, "accepted", G_CALLBACK (on_accept), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->planner, "left", G_CALLBACK (show_list), self, G_CONNECT_SWAPPED);
      gtk_stack_add_child (self->stack, GTK_WIDGET (self->planner));
    }
  put_aside (self);
  draft = g_hash_table_lookup (self->drafts, &id);
  if (draft != NULL && atlas_plan_request_equal (draft->begun, request))
    left = g_steal_pointer (&draft->left);
  g_hash_table_remove (self->drafts, &id);
  self->planned = id;
  self->at_hand.begun = atlas_plan_request_copy (request);
  atlas_planner_set_session (self->planner, self->session);
  gtk_stack_set_visible_child (self->stack, GTK_WIDGET (self->planner));
  atlas_planner_begin (self->planner, request);
  if (left == NULL)
    return;
  atlas_planner_take_up (self->planner, left);
  atlas_session_tell (self->session, _ ("The plan is as you left it; Undo shows what it began with"), FALSE);
}

/* The working week that begins four weeks from now, at the soonest. */
static void
set_days (AtlasPlanRequest *request)
{
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (atlas_timestamp_now_seconds ());
  g_autoptr (GDateTime) then = g_date_time_add_weeks (now, WEEKS_AHEAD);
  g_autoptr (GDateTime) monday = g_date_time_add_days (then, (8 - g_date_time_get_day_of_week (then)) % 7);
  g_autoptr (GDateTime) friday = g_date_time_add_days (monday, 4);

  g_free (request->from);
  g_free (request->to);
  request->from = g_date_time_format (monday, "%Y-%m-%d");
  request->to = g_date_time_format (friday, "%Y-%m-%d");
}

/* The one of the mission before. */
static void
set_base (AtlasPlanRequest *request)
{
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);
  g_autofree char *text = g_settings_get_string (settings, "mission-base");

  if (*text == '\0')
    return;
  g_clear_pointer (&request->base, atlas_plan_spot_free);
  request->base = atlas_plan_spot_parse (text, NULL);
}

/* With what the new mission began that was planned last and not accepted; NULL: there is none. */
static AtlasPlanRequest *
dup_begun (AtlasMissionsPage *self)
{
  const gint64 none = 0;
  const Draft *draft = self->planned == 0 ? &self->at_hand : g_hash_table_lookup (self->drafts, &none);

  return draft != NULL ? atlas_plan_request_copy (draft->begun) : NULL;
}

static void
plan (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasMissionsPage *self = ATLAS_MISSIONS_PAGE (widget);
  g_autoptr (AtlasPlanRequest) request = atlas_plan_request_new ();
  g_autoptr (AtlasPlanRequest) begun = NULL;

  if (self->session == NULL || !leave (ATLAS_PAGE (self)))
    return;
  g_free (request->audience);
  request->audience = g_variant_dup_string (parameter, NULL);
  set_days (request);
  set_base (request);
  begun = *request->audience == '\0' ? dup_begun (self) : NULL;
  compose (self, 0, begun != NULL ? begun : request);
}

static void
plan_anew (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasMissionsPage *self = ATLAS_MISSIONS_PAGE (widget);
  gint64 id = atlas_record_pane_get_id (atlas_record_browser_get_pane (self->browser));
  g_autoptr (AtlasPlanRequest) request = NULL;
  g_autoptr (AtlasRecord) mission = NULL;
  g_autoptr (GError) error = NULL;

  if (self->session == NULL || id == 0 || !leave (ATLAS_PAGE (self)))
    return;
  mission = atlas_register_load (atlas_session_get_register (self->session), &atlas_kind_mission, id, &error);
  if (mission == NULL)
    {
      atlas_session_fail (self->session, _ ("The Mission Can’t Be Planned"), error);
      return;
    }
  request = atlas_plan_request_new_for_mission (mission);
  compose (self, id, request);
}

static void
debrief (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasMissionsPage *self = ATLAS_MISSIONS_PAGE (widget);

  if (gtk_stack_get_visible_child (self->stack) == GTK_WIDGET (self->browser))
    gtk_widget_activate_action (GTK_WIDGET (self->tools), "mission.debrief", NULL);
}

/* AtlasPage. */

static void
set_session (AtlasPage *page, AtlasSession *session)
{
  AtlasMissionsPage *self = ATLAS_MISSIONS_PAGE (page);

  if (session == self->session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (get_filter (self), self);
  g_set_object (&self->session, session);
  forget_drafts (self);
  if (self->planner != NULL)
    atlas_planner_set_session (self->planner, session);
  show_list (self);
  if (session != NULL)
    {
      g_signal_connect_object (get_filter (self), "notify::query", G_CALLBACK (on_query_changed), self,
                               G_CONNECT_SWAPPED);
      on_query_changed (self);
    }
  atlas_term_choice_set_session (self->statuses, session);
  atlas_record_browser_set_session (self->browser, session);
  atlas_mission_tools_set_session (self->tools, session);
}

static const AtlasKind *
get_kind (AtlasPage *page)
{
  return &atlas_kind_mission;
}

static gboolean
is_settled (AtlasPage *page)
{
  AtlasMissionsPage *self = ATLAS_MISSIONS_PAGE (page);

  return atlas_record_browser_is_settled (self->browser) &&
         (self->planner == NULL || gtk_stack_get_visible_child (self->stack) != GTK_WIDGET (self->planner) ||
          atlas_planner_is_settled (self->planner));
}

static void
show_record (AtlasPage *page, gint64 id)
{
  show_list (ATLAS_MISSIONS_PAGE (page));
  atlas_record_browser_show (ATLAS_MISSIONS_PAGE (page)->browser, id);
}

static void
new_record (AtlasPage *page, GHashTable *fields)
{
  AtlasMissionsPage *self = ATLAS_MISSIONS_PAGE (page);
  g_autoptr (AtlasRecord) draft = atlas_record_new (&atlas_kind_mission);

  show_list (self);
  atlas_record_set_text (draft, "status", "draft");
  atlas_page_fill_draft (draft, fields);
  atlas_record_browser_create (self->browser, draft);
}

static gboolean
leave (AtlasPage *page)
{
  return atlas_record_pane_leave (atlas_record_browser_get_pane (ATLAS_MISSIONS_PAGE (page)->browser));
}

static void
atlas_missions_page_page_init (AtlasPageInterface *iface)
{
  iface->set_session = set_session;
  iface->get_kind = get_kind;
  iface->is_settled = is_settled;
  iface->show_record = show_record;
  iface->new_record = new_record;
  iface->leave = leave;
}

/* GObject. */

static void
atlas_missions_page_dispose (GObject *object)
{
  AtlasMissionsPage *self = ATLAS_MISSIONS_PAGE (object);

  if (self->browser != NULL)
    {
      set_session (ATLAS_PAGE (self), NULL);
      gtk_widget_unparent (GTK_WIDGET (self->stack));
      g_clear_pointer (&self->drafts, g_hash_table_unref);
    }
  self->browser = NULL;

  G_OBJECT_CLASS (atlas_missions_page_parent_class)->dispose (object);
}

static void
atlas_missions_page_class_init (AtlasMissionsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_missions_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-missions-page.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_bind_template_child (widget_class, AtlasMissionsPage, nothing);
  gtk_widget_class_install_action (widget_class, "missions.plan", "s", plan);
  gtk_widget_class_install_action (widget_class, "missions.plan-anew", NULL, plan_anew);
  gtk_widget_class_install_action (widget_class, "missions.debrief", NULL, debrief);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "missions.debrief", NULL);
}

static GtkWidget *
make_bar (AtlasMissionsPage *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *button;

  self->statuses =
    ATLAS_TERM_CHOICE (atlas_term_choice_new (&atlas_kind_mission, "status", _ ("All missions")));
  gtk_widget_add_css_class (bar, "list-bar");
  gtk_widget_add_css_class (bar, "at-top");
  gtk_box_append (GTK_BOX (bar), GTK_WIDGET (self->statuses));
  button = gtk_button_new_with_mnemonic (_ ("_Plan…"));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "missions.plan");
  gtk_widget_set_tooltip_text (button, _ ("Find where to go to meet the most people"));
  gtk_box_append (GTK_BOX (bar), button);
  return bar;
}

static void
unset (AtlasRecord *record, const char *key)
{
  atlas_record_unset (record, atlas_kind_find_field (atlas_record_get_kind (record), key, -1));
}

/* The same journey another time: nothing has come of it yet. */
static void
prepare_copy (AtlasRecord *copy)
{
  static const char *const past[] = { "start", "end", "reached" };
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (copy, "stops");
  g_autoptr (GPtrArray) budget = atlas_record_dup_items (copy, "budget");
  static const char *const of_stop[] = { "arrival", "departure", "event", "reached" };

  for (guint i = 0; i < G_N_ELEMENTS (past); i++)
    unset (copy, past[i]);
  for (guint i = 0; i < stops->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (of_stop); k++)
      unset (g_ptr_array_index (stops, i), of_stop[k]);
  for (guint i = 0; i < budget->len; i++)
    unset (g_ptr_array_index (budget, i), "spent");
  atlas_record_set_items (copy, "stops", stops);
  atlas_record_set_items (copy, "budget", budget);
  unset (copy, "legs");
  unset (copy, "plan");
  atlas_record_set_text (copy, "status", "draft");
}

static AtlasRecordPane *
make_pane (AtlasMissionsPage *self)
{
  static const char *const plan[] = { "plan", NULL };
  AtlasRecordPane *pane = ATLAS_RECORD_PANE (atlas_record_pane_new (
    &atlas_kind_mission, prepare_copy, "atlas-missions-symbolic", _ ("No Mission Selected"),
    _ ("Choose a mission from the list, or add a new one.")));
  AtlasRecordEditor *editor = atlas_record_pane_get_editor (pane);

  self->tools = ATLAS_MISSION_TOOLS (atlas_mission_tools_new (pane));
  atlas_record_pane_set_tools (pane, GTK_WIDGET (self->tools));
  self->journey = ATLAS_MISSION_JOURNEY (atlas_mission_journey_new ());
  atlas_record_editor_set_about (editor, ATLAS_FIELD_ROW (self->journey));
  atlas_record_editor_replace_rows (
    editor, plan,
    ATLAS_FIELD_ROW (atlas_kept_row_new (atlas_kind_find_field (&atlas_kind_mission, "plan", -1))));
  return pane;
}

static void
atlas_missions_page_init (AtlasMissionsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->planned = -1;
  self->drafts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, draft_free);
  self->browser =
    ATLAS_RECORD_BROWSER (atlas_record_browser_new (make_pane (self), describe, _ ("Missions")));
  atlas_record_browser_set_nothing (self->browser, self->nothing);
  atlas_record_browser_set_bar (self->browser, make_bar (self));
  g_signal_connect_object (self->browser, "clear-search", G_CALLBACK (on_clear_search), self,
                           G_CONNECT_SWAPPED);
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_transition_type (self->stack, GTK_STACK_TRANSITION_TYPE_CROSSFADE);
  gtk_stack_set_hhomogeneous (self->stack, FALSE);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->browser));
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
}
