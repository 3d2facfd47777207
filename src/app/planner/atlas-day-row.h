/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AtlasDayRow:
 *
 * A row in which a day is typed, as people write days, or chosen from a calendar. What is no day is said
 * beneath it.
 *
 * Signal "day-changed" (): another day, or none, is meant now.
 */
#define ATLAS_TYPE_DAY_ROW (atlas_day_row_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDayRow, atlas_day_row, ATLAS, DAY_ROW, AdwEntryRow)

GtkWidget *atlas_day_row_new (const char *title);

/** "YYYY-MM-DD"; NULL where what stands there is no day, or nothing does. Borrowed until it changes. */
const char *atlas_day_row_get_day (AtlasDayRow *self);

/** @day: (nullable): "YYYY-MM-DD" */
void atlas_day_row_set_day (AtlasDayRow *self, const char *day);

G_END_DECLS
