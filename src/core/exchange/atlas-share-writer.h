/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * atlas_share_append_record:
 *
 * Appends the record as the share format's JSON object, without white space: the id, then the fields in the
 * order of their table, those with dots in their keys nested, then the keys we do not know where they stood.
 * Fields without a value are left out.
 */
void atlas_share_append_record (GString *out, AtlasRecord *record);

/**
 * atlas_share_append_line:
 * @synthetic: whether the record is invented, which a line must say for itself
 *
 * Appends the record as a line of newline-delimited JSON: the same object with its "kind" first, so that a
 * reader knows it at once, and a newline.
 */
void atlas_share_append_line (GString *out, AtlasRecord *record, gboolean synthetic);

G_END_DECLS
