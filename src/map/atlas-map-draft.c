/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-map-draft.h"

#include <math.h>

#include "atlas-distance.h"
#include "atlas-i18n.h"
#include "atlas-mercator.h"
#include "atlas-point-polygon.h"

/* How far a lasso's line may be moved to spare a corner, in pixels. */
#define LASSO_TOLERANCE 1.0

#define LEAST_RADIUS_KM 0.1
#define MOST_RADIUS_KM  10000.0

void
atlas_map_draft_init (AtlasMapDraft *self)
{
  *self = (AtlasMapDraft){ .corners = g_array_new (FALSE, FALSE, sizeof (AtlasMapPoint)) };
}

void
atlas_map_draft_clear (AtlasMapDraft *self)
{
  g_clear_pointer (&self->corners, g_array_unref);
}

gboolean
atlas_map_draft_is_active (const AtlasMapDraft *self)
{
  return self->tool != ATLAS_MAP_TOOL_POINTER;
}

static const AtlasMapPoint *
get_first (const AtlasMapDraft *self)
{
  return &g_array_index (self->corners, AtlasMapPoint, 0);
}

void
atlas_map_draft_begin (AtlasMapDraft *self, AtlasMapTool tool, double x, double y)
{
  g_return_if_fail (tool != ATLAS_MAP_TOOL_POINTER);

  self->tool = tool;
  self->radius_km = 0;
  self->hand = (AtlasMapPoint){ CLAMP (x, 0, 1), CLAMP (y, 0, 1) };
  g_array_set_size (self->corners, 0);
  g_array_append_val (self->corners, self->hand);
}

void
atlas_map_draft_cancel (AtlasMapDraft *self)
{
  self->tool = ATLAS_MAP_TOOL_POINTER;
  g_array_set_size (self->corners, 0);
}

void
atlas_map_draft_move (AtlasMapDraft *self, double x, double y)
{
  g_return_if_fail (atlas_map_draft_is_active (self));

  self->hand = (AtlasMapPoint){ CLAMP (x, 0, 1), CLAMP (y, 0, 1) };
  if (self->tool == ATLAS_MAP_TOOL_CIRCLE)
    self->radius_km = atlas_distance_km (
      atlas_mercator_latitude (get_first (self)->y), atlas_mercator_longitude (get_first (self)->x),
      atlas_mercator_latitude (self->hand.y), atlas_mercator_longitude (self->hand.x));
}

void
atlas_map_draft_add_corner (AtlasMapDraft *self)
{
  g_return_if_fail (self->tool == ATLAS_MAP_TOOL_LASSO);

  g_array_append_val (self->corners, self->hand);
}

/* 10, 11 ... 20, 22 ... 50, 55 ... 100: each is a tenth more or less. */
static double
get_round_step (double radius)
{
  double magnitude = pow (10, floor (log10 (radius)));

  return radius < 2 * magnitude ? magnitude / 10 : radius < 5 * magnitude ? magnitude / 5 : magnitude / 2;
}

void
atlas_map_draft_set_radius (AtlasMapDraft *self, double km, int steps, gboolean imperial)
{
  double unit = imperial ? ATLAS_KM_PER_MILE : 1;
  double radius, step;

  g_return_if_fail (self->tool == ATLAS_MAP_TOOL_CIRCLE);

  radius = CLAMP (km, LEAST_RADIUS_KM, MOST_RADIUS_KM) / unit;
  /* A little less than a round number the steps are those below it. */
  step = get_round_step (radius * (steps < 0 ? 1 - 1e-6 : 1 + 1e-6));
  radius = (round (radius / step) + steps) * step;
  self->radius_km = CLAMP (radius * unit, LEAST_RADIUS_KM, MOST_RADIUS_KM);
}

/* The destination at a distance and a bearing: C. Veness, "Calculate distance, bearing and more between
 * Latitude/Longitude points", from the spherical law of cosines. */
double *
atlas_map_circle_outline (double latitude, double longitude, double radius_km)
{
  double *xy = g_new (double, 2 * ATLAS_MAP_CIRCLE_POINTS);
  double phi = latitude * (G_PI / 180);
  double angle = radius_km / ATLAS_EARTH_RADIUS_KM;

  for (guint i = 0; i < ATLAS_MAP_CIRCLE_POINTS; i++)
    {
      double bearing = i * 2 * G_PI / ATLAS_MAP_CIRCLE_POINTS;
      double sine = sin (phi) * cos (angle) + cos (phi) * sin (angle) * cos (bearing);
      double away = atan2 (sin (bearing) * sin (angle) * cos (phi), cos (angle) - sin (phi) * sine);

      xy[2 * i] = atlas_mercator_x (longitude + away * (180 / G_PI));
      xy[2 * i + 1] = atlas_mercator_y (asin (CLAMP (sine, -1, 1)) * (180 / G_PI));
    }
  return xy;
}

double *
atlas_map_draft_dup_outline (const AtlasMapDraft *self, guint *n_points)
{
  const AtlasMapPoint *first;
  double *xy;

  g_return_val_if_fail (n_points != NULL, NULL);

  *n_points = 0;
  if (!atlas_map_draft_is_active (self))
    return NULL;

  first = get_first (self);
  switch (self->tool)
    {
    case ATLAS_MAP_TOOL_RECTANGLE:
      *n_points = 4;
      return g_memdup2 ((const double[]){ first->x, first->y, self->hand.x, first->y, self->hand.x,
                                          self->hand.y, first->x, self->hand.y },
                        8 * sizeof (double));
    case ATLAS_MAP_TOOL_CIRCLE:
      *n_points = ATLAS_MAP_CIRCLE_POINTS;
      return atlas_map_circle_outline (atlas_mercator_latitude (first->y),
                                       atlas_mercator_longitude (first->x), self->radius_km);
    case ATLAS_MAP_TOOL_LASSO:
    default:
      *n_points = self->corners->len + 1;
      xy = g_new (double, 2 * *n_points);
      for (guint i = 0; i < *n_points; i++)
        {
          const AtlasMapPoint *point =
            i < self->corners->len ? &g_array_index (self->corners, AtlasMapPoint, i) : &self->hand;

          xy[2 * i] = point->x;
          xy[2 * i + 1] = point->y;
        }
      return xy;
    }
}

/* As many decimals of a degree as a pixel needs. */
static double
get_degree_scale (double world)
{
  return pow (10, CLAMP (ceil (log10 (world / 360)), 0, ATLAS_SELECTION_DECIMALS));
}

static double
round_to (double value, double scale)
{
  return round (value * scale) / scale;
}

/* A radius in its unit, rounded to 1, 10, 100 ... or a tenth, whichever is nearest below a pixel. */
static double
get_round_radius (const AtlasMapDraft *self, double world, gboolean imperial)
{
  double unit = imperial ? ATLAS_KM_PER_MILE : 1;
  double latitude = atlas_mercator_latitude (get_first (self)->y);
  double pixel = 2 * G_PI * ATLAS_EARTH_RADIUS_KM * cos (latitude * (G_PI / 180)) / MAX (world, 1) / unit;
  double step = pow (10, CLAMP (floor (log10 (MAX (pixel, 1e-3))), -1, 1));

  return MAX (round (self->radius_km / unit / step) * step, 0);
}

char *
atlas_map_draft_describe_radius (const AtlasMapDraft *self, double world, gboolean imperial)
{
  double radius = get_round_radius (self, world, imperial);
  int decimals = radius < 10 && fabs (radius - round (radius)) > 0.01 ? 1 : 0;

  /* Translators: a circle's radius, as "52 km" */
  return imperial ? g_strdup_printf (_ ("%.*f mi"), decimals, radius)
                  : g_strdup_printf (_ ("%.*f km"), decimals, radius);
}

/* The lasso's line without what nobody sees. */
static GArray *
list_lasso (const AtlasMapDraft *self, double world)
{
  GArray *points = g_array_new (FALSE, FALSE, sizeof (AtlasSelectionPoint));
  double scale = get_degree_scale (world);
  guint n;
  g_autofree double *xy = atlas_map_draft_dup_outline (self, &n);

  n = atlas_polyline_simplify (xy, n, LASSO_TOLERANCE / world, ATLAS_SELECTION_MAX_POINTS);
  for (guint i = 0; i < n; i++)
    {
      AtlasSelectionPoint point = { round_to (atlas_mercator_latitude (xy[2 * i + 1]), scale),
                                    round_to (atlas_mercator_longitude (xy[2 * i]), scale) };

      g_array_append_val (points, point);
    }
  return points;
}

AtlasSelection *
atlas_map_draft_add_to (
  const AtlasMapDraft *self, AtlasSelection *selection, gboolean subtracted, double world, gboolean imperial)
{
  const AtlasMapPoint *first;
  const AtlasMapPoint *hand = &self->hand;
  g_autoptr (GArray) lasso = NULL;
  AtlasSelectionShape shape = { 0 };
  double scale = get_degree_scale (world);

  g_return_val_if_fail (atlas_map_draft_is_active (self), NULL);

  first = get_first (self);
  switch (self->tool)
    {
    case ATLAS_MAP_TOOL_RECTANGLE:
      shape.type = ATLAS_SELECTION_BOX;
      shape.west = round_to (atlas_mercator_longitude (MIN (first->x, hand->x)), scale);
      shape.east = round_to (atlas_mercator_longitude (MAX (first->x, hand->x)), scale);
      shape.north = round_to (atlas_mercator_latitude (MIN (first->y, hand->y)), scale);
      shape.south = round_to (atlas_mercator_latitude (MAX (first->y, hand->y)), scale);
      break;
    case ATLAS_MAP_TOOL_CIRCLE:
      shape.type = ATLAS_SELECTION_CIRCLE;
      shape.latitude = round_to (atlas_mercator_latitude (first->y), scale);
      shape.longitude = round_to (atlas_mercator_longitude (first->x), scale);
      shape.radius_km = get_round_radius (self, world, imperial) * (imperial ? ATLAS_KM_PER_MILE : 1);
      break;
    case ATLAS_MAP_TOOL_LASSO:
    default:
      lasso = list_lasso (self, world);
      shape.type = ATLAS_SELECTION_POLYGON;
      shape.points = (const AtlasSelectionPoint *) (gpointer) lasso->data;
      shape.n_points = lasso->len;
    }
  return atlas_selection_add (selection, &shape, subtracted);
}
