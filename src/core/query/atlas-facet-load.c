/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-private.h"

#include <string.h>

#include "atlas-memory.h"
#include "atlas-statement.h"

/* Rows between two looks at the cancellable. */
#define LOOK_EVERY      65536
#define BLOCKS_PER_LOOK 2048

/* Below so many rows a thread is not worth while. */
#define FEW_ROWS 20000

/* Up to so large a span of ids has a place for each. */
#define MAX_SPAN (16 * 1024 * 1024)

/* What one thread reads: the rows from @first to @last, of which there is room for all. */
typedef struct
{
  AtlasConnection *connection;
  GCancellable *cancellable;
  gint64 first, last;
  AtlasPoint *points;
  guint n_points;
  GError *error;
} Part;

static void
read_row (AtlasStatement *statement, AtlasPoint *point)
{
  AtlasFacetRow row;

  atlas_facet_read_row (statement, &row);
  atlas_facet_unpack (&row, point);
}

/* Those from @first to @last of whom no block stands. */
static gboolean
read_rows (Part *part, AtlasStatement *statement, gint64 first, gint64 last)
{
  atlas_statement_bind_integer (statement, ":first", first);
  atlas_statement_bind_integer (statement, ":last", last);
  while (atlas_statement_step (statement, &part->error))
    {
      read_row (statement, &part->points[part->n_points++]);
      if (part->n_points % LOOK_EVERY == 0 &&
          g_cancellable_set_error_if_cancelled (part->cancellable, &part->error))
        break;
    }
  atlas_statement_reset (statement);
  return part->error == NULL;
}

static void
read_block (Part *part, const guchar *block, gint64 first)
{
  AtlasFacetRow row;

  for (guint i = 0; i < ATLAS_FACET_BLOCK_IDS; i++)
    if (atlas_facet_block_get (block, i, &row))
      {
        row.id = first + i;
        atlas_facet_unpack (&row, &part->points[part->n_points++]);
      }
}

/* The parts' borders are those of blocks, but for the first and the last id of all. */
static gpointer
read_part (gpointer data)
{
  Part *part = data;
  gint64 next = part->first; /* from here on nobody is read yet */
  guint n_blocks = 0;
  g_autoptr (AtlasStatement) blocks =
    atlas_statement_new (part->connection,
                         "SELECT block, rows FROM member_block WHERE block BETWEEN :first AND :last "
                         "ORDER BY block",
                         &part->error);
  g_autoptr (AtlasStatement) rows =
    blocks ? atlas_statement_new (part->connection,
                                  "SELECT " ATLAS_FACET_COLUMNS
                                  " FROM member_facet WHERE id BETWEEN :first AND :last ORDER BY id",
                                  &part->error)
           : NULL;

  if (rows == NULL)
    return NULL;
  atlas_statement_bind_integer (blocks, ":first", MAX (part->first, 0) / ATLAS_FACET_BLOCK_IDS);
  atlas_statement_bind_integer (blocks, ":last", part->last / ATLAS_FACET_BLOCK_IDS);
  while (atlas_statement_step (blocks, &part->error))
    {
      gint64 first = atlas_statement_get_integer (blocks, 0) * ATLAS_FACET_BLOCK_IDS;
      const guchar *block = atlas_facet_block_read (blocks, 1);

      if (block == NULL)
        continue;
      if (next < first && !read_rows (part, rows, next, first - 1))
        return NULL;
      read_block (part, block, first);
      next = first + ATLAS_FACET_BLOCK_IDS;
      if (++n_blocks % BLOCKS_PER_LOOK == 0 &&
          g_cancellable_set_error_if_cancelled (part->cancellable, &part->error))
        return NULL;
    }
  if (part->error == NULL && next <= part->last)
    read_rows (part, rows, next, part->last);
  return NULL;
}

/* The span of ids, and how many points to make room for: ids are given out one after the other, so that few
 * are missing, and memory that is not written to costs nothing. Only where most may be missing are rows
 * counted. */
static gboolean
measure (AtlasConnection *connection, gint64 *first, gint64 *last, gint64 *room, GError **error)
{
  if (!atlas_connection_query_integer (connection, "SELECT ifnull (min (id), 1) FROM member_facet", 0, first,
                                       error) ||
      !atlas_connection_query_integer (connection, "SELECT ifnull (max (id), 0) FROM member_facet", 0, last,
                                       error))
    return FALSE;
  *room = *last - *first + 1;
  return *room <= MAX_SPAN ||
         atlas_connection_query_integer (connection, "SELECT count (*) FROM member_facet", 0, room, error);
}

/* Takes what is over by today from the points, which lie by id. @ids: (nullable): whom they are, else all */
static gboolean
end_consents (AtlasConnection *connection,
              AtlasPoint *points,
              guint n_points,
              const gint64 *ids,
              guint n_ids,
              GError **error)
{
  g_autoptr (AtlasStatement) statement = NULL;
  g_autoptr (GError) failure = NULL;
  guint at = 0;

  /* Of several days of one member the last says all. */
  statement =
    atlas_statement_new (connection,
                         ids ? "SELECT id, gone FROM member_ending WHERE day < :today AND id IN "
                               "(SELECT value FROM json_each (:ids)) ORDER BY id, day"
                             : "SELECT id, gone FROM member_ending WHERE day < :today ORDER BY id, day",
                         error);
  if (statement == NULL)
    return FALSE;
  atlas_statement_bind_integer (statement, ":today", atlas_facet_today ());
  if (ids != NULL)
    atlas_statement_bind_ids (statement, ":ids", ids, n_ids);
  while (atlas_statement_step (statement, &failure))
    {
      gint64 id = atlas_statement_get_integer (statement, 0);

      while (at < n_points && points[at].id < id)
        at++;
      if (at < n_points && points[at].id == id)
        points[at].consents &= (guint8) ~atlas_statement_get_integer (statement, 1);
    }
  return failure == NULL || (g_propagate_error (error, g_steal_pointer (&failure)), FALSE);
}

GArray *
atlas_facet_list_ended (AtlasConnection *connection, guint16 from, guint16 to, GError **error)
{
  g_autoptr (AtlasStatement) statement = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  g_return_val_if_fail (connection != NULL, NULL);

  statement = atlas_statement_new (
    connection, "SELECT DISTINCT id FROM member_ending WHERE day >= :from AND day < :to ORDER BY id", error);
  if (statement == NULL)
    return NULL;
  atlas_statement_bind_integer (statement, ":from", MIN (from, to));
  atlas_statement_bind_integer (statement, ":to", MAX (from, to));
  while (atlas_statement_step (statement, &failure))
    {
      gint64 id = atlas_statement_get_integer (statement, 0);

      g_array_append_val (ids, id);
    }
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  return g_steal_pointer (&ids);
}

AtlasPoint *
atlas_facet_load_all (AtlasConnection *connection,
                      AtlasConnection *second,
                      GCancellable *cancellable,
                      guint *n_points,
                      GError **error)
{
  g_autofree AtlasPoint *points = NULL;
  gint64 first, last, room;
  Part parts[2] = { { .connection = connection, .cancellable = cancellable },
                    { .connection = second, .cancellable = cancellable } };

  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (n_points != NULL, NULL);

  if (!measure (connection, &first, &last, &room, error))
    return NULL;
  points = g_new (AtlasPoint, room + 1);
  atlas_memory_expect_all (points, room * sizeof *points);

  parts[0].first = first;
  parts[0].last = last;
  parts[0].points = points;
  if (second != NULL && room >= FEW_ROWS && room == last - first + 1)
    {
      gint64 middle = (first + room / 2) / ATLAS_FACET_BLOCK_IDS * ATLAS_FACET_BLOCK_IDS;
      GThread *thread;

      parts[0].last = middle - 1;
      parts[1].first = middle;
      parts[1].last = last;
      parts[1].points = points + (middle - first);
      thread = g_thread_new ("points", read_part, &parts[1]);
      read_part (&parts[0]);
      g_thread_join (thread);
      memmove (points + parts[0].n_points, parts[1].points, parts[1].n_points * sizeof *points);
    }
  else
    {
      read_part (&parts[0]);
    }

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i].error != NULL)
      {
        g_propagate_error (error, g_steal_pointer (&parts[i].error));
        g_clear_error (&parts[1].error);
        return NULL;
      }
  *n_points = parts[0].n_points + parts[1].n_points;
  if (!end_consents (connection, points, *n_points, NULL, 0, error))
    return NULL;
  return g_steal_pointer (&points);
}

GArray *
atlas_facet_load (AtlasConnection *connection, const gint64 *ids, guint n_ids, GError **error)
{
  g_autoptr (AtlasStatement) statement = NULL;
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (AtlasPoint));
  g_autoptr (GError) local_error = NULL;
  AtlasPoint point;

  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (ids != NULL || n_ids == 0, NULL);

  statement = atlas_statement_new (connection,
                                   "SELECT " ATLAS_FACET_COLUMNS
                                   " FROM member_facet WHERE id IN (SELECT value FROM json_each (:ids)) "
                                   "ORDER BY id",
                                   error);
  if (statement == NULL)
    return NULL;
  atlas_statement_bind_ids (statement, ":ids", ids, n_ids);
  while (atlas_statement_step (statement, &local_error))
    {
      read_row (statement, &point);
      g_array_append_val (points, point);
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!end_consents (connection, (AtlasPoint *) points->data, points->len, ids, n_ids, error))
    return NULL;

  return g_steal_pointer (&points);
}
