/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"

#include "atlas-change-private.h"
#include "atlas-unit-private.h"

gboolean
atlas_unit_derive_rows (AtlasUnit *unit, const AtlasTable *table, GError **error)
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
      AtlasDerivedRow row = { atlas_statement_get_integer (select, 0), &uuid, values, TRUE };

      atlas_statement_get_uuid (select, 1, &uuid);
      for (guint i = 0; i < table->n_columns; i++)
        atlas_statement_get_value (select, i + 2, &values[i]);
      if (!table->derive (unit, table, &row, &local_error))
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
        filled = atlas_unit_derive_rows (&unit, self->tables[i], error);
    }
  atlas_connection_set_cancellable (self->writer, NULL);
  return filled;
}

gboolean
atlas_store_rebuild (AtlasStore *store, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_STORE (store), FALSE);

  if (!atlas_store_begin_write (store, ATLAS_WRITE_DEFAULT, error))
    return FALSE;
  if (!atlas_store_fill_derived (store, cancellable, error))
    {
      atlas_store_abandon_write (store);
      return FALSE;
    }
  /* Views read derived tables, so all of them look again. */
  return atlas_store_commit_write (store, atlas_change_new_everything (), error);
}
