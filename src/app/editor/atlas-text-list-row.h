/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasTextListRow:
 *
 * A row for a few texts that are checked one by one, each in a line of its own: e-mail addresses, telephone
 * numbers. The last line is empty, and becomes another text as one types.
 */
#define ATLAS_TYPE_TEXT_LIST_ROW (atlas_text_list_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasTextListRow, atlas_text_list_row, ATLAS, TEXT_LIST_ROW, AdwPreferencesRow)

GtkWidget *atlas_text_list_row_new (const AtlasField *field);

G_END_DECLS
