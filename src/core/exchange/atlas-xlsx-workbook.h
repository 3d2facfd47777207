/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-xlsx-number.h"
#include "atlas-xlsx-package.h"

G_BEGIN_DECLS

/**
 * AtlasXlsxSheet:
 * @part: its name in the package
 * @hidden: a person does not see it in a spreadsheet program
 */
typedef struct
{
  char *name;
  char *part;
  gboolean hidden;
} AtlasXlsxSheet;

/**
 * AtlasXlsxWorkbook:
 * @sheets: (element-type AtlasXlsxSheet): those with cells, in the order of their tabs
 * @formats: (element-type AtlasXlsxFormat): by the style that cells refer to
 * @strings: the part of shared texts, or NULL
 *
 * What a workbook says of itself outside its sheets.
 */
typedef struct
{
  GPtrArray *sheets;
  GArray *formats;
  char *strings;
  gboolean from_1904;
} AtlasXlsxWorkbook;

/** NULL with ATLAS_IMPORT_ERROR or G_IO_ERROR. */
AtlasXlsxWorkbook *
atlas_xlsx_workbook_read (AtlasXlsxPackage *package, GCancellable *cancellable, GError **error);
void atlas_xlsx_workbook_free (AtlasXlsxWorkbook *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasXlsxWorkbook, atlas_xlsx_workbook_free)

G_END_DECLS
