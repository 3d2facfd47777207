/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-unit-private.h"

#include "atlas-changes-private.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"

/* So many stay in the page cache of whoever writes much. */
#define ROWS_JOURNALLED_AT_ONCE 8192

static AtlasUnit *
unit_new (AtlasStore *store, const char *label, AtlasUnitFlags flags, GError **error)
{
  AtlasUnit *self;

  if (!atlas_store_begin_write (store, flags & ATLAS_UNIT_BULK ? ATLAS_WRITE_MUCH : ATLAS_WRITE_DEFAULT,
                                error))
    return NULL;

  self = g_new0 (AtlasUnit, 1);
  self->store = g_object_ref (store);
  self->connection = store->writer;
  self->flags = flags;
  self->label = g_strdup (label);
  self->tables = g_new0 (AtlasUnitTable, store->n_tables);
  self->json = g_string_new (NULL);
  g_mutex_lock (&store->lock);
  store->unit = self;
  g_mutex_unlock (&store->lock);
  return self;
}

AtlasUnit *
atlas_unit_begin (AtlasStore *store, const char *label, AtlasUnitFlags flags, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_STORE (store), NULL);
  g_return_val_if_fail (label != NULL, NULL);

  return unit_new (store, label, flags, error);
}

AtlasUnit *
atlas_unit_begin_replay (AtlasStore *store, GError **error)
{
  return unit_new (store, "", ATLAS_UNIT_DEFAULT, error);
}

/* The unit lets go of the store's connection, which is given back by whoever ends the write. */
static void
let_go (AtlasUnit *self)
{
  self->spent = TRUE;
  g_clear_pointer (&self->entry, atlas_statement_free);
  atlas_unit_clear_rows (self);
  g_mutex_lock (&self->store->lock);
  self->store->unit = NULL;
  g_mutex_unlock (&self->store->lock);
}

void
atlas_unit_free (AtlasUnit *self)
{
  if (self == NULL)
    return;

  if (!self->spent)
    {
      let_go (self);
      atlas_store_abandon_write (self->store);
    }
  for (guint i = 0; i < self->store->n_tables; i++)
    {
      AtlasUnitTable *t = &self->tables[i];

      g_free (t->before);
      g_clear_pointer (&t->indexes, g_ptr_array_unref);
      for (guint type = 0; type < ATLAS_UNIT_N_TYPES; type++)
        g_clear_pointer (&t->ids[type], g_array_unref);
    }
  g_free (self->tables);
  g_string_free (self->json, TRUE);
  g_clear_error (&self->failure);
  g_free (self->label);
  g_free (self->details);
  g_object_unref (self->store);
  g_free (self);
}

gboolean
atlas_unit_fail (AtlasUnit *self, GError *failure, GError **error)
{
  g_assert (failure != NULL);

  if (self->failure == NULL)
    self->failure = g_error_copy (failure);
  g_propagate_error (error, failure);
  return FALSE;
}

/* A statement that failed half way may have left row, search and journal apart, or SQLite has rolled back
 * already: then nothing more may be written, and nothing is committed. */
static gboolean
check_usable (AtlasUnit *self, GError **error)
{
  if (G_LIKELY (self->failure == NULL))
    return TRUE;
  if (error)
    *error = g_error_copy (self->failure);
  return FALSE;
}

AtlasConnection *
atlas_unit_get_connection (AtlasUnit *self)
{
  g_return_val_if_fail (self != NULL && !self->spent, NULL);

  return self->connection;
}

void
atlas_unit_set_cancellable (AtlasUnit *self, GCancellable *cancellable)
{
  g_return_if_fail (self != NULL && !self->spent);

  atlas_connection_set_cancellable (self->connection, cancellable);
}

void
atlas_unit_set_details (AtlasUnit *self, const char *json)
{
  g_return_if_fail (self != NULL);

  g_free (self->details);
  self->details = g_strdup (json);
}

gint64
atlas_unit_get_n_changes (AtlasUnit *self)
{
  gint64 n = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i < ATLAS_UNIT_N_TYPES; i++)
    n += self->counts[i];
  return n;
}

/* The journal. */

/* Writes the unit's own row, on which its entries depend, once. */
static gboolean
begin_journal (AtlasUnit *self, GError **error)
{
  g_autoptr (AtlasStatement) insert = NULL;
  char now[ATLAS_DATE_TEXT_SIZE];
  const char *author = g_get_real_name ();

  if (self->id != 0)
    return TRUE;
  if (!atlas_connection_query_integer (self->connection, "SELECT max (id) FROM journal", 0,
                                       &self->first_entry, error))
    return FALSE;
  self->first_entry++;

  insert =
    atlas_statement_new (self->connection,
                         "INSERT INTO unit (label, time, author, office) VALUES (:label, :time, :author,"
                         " (SELECT value FROM setting WHERE key = 'office.id'))",
                         error);
  if (insert == NULL)
    return FALSE;
  atlas_timestamp_now (now);
  atlas_statement_bind_text (insert, ":label", self->label);
  atlas_statement_bind_text (insert, ":time", now);
  atlas_statement_bind_text (insert, ":author",
                             g_str_equal (author, "Unknown") ? g_get_user_name () : author);
  if (!atlas_statement_run (insert, error))
    return FALSE;
  self->id = sqlite3_last_insert_rowid (self->connection->db);
  return TRUE;
}

static gboolean
add_entry (AtlasUnit *self,
           const char *table,
           gint64 id,
           const AtlasUuid *uuid,
           AtlasChangeType type,
           const char *changes,
           GError **error)
{
  if (!begin_journal (self, error))
    return FALSE;
  if (self->entry == NULL)
    self->entry = atlas_statement_new (self->connection,
                                       "INSERT INTO journal (unit, record_table, record, uuid, type, changes)"
                                       " VALUES (:unit, :table, :record, :uuid, :type, :changes)",
                                       error);
  if (self->entry == NULL)
    return FALSE;
  atlas_statement_bind_integer (self->entry, ":unit", self->id);
  atlas_statement_bind_text (self->entry, ":table", table);
  atlas_statement_bind_integer (self->entry, ":record", id);
  atlas_statement_bind_uuid (self->entry, ":uuid", uuid);
  atlas_statement_bind_integer (self->entry, ":type", type);
  atlas_statement_bind_text (self->entry, ":changes", changes);
  return atlas_statement_run (self->entry, error);
}

/* New rows are journalled in one statement a table: they are those whose ids the unit gave out, that still
 * stand and that are not journalled yet. What happened to them in between needs no entry. */
static gboolean
journal_inserts (AtlasUnit *self, AtlasUnitTable *t, GError **error)
{
  g_autofree char *sql = NULL;
  g_autoptr (AtlasStatement) insert = NULL, sequence = NULL;

  if (!begin_journal (self, error))
    return FALSE;

  sql = g_strdup_printf ("INSERT INTO journal (unit, record_table, record, uuid, type)"
                         " SELECT :unit, :table, id, uuid, 0 FROM \"%s\" WHERE id > :after",
                         t->table->name);
  insert = atlas_statement_new (self->connection, sql, error);
  if (insert == NULL)
    return FALSE;
  atlas_statement_bind_integer (insert, ":unit", self->id);
  atlas_statement_bind_text (insert, ":table", t->table->name);
  atlas_statement_bind_integer (insert, ":after", MAX (t->journalled_id, t->first_id - 1));
  if (!atlas_statement_run (insert, error))
    return FALSE;
  t->journalled_id = t->last_id;

  sequence = atlas_statement_new (self->connection,
                                  "INSERT INTO sequence (name, value) VALUES (:table, :last)"
                                  " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                                  error);
  if (sequence == NULL)
    return FALSE;
  atlas_statement_bind_text (sequence, ":table", t->table->name);
  atlas_statement_bind_integer (sequence, ":last", t->last_id);
  return atlas_statement_run (sequence, error);
}

/* Of many, some at a time: in the end they would have to be read from the file again. */
static gboolean
journal_some (AtlasUnit *self, AtlasUnitTable *t, GError **error)
{
  if ((self->flags & (ATLAS_UNIT_BULK | ATLAS_UNIT_TRIAL)) != ATLAS_UNIT_BULK || t->journals_last ||
      t->last_id - MAX (t->journalled_id, t->first_id - 1) < ROWS_JOURNALLED_AT_ONCE)
    return TRUE;
  return journal_inserts (self, t, error);
}

/* A new row that goes again must not be in the journal: it is begun anew in the end. */
static gboolean
forget_inserts (AtlasUnit *self, AtlasUnitTable *t, GError **error)
{
  g_autoptr (AtlasStatement) forget = atlas_statement_new (
    self->connection,
    "DELETE FROM journal WHERE id >= :first AND unit = :unit AND record_table = :table AND type = 0", error);

  if (forget == NULL)
    return FALSE;
  atlas_statement_bind_integer (forget, ":first", self->first_entry);
  atlas_statement_bind_integer (forget, ":unit", self->id);
  atlas_statement_bind_text (forget, ":table", t->table->name);
  t->journalled_id = 0;
  t->journals_last = TRUE;
  return atlas_statement_run (forget, error);
}

static gboolean
end_journal (AtlasUnit *self, gboolean changed, GError **error)
{
  g_autoptr (AtlasStatement) update = NULL;

  if (changed)
    {
      /* A new act after an undo: what was undone can't be redone any more. */
      if (!atlas_connection_execute (self->connection, "UPDATE unit SET state = 2 WHERE state = 1", error))
        return FALSE;
      for (guint i = 0; i < self->store->n_tables; i++)
        if (self->tables[i].first_id != 0 && !journal_inserts (self, &self->tables[i], error))
          return FALSE;
    }
  else if (!begin_journal (self, error))
    return FALSE;

  update =
    atlas_statement_new (self->connection,
                         "UPDATE unit SET n_inserted = :inserted, n_updated = :updated, n_deleted = :deleted,"
                         " details = :details,"
                         " first_entry = iif (:changed, :first, NULL),"
                         " last_entry = iif (:changed, (SELECT max (id) FROM journal), NULL)"
                         " WHERE id = :unit",
                         error);
  if (update == NULL)
    return FALSE;
  atlas_statement_bind_integer (update, ":unit", self->id);
  atlas_statement_bind_integer (update, ":inserted", self->counts[ATLAS_CHANGE_INSERT]);
  atlas_statement_bind_integer (update, ":updated", self->counts[ATLAS_CHANGE_UPDATE]);
  atlas_statement_bind_integer (update, ":deleted", self->counts[ATLAS_CHANGE_DELETE]);
  atlas_statement_bind_text (update, ":details", self->details);
  atlas_statement_bind_integer (update, ":changed", changed);
  atlas_statement_bind_integer (update, ":first", self->first_entry);
  return atlas_statement_run (update, error);
}

gint64
atlas_unit_take_id (AtlasUnit *self, GError **error)
{
  GError *failure = NULL;

  g_return_val_if_fail (self != NULL && !self->spent, 0);

  if (!check_usable (self, error))
    return 0;
  if (!begin_journal (self, &failure))
    {
      atlas_unit_fail (self, failure, error);
      return 0;
    }
  return self->id;
}

/* Changes. */

static gboolean
prepare_ids (AtlasUnit *self, AtlasUnitTable *t, GError **error)
{
  g_autofree char *sql = NULL;
  gint64 last;

  if (t->first_id != 0)
    return TRUE;
  sql = g_strdup_printf ("SELECT max (ifnull ((SELECT value FROM sequence WHERE name = '%s'), 0),"
                         " ifnull ((SELECT max (id) FROM \"%s\"), 0))",
                         t->table->name, t->table->name);
  if (!atlas_connection_query_integer (self->connection, sql, 0, &last, error))
    return FALSE;
  t->first_id = last + 1;
  t->last_id = last;
  return TRUE;
}

static gboolean
is_new (AtlasUnitTable *t, gint64 id)
{
  return t->first_id != 0 && id >= t->first_id;
}

gboolean
atlas_unit_insert (AtlasUnit *self,
                   const AtlasTable *table,
                   const AtlasUuid *uuid,
                   const AtlasValue *values,
                   gint64 *id,
                   GError **error)
{
  return atlas_unit_insert_prepared (self, table, uuid, values, NULL, id, error);
}

gboolean
atlas_unit_insert_prepared (AtlasUnit *self,
                            const AtlasTable *table,
                            const AtlasUuid *uuid,
                            const AtlasValue *values,
                            gconstpointer prepared,
                            gint64 *id,
                            GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasUnitTable *t;

  g_return_val_if_fail (self != NULL && !self->spent, FALSE);
  g_return_val_if_fail (table != NULL, FALSE);
  g_return_val_if_fail (uuid != NULL && !atlas_uuid_is_nil (uuid), FALSE);
  g_return_val_if_fail (values != NULL, FALSE);

  if (!check_usable (self, error))
    return FALSE;
  t = atlas_unit_get_table (self, table, &local_error);
  if (t == NULL || !prepare_ids (self, t, &local_error))
    return atlas_unit_fail (self, g_steal_pointer (&local_error), error);

  if (!atlas_unit_insert_row (self, t, t->last_id + 1, uuid, values, prepared, &local_error))
    {
      char text[ATLAS_UUID_TEXT_SIZE];

      /* Values that the table's types refuse have changed nothing. */
      if (g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CONSTRAINT))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (local_error)
        return atlas_unit_fail (self, g_steal_pointer (&local_error), error);
      atlas_uuid_format (uuid, text);
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS,
                   _ ("a record with the id %s stands already"), text);
      return FALSE;
    }
  t->last_id++;
  self->counts[ATLAS_CHANGE_INSERT]++;
  if (id)
    *id = t->last_id;
  return journal_some (self, t, &local_error) ||
         atlas_unit_fail (self, g_steal_pointer (&local_error), error);
}

/* Reads the row that is to change. */
static AtlasUnitTable *
read_before (AtlasUnit *self, const AtlasTable *table, gint64 id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasUnitTable *t;

  if (!check_usable (self, error))
    return NULL;
  t = atlas_unit_get_table (self, table, &local_error);
  if (t && atlas_unit_read_row (self, t, id, &local_error))
    return t;

  if (local_error)
    atlas_unit_fail (self, g_steal_pointer (&local_error), error);
  else
    g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND,
                 _ ("The record is no longer there. Somebody else has deleted it."));
  return NULL;
}

gboolean
atlas_unit_update (
  AtlasUnit *self, const AtlasTable *table, gint64 id, const AtlasValue *values, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasUnitTable *t;
  gboolean done = TRUE;

  g_return_val_if_fail (self != NULL && !self->spent, FALSE);
  g_return_val_if_fail (table != NULL, FALSE);
  g_return_val_if_fail (values != NULL, FALSE);

  t = read_before (self, table, id, error);
  if (t == NULL)
    return FALSE;
  if (table->guard != NULL && !self->may_rewrite && !table->guard (table, t->before, values, error))
    {
      atlas_unit_done_reading (t);
      return FALSE;
    }
  if (atlas_changes_write_difference (self->json, table, t->before, values) > 0)
    {
      done = atlas_unit_update_row (self, t, id, values, &local_error);
      if (done && !is_new (t, id))
        {
          done =
            add_entry (self, table->name, id, &t->uuid, ATLAS_CHANGE_UPDATE, self->json->str, &local_error);
          self->counts[ATLAS_CHANGE_UPDATE]++;
        }
    }
  atlas_unit_done_reading (t);
  return done || atlas_unit_fail (self, g_steal_pointer (&local_error), error);
}

void
atlas_unit_allow_rewriting (AtlasUnit *self)
{
  g_return_if_fail (self != NULL && !self->spent);

  self->may_rewrite = TRUE;
}

gboolean
atlas_unit_delete (AtlasUnit *self, const AtlasTable *table, gint64 id, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasUnitTable *t;
  gboolean done;

  g_return_val_if_fail (self != NULL && !self->spent, FALSE);
  g_return_val_if_fail (table != NULL, FALSE);

  t = read_before (self, table, id, error);
  if (t == NULL)
    return FALSE;
  atlas_changes_write_row (self->json, table, t->before);
  done = is_new (t, id) ||
         add_entry (self, table->name, id, &t->uuid, ATLAS_CHANGE_DELETE, self->json->str, &local_error);
  atlas_unit_done_reading (t);
  if (done && is_new (t, id) && id <= t->journalled_id)
    done = forget_inserts (self, t, &local_error);
  done = done && atlas_unit_delete_row (self, t, id, &local_error);
  if (!done)
    return atlas_unit_fail (self, g_steal_pointer (&local_error), error);

  if (is_new (t, id))
    self->counts[ATLAS_CHANGE_INSERT]--;
  else
    self->counts[ATLAS_CHANGE_DELETE]++;
  return TRUE;
}

gboolean
atlas_unit_write_setting (
  AtlasConnection *connection, const char *key, const char *value, char **before, GError **error)
{
  g_autoptr (AtlasStatement) select = NULL, write = NULL;
  g_autoptr (GError) local_error = NULL;

  select = atlas_statement_new (connection, "SELECT value FROM setting WHERE key = :key", error);
  if (select == NULL)
    return FALSE;
  atlas_statement_bind_text (select, ":key", key);
  if (atlas_statement_step (select, &local_error) && before)
    *before = g_strdup (atlas_statement_get_text (select, 0, NULL));
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  write = atlas_statement_new (connection,
                               value ? "INSERT INTO setting (key, value) VALUES (:key, :value)"
                                       " ON CONFLICT (key) DO UPDATE SET value = excluded.value"
                                     : "DELETE FROM setting WHERE key = :key",
                               error);
  if (write == NULL)
    return FALSE;
  atlas_statement_bind_text (write, ":key", key);
  if (value)
    atlas_statement_bind_text (write, ":value", value);
  return atlas_statement_run (write, error);
}

gboolean
atlas_unit_set_setting (AtlasUnit *self, const char *key, const char *value, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *before = NULL;

  g_return_val_if_fail (self != NULL && !self->spent, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (!check_usable (self, error))
    return FALSE;
  if (!atlas_unit_write_setting (self->connection, key, value, &before, &local_error))
    return atlas_unit_fail (self, g_steal_pointer (&local_error), error);
  if (g_strcmp0 (before, value) == 0)
    return TRUE;

  g_string_assign (self->json, "{");
  atlas_json_append_string (self->json, key, -1);
  g_string_append (self->json, ":[");
  atlas_json_append_string_or_null (self->json, before);
  g_string_append_c (self->json, ',');
  atlas_json_append_string_or_null (self->json, value);
  g_string_append (self->json, "]}");
  if (!add_entry (self, ATLAS_UNIT_SETTING, 0, NULL, ATLAS_CHANGE_UPDATE, self->json->str, &local_error))
    return atlas_unit_fail (self, g_steal_pointer (&local_error), error);
  self->n_settings++;
  return TRUE;
}

/* Not journalled: what is erased can't be undone. */
static gboolean
note_traces (AtlasUnit *self, GError **error)
{
  GError *failure = NULL;

  if (!self->erases ||
      atlas_unit_write_setting (self->connection, ATLAS_SETTING_TRACES, "file", NULL, &failure))
    return TRUE;
  return atlas_unit_fail (self, failure, error);
}

gboolean
atlas_unit_commit (AtlasUnit *self, GError **error)
{
  gboolean changed;

  g_return_val_if_fail (self != NULL && !self->spent, FALSE);

  changed = atlas_unit_get_n_changes (self) > 0 || self->n_settings > 0;
  if (!check_usable (self, error) || !note_traces (self, error) || (!changed && self->details == NULL) ||
      !atlas_unit_finish_rows (self, error) || !end_journal (self, changed, error))
    {
      gboolean nothing = self->failure == NULL && !changed && self->details == NULL;

      let_go (self);
      atlas_store_abandon_write (self->store);
      return nothing;
    }

  let_go (self);
  return atlas_store_commit_write (
    self->store, changed || self->erases ? atlas_unit_make_change (self, self->id, self->label) : NULL,
    error);
}

gboolean
atlas_unit_commit_replay (AtlasUnit *self, gint64 unit, const char *label, GError **error)
{
  if (!atlas_unit_finish_rows (self, error))
    {
      let_go (self);
      atlas_store_abandon_write (self->store);
      return FALSE;
    }
  let_go (self);
  return atlas_store_commit_write (self->store, atlas_unit_make_change (self, unit, label), error);
}
