/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/** What stands in a row whose number is not known (yet). */
#define ATLAS_COUNT_UNKNOWN (-1)

/**
 * AtlasCountRow:
 *
 * A row with a number at its end, with the locale's separators; zero is dimmed. Its title and subtitle are
 * plain text. One that is activatable shows that it leads somewhere.
 *
 * Properties: "count" (int64): ATLAS_COUNT_UNKNOWN shows none
 */
#define ATLAS_TYPE_COUNT_ROW (atlas_count_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCountRow, atlas_count_row, ATLAS, COUNT_ROW, AdwActionRow)

void atlas_count_row_set_count (AtlasCountRow *self, gint64 count);
gint64 atlas_count_row_get_count (AtlasCountRow *self);

G_END_DECLS
