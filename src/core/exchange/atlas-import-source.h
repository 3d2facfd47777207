/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-import-open.h"
#include "atlas-json-splitter.h"

G_BEGIN_DECLS

/**
 * AtlasImportSource:
 *
 * A thread that reads files, takes them apart, checks and places their records, and gives them in batches, a
 * few ahead of whoever takes them.
 */
typedef struct _AtlasImportSource AtlasImportSource;

/** @files: (element-type AtlasImportFile): must outlive the source, as must @options */
AtlasImportSource *atlas_import_source_new (GPtrArray *files,
                                            AtlasShareForm form,
                                            AtlasPieceFormat pieces,
                                            const AtlasImportTableOptions *options,
                                            GCancellable *cancellable);

/** Stops the thread if it still runs. */
void atlas_import_source_free (AtlasImportSource *self);

/** (element-type AtlasImportTable): of the files that were tables, once the last batch has been taken.
 * (transfer full) */
GPtrArray *atlas_import_source_steal_tables (AtlasImportSource *self);

/** The next batch; the one before is taken back. Not to be called after one that is finished. */
AtlasImportBatch *atlas_import_source_next (AtlasImportSource *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasImportSource, atlas_import_source_free)

G_END_DECLS
