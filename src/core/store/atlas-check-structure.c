/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-check-private.h"

#include "atlas-i18n.h"

/* All that was written out in SQL, in the order in which it was made; shadows of search tables apart, whose
 * text is that of SQLite's version. SQLite's own statistics may be there or not. */
#define LIST_OBJECTS                                                                                \
  "SELECT s.name, s.type, s.sql FROM sqlite_schema AS s"                                            \
  " LEFT JOIN pragma_table_list AS t ON t.schema = 'main' AND t.name = s.name"                      \
  " WHERE s.sql IS NOT NULL AND ifnull (t.type, '') <> 'shadow' AND s.name NOT LIKE 'sqlite_stat%'" \
  " ORDER BY s.rowid"

typedef struct
{
  char *name;
  char *type; /* "table", "view", "index", "trigger" */
  char *sql;
} Object;

static void
object_free (gpointer data)
{
  Object *object = data;

  g_free (object->name);
  g_free (object->type);
  g_free (object->sql);
  g_free (object);
}

static GPtrArray *
list_objects (AtlasConnection *connection, GError **error)
{
  g_autoptr (GPtrArray) objects = g_ptr_array_new_with_free_func (object_free);
  g_autoptr (AtlasStatement) list = atlas_statement_new (connection, LIST_OBJECTS, error);
  g_autoptr (GError) local_error = NULL;

  if (list == NULL)
    return NULL;
  while (atlas_statement_step (list, &local_error))
    {
      Object *object = g_new0 (Object, 1);

      object->name = g_strdup (atlas_statement_get_text (list, 0, NULL));
      object->type = g_strdup (atlas_statement_get_text (list, 1, NULL));
      object->sql = g_strdup (atlas_statement_get_text (list, 2, NULL));
      g_ptr_array_add (objects, object);
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&objects);
}

static const Object *
find_object (GPtrArray *objects, const char *name)
{
  for (guint i = 0; i < objects->len; i++)
    {
      const Object *object = g_ptr_array_index (objects, i);

      if (g_str_equal (object->name, name))
        return object;
    }
  return NULL;
}

/* Names of a table's columns, each with what may be in it: "id INTEGER 0 1". */
static GStrv
list_columns (AtlasConnection *connection, const char *table, GError **error)
{
  g_autoptr (GStrvBuilder) columns = g_strv_builder_new ();
  g_autoptr (GError) local_error = NULL;
  g_autoptr (AtlasStatement) list =
    atlas_statement_new (connection,
                         "SELECT name || ' ' || type || ' ' || \"notnull\" || ' ' || pk || ' ' || hidden"
                         " FROM pragma_table_xinfo (:table) ORDER BY cid",
                         error);

  if (list == NULL)
    return NULL;
  atlas_statement_bind_text (list, ":table", table);
  while (atlas_statement_step (list, &local_error))
    g_strv_builder_add (columns, atlas_statement_get_text (list, 0, NULL));
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_strv_builder_end (columns);
}

/* By columns rather than text: how SQLite writes a column into the text that a later step adds is its own
 * affair. */
static gboolean
check_canonical (AtlasCheck *self, AtlasConnection *reference, const char *table, GError **error)
{
  g_auto (GStrv) expected = list_columns (reference, table, error);
  g_auto (GStrv) found = expected ? list_columns (self->connection, table, error) : NULL;

  if (found == NULL)
    return FALSE;
  if (g_strv_equal ((const char *const *) expected, (const char *const *) found))
    return TRUE;

  self->whole = FALSE;
  for (guint i = 0; expected[i]; i++)
    if (!g_strv_contains ((const char *const *) found, expected[i]))
      {
        g_auto (GStrv) words = g_strsplit (expected[i], " ", 2);

        atlas_check_add (
          self,
          _ ("The column “%s” of the table “%s” is missing, or other than this program made it. "
             "Restore a backup."),
          words[0], table);
      }
  for (guint i = 0; found[i]; i++)
    {
      g_auto (GStrv) words = g_strsplit (found[i], " ", 2);
      g_autofree char *prefix = g_strconcat (words[0], " ", NULL);
      gboolean known = FALSE;

      for (guint k = 0; expected[k]; k++)
        known |= g_str_has_prefix (expected[k], prefix);
      if (!known)
        atlas_check_add (
          self,
          _ ("The table “%s” has a column “%s” that this program does not know. Another program "
             "has changed the file; restore a backup."),
          table, words[0]);
    }
  return TRUE;
}

/* What the store was told its tables look like, against the columns that stand. */
static gboolean
check_description (AtlasCheck *self, const AtlasTable *table, GError **error)
{
  g_auto (GStrv) found = list_columns (self->connection, table->name, error);

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < table->n_columns; i++)
    {
      g_autofree char *prefix = g_strconcat (table->columns[i], " ", NULL);
      gboolean stands = FALSE;

      /* Wherever it stands: what came with a later step comes behind. */
      for (guint k = 0; found[k] && !stands; k++)
        stands = g_str_has_prefix (found[k], prefix);
      if (stands)
        continue;
      self->whole = FALSE;
      atlas_check_add (self,
                       _ ("The column “%s” of the table “%s” is missing, or other than this program made it. "
                          "Restore a backup."),
                       table->columns[i], table->name);
    }
  return TRUE;
}

static void
check_rebuildable (AtlasCheck *self, const Object *object, GPtrArray *found)
{
  const Object *stands = find_object (found, object->name);

  if (stands && g_str_equal (stands->sql, object->sql) && g_str_equal (stands->type, object->type))
    return;
  if (!g_str_equal (object->type, "index"))
    self->derived_whole = FALSE;
  atlas_check_add_rebuildable (
    self,
    _ ("“%s”, which is derived from the records, is missing or out of date. The records are not "
       "affected. Rebuild what is derived."),
    object->name);
}

static gboolean
check_objects (AtlasCheck *self,
               AtlasConnection *canonical,
               GPtrArray *own,
               GPtrArray *all,
               GPtrArray *found,
               GError **error)
{
  for (guint i = 0; i < all->len; i++)
    {
      const Object *object = g_ptr_array_index (all, i);

      if (find_object (own, object->name) == NULL)
        check_rebuildable (self, object, found);
      else if (find_object (found, object->name) == NULL)
        {
          self->whole &= !g_str_equal (object->type, "table");
          atlas_check_add (self, _ ("“%s” (%s) is missing. Restore a backup."), object->name, object->type);
        }
      else if (g_str_equal (object->type, "table") && !check_canonical (self, canonical, object->name, error))
        return FALSE;
    }
  for (guint i = 0; i < found->len; i++)
    {
      const Object *object = g_ptr_array_index (found, i);

      if (find_object (all, object->name) == NULL)
        atlas_check_add_rebuildable (
          self,
          _ ("“%s” (%s) was put into the file by another program. Rebuilding what is derived "
             "takes it away."),
          object->name, object->type);
    }
  return TRUE;
}

gboolean
atlas_check_structure (AtlasCheck *self, GError **error)
{
  AtlasStore *store = self->store;
  g_autoptr (AtlasConnection) canonical = atlas_schema_open_reference (NULL, NULL, error);
  g_autoptr (AtlasConnection) reference =
    canonical ? atlas_schema_open_reference (store->tables, store->sql, error) : NULL;
  g_autoptr (GPtrArray) own = reference ? list_objects (canonical, error) : NULL;
  g_autoptr (GPtrArray) all = own ? list_objects (reference, error) : NULL;
  g_autoptr (GPtrArray) found = all ? list_objects (self->connection, error) : NULL;

  if (found == NULL || !check_objects (self, canonical, own, all, found, error))
    return FALSE;
  for (guint i = 0; self->whole && i < store->n_tables; i++)
    if (!check_description (self, store->tables[i], error))
      return FALSE;
  return TRUE;
}
