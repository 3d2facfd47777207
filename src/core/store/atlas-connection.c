/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-connection-private.h"

#include <errno.h>

#include "atlas-file-locks-private.h"
#include "atlas-fold.h"
#include "atlas-i18n.h"
#include "atlas-store.h"

/* Statements kept at rest; more are finalized as they come back. */
#define MAX_IDLE_STATEMENTS 96

/* How often, in steps of SQLite's machine, a cancellable is looked at: a few times a millisecond. */
#define STEPS_BETWEEN_LOOKS 4000

char *
atlas_store_display_path (const char *path)
{
  return g_filename_display_name (path);
}

/* Words for what the file system refused. TRUE if @number is such a case. */
static gboolean
set_system_error (GError **error, int number, const char *path)
{
  switch (number)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FULL,
                   _ ("There is no space left for “%s”. Nothing was changed. Free some space and try again."),
                   path);
      return TRUE;
    case EACCES:
    case EPERM:
    case EROFS:
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY,
                   _ ("“%s” or its folder can't be written. Ask for permission, or copy the file to a folder "
                      "of your own."),
                   path);
      return TRUE;
    case ENOENT:
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND, _ ("There is no file “%s”."), path);
      return TRUE;
    default:
      return FALSE;
    }
}

/* The same for what befell the database's files. SQLite's own number may be that of a later call; each file
 * keeps its last one. A quota (EDQUOT) comes this way, while SQLite itself knows a full disk. */
static gboolean
set_error_of_files (GError **error, sqlite3 *db, const char *path)
{
  static const int pointers[] = { SQLITE_FCNTL_FILE_POINTER, SQLITE_FCNTL_JOURNAL_POINTER };

  for (gsize i = 0; i < G_N_ELEMENTS (pointers); i++)
    {
      sqlite3_file *file = NULL;
      int number = 0;

      if (sqlite3_file_control (db, "main", pointers[i], &file) == SQLITE_OK && file && file->pMethods &&
          file->pMethods->xFileControl (file, SQLITE_FCNTL_LAST_ERRNO, &number) == SQLITE_OK &&
          set_system_error (error, number, path))
        return TRUE;
    }
  return set_system_error (error, sqlite3_system_errno (db), path);
}

void
atlas_store_error_set (GError **error, sqlite3 *db, int code, const char *path)
{
  g_autofree char *name = atlas_store_display_path (path);
  const char *words = db ? sqlite3_errmsg (db) : sqlite3_errstr (code);

  switch (code & 0xff)
    {
    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, _ ("Cancelled"));
      return;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY,
                   _ ("“%s” is being used by another program. Close it there, or try again in a moment."),
                   name);
      return;
    case SQLITE_NOTADB:
      g_set_error (
        error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN,
        _ ("“%s” is not a Diaspora Atlas database. Choose another file; if it holds members, import it."),
        name);
      return;
    case SQLITE_CORRUPT:
      g_set_error (
        error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT,
        _ ("“%s” is damaged. Keep it, and restore the newest copy from the folder “backups” beside it."),
        name);
      return;
    case SQLITE_FULL:
      set_system_error (error, ENOSPC, name);
      return;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      set_system_error (error, EACCES, name);
      return;
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR:
      if (db && set_error_of_files (error, db, name))
        return;
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FAILED,
                   _ ("“%s” can't be read or written: %s. Check the disk or the network folder it lies in."),
                   name, words);
      return;
    case SQLITE_CONSTRAINT:
    case SQLITE_MISMATCH:
    case SQLITE_TOOBIG:
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CONSTRAINT,
                   _ ("“%s” refuses these values: %s"), name, words);
      return;
    case SQLITE_NOMEM:
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FAILED,
                   _ ("There is not enough memory to work with “%s”. Close other programs and try again."),
                   name);
      return;
    default:
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FAILED, _ ("“%s” failed: %s"), name, words);
      return;
    }
}

gboolean
atlas_connection_fail (AtlasConnection *self, int code, GError **error)
{
  g_assert (code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE);

  atlas_store_error_set (error, self->db, code, self->path);
  return FALSE;
}

/* atlas_words (text): as atlas_fold_words(), for conditions that compare words as people write them. Queries
 * only: an index made with it would lock other programs out of the file. */
static void
fold_words (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[0]);
  gsize length = (gsize) sqlite3_value_bytes (values[0]);
  gsize size = 4 * length + 64; /* folding may write one character out as several */
  char *folded;

  if (text == NULL)
    return;
  folded = g_malloc (size);
  length = atlas_fold_words (text, (gssize) length, folded, size);
  sqlite3_result_text64 (context, folded, length, g_free, SQLITE_UTF8);
}

/* Nobody asks SQLite how much memory it holds, and to keep count takes a lock at each allocation: 4 % of an
 * import. Refused, harmlessly, where a library of this process has used SQLite before. */
static void
stop_counting_memory (void)
{
  static gsize once;

  if (g_once_init_enter (&once))
    {
      (void) sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
      g_once_init_leave (&once, 1);
    }
}

AtlasConnection *
atlas_connection_open (const char *path, AtlasConnectionMode mode, GError **error)
{
  const char *const pragmas[] = {
    "PRAGMA foreign_keys = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA synchronous = FULL",
    /* What readers read goes by once; the kernel keeps it. */
    mode == ATLAS_CONNECTION_READ || mode == ATLAS_CONNECTION_IMMUTABLE ? "PRAGMA cache_size = -2048"
                                                                        : "PRAGMA cache_size = -16384",
  };
  g_autoptr (AtlasConnection) self = g_new0 (AtlasConnection, 1);
  g_autofree char *name = g_strdup (path);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code;

  g_assert (path != NULL);

  stop_counting_memory ();
  atlas_file_locks_install ();
  self->path = g_strdup (path);
  self->idle = g_hash_table_new (g_str_hash, g_str_equal);

  switch (mode)
    {
    case ATLAS_CONNECTION_WRITE:
      flags |= SQLITE_OPEN_READWRITE;
      break;
    case ATLAS_CONNECTION_CREATE:
      flags |= SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
      break;
    case ATLAS_CONNECTION_READ:
      flags |= SQLITE_OPEN_READONLY;
      break;
    case ATLAS_CONNECTION_IMMUTABLE:
      {
        g_autofree char *uri = g_filename_to_uri (path, NULL, error);

        if (uri == NULL)
          return NULL;
        g_free (name);
        name = g_strconcat (uri, "?immutable=1", NULL);
        flags |= SQLITE_OPEN_READONLY | SQLITE_OPEN_URI;
        break;
      }
    default:
      g_assert_not_reached ();
    }

  code = sqlite3_open_v2 (name, &self->db, flags, NULL);
  if (code != SQLITE_OK)
    {
      atlas_store_error_set (error, self->db, code, path);
      return NULL;
    }

  code = sqlite3_create_function_v2 (self->db, "atlas_words", 1,
                                     SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS, NULL, fold_words,
                                     NULL, NULL, NULL);
  if (code == SQLITE_OK)
    code = atlas_functions_add (self->db);
  if (code != SQLITE_OK)
    {
      atlas_store_error_set (error, self->db, code, path);
      return NULL;
    }

  sqlite3_busy_timeout (self->db, ATLAS_CONNECTION_BUSY_TIMEOUT);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (self->db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
  /* None of these looks into the file. */
  for (gsize i = 0; i < G_N_ELEMENTS (pragmas); i++)
    if (!atlas_connection_execute (self, pragmas[i], error))
      return NULL;

  return g_steal_pointer (&self);
}

static void
finalize_statement (AtlasStatement *statement)
{
  sqlite3_finalize (statement->stmt);
  g_free (statement->sql);
  g_free (statement);
}

void
atlas_connection_forget_statements (AtlasConnection *self)
{
  GHashTableIter iter;
  gpointer statement;

  g_hash_table_iter_init (&iter, self->idle);
  while (g_hash_table_iter_next (&iter, NULL, &statement))
    {
      g_hash_table_iter_steal (&iter);
      finalize_statement (statement);
    }
}

void
atlas_connection_close (AtlasConnection *self)
{
  if (self == NULL)
    return;

  g_warn_if_fail (self->n_taken == 0);
  atlas_connection_set_cancellable (self, NULL);
  atlas_connection_forget_statements (self);
  g_hash_table_unref (self->idle);
  /* With a statement still out the connection lives on as a zombie until that one is freed; better than a
   * crash. */
  sqlite3_close_v2 (self->db);
  g_free (self->path);
  g_free (self);
}

gboolean
atlas_connection_execute (AtlasConnection *self, const char *sql, GError **error)
{
  int code = sqlite3_exec (self->db, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || atlas_connection_fail (self, code, error);
}

gboolean
atlas_connection_query_integer (
  AtlasConnection *connection, const char *sql, gint64 fallback, gint64 *value, GError **error)
{
  g_autoptr (AtlasStatement) statement = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (connection != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  *value = fallback;
  statement = atlas_statement_new (connection, sql, error);
  if (statement == NULL)
    return FALSE;
  if (atlas_statement_step (statement, &local_error))
    *value = atlas_statement_is_null (statement, 0) ? fallback : atlas_statement_get_integer (statement, 0);
  else if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

char *
atlas_connection_query_text (AtlasConnection *self, const char *sql, GError **error)
{
  g_autoptr (AtlasStatement) statement = atlas_statement_new (self, sql, error);

  if (statement == NULL || !atlas_statement_step (statement, error))
    return NULL;
  return g_strdup (atlas_statement_get_text (statement, 0, NULL));
}

void
atlas_connection_forget_search (AtlasConnection *connection)
{
  g_return_if_fail (connection != NULL);

  sqlite3_drop_modules (connection->db, NULL);
}

static int
look_at_cancellable (gpointer cancellable)
{
  return g_cancellable_is_cancelled (cancellable);
}

void
atlas_connection_set_cancellable (AtlasConnection *connection, GCancellable *cancellable)
{
  g_return_if_fail (connection != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  if (!g_set_object (&connection->cancellable, cancellable))
    return;
  if (cancellable)
    sqlite3_progress_handler (connection->db, STEPS_BETWEEN_LOOKS, look_at_cancellable, cancellable);
  else
    sqlite3_progress_handler (connection->db, 0, NULL, NULL);
}

AtlasStatement *
atlas_statement_new (AtlasConnection *connection, const char *sql, GError **error)
{
  AtlasStatement *statement;
  const char *tail = NULL;
  sqlite3_stmt *stmt = NULL;
  int code;

  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (sql != NULL, NULL);

  if (g_hash_table_steal_extended (connection->idle, sql, NULL, (gpointer *) &statement))
    {
      connection->n_taken++;
      return statement;
    }

  code = sqlite3_prepare_v3 (connection->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt, &tail);
  if (code != SQLITE_OK)
    {
      atlas_connection_fail (connection, code, error);
      return NULL;
    }
  g_return_val_if_fail (stmt != NULL && *tail == '\0', NULL);

  statement = g_new0 (AtlasStatement, 1);
  statement->connection = connection;
  statement->stmt = stmt;
  statement->sql = g_strdup (sql);
  connection->n_taken++;
  return statement;
}

void
atlas_statement_free (AtlasStatement *self)
{
  AtlasConnection *connection;

  if (self == NULL)
    return;

  connection = self->connection;
  connection->n_taken--;
  if (g_hash_table_size (connection->idle) >= MAX_IDLE_STATEMENTS ||
      g_hash_table_contains (connection->idle, self->sql))
    {
      finalize_statement (self);
      return;
    }
  atlas_statement_reset (self);
  sqlite3_clear_bindings (self->stmt);
  g_hash_table_insert (connection->idle, self->sql, self);
}
