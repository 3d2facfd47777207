/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-selection.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasUpcomingEvent:
 * @start: as the record has it, in the event's own local time
 * @region: where it is (see atlas-region.h), by its address or else its position; ATLAS_REGION_NONE
 * @city: NULL where not known
 * @latitude, @longitude: NaN where it has no position
 *
 * What a map and a panel say of an event that is yet to come.
 */
typedef struct
{
  gint64 id;
  char *title;
  char *start;
  char *city;
  guint region;
  double latitude, longitude;
} AtlasUpcomingEvent;

/** "24 November 2026, 18:30" as the clocks there show it. (transfer full) */
char *atlas_upcoming_event_dup_when (const AtlasUpcomingEvent *self);

/** Whether it takes place in what is selected, and without a selection (NULL) in the region, or anywhere for
 * ATLAS_REGION_NONE. */
gboolean atlas_upcoming_event_is_in (const AtlasUpcomingEvent *self, guint region, AtlasSelection *selection);

/**
 * AtlasUpcomingEvents:
 *
 * The events that have not ended and are not cancelled, soonest first, read in the background and read anew
 * when events change.
 *
 * Signal "changed" ().
 */
#define ATLAS_TYPE_UPCOMING_EVENTS (atlas_upcoming_events_get_type ())
G_DECLARE_FINAL_TYPE (AtlasUpcomingEvents, atlas_upcoming_events, ATLAS, UPCOMING_EVENTS, GObject)

AtlasUpcomingEvents *atlas_upcoming_events_new (void);

/** @session: (nullable) */
void atlas_upcoming_events_set_session (AtlasUpcomingEvents *self, AtlasSession *session);

gboolean atlas_upcoming_events_is_loading (AtlasUpcomingEvents *self);
guint atlas_upcoming_events_get_n (AtlasUpcomingEvents *self);

/** Borrowed until "changed". */
const AtlasUpcomingEvent *atlas_upcoming_events_get (AtlasUpcomingEvents *self, guint index);

G_END_DECLS
