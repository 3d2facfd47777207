/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * AtlasMergeDraft:
 *
 * Two records of members beside each other, and what a person chooses of each field before they become one
 * with atlas_member_merge(). Not thread-safe.
 */
typedef struct _AtlasMergeDraft AtlasMergeDraft;

typedef enum
{
  ATLAS_MERGE_LEFT,
  ATLAS_MERGE_RIGHT,
  ATLAS_MERGE_BOTH,
} AtlasMergeSide;

/**
 * AtlasMergeField:
 * @fields: (array length=n_fields): one field, or those that only go as a whole, such as an address
 * @same: both say the same; of a list: the same entries
 * @unites: what both say can be kept
 * @settled: nobody chooses: of consents all entries are kept, and the strictest counts
 * @side: what is taken
 *
 * One line of the comparison. Fields of which neither has anything have none; a position has one only where
 * the addresses are the same, else it goes with the address.
 */
typedef struct
{
  const AtlasField *fields;
  guint n_fields;
  gboolean same;
  gboolean unites;
  gboolean settled;
  AtlasMergeSide side;
} AtlasMergeField;

/** What is taken at first is what atlas_member_merge_make() takes. @left, @right: members, which are not
 * changed. (transfer full) */
AtlasMergeDraft *atlas_merge_draft_new (AtlasRecord *left, AtlasRecord *right);
void atlas_merge_draft_free (AtlasMergeDraft *self);

AtlasRecord *atlas_merge_draft_get_left (AtlasMergeDraft *self);
AtlasRecord *atlas_merge_draft_get_right (AtlasMergeDraft *self);

/** In the order of the field table. (transfer none) (array length=n_fields) */
const AtlasMergeField *atlas_merge_draft_get_fields (AtlasMergeDraft *self, guint *n_fields);

/** @index: of a field that is neither the same nor settled; @side: both only of one that unites */
void atlas_merge_draft_choose (AtlasMergeDraft *self, guint index, AtlasMergeSide side);

/** What was chosen otherwise than it is at first, for atlas_member_merge(). (transfer full) */
char **atlas_merge_draft_dup_choices (AtlasMergeDraft *self);

/** What would come of it. (transfer full) */
AtlasRecord *atlas_merge_draft_make (AtlasMergeDraft *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasMergeDraft, atlas_merge_draft_free)

G_END_DECLS
