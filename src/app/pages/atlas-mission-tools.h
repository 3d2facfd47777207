/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record-pane.h"

G_BEGIN_DECLS

/**
 * AtlasMissionTools:
 *
 * The button over a mission by which it is carried out: events are made of its stops, people are invited to
 * each, and the brief, day sheets and the debrief report are written. What was typed is saved before.
 *
 * Actions: "mission.make-events", "mission.brief", "mission.note-reached", "mission.debrief", and of a stop
 * (uint32, from 0) "mission.invite", "mission.add-to-event", "mission.sheet"
 */
#define ATLAS_TYPE_MISSION_TOOLS (atlas_mission_tools_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMissionTools, atlas_mission_tools, ATLAS, MISSION_TOOLS, GtkWidget)

/** @pane: over whose mission it stands, which outlives it */
GtkWidget *atlas_mission_tools_new (AtlasRecordPane *pane);

/** @session: (nullable) */
void atlas_mission_tools_set_session (AtlasMissionTools *self, AtlasSession *session);

G_END_DECLS
