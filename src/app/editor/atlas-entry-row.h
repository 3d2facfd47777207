/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasEntryRow:
 *
 * A row for whatever is typed in one line: text, numbers, days, and choices among more words than a menu
 * holds. What is left as it was keeps its value to the letter, however it is shown.
 */
#define ATLAS_TYPE_ENTRY_ROW (atlas_entry_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasEntryRow, atlas_entry_row, ATLAS, ENTRY_ROW, AdwEntryRow)

GtkWidget *atlas_entry_row_new (const AtlasField *field);

G_END_DECLS
