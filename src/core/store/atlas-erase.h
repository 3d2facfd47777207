/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-unit.h"

G_BEGIN_DECLS

/* Erasing: the one act that the journal does not keep, and that can't be undone. What it takes away is gone
 * from the records, from search, from the journal and, after atlas_store_shred(), from the file.
 *
 * A unit that erases journals nothing of it; whatever it is to leave behind stands in its details. Of what
 * was journalled before, each entry about an erased record becomes a blank one, that says that something was
 * added, changed or deleted, but not what: units keep their counts, and are undone and redone without it. */

/** In the journal, what stands for a table in a blank entry. */
#define ATLAS_ERASED "erased"

/** Takes the record with that row id out, with all that the journal holds of it; also one that was deleted
 * before, of which only the journal knows. */
gboolean atlas_unit_erase (AtlasUnit *self, const AtlasTable *table, gint64 id, GError **error);

/**
 * AtlasEraseRewrite:
 * @column: the index of a column of the table
 *
 * Puts into @value what it is to be from now on, and has been all the while.
 */
typedef void (*AtlasEraseRewrite) (const AtlasTable *table, guint column, AtlasValue *value, gpointer data);

/** Rewrites a record as it stands, if it does, and all that the journal holds of it. */
gboolean atlas_unit_rewrite (AtlasUnit *self,
                             const AtlasTable *table,
                             gint64 id,
                             AtlasEraseRewrite rewrite,
                             gpointer data,
                             GError **error);

/**
 * AtlasEraseRedact:
 * @label: (inout) (transfer full): of a unit
 * @details: (inout) (transfer full) (nullable)
 *
 * Puts others in place of what must not be read any more.
 */
typedef void (*AtlasEraseRedact) (char **label, char **details, gpointer data);

/**
 * atlas_unit_redact:
 * @redact: called for every unit of the log
 * @label: what stands for the label of a unit that did little else than change what has been erased, and so
 * may have named it as it was called then
 */
gboolean atlas_unit_redact (
  AtlasUnit *self, AtlasEraseRedact redact, gpointer data, const char *label, GError **error);

/** Makes search forget words that stand in no record any more. To be called last. */
gboolean atlas_unit_forget_words (AtlasUnit *self, GError **error);

/**
 * atlas_store_shred:
 *
 * Writes the file anew without the free space in which old content may lie, and empties the log beside it.
 * Takes about as long as a backup, and as much room for a while. Other programs may read meanwhile, but as
 * long as one does the log can't be emptied. A unit that erases leaves a setting by which it is known that
 * this is still to be done; the next atlas_store_open() that may write does it then.
 *
 * Returns: FALSE with ATLAS_STORE_ERROR_TRACES, whatever the reason, which its message tells
 */
gboolean atlas_store_shred (AtlasStore *store, GCancellable *cancellable, GError **error);

G_END_DECLS
