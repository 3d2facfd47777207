/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-erase.h"

#include "atlas-changes-private.h"
#include "atlas-i18n.h"
#include "atlas-unit-private.h"

/* A unit of so many entries names no single record in its label. */
#define MAX_NAMING "50"

static gboolean
run_for_record (
  AtlasConnection *connection, const char *sql, const AtlasTable *table, gint64 id, GError **error)
{
  g_autoptr (AtlasStatement) statement = atlas_statement_new (connection, sql, error);

  if (statement == NULL)
    return FALSE;
  atlas_statement_bind_text (statement, ":table", table->name);
  atlas_statement_bind_integer (statement, ":record", id);
  return atlas_statement_run (statement, error);
}

/* The rest of what can fail leaves row, search and journal apart: the unit can only be given up. */
static gboolean
conclude (AtlasUnit *self, gboolean done, GError *failure, GError **error)
{
  self->erases = TRUE;
  return done || atlas_unit_fail (self, failure, error);
}

gboolean
atlas_unit_erase (AtlasUnit *self, const AtlasTable *table, gint64 id, GError **error)
{
  GError *failure = NULL;
  AtlasUnitTable *t;
  gboolean done;

  g_return_val_if_fail (self != NULL && !self->spent, FALSE);
  g_return_val_if_fail (table != NULL, FALSE);

  t = atlas_unit_get_table (self, table, &failure);
  done = t != NULL;
  if (done && atlas_unit_read_row (self, t, id, &failure))
    {
      atlas_unit_done_reading (t);
      done = atlas_unit_delete_row (self, t, id, &failure);
    }
  done = done && failure == NULL &&
         run_for_record (self->connection,
                         "UPDATE journal SET record_table = '" ATLAS_ERASED
                         "', record = 0, uuid = NULL, changes = NULL"
                         " WHERE record_table = :table AND record = :record",
                         table, id, &failure);
  return conclude (self, done, failure, error);
}

/* Rewriting. */

static void
rewrite_values (const AtlasTable *table, AtlasValue *values, AtlasEraseRewrite rewrite, gpointer data)
{
  for (guint i = 0; i < table->n_columns; i++)
    if (values[i].type == ATLAS_VALUE_TEXT)
      rewrite (table, i, &values[i], data);
}

static AtlasValue *
new_values (const AtlasTable *table)
{
  return g_new0 (AtlasValue, table->n_columns);
}

static void
free_values (const AtlasTable *table, AtlasValue *values)
{
  for (guint i = 0; i < table->n_columns; i++)
    atlas_value_clear (&values[i]);
  g_free (values);
}

static gboolean
rewrite_row (AtlasUnit *self,
             const AtlasTable *table,
             gint64 id,
             AtlasEraseRewrite rewrite,
             gpointer data,
             GError **error)
{
  AtlasUnitTable *t = atlas_unit_get_table (self, table, error);
  GError *failure = NULL;
  AtlasValue *values;
  gboolean done;

  if (t == NULL)
    return FALSE;
  if (!atlas_unit_read_row (self, t, id, &failure))
    {
      if (failure != NULL)
        g_propagate_error (error, failure);
      return failure == NULL;
    }
  values = new_values (table);
  for (guint i = 0; i < table->n_columns; i++)
    atlas_value_copy (&t->before[i], &values[i]);
  rewrite_values (table, values, rewrite, data);
  done = atlas_unit_update_row (self, t, id, values, error);
  atlas_unit_done_reading (t);
  free_values (table, values);
  return done;
}

/* (transfer full): the entry's JSON without what it is not to say; NULL where it can't be read */
static char *
rewrite_changes (const AtlasTable *table,
                 AtlasChangeType type,
                 const char *changes,
                 AtlasEraseRewrite rewrite,
                 gpointer data)
{
  AtlasValue *before = new_values (table);
  AtlasValue *after = new_values (table);
  GString *json = g_string_new (NULL);
  gboolean read;

  if (type == ATLAS_CHANGE_UPDATE)
    {
      read = atlas_changes_apply (table, changes, FALSE, before, NULL) &&
             atlas_changes_apply (table, changes, TRUE, after, NULL);
      rewrite_values (table, before, rewrite, data);
      rewrite_values (table, after, rewrite, data);
      if (atlas_changes_write_difference (json, table, before, after) == 0)
        g_string_assign (json, "{}");
    }
  else
    {
      read = atlas_changes_read_row (table, changes, before, NULL);
      rewrite_values (table, before, rewrite, data);
      atlas_changes_write_row (json, table, before);
    }
  free_values (table, before);
  free_values (table, after);
  return g_string_free (json, !read);
}

static gboolean
rewrite_journal (AtlasUnit *self,
                 const AtlasTable *table,
                 gint64 id,
                 AtlasEraseRewrite rewrite,
                 gpointer data,
                 GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (self->connection,
                         "SELECT id, type, changes FROM journal WHERE record_table = :table"
                         " AND record = :record AND changes IS NOT NULL",
                         error);
  g_autoptr (AtlasStatement) update =
    select
      ? atlas_statement_new (self->connection, "UPDATE journal SET changes = :changes WHERE id = :id", error)
      : NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GError *failure = NULL;

  if (update == NULL)
    return FALSE;
  atlas_statement_bind_text (select, ":table", table->name);
  atlas_statement_bind_integer (select, ":record", id);
  while (atlas_statement_step (select, &failure))
    {
      gint64 entry = atlas_statement_get_integer (select, 0);
      const char *changes = atlas_statement_get_text (select, 2, NULL);
      char *rewritten = rewrite_changes (table, (AtlasChangeType) atlas_statement_get_integer (select, 1),
                                         changes, rewrite, data);

      if (g_strcmp0 (rewritten, changes) == 0)
        {
          g_free (rewritten);
          continue;
        }
      g_array_append_val (ids, entry);
      g_ptr_array_add (texts, rewritten);
    }
  for (guint i = 0; failure == NULL && i < ids->len; i++)
    {
      atlas_statement_bind_integer (update, ":id", g_array_index (ids, gint64, i));
      atlas_statement_bind_text (update, ":changes", g_ptr_array_index (texts, i));
      atlas_statement_run (update, &failure);
      atlas_statement_reset (update);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

gboolean
atlas_unit_rewrite (AtlasUnit *self,
                    const AtlasTable *table,
                    gint64 id,
                    AtlasEraseRewrite rewrite,
                    gpointer data,
                    GError **error)
{
  GError *failure = NULL;
  gboolean done;

  g_return_val_if_fail (self != NULL && !self->spent, FALSE);
  g_return_val_if_fail (table != NULL && rewrite != NULL, FALSE);

  done = rewrite_row (self, table, id, rewrite, data, &failure) &&
         rewrite_journal (self, table, id, rewrite, data, &failure);
  return conclude (self, done, failure, error);
}

/* Labels and details. */

/* What a unit says of itself from now on. */
typedef struct
{
  gint64 id;
  char *label, *details;
} Said;

static void
said_free (gpointer data)
{
  Said *self = data;

  g_free (self->label);
  g_free (self->details);
  g_free (self);
}

/* (transfer full) (element-type Said): those that are to say something else */
static GPtrArray *
list_redacted (AtlasConnection *connection, AtlasEraseRedact redact, gpointer data, GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (connection, "SELECT id, label, details FROM unit", error);
  g_autoptr (GPtrArray) redacted = g_ptr_array_new_with_free_func (said_free);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return NULL;
  while (atlas_statement_step (select, &failure))
    {
      const char *label = atlas_statement_get_text (select, 1, NULL);
      const char *details = atlas_statement_get_text (select, 2, NULL);
      Said *said = g_new0 (Said, 1);

      said->id = atlas_statement_get_integer (select, 0);
      said->label = g_strdup (label);
      said->details = g_strdup (details);
      redact (&said->label, &said->details, data);
      if (g_strcmp0 (label, said->label) != 0 || g_strcmp0 (details, said->details) != 0)
        g_ptr_array_add (redacted, said);
      else
        said_free (said);
    }
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  return g_steal_pointer (&redacted);
}

static gboolean
redact_said (AtlasConnection *connection, AtlasEraseRedact redact, gpointer data, GError **error)
{
  g_autoptr (GPtrArray) redacted = list_redacted (connection, redact, data, error);
  g_autoptr (AtlasStatement) update = NULL;

  if (redacted == NULL || redacted->len == 0)
    return redacted != NULL;
  update = atlas_statement_new (connection,
                                "UPDATE unit SET label = :label, details = :details WHERE id = :id", error);
  if (update == NULL)
    return FALSE;
  for (guint i = 0; i < redacted->len; i++)
    {
      const Said *said = g_ptr_array_index (redacted, i);

      atlas_statement_bind_integer (update, ":id", said->id);
      atlas_statement_bind_text (update, ":label", said->label);
      atlas_statement_bind_text (update, ":details", said->details);
      if (!atlas_statement_run (update, error))
        return FALSE;
      atlas_statement_reset (update);
    }
  return TRUE;
}

static gboolean
relabel_erased (AtlasConnection *connection, const char *label, GError **error)
{
  g_autoptr (AtlasStatement) update =
    atlas_statement_new (connection,
                         "UPDATE unit SET label = :label WHERE last_entry - first_entry < " MAX_NAMING
                         " AND id IN (SELECT unit FROM journal WHERE record_table = '" ATLAS_ERASED "')",
                         error);

  if (update == NULL)
    return FALSE;
  atlas_statement_bind_text (update, ":label", label);
  return atlas_statement_run (update, error);
}

gboolean
atlas_unit_redact (AtlasUnit *self, AtlasEraseRedact redact, gpointer data, const char *label, GError **error)
{
  GError *failure = NULL;
  gboolean done;

  g_return_val_if_fail (self != NULL && !self->spent, FALSE);
  g_return_val_if_fail (redact != NULL && label != NULL, FALSE);

  done = redact_said (self->connection, redact, data, &failure) &&
         relabel_erased (self->connection, label, &failure);
  return conclude (self, done, failure, error);
}

/* A row that is deleted only adds to the index that its words are gone; merged, they are. */
gboolean
atlas_unit_forget_words (AtlasUnit *self, GError **error)
{
  GError *failure = NULL;

  g_return_val_if_fail (self != NULL && !self->spent, FALSE);

  for (guint i = 0; failure == NULL && i < self->store->n_tables; i++)
    {
      const AtlasTable *table = self->store->tables[i];
      g_autofree char *sql = NULL;

      if (table->n_search == 0 || !self->tables[i].used)
        continue;
      sql = g_strdup_printf ("INSERT INTO \"%s_search\" (\"%s_search\") VALUES ('optimize')", table->name,
                             table->name);
      atlas_connection_execute (self->connection, sql, &failure);
    }
  return conclude (self, failure == NULL, failure, error);
}

/* The file. */

/* How long others may go on reading before the log is left as it is. A list or a map takes a moment; opening
 * a database waits for nobody. */
#define PATIENCE 1000 /* ms */

/* Outside of a transaction, by whoever holds the store's turn to write. */
static gboolean
shred (AtlasConnection *writer, gboolean log_only, GError **error)
{
  g_autoptr (AtlasStatement) checkpoint = NULL;

  if (!log_only && (!atlas_connection_execute (writer, "VACUUM", error) ||
                    !atlas_unit_write_setting (writer, ATLAS_SETTING_TRACES, "log", NULL, error)))
    return FALSE;
  checkpoint = atlas_statement_new (writer, "PRAGMA wal_checkpoint (TRUNCATE)", error);
  if (checkpoint == NULL || !atlas_statement_step (checkpoint, error))
    return FALSE;
  if (atlas_statement_get_integer (checkpoint, 0) != 0)
    {
      g_set_error_literal (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_BUSY,
                           _ ("Another program is reading the database. Close that program."));
      return FALSE;
    }
  atlas_statement_reset (checkpoint);
  return atlas_unit_write_setting (writer, ATLAS_SETTING_TRACES, NULL, NULL, error);
}

static gboolean
shred_in_turn (AtlasStore *store, gboolean log_only, int patience, GCancellable *cancellable, GError **error)
{
  gboolean done;

  /* Nobody else of this process writes meanwhile; but a file is written anew outside of transactions. */
  if (!atlas_store_begin_write (store, ATLAS_WRITE_DEFAULT, error))
    return FALSE;
  atlas_connection_set_cancellable (store->writer, cancellable);
  sqlite3_busy_timeout (store->writer->db, patience);
  done =
    atlas_connection_execute (store->writer, "ROLLBACK", error) && shred (store->writer, log_only, error);
  sqlite3_busy_timeout (store->writer->db, ATLAS_CONNECTION_BUSY_TIMEOUT);
  atlas_store_abandon_write (store);
  return done;
}

gboolean
atlas_store_shred (AtlasStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) reason = NULL;

  g_return_val_if_fail (ATLAS_IS_STORE (store), FALSE);

  if (shred_in_turn (store, FALSE, PATIENCE, cancellable, &reason))
    return TRUE;
  g_set_error (
    error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_TRACES,
    /* Translators: %s is a sentence that says why. */
    _ ("What was erased is gone from the records, but traces may be left in the file. %s The rest is "
       "done when the database is next opened."),
    reason->message);
  return FALSE;
}

void
atlas_store_shred_traces (AtlasStore *store)
{
  g_autofree char *traces = atlas_connection_query_text (
    store->writer, "SELECT value FROM setting WHERE key = '" ATLAS_SETTING_TRACES "'", NULL);
  g_autoptr (GError) error = NULL;

  /* Whoever opens the database next tries again. */
  if (traces != NULL && !shred_in_turn (store, g_str_equal (traces, "log"), 0, NULL, &error))
    g_debug ("%s: traces of what was erased are left: %s", store->path, error->message);
}
