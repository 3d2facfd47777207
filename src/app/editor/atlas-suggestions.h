/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * AtlasSuggestion:
 *
 * Something that could be meant by what stands in an entry.
 */
#define ATLAS_TYPE_SUGGESTION (atlas_suggestion_get_type ())
G_DECLARE_FINAL_TYPE (AtlasSuggestion, atlas_suggestion, ATLAS, SUGGESTION, GObject)

/** @text: as the field understands it; @label: as people know it; @detail: (nullable): what tells it from
 * others; @others: (nullable): keys and texts of other fields that follow from it, in turn */
AtlasSuggestion *
atlas_suggestion_new (const char *text, const char *label, const char *detail, const char *const *others);
const char *atlas_suggestion_get_text (AtlasSuggestion *self);
const char *atlas_suggestion_get_label (AtlasSuggestion *self);
const char *const *atlas_suggestion_get_others (AtlasSuggestion *self);

/** Appends to @suggestions what @typed could mean, likeliest first. @typed: folded, empty for everything;
 * @draft: (nullable): the record that the field belongs to */
typedef void (*AtlasSuggestFunc) (const AtlasField *field,
                                  const char *typed,
                                  AtlasRecord *draft,
                                  GListStore *suggestions);

/**
 * AtlasSuggestions:
 *
 * A list beneath an entry that narrows down as one types. Down opens and walks it, Return or Tab takes what
 * is at hand, Escape closes it; the entry keeps the focus all the while.
 *
 * Signal "chosen" (AtlasSuggestion).
 */
#define ATLAS_TYPE_SUGGESTIONS (atlas_suggestions_get_type ())
G_DECLARE_FINAL_TYPE (AtlasSuggestions, atlas_suggestions, ATLAS, SUGGESTIONS, GtkPopover)

/** @entry: a GtkEditable, which becomes its parent, and unparents it at last; @suggest: (nullable): for those
 * who offer what is found; @field: (nullable): then. (transfer none) */
AtlasSuggestions *atlas_suggestions_new (GtkWidget *entry, AtlasSuggestFunc suggest, const AtlasField *field);
void atlas_suggestions_set_draft (AtlasSuggestions *self, AtlasRecord *draft);

/** The person has typed. */
void atlas_suggestions_update (AtlasSuggestions *self);

/** Shows @offered, which whoever has to look it up elsewhere found. (element-type AtlasSuggestion) */
void atlas_suggestions_offer (AtlasSuggestions *self, GPtrArray *offered);

/** Shows all that the field could hold. */
void atlas_suggestions_open (AtlasSuggestions *self);

G_END_DECLS
