/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-journal.h"

#include <string.h>

#include "atlas-changes-private.h"
#include "atlas-erase.h"
#include "atlas-i18n.h"
#include "atlas-json-scanner.h"
#include "atlas-unit-private.h"

/* Between two reports of progress, microseconds. */
#define PROGRESS_INTERVAL (50 * 1000)

typedef struct
{
  AtlasUnit *unit; /* that writes */
  gboolean redo;
  AtlasStatement *keep; /* writes an entry's changes */
  GString *json;
  GArray *values; /* of AtlasValue, cleared after each row */
} Replay;

static void
replay_clear (Replay *self)
{
  g_clear_pointer (&self->keep, atlas_statement_free);
  g_clear_pointer (&self->unit, atlas_unit_free);
  g_array_unref (self->values);
  g_string_free (self->json, TRUE);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Replay, replay_clear)

/* The journal and the records contradict each other: somebody has written the file by other means. */
static gboolean
fail_mismatch (GError **error)
{
  g_set_error_literal (
    error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT,
    _ ("The records do not fit the journal, so this can't be undone or redone. Nothing was changed. "
       "Check the database, or restore a backup."));
  return FALSE;
}

static AtlasValue *
blank_values (Replay *self, const AtlasTable *table)
{
  g_array_set_size (self->values, 0); /* clears what is there */
  g_array_set_size (self->values, table->n_columns);
  return (AtlasValue *) self->values->data;
}

/* An undone insert has its row in the journal, a standing one has not. */
static gboolean
keep_changes (Replay *self, gint64 entry, const char *changes, gssize length, GError **error)
{
  if (self->keep == NULL)
    self->keep =
      atlas_statement_new (self->unit->connection, "UPDATE journal SET changes = ?2 WHERE id = ?1", error);
  if (self->keep == NULL)
    return FALSE;
  atlas_statement_note_bind (self->keep, sqlite3_bind_int64 (self->keep->stmt, 1, entry));
  atlas_statement_note_bind (self->keep, changes ? sqlite3_bind_text64 (self->keep->stmt, 2, changes,
                                                                        (sqlite3_uint64) length,
                                                                        SQLITE_STATIC, SQLITE_UTF8)
                                                 : sqlite3_bind_null (self->keep->stmt, 2));
  return atlas_statement_run (self->keep, error);
}

static gboolean
put_row (
  Replay *self, AtlasUnitTable *t, gint64 id, const AtlasUuid *uuid, const char *changes, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasValue *values = blank_values (self, t->table);

  if (!atlas_changes_read_row (t->table, changes, values, error))
    return FALSE;
  if (atlas_unit_insert_row (self->unit, t, id, uuid, values, NULL, &local_error))
    return TRUE;
  if (local_error == NULL)
    return fail_mismatch (error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* Takes a row out; with @entry its content goes into the journal. */
static gboolean
take_row (Replay *self, AtlasUnitTable *t, gint64 id, gint64 entry, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean kept = TRUE;

  if (!atlas_unit_read_row (self->unit, t, id, &local_error))
    {
      if (local_error == NULL)
        return fail_mismatch (error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (entry != 0)
    {
      atlas_changes_write_row (self->json, t->table, t->before);
      kept = keep_changes (self, entry, self->json->str, (gssize) self->json->len, error);
    }
  atlas_unit_done_reading (t);
  return kept && atlas_unit_delete_row (self->unit, t, id, error);
}

static gboolean
change_row (Replay *self, AtlasUnitTable *t, gint64 id, const char *changes, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasValue *values = blank_values (self, t->table);
  gboolean changed;

  if (!atlas_unit_read_row (self->unit, t, id, &local_error))
    {
      if (local_error == NULL)
        return fail_mismatch (error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; i < t->table->n_columns; i++)
    values[i] = t->before[i]; /* texts of the row read are borrowed, so there is nothing to own twice */
  changed = atlas_changes_apply (t->table, changes, self->redo, values, error) &&
            atlas_unit_update_row (self->unit, t, id, values, error);
  g_array_set_size (self->values, 0);
  atlas_unit_done_reading (t);
  return changed;
}

/* {"key": [before, after]} */
static gboolean
change_setting (Replay *self, const char *changes, GError **error)
{
  static const char *const columns[] = { "value" };
  static const AtlasTable one = { .name = ATLAS_UNIT_SETTING, .columns = columns, .n_columns = 1 };
  g_autoptr (AtlasJsonScanner) scanner = NULL;
  g_autofree char *key = NULL, *renamed = NULL;
  g_auto (AtlasValue) value = { 0 };
  gsize length, end;
  const char *text;

  if (changes == NULL)
    return fail_mismatch (error);
  scanner = atlas_json_scanner_new (changes, strlen (changes));
  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START ||
      atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_KEY)
    return fail_mismatch (error);
  text = atlas_json_scanner_get_text (scanner, &length);
  key = g_strndup (text, length);
  atlas_json_scanner_get_span (scanner, NULL, &end);

  /* Its only key read as a column, the rest is a difference like any other. */
  renamed = g_strconcat ("{\"value\"", changes + end, NULL);
  if (!atlas_changes_apply (&one, renamed, self->redo, &value, error))
    return FALSE;
  return atlas_unit_write_setting (self->unit->connection, key,
                                   value.type == ATLAS_VALUE_TEXT ? value.text : NULL, NULL, error);
}

static gboolean
replay_entry (Replay *self, AtlasStatement *entries, GError **error)
{
  gint64 entry = atlas_statement_get_integer (entries, 0);
  const char *name = atlas_statement_get_text (entries, 1, NULL);
  gint64 id = atlas_statement_get_integer (entries, 2);
  AtlasChangeType type = (AtlasChangeType) atlas_statement_get_integer (entries, 4);
  const char *changes = atlas_statement_get_text (entries, 5, NULL);
  const AtlasTable *table = atlas_store_find_table (self->unit->store, name);
  AtlasUuid uuid = { 0 };
  AtlasUnitTable *t;

  if (g_str_equal (name, ATLAS_ERASED))
    return TRUE;
  if (g_str_equal (name, ATLAS_UNIT_SETTING))
    return change_setting (self, changes, error);
  if (table == NULL || !atlas_statement_get_uuid (entries, 3, &uuid))
    return fail_mismatch (error);
  t = atlas_unit_get_table (self->unit, table, error);

  switch (type)
    {
    case ATLAS_CHANGE_INSERT:
      if (self->redo)
        return put_row (self, t, id, &uuid, changes, error) && keep_changes (self, entry, NULL, 0, error);
      return take_row (self, t, id, entry, error);
    case ATLAS_CHANGE_UPDATE:
      return change_row (self, t, id, changes, error);
    case ATLAS_CHANGE_DELETE:
      if (self->redo)
        return take_row (self, t, id, 0, error);
      return put_row (self, t, id, &uuid, changes, error);
    default:
      return fail_mismatch (error);
    }
}

/* Entries backwards to undo, forwards to redo: rows that one unit changed more than once come out right. */
#define SELECT_ENTRIES \
  "SELECT id, record_table, record, uuid, type, changes FROM journal WHERE id BETWEEN :first AND :last"

static gboolean
replay_entries (Replay *self,
                gint64 first,
                gint64 last,
                AtlasProgressFunc progress,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AtlasStatement) entries = NULL;
  gint64 done = 0, told = 0;

  entries = atlas_statement_new (
    self->unit->connection, self->redo ? SELECT_ENTRIES " ORDER BY id" : SELECT_ENTRIES " ORDER BY id DESC",
    error);
  if (entries == NULL)
    return FALSE;
  atlas_statement_bind_integer (entries, ":first", first);
  atlas_statement_bind_integer (entries, ":last", last);
  while (atlas_statement_step (entries, &local_error))
    {
      if (!replay_entry (self, entries, &local_error))
        break;
      if (++done % 256 != 0)
        continue;
      if (g_cancellable_set_error_if_cancelled (cancellable, &local_error))
        break;
      if (progress && g_get_monotonic_time () - told >= PROGRESS_INTERVAL)
        {
          progress (done, last - first + 1, user_data);
          told = g_get_monotonic_time ();
        }
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (done != last - first + 1)
    return fail_mismatch (error);
  if (progress)
    progress (done, done, user_data);
  return TRUE;
}

/* What is next, as the writer sees it. FALSE with NOT_FOUND where there is nothing. */
static gboolean
find_next (AtlasConnection *connection,
           gboolean redo,
           gint64 *unit,
           gint64 *first,
           gint64 *last,
           char **label,
           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AtlasStatement) select = NULL;

  select = atlas_statement_new (connection,
                                redo ? "SELECT id, first_entry, last_entry, label FROM unit"
                                       " WHERE id = (" ATLAS_JOURNAL_NEXT_REDO ")"
                                     : "SELECT id, first_entry, last_entry, label FROM unit"
                                       " WHERE id = (" ATLAS_JOURNAL_NEXT_UNDO ")",
                                error);
  if (select == NULL)
    return FALSE;
  if (!atlas_statement_step (select, &local_error))
    {
      if (local_error)
        g_propagate_error (error, g_steal_pointer (&local_error));
      else
        g_set_error_literal (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND,
                             redo ? _ ("There is nothing to redo.") : _ ("There is nothing to undo."));
      return FALSE;
    }
  *unit = atlas_statement_get_integer (select, 0);
  *first = atlas_statement_get_integer (select, 1);
  *last = atlas_statement_get_integer (select, 2);
  *label = g_strdup (atlas_statement_get_text (select, 3, NULL));
  return TRUE;
}

static gboolean
replay (AtlasStore *store,
        gboolean redo,
        AtlasProgressFunc progress,
        gpointer user_data,
        GCancellable *cancellable,
        char **label,
        GError **error)
{
  g_auto (Replay) self = { .redo = redo };
  g_autofree char *found = NULL, *state = NULL;
  gint64 unit, first, last;

  self.json = g_string_new (NULL);
  self.values = g_array_new (FALSE, TRUE, sizeof (AtlasValue));
  g_array_set_clear_func (self.values, (GDestroyNotify) atlas_value_clear);

  self.unit = atlas_unit_begin_replay (store, error);
  if (self.unit == NULL || !find_next (self.unit->connection, redo, &unit, &first, &last, &found, error))
    return FALSE;
  atlas_unit_set_cancellable (self.unit, cancellable);
  if (!atlas_unit_expect_rows (self.unit, last - first + 1, error) ||
      !replay_entries (&self, first, last, progress, user_data, cancellable, error))
    return FALSE;

  state = g_strdup_printf ("UPDATE unit SET state = %d WHERE id = %" G_GINT64_FORMAT,
                           redo ? ATLAS_UNIT_STATE_DONE : ATLAS_UNIT_STATE_UNDONE, unit);
  if (!atlas_connection_execute (self.unit->connection, state, error))
    return FALSE;
  g_clear_pointer (&self.keep, atlas_statement_free);
  if (!atlas_unit_commit_replay (self.unit, unit, found, error))
    return FALSE;
  if (label)
    *label = g_steal_pointer (&found);
  return TRUE;
}

gboolean
atlas_journal_undo (AtlasStore *store,
                    AtlasProgressFunc progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    char **label,
                    GError **error)
{
  g_return_val_if_fail (ATLAS_IS_STORE (store), FALSE);

  return replay (store, FALSE, progress, user_data, cancellable, label, error);
}

gboolean
atlas_journal_redo (AtlasStore *store,
                    AtlasProgressFunc progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    char **label,
                    GError **error)
{
  g_return_val_if_fail (ATLAS_IS_STORE (store), FALSE);

  return replay (store, TRUE, progress, user_data, cancellable, label, error);
}
