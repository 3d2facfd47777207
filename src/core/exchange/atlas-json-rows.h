/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-pieces.h"
#include "atlas-json-splitter.h"
#include "atlas-row-reader.h"

G_BEGIN_DECLS

/**
 * AtlasJsonRows:
 *
 * Records of JSON that others wrote, with keys of their own ("Nom", "e-mail"), as the rows of a table: then
 * they are mapped and cleaned like any other. Columns are the keys of the first records, those of objects
 * within dotted; what a later record has beyond them stands in one more column. Texts of a list are joined by
 * ";".
 */
#define ATLAS_TYPE_JSON_ROWS (atlas_json_rows_get_type ())
G_DECLARE_FINAL_TYPE (AtlasJsonRows, atlas_json_rows, ATLAS, JSON_ROWS, AtlasRowReader)

/**
 * atlas_json_rows_sniff:
 * @format: GEOJSON, or ANY
 * @bytes: (array length=length): how the file begins
 *
 * Whether it holds records of others: an array, lines or features, none of which names its kind or a name of
 * ours, though some key of theirs means a name.
 */
gboolean atlas_json_rows_sniff (AtlasPieceFormat format, const char *bytes, gsize length);

/** Reads what atlas_json_rows_sniff() has said yes to. */
AtlasRowReader *
atlas_json_rows_new (AtlasPieceFormat format, const char *bytes, gsize length, GInputStream *stream);

G_END_DECLS
