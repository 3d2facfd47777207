/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export-rows.h"

#define PROGRESS_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)
#define ROWS_A_LOOK       256 /* at the clock */

struct _AtlasExportRows
{
  AtlasStore *store;
  AtlasConnection *connection;
  GCancellable *cancellable;
  AtlasStatement *statement;
  AtlasRecord *record;
  gint64 n;

  AtlasProgressFunc progress;
  gpointer progress_data;
  gint64 total;
  gint64 next_report;
};

AtlasExportRows *
atlas_export_rows_new (AtlasRegister *source, GCancellable *cancellable, GError **error)
{
  AtlasStore *store;
  AtlasConnection *connection;
  AtlasExportRows *self;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);

  store = atlas_register_get_store (source);
  connection = atlas_store_acquire_reader (store, error);
  if (connection == NULL)
    return NULL;

  self = g_new0 (AtlasExportRows, 1);
  self->store = g_object_ref (store);
  self->connection = connection;
  g_set_object (&self->cancellable, cancellable);
  atlas_connection_set_cancellable (connection, cancellable);
  return self;
}

static void
end (AtlasExportRows *self)
{
  /* The record borrows from the statement. */
  g_clear_pointer (&self->record, atlas_record_unref);
  g_clear_pointer (&self->statement, atlas_statement_free);
}

void
atlas_export_rows_free (AtlasExportRows *self)
{
  if (self == NULL)
    return;
  end (self);
  atlas_connection_set_cancellable (self->connection, NULL);
  atlas_store_release_reader (self->store, self->connection);
  g_clear_object (&self->cancellable);
  g_object_unref (self->store);
  g_free (self);
}

/* "@what FROM table WHERE what the query says @rest". */
static AtlasStatement *
select_rows (AtlasExportRows *self, AtlasQuery *query, const char *what, const char *rest, GError **error)
{
  const AtlasKind *kind = atlas_query_get_kind (query);
  g_autofree char *sql =
    what != NULL ? g_strdup_printf ("%s FROM \"%s\" AS r WHERE %s %s", what,
                                    atlas_kind_get_table (kind)->name, atlas_query_get_sql (query), rest)
                 : g_strdup_printf ("%s AS r WHERE %s %s", atlas_kind_select_sql (kind),
                                    atlas_query_get_sql (query), rest);
  AtlasStatement *statement = atlas_statement_new (self->connection, sql, error);

  if (statement != NULL)
    atlas_query_bind (query, statement);
  return statement;
}

gboolean
atlas_export_rows_set_progress (AtlasExportRows *self,
                                AtlasQuery *const *queries,
                                AtlasProgressFunc progress,
                                gpointer user_data,
                                GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (queries != NULL, FALSE);

  self->progress = progress;
  self->progress_data = user_data;
  self->total = 0;
  for (guint i = 0; progress != NULL && queries[i] != NULL; i++)
    {
      g_autoptr (AtlasStatement) count = select_rows (self, queries[i], "SELECT count (*)", "", error);

      if (count == NULL || !atlas_statement_step (count, error))
        return FALSE;
      self->total += atlas_statement_get_integer (count, 0);
    }
  return TRUE;
}

gboolean
atlas_export_rows_have_extra (AtlasExportRows *self, AtlasQuery *query, gboolean *have, GError **error)
{
  g_autoptr (AtlasStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (query != NULL && have != NULL, FALSE);

  statement = select_rows (self, query, "SELECT 1", "AND r.extra IS NOT NULL LIMIT 1", error);
  if (statement == NULL)
    return FALSE;
  *have = atlas_statement_step (statement, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
atlas_export_rows_begin (AtlasExportRows *self, AtlasQuery *query, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (query != NULL, FALSE);

  end (self);
  self->statement = select_rows (self, query, NULL, "ORDER BY r.id", error);
  if (self->statement == NULL)
    return FALSE;
  self->record = atlas_record_new (atlas_query_get_kind (query));
  return TRUE;
}

static void
report (AtlasExportRows *self, gboolean last)
{
  gint64 now = g_get_monotonic_time ();

  if (now < self->next_report && !last)
    return;
  self->next_report = now + PROGRESS_INTERVAL;
  self->progress (self->n, self->total, self->progress_data);
}

AtlasRecord *
atlas_export_rows_next (AtlasExportRows *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (self->statement != NULL, NULL);

  /* The connection minds the cancellable too, but only within a step that takes long. */
  if (self->n % ROWS_A_LOOK == 0)
    {
      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return NULL;
      if (self->progress != NULL)
        report (self, FALSE);
    }
  if (!atlas_statement_step (self->statement, error))
    {
      if (self->progress != NULL && self->n == self->total)
        report (self, TRUE);
      return NULL;
    }
  atlas_record_read_row (self->record, self->statement, TRUE);
  self->n++;
  return self->record;
}

gint64
atlas_export_rows_get_n (AtlasExportRows *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n;
}
