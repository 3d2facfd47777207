/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasItemListRow:
 *
 * A row for a list of items that have fields of their own: languages with their levels, consents with their
 * dates. What has a date is shown newest first, whatever the order in the file, which stays.
 */
#define ATLAS_TYPE_ITEM_LIST_ROW (atlas_item_list_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasItemListRow, atlas_item_list_row, ATLAS, ITEM_LIST_ROW, AdwPreferencesRow)

/** @field: of type ITEM_LIST */
GtkWidget *atlas_item_list_row_new (const AtlasField *field);

G_END_DECLS
