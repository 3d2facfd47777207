/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-planner-private.h"

#include "atlas-gazetteer.h"
#include "atlas-i18n.h"

/* Who clicks this near to a town means the town. */
#define TOWN_KM 12

/* So many changes can be taken back. */
#define MAX_UNDO 100

static void
step_clear (gpointer data)
{
  AtlasPlanStep *self = data;

  g_clear_pointer (&self->request, atlas_plan_request_free);
  g_clear_pointer (&self->plan, atlas_plan_unref);
}

static GArray *
make_steps (void)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (AtlasPlanStep));

  g_array_set_clear_func (steps, step_clear);
  return steps;
}

/* Where things stand now. The plan at hand is one for another request while that is being looked for. */
static void
push (AtlasPlanner *self, GArray *steps)
{
  AtlasPlan *plan = atlas_planner_get_plan (self);
  AtlasPlanStep now = { atlas_plan_request_copy (self->request),
                        plan != NULL ? atlas_plan_ref (plan) : NULL };

  g_array_append_val (steps, now);
}

void
atlas_planner_remember (AtlasPlanner *self)
{
  if (self->undo == NULL)
    {
      self->undo = make_steps ();
      self->redo = make_steps ();
    }
  push (self, self->undo);
  if (self->undo->len > MAX_UNDO)
    g_array_remove_index (self->undo, 0);
  g_array_set_size (self->redo, 0);
}

void
atlas_planner_forget_steps (AtlasPlanner *self)
{
  g_clear_pointer (&self->undo, g_array_unref);
  g_clear_pointer (&self->redo, g_array_unref);
}

/* Takes the nearest step of one list, and puts the present one upon the other. */
static void
step (AtlasPlanner *self, GArray *from, GArray *to)
{
  AtlasPlanStep taken;

  if (from == NULL || from->len == 0)
    return;
  push (self, to);
  taken = g_array_index (from, AtlasPlanStep, from->len - 1);
  g_array_index (from, AtlasPlanStep, from->len - 1) = (AtlasPlanStep){ NULL, NULL };
  g_array_set_size (from, from->len - 1);
  atlas_plan_request_free (self->request);
  self->request = taken.request;
  atlas_plan_form_set_request (self->form, self->request);
  if (taken.plan != NULL && atlas_plan_request_equal (taken.plan->request, self->request))
    {
      atlas_planner_update_edits (self);
      atlas_plan_runner_restore (self->runner, taken.plan);
    }
  else
    atlas_planner_ask (self, TRUE);
  g_clear_pointer (&taken.plan, atlas_plan_unref);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (ATLAS_PLANNER (widget), ATLAS_PLANNER (widget)->undo, ATLAS_PLANNER (widget)->redo);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  step (ATLAS_PLANNER (widget), ATLAS_PLANNER (widget)->redo, ATLAS_PLANNER (widget)->undo);
}

/* Stops. */

/* (transfer none) (nullable): of the plan that is shown */
static const AtlasPlanStop *
get_stop (AtlasPlanner *self, guint index)
{
  AtlasPlan *plan = atlas_planner_get_plan (self);

  return plan != NULL && index < plan->stops->len ? g_ptr_array_index (plan->stops, index) : NULL;
}

/* G_MAXUINT: none is there. */
static guint
find_pin (AtlasPlanner *self, double latitude, double longitude)
{
  for (guint i = 0; i < self->request->pinned->len; i++)
    {
      const AtlasPlanPin *pin = g_ptr_array_index (self->request->pinned, i);

      if (atlas_plan_spot_is_at (pin->spot, latitude, longitude))
        return i;
    }
  return G_MAXUINT;
}

/* It is allowed again. */
static void
allow (AtlasPlanner *self, const AtlasPlanSpot *spot)
{
  for (guint i = self->request->barred->len; i > 0; i--)
    {
      if (atlas_plan_spot_is_at (g_ptr_array_index (self->request->barred, i - 1), spot->latitude,
                                 spot->longitude))
        g_ptr_array_remove_index (self->request->barred, i - 1);
    }
}

/* The first ten letters of a time are its day. */
static char *
dup_day (const AtlasPlanStop *stop)
{
  return g_strndup (stop->begins, 10);
}

static void
add_pin (AtlasPlanner *self, const AtlasPlanSpot *spot, const char *date)
{
  allow (self, spot);
  g_ptr_array_add (self->request->pinned, atlas_plan_pin_new (atlas_plan_spot_copy (spot), date));
}

static void
pin (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPlanner *self = ATLAS_PLANNER (widget);
  const AtlasPlanStop *stop = get_stop (self, g_variant_get_uint32 (parameter));
  guint pinned;

  if (stop == NULL)
    return;
  atlas_planner_remember (self);
  pinned = find_pin (self, stop->spot->latitude, stop->spot->longitude);
  if (pinned != G_MAXUINT)
    {
      g_ptr_array_remove_index (self->request->pinned, pinned);
      self->request->fixed_order &= self->request->pinned->len > 1;
    }
  else
    add_pin (self, stop->spot, NULL);
  atlas_planner_ask (self, TRUE);
}

static void
pin_day (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPlanner *self = ATLAS_PLANNER (widget);
  const AtlasPlanStop *stop = get_stop (self, g_variant_get_uint32 (parameter));
  g_autofree char *day = NULL;
  guint pinned;

  if (stop == NULL)
    return;
  atlas_planner_remember (self);
  day = dup_day (stop);
  pinned = find_pin (self, stop->spot->latitude, stop->spot->longitude);
  if (pinned != G_MAXUINT)
    {
      AtlasPlanPin *known = g_ptr_array_index (self->request->pinned, pinned);

      g_free (known->date);
      known->date = g_steal_pointer (&day);
    }
  else
    add_pin (self, stop->spot, day);
  atlas_planner_ask (self, TRUE);
}

static void
bar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPlanner *self = ATLAS_PLANNER (widget);
  const AtlasPlanStop *stop = get_stop (self, g_variant_get_uint32 (parameter));
  guint pinned;

  if (stop == NULL)
    return;
  atlas_planner_remember (self);
  pinned = find_pin (self, stop->spot->latitude, stop->spot->longitude);
  if (pinned != G_MAXUINT)
    g_ptr_array_remove_index (self->request->pinned, pinned);
  g_ptr_array_add (self->request->barred, atlas_plan_spot_copy (stop->spot));
  atlas_planner_ask (self, TRUE);
}

static void
unbar (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPlanner *self = ATLAS_PLANNER (widget);
  guint index = g_variant_get_uint32 (parameter);

  if (index >= self->request->barred->len)
    return;
  atlas_planner_remember (self);
  g_ptr_array_remove_index (self->request->barred, index);
  atlas_planner_ask (self, TRUE);
}

/* The order is the person's own from now on: all stops stay, each in its place of the order. */
static void
move (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPlanner *self = ATLAS_PLANNER (widget);
  AtlasPlan *plan = atlas_planner_get_plan (self);
  g_autoptr (GPtrArray) pins = NULL;
  gpointer moved;
  guint from, to;

  g_variant_get (parameter, "(uu)", &from, &to);
  if (get_stop (self, from) == NULL || get_stop (self, to) == NULL || from == to)
    return;
  /* While another plan is on its way, its stops are not those that are shown. */
  if (!atlas_plan_request_equal (plan->request, self->request))
    return;
  atlas_planner_remember (self);
  pins = g_ptr_array_new ();
  for (guint i = 0; i < plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i);
      guint pinned = find_pin (self, stop->spot->latitude, stop->spot->longitude);
      const AtlasPlanPin *known =
        pinned != G_MAXUINT ? g_ptr_array_index (self->request->pinned, pinned) : NULL;

      /* A day that it was kept on would contradict another place in the order. */
      g_ptr_array_add (pins, atlas_plan_pin_new (atlas_plan_spot_copy (stop->spot),
                                                 known != NULL && i != from ? known->date : NULL));
    }
  moved = g_ptr_array_steal_index (pins, from);
  g_ptr_array_insert (pins, (int) to, moved);
  g_ptr_array_set_size (self->request->pinned, 0);
  for (guint i = 0; i < pins->len; i++)
    g_ptr_array_add (self->request->pinned, g_ptr_array_index (pins, i));
  self->request->fixed_order = TRUE;
  atlas_planner_ask (self, TRUE);
}

void
atlas_planner_put_stop (AtlasPlanner *self, guint index, double latitude, double longitude)
{
  const AtlasPlanStop *stop = get_stop (self, index);
  guint place = atlas_gazetteer_nearest (latitude, longitude, TOWN_KM);
  g_autoptr (AtlasPlanSpot) spot = place != ATLAS_PLACE_NONE
                                     ? atlas_plan_spot_new_for_place (place)
                                     : atlas_plan_spot_new (NULL, latitude, longitude);
  guint pinned = G_MAXUINT;

  atlas_planner_remember (self);
  if (stop != NULL)
    pinned = find_pin (self, stop->spot->latitude, stop->spot->longitude);
  /* One that is kept stays in its place of the order, and on its day. */
  if (pinned != G_MAXUINT)
    {
      AtlasPlanPin *pin = g_ptr_array_index (self->request->pinned, pinned);

      allow (self, spot);
      atlas_plan_spot_free (pin->spot);
      pin->spot = atlas_plan_spot_copy (spot);
    }
  else if (find_pin (self, spot->latitude, spot->longitude) == G_MAXUINT)
    add_pin (self, spot, NULL);
  atlas_planner_ask (self, TRUE);
}

void
atlas_planner_keep_stops (AtlasPlanner *self, GPtrArray *spots)
{
  atlas_planner_remember (self);
  for (guint i = 0; i < spots->len; i++)
    {
      const AtlasPlanSpot *spot = g_ptr_array_index (spots, i);

      if (find_pin (self, spot->latitude, spot->longitude) == G_MAXUINT)
        add_pin (self, spot, NULL);
    }
  atlas_planner_ask (self, TRUE);
}

void
atlas_planner_take_alternative (AtlasPlanner *self, const AtlasPlanChange *change)
{
  atlas_planner_remember (self);
  g_ptr_array_set_size (self->request->pinned, 0);
  for (guint i = 0; i < change->stops->len; i++)
    add_pin (self, g_ptr_array_index (change->stops, i), NULL);
  self->request->fixed_order = FALSE;
  atlas_planner_ask (self, FALSE);
}

/* The order need not be kept any longer. */
static void
free_order (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasPlanner *self = ATLAS_PLANNER (widget);

  atlas_planner_remember (self);
  self->request->fixed_order = FALSE;
  atlas_planner_ask (self, TRUE);
}

void
atlas_planner_update_edits (AtlasPlanner *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "plan.undo", self->undo != NULL && self->undo->len > 0);
  gtk_widget_action_set_enabled (widget, "plan.redo", self->redo != NULL && self->redo->len > 0);
  gtk_widget_action_set_enabled (widget, "plan.free-order", self->request->fixed_order);
}

void
atlas_planner_install_edits (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "plan.pin", "u", pin);
  gtk_widget_class_install_action (widget_class, "plan.pin-day", "u", pin_day);
  gtk_widget_class_install_action (widget_class, "plan.bar", "u", bar);
  gtk_widget_class_install_action (widget_class, "plan.unbar", "u", unbar);
  gtk_widget_class_install_action (widget_class, "plan.move", "(uu)", move);
  gtk_widget_class_install_action (widget_class, "plan.free-order", NULL, free_order);
  gtk_widget_class_install_action (widget_class, "plan.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "plan.redo", NULL, redo);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "plan.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK,
                                       "plan.redo", NULL);
}
