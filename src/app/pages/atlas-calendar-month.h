/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-calendar-entries.h"

G_BEGIN_DECLS

/**
 * AtlasCalendarMonth:
 *
 * Six weeks of days with what is on them; one of them is the current one. Arrows go from day to day, Page Up
 * and Page Down from month to month, Home to today; Enter lists what is on the day and offers a new event.
 *
 * Signals: "current-changed" (): another day is the current one, perhaps of another month
 */
#define ATLAS_TYPE_CALENDAR_MONTH (atlas_calendar_month_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCalendarMonth, atlas_calendar_month, ATLAS, CALENDAR_MONTH, GtkWidget)

GtkWidget *atlas_calendar_month_new (void);

/** @julian: as g_date_get_julian() counts days; its month is shown. Emits no signal. */
void atlas_calendar_month_set_current (AtlasCalendarMonth *self, guint32 julian);
guint32 atlas_calendar_month_get_current (AtlasCalendarMonth *self);

/** The first and the last day that are to be seen when the month of @julian is. */
void atlas_calendar_month_get_span (guint32 julian, guint32 *first, guint32 *last);

/** @entries: (element-type AtlasCalendarEntry): in the order of AtlasCalendarEntries */
void atlas_calendar_month_set_entries (AtlasCalendarMonth *self, GPtrArray *entries);

/** Lists what is on the current day. */
void atlas_calendar_month_open_day (AtlasCalendarMonth *self);

/** Asks the window for a new event on that day, or for a new mission that begins on it. */
void atlas_calendar_new_event (GtkWidget *over, guint32 julian);
void atlas_calendar_new_mission (GtkWidget *over, guint32 julian);

/** Today, by the clocks here. */
guint32 atlas_calendar_get_today (void);

G_END_DECLS
