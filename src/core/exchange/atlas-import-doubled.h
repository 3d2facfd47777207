/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-duplicates.h"
#include "atlas-import-batch.h"
#include "atlas-import-merge.h"

G_BEGIN_DECLS

/**
 * AtlasImportDoubled:
 *
 * Who is listed twice in the files of one import.
 */
typedef struct _AtlasImportDoubled AtlasImportDoubled;

/**
 * AtlasImportDouble:
 * @file, @line: where the same person stands before
 * @one: whose record that became
 * @repeated: it is the very same row
 * @certain: so much so that something may be done about it without anybody having looked
 */
typedef struct
{
  guint file;
  gint64 line;
  AtlasUuid one;
  gboolean repeated;
  gboolean certain;
  AtlasDuplicateEvidence evidence;
} AtlasImportDouble;

AtlasImportDoubled *atlas_import_doubled_new (void);
void atlas_import_doubled_free (AtlasImportDoubled *self);

/**
 * atlas_import_doubled_look:
 * @merge: which knows who stands here
 * @found: (out caller-allocates)
 * @is_doubled: (out)
 *
 * Takes in one entry more, before it is written, and says whether it is of somebody who was among the entries
 * before it. Rows that bear ids are left alone: whoever gave them has told these people apart. Who stands
 * here already is told of only where the two rows say the very same. No more than ATLAS_IMPORT_MOST_COMPARED
 * members are taken in.
 *
 * Returns: FALSE with @error
 */
gboolean atlas_import_doubled_look (AtlasImportDoubled *self,
                                    AtlasImportMerge *merge,
                                    guint file,
                                    const AtlasImportEntry *entry,
                                    AtlasImportDouble *found,
                                    gboolean *is_doubled,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasImportDoubled, atlas_import_doubled_free)

G_END_DECLS
