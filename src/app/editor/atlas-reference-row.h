/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasReferenceRow:
 *
 * Edits a field that holds the id of another record: shows its name, and finds others while one types.
 */
#define ATLAS_TYPE_REFERENCE_ROW (atlas_reference_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasReferenceRow, atlas_reference_row, ATLAS, REFERENCE_ROW, AdwEntryRow)

/** @field: one that refers to a kind */
GtkWidget *atlas_reference_row_new (const AtlasField *field);

G_END_DECLS
