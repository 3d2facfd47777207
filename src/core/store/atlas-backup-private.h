/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-connection-private.h"
#include "atlas-progress.h"

G_BEGIN_DECLS

/**
 * atlas_backup_copy_beside:
 * @source: within a transaction, which fixes what is copied
 * @check: the pragma that must find the copy sound
 *
 * Copies a database into a new file in the folder of @destination, readable by its owner alone.
 *
 * Returns: (transfer full): its passing name; NULL with @error
 */
char *atlas_backup_copy_beside (AtlasConnection *source,
                                const char *destination,
                                const char *check,
                                AtlasProgressFunc progress,
                                gpointer user_data,
                                GCancellable *cancellable,
                                GError **error);

/** The name of a database without folder and ending. */
char *atlas_backup_dup_stem (const char *path);

G_END_DECLS
