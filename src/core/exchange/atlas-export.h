/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-output.h"
#include "atlas-progress.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/* Writing records. A file is written beside its name and renamed, whole or not at all, 0600. */

typedef enum
{
  ATLAS_EXPORT_ERROR_FORMAT,
} AtlasExportError;

#define ATLAS_EXPORT_ERROR (atlas_export_error_quark ())
GQuark atlas_export_error_quark (void);

/**
 * AtlasExportCounts:
 * @left_out: records without a position, which GeoJSON can't hold
 * @shortened: texts that were longer than a cell of a sheet can be
 */
typedef struct
{
  gint64 written;
  gint64 left_out;
  gint64 shortened;
} AtlasExportCounts;

/** The names that atlas_export_write() takes, NULL-terminated. */
const char *const *atlas_export_list_formats (void);

/**
 * atlas_export_write:
 * @queries: (array zero-terminated=1): one for each kind to be written; which kinds follows from them
 * @format: one of these
 *   - "json": a share file
 *   - "ndjson": one record a line with "kind"
 *   - "csv": one kind, dotted headings
 *   - "csv-excel-fr": the same as Excel in French opens it: semicolons, decimal commas, a byte order mark
 *   - "xlsx": one kind as a workbook with numbers, dates and texts in cells of their own types
 *   - "geojson": RFC 7946, a point for each record that has a position; dotted keys as properties
 *   - "vcard3" or "vcard", and "vcard4": people as vCard 3.0 (RFC 2426) or 4.0 (RFC 6350)
 *   - "ical": events as iCalendar (RFC 5545)
 * @excel: CSV with a byte order mark
 * @progress: (nullable): records written, out of how many
 * @counts: (out) (optional)
 *
 * Bounded memory. Records are written in row order out of one state of the database, their unknown keys with
 * them; in CSV these stand in a last column "extra" as JSON. What is synthetic says so: the share file as a
 * whole, each line, each row. In CSV a text that a spreadsheet would run as a formula is made harmless with
 * an apostrophe, see atlas-csv-writer.h.
 *
 * The act is a line in the log ("Export of 12 people") with its format, queries and counts; a read-only
 * database is exported without one. May take long: not for the main thread of a window.
 *
 * Returns: FALSE with ATLAS_EXPORT_ERROR, ATLAS_STORE_ERROR or G_IO_ERROR, whose message names the file
 */
gboolean atlas_export_write (AtlasRegister *self,
                             AtlasQuery *const *queries,
                             const char *format,
                             gboolean excel,
                             GOutputStream *stream,
                             AtlasProgressFunc progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             AtlasExportCounts *counts,
                             GError **error);
gboolean atlas_export_write_file (AtlasRegister *self,
                                  AtlasQuery *const *queries,
                                  const char *format,
                                  gboolean excel,
                                  GFile *file,
                                  AtlasProgressFunc progress,
                                  gpointer user_data,
                                  GCancellable *cancellable,
                                  AtlasExportCounts *counts,
                                  GError **error);
/** As above, into @output, which is finished and published by it; encrypted, if the output is. */
gboolean atlas_export_write_to (AtlasRegister *self,
                                AtlasQuery *const *queries,
                                const char *format,
                                gboolean excel,
                                AtlasOutput *output,
                                AtlasProgressFunc progress,
                                gpointer user_data,
                                GCancellable *cancellable,
                                AtlasExportCounts *counts,
                                GError **error);

/** The JSON Schema (2020-12) of the share file, version 1, made from the field tables. (transfer full) */
char *atlas_share_schema_dup (void);

G_END_DECLS
