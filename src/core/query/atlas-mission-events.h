/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasMissionEvents:
 * @made: events that were not there before
 * @updated: events that stood and were changed
 * @kept: events that stood and are as the mission says
 * @timeless: stops without an arrival, for which there can be no event
 * @dropped: events of stops that are there no longer, which went with them
 * @orphaned: such events that stayed; see atlas_mission_drop_events_in()
 */
typedef struct
{
  guint made, updated, kept, timeless, dropped, orphaned;
} AtlasMissionEvents;

/**
 * atlas_mission_make_events:
 * @mission: row id
 * @counts: (out) (optional)
 *
 * Makes an event, planned, of each stop of a mission that has an arrival, and notes its id in the stop: one
 * step, undone as one. From arrival to departure by the clocks of the place, with its address, position,
 * venue, and the host as organiser. Where a stop has its event already that follows the mission's times,
 * place and venue; title, type, status and whatever else an officer wrote into it stay. An event that was
 * deleted since is made anew. Nothing is written, and nothing can be undone, where all is as it should be.
 *
 * Returns: FALSE with ATLAS_RECORD_ERROR or ATLAS_STORE_ERROR; nothing is changed then
 */
gboolean atlas_mission_make_events (
  AtlasRegister *self, gint64 mission, AtlasMissionEvents *counts, GCancellable *cancellable, GError **error);

/** The same as a part of @unit. @counts: (out) (optional) */
gboolean
atlas_mission_make_events_in (AtlasUnit *unit, gint64 mission, AtlasMissionEvents *counts, GError **error);

/** The same of some stops only; the events of all others stay as they are. @stops: (array length=n_stops):
 * which, in the mission's order */
gboolean atlas_mission_make_events_at (
  AtlasUnit *unit, gint64 mission, const gboolean *stops, gsize n_stops, GError **error);

/**
 * atlas_mission_drop_events_in:
 * @before, @after: (element-type AtlasRecord): the stops of a mission as they were, and as they are saved now
 * @counts: (inout): where it is counted
 *
 * Takes away the events of stops that are there no longer, as a part of @unit. One stays where somebody
 * counts on it: it is no longer only planned, somebody is on its list, or the contact log or another mission
 * names it.
 */
gboolean atlas_mission_drop_events_in (
  AtlasUnit *unit, GPtrArray *before, GPtrArray *after, AtlasMissionEvents *counts, GError **error);

/**
 * AtlasMissionReached:
 * @stops: whose event has a list
 * @people: who attended, each once
 * @changed: whether the mission said something else before
 */
typedef struct
{
  guint stops, people;
  gboolean changed;
} AtlasMissionReached;

/** Notes in a mission and its stops how many people came, as the lists of its events say: one step. A stop
 * whose event has no list keeps what was noted by hand. @reached: (out) (optional) */
gboolean atlas_mission_note_reached (AtlasRegister *self,
                                     gint64 mission,
                                     AtlasMissionReached *reached,
                                     GCancellable *cancellable,
                                     GError **error);

/** The same as a part of @unit. @reached: (out) (optional) */
gboolean
atlas_mission_note_reached_in (AtlasUnit *unit, gint64 mission, AtlasMissionReached *reached, GError **error);

/** The event that is held at a stop; NULL where there is none, or with @error. (transfer full) */
AtlasRecord *atlas_stop_load_event (AtlasRegister *self, AtlasRecord *stop, GError **error);

G_END_DECLS
