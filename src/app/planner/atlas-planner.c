/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-planner-private.h"

#include "atlas-config.h"
#include "atlas-distance-unit.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-plan-itinerary.h"
#include "atlas-plan-words.h"
#include "atlas-region.h"
#include "atlas-wrap-layout.h"

/* After the last letter that was typed. */
#define FORM_DELAY_MS 300

enum
{
  PROP_0,
  PROP_WORKING,
  N_PROPERTIES
};

enum
{
  ACCEPTED,
  LEFT,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasPlanner, atlas_planner, GTK_TYPE_WIDGET)

/* Showing. */

/* There is no plan, for that reason. */
static void
show_nothing (AtlasPlanner *self, const char *title, const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  adw_status_page_set_title (self->nothing, title);
  adw_status_page_set_description (self->nothing, escaped);
  gtk_stack_set_visible_child_name (self->plan_stack, "nothing");
}

static void
add_alternative (AtlasPlanner *self, guint n_people, const char *detail)
{
  g_autofree char *number = atlas_number_format (n_people);
  g_autofree char *people = g_strdup_printf (ngettext ("%s person", "%s people", n_people), number);
  GtkWidget *line = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), people);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (line), detail);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (line), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (line), gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (line), TRUE);
  gtk_list_box_append (self->alternatives, line);
}

/* Whether what was planned anew is worth to be told of beside the plan at hand. */
static gboolean
offers_outlook (AtlasPlanner *self)
{
  AtlasPlan *plan = atlas_planner_get_plan (self), *outlook = atlas_plan_runner_get_outlook (self->runner);

  return outlook != NULL && outlook != plan && outlook->value > plan->value;
}

static void
show_alternatives (AtlasPlanner *self, AtlasPlan *plan)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->alternatives, 0)) != NULL)
    gtk_list_box_remove (self->alternatives, GTK_WIDGET (row));
  if (offers_outlook (self))
    add_alternative (self, atlas_plan_runner_get_outlook (self->runner)->people,
                     _ ("Planned anew around the stops that are kept"));
  for (guint i = 0; plan->alternatives != NULL && i < plan->alternatives->len; i++)
    {
      const AtlasPlanChange *change = g_ptr_array_index (plan->alternatives, i);
      g_autofree char *names = atlas_plan_change_dup_names (change);

      add_alternative (self, change->people, names);
    }
  gtk_widget_set_visible (self->alternatives_box,
                          gtk_list_box_get_row_at_index (self->alternatives, 0) != NULL);
}

static void
show_barred (AtlasPlanner *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->barred, 0)) != NULL)
    gtk_list_box_remove (self->barred, GTK_WIDGET (row));
  for (guint i = 0; i < self->request->barred->len; i++)
    {
      g_autofree char *name = atlas_plan_spot_dup_label (g_ptr_array_index (self->request->barred, i));
      GtkWidget *line = adw_action_row_new ();
      GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Allow"));

      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", i);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "plan.unbar");
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (line), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (line), name);
      adw_action_row_add_suffix (ADW_ACTION_ROW (line), button);
      gtk_list_box_append (self->barred, line);
    }
  gtk_widget_set_visible (self->barred_box, self->request->barred->len > 0);
}

static void
show_curve (AtlasPlanner *self, AtlasPlan *plan)
{
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *effects = atlas_plan_dup_effects (plan);

  for (guint i = 0; plan->curve != NULL && i < plan->curve->len; i++)
    g_array_append_val (people, g_array_index (plan->curve, AtlasPlanDays, i).people);
  atlas_plan_curve_set_people (self->curve, (const guint *) (gpointer) people->data, people->len,
                               atlas_plan_request_get_n_days (plan->request));
  gtk_label_set_text (self->effects, effects != NULL ? effects : "");
  gtk_widget_set_visible (GTK_WIDGET (self->effects), effects != NULL);
  gtk_widget_set_visible (self->curve_box, people->len > 1);
}

static void
set_text (GtkLabel *label, const char *text)
{
  gtk_label_set_text (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL && *text != '\0');
}

/* What is known only once all has been planned anew; until then nothing of it is shown. */
static void
show_outlook (AtlasPlanner *self)
{
  AtlasPlan *outlook = atlas_plan_runner_get_outlook (self->runner);

  gtk_widget_set_visible (self->curve_box, FALSE);
  gtk_widget_set_visible (self->alternatives_box, FALSE);
  if (outlook == NULL)
    return;
  show_curve (self, outlook);
  show_alternatives (self, outlook);
}

static void
show_audience (AtlasPlanner *self, AtlasPlanProblem *problem)
{
  guint placed = atlas_plan_problem_get_n_placed (problem);
  guint unplaced = atlas_plan_problem_get_n_members (problem) - placed;
  guint refused = atlas_plan_problem_get_n_refused (problem);
  g_autofree char *n_placed = atlas_number_format (placed);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, ngettext ("%s person can be reached", "%s people can be reached", placed),
                          n_placed);
  if (unplaced > 0)
    {
      g_autofree char *number = atlas_number_format (unplaced);

      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%s has no place", "%s have no place", unplaced), number);
    }
  if (refused > 0)
    {
      g_autofree char *number = atlas_number_format (refused);

      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%s may not be contacted", "%s may not be contacted", refused),
                              number);
    }
  atlas_plan_form_set_audience_note (self->form, text->str);
}

static void
show_plan (AtlasPlanner *self)
{
  AtlasPlan *plan = atlas_planner_get_plan (self);
  AtlasPlanProblem *problem = atlas_plan_runner_get_problem (self->runner);
  g_autoptr (AtlasItinerary) itinerary = plan != NULL ? atlas_itinerary_new_for_plan (plan) : NULL;

  if (problem != NULL)
    show_audience (self, problem);
  atlas_map_view_set_itinerary (self->map, itinerary);
  atlas_plan_timeline_set_plan (self->timeline, plan);
  show_barred (self);
  atlas_planner_show_people (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.accept", plan != NULL && plan->stops->len > 0);
  if (plan == NULL)
    return;
  if (plan->audience == 0)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.accept", FALSE);
      show_nothing (self, _ ("Nobody Is Found"),
                    _ ("Of those whom the audience names nobody may be contacted and has a place."));
      return;
    }
  if (plan->stops->len == 0)
    {
      show_nothing (
        self, _ ("No Stop"),
        _ ("Nobody of the audience can be reached in these days. Give it more days, a larger reach "
           "or a larger budget."));
      return;
    }
  {
    g_autofree char *number = atlas_number_format (plan->people);
    g_autofree char *people = g_strdup_printf (ngettext ("%s person", "%s people", plan->people), number);
    g_autofree char *share = atlas_plan_dup_share (plan);
    g_autofree char *totals = atlas_plan_dup_totals (plan);
    g_autofree char *gap = atlas_plan_dup_gap (plan);

    set_text (self->people, people);
    set_text (self->share, share);
    set_text (self->totals, totals);
    set_text (self->gap, gap);
  }
  show_outlook (self);
  gtk_stack_set_visible_child_name (self->plan_stack, "plan");
  if (!self->fitted)
    {
      self->fitted = TRUE;
      atlas_map_view_show_itinerary (self->map, TRUE);
    }
}

static void
on_failed (AtlasPlanner *self, const GError *error)
{
  show_nothing (self, _ ("This Can’t Be Planned"), error->message);
}

static void
on_working_changed (AtlasPlanner *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORKING]);
}

/* Asking. */

/* What is asked can't be planned yet. */
static void
refuse (AtlasPlanner *self, const char *title, const char *text)
{
  atlas_plan_runner_forget (self->runner);
  show_nothing (self, title, text);
}

static gboolean
is_asked (AtlasPlanner *self)
{
  return self->request->base != NULL && self->request->from != NULL && self->request->to != NULL;
}

/* In a narrow window there is only the map until the form is filled in: so that it is not looked for. */
static void
on_folded (AtlasPlanner *self)
{
  if (adw_flap_get_folded (self->form_flap) && !is_asked (self))
    adw_flap_set_reveal_flap (self->form_flap, TRUE);
}

void
atlas_planner_ask (AtlasPlanner *self, gboolean near)
{
  const char *audience_error = atlas_plan_form_get_audience_error (self->form);
  g_autoptr (GError) error = NULL;

  atlas_planner_update_edits (self);
  show_barred (self);
  if (self->runner == NULL)
    return;
  if (audience_error != NULL)
    refuse (self, _ ("The Audience Is Not Understood"), audience_error);
  else if (!is_asked (self))
    {
      refuse (
        self, _ ("Where From, and When?"),
        _ ("Say from which base the mission sets out, and on which days: the places and the order in which "
           "most people are reached are found at once."));
      on_folded (self);
    }
  else if (!atlas_plan_request_check (self->request, &error))
    refuse (self, _ ("This Can’t Be Planned"), error->message);
  else
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "plan.accept", FALSE);
      atlas_plan_runner_run (self->runner, self->request, near, 0);
    }
}

static gboolean
on_form_timeout (gpointer data)
{
  AtlasPlanner *self = data;
  g_autoptr (AtlasPlanRequest) before = atlas_plan_request_copy (self->request);
  g_autoptr (AtlasPlanRequest) now = atlas_plan_request_copy (self->request);

  self->form_timeout = 0;
  atlas_plan_form_store (self->form, now);
  if (atlas_plan_request_equal (before, now))
    return G_SOURCE_REMOVE;
  atlas_planner_remember (self);
  atlas_plan_request_free (self->request);
  self->request = g_steal_pointer (&now);
  if (g_strcmp0 (before->from, self->request->from) != 0 || g_strcmp0 (before->to, self->request->to) != 0 ||
      !atlas_plan_request_same_people (before, self->request))
    self->fitted = FALSE;
  atlas_planner_ask (self, FALSE);
  return G_SOURCE_REMOVE;
}

static void
on_form_changed (AtlasPlanner *self)
{
  g_clear_handle_id (&self->form_timeout, g_source_remove);
  self->form_timeout = g_timeout_add (FORM_DELAY_MS, on_form_timeout, self);
}

/* On the map. */

static void
on_stop_activated (AtlasPlanner *self, guint stop)
{
  atlas_plan_timeline_set_selected (self->timeline, stop);
}

static void
on_timeline_selected (AtlasPlanner *self)
{
  atlas_map_view_set_selected_stop (self->map, atlas_plan_timeline_get_selected (self->timeline));
}

static void
on_stop_moved (AtlasPlanner *self, guint stop, double latitude, double longitude)
{
  atlas_planner_put_stop (self, stop, latitude, longitude);
}

static void
on_place_picked (AtlasPlanner *self, double latitude, double longitude)
{
  gtk_toggle_button_set_active (self->adding, FALSE);
  if (atlas_region_at (latitude, longitude) == ATLAS_REGION_NONE)
    {
      atlas_session_tell (self->session, _ ("There is no stop in the sea or abroad"), FALSE);
      return;
    }
  atlas_planner_put_stop (self, G_MAXUINT, latitude, longitude);
}

static void
on_alternative (AtlasPlanner *self, GtkListBoxRow *row)
{
  AtlasPlan *outlook = atlas_plan_runner_get_outlook (self->runner);
  int index = gtk_list_box_row_get_index (row);

  if (outlook == NULL)
    return;
  if (offers_outlook (self) && index-- == 0)
    atlas_plan_runner_take_outlook (self->runner);
  else if (outlook->alternatives != NULL && index >= 0 && (guint) index < outlook->alternatives->len)
    atlas_planner_take_alternative (self, g_ptr_array_index (outlook->alternatives, index));
}

/* Actions. */

static void
accept (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACCEPTED], 0);
}

static void
leave (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPlanner *self = ATLAS_PLANNER (widget);

  if (self->runner != NULL)
    atlas_plan_runner_stop (self->runner);
  g_signal_emit (self, signals[LEFT], 0);
}

static void
stop (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPlanner *self = ATLAS_PLANNER (widget);

  if (self->runner != NULL)
    atlas_plan_runner_stop (self->runner);
}

/* GObject. */

static void
update_dark (AtlasPlanner *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  atlas_map_view_set_dark (self->map, dark);
  if (dark)
    gtk_widget_add_css_class (GTK_WIDGET (self->timeline), "dark");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->timeline), "dark");
}

static void
atlas_planner_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasPlanner *self = ATLAS_PLANNER (object);

  switch (id)
    {
    case PROP_WORKING:
      g_value_set_boolean (value, self->runner != NULL && atlas_plan_runner_is_working (self->runner));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_planner_dispose (GObject *object)
{
  AtlasPlanner *self = ATLAS_PLANNER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  g_clear_handle_id (&self->form_timeout, g_source_remove);
  if (child != NULL)
    {
      atlas_planner_set_session (self, NULL);
      gtk_widget_unparent (child);
    }
  g_clear_pointer (&self->request, atlas_plan_request_free);
  atlas_planner_forget_steps (self);
  atlas_planner_forget_people (self);

  G_OBJECT_CLASS (atlas_planner_parent_class)->dispose (object);
}

static void
atlas_planner_class_init (AtlasPlannerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = atlas_planner_dispose;
  object_class->get_property = atlas_planner_get_property;

  properties[PROP_WORKING] =
    g_param_spec_boolean ("working", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[ACCEPTED] =
    g_signal_new ("accepted", ATLAS_TYPE_PLANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[LEFT] =
    g_signal_new ("left", ATLAS_TYPE_PLANNER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (ATLAS_TYPE_MAP_VIEW);
  g_type_ensure (ATLAS_TYPE_PLAN_CURVE);
  g_type_ensure (ATLAS_TYPE_PLAN_FORM);
  g_type_ensure (ATLAS_TYPE_PLAN_TIMELINE);
  g_type_ensure (ATLAS_TYPE_REACH_LEGEND);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-planner.ui");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "planner");
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, form_flap);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, plan_flap);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, over_map);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, form);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, map);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, adding);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, missed);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, reach);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, plan_stack);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, nothing);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, people);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, share);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, totals);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, gap);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, effects);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, timeline);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, curve_box);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, curve);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, alternatives_box);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, alternatives);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, barred_box);
  gtk_widget_class_bind_template_child (widget_class, AtlasPlanner, barred);
  gtk_widget_class_bind_template_callback (widget_class, on_folded);
  gtk_widget_class_bind_template_callback (widget_class, atlas_planner_keep_stops);
  gtk_widget_class_bind_template_callback (widget_class, on_form_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_stop_moved);
  gtk_widget_class_bind_template_callback (widget_class, on_place_picked);
  gtk_widget_class_bind_template_callback (widget_class, on_timeline_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_alternative);
  gtk_widget_class_bind_template_callback (widget_class, atlas_planner_show_people);
  gtk_widget_class_install_action (widget_class, "plan.accept", NULL, accept);
  gtk_widget_class_install_action (widget_class, "plan.leave", NULL, leave);
  gtk_widget_class_install_action (widget_class, "plan.stop", NULL, stop);
  atlas_planner_install_edits (widget_class);
  atlas_planner_install_ways (widget_class);
}

static void
atlas_planner_init (AtlasPlanner *self)
{
  g_autoptr (GSettings) settings = g_settings_new (ATLAS_APP_ID);

  self->request = atlas_plan_request_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->over_map, atlas_wrap_layout_new (6));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (update_dark), self,
                           G_CONNECT_SWAPPED);
  update_dark (self);
  atlas_map_view_set_imperial (self->map, atlas_distance_uses_miles (settings));
  atlas_planner_begin (self, NULL);
}

/* Public. */

GtkWidget *
atlas_planner_new (void)
{
  return g_object_new (ATLAS_TYPE_PLANNER, NULL);
}

void
atlas_planner_set_session (AtlasPlanner *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_PLANNER (self));

  if (self->session == session)
    return;
  if (self->runner != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->runner, self);
      atlas_plan_runner_stop (self->runner);
      g_clear_object (&self->runner);
    }
  g_set_object (&self->session, session);
  atlas_plan_form_set_register (self->form, session ? atlas_session_get_register (session) : NULL);
  atlas_planner_forget_people (self);
  g_cancellable_cancel (self->reading_ways);
  g_clear_object (&self->reading_ways);
  if (session == NULL)
    {
      atlas_map_view_set_points (self->map, NULL);
      atlas_map_view_set_itinerary (self->map, NULL);
      atlas_map_view_set_reached (self->map, NULL);
      gtk_widget_set_visible (GTK_WIDGET (self->reach), FALSE);
      atlas_plan_timeline_set_plan (self->timeline, NULL);
      return;
    }
  self->runner = atlas_plan_runner_new (atlas_session_get_register (session));
  g_signal_connect_object (self->runner, "notify::plan", G_CALLBACK (show_plan), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runner, "notify::working", G_CALLBACK (on_working_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->runner, "failed", G_CALLBACK (on_failed), self, G_CONNECT_SWAPPED);
}

void
atlas_planner_begin (AtlasPlanner *self, const AtlasPlanRequest *request)
{
  g_return_if_fail (ATLAS_IS_PLANNER (self));

  g_clear_handle_id (&self->form_timeout, g_source_remove);
  atlas_planner_forget_steps (self);
  atlas_plan_request_free (self->request);
  self->request = request != NULL ? atlas_plan_request_copy (request) : atlas_plan_request_new ();
  self->fitted = FALSE;
  atlas_plan_form_set_request (self->form, self->request);
  atlas_planner_ask (self, FALSE);
}

void
atlas_planner_take_up (AtlasPlanner *self, const AtlasPlanRequest *request)
{
  AtlasPlanRequest *before;

  g_return_if_fail (ATLAS_IS_PLANNER (self));
  g_return_if_fail (request != NULL);

  if (atlas_plan_request_equal (self->request, request))
    return;
  atlas_planner_remember (self);
  before = self->request;
  self->request = atlas_plan_request_copy (request);
  atlas_plan_request_free (before);
  atlas_plan_form_set_request (self->form, self->request);
  atlas_planner_ask (self, FALSE);
}

AtlasPlan *
atlas_planner_get_plan (AtlasPlanner *self)
{
  g_return_val_if_fail (ATLAS_IS_PLANNER (self), NULL);

  return self->runner != NULL ? atlas_plan_runner_get_plan (self->runner) : NULL;
}

const AtlasPlanRequest *
atlas_planner_get_request (AtlasPlanner *self)
{
  g_return_val_if_fail (ATLAS_IS_PLANNER (self), NULL);

  return self->request;
}

gboolean
atlas_planner_is_settled (AtlasPlanner *self)
{
  g_return_val_if_fail (ATLAS_IS_PLANNER (self), FALSE);

  return self->form_timeout == 0 && self->reading_ways == NULL &&
         (self->runner == NULL || !atlas_plan_runner_is_working (self->runner)) &&
         atlas_map_view_is_settled (self->map);
}
