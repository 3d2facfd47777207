/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-row-reader.h"

G_BEGIN_DECLS

/**
 * AtlasXlsxReader:
 *
 * A sheet of a workbook (.xlsx, .xlsm; ISO/IEC 29500, transitional and strict) as rows of texts. Numbers
 * come in their shortest decimal form, percentages with their sign, dates as atlas_xlsx_append_number() says,
 * booleans as "true" and "false", errors as "#N/A" and the like, formulas as the value last worked out. Of
 * merged cells the first has the value; the others are empty. Rows and cells that are hidden are there.
 *
 * Memory: the workbook's shared texts (see AtlasXlsxStrings) and some rows. A bomb is refused, see
 * AtlasXlsxPackage; so is a text longer than 1 MiB, a column behind XFD, and whatever declares a document
 * type.
 *
 * Debian keeps no library in C that reads workbooks (its xlsxio is gone, libxls is for the format of 1997),
 * so it is done here, on libarchive and libxml2.
 */
#define ATLAS_TYPE_XLSX_READER (atlas_xlsx_reader_get_type ())
G_DECLARE_FINAL_TYPE (AtlasXlsxReader, atlas_xlsx_reader, ATLAS, XLSX_READER, AtlasRowReader)

/** Whether a file that begins so may be a workbook: any ZIP archive may, and what Excel locks with a password
 * or wrote before 2007 is at least told apart. */
gboolean atlas_xlsx_reader_sniff (const char *bytes, gsize length);

/** Reads what all sheets have in common. NULL with ATLAS_IMPORT_ERROR or G_IO_ERROR. */
AtlasXlsxReader *atlas_xlsx_reader_new (GFile *file, GCancellable *cancellable, GError **error);
/** @secret: nothing of it is to lie on the disk. */
AtlasXlsxReader *atlas_xlsx_reader_new_for_stream (GInputStream *stream,
                                                   gboolean secret,
                                                   GCancellable *cancellable,
                                                   GError **error);

/** The sheets with cells in the order of their tabs, hidden ones too. (transfer full) */
GStrv atlas_xlsx_reader_dup_sheets (AtlasXlsxReader *self);

/** Whether one sees the sheet of that number in a spreadsheet program. */
gboolean atlas_xlsx_reader_is_sheet_hidden (AtlasXlsxReader *self, guint index);

/**
 * atlas_xlsx_reader_choose_sheet:
 * @name: (nullable): NULL: none, as at first
 *
 * Begins with the first row of the sheet of that name; capitals matter only where two names differ in nothing
 * else. Where nothing is chosen, the first sheet is read that holds anything, and a hidden one only where no
 * other does.
 *
 * Returns: FALSE with ATLAS_IMPORT_ERROR, whose message lists what there is
 */
gboolean atlas_xlsx_reader_choose_sheet (AtlasXlsxReader *self, const char *name, GError **error);

/** The name of the sheet that rows come from; NULL before the first where none was chosen. Borrowed. */
const char *atlas_xlsx_reader_get_sheet (AtlasXlsxReader *self);

G_END_DECLS
