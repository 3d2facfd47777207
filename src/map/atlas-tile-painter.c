/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tile-painter.h"

#include <math.h>

#include "atlas-drawn-layer.h"
#include "atlas-hatch.h"
#include "atlas-map-paint.h"
#include "atlas-map-style.h"
#include "atlas-shape-path.h"

AtlasTileLook *
atlas_tile_look_new (gboolean dark)
{
  AtlasTileLook *self = g_new0 (AtlasTileLook, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->dark = dark;

  return self;
}

AtlasTileLook *
atlas_tile_look_ref (AtlasTileLook *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
atlas_tile_look_unref (AtlasTileLook *self)
{
  if (g_atomic_ref_count_dec (&self->ref_count))
    g_free (self);
}

gboolean
atlas_tile_look_equal (const AtlasTileLook *a, const AtlasTileLook *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a->dark != b->dark || a->with_counties != b->with_counties ||
      memcmp (a->fills, b->fills, sizeof a->fills) != 0 ||
      memcmp (a->patterns, b->patterns, sizeof a->patterns) != 0)
    return FALSE;
  return !a->with_counties ||
         (memcmp (a->county_fills, b->county_fills, sizeof a->county_fills) == 0 &&
          memcmp (a->county_patterns, b->county_patterns, sizeof a->county_patterns) == 0 &&
          memcmp (a->counties, b->counties, sizeof a->counties) == 0);
}

/* What is kept beyond the edges: more than half the widest line. */
#define MARGIN 4

/* Logical pixels from one line of a hatching to the next, along an edge of the tile; and from one dot to the
 * next, and across a dot. */
#define HATCH_STEP 9
#define DOT_STEP   7
#define DOT_WIDTH  2

/* The line that is left of an area that is not filled, inside its border. */
#define HOLLOW_WIDTH        2
#define HOLLOW_COUNTY_WIDTH 0.8

/* Zoom from which the borders of counties are drawn, where these are not shaded themselves. */
#define COUNTY_ZOOM 7

typedef struct
{
  const AtlasTileLook *look;
  const AtlasMapStyle *style;
  AtlasShapePath path;
  AtlasMapBox box; /* of the picture and its margin, in the unit square */
  guint level;
  double zoom;
  double line;               /* one logical pixel */
  double origin_x, origin_y; /* of the picture, in device pixels of the whole world */
} Painter;

static void
painter_foreach (Painter *self, AtlasShapesLayer layer, AtlasShapeFunc func)
{
  atlas_shapes_foreach (layer, self->level, self->box.west, self->box.north, self->box.east, self->box.south,
                        func, self);
}

static gboolean
is_home (guint country)
{
  static const char homes[][3] = { "CA", "US", "PR", "RW" };

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    {
      if (country == ((guint) homes[i][0] << 8 | (guint) homes[i][1]))
        return TRUE;
    }

  return FALSE;
}

static void
add_ring (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  atlas_shape_path_add_ring (&((Painter *) data)->path, xy, n_points);
}

static void
add_outline (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  atlas_shape_path_add_line (&((Painter *) data)->path, xy, n_points, TRUE);
}

static void
add_line (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  atlas_shape_path_add_line (&((Painter *) data)->path, xy, n_points, FALSE);
}

static void
fill_country (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  Painter *self = data;

  atlas_shape_path_add_ring (&self->path, xy, n_points);
  if (last)
    {
      gdk_cairo_set_source_rgba (self->path.cr, is_home (id) ? &self->style->land : &self->style->neighbour);
      cairo_fill (self->path.cr);
    }
}

/* Over the path, which it uses up. Lines from the south-west to the north-east and dots go on from one tile
 * to the next. @color: of a hollow area */
static void
draw_pattern (Painter *self, AtlasTilePattern pattern, const GdkRGBA *color)
{
  cairo_t *cr = self->path.cr;
  double width = self->line;

  cairo_save (cr);
  if (pattern == ATLAS_TILE_HATCHED)
    {
      atlas_hatch_path (cr, HATCH_STEP * self->line, self->origin_x, self->origin_y);
    }
  else if (pattern == ATLAS_TILE_DOTTED)
    {
      atlas_dots_path (cr, DOT_STEP * self->line, self->origin_x, self->origin_y);
      width *= DOT_WIDTH;
    }
  else
    {
      cairo_clip_preserve (cr);
      /* Of which the outer half is clipped away. */
      width *= 2 * HOLLOW_WIDTH;
    }
  cairo_set_line_width (cr, width);
  gdk_cairo_set_source_rgba (cr, pattern == ATLAS_TILE_HOLLOW ? color : &self->style->hatch);
  if (pattern != ATLAS_TILE_PLAIN)
    cairo_stroke (cr);
  cairo_restore (cr);
  cairo_new_path (cr);
}

/* Of the land that is filled; the path stays. */
static void
fill_land (Painter *self, const GdkRGBA *fill, AtlasTilePattern pattern)
{
  const GdkRGBA *color = pattern == ATLAS_TILE_HOLLOW ? &self->style->neighbour
                         : fill->alpha > 0            ? fill
                                                      : &self->style->land;

  gdk_cairo_set_source_rgba (self->path.cr, color);
  cairo_fill_preserve (self->path.cr);
}

static void
fill_region (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  Painter *self = data;
  const GdkRGBA *fill = &self->look->fills[id % ATLAS_TILE_MAX_REGIONS];
  AtlasTilePattern pattern = self->look->patterns[id % ATLAS_TILE_MAX_REGIONS];

  atlas_shape_path_add_ring (&self->path, xy, n_points);
  if (!last)
    return;
  fill_land (self, fill, pattern);
  draw_pattern (self, pattern, fill);
}

/* The counties of a tile, decoded once for all fills. */
typedef struct
{
  const AtlasTileLook *look;
  GArray *xy;    /* double */
  GArray *rings; /* CountyRing */
} Counties;

typedef struct
{
  guint8 fill;
  guint n_points, first;
} CountyRing;

static void
keep_county (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  Counties *self = data;
  CountyRing ring = { id < ATLAS_COUNTY_N_CODES ? self->look->counties[id] : 0, n_points, self->xy->len };

  if (ring.fill == 0)
    return;
  g_array_append_vals (self->xy, xy, 2 * n_points);
  g_array_append_val (self->rings, ring);
}

/* All counties of one shade are one path, so that no hairline shows between them. FALSE if there are none. */
static gboolean
add_counties (Painter *self, const Counties *counties, guint8 fill)
{
  gboolean any = FALSE;

  for (guint i = 0; i < counties->rings->len; i++)
    {
      const CountyRing *ring = &g_array_index (counties->rings, CountyRing, i);

      if (ring->fill != fill)
        continue;
      atlas_shape_path_add_ring (&self->path, &g_array_index (counties->xy, double, ring->first),
                                 ring->n_points);
      any = TRUE;
    }
  return any;
}

/* Over the path of all counties of one fill. */
static void
fill_some_counties (Painter *self, guint index, gboolean over_raster)
{
  AtlasTilePattern pattern = self->look->county_patterns[index];
  const GdkRGBA *color = &self->look->county_fills[index];
  GdkRGBA fill = *color;

  if (over_raster)
    fill.alpha *= ATLAS_TILE_SHADE_OVER_RASTER;
  if (pattern == ATLAS_TILE_PLAIN)
    gdk_cairo_set_source_rgba (self->path.cr, &fill);
  else if (pattern == ATLAS_TILE_HOLLOW && !over_raster)
    gdk_cairo_set_source_rgba (self->path.cr, &self->style->neighbour);
  if (pattern == ATLAS_TILE_PLAIN || (pattern == ATLAS_TILE_HOLLOW && !over_raster))
    cairo_fill_preserve (self->path.cr);
  if (pattern != ATLAS_TILE_HOLLOW)
    {
      draw_pattern (self, pattern, color);
      return;
    }
  /* Small as they are the line must be thin; and to clip it to thousands of them takes a quarter of a second
   * for a tile. */
  gdk_cairo_set_source_rgba (self->path.cr, color);
  cairo_set_line_width (self->path.cr, HOLLOW_COUNTY_WIDTH * self->line);
  cairo_stroke (self->path.cr);
}

static void
fill_counties (Painter *self, gboolean over_raster)
{
  g_autoptr (GArray) xy = g_array_new (FALSE, FALSE, sizeof (double));
  g_autoptr (GArray) rings = g_array_new (FALSE, FALSE, sizeof (CountyRing));
  Counties counties = { self->look, xy, rings };

  atlas_shapes_foreach (ATLAS_SHAPES_COUNTIES, self->level, self->box.west, self->box.north, self->box.east,
                        self->box.south, keep_county, &counties);
  for (guint i = 0; i < ATLAS_TILE_MAX_COUNTY_FILLS; i++)
    if (add_counties (self, &counties, (guint8) (i + 1)))
      fill_some_counties (self, i, over_raster);
}

static void
add_river (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  Painter *self = data;

  if (id <= self->zoom * 10 + 5)
    atlas_shape_path_add_line (&self->path, xy, n_points, FALSE);
}

static void
stroke (Painter *self, const GdkRGBA *color, double width)
{
  cairo_set_line_width (self->path.cr, width * self->line);
  gdk_cairo_set_source_rgba (self->path.cr, color);
  cairo_stroke (self->path.cr);
}

/* From @low at zoom 3 to @high at zoom 8. */
static double
by_zoom (const Painter *self, double low, double high)
{
  return low + (high - low) * CLAMP ((self->zoom - 3) / 5, 0, 1);
}

static void
paint_land (Painter *self)
{
  /* All outlines at once and before any fill: fills cover all but the outer half, so that shores are lined
   * and borders on land are not. */
  painter_foreach (self, ATLAS_SHAPES_COUNTRIES, add_outline);
  painter_foreach (self, ATLAS_SHAPES_REGIONS, add_outline);
  stroke (self, &self->style->shore, by_zoom (self, 1.2, 1.8));

  painter_foreach (self, ATLAS_SHAPES_COUNTRIES, fill_country);
  painter_foreach (self, ATLAS_SHAPES_REGIONS, fill_region);
  if (self->look->with_counties)
    fill_counties (self, FALSE);
}

static void
paint_water_on_land (Painter *self)
{
  painter_foreach (self, ATLAS_SHAPES_RIVERS, add_river);
  stroke (self, &self->style->river, by_zoom (self, 0.6, 1.3));

  /* Above the shades and the borders that run across the Great Lakes. */
  painter_foreach (self, ATLAS_SHAPES_LAKES, add_outline);
  stroke (self, &self->style->shore, by_zoom (self, 1, 1.6));
  painter_foreach (self, ATLAS_SHAPES_LAKES, add_ring);
  gdk_cairo_set_source_rgba (self->path.cr, &self->style->water);
  cairo_fill (self->path.cr);
}

static void
paint_borders (Painter *self)
{
  if (self->zoom >= COUNTY_ZOOM || self->look->with_counties)
    {
      painter_foreach (self, ATLAS_SHAPES_COUNTY_BORDERS, add_line);
      stroke (self, &self->style->county_border, by_zoom (self, 0.3, 0.9));
    }
  painter_foreach (self, ATLAS_SHAPES_REGION_BORDERS, add_line);
  stroke (self, &self->style->region_border, by_zoom (self, 0.6, 1));
}

static void
paint_built_in (Painter *self)
{
  paint_land (self);
  paint_borders (self);
  paint_water_on_land (self);
}

static void
paint_raster (Painter *self, const AtlasTileRaster *raster, double pixels)
{
  cairo_t *cr = self->path.cr;
  double width = cairo_image_surface_get_width (raster->surface);
  double height = cairo_image_surface_get_height (raster->surface);

  cairo_save (cr);
  cairo_scale (cr, pixels / (raster->size * width), pixels / (raster->size * height));
  cairo_translate (cr, -raster->x * width, -raster->y * height);
  cairo_set_source_surface (cr, raster->surface, 0, 0);
  /* Beyond its edge, where the next tile overlaps, it goes on. */
  cairo_pattern_set_extend (cairo_get_source (cr), CAIRO_EXTEND_PAD);
  cairo_paint (cr);
  cairo_restore (cr);
  if (self->look->dark)
    {
      cairo_set_source_rgba (cr, 0, 0, 0, ATLAS_TILE_DIMMED_BY_NIGHT);
      cairo_paint (cr);
    }
}

static void
shade_region (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  Painter *self = data;
  GdkRGBA fill = self->look->fills[id % ATLAS_TILE_MAX_REGIONS];
  AtlasTilePattern pattern = self->look->patterns[id % ATLAS_TILE_MAX_REGIONS];

  atlas_shape_path_add_ring (&self->path, xy, n_points);
  if (!last)
    return;
  if (pattern != ATLAS_TILE_HOLLOW)
    {
      GdkRGBA thin = fill;

      thin.alpha *= ATLAS_TILE_SHADE_OVER_RASTER;
      gdk_cairo_set_source_rgba (self->path.cr, &thin);
      cairo_fill_preserve (self->path.cr);
    }
  draw_pattern (self, pattern, &fill);
}

/* As over land of our own, lakes are not shaded; the picture has its own rivers. */
static void
shade_raster (Painter *self, int side)
{
  cairo_t *cr = self->path.cr;

  cairo_save (cr);
  painter_foreach (self, ATLAS_SHAPES_LAKES, add_ring);
  cairo_rectangle (cr, -MARGIN, -MARGIN, side + 2 * MARGIN, side + 2 * MARGIN);
  cairo_clip (cr);
  painter_foreach (self, ATLAS_SHAPES_REGIONS, shade_region);
  if (self->look->with_counties)
    fill_counties (self, TRUE);
  painter_foreach (self, ATLAS_SHAPES_REGION_BORDERS, add_line);
  stroke (self, &self->style->region_border, by_zoom (self, 0.6, 1));
  cairo_restore (cr);
}

GdkTexture *
atlas_tile_paint (const AtlasTileLook *look,
                  guint zoom,
                  guint column,
                  guint row,
                  double pixels,
                  int scale,
                  const AtlasTileRaster *raster)
{
  double world = pixels * (double) (1u << zoom);
  int side = ceil (pixels + scale);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, side, side);
  cairo_t *cr = cairo_create (surface);
  double margin = MARGIN * scale;
  Painter self = {
    .look = look,
    .style = atlas_map_style_get (look->dark),
    .box = {
      .west = (column * pixels - margin) / world,
      .north = (row * pixels - margin) / world,
      .east = (column * pixels + side + margin) / world,
      .south = (row * pixels + side + margin) / world,
    },
    .zoom = log2 (world / scale / 256),
    .line = scale,
    .origin_x = column * pixels,
    .origin_y = row * pixels,
  };

  self.level = atlas_shapes_level_for_zoom (self.zoom);
  atlas_shape_path_init (&self.path, cr, column * pixels / world, row * pixels / world, world, side, side,
                         margin);
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);

  gdk_cairo_set_source_rgba (cr, &self.style->water);
  cairo_paint (cr);
  if (raster == NULL || cairo_surface_get_content (raster->surface) != CAIRO_CONTENT_COLOR)
    paint_built_in (&self);
  if (raster != NULL)
    {
      paint_raster (&self, raster, pixels);
      shade_raster (&self, side);
    }
  painter_foreach (&self, ATLAS_SHAPES_COUNTRY_BORDERS, add_line);
  stroke (&self, &self.style->country_border, by_zoom (&self, 0.8, 1.2));

  atlas_shape_path_clear (&self.path);
  cairo_destroy (cr);
  /* Nothing shines through, so that multiplied by alpha or not the colours are the same. Without a graphics
   * card GTK 4.8 copies a texture at each frame: from this format at once, from its default one by way of
   * floating point, a third of all its time. */
  return atlas_map_paint_texture (surface, GDK_MEMORY_B8G8R8A8);
}
