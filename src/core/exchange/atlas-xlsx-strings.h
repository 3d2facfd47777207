/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-xlsx-package.h"

G_BEGIN_DECLS

/**
 * AtlasXlsxStrings:
 *
 * The texts that the cells of a workbook share, which refer to them by number. They are kept in memory up to
 * a limit; beyond it in a temporary file that has no name, is readable by nobody else, and is looked into in
 * place, so that the system need not keep it in memory. At most 32 million texts and 4 GiB.
 */
typedef struct _AtlasXlsxStrings AtlasXlsxStrings;

/** What is kept in memory, bytes. */
#define ATLAS_XLSX_STRINGS_IN_MEMORY (64 * 1024 * 1024)

/** The longest text of a cell that is read, bytes. Excel's own limit is 32,767 characters. */
#define ATLAS_XLSX_MAX_TEXT (1024 * 1024)

/**
 * atlas_xlsx_strings_read:
 * @name: (nullable): of the part
 *
 * Returns: NULL with ATLAS_IMPORT_ERROR or G_IO_ERROR; empty where there is no such part
 */
AtlasXlsxStrings *atlas_xlsx_strings_read (
  AtlasXlsxPackage *package, const char *name, gsize in_memory, GCancellable *cancellable, GError **error);
void atlas_xlsx_strings_free (AtlasXlsxStrings *self);

guint atlas_xlsx_strings_get_n (AtlasXlsxStrings *self);

/** Borrowed; not NUL-terminated. @index is below the number of texts. */
const char *atlas_xlsx_strings_get (AtlasXlsxStrings *self, guint index, gsize *length);

/**
 * atlas_xlsx_unescape:
 *
 * Replaces each "_xHHHH_" from byte @start of @text by the UTF-16 unit it stands for, as workbooks write what
 * XML can't hold (ECMA-376, part 1, section 22.9.2.19); NUL and lone surrogates become U+FFFD. XML has made
 * line ends "\n" by then.
 */
void atlas_xlsx_unescape (GString *text, gsize start);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasXlsxStrings, atlas_xlsx_strings_free)

G_END_DECLS
