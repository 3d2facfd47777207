/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-admission.h"
#include "atlas-output.h"
#include "atlas-progress.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/* Writing records. A file is written beside its name and renamed, whole or not at all, 0600. */

typedef enum
{
  ATLAS_EXPORT_ERROR_FORMAT,
  ATLAS_EXPORT_ERROR_TERMS, /* the purpose does not cover it */
} AtlasExportError;

#define ATLAS_EXPORT_ERROR (atlas_export_error_quark ())
GQuark atlas_export_error_quark (void);

/**
 * AtlasExportOrder:
 * @queries: (array zero-terminated=1): one for each kind to be written; which kinds follows from them
 * @format: see atlas_export_write_order()
 * @excel: CSV with a byte order mark
 * @terms: what for; all zero: own records
 * @fields: (nullable): keys of those fields that go along, and "id", in the order of columns; NULL: what the
 * terms propose. Of one kind only.
 * @profile: (nullable): name of the profile that it is from, for the log
 *
 * What is to be written. Everything is borrowed.
 */
typedef struct
{
  AtlasQuery *const *queries;
  const char *format;
  gboolean excel;
  AtlasExportTerms terms;
  const char *const *fields;
  const char *profile;
} AtlasExportOrder;

/**
 * AtlasExportCounts:
 * @left_out: records without a position, which GeoJSON can't hold, and missions without a day, which a
 * calendar can't
 * @shortened: texts that were longer than a cell of a sheet can be
 * @people: whom the terms let in, and who was left out why
 */
typedef struct
{
  gint64 written;
  gint64 left_out;
  gint64 shortened;
  AtlasAdmissionCounts people;
} AtlasExportCounts;

/** The names that atlas_export_write() takes, NULL-terminated. */
const char *const *atlas_export_list_formats (void);

/** Whether an order can be carried out: format, kinds, terms and fields go together. FALSE with an error that
 * says what to choose instead. */
gboolean atlas_export_check (AtlasRegister *self, const AtlasExportOrder *order, GError **error);

/**
 * atlas_export_write_order:
 * @order: its format one of these
 *   - "json": a share file
 *   - "ndjson": one record a line with "kind"
 *   - "csv": one kind, dotted headings
 *   - "csv-excel": the same with a byte order mark, by which Excel knows UTF-8
 *   - "csv-excel-fr": the same as Excel in French opens it: semicolons, decimal commas, a byte order mark
 *   - "xlsx": one kind as a workbook with numbers, dates and texts in cells of their own types
 *   - "geojson": RFC 7946, a point for each record that has a position; dotted keys as properties
 *   - "vcard3" or "vcard", and "vcard4": people as vCard 3.0 (RFC 2426) or 4.0 (RFC 6350)
 *   - "mailing": people to be contacted as a table, the first e-mail address or telephone number in a column
 * of its own; see atlas-contact-row.h
 *   - "ical": events as iCalendar (RFC 5545); of missions their days, stops and legs
 * @output: finished and published by it
 * @progress: (nullable): records read, out of how many
 * @counts: (out) (optional)
 *
 * The one way on which records leave the register, but for contact lists (atlas-contacts.h), which keep the
 * same rules. Bounded memory. Records are written in row order out of one state of the database. People go
 * along as the terms allow (see atlas_admission_judge()), with the fields that they cover (see
 * atlas_export_terms_cover()). Own records keep keys unknown to us; in CSV these stand in a last column
 * "extra" as JSON. What is synthetic says so: the share file as a whole, each line, each row. In CSV a text
 * that a spreadsheet would run as a formula is made harmless with an apostrophe, see atlas-csv-writer.h.
 *
 * The act is a line in the log ("Export of 12 people") with its format, queries, terms and counts, and who
 * was in it is kept beside (atlas-disclosure.h); own records of a read-only database are written without one.
 * May take long: not for the main thread of a window.
 *
 * Returns: FALSE with ATLAS_EXPORT_ERROR, ATLAS_RECORD_ERROR, ATLAS_STORE_ERROR or G_IO_ERROR, whose message
 * names the file
 */
gboolean atlas_export_write_order (AtlasRegister *self,
                                   const AtlasExportOrder *order,
                                   AtlasOutput *output,
                                   AtlasProgressFunc progress,
                                   gpointer user_data,
                                   GCancellable *cancellable,
                                   AtlasExportCounts *counts,
                                   GError **error);

/** Own records, into a stream or a file. */
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

/** The saved profile of that name, capitals aside. (transfer full): NULL with an error that says which there
 * are */
AtlasRecord *atlas_export_profile_load (AtlasRegister *source, const char *name, GError **error);

/** Somebody who would be left out. */
typedef struct
{
  gint64 id; /* row id */
  char *name;
  AtlasLeftOut reason;
} AtlasLeftOutPerson;

void atlas_left_out_free (AtlasLeftOutPerson *self);

/**
 * atlas_export_count:
 * @query: of people
 * @limit: as many are named for each reason
 * @left_out: (out) (optional) (transfer full) (element-type AtlasLeftOutPerson)
 *
 * Who would go into a file on those terms, writing nothing.
 */
gboolean atlas_export_count (AtlasRegister *source,
                             AtlasQuery *query,
                             const AtlasExportTerms *terms,
                             guint limit,
                             GPtrArray **left_out,
                             GCancellable *cancellable,
                             AtlasAdmissionCounts *counts,
                             GError **error);

/** The JSON Schema (2020-12) of the share file, version 1, made from the field tables. (transfer full) */
char *atlas_share_schema_dup (void);

G_END_DECLS
