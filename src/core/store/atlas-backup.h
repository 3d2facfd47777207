/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-progress.h"
#include "atlas-store.h"

G_BEGIN_DECLS

/** A consistent copy at @destination (written beside it, then renamed; 0600), also while others write; looked
 * through before it gets its name. What stands there is replaced, unless it is a database in use. */
gboolean atlas_backup_write (AtlasStore *store,
                             const char *destination,
                             AtlasProgressFunc progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error);

/**
 * atlas_backup_restore:
 * @path: the database to replace, which nobody may have open
 * @backup: a sound database of this program, of this version or an older one; checked before anything is
 * touched
 * @kept: (out) (transfer full) (nullable): where the old database now lies
 */
gboolean atlas_backup_restore (const char *path, const char *backup, char **kept, GError **error);

/** Once a day, keeps a copy in the folder "backups" beside the database; the newest seven stay. TRUE also
 * when none was due. */
gboolean atlas_backup_daily (AtlasStore *store, GCancellable *cancellable, GError **error);

/**
 * atlas_store_check:
 *
 * Looks at the database's own integrity, foreign keys, columns against the tables' description, search index
 * and derived tables against the records, and the journal. Of a database that can't be written, search index
 * and derived tables are left out. Others can't write meanwhile.
 *
 * Returns: (transfer full) (nullable): sentences, one a fault; empty when all is well; NULL with @error when
 * it could not look
 */
GStrv atlas_store_check (AtlasStore *store, GCancellable *cancellable, GError **error);

/** Drops and rebuilds everything derived, which mends a faulty search index. */
gboolean atlas_store_rebuild (AtlasStore *store, GCancellable *cancellable, GError **error);

G_END_DECLS
