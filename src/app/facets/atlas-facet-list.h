/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-facet-count.h"
#include "atlas-query-said.h"

G_BEGIN_DECLS

/**
 * AtlasFacetList:
 *
 * The values of a facet, each with a check and how many it would find. A long list can be searched; Return
 * takes what was typed, if it is a value that is not listed.
 *
 * Signal "toggled" (string value, boolean on): the person wants it so. The list itself shows only what it is
 * told by atlas_facet_list_set_said().
 */
#define ATLAS_TYPE_FACET_LIST (atlas_facet_list_get_type ())
G_DECLARE_FINAL_TYPE (AtlasFacetList, atlas_facet_list, ATLAS, FACET_LIST, GtkWidget)

GtkWidget *atlas_facet_list_new (const char *field);

/** Forgets all rows: those that come next stand in their own order. */
void atlas_facet_list_clear (AtlasFacetList *self);

/** @counts: (element-type AtlasFacetCount): rows that are there keep their places */
void atlas_facet_list_set_counts (AtlasFacetList *self, const GPtrArray *counts);

/** Says so instead: numbers of an earlier search would not be true. @reason: for people */
void atlas_facet_list_set_failed (AtlasFacetList *self, const char *reason);

/** Which are checked. */
void atlas_facet_list_set_said (AtlasFacetList *self, const AtlasQuerySaid *said);

G_END_DECLS
