/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-batch.h"
#include "atlas-import-doubled.h"
#include "atlas-import.h"

G_BEGIN_DECLS

/* What is told of single records of an import, in its lists; a list of a million is read by nobody, so that
 * they end, and the rest is counted. @file: the number of the file that @entry is of. */

/** @field, @reason: (nullable) */
void atlas_import_list_word (AtlasImport *self,
                             AtlasImportList which,
                             guint file,
                             const AtlasImportEntry *entry,
                             const char *field,
                             const char *reason);

/** By its title. @field: (nullable) */
void atlas_import_list_record (
  AtlasImport *self, AtlasImportList which, guint file, const AtlasImportEntry *entry, const char *field);

/** Somebody new who may be one who is here, the left of @pair, and why. */
void atlas_import_list_double (AtlasImport *self,
                               AtlasConnection *connection,
                               guint file,
                               const AtlasImportEntry *entry,
                               const AtlasDuplicatePair *pair);

/** Somebody who was listed before, where, and why. */
void atlas_import_list_doubled (AtlasImport *self,
                                AtlasConnection *connection,
                                guint file,
                                const AtlasImportEntry *entry,
                                const AtlasImportDouble *found);

G_END_DECLS
