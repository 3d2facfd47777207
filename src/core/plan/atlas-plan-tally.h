/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-search.h"

G_BEGIN_DECLS

/**
 * AtlasPlanTally:
 *
 * Counts solutions by person, again and again: it keeps whom each choice reaches from the first time that it
 * is asked about, so that a plan of ten stops among a million takes some hundredth of a millisecond. Of this
 * folder; one thread. @list must live as long.
 */
typedef struct _AtlasPlanTally AtlasPlanTally;

AtlasPlanTally *atlas_plan_tally_new (const AtlasPlanShortlist *list);
void atlas_plan_tally_free (AtlasPlanTally *self);

/** How many people stops reach, each counted once, and what that is worth in units. @order: (array length=n):
 * choices */
void atlas_plan_tally_count (AtlasPlanTally *self, const guint *order, guint n, guint *people, gint64 *value);

/** What people are worth in units. */
gint64
atlas_plan_get_value (const AtlasPlanRequest *request, guint people, guint women, guint men, guint met);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPlanTally, atlas_plan_tally_free)

G_END_DECLS
