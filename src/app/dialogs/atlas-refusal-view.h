/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-import.h"

G_BEGIN_DECLS

/**
 * AtlasRefusalView:
 *
 * What became of records of an import: a list of file, record, line, field and reason, to be copied or saved.
 *
 * Signal "save-rows" (GFile): the person wants refused rows of tables in that file, to mend them
 */
#define ATLAS_TYPE_REFUSAL_VIEW (atlas_refusal_view_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRefusalView, atlas_refusal_view, ATLAS, REFUSAL_VIEW, GtkWidget)

/** @import: (nullable): one that has run */
void atlas_refusal_view_set_import (AtlasRefusalView *self, AtlasImport *import, AtlasImportList list);

/** Something to be said over the list. */
void atlas_refusal_view_tell (AtlasRefusalView *self, const char *message);

/** Saves the whole list as CSV, in the background. */
void atlas_refusal_view_save (AtlasRefusalView *self, GFile *file);

G_END_DECLS
