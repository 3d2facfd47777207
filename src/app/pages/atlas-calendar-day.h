/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-calendar-entries.h"

G_BEGIN_DECLS

/**
 * AtlasCalendarDay:
 *
 * A day of a month: its number, a line for each entry of it as far as there is room, and how many more there
 * are. An entry of several days has the same lane on each day of a week, so that its lines read as one bar.
 *
 * Signals: "activated" (): a click beside the lines, Enter or Space
 */
#define ATLAS_TYPE_CALENDAR_DAY (atlas_calendar_day_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCalendarDay, atlas_calendar_day, ATLAS, CALENDAR_DAY, GtkWidget)

GtkWidget *atlas_calendar_day_new (void);

/**
 * atlas_calendar_day_set:
 * @julian: as g_date_get_julian() counts days
 * @lanes: (element-type AtlasCalendarEntry): in order; NULL: the lane is free on this day
 * @week: the first day of its week, on which entries that began before say again what they are
 * @n_lanes: as many the fullest day of that week has: all of its days show as many, or bars would be cut
 * @outside: the day belongs to another month
 */
void atlas_calendar_day_set (AtlasCalendarDay *self,
                             guint32 julian,
                             GPtrArray *lanes,
                             guint32 week,
                             guint n_lanes,
                             gboolean outside,
                             gboolean today);

guint32 atlas_calendar_day_get_julian (AtlasCalendarDay *self);

/** Whether the day can take the focus: one in a month does, as arrow keys lead to the others. */
void atlas_calendar_day_set_current (AtlasCalendarDay *self, gboolean current);

/** "Friday 27 November 2026" (transfer full) */
char *atlas_calendar_day_format (guint32 julian);

/** A button that opens the entry's record: in a day's line or a list. @words: what it says */
GtkWidget *atlas_calendar_day_make_button (const AtlasCalendarEntry *entry, const char *words);

G_END_DECLS
