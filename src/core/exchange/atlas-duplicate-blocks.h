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

/**
 * AtlasDuplicateBlocks:
 * @entries: (array length=n): of each key of each member the first part, and in the low 32 bits the member;
 * sorted, of one block in the order of the members
 * @room: entries that there is memory for, here and in @scratch
 *
 * All members sorted by what their keys of one way in begin with. The other parts are looked at in large
 * blocks alone.
 */
typedef struct
{
  const AtlasDuplicateRow *members;
  guint n_members;
  guint way_in;
  guint64 *entries;
  guint n, room;

  guint64 *scratch;
  GArray *spare;  /* guint64 */
  guint32 *rests; /* of each member, the other parts of its key; NULL: to be made again where wanted */
} AtlasDuplicateBlocks;

AtlasDuplicateBlocks *atlas_duplicate_blocks_new (void);
void atlas_duplicate_blocks_free (AtlasDuplicateBlocks *self);

/** Sorts all members by a way in. May be done again and again: the memory stays. */
void atlas_duplicate_blocks_sort (AtlasDuplicateBlocks *self, AtlasDuplicateColumns *columns, guint way_in);

/** Ends that: sorts large blocks too, for atlas_duplicate_blocks_find(), and gives back the memory that it
 * has no use for. */
void atlas_duplicate_blocks_settle (AtlasDuplicateBlocks *self, guint limit);

/** Whom an entry stands for. */
static inline guint32
atlas_duplicate_entry_get_member (guint64 entry)
{
  return (guint32) entry;
}

/**
 * AtlasDuplicateBlockFunc:
 * @entries: (array length=n): stand together
 * @reach: how many that follow it each is to be compared with
 *
 * Returns: FALSE to stop
 */
typedef gboolean (*AtlasDuplicateBlockFunc) (const guint64 *entries, guint n, guint reach, gpointer data);

/** Calls @func for each block of two and more. FALSE where it stopped. */
gboolean atlas_duplicate_blocks_foreach (AtlasDuplicateBlocks *self,
                                         guint limit,
                                         AtlasDuplicateBlockFunc func,
                                         gpointer data);

/** The members that one of that key would stand with, of blocks settled for that limit. (transfer none)
 * (array length=n) */
const guint64 *atlas_duplicate_blocks_find (AtlasDuplicateBlocks *self, guint64 key, guint limit, guint *n);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDuplicateBlocks, atlas_duplicate_blocks_free)

G_END_DECLS
