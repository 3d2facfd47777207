/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tile-ground.h"

#include "atlas-mercator.h"
#include "atlas-region.h"

/* Points along either side that are looked at. */
#define POINTS 8

/* FALSE where it is seen through. */
static gboolean
read_pixel (cairo_surface_t *surface, double x, double y, double rgb[3])
{
  int width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  const guint8 *row =
    cairo_image_surface_get_data (surface) +
    (gsize) CLAMP ((int) (y * height), 0, height - 1) * (gsize) cairo_image_surface_get_stride (surface);
  guint32 pixel = ((const guint32 *) (gconstpointer) row)[CLAMP ((int) (x * width), 0, width - 1)];

  if (cairo_image_surface_get_format (surface) != CAIRO_FORMAT_RGB24 && pixel >> 24 < 0xff)
    return FALSE;
  for (guint i = 0; i < 3; i++)
    rgb[i] = (pixel >> (16 - 8 * i) & 0xff) / 255.0;
  return TRUE;
}

void
atlas_tile_ground_find (AtlasTileGround *self,
                        const AtlasTilePlace *place,
                        const AtlasTileRaster *raster,
                        gboolean dark)
{
  double world = (double) (1u << place->zoom), light = dark ? 1 - ATLAS_TILE_DIMMED_BY_NIGHT : 1;
  double sums[3] = { 0 };

  *self = (AtlasTileGround){ 0 };
  for (guint i = 0; i < POINTS * POINTS; i++)
    {
      double x = (i % POINTS + 0.5) / POINTS, y = (i / POINTS + 0.5) / POINTS;
      double rgb[3];

      if (atlas_region_at (atlas_mercator_latitude ((place->row + y) / world),
                           atlas_mercator_longitude ((place->column + x) / world)) == ATLAS_REGION_NONE ||
          !read_pixel (raster->surface, raster->x + x * raster->size, raster->y + y * raster->size, rgb))
        continue;
      for (guint k = 0; k < 3; k++)
        sums[k] += rgb[k] * light;
      self->n_samples++;
    }
  if (self->n_samples == 0)
    return;
  self->red = sums[0] / self->n_samples;
  self->green = sums[1] / self->n_samples;
  self->blue = sums[2] / self->n_samples;
}

void
atlas_tile_ground_add (AtlasTileGround *self, const AtlasTileGround *other, guint max_samples)
{
  double part = (double) other->n_samples / MAX (self->n_samples + other->n_samples, 1);

  self->red += (other->red - self->red) * part;
  self->green += (other->green - self->green) * part;
  self->blue += (other->blue - self->blue) * part;
  self->n_samples = MIN (self->n_samples + other->n_samples, max_samples);
}
