/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasFacetBar:
 *
 * The row of filters under the search field. What they show is read from the text of the search of people,
 * and what is chosen is written into it; they keep nothing themselves.
 */
#define ATLAS_TYPE_FACET_BAR (atlas_facet_bar_get_type ())
G_DECLARE_FINAL_TYPE (AtlasFacetBar, atlas_facet_bar, ATLAS, FACET_BAR, GtkWidget)

/** @session: (nullable) */
void atlas_facet_bar_set_session (AtlasFacetBar *self, AtlasSession *session);

/** Whether counts of an open filter are on their way. */
gboolean atlas_facet_bar_is_counting (AtlasFacetBar *self);

/** Whether the filters say what the search says, which they do a moment after it has changed, and are
 * counted. */
gboolean atlas_facet_bar_is_settled (AtlasFacetBar *self);

G_END_DECLS
