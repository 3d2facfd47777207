/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/* Lists that are a ledger (ATLAS_FIELD_APPEND_ONLY): what somebody agreed to and took back. An entry that is
 * stored is neither changed nor taken away; a later one speaks against it. The store asks before each update
 * (see AtlasGuardFunc), so that no window, script or import can do otherwise; undo, and units that
 * atlas_unit_allow_rewriting() was called for, may. */

/** An AtlasGuardFunc: whether each ledger of the row begins with what it held before. */
gboolean atlas_append_only_guard (const AtlasTable *table,
                                  const AtlasValue *before,
                                  const AtlasValue *values,
                                  GError **error);

/**
 * atlas_append_only_unite:
 * @ours, @theirs: lists in their stored form, or NULL values
 *
 * Returns: (transfer full) (nullable): our entries and then those of theirs that we lack, each once; NULL
 * where we lack none
 */
char *atlas_append_only_unite (const AtlasValue *ours, const AtlasValue *theirs);

G_END_DECLS
