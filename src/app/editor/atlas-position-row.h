/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasPositionRow:
 *
 * A row for where somebody lives or something takes place: a small map with a pin. While it is being
 * adjusted, a click or the arrow keys move the pin, which then counts as set by hand; or it is placed by the
 * address again. Latitude and longitude can be typed too.
 */
#define ATLAS_TYPE_POSITION_ROW (atlas_position_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPositionRow, atlas_position_row, ATLAS, POSITION_ROW, AdwPreferencesRow)

/** @first: of the fields latitude, longitude, precision, source, which follow each other. */
GtkWidget *atlas_position_row_new (const AtlasField *first);

/** Whether the fields of a position begin at @index. */
gboolean atlas_position_row_fits (const AtlasKind *kind, guint index);

#define ATLAS_POSITION_ROW_FIELDS 4

G_END_DECLS
