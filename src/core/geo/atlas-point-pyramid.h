/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-index.h"

G_BEGIN_DECLS

/* The inside of the point index, for the files of this folder that build, patch and count it. */

/**
 * ATLAS_PYRAMID_LEVELS:
 *
 * Levels 0..14 stand ready. A cell of level 14 is 2.4 km wide at the equator, about 64 pixels at zoom 12; a
 * view that looks closer holds few enough members to be cut from the rows themselves (measured: 0.2 ms for a
 * hundred thousand).
 */
#define ATLAS_PYRAMID_LEVELS 15
#define ATLAS_PYRAMID_FINEST (ATLAS_PYRAMID_LEVELS - 1)

/**
 * AtlasPyramid:
 * @keys: Morton key of each cell that holds somebody, ascending
 * @children: (array length=n_cells+1): index of a cell's first child in the next deeper level; absent in the
 * finest
 * @finest: (array length=n_cells+1): index of the first cell of the finest level inside a cell
 *
 * Which cells of the world's quadtree hold somebody. A cell may outlive its last member by a patch.
 */
typedef struct
{
  guint n_cells[ATLAS_PYRAMID_LEVELS];
  guint32 *keys[ATLAS_PYRAMID_LEVELS];
  guint32 *children[ATLAS_PYRAMID_LEVELS];
  guint32 *finest[ATLAS_PYRAMID_LEVELS];
} AtlasPyramid;

/** @keys: ascending keys of the finest level; consumed. An atomic reference-counted box. */
AtlasPyramid *atlas_pyramid_new (guint32 *keys, guint n_keys);
AtlasPyramid *atlas_pyramid_ref (AtlasPyramid *self);
void atlas_pyramid_unref (AtlasPyramid *self);

struct _AtlasPointIndex
{
  GObject parent_instance;

  AtlasPointColumns columns; /* each column a box of atlas_memory_box_new(), shared between snapshots */
  AtlasPyramid *pyramid;
  guint32 *starts; /* of the finest cells: first row of each, and n_placed: a box of its own */
  guint32 n_places;

  /* From id to row, made when first asked for: a patch alone never needs it. */
  GMutex lookup_lock;
  gint lookup_ready; /* atomic */
  gint64 lookup_first;
  gsize lookup_length; /* not 0: lookup[id - lookup_first] is the row, G_MAXUINT32 where no member */
  guint32 *lookup;     /* else: rows in the order of their ids */
};

/* One column of AtlasPointColumns. */
typedef struct
{
  gsize offset;    /* of the pointer in AtlasPointColumns */
  guint size;      /* of one value */
  gboolean placed; /* only as long as n_placed */
} AtlasPointColumn;

#define ATLAS_POINT_N_COLUMNS 23
extern const AtlasPointColumn atlas_point_columns[ATLAS_POINT_N_COLUMNS];

static inline gpointer
atlas_point_column_get (const AtlasPointColumns *columns, guint column)
{
  return G_STRUCT_MEMBER (gpointer, columns, atlas_point_columns[column].offset);
}

void atlas_point_column_set (AtlasPointColumns *columns, guint column, gpointer box);

/** Empty columns of this length. */
void atlas_point_columns_alloc (AtlasPointColumns *columns, guint column);

/** Writes @point into all columns but, where @row is not among the placed, the position. */
void atlas_point_columns_put (AtlasPointColumns *columns, guint row, const AtlasPoint *point);

static inline gboolean
atlas_point_is_placed (const AtlasPoint *point)
{
  /* Neither NaN nor infinite. */
  return point->x - point->x == 0 && point->y - point->y == 0;
}

static inline guint64
atlas_morton_spread (guint32 value)
{
  guint64 v = value;

  v = (v | v << 16) & G_GUINT64_CONSTANT (0x0000ffff0000ffff);
  v = (v | v << 8) & G_GUINT64_CONSTANT (0x00ff00ff00ff00ff);
  v = (v | v << 4) & G_GUINT64_CONSTANT (0x0f0f0f0f0f0f0f0f);
  v = (v | v << 2) & G_GUINT64_CONSTANT (0x3333333333333333);
  v = (v | v << 1) & G_GUINT64_CONSTANT (0x5555555555555555);
  return v;
}

/* x in the even bits, y in the odd ones. */
static inline guint64
atlas_morton_encode (guint32 x, guint32 y)
{
  return atlas_morton_spread (x) | atlas_morton_spread (y) << 1;
}

static inline guint64
atlas_morton_of (const AtlasPoint *point)
{
  return atlas_morton_encode (atlas_point_quantise (point->x), atlas_point_quantise (point->y));
}

G_END_DECLS
