/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Records in order. Ordering a million rows anew for each letter that is typed would take a second; so the
 * whole order is read once, kept while the database stays as it is, and what a query matches is picked out of
 * it in one pass. */

#include <string.h>

#include "atlas-query-private.h"
#include "atlas-register-private.h"
#include "atlas-sort-order.h"

void
atlas_register_order_clear (AtlasRegisterOrder *order)
{
  g_clear_pointer (&order->sort, g_free);
  g_clear_pointer (&order->ids, g_array_unref);
  order->kind = NULL;
}

/* The ids that a statement gives, as a set. */
static AtlasBitset *
read_ids (AtlasConnection *connection, AtlasStatement *statement, const AtlasKind *kind, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT ifnull (max (id), 0) FROM \"%s\"", atlas_kind_get_table (kind)->name);
  g_autoptr (AtlasBitset) ids = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 last;

  if (!atlas_connection_query_integer (connection, sql, 0, &last, error))
    return NULL;
  ids = atlas_bitset_new ((guint) last + 1);
  while (atlas_statement_step (statement, &failure))
    atlas_bitset_set (ids, (guint) atlas_statement_get_integer (statement, 0));
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&ids);
}

static AtlasBitset *
match_by_sql (AtlasQuery *query, AtlasConnection *connection, GError **error)
{
  const AtlasKind *kind = atlas_query_get_kind (query);
  g_autofree char *sql = atlas_query_dup_ids_sql (query);
  g_autoptr (AtlasStatement) statement = atlas_statement_new (connection, sql, error);

  if (statement == NULL)
    return NULL;
  atlas_query_bind_used (query, statement, sql);
  return read_ids (connection, statement, kind, error);
}

/* By the columns of the index, as ids. */
static AtlasBitset *
match_by_points (AtlasQuery *query, AtlasPointIndex *points, AtlasConnection *connection, GError **error)
{
  g_autoptr (AtlasBitset) rows = atlas_query_match_rows (query, points, connection, error);
  const AtlasPointColumns *columns = atlas_point_index_get_columns (points);
  AtlasBitset *ids;
  gint64 last = 0;

  if (rows == NULL)
    return NULL;
  for (guint i = 0; i < columns->n_points; i++)
    last = MAX (last, columns->ids[i]);
  ids = atlas_bitset_new ((guint) last + 1);
  for (guint word = 0; word < rows->n_words; word++)
    for (guint64 bits = rows->words[word]; bits; bits &= bits - 1)
      atlas_bitset_set (ids, (guint) columns->ids[word * 64 + (guint) __builtin_ctzll (bits)]);
  return ids;
}

/* Who matches; NULL with @error. Words alone the search index answers by itself. */
static AtlasBitset *
match_ids (AtlasQuery *query, AtlasPointIndex *points, AtlasConnection *connection, GError **error)
{
  if (points == NULL || atlas_query_is_words (query))
    return match_by_sql (query, connection, error);
  return match_by_points (query, points, connection, error);
}

static GArray *
pick (GArray *order, const AtlasBitset *wanted, guint limit)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < order->len && (limit == 0 || ids->len < limit); i++)
    {
      gint64 id = g_array_index (order, gint64, i);

      if (wanted == NULL || (id < wanted->n_bits && atlas_bitset_get (wanted, (guint) id)))
        g_array_append_val (ids, id);
    }
  return ids;
}

/* People in the order of their names, which stands in the database; where @limit are wanted, no more are read
 * than it takes to find them. */
static GArray *
walk_names (AtlasConnection *connection, const AtlasBitset *wanted, guint limit, GError **error)
{
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (AtlasStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  guint n_wanted = wanted ? atlas_bitset_count (wanted) : G_MAXUINT;

  if (limit > 0)
    n_wanted = MIN (n_wanted, limit);
  statement = atlas_statement_new (connection, "SELECT id FROM member_facet ORDER BY name, id", error);
  if (statement == NULL)
    return NULL;
  while (ids->len < n_wanted && atlas_statement_step (statement, &failure))
    {
      gint64 id = atlas_statement_get_integer (statement, 0);

      if (wanted == NULL || (id < wanted->n_bits && atlas_bitset_get (wanted, (guint) id)))
        g_array_append_val (ids, id);
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  return g_steal_pointer (&ids);
}

/* The whole order as it stands in the cache or, where @read, as the database has it now. */
static gboolean
ref_order (AtlasRegister *self,
           AtlasConnection *connection,
           const AtlasKind *kind,
           const char *sort,
           const AtlasSortOrder *order,
           gint64 generation,
           gboolean read,
           GArray **ids,
           GError **error)
{
  g_mutex_lock (&self->lock);
  if (self->order.ids && self->order.generation == generation && self->order.kind == kind &&
      g_strcmp0 (self->order.sort, sort) == 0)
    *ids = g_array_ref (self->order.ids);
  g_mutex_unlock (&self->lock);
  if (*ids || !read)
    return TRUE;

  *ids = order->by_name ? walk_names (connection, NULL, 0, error)
                        : atlas_sort_order_select (connection, kind, NULL, order, 0, error);
  if (*ids == NULL)
    return FALSE;

  g_mutex_lock (&self->lock);
  atlas_register_order_clear (&self->order);
  self->order = (AtlasRegisterOrder){ generation, kind, g_strdup (sort), g_array_ref (*ids) };
  g_mutex_unlock (&self->lock);
  return TRUE;
}

static GArray *
list_ids (AtlasRegister *self,
          AtlasConnection *connection,
          AtlasQuery *query,
          const char *sort,
          guint limit,
          gint64 generation,
          GError **error)
{
  const AtlasKind *kind = atlas_query_get_kind (query);
  g_auto (AtlasSortOrder) order = { 0 };
  g_autoptr (AtlasPointIndex) points = NULL;
  g_autoptr (GArray) all = NULL;
  g_autoptr (AtlasBitset) wanted = NULL;
  gboolean current;

  if (!atlas_sort_order_init (&order, kind, sort, error))
    return NULL;

  /* By another order than that of names SQLite sorts, as long as no index stands; and events, which are few.
   */
  g_mutex_lock (&self->lock);
  current = self->points != NULL && self->points_generation >= generation;
  points = current ? g_object_ref (self->points) : NULL;
  g_mutex_unlock (&self->lock);
  if (kind != &atlas_kind_member || *order.sql == '\0' || (points == NULL && !order.by_name))
    return atlas_sort_order_select (connection, kind, query, &order, limit, error);

  /* Where an index stands the program stays, and the order will be asked for again. */
  if (!ref_order (self, connection, kind, sort, &order, generation, limit == 0 || points != NULL, &all,
                  error))
    return NULL;
  if (!atlas_query_is_empty (query))
    {
      wanted = match_ids (query, points, connection, error);
      if (wanted == NULL)
        return NULL;
    }
  return all ? pick (all, wanted, limit) : walk_names (connection, wanted, limit, error);
}

GArray *
atlas_register_list_ids (AtlasRegister *self,
                         AtlasQuery *query,
                         const char *sort,
                         guint limit,
                         GCancellable *cancellable,
                         GError **error)
{
  AtlasConnection *connection;
  gint64 generation;
  GArray *ids;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  /* Asked before the reader is taken: what it shows may be newer, never older. */
  generation = atlas_store_get_records_generation (self->store);
  connection = atlas_store_acquire_reader (self->store, error);
  if (connection == NULL)
    return NULL;
  atlas_connection_set_cancellable (connection, cancellable);
  ids = list_ids (self, connection, query, sort, limit, generation, error);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (self->store, connection);
  return ids;
}

typedef struct
{
  AtlasQuery *query;
  char *sort;
  guint limit;
} ListTask;

static void
list_task_free (gpointer data)
{
  ListTask *list = data;

  atlas_query_unref (list->query);
  g_free (list->sort);
  g_free (list);
}

static void
list_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  ListTask *list = data;
  GError *error = NULL;
  GArray *ids = atlas_register_list_ids (source, list->query, list->sort, list->limit, cancellable, &error);

  if (ids)
    g_task_return_pointer (task, ids, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

void
atlas_register_list_ids_async (AtlasRegister *self,
                               AtlasQuery *query,
                               const char *sort,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  ListTask *list;

  g_return_if_fail (ATLAS_IS_REGISTER (self));
  g_return_if_fail (query != NULL);

  list = g_new0 (ListTask, 1);
  list->query = atlas_query_ref (query);
  list->sort = g_strdup (sort);
  list->limit = limit;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, atlas_register_list_ids_async);
  g_task_set_task_data (task, list, list_task_free);
  g_task_run_in_thread (task, list_in_thread);
}

GArray *
atlas_register_list_ids_finish (AtlasRegister *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

gint64
atlas_register_count (AtlasRegister *self, AtlasQuery *query, GCancellable *cancellable, GError **error)
{
  AtlasConnection *connection;
  g_autoptr (AtlasStatement) statement = NULL;
  g_autofree char *sql = NULL;
  gint64 count = -1;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), -1);
  g_return_val_if_fail (query != NULL, -1);

  connection = atlas_store_acquire_reader (self->store, error);
  if (connection == NULL)
    return -1;
  atlas_connection_set_cancellable (connection, cancellable);
  sql =
    g_strdup_printf ("SELECT count (*) FROM \"%s\" AS r WHERE %s",
                     atlas_kind_get_table (atlas_query_get_kind (query))->name, atlas_query_get_sql (query));
  statement = atlas_statement_new (connection, sql, error);
  if (statement)
    {
      atlas_query_bind (query, statement);
      if (atlas_statement_step (statement, error))
        count = atlas_statement_get_integer (statement, 0);
    }
  g_clear_pointer (&statement, atlas_statement_free);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (self->store, connection);
  return count;
}
