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

gboolean
atlas_facet_block_refresh (AtlasConnection *connection, gint64 id, gboolean present, GError **error)
{
  gint64 block = id / ATLAS_FACET_BLOCK_IDS;
  gint64 first = block * ATLAS_FACET_BLOCK_IDS, last = first + ATLAS_FACET_BLOCK_IDS - 1;
  guchar rows[BLOCK_SIZE];
  gboolean found;

  g_return_val_if_fail (connection != NULL, FALSE);

  if (id < 0)
    return TRUE;
  if (id == last)
    return present ? fill (connection, block, first, last, rows, error) &&
                       write_block (connection, block, rows, error)
                   : delete_block (connection, block, error);
  if (!read_block (connection, block, rows, &found, error))
    return FALSE;
  return !found ||
         (fill (connection, block, id, id, rows, error) && write_block (connection, block, rows, error));
}
