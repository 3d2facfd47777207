/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-pieces.h"
#include "atlas-import-table.h"
#include "atlas-json-splitter.h"
#include "atlas-openpgp.h"

G_BEGIN_DECLS

/**
 * AtlasImportFile:
 * @stream: (nullable): read instead of @file
 * @name: as messages say it
 * @options: (nullable): of this file's table, in place of those for all
 * @passphrase: (nullable): which opens it, where it is encrypted
 */
typedef struct
{
  GFile *file;
  GInputStream *stream;
  char *name;
  AtlasImportTableOptions *options;
  AtlasPassphrase *passphrase;
} AtlasImportFile;

/** The file, called by its own name. (transfer full) */
AtlasImportFile *atlas_import_file_new (GFile *file);
void atlas_import_file_free (AtlasImportFile *self);

/**
 * AtlasImportOpened:
 * @decrypted: (nullable): what the rest reads from, where the file is encrypted
 *
 * One of these: the rows of a table, records in a format of others, our own JSON.
 */
typedef struct
{
  AtlasRowReader *rows;
  AtlasPieceReader *pieces;
  GInputStream *share;
  GInputStream *decrypted;
} AtlasImportOpened;

void atlas_import_opened_clear (AtlasImportOpened *self);

/**
 * atlas_import_open:
 * @opened: (out caller-allocates): zeroed
 *
 * Opens a file as what it is: content tells, then its name, unless it was said. An encrypted one is opened,
 * and looked at anew.
 */
gboolean atlas_import_open (AtlasImportFile *file,
                            AtlasShareForm form,
                            AtlasPieceFormat pieces,
                            const AtlasImportTableOptions *options,
                            AtlasImportOpened *opened,
                            GCancellable *cancellable,
                            GError **error);

/**
 * atlas_import_opened_finish:
 * @error: (inout): what went wrong in reading, if anything did
 *
 * To be called when a file has been read, or was given up: of an encrypted one it is known only at its end
 * whether it came as it was sent. Where it did not that is what is wrong, whatever came of it on the way.
 */
gboolean atlas_import_opened_finish (AtlasImportOpened *self, GCancellable *cancellable, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (AtlasImportOpened, atlas_import_opened_clear)

G_END_DECLS
