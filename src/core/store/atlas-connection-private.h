/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "atlas-statement.h"

G_BEGIN_DECLS

/* The store's own view of a connection. Only files of this folder include it. */

typedef enum
{
  ATLAS_CONNECTION_WRITE,     /* an existing file, never created here */
  ATLAS_CONNECTION_READ,      /* readable also while others write */
  ATLAS_CONNECTION_IMMUTABLE, /* a file that nobody can change: needs no lock and no file beside it */
  ATLAS_CONNECTION_CREATE,    /* as WRITE; for copies: the file is made where missing */
} AtlasConnectionMode;

struct _AtlasConnection
{
  sqlite3 *db;
  char *path;
  GHashTable *idle; /* SQL text -> AtlasStatement at rest */
  guint n_taken;    /* statements given out */
  GCancellable *cancellable;
  gint64 generation; /* of the snapshot, for readers */
};

struct _AtlasStatement
{
  AtlasConnection *connection;
  sqlite3_stmt *stmt;
  char *sql;
  int bind_result; /* the first failure, told by the next step */
};

/** For who binds by position: a failure is told by the next step, which so never runs with what was bound
 * before. */
static inline void
atlas_statement_note_bind (AtlasStatement *self, int code)
{
  if (G_UNLIKELY (code != SQLITE_OK) && self->bind_result == SQLITE_OK)
    self->bind_result = code;
}

/** How long to wait for another process, milliseconds. */
#define ATLAS_CONNECTION_BUSY_TIMEOUT 5000

/** Opens, but reads nothing of the file yet. */
AtlasConnection *atlas_connection_open (const char *path, AtlasConnectionMode mode, GError **error);

/* Makes @connection see nothing in the search index but the tables that it is kept in. Newer SQLite's own
 * look at a file (3.44 on) would otherwise open the index, and fail at a damaged one, though that can be made
 * anew. */
void atlas_connection_forget_search (AtlasConnection *connection);
void atlas_connection_close (AtlasConnection *self);

/** Runs statements that need no parameters and whose rows nobody wants. */
gboolean atlas_connection_execute (AtlasConnection *self, const char *sql, GError **error);

/** First column of the first row as text; NULL for no row, for NULL or with @error. */
char *atlas_connection_query_text (AtlasConnection *self, const char *sql, GError **error);

/** Throws away the statements at rest, so that nothing holds on to the schema or the file. */
void atlas_connection_forget_statements (AtlasConnection *self);

/** Sets @error in our words from the SQLite result @code, which this connection has just given. Always FALSE.
 */
gboolean atlas_connection_fail (AtlasConnection *self, int code, GError **error);

/** The same for a connection that could not even be opened; @db may be NULL. */
void atlas_store_error_set (GError **error, sqlite3 *db, int code, const char *path);

/** Makes what atlas_function_install() was given known to SQL; a code of SQLite's (atlas-function.c). */
int atlas_functions_add (sqlite3 *db);

/** The path as a message shows it. */
char *atlas_store_display_path (const char *path);

/* Values by position, not copied: they must outlive the next step. */
static inline int
atlas_sqlite_bind_static (sqlite3_stmt *stmt, int position, const AtlasValue *value)
{
  switch ((AtlasValueType) value->type)
    {
    case ATLAS_VALUE_NULL:
      return sqlite3_bind_null (stmt, position);
    case ATLAS_VALUE_INTEGER:
      return sqlite3_bind_int64 (stmt, position, value->integer);
    case ATLAS_VALUE_REAL:
      return sqlite3_bind_double (stmt, position, value->real);
    case ATLAS_VALUE_TEXT:
      return sqlite3_bind_text64 (stmt, position, value->text, value->length, SQLITE_STATIC, SQLITE_UTF8);
    default:
      g_assert_not_reached ();
    }
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasConnection, atlas_connection_close)

G_END_DECLS
