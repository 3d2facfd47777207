/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-kind.h"

G_BEGIN_DECLS

/**
 * AtlasImportTarget:
 *
 * A button that says what becomes of a column of a table, and opens a list to choose from that narrows down
 * as one types.
 *
 * Signal "chosen" (string target): by the person
 */
#define ATLAS_TYPE_IMPORT_TARGET (atlas_import_target_get_type ())
G_DECLARE_FINAL_TYPE (AtlasImportTarget, atlas_import_target, ATLAS, IMPORT_TARGET, GtkWidget)

GtkWidget *atlas_import_target_new (void);

/** @kind: of the table's records; @heading: of the column, for screen readers; @target: as
 * atlas_mapping_get_target() */
void atlas_import_target_set (AtlasImportTarget *self,
                              const AtlasKind *kind,
                              const char *heading,
                              const char *target);

/** Borrowed. */
const char *atlas_import_target_get_target (AtlasImportTarget *self);

/** As if the person had chosen it in the list. */
void atlas_import_target_choose (AtlasImportTarget *self, const char *target);

G_END_DECLS
