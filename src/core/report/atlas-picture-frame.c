/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-frame.h"

#include <math.h>

#include "atlas-mercator.h"
#include "atlas-region.h"
#include "atlas-shapes.h"

/* Around what is fitted, units. */
#define PADDING 10.0

/* The part of the map's width that the frames in its corner may take, and that of its height. */
#define INSETS_WIDTH  0.3
#define INSETS_HEIGHT 0.18

/* The part of what is left over beside the main map that is put to its left, where those frames are. */
#define INSETS_SLACK 0.7

/* No such frame is wider than this part of its height. */
#define INSET_MAX_RATIO 1.35

/* Below such a width of the map the frames in its corner would be specks, units. */
#define INSETS_MIN_WIDTH 260

/* Points at which each side of a frame is looked at, and what may bulge out between them in the Mercator
 * square. */
#define EDGE_STEPS 32
#define BOX_MARGIN 0.005

/* The main frames. Where few people live, beyond the north of what is fitted, the map goes on to the frame's
 * edge. */
static const struct
{
  double latitude, longitude; /* the centre */
  AtlasDegreeBox box;
} extents[] = {
  /* From Florida to where the mainland ends, from Alaska to Newfoundland. */
  [ATLAS_MAP_EXTENT_ALL] = { 48, -98, { 24.5, -168, 71.5, -52.5 } },
  [ATLAS_MAP_EXTENT_CANADA] = { 60, -95, { 41.7, -141, 79, -52.5 } },
  [ATLAS_MAP_EXTENT_USA] = { 38, -96, { 24.5, -124.8, 49.4, -66.9 } },
};

/* The outlines' own corners would not do: a parallel bends to both sides of its ends. Only those of the
 * region are fitted, which keeps empty sea out of the box. */
static const struct
{
  const char *code;
  double latitude, longitude;
  AtlasDegreeBox box;
  gboolean for_all;
} insets[] = {
  { "US-AK", 63, -152, { 52.5, -170, 71.4, -130 }, FALSE },
  { "US-HI", 20.6, -157.4, { 18.8, -160.4, 22.4, -154.7 }, TRUE },
  { "US-PR", 18.2, -66.4, { 17.85, -67.4, 18.6, -65.2 }, TRUE },
};

typedef struct
{
  double left, top, right, bottom;
} Bounds;

static void
bounds_add (Bounds *self, double x, double y)
{
  self->left = MIN (self->left, x);
  self->top = MIN (self->top, y);
  self->right = MAX (self->right, x);
  self->bottom = MAX (self->bottom, y);
}

typedef struct
{
  const AtlasProjection *projection;
  const AtlasDegreeBox *box;
  GArray *plane;
  Bounds bounds;
} Fit;

static void
fit_ring (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  Fit *self = data;

  for (guint i = 0; i < n_points; i++)
    {
      double latitude = atlas_mercator_latitude (xy[2 * i + 1]);
      double longitude = atlas_mercator_longitude (xy[2 * i]);
      double x, y;

      if (latitude < self->box->south || latitude > self->box->north || longitude < self->box->west ||
          longitude > self->box->east ||
          !atlas_projection_project (self->projection, latitude, longitude, &x, &y))
        continue;
      bounds_add (&self->bounds, x, y);
    }
}

/* Of the land within @box: of @region, or of all regions of the extent. */
static Bounds
find_bounds (const AtlasProjection *projection,
             const AtlasDegreeBox *box,
             AtlasMapExtent extent,
             guint region)
{
  Fit fit = { projection, box, NULL, { INFINITY, INFINITY, -INFINITY, -INFINITY } };

  for (guint i = 0; i < atlas_region_get_n (); i++)
    if (region == ATLAS_REGION_NONE ? atlas_map_extent_holds (extent, i) : i == region)
      atlas_shapes_foreach_ring_of (ATLAS_SHAPES_REGIONS, 0, i, fit_ring, &fit);
  if (fit.bounds.left > fit.bounds.right) /* no geographic data */
    fit.bounds = (Bounds){ -1000, -1000, 1000, 1000 };
  return fit.bounds;
}

/* So that @bounds are seen whole. @slack: the part of the empty width that comes to the left */
static void
frame_fit (AtlasPictureFrame *self, const Bounds *bounds, double padding, double slack)
{
  double width = bounds->right - bounds->left, height = bounds->bottom - bounds->top;
  double scale_x = MAX (self->rect.width - 2 * padding, 1) / width;
  double scale_y = MAX (self->rect.height - 2 * padding, 1) / height;

  self->scale = MIN (scale_x, scale_y);
  self->origin_x = bounds->left - (self->rect.width / self->scale - width) * slack;
  self->origin_y = (bounds->top + bounds->bottom - self->rect.height / self->scale) / 2;
}

static double
get_ratio (const Bounds *bounds)
{
  return MIN ((bounds->right - bounds->left) / (bounds->bottom - bounds->top), INSET_MAX_RATIO);
}

/* Of the box itself, land or sea. */
static Bounds
find_box_bounds (const AtlasProjection *projection, const AtlasDegreeBox *box)
{
  Bounds bounds = { INFINITY, INFINITY, -INFINITY, -INFINITY };

  for (guint i = 0; i <= 4 * EDGE_STEPS; i++)
    {
      double at = (double) (i % EDGE_STEPS) / EDGE_STEPS;
      guint side = i / EDGE_STEPS;
      double latitude = side == 0   ? box->south
                        : side == 1 ? box->north
                                    : box->south + at * (box->north - box->south);
      double longitude = side == 2   ? box->west
                         : side >= 3 ? box->east
                                     : box->west + at * (box->east - box->west);
      double x, y;

      if (atlas_projection_project (projection, latitude, longitude, &x, &y))
        bounds_add (&bounds, x, y);
    }
  return bounds;
}

/* Around the region's name, which lies well within it. */
static Bounds
find_region_bounds (AtlasProjection *projection, guint region)
{
  static const AtlasDegreeBox world = { -90, -180, 90, 0 };
  double latitude, longitude;

  atlas_region_get_label_point (region, &latitude, &longitude);
  atlas_projection_init (projection, latitude, longitude);
  return find_bounds (projection, &world, ATLAS_MAP_EXTENT_ALL, region);
}

static void
layout_one (AtlasPictureFrame *frame, const AtlasMapFraming *framing, double unit)
{
  guint region = framing->region ? atlas_region_find (framing->region, -1) : ATLAS_REGION_NONE;
  const AtlasDegreeBox *box = &framing->box;
  Bounds bounds;

  if (framing->has_box)
    {
      atlas_projection_init (&frame->projection, (box->south + box->north) / 2, (box->west + box->east) / 2);
      bounds = find_box_bounds (&frame->projection, box);
      frame_fit (frame, &bounds, 0, 0.5);
      return;
    }
  bounds = find_region_bounds (&frame->projection, region);
  frame_fit (frame, &bounds, PADDING * unit, 0.5);
}

guint
atlas_picture_map_layout (const AtlasMapFraming *framing,
                          const AtlasLabelRect *rect,
                          double unit,
                          AtlasPictureFrame frames[ATLAS_PICTURE_MAX_FRAMES])
{
  Bounds bounds[G_N_ELEMENTS (insets)];
  double ratios = 0, left = rect->x, height;
  AtlasMapExtent extent = framing->extent;
  guint n = 1;

  g_return_val_if_fail (extent < ATLAS_N_MAP_EXTENTS, 0);
  g_return_val_if_fail (rect != NULL && frames != NULL, 0);

  frames[0] = (AtlasPictureFrame){ .rect = *rect, .region = ATLAS_REGION_NONE };
  if (framing->has_box || framing->region != NULL)
    {
      layout_one (&frames[0], framing, unit);
      return n;
    }
  atlas_projection_init (&frames[0].projection, extents[extent].latitude, extents[extent].longitude);
  bounds[0] = find_bounds (&frames[0].projection, &extents[extent].box, extent, ATLAS_REGION_NONE);
  frame_fit (&frames[0], &bounds[0], PADDING * unit, extent == ATLAS_MAP_EXTENT_ALL ? INSETS_SLACK : 0.5);
  if (extent == ATLAS_MAP_EXTENT_CANADA || rect->width < INSETS_MIN_WIDTH * unit)
    return n;

  /* Side by side from the lower left corner, all of one height. */
  for (guint i = 0; i < G_N_ELEMENTS (insets); i++)
    {
      AtlasPictureFrame *frame = &frames[n];

      if (extent == ATLAS_MAP_EXTENT_ALL && !insets[i].for_all)
        continue;
      *frame = (AtlasPictureFrame){ .region = atlas_region_find (insets[i].code, -1) };
      atlas_projection_init (&frame->projection, insets[i].latitude, insets[i].longitude);
      bounds[n - 1] = find_bounds (&frame->projection, &insets[i].box, extent, frame->region);
      ratios += get_ratio (&bounds[n - 1]);
      n++;
    }
  height = MIN (rect->height * INSETS_HEIGHT, rect->width * INSETS_WIDTH / ratios);
  for (guint i = 1; i < n; i++)
    {
      const Bounds *inner = &bounds[i - 1];
      double width = height * get_ratio (inner);

      frames[i].rect = (AtlasLabelRect){ left, rect->y + rect->height - height, width, height };
      frame_fit (&frames[i], inner, 5 * unit, 0.5);
      left += width;
    }
  return n;
}

gboolean
atlas_picture_frame_locate (
  const AtlasPictureFrame *self, double latitude, double longitude, double *x, double *y)
{
  g_return_val_if_fail (self != NULL && x != NULL && y != NULL, FALSE);

  if (!atlas_projection_project (&self->projection, latitude, longitude, x, y))
    return FALSE;
  *x = self->rect.x + (*x - self->origin_x) * self->scale;
  *y = self->rect.y + (*y - self->origin_y) * self->scale;
  return *x >= self->rect.x && *x <= self->rect.x + self->rect.width && *y >= self->rect.y &&
         *y <= self->rect.y + self->rect.height;
}

/* The frame's edge, taken back to the sphere, bounds what it shows, unless a pole lies within. */
void
atlas_picture_frame_get_mercator_box (
  const AtlasPictureFrame *frame, double *left, double *top, double *right, double *bottom)
{
  double width = frame->rect.width / frame->scale, height = frame->rect.height / frame->scale;
  double centre = frame->projection.longitude * 180 / G_PI;
  double west = INFINITY, east = -INFINITY, south = 90, north = -90, x, y;

  for (guint i = 0; i < 4 * EDGE_STEPS; i++)
    {
      double at = (double) (i % EDGE_STEPS) / EDGE_STEPS;
      double across = i < 2 * EDGE_STEPS ? at : i < 3 * EDGE_STEPS ? 0 : 1;
      double down = i < EDGE_STEPS ? 0 : i < 2 * EDGE_STEPS ? 1 : at;
      double latitude, longitude;

      if (!atlas_projection_unproject (&frame->projection, frame->origin_x + across * width,
                                       frame->origin_y + down * height, &latitude, &longitude))
        latitude = -90, longitude = centre;
      longitude = centre + remainder (longitude - centre, 360);
      west = MIN (west, longitude);
      east = MAX (east, longitude);
      south = MIN (south, latitude);
      north = MAX (north, latitude);
    }
  if (atlas_picture_frame_locate (frame, 90, centre, &x, &y))
    north = 90;
  if (north == 90 || west < -180 || east > 180)
    {
      west = -180;
      east = 180;
    }
  *left = MAX (atlas_mercator_x (west) - BOX_MARGIN, 0);
  *right = MIN (atlas_mercator_x (east) + BOX_MARGIN, 1);
  *top = MAX (atlas_mercator_y (north) - BOX_MARGIN, 0);
  *bottom = MIN (atlas_mercator_y (south) + BOX_MARGIN, 1);
}

void
atlas_picture_frame_get_centre (const AtlasPictureFrame *self, double *latitude, double *longitude)
{
  g_return_if_fail (self != NULL && latitude != NULL && longitude != NULL);

  if (!atlas_projection_unproject (&self->projection, self->origin_x + self->rect.width / self->scale / 2,
                                   self->origin_y + self->rect.height / self->scale / 2, latitude, longitude))
    *latitude = *longitude = 0;
}
