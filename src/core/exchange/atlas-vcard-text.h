/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How values are written in address cards. */

/**
 * atlas_vcard_split:
 * @separator: ';' between the parts of a value, ',' between values
 *
 * Takes a value apart where the separator is not escaped. The parts keep their escapes.
 *
 * Returns: (transfer full) (array zero-terminated=1): at least one, which may be empty
 */
char **atlas_vcard_split (const char *value, char separator);

/** Without escapes: "\n" is a line break, any other character stands for itself. (transfer full) */
char *atlas_vcard_unescape (const char *value);

/**
 * atlas_vcard_decode_quoted_printable:
 *
 * RFC 2045, 6.7, in place: "=C3=A9"; a sign that no two digits follow stands for itself. Line breaks of any
 * system become "\n". What comes of it may hold NUL and any encoding.
 */
void atlas_vcard_decode_quoted_printable (GString *text);

G_END_DECLS
