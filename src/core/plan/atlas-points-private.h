/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "atlas-distance.h"
#include "atlas-points.h"

G_BEGIN_DECLS

/* TSPLIB's own figures: section 2.4 has them so, and other digits give other tours. */
#define ATLAS_TSPLIB_PI        3.141592
#define ATLAS_TSPLIB_RADIUS_KM 6378.388

/** DDD.MM as radians. Minutes are counted from the degrees cut off, not rounded: TSPLIB's paper says nint,
 * its own optima (burma14's 3323 among them) come from cutting. */
static inline double
atlas_metric_geo_radians (double value)
{
  double degrees = trunc (value);

  return ATLAS_TSPLIB_PI * (degrees + 5 * (value - degrees) / 3) / 180;
}

/* nint () of TSPLIB, and ceil (): of numbers that are not negative and at most some 1e13. By way of an
 * integer they take a third of the time that libm's take where the processor need not know how to round. */
static inline double
atlas_metric_nint (double value)
{
  return (double) (gint64) (value + 0.5);
}

static inline double
atlas_metric_ceil (double value)
{
  double down = (double) (gint64) value;

  return down < value ? down + 1 : down;
}

static inline double
atlas_metric_measure_geo (AtlasPoint a, AtlasPoint b)
{
  double latitude_a = atlas_metric_geo_radians (a.x), longitude_a = atlas_metric_geo_radians (a.y);
  double latitude_b = atlas_metric_geo_radians (b.x), longitude_b = atlas_metric_geo_radians (b.y);
  double q1 = cos (longitude_a - longitude_b);
  double q2 = cos (latitude_a - latitude_b);
  double q3 = cos (latitude_a + latitude_b);
  double cosine = 0.5 * ((1 + q1) * q2 - (1 - q1) * q3);

  return floor (ATLAS_TSPLIB_RADIUS_KM * acos (CLAMP (cosine, -1, 1)) + 1);
}

/** The distance of two points by any metric; inline, as searches ask it a hundred million times. */
static inline double
atlas_metric_measure (AtlasMetric metric, AtlasPoint a, AtlasPoint b)
{
  double dx = a.x - b.x, dy = a.y - b.y;
  double square = dx * dx + dy * dy;

  switch (metric)
    {
    case ATLAS_METRIC_PLANE:
      return sqrt (square);
    case ATLAS_METRIC_EUC_2D:
      return atlas_metric_nint (sqrt (square));
    case ATLAS_METRIC_CEIL_2D:
      return atlas_metric_ceil (sqrt (square));
    case ATLAS_METRIC_ATT:
      /* The nearest whole number unless that is less: which is to round up. */
      return atlas_metric_ceil (sqrt (square / 10));
    case ATLAS_METRIC_GEO:
      return atlas_metric_measure_geo (a, b);
    case ATLAS_METRIC_GREAT_CIRCLE:
      return atlas_distance_km (a.x, a.y, b.x, b.y);
    default:
      g_assert_not_reached ();
    }
}

G_END_DECLS
