/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasLongTextRow:
 *
 * A row for a text of several lines, which grows with it.
 */
#define ATLAS_TYPE_LONG_TEXT_ROW (atlas_long_text_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasLongTextRow, atlas_long_text_row, ATLAS, LONG_TEXT_ROW, AdwPreferencesRow)

GtkWidget *atlas_long_text_row_new (const AtlasField *field);

G_END_DECLS
