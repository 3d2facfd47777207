/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include "atlas-i18n.h"
#include "atlas-mercator.h"
#include "atlas-region.h"

/* How far an arrow key moves the crosshair, in pixels; less with Shift. */
#define STEP       24
#define SMALL_STEP 3

/* The map follows a crosshair that comes this near to its edge, in pixels. */
#define EDGE 32

/* A circle begun by keyboard has this part of the view's height as its radius. */
#define FIRST_RADIUS 0.15

void
atlas_map_view_show_crosshair (AtlasMapView *self, gboolean show)
{
  self->has_crosshair = show;
  atlas_selection_layer_set_crosshair (self->drawing, show ? &self->crosshair : NULL);
  atlas_map_view_unsettle (self);
}

static void
put_crosshair (AtlasMapView *self, double px, double py)
{
  AtlasMapFrame frame;

  atlas_map_view_get_frame (self, &frame);
  atlas_map_frame_unproject (&frame, px, py, &self->crosshair.x, &self->crosshair.y);
  self->crosshair.x = CLAMP (self->crosshair.x, 0, 1);
  self->crosshair.y = CLAMP (self->crosshair.y, 0, 1);
  atlas_map_view_show_crosshair (self, TRUE);
}

/* Begins in the middle, wherever the map is. */
static void
ensure_crosshair (AtlasMapView *self)
{
  AtlasMapFrame frame;
  double x, y;

  atlas_map_view_get_frame (self, &frame);
  x = atlas_map_frame_x (&frame, self->crosshair.x);
  y = atlas_map_frame_y (&frame, self->crosshair.y);
  if (!self->has_crosshair || x < 0 || y < 0 || x > frame.width || y > frame.height)
    put_crosshair (self, frame.width / 2.0, frame.height / 2.0);
}

static void
move_crosshair (AtlasMapView *self, double right, double down)
{
  AtlasMapFrame frame;
  double x, y, over_x, over_y;

  ensure_crosshair (self);
  atlas_map_view_get_frame (self, &frame);
  x = atlas_map_frame_x (&frame, self->crosshair.x) + right;
  y = atlas_map_frame_y (&frame, self->crosshair.y) + down;
  put_crosshair (self, x, y);

  over_x = MIN (x - EDGE, 0) + MAX (x - (frame.width - EDGE), 0);
  over_y = MIN (y - EDGE, 0) + MAX (y - (frame.height - EDGE), 0);
  if (over_x != 0 || over_y != 0)
    {
      atlas_map_frame_unproject (&frame, frame.width / 2.0 + over_x, frame.height / 2.0 + over_y, &x, &y);
      self->fit = ATLAS_MAP_FIT_NOTHING;
      atlas_map_view_move_camera (self, x, y, frame.world, 0);
    }

  /* A circle's centre stands once it is set; its radius has keys of its own. */
  if (atlas_map_draft_is_active (&self->draft) && self->draft.tool != ATLAS_MAP_TOOL_CIRCLE)
    {
      atlas_map_draft_move (&self->draft, self->crosshair.x, self->crosshair.y);
      atlas_map_view_show_draft (self);
    }
}

/* So many round numbers on. */
static void
set_radius (AtlasMapView *self, int steps)
{
  const AtlasMapPoint *centre = &g_array_index (self->draft.corners, AtlasMapPoint, 0);
  g_autofree double *outline = NULL;

  atlas_map_draft_set_radius (&self->draft, self->draft.radius_km, steps, self->imperial);
  /* The radius is told at the edge, to the east. */
  outline = atlas_map_circle_outline (atlas_mercator_latitude (centre->y),
                                      atlas_mercator_longitude (centre->x), self->draft.radius_km);
  self->draft.hand = (AtlasMapPoint){ MIN (outline[ATLAS_MAP_CIRCLE_POINTS / 2], 1), centre->y };
  atlas_map_view_show_draft (self);
}

/* What a person who does not see the map is told at each step. */
void
atlas_map_view_describe_draft (AtlasMapView *self)
{
  g_autofree char *text = NULL;
  g_autofree char *radius = NULL;
  AtlasMapFrame frame;

  if (!atlas_map_draft_is_active (&self->draft))
    {
      atlas_map_view_update_description (self);
      return;
    }
  switch (self->draft.tool)
    {
    case ATLAS_MAP_TOOL_CIRCLE:
      atlas_map_view_get_frame (self, &frame);
      radius = atlas_map_draft_describe_radius (&self->draft, frame.world, self->imperial);
      /* Translators: a distance, as "52 km" */
      text = g_strdup_printf (_ ("Circle of %s around the crosshair"), radius);
      break;
    case ATLAS_MAP_TOOL_LASSO:
      text =
        g_strdup_printf (ngettext ("Lasso with %u corner", "Lasso with %u corners", self->draft.corners->len),
                         self->draft.corners->len);
      break;
    case ATLAS_MAP_TOOL_RECTANGLE:
    default:
      text = g_strdup (_ ("Rectangle with one corner"));
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/* Sets a corner or the centre where the crosshair is; where the shape is done with that, ends it. */
static void
set_corner (AtlasMapView *self, AtlasMapMode mode)
{
  AtlasMapFrame frame;

  ensure_crosshair (self);
  self->mode = mode;
  if (!atlas_map_draft_is_active (&self->draft))
    {
      atlas_map_draft_begin (&self->draft, self->tool, self->crosshair.x, self->crosshair.y);
      if (self->tool == ATLAS_MAP_TOOL_CIRCLE)
        {
          atlas_map_view_get_frame (self, &frame);
          atlas_map_draft_move (&self->draft, self->crosshair.x,
                                self->crosshair.y - FIRST_RADIUS * frame.height / frame.world);
          set_radius (self, 0);
        }
    }
  else if (self->draft.tool == ATLAS_MAP_TOOL_LASSO)
    {
      atlas_map_draft_move (&self->draft, self->crosshair.x, self->crosshair.y);
      atlas_map_draft_add_corner (&self->draft);
    }
  else
    {
      atlas_map_view_end_drawing (self);
    }
  atlas_map_view_show_draft (self);
}

static void
end_by_key (AtlasMapView *self, AtlasMapMode mode)
{
  if (!atlas_map_draft_is_active (&self->draft))
    {
      set_corner (self, mode);
      return;
    }
  self->mode = mode;
  atlas_map_view_end_drawing (self);
}

gboolean
atlas_map_view_draw_by_key (AtlasMapView *self, guint key, guint code, GdkModifierType state)
{
  AtlasMapMode mode = atlas_map_view_mode_for_state (self, state);
  double step = (state & GDK_SHIFT_MASK) != 0 ? SMALL_STEP : STEP;
  gboolean circle = self->draft.tool == ATLAS_MAP_TOOL_CIRCLE;

  /* Return with Ctrl or Alt adds the region at hand, or takes it away. */
  if (self->tool == ATLAS_MAP_TOOL_POINTER && mode != ATLAS_MAP_REPLACE && !self->picking &&
      (key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && self->at_hand.key != ATLAS_MAP_AREA_NONE)
    {
      atlas_map_view_select_area (self, self->at_hand, mode);
      return TRUE;
    }
  if (self->tool == ATLAS_MAP_TOOL_POINTER || !gtk_widget_is_focus (GTK_WIDGET (self)))
    return FALSE;

  switch (key)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      move_crosshair (self, -step, 0);
      break;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      move_crosshair (self, step, 0);
      break;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_crosshair (self, 0, -step);
      break;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_crosshair (self, 0, step);
      break;
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      set_corner (self, mode);
      break;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      end_by_key (self, mode);
      break;
    case GDK_KEY_plus:
    case GDK_KEY_equal:
    case GDK_KEY_KP_Add:
      if (!circle)
        return FALSE;
      set_radius (self, 1);
      break;
    case GDK_KEY_minus:
    case GDK_KEY_KP_Subtract:
      if (!circle)
        return FALSE;
      set_radius (self, -1);
      break;
    default:
      return FALSE;
    }
  atlas_map_view_describe_draft (self);
  return TRUE;
}
