/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasProjection:
 *
 * Lambert's azimuthal equal-area projection of the sphere (J. H. Lambert, "Beyträge zum Gebrauche der
 * Mathematik", 1772): for maps on paper, where an area that is shaded must be as large as it is in the world;
 * on the Mercator map of the screen Nunavut is five times its size beside Texas. Of the equal-area
 * projections it is the one for a continent that reaches about as far north and south as east and west (J. P.
 * Snyder, "Map Projections: A Working Manual", USGS Professional Paper 1395, 1987, p. 182); Albers' conic is
 * kinder to a band along a parallel, but tears the Arctic.
 *
 * The plane is in kilometres: x grows eastward and y southward from the centre, as on a page.
 */
typedef struct
{
  double longitude; /* of the centre, radians */
  double sin_latitude, cos_latitude;
} AtlasProjection;

/** Of a sphere with the area of the WGS 84 ellipsoid: the authalic radius, so that square kilometres are
 * right. */
#define ATLAS_EARTH_AUTHALIC_KM 6371.0072

/** Outlines farther from the centre than this, an angle in degrees, are not drawn: towards the antipode,
 * which is the plane's rim, they grow without end. */
#define ATLAS_PROJECTION_REACH 120

/** @latitude, @longitude: of the centre, degrees. */
void atlas_projection_init (AtlasProjection *self, double latitude, double longitude);

/** Snyder's equations 24-2 to 24-4. Degrees to kilometres. FALSE at the antipode. */
gboolean atlas_projection_project (
  const AtlasProjection *self, double latitude, double longitude, double *x, double *y);

/** Snyder's equations 20-14, 20-15 and 24-16. FALSE where the plane has no such point. */
gboolean atlas_projection_unproject (
  const AtlasProjection *self, double x, double y, double *latitude, double *longitude);

/**
 * atlas_projection_bend:
 * @xy: (array length=n_points): pairs in the Mercator unit square, as shapes come
 * @closed: whether it is a ring, whose last point joins the first
 * @plane: (element-type double): is set to pairs in kilometres
 *
 * What is straight on the Mercator map is curved here: points are put between until no step is longer than
 * half a degree of longitude, which bends the 49th parallel by less than a hundred metres where it should
 * curve.
 *
 * Returns: FALSE if any of it lies beyond reach: then it can't be drawn whole
 */
gboolean atlas_projection_bend (
  const AtlasProjection *self, const double *xy, guint n_points, gboolean closed, GArray *plane);

G_END_DECLS
