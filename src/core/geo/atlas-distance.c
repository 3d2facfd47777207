/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-distance.h"

#include <math.h>

#define RADIANS(degrees) ((degrees) * (G_PI / 180))
#define DEGREES(radians) ((radians) * (180 / G_PI))

double
atlas_distance_km (double latitude1, double longitude1, double latitude2, double longitude2)
{
  double phi1 = RADIANS (latitude1), phi2 = RADIANS (latitude2);
  double half_dphi = sin ((phi2 - phi1) / 2);
  double half_dlambda = sin (RADIANS (longitude2 - longitude1) / 2);
  double h = half_dphi * half_dphi + cos (phi1) * cos (phi2) * half_dlambda * half_dlambda;

  return 2 * ATLAS_EARTH_RADIUS_KM * asin (sqrt (MIN (h, 1)));
}

void
atlas_distance_box (double latitude,
                    double longitude,
                    double radius_km,
                    double *south,
                    double *west,
                    double *north,
                    double *east)
{
  double angle = radius_km / ATLAS_EARTH_RADIUS_KM;
  double reach;

  g_return_if_fail (south && west && north && east);

  *south = latitude - DEGREES (angle);
  *north = latitude + DEGREES (angle);
  *west = -180;
  *east = 180;
  if (*south <= -90 || *north >= 90)
    {
      *south = MAX (*south, -90);
      *north = MIN (*north, 90);
      return;
    }

  reach = DEGREES (asin (sin (angle) / cos (RADIANS (latitude))));
  if (longitude - reach >= -180 && longitude + reach <= 180)
    {
      *west = longitude - reach;
      *east = longitude + reach;
    }
}
