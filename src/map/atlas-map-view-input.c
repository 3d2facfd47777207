/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include <math.h>

#include "atlas-gazetteer.h"
#include "atlas-i18n.h"
#include "atlas-map-text.h"
#include "atlas-mercator.h"
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
  HIT_MARK,
  HIT_BUBBLE,
  HIT_REGION,
} HitKind;

typedef struct
{
  HitKind kind;
  double latitude, longitude;
  AtlasMarkPick mark;
  AtlasBubble bubble;
  guint region; /* under whatever else is there, too */
} Hit;

static void
hit_test (AtlasMapView *self, double x, double y, Hit *hit)
{
  *hit = (Hit){ .kind = HIT_NOTHING };
  shumate_viewport_widget_coords_to_location (self->viewport, GTK_WIDGET (self->map), x, y, &hit->latitude,
                                              &hit->longitude);
  hit->region = atlas_region_at (hit->latitude, hit->longitude);

  if (atlas_mark_layer_pick (self->marks, x, y, &hit->mark, NULL))
    hit->kind = HIT_MARK;
  else if (atlas_cluster_layer_pick (self->clusters, x, y, &hit->bubble))
    hit->kind = HIT_BUBBLE;
  else if (hit->region != ATLAS_REGION_NONE)
    hit->kind = HIT_REGION;
}

guint
atlas_map_view_count_region (AtlasMapView *self, guint region)
{
  if (self->points == NULL || region == ATLAS_REGION_NONE)
    return 0;

  return atlas_point_set_get_regions (self->points)[region].members;
}

char *
atlas_map_view_describe_region (AtlasMapView *self, guint region)
{
  g_autofree char *members = NULL;

  if (self->points == NULL)
    return g_strdup (atlas_region_get_name (region));

  members = atlas_map_text_members (atlas_map_view_count_region (self, region));
  if (self->measured != NULL)
    {
      const AtlasAreaValue *value = atlas_measured_find (self->measured, region);
      g_autofree char *text = value ? atlas_measure_describe (self->measured->measure, value) : NULL;

      /* Translators: a region, what it comes to by the measure shown, and its members: "Ontario — 52 % (4,212
         members)" */
      if (text != NULL)
        return g_strdup_printf (_ ("%s — %s (%s)"), atlas_region_get_name (region), text, members);
    }
  /* Translators: a region and its members, as "Ontario — 4,212 members" */
  return g_strdup_printf (_ ("%s — %s"), atlas_region_get_name (region), members);
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
      text = describe_bubble (&hit.bubble);
      break;
    case HIT_REGION:
      text = atlas_map_view_describe_region (self, hit.region);
      break;
    case HIT_NOTHING:
      break;
    }
  if (text == NULL)
    return FALSE;

  gtk_tooltip_set_text (tooltip, text);
  return TRUE;
}

void
atlas_map_view_set_hovered_region (AtlasMapView *self, guint region)
{
  if (self->hovered_region == region)
    return;

  self->hovered_region = region;
  atlas_region_layer_set_hovered (self->regions, region);
  atlas_map_view_unsettle (self);
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
  atlas_map_view_set_hovered_region (self, hit.kind == HIT_REGION ? hit.region : ATLAS_REGION_NONE);
  set_cursor (self, hit.kind == HIT_NOTHING ? "grab" : "pointer");
}

static void
on_leave (AtlasMapView *self)
{
  atlas_cluster_layer_set_hovered (self->clusters, NULL);
  atlas_map_view_set_hovered_region (self, ATLAS_REGION_NONE);
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
  const double nearest = ATLAS_BASE_MAP_TILE_SIZE * exp2 (ATLAS_BASE_MAP_MAX_ZOOM);
  double extent = MAX (box->east - box->west, box->south - box->north);
  double zoom = atlas_map_view_get_zoom (self);
  double world;

  if (zoom >= ATLAS_BASE_MAP_MAX_ZOOM - 0.05 || extent * nearest < 2 * ATLAS_BUBBLE_DOT_RADIUS)
    return FALSE;

  /* As near as shows all of them, and far enough in that something parts. */
  world = PARTING_SHARE *
          MIN (gtk_widget_get_width (GTK_WIDGET (self)), gtk_widget_get_height (GTK_WIDGET (self))) / extent;
  zoom = MAX (zoom + 1, log2 (world / ATLAS_BASE_MAP_TILE_SIZE));
  atlas_map_view_go_to (self, atlas_mercator_latitude ((box->north + box->south) / 2),
                        atlas_mercator_longitude ((box->west + box->east) / 2),
                        MIN (zoom, ATLAS_BASE_MAP_MAX_ZOOM), TRUE);
  return TRUE;
}

static void
activate_bubble (AtlasMapView *self, const AtlasBubble *bubble)
{
  g_autoptr (GArray) rows = NULL;
  AtlasMapBox box;

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

void
atlas_map_view_activate_region (AtlasMapView *self, guint region)
{
  atlas_map_view_set_selection (self, NULL);
  atlas_map_view_set_selected_region (self, region);
  g_signal_emit_by_name (self, "region-activated", region);
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
    case HIT_REGION:
    case HIT_NOTHING:
      atlas_map_view_activate_region (self, hit.region);
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

/* Regions with members, largest first; those without do not lie on the way. */
static int
compare_regions (gconstpointer a, gconstpointer b, gpointer data)
{
  guint first = *(const guint *) a, second = *(const guint *) b;
  guint first_members = atlas_map_view_count_region (data, first);
  guint second_members = atlas_map_view_count_region (data, second);

  if (first_members != second_members)
    return first_members > second_members ? -1 : 1;
  return (int) first - (int) second;
}

static void
next_region_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasMapView *self = ATLAS_MAP_VIEW (widget);
  g_autoptr (GArray) regions = g_array_new (FALSE, FALSE, sizeof (guint));
  guint current = self->region_at_hand != ATLAS_REGION_NONE ? self->region_at_hand : self->selected_region;
  int at = -1;
  g_autofree char *description = NULL;
  double latitude, longitude, x, y;
  AtlasMapFrame frame;

  for (guint i = 0; i < atlas_region_get_n (); i++)
    {
      if (atlas_map_view_count_region (self, i) > 0)
        g_array_append_val (regions, i);
    }
  if (regions->len == 0)
    return;

  g_array_sort_with_data (regions, compare_regions, self);
  for (guint i = 0; i < regions->len; i++)
    {
      if (g_array_index (regions, guint, i) == current)
        at = i;
    }
  at += g_variant_get_int32 (parameter);
  at = CLAMP (at, 0, (int) regions->len - 1);

  self->region_at_hand = g_array_index (regions, guint, at);
  atlas_map_view_set_hovered_region (self, self->region_at_hand);
  description = atlas_map_view_describe_region (self, self->region_at_hand);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description,
                                  -1);

  atlas_region_get_label_point (self->region_at_hand, &latitude, &longitude);
  atlas_map_view_get_frame (self, &frame);
  x = atlas_map_frame_x (&frame, atlas_mercator_x (longitude));
  y = atlas_map_frame_y (&frame, atlas_mercator_y (latitude));
  if (x < 0 || y < 0 || x > frame.width || y > frame.height)
    atlas_map_view_go_to (self, latitude, longitude, NAN, TRUE);
}

static void
activate_region_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasMapView *self = ATLAS_MAP_VIEW (widget);

  if (self->region_at_hand != ATLAS_REGION_NONE)
    atlas_map_view_activate_region (self, self->region_at_hand);
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
  if (self->region_at_hand == ATLAS_REGION_NONE && self->selected_region == ATLAS_REGION_NONE)
    return FALSE;

  self->region_at_hand = ATLAS_REGION_NONE;
  atlas_map_view_set_hovered_region (self, ATLAS_REGION_NONE);
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
