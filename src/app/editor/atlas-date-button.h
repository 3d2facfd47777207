/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AtlasDateButton:
 *
 * A button that opens a calendar, for beside an entry that holds a day.
 *
 * Signals:
 * - "wanted" (): the calendar is about to open; whoever has the day sets it
 * - "chosen" (string date): a day was chosen, "YYYY-MM-DD"
 */
#define ATLAS_TYPE_DATE_BUTTON (atlas_date_button_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDateButton, atlas_date_button, ATLAS, DATE_BUTTON, GtkWidget)

GtkWidget *atlas_date_button_new (void);

/** The day that the calendar shows, "YYYY-MM-DD"; NULL: today */
void atlas_date_button_set_date (AtlasDateButton *self, const char *date);

G_END_DECLS
