/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-point-set.h"

#include <math.h>

#include "atlas-point-pyramid.h"
#include "atlas-point-set-private.h"

/* 2.4 m at the equator. */
#define DEEPEST_LEVEL 24

/* A box in quantised positions; all four edges belong to it. */
typedef struct
{
  guint32 west, north, east, south;
} Box;

typedef enum
{
  OUTSIDE,
  ACROSS,
  INSIDE,
} Meeting;

typedef struct
{
  AtlasPointSet *set;
  const AtlasPointColumns *columns;
  const AtlasPyramid *pyramid;
  const guint32 *starts;
  Box box;
  guint level;
  gboolean exact;
  GArray *clusters;
} Walk;

/* Members found so far in one cell. */
typedef struct
{
  AtlasPointSum sum;
  guint row; /* the first of them */
} Gathering;

/* Where the cell @x, @y of @level lies. West of its own west edge a box goes on across 180 degrees: then it
 * leaves out what is strictly between east and west. */
static Meeting
meet (const Box *box, guint level, guint32 x, guint32 y)
{
  guint32 size = level == 0 ? G_MAXUINT32 : (guint32) ((G_GUINT64_CONSTANT (1) << (32 - level)) - 1);
  guint32 west = level == 0 ? 0 : x << (32 - level);
  guint32 north = level == 0 ? 0 : y << (32 - level);
  guint32 east = west + size;
  guint32 south = north + size;
  gboolean wraps = box->west > box->east;

  if (north > box->south || south < box->north)
    return OUTSIDE;
  if (wraps ? west > box->east && east < box->west : west > box->east || east < box->west)
    return OUTSIDE;
  if (north < box->north || south > box->south)
    return ACROSS;
  if (wraps ? east <= box->east || west >= box->west : west >= box->west && east <= box->east)
    return INSIDE;
  return ACROSS;
}

static gboolean
contains (const Box *box, guint32 x, guint32 y)
{
  if (y < box->north || y > box->south)
    return FALSE;
  return box->west > box->east ? x >= box->west || x <= box->east : x >= box->west && x <= box->east;
}

static void
emit (Walk *walk, guint level, guint64 key, const Gathering *gathering)
{
  double members = gathering->sum.members;
  AtlasCluster cluster;

  if (gathering->sum.members == 0)
    return;
  cluster = (AtlasCluster){
    .x = ((double) gathering->sum.x / members + 0.5) / 4294967296.0,
    .y = ((double) gathering->sum.y / members + 0.5) / 4294967296.0,
    .members = gathering->sum.members,
    .row = gathering->row,
    .cell = key,
    .level = (guint8) level,
  };
  g_array_append_val (walk->clusters, cluster);
}

static gboolean
next_row (const AtlasBitset *rows, guint *row, guint to)
{
  guint from = *row;

  if (from >= to)
    return FALSE;
  if (rows == NULL)
    return TRUE;
  for (guint word = from >> 6; word << 6 < to; word++)
    {
      guint64 bits = atlas_point_set_word (rows, word, from, to);

      if (bits != 0)
        {
          *row = (word << 6) + (guint) __builtin_ctzll (bits);
          return TRUE;
        }
    }
  return FALSE;
}

static void
gather_row (Walk *walk, guint row, Gathering *gathering)
{
  if (gathering->sum.members++ == 0)
    gathering->row = row;
  gathering->sum.x += walk->columns->x[row];
  gathering->sum.y += walk->columns->y[row];
}

/* The whole cell @cell of @level at once. */
static void
gather_cell (Walk *walk, guint level, guint cell, Gathering *gathering)
{
  guint first = walk->pyramid->finest[level][cell];
  guint last = walk->pyramid->finest[level][cell + 1];
  const AtlasPointSum *from = &walk->set->sums[first];
  const AtlasPointSum *to = &walk->set->sums[last];

  if (from->members == to->members)
    return;
  if (gathering->sum.members == 0)
    {
      gathering->row = walk->starts[first];
      next_row (walk->set->rows, &gathering->row, walk->starts[last]);
    }
  gathering->sum.x += to->x - from->x;
  gathering->sum.y += to->y - from->y;
  gathering->sum.members += to->members - from->members;
}

/* What of the cell lies in the box. */
static void
gather_exactly (Walk *walk, guint level, guint cell, guint32 x, guint32 y, Gathering *gathering)
{
  Meeting meeting = meet (&walk->box, level, x, y);

  if (meeting == INSIDE)
    {
      gather_cell (walk, level, cell, gathering);
    }
  else if (meeting == ACROSS && level < ATLAS_PYRAMID_FINEST)
    {
      const guint32 *children = walk->pyramid->children[level];

      for (guint child = children[cell]; child < children[cell + 1]; child++)
        {
          guint32 key = walk->pyramid->keys[level + 1][child];

          gather_exactly (walk, level + 1, child, x << 1 | (key & 1), y << 1 | (key >> 1 & 1), gathering);
        }
    }
  else if (meeting == ACROSS)
    {
      guint end = walk->starts[cell + 1];

      for (guint row = walk->starts[cell]; next_row (walk->set->rows, &row, end); row++)
        if (contains (&walk->box, walk->columns->x[row], walk->columns->y[row]))
          gather_row (walk, row, gathering);
    }
}

/* Cells deeper than the pyramid, cut from the rows of one of its finest cells. @inside: all of that is in the
 * box. A town's rows are a hundred thousand: what holds for a cell is asked once for it. */
static void
cut_rows (Walk *walk, guint cell, gboolean inside)
{
  guint shift = 32 - walk->level;
  guint end = walk->starts[cell + 1];
  Gathering gathering = { 0 };
  guint32 cell_x = 0, cell_y = 0;
  gboolean begun = FALSE, outside = FALSE;

  for (guint row = walk->starts[cell]; next_row (walk->set->rows, &row, end); row++)
    {
      guint32 x = walk->columns->x[row];
      guint32 y = walk->columns->y[row];

      if (!begun || x >> shift != cell_x || y >> shift != cell_y)
        {
          emit (walk, walk->level, atlas_morton_encode (cell_x, cell_y), &gathering);
          gathering = (Gathering){ 0 };
          begun = TRUE;
          cell_x = x >> shift;
          cell_y = y >> shift;
          outside = !inside && meet (&walk->box, walk->level, cell_x, cell_y) == OUTSIDE;
        }
      if (!outside && (inside || !walk->exact || contains (&walk->box, x, y)))
        gather_row (walk, row, &gathering);
    }
  emit (walk, walk->level, atlas_morton_encode (cell_x, cell_y), &gathering);
}

/* @inside: what it is part of lies all in the box, and so does it */
static void
visit (Walk *walk, guint level, guint cell, guint32 x, guint32 y, gboolean inside)
{
  const guint32 *finest = walk->pyramid->finest[level];
  Meeting meeting = inside ? INSIDE : meet (&walk->box, level, x, y);

  if (meeting == OUTSIDE ||
      walk->set->sums[finest[cell]].members == walk->set->sums[finest[cell + 1]].members)
    return;

  if (level == walk->level)
    {
      Gathering gathering = { 0 };

      if (walk->exact && meeting != INSIDE)
        gather_exactly (walk, level, cell, x, y, &gathering);
      else
        gather_cell (walk, level, cell, &gathering);
      emit (walk, level, walk->pyramid->keys[level][cell], &gathering);
    }
  else if (level == ATLAS_PYRAMID_FINEST)
    {
      cut_rows (walk, cell, meeting == INSIDE);
    }
  else
    {
      const guint32 *children = walk->pyramid->children[level];
      const guint32 *below = walk->pyramid->finest[level + 1];

      /* Cells of a level lie far apart in memory: what is to be read of all four is sent for together. */
      for (guint child = children[cell]; child < children[cell + 1]; child++)
        {
          __builtin_prefetch (&walk->set->sums[below[child]]);
          __builtin_prefetch (&walk->starts[below[child]]);
        }
      for (guint child = children[cell]; child < children[cell + 1]; child++)
        {
          guint32 key = walk->pyramid->keys[level + 1][child];

          visit (walk, level + 1, child, x << 1 | (key & 1), y << 1 | (key >> 1 & 1), meeting == INSIDE);
        }
    }
}

GArray *
atlas_point_set_list_clusters (
  AtlasPointSet *self, guint level, double west, double north, double east, double south, gboolean exact)
{
  Walk walk;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);

  walk = (Walk){
    .set = self,
    .columns = &self->index->columns,
    .pyramid = self->index->pyramid,
    .starts = self->index->starts,
    .level = MIN (level, DEEPEST_LEVEL),
    .exact = exact,
    .clusters = g_array_new (FALSE, FALSE, sizeof (AtlasCluster)),
  };

  if (walk.pyramid->n_cells[0] == 0 || north > south || south < 0 || north > 1)
    return walk.clusters;
  if (west <= east && (east < 0 || west > 1))
    return walk.clusters;

  walk.box = (Box){
    .west = atlas_point_quantise (west),
    .north = atlas_point_quantise (north),
    .east = atlas_point_quantise (east),
    .south = atlas_point_quantise (south),
  };
  visit (&walk, 0, 0, 0, 0, FALSE);

  return walk.clusters;
}

/* The first row whose Morton key is not below @key. */
static guint
find_row (const AtlasPointColumns *columns, guint64 key)
{
  guint low = 0, high = columns->n_placed;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (atlas_morton_encode (columns->x[middle], columns->y[middle]) < key)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

GArray *
atlas_point_set_list_rows (AtlasPointSet *self, guint level, guint64 cell)
{
  const AtlasPointColumns *columns;
  GArray *rows;
  guint shift;
  guint64 last;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);
  g_return_val_if_fail (level <= DEEPEST_LEVEL, NULL);
  g_return_val_if_fail (level == 0 ? cell == 0 : cell >> 2 * level == 0, NULL);

  columns = &self->index->columns;
  rows = g_array_new (FALSE, FALSE, sizeof (guint));
  shift = 64 - 2 * level;
  last = level == 0 ? G_MAXUINT64 : (cell << shift) + ((G_GUINT64_CONSTANT (1) << shift) - 1);
  for (guint row = level == 0 ? 0 : find_row (columns, cell << shift); row < columns->n_placed; row++)
    {
      if (atlas_morton_encode (columns->x[row], columns->y[row]) > last)
        break;
      if (self->rows == NULL || atlas_bitset_get (self->rows, row))
        g_array_append_val (rows, row);
    }
  return rows;
}

guint
atlas_point_set_level_for_zoom (double zoom, double pixels)
{
  double level;

  g_return_val_if_fail (pixels > 0, 0);

  level = zoom + log2 (256 / pixels);
  return (guint) CLAMP (floor (level + 0.5), 0, DEEPEST_LEVEL);
}
