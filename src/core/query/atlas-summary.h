/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-measure.h"

G_BEGIN_DECLS

/* How many members live where, kept in the database from one session to the next, so that a map of a million
 * shows something while its points are still being read. */

/** Below so many members the points are read sooner than anybody sees: nothing is kept. */
#define ATLAS_SUMMARY_MIN_MEMBERS 50000

/**
 * atlas_register_keep_summary:
 * @least: how many members are worth it: %ATLAS_SUMMARY_MIN_MEMBERS
 *
 * Keeps the members of each region for the next session, where there are so many and the points that stand
 * are those of the database as it is now; else does nothing. A few milliseconds and a write; any thread.
 */
gboolean atlas_register_keep_summary (AtlasRegister *self, guint least, GError **error);

/**
 * atlas_register_load_summary:
 *
 * What was kept, where nothing has been written to the database since: members by region.
 *
 * Returns: (transfer full) (nullable)
 */
AtlasMeasured *atlas_register_load_summary (AtlasRegister *self);

G_END_DECLS
