/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Mean radius of the WGS 84 ellipsoid in kilometres: (2a + b) / 3, IUGG. */
#define ATLAS_EARTH_RADIUS_KM 6371.0088

/** Kilometres in an international mile. */
#define ATLAS_KM_PER_MILE 1.609344

/** Great-circle distance in kilometres on the mean sphere, by the haversine formula (R. W. Sinnott, "Virtues
 * of the Haversine", Sky & Telescope 68, 1984). Degrees. */
double atlas_distance_km (double latitude1, double longitude1, double latitude2, double longitude2);

/**
 * atlas_distance_box:
 *
 * The smallest box of latitudes and longitudes, in degrees, that holds a circle of @radius_km (J. P.
 * Matuschek, "Finding Points Within a Distance of a Latitude/Longitude Using Bounding Coordinates"). A circle
 * over a pole or across 180° gives the whole range of longitudes.
 */
void atlas_distance_box (double latitude,
                         double longitude,
                         double radius_km,
                         double *south,
                         double *west,
                         double *north,
                         double *east);

G_END_DECLS
