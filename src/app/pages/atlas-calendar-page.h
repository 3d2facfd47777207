/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-page.h"

G_BEGIN_DECLS

/**
 * AtlasCalendarPage:
 *
 * The page on which events and missions are seen by days: a month, its agenda, or the missions of a year.
 * Where there is little room it is the agenda.
 *
 * Actions: "calendar.today", "calendar.previous", "calendar.next" (Alt+Home, Alt+Left, Alt+Right),
 * "calendar.import", "calendar.export", "calendar.view" (s: "month", "agenda", "year")
 */
#define ATLAS_TYPE_CALENDAR_PAGE (atlas_calendar_page_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCalendarPage, atlas_calendar_page, ATLAS, CALENDAR_PAGE, GtkWidget)

G_END_DECLS
