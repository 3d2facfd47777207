/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"

#include "atlas-change-private.h"
#include "atlas-unit-private.h"

#define PROGRESS_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)

void
atlas_derive_pace_step (AtlasDerivePace *self, gint64 n)
{
  gint64 now;

  if (self == NULL || self->progress == NULL)
    return;
  self->done += n;
  now = g_get_monotonic_time ();
  if (now < self->next_time)
    return;
  self->next_time = now + PROGRESS_INTERVAL;
  self->progress (MIN (self->done, self->total), self->total, self->user_data);
}

/* What stands in the index of words is made by SQLite in one go, which takes about as long as the rest. */
static gboolean
count_rows (AtlasStore *self, guint table, gint64 *n, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM \"%s\"", self->tables[table]->name);

  return atlas_connection_query_integer (self->writer, sql, 0, n, error);
}

static gboolean
count_work (AtlasStore *self, AtlasDerivePace *pace, GError **error)
{
  for (guint i = 0; i < self->n_tables; i++)
    {
      gint64 n;

      if (!count_rows (self, i, &n, error))
        return FALSE;
      pace->total += n * ((self->sql[i]->text_rebuild != NULL) + (self->tables[i]->derive != NULL));
    }
  return TRUE;
}

gboolean
atlas_unit_derive_rows (AtlasUnit *unit, const AtlasTable *table, AtlasDerivePace *pace, GError **error)
{
  g_autofree AtlasValue *values = g_new0 (AtlasValue, table->n_columns);
  g_autofree char *sql = NULL;
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GError) local_error = NULL;
  GString *columns = g_string_new ("SELECT id, uuid");

  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (columns, ", \"%s\"", table->columns[i]);
  g_string_append_printf (columns, " FROM \"%s\" ORDER BY id", table->name);
  sql = g_string_free (columns, FALSE);

  select = atlas_statement_new (atlas_unit_get_connection (unit), sql, error);
  if (select == NULL)
    return FALSE;
  while (atlas_statement_step (select, &local_error))
    {
      AtlasUuid uuid = { 0 };
      AtlasDerivedRow row = { atlas_statement_get_integer (select, 0), &uuid, values, TRUE, NULL };

      atlas_statement_get_uuid (select, 1, &uuid);
      for (guint i = 0; i < table->n_columns; i++)
        atlas_statement_get_value (select, i + 2, &values[i]);
      if (!table->derive (unit, table, &row, &local_error))
        break;
      atlas_derive_pace_step (pace, 1);
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

gboolean
atlas_store_fill_derived (
  AtlasStore *self, AtlasProgressFunc progress, gpointer user_data, GCancellable *cancellable, GError **error)
{
  AtlasUnit unit = { .store = self, .connection = self->writer };
  AtlasDerivePace pace = { .progress = progress, .user_data = user_data };
  gboolean filled;

  filled = (progress == NULL || count_work (self, &pace, error)) &&
           atlas_schema_recreate_derived (self->writer, self->tables, self->sql, error);
  if (filled)
    atlas_connection_set_cancellable (self->writer, cancellable);
  for (guint i = 0; filled && i < self->n_tables; i++)
    {
      gint64 n = 0;

      filled = !g_cancellable_set_error_if_cancelled (cancellable, error);
      if (filled && progress != NULL && self->sql[i]->text_rebuild)
        filled = count_rows (self, i, &n, error);
      if (filled && self->sql[i]->text_rebuild)
        {
          atlas_derive_pace_step (&pace, 0);
          filled = atlas_connection_execute (self->writer, self->sql[i]->text_rebuild, error);
          atlas_derive_pace_step (&pace, n);
        }
      if (filled && self->tables[i]->derive)
        filled = atlas_unit_derive_rows (&unit, self->tables[i], &pace, error);
    }
  atlas_unit_clear_data (&unit);
  atlas_connection_set_cancellable (self->writer, NULL);
  return filled;
}

gboolean
atlas_store_rebuild (AtlasStore *store, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_STORE (store), FALSE);

  if (!atlas_store_begin_write (store, ATLAS_WRITE_DEFAULT, error))
    return FALSE;
  if (!atlas_store_fill_derived (store, NULL, NULL, cancellable, error))
    {
      atlas_store_abandon_write (store);
      return FALSE;
    }
  /* Views read derived tables, so all of them look again. */
  return atlas_store_commit_write (store, atlas_change_new_everything (), error);
}
