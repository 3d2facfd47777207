/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-filter.h"

G_BEGIN_DECLS

/**
 * AtlasSearchEntry:
 *
 * The search field: edits the text of a filter as one types, completes fields and values, and says what is
 * not understood. Down opens and walks the suggestions, Tab or Return takes one, Escape closes them, then
 * empties the field.
 */
#define ATLAS_TYPE_SEARCH_ENTRY (atlas_search_entry_get_type ())
G_DECLARE_FINAL_TYPE (AtlasSearchEntry, atlas_search_entry, ATLAS, SEARCH_ENTRY, GtkWidget)

GtkWidget *atlas_search_entry_new (void);

/** @filter: (nullable) */
void atlas_search_entry_set_filter (AtlasSearchEntry *self, AtlasFilter *filter);

G_END_DECLS
