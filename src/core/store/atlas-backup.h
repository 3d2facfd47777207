/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-progress.h"
#include "atlas-store.h"

G_BEGIN_DECLS

/**
 * atlas_backup_write:
 * @progress: (nullable): bytes copied, out of how many
 *
 * A consistent copy at @destination (written beside it, then renamed; 0600), also while others write. An
 * older backup of that name gives way; the database itself, one that is in use and a file of another kind do
 * not. A database that is damaged is not copied. May take long: not for the main thread of a window.
 */
gboolean atlas_backup_write (AtlasStore *store,
                             const char *destination,
                             AtlasProgressFunc progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

/**
 * atlas_backup_restore:
 * @path: the database to replace, which nobody may have open
 * @backup: a sound database of this program; checked before anything is touched
 * @kept: (out) (optional) (transfer full) (nullable): where the old database now lies, with its log: beside
 * the new one; NULL where there was none
 * @progress: (nullable): bytes copied, out of how many
 *
 * Refuses where another process has @path open, or a store of this one. May take long; cancelled, it has
 * changed nothing.
 */
gboolean atlas_backup_restore (const char *path,
                               const char *backup,
                               char **kept,
                               AtlasProgressFunc progress,
                               gpointer user_data,
                               GCancellable *cancellable,
                               GError **error);

/** Once a day, keeps a copy in the folder "backups" beside the database; the newest seven stay. TRUE also
 * when none was due. */
gboolean atlas_backup_daily (AtlasStore *store, GCancellable *cancellable, GError **error);

/**
 * atlas_store_check:
 * @n_rebuildable: (out) (optional): how many of the faults [func@atlas_store_rebuild] mends: those whose
 * sentence says that what is derived should be rebuilt; 0 where the records' own tables are damaged, since
 * nothing can be derived from them
 *
 * Looks at the database's own integrity, foreign keys, columns against the tables' description, search index
 * and derived tables against the records, and the journal.
 *
 * Changes nothing, and works on one state of the database in bounded memory, while others read and write;
 * only while the search index is looked at, some four seconds for a million members, do writers have to wait.
 *
 * Returns: (transfer full) (nullable): sentences, one a fault; empty when all is well; NULL with @error when
 * it could not look
 */
GStrv atlas_store_check (AtlasStore *store, guint *n_rebuildable, GCancellable *cancellable, GError **error);

/** Drops and rebuilds everything derived, which mends a faulty search index. */
gboolean atlas_store_rebuild (AtlasStore *store, GCancellable *cancellable, GError **error);

G_END_DECLS
