/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/* Erasure on request: a person is taken out of the database for good, with their contact log, their roles in
 * organisations, and all that the journal holds of them. That they were at an event stays counted there, by
 * an id that is made up for each event and leads nowhere. It can't be undone.
 *
 * What stays is a line of the log, for totals that are to add up: when somebody was erased, why, and where
 * they lived and of which sex they were - but that only as far as at least ATLAS_ERASURE_MIN_OTHERS others
 * are alike in it; else the sex is left out, then the province, then the country. Backups that were made
 * before still hold the person. */

#define ATLAS_ERASURE_MIN_OTHERS 10

/**
 * AtlasErasure:
 * @contacts, @roles, @events: how many entries of the log and roles went, and at how many events an
 * attendance lost its name
 *
 * What an erasure took away.
 */
typedef struct
{
  guint contacts, roles, events;
} AtlasErasure;

/**
 * atlas_register_erase:
 * @member: also of somebody who was deleted, of whom only the journal knows
 * @reason: (nullable): for the log; who asked belongs on paper, not here
 * @erasure: (out) (optional)
 *
 * Returns: FALSE with @error: ATLAS_RECORD_ERROR_UNKNOWN where nobody has that id;
 * ATLAS_STORE_ERROR_TRACES where all that failed is writing the file anew (see atlas_store_shred()): the
 * person is gone from the records, and @erasure is filled
 */
gboolean atlas_register_erase (AtlasRegister *self,
                               const AtlasUuid *member,
                               const char *reason,
                               AtlasErasure *erasure,
                               GCancellable *cancellable,
                               GError **error);

/** The same on another thread. */
void atlas_register_erase_async (AtlasRegister *self,
                                 const AtlasUuid *member,
                                 const char *reason,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean atlas_register_erase_finish (AtlasRegister *self, GAsyncResult *result, GError **error);

G_END_DECLS
