/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-journal.h"

#include "atlas-store-private.h"

void
atlas_unit_info_free (AtlasUnitInfo *self)
{
  if (self == NULL)
    return;
  g_free (self->label);
  g_free (self->time);
  g_free (self->author);
  g_free (self->office);
  g_free (self->details);
  g_free (self);
}

static AtlasUnitInfo *
read_info (AtlasStatement *select)
{
  AtlasUnitInfo *info = g_new0 (AtlasUnitInfo, 1);

  info->unit = atlas_statement_get_integer (select, 0);
  info->label = g_strdup (atlas_statement_get_text (select, 1, NULL));
  info->time = g_strdup (atlas_statement_get_text (select, 2, NULL));
  info->author = g_strdup (atlas_statement_get_text (select, 3, NULL));
  info->office = g_strdup (atlas_statement_get_text (select, 4, NULL));
  info->state = (AtlasUnitState) atlas_statement_get_integer (select, 5);
  info->n_inserted = atlas_statement_get_integer (select, 6);
  info->n_updated = atlas_statement_get_integer (select, 7);
  info->n_deleted = atlas_statement_get_integer (select, 8);
  info->details = g_strdup (atlas_statement_get_text (select, 9, NULL));
  return info;
}

static gboolean
list_units (AtlasConnection *reader, guint limit, GPtrArray *units, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AtlasStatement) select = NULL;

  select = atlas_statement_new (
    reader,
    "SELECT id, label, time, author, office, state, n_inserted, n_updated, n_deleted, details"
    " FROM unit ORDER BY id DESC LIMIT iif (:limit > 0, :limit, -1)",
    error);
  if (select == NULL)
    return FALSE;
  atlas_statement_bind_integer (select, ":limit", limit);
  while (atlas_statement_step (select, &local_error))
    g_ptr_array_add (units, read_info (select));
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

GPtrArray *
atlas_journal_list_units (AtlasStore *store, guint limit, GError **error)
{
  g_autoptr (GPtrArray) units = NULL;
  AtlasConnection *reader;
  gboolean listed;

  g_return_val_if_fail (ATLAS_IS_STORE (store), NULL);

  reader = atlas_store_acquire_reader (store, error);
  if (reader == NULL)
    return NULL;
  units = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_unit_info_free);
  listed = list_units (reader, limit, units, error);
  atlas_store_release_reader (store, reader);
  return listed ? g_steal_pointer (&units) : NULL;
}

void
atlas_journal_change_free (AtlasJournalChange *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->unit, atlas_unit_info_free);
  g_free (self->changes);
  g_free (self);
}

static gboolean
list_changes (AtlasConnection *reader, const AtlasTable *table, gint64 id, GPtrArray *changes, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AtlasStatement) select = NULL;

  select = atlas_statement_new (
    reader,
    "SELECT u.id, u.label, u.time, u.author, u.office, u.state, u.n_inserted, u.n_updated, u.n_deleted,"
    " u.details, j.type, j.changes FROM journal AS j JOIN unit AS u ON u.id = j.unit"
    " WHERE j.record = :record AND j.record_table = :table ORDER BY j.id DESC",
    error);
  if (select == NULL)
    return FALSE;
  atlas_statement_bind_integer (select, ":record", id);
  atlas_statement_bind_text (select, ":table", table->name);
  while (atlas_statement_step (select, &local_error))
    {
      AtlasJournalChange *change = g_new0 (AtlasJournalChange, 1);

      change->unit = read_info (select);
      change->type = (AtlasChangeType) atlas_statement_get_integer (select, 10);
      change->changes = g_strdup (atlas_statement_get_text (select, 11, NULL));
      g_ptr_array_add (changes, change);
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

GPtrArray *
atlas_journal_list_changes (
  AtlasStore *store, const AtlasTable *table, gint64 id, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) changes = NULL;
  AtlasConnection *reader;
  gboolean listed;

  g_return_val_if_fail (ATLAS_IS_STORE (store), NULL);
  g_return_val_if_fail (table != NULL, NULL);

  reader = atlas_store_acquire_reader (store, error);
  if (reader == NULL)
    return NULL;
  changes = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_journal_change_free);
  atlas_connection_set_cancellable (reader, cancellable);
  listed = list_changes (reader, table, id, changes, error);
  atlas_connection_set_cancellable (reader, NULL);
  atlas_store_release_reader (store, reader);
  return listed ? g_steal_pointer (&changes) : NULL;
}

static gboolean
foreach_entry (
  AtlasConnection *reader, gint64 unit, AtlasJournalFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AtlasStatement) select = NULL;
  gint64 stands;
  g_autofree char *find = g_strdup_printf ("SELECT 1 FROM unit WHERE id = %" G_GINT64_FORMAT, unit);

  if (!atlas_connection_query_integer (reader, find, 0, &stands, error))
    return FALSE;
  if (!stands)
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_NOT_FOUND, "no unit %" G_GINT64_FORMAT, unit);
      return FALSE;
    }

  select = atlas_statement_new (reader,
                                "SELECT j.record_table, j.record, j.uuid, j.type, j.changes FROM unit AS u"
                                " JOIN journal AS j ON j.id BETWEEN u.first_entry AND u.last_entry"
                                " WHERE u.id = :unit ORDER BY j.id",
                                error);
  if (select == NULL)
    return FALSE;
  atlas_statement_bind_integer (select, ":unit", unit);
  while (atlas_statement_step (select, &local_error))
    {
      AtlasUuid uuid = { 0 };

      atlas_statement_get_uuid (select, 2, &uuid);
      if (!func (atlas_statement_get_text (select, 0, NULL), atlas_statement_get_integer (select, 1), &uuid,
                 (AtlasChangeType) atlas_statement_get_integer (select, 3),
                 atlas_statement_get_text (select, 4, NULL), user_data))
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
atlas_journal_foreach (
  AtlasStore *store, gint64 unit, AtlasJournalFunc func, gpointer user_data, GError **error)
{
  AtlasConnection *reader;
  gboolean done;

  g_return_val_if_fail (ATLAS_IS_STORE (store), FALSE);
  g_return_val_if_fail (func != NULL, FALSE);

  reader = atlas_store_acquire_reader (store, error);
  if (reader == NULL)
    return FALSE;
  done = foreach_entry (reader, unit, func, user_data, error);
  atlas_store_release_reader (store, reader);
  return done;
}

/* Menus ask at every turn, so the labels are kept in memory, as of one generation. */
static void
refresh_labels (AtlasStore *store)
{
  g_autofree char *undo = NULL, *redo = NULL;
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader;
  gboolean current;

  g_mutex_lock (&store->lock);
  current = store->labels_generation == store->generation || store->alone;
  g_mutex_unlock (&store->lock);
  if (current)
    return;

  reader = atlas_store_acquire_reader (store, &error);
  if (reader)
    {
      undo = atlas_connection_query_text (
        reader, "SELECT label FROM unit WHERE id = (" ATLAS_JOURNAL_NEXT_UNDO ")", &error);
      redo = atlas_connection_query_text (
        reader, "SELECT label FROM unit WHERE id = (" ATLAS_JOURNAL_NEXT_REDO ")", &error);
      g_mutex_lock (&store->lock);
      store->labels_generation = reader->generation;
      g_free (store->labels[0]);
      g_free (store->labels[1]);
      store->labels[0] = g_steal_pointer (&undo);
      store->labels[1] = g_steal_pointer (&redo);
      g_mutex_unlock (&store->lock);
      atlas_store_release_reader (store, reader);
    }
  if (error)
    g_warning ("%s", error->message);
}

static char *
dup_label (AtlasStore *store, guint which)
{
  char *label;

  refresh_labels (store);
  g_mutex_lock (&store->lock);
  label = g_strdup (store->labels[which]);
  g_mutex_unlock (&store->lock);
  return label;
}

char *
atlas_journal_dup_undo_label (AtlasStore *store)
{
  g_return_val_if_fail (ATLAS_IS_STORE (store), NULL);

  return dup_label (store, 0);
}

char *
atlas_journal_dup_redo_label (AtlasStore *store)
{
  g_return_val_if_fail (ATLAS_IS_STORE (store), NULL);

  return dup_label (store, 1);
}
