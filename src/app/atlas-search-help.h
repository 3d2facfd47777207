/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-kind.h"

G_BEGIN_DECLS

/**
 * AtlasSearchHelp:
 *
 * What can be typed into the search field: examples to click, then all fields with what each holds.
 *
 * Signals:
 * - "example" (string): to be searched for
 * - "field" (string): "region:", to be gone on with
 */
#define ATLAS_TYPE_SEARCH_HELP (atlas_search_help_get_type ())
G_DECLARE_FINAL_TYPE (AtlasSearchHelp, atlas_search_help, ATLAS, SEARCH_HELP, GtkPopover)

GtkWidget *atlas_search_help_new (void);

/** Of what records; fills the popover when it is opened. */
void atlas_search_help_set_kind (AtlasSearchHelp *self, const AtlasKind *kind);

/** The examples for a kind, all understood by its query language. NULL-terminated. */
const char *const *atlas_search_help_list_examples (const AtlasKind *kind);

G_END_DECLS
