/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-calendar-entries.h"

G_BEGIN_DECLS

/**
 * AtlasCalendarAgenda:
 *
 * What is on in a span of days as a list under the days' headings; what takes several stands under the first
 * of them. Where there is nothing it says so, and offers a new event.
 */
#define ATLAS_TYPE_CALENDAR_AGENDA (atlas_calendar_agenda_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCalendarAgenda, atlas_calendar_agenda, ATLAS, CALENDAR_AGENDA, GtkWidget)

GtkWidget *atlas_calendar_agenda_new (void);

/**
 * atlas_calendar_agenda_set_entries:
 * @entries: (element-type AtlasCalendarEntry): in the order of AtlasCalendarEntries
 * @first, @last: the days that are listed, as g_date_get_julian() counts them
 */
void atlas_calendar_agenda_set_entries (AtlasCalendarAgenda *self,
                                        GPtrArray *entries,
                                        guint32 first,
                                        guint32 last);

G_END_DECLS
