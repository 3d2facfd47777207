/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include <math.h>

#include "atlas-i18n.h"
#include "atlas-map-style.h"
#include "atlas-number.h"
#include "atlas-region.h"

/* "Five or so" is what an eye tells apart without looking back at the legend. */
#define MAX_CLASSES 5

/* What the regions come to. */
typedef struct
{
  AtlasShadingRule rule;
  guint n_regions;
  double values[ATLAS_TILE_MAX_REGIONS]; /* NaN: unknown, or not among those that are shaded */
  gboolean shaded[ATLAS_TILE_MAX_REGIONS];
} Values;

static void
read_members (AtlasMapView *self, AtlasPointSet *points, Values *values)
{
  const AtlasPointCount *counts = atlas_point_set_get_regions (points);

  values->rule = (AtlasShadingRule){ .breaks = self->breaks, .max_classes = MAX_CLASSES, .counts = TRUE };
  for (guint i = 0; i < values->n_regions; i++)
    {
      values->values[i] = counts[i].members;
      values->shaded[i] = TRUE;
    }
}

static void
read_measured (AtlasMapView *self, AtlasMeasured *measured, Values *values)
{
  atlas_measure_init_rule (measured->measure, self->breaks, &values->rule);
  for (guint i = 0; i < values->n_regions; i++)
    {
      const AtlasAreaValue *value = atlas_measured_find (measured, i);

      values->values[i] = value ? value->value : NAN;
      values->shaded[i] = value != NULL;
    }
}

/* @points, @measured: as they are shown, or as the scale is made of. */
static void
read_values (AtlasMapView *self, AtlasPointSet *points, AtlasMeasured *measured, Values *values)
{
  values->n_regions = MIN (atlas_region_get_n (), ATLAS_TILE_MAX_REGIONS);
  if (measured != NULL)
    read_measured (self, measured, values);
  else
    read_members (self, points, values);
  values->rule.n_own = self->n_own_breaks;
  memcpy (values->rule.own, self->own_breaks, sizeof values->rule.own);
}

gboolean
atlas_map_view_has_scale (AtlasMapView *self)
{
  if (self->scale_points == NULL || self->measured == NULL)
    return self->scale_points != NULL;
  return self->scale_measured != NULL && self->scale_measured->measure == self->measured->measure;
}

/* Those of another scale, with the regions that are in them now. */
static guint
classify_by_scale (AtlasMapView *self, const Values *values, AtlasShade *shades)
{
  g_autofree Values *scale = g_new0 (Values, 1);
  guint n_shades;

  read_values (self, self->scale_points, self->measured ? self->scale_measured : NULL, scale);
  n_shades = atlas_shading_classify (&scale->rule, scale->values, scale->n_regions, shades);
  for (guint i = 0; i < n_shades; i++)
    shades[i].n_values = 0;
  for (guint i = 0; i < values->n_regions; i++)
    {
      int shade = atlas_shading_find (&values->rule, shades, n_shades, values->values[i]);

      if (shade >= 0)
        shades[shade].n_values++;
    }
  return n_shades;
}

static void
label_class (AtlasMapView *self, AtlasMapClass *class)
{
  g_autofree char *range = NULL;

  if (self->measured != NULL)
    range = atlas_measure_format_range (self->measured->measure, class->low, class->high);
  else
    range = atlas_number_format_range ((gint64) class->low, (gint64) class->high);
  g_strlcpy (class->label, range, sizeof class->label);
}

static void
add_class (
  AtlasMapView *self, AtlasMapClassType type, guint n_regions, const char *label, const GdkRGBA *color)
{
  AtlasMapClass *class = &self->classes[self->n_classes++];

  *class = (AtlasMapClass){ .type = type, .n_regions = n_regions, .color = *color };
  g_strlcpy (class->label, label, sizeof class->label);
}

static const char *
get_unknown_label (AtlasMapView *self)
{
  AtlasMeasureType type =
    self->measured ? atlas_measure_get_type (self->measured->measure) : ATLAS_MEASURE_MEMBERS;

  return type == ATLAS_MEASURE_COVERAGE || type == ATLAS_MEASURE_NOT_REACHED ? _ ("No estimate")
                                                                             : _ ("Nothing known");
}

/* The classes without values, then those of @shades. */
static void
list_classes (AtlasMapView *self, const Values *values, const AtlasShade *shades, guint n_shades)
{
  const GdkRGBA *land = &atlas_map_style_get (self->dark)->land;
  guint n_unknown = 0, n_empty = 0;

  for (guint i = 0; i < values->n_regions; i++)
    {
      n_unknown += values->shaded[i] && isnan (values->values[i]);
      n_empty += values->rule.counts && values->values[i] == 0;
    }
  self->n_classes = 0;
  if (n_unknown > 0)
    add_class (self, ATLAS_MAP_CLASS_UNKNOWN, n_unknown, get_unknown_label (self), land);
  if (n_empty > 0)
    add_class (self, ATLAS_MAP_CLASS_NONE, n_empty, _ ("None"), land);
  for (guint i = 0; i < n_shades; i++)
    {
      AtlasMapClass *class = &self->classes[self->n_classes++];
      double rgb[3];

      atlas_shading_get_color (&values->rule, shades, n_shades, i, self->dark, rgb);
      *class = (AtlasMapClass){
        .type = ATLAS_MAP_CLASS_VALUES,
        .low = shades[i].low,
        .high = shades[i].high,
        .n_regions = shades[i].n_values,
        .color = { (float) rgb[0], (float) rgb[1], (float) rgb[2], 1 },
      };
      label_class (self, class);
    }
}

void
atlas_map_view_keep_hidden (AtlasMapView *self)
{
  for (guint i = 0; i < self->n_classes; i++)
    for (guint k = 0; k < self->n_old_classes; k++)
      {
        const AtlasMapClass *before = &self->old_classes[k];

        if (self->classes[i].type == before->type && strcmp (self->classes[i].label, before->label) == 0)
          self->classes[i].hidden = before->hidden;
      }
}

static const AtlasMapClass *
find_class (AtlasMapView *self, AtlasMapClassType type, guint index)
{
  for (guint i = 0; i < self->n_classes; i++)
    if (self->classes[i].type == type && index-- == 0)
      return &self->classes[i];
  return NULL;
}

static void
paint_regions (AtlasMapView *self, const Values *values, const AtlasShade *shades, guint n_shades)
{
  GdkRGBA fills[ATLAS_TILE_MAX_REGIONS] = { 0 };
  gboolean hatched[ATLAS_TILE_MAX_REGIONS] = { FALSE };

  for (guint i = 0; i < values->n_regions; i++)
    {
      int shade = atlas_shading_find (&values->rule, shades, n_shades, values->values[i]);
      const AtlasMapClass *class = shade >= 0 ? find_class (self, ATLAS_MAP_CLASS_VALUES, (guint) shade)
                                              : find_class (self, ATLAS_MAP_CLASS_UNKNOWN, 0);

      if (!values->shaded[i] || class == NULL || class->hidden)
        continue;
      if (shade >= 0)
        fills[i] = class->color;
      else
        hatched[i] = isnan (values->values[i]);
    }
  atlas_base_map_source_set_look (self->source, self->dark, fills, hatched);
}

static void
classify (AtlasMapView *self)
{
  g_autofree Values *values = g_new0 (Values, 1);
  AtlasShade shades[ATLAS_SHADES_MAX];
  guint n_shades;

  if (self->points == NULL || !self->show_regions)
    {
      self->n_classes = 0;
      atlas_base_map_source_set_look (self->source, self->dark, NULL, NULL);
      return;
    }

  memcpy (self->old_classes, self->classes, sizeof self->classes);
  self->n_old_classes = self->n_classes;
  if (self->measured != NULL && atlas_measure_get_type (self->measured->measure) == ATLAS_MEASURE_COMPARE)
    {
      GdkRGBA fills[ATLAS_TILE_MAX_REGIONS] = { 0 };

      atlas_map_view_compare_regions (self, fills);
      atlas_base_map_source_set_look (self->source, self->dark, fills, NULL);
      return;
    }
  read_values (self, self->points, self->measured, values);
  if (atlas_map_view_has_scale (self))
    n_shades = classify_by_scale (self, values, shades);
  else
    n_shades = atlas_shading_classify (&values->rule, values->values, values->n_regions, shades);
  list_classes (self, values, shades, n_shades);
  atlas_map_view_keep_hidden (self);
  paint_regions (self, values, shades, n_shades);
}

void
atlas_map_view_update_legend (AtlasMapView *self)
{
  /* A legend of nothing but "None" says nothing. */
  gboolean any = self->n_classes > 0 && (self->classes[self->n_classes - 1].type == ATLAS_MAP_CLASS_VALUES ||
                                         self->measured != NULL);
  g_autofree char *title =
    self->measured ? atlas_measure_dup_title (self->measured->measure) : g_strdup (_ ("Members by region"));

  atlas_map_legend_set_title (self->legend, title);
  if (self->measured != NULL && atlas_measure_get_type (self->measured->measure) == ATLAS_MEASURE_COMPARE)
    {
      g_autofree char *first = atlas_measure_dup_side_name (self->measured->measure, 0);
      g_autofree char *second = atlas_measure_dup_side_name (self->measured->measure, 1);

      /* Their names stand along the square. */
      atlas_map_legend_set_title (self->legend, atlas_measure_type_get_label (ATLAS_MEASURE_COMPARE));
      atlas_map_legend_set_pair_names (self->legend, first, second);
    }
  if (any)
    atlas_map_legend_set_classes (self->legend, self->classes, self->n_classes);
  else
    atlas_map_legend_set_classes (self->legend, NULL, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->legend),
                          self->show_legend && (any || gtk_widget_get_visible (GTK_WIDGET (self->heat))));
}

void
atlas_map_view_update_shading (AtlasMapView *self)
{
  AtlasMapClass before[ATLAS_MAP_MAX_CLASSES];
  guint n_before = self->n_classes;

  memcpy (before, self->classes, sizeof before);
  classify (self);
  atlas_map_view_unsettle (self);
  g_signal_emit_by_name (self, "values-changed");

  if (n_before == self->n_classes && memcmp (before, self->classes, n_before * sizeof *before) == 0)
    return;

  atlas_map_view_update_legend (self);
  g_signal_emit_by_name (self, "classes-changed");
}

void
atlas_map_view_set_measured (AtlasMapView *self, AtlasMeasured *measured)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  if (self->measured == measured)
    return;

  g_clear_pointer (&self->measured, atlas_measured_unref);
  self->measured = measured ? atlas_measured_ref (measured) : NULL;
  atlas_map_view_update_shading (self);
  atlas_map_view_update_legend (self); /* its title too */
}

void
atlas_map_view_set_scale (AtlasMapView *self, AtlasPointSet *points, AtlasMeasured *measured)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (points == NULL || ATLAS_IS_POINT_SET (points));

  if (self->scale_points == points && self->scale_measured == measured)
    return;

  g_set_object (&self->scale_points, points);
  g_clear_pointer (&self->scale_measured, atlas_measured_unref);
  self->scale_measured = measured ? atlas_measured_ref (measured) : NULL;
  atlas_cluster_layer_set_scale_points (self->clusters, points);
  atlas_heat_layer_set_scale_points (self->heat, points);
  atlas_map_view_update_shading (self);
}

AtlasMeasured *
atlas_map_view_get_measured (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), NULL);

  return self->measured;
}

void
atlas_map_view_set_breaks (AtlasMapView *self, AtlasBreaks breaks, const double *own, guint n_own)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (n_own < ATLAS_SHADES_MAX);
  g_return_if_fail (own != NULL || n_own == 0);

  self->breaks = breaks;
  self->n_own_breaks = n_own;
  for (guint i = 0; i < n_own; i++)
    self->own_breaks[i] = own[i];
  atlas_map_view_update_shading (self);
}

guint
atlas_map_view_get_classes (AtlasMapView *self, AtlasMapClass classes[ATLAS_MAP_MAX_CLASSES])
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), 0);

  memcpy (classes, self->classes, self->n_classes * sizeof *classes);
  return self->n_classes;
}

void
atlas_map_view_set_class_hidden (AtlasMapView *self, guint index, gboolean hidden)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (index < self->n_classes);

  if (self->classes[index].hidden == hidden)
    return;
  self->classes[index].hidden = hidden;
  atlas_map_view_update_shading (self);
  atlas_map_view_update_legend (self);
}
