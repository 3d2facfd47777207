/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasDuplicatesView:
 *
 * People who may be recorded twice, pair by pair: a list, and the two beside each other. M merges them, N
 * says that they are two people, L puts them off; the next pair is there at once. All members are searched
 * when it is first seen, without anybody having to wait.
 *
 * Property "n-pairs" (unsigned): how many there are, whoever is searched for.
 */
#define ATLAS_TYPE_DUPLICATES_VIEW (atlas_duplicates_view_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDuplicatesView, atlas_duplicates_view, ATLAS, DUPLICATES_VIEW, GtkWidget)

/** @session: (nullable) */
void atlas_duplicates_view_set_session (AtlasDuplicatesView *self, AtlasSession *session);

/** Shows two people beside each other, by their row ids, whether or not they look like one. */
void atlas_duplicates_view_compare (AtlasDuplicatesView *self, gint64 left, gint64 right);

guint atlas_duplicates_view_get_n_pairs (AtlasDuplicatesView *self);

/** Whether all that is to be seen has been read. */
gboolean atlas_duplicates_view_is_settled (AtlasDuplicatesView *self);

G_END_DECLS
