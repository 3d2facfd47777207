/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/** Whether one of two missions has other stops, or other lines of its budget, so that what is told has to be
 * asked for anew. */
gboolean atlas_debrief_differs (AtlasRecord *a, AtlasRecord *b);

G_END_DECLS
