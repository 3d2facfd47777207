/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/** What a button that makes a record of @kind says, and a record that has no name yet: "New Person".
 * (transfer none) */
const char *atlas_kind_get_new_title (const AtlasKind *kind);

/** "Ottawa, Ontario", or as much of that as the address of @record says. (transfer full) (nullable) */
char *atlas_record_dup_town (AtlasRecord *record);

G_END_DECLS
