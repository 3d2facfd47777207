/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-batch.h"

G_BEGIN_DECLS

/** Lets @theirs say of a field what @ours does, of which it borrows. */
void atlas_import_take (AtlasRecord *theirs, AtlasRecord *ours, const AtlasField *field);

gboolean atlas_import_has_same_address (AtlasRecord *a, AtlasRecord *b);

/**
 * atlas_import_complete:
 * @ours: must outlive the values of @theirs, which borrow from it
 *
 * Lets what the file does not name of a record stay as it is with us. What follows from the rest of a row (a
 * sex from "Mrs") counts only where ours says nothing. The parts of an address hold within each other: where
 * theirs names another country, province or city, our city, postcode or street does not go with it. Lines for
 * the notes are added to ours. Ledgers are left alone.
 */
void atlas_import_complete (AtlasRecord *theirs, AtlasRecord *ours, const AtlasImportSaid *said);

G_END_DECLS
