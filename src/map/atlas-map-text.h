/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Bytes of the longest short count and the closing NUL, whatever the locale's decimal point. */
#define ATLAS_MAP_COUNT_SIZE 16

/**
 * atlas_map_text_short_count:
 *
 * A number as it fits in a circle: "999", "1.2k" from a thousand, "12k", "1.2M"; never rounded up to more
 * digits than there are ("999,950" is "1M"). The decimal point is the locale's; a round thousand has none.
 */
void atlas_map_text_short_count (guint count, char text[ATLAS_MAP_COUNT_SIZE]);

/** (transfer full): "12,480 members", in the locale's plural. */
char *atlas_map_text_members (guint count);

G_END_DECLS
