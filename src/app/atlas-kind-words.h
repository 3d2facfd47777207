/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-kind.h"

G_BEGIN_DECLS

/** What a button that makes a record of @kind says, and a record that has no name yet: "New Person".
 * (transfer none) */
const char *atlas_kind_get_new_title (const AtlasKind *kind);

G_END_DECLS
