/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "atlas-table.h"

G_BEGIN_DECLS

/**
 * AtlasChange:
 *
 * What one commit changed. Immutable, reference-counted, boxed; may cross threads.
 */
typedef struct _AtlasChange AtlasChange;

typedef enum
{
  ATLAS_CHANGE_INSERT,
  ATLAS_CHANGE_UPDATE,
  ATLAS_CHANGE_DELETE,
} AtlasChangeType;

#define ATLAS_TYPE_CHANGE (atlas_change_get_type ())
GType atlas_change_get_type (void);
AtlasChange *atlas_change_ref (AtlasChange *self);
void atlas_change_unref (AtlasChange *self);

/** The journal's number of the unit, 0 if unknown; and its label. */
gint64 atlas_change_get_unit (AtlasChange *self);
const char *atlas_change_get_label (AtlasChange *self);

/** The database's generation that came of it; see atlas_store_get_generation(). */
gint64 atlas_change_get_generation (AtlasChange *self);

/** Too much, or by another process: whoever listens must read again. No ids are listed then. */
gboolean atlas_change_is_everything (AtlasChange *self);

/** Whether @table was touched at all. */
gboolean atlas_change_touches (AtlasChange *self, const AtlasTable *table);

/** Row ids of @table, ascending. (transfer none) (array length=n_ids) */
const gint64 *
atlas_change_get_ids (AtlasChange *self, const AtlasTable *table, AtlasChangeType type, guint *n_ids);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasChange, atlas_change_unref)

G_END_DECLS
