/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-set.h"

G_BEGIN_DECLS

/* Members of the set in all cells before one, and the sums of their positions: the difference of two of these
 * tells how many are in any run of cells and where their middle is, at any level. */
typedef struct
{
  guint64 x, y;
  guint32 members;
} AtlasPointSum;

struct _AtlasPointSet
{
  GObject parent_instance;

  AtlasPointIndex *index;
  AtlasBitset *rows;   /* NULL: all */
  AtlasPointSum *sums; /* by cell of the pyramid's finest level, and one past it */
  guint n_placed;
  AtlasPointCount total;
  AtlasPointCount regions[256];
};

/* The bits of @word that stand for rows @from..@to, the last exclusive. */
static inline guint64
atlas_point_set_word (const AtlasBitset *rows, guint word, guint from, guint to)
{
  guint64 bits = rows->words[word];

  if (word == from >> 6)
    bits &= ~G_GUINT64_CONSTANT (0) << (from & 63);
  if (word == to >> 6)
    bits &= (G_GUINT64_CONSTANT (1) << (to & 63)) - 1;
  return bits;
}

/* Walks the rows of a set. */
typedef struct
{
  const AtlasBitset *rows;
  guint64 bits;
  guint next; /* row, or word */
  guint end;
} AtlasPointIterator;

static inline AtlasPointIterator
atlas_point_iterator_init (AtlasPointSet *self)
{
  guint n_points = atlas_point_index_get_n_points (self->index);

  return (AtlasPointIterator){ self->rows, 0, 0, self->rows != NULL ? self->rows->n_words : n_points };
}

static inline gboolean
atlas_point_iterator_next (AtlasPointIterator *self, guint *row)
{
  if (self->rows == NULL)
    {
      *row = self->next++;
      return *row < self->end;
    }

  while (self->bits == 0)
    {
      if (self->next == self->end)
        return FALSE;
      self->bits = self->rows->words[self->next++];
    }
  *row = (self->next - 1) * 64 + (guint) __builtin_ctzll (self->bits);
  self->bits &= self->bits - 1;
  return TRUE;
}

G_END_DECLS
