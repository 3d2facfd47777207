/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * atlas_check_in_note_async:
 * @event: row id
 * @uuid: (nullable): of the member who came; NULL: somebody new
 * @name: as it was typed, of somebody new: the last word is the family's
 *
 * Notes on a worker that somebody came to an event, and records them before where nobody knows them; one
 * step.
 */
void atlas_check_in_note_async (AtlasRegister *records,
                                gint64 event,
                                const char *uuid,
                                const char *name,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean atlas_check_in_note_finish (AtlasRegister *records, GAsyncResult *result, GError **error);

/** Sets the names of somebody new as one is typed, "Ada Marie Uwase": the last word is the family's. */
void atlas_check_in_note_set_name (AtlasRecord *member, const char *name);

G_END_DECLS
