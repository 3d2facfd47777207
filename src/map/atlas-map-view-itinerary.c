/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include "atlas-i18n.h"
#include "atlas-mercator.h"
#include "atlas-number.h"

/* A drag shorter than this, in pixels, was meant as a click. */
#define LEAST_DRAG 4

/* Dragging a stop to where it should be. */

static void
on_drag_begin (AtlasMapView *self, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean draws =
    self->tool != ATLAS_MAP_TOOL_POINTER || (state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0;

  self->dragged_stop =
    draws || self->picking ? ATLAS_STOP_NONE : atlas_itinerary_layer_pick (self->route, x, y);
  gtk_gesture_set_state (gesture, self->dragged_stop != ATLAS_STOP_NONE ? GTK_EVENT_SEQUENCE_CLAIMED
                                                                        : GTK_EVENT_SEQUENCE_DENIED);
  if (self->dragged_stop == ATLAS_STOP_NONE)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->from_x = x;
  self->from_y = y;
}

static gboolean
is_drag (double x, double y)
{
  return x * x + y * y >= LEAST_DRAG * LEAST_DRAG;
}

static void
on_drag_update (AtlasMapView *self, double x, double y)
{
  AtlasMapFrame frame;
  double unit_x, unit_y;

  if (self->dragged_stop == ATLAS_STOP_NONE || !is_drag (x, y))
    return;
  atlas_map_view_get_frame (self, &frame);
  atlas_map_frame_unproject (&frame, CLAMP (self->from_x + x, 0, frame.width),
                             CLAMP (self->from_y + y, 0, frame.height), &unit_x, &unit_y);
  atlas_itinerary_layer_set_dragged (self->route, self->dragged_stop, unit_x, unit_y);
}

static void
on_drag_end (AtlasMapView *self, double x, double y)
{
  guint stop = self->dragged_stop;
  AtlasMapFrame frame;
  double unit_x, unit_y;

  if (stop == ATLAS_STOP_NONE)
    return;
  self->dragged_stop = ATLAS_STOP_NONE;
  atlas_itinerary_layer_set_dragged (self->route, ATLAS_STOP_NONE, 0, 0);
  atlas_map_view_set_selected_stop (self, stop);
  if (!is_drag (x, y))
    {
      g_signal_emit_by_name (self, "stop-activated", stop);
      return;
    }
  atlas_map_view_get_frame (self, &frame);
  atlas_map_frame_unproject (&frame, CLAMP (self->from_x + x, 0, frame.width),
                             CLAMP (self->from_y + y, 0, frame.height), &unit_x, &unit_y);
  g_signal_emit_by_name (self, "stop-moved", stop, atlas_mercator_latitude (unit_y),
                         atlas_mercator_longitude (unit_x));
}

static void
cancel (AtlasMapView *self)
{
  if (self->dragged_stop == ATLAS_STOP_NONE)
    return;
  self->dragged_stop = ATLAS_STOP_NONE;
  atlas_itinerary_layer_set_dragged (self->route, ATLAS_STOP_NONE, 0, 0);
}

void
atlas_map_view_init_itinerary (AtlasMapView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->selected_stop = self->dragged_stop = ATLAS_STOP_NONE;

  /* Before libshumate's own drag, which pans. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  gtk_event_controller_set_name (GTK_EVENT_CONTROLLER (drag), "stops");
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (on_drag_end), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (cancel), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (drag));
}

char *
atlas_map_view_describe_stop (AtlasMapView *self, guint stop)
{
  const AtlasItineraryStop *at =
    atlas_itinerary_get_stop (atlas_itinerary_layer_get_itinerary (self->route), stop);
  g_autofree char *number = atlas_number_format (stop + 1);
  g_autofree char *people = NULL;

  if (at->people < 0)
    /* Translators: a mission's stop: its number and place */
    return g_strdup_printf (_ ("%s. %s"), number, at->name);
  people = atlas_number_format (at->people);
  /* Translators: a mission's stop: its number, its place, and how many people it is the first to reach */
  return g_strdup_printf (ngettext ("%s. %s — %s person first reached here",
                                    "%s. %s — %s people first reached here", (gulong) at->people),
                          number, at->name, people);
}

/* Public */

void
atlas_map_view_set_itinerary (AtlasMapView *self, AtlasItinerary *itinerary)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  cancel (self);
  atlas_itinerary_layer_set_itinerary (self->route, itinerary);
  atlas_label_layer_set_itinerary (self->labels, itinerary);
  if (self->selected_stop != ATLAS_STOP_NONE &&
      (itinerary == NULL || self->selected_stop >= atlas_itinerary_get_n_stops (itinerary)))
    {
      self->selected_stop = ATLAS_STOP_NONE;
      g_object_notify (G_OBJECT (self), "selected-stop");
    }
  atlas_map_view_unsettle (self);
}

guint
atlas_map_view_get_selected_stop (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), ATLAS_STOP_NONE);

  return self->selected_stop;
}

void
atlas_map_view_set_selected_stop (AtlasMapView *self, guint stop)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->selected_stop == stop)
    return;
  self->selected_stop = stop;
  atlas_itinerary_layer_set_selected (self->route, stop);
  atlas_map_view_unsettle (self);
  g_object_notify (G_OBJECT (self), "selected-stop");
}
