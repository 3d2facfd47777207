/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasCalendarEntry:
 * @kind: of events or of missions
 * @first, @last: days, as g_date_get_julian() counts them, both included
 * @start, @end: minutes after the midnight of the first and the last day; -1 where it takes whole days, or of
 * @end where none is known
 * @place: (nullable)
 * @cancelled: it will not be; @tentative: it is not settled yet
 *
 * An event or a mission as a calendar shows it, by the clocks where it takes place.
 */
typedef struct
{
  const AtlasKind *kind;
  gint64 id;
  char *title;
  char *place;
  guint32 first, last;
  int start, end;
  gboolean cancelled, tentative;
} AtlasCalendarEntry;

/** "18:30 – 20:30"; "" where it takes whole days. (transfer full) */
char *atlas_calendar_entry_dup_time (const AtlasCalendarEntry *self);

/**
 * AtlasCalendarEntries:
 *
 * The events and missions of a span of days, read in the background and again after every change.
 *
 * Signals: "changed" (): others stand there
 */
#define ATLAS_TYPE_CALENDAR_ENTRIES (atlas_calendar_entries_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCalendarEntries, atlas_calendar_entries, ATLAS, CALENDAR_ENTRIES, GObject)

AtlasCalendarEntries *atlas_calendar_entries_new (void);

/** @session: (nullable). The search for events that it holds counts. */
void atlas_calendar_entries_set_session (AtlasCalendarEntries *self, AtlasSession *session);

/** @first, @last: days as above; @events: whether events are wanted beside missions */
void
atlas_calendar_entries_set_span (AtlasCalendarEntries *self, guint32 first, guint32 last, gboolean events);

/** In the order of days; of a day what takes several first, then by time. (transfer none) (element-type
 * AtlasCalendarEntry): until "changed" */
GPtrArray *atlas_calendar_entries_get (AtlasCalendarEntries *self);

/** Whether they are those of the span. */
gboolean atlas_calendar_entries_is_settled (AtlasCalendarEntries *self);

G_END_DECLS
