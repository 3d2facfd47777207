/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-unit-private.h"

#include "atlas-change-private.h"

/* Below so many rows it never pays to build indexes and search anew. */
#define FEW_ROWS 2000

/* How often, in rows, a growing unit asks itself whether that pays. */
#define ROWS_BETWEEN_LOOKS 1024

AtlasUnitTable *
atlas_unit_get_table (AtlasUnit *self, const AtlasTable *table, GError **error)
{
  AtlasUnitTable *t = NULL;

  for (guint i = 0; i < self->store->n_tables && t == NULL; i++)
    if (self->store->tables[i] == table)
      t = &self->tables[i];
  g_return_val_if_fail (t != NULL, NULL);

  if (!t->used)
    {
      t->used = TRUE;
      t->table = table;
      t->sql = atlas_store_get_table_sql (self->store, table);
      t->before = g_new0 (AtlasValue, table->n_columns);
      t->n_rows = -1;
    }
  return t;
}

static inline gboolean
take (AtlasUnit *self, AtlasStatement **statement, const char *sql, GError **error)
{
  if (G_UNLIKELY (*statement == NULL))
    *statement = atlas_statement_new (self->connection, sql, error);
  return *statement != NULL;
}

static inline void
note_written (AtlasUnitTable *t, AtlasChangeType type, gint64 id)
{
  GArray **ids = &t->ids[type];

  t->n_written++;
  if (*ids == NULL)
    *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if ((*ids)->len <= ATLAS_CHANGE_MAX_IDS)
    g_array_append_val (*ids, id);
}

static gboolean
run_by_id (AtlasUnit *self, AtlasStatement **statement, const char *sql, gint64 id, GError **error)
{
  int code;

  if (!take (self, statement, sql, error))
    return FALSE;
  code = sqlite3_bind_int64 ((*statement)->stmt, 1, id);
  if (G_UNLIKELY (code != SQLITE_OK))
    return atlas_connection_fail (self->connection, code, error);
  code = sqlite3_step ((*statement)->stmt);
  if (code != SQLITE_DONE)
    atlas_connection_fail (self->connection, code, error);
  (void) sqlite3_reset ((*statement)->stmt);
  return code == SQLITE_DONE;
}

/* Drops the indexes of the table and of those derived from it that SQL can make anew; the unique one on the
 * UUID stays, it is the rule. */
static gboolean
defer (AtlasUnit *self, AtlasUnitTable *t, GError **error)
{
  g_autoptr (GPtrArray) drops = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AtlasStatement) list = NULL;
  g_autoptr (GError) local_error = NULL;

  list = atlas_statement_new (
    self->connection,
    "SELECT name, sql FROM sqlite_schema"
    " WHERE type = 'index' AND (tbl_name = :table OR tbl_name GLOB :table || '_*') AND sql IS NOT NULL"
    " ORDER BY rowid",
    error);
  if (list == NULL)
    return FALSE;
  atlas_statement_bind_text (list, ":table", t->table->name);
  t->indexes = g_ptr_array_new_with_free_func (g_free);
  while (atlas_statement_step (list, &local_error))
    {
      g_ptr_array_add (drops,
                       g_strdup_printf ("DROP INDEX \"%s\"", atlas_statement_get_text (list, 0, NULL)));
      g_ptr_array_add (t->indexes, g_strdup (atlas_statement_get_text (list, 1, NULL)));
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; i < drops->len; i++)
    if (!atlas_connection_execute (self->connection, g_ptr_array_index (drops, i), error))
      return FALSE;

  t->deferred = TRUE;
  /* The words of a unit's first rows can be gathered as they come. */
  if (t->n_rows == 0 && t->n_written == 0 && t->sql->text_table != NULL &&
      (self->flags & (ATLAS_UNIT_BULK | ATLAS_UNIT_TRIAL)) == ATLAS_UNIT_BULK)
    t->text_build = atlas_text_build_new (self->connection->path, t->sql);
  return TRUE;
}

/* Indexes can't be dropped while any statement stands on a row. */
static gboolean
somebody_reads (sqlite3 *db)
{
  for (sqlite3_stmt *stmt = sqlite3_next_stmt (db, NULL); stmt; stmt = sqlite3_next_stmt (db, stmt))
    if (sqlite3_stmt_busy (stmt))
      return TRUE;
  return FALSE;
}

/* Defers where @n_coming rows are much against what stands. */
static gboolean
consider_deferring (AtlasUnit *self, AtlasUnitTable *t, gint64 n_coming, GError **error)
{
  if (somebody_reads (self->connection->db))
    return TRUE;
  if (t->n_rows < 0)
    {
      g_autofree char *count = g_strdup_printf ("SELECT count(*) FROM \"%s\"", t->table->name);

      if (!atlas_connection_query_integer (self->connection, count, 0, &t->n_rows, error))
        return FALSE;
    }
  if (n_coming >= FEW_ROWS && n_coming >= t->n_rows / 2)
    return defer (self, t, error);
  return TRUE;
}

gboolean
atlas_unit_expect_rows (AtlasUnit *self, gint64 n_rows, GError **error)
{
  for (guint i = 0; i < self->store->n_tables; i++)
    {
      AtlasUnitTable *t = atlas_unit_get_table (self, self->store->tables[i], error);

      if (!consider_deferring (self, t, n_rows, error))
        return FALSE;
    }
  return TRUE;
}

/* Of a bulk unit nobody knows beforehand how much it brings: where few rows stand it is taken to be much,
 * else it is looked at as it grows. Before a row is read, so that this table's own statements rest. */
static inline gboolean
look_at_growth (AtlasUnit *self, AtlasUnitTable *t, GError **error)
{
  if (t->deferred || !(self->flags & ATLAS_UNIT_BULK) || t->n_written < t->next_look)
    return TRUE;
  t->next_look = t->n_written + ROWS_BETWEEN_LOOKS;
  return consider_deferring (self, t, MAX (t->n_written, FEW_ROWS), error);
}

static gboolean
has_text (AtlasUnitTable *t)
{
  return t->sql->text_table != NULL && !t->deferred;
}

static gboolean
derive (AtlasUnit *self,
        AtlasUnitTable *t,
        gint64 id,
        const AtlasUuid *uuid,
        const AtlasValue *values,
        gboolean fresh,
        gconstpointer prepared,
        GError **error)
{
  const AtlasDerivedRow row = { id, uuid, values, fresh, prepared };

  return t->table->derive == NULL || t->table->derive (self, t->table, &row, error);
}

/* What a derive function keeps. */

typedef struct
{
  gpointer data;
  GDestroyNotify data_free;
} Kept;

static void
kept_free (gpointer data)
{
  Kept *kept = data;

  kept->data_free (kept->data);
  g_free (kept);
}

gpointer
atlas_unit_get_data (AtlasUnit *self, const AtlasTable *table)
{
  const Kept *kept;

  g_return_val_if_fail (self != NULL, NULL);

  kept = self->data != NULL ? g_hash_table_lookup (self->data, table) : NULL;
  return kept != NULL ? kept->data : NULL;
}

void
atlas_unit_set_data (AtlasUnit *self, const AtlasTable *table, gpointer data, GDestroyNotify data_free)
{
  Kept *kept;

  g_return_if_fail (self != NULL && table != NULL);
  g_return_if_fail (data_free != NULL);

  kept = g_new0 (Kept, 1);
  kept->data = data;
  kept->data_free = data_free;
  if (self->data == NULL)
    self->data = g_hash_table_new_full (NULL, NULL, NULL, kept_free);
  g_hash_table_insert (self->data, (gpointer) table, kept);
}

void
atlas_unit_clear_data (AtlasUnit *self)
{
  g_clear_pointer (&self->data, g_hash_table_unref);
}

void
atlas_unit_note_derived (AtlasUnit *self, const AtlasTable *table, gint64 id)
{
  AtlasUnitTable *t;
  GArray **ids;

  g_return_if_fail (self != NULL);
  g_return_if_fail (table != NULL);

  /* While all that is derived is made anew nobody is told of rows. */
  if (self->tables == NULL)
    return;
  t = atlas_unit_get_table (self, table, NULL);
  ids = &t->ids[ATLAS_CHANGE_UPDATE];
  if (*ids == NULL)
    *ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  if ((*ids)->len <= ATLAS_CHANGE_MAX_IDS)
    g_array_append_val (*ids, id);
}

gboolean
atlas_unit_insert_row (AtlasUnit *self,
                       AtlasUnitTable *t,
                       gint64 id,
                       const AtlasUuid *uuid,
                       const AtlasValue *values,
                       gconstpointer prepared,
                       GError **error)
{
  sqlite3_stmt *stmt;
  int code;

  if (!look_at_growth (self, t, error) || !take (self, &t->insert, t->sql->insert, error))
    return FALSE;

  stmt = t->insert->stmt;
  code = sqlite3_bind_int64 (stmt, 1, id);
  code |= sqlite3_bind_blob (stmt, 2, uuid->bytes, sizeof uuid->bytes, SQLITE_STATIC);
  for (guint i = 0; i < t->table->n_columns; i++)
    code |= atlas_sqlite_bind_static (stmt, (int) i + 3, &values[i]);
  if (G_UNLIKELY (code != SQLITE_OK))
    return atlas_connection_fail (self->connection, SQLITE_TOOBIG, error);
  code = sqlite3_step (stmt);
  if (G_UNLIKELY (code != SQLITE_DONE))
    atlas_connection_fail (self->connection, code, error);
  (void) sqlite3_reset (stmt);
  if (code != SQLITE_DONE || sqlite3_changes (self->connection->db) == 0)
    return FALSE;

  note_written (t, ATLAS_CHANGE_INSERT, id);
  if (t->text_build != NULL)
    atlas_text_build_add (t->text_build, id, values);
  return (!has_text (t) || run_by_id (self, &t->text_add, t->sql->text_add, id, error)) &&
         derive (self, t, id, uuid, values, TRUE, prepared, error);
}

gboolean
atlas_unit_read_row (AtlasUnit *self, AtlasUnitTable *t, gint64 id, GError **error)
{
  if (!look_at_growth (self, t, error) || !take (self, &t->select, t->sql->select, error))
    return FALSE;

  atlas_statement_reset (t->select);
  atlas_statement_note_bind (t->select, sqlite3_bind_int64 (t->select->stmt, 1, id));
  if (!atlas_statement_step (t->select, error))
    return FALSE;
  if (!atlas_statement_get_uuid (t->select, 0, &t->uuid))
    return atlas_connection_fail (self->connection, SQLITE_CORRUPT, error);
  for (guint i = 0; i < t->table->n_columns; i++)
    atlas_statement_get_value (t->select, i + 1, &t->before[i]);
  return TRUE;
}

void
atlas_unit_done_reading (AtlasUnitTable *t)
{
  if (t->select == NULL)
    return;
  for (guint i = 0; i < t->table->n_columns; i++)
    atlas_value_clear (&t->before[i]);
  atlas_statement_reset (t->select);
}

static gboolean
changes_text (AtlasUnitTable *t, const AtlasValue *values)
{
  for (guint i = 0; i < t->table->n_columns; i++)
    if (t->sql->searched[i] && !atlas_value_equal (&t->before[i], &values[i]))
      return TRUE;
  return FALSE;
}

gboolean
atlas_unit_update_row (
  AtlasUnit *self, AtlasUnitTable *t, gint64 id, const AtlasValue *values, GError **error)
{
  gboolean text;
  int code;

  if (!take (self, &t->update, t->sql->update, error))
    return FALSE;

  if (t->text_build != NULL && changes_text (t, values) &&
      !atlas_text_build_note_changed (t->text_build, id, t->before))
    g_clear_pointer (&t->text_build, atlas_text_build_free);
  text = has_text (t) && changes_text (t, values);
  if (text && !run_by_id (self, &t->text_remove, t->sql->text_remove, id, error))
    return FALSE;

  code = sqlite3_bind_int64 (t->update->stmt, 1, id);
  for (guint i = 0; i < t->table->n_columns; i++)
    code |= atlas_sqlite_bind_static (t->update->stmt, (int) i + 2, &values[i]);
  if (code != SQLITE_OK)
    return atlas_connection_fail (self->connection, SQLITE_TOOBIG, error);
  if (!atlas_statement_run (t->update, error))
    return FALSE;

  note_written (t, ATLAS_CHANGE_UPDATE, id);
  return (!text || run_by_id (self, &t->text_add, t->sql->text_add, id, error)) &&
         derive (self, t, id, &t->uuid, values, FALSE, NULL, error);
}

gboolean
atlas_unit_delete_row (AtlasUnit *self, AtlasUnitTable *t, gint64 id, GError **error)
{
  if (has_text (t) && !run_by_id (self, &t->text_remove, t->sql->text_remove, id, error))
    return FALSE;
  g_clear_pointer (&t->text_build, atlas_text_build_free); /* what words the row had is not known here */
  if (!run_by_id (self, &t->delete, t->sql->delete, id, error))
    return FALSE;

  note_written (t, ATLAS_CHANGE_DELETE, id);
  return derive (self, t, id, NULL, NULL, FALSE, NULL, error);
}

static gboolean
finish_text (AtlasUnit *self, AtlasUnitTable *t, GError **error)
{
  gboolean done = FALSE;

  if (t->sql->text_rebuild == NULL)
    return TRUE;
  if (t->text_build != NULL && !atlas_text_build_finish (t->text_build, self->connection, &done, error))
    return FALSE;
  g_clear_pointer (&t->text_build, atlas_text_build_free);
  return done || atlas_connection_execute (self->connection, t->sql->text_rebuild, error);
}

gboolean
atlas_unit_finish_rows (AtlasUnit *self, GError **error)
{
  for (guint i = 0; i < self->store->n_tables; i++)
    if (self->tables[i].text_build != NULL)
      atlas_text_build_end (self->tables[i].text_build);
  for (guint i = 0; i < self->store->n_tables; i++)
    {
      AtlasUnitTable *t = &self->tables[i];

      if (!t->deferred)
        continue;
      for (guint k = 0; k < t->indexes->len; k++)
        if (!atlas_connection_execute (self->connection, g_ptr_array_index (t->indexes, k), error))
          return FALSE;
      if (!finish_text (self, t, error))
        return FALSE;
      t->deferred = FALSE;
    }
  return TRUE;
}

void
atlas_unit_clear_rows (AtlasUnit *self)
{
  atlas_unit_clear_data (self);
  for (guint i = 0; i < self->store->n_tables; i++)
    {
      AtlasUnitTable *t = &self->tables[i];

      if (!t->used)
        continue;
      atlas_unit_done_reading (t);
      g_clear_pointer (&t->text_build, atlas_text_build_free);
      g_clear_pointer (&t->insert, atlas_statement_free);
      g_clear_pointer (&t->update, atlas_statement_free);
      g_clear_pointer (&t->delete, atlas_statement_free);
      g_clear_pointer (&t->select, atlas_statement_free);
      g_clear_pointer (&t->text_add, atlas_statement_free);
      g_clear_pointer (&t->text_remove, atlas_statement_free);
    }
}

/* Ids of @from that are not in @without, which both are small. */
static void
remove_ids (GArray *from, GArray *without)
{
  g_autoptr (GHashTable) unwanted = NULL;
  guint to = 0;

  if (from == NULL || without == NULL)
    return;
  unwanted = g_hash_table_new (g_int64_hash, g_int64_equal);
  for (guint i = 0; i < without->len; i++)
    g_hash_table_add (unwanted, &g_array_index (without, gint64, i));
  for (guint i = 0; i < from->len; i++)
    if (!g_hash_table_contains (unwanted, &g_array_index (from, gint64, i)))
      g_array_index (from, gint64, to++) = g_array_index (from, gint64, i);
  g_array_set_size (from, to);
}

AtlasChange *
atlas_unit_make_change (AtlasUnit *self, gint64 unit, const char *label)
{
  AtlasChange *change = atlas_change_new (unit, label);

  for (guint i = 0; i < self->store->n_tables; i++)
    {
      AtlasUnitTable *t = &self->tables[i];
      guint n = 0;

      if (t->n_written == 0 && t->ids[ATLAS_CHANGE_UPDATE] == NULL)
        continue;
      for (guint type = 0; type < ATLAS_UNIT_N_TYPES; type++)
        n += t->ids[type] ? t->ids[type]->len : 0;
      if (n > ATLAS_CHANGE_MAX_IDS)
        {
          atlas_change_add_everything (change, t->table);
          continue;
        }
      /* A row is told of once: as new although changed since, as gone although changed before. One that came
         and went is not told of as new. */
      remove_ids (t->ids[ATLAS_CHANGE_UPDATE], t->ids[ATLAS_CHANGE_INSERT]);
      remove_ids (t->ids[ATLAS_CHANGE_UPDATE], t->ids[ATLAS_CHANGE_DELETE]);
      remove_ids (t->ids[ATLAS_CHANGE_INSERT], t->ids[ATLAS_CHANGE_DELETE]);
      for (guint type = 0; type < ATLAS_UNIT_N_TYPES; type++)
        if (t->ids[type])
          atlas_change_add (change, t->table, type, (const gint64 *) t->ids[type]->data, t->ids[type]->len);
    }
  return change;
}
