/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AtlasMetric:
 * @ATLAS_METRIC_GREAT_CIRCLE: x is a latitude and y a longitude in degrees (WGS 84); kilometres, as
 * atlas_distance_km()
 * @ATLAS_METRIC_PLANE: Euclidean distance, not rounded
 * @ATLAS_METRIC_EUC_2D: Euclidean distance, rounded to the nearest whole number
 * @ATLAS_METRIC_CEIL_2D: Euclidean distance, rounded up
 * @ATLAS_METRIC_ATT: the pseudo-Euclidean distance of att48 and att532
 * @ATLAS_METRIC_GEO: x is a latitude and y a longitude as DDD.MM; whole kilometres on TSPLIB's own sphere
 *
 * What the distance of two points is. The last four are those of G. Reinelt, "TSPLIB 95", section 2.
 */
typedef enum
{
  ATLAS_METRIC_GREAT_CIRCLE,
  ATLAS_METRIC_PLANE,
  ATLAS_METRIC_EUC_2D,
  ATLAS_METRIC_CEIL_2D,
  ATLAS_METRIC_ATT,
  ATLAS_METRIC_GEO,
} AtlasMetric;

/** How many points there may be. */
#define ATLAS_POINTS_MAX 1000000

typedef struct
{
  double x, y;
} AtlasPoint;

/**
 * AtlasPoints:
 *
 * Points and the distances between them, with names and weights where they have some. Never changes once it
 * is made, but for atlas_points_add().
 */
typedef struct _AtlasPoints AtlasPoints;

AtlasPoints *atlas_points_new (AtlasMetric metric);
AtlasPoints *atlas_points_ref (AtlasPoints *self);
void atlas_points_unref (AtlasPoints *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPoints, atlas_points_unref)

/** Adds a point. @x, @y: finite; @name: (nullable); @weight: not negative */
void atlas_points_add (AtlasPoints *self, double x, double y, const char *name, double weight);

AtlasMetric atlas_points_get_metric (const AtlasPoints *self);
guint atlas_points_get_n (const AtlasPoints *self);
AtlasPoint atlas_points_get_point (const AtlasPoints *self, guint i);

/** (nullable) */
const char *atlas_points_get_name (const AtlasPoints *self, guint i);
double atlas_points_get_weight (const AtlasPoints *self, guint i);

/** The distance by the rule of the metric; a whole number for those of TSPLIB. */
double atlas_points_get_distance (const AtlasPoints *self, guint a, guint b);

/** The length of the closed tour through @n points. */
double atlas_points_get_tour_length (const AtlasPoints *self, const guint *order, guint n);

/** Whether all distances are whole numbers. */
gboolean atlas_metric_is_whole (AtlasMetric metric);

G_END_DECLS
