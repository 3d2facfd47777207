/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-batch.h"

G_BEGIN_DECLS

/**
 * AtlasImportRefused:
 *
 * The rows of tables that an import refuses, as they stood, each with the reason behind it: a CSV file for
 * each table, under its own headings.
 */
typedef struct _AtlasImportRefused AtlasImportRefused;

/** @file: of the first table's rows; others lie beside it: "to-mend-2.csv", which replaces none that stands
 */
AtlasImportRefused *atlas_import_refused_new (GFile *file);
/** What was not published is not there. */
void atlas_import_refused_free (AtlasImportRefused *self);

/** Adds a row, where the entry is one. @field: (nullable) */
gboolean atlas_import_refused_add (AtlasImportRefused *self,
                                   const AtlasImportBatch *batch,
                                   const AtlasImportEntry *entry,
                                   const char *field,
                                   const char *reason,
                                   GCancellable *cancellable,
                                   GError **error);

/** Puts the files, which are whole now, where they belong. @n_files: (out): how many; 0 where nothing was
 * refused */
gboolean atlas_import_refused_publish (AtlasImportRefused *self,
                                       guint *n_files,
                                       GCancellable *cancellable,
                                       GError **error);

G_END_DECLS
