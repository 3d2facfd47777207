/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/** What a stop or a leg is in a line, and in a second one when, how far, for how many. FALSE where @item is
 * neither. */
gboolean atlas_stop_words_describe (AtlasRecord *item, GString *title, GString *rest);

/** "1–6 December 2026", "30 December 2026 – 2 January 2027". (transfer full) (nullable): NULL where the
 * mission has no day */
char *atlas_stop_words_dup_days (AtlasRecord *mission);

/** Of one record. (transfer full): "1 Dec, 09:00 – 11:30", by the clocks of each end; "" where there is no
 * time
 * @end: (nullable): a key */
char *atlas_stop_words_dup_span (AtlasRecord *record, const char *start, const char *end);

G_END_DECLS
