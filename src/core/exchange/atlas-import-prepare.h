/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record-reader.h"
#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * atlas_import_prepare:
 * @record: as it stands in the file, checked
 *
 * Completes a record that is to be imported:
 * - one without an id gets one made from its content (a UUID of version 5), so that reading the same file
 *   again finds it and two offices that read it agree;
 * - a position without a source is said to come from the file; no later change of the address moves it;
 * - a member without a position is placed by its address.
 *
 * Returns: whether the file itself had a position
 */
gboolean atlas_import_prepare (AtlasRecord *record);

/** What records are refused for in an import besides what their fields say: a ledger's entry of a day to
 * come. FALSE with @error, and @fault (its field to be freed by the caller). */
gboolean atlas_import_check (AtlasRecord *record, AtlasRecordFault *fault, GError **error);

G_END_DECLS
