/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * AtlasRecordItem:
 *
 * A row of a list of records: its id at once, the record itself once somebody asks for it.
 *
 * Properties: "record" (AtlasRecord), notified when it was read anew after a change.
 */
#define ATLAS_TYPE_RECORD_ITEM (atlas_record_item_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRecordItem, atlas_record_item, ATLAS, RECORD_ITEM, GObject)

gint64 atlas_record_item_get_id (AtlasRecordItem *self);

/** NULL where it is gone meanwhile. (transfer none) */
AtlasRecord *atlas_record_item_get_record (AtlasRecordItem *self);

G_END_DECLS
