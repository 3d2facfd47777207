/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasKeptRow:
 *
 * Keeps the value of a field that a form does not show, since something else than a person writes it.
 */
#define ATLAS_TYPE_KEPT_ROW (atlas_kept_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasKeptRow, atlas_kept_row, ATLAS, KEPT_ROW, AdwPreferencesRow)

GtkWidget *atlas_kept_row_new (const AtlasField *field);

/** Takes another value in, as if a person had typed it. @value: (nullable): NULL: none */
void atlas_kept_row_set_text (AtlasKeptRow *self, const char *value);

G_END_DECLS
