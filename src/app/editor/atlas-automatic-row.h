/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasAutomaticRow:
 *
 * A row that shows what the program itself writes: created, updated.
 */
#define ATLAS_TYPE_AUTOMATIC_ROW (atlas_automatic_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasAutomaticRow, atlas_automatic_row, ATLAS, AUTOMATIC_ROW, AdwActionRow)

GtkWidget *atlas_automatic_row_new (const AtlasField *field);

G_END_DECLS
