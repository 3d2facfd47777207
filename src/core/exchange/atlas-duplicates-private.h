/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-duplicate-blocks.h"
#include "atlas-duplicates.h"

G_BEGIN_DECLS

struct _AtlasDuplicates
{
  AtlasDuplicateColumns *columns;
  GHashTable *dismissed; /* gint64 of two row numbers: called different people */
  GArray *told;          /* of AtlasDuplicatePair without evidence: called one person, by another office */

  AtlasDuplicateScale *scale;

  /* For looking up one record; made on the first. */
  AtlasDuplicateBlocks *blocks[ATLAS_DUPLICATE_WAYS_IN];
  AtlasDuplicateRates rates;
};

/** What was told first, then the most probable; of the same probability in the order in which they were
 * recorded. */
int atlas_duplicates_compare_pairs (gconstpointer a, gconstpointer b);

/** What tells a pair of row ids, in either order, from others. */
gint64 atlas_duplicates_make_key (gint64 a, gint64 b);

/** Adds the keys of the pairs that officers have called different people. @dismissed: (element-type gint64),
 * by g_int64_hash() */
gboolean atlas_duplicates_read_dismissed (AtlasConnection *connection, GHashTable *dismissed, GError **error);

/** Whether two row ids were called different people. */
gboolean atlas_duplicates_is_dismissed (AtlasDuplicates *self, gint64 left, gint64 right);

/** How many others of the register live with a member, among those whose door is known. @doors: (out
 * caller-allocates): all members, sorted by it */
double atlas_duplicates_estimate_housemates (AtlasDuplicates *self, AtlasDuplicateBlocks *doors);

G_END_DECLS
