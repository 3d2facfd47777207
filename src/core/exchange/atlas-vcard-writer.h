/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* vCard 3.0 (RFC 2426, RFC 2425) and 4.0 (RFC 6350): lines of at most 75 octets that end with CR LF, longer
 * ones folded between characters. */

/**
 * atlas_vcard_append_line:
 * @name: "EMAIL", with its parameters: "TEL;TYPE=VOICE"
 * @value: (nullable): a text value; nothing is written for NULL or ""
 */
void atlas_vcard_append_line (GString *out, const char *name, const char *value);

/** A value of several components, such as "N" and "ADR"; those that are NULL are left empty. Nothing is
 * written where all are. @separator: ";", or "," for lists such as "CATEGORIES". */
void atlas_vcard_append_parts (
  GString *out, const char *name, const char *const *parts, guint n_parts, char separator);

/**
 * atlas_vcard_escape:
 *
 * Appends @text as a text value has it: backslash, semicolon and comma with a backslash before them, and each
 * line break, of whatever kind (CR LF, CR, LF, vertical tab, form feed, U+0085, U+2028, U+2029), as "\n", so
 * that no value can begin a line of its own. Other control characters but tab, which a vCard can't hold,
 * become spaces.
 */
void atlas_vcard_escape (GString *out, const char *text);

G_END_DECLS
