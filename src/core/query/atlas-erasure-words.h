/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-erasure.h"

G_BEGIN_DECLS

/**
 * AtlasErasureWords:
 *
 * What somebody who is erased was called, and reached by, at any time; and what of the log and of other
 * records says so. Words are compared as search does, without regard to case and accents.
 */
typedef struct _AtlasErasureWords AtlasErasureWords;

AtlasErasureWords *atlas_erasure_words_new (void);
void atlas_erasure_words_free (AtlasErasureWords *self);

/** @id: an id (UUID) of the person, as text */
void atlas_erasure_words_add_id (AtlasErasureWords *self, const char *id);

/** Takes up what the record of a member says as it stands, and has said by the journal. To be called before
 * it is erased. @id: its row id */
gboolean atlas_erasure_words_read (AtlasErasureWords *self, AtlasUnit *unit, gint64 id, GError **error);

/** Takes up what @member is called and reached by as it stands. */
void atlas_erasure_words_add_record (AtlasErasureWords *self, AtlasRecord *member);

/** Whether @text tells of the person: by a whole name, an address, a number or an id, or by one word of a
 * name that is too long to be an ordinary word: "Letter of 12 May" may be about anybody. */
gboolean atlas_erasure_words_name (AtlasErasureWords *self, const char *text);

/** Whether anything in it says a whole name, an address, a number or an id of the person; what is no JSON,
 * whether it holds any word of a name. */
gboolean atlas_erasure_words_name_in_json (AtlasErasureWords *self, const char *json);

/** Takes out of labels and details of units what names the person: a label by a whole name, an address, a
 * number or an id; of the details, such as searches and names of files, each text that holds any of the
 * names, and a search that could have been for one. */
gboolean atlas_erasure_words_redact (AtlasErasureWords *self, AtlasUnit *unit, GError **error);

/**
 * atlas_erasure_words_list_mentions:
 * @cut: (out): how many more may be: beyond ATLAS_ERASURE_MAX_MENTIONS nothing is looked at
 *
 * The records that still hold any of the names, of members only what is written in their notes: for a person
 * to look at, as others may bear the same name. To be called once the person is gone.
 *
 * Returns: (transfer full) (element-type AtlasErasureMention): NULL with @error
 */
GPtrArray *
atlas_erasure_words_list_mentions (AtlasErasureWords *self, AtlasUnit *unit, gint64 *cut, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasErasureWords, atlas_erasure_words_free)

G_END_DECLS
