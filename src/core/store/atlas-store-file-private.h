/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-connection-private.h"

G_BEGIN_DECLS

/* Database files as files: made, copied, locked and moved as wholes. */

/** Words for a file or folder that the system won't let us make. Always FALSE. */
gboolean atlas_store_fail_to_create (const char *path, int number, GError **error);

/** Whether @a and @b are one file, whatever they are called; never opens them, as closing one again would
 * drop the locks that SQLite holds on it (POSIX). */
gboolean atlas_store_is_same_file (const char *a, const char *b);

/**
 * atlas_store_open_to_read:
 *
 * Opens a database of this program, of our version or an older one, where it may be read but perhaps not
 * written.
 *
 * Returns: NULL with NOT_FOUND, FOREIGN, NEWER ...
 */
AtlasConnection *atlas_store_open_to_read (const char *path, GError **error);

/** The mode in which a database can be read whose folder may be closed to us. */
AtlasConnectionMode atlas_store_mode_to_read (const char *path);

/** FALSE with NEWER where the file is of a version that we don't know yet. */
gboolean atlas_store_check_version (AtlasConnection *connection, gint64 *version, GError **error);

/**
 * atlas_store_take_file:
 *
 * Locks a file against every program that has it open as a database, or opens it from now on.
 *
 * Returns: a file descriptor, which holds the lock until it is closed; -1 with BUSY where somebody has it
 */
int atlas_store_take_file (const char *path, GError **error);

/** Renames, and sees to it that the new name lies on the disk. */
gboolean atlas_store_move_file (const char *from, const char *to, GError **error);

/** Removes a database that nobody wants and the files beside it. */
void atlas_store_remove_file (const char *path);

G_END_DECLS
