/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * AtlasSearchSuggestions:
 *
 * What hangs below the search field: suggestions, and below them what is not understood. It takes no focus,
 * so that typing goes on.
 *
 * Signal "taken" (guint index): a suggestion was clicked
 */
#define ATLAS_TYPE_SEARCH_SUGGESTIONS (atlas_search_suggestions_get_type ())
G_DECLARE_FINAL_TYPE (AtlasSearchSuggestions, atlas_search_suggestions, ATLAS, SEARCH_SUGGESTIONS, GtkPopover)

/** @entry: the field below which it hangs; assistive tools are told through it what is chosen. Not held. */
GtkWidget *atlas_search_suggestions_new (GtkWidget *entry);

/** @completions: (nullable) (element-type AtlasQueryCompletion): read, not held */
void atlas_search_suggestions_set (AtlasSearchSuggestions *self, const GPtrArray *completions);

/** @message: (nullable): plain text */
void atlas_search_suggestions_set_error (AtlasSearchSuggestions *self, const char *message);

/** Opens where there is something to show and @wanted; closes otherwise. */
void atlas_search_suggestions_update (AtlasSearchSuggestions *self, gboolean wanted);

/** Whether suggestions are to be seen. */
gboolean atlas_search_suggestions_is_open (AtlasSearchSuggestions *self);

/** The one that is chosen; -1: none. Before the first there is none. */
int atlas_search_suggestions_get_selected (AtlasSearchSuggestions *self);
void atlas_search_suggestions_move (AtlasSearchSuggestions *self, int by);

G_END_DECLS
