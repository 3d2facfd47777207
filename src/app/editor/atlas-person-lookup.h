/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasPersonBrief:
 * @uuid: as text
 * @id: row id; 0: there is no such person (any more), and of the rest nothing is known
 * @place: "Toronto, Ontario"; "" where unknown
 * @sex: a key of the vocabulary, or NULL
 * @active: neither moved away nor deceased
 *
 * Of a person what a list of people shows.
 */
typedef struct
{
  char *uuid;
  gint64 id;
  char *name;
  char *place;
  char *sex;
  gboolean active;
} AtlasPersonBrief;

void atlas_person_brief_free (AtlasPersonBrief *self);

/** Who they are. @uuids: as text, NULL-terminated */
void atlas_person_lookup_async (AtlasRegister *records,
                                const char *const *uuids,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** Who is found. @limit: 0: all, in order; else so many, whichever are found first */
void atlas_person_search_async (AtlasRegister *records,
                                AtlasQuery *query,
                                guint limit,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);

/** Of either. (transfer full) (element-type AtlasPersonBrief): in the order asked for; NULL with @error */
GPtrArray *atlas_person_lookup_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPersonBrief, atlas_person_brief_free)

G_END_DECLS
