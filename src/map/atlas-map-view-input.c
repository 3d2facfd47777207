/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include <math.h>

#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-map-text.h"
#include "atlas-mercator.h"
#include "atlas-number.h"
#include "atlas-region.h"

#define PAN_MS 160

/* An arrow key moves the map by this part of its width or height. */
#define PAN_STEP 0.18

/* A circle that was clicked then fills this part of the view. */
#define PARTING_SHARE 0.7

/* A circle's nearest place is named in its tooltip, if it is this near. */
#define PLACE_KM 30

/* What lies at a point of the map, the uppermost first. */
typedef enum
{
  HIT_NOTHING,
  HIT_STOP,
  HIT_MARK,
  HIT_BUBBLE,
  HIT_AREA,
} HitKind;

typedef struct
{
  HitKind kind;
  double latitude, longitude;
  AtlasMarkPick mark;
  AtlasBubble bubble;
  AtlasMapArea area; /* under whatever else is there, too */
} Hit;

static void
hit_test (AtlasMapView *self, double x, double y, Hit *hit)
{
  *hit = (Hit){ .kind = HIT_NOTHING };
  shumate_viewport_widget_coords_to_location (self->viewport, GTK_WIDGET (self->map), x, y, &hit->latitude,
                                              &hit->longitude);
  hit->area = atlas_map_view_get_area_at (self, hit->latitude, hit->longitude);

  if (atlas_itinerary_layer_pick (self->route, x, y) != ATLAS_STOP_NONE)
    hit->kind = HIT_STOP;
  else if (atlas_mark_layer_pick (self->marks, x, y, &hit->mark, NULL))
    hit->kind = HIT_MARK;
  else if (atlas_cluster_layer_pick (self->clusters, x, y, &hit->bubble))
    hit->kind = HIT_BUBBLE;
  else if (hit->area.key != ATLAS_MAP_AREA_NONE)
    hit->kind = HIT_AREA;
}

/* "Houston, Texas — 812 members: 420 women, 380 men, 12 other or not stated" */
static char *
describe_place (const AtlasBubble *bubble)
{
  AtlasSelectionShape shape = { .type = ATLAS_SELECTION_PLACE, .place = bubble->place };
  g_autoptr (AtlasSelection) selection = atlas_selection_add (NULL, &shape, FALSE);
  g_autofree char *name = atlas_selection_dup_name (selection);
  g_autofree char *members = atlas_map_text_members (bubble->members);
  g_autofree char *women = atlas_number_format (bubble->women);
  g_autofree char *men = atlas_number_format (bubble->men);
  g_autofree char *others = atlas_number_format (bubble->members - bubble->women - bubble->men);

  /* Translators: a town, its members, and how many are women, men, and neither or not known: "Houston, Texas
     — 812 members\nWomen 420 · Men 380 · Other or not stated 12" */
  return g_strdup_printf (_ ("%s — %s\nWomen %s · Men %s · Other or not stated %s"), name, members, women,
                          men, others);
}

static char *
describe_bubble (const AtlasBubble *bubble)
{
  guint place = atlas_gazetteer_nearest (atlas_mercator_latitude (bubble->y),
                                         atlas_mercator_longitude (bubble->x), PLACE_KM);
  g_autofree char *members = atlas_map_text_members (bubble->members);
  AtlasPlace named;

  if (place == ATLAS_PLACE_NONE || !atlas_gazetteer_get_place (place, &named))
    return g_steal_pointer (&members);

  /* Translators: a circle on the map and the place it stands at, as "Around Toronto — 812 members" */
  return g_strdup_printf (_ ("Around %s — %s"), named.name, members);
}

static gboolean
on_query_tooltip (AtlasMapView *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip, GtkWidget *map)
{
  g_autofree char *text = NULL;
  Hit hit;

  if (keyboard || self->picking || self->tool != ATLAS_MAP_TOOL_POINTER)
    return FALSE;

  hit_test (self, x, y, &hit);
  switch (hit.kind)
    {
    case HIT_MARK:
      atlas_mark_layer_pick (self->marks, x, y, &hit.mark, &text);
      break;
    case HIT_BUBBLE:
      text =
        hit.bubble.place != ATLAS_PLACE_NONE ? describe_place (&hit.bubble) : describe_bubble (&hit.bubble);
      break;
    case HIT_AREA:
      text = atlas_map_view_describe_area (self, hit.area);
      break;
    case HIT_STOP:
      text = atlas_map_view_describe_stop (self, atlas_itinerary_layer_pick (self->route, x, y));
      break;
    case HIT_NOTHING:
      break;
    }
  if (text == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

static void
set_cursor (AtlasMapView *self, const char *name)
{
  /* While a button is down it is libshumate's own: a grabbing hand. */
  if (!gtk_gesture_is_active (self->click))
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self->map), name);
}

static void
on_motion (AtlasMapView *self, double x, double y)
{
  Hit hit;

  if (self->picking || self->tool != ATLAS_MAP_TOOL_POINTER)
    {
      set_cursor (self, "crosshair");
      return;
    }
  if (gtk_gesture_is_active (self->click) && self->click_stopped)
    return; /* being dragged */

  hit_test (self, x, y, &hit);
  atlas_cluster_layer_set_hovered (self->clusters, hit.kind == HIT_BUBBLE ? &hit.bubble : NULL);
  atlas_map_view_set_hovered_area (self, hit.kind == HIT_AREA ? hit.area : atlas_map_area_none);
  set_cursor (self, hit.kind == HIT_NOTHING ? "grab" : "pointer");
}

static void
on_leave (AtlasMapView *self)
{
  atlas_cluster_layer_set_hovered (self->clusters, NULL);
  atlas_map_view_set_hovered_area (self, atlas_map_area_none);
}

/* Where those in a circle are. */
static void
get_rows_box (AtlasMapView *self, const GArray *rows, AtlasMapBox *box)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (atlas_point_set_get_index (self->points));
  guint32 west = G_MAXUINT32, north = G_MAXUINT32, east = 0, south = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);

      west = MIN (west, columns->x[row]);
      east = MAX (east, columns->x[row]);
      north = MIN (north, columns->y[row]);
      south = MAX (south, columns->y[row]);
    }
  *box = (AtlasMapBox){ atlas_point_unquantise (west), atlas_point_unquantise (north),
                        atlas_point_unquantise (east), atlas_point_unquantise (south) };
}

/* Goes where what lies in @box parts. FALSE if it never does: seen from nearby even two dots would lie on
 * each other. Many people are placed at the middle of their town. */
static gboolean
go_to_part (AtlasMapView *self, const AtlasMapBox *box)
{
  const double nearest = ATLAS_BASE_MAP_TILE_SIZE * exp2 (atlas_map_view_get_max_zoom (self));
  double extent = MAX (box->east - box->west, box->south - box->north);
  double zoom = atlas_map_view_get_zoom (self);
  double world;

  if (zoom >= atlas_map_view_get_max_zoom (self) - 0.05 || extent * nearest < 2 * ATLAS_BUBBLE_DOT_RADIUS)
    return FALSE;

  /* As near as shows all of them, and far enough in that something parts. */
  world = PARTING_SHARE *
          MIN (gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self))) / extent;
  zoom = MAX (zoom + 1, log2 (world / ATLAS_BASE_MAP_TILE_SIZE));
  atlas_map_view_go_to (self, atlas_mercator_latitude ((box->north + box->south) / 2),
                        atlas_mercator_longitude ((box->west + box->east) / 2),
                        MIN (zoom, atlas_map_view_get_max_zoom (self)), TRUE);
  return TRUE;
}

static void
activate_bubble (AtlasMapView *self, const AtlasBubble *bubble)
{
  g_autoptr (GArray) rows = NULL;
  AtlasMapBox box;

  if (bubble->place != ATLAS_PLACE_NONE)
    {
      AtlasSelectionShape place = { .type = ATLAS_SELECTION_PLACE, .place = bubble->place };
      g_autoptr (AtlasSelection) selection = atlas_selection_add (NULL, &place, FALSE);

      atlas_map_view_set_selection (self, selection);
      return;
    }
  if (bubble->members == 1)
    {
      gint64 id = atlas_point_index_get_id (atlas_point_set_get_index (self->points), bubble->row);

      g_signal_emit_by_name (self, "member-activated", id);
      return;
    }

  rows = atlas_cluster_layer_list_rows (self->clusters, bubble);
  if (rows->len == 0)
    return;
  get_rows_box (self, rows, &box);
  if (!go_to_part (self, &box))
    g_signal_emit_by_name (self, "cluster-activated", rows);
}

static void
activate_mark (AtlasMapView *self, const AtlasMarkPick *mark)
{
  if (mark->n_marks == 1)
    g_signal_emit_by_name (self, "mark-activated", mark->id);
  else if (!go_to_part (self, &mark->box))
    g_signal_emit_by_name (self, "marks-activated",
                           atlas_mercator_latitude ((mark->box.north + mark->box.south) / 2),
                           atlas_mercator_longitude ((mark->box.west + mark->box.east) / 2));
}

static void
activate (AtlasMapView *self, double x, double y)
{
  Hit hit;

  hit_test (self, x, y, &hit);
  if (self->picking)
    {
      g_signal_emit_by_name (self, "place-picked", hit.latitude, hit.longitude);
      return;
    }

  switch (hit.kind)
    {
    case HIT_MARK:
      activate_mark (self, &hit.mark);
      break;
    case HIT_BUBBLE:
      activate_bubble (self, &hit.bubble);
      break;
    case HIT_STOP: /* by the gesture that drags it */
      break;
    case HIT_AREA:
    case HIT_NOTHING:
      atlas_map_view_activate_area (self, hit.area);
      break;
    }
}

static void
on_pressed (AtlasMapView *self, int n_press, double x, double y)
{
  self->click_stopped = FALSE;
  gtk_widget_grab_focus (GTK_WIDGET (self));

  if (n_press == 2 && !self->picking)
    atlas_map_view_zoom_at (self, x, y, 2);
}

static void
on_released (AtlasMapView *self, int n_press, double x, double y)
{
  /* "released" comes after a drag as well, but "stopped" came before it then. */
  if (!self->click_stopped && n_press == 1)
    activate (self, x, y);
}

static void
on_stopped (AtlasMapView *self)
{
  self->click_stopped = TRUE;
}

void
atlas_map_view_init_input (AtlasMapView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_object (motion, "motion", G_CALLBACK (on_motion), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (on_leave), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->map), motion);

  self->click = gtk_gesture_click_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->click), GDK_BUTTON_PRIMARY);
  g_signal_connect_object (self->click, "pressed", G_CALLBACK (on_pressed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->click, "released", G_CALLBACK (on_released), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->click, "stopped", G_CALLBACK (on_stopped), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->map), GTK_EVENT_CONTROLLER (self->click));

  gtk_widget_set_has_tooltip (GTK_WIDGET (self->map), TRUE);
  g_signal_connect_object (self->map, "query-tooltip", G_CALLBACK (on_query_tooltip), self,
                           G_CONNECT_SWAPPED);
}

/* Keyboard */

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  if (g_str_equal (name, "map.zoom-in"))
    atlas_map_view_zoom_in (ATLAS_MAP_VIEW (widget));
  else
    atlas_map_view_zoom_out (ATLAS_MAP_VIEW (widget));
}

static void
pan_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasMapView *self = ATLAS_MAP_VIEW (widget);
  AtlasMapFrame frame;
  double right, down, x, y;

  g_variant_get (parameter, "(dd)", &right, &down);
  atlas_map_view_get_frame (self, &frame);
  atlas_map_frame_unproject (&frame, frame.width * (0.5 + right), frame.height * (0.5 + down), &x, &y);
  self->fit = ATLAS_MAP_FIT_NOTHING;
  atlas_map_view_move_camera (self, x, y, frame.world, PAN_MS);
}

static void
extent_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const names[] = {
    [ATLAS_MAP_EXTENT_ALL] = "all",
    [ATLAS_MAP_EXTENT_CANADA] = "canada",
    [ATLAS_MAP_EXTENT_USA] = "usa",
  };
  const char *wanted = g_variant_get_string (parameter, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_str_equal (names[i], wanted))
        {
          atlas_map_view_show_extent (ATLAS_MAP_VIEW (widget), i, TRUE);
          return;
        }
    }
  g_warning ("map.show-extent: no extent is called “%s”", wanted);
}

static void
next_region_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  atlas_map_view_walk_areas (ATLAS_MAP_VIEW (widget), g_variant_get_int32 (parameter));
}

static void
activate_region_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasMapView *self = ATLAS_MAP_VIEW (widget);

  if (self->at_hand.key != ATLAS_MAP_AREA_NONE)
    atlas_map_view_activate_area (self, self->at_hand);
}

static gboolean
clear (AtlasMapView *self)
{
  if (atlas_map_view_leave_drawing (self))
    return TRUE;
  if (self->selection != NULL)
    {
      atlas_map_view_set_selection (self, NULL);
      return TRUE;
    }
  if (self->at_hand.key == ATLAS_MAP_AREA_NONE && self->selected_region == ATLAS_REGION_NONE)
    return FALSE;

  self->at_hand = atlas_map_area_none;
  atlas_map_view_set_hovered_area (self, atlas_map_area_none);
  if (self->selected_region != ATLAS_REGION_NONE)
    atlas_map_view_activate_region (self, ATLAS_REGION_NONE);

  return TRUE;
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  clear (ATLAS_MAP_VIEW (widget));
}

/* Where there is nothing to clear, Escape is for whoever is around the map. */
static gboolean
on_escape (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  return clear (ATLAS_MAP_VIEW (widget));
}

void
atlas_map_view_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    double right, down;
  } pans[] = {
    { GDK_KEY_Left, -PAN_STEP, 0 },    { GDK_KEY_KP_Left, -PAN_STEP, 0 }, { GDK_KEY_Right, PAN_STEP, 0 },
    { GDK_KEY_KP_Right, PAN_STEP, 0 }, { GDK_KEY_Up, 0, -PAN_STEP },      { GDK_KEY_KP_Up, 0, -PAN_STEP },
    { GDK_KEY_Down, 0, PAN_STEP },     { GDK_KEY_KP_Down, 0, PAN_STEP },
  };
  static const guint zoom_in_keys[] = { GDK_KEY_plus, GDK_KEY_equal, GDK_KEY_KP_Add };
  static const guint zoom_out_keys[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };

  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "map.pan", "(dd)", pan_action);
  gtk_widget_class_install_action (widget_class, "map.show-extent", "s", extent_action);
  gtk_widget_class_install_action (widget_class, "map.next-region", "i", next_region_action);
  gtk_widget_class_install_action (widget_class, "map.activate-region", NULL, activate_region_action);
  gtk_widget_class_install_action (widget_class, "map.clear", NULL, clear_action);

  for (guint i = 0; i < G_N_ELEMENTS (pans); i++)
    gtk_widget_class_add_binding_action (widget_class, pans[i].key, 0, "map.pan", "(dd)", pans[i].right,
                                         pans[i].down);
  for (guint i = 0; i < G_N_ELEMENTS (zoom_in_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_in_keys[i], 0, "map.zoom-in", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (zoom_out_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_out_keys[i], 0, "map.zoom-out", NULL);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "map.show-extent", "s", "all");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "map.next-region", "i", 1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "map.next-region", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, 0, "map.activate-region", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, 0, "map.activate-region", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_escape, NULL);
}
