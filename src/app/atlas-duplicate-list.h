/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-duplicates.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/** A line of the list: a pair that may be one person. */
#define ATLAS_TYPE_DUPLICATE_ITEM (atlas_duplicate_item_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDuplicateItem, atlas_duplicate_item, ATLAS, DUPLICATE_ITEM, GObject)

/** The evidence of a pair that somebody put together by hand, and that no search has found, has no score. */
const AtlasDuplicatePair *atlas_duplicate_item_get_pair (AtlasDuplicateItem *self);

typedef enum
{
  ATLAS_DUPLICATES_UNKNOWN, /* nobody has looked yet, or was stopped */
  ATLAS_DUPLICATES_SEARCHING,
  ATLAS_DUPLICATES_KNOWN,
} AtlasDuplicateState;

/**
 * AtlasDuplicateList:
 *
 * Pairs of people who may be recorded twice, as a list (element-type AtlasDuplicateItem): the surest first,
 * those that were put off last. All members are searched once, on a worker; from then on what was merged or
 * called different people goes at once, and comes back when that is undone. Of a smaller register that has
 * changed otherwise all is searched anew by itself; of a larger one the list says that it is stale.
 *
 * Signal "updated" (): state, counts or what is going on have changed.
 */
#define ATLAS_TYPE_DUPLICATE_LIST (atlas_duplicate_list_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDuplicateList, atlas_duplicate_list, ATLAS, DUPLICATE_LIST, GObject)

AtlasDuplicateList *atlas_duplicate_list_new (void);

/** @session: (nullable). Only pairs of which the members' filter finds one are listed. */
void atlas_duplicate_list_set_session (AtlasDuplicateList *self, AtlasSession *session);

/** Searches, where that is worth it: whoever shows the list calls it. @again: also where nothing has changed
 */
void atlas_duplicate_list_search (AtlasDuplicateList *self, gboolean again);

/** Whether somebody looks at it: else nothing is searched anew by itself. */
void atlas_duplicate_list_set_watched (AtlasDuplicateList *self, gboolean watched);

AtlasDuplicateState atlas_duplicate_list_get_state (AtlasDuplicateList *self);

/** The search that is going on; NULL: none. */
AtlasJob *atlas_duplicate_list_get_job (AtlasDuplicateList *self);

/** How many were searched when the search ended. */
const AtlasDuplicateCounts *atlas_duplicate_list_get_counts (AtlasDuplicateList *self);

/** How many pairs there are, whoever is searched for. */
guint atlas_duplicate_list_get_n_all (AtlasDuplicateList *self);

/** Members have changed since, otherwise than by merging these pairs. */
gboolean atlas_duplicate_list_is_stale (AtlasDuplicateList *self);

/** Whether nothing is on its way. */
gboolean atlas_duplicate_list_is_settled (AtlasDuplicateList *self);

/** Where a pair stands; FALSE: nowhere. */
gboolean atlas_duplicate_list_find (AtlasDuplicateList *self, gint64 left, gint64 right, guint *position);

/** Two people who are to be compared, whatever a search says: put first, unless they are listed. */
void atlas_duplicate_list_put_together (AtlasDuplicateList *self, gint64 left, gint64 right);

/** Moves the pair there behind all others. */
void atlas_duplicate_list_put_off (AtlasDuplicateList *self, guint position);

/** Takes the pair there out while it is being decided. */
void atlas_duplicate_list_take_out (AtlasDuplicateList *self, guint position);

/** Deciding has ended: what stands in the database says whether it stays out. */
void atlas_duplicate_list_decided (AtlasDuplicateList *self, gint64 left, gint64 right);

/** Says that @right went, or is going, into @left. */
void atlas_duplicate_list_add_heir (AtlasDuplicateList *self, gint64 right, gint64 left);

G_END_DECLS
