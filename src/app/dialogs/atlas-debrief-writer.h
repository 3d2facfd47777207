/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-debriefing.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasDebriefWriter:
 *
 * Keeps what is told of a mission while it is typed, and writes it in the end. All of it happens on workers,
 * in the order in which it was asked for, whichever of them comes first: an older copy never takes the place
 * of a newer one, nor of one that is written.
 */
typedef struct _AtlasDebriefWriter AtlasDebriefWriter;

AtlasDebriefWriter *atlas_debrief_writer_new (AtlasSession *session);
void atlas_debrief_writer_unref (AtlasDebriefWriter *self);

/** Keeps a copy. What goes wrong is told. */
void atlas_debrief_writer_keep (AtlasDebriefWriter *self, AtlasRecord *mission, AtlasDebriefing *debriefing);

/** The same before it returns, for a window that closes; where something else is at work on the database, for
 * which the window would wait, as above, and the program does not end before. */
void
atlas_debrief_writer_keep_last (AtlasDebriefWriter *self, AtlasRecord *mission, AtlasDebriefing *debriefing);

/** Whether some of it is still to be kept. */
gboolean atlas_debrief_writer_is_keeping (AtlasDebriefWriter *self);

/** Writes a copy, as atlas_debriefing_write(), and keeps nothing any more; what is not written is kept. */
void atlas_debrief_writer_write_async (AtlasDebriefWriter *self,
                                       AtlasRecord *mission,
                                       AtlasDebriefing *debriefing,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer data);

/** (transfer full): what was written; NULL with @error as atlas_debriefing_write() */
AtlasDebriefing *atlas_debrief_writer_write_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDebriefWriter, atlas_debrief_writer_unref)

G_END_DECLS
