/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-sort-order.h"

#include <string.h>

#include "atlas-fold.h"
#include "atlas-i18n.h"

static void
append_field (AtlasSortOrder *order, GString *sql, const AtlasField *field)
{
  gboolean is_time = field->type == ATLAS_FIELD_DATE_TIME;

  g_string_append_printf (sql, "%s (r.\"%s\")%s%s NULLS LAST, ", is_time ? "unixepoch" : "", field->column,
                          is_time ? "" : " COLLATE NOCASE", order->descending ? " DESC" : "");
  if (field->type == ATLAS_FIELD_TEXT || field->type == ATLAS_FIELD_LONG_TEXT)
    {
      g_assert (order->n_texts < G_N_ELEMENTS (order->texts));
      order->texts[order->n_texts++] = field;
    }
}

static void
init_default (AtlasSortOrder *order, const AtlasKind *kind)
{
  const char *sort = kind->default_sort ? kind->default_sort : "";
  g_autoptr (GString) sql = g_string_new ("ORDER BY ");
  g_auto (GStrv) keys = NULL;

  order->descending = *sort == '-';
  order->by_name = kind == &atlas_kind_member;
  keys = g_strsplit (sort + order->descending, " ", -1);
  for (guint i = 0; keys[i] != NULL; i++)
    append_field (order, sql, atlas_kind_find_field (kind, keys[i], -1));
  g_string_append (sql, "r.id");
  order->sql = g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Only names of our own tables get into the SQL. */
gboolean
atlas_sort_order_init (AtlasSortOrder *order, const AtlasKind *kind, const char *sort, GError **error)
{
  const AtlasField *field;
  g_autoptr (GString) known = NULL;

  if (sort == NULL)
    {
      init_default (order, kind);
      return TRUE;
    }
  if (*sort == '\0')
    {
      order->sql = g_strdup ("");
      return TRUE;
    }
  order->descending = *sort == '-';

  field = atlas_kind_find_field (kind, sort + order->descending, -1);
  if (field)
    {
      g_autoptr (GString) sql = g_string_new ("ORDER BY ");

      append_field (order, sql, field);
      g_string_append (sql, "r.id");
      order->sql = g_string_free (g_steal_pointer (&sql), FALSE);
      return TRUE;
    }

  known = g_string_new (NULL);
  for (guint i = 0; i < kind->n_fields; i++)
    g_string_append_printf (known, "%s%s", i ? ", " : "", kind->fields[i].key);
  g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_FIELD,
               _ ("There is no field “%s” to sort by; there are: %s"), sort + order->descending, known->str);
  return FALSE;
}

/* SELECT the id and the texts that are sorted by; with @strange only records of which one holds a letter
 * beyond ASCII, in any order. */
static AtlasStatement *
select_records (AtlasConnection *connection,
                const AtlasKind *kind,
                AtlasQuery *query,
                const AtlasSortOrder *order,
                gboolean strange,
                GError **error)
{
  g_autoptr (GString) sql = g_string_new ("SELECT r.id");
  AtlasStatement *statement;

  for (guint i = 0; i < order->n_texts; i++)
    g_string_append_printf (sql, ", r.\"%s\"", order->texts[i]->column);
  g_string_append_printf (sql, " FROM \"%s\" AS r WHERE (%s)", atlas_kind_get_table (kind)->name,
                          query ? atlas_query_get_sql (query) : "1");
  if (strange)
    {
      for (guint i = 0; i < order->n_texts; i++)
        g_string_append_printf (sql, "%s coalesce (r.\"%s\" GLOB :strange, 0)", i ? " OR" : " AND (",
                                order->texts[i]->column);
      g_string_append (sql, ")");
    }
  else
    g_string_append_printf (sql, " %s", order->sql);

  statement = atlas_statement_new (connection, sql->str, error);
  if (statement && query)
    atlas_query_bind (query, statement);
  if (statement && strange)
    atlas_statement_bind_text (statement, ":strange", "*[^\x01-\x7f]*");
  return statement;
}

/* A record with letters beyond ASCII, and its texts folded; NULL where it has none. */
typedef struct
{
  gint64 id;
  char *keys[2];
} Strange;

static void
strange_clear (gpointer data)
{
  Strange *strange = data;

  g_free (strange->keys[0]);
  g_free (strange->keys[1]);
}

/* NULL comes last in either direction, and equal ones stand by id. */
static int
compare_keys (const char *a, gsize a_length, const char *b, gsize b_length, gboolean descending)
{
  int sign = 0;

  if (a == NULL || b == NULL)
    return (a == NULL) - (b == NULL);
  for (gsize i = 0; sign == 0 && i < MIN (a_length, b_length); i++)
    sign = (guchar) g_ascii_tolower (a[i]) - (guchar) g_ascii_tolower (b[i]);
  if (sign == 0)
    sign = (a_length > b_length) - (a_length < b_length);
  return descending ? -sign : sign;
}

static int
compare_ids (gint64 a, gint64 b)
{
  return (a > b) - (a < b);
}

static int
compare_strange (gconstpointer first, gconstpointer second, gpointer data)
{
  const Strange *a = first, *b = second;
  const AtlasSortOrder *order = data;

  for (guint i = 0; i < order->n_texts; i++)
    {
      int sign = compare_keys (a->keys[i], a->keys[i] ? strlen (a->keys[i]) : 0, b->keys[i],
                               b->keys[i] ? strlen (b->keys[i]) : 0, order->descending);

      if (sign != 0)
        return sign;
    }
  return compare_ids (a->id, b->id);
}

/* (element-type Strange): in order. */
static GArray *
read_strange (AtlasConnection *connection,
              const AtlasKind *kind,
              AtlasQuery *query,
              const AtlasSortOrder *order,
              GError **error)
{
  g_autoptr (GArray) all = g_array_new (FALSE, FALSE, sizeof (Strange));
  g_autoptr (AtlasStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;

  g_array_set_clear_func (all, strange_clear);
  if (order->n_texts == 0)
    return g_steal_pointer (&all);
  statement = select_records (connection, kind, query, order, TRUE, error);
  if (statement == NULL)
    return NULL;
  while (atlas_statement_step (statement, &failure))
    {
      Strange strange = { .id = atlas_statement_get_integer (statement, 0) };

      for (guint i = 0; i < order->n_texts; i++)
        {
          gsize length;
          const char *text = atlas_statement_get_text (statement, i + 1, &length);

          strange.keys[i] = text ? atlas_fold (text, (gssize) length) : NULL;
        }
      g_array_append_val (all, strange);
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  g_array_sort_with_data (all, compare_strange, (gpointer) order);
  return g_steal_pointer (&all);
}

static gboolean
is_ascii (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if ((guchar) text[i] >= 0x80)
      return FALSE;
  return TRUE;
}

static gboolean
is_before_row (const Strange *strange, AtlasStatement *statement, const AtlasSortOrder *order)
{
  for (guint i = 0; i < order->n_texts; i++)
    {
      gsize length = 0;
      const char *text = atlas_statement_get_text (statement, i + 1, &length);
      int sign = compare_keys (strange->keys[i], strange->keys[i] ? strlen (strange->keys[i]) : 0, text,
                               length, order->descending);

      if (sign != 0)
        return sign < 0;
    }
  return strange->id < atlas_statement_get_integer (statement, 0);
}

static gboolean
is_row_strange (AtlasStatement *statement, const AtlasSortOrder *order)
{
  for (guint i = 0; i < order->n_texts; i++)
    {
      gsize length;
      const char *text = atlas_statement_get_text (statement, i + 1, &length);

      if (text && !is_ascii (text, length))
        return TRUE;
    }
  return FALSE;
}

void
atlas_sort_order_clear (AtlasSortOrder *order)
{
  g_clear_pointer (&order->sql, g_free);
}

GArray *
atlas_sort_order_select (AtlasConnection *connection,
                         const AtlasKind *kind,
                         AtlasQuery *query,
                         const AtlasSortOrder *order,
                         guint limit,
                         GError **error)
{
  g_autoptr (GArray) strange = read_strange (connection, kind, query, order, error);
  g_autoptr (AtlasStatement) statement = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;
  guint next = 0;

  if (strange == NULL)
    return NULL;
  statement = select_records (connection, kind, query, order, FALSE, error);
  if (statement == NULL)
    return NULL;
  while ((limit == 0 || ids->len < limit) && atlas_statement_step (statement, &failure))
    {
      gint64 id = atlas_statement_get_integer (statement, 0);

      /* It is among the strange ones, and comes with them; where there are none the texts need not be read.
       */
      if (strange->len > 0 && is_row_strange (statement, order))
        continue;
      while (next < strange->len && is_before_row (&g_array_index (strange, Strange, next), statement, order))
        g_array_append_val (ids, g_array_index (strange, Strange, next++).id);
      g_array_append_val (ids, id);
    }
  if (failure)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return NULL;
    }
  while (next < strange->len)
    g_array_append_val (ids, g_array_index (strange, Strange, next++).id);
  if (limit > 0 && ids->len > limit)
    g_array_set_size (ids, limit);
  return g_steal_pointer (&ids);
}
