/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasTagsRow:
 *
 * A row for a list of words that flow like tags: skills as they are typed, citizenships as they are
 * suggested; where there are few to choose from, as interests, all are there to be switched on.
 */
#define ATLAS_TYPE_TAGS_ROW (atlas_tags_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasTagsRow, atlas_tags_row, ATLAS, TAGS_ROW, AdwPreferencesRow)

/** @switches: whether all words of the vocabulary are shown, to be switched on and off */
GtkWidget *atlas_tags_row_new (const AtlasField *field, gboolean switches);

G_END_DECLS
