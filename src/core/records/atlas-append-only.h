/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/* Lists that are a ledger (ATLAS_FIELD_APPEND_ONLY): what somebody agreed to and took back. An entry that is
 * stored is neither changed nor taken away; a later one speaks against it. The store asks before each update
 * (see AtlasGuardFunc), so that no window, script or import can do otherwise; undo, and units that
 * atlas_unit_allow_rewriting() was called for, may. */

/** An AtlasGuardFunc: whether each ledger of the row begins with what it held before, and what is added is of
 * no day to come: it would count before its time, and against all that is said until then. */
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

/**
 * atlas_append_only_check_days:
 * @field: (out): the ledger at fault
 *
 * Whether no entry of a record's ledgers is of a day to come, which is after tomorrow: offices lie in many
 * zones.
 *
 * Returns: FALSE with ATLAS_RECORD_ERROR_VALUE, without the field: "entry 2: ..."
 */
gboolean atlas_append_only_check_days (AtlasRecord *record, const AtlasField **field, GError **error);

G_END_DECLS
