/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * atlas_plan_acceptance_run:
 * @mission: row id of the mission that was planned anew; 0: a new one
 * @callback: with @owner as source; see atlas_plan_acceptance_finish()
 *
 * Writes the plan into a mission with draft events at its stops (see atlas_plan_accept()), in the background,
 * and tells of it with a button that takes it back.
 */
void atlas_plan_acceptance_run (
  AtlasSession *session, AtlasPlan *plan, gint64 mission, GObject *owner, GAsyncReadyCallback callback);

/** The mission's row id; 0 where it failed, which the session has told then. */
gint64 atlas_plan_acceptance_finish (GAsyncResult *result);

G_END_DECLS
