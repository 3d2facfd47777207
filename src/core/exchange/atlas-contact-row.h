/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-consent.h"

G_BEGIN_DECLS

/* A contact list as a table for letters and mailings: name, preferred language, languages; then the first
 * e-mail address or telephone number in a column of its own, as a mailing wants one a person, and the others
 * behind it; or the postal address, its country as code and as name. Cells as in atlas-csv-writer.h, so also
 * telephone numbers begin with an apostrophe: '+1 613 555 0100. */

/** @excel: with a byte order mark. */
void atlas_contact_append_headings (GString *out, AtlasChannel channel, gboolean synthetic, gboolean excel);
void atlas_contact_append_row (GString *out, AtlasRecord *member, AtlasChannel channel, gboolean synthetic);

G_END_DECLS
