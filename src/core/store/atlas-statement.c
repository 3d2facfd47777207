/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-connection-private.h"

#include "atlas-json-writer.h"

static int
position_of (AtlasStatement *self, const char *name)
{
  int position = sqlite3_bind_parameter_index (self->stmt, name);

  if (G_UNLIKELY (position == 0))
    g_critical ("no parameter %s in: %s", name, self->sql);
  return position;
}

void
atlas_statement_bind_integer (AtlasStatement *self, const char *name, gint64 value)
{
  g_return_if_fail (self != NULL);

  atlas_statement_note_bind (self, sqlite3_bind_int64 (self->stmt, position_of (self, name), value));
}

void
atlas_statement_bind_text (AtlasStatement *self, const char *name, const char *text)
{
  g_return_if_fail (self != NULL);

  atlas_statement_note_bind (
    self, sqlite3_bind_text (self->stmt, position_of (self, name), text, -1, SQLITE_TRANSIENT));
}

void
atlas_statement_bind_uuid (AtlasStatement *self, const char *name, const AtlasUuid *uuid)
{
  int position;

  g_return_if_fail (self != NULL);

  position = position_of (self, name);
  if (uuid)
    atlas_statement_note_bind (
      self, sqlite3_bind_blob (self->stmt, position, uuid->bytes, sizeof uuid->bytes, SQLITE_TRANSIENT));
  else
    atlas_statement_note_bind (self, sqlite3_bind_null (self->stmt, position));
}

void
atlas_statement_bind_bytes (AtlasStatement *self, const char *name, gconstpointer bytes, gsize size)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (bytes != NULL || size == 0);

  atlas_statement_note_bind (
    self, sqlite3_bind_blob64 (self->stmt, position_of (self, name), bytes, size, SQLITE_TRANSIENT));
}

static void
bind_value (AtlasStatement *self, int position, const AtlasValue *value)
{
  if (value->type == ATLAS_VALUE_TEXT && !value->borrowed)
    atlas_statement_note_bind (self, sqlite3_bind_text64 (self->stmt, position, value->text, value->length,
                                                          SQLITE_TRANSIENT, SQLITE_UTF8));
  else
    atlas_statement_note_bind (self, atlas_sqlite_bind_static (self->stmt, position, value));
}

void
atlas_statement_bind_value (AtlasStatement *self, const char *name, const AtlasValue *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);

  bind_value (self, position_of (self, name), value);
}

void
atlas_statement_bind_value_at (AtlasStatement *self, guint position, const AtlasValue *value)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (position > 0);
  g_return_if_fail (value != NULL);

  bind_value (self, (int) position, value);
}

void
atlas_statement_bind_ids (AtlasStatement *self, const char *name, const gint64 *ids, guint n_ids)
{
  GString *json;
  gsize length;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ids != NULL || n_ids == 0);

  json = g_string_new ("[");
  for (guint i = 0; i < n_ids; i++)
    {
      if (i > 0)
        g_string_append_c (json, ',');
      atlas_json_append_integer (json, ids[i]);
    }
  g_string_append_c (json, ']');
  length = json->len;
  atlas_statement_note_bind (self,
                             sqlite3_bind_text64 (self->stmt, position_of (self, name),
                                                  g_string_free (json, FALSE), length, g_free, SQLITE_UTF8));
}

gboolean
atlas_statement_step (AtlasStatement *self, GError **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);

  if (G_UNLIKELY (self->bind_result != SQLITE_OK))
    return atlas_connection_fail (self->connection, self->bind_result, error);

  code = sqlite3_step (self->stmt);
  if (code == SQLITE_ROW)
    return TRUE;

  if (code != SQLITE_DONE)
    atlas_connection_fail (self->connection, code, error);
  /* At rest at once: a statement at its end must not hold a lock. It only repeats the code we have seen. */
  (void) sqlite3_reset (self->stmt);
  return FALSE;
}

gboolean
atlas_statement_run (AtlasStatement *self, GError **error)
{
  int code;

  g_return_val_if_fail (self != NULL, FALSE);

  if (G_UNLIKELY (self->bind_result != SQLITE_OK))
    return atlas_connection_fail (self->connection, self->bind_result, error);

  do
    code = sqlite3_step (self->stmt);
  while (code == SQLITE_ROW);
  if (code != SQLITE_DONE)
    atlas_connection_fail (self->connection, code, error);
  (void) sqlite3_reset (self->stmt);
  return code == SQLITE_DONE;
}

void
atlas_statement_reset (AtlasStatement *self)
{
  g_return_if_fail (self != NULL);

  (void) sqlite3_reset (self->stmt);
  self->bind_result = SQLITE_OK;
}

gboolean
atlas_statement_is_null (AtlasStatement *self, guint column)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return sqlite3_column_type (self->stmt, (int) column) == SQLITE_NULL;
}

gint64
atlas_statement_get_integer (AtlasStatement *self, guint column)
{
  g_return_val_if_fail (self != NULL, 0);

  return sqlite3_column_int64 (self->stmt, (int) column);
}

const char *
atlas_statement_get_text (AtlasStatement *self, guint column, gsize *length)
{
  const char *text;

  g_return_val_if_fail (self != NULL, NULL);

  text = (const char *) sqlite3_column_text (self->stmt, (int) column);
  if (length)
    *length = (gsize) sqlite3_column_bytes (self->stmt, (int) column);
  return text;
}

gboolean
atlas_statement_get_uuid (AtlasStatement *self, guint column, AtlasUuid *uuid)
{
  const void *bytes;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (uuid != NULL, FALSE);

  bytes = sqlite3_column_blob (self->stmt, (int) column);
  if (bytes == NULL || sqlite3_column_bytes (self->stmt, (int) column) != sizeof uuid->bytes)
    return FALSE;
  memcpy (uuid->bytes, bytes, sizeof uuid->bytes);
  return TRUE;
}

gconstpointer
atlas_statement_get_bytes (AtlasStatement *self, guint column, gsize *size)
{
  gconstpointer bytes;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (size != NULL, NULL);

  bytes = sqlite3_column_blob (self->stmt, (int) column);
  *size = (gsize) sqlite3_column_bytes (self->stmt, (int) column);
  return bytes;
}

void
atlas_statement_get_value (AtlasStatement *self, guint column, AtlasValue *value)
{
  sqlite3_value *cell;

  g_return_if_fail (self != NULL);
  g_return_if_fail (value != NULL);

  /* A record has dozens of columns, and each question to the statement finds the column, locks and unlocks
   * anew; the cell itself is asked for less. That it may be, since a connection is one thread's at a time. */
  cell = sqlite3_column_value (self->stmt, (int) column);
  switch (sqlite3_value_type (cell))
    {
    case SQLITE_INTEGER:
      atlas_value_set_integer (value, sqlite3_value_int64 (cell));
      break;
    case SQLITE_FLOAT:
      atlas_value_set_real (value, sqlite3_value_double (cell));
      break;
    case SQLITE_TEXT:
    case SQLITE_BLOB:
      {
        const char *text = (const char *) sqlite3_value_text (cell);

        atlas_value_borrow_text (value, text ? text : "", (gsize) sqlite3_value_bytes (cell));
        break;
      }
    case SQLITE_NULL:
    default:
      atlas_value_clear (value);
      break;
    }
}

guint
atlas_statement_get_n_columns (AtlasStatement *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return (guint) sqlite3_column_count (self->stmt);
}
