/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include <math.h>
#include <string.h>

#include "atlas-i18n.h"
#include "atlas-map-style.h"
#include "atlas-number.h"
#include "atlas-region.h"

/* A comparison: each region in one of nine colours, by two counts at once. */

/* Of a name, which may be a whole search: with both and their numbers a cell's words must have room in
 * AtlasMapClass. The legend has the names in full. */
#define NAME_BYTES 40

static char *
dup_short_name (AtlasMeasure *measure, guint side)
{
  g_autofree char *name = atlas_measure_dup_side_name (measure, side);
  const char *end = name;

  if (strlen (name) <= NAME_BYTES)
    return g_steal_pointer (&name);
  while (g_utf8_next_char (end) <= name + NAME_BYTES)
    end = g_utf8_next_char (end);
  return g_strdup_printf ("%.*s…", (int) (end - name), name);
}

static void
label_cell (AtlasMapClass *class, const AtlasPairAxis axes[2], char *const names[2])
{
  char *ranges[2] = { NULL };
  g_autofree char *label = NULL;

  for (guint side = 0; side < 2; side++)
    {
      guint at = side == 0 ? class->column : class->row;

      ranges[side] = atlas_pair_axis_has (&axes[side], at)
                       ? atlas_number_format_range ((gint64) axes[side].low[at], (gint64) axes[side].high[at])
                       : NULL;
    }
  if (ranges[0] != NULL && ranges[1] != NULL)
    /* Translators: a cell of the legend's square: two names, each with its numbers: "Nurses 13–40, Teachers
       0–12" */
    label = g_strdup_printf (_ ("%s %s, %s %s"), names[0], ranges[0], names[1], ranges[1]);
  g_strlcpy (class->label, label ? label : "", sizeof class->label);
  g_free (ranges[0]);
  g_free (ranges[1]);
}

static guint
find_cell (const AtlasPairAxis axes[2], const AtlasAreaValue *value)
{
  return atlas_pair_cell (atlas_pair_axis_find (&axes[0], value->pair[0]),
                          atlas_pair_axis_find (&axes[1], value->pair[1]));
}

static void
init_axis (AtlasMapView *self, guint side, AtlasPairAxis *axis)
{
  const AtlasMeasured *scale = atlas_map_view_has_scale (self) ? self->scale_measured : self->measured;
  guint n = MIN (atlas_region_get_n (), ATLAS_TILE_MAX_REGIONS);
  double values[ATLAS_TILE_MAX_REGIONS];

  for (guint i = 0; i < n; i++)
    {
      const AtlasAreaValue *value = atlas_measured_find (scale, i);

      values[i] = value && value->pair[0] + value->pair[1] > 0 ? value->pair[side] : NAN;
    }
  atlas_pair_axis_init (axis, values, n);
}

void
atlas_map_view_compare_regions (AtlasMapView *self, AtlasTileLook *look)
{
  AtlasMeasure *measure = self->measured->measure;
  guint n = MIN (atlas_region_get_n (), ATLAS_TILE_MAX_REGIONS);
  const AtlasMapClass *cells;
  char *names[2] = { dup_short_name (measure, 0), dup_short_name (measure, 1) };
  AtlasPairAxis axes[2];
  guint n_empty = 0;

  for (guint side = 0; side < 2; side++)
    init_axis (self, side, &axes[side]);
  for (guint i = 0; i < n; i++)
    {
      const AtlasAreaValue *value = atlas_measured_find (self->measured, i);

      n_empty += value != NULL && value->pair[0] + value->pair[1] == 0;
    }

  self->n_classes = 0;
  if (n_empty > 0)
    {
      self->classes[0] = (AtlasMapClass){ .type = ATLAS_MAP_CLASS_NONE,
                                          .n_regions = n_empty,
                                          .color = atlas_map_style_get (self->dark)->land };
      g_strlcpy (self->classes[0].label, atlas_measure_get_neither_label (), sizeof self->classes[0].label);
      self->n_classes++;
    }
  cells = &self->classes[self->n_classes];
  for (guint i = 0; i < ATLAS_PAIR_CELLS; i++)
    {
      AtlasMapClass *class = &self->classes[self->n_classes++];
      double rgb[3];

      atlas_pair_get_color (i, self->dark, rgb);
      *class = (AtlasMapClass){
        .type = ATLAS_MAP_CLASS_PAIR,
        .low = axes[0].low[i % ATLAS_PAIR_CLASSES],
        .high = axes[1].low[i / ATLAS_PAIR_CLASSES],
        .color = { (float) rgb[0], (float) rgb[1], (float) rgb[2], 1 },
        .column = i % ATLAS_PAIR_CLASSES,
        .row = i / ATLAS_PAIR_CLASSES,
      };
      label_cell (class, axes, names);
    }
  for (guint i = 0; i < n; i++)
    {
      const AtlasAreaValue *value = atlas_measured_find (self->measured, i);

      if (value != NULL && value->pair[0] + value->pair[1] > 0)
        self->classes[cells - self->classes + find_cell (axes, value)].n_regions++;
    }
  g_free (names[0]);
  g_free (names[1]);
  atlas_map_view_keep_hidden (self);

  for (guint i = 0; i < n; i++)
    {
      const AtlasAreaValue *value = atlas_measured_find (self->measured, i);

      if (value == NULL)
        continue;
      atlas_map_view_get_fill (
        self, value->pair[0] + value->pair[1] > 0 ? &cells[find_cell (axes, value)] : &self->classes[0],
        &look->fills[i], &look->patterns[i]);
    }
}
