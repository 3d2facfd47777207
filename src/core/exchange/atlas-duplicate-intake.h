/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-duplicate-weigh.h"

G_BEGIN_DECLS

/**
 * AtlasDuplicateIntake:
 *
 * Finds people who are listed twice while their records come in one after the other: each is compared with
 * those before it that share a way in (see atlas-duplicate-blocks.h). It keeps what is compared, about 500
 * bytes a member, and takes some ten microseconds for each. One thread at a time.
 */
typedef struct _AtlasDuplicateIntake AtlasDuplicateIntake;

AtlasDuplicateIntake *atlas_duplicate_intake_new (void);
void atlas_duplicate_intake_free (AtlasDuplicateIntake *self);

/** How many members have come in. */
guint atlas_duplicate_intake_get_n (AtlasDuplicateIntake *self);

/**
 * atlas_duplicate_intake_add:
 * @threshold: 0 to 1: the least probability that is told of
 * @earlier: (out): who of those before it is most probably the same person, counted from 0; the first of
 * several
 * @evidence: (out caller-allocates)
 *
 * Takes in one member more. How frequent doubles are in a file is not known before its end; it is taken to be
 * as usual.
 *
 * Returns: whether there is such a one
 */
gboolean atlas_duplicate_intake_add (AtlasDuplicateIntake *self,
                                     AtlasRecord *member,
                                     double threshold,
                                     guint *earlier,
                                     AtlasDuplicateEvidence *evidence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDuplicateIntake, atlas_duplicate_intake_free)

G_END_DECLS
