/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/** The region of a record's address as it stands on an envelope: letters that people write anyway ("ON"), or
 * else its name. (transfer full) (nullable) */
char *atlas_address_dup_region (AtlasRecord *record);

G_END_DECLS
