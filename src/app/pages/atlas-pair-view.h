/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-duplicates.h"
#include "atlas-merge-draft.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasPairView:
 *
 * Two people beside each other: what speaks for and against their being one, where they differ and which of
 * both is kept, what is the same, and what else goes with the one that goes. Its buttons activate
 * "duplicates.merge", "duplicates.different" and "duplicates.later" of the widget around it.
 */
#define ATLAS_TYPE_PAIR_VIEW (atlas_pair_view_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPairView, atlas_pair_view, ATLAS, PAIR_VIEW, GtkWidget)

/** @session: (nullable) */
void atlas_pair_view_set_session (AtlasPairView *self, AtlasSession *session);

/** @pair: (nullable): copied. A pair whose score is 0 was put together by hand. */
void atlas_pair_view_show (AtlasPairView *self, const AtlasDuplicatePair *pair);

/** What is chosen; NULL while nobody is shown. (transfer none) */
AtlasMergeDraft *atlas_pair_view_get_draft (AtlasPairView *self);

/** Whether all that is to be seen has been read. */
gboolean atlas_pair_view_is_settled (AtlasPairView *self);

/** How sure it is, for a person: "Very likely one person". (transfer none) */
const char *atlas_pair_view_get_verdict (double score);

G_END_DECLS
