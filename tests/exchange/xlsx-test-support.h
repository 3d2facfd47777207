/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-xlsx-reader.h"

#define MAIN_NAMESPACE "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define SHEET_START    "<worksheet xmlns='" MAIN_NAMESPACE "'>"
#define ROWS(rows)     "<sheetData>" rows "</sheetData>"

/** A workbook of one sheet, in a temporary file. @sheet: its XML; @strings: that of the shared texts, or NULL
 * for "plain", "rich text" and "\r_x000D_". Styles: 1 a date, 2 percent, 3 a time in -05:00. (transfer full)
 */
GFile *make_book (const char *sheet, const char *strings);
/** One with a sheet "Notes" before "S". @notes: "": it is missing. (transfer full) */
GFile *make_book_with_notes (const char *notes, const char *sheet);
void delete_book (GFile *file);

/** "line:cell|cell" of each row; a row of more than 100 cells is "*". @sheet: its name, or NULL. (transfer
 * full) */
char *read_book (GFile *file, const char *sheet, GError **error);

/** The same of a sheet's XML, or the message. (transfer full) */
char *read_sheet_text (const char *sheet);

/** A workbook of the corpus; NULL, the test being skipped, where it is missing. (transfer full) */
GFile *corpus_book (const char *name);

/** The test that compares the corpus with what Excel made of it. */
void test_excel (void);
