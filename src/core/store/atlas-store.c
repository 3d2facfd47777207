/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-store-private.h"

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "atlas-change-private.h"
#include "atlas-i18n.h"
#include "atlas-unit-private.h"

/* Readers kept open at rest. */
#define MAX_IDLE_READERS 4

/* How often another process's commits are looked for, seconds. */
#define WATCH_INTERVAL 1

/* How long a worker waits for the end of such a load, microseconds. */
#define LONGEST_LOAD (120 * G_USEC_PER_SEC)

/* Page cache while much is written, KiB; otherwise the connection's own. */
#define MUCH_CACHE 65536

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (atlas_store_error, atlas_store_error)
G_DEFINE_FINAL_TYPE (AtlasStore, atlas_store, G_TYPE_OBJECT)

/* Paths open in this process. A file must not be replaced while one of ours has it, and its locks would not
 * tell us. */
static GMutex open_paths_lock;
static GHashTable *open_paths; /* path -> count */

static void
note_open (const char *path, int step)
{
  gpointer count;

  g_mutex_lock (&open_paths_lock);
  if (open_paths == NULL)
    open_paths = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  count = g_hash_table_lookup (open_paths, path);
  if (GPOINTER_TO_INT (count) + step > 0)
    g_hash_table_insert (open_paths, g_strdup (path), GINT_TO_POINTER (GPOINTER_TO_INT (count) + step));
  else
    g_hash_table_remove (open_paths, path);
  g_mutex_unlock (&open_paths_lock);
}

void
atlas_store_note_open (AtlasStore *self)
{
  note_open (self->path, 1);
  self->noted = TRUE;
}

/* Links lead to the same file under another name. */
static gboolean
is_same_file (const char *one, const char *other)
{
  GStatBuf a, b;

  return g_str_equal (one, other) ||
         (g_stat (one, &a) == 0 && g_stat (other, &b) == 0 && a.st_dev == b.st_dev && a.st_ino == b.st_ino);
}

gboolean
atlas_store_is_open_here (const char *path)
{
  GHashTableIter iter;
  gpointer open_path;
  gboolean found = FALSE;

  g_mutex_lock (&open_paths_lock);
  if (open_paths != NULL)
    g_hash_table_iter_init (&iter, open_paths);
  while (open_paths != NULL && !found && g_hash_table_iter_next (&iter, &open_path, NULL))
    found = is_same_file (path, open_path);
  g_mutex_unlock (&open_paths_lock);
  return found;
}

/* Notices. A notice under way does not keep the store: who closes it wants it closed. */

typedef struct
{
  GWeakRef store;
  AtlasChange *change;
} Notice;

static void
notice_free (gpointer data)
{
  Notice *notice = data;

  g_weak_ref_clear (&notice->store);
  atlas_change_unref (notice->change);
  g_free (notice);
}

static gboolean
emit_notice (gpointer data)
{
  Notice *notice = data;
  g_autoptr (AtlasStore) self = g_weak_ref_get (&notice->store);

  if (self)
    g_signal_emit (self, signals[CHANGED], 0, notice->change);
  return G_SOURCE_REMOVE;
}

/* Always through the main loop, also where the commit was made on its own thread: a listener never runs in
 * the middle of what its caller does. */
static void
announce (AtlasStore *self, AtlasChange *change)
{
  Notice *notice = g_new0 (Notice, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  g_weak_ref_init (&notice->store, self);
  notice->change = change;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, emit_notice, notice, notice_free);
  g_source_set_static_name (source, "[atlas] store changed");
  g_source_attach (source, self->context);
}

#define SELECT_GENERATION "SELECT value FROM sequence WHERE name = 'generation'"

static gboolean
look_for_others (gpointer data)
{
  g_autoptr (AtlasStore) self = g_weak_ref_get (data);
  gboolean foreign = FALSE;
  gint64 generation;

  if (self == NULL)
    return G_SOURCE_REMOVE;
  if (!g_signal_has_handler_pending (self, signals[CHANGED], 0, TRUE) || !g_mutex_trylock (&self->lock))
    return G_SOURCE_CONTINUE;

  /* A unit of our own is about to move the generation: look again later. */
  if (!self->writer_taken)
    {
      if (self->watcher == NULL)
        {
          self->watcher = atlas_connection_open (self->path, ATLAS_CONNECTION_READ, NULL);
          if (self->watcher)
            sqlite3_busy_timeout (self->watcher->db, 0); /* this is the main thread: never wait */
        }
      if (self->watcher &&
          atlas_connection_query_integer (self->watcher, SELECT_GENERATION, 0, &generation, NULL))
        {
          self->generation = MAX (self->generation, generation);
          foreign = self->generation > self->announced;
          if (foreign)
            self->records_generation = self->generation;
          self->announced = self->generation;
        }
    }
  g_mutex_unlock (&self->lock);

  if (foreign)
    {
      g_autoptr (AtlasChange) change = atlas_change_new_everything ();

      atlas_change_set_generation (change, self->announced);
      g_signal_emit (self, signals[CHANGED], 0, change);
    }
  return G_SOURCE_CONTINUE;
}

static void
weak_ref_free (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

void
atlas_store_start_watch (AtlasStore *self)
{
  GWeakRef *ref;

  if (self->immutable)
    return;
  ref = g_new0 (GWeakRef, 1);
  g_weak_ref_init (ref, self);
  self->watch = g_timeout_source_new_seconds (WATCH_INTERVAL);
  g_source_set_callback (self->watch, look_for_others, ref, weak_ref_free);
  g_source_set_static_name (self->watch, "[atlas] look for changes by others");
  g_source_attach (self->watch, self->context);
}

/* The object. */

static void
atlas_store_dispose (GObject *object)
{
  AtlasStore *self = ATLAS_STORE (object);

  if (self->watch)
    {
      g_source_destroy (self->watch);
      g_clear_pointer (&self->watch, g_source_unref);
    }
  G_OBJECT_CLASS (atlas_store_parent_class)->dispose (object);
}

static void
atlas_store_finalize (GObject *object)
{
  AtlasStore *self = ATLAS_STORE (object);

  g_warn_if_fail (self->n_readers == 0);
  g_warn_if_fail (!self->writer_taken);

  g_clear_pointer (&self->watcher, atlas_connection_close);
  g_queue_clear_full (&self->readers, (GDestroyNotify) atlas_connection_close);
  /* Last: it moves what is in the log into the file, and removes the log. */
  g_clear_pointer (&self->writer, atlas_connection_close);
  if (self->noted)
    note_open (self->path, -1);

  for (guint i = 0; i < self->n_tables; i++)
    atlas_table_sql_free (self->sql[i]);
  g_free (self->sql);
  g_free (self->path);
  g_clear_pointer (&self->settings, g_hash_table_unref);
  for (guint i = 0; i < G_N_ELEMENTS (self->labels); i++)
    g_free (self->labels[i]);
  g_main_context_unref (self->context);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  G_OBJECT_CLASS (atlas_store_parent_class)->finalize (object);
}

static void
atlas_store_class_init (AtlasStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = atlas_store_dispose;
  object_class->finalize = atlas_store_finalize;

  signals[CHANGED] = g_signal_new ("changed", ATLAS_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, ATLAS_TYPE_CHANGE);
}

static void
atlas_store_init (AtlasStore *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  g_queue_init (&self->readers);
  self->context = g_main_context_ref_thread_default ();
  self->settings_generation = -1;
  self->labels_generation = -1;
}

/* Writing. */

/* No records yet: lists that can't be read for some seconds have nothing to show. */
static gboolean
is_fresh (AtlasStore *self)
{
  for (guint i = 0; i < self->n_tables; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT 1 FROM \"%s\" LIMIT 1", self->tables[i]->name);
      gint64 found;

      if (!atlas_connection_query_integer (self->writer, sql, 0, &found, NULL) || found)
        return FALSE;
    }
  return TRUE;
}

/* Gives up what could stand between us and the file: only then can the journal mode change. */
static void
try_alone (AtlasStore *self)
{
  g_autofree char *mode = NULL;

  if (!is_fresh (self))
    return;

  g_mutex_lock (&self->lock);
  if (self->n_readers == 0)
    {
      self->alone = TRUE;
      g_queue_clear_full (&self->readers, (GDestroyNotify) atlas_connection_close);
      g_clear_pointer (&self->watcher, atlas_connection_close);
    }
  g_mutex_unlock (&self->lock);
  if (!self->alone)
    return;

  /* Another process that has it open keeps it in WAL mode; then we are slower, that is all. */
  atlas_connection_forget_statements (self->writer);
  sqlite3_busy_timeout (self->writer->db, 0);
  mode = atlas_connection_query_text (self->writer, "PRAGMA journal_mode = DELETE", NULL);
  sqlite3_busy_timeout (self->writer->db, ATLAS_CONNECTION_BUSY_TIMEOUT);
  if (g_strcmp0 (mode, "delete") != 0)
    {
      g_mutex_lock (&self->lock);
      self->alone = FALSE;
      g_cond_broadcast (&self->changed);
      g_mutex_unlock (&self->lock);
    }
}

/* Tells of @change (transfer full) (nullable) before the next writer can begin, so that notices come in the
 * order of the commits. */
static void
release_writer (AtlasStore *self, AtlasChange *change)
{
  atlas_connection_set_cancellable (self->writer, NULL);
  atlas_connection_execute (self->writer, "PRAGMA foreign_keys = ON", NULL);
  if (self->alone)
    {
      /* Should another process be reading this very moment, the next one to open the file sees to it. */
      g_autofree char *mode = atlas_connection_query_text (self->writer, "PRAGMA journal_mode = WAL", NULL);

      if (g_strcmp0 (mode, "wal") != 0)
        g_debug ("%s stays under a rollback journal", self->path);
    }

  g_mutex_lock (&self->lock);
  if (change != NULL)
    announce (self, change);
  self->alone = FALSE;
  self->writer_taken = FALSE;
  self->writer_thread = NULL;
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

gboolean
atlas_store_begin_write (AtlasStore *self, AtlasWriteFlags flags, GError **error)
{
  g_mutex_lock (&self->lock);
  if (self->writer_taken && self->writer_thread == g_thread_self ())
    {
      g_mutex_unlock (&self->lock);
      g_critical ("a unit of work is open on this thread already; it would wait for itself");
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FAILED, "a unit of work is open already");
      return FALSE;
    }
  while (self->writer_taken)
    g_cond_wait (&self->changed, &self->lock);
  self->writer_taken = TRUE;
  self->writer_thread = g_thread_self ();
  g_mutex_unlock (&self->lock);

  if (self->read_only)
    {
      atlas_store_error_set (error, NULL, SQLITE_READONLY, self->path);
      release_writer (self, NULL);
      return FALSE;
    }
  if (flags & ATLAS_WRITE_MUCH)
    {
      try_alone (self);
      /* That each of a million lines of the journal has its unit need not be looked up: they are written in
       * one statement for a unit that stands. Only outside of a transaction can this be said. */
      atlas_connection_execute (self->writer, "PRAGMA foreign_keys = OFF", NULL);
    }
  if (!atlas_connection_execute (self->writer, "BEGIN IMMEDIATE", error))
    {
      release_writer (self, NULL);
      return FALSE;
    }
  if (flags & ATLAS_WRITE_MUCH)
    atlas_connection_execute (self->writer, "PRAGMA cache_size = -" G_STRINGIFY (MUCH_CACHE), NULL);
  return TRUE;
}

static void
shrink_cache (AtlasStore *self)
{
  atlas_connection_execute (self->writer, "PRAGMA cache_size = -16384", NULL);
  sqlite3_db_release_memory (self->writer->db);
}

void
atlas_store_abandon_write (AtlasStore *self)
{
  g_assert (self->writer_taken);

  /* Cancelling must not stop the rollback. After some failures (a full disk) SQLite has rolled back by
   * itself. */
  atlas_connection_set_cancellable (self->writer, NULL);
  if (!sqlite3_get_autocommit (self->writer->db))
    {
      g_autoptr (GError) error = NULL;

      if (!atlas_connection_execute (self->writer, "ROLLBACK", &error))
        g_warning ("%s", error->message);
    }
  shrink_cache (self);
  release_writer (self, NULL);
}

gboolean
atlas_store_commit_write (AtlasStore *self, AtlasChange *change, GError **error)
{
  g_autoptr (AtlasChange) owned = change;
  gboolean foreign;
  gint64 generation;

  g_assert (self->writer_taken);

  atlas_connection_set_cancellable (self->writer, NULL);
  if (!atlas_connection_execute (self->writer,
                                 "UPDATE sequence SET value = value + 1 WHERE name = 'generation'", error) ||
      !atlas_connection_query_integer (self->writer, SELECT_GENERATION, 0, &generation, error) ||
      !atlas_connection_execute (self->writer, "COMMIT", error))
    {
      atlas_store_abandon_write (self);
      return FALSE;
    }

  g_mutex_lock (&self->lock);
  foreign = self->announced < generation - 1;
  self->generation = self->announced = generation;
  if (foreign || owned)
    self->records_generation = generation;
  g_mutex_unlock (&self->lock);

  if (foreign)
    {
      g_clear_pointer (&owned, atlas_change_unref);
      owned = atlas_change_new_everything ();
    }
  if (owned)
    atlas_change_set_generation (owned, generation);
  shrink_cache (self);
  release_writer (self, g_steal_pointer (&owned));
  return TRUE;
}

/* Reading. */

/* While a fresh database is loaded, nobody else can read. Whoever loads it reads through its own connection;
 * a worker waits for the end; the main thread never waits for a worker. */
static AtlasConnection *
acquire_while_alone (AtlasStore *self, GError **error)
{
  gint64 end = g_get_monotonic_time () + LONGEST_LOAD;

  if (self->writer_thread == g_thread_self ())
    {
      self->writer->generation = self->generation;
      return self->writer;
    }
  while (self->alone && !g_main_context_is_owner (self->context))
    if (!g_cond_wait_until (&self->changed, &self->lock, end))
      break;
  if (self->alone)
    {
      g_autofree char *name = atlas_store_display_path (self->path);

      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY,
                   _ ("“%s” is just being filled. Wait until that has finished."), name);
    }
  return NULL;
}

AtlasConnection *
atlas_store_acquire_reader (AtlasStore *self, GError **error)
{
  g_autoptr (AtlasConnection) reader = NULL;

  g_return_val_if_fail (ATLAS_IS_STORE (self), NULL);

  g_mutex_lock (&self->lock);
  if (self->alone)
    {
      AtlasConnection *own = acquire_while_alone (self, error);

      if (own || self->alone)
        {
          g_mutex_unlock (&self->lock);
          return own;
        }
    }
  reader = g_queue_pop_head (&self->readers);
  self->n_readers++;
  g_mutex_unlock (&self->lock);

  if (reader == NULL)
    reader = atlas_connection_open (
      self->path, self->immutable ? ATLAS_CONNECTION_IMMUTABLE : ATLAS_CONNECTION_READ, error);
  /* The first read fixes what this reader sees. */
  if (reader == NULL || !atlas_connection_execute (reader, "BEGIN", error) ||
      !atlas_connection_query_integer (reader, SELECT_GENERATION, 0, &reader->generation, error))
    {
      g_mutex_lock (&self->lock);
      self->n_readers--;
      g_mutex_unlock (&self->lock);
      return NULL;
    }

  g_mutex_lock (&self->lock);
  if (reader->generation > self->generation)
    self->generation = self->records_generation = reader->generation; /* by others, so who knows */
  g_mutex_unlock (&self->lock);
  return g_steal_pointer (&reader);
}

void
atlas_store_release_reader (AtlasStore *self, AtlasConnection *connection)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (ATLAS_IS_STORE (self));
  g_return_if_fail (connection != NULL);

  if (connection == self->writer)
    return;
  g_return_if_fail (connection->n_taken == 0);
  atlas_connection_set_cancellable (connection, NULL);
  if (!atlas_connection_execute (connection, "COMMIT", &error))
    g_warning ("%s", error->message);

  g_mutex_lock (&self->lock);
  self->n_readers--;
  if (error == NULL && g_queue_get_length (&self->readers) < MAX_IDLE_READERS)
    g_queue_push_head (&self->readers, g_steal_pointer (&connection));
  g_mutex_unlock (&self->lock);
  atlas_connection_close (connection);
}

gint64
atlas_connection_get_generation (AtlasConnection *connection)
{
  g_return_val_if_fail (connection != NULL, 0);

  return connection->generation;
}

gboolean
atlas_store_look_at_generation (AtlasStore *self, GError **error)
{
  gint64 generation;

  if (!atlas_connection_query_integer (self->writer, SELECT_GENERATION, 0, &generation, error))
    return FALSE;
  self->generation = self->records_generation = self->announced = generation;
  return TRUE;
}

gint64
atlas_store_get_generation (AtlasStore *self)
{
  gint64 generation;

  g_return_val_if_fail (ATLAS_IS_STORE (self), 0);

  g_mutex_lock (&self->lock);
  generation = self->generation;
  g_mutex_unlock (&self->lock);
  return generation;
}

gint64
atlas_store_get_records_generation (AtlasStore *self)
{
  gint64 generation;

  g_return_val_if_fail (ATLAS_IS_STORE (self), 0);

  g_mutex_lock (&self->lock);
  generation = self->records_generation;
  g_mutex_unlock (&self->lock);
  return generation;
}

const char *
atlas_store_get_path (AtlasStore *self)
{
  g_return_val_if_fail (ATLAS_IS_STORE (self), NULL);

  return self->path;
}

gboolean
atlas_store_is_read_only (AtlasStore *self)
{
  g_return_val_if_fail (ATLAS_IS_STORE (self), TRUE);

  return self->read_only;
}

AtlasTableSql *
atlas_store_get_table_sql (AtlasStore *self, const AtlasTable *table)
{
  for (guint i = 0; i < self->n_tables; i++)
    if (self->tables[i] == table)
      return self->sql[i];
  g_assert_not_reached ();
}

const AtlasTable *
atlas_store_find_table (AtlasStore *self, const char *name)
{
  for (guint i = 0; i < self->n_tables; i++)
    if (g_str_equal (self->tables[i]->name, name))
      return self->tables[i];
  return NULL;
}
