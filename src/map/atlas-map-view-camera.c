/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include <math.h>

#include "atlas-county.h"
#include "atlas-mercator.h"
#include "atlas-region.h"

/* Between what is fitted and the widget's edges. */
#define FIT_MARGIN 28

/* A view of one small region shows what is around it too. */
#define MAX_FIT_ZOOM 9

#define ANIMATION_MS 350

/* After this the map is at rest, and tiles are painted for the size at which they are drawn. */
#define REST_MS 160

typedef struct
{
  double south, west, north, east;
} Extent;

static const Extent extents[] = {
  [ATLAS_MAP_EXTENT_ALL] = { 17.5, -167, 71.5, -52.5 },
  [ATLAS_MAP_EXTENT_CANADA] = { 41.7, -141, 69.5, -52.6 },
  [ATLAS_MAP_EXTENT_USA] = { 24.4, -124.9, 49.5, -66.9 },
};

static double
level_for_world (double world)
{
  return log2 (world / ATLAS_BASE_MAP_TILE_SIZE);
}

/* The world never stands smaller than the widget, so that it is seen once. */
static double
clamp_world (AtlasMapView *self, double world, int width, int height)
{
  double least = MAX (MAX (width, height), ATLAS_BASE_MAP_TILE_SIZE * (1 << ATLAS_BASE_MAP_MIN_ZOOM));
  double most = ATLAS_BASE_MAP_TILE_SIZE * exp2 (atlas_map_view_get_max_zoom (self));

  return CLAMP (world, least, MAX (most, least));
}

static double
clamp_centre (double centre, double half)
{
  return half >= 0.5 ? 0.5 : CLAMP (centre, half, 1 - half);
}

static void
set_camera (AtlasMapView *self, double x, double y, double world)
{
  self->moving = TRUE;
  g_object_freeze_notify (G_OBJECT (self->viewport));
  shumate_viewport_set_zoom_level (self->viewport, level_for_world (world));
  shumate_location_set_location (SHUMATE_LOCATION (self->viewport), atlas_mercator_latitude (y),
                                 atlas_mercator_longitude (x));
  g_object_thaw_notify (G_OBJECT (self->viewport));
  self->moving = FALSE;
}

void
atlas_map_view_get_frame (AtlasMapView *self, AtlasMapFrame *frame)
{
  atlas_map_frame_init (frame, self->viewport, GTK_WIDGET (self->map));
}

static void
update_resolution (AtlasMapView *self)
{
  double level = shumate_viewport_get_zoom_level (self->viewport);
  int scale = gtk_widget_get_scale_factor (GTK_WIDGET (self));

  atlas_base_map_source_set_resolution (
    self->source, shumate_map_source_get_tile_size_at_zoom (SHUMATE_MAP_SOURCE (self->source), level) * scale,
    scale);
}

static gboolean
on_rest (gpointer data)
{
  AtlasMapView *self = data;

  self->rest_id = 0;
  self->target_world = 0;
  update_resolution (self);

  return G_SOURCE_REMOVE;
}

static void
on_viewport_changed (AtlasMapView *self)
{
  AtlasMapFrame frame;
  double world, x, y, clamped_x, clamped_y;

  atlas_map_view_unsettle (self);
  /* libshumate's layer does so when nothing else is to be done, which is after a flight on a slow machine. */
  if (!self->resizing)
    gtk_widget_queue_allocate (GTK_WIDGET (self->base));
  g_clear_handle_id (&self->rest_id, g_source_remove);
  self->rest_id = g_timeout_add (REST_MS, on_rest, self);

  if (self->moving)
    return;
  if (!self->flying)
    self->fit = ATLAS_MAP_FIT_NOTHING;

  atlas_map_view_get_frame (self, &frame);
  if (frame.width == 0 || frame.height == 0)
    return;

  world = clamp_world (self, frame.world, frame.width, frame.height);
  x = (frame.left + frame.width / 2.0) / frame.world;
  y = (frame.top + frame.height / 2.0) / frame.world;
  clamped_x = clamp_centre (x, frame.width / 2.0 / world);
  clamped_y = clamp_centre (y, frame.height / 2.0 / world);
  if (fabs (world - frame.world) > 1e-6 * world || fabs (clamped_x - x) > 1e-9 || fabs (clamped_y - y) > 1e-9)
    set_camera (self, clamped_x, clamped_y, world);
}

static void
on_flown (AtlasMapView *self)
{
  self->flying = FALSE;
}

/* libshumate 1.0 declares the signal with a marshaller for one argument and emits it without any; a closure
 * that has its own is called all the same. */
static void
connect_flown (AtlasMapView *self)
{
  GClosure *closure = g_cclosure_new_object_swap (G_CALLBACK (on_flown), G_OBJECT (self));

  g_closure_set_marshal (closure, g_cclosure_marshal_VOID__VOID);
  g_signal_connect_closure (self->map, "animation-completed", closure, FALSE);
}

/* North stays up: the layers draw no turned map, and nobody misses it. */
static void
on_rotated (AtlasMapView *self)
{
  shumate_viewport_set_rotation (self->viewport, 0);
}

/* Where the middle must be and how wide the world for @box to fill the widget. */
static double
fit_box (AtlasMapView *self, const AtlasMapBox *box, int width, int height, double *x, double *y)
{
  double room_x = MAX (width - 2 * FIT_MARGIN, width / 2);
  double room_y = MAX (height - 2 * FIT_MARGIN, height / 2);
  double world = MIN (room_x / (box->east - box->west), room_y / (box->south - box->north));

  world = clamp_world (self, MIN (world, ATLAS_BASE_MAP_TILE_SIZE * exp2 (MAX_FIT_ZOOM)), width, height);
  *x = clamp_centre ((box->west + box->east) / 2, width / 2.0 / world);
  *y = clamp_centre ((box->north + box->south) / 2, height / 2.0 / world);

  return world;
}

static void
stop_flying (AtlasMapView *self)
{
  shumate_map_stop_go_to (self->map);
  self->flying = FALSE;
}

void
atlas_map_view_resize_camera (AtlasMapView *self, int width, int height)
{
  AtlasMapFrame frame;
  double x, y, world;

  if (width <= 0 || height <= 0)
    return;

  if (self->fit != ATLAS_MAP_FIT_NOTHING)
    {
      world = fit_box (self, &self->fit_box, width, height, &x, &y);
    }
  else
    {
      atlas_map_view_get_frame (self, &frame);
      world = clamp_world (self, frame.world, width, height);
      x = clamp_centre ((frame.left + frame.width / 2.0) / frame.world, width / 2.0 / world);
      y = clamp_centre ((frame.top + frame.height / 2.0) / frame.world, height / 2.0 / world);
    }
  stop_flying (self);

  self->resizing = TRUE;
  set_camera (self, x, y, world);
  update_resolution (self);
  self->resizing = FALSE;
}

void
atlas_map_view_move_camera (AtlasMapView *self, double x, double y, double world, guint milliseconds)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->map));
  int height = gtk_widget_get_height (GTK_WIDGET (self->map));
  gboolean animate = TRUE;

  world = clamp_world (self, world, width, height);
  x = clamp_centre (x, width / 2.0 / world);
  y = clamp_centre (y, height / 2.0 / world);
  self->target_world = world;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animate, NULL);
  if (milliseconds == 0 || !animate || !gtk_widget_get_mapped (GTK_WIDGET (self->map)))
    {
      stop_flying (self);
      set_camera (self, x, y, world);
      return;
    }

  self->flying = TRUE;
  atlas_map_view_unsettle (self);
  shumate_map_go_to_full_with_duration (self->map, atlas_mercator_latitude (y), atlas_mercator_longitude (x),
                                        level_for_world (world), milliseconds);
}

void
atlas_map_view_zoom_at (AtlasMapView *self, double px, double py, double factor)
{
  AtlasMapFrame frame;
  double world, x, y, centre_x, centre_y;

  atlas_map_view_get_frame (self, &frame);
  if (frame.width == 0)
    return;

  /* Pressed again while it still moves, it goes on from where it was going. */
  world = clamp_world (self, (self->target_world > 0 ? self->target_world : frame.world) * factor,
                       frame.width, frame.height);
  atlas_map_frame_unproject (&frame, px, py, &x, &y);
  atlas_map_frame_unproject (&frame, frame.width / 2.0, frame.height / 2.0, &centre_x, &centre_y);
  self->fit = ATLAS_MAP_FIT_NOTHING;
  atlas_map_view_move_camera (self, x + (centre_x - x) * frame.world / world,
                              y + (centre_y - y) * frame.world / world, world, ANIMATION_MS / 2);
}

static void
fit (AtlasMapView *self, double south, double west, double north, double east, gboolean animate)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self->map));
  int height = gtk_widget_get_height (GTK_WIDGET (self->map));
  double x, y, world;

  self->fit = ATLAS_MAP_FIT_BOX;
  self->fit_box = (AtlasMapBox){
    .west = atlas_mercator_x (west),
    .north = atlas_mercator_y (north),
    .east = atlas_mercator_x (east),
    .south = atlas_mercator_y (south),
  };

  /* Before there is a size there is nothing to fit into; resize_camera() will. */
  if (width == 0 || height == 0)
    return;

  world = fit_box (self, &self->fit_box, width, height, &x, &y);
  atlas_map_view_move_camera (self, x, y, world, animate ? ANIMATION_MS : 0);
}

void
atlas_map_view_show_extent (AtlasMapView *self, AtlasMapExtent extent, gboolean animate)
{
  const Extent *box;

  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (extent < G_N_ELEMENTS (extents));

  box = &extents[extent];
  fit (self, box->south, box->west, box->north, box->east, animate);
  if (extent == ATLAS_MAP_EXTENT_ALL)
    self->fit = ATLAS_MAP_FIT_ALL;
}

gboolean
atlas_map_view_is_fitted_to_all (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), FALSE);

  return self->fit == ATLAS_MAP_FIT_ALL;
}

void
atlas_map_view_show_region (AtlasMapView *self, guint region, gboolean animate)
{
  double south, west, north, east;

  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (region < atlas_region_get_n ());

  atlas_region_get_box (region, &south, &west, &north, &east);
  fit (self, south, west, north, east, animate);
}

void
atlas_map_view_show_county (AtlasMapView *self, guint code, gboolean animate)
{
  double west, north, east, south;

  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (atlas_county_get_box (code, &west, &north, &east, &south))
    fit (self, atlas_mercator_latitude (south), atlas_mercator_longitude (west),
         atlas_mercator_latitude (north), atlas_mercator_longitude (east), animate);
}

void
atlas_map_view_show_itinerary (AtlasMapView *self, gboolean animate)
{
  AtlasItinerary *itinerary = atlas_itinerary_layer_get_itinerary (self->route);
  double south, west, north, east, margin;

  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (itinerary == NULL || !atlas_itinerary_get_box (itinerary, &south, &west, &north, &east))
    return;
  /* Names stand beside the stops; and a single place is not looked at from the ground. */
  margin = MAX ((east - west) * 0.14, 0.25);
  fit (self, south - margin / 2, west - margin, north + margin / 2, east + margin, animate);
}

void
atlas_map_view_go_to (AtlasMapView *self, double latitude, double longitude, double zoom, gboolean animate)
{
  AtlasMapFrame frame;
  double world;

  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (!isnan (latitude) && !isnan (longitude));

  atlas_map_view_get_frame (self, &frame);
  world = isnan (zoom) ? frame.world : ATLAS_BASE_MAP_TILE_SIZE * exp2 (zoom);
  self->fit = ATLAS_MAP_FIT_NOTHING;
  atlas_map_view_move_camera (self, atlas_mercator_x (longitude), atlas_mercator_y (latitude), world,
                              animate ? ANIMATION_MS : 0);
}

void
atlas_map_view_get_position (AtlasMapView *self, double *latitude, double *longitude, double *zoom)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (latitude != NULL)
    *latitude = shumate_location_get_latitude (SHUMATE_LOCATION (self->viewport));
  if (longitude != NULL)
    *longitude = shumate_location_get_longitude (SHUMATE_LOCATION (self->viewport));
  if (zoom != NULL)
    *zoom = atlas_map_view_get_zoom (self);
}

double
atlas_map_view_get_zoom (AtlasMapView *self)
{
  AtlasMapFrame frame;

  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), 0);

  atlas_map_view_get_frame (self, &frame);
  return frame.zoom;
}

static void
zoom_by (AtlasMapView *self, double levels)
{
  double x = gtk_widget_get_width (GTK_WIDGET (self->map)) / 2.0;
  double y = gtk_widget_get_height (GTK_WIDGET (self->map)) / 2.0;

  atlas_map_view_zoom_at (self, x, y, exp2 (levels));
}

void
atlas_map_view_zoom_in (AtlasMapView *self)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  zoom_by (self, 1);
}

void
atlas_map_view_zoom_out (AtlasMapView *self)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  zoom_by (self, -1);
}

void
atlas_map_view_init_camera (AtlasMapView *self)
{
  static const char *const signals[] = { "notify::latitude", "notify::longitude", "notify::zoom-level" };

  for (guint i = 0; i < G_N_ELEMENTS (signals); i++)
    g_signal_connect_object (self->viewport, signals[i], G_CALLBACK (on_viewport_changed), self,
                             G_CONNECT_SWAPPED);
  g_signal_connect_object (self->viewport, "notify::rotation", G_CALLBACK (on_rotated), self,
                           G_CONNECT_SWAPPED);
  connect_flown (self);
  atlas_map_view_show_extent (self, ATLAS_MAP_EXTENT_ALL, FALSE);
}

void
atlas_map_view_dispose_camera (AtlasMapView *self)
{
  g_clear_handle_id (&self->rest_id, g_source_remove);
}
