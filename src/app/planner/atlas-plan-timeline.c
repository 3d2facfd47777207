/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-timeline.h"

#include "atlas-i18n.h"
#include "atlas-plan-rows.h"

struct _AtlasPlanTimeline
{
  GtkWidget parent_instance;

  GtkListBox *list;
  AtlasPlan *plan;
  guint selected;
  gboolean filling;
};

enum
{
  PROP_0,
  PROP_SELECTED,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasPlanTimeline, atlas_plan_timeline, GTK_TYPE_WIDGET)

/* (transfer none) (nullable) */
static GtkListBoxRow *
find_row (AtlasPlanTimeline *self, guint stop)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list, i)) != NULL; i++)
    {
      if (atlas_plan_row_get_stop (row) == stop && stop != G_MAXUINT)
        return row;
    }
  return NULL;
}

static void
set_selected (AtlasPlanTimeline *self, guint stop)
{
  if (self->selected == stop)
    return;
  self->selected = stop;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
on_row_selected (AtlasPlanTimeline *self, GtkListBoxRow *row)
{
  if (!self->filling)
    set_selected (self, row != NULL ? atlas_plan_row_get_stop (row) : G_MAXUINT);
}

/* Keys. */

static gboolean
move (AtlasPlanTimeline *self, int step)
{
  guint to = self->selected + (guint) step;

  if (self->selected == G_MAXUINT || (self->selected == 0 && step < 0) || to >= self->plan->stops->len)
    return GDK_EVENT_STOP;
  return gtk_widget_activate_action (GTK_WIDGET (self), "plan.move", "(uu)", self->selected, to);
}

static gboolean
on_key (AtlasPlanTimeline *self, guint key, guint code, GdkModifierType modifiers)
{
  gboolean alt = (modifiers & gtk_accelerator_get_default_mod_mask ()) == GDK_ALT_MASK;
  gboolean plain = (modifiers & gtk_accelerator_get_default_mod_mask ()) == 0;

  if (self->selected == G_MAXUINT)
    return GDK_EVENT_PROPAGATE;
  if (alt && (key == GDK_KEY_Up || key == GDK_KEY_KP_Up))
    return move (self, -1);
  if (alt && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    return move (self, 1);
  if (plain && (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete))
    return gtk_widget_activate_action (GTK_WIDGET (self), "plan.bar", "u", self->selected);
  if (plain && key == GDK_KEY_space)
    return gtk_widget_activate_action (GTK_WIDGET (self), "plan.pin", "u", self->selected);
  return GDK_EVENT_PROPAGATE;
}

/* Filling. */

static void
clear (AtlasPlanTimeline *self)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
}

/* The stop of @plan that is at the place of @spot; G_MAXUINT: none. */
static guint
find_stop (AtlasPlan *plan, const AtlasPlanSpot *spot)
{
  for (guint i = 0; plan != NULL && spot != NULL && i < plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i);

      if (atlas_plan_spot_is_at (spot, stop->spot->latitude, stop->spot->longitude))
        return i;
    }
  return G_MAXUINT;
}

static void
fill (AtlasPlanTimeline *self)
{
  const AtlasPlanStop *before = NULL;

  for (guint i = 0; i < self->plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (self->plan->stops, i);

      gtk_list_box_append (self->list, atlas_plan_leg_row_new (self->plan, &stop->leg, stop->day));
      gtk_list_box_append (self->list, atlas_plan_stop_row_new (self->plan, i));
      before = stop;
    }
  if (before != NULL)
    gtk_list_box_append (self->list,
                         atlas_plan_leg_row_new (self->plan, &self->plan->home, self->plan->days));
}

static gboolean
has_focus (AtlasPlanTimeline *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list));
}

static void
atlas_plan_timeline_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SELECTED:
      g_value_set_uint (value, ATLAS_PLAN_TIMELINE (object)->selected);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_plan_timeline_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SELECTED:
      atlas_plan_timeline_set_selected (ATLAS_PLAN_TIMELINE (object), g_value_get_uint (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_plan_timeline_dispose (GObject *object)
{
  AtlasPlanTimeline *self = ATLAS_PLAN_TIMELINE (object);

  self->filling = TRUE;
  if (self->list != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->list));
  self->list = NULL;
  g_clear_pointer (&self->plan, atlas_plan_unref);

  G_OBJECT_CLASS (atlas_plan_timeline_parent_class)->dispose (object);
}

static void
atlas_plan_timeline_class_init (AtlasPlanTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = atlas_plan_timeline_dispose;
  object_class->get_property = atlas_plan_timeline_get_property;
  object_class->set_property = atlas_plan_timeline_set_property;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "plan-timeline");

  properties[PROP_SELECTED] =
    g_param_spec_uint ("selected", NULL, NULL, 0, G_MAXUINT, G_MAXUINT,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
atlas_plan_timeline_init (AtlasPlanTimeline *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->selected = G_MAXUINT;
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_SINGLE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "timeline");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Timetable"),
                                  -1);
  g_signal_connect_swapped (self->list, "row-selected", G_CALLBACK (on_row_selected), self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self->list), keys);
  gtk_widget_set_parent (GTK_WIDGET (self->list), GTK_WIDGET (self));
}

GtkWidget *
atlas_plan_timeline_new (void)
{
  return g_object_new (ATLAS_TYPE_PLAN_TIMELINE, NULL);
}

void
atlas_plan_timeline_set_plan (AtlasPlanTimeline *self, AtlasPlan *plan)
{
  const AtlasPlanStop *at_hand = NULL;
  gboolean focused;
  guint stop;

  g_return_if_fail (ATLAS_IS_PLAN_TIMELINE (self));

  if (self->plan == plan)
    return;
  if (self->plan != NULL && self->selected < self->plan->stops->len)
    at_hand = g_ptr_array_index (self->plan->stops, self->selected);
  stop = find_stop (plan, at_hand != NULL ? at_hand->spot : NULL);
  focused = has_focus (self);

  self->filling = TRUE;
  clear (self);
  if (plan != NULL)
    atlas_plan_ref (plan);
  g_clear_pointer (&self->plan, atlas_plan_unref);
  self->plan = plan;
  if (plan != NULL)
    fill (self);
  gtk_list_box_select_row (self->list, find_row (self, stop));
  self->filling = FALSE;
  set_selected (self, stop);
  if (focused)
    {
      GtkListBoxRow *row =
        stop != G_MAXUINT ? find_row (self, stop) : gtk_list_box_get_row_at_index (self->list, 1);

      if (row != NULL)
        gtk_widget_grab_focus (GTK_WIDGET (row));
    }
}

guint
atlas_plan_timeline_get_selected (AtlasPlanTimeline *self)
{
  g_return_val_if_fail (ATLAS_IS_PLAN_TIMELINE (self), G_MAXUINT);

  return self->selected;
}

void
atlas_plan_timeline_set_selected (AtlasPlanTimeline *self, guint stop)
{
  g_return_if_fail (ATLAS_IS_PLAN_TIMELINE (self));

  if (self->selected != stop)
    gtk_list_box_select_row (self->list, find_row (self, stop));
}
