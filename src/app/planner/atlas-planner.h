/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-plan.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasPlanner:
 *
 * The composer of missions: what is asked on the left, the map in the middle, the timetable on the right. It
 * plans as one asks, in the background. Stops are kept, moved and barred in the timetable or on the map, and
 * the plan mends itself around that; each such change can be undone.
 *
 * Property "working" (boolean): it is looking for a better plan
 *
 * Signals:
 * - "accepted": the plan (see [method@AtlasPlanner.get_plan]) is to become a mission
 * - "left": back to where one came from
 */
#define ATLAS_TYPE_PLANNER (atlas_planner_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPlanner, atlas_planner, ATLAS, PLANNER, GtkWidget)

GtkWidget *atlas_planner_new (void);

/** @session: (nullable): none while no database is open */
void atlas_planner_set_session (AtlasPlanner *self, AtlasSession *session);

/**
 * atlas_planner_begin:
 * @request: (nullable): what to begin with; NULL: what is usual
 *
 * Begins anew; what could be undone is forgotten.
 */
void atlas_planner_begin (AtlasPlanner *self, const AtlasPlanRequest *request);

/** Asks for that, as a change that can be undone: what was left off is taken up again. */
void atlas_planner_take_up (AtlasPlanner *self, const AtlasPlanRequest *request);

/** Reads a table of distances of one's own (see atlas_plan_request_read_distances()) in the background, and
 * plans by it; what is wrong with it is told as a failure of the session. */
void atlas_planner_load_ways (AtlasPlanner *self, GFile *file);

/** The plan at hand. (nullable) (transfer none) */
AtlasPlan *atlas_planner_get_plan (AtlasPlanner *self);

/** What is asked now. (transfer none) */
const AtlasPlanRequest *atlas_planner_get_request (AtlasPlanner *self);

/** Whether the plan is there and painted: for pictures. */
gboolean atlas_planner_is_settled (AtlasPlanner *self);

G_END_DECLS
