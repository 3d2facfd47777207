/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-map.h"

#include <math.h>

#include "atlas-mercator.h"
#include "atlas-region.h"
#include "atlas-shape-path.h"

/* Around what is fitted, units. */
#define PADDING 10.0

/* More than half of the widest line, units. */
#define MARGIN 4.0

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

/* Neither a step of an outline nor a ring smaller than this is drawn, points of the page. */
#define LEAST_STEP 0.35
#define LEAST_RING 1.2

#define EQUATOR_KM 40075.0

/* A part of the world by which a frame is fitted: degrees, west of the first meridian. */
typedef struct
{
  double south, west, north, east;
} Box;

/* The main frames. Where few people live, beyond the north of what is fitted, the map goes on to the frame's
 * edge. */
static const struct
{
  double latitude, longitude; /* the centre */
  Box box;
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
  Box box;
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
  const Box *box;
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
find_bounds (const AtlasProjection *projection, const Box *box, AtlasMapExtent extent, guint region)
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

guint
atlas_picture_map_layout (AtlasMapExtent extent,
                          const AtlasLabelRect *rect,
                          double unit,
                          AtlasPictureFrame frames[ATLAS_PICTURE_MAX_FRAMES])
{
  Bounds bounds[G_N_ELEMENTS (insets)];
  double ratios = 0, left = rect->x, height;
  guint n = 1;

  g_return_val_if_fail (extent < ATLAS_N_MAP_EXTENTS, 0);
  g_return_val_if_fail (rect != NULL && frames != NULL, 0);

  frames[0] = (AtlasPictureFrame){ .rect = *rect, .region = ATLAS_REGION_NONE };
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

/* Drawing. */

typedef struct
{
  AtlasPicturePen *pen;
  const AtlasPictureContent *content;
  const AtlasPictureFrame *frame;
  AtlasShapePath path;
  GArray *plane;
  double west, north, east, south; /* what the frame shows of the Mercator square, and a little more */
  guint level;
} Painter;

/* The frame's edge, taken back to the sphere, bounds what it shows, unless a pole lies within. */
static void
find_mercator_box (Painter *self)
{
  const AtlasPictureFrame *frame = self->frame;
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
  self->west = MAX (atlas_mercator_x (west) - BOX_MARGIN, 0);
  self->east = MIN (atlas_mercator_x (east) + BOX_MARGIN, 1);
  self->north = MAX (atlas_mercator_y (north) - BOX_MARGIN, 0);
  self->south = MIN (atlas_mercator_y (south) + BOX_MARGIN, 1);
}

static void
painter_foreach (Painter *self, AtlasShapesLayer layer, AtlasShapeFunc func)
{
  atlas_shapes_foreach (layer, self->level, self->west, self->north, self->east, self->south, func, self);
}

/* The thousands of islets and ponds of the north weigh more in a file than all the rest. */
static gboolean
is_speck (const Painter *self)
{
  Bounds bounds = { INFINITY, INFINITY, -INFINITY, -INFINITY };

  for (guint i = 0; i + 1 < self->plane->len; i += 2)
    bounds_add (&bounds, g_array_index (self->plane, double, i), g_array_index (self->plane, double, i + 1));
  return MAX (bounds.right - bounds.left, bounds.bottom - bounds.top) * self->frame->scale < LEAST_RING;
}

static void
add_ring (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  Painter *self = data;

  if (atlas_projection_bend (&self->frame->projection, xy, n_points, TRUE, self->plane) && !is_speck (self))
    atlas_shape_path_add_ring (&self->path, (const double *) (gpointer) self->plane->data,
                               self->plane->len / 2);
}

static void
add_path (Painter *self, const double *xy, guint n_points, gboolean closed)
{
  if (atlas_projection_bend (&self->frame->projection, xy, n_points, closed, self->plane) &&
      !(closed && is_speck (self)))
    atlas_shape_path_add_line (&self->path, (const double *) (gpointer) self->plane->data,
                               self->plane->len / 2, closed);
}

static void
add_outline (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  add_path (data, xy, n_points, TRUE);
}

static void
add_line (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  add_path (data, xy, n_points, FALSE);
}

static void
fill_area (Painter *self, gboolean is_county, guint id)
{
  const AtlasPictureArea *area = atlas_picture_content_find (self->content, is_county, id);

  if (!cairo_has_current_point (self->pen->cr))
    return;
  if (area != NULL)
    {
      atlas_picture_pen_fill (self->pen, self->content, area->fill, area->shade);
      return;
    }
  atlas_picture_pen_set_ink (self->pen, is_county || atlas_map_extent_holds (self->content->extent, id)
                                          ? ATLAS_INK_LAND
                                          : ATLAS_INK_NEIGHBOUR);
  cairo_fill (self->pen->cr);
}

static void
fill_region (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  add_ring (id, xy, n_points, last, data);
  if (last)
    fill_area (data, FALSE, id);
}

static void
fill_county (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  add_ring (id, xy, n_points, last, data);
  if (last)
    fill_area (data, TRUE, id);
}

static gboolean
has_counties (const AtlasPictureContent *content)
{
  return content->areas->len > 0 &&
         g_array_index (content->areas, AtlasPictureArea, content->areas->len - 1).is_county;
}

static void
paint (Painter *self)
{
  cairo_t *cr = self->pen->cr;

  /* Shores first: the fills cover their inner half, and all of what runs over land. */
  painter_foreach (self, ATLAS_SHAPES_COUNTRIES, add_outline);
  painter_foreach (self, ATLAS_SHAPES_REGIONS, add_outline);
  atlas_picture_pen_stroke (self->pen, ATLAS_INK_SHORE, 1.1);

  painter_foreach (self, ATLAS_SHAPES_COUNTRIES, add_ring);
  atlas_picture_pen_set_ink (self->pen, ATLAS_INK_NEIGHBOUR);
  cairo_fill (cr);
  painter_foreach (self, ATLAS_SHAPES_REGIONS, fill_region);
  if (has_counties (self->content))
    {
      painter_foreach (self, ATLAS_SHAPES_COUNTIES, fill_county);
      painter_foreach (self, ATLAS_SHAPES_COUNTY_BORDERS, add_line);
      atlas_picture_pen_stroke (self->pen, ATLAS_INK_COUNTY_BORDER, 0.25);
    }
  painter_foreach (self, ATLAS_SHAPES_REGION_BORDERS, add_line);
  atlas_picture_pen_stroke (self->pen, ATLAS_INK_REGION_BORDER, 0.6);

  /* Above the shades and the borders that run across the Great Lakes. */
  painter_foreach (self, ATLAS_SHAPES_LAKES, add_outline);
  atlas_picture_pen_stroke (self->pen, ATLAS_INK_SHORE, 0.8);
  painter_foreach (self, ATLAS_SHAPES_LAKES, add_ring);
  atlas_picture_pen_set_ink (self->pen, ATLAS_INK_WATER);
  cairo_fill (cr);

  painter_foreach (self, ATLAS_SHAPES_COUNTRY_BORDERS, add_line);
  atlas_picture_pen_stroke (self->pen, ATLAS_INK_COUNTRY_BORDER, 0.9);
}

void
atlas_picture_map_draw (AtlasPicturePen *pen,
                        const AtlasPictureContent *content,
                        const AtlasPictureFrame *frame,
                        double detail)
{
  const AtlasLabelRect *rect;
  Painter self;

  g_return_if_fail (pen != NULL && content != NULL && frame != NULL);

  rect = &frame->rect;
  self = (Painter){ .pen = pen, .content = content, .frame = frame };
  self.plane = g_array_new (FALSE, FALSE, sizeof (double));
  /* The zoom at which the screen's map is as large at the latitude of 45°. */
  self.level = atlas_shapes_level_for_zoom (log2 (EQUATOR_KM * G_SQRT2 / 2 * frame->scale * detail / 256));

  find_mercator_box (&self);

  cairo_save (pen->cr);
  /* No line is so thick that one sees how it turns, and round corners cost the most. */
  cairo_set_line_join (pen->cr, CAIRO_LINE_JOIN_BEVEL);
  cairo_translate (pen->cr, rect->x, rect->y);
  cairo_rectangle (pen->cr, 0, 0, rect->width, rect->height);
  cairo_clip_preserve (pen->cr);
  atlas_picture_pen_set_ink (pen, ATLAS_INK_WATER);
  cairo_fill (pen->cr);

  atlas_shape_path_init (&self.path, pen->cr, frame->origin_x, frame->origin_y, frame->scale, rect->width,
                         rect->height, MARGIN * pen->unit);
  self.path.least_step = LEAST_STEP;
  paint (&self);
  atlas_shape_path_clear (&self.path);
  g_array_unref (self.plane);
  cairo_restore (pen->cr);

  cairo_rectangle (pen->cr, rect->x, rect->y, rect->width, rect->height);
  atlas_picture_pen_stroke (pen, ATLAS_INK_FRAME, 0.75);
}
