/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-piece-reader.h"

G_BEGIN_DECLS

/**
 * AtlasGeojsonReader:
 *
 * Points of a GeoJSON file (RFC 7946) as records: a FeatureCollection, or one Feature. Properties are the
 * keys of the share format, dotted or nested; what they do not know is kept with the record. A feature's id
 * is the record's where it is a UUID, and kept as "feature_id" where it is not. A feature is of the kind that
 * its property "kind" names; without it an event where it has "title" and "start", and else a person. What
 * has another geometry than a point is refused: a line or an area is no place to stand.
 */
#define ATLAS_TYPE_GEOJSON_READER (atlas_geojson_reader_get_type ())
G_DECLARE_FINAL_TYPE (AtlasGeojsonReader, atlas_geojson_reader, ATLAS, GEOJSON_READER, AtlasPieceReader)

/** Whether a file that begins so is GeoJSON: its "type" says so before "features" or its first record. */
gboolean atlas_geojson_reader_sniff (const char *bytes, gsize length);

AtlasGeojsonReader *atlas_geojson_reader_new (GInputStream *stream);

G_END_DECLS
