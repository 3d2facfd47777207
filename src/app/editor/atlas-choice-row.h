/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasChoiceRow:
 *
 * A row that chooses among the few words of a vocabulary, or none: "Not stated".
 */
#define ATLAS_TYPE_CHOICE_ROW (atlas_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasChoiceRow, atlas_choice_row, ATLAS, CHOICE_ROW, AdwComboRow)

/** @field: of type CHOICE or LEVEL */
GtkWidget *atlas_choice_row_new (const AtlasField *field);

G_END_DECLS
