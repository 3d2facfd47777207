/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-import-look.h"

G_BEGIN_DECLS

/**
 * AtlasImportColumns:
 *
 * What a table is - how it is written, where its headings are - in one line, and what becomes of each of its
 * columns.
 *
 * Signals: "mapped" (): the mapping was changed; "corrected" (): the person has said what the table is, and
 * it is to be looked at again
 */
#define ATLAS_TYPE_IMPORT_COLUMNS (atlas_import_columns_get_type ())
G_DECLARE_FINAL_TYPE (AtlasImportColumns, atlas_import_columns, ATLAS, IMPORT_COLUMNS, GtkWidget)

/** @look: (nullable): of a table; its mapping is what the person changes. To be taken away before it is
 * freed. */
void atlas_import_columns_set_look (AtlasImportColumns *self, AtlasImportLook *look);

/** What the person has said, for the next look. The caller clears it. */
void atlas_import_columns_get_choice (AtlasImportColumns *self, AtlasImportChoice *choice);

G_END_DECLS
