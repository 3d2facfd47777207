/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-merge-draft.h"

G_BEGIN_DECLS

/* One field of two people beside each other. */

/** What the field is called: "Family name", or of fields that go together "Address". (transfer none) */
const char *atlas_pair_field_get_title (const AtlasMergeField *field);

/** What a record says there, plain text; "" for nothing. (transfer full) */
char *atlas_pair_field_dup_text (const AtlasMergeField *field, AtlasRecord *record);

/**
 * atlas_pair_field_attach:
 * @draft: outlives what is put into @grid
 * @index: of a field that is not the same
 * @sides: of the cells of one side, all of which are as wide
 *
 * Fills a line of @grid, of four columns: what it is called, left, right, and both where both can be kept.
 * What is chosen there is chosen in @draft.
 *
 * Returns: how many rows were filled
 */
int
atlas_pair_field_attach (GtkGrid *grid, int row, AtlasMergeDraft *draft, guint index, GtkSizeGroup *sides);

G_END_DECLS
