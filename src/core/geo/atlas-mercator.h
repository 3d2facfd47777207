/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Web Mercator (EPSG:3857) as a unit square: x grows eastward from 180° W, y grows southward from the top of
 * the map. It is spherical by definition: OGC 06-121r9 and EPSG Guidance Note 7-2, "Popular Visualisation
 * Pseudo-Mercator". Angles are degrees, WGS 84. */

/** Where the square ends: atan (sinh π). */
#define ATLAS_MERCATOR_MAX_LATITUDE 85.05112877980659

/** How long the square's side is on the ground at the equator, in kilometres: 2π times the WGS 84 semi-major
 * axis. */
#define ATLAS_MERCATOR_EQUATOR_KM 40075.016686

/** 0..1; longitudes outside -180..180 go beyond. */
double atlas_mercator_x (double longitude);

/** 0..1; latitudes nearer the poles than %ATLAS_MERCATOR_MAX_LATITUDE are put there. */
double atlas_mercator_y (double latitude);
double atlas_mercator_longitude (double x);
double atlas_mercator_latitude (double y);

G_END_DECLS
