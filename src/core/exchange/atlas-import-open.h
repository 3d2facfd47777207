/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-pieces.h"
#include "atlas-import-table.h"
#include "atlas-json-splitter.h"

G_BEGIN_DECLS

/**
 * AtlasImportFile:
 * @stream: (nullable): read instead of @file
 * @name: as messages say it
 * @options: (nullable): of this file's table, in place of those for all
 */
typedef struct
{
  GFile *file;
  GInputStream *stream;
  char *name;
  AtlasImportTableOptions *options;
} AtlasImportFile;

/** The file, called by its own name. (transfer full) */
AtlasImportFile *atlas_import_file_new (GFile *file);
void atlas_import_file_free (AtlasImportFile *self);

/**
 * AtlasImportOpened:
 *
 * One of these: the rows of a table, records in a format of others, our own JSON.
 */
typedef struct
{
  AtlasRowReader *rows;
  AtlasPieceReader *pieces;
  GInputStream *share;
} AtlasImportOpened;

void atlas_import_opened_clear (AtlasImportOpened *self);

/**
 * atlas_import_open:
 * @opened: (out caller-allocates): zeroed
 *
 * Opens a file as what it is: content tells, then its name, unless it was said.
 */
gboolean atlas_import_open (AtlasImportFile *file,
                            AtlasShareForm form,
                            AtlasPieceFormat pieces,
                            const AtlasImportTableOptions *options,
                            AtlasImportOpened *opened,
                            GCancellable *cancellable,
                            GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasImportOpened, atlas_import_opened_clear)

G_END_DECLS
