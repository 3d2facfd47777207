/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-point-area.h"

#include <math.h>

#include "atlas-distance.h"
#include "atlas-mercator.h"

void
atlas_point_box_init (AtlasPointBox *self, double west, double south, double east, double north)
{
  g_return_if_fail (self != NULL);

  *self = (AtlasPointBox){
    .west = atlas_point_quantise (atlas_mercator_x (west)),
    .north = atlas_point_quantise (atlas_mercator_y (north)),
    .east = atlas_point_quantise (atlas_mercator_x (east)),
    .south = atlas_point_quantise (atlas_mercator_y (south)),
  };
}

/* The placed come first, so that their rows end the scan. */
void
atlas_point_box_match (const AtlasPointBox *self, const AtlasPointColumns *columns, AtlasBitset *rows)
{
  const guint32 *xs = columns->x;
  const guint32 *ys = columns->y;

  g_return_if_fail (self != NULL && rows != NULL);

  for (guint word = 0; word << 6 < columns->n_placed; word++)
    {
      guint first = word << 6;
      guint count = MIN (64, columns->n_placed - first);
      guint64 bits = 0;

      for (guint i = 0; i < count; i++)
        bits |= (guint64) atlas_point_box_contains (self, xs[first + i], ys[first + i]) << i;
      rows->words[word] |= bits;
    }
}

static void
to_sphere (guint32 qx, guint32 qy, double *x, double *y, double *z)
{
  /* From Mercator straight to the unit sphere: with t = ln tan (π/4 + φ/2), cos φ = 1 / cosh t and sin φ =
   * tanh t. The SQL computes the very same. */
  double longitude = 2 * G_PI * ((qx + 0.5) / 4294967296.0) - G_PI;
  double t = G_PI * (1 - 2 * ((qy + 0.5) / 4294967296.0));
  double cosine = 1 / cosh (t);

  *x = cos (longitude) * cosine;
  *y = sin (longitude) * cosine;
  *z = tanh (t);
}

/* What find_depth() computes with. A row at (t, λ) lies in the circle where f = k cosh t - sin
 * φ0 sinh t - cos φ0 cos (λ - λ0) is not above 0, k = 1 - chord² / 2; here by t - t0. */
static void
prepare_near (AtlasPointCircle *self)
{
  double phi = self->latitude * (G_PI / 180);
  double k = 1 - self->chord / 2;

  self->near_x = (self->longitude + 180) / 360 * 4294967296.0 - 0.5;
  self->near_y = (1 - atanh (self->z) / G_PI) / 2 * 4294967296.0 - 0.5;
  self->even = (k - self->z * self->z) / cos (phi);
  self->odd = (k - 1) * tan (phi);
  self->across = cos (phi);
}

void
atlas_point_circle_init (AtlasPointCircle *self, double latitude, double longitude, double radius_km)
{
  double angle = MIN (radius_km / ATLAS_EARTH_RADIUS_KM, G_PI);
  double chord = 2 * sin (angle / 2);
  double phi = latitude * (G_PI / 180);
  double lambda = longitude * (G_PI / 180);
  double south, west, north, east;

  *self = (AtlasPointCircle){
    .latitude = latitude,
    .longitude = longitude,
    .radius_km = radius_km,
    .x = cos (phi) * cos (lambda),
    .y = cos (phi) * sin (lambda),
    .z = sin (phi),
    .chord = chord * chord,
  };
  prepare_near (self);

  /* A hundred-thousandth of a degree wider, a metre, so that no rounding cuts the circle itself. */
  atlas_distance_box (latitude, longitude, radius_km, &south, &west, &north, &east);
  self->box = (AtlasPointBox){
    .west = atlas_point_quantise (atlas_mercator_x (west - 1e-5)),
    .north = atlas_point_quantise (atlas_mercator_y (MIN (north + 1e-5, 90))),
    .east = atlas_point_quantise (atlas_mercator_x (east + 1e-5)),
    .south = atlas_point_quantise (atlas_mercator_y (MAX (south - 1e-5, -90))),
  };
}

/* How far inside a row lies, below 0, or outside, by series in place of what takes most of the time. NaN so
 * far away that they would not do. */
static inline double
find_depth (const AtlasPointCircle *self, guint32 qx, guint32 qy)
{
  double a = (qx - self->near_x) * (2 * G_PI / 4294967296.0);
  double b = (self->near_y - qy) * (2 * G_PI / 4294967296.0);
  double aa = a * a, bb = b * b;

  /* The next terms are below 3e-13 then. */
  if (aa > 0.01 || bb > 0.01)
    return NAN;
  return self->even * (1 + bb / 2 * (1 + bb / 12 * (1 + bb / 30))) +
         self->odd * b * (1 + bb / 6 * (1 + bb / 20 * (1 + bb / 42))) -
         self->across * (1 - aa / 2 * (1 - aa / 12 * (1 - aa / 30)));
}

gboolean
atlas_point_circle_contains (const AtlasPointCircle *self, guint32 qx, guint32 qy)
{
  double depth = find_depth (self, qx, qy);
  double x, y, z;

  /* Only at the very edge, or far off, to the last bit. */
  if (depth > 1e-12 || depth < -1e-12)
    return depth < 0;
  to_sphere (qx, qy, &x, &y, &z);
  x -= self->x;
  y -= self->y;
  z -= self->z;
  return x * x + y * y + z * z <= self->chord;
}

/* How far from the centre's meridian the circle surely reaches, in quantised x, within each of some bands of
 * y: what lies nearer needs no arithmetic, which would take most of the time. A million in 500 km around
 * Toronto: 3 ms instead of 20. */
#define N_BANDS 512

typedef struct
{
  guint32 north;
  guint32 height; /* of a band */
  gint64 reach[N_BANDS];
} Bands;

/* Half the circle's width at a latitude, in quantised x; -1 where it does not reach. */
static gint64
reach_at (const AtlasPointCircle *circle, guint32 y)
{
  double phi = atlas_mercator_latitude (atlas_point_unquantise (y)) * (G_PI / 180);
  double centre = circle->latitude * (G_PI / 180);
  double cosine =
    (cos (circle->radius_km / ATLAS_EARTH_RADIUS_KM) - sin (phi) * sin (centre)) / (cos (phi) * cos (centre));

  if (!(cosine < 1))
    return -1;
  if (cosine <= -1)
    return G_MAXUINT32;
  return (gint64) (acos (cosine) / (2 * G_PI) * 4294967296.0);
}

/* Towards the poles from its widest line a circle narrows steadily, so in a band it is narrowest at one of
 * its edges. */
static void
bands_init (Bands *self, const AtlasPointCircle *circle)
{
  gint64 before;

  self->north = circle->box.north;
  self->height = (circle->box.south - circle->box.north) / N_BANDS + 1;
  before = reach_at (circle, self->north);
  for (guint band = 0; band < N_BANDS; band++)
    {
      guint64 south = (guint64) self->north + (guint64) (band + 1) * self->height;
      gint64 after = reach_at (circle, (guint32) MIN (south, G_MAXUINT32));

      /* Less what rounding may have added: some centimetres. */
      self->reach[band] = MIN (before, after) - 8;
      before = after;
    }
}

void
atlas_point_circle_match (const AtlasPointCircle *circle, const AtlasPointColumns *columns, AtlasBitset *rows)
{
  const AtlasPointBox *box = &circle->box;
  guint32 width = box->east - box->west;
  guint32 height = box->south - box->north;
  guint32 centre = atlas_point_quantise (atlas_mercator_x (circle->longitude));
  g_autofree Bands *bands = g_new (Bands, 1);

  g_return_if_fail (columns != NULL && rows != NULL);

  bands_init (bands, circle);
  for (guint row = 0; row < columns->n_placed; row++)
    {
      guint32 x = columns->x[row];
      guint32 y = columns->y[row];
      gint64 away;

      if (x - box->west > width || y - box->north > height)
        continue;
      away = ABS ((gint64) (gint32) (x - centre));
      if (away <= bands->reach[(y - bands->north) / bands->height] ||
          atlas_point_circle_contains (circle, x, y))
        atlas_bitset_set (rows, row);
    }
}
