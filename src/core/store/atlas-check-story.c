/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-check-private.h"

#include "atlas-changes-private.h"
#include "atlas-i18n.h"
#include "atlas-journal.h"
#include "atlas-unit-private.h"

/* What the journal says of each record, against the record: taking back all that stands, the newest first,
 * must lead to there being no record; doing once more what was undone, the oldest first, must be possible.
 * Records and entries are read side by side in the order of row ids, so a million of them need no memory. */

typedef struct
{
  gint64 id;
  AtlasChangeType type;
  AtlasUnitState state;
  gboolean has_changes;
  gboolean readable; /* its changes, as JSON */
  gboolean has_uuid;
  AtlasUuid uuid;
} Entry;

typedef struct
{
  AtlasCheck *check;
  const AtlasTable *table;
  AtlasStatement *rows;
  AtlasStatement *entries;
  AtlasStatement *changes; /* of one entry */
  AtlasStatement *row;

  GArray *story;      /* of Entry, of the record looked at */
  AtlasValue *values; /* as they are at this point of the story */
  AtlasValue *others;
} Reader;

static void
clear_values (AtlasValue *values, guint n)
{
  for (guint i = 0; i < n; i++)
    atlas_value_clear (&values[i]);
}

static void
reader_clear (Reader *self)
{
  atlas_statement_free (self->rows);
  atlas_statement_free (self->entries);
  atlas_statement_free (self->changes);
  atlas_statement_free (self->row);
  g_array_unref (self->story);
  clear_values (self->values, self->table->n_columns);
  clear_values (self->others, self->table->n_columns);
  g_free (self->values);
  g_free (self->others);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static gboolean
reader_init (Reader *self, GError **error)
{
  AtlasConnection *connection = self->check->connection;
  g_autofree char *rows = g_strdup_printf ("SELECT id, uuid FROM \"%s\" ORDER BY id", self->table->name);

  self->story = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->values = g_new0 (AtlasValue, self->table->n_columns);
  self->others = g_new0 (AtlasValue, self->table->n_columns);
  self->rows = atlas_statement_new (connection, rows, error);
  if (self->rows == NULL)
    return FALSE;
  self->entries =
    atlas_statement_new (connection,
                         "SELECT j.record, j.id, j.type, u.state, j.uuid, j.changes IS NOT NULL, ifnull "
                         "(json_valid (j.changes), 0)"
                         " FROM journal AS j JOIN unit AS u ON u.id = j.unit WHERE j.record_table = :table"
                         " ORDER BY j.record, j.id",
                         error);
  if (self->entries == NULL)
    return FALSE;
  atlas_statement_bind_text (self->entries, ":table", self->table->name);
  self->changes = atlas_statement_new (connection, "SELECT changes FROM journal WHERE id = :id", error);
  if (self->changes == NULL)
    return FALSE;
  self->row = atlas_statement_new (
    connection, atlas_store_get_table_sql (self->check->store, self->table)->select, error);
  return self->row != NULL;
}

/* Sets the values to those of the row; @id must stand. */
static gboolean
read_row (Reader *self, gint64 id, GError **error)
{
  gboolean found;

  atlas_statement_note_bind (self->row, sqlite3_bind_int64 (self->row->stmt, 1, id));
  found = atlas_statement_step (self->row, error);
  for (guint i = 0; found && i < self->table->n_columns; i++)
    {
      AtlasValue value = { 0 };

      atlas_statement_get_value (self->row, i + 1, &value);
      atlas_value_copy (&value, &self->values[i]);
    }
  atlas_statement_reset (self->row);
  return found;
}

static const char *
take_changes (Reader *self, const Entry *entry, GError **error)
{
  atlas_statement_reset (self->changes);
  atlas_statement_bind_integer (self->changes, ":id", entry->id);
  return atlas_statement_step (self->changes, error) ? atlas_statement_get_text (self->changes, 0, NULL)
                                                     : NULL;
}

/* Sets the values to those of the row that an entry holds. */
static gboolean
take_row (Reader *self, const Entry *entry, AtlasValue *values, GError **error)
{
  const char *json = take_changes (self, entry, error);

  clear_values (values, self->table->n_columns);
  return json != NULL && atlas_changes_read_row (self->table, json, values, error);
}

static gboolean
values_equal (Reader *self)
{
  for (guint i = 0; i < self->table->n_columns; i++)
    if (!atlas_value_equal (&self->values[i], &self->others[i]))
      return FALSE;
  return TRUE;
}

/* Goes through an update in one direction. @fits: whether it starts from the values as they are. */
static gboolean
pass_update (Reader *self, const Entry *entry, gboolean forward, gboolean *fits, GError **error)
{
  const char *json = take_changes (self, entry, error);

  for (guint i = 0; i < self->table->n_columns; i++)
    atlas_value_copy (&self->values[i], &self->others[i]);
  if (json == NULL || !atlas_changes_apply (self->table, json, !forward, self->others, error))
    return FALSE;
  *fits = values_equal (self);
  return atlas_changes_apply (self->table, json, forward, self->values, error);
}

#define SAYS_DAMAGED  N_ ("an entry is damaged")
#define SAYS_MISSING  N_ ("it speaks of a record that is not there")
#define SAYS_PRESENT  N_ ("it says that the record was deleted, and it is there")
#define SAYS_OTHER    N_ ("what it says was changed does not lead to what stands in the record")
#define SAYS_ID       N_ ("it gives the record another id")
#define SAYS_NO_START N_ ("it does not say where the record comes from")

/* Back through what stands. NULL where all is well, or with an error. */
static const char *
go_back (Reader *self, gboolean there, GError **error)
{
  for (guint i = self->story->len; i-- > 0;)
    {
      const Entry *entry = &g_array_index (self->story, Entry, i);
      gboolean fits = TRUE;

      if (entry->state != ATLAS_UNIT_STATE_DONE)
        continue;
      if (there == (entry->type == ATLAS_CHANGE_DELETE))
        return there ? SAYS_PRESENT : SAYS_MISSING;
      if (entry->type == ATLAS_CHANGE_INSERT)
        there = FALSE;
      else if (entry->type == ATLAS_CHANGE_DELETE)
        {
          if (!take_row (self, entry, self->values, error))
            return SAYS_DAMAGED;
          there = TRUE;
        }
      else if (!pass_update (self, entry, FALSE, &fits, error))
        return SAYS_DAMAGED;
      if (!fits)
        return SAYS_OTHER;
    }
  return there ? SAYS_NO_START : NULL;
}

/* Forward through what was undone. */
static const char *
go_forward (Reader *self, gboolean there, GError **error)
{
  for (guint i = 0; i < self->story->len; i++)
    {
      const Entry *entry = &g_array_index (self->story, Entry, i);
      gboolean fits = TRUE;

      if (entry->state != ATLAS_UNIT_STATE_UNDONE)
        continue;
      if (there == (entry->type == ATLAS_CHANGE_INSERT))
        return there ? SAYS_PRESENT : SAYS_MISSING;
      if (entry->type == ATLAS_CHANGE_INSERT)
        {
          if (!take_row (self, entry, self->values, error))
            return SAYS_DAMAGED;
          there = TRUE;
        }
      else if (entry->type == ATLAS_CHANGE_DELETE)
        {
          if (!take_row (self, entry, self->others, error))
            return SAYS_DAMAGED;
          fits = values_equal (self);
          there = FALSE;
        }
      else if (!pass_update (self, entry, TRUE, &fits, error))
        return SAYS_DAMAGED;
      if (!fits)
        return SAYS_OTHER;
    }
  return NULL;
}

/* What can be said of each entry by itself. */
static const char *
look_at_entries (Reader *self, const AtlasUuid *uuid, gboolean *simple)
{
  *simple = TRUE;
  for (guint i = 0; i < self->story->len; i++)
    {
      const Entry *entry = &g_array_index (self->story, Entry, i);
      gboolean row_tells = entry->type == ATLAS_CHANGE_INSERT && entry->state == ATLAS_UNIT_STATE_DONE;

      if (!entry->has_uuid || entry->has_changes == row_tells || (entry->has_changes && !entry->readable))
        return SAYS_DAMAGED;
      if (!atlas_uuid_equal (&entry->uuid, uuid))
        return SAYS_ID;
      if (!row_tells && entry->state != ATLAS_UNIT_STATE_DROPPED)
        *simple = FALSE;
    }
  return NULL;
}

static const char *
find_fault (Reader *self, gint64 id, gboolean there, const AtlasUuid *uuid, GError **error)
{
  const char *fault;
  gboolean simple;

  fault = look_at_entries (self, uuid, &simple);
  if (fault)
    return fault;
  /* Most records were added and not touched since: no values are needed to follow that. */
  if (!simple && there && !read_row (self, id, error))
    return NULL;
  fault = go_back (self, there, error);
  if (fault || *error || simple)
    return fault;
  clear_values (self->values, self->table->n_columns);
  if (there && !read_row (self, id, error))
    return NULL;
  return go_forward (self, there, error);
}

static gboolean
check_record (Reader *self, gint64 id, const AtlasUuid *row, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  const AtlasUuid *uuid = row;
  const char *fault;
  char text[ATLAS_UUID_TEXT_SIZE];

  if (uuid == NULL)
    uuid = &g_array_index (self->story, Entry, 0).uuid;
  fault = find_fault (self, id, row != NULL, uuid, &local_error);
  clear_values (self->values, self->table->n_columns);
  clear_values (self->others, self->table->n_columns);
  if (local_error &&
      (fault == NULL || !g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT)))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (fault)
    {
      atlas_uuid_format (uuid, text);
      /* Translators: a table's name, an id and one of the reasons that follow in this file. */
      atlas_check_add_alike (
        self->check,
        _ ("The journal does not fit “%s” %s: %s. The record can be used, but what was done to "
           "it can't all be undone. Compare it with a backup."),
        self->table->name, text, _ (fault));
    }
  return TRUE;
}

static void
read_entry (Reader *self)
{
  Entry entry = {
    .id = atlas_statement_get_integer (self->entries, 1),
    .type = (AtlasChangeType) atlas_statement_get_integer (self->entries, 2),
    .state = (AtlasUnitState) atlas_statement_get_integer (self->entries, 3),
    .has_changes = atlas_statement_get_integer (self->entries, 5) != 0,
    .readable = atlas_statement_get_integer (self->entries, 6) != 0,
  };

  entry.has_uuid = atlas_statement_get_uuid (self->entries, 4, &entry.uuid);
  g_array_append_val (self->story, entry);
}

static gboolean
read_side_by_side (Reader *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean row = atlas_statement_step (self->rows, &local_error);
  gboolean entry = local_error == NULL && atlas_statement_step (self->entries, &local_error);

  while (local_error == NULL && (row || entry))
    {
      gint64 of_row = row ? atlas_statement_get_integer (self->rows, 0) : G_MAXINT64;
      gint64 of_entry = entry ? atlas_statement_get_integer (self->entries, 0) : G_MAXINT64;
      gint64 id = MIN (of_row, of_entry);
      AtlasUuid uuid = { 0 };

      g_array_set_size (self->story, 0);
      for (; entry && atlas_statement_get_integer (self->entries, 0) == id && local_error == NULL;
           entry = atlas_statement_step (self->entries, &local_error))
        read_entry (self);
      if (local_error)
        break;
      if (of_row == id)
        atlas_statement_get_uuid (self->rows, 1, &uuid);
      if (check_record (self, id, of_row == id ? &uuid : NULL, &local_error) && of_row == id)
        row = atlas_statement_step (self->rows, &local_error);
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

gboolean
atlas_check_stories (AtlasCheck *self, const AtlasTable *table, GError **error)
{
  g_auto (Reader) reader = { .check = self, .table = table };

  atlas_check_begin_alike (self);
  if (!reader_init (&reader, error) || !read_side_by_side (&reader, error))
    return FALSE;
  atlas_check_end_alike (self);
  return TRUE;
}
