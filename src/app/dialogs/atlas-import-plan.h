/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-import.h"

G_BEGIN_DECLS

/**
 * AtlasImportPlan:
 *
 * What an import would do, by its dry run: counts, each of which leads to a list.
 *
 * Signals: "list-wanted" (guint AtlasImportList); "columns-wanted" (); "duplicate-changed" ()
 */
#define ATLAS_TYPE_IMPORT_PLAN (atlas_import_plan_get_type ())
G_DECLARE_FINAL_TYPE (AtlasImportPlan, atlas_import_plan, ATLAS, IMPORT_PLAN, GtkWidget)

/** While it is not known: "Reading members.json". */
void atlas_import_plan_set_heading (AtlasImportPlan *self, const char *heading);

/** @import: that has run; @n_files: how many it has; @columns: whether there are columns to be looked at */
void
atlas_import_plan_set_import (AtlasImportPlan *self, AtlasImport *import, guint n_files, gboolean columns);

/** Whether by the latest look there is something to import. */
gboolean atlas_import_plan_is_worthwhile (AtlasImportPlan *self);

AtlasOnDuplicate atlas_import_plan_get_on_duplicate (AtlasImportPlan *self);
/** For atlas_import_set_on_doubled(). */
AtlasOnDuplicate atlas_import_plan_get_on_doubled (AtlasImportPlan *self);

G_END_DECLS
