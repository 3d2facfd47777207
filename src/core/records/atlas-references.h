/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-kind.h"
#include "atlas-statement.h"

G_BEGIN_DECLS

/* Which records name another by its id. The field tables say where an id may stand (AtlasField.refers), so
 * that a new kind, or a new field, is followed without more being said. */

/** Whether the field, or one of its items', holds ids of records of @target. */
gboolean atlas_field_refers_to (const AtlasField *self, const AtlasKind *target);

/** Whether any field of the kind does. */
gboolean atlas_kind_refers_to (const AtlasKind *self, const AtlasKind *target);

/**
 * atlas_references_list:
 * @kind: whose records are looked through
 * @target: what @id is the id of
 * @journal: also the records of which only the journal says that they named it once
 *
 * Returns: (transfer full) (element-type gint64): row ids, each once, by their order; NULL with @error
 */
GArray *atlas_references_list (AtlasConnection *connection,
                               const AtlasKind *kind,
                               const AtlasKind *target,
                               const char *id,
                               gboolean journal,
                               GError **error);

G_END_DECLS
