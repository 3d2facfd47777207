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

#define ATLAS_ERASURE_MAX_MENTIONS 200

/** How the keys begin under which debriefings that are not finished are kept; see atlas-debriefing.h. */
#define ATLAS_DEBRIEFING_SETTING "debriefing."

/**
 * AtlasErasureMention:
 * @id: UUID of the record
 * @fields: keys of those that say a name
 *
 * A record that still holds a name of the person, or an address or a number. It may mean somebody else.
 */
typedef struct
{
  const AtlasKind *kind;
  char *id;
  char *title;
  char **fields;
} AtlasErasureMention;

void atlas_erasure_mention_free (AtlasErasureMention *self);

/**
 * AtlasErasure:
 * @contacts, @roles, @events: how many entries of the log and roles went, and at how many events an
 * attendance lost its name
 * @mentions: (element-type AtlasErasureMention): what else still speaks of the person, for somebody to look
 * at
 * @mentions_cut: how many more may be, beyond ATLAS_ERASURE_MAX_MENTIONS
 *
 * What an erasure took away, and what it could not.
 */
typedef struct
{
  guint contacts, roles, events;
  GPtrArray *mentions;
  gint64 mentions_cut;
} AtlasErasure;

void atlas_erasure_clear (AtlasErasure *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasErasure, atlas_erasure_clear)

/** Whether @reason says what @member is called or reached by, so that the log would tell of them for good. */
gboolean atlas_erasure_reason_names (AtlasRecord *member, const char *reason);

/**
 * atlas_register_erase:
 * @member: also of somebody who was deleted, of whom only the journal knows
 * @reason: (nullable): for the log; who asked belongs on paper, not here
 * @erasure: (out) (optional): to be cleared; without it mentions are not looked for
 *
 * Returns: FALSE with @error: ATLAS_RECORD_ERROR_UNKNOWN where nobody has that id;
 * ATLAS_RECORD_ERROR_VALUE where @reason says what the person was ever called or reached by;
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
/** @erasure: (out caller-allocates) (optional): to be cleared; its mentions are NULL where nothing was erased
 */
gboolean atlas_register_erase_finish (AtlasRegister *self,
                                      GAsyncResult *result,
                                      AtlasErasure *erasure,
                                      GError **error);

G_END_DECLS
