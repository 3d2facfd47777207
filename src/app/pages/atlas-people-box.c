/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-people-box.h"

#include <string.h>

#include "atlas-mercator.h"

/* In units of the index: 2^-32 of the world. */
typedef struct
{
  guint32 west, north, east, south;
} Box;

static const Box nothing = { G_MAXUINT32, G_MAXUINT32, 0, 0 };

static void
box_take_in (Box *self, const AtlasPointColumns *columns, guint row)
{
  self->west = MIN (self->west, columns->x[row]);
  self->east = MAX (self->east, columns->x[row]);
  self->north = MIN (self->north, columns->y[row]);
  self->south = MAX (self->south, columns->y[row]);
}

static gboolean
box_holds (const Box *self, const AtlasPointColumns *columns, guint row)
{
  return columns->x[row] >= self->west && columns->x[row] <= self->east && columns->y[row] >= self->north &&
         columns->y[row] <= self->south;
}

/* Nine decimals of a degree are a tenth of a millimetre: the edge is rounded back to what it was. */
static void
append_box (GString *text, const char *sign, const Box *box)
{
  const double edges[] = {
    atlas_mercator_longitude (atlas_point_unquantise (box->west)),
    atlas_mercator_latitude (atlas_point_unquantise (box->south)),
    atlas_mercator_longitude (atlas_point_unquantise (box->east)),
    atlas_mercator_latitude (atlas_point_unquantise (box->north)),
  };

  if (text->len > 0)
    g_string_append_c (text, ' ');
  g_string_append_printf (text, "%sbbox:", sign);
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_formatd (number, sizeof number, "%.9f", edges[i]);
      g_string_append_printf (text, "%s%s", i > 0 ? "," : "", number);
    }
}

static guint64
get_cell (const AtlasPointColumns *columns, guint row, guint level)
{
  guint shift = 32 - level;

  return level == 0 ? 0 : (guint64) (columns->x[row] >> shift) << 32 | columns->y[row] >> shift;
}

static gboolean
is_apart (const AtlasPointColumns *columns, GHashTable *own, const GArray *others, guint level)
{
  g_autoptr (GHashTable) cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, own);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    {
      guint64 cell = get_cell (columns, GPOINTER_TO_UINT (row), level);

      g_hash_table_add (cells, g_memdup2 (&cell, sizeof cell));
    }
  for (guint i = 0; i < others->len; i++)
    {
      guint64 cell = get_cell (columns, g_array_index (others, guint, i), level);

      if (g_hash_table_contains (cells, &cell))
        return FALSE;
    }
  return TRUE;
}

/* A cell of a level at which none holds both: in each the smallest box around the others holds none of ours,
 * because cells do not overlap. */
static void
append_without (GString *text, const AtlasPointColumns *columns, GHashTable *own, const GArray *others)
{
  g_autoptr (GHashTable) boxes = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer value;
  guint level = 1;

  while (level < 32 && !is_apart (columns, own, others, level))
    level++;
  for (guint i = 0; i < others->len; i++)
    {
      guint row = g_array_index (others, guint, i);
      guint64 cell = get_cell (columns, row, level);
      Box *box = g_hash_table_lookup (boxes, &cell);

      if (box == NULL)
        {
          box = g_memdup2 (&nothing, sizeof nothing);
          g_hash_table_insert (boxes, g_memdup2 (&cell, sizeof cell), box);
        }
      box_take_in (box, columns, row);
    }
  g_hash_table_iter_init (&iter, boxes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    append_box (text, "-", value);
}

char *
atlas_people_box_dup_query (const char *text, AtlasPointSet *points, const GArray *rows)
{
  const AtlasPointColumns *columns;
  const AtlasBitset *in_set;
  g_autoptr (GHashTable) own = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GString) query = g_string_new (text);
  Box box = nothing;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (points), NULL);
  g_return_val_if_fail (rows != NULL && rows->len > 0, NULL);

  columns = atlas_point_index_get_columns (atlas_point_set_get_index (points));
  in_set = atlas_point_set_get_rows (points);
  for (guint i = 0; i < rows->len; i++)
    {
      guint row = g_array_index (rows, guint, i);

      box_take_in (&box, columns, row);
      g_hash_table_add (own, GUINT_TO_POINTER (row));
    }
  for (guint row = 0; row < columns->n_placed; row++)
    if (box_holds (&box, columns, row) && (in_set == NULL || atlas_bitset_get (in_set, row)) &&
        !g_hash_table_contains (own, GUINT_TO_POINTER (row)))
      g_array_append_val (others, row);

  append_box (query, "", &box);
  if (others->len > 0)
    append_without (query, columns, own, others);
  return g_string_free (g_steal_pointer (&query), FALSE);
}
