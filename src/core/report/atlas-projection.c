/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-projection.h"

#include <math.h>

/* Of the Mercator square: half a degree of longitude. */
#define LONGEST_STEP (0.5 / 360)

/* Of ATLAS_PROJECTION_REACH. */
#define LEAST_COSINE (-0.5)

/* Nearer to the antipode the plane has no one point for it. */
#define ANTIPODE_COSINE (-1 + 1e-9)

#define RADIANS(degrees) ((degrees) * (G_PI / 180))
#define DEGREES(radians) ((radians) * (180 / G_PI))

void
atlas_projection_init (AtlasProjection *self, double latitude, double longitude)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (ABS (latitude) <= 90);

  self->longitude = RADIANS (longitude);
  self->sin_latitude = sin (RADIANS (latitude));
  self->cos_latitude = cos (RADIANS (latitude));
}

static gboolean
project (const AtlasProjection *self,
         double sin_latitude,
         double cos_latitude,
         double longitude,
         double least_cosine,
         double *x,
         double *y)
{
  double sin_longitude = sin (longitude - self->longitude), cos_longitude = cos (longitude - self->longitude);
  double cos_distance = self->sin_latitude * sin_latitude + self->cos_latitude * cos_latitude * cos_longitude;
  double k;

  if (cos_distance < least_cosine)
    return FALSE;
  k = ATLAS_EARTH_AUTHALIC_KM * sqrt (2 / (1 + cos_distance));
  *x = k * cos_latitude * sin_longitude;
  *y = -k * (self->cos_latitude * sin_latitude - self->sin_latitude * cos_latitude * cos_longitude);
  return TRUE;
}

gboolean
atlas_projection_project (
  const AtlasProjection *self, double latitude, double longitude, double *x, double *y)
{
  g_return_val_if_fail (self != NULL && x != NULL && y != NULL, FALSE);

  return project (self, sin (RADIANS (latitude)), cos (RADIANS (latitude)), RADIANS (longitude),
                  ANTIPODE_COSINE, x, y);
}

gboolean
atlas_projection_unproject (
  const AtlasProjection *self, double x, double y, double *latitude, double *longitude)
{
  double rho, half, sin_c, cos_c;

  g_return_val_if_fail (self != NULL && latitude != NULL && longitude != NULL, FALSE);

  rho = hypot (x, y);
  half = rho / (2 * ATLAS_EARTH_AUTHALIC_KM);
  if (half > 1)
    return FALSE;
  sin_c = 2 * half * sqrt (1 - half * half);
  cos_c = 1 - 2 * half * half;
  *latitude = DEGREES (
    asin (CLAMP (cos_c * self->sin_latitude + (rho > 0 ? -y * sin_c * self->cos_latitude / rho : 0), -1, 1)));
  *longitude = DEGREES (self->longitude +
                        atan2 (x * sin_c, rho * self->cos_latitude * cos_c + y * self->sin_latitude * sin_c));
  *longitude = remainder (*longitude, 360);
  return TRUE;
}

/* Of the Mercator square: the latitude's sine is the hyperbolic tangent of its ordinate, so no angle is
 * needed. */
static gboolean
append (const AtlasProjection *self, double x, double y, GArray *plane)
{
  double ordinate = G_PI * (1 - 2 * y);
  double point[2];

  if (!project (self, tanh (ordinate), 1 / cosh (ordinate), G_PI * (2 * x - 1), LEAST_COSINE, &point[0],
                &point[1]))
    return FALSE;
  g_array_append_vals (plane, point, 2);
  return TRUE;
}

gboolean
atlas_projection_bend (
  const AtlasProjection *self, const double *xy, guint n_points, gboolean closed, GArray *plane)
{
  guint n_pieces = n_points > 0 ? n_points - 1 + (closed ? 1 : 0) : 0;

  g_return_val_if_fail (self != NULL && xy != NULL && plane != NULL, FALSE);

  g_array_set_size (plane, 0);
  for (guint i = 0; i < n_pieces; i++)
    {
      const double *a = xy + 2 * i, *b = xy + 2 * ((i + 1) % n_points);
      double longest = MAX (ABS (b[0] - a[0]), ABS (b[1] - a[1]));
      guint n_steps = (guint) ceil (longest / LONGEST_STEP);

      if (!append (self, a[0], a[1], plane))
        return FALSE;
      for (guint step = 1; step < n_steps; step++)
        {
          double t = (double) step / n_steps;

          if (!append (self, a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, plane))
            return FALSE;
        }
    }
  if (!closed && n_points > 0)
    return append (self, xy[2 * n_points - 2], xy[2 * n_points - 1], plane);
  return TRUE;
}
