/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-points.h"

G_BEGIN_DECLS

/**
 * atlas_points_read_csv:
 * @name: what to call the file in errors
 * @cancellable: (nullable)
 *
 * Reads a table of points in degrees (WGS 84) with a line of headings in any order: "latitude" and
 * "longitude" (or "lat" and "lon", "lng"), "name" and "weight" or "members" where there are such; other
 * columns are passed over. Encoding and separator are found as in any table; where the comma does not
 * separate, it may stand for the decimal point. A point without a weight has 1.
 *
 * Returns: (transfer full): points with great-circle distances; NULL with @error, which says file, line and
 * column
 */
AtlasPoints *
atlas_points_read_csv (GInputStream *stream, const char *name, GCancellable *cancellable, GError **error);

G_END_DECLS
