/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-change.h"
#include "atlas-kind.h"

G_BEGIN_DECLS

/**
 * AtlasFieldChange:
 * @field: the field that changed; NULL for the unknown keys of files
 * @before, @after: as stored; NULL values where there was nothing, or is nothing any more
 *
 * What one change did to one field, read from the journal.
 */
typedef struct
{
  const AtlasField *field;
  AtlasValue before, after;
} AtlasFieldChange;

void atlas_field_change_free (AtlasFieldChange *self);

/**
 * atlas_field_changes_read:
 * @type: what became of the record
 * @changes: (nullable): the journal's JSON, as AtlasJournalFunc is given it
 *
 * Returns: (transfer full) (element-type AtlasFieldChange): in the order of the journal; none where @changes
 * is NULL or damaged, of which “atlasctl check” tells
 */
GPtrArray *atlas_field_changes_read (const AtlasKind *kind, AtlasChangeType type, const char *changes);

/** "City: Toronto → Ottawa", as people read it; of long lists and texts only that they changed. (transfer
 * full) */
char *atlas_field_change_describe (const AtlasFieldChange *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasFieldChange, atlas_field_change_free)

G_END_DECLS
