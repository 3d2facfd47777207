/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-pair-shading.h"

static const guint32 light[ATLAS_PAIR_CELLS] = { 0xe8e8e8, 0xe4d9ac, 0xc8b35a, 0xcbb8d7, 0xc8ada0,
                                                 0xaf8e53, 0x9972af, 0x976b82, 0x804d36 };
static const guint32 dark_map[ATLAS_PAIR_CELLS] = { 0x3b3d44, 0x6c5f44, 0xa28139, 0x5a5991, 0x8d8099,
                                                    0xc4a69d, 0x7c74e6, 0xb0a0f1, 0xe9caf9 };

/* Of fewer classes the ones that are furthest apart: some is not few. */
static const guint places[ATLAS_PAIR_CLASSES + 1][ATLAS_PAIR_CLASSES] = {
  { 0 }, { 2 }, { 0, 2 }, { 0, 1, 2 }
};

void
atlas_pair_axis_init (AtlasPairAxis *self, const double *values, guint n_values)
{
  const AtlasShadingRule rule = {
    .breaks = ATLAS_BREAKS_QUANTILE,
    .max_classes = ATLAS_PAIR_CLASSES,
    .counts = TRUE,
  };
  AtlasShade shades[ATLAS_SHADES_MAX];
  guint n_shades;

  g_return_if_fail (self != NULL);
  g_return_if_fail (values != NULL || n_values == 0);

  *self = (AtlasPairAxis){ 0 };
  for (guint i = 0; i < n_values; i++)
    self->has_zero |= values[i] == 0;
  n_shades = atlas_shading_classify (&rule, values, n_values, shades);
  for (guint i = 0; i < n_shades; i++)
    {
      guint class = places[n_shades][i];

      self->low[class] = shades[i].low;
      self->high[class] = shades[i].high;
      self->n_values[class] = shades[i].n_values;
    }
  if (self->has_zero)
    self->low[0] = 0;
}

void
atlas_pair_axis_lower (AtlasPairAxis *self, double low)
{
  g_return_if_fail (self != NULL);

  self->low[0] = atlas_pair_axis_has (self, 0) ? MIN (self->low[0], low) : low;
  self->high[0] = MAX (self->high[0], low);
  self->has_zero = TRUE;
}

guint
atlas_pair_axis_find (const AtlasPairAxis *self, double value)
{
  g_return_val_if_fail (self != NULL, 0);

  for (guint class = ATLAS_PAIR_CLASSES; value > 0 && class -- > 1;)
    if (self->n_values[class] > 0 && value >= self->low[class])
      return class;
  return 0;
}

gboolean
atlas_pair_axis_has (const AtlasPairAxis *self, guint class)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (class < ATLAS_PAIR_CLASSES, FALSE);

  return self->n_values[class] > 0 || (class == 0 && self->has_zero);
}

void
atlas_pair_get_color (guint cell, gboolean dark, double rgb[3])
{
  guint32 hex;

  g_return_if_fail (cell < ATLAS_PAIR_CELLS);
  g_return_if_fail (rgb != NULL);

  hex = dark ? dark_map[cell] : light[cell];
  for (guint i = 0; i < 3; i++)
    rgb[i] = (hex >> (16 - 8 * i) & 0xff) / 255.0;
}
