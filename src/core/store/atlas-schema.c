/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-schema-private.h"

#include <glib/gstdio.h>
#include <string.h>

#include "atlas-i18n.h"
#include "atlas-store.h"
#include "atlas-store-resources.h"

/* Bump when what this file derives changes in a way that its texts do not show. */
#define DERIVED_VERSION 1

/* Each brings the schema from the version of its place to the next. */
static const char *const steps[] = {
  "sql/0001-initial.sql", /* members, events, units of work and their journal */
  "sql/0002-estimates-and-segments.sql",
  "sql/0003-organisations-and-interactions.sql",
  "sql/0004-verdicts.sql",
  "sql/0005-exports.sql", /* export profiles, and who was in which export */
  "sql/0006-missions.sql",
};
G_STATIC_ASSERT (G_N_ELEMENTS (steps) == ATLAS_SCHEMA_VERSION);

static GBytes *
load_sql (const char *name)
{
  g_autofree char *path = g_strconcat ("/org/diasporaatlas/store/", name, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes =
    g_resource_lookup_data (atlas_store_sql_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, &error);

  g_assert_no_error (error);
  return bytes;
}

/* Resources end in a NUL that is not counted. */
static gboolean
execute_file (AtlasConnection *connection, const char *name, GError **error)
{
  g_autoptr (GBytes) sql = load_sql (name);

  return atlas_connection_execute (connection, g_bytes_get_data (sql, NULL), error);
}

static void
append_name (GString *out, const char *name)
{
  g_assert (strchr (name, '"') == NULL);
  g_string_append_printf (out, "\"%s\"", name);
}

static void
append_columns (GString *out, const AtlasTable *table)
{
  for (guint i = 0; i < table->n_columns; i++)
    {
      g_string_append (out, ", ");
      append_name (out, table->columns[i]);
    }
}

static char *
make_insert (const AtlasTable *table)
{
  GString *out = g_string_new ("INSERT INTO ");

  append_name (out, table->name);
  g_string_append (out, " (id, uuid");
  append_columns (out, table);
  g_string_append (out, ") VALUES (?1, ?2");
  for (guint i = 0; i < table->n_columns; i++)
    g_string_append_printf (out, ", ?%u", i + 3);
  g_string_append (out, ") ON CONFLICT (uuid) DO NOTHING");
  return g_string_free (out, FALSE);
}

static char *
make_update (const AtlasTable *table)
{
  GString *out = g_string_new ("UPDATE ");

  append_name (out, table->name);
  g_string_append (out, " SET ");
  for (guint i = 0; i < table->n_columns; i++)
    {
      if (i > 0)
        g_string_append (out, ", ");
      append_name (out, table->columns[i]);
      g_string_append_printf (out, " = ?%u", i + 2);
    }
  g_string_append (out, " WHERE id = ?1");
  return g_string_free (out, FALSE);
}

static char *
make_select (const AtlasTable *table)
{
  GString *out = g_string_new ("SELECT uuid");

  append_columns (out, table);
  g_string_append (out, " FROM ");
  append_name (out, table->name);
  g_string_append (out, " WHERE id = ?1");
  return g_string_free (out, FALSE);
}

/* What a search column holds: its columns one after the other. @bound: as the parameters ?2... of a row's
 * values instead of by name */
static void
append_words (GString *out, const AtlasTable *table, const AtlasSearchColumn *search, gboolean bound)
{
  for (guint k = 0; search->columns[k]; k++)
    {
      guint column = 0;

      while (!g_str_equal (table->columns[column], search->columns[k]))
        column++;
      if (k > 0)
        g_string_append (out, " || ' ' || ");
      g_string_append (out, "ifnull (");
      if (bound)
        g_string_append_printf (out, "?%u", column + 2);
      else
        append_name (out, search->columns[k]);
      g_string_append (out, ", '')");
    }
}

/* The view from which the search index takes a row's words. */
static char *
make_text_view (const AtlasTable *table)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "CREATE VIEW \"%s_text\" AS SELECT id", table->name);
  for (guint i = 0; i < table->n_search; i++)
    {
      g_string_append (out, ", ");
      append_words (out, table, &table->search[i], FALSE);
      g_string_append (out, " AS ");
      append_name (out, table->search[i].name);
    }
  g_string_append (out, " FROM ");
  append_name (out, table->name);
  return g_string_free (out, FALSE);
}

static void
append_search_columns (GString *out, const AtlasTable *table)
{
  for (guint i = 0; i < table->n_search; i++)
    {
      g_string_append (out, ", ");
      append_name (out, table->search[i].name);
    }
}

/* No sizes of columns (columnsize=0): they serve ranking, and a register is never sorted by rank. Beginnings
 * of three letters are found among the words: that takes up to 27 ms of a million members instead of 9, and
 * the beginnings would be a quarter of the index and of the time that it takes to make. @alone: in a database
 * without the view, as one that is only filled */
static char *
make_text_table (const AtlasTable *table, gboolean alone)
{
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "CREATE VIRTUAL TABLE \"%s_search\" USING fts5 (", table->name);
  for (guint i = 0; i < table->n_search; i++)
    {
      append_name (out, table->search[i].name);
      g_string_append (out, ", ");
    }
  if (alone)
    g_string_append (out, "content='', ");
  else
    g_string_append_printf (out, "content='%s_text', content_rowid='id', ", table->name);
  g_string_append (out, "prefix='1 2', columnsize=0, tokenize='unicode61 remove_diacritics 2')");
  return g_string_free (out, FALSE);
}

static void
append_text_insert (GString *out, const AtlasTable *table, gboolean remove)
{
  g_string_append_printf (out, "INSERT INTO \"%s_search\" (", table->name);
  if (remove)
    g_string_append_printf (out, "\"%s_search\", ", table->name);
  g_string_append (out, "rowid");
  append_search_columns (out, table);
  g_string_append_c (out, ')');
}

static char *
make_text_write (const AtlasTable *table, gboolean remove)
{
  GString *out = g_string_new (NULL);

  append_text_insert (out, table, remove);
  g_string_append_printf (out, " SELECT %sid", remove ? "'delete', " : "");
  append_search_columns (out, table);
  g_string_append_printf (out, " FROM \"%s_text\" WHERE id = ?1", table->name);
  return g_string_free (out, FALSE);
}

/* The same of a row's values. No SELECT: at the savepoint that SQLite makes for one, FTS5 writes out what it
 * has gathered. */
static char *
make_text_write_values (const AtlasTable *table, gboolean remove)
{
  GString *out = g_string_new (NULL);

  append_text_insert (out, table, remove);
  g_string_append_printf (out, " VALUES (%s?1", remove ? "'delete', " : "");
  for (guint i = 0; i < table->n_search; i++)
    {
      g_string_append (out, ", ");
      append_words (out, table, &table->search[i], TRUE);
    }
  g_string_append_c (out, ')');
  return g_string_free (out, FALSE);
}

static gboolean *
find_searched (const AtlasTable *table)
{
  gboolean *searched = g_new0 (gboolean, table->n_columns);

  for (guint i = 0; i < table->n_columns; i++)
    for (guint k = 0; k < table->n_search && !searched[i]; k++)
      searched[i] = g_strv_contains (table->search[k].columns, table->columns[i]);
  return searched;
}

/* While search is filled with many rows FTS5 gathers so much in memory before it writes, and merges nothing
 * of what it wrote: a million members leave 9 segments. Later writes merge them by and by. In more memory
 * words are found more slowly. */
#define FILL_HASH_SIZE (16 * 1024 * 1024)

/* FTS5's own. */
#define DEFAULT_HASH_SIZE (1024 * 1024)
#define DEFAULT_MERGE     4

static char *
make_text_set (const AtlasTable *table, int hash_size, int merge)
{
  return g_strdup_printf (
    "INSERT INTO \"%s_search\" (\"%s_search\", rank) VALUES ('hashsize', %d), ('automerge', %d)", table->name,
    table->name, hash_size, merge);
}

static char *
make_text_command (const AtlasTable *table, const char *command)
{
  return g_strdup_printf ("INSERT INTO \"%s_search\" (\"%s_search\") VALUES ('%s')", table->name, table->name,
                          command);
}

static void
make_text (AtlasTableSql *self)
{
  const AtlasTable *table = self->table;
  g_autofree char *rebuild = make_text_command (table, "rebuild");
  g_autofree char *reset = make_text_set (table, DEFAULT_HASH_SIZE, DEFAULT_MERGE);

  self->text_view = make_text_view (table);
  self->text_table = make_text_table (table, FALSE);
  self->text_add = make_text_write (table, FALSE);
  self->text_remove = make_text_write (table, TRUE);
  self->text_empty = make_text_command (table, "delete-all");
  self->text_fill = make_text_set (table, FILL_HASH_SIZE, 0);
  self->text_rebuild = g_strjoin (";", self->text_fill, rebuild, reset, NULL);
  self->text_alone = make_text_table (table, TRUE);
  self->text_add_values = make_text_write_values (table, FALSE);
  self->text_remove_values = make_text_write_values (table, TRUE);
}

AtlasTableSql *
atlas_table_sql_new (const AtlasTable *table)
{
  AtlasTableSql *self = g_new0 (AtlasTableSql, 1);

  self->table = table;
  self->insert = make_insert (table);
  self->update = make_update (table);
  self->delete = g_strdup_printf ("DELETE FROM \"%s\" WHERE id = ?1", table->name);
  self->select = make_select (table);
  self->searched = find_searched (table);
  if (table->n_search > 0)
    make_text (self);
  return self;
}

void
atlas_table_sql_free (AtlasTableSql *self)
{
  if (self == NULL)
    return;
  g_free (self->insert);
  g_free (self->update);
  g_free (self->delete);
  g_free (self->select);
  g_free (self->text_view);
  g_free (self->text_table);
  g_free (self->text_add);
  g_free (self->text_remove);
  g_free (self->text_rebuild);
  g_free (self->text_empty);
  g_free (self->text_fill);
  g_free (self->text_alone);
  g_free (self->text_add_values);
  g_free (self->text_remove_values);
  g_free (self->searched);
  g_free (self);
}

gboolean
atlas_schema_check_file (AtlasConnection *connection, gboolean *empty, GError **error)
{
  guint8 header[100] = { 0 };
  g_autofree char *name = atlas_store_display_path (connection->path);
  sqlite3_file *file = NULL;
  sqlite3_int64 size = 0;
  guint32 application_id;
  int code;

  *empty = FALSE;

  /* Through SQLite's own file: opening and closing the file a second time would drop the locks that another
   * connection of this process holds on it (POSIX). */
  code = sqlite3_file_control (connection->db, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code == SQLITE_OK && file && file->pMethods)
    code = file->pMethods->xFileSize (file, &size);
  if (code == SQLITE_OK && size > 0)
    code = file->pMethods->xRead (file, header, sizeof header, 0);
  if (code != SQLITE_OK && code != SQLITE_IOERR_SHORT_READ)
    return atlas_connection_fail (connection, code, error);

  if (size == 0)
    {
      GStatBuf info;

      /* SQLite takes a file of one byte for empty, and would write over it. */
      *empty = g_stat (connection->path, &info) != 0 || info.st_size != 1;
      if (!*empty)
        atlas_store_error_set (error, NULL, SQLITE_NOTADB, connection->path);
      return *empty;
    }
  if (memcmp (header, "SQLite format 3", 16) != 0)
    {
      atlas_store_error_set (error, NULL, SQLITE_NOTADB, connection->path);
      return FALSE;
    }
  memcpy (&application_id, header + 68, sizeof application_id);
  if (GUINT32_FROM_BE (application_id) != ATLAS_SCHEMA_APPLICATION_ID)
    {
      g_set_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_FOREIGN,
                   _ ("“%s” is a database of another program. It was left as it is; choose another file."),
                   name);
      return FALSE;
    }
  return TRUE;
}

gboolean
atlas_schema_upgrade (AtlasConnection *connection, int from, GError **error)
{
  gint64 version;

  if (!atlas_connection_execute (connection, "BEGIN IMMEDIATE", error))
    return FALSE;

  /* Another process may have been faster. */
  if (!atlas_connection_query_integer (connection, "PRAGMA user_version", 0, &version, error))
    goto fail;
  if (version == from)
    {
      g_autofree char *set_version = g_strdup_printf ("PRAGMA user_version = %d", ATLAS_SCHEMA_VERSION);

      for (int i = from; i < ATLAS_SCHEMA_VERSION; i++)
        if (!execute_file (connection, steps[i], error))
          goto fail;
      if (!atlas_connection_execute (connection, set_version, error))
        goto fail;
    }
  if (atlas_connection_execute (connection, "COMMIT", error))
    return TRUE;

fail:
  atlas_connection_execute (connection, "ROLLBACK", NULL);
  return FALSE;
}

/* A digest of everything from which the derived tables are made. */
static char *
make_signature (const AtlasTable *const *tables)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr (GBytes) common = load_sql ("sql/derived.sql");
  g_autofree char *version = g_strdup_printf ("%d", DERIVED_VERSION);

  g_checksum_update (sum, (const guchar *) version, -1);
  g_checksum_update (sum, g_bytes_get_data (common, NULL), (gssize) g_bytes_get_size (common));
  for (guint i = 0; tables[i]; i++)
    {
      g_autoptr (AtlasTableSql) sql = atlas_table_sql_new (tables[i]);
      const char *const parts[] = { sql->insert, sql->text_view, sql->text_table, tables[i]->derive_schema };

      for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
        g_checksum_update (sum, (const guchar *) (parts[k] ? parts[k] : ""), -1);
    }
  return g_strdup (g_checksum_get_string (sum));
}

gboolean
atlas_schema_derived_is_current (AtlasConnection *connection,
                                 const AtlasTable *const *tables,
                                 gboolean *current,
                                 GError **error)
{
  g_autofree char *expected = make_signature (tables);
  g_autofree char *found = NULL;
  gint64 stands;

  *current = FALSE;
  if (!atlas_connection_query_integer (connection, "SELECT 1 FROM sqlite_schema WHERE name = 'derived'", 0,
                                       &stands, error))
    return FALSE;
  if (stands)
    {
      g_autoptr (GError) local_error = NULL;

      found = atlas_connection_query_text (connection, "SELECT signature FROM derived", &local_error);
      if (local_error)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  *current = g_strcmp0 (found, expected) == 0;
  return TRUE;
}

/* Names of all tables, views, indexes and triggers of @connection that were written out in SQL; shadows of
 * search tables apart. */
#define LIST_OBJECTS                                                                                   \
  "SELECT s.name, upper (s.type)"                                                                      \
  " FROM sqlite_schema AS s LEFT JOIN pragma_table_list AS t ON t.schema = 'main' AND t.name = s.name" \
  " WHERE s.sql IS NOT NULL AND ifnull (t.type, '') <> 'shadow'"                                       \
  " ORDER BY t.type = 'virtual' DESC, s.rowid"

/* Those not in @except, as pairs: "TABLE", name. Tables of search come first: dropped, they take their
 * shadows along. */
static GPtrArray *
list_objects (AtlasConnection *connection, GHashTable *except, GError **error)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (AtlasStatement) list = atlas_statement_new (connection, LIST_OBJECTS, error);
  g_autoptr (GError) local_error = NULL;

  if (list == NULL)
    return NULL;
  while (atlas_statement_step (list, &local_error))
    {
      const char *name = atlas_statement_get_text (list, 0, NULL);

      if (except && g_hash_table_contains (except, name))
        continue;
      g_ptr_array_add (objects, g_strdup (atlas_statement_get_text (list, 1, NULL)));
      g_ptr_array_add (objects, g_strdup (name));
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&objects);
}

/* A database in memory with the canonical schema and nothing else. */
static AtlasConnection *
open_canonical (GError **error)
{
  g_autoptr (AtlasConnection) connection = atlas_connection_open (":memory:", ATLAS_CONNECTION_CREATE, error);

  if (connection == NULL || !atlas_schema_upgrade (connection, 0, error))
    return NULL;
  return g_steal_pointer (&connection);
}

/* The names of the canonical schema: whatever else a file holds is derived. */
static GHashTable *
list_canonical (AtlasConnection *canonical, GError **error)
{
  g_autoptr (GHashTable) names = NULL;
  g_autoptr (GPtrArray) objects = list_objects (canonical, NULL, error);

  if (objects == NULL)
    return NULL;
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < objects->len; i += 2)
    g_hash_table_add (names, g_strdup (g_ptr_array_index (objects, i + 1)));
  return g_steal_pointer (&names);
}

/* A search table of which parts are missing can't be opened, and not even dropped. Its line in the schema can
 * be taken away; then its shadows are tables like any other. */
static gboolean
forget_virtual_table (AtlasConnection *connection, const char *name, GError **error)
{
  g_autofree char *forget =
    g_strdup_printf ("DELETE FROM sqlite_schema WHERE type = 'table' AND rootpage = 0 AND name = '%s'", name);
  gboolean forgotten;

  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  forgotten = atlas_connection_execute (connection, "PRAGMA writable_schema = ON", error) &&
              atlas_connection_execute (connection, forget, error) &&
              atlas_connection_execute (connection, "PRAGMA writable_schema = RESET", error);
  atlas_connection_execute (connection, "PRAGMA writable_schema = OFF", NULL);
  sqlite3_db_config (connection->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  return forgotten;
}

static gboolean
drop_objects (AtlasConnection *connection, GHashTable *except, gboolean forget, GError **error)
{
  g_autoptr (GPtrArray) objects = list_objects (connection, except, error);

  if (objects == NULL)
    return FALSE;
  for (guint i = 0; i < objects->len; i += 2)
    {
      const char *type = g_ptr_array_index (objects, i);
      const char *name = g_ptr_array_index (objects, i + 1);
      g_autofree char *drop = g_strdup_printf ("DROP %s IF EXISTS \"%s\"", type, name);
      g_autoptr (GError) local_error = NULL;

      if (atlas_connection_execute (connection, drop, &local_error))
        continue;
      if (!forget || !g_str_equal (type, "TABLE"))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (!forget_virtual_table (connection, name, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
atlas_schema_drop_derived (AtlasConnection *connection, GError **error)
{
  g_autoptr (AtlasConnection) canonical = open_canonical (error);
  g_autoptr (GHashTable) names = canonical ? list_canonical (canonical, error) : NULL;

  /* The second time for shadows that were left behind. */
  return names != NULL && drop_objects (connection, names, TRUE, error) &&
         drop_objects (connection, names, FALSE, error);
}

gboolean
atlas_schema_recreate_derived (AtlasConnection *connection,
                               const AtlasTable *const *tables,
                               AtlasTableSql *const *sql,
                               GError **error)
{
  g_autofree char *signature = make_signature (tables);
  g_autoptr (AtlasStatement) sign = NULL;

  /* A statement at rest may still refer to what is about to go. */
  atlas_connection_forget_statements (connection);
  if (!atlas_schema_drop_derived (connection, error) ||
      !execute_file (connection, "sql/derived.sql", error) ||
      !atlas_connection_execute (connection, "CREATE TABLE derived (signature TEXT NOT NULL) STRICT", error))
    return FALSE;

  for (guint i = 0; tables[i]; i++)
    {
      const char *const texts[] = { sql[i]->text_view, sql[i]->text_table, tables[i]->derive_schema };

      for (guint k = 0; k < G_N_ELEMENTS (texts); k++)
        if (texts[k] && !atlas_connection_execute (connection, texts[k], error))
          return FALSE;
    }

  sign = atlas_statement_new (connection, "INSERT INTO derived (signature) VALUES (:signature)", error);
  if (sign == NULL)
    return FALSE;
  atlas_statement_bind_text (sign, ":signature", signature);
  return atlas_statement_run (sign, error);
}

AtlasConnection *
atlas_schema_open_reference (const AtlasTable *const *tables, AtlasTableSql *const *sql, GError **error)
{
  g_autoptr (AtlasConnection) reference = open_canonical (error);

  if (reference == NULL || (tables && !atlas_schema_recreate_derived (reference, tables, sql, error)))
    return NULL;
  return g_steal_pointer (&reference);
}

GStrv
atlas_schema_list_derived_tables (const AtlasTable *table, GError **error)
{
  g_autoptr (AtlasConnection) scratch = open_canonical (error);
  g_autoptr (GHashTable) names = scratch ? list_canonical (scratch, error) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) objects = NULL;

  if (names == NULL ||
      (table->derive_schema && !atlas_connection_execute (scratch, table->derive_schema, error)))
    return NULL;
  objects = list_objects (scratch, names, error);
  if (objects == NULL)
    return NULL;
  for (guint i = 0; i < objects->len; i += 2)
    if (g_str_equal (g_ptr_array_index (objects, i), "TABLE"))
      g_strv_builder_add (builder, g_ptr_array_index (objects, i + 1));
  return g_strv_builder_end (builder);
}
