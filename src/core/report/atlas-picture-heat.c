/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-heat.h"

#include <math.h>

#include "atlas-heat.h"
#include "atlas-mercator.h"

/* Of the frame's width; and never so narrow that a spot is a street. */
#define SIGMA_PART   (1 / 70.0)
#define SIGMA_MIN_KM 2.5

/* Cells for the width of the kernel's sigma: as fine as one sees. */
#define SIGMA_CELLS 4.0

/* Finer cells than about two kilometres are told of nobody. */
#define MAX_LEVEL 14

/* Of all cells that are told of, as many are shown as the hottest. */
#define HOTTEST 0.01

static int
compare_heat (gconstpointer a, gconstpointer b)
{
  double first = ((const AtlasPictureSpot *) a)->heat, second = ((const AtlasPictureSpot *) b)->heat;

  return (first < second) - (first > second);
}

/* From people on a square kilometre to parts of the hottest, which is the same in all frames: twelve people
 * in a corner are not as many as two thousand on the map. */
static void
scale_spots (GArray *heats)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (AtlasPictureSpot));
  double full;

  for (guint i = 0; i < heats->len; i++)
    {
      const GArray *spots = g_array_index (heats, AtlasPictureHeat, i).spots;

      g_array_append_vals (all, spots->data, spots->len);
    }
  if (all->len == 0)
    return;
  g_array_sort (all, compare_heat);
  full = g_array_index (all, AtlasPictureSpot, (guint) (all->len * HOTTEST)).heat;
  for (guint i = 0; i < heats->len; i++)
    {
      GArray *spots = g_array_index (heats, AtlasPictureHeat, i).spots;

      for (guint k = 0; k < spots->len; k++)
        g_array_index (spots, AtlasPictureSpot, k).heat /= full;
    }
}

static GArray *
list_spots (AtlasPointSet *set, const AtlasPictureFrame *frame, double sigma_km, guint smallest)
{
  GArray *spots = g_array_new (FALSE, FALSE, sizeof (AtlasPictureSpot));
  double west, north, east, south, latitude, longitude, world, n_cells, cell_km;
  g_autoptr (GArray) clusters = NULL;
  guint level;

  /* Cells of two sigmas in the middle of the frame; of such a lattice the kernel makes an even field. */
  atlas_picture_frame_get_centre (frame, &latitude, &longitude);
  world = ATLAS_MERCATOR_EQUATOR_KM * cos (latitude * G_PI / 180);
  level = (guint) CLAMP (round (log2 (world / (2 * sigma_km))), 0, MAX_LEVEL);
  n_cells = exp2 (level);
  cell_km = world / n_cells;
  atlas_picture_frame_get_mercator_box (frame, &west, &north, &east, &south);
  clusters = atlas_point_set_list_clusters (set, level, west, north, east, south, FALSE);
  for (guint i = 0; i < clusters->len; i++)
    {
      const AtlasCluster *cluster = &g_array_index (clusters, AtlasCluster, i);
      AtlasPictureSpot spot = {
        .latitude = atlas_mercator_latitude ((floor (cluster->y * n_cells) + 0.5) / n_cells),
        .longitude = atlas_mercator_longitude ((floor (cluster->x * n_cells) + 0.5) / n_cells),
        .heat = cluster->members / (cell_km * cell_km),
      };

      if (cluster->members >= smallest)
        g_array_append_val (spots, spot);
    }
  return spots;
}

static void
clear_heat (gpointer data)
{
  AtlasPictureHeat *self = data;

  g_clear_pointer (&self->spots, g_array_unref);
}

GArray *
atlas_picture_heat_list (AtlasPointSet *set, const AtlasPictureFrame *frames, guint n_frames, guint smallest)
{
  GArray *heats;
  double sigma_km;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (set), NULL);
  g_return_val_if_fail (frames != NULL || n_frames == 0, NULL);

  heats = g_array_new (FALSE, FALSE, sizeof (AtlasPictureHeat));
  g_array_set_clear_func (heats, clear_heat);
  if (n_frames == 0)
    return heats;
  sigma_km = MAX (frames[0].rect.width / frames[0].scale * SIGMA_PART, SIGMA_MIN_KM);
  for (guint i = 0; i < n_frames; i++)
    {
      AtlasPictureHeat heat = { sigma_km, list_spots (set, &frames[i], sigma_km, smallest) };

      g_array_append_val (heats, heat);
    }
  scale_spots (heats);
  return heats;
}

/* Premultiplied, as cairo wants it. @full: what is shown as the hottest */
static cairo_surface_t *
paint_heat (const float *heat, guint width, guint height, double full)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) width, (int) height);
  guchar *pixels = cairo_image_surface_get_data (surface);
  gsize stride = (gsize) cairo_image_surface_get_stride (surface);

  cairo_surface_flush (surface);
  for (guint row = 0; row < height && pixels != NULL; row++)
    {
      guint32 *line = (guint32 *) (gpointer) (pixels + row * stride);

      for (guint column = 0; column < width; column++)
        {
          double rgba[4];

          atlas_heat_get_color (heat[(gsize) row * width + column] / full, FALSE, rgba);
          line[column] =
            (guint32) lround (rgba[3] * 255) << 24 | (guint32) lround (rgba[0] * rgba[3] * 255) << 16 |
            (guint32) lround (rgba[1] * rgba[3] * 255) << 8 | (guint32) lround (rgba[2] * rgba[3] * 255);
        }
    }
  cairo_surface_mark_dirty (surface);
  return surface;
}

void
atlas_picture_heat_draw (const AtlasPictureHeat *self, cairo_t *cr, const AtlasPictureFrame *frame)
{
  double cell, side;
  guint width, height;
  AtlasHeatField *field;
  g_autofree float *heat = NULL;
  cairo_surface_t *surface;

  g_return_if_fail (self != NULL && cr != NULL && frame != NULL);

  if (self->spots == NULL || self->spots->len == 0)
    return;
  cell = self->sigma_km * frame->scale / SIGMA_CELLS;
  width = (guint) ceil (frame->rect.width / cell);
  height = (guint) ceil (frame->rect.height / cell);
  field = atlas_heat_field_new (width, height, SIGMA_CELLS);
  for (guint i = 0; i < self->spots->len; i++)
    {
      const AtlasPictureSpot *spot = &g_array_index (self->spots, AtlasPictureSpot, i);
      double x, y;

      /* One beyond the edge is felt inside. */
      if (atlas_projection_project (&frame->projection, spot->latitude, spot->longitude, &x, &y))
        atlas_heat_field_add (field, (x - frame->origin_x) * frame->scale / cell,
                              (y - frame->origin_y) * frame->scale / cell, spot->heat);
    }
  heat = atlas_heat_field_spread (field);

  /* What the hottest cell makes by itself: the kernel's peak, or evenly over the cell if that is wider. */
  side = MAX (2 * SIGMA_CELLS, SIGMA_CELLS * sqrt (2 * G_PI));
  surface = paint_heat (heat, width, height, 1 / (side * side));
  cairo_save (cr);
  cairo_scale (cr, cell, cell);
  cairo_set_source_surface (cr, surface, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), CAIRO_FILTER_BILINEAR);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_surface_destroy (surface);
}
