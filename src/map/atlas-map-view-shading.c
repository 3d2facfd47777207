/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-view-private.h"

#include <math.h>
#include <string.h>

#include "atlas-county.h"
#include "atlas-i18n.h"
#include "atlas-map-style.h"
#include "atlas-mercator.h"
#include "atlas-number.h"
#include "atlas-region.h"

/* "Five or so" is what an eye tells apart without looking back at the legend. */
#define MAX_CLASSES 5

/* One area, and what it comes to. */
typedef struct
{
  guint key;
  gboolean is_county;
  gboolean shaded; /* is in a class */
  gboolean empty;  /* zero, or nobody lives there: the land's own colour */
  gboolean few;    /* a percentage or an average of few people */
  double value;    /* NaN: unknown */
} Area;

typedef struct
{
  AtlasShadingRule rule;
  GArray *areas;  /* Area */
  GArray *values; /* double, of these: what is shaded; else NaN */
} Values;

static void
values_init (Values *self)
{
  self->areas = g_array_new (FALSE, FALSE, sizeof (Area));
  self->values = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
values_clear (Values *self)
{
  g_clear_pointer (&self->areas, g_array_unref);
  g_clear_pointer (&self->values, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Values, values_clear)

static void
add_area (Values *self, const Area *area)
{
  double value = area->shaded && !area->few && !(area->empty && !self->rule.counts) ? area->value : NAN;

  g_array_append_val (self->areas, *area);
  g_array_append_val (self->values, value);
}

static void
read_members (AtlasMapView *self, AtlasPointSet *points, Values *values)
{
  const AtlasPointCount *counts = atlas_point_set_get_regions (points);

  values->rule = (AtlasShadingRule){ .breaks = self->breaks, .max_classes = MAX_CLASSES, .counts = TRUE };
  for (guint i = 0; i < atlas_region_get_n (); i++)
    /* Provinces at home are not among those in which nobody lives. */
    add_area (values,
              &(Area){ .key = i,
                       .shaded = counts[i].members > 0 || strcmp (atlas_region_get_country (i), "RW") != 0,
                       .empty = counts[i].members == 0,
                       .value = counts[i].members });
}

static void
read_measured (AtlasMapView *self, AtlasMeasured *measured, Values *values)
{
  atlas_measure_init_rule (measured->measure, self->breaks, &values->rule);
  for (guint i = 0; i < atlas_region_get_n (); i++)
    {
      const AtlasAreaValue *value = atlas_measured_find (measured, i);

      add_area (values, &(Area){ .key = i,
                                 .shaded = value != NULL,
                                 .empty = value != NULL && values->rule.counts && value->value == 0,
                                 .few = value && atlas_measure_is_of_few (measured->measure, value),
                                 .value = value ? value->value : NAN });
    }
}

/* What a county comes to of which nothing was counted: nobody lives there. */
static Area
make_empty_county (AtlasMeasure *measure, guint code, gboolean counts)
{
  AtlasMeasureType type = atlas_measure_get_type (measure);
  gboolean estimated = atlas_measure_type_is_estimated (type);

  return (Area){ .key = code,
                 .is_county = TRUE,
                 .shaded = TRUE,
                 .empty = !estimated,
                 .value = counts && !estimated ? 0 : NAN };
}

/* Counts of a province would leave no difference between counties, so it has no shade beside them. A share or
 * an age is the same kind of number whatever the area's size. */
static void
read_counties (AtlasMapView *self, AtlasMeasured *counties, AtlasMeasured *measured, Values *values)
{
  atlas_measure_init_rule (counties->measure, self->breaks, &values->rule);
  for (guint i = 0; i < atlas_county_get_n (); i++)
    {
      guint code = atlas_county_get_code (i);
      const AtlasAreaValue *value = atlas_measured_find (counties, code);
      Area area = make_empty_county (counties->measure, code, values->rule.counts);

      if (atlas_county_get_region (code) == ATLAS_REGION_NONE)
        continue;
      if (value != NULL)
        {
          area.value = value->value;
          area.empty = values->rule.counts && value->value == 0;
          area.few = atlas_measure_is_of_few (counties->measure, value);
        }
      add_area (values, &area);
    }
  for (guint i = 0; measured != NULL && !values->rule.counts && i < atlas_region_get_n (); i++)
    {
      const AtlasAreaValue *value = atlas_measured_find (measured, i);

      if (value != NULL && strcmp (atlas_region_get_country (i), "CA") == 0)
        add_area (values, &(Area){ .key = i,
                                   .shaded = TRUE,
                                   .few = atlas_measure_is_of_few (measured->measure, value),
                                   .value = value->value });
    }
}

/* As they are shown, or as the scale is made of. @counties: NULL: regions are shown */
static void
read_values (
  AtlasMapView *self, AtlasPointSet *points, AtlasMeasured *measured, AtlasMeasured *counties, Values *values)
{
  if (counties != NULL)
    read_counties (self, counties, measured, values);
  else if (measured != NULL)
    read_measured (self, measured, values);
  else
    read_members (self, points, values);
  values->rule.n_own = self->n_own_breaks;
  memcpy (values->rule.own, self->own_breaks, sizeof values->rule.own);
}

static gboolean
is_of_measure (const AtlasMeasured *scale, const AtlasMeasured *shown)
{
  return shown == NULL || (scale != NULL && scale->measure == shown->measure);
}

gboolean
atlas_map_view_has_scale (AtlasMapView *self)
{
  return self->scale_points != NULL && is_of_measure (self->scale_measured, self->measured) &&
         (!atlas_map_view_shows_counties (self) || is_of_measure (self->scale_counties, self->counties));
}

static guint
classify_values (const Values *values, AtlasShade *shades)
{
  return atlas_shading_classify (&values->rule, (const double *) (gpointer) values->values->data,
                                 values->values->len, shades);
}

/* Those of another scale, with the areas that are in them now. */
static guint
classify_by_scale (AtlasMapView *self, const Values *values, AtlasShade *shades)
{
  g_auto (Values) scale = { 0 };
  guint n_shades;

  values_init (&scale);
  read_values (self, self->scale_points, self->measured ? self->scale_measured : NULL,
               atlas_map_view_shows_counties (self) ? self->scale_counties : NULL, &scale);
  n_shades = classify_values (&scale, shades);
  for (guint i = 0; i < n_shades; i++)
    shades[i].n_values = 0;
  for (guint i = 0; i < values->values->len; i++)
    {
      int shade =
        atlas_shading_find (&values->rule, shades, n_shades, g_array_index (values->values, double, i));

      if (shade >= 0)
        shades[shade].n_values++;
    }
  return n_shades;
}

static AtlasMeasured *
get_shown (AtlasMapView *self)
{
  return atlas_map_view_shows_counties (self) ? self->counties : self->measured;
}

AtlasMeasure *
atlas_map_view_get_measure (AtlasMapView *self)
{
  AtlasMeasured *measured = get_shown (self);

  return measured != NULL ? measured->measure : NULL;
}

static void
label_class (AtlasMapView *self, AtlasMapClass *class)
{
  g_autofree char *range = NULL;

  if (get_shown (self) != NULL)
    range = atlas_measure_format_range (get_shown (self)->measure, class->low, class->high);
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

/* The classes without values, then those of @shades. */
static void
list_classes (AtlasMapView *self, const Values *values, const AtlasShade *shades, guint n_shades)
{
  const GdkRGBA *land = &atlas_map_style_get (self->dark)->land;
  guint n_unknown = 0, n_empty = 0, n_few = 0;

  for (guint i = 0; i < values->areas->len; i++)
    {
      const Area *area = &g_array_index (values->areas, Area, i);

      n_empty += area->shaded && area->empty;
      n_unknown += area->shaded && !area->empty && isnan (area->value);
      n_few += area->shaded && area->few;
    }
  self->n_classes = 0;
  if (n_unknown > 0)
    add_class (self, ATLAS_MAP_CLASS_UNKNOWN, n_unknown,
               get_shown (self) ? atlas_measured_get_unknown_label (get_shown (self)) : "", land);
  if (n_empty > 0)
    add_class (self, ATLAS_MAP_CLASS_NONE, n_empty, values->rule.counts ? _ ("None") : _ ("Nobody"), land);
  if (n_few > 0)
    {
      g_autofree char *label = atlas_measure_dup_few_label ();

      add_class (self, ATLAS_MAP_CLASS_FEW, n_few, label, land);
    }
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

/* The nth class of its type; -1: none. */
static int
find_class (AtlasMapView *self, AtlasMapClassType type, guint nth)
{
  for (guint i = 0; i < self->n_classes; i++)
    if (self->classes[i].type == type && nth-- == 0)
      return (int) i;
  return -1;
}

/* Which of the classes an area is in; -1: none. */
static int
find_class_of (
  AtlasMapView *self, const Values *values, guint index, const AtlasShade *shades, guint n_shades)
{
  const Area *area = &g_array_index (values->areas, Area, index);
  double value = g_array_index (values->values, double, index);
  int shade = atlas_shading_find (&values->rule, shades, n_shades, value);

  if (!area->shaded)
    return -1;
  if (area->empty)
    return find_class (self, ATLAS_MAP_CLASS_NONE, 0);
  if (area->few)
    return find_class (self, ATLAS_MAP_CLASS_FEW, 0);
  return shade >= 0 ? find_class (self, ATLAS_MAP_CLASS_VALUES, (guint) shade)
                    : find_class (self, ATLAS_MAP_CLASS_UNKNOWN, 0);
}

void
atlas_map_view_get_fill (AtlasMapView *self, const AtlasMapClass *class, GdkRGBA *fill, guint8 *pattern)
{
  gboolean shaded = class->type == ATLAS_MAP_CLASS_VALUES || class->type == ATLAS_MAP_CLASS_PAIR;

  *pattern = class->hidden                            ? ATLAS_TILE_HOLLOW
             : class->type == ATLAS_MAP_CLASS_UNKNOWN ? ATLAS_TILE_HATCHED
             : class->type == ATLAS_MAP_CLASS_FEW     ? ATLAS_TILE_DOTTED
                                                      : ATLAS_TILE_PLAIN;
  /* The land has its own, which another map beneath takes the place of. */
  *fill = shaded          ? class->color
          : class->hidden ? atlas_map_style_get (self->dark)->hatch
                          : (GdkRGBA){ 0, 0, 0, 0 };
}

static void
paint_areas (AtlasMapView *self, const Values *values, const AtlasShade *shades, guint n_shades)
{
  g_autoptr (AtlasTileLook) look = atlas_tile_look_new (self->dark);

  G_STATIC_ASSERT (ATLAS_SHADES_MAX + 3 <= ATLAS_TILE_MAX_COUNTY_FILLS);

  look->with_counties = atlas_map_view_shows_counties (self);
  for (guint i = 0; look->with_counties && i < self->n_classes; i++)
    atlas_map_view_get_fill (self, &self->classes[i], &look->county_fills[i], &look->county_patterns[i]);
  for (guint i = 0; i < values->areas->len; i++)
    {
      const Area *area = &g_array_index (values->areas, Area, i);
      int index = find_class_of (self, values, i, shades, n_shades);

      /* What is the land's own colour needs no fill. */
      if (index < 0 || (self->classes[index].type == ATLAS_MAP_CLASS_NONE && !self->classes[index].hidden))
        continue;
      if (area->is_county)
        look->counties[area->key] = (guint8) (index + 1);
      else
        atlas_map_view_get_fill (self, &self->classes[index], &look->fills[area->key],
                                 &look->patterns[area->key]);
    }
  atlas_base_map_source_set_look (self->source, look);
}

static void
classify (AtlasMapView *self)
{
  g_auto (Values) values = { 0 };
  AtlasShade shades[ATLAS_SHADES_MAX];
  guint n_shades;

  if ((self->points == NULL && self->measured == NULL) || !self->show_regions)
    {
      g_autoptr (AtlasTileLook) plain = atlas_tile_look_new (self->dark);

      self->n_classes = 0;
      atlas_base_map_source_set_look (self->source, plain);
      return;
    }

  memcpy (self->old_classes, self->classes, sizeof self->classes);
  self->n_old_classes = self->n_classes;
  if (self->measured != NULL && atlas_measure_get_type (self->measured->measure) == ATLAS_MEASURE_COMPARE)
    {
      g_autoptr (AtlasTileLook) look = atlas_tile_look_new (self->dark);

      atlas_map_view_compare_regions (self, look);
      atlas_base_map_source_set_look (self->source, look);
      return;
    }
  values_init (&values);
  read_values (self, self->points, self->measured,
               atlas_map_view_shows_counties (self) ? self->counties : NULL, &values);
  if (atlas_map_view_has_scale (self))
    n_shades = classify_by_scale (self, &values, shades);
  else
    n_shades = classify_values (&values, shades);
  list_classes (self, &values, shades, n_shades);
  atlas_map_view_keep_hidden (self);
  paint_areas (self, &values, shades, n_shades);
}

/* Circles of areas that are hidden fade with them. */
static gboolean
is_hidden_at (double x, double y, gpointer data)
{
  AtlasMapView *self = data;
  const AtlasTileLook *look = atlas_base_map_source_get_look (self->source);
  AtlasMapArea area =
    atlas_map_view_get_area_at (self, atlas_mercator_latitude (y), atlas_mercator_longitude (x));
  guint8 class;

  if (area.key == ATLAS_MAP_AREA_NONE)
    return FALSE;
  if (area.areas == ATLAS_AREAS_REGIONS)
    return look->patterns[area.key] == ATLAS_TILE_HOLLOW;
  class = look->counties[area.key];
  return class > 0 && look->county_patterns[class - 1] == ATLAS_TILE_HOLLOW;
}

static void
update_fade (AtlasMapView *self)
{
  gboolean any = FALSE;

  for (guint i = 0; i < self->n_classes; i++)
    any |= self->classes[i].hidden;
  atlas_cluster_layer_set_fade (self->clusters, any ? is_hidden_at : NULL, self);
}

void
atlas_map_view_update_shading (AtlasMapView *self)
{
  AtlasMapClass before[ATLAS_MAP_MAX_CLASSES];
  guint n_before = self->n_classes;

  memcpy (before, self->classes, sizeof before);
  classify (self);
  update_fade (self);
  atlas_map_view_unsettle (self);
  g_signal_emit_by_name (self, "values-changed");

  if (n_before == self->n_classes && memcmp (before, self->classes, n_before * sizeof *before) == 0)
    return;

  atlas_map_view_update_legend (self);
  g_signal_emit_by_name (self, "classes-changed");
}

void
atlas_map_view_set_counties (AtlasMapView *self, AtlasMeasured *counties)
{
  gboolean shown;

  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (counties == NULL || counties->areas == ATLAS_AREAS_COUNTIES);

  if (self->counties == counties)
    return;

  shown = atlas_map_view_shows_counties (self);
  g_clear_pointer (&self->counties, atlas_measured_unref);
  self->counties = counties ? atlas_measured_ref (counties) : NULL;
  if (self->level != ATLAS_AREAS_COUNTIES)
    return;
  if (shown != atlas_map_view_shows_counties (self))
    atlas_map_view_forget_areas (self);
  atlas_map_view_update_shading (self);
  atlas_map_view_update_legend (self);
}

AtlasMeasured *
atlas_map_view_get_counties (AtlasMapView *self)
{
  g_return_val_if_fail (ATLAS_IS_MAP_VIEW (self), NULL);

  return self->counties;
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
atlas_map_view_set_scale (AtlasMapView *self,
                          AtlasPointSet *points,
                          AtlasMeasured *measured,
                          AtlasMeasured *counties)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));
  g_return_if_fail (points == NULL || ATLAS_IS_POINT_SET (points));

  if (self->scale_points == points && self->scale_measured == measured && self->scale_counties == counties)
    return;

  g_set_object (&self->scale_points, points);
  g_clear_pointer (&self->scale_measured, atlas_measured_unref);
  self->scale_measured = measured ? atlas_measured_ref (measured) : NULL;
  g_clear_pointer (&self->scale_counties, atlas_measured_unref);
  self->scale_counties = counties ? atlas_measured_ref (counties) : NULL;
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
  atlas_map_view_write_legend (self);
}

void
atlas_map_view_show_all_classes (AtlasMapView *self)
{
  g_return_if_fail (ATLAS_IS_MAP_VIEW (self));

  for (guint i = 0; i < self->n_classes; i++)
    self->classes[i].hidden = FALSE;
  atlas_map_view_update_shading (self);
  atlas_map_view_write_legend (self);
}
