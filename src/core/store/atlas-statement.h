/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-uuid.h"
#include "atlas-value.h"

G_BEGIN_DECLS

/* A thin, honest skin over one SQLite connection and its prepared statements, so that no other folder needs
 * sqlite3.h. Every return code is looked at; parameters are named (":key"). Not thread-safe: one thread at a
 * time. */

typedef struct _AtlasConnection AtlasConnection;
typedef struct _AtlasStatement AtlasStatement;

/**
 * atlas_statement_new:
 * @sql: one statement; statements are cached by text per connection
 *
 * Returns: (transfer full): NULL with #ATLAS_STORE_ERROR; free gives it back to the cache
 */
AtlasStatement *atlas_statement_new (AtlasConnection *connection, const char *sql, GError **error);
void atlas_statement_free (AtlasStatement *self);

/* Binding: @name with its colon. An unknown name is a programming error. Text is copied unless borrowed in
 * the value. */
void atlas_statement_bind_integer (AtlasStatement *self, const char *name, gint64 value);
void atlas_statement_bind_text (AtlasStatement *self, const char *name, const char *text);
void atlas_statement_bind_uuid (AtlasStatement *self, const char *name, const AtlasUuid *uuid);
/** @bytes: copied */
void atlas_statement_bind_bytes (AtlasStatement *self, const char *name, gconstpointer bytes, gsize size);
void atlas_statement_bind_value (AtlasStatement *self, const char *name, const AtlasValue *value);
/* By position (1-based), for statements generated from a table. */
void atlas_statement_bind_value_at (AtlasStatement *self, guint position, const AtlasValue *value);
/** A set of integers for `carray`-like use: binds JSON text, to be read with `IN (SELECT value FROM
 * json_each(:ids))`. */
void atlas_statement_bind_ids (AtlasStatement *self, const char *name, const gint64 *ids, guint n_ids);

/**
 * atlas_statement_step:
 *
 * Returns: TRUE with a row; FALSE at the end, or with @error
 */
gboolean atlas_statement_step (AtlasStatement *self, GError **error);

/** Runs a statement that gives no row. */
gboolean atlas_statement_run (AtlasStatement *self, GError **error);

/** Ready to be bound and stepped again. */
void atlas_statement_reset (AtlasStatement *self);

gboolean atlas_statement_is_null (AtlasStatement *self, guint column);
gint64 atlas_statement_get_integer (AtlasStatement *self, guint column);
/** Borrowed until the next step; NULL for NULL. */
const char *atlas_statement_get_text (AtlasStatement *self, guint column, gsize *length);
gboolean atlas_statement_get_uuid (AtlasStatement *self, guint column, AtlasUuid *uuid);
/** Borrowed until the next step; NULL, of @size 0, for NULL and for no bytes. */
gconstpointer atlas_statement_get_bytes (AtlasStatement *self, guint column, gsize *size);
/** Fills @value; text is borrowed until the next step. */
void atlas_statement_get_value (AtlasStatement *self, guint column, AtlasValue *value);
guint atlas_statement_get_n_columns (AtlasStatement *self);

/** While set, steps of this connection end with G_IO_ERROR_CANCELLED soon after the cancellable is triggered.
 */
void atlas_connection_set_cancellable (AtlasConnection *connection, GCancellable *cancellable);

/** The store's generation as this reader sees it: everything read through it is of that generation. */
gint64 atlas_connection_get_generation (AtlasConnection *connection);

/** First column of the first row, or @fallback where there is none; FALSE only with @error. */
gboolean atlas_connection_query_integer (
  AtlasConnection *connection, const char *sql, gint64 fallback, gint64 *value, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasStatement, atlas_statement_free)

G_END_DECLS
