/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-map-text.h"
#include "atlas-mercator.h"
#include "atlas-region.h"

/* A drag shorter than this, in pixels, was meant as a click. */
#define LEAST_DRAG 4

#define DRAWING_KEYS (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK)

G_DEFINE_ENUM_TYPE (AtlasMapTool,
                    atlas_map_tool,
                    G_DEFINE_ENUM_VALUE (ATLAS_MAP_TOOL_POINTER, "pointer"),
                    G_DEFINE_ENUM_VALUE (ATLAS_MAP_TOOL_RECTANGLE, "rectangle"),
                    G_DEFINE_ENUM_VALUE (ATLAS_MAP_TOOL_LASSO, "lasso"),
                    G_DEFINE_ENUM_VALUE (ATLAS_MAP_TOOL_CIRCLE, "circle"))

G_DEFINE_ENUM_TYPE (AtlasMapMode,
                    atlas_map_mode,
                    G_DEFINE_ENUM_VALUE (ATLAS_MAP_REPLACE, "replace"),
                    G_DEFINE_ENUM_VALUE (ATLAS_MAP_ADD, "add"),
                    G_DEFINE_ENUM_VALUE (ATLAS_MAP_SUBTRACT, "subtract"))

AtlasMapMode
atlas_map_view_mode_for_state (AtlasMapView *self, GdkModifierType state)
{
  if ((state & GDK_ALT_MASK) != 0 ||
      (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) == (GDK_CONTROL_MASK | GDK_SHIFT_MASK))
    return ATLAS_MAP_SUBTRACT;
  return (state & GDK_CONTROL_MASK) != 0 ? ATLAS_MAP_ADD : self->chosen_mode;
}

void
atlas_map_view_show_draft (AtlasMapView *self)
{
  atlas_selection_layer_set_draft (self->drawing,
                                   atlas_map_draft_is_active (&self->draft) ? &self->draft : NULL,
                                   self->mode == ATLAS_MAP_SUBTRACT, self->imperial);
  atlas_map_view_unsettle (self);
}

/* What the selection's shapes are added to or taken from: a region that was clicked counts. (transfer full)
 */
static AtlasSelection *
dup_base (AtlasMapView *self, AtlasMapMode mode)
{
  AtlasSelectionShape region = { .type = ATLAS_SELECTION_REGION, .region = self->selected_region };

  if (mode == ATLAS_MAP_REPLACE)
    return NULL;
  if (self->selection != NULL)
    return atlas_selection_ref (self->selection);
  return atlas_selection_add (NULL, &region, FALSE);
}

void
atlas_map_view_select_area (AtlasMapView *self, AtlasMapArea area, AtlasMapMode mode)
{
  AtlasSelectionShape shape = { .type = ATLAS_SELECTION_REGION, .region = area.key };
  AtlasSelectionShape county = { .type = ATLAS_SELECTION_COUNTY, .county = area.key };
  g_autoptr (AtlasSelection) base = dup_base (self, mode);
  g_autoptr (AtlasSelection) selection = atlas_selection_add (
    base, area.areas == ATLAS_AREAS_COUNTIES ? &county : &shape, mode == ATLAS_MAP_SUBTRACT);

  atlas_map_view_set_selection (self, selection);
}

/* By hand */

void
atlas_map_view_begin_drawing (AtlasMapView *self, AtlasMapTool tool, AtlasMapMode mode, double x, double y)
{
  AtlasMapFrame frame;
  double unit_x, unit_y;

  atlas_map_view_get_frame (self, &frame);
  atlas_map_frame_unproject (&frame, x, y, &unit_x, &unit_y);
  self->from_x = x;
  self->from_y = y;
  self->mode = mode;
  atlas_map_draft_begin (&self->draft, tool, unit_x, unit_y);
  atlas_map_view_show_draft (self);
}

void
atlas_map_view_draw_to (AtlasMapView *self, double x, double y)
{
  AtlasMapFrame frame;
  double unit_x, unit_y;

  if (!atlas_map_draft_is_active (&self->draft))
    return;

  atlas_map_view_get_frame (self, &frame);
  /* What is not seen is not selected. */
  atlas_map_frame_unproject (&frame, CLAMP (x, 0, frame.width), CLAMP (y, 0, frame.height), &unit_x, &unit_y);
  atlas_map_draft_move (&self->draft, unit_x, unit_y);
  if (self->draft.tool == ATLAS_MAP_TOOL_LASSO)
    atlas_map_draft_add_corner (&self->draft);
  atlas_map_view_show_draft (self);
}

void
atlas_map_view_end_drawing (AtlasMapView *self)
{
  g_autoptr (AtlasSelection) base = NULL;
  g_autoptr (AtlasSelection) selection = NULL;
  AtlasMapFrame frame;

  if (!atlas_map_draft_is_active (&self->draft))
    return;

  atlas_map_view_get_frame (self, &frame);
  base = dup_base (self, self->mode);
  selection = atlas_map_draft_add_to (&self->draft, base, self->mode == ATLAS_MAP_SUBTRACT, frame.world,
                                      self->imperial);
  atlas_map_draft_cancel (&self->draft);
  atlas_map_view_show_draft (self);
  atlas_map_view_set_selection (self, selection);
}

static void
cancel_drawing (AtlasMapView *self)
{
  if (!atlas_map_draft_is_active (&self->draft))
    return;
  atlas_map_draft_cancel (&self->draft);
  atlas_map_view_show_draft (self);
}

static void
set_tool_cursor (AtlasMapView *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map),
                                   self->tool != ATLAS_MAP_TOOL_POINTER ? "crosshair" : "grab");
}

static void
on_drag_begin (AtlasMapView *self, double x, double y, GtkGesture *gesture)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture)) & DRAWING_KEYS;
  gboolean draws = !self->picking && (self->tool != ATLAS_MAP_TOOL_POINTER || state != 0);

  gtk_gesture_set_state (gesture, draws ? GTK_EVENT_SEQUENCE_CLAIMED : GTK_EVENT_SEQUENCE_DENIED);
  if (!draws)
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), "crosshair");
  atlas_map_view_show_crosshair (self, FALSE);
  atlas_map_view_begin_drawing (self,
                                self->tool != ATLAS_MAP_TOOL_POINTER ? self->tool : ATLAS_MAP_TOOL_RECTANGLE,
                                atlas_map_view_mode_for_state (self, state), x, y);
}

static void
on_drag_update (AtlasMapView *self, double x, double y)
{
  atlas_map_view_draw_to (self, self->from_x + x, self->from_y + y);
}

/* Too short to have drawn anything it is a click, which adds a region or county or takes it away. */
static void
on_drag_end (AtlasMapView *self, double x, double y)
{
  double latitude, longitude;
  AtlasMapArea area;

  if (!atlas_map_draft_is_active (&self->draft))
    return;
  set_tool_cursor (self);
  if (hypot (x, y) >= LEAST_DRAG || self->draft.corners->len > 3)
    {
      atlas_map_view_end_drawing (self);
      return;
    }

  cancel_drawing (self);
  shumate_viewport_widget_coords_to_location (self->viewport, GTK_WIDGET (self->map), self->from_x,
                                              self->from_y, &latitude, &longitude);
  area = atlas_map_view_get_area_at (self, latitude, longitude);
  if (self->mode != ATLAS_MAP_REPLACE && area.key != ATLAS_MAP_AREA_NONE)
    atlas_map_view_select_area (self, area, self->mode);
}

gboolean
atlas_map_view_leave_drawing (AtlasMapView *self)
{
  if (atlas_map_draft_is_active (&self->draft))
    cancel_drawing (self);
  else if (self->tool != ATLAS_MAP_TOOL_POINTER)
    atlas_map_view_set_tool (self, ATLAS_MAP_TOOL_POINTER);
  else
    return FALSE;
  atlas_map_view_describe_draft (self);
  return TRUE;
}

/* Setting up */

void
atlas_map_view_init_selecting (AtlasMapView *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  atlas_map_draft_init (&self->draft);

  /* Before libshumate's own drag, which pans. */
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (drag), GTK_PHASE_CAPTURE);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (drag, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-update", G_CALLBACK (on_drag_update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "drag-end", G_CALLBACK (on_drag_end), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (drag, "cancel", G_CALLBACK (cancel_drawing), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (drag));

  /* Before the keys that pan and zoom. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (atlas_map_view_draw_by_key), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* Only where there are tools: other maps are for picking a place. */
static gboolean
on_tool_key (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  const char *tool;

  if (!gtk_widget_get_visible (ATLAS_MAP_VIEW (widget)->tools))
    return FALSE;
  g_variant_get (arguments, "(&s)", &tool);
  return gtk_widget_activate_action (widget, "map.tool", "s", tool);
}

void
atlas_map_view_install_tools (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *tool;
  } keys[] = {
    { GDK_KEY_p, "pointer" },
    { GDK_KEY_r, "rectangle" },
    { GDK_KEY_l, "lasso" },
    { GDK_KEY_c, "circle" },
  };

  gtk_widget_class_install_property_action (widget_class, "map.tool", "tool");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, on_tool_key, "(s)", keys[i].tool);
}

/* Public */

char *
atlas_map_view_describe_selection (AtlasMapView *self)
{
  g_autoptr (AtlasBitset) rows = NULL;
  g_autofree char *name = atlas_selection_dup_name (self->selection);
  g_autofree char *members = NULL;

  if (name == NULL)
    name = g_strdup (_ ("Selection"));
  if (self->points == NULL)
    return g_steal_pointer (&name);

  /* A million members take a millisecond or two. */
  rows = atlas_selection_match (self->selection, self->points);
  members = atlas_map_text_members (atlas_bitset_count (rows));
  return g_strdup_printf (_ ("%s — %s"), name, members);
}

AtlasSelection *
atlas_map_view_get_selection (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), NULL);

  return self->selection;
}

void
atlas_map_view_set_selection (AtlasMapView *self, AtlasSelection *selection)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (atlas_selection_equal (self->selection, selection))
    return;

  g_clear_pointer (&self->selection, atlas_selection_unref);
  if (selection != NULL)
    {
      self->selection = atlas_selection_ref (selection);
      atlas_map_view_set_selected_region (self, ATLAS_REGION_NONE);
    }
  atlas_selection_layer_set_selection (self->selected, selection);
  atlas_map_view_update_description (self);
  atlas_map_view_unsettle (self);
  g_object_notify (G_OBJECT (self), "selection");
}

AtlasMapTool
atlas_map_view_get_tool (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), ATLAS_MAP_TOOL_POINTER);

  return self->tool;
}

void
atlas_map_view_set_tool (AtlasMapView *self, AtlasMapTool tool)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->tool == tool)
    return;

  self->tool = tool;
  cancel_drawing (self);
  atlas_map_view_show_crosshair (self, FALSE);
  atlas_cluster_layer_set_hovered (self->clusters, NULL);
  atlas_map_view_set_hovered_area (self, atlas_map_area_none);
  set_tool_cursor (self);
  if (gtk_widget_get_root (GTK_WIDGET (self)) != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  g_object_notify (G_OBJECT (self), "tool");
}

void
atlas_map_view_set_mode (AtlasMapView *self, AtlasMapMode mode)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->chosen_mode == mode)
    return;
  self->chosen_mode = mode;
  g_object_notify (G_OBJECT (self), "mode");
}
