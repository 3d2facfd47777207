/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-duplicate-columns.h"

G_BEGIN_DECLS

/* Whom to compare with whom. A million members are half a billion times a thousand pairs; those worth a look
 * share something: a telephone number, a family name as it sounds with a year of birth, a door, ... Each such
 * thing is a way in: it sorts all members by a key and compares those that stand together.
 *
 * A key has four parts, the broadest first. Members that share the first part are a block. A block larger
 * than a limit is split by the second part, what is still too large by the third, then the fourth; so a small
 * register is compared broadly and a large one finely. What is then still too large has the same key as a
 * whole: there each is compared with so many that follow it, and the pairs left out are counted. */

#define ATLAS_DUPLICATE_WAYS_IN 14
/* The one by street and number. */
#define ATLAS_DUPLICATE_WAY_BY_DOOR 6

/** The largest block that is compared whole, of @n members: what keeps the pairs of all ways in to some tens
 * of millions. */
guint atlas_duplicate_block_limit (guint n);

/** The keys of one member for a way in. Returns how many, none where it lacks the thing. */
guint
atlas_duplicate_make_keys (const AtlasDuplicateRow *row, guint way_in, guint64 keys[ATLAS_DUPLICATE_WAYS]);

/** How many parts a key has. */
#define ATLAS_DUPLICATE_KEY_PARTS 4

/** Its first @depth + 1 parts. */
guint64 atlas_duplicate_key_start (guint64 key, guint depth);

/** All members sorted by their keys of one way in. */
typedef struct
{
  guint64 *keys;
  guint32 *rows;
  guint n;
  const AtlasDuplicateRow *members;
} AtlasDuplicateBlocks;

AtlasDuplicateBlocks *atlas_duplicate_blocks_new (AtlasDuplicateColumns *columns, guint way_in);
void atlas_duplicate_blocks_free (AtlasDuplicateBlocks *self);

/**
 * AtlasDuplicateBlockFunc:
 * @rows: (array length=n): stand together
 * @reach: how many that follow it each is to be compared with
 *
 * Returns: FALSE to stop
 */
typedef gboolean (*AtlasDuplicateBlockFunc) (const guint32 *rows, guint n, guint reach, gpointer data);

/** Calls @func for each block of two and more. FALSE where it stopped. */
gboolean atlas_duplicate_blocks_foreach (AtlasDuplicateBlocks *self,
                                         guint limit,
                                         AtlasDuplicateBlockFunc func,
                                         gpointer data);

/** The members that one of that key would stand with. (transfer none) (array length=n) */
const guint32 *atlas_duplicate_blocks_find (AtlasDuplicateBlocks *self, guint64 key, guint limit, guint *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDuplicateBlocks, atlas_duplicate_blocks_free)

G_END_DECLS
