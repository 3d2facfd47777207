/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-schema-private.h"

G_BEGIN_DECLS

/**
 * AtlasTextBuild:
 *
 * Makes the search index of a table that was empty while its rows come, beside the thread that writes them.
 * FTS5 itself does so, on a thread of its own, in a database of its own: a file beside ours that has no name
 * and is gone with @self. In the end what it holds is copied, as a dump and a restore would.
 */
typedef struct _AtlasTextBuild AtlasTextBuild;

/** @path: of the database. @sql: of a table that has an index, which is empty */
AtlasTextBuild *atlas_text_build_new (const char *path, const AtlasTableSql *sql);

/** A new row; ids ascend. */
void atlas_text_build_add (AtlasTextBuild *self, gint64 id, const AtlasValue *values);

/** Row @id, which was added, is about to change or to go. @before: as it was; noted the first time. FALSE
 * where so many have changed that @self is no longer worth its while: then free it, and rebuild. */
gboolean atlas_text_build_note_changed (AtlasTextBuild *self, gint64 id, const AtlasValue *before);

/** No more rows come; the thread may finish meanwhile. */
void atlas_text_build_end (AtlasTextBuild *self);

/**
 * atlas_text_build_finish:
 * @connection: within the transaction that wrote the rows, which stand as they will
 * @done: (out): FALSE where there were too few rows to begin, or that other database could not be made: then
 *   the index is as it was, and has to be rebuilt
 *
 * Writes the index. FALSE with @error.
 */
gboolean
atlas_text_build_finish (AtlasTextBuild *self, AtlasConnection *connection, gboolean *done, GError **error);
void atlas_text_build_free (AtlasTextBuild *self);

G_END_DECLS
