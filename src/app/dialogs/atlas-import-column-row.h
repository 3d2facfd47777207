/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-import-look.h"

G_BEGIN_DECLS

/**
 * AtlasImportColumnRow:
 *
 * A column of a table: its heading, what stands in it first, what it becomes, and why.
 *
 * Signal "changed" (): the person has chosen something else, which stands in the mapping by now
 */
#define ATLAS_TYPE_IMPORT_COLUMN_ROW (atlas_import_column_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasImportColumnRow, atlas_import_column_row, ATLAS, IMPORT_COLUMN_ROW, GtkWidget)

GtkWidget *atlas_import_column_row_new (void);

/** @look: (nullable): of a table; must outlive what the row shows */
void atlas_import_column_row_set (AtlasImportColumnRow *self, AtlasImportLook *look, guint column);

G_END_DECLS
