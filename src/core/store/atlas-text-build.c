/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-text-build.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>

/* Rows are handed over by so many bytes, and so many heaps are on their way at most. */
#define CHUNK_SIZE (256 * 1024)
#define N_CHUNKS   4

/* Of rows that changed after they were added the words are kept until the end; of more it is not worth it. */
#define MAX_CHANGED 20000

struct _AtlasTextBuild
{
  const AtlasTableSql *sql;
  char *path;

  GByteArray *chunk; /* being filled with rows, see put_row() */
  GAsyncQueue *full, *empty;
  GThread *thread;     /* NULL until a chunk is full */
  int stop;            /* atomic */
  GHashTable *changed; /* id -> GByteArray, the row as it was added */

  /* The thread's own until it is joined. */
  AtlasConnection *connection;
  GError *failure;
};

/* --- Rows in bytes: the id, and of each column that is searched a value; a text follows its value. */

static void
put_row (const AtlasTableSql *sql, gint64 id, const AtlasValue *values, GByteArray *out)
{
  g_byte_array_append (out, (const guint8 *) &id, sizeof id);
  for (guint i = 0; i < sql->table->n_columns; i++)
    {
      if (!sql->searched[i])
        continue;
      g_byte_array_append (out, (const guint8 *) &values[i], sizeof values[i]);
      if (values[i].type == ATLAS_VALUE_TEXT)
        g_byte_array_append (out, (const guint8 *) values[i].text, values[i].length);
    }
}

/* Runs @statement on the row at @at; returns where the next one is, or NULL with @error. */
static const guint8 *
run_on_row (const AtlasTableSql *sql, AtlasStatement *statement, const guint8 *at, GError **error)
{
  gint64 id;

  memcpy (&id, at, sizeof id);
  at += sizeof id;
  atlas_statement_note_bind (statement, sqlite3_bind_int64 (statement->stmt, 1, id));
  for (guint i = 0; i < sql->table->n_columns; i++)
    {
      AtlasValue value;

      if (!sql->searched[i])
        continue;
      memcpy (&value, at, sizeof value);
      at += sizeof value;
      if (value.type == ATLAS_VALUE_TEXT)
        {
          value.text = (char *) at;
          at += value.length;
        }
      atlas_statement_note_bind (statement, atlas_sqlite_bind_static (statement->stmt, (int) i + 2, &value));
    }
  return atlas_statement_run (statement, error) ? at : NULL;
}

/* --- The thread. */

/* A file that lies with the database, where there is room and nobody else may look, and has no name. */
static AtlasConnection *
open_beside (const AtlasTextBuild *self, GError **error)
{
  g_autofree char *path = g_strconcat (self->path, "-search-XXXXXX", NULL);
  g_autoptr (AtlasConnection) connection = NULL;
  int file = g_mkstemp_full (path, O_RDWR, 0600);

  if (file < 0 || !g_close (file, error))
    return NULL;
  connection = atlas_connection_open (path, ATLAS_CONNECTION_WRITE, error);
  (void) g_unlink (path);
  if (connection == NULL)
    return NULL;
  /* It is never kept: nothing need be safe. */
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  if (!atlas_connection_execute (connection,
                                 "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = OFF;"
                                 "PRAGMA synchronous = OFF; PRAGMA cache_size = -8192; BEGIN",
                                 error) ||
      !atlas_connection_execute (connection, self->sql->text_alone, error) ||
      !atlas_connection_execute (connection, self->sql->text_fill, error))
    return NULL;
  return g_steal_pointer (&connection);
}

static gboolean
add_rows (AtlasTextBuild *self, AtlasStatement *add, const GByteArray *chunk)
{
  const guint8 *at = chunk->data, *end = chunk->data + chunk->len;

  while (at != NULL && at < end && !g_atomic_int_get (&self->stop))
    at = run_on_row (self->sql, add, at, &self->failure);
  return at != NULL;
}

/* A chunk without a row is the last. */
static gpointer
run (gpointer data)
{
  AtlasTextBuild *self = data;
  g_autoptr (AtlasStatement) add = NULL;
  gboolean more = TRUE, well;

  self->connection = open_beside (self, &self->failure);
  if (self->connection != NULL)
    add = atlas_statement_new (self->connection, self->sql->text_add_values, &self->failure);
  well = add != NULL;
  while (more)
    {
      GByteArray *chunk = g_async_queue_pop (self->full);

      more = chunk->len > 0;
      well = well && add_rows (self, add, chunk);
      g_byte_array_set_size (chunk, 0);
      g_async_queue_push (self->empty, chunk);
    }
  return NULL;
}

/* --- Whoever writes. */

AtlasTextBuild *
atlas_text_build_new (const char *path, const AtlasTableSql *sql)
{
  AtlasTextBuild *self = g_new0 (AtlasTextBuild, 1);

  self->sql = sql;
  self->path = g_strdup (path);
  self->full = g_async_queue_new_full ((GDestroyNotify) g_byte_array_unref);
  self->empty = g_async_queue_new_full ((GDestroyNotify) g_byte_array_unref);
  self->chunk = g_byte_array_sized_new (CHUNK_SIZE);
  self->changed =
    g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) g_byte_array_unref);
  return self;
}

static void
begin (AtlasTextBuild *self)
{
  for (guint i = 1; i < N_CHUNKS; i++)
    g_async_queue_push (self->empty, g_byte_array_sized_new (CHUNK_SIZE));
  self->thread = g_thread_new ("search", run, self);
}

static void
give_chunk (AtlasTextBuild *self)
{
  g_async_queue_push (self->full, self->chunk);
  self->chunk = g_async_queue_pop (self->empty);
}

void
atlas_text_build_add (AtlasTextBuild *self, gint64 id, const AtlasValue *values)
{
  put_row (self->sql, id, values, self->chunk);
  if (self->chunk->len < CHUNK_SIZE)
    return;
  if (self->thread == NULL)
    begin (self);
  give_chunk (self);
}

gboolean
atlas_text_build_note_changed (AtlasTextBuild *self, gint64 id, const AtlasValue *before)
{
  GByteArray *row;

  if (g_hash_table_contains (self->changed, &id))
    return TRUE;
  if (g_hash_table_size (self->changed) >= MAX_CHANGED)
    return FALSE;
  row = g_byte_array_new ();
  put_row (self->sql, id, before, row);
  g_hash_table_insert (self->changed, g_memdup2 (&id, sizeof id), row);
  return TRUE;
}

void
atlas_text_build_end (AtlasTextBuild *self)
{
  if (self->thread == NULL || self->chunk == NULL)
    return;
  if (self->chunk->len > 0)
    give_chunk (self);
  g_async_queue_push (self->full, g_steal_pointer (&self->chunk));
}

static void
join (AtlasTextBuild *self)
{
  atlas_text_build_end (self);
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  gint64 one = **(const gint64 *const *) a, other = **(const gint64 *const *) b;

  return (one > other) - (one < other);
}

/* In the order of ids: FTS5 writes out what it has gathered when they go back. */
static GPtrArray *
list_changed (AtlasTextBuild *self)
{
  GPtrArray *ids = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (ids, id);
  g_ptr_array_sort (ids, compare_ids);
  return ids;
}

static gboolean
remove_changed (AtlasTextBuild *self, GPtrArray *ids, GError **error)
{
  g_autoptr (AtlasStatement) remove =
    atlas_statement_new (self->connection, self->sql->text_remove_values, error);

  if (remove == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    {
      const GByteArray *row = g_hash_table_lookup (self->changed, g_ptr_array_index (ids, i));

      if (run_on_row (self->sql, remove, row->data, error) == NULL)
        return FALSE;
    }
  return TRUE;
}

/* As they stand now. */
static gboolean
add_changed (AtlasTextBuild *self, GPtrArray *ids, AtlasConnection *connection, GError **error)
{
  const AtlasTable *table = self->sql->table;
  g_autoptr (AtlasStatement) select = atlas_statement_new (connection, self->sql->select, error);
  g_autoptr (AtlasStatement) add = NULL;
  g_autoptr (GByteArray) row = g_byte_array_new ();
  g_autofree AtlasValue *values = g_new0 (AtlasValue, table->n_columns);
  gboolean done = select != NULL;

  if (done)
    add = atlas_statement_new (self->connection, self->sql->text_add_values, error);
  done = done && add != NULL;
  for (guint i = 0; done && i < ids->len; i++)
    {
      const gint64 *id = g_ptr_array_index (ids, i);

      atlas_statement_note_bind (select, sqlite3_bind_int64 (select->stmt, 1, *id));
      done = atlas_statement_step (select, error);
      for (guint k = 0; done && k < table->n_columns; k++)
        atlas_statement_get_value (select, k + 1, &values[k]);
      if (done)
        {
          g_byte_array_set_size (row, 0);
          put_row (self->sql, *id, values, row);
          done = run_on_row (self->sql, add, row->data, error) != NULL;
        }
      atlas_statement_reset (select);
    }
  return done;
}

/* Copies one of the two tables in which FTS5 keeps the words. */
static gboolean
copy_table (AtlasTextBuild *self,
            AtlasConnection *connection,
            const char *suffix,
            const char *order,
            const char *places,
            GError **error)
{
  const char *name = self->sql->table->name;
  g_autofree char *from = g_strdup_printf ("SELECT * FROM \"%s_search_%s\" ORDER BY %s", name, suffix, order);
  g_autofree char *empty = g_strdup_printf ("DELETE FROM \"%s_search_%s\"", name, suffix);
  g_autofree char *to = g_strdup_printf ("INSERT INTO \"%s_search_%s\" VALUES (%s)", name, suffix, places);
  g_autoptr (AtlasStatement) select = atlas_statement_new (self->connection, from, error);
  g_autoptr (AtlasStatement) insert = NULL;
  g_autoptr (GError) failure = NULL;

  if (select == NULL || !atlas_connection_execute (connection, empty, error))
    return FALSE;
  insert = atlas_statement_new (connection, to, error);
  if (insert == NULL)
    return FALSE;
  while (atlas_statement_step (select, &failure))
    {
      for (int i = 0; i < sqlite3_column_count (select->stmt); i++)
        atlas_statement_note_bind (
          insert, sqlite3_bind_value (insert->stmt, i + 1, sqlite3_column_value (select->stmt, i)));
      if (g_cancellable_set_error_if_cancelled (connection->cancellable, &failure) ||
          !atlas_statement_run (insert, &failure))
        break;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Emptied by FTS5 first, so that it forgets what it knows of them. They may not be written without being told
 * so. */
static gboolean
copy (AtlasTextBuild *self, AtlasConnection *connection, GError **error)
{
  gboolean copied;

  if (!atlas_connection_execute (connection, self->sql->text_empty, error))
    return FALSE;
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  copied = copy_table (self, connection, "data", "id", "?1, ?2", error) &&
           copy_table (self, connection, "idx", "segid, term", "?1, ?2, ?3", error);
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return copied;
}

gboolean
atlas_text_build_finish (AtlasTextBuild *self, AtlasConnection *connection, gboolean *done, GError **error)
{
  g_autoptr (GPtrArray) ids = list_changed (self);

  *done = FALSE;
  join (self);
  if (self->connection == NULL && self->failure == NULL)
    return TRUE;
  if (self->failure != NULL || !remove_changed (self, ids, &self->failure) ||
      !add_changed (self, ids, connection, &self->failure) ||
      !atlas_connection_execute (self->connection, "COMMIT", &self->failure))
    {
      g_debug ("search is rebuilt in the end: %s",
               self->failure != NULL ? self->failure->message : "a row is gone");
      return TRUE;
    }
  *done = copy (self, connection, error);
  return *done;
}

void
atlas_text_build_free (AtlasTextBuild *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->stop, TRUE);
  join (self);
  g_clear_pointer (&self->connection, atlas_connection_close);
  g_clear_error (&self->failure);
  g_clear_pointer (&self->chunk, g_byte_array_unref);
  g_async_queue_unref (self->full);
  g_async_queue_unref (self->empty);
  g_hash_table_unref (self->changed);
  g_free (self->path);
  g_free (self);
}
