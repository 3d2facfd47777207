/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-calendar-entries.h"

G_BEGIN_DECLS

/**
 * AtlasCalendarYear:
 *
 * The missions of a year, a line each, with a bar from the first day to the last over the months.
 */
#define ATLAS_TYPE_CALENDAR_YEAR (atlas_calendar_year_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCalendarYear, atlas_calendar_year, ATLAS, CALENDAR_YEAR, GtkWidget)

GtkWidget *atlas_calendar_year_new (void);

/** @entries: (element-type AtlasCalendarEntry): those that are missions are shown */
void atlas_calendar_year_set_entries (AtlasCalendarYear *self, GPtrArray *entries, GDateYear year);

G_END_DECLS
