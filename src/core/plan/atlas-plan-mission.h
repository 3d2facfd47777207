/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-mission-events.h"
#include "atlas-plan.h"

G_BEGIN_DECLS

/**
 * atlas_plan_fill_mission:
 * @mission: of the kind mission
 *
 * Makes the record one of the plan: days, base, audience, stops, ways, what it costs, and what was asked, so
 * that it can be planned anew. Title, team, notes and the like stay; so do the venue, the host, the event and
 * the notes of a stop that is still there. A stop's arrival and departure are those of the meeting.
 */
void atlas_plan_fill_mission (const AtlasPlan *plan, AtlasRecord *mission);

/**
 * atlas_plan_accept:
 * @mission: row id of the one that was planned anew; 0: a new one
 * @title: (nullable): of a new one; NULL: one that names the first places
 * @id: (out): row id
 * @events: (out) (optional)
 *
 * Writes the plan into a mission and makes draft events at its stops: one step, undone as one.
 *
 * Returns: FALSE with ATLAS_RECORD_ERROR or ATLAS_STORE_ERROR; nothing is changed then
 */
gboolean atlas_plan_accept (AtlasRegister *source,
                            const AtlasPlan *plan,
                            gint64 mission,
                            const char *title,
                            gint64 *id,
                            AtlasMissionEvents *events,
                            GCancellable *cancellable,
                            GError **error);

/** The same as a new mission, a draft, without events, which atlas_mission_make_events() makes later. */
gboolean atlas_plan_save (AtlasRegister *source,
                          const AtlasPlan *plan,
                          const char *title,
                          gint64 *id,
                          GCancellable *cancellable,
                          GError **error);

/**
 * atlas_plan_request_new_for_mission:
 *
 * What a mission was planned by, or else what its own fields say: base, days, audience and stops, which are
 * pinned then. (transfer full)
 */
AtlasPlanRequest *atlas_plan_request_new_for_mission (AtlasRecord *mission);

G_END_DECLS
