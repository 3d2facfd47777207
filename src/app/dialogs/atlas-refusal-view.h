/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-import.h"

G_BEGIN_DECLS

/**
 * AtlasRefusalView:
 *
 * What an import refused: a list of file, record, line, field and reason, to be copied or saved.
 */
#define ATLAS_TYPE_REFUSAL_VIEW (atlas_refusal_view_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRefusalView, atlas_refusal_view, ATLAS, REFUSAL_VIEW, GtkWidget)

/** @import: (nullable): one that has run */
void atlas_refusal_view_set_import (AtlasRefusalView *self, AtlasImport *import);

/** Saves the whole list as CSV, in the background. */
void atlas_refusal_view_save (AtlasRefusalView *self, GFile *file);

G_END_DECLS
