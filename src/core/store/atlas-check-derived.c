/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-check-private.h"

#include <string.h>

#include "atlas-copy-private.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-unit-private.h"

/* Search. */

/* FTS5 compares its index with what it finds in the records where its rank is 1. */
static gboolean
check_search_index (AtlasCheck *self, AtlasConnection *connection, const AtlasTable *table, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO \"%s_search\" (\"%s_search\", rank) VALUES ('integrity-check', 1)",
                     table->name, table->name);
  g_autoptr (GError) local_error = NULL;

  if (atlas_connection_execute (connection, sql, &local_error))
    return TRUE;
  /* An index of which parts are missing can't even be begun with: that is no more than SQLITE_ERROR. */
  if (!g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT) &&
      !g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FAILED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  atlas_check_add_rebuildable (
    self,
    _ ("The search index of “%s” does not match the records, which are not affected. Rebuild what "
       "is derived."),
    table->name);
  return TRUE;
}

static gboolean
check_search_indexes (AtlasCheck *self, AtlasConnection *connection, GError **error)
{
  gboolean looked = TRUE;

  atlas_connection_set_cancellable (connection, self->cancellable);
  for (guint i = 0; looked && i < self->store->n_tables; i++)
    if (self->store->sql[i]->text_table)
      looked = check_search_index (self, connection, self->store->tables[i], error);
  atlas_connection_set_cancellable (connection, NULL);
  return looked;
}

/* The command writes nothing, but SQLite takes it for writing: so it is given within a write that is then
 * abandoned or, where nothing may be written, on a copy that goes when it is closed. */
static gboolean
check_search (AtlasCheck *self, GError **error)
{
  AtlasStore *store = self->store;
  g_autoptr (AtlasConnection) scratch = NULL;
  gboolean looked;

  if (!store->read_only)
    {
      if (!atlas_store_begin_write (store, ATLAS_WRITE_DEFAULT, error))
        return FALSE;
      looked = check_search_indexes (self, store->writer, error);
      atlas_store_abandon_write (store);
      return looked;
    }
  scratch = atlas_connection_open ("", ATLAS_CONNECTION_CREATE, error);
  return scratch != NULL &&
         atlas_copy_pages (self->connection, scratch, NULL, NULL, self->cancellable, error) &&
         check_search_indexes (self, scratch, error);
}

/* Tables. */

/* A temporary table of the same name stands before the true one, so that what derives writes there. */
static gboolean
make_shadow (AtlasConnection *connection, const char *name, GError **error)
{
  static const char begin[] = "CREATE TABLE ";
  g_autofree char *find =
    g_strdup_printf ("SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = '%s'", name);
  g_autofree char *sql = atlas_connection_query_text (connection, find, error);
  g_autofree char *shadow = NULL;

  if (sql == NULL)
    return FALSE;
  /* SQLite keeps the text in this form, however it was written. */
  g_assert (g_str_has_prefix (sql, begin));
  shadow = g_strconcat ("CREATE TEMP TABLE ", sql + strlen (begin), NULL);
  return atlas_connection_execute (connection, shadow, error);
}

/* Rows that stand in @one and not in @other. */
static gboolean
count_missing (AtlasConnection *connection,
               const char *one,
               const char *other,
               const char *name,
               gint64 *n,
               GError **error)
{
  g_autofree char *sql = g_strdup_printf (
    "SELECT count (*) FROM (SELECT * FROM %s.\"%s\" EXCEPT SELECT * FROM %s.\"%s\")", one, name, other, name);

  return atlas_connection_query_integer (connection, sql, 0, n, error);
}

static gboolean
compare_with_shadow (AtlasCheck *self, const char *name, GError **error)
{
  gint64 missing, wrong;
  g_autofree char *number = NULL;

  if (!count_missing (self->connection, "temp", "main", name, &missing, error) ||
      !count_missing (self->connection, "main", "temp", name, &wrong, error))
    return FALSE;
  if (missing == 0 && wrong == 0)
    return TRUE;
  number = atlas_number_format (MAX (missing, wrong));
  atlas_check_add_rebuildable (
    self,
    ngettext ("%s row of “%s”, which is derived from the records, does not match them. The records "
              "are not affected. Rebuild what is derived.",
              "%s rows of “%s”, which is derived from the records, do not match them. The records "
              "are not affected. Rebuild what is derived.",
              (gulong) MAX (missing, wrong)),
    number, name);
  return TRUE;
}

static gboolean
each_derived (AtlasCheck *self,
              gboolean (*act) (AtlasCheck *self, const char *name, GError **error),
              GError **error)
{
  for (guint i = 0; i < self->store->n_tables; i++)
    {
      g_auto (GStrv) names = NULL;

      if (self->store->tables[i]->derive == NULL)
        continue;
      names = atlas_schema_list_derived_tables (self->store->tables[i], error);
      if (names == NULL)
        return FALSE;
      for (guint k = 0; names[k]; k++)
        if (!act (self, names[k], error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
make_own_shadow (AtlasCheck *self, const char *name, GError **error)
{
  return make_shadow (self->connection, name, error);
}

/* All of them are made before the first is filled: what is derived of one table may go into another's. */
static gboolean
check_tables (AtlasCheck *self, GError **error)
{
  AtlasStore *store = self->store;
  AtlasUnit unit = { .store = store, .connection = self->connection };
  gboolean derived = TRUE;

  if (!each_derived (self, make_own_shadow, error))
    return FALSE;
  for (guint i = 0; i < store->n_tables && derived; i++)
    if (store->tables[i]->derive)
      derived = atlas_unit_derive_rows (&unit, store->tables[i], NULL, error);
  atlas_unit_clear_data (&unit);
  return derived && each_derived (self, compare_with_shadow, error);
}

gboolean
atlas_check_derived (AtlasCheck *self, GError **error)
{
  /* What is missing has been told. */
  return !self->derived_whole || (check_search (self, error) && check_tables (self, error));
}
