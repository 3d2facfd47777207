/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-output.h"

G_BEGIN_DECLS

/**
 * AtlasXlsxWriter:
 *
 * A workbook of one sheet, written row by row by libxlsxwriter in bounded memory. The first row is the
 * headings; it stays in sight and has a filter. A text is never a formula or a link. What XML can't hold is
 * written as Excel does, "_xHHHH_", and so is a text that looks like it.
 *
 * The sheet grows in a temporary file of a folder that nobody else can look into, and which goes with the
 * writer.
 */
typedef struct _AtlasXlsxWriter AtlasXlsxWriter;

/** Rows that a sheet has room for, the headings not counted. */
#define ATLAS_XLSX_MAX_ROWS 1048575

/** Characters (UTF-16 units) that a cell has room for. */
#define ATLAS_XLSX_MAX_CHARACTERS 32767

/** @name: of the sheet; what Excel does not allow in one is left out. @secret: the folder is one of memory,
 * where nothing comes to lie on the disk. NULL with G_IO_ERROR. */
AtlasXlsxWriter *atlas_xlsx_writer_new (const char *name, gboolean secret, GError **error);
void atlas_xlsx_writer_free (AtlasXlsxWriter *self);

/** Before the first row. @width: of the column, in digits */
void atlas_xlsx_writer_add_column (AtlasXlsxWriter *self, const char *heading, double width);

/** Goes to the next row; FALSE with ATLAS_EXPORT_ERROR where the sheet has no room. */
gboolean atlas_xlsx_writer_begin_row (AtlasXlsxWriter *self, GError **error);

/* The next cell of the row. */
void atlas_xlsx_writer_skip (AtlasXlsxWriter *self);
void atlas_xlsx_writer_add_number (AtlasXlsxWriter *self, double number);
void atlas_xlsx_writer_add_boolean (AtlasXlsxWriter *self, gboolean value);

/** A text without NUL. One that is too long is cut and says so at its end; then FALSE. */
gboolean atlas_xlsx_writer_add_text (AtlasXlsxWriter *self, const char *text, gsize length);

/** "YYYY-MM-DD" as a date; what is none, or older than March 1900, where Excel miscounts, as a text. */
void atlas_xlsx_writer_add_date (AtlasXlsxWriter *self, const char *text, gsize length);

/** "YYYY-MM-DDTHH:MM:SS" with "Z" or an offset as a time by the clocks there, whose format shows the offset:
 * so it can be sorted and reckoned with, and AtlasXlsxReader reads back the same text. Other forms as
 * texts. */
void atlas_xlsx_writer_add_time (AtlasXlsxWriter *self, const char *text, gsize length);

/** Ends the workbook and appends its bytes to @output. */
gboolean atlas_xlsx_writer_finish (AtlasXlsxWriter *self,
                                   AtlasOutput *output,
                                   GCancellable *cancellable,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasXlsxWriter, atlas_xlsx_writer_free)

G_END_DECLS
