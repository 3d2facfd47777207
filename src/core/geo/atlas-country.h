/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_country_match:
 * @length: bytes, or -1 if NUL-terminated
 *
 * A country by what people write: ISO 3166-1 code of two or three letters, name in English or French, or a
 * customary one ("U.K.", "Kanada", "RDC"), any case and accents. What is a region's name or code too is none:
 * "Georgia", "IN", "CA".
 *
 * Returns: (nullable): alpha-2, borrowed for ever
 */
const char *atlas_country_match (const char *text, gssize length);

G_END_DECLS
