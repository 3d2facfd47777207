/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-private.h"

#include <string.h>

#include "atlas-statement.h"

/* The rows of member_facet a second time, many to a row: a million come in a tenth of the time that as many
 * rows take. Block B has room for the ids from B * IDS on; two blocks fill a page. A block stands exactly
 * where its last id does, so that of an import each is written once; what is in none, the reader takes from
 * member_facet. */

/* In a block: the integers of AtlasFacetRow without its id, in little-endian order. */
#define N_INTEGERS (sizeof (AtlasFacetRow) / sizeof (gint64) - 1)
#define ROW_SIZE   (N_INTEGERS * sizeof (gint64))
#define BLOCK_SIZE (ATLAS_FACET_BLOCK_IDS * ROW_SIZE)

/* Which is which, and a sign of `traits` that no facet uses says that there is such a member. */
#define TRAITS  (G_STRUCT_OFFSET (AtlasFacetRow, traits) / sizeof (gint64) - 1)
#define PRESENT ((guint64) 1 << 63)

#define NONE (-1)

struct _AtlasFacetBlocks
{
  AtlasConnection *connection;
  gint64 top; /* no block stands above this one */

  /* Of rows that come one after the other a block is made without reading them again. */
  gint64 open; /* the block that begins with the first of them, or NONE */
  guint n;     /* of them */
  guchar rows[BLOCK_SIZE];
};

static void
put_row (guchar *block, guint at, const AtlasFacetRow *row)
{
  guchar *to = block + at * ROW_SIZE;

  for (guint i = 0; i < N_INTEGERS; i++)
    {
      guint64 value = (guint64) ((const gint64 *) row)[i + 1] | (i == TRAITS ? PRESENT : 0);

      value = GUINT64_TO_LE (value);
      memcpy (to + i * sizeof value, &value, sizeof value);
    }
}

gboolean
atlas_facet_block_get (const guchar *block, guint at, AtlasFacetRow *row)
{
  const guchar *from = block + at * ROW_SIZE;

  for (guint i = 0; i < N_INTEGERS; i++)
    {
      guint64 value;

      memcpy (&value, from + i * sizeof value, sizeof value);
      value = GUINT64_FROM_LE (value);
      if (i == TRAITS && !(value & PRESENT))
        return FALSE;
      ((gint64 *) row)[i + 1] = (gint64) (i == TRAITS ? value & ~PRESENT : value);
    }
  return TRUE;
}

const guchar *
atlas_facet_block_read (AtlasStatement *statement, guint column)
{
  gsize size;
  const guchar *block = atlas_statement_get_bytes (statement, column, &size);

  return size == BLOCK_SIZE ? block : NULL;
}

void
atlas_facet_read_row (AtlasStatement *statement, AtlasFacetRow *row)
{
  for (guint i = 0; i < sizeof *row / sizeof (gint64); i++)
    ((gint64 *) row)[i] = atlas_statement_get_integer (statement, i);
}

/* The rows of member_facet from @first to @last into their places in @block, which come out empty where there
 * is none. */
static gboolean
fill (AtlasConnection *connection, gint64 block, gint64 first, gint64 last, guchar *rows, GError **error)
{
  g_autoptr (AtlasStatement) statement = atlas_statement_new (
    connection, "SELECT " ATLAS_FACET_COLUMNS " FROM member_facet WHERE id BETWEEN :first AND :last", error);
  g_autoptr (GError) failure = NULL;
  gint64 start = block * ATLAS_FACET_BLOCK_IDS;

  if (statement == NULL)
    return FALSE;
  memset (rows + (first - start) * ROW_SIZE, 0, (last - first + 1) * ROW_SIZE);
  atlas_statement_bind_integer (statement, ":first", first);
  atlas_statement_bind_integer (statement, ":last", last);
  while (atlas_statement_step (statement, &failure))
    {
      AtlasFacetRow row;

      atlas_facet_read_row (statement, &row);
      put_row (rows, (guint) (row.id - start), &row);
    }
  return failure == NULL || (g_propagate_error (error, g_steal_pointer (&failure)), FALSE);
}

static gboolean
write_block (AtlasConnection *connection, gint64 block, const guchar *rows, GError **error)
{
  g_autoptr (AtlasStatement) statement =
    atlas_statement_new (connection, "INSERT OR REPLACE INTO member_block VALUES (:block, :rows)", error);

  if (statement == NULL)
    return FALSE;
  atlas_statement_bind_integer (statement, ":block", block);
  atlas_statement_bind_bytes (statement, ":rows", rows, BLOCK_SIZE);
  return atlas_statement_run (statement, error);
}

static gboolean
delete_block (AtlasConnection *connection, gint64 block, GError **error)
{
  g_autoptr (AtlasStatement) statement =
    atlas_statement_new (connection, "DELETE FROM member_block WHERE block = :block", error);

  if (statement == NULL)
    return FALSE;
  atlas_statement_bind_integer (statement, ":block", block);
  return atlas_statement_run (statement, error);
}

/* A copy of the block's rows; @found says whether there is one. */
static gboolean
read_block (AtlasConnection *connection, gint64 block, guchar *rows, gboolean *found, GError **error)
{
  g_autoptr (AtlasStatement) statement =
    atlas_statement_new (connection, "SELECT rows FROM member_block WHERE block = :block", error);
  g_autoptr (GError) failure = NULL;
  const guchar *read;

  if (statement == NULL)
    return FALSE;
  atlas_statement_bind_integer (statement, ":block", block);
  *found = FALSE;
  if (!atlas_statement_step (statement, &failure))
    return failure == NULL || (g_propagate_error (error, g_steal_pointer (&failure)), FALSE);
  read = atlas_facet_block_read (statement, 0);
  if (read != NULL)
    memcpy (rows, read, BLOCK_SIZE);
  *found = read != NULL;
  return TRUE;
}

AtlasFacetBlocks *
atlas_facet_blocks_new (AtlasConnection *connection, GError **error)
{
  AtlasFacetBlocks *self = g_new0 (AtlasFacetBlocks, 1);

  self->connection = connection;
  self->open = NONE;
  if (atlas_connection_query_integer (connection, "SELECT max (block) FROM member_block", NONE, &self->top,
                                      error))
    return self;
  g_free (self);
  return NULL;
}

void
atlas_facet_blocks_free (AtlasFacetBlocks *self)
{
  g_free (self);
}

static gboolean
write_last (AtlasFacetBlocks *self, gint64 block, const guchar *rows, GError **error)
{
  self->top = MAX (self->top, block);
  return write_block (self->connection, block, rows, error);
}

gboolean
atlas_facet_blocks_refresh (AtlasFacetBlocks *self, gint64 id, gboolean present, GError **error)
{
  gint64 block = id / ATLAS_FACET_BLOCK_IDS;
  gint64 first = block * ATLAS_FACET_BLOCK_IDS, last = first + ATLAS_FACET_BLOCK_IDS - 1;
  guchar rows[BLOCK_SIZE];
  gboolean found;

  g_return_val_if_fail (self != NULL, FALSE);

  if (id < 0)
    return TRUE;
  if (self->open == block)
    self->open = NONE;
  if (block > self->top && id != last)
    return TRUE;
  if (id == last)
    return present ? fill (self->connection, block, first, last, rows, error) &&
                       write_last (self, block, rows, error)
                   : delete_block (self->connection, block, error);
  if (!read_block (self->connection, block, rows, &found, error))
    return FALSE;
  return !found || (fill (self->connection, block, id, id, rows, error) &&
                    write_block (self->connection, block, rows, error));
}

gboolean
atlas_facet_blocks_add (AtlasFacetBlocks *self, const AtlasFacetRow *row, GError **error)
{
  gint64 block = row->id / ATLAS_FACET_BLOCK_IDS;
  guint at = (guint) (row->id % ATLAS_FACET_BLOCK_IDS);

  g_return_val_if_fail (self != NULL && row != NULL, FALSE);

  if (row->id < 0 || block <= self->top)
    return atlas_facet_blocks_refresh (self, row->id, TRUE, error);
  if (at == 0)
    {
      self->open = block;
      self->n = 0;
    }
  if (self->open == block && at == self->n)
    put_row (self->rows, self->n++, row);
  else
    self->open = NONE;
  if (at < ATLAS_FACET_BLOCK_IDS - 1)
    return TRUE;
  if (self->open == NONE)
    return atlas_facet_blocks_refresh (self, row->id, TRUE, error);
  self->open = NONE;
  return write_last (self, block, self->rows, error);
}
