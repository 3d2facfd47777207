/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-duplicate-weigh.h"
#include "atlas-progress.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasDuplicates:
 *
 * Finds people who are recorded twice: among all members, or for a record that is about to come in. It holds
 * a packed copy of what is compared, of the moment when it was made: about 300 bytes a member.
 */
typedef struct _AtlasDuplicates AtlasDuplicates;

/** Pairs are told of from this probability on where nothing else is asked. The one that was measured: see
 * HACKING.
 */
#define ATLAS_DUPLICATES_THRESHOLD 0.65
/** From here on what is known of two is said of both. */
#define ATLAS_DUPLICATES_SURE 0.9

/**
 * AtlasDuplicatePair:
 * @left, @right: row ids of members; @left was recorded first
 *
 * Two records that may be one person's.
 */
typedef struct
{
  gint64 left, right;
  AtlasDuplicateEvidence evidence;
} AtlasDuplicatePair;

/**
 * AtlasDuplicateCounts:
 * @compared: pairs looked at, some of them more than once
 * @weighed: pairs weighed in full
 * @left_out: pairs that share a whole key with more others than are compared: where hundreds have one
 * telephone, one first name and one year of birth
 * @dismissed: pairs that were probable enough, but that an officer has called different people
 */
typedef struct
{
  gint64 members;
  gint64 compared;
  gint64 weighed;
  gint64 left_out;
  gint64 dismissed;
} AtlasDuplicateCounts;

/** Reads what is compared of all members. Any thread. (transfer full): NULL with @error */
AtlasDuplicates *atlas_duplicates_new (AtlasRegister *source,
                                       AtlasProgressFunc progress,
                                       gpointer user_data,
                                       GCancellable *cancellable,
                                       GError **error);
/** The same of members that need not be in a database, told by their row ids: to find doubles within a file.
 * @members: (element-type AtlasRecord). (transfer full) */
AtlasDuplicates *atlas_duplicates_new_for_records (GPtrArray *members);
void atlas_duplicates_free (AtlasDuplicates *self);

/**
 * atlas_duplicates_search:
 * @threshold: 0 to 1: the least probability that is told of
 * @ids: (nullable) (element-type gint64): only pairs of which one member is among these
 * @counts: (out) (optional)
 *
 * All pairs, first those that another office's verdict calls one person, then the most probable first,
 * without those that officers have called different people. Works on as many threads as there are processors;
 * the same members give the same pairs. @progress is called on this thread.
 *
 * Returns: (transfer full) (element-type AtlasDuplicatePair): NULL with G_IO_ERROR_CANCELLED
 */
GArray *atlas_duplicates_search (AtlasDuplicates *self,
                                 double threshold,
                                 GArray *ids,
                                 AtlasDuplicateCounts *counts,
                                 AtlasProgressFunc progress,
                                 gpointer user_data,
                                 GCancellable *cancellable,
                                 GError **error);

/**
 * atlas_duplicates_sift:
 * @pairs: (element-type AtlasDuplicatePair): as they were found earlier; not changed
 * @heirs: (nullable) (element-type gint64 gint64): by the row id of a member that was merged, that of the
 * member in whose record it went, which takes its place in other pairs while it is gone
 * @query: (nullable): only pairs one of whom it finds
 *
 * What is still to be decided of what was found: without pairs of which one is no more, and those that were
 * called different people since; each pair once. The order stays. A pass over the pairs, not over the members
 * (but that the query lists whom it finds): any thread.
 *
 * Returns: (transfer full) (element-type AtlasDuplicatePair): NULL with @error
 */
GArray *atlas_duplicates_sift (AtlasRegister *source,
                               GArray *pairs,
                               GHashTable *heirs,
                               AtlasQuery *query,
                               GCancellable *cancellable,
                               GError **error);

/**
 * atlas_duplicates_find:
 * @record: a member, that need not be in the database; as its own double it is not told of
 * @limit: 0 for all
 *
 * Whom a record may be a double of, the most probable first, as pairs with @record on the right, whose id is
 * that of the record. The first call sorts all members (about a second for a million); then it takes some
 * microseconds. One thread at a time.
 *
 * Returns: (transfer full) (element-type AtlasDuplicatePair)
 */
GArray *atlas_duplicates_find (AtlasDuplicates *self, AtlasRecord *record, double threshold, guint limit);

/**
 * atlas_duplicates_find_alike:
 * @member: in the database
 *
 * Whom a member may be a double of, the most probable first, among those who have all words of its name in
 * any order: what can be told at once, without a copy of all members. Who is spelt otherwise is found by
 * atlas_duplicates_search() alone. As pairs with @member on the right; without those that were called
 * different people. Some tens of milliseconds among a million; any thread.
 *
 * Returns: (transfer full) (element-type AtlasDuplicatePair): NULL with @error
 */
GArray *atlas_duplicates_find_alike (
  AtlasRegister *source, AtlasRecord *member, double threshold, GCancellable *cancellable, GError **error);

/**
 * atlas_duplicates_make_verdict:
 *
 * A record that says that two members are different people, not saved yet; the one that stands already where
 * it has been said before.
 *
 * Returns: (transfer full): NULL with @error, also where both are one record
 */
AtlasRecord *
atlas_duplicates_make_verdict (AtlasRegister *source, AtlasRecord *a, AtlasRecord *b, GError **error);

/**
 * atlas_duplicates_dismiss:
 *
 * Remembers that two members are different people, as one step that can be undone. Any thread.
 *
 * Returns: (transfer full): the verdict, saved; NULL with @error
 */
AtlasRecord *atlas_duplicates_dismiss (
  AtlasRegister *target, AtlasRecord *a, AtlasRecord *b, GCancellable *cancellable, GError **error);

/** What speaks for it, in the person's language: "same e-mail address"; the most telling first. (transfer
 * full) */
char **atlas_duplicate_evidence_list_reasons (const AtlasDuplicateEvidence *self);

/** What speaks against it: "years of birth differ". (transfer full) */
char **atlas_duplicate_evidence_list_doubts (const AtlasDuplicateEvidence *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDuplicates, atlas_duplicates_free)

G_END_DECLS
