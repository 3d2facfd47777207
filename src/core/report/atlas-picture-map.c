/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-map.h"

#include <math.h>

#include "atlas-mercator.h"
#include "atlas-region.h"
#include "atlas-shape-path.h"

/* More than half of the widest line, units. */
#define MARGIN 4.0

/* Neither a step of an outline nor a ring smaller than this is drawn, points of the page. */
#define LEAST_STEP 0.35
#define LEAST_RING 1.2

typedef struct
{
  AtlasPicturePen *pen;
  const AtlasPictureContent *content;
  const AtlasPictureFrame *frame;
  const AtlasPictureHeat *heat; /* or NULL */
  AtlasShapePath path;
  GArray *plane;
  double west, north, east, south; /* what the frame shows of the Mercator square, and a little more */
  guint level;
} Painter;

static void
painter_foreach (Painter *self, AtlasShapesLayer layer, AtlasShapeFunc func)
{
  atlas_shapes_foreach (layer, self->level, self->west, self->north, self->east, self->south, func, self);
}

/* The thousands of islets and ponds of the north weigh more in a file than all the rest. */
static gboolean
is_speck (const Painter *self)
{
  double least[2] = { INFINITY, INFINITY }, most[2] = { -INFINITY, -INFINITY };

  for (guint i = 0; i < self->plane->len; i++)
    {
      double at = g_array_index (self->plane, double, i);

      least[i % 2] = MIN (least[i % 2], at);
      most[i % 2] = MAX (most[i % 2], at);
    }
  return MAX (most[0] - least[0], most[1] - least[1]) * self->frame->scale < LEAST_RING;
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
  if (area != NULL && !self->content->plain)
    {
      atlas_picture_pen_fill (self->pen, self->content, area->fill, area->shade);
      return;
    }
  atlas_picture_pen_set_ink (
    self->pen, is_county || atlas_map_extent_holds (self->content->framing.extent, id) ? ATLAS_INK_LAND
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
  if (self->heat != NULL)
    atlas_picture_heat_draw (self->heat, cr, self->frame);
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
                        const AtlasPictureHeat *heat,
                        double detail)
{
  const AtlasLabelRect *rect;
  Painter self;

  g_return_if_fail (pen != NULL && content != NULL && frame != NULL);

  rect = &frame->rect;
  self = (Painter){ .pen = pen, .content = content, .frame = frame, .heat = heat };
  self.plane = g_array_new (FALSE, FALSE, sizeof (double));
  /* The zoom at which the screen's map is as large at the latitude of 45°. */
  self.level = atlas_shapes_level_for_zoom (
    log2 (ATLAS_MERCATOR_EQUATOR_KM * G_SQRT2 / 2 * frame->scale * detail / 256));

  atlas_picture_frame_get_mercator_box (frame, &self.west, &self.north, &self.east, &self.south);

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
