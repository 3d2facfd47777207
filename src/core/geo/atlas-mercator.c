/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mercator.h"

#include <math.h>

double
atlas_mercator_x (double longitude)
{
  return longitude / 360 + 0.5;
}

double
atlas_mercator_y (double latitude)
{
  double phi = CLAMP (latitude, -ATLAS_MERCATOR_MAX_LATITUDE, ATLAS_MERCATOR_MAX_LATITUDE) * G_PI / 180;

  return 0.5 - asinh (tan (phi)) / (2 * G_PI);
}

double
atlas_mercator_longitude (double x)
{
  return (x - 0.5) * 360;
}

double
atlas_mercator_latitude (double y)
{
  return atan (sinh ((0.5 - y) * 2 * G_PI)) * 180 / G_PI;
}
