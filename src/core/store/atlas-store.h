/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-change.h"
#include "atlas-progress.h"
#include "atlas-statement.h"
#include "atlas-table.h"

G_BEGIN_DECLS

/**
 * AtlasStore:
 *
 * One database file: canonical tables (records, journal, settings), which hold the truth, and derived ones
 * (search, facets), which can be dropped and rebuilt at any time.
 *
 * Threads: any. There is one writing connection, taken by a [struct@AtlasUnit] for as long as it is open, and
 * a pool of reading ones
 * ([func@atlas_store_acquire_reader]), each a consistent snapshot that a writer never blocks (WAL).
 *
 * AtlasStore::changed (store, AtlasChange *change) is emitted on the main context that was the thread default
 * where the store was opened, after each commit, undo and redo; also when another process changed the file
 * (then the change says %TRUE to atlas_change_is_everything()).
 */
#define ATLAS_TYPE_STORE (atlas_store_get_type ())
G_DECLARE_FINAL_TYPE (AtlasStore, atlas_store, ATLAS, STORE, GObject)

/**
 * AtlasStoreError:
 * @ATLAS_STORE_ERROR_NOT_FOUND: no such file, record or unit
 * @ATLAS_STORE_ERROR_EXISTS: a file stands where one was to be created
 * @ATLAS_STORE_ERROR_FOREIGN: a SQLite file of some other program, or no SQLite file at all
 * @ATLAS_STORE_ERROR_NEWER: written by a newer version of this program
 * @ATLAS_STORE_ERROR_CORRUPT: damaged
 * @ATLAS_STORE_ERROR_READ_ONLY: file or folder can't be written
 * @ATLAS_STORE_ERROR_FULL: no space left
 * @ATLAS_STORE_ERROR_BUSY: held by another process
 * @ATLAS_STORE_ERROR_CONSTRAINT: a rule of the database refuses the values
 * @ATLAS_STORE_ERROR_TRACES: done, but the file still holds traces of what was erased: see
 * atlas_store_shred()
 * @ATLAS_STORE_ERROR_FAILED: anything else, with SQLite's own words
 *
 * Every message names the file and says what the person can do.
 */
typedef enum
{
  ATLAS_STORE_ERROR_NOT_FOUND,
  ATLAS_STORE_ERROR_EXISTS,
  ATLAS_STORE_ERROR_FOREIGN,
  ATLAS_STORE_ERROR_NEWER,
  ATLAS_STORE_ERROR_CORRUPT,
  ATLAS_STORE_ERROR_READ_ONLY,
  ATLAS_STORE_ERROR_FULL,
  ATLAS_STORE_ERROR_BUSY,
  ATLAS_STORE_ERROR_CONSTRAINT,
  ATLAS_STORE_ERROR_TRACES,
  ATLAS_STORE_ERROR_FAILED,
} AtlasStoreError;

#define ATLAS_STORE_ERROR (atlas_store_error_quark ())
GQuark atlas_store_error_quark (void);

typedef enum
{
  ATLAS_STORE_OPEN_EXISTING = 0,
  ATLAS_STORE_CREATE = 1 << 0,    /* create the file (0600) and its folder (0700) where missing */
  ATLAS_STORE_EXCLUSIVE = 1 << 1, /* with CREATE: fail with EXISTS where a file stands */
  ATLAS_STORE_READ_ONLY = 1 << 2,
} AtlasStoreFlags;

/**
 * atlas_store_open:
 * @tables: (array zero-terminated=1): what tables hold records; static
 *
 * Opens @path, brings an older schema up to date (after a backup), and rebuilds what is derived if its
 * description changed. Takes under 5 ms on a database that is up to date, whatever its size; longer where an
 * erasure has left traces in the file, which are seen to first (see atlas_store_shred()).
 *
 * Returns: (transfer full): the store, or NULL with #ATLAS_STORE_ERROR
 */
AtlasStore *
atlas_store_open (const char *path, AtlasStoreFlags flags, const AtlasTable *const *tables, GError **error);

/**
 * atlas_store_open_full:
 * @progress: (nullable): called on this thread while an older database is brought up to date, which takes up
 * to a minute for a million members; not at all where there is nothing to be done. At first, while the file
 * is copied, with a total of 0
 * @cancellable: (nullable): ends that; the database is then as it was, and so it is where the program is
 * killed
 *
 * As atlas_store_open().
 */
AtlasStore *atlas_store_open_full (const char *path,
                                   AtlasStoreFlags flags,
                                   const AtlasTable *const *tables,
                                   AtlasProgressFunc progress,
                                   gpointer user_data,
                                   GCancellable *cancellable,
                                   GError **error);

/** Whether the file at @path is a database of this program, of whatever version; reads its first bytes only.
 */
gboolean atlas_store_is_database (const char *path);

const char *atlas_store_get_path (AtlasStore *self);
gboolean atlas_store_is_read_only (AtlasStore *self);

/** A number that grows with every committed unit, undo and redo, in this process or another. */
gint64 atlas_store_get_generation (AtlasStore *self);

/** The newest generation that may have changed records: the same, but for what only set a setting or wrote a
 * line into the log. What was read of the records at that generation or later still holds. */
gint64 atlas_store_get_records_generation (AtlasStore *self);

/**
 * A reading connection, for one thread at a time; its reads from acquire to release see one state of the
 * database. Give it back soon. While a bulk unit fills a database that had no records, readers wait for its
 * end; on the main context's own thread they fail with BUSY instead, and on the unit's thread they see what
 * it has written.
 *
 * Returns: (transfer none) (nullable): NULL with @error
 */
AtlasConnection *atlas_store_acquire_reader (AtlasStore *self, GError **error);
void atlas_store_release_reader (AtlasStore *self, AtlasConnection *connection);

/** Settings that belong to the database: "office.id", "office.name", "synthetic", ... NULL where unset;
 * served from memory. One that belongs to an act that can be undone is set by [func@atlas_unit_set_setting];
 * one set here, in a small write of its own, is not journalled. */
char *atlas_store_dup_setting (AtlasStore *self, const char *key);
gboolean atlas_store_set_setting (AtlasStore *self, const char *key, const char *value, GError **error);

G_END_DECLS
