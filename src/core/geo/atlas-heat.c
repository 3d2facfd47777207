/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-heat.h"

#include <math.h>

#define REACH 3.0 /* of the kernel, sigmas */

/* Of all places that have anybody, as many are shown as the hottest. */
#define HOTTEST 0.01

/* The finest cells by which places are told apart; deeper there are few in each. */
#define FULL_MAX_LEVEL 14

#define MAX_ALPHA 0.84
#define FADE      0.22 /* of the ramp */

/* Half of it, from its middle; the whole adds up to one. */
static float *
create_kernel (double sigma, guint *n)
{
  float *kernel;
  double sum = 0;

  *n = (guint) ceil (REACH * sigma);
  kernel = g_new (float, *n + 1);
  for (guint i = 0; i <= *n; i++)
    {
      kernel[i] = (float) exp (-0.5 * i * i / (sigma * sigma));
      sum += (i == 0 ? 1 : 2) * (double) kernel[i];
    }
  for (guint i = 0; i <= *n; i++)
    kernel[i] = (float) (kernel[i] / sum);
  return kernel;
}

/* @values: cells of the grid, and as many around it as the kernel reaches. */
struct _AtlasHeatField
{
  float *values;
  float *kernel;
  guint width, height, margin;
};

AtlasHeatField *
atlas_heat_field_new (guint width, guint height, double sigma)
{
  AtlasHeatField *self;

  g_return_val_if_fail (sigma > 0, NULL);

  self = g_new0 (AtlasHeatField, 1);
  self->kernel = create_kernel (sigma, &self->margin);
  self->width = width + 2 * self->margin;
  self->height = height + 2 * self->margin;
  self->values = g_new0 (float, (gsize) self->width * self->height);
  return self;
}

static void
field_add (AtlasHeatField *self, int column, int row, double value)
{
  if (column >= 0 && row >= 0 && column < (int) self->width && row < (int) self->height)
    self->values[(gsize) row * self->width + (guint) column] += (float) value;
}

/* To the four cells around, by how near their middles are. */
void
atlas_heat_field_add (AtlasHeatField *self, double x, double y, double members)
{
  double left, top, right, low;

  g_return_if_fail (self != NULL);

  x += self->margin;
  y += self->margin;
  left = floor (x - 0.5);
  top = floor (y - 0.5);
  right = x - 0.5 - left;
  low = y - 0.5 - top;

  if (left < -1 || top < -1 || left > self->width || top > self->height)
    return;
  field_add (self, (int) left, (int) top, members * (1 - right) * (1 - low));
  field_add (self, (int) left + 1, (int) top, members * right * (1 - low));
  field_add (self, (int) left, (int) top + 1, members * (1 - right) * low);
  field_add (self, (int) left + 1, (int) top + 1, members * right * low);
}

static void
field_fill (AtlasHeatField *self, AtlasPointSet *set, const AtlasHeatGrid *grid)
{
  double margin = (self->margin + 1) * grid->step;
  double west = grid->west - margin, east = grid->west + grid->width * grid->step + margin;
  double north = MAX (grid->north - margin, 0);
  double south = MIN (grid->north + grid->height * grid->step + margin, 1);
  gboolean around = east - west >= 1 || west < 0 || east > 1;
  guint level = atlas_point_set_level_for_zoom (log2 (1 / grid->step), 256);
  g_autoptr (GArray) clusters = NULL;

  if (north > south)
    return;
  clusters =
    atlas_point_set_list_clusters (set, level, around ? 0 : west, north, around ? 1 : east, south, FALSE);
  for (guint i = 0; i < clusters->len; i++)
    {
      const AtlasCluster *cluster = &g_array_index (clusters, AtlasCluster, i);
      double y = (cluster->y - grid->north) / grid->step;

      for (int world = around ? -1 : 0; world <= (around ? 1 : 0); world++)
        atlas_heat_field_add (self, (cluster->x + world - grid->west) / grid->step, y, cluster->members);
    }
}

static void
add_scaled (float *to, const float *from, float factor, guint n)
{
  for (guint i = 0; i < n; i++)
    to[i] += from[i] * factor;
}

float *
atlas_heat_field_spread (AtlasHeatField *self)
{
  guint n, width, height;
  g_autofree float *across = NULL;
  float *heat;

  g_return_val_if_fail (self != NULL, NULL);

  /* Along the rows, then along the columns; whole rows at a time, which the compiler makes vectors of. */
  n = self->margin;
  width = self->width - 2 * n;
  height = self->height - 2 * n;
  across = g_new0 (float, MAX ((gsize) width * self->height, 1));
  heat = g_new0 (float, MAX ((gsize) width * height, 1));
  for (guint row = 0; row < self->height; row++)
    for (guint i = 0; i <= 2 * n; i++)
      add_scaled (across + (gsize) row * width, self->values + (gsize) row * self->width + i,
                  self->kernel[i > n ? i - n : n - i], width);
  for (guint row = 0; row < height; row++)
    for (guint i = 0; i <= 2 * n; i++)
      add_scaled (heat + (gsize) row * width, across + (gsize) (row + i) * width,
                  self->kernel[i > n ? i - n : n - i], width);

  g_free (self->kernel);
  g_free (self->values);
  g_free (self);
  return heat;
}

float *
atlas_heat_new (AtlasPointSet *set, const AtlasHeatGrid *grid, double sigma)
{
  AtlasHeatField *field;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (set), NULL);
  g_return_val_if_fail (grid != NULL && grid->step > 0, NULL);
  g_return_val_if_fail (sigma > 0, NULL);

  field = atlas_heat_field_new (grid->width, grid->height, sigma);
  field_fill (field, set, grid);
  return atlas_heat_field_spread (field);
}

static int
compare_members (gconstpointer a, gconstpointer b)
{
  guint first = ((const AtlasCluster *) a)->members, second = ((const AtlasCluster *) b)->members;

  return (first < second) - (first > second);
}

double
atlas_heat_get_full (AtlasPointSet *set, double width, double sigma)
{
  g_autoptr (GArray) places = NULL;
  double level, members, side;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (set), 1);
  g_return_val_if_fail (width > 0 && sigma > 0, 1);

  /* Places as wide as what one sees as one spot. */
  level = CLAMP (round (log2 (width / (2 * sigma))), 0, FULL_MAX_LEVEL);
  places = atlas_point_set_list_clusters (set, (guint) level, 0, 0, 1, 1, FALSE);
  if (places->len == 0)
    return 1;
  g_array_sort (places, compare_members);
  members = g_array_index (places, AtlasCluster, (guint) (places->len * HOTTEST)).members;

  /* Of so many in one point the kernel's peak; evenly over a place that is wider than it, that. */
  side = MAX (width / exp2 (level), sigma * sqrt (2 * G_PI));
  return MAX (members / (side * side), 1 / (2 * G_PI * sigma * sigma));
}

/* Stops evenly apart in lightness (OKLab). */
static const guint32 light[] = { 0xfbd9a0, 0xf2a95c, 0xd97636, 0xad4428, 0x74171f };
static const guint32 dark_map[] = { 0x4d1a1c, 0x8a331d, 0xc65c22, 0xef9a45, 0xffe9b3 };

void
atlas_heat_get_color (double heat, gboolean dark, double rgba[4])
{
  const guint32 *stops = dark ? dark_map : light;
  guint last = G_N_ELEMENTS (light) - 1;
  double t, fade;
  guint at;

  g_return_if_fail (rgba != NULL);

  t = sqrt (CLAMP (heat, 0, 1));
  at = MIN ((guint) (t * last), last - 1);
  for (guint i = 0; i < 3; i++)
    {
      double from = stops[at] >> (16 - 8 * i) & 0xff, to = stops[at + 1] >> (16 - 8 * i) & 0xff;

      rgba[i] = (from + (to - from) * (t * last - at)) / 255;
    }
  fade = MIN (t / FADE, 1);
  rgba[3] = MAX_ALPHA * fade * fade * (3 - 2 * fade);
}
