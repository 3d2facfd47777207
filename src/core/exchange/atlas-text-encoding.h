/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The encodings in which tables arrive, made UTF-8. */

/** Appends Windows-1252 as UTF-8; its five unassigned bytes become the C1 control characters of the same
 * number (WHATWG Encoding Standard, index windows-1252). */
void atlas_windows_1252_append (GString *out, const char *text, gsize length);

/** Likewise Mac OS Roman, and IBM's code page 850. */
void atlas_mac_roman_append (GString *out, const char *text, gsize length);
void atlas_ibm_850_append (GString *out, const char *text, gsize length);

/**
 * atlas_utf_16_decode:
 * @text: whole units only: @length is even
 * @out: room for 3 bytes a unit
 * @last: whether nothing follows
 * @n_used: (out): bytes of @text taken: all, but for the first half of a pair at the end
 *
 * Half of a surrogate pair without the other becomes U+FFFD.
 *
 * Returns: bytes written
 */
gsize
atlas_utf_16_decode (const guint8 *text, gsize length, gboolean big, gboolean last, char *out, gsize *n_used);

/**
 * atlas_text_mend:
 *
 * "RenÃ©" is "René" whose UTF-8 was once read as Windows-1252. Told only where every character that is not
 * ASCII is a part of such a pair and a letter or a typographic sign comes of each.
 *
 * Returns: (transfer full) (nullable): NULL where there is nothing to mend
 */
char *atlas_text_mend (const char *text, gsize length);

G_END_DECLS
