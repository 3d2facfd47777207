/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-import-look.h"

G_BEGIN_DECLS

/**
 * AtlasImportPreview:
 *
 * The first rows of a table as the records that they will become; what stands otherwise in the file is beside
 * each value, and what is not understood says why.
 */
#define ATLAS_TYPE_IMPORT_PREVIEW (atlas_import_preview_get_type ())
G_DECLARE_FINAL_TYPE (AtlasImportPreview, atlas_import_preview, ATLAS, IMPORT_PREVIEW, GtkWidget)

/** @look: (nullable): of a table; read at once */
void atlas_import_preview_set_look (AtlasImportPreview *self, const AtlasImportLook *look);

G_END_DECLS
