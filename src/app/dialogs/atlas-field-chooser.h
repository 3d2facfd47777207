/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-export-terms.h"

G_BEGIN_DECLS

/**
 * AtlasFieldChooser:
 *
 * A window in which fields of a kind are chosen, and put in order: those that the terms cover.
 *
 * Signals: "chosen" (char **): the keys in order, with "id" for the record's own; NULL where it is what the
 * terms propose; when the window is closed
 */
#define ATLAS_TYPE_FIELD_CHOOSER (atlas_field_chooser_get_type ())
G_DECLARE_FINAL_TYPE (AtlasFieldChooser, atlas_field_chooser, ATLAS, FIELD_CHOOSER, AdwWindow)

/** @fields: (nullable): those chosen so far; NULL: what the terms propose */
GtkWidget *
atlas_field_chooser_new (const AtlasExportTerms *terms, const AtlasKind *kind, const char *const *fields);

G_END_DECLS
