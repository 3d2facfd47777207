/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-import-batch.h"
#include "atlas-import.h"
#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * AtlasImportMerge:
 *
 * Brings records of files into the database of a unit, and decides between theirs and ours where both stand.
 */
typedef struct _AtlasImportMerge AtlasImportMerge;

typedef enum
{
  ATLAS_MERGE_ADDED,
  ATLAS_MERGE_UPDATED,
  ATLAS_MERGE_UNCHANGED,
  ATLAS_MERGE_SKIPPED,
  ATLAS_MERGE_FAILED, /* with the error; ATLAS_STORE_ERROR_CONSTRAINT concerns the record alone */
} AtlasMergeResult;

/** @takes_undated: rows of tables without a date take the place of ours, whatever its date is */
AtlasImportMerge *
atlas_import_merge_new (AtlasUnit *unit, AtlasOnDuplicate on_duplicate, gboolean takes_undated);
void atlas_import_merge_free (AtlasImportMerge *self);

/**
 * atlas_import_merge_record:
 * @theirs: prepared; may be changed
 * @said: what the file says beside it
 *
 * Where the id stands already and duplicates update, the one with the later `updated` stays. One of no date
 * is older than any of a date; of two without dates theirs stays. A record that is the same, or of the same
 * date, is unchanged; an older one is skipped. But a row of a table that has our date and says something else
 * was changed by somebody since it was exported, and is taken as of now. What the file does not name stays as
 * it is (see atlas_import_complete()). Where theirs says nothing of a position and has our address,
 * our position stays, for an officer may have set it. A member whose record was merged into another's means
 * that other one: what is new in theirs is united with it (see atlas_member_merge_make()). Consent that a
 * column of a table takes back is taken back today, unless it was before.
 */
AtlasMergeResult atlas_import_merge_record (AtlasImportMerge *self,
                                            AtlasRecord *theirs,
                                            const AtlasImportSaid *said,
                                            GError **error);

/** Whom of the members of the database an id means, if anybody: see atlas_import_followed_resolve(). */
gboolean atlas_import_merge_resolve (
  AtlasImportMerge *self, const AtlasUuid *member, AtlasUuid *stays, gboolean *stands, GError **error);

/**
 * atlas_import_merge_double:
 * @theirs: a member who does not stand here, or the very one that does; may be changed
 * @one: who does, and is the same person
 * @how: what is to become of it; not ADD
 *
 * UPDATE: what is new in theirs is united with the record of @one, whatever their dates, as by a merge, which
 * is remembered: whoever brings @theirs again means @one. SKIP: theirs is left out.
 */
AtlasMergeResult atlas_import_merge_double (AtlasImportMerge *self,
                                            AtlasRecord *theirs,
                                            const AtlasImportSaid *said,
                                            const AtlasUuid *one,
                                            AtlasOnDuplicate how,
                                            GError **error);

/** The keys of the fields, with commas between, of which the record brought last says something else than
 * ours that was not taken, though it is not known to be older; NULL where there are none. Borrowed. */
const char *atlas_import_merge_get_differing (AtlasImportMerge *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasImportMerge, atlas_import_merge_free)

G_END_DECLS
