/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-schema-private.h"
#include "atlas-store.h"
#include "atlas-unit.h"

G_BEGIN_DECLS

/* The store as the other files of this folder see it. */

struct _AtlasStore
{
  GObject parent_instance;

  char *path;
  gboolean read_only;
  gboolean immutable;
  gboolean noted; /* among the paths open in this process */
  const AtlasTable *const *tables;
  AtlasTableSql **sql; /* (array length=n_tables), in the order of tables */
  guint n_tables;

  GMainContext *context; /* where "changed" is emitted */
  GSource *watch;

  AtlasConnection *writer; /* of whoever holds writer_taken */

  /* Protects what follows. Nobody waits for another one's lock of the database while holding it: what
     look_for_others() asks meanwhile is one row, without a busy timeout. */
  GMutex lock;
  GCond changed;
  gboolean writer_taken;
  GThread *writer_thread;
  AtlasUnit *unit; /* open in this process, if any */
  gboolean alone;  /* a fresh database is being loaded: nobody can read meanwhile */
  GQueue readers;  /* at rest */
  guint n_readers; /* given out */
  AtlasConnection *watcher;

  gint64 generation;         /* the newest seen */
  gint64 records_generation; /* the newest that may have changed records */
  gint64 announced;          /* the newest that listeners were told of */

  GHashTable *settings; /* as of settings_generation */
  gint64 settings_generation;
  char *labels[2]; /* of what undo and redo would do, as of labels_generation */
  gint64 labels_generation;
};

typedef enum
{
  ATLAS_WRITE_DEFAULT = 0,
  /* Much is coming: a fresh database is written under a rollback journal, which spares writing every page
     twice, where nobody reads it just now. */
  ATLAS_WRITE_MUCH = 1 << 0,
} AtlasWriteFlags;

/** Takes the writing connection and begins a transaction. Each call is ended by one of the two below. */
gboolean atlas_store_begin_write (AtlasStore *self, AtlasWriteFlags flags, GError **error);

/**
 * atlas_store_commit_write:
 * @change: (transfer full) (nullable): told to listeners after the commit; NULL where no record changed
 *
 * Counts the generation on and commits; FALSE with @error leaves the database as it was. Gives the connection
 * back either way.
 */
gboolean atlas_store_commit_write (AtlasStore *self, AtlasChange *change, GError **error);

/** Rolls back and gives the connection back. */
void atlas_store_abandon_write (AtlasStore *self);

/** The place of @table among the store's tables; a table it does not know is a programming error. */
AtlasTableSql *atlas_store_get_table_sql (AtlasStore *self, const AtlasTable *table);

/** Of the store's tables; NULL if there is none of that name. */
const AtlasTable *atlas_store_find_table (AtlasStore *self, const char *name);

/** Drops, recreates and fills what is derived. Within a write. @progress: (nullable): told of rows */
gboolean atlas_store_fill_derived (AtlasStore *self,
                                   AtlasProgressFunc progress,
                                   gpointer user_data,
                                   GCancellable *cancellable,
                                   GError **error);

/* The unit that undo or redo would take next; the log's own, which changed nothing, are passed over. */
#define ATLAS_JOURNAL_NEXT_UNDO \
  "SELECT id FROM unit WHERE state = 0 AND first_entry IS NOT NULL ORDER BY id DESC LIMIT 1"
#define ATLAS_JOURNAL_NEXT_REDO "SELECT min (id) FROM unit WHERE state = 1"

/* Parts of opening. */
void atlas_store_note_open (AtlasStore *self);
void atlas_store_start_watch (AtlasStore *self);
gboolean atlas_store_look_at_generation (AtlasStore *self, GError **error);

/** Keeps a copy in "backups" before the schema moves on from @version. */
gboolean atlas_backup_before_upgrade (AtlasStore *self, int version, GError **error);

/** Sets @error; what @format names are paths as they are. Always FALSE. */
gboolean
atlas_store_refuse (GError **error, AtlasStoreError code, const char *format, ...) G_GNUC_PRINTF (3, 4);

/** Words for a file or folder that the system won't let us make; @number is an errno. Always FALSE. */
gboolean atlas_store_fail_to_create (const char *path, int number, GError **error);

/** Whether @path lies in a folder where we can't write, with no log beside it: nobody is writing it here, so
 * it is read as it lies. */
gboolean atlas_store_must_be_immutable (const char *path);

/** Whether a store of this process has the file at @path open. */
gboolean atlas_store_is_open_here (const char *path);

/** Takes up what an erasure could not finish, where it can by now. */
void atlas_store_shred_traces (AtlasStore *store);

G_END_DECLS
