/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-output.h"
#include "atlas-page-writer.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * atlas_mission_brief_write:
 * @mission: row id
 * @smallest: the smallest count that is told; see atlas-small-cells.h
 *
 * What the team takes along, as PDF: what the mission is for, the map, the timetable by local clocks, for
 * each stop who lives there, whom of the audience can be asked, which organisations are near and who speaks
 * for them, what was last talked of and what is to be done, the budget, and a sheet of contacts. How somebody
 * is reached is told only of those who agreed to it. The file is logged as one of this authority's own. May
 * take long: not for the main thread of a window.
 *
 * Returns: FALSE with ATLAS_RECORD_ERROR, ATLAS_QUERY_ERROR (the mission's audience is no search),
 * ATLAS_STORE_ERROR or G_IO_ERROR
 */
gboolean atlas_mission_brief_write (AtlasRegister *source,
                                    gint64 mission,
                                    AtlasPaper paper,
                                    guint smallest,
                                    AtlasOutput *output,
                                    GCancellable *cancellable,
                                    GError **error);

G_END_DECLS
