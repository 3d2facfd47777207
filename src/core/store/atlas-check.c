/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"

#include "atlas-change-private.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-unit-private.h"

/* Faults of the file itself that are told of; who has a hundred restores a backup. */
#define MAX_FILE_FAULTS "20"

/* Calls the derive function of @table for each of its rows. */
static gboolean
derive_rows (AtlasUnit *unit, const AtlasTable *table, GError **error)
{
  g_autofree AtlasValue *values = g_new0 (AtlasValue, table->n_columns);
  g_autofree char *sql = NULL;
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GError) local_error = NULL;
  GString *columns = g_string_new ("SELECT id");

  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (columns, ", \"%s\"", table->columns[i]);
  g_string_append_printf (columns, " FROM \"%s\" ORDER BY id", table->name);
  sql = g_string_free (columns, FALSE);

  select = atlas_statement_new (atlas_unit_get_connection (unit), sql, error);
  if (select == NULL)
    return FALSE;
  while (atlas_statement_step (select, &local_error))
    {
      for (guint i = 0; i < table->n_columns; i++)
        atlas_statement_get_value (select, i + 1, &values[i]);
      if (!table->derive (unit, table, atlas_statement_get_integer (select, 0), values, &local_error))
        break;
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

gboolean
atlas_store_fill_derived (AtlasStore *self, GCancellable *cancellable, GError **error)
{
  AtlasUnit unit = { .store = self, .connection = self->writer };
  gboolean filled;

  filled = atlas_schema_recreate_derived (self->writer, self->tables, self->sql, error);
  if (filled)
    atlas_connection_set_cancellable (self->writer, cancellable);
  for (guint i = 0; filled && i < self->n_tables; i++)
    {
      if (self->sql[i]->text_rebuild)
        filled = atlas_connection_execute (self->writer, self->sql[i]->text_rebuild, error);
      if (filled && self->tables[i]->derive)
        filled = derive_rows (&unit, self->tables[i], error);
    }
  atlas_connection_set_cancellable (self->writer, NULL);
  return filled;
}

gboolean
atlas_store_rebuild (AtlasStore *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_STORE (self), FALSE);

  if (!atlas_store_begin_write (self, ATLAS_WRITE_DEFAULT, error))
    return FALSE;
  if (!atlas_store_fill_derived (self, cancellable, error))
    {
      atlas_store_abandon_write (self);
      return FALSE;
    }
  /* Whoever counts by what is derived must count again. */
  return atlas_store_commit_write (self, atlas_change_new_everything (), error);
}

/* --- Looking for faults. Each part returns FALSE only where it could not look. */

typedef struct
{
  AtlasStore *store;
  AtlasConnection *connection;
  GPtrArray *faults; /* sentences */
} Look;

static void
add_fault (Look *self, char *sentence)
{
  g_ptr_array_add (self->faults, sentence);
}

/* What SQLite finds damaged while it looks is a fault too. Takes @error. */
static gboolean
take_failure (Look *self, GError *failure, GError **error)
{
  if (!g_error_matches (failure, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  add_fault (self, g_strdup (failure->message));
  g_error_free (failure);
  return TRUE;
}

static gboolean
count (Look *self, const char *sql, gint64 *n, GError **error)
{
  GError *failure = NULL;

  *n = 0;
  return atlas_connection_query_integer (self->connection, sql, 0, n, &failure) ||
         take_failure (self, failure, error);
}

static gboolean
look_at_file (Look *self, GError **error)
{
  g_autoptr (AtlasStatement) check = NULL;
  g_autoptr (GError) failure = NULL;

  check = atlas_statement_new (self->connection, "PRAGMA integrity_check (" MAX_FILE_FAULTS ")", error);
  if (check == NULL)
    return FALSE;
  while (atlas_statement_step (check, &failure))
    {
      const char *found = atlas_statement_get_text (check, 0, NULL);

      if (g_strcmp0 (found, "ok") != 0)
        add_fault (self, g_strdup_printf (_ ("The file is damaged: %s"), found));
    }
  return failure == NULL || take_failure (self, g_steal_pointer (&failure), error);
}

static gboolean
look_at_columns (Look *self, const AtlasTable *table, GError **error)
{
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (AtlasStatement) list = NULL;
  g_autoptr (GError) failure = NULL;

  list = atlas_statement_new (self->connection, "SELECT name FROM pragma_table_info (:table)", error);
  if (list == NULL)
    return FALSE;
  atlas_statement_bind_text (list, ":table", table->name);
  while (atlas_statement_step (list, &failure))
    g_hash_table_add (found, g_strdup (atlas_statement_get_text (list, 0, NULL)));
  if (failure)
    return take_failure (self, g_steal_pointer (&failure), error);

  for (guint i = 0; i < table->n_columns; i++)
    if (!g_hash_table_contains (found, table->columns[i]))
      add_fault (
        self, g_strdup_printf (_ ("The table “%s” lacks the column “%s”."), table->name, table->columns[i]));
  return TRUE;
}

/* A fault of so many entries or records. */
static gboolean
look_by_count (Look *self, const char *sql, const char *sentence, GError **error)
{
  g_autofree char *number = NULL;
  gint64 n;

  if (!count (self, sql, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;
  number = atlas_number_format (n);
  add_fault (self, g_strdup_printf ("%s (%s)", sentence, number));
  return TRUE;
}

static gboolean
look_at_journal (Look *self, GError **error)
{
  return look_by_count (self, "SELECT count(*) FROM pragma_foreign_key_check",
                        _ ("The journal has entries that belong to no unit"), error) &&
         look_by_count (self,
                        "SELECT count(*) FROM journal AS j LEFT JOIN unit AS u ON u.id = j.unit"
                        " WHERE ifnull (j.id NOT BETWEEN u.first_entry AND u.last_entry, 1)",
                        _ ("The journal has entries outside of their unit"), error) &&
         look_by_count (self,
                        "SELECT abs (ifnull (sum (last_entry - first_entry + 1), 0)"
                        " - (SELECT count(*) FROM journal)) FROM unit",
                        _ ("The journal lacks entries"), error) &&
         /* An insert has its row in the journal only while it is undone; all others always have theirs. */
         look_by_count (self,
                        "SELECT count(*) FROM journal AS j JOIN unit AS u ON u.id = j.unit"
                        " WHERE (j.changes IS NULL) <> (j.type = 0 AND u.state = 0)"
                        " OR (j.changes IS NOT NULL AND NOT json_valid (j.changes))",
                        _ ("The journal has entries from which nothing can be undone or redone"), error) &&
         look_by_count (
           self,
           "SELECT count(*) FROM sequence AS s JOIN"
           " (SELECT record_table, max (record) AS record FROM journal GROUP BY record_table) AS j"
           " ON j.record_table = s.name WHERE j.record > s.value",
           _ ("Row ids could be given out twice"), error);
}

/* What the journal says last of each record must be so: it stands under that id, or is gone. */
static gboolean
look_at_records (Look *self, const AtlasTable *table, GError **error)
{
  g_autofree char *last =
    g_strdup_printf ("(SELECT j.record, j.uuid, j.type, max (j.id) FROM journal AS j JOIN unit AS u ON u.id"
                     " = j.unit WHERE u.state = 0 AND j.record_table = '%s' GROUP BY j.record)",
                     table->name);
  g_autofree char *differ =
    g_strdup_printf ("SELECT count(*) FROM %s AS l LEFT JOIN \"%s\" AS r ON r.id = l.record"
                     " WHERE (l.type = 2) <> (r.id IS NULL) OR (r.id IS NOT NULL AND r.uuid <> l.uuid)",
                     last, table->name);
  g_autofree char *unknown =
    g_strdup_printf ("SELECT count(*) FROM \"%s\" AS r LEFT JOIN %s AS l ON l.record = r.id"
                     " WHERE l.record IS NULL",
                     table->name, last);
  g_autofree char *differ_words =
    g_strdup_printf (_ ("The table “%s” and the journal contradict each other"), table->name);
  g_autofree char *unknown_words =
    g_strdup_printf (_ ("The table “%s” has records that the journal knows nothing of"), table->name);

  return look_by_count (self, differ, differ_words, error) &&
         look_by_count (self, unknown, unknown_words, error);
}

static gboolean
look_at_search (Look *self, const AtlasTable *table, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *check =
    g_strdup_printf ("INSERT INTO \"%s_search\" (\"%s_search\", rank) VALUES ('integrity-check', 1)",
                     table->name, table->name);

  if (table->n_search == 0 || atlas_connection_execute (self->connection, check, &failure))
    return TRUE;
  if (!g_error_matches (failure, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  add_fault (self, g_strdup_printf (_ ("The search index of “%s” does not fit the records; rebuild it."),
                                    table->name));
  return TRUE;
}

/* Derives everything once more, beside what there is; the caller rolls it back. */
static gboolean
look_at_derived (Look *self, const AtlasTable *table, GError **error)
{
  AtlasUnit unit = { .store = self->store, .connection = self->connection };
  g_auto (GStrv) derived = atlas_schema_list_derived_tables (table, error);

  if (derived == NULL)
    return FALSE;
  for (guint i = 0; derived[i]; i++)
    {
      g_autofree char *sql = g_strdup_printf ("CREATE TEMP TABLE \"found_%s\" AS SELECT * FROM main.\"%s\";"
                                              "DELETE FROM main.\"%s\"",
                                              derived[i], derived[i], derived[i]);

      if (!atlas_connection_execute (self->connection, sql, error))
        return FALSE;
    }
  if (table->derive && !derive_rows (&unit, table, error))
    return FALSE;

  for (guint i = 0; derived[i]; i++)
    {
      g_autofree char *sql = g_strdup_printf (
        "SELECT (SELECT count(*) FROM (SELECT * FROM main.\"%s\" EXCEPT SELECT * FROM temp.\"found_%s\"))"
        " + (SELECT count(*) FROM (SELECT * FROM temp.\"found_%s\" EXCEPT SELECT * FROM main.\"%s\"))",
        derived[i], derived[i], derived[i], derived[i]);
      gint64 n;

      if (!count (self, sql, &n, error))
        return FALSE;
      if (n > 0)
        add_fault (self, g_strdup_printf (_ ("The table “%s” does not fit the records that it is made from; "
                                             "rebuild it."),
                                          derived[i]));
    }
  return TRUE;
}

/* These need the writing connection, though nothing of what they write stays. */
static gboolean
look_while_writing (Look *self, GCancellable *cancellable, GError **error)
{
  gboolean looked = TRUE;

  if (!atlas_store_begin_write (self->store, ATLAS_WRITE_DEFAULT, error))
    return FALSE;
  self->connection = self->store->writer;
  atlas_connection_set_cancellable (self->connection, cancellable);
  for (guint i = 0; looked && i < self->store->n_tables; i++)
    looked = look_at_search (self, self->store->tables[i], error) &&
             look_at_derived (self, self->store->tables[i], error);
  /* Statements at rest know of tables that are about to go. */
  atlas_connection_forget_statements (self->connection);
  atlas_store_abandon_write (self->store);
  return looked;
}

static gboolean
look_while_reading (Look *self, GCancellable *cancellable, GError **error)
{
  gboolean looked;

  self->connection = atlas_store_acquire_reader (self->store, error);
  if (self->connection == NULL)
    return FALSE;
  atlas_connection_set_cancellable (self->connection, cancellable);
  looked = look_at_file (self, error);
  /* In a damaged file everything else is beside the point. */
  for (guint i = 0; looked && self->faults->len == 0 && i < self->store->n_tables; i++)
    looked = look_at_columns (self, self->store->tables[i], error);
  if (looked && self->faults->len == 0)
    looked = look_at_journal (self, error);
  for (guint i = 0; looked && self->faults->len == 0 && i < self->store->n_tables; i++)
    looked = look_at_records (self, self->store->tables[i], error);
  atlas_store_release_reader (self->store, self->connection);
  return looked;
}

GStrv
atlas_store_check (AtlasStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  Look look = { .store = store, .faults = faults };

  g_return_val_if_fail (ATLAS_IS_STORE (store), NULL);

  if (!look_while_reading (&look, cancellable, error))
    return NULL;
  if (faults->len == 0 && !store->read_only && !look_while_writing (&look, cancellable, error))
    return NULL;
  g_ptr_array_add (faults, NULL);
  g_ptr_array_set_free_func (faults, NULL);
  return (GStrv) g_ptr_array_free (g_steal_pointer (&faults), FALSE);
}
