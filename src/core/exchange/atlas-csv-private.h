/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-csv-reader.h"

G_BEGIN_DECLS

/** Settles the encoding by the first bytes of a file; returns how many of them are a byte order mark. */
gsize atlas_csv_sniff_encoding (AtlasCsvDialect *dialect, const char *bytes, gsize length);

/** Settles separator and quote by the first bytes of the text. @whole: whether that is all there is. Returns
 * how many bytes a line "sep=;" takes, which is no part of the table. */
gsize atlas_csv_sniff_form (AtlasCsvDialect *dialect, const char *text, gsize length, gboolean whole);

G_END_DECLS
