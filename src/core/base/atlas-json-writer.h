/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-json-scanner.h"

G_BEGIN_DECLS

/* Small pieces of JSON (RFC 8259) text, appended to a GString. Records are written with these, driven by
 * their field table; small documents go through JsonBuilder. */

/** A quoted string: UTF-8 stays as it is, control characters, quote and backslash are escaped; U+2028/9 too,
 * for readers that are JavaScript. */
void atlas_json_append_string (GString *out, const char *text, gssize length);

/** As above, @text being NUL-terminated; "null" for NULL. */
void atlas_json_append_string_or_null (GString *out, const char *text);

/** The shortest decimal form that reads back as the same double; "null" for a number JSON cannot hold. */
void atlas_json_append_real (GString *out, double value);

void atlas_json_append_integer (GString *out, gint64 value);

/**
 * atlas_json_append_value:
 *
 * Reads the next value from @scanner and writes it without white space; numbers stay as they were written.
 *
 * Returns: FALSE with @error where there is no valid value; @out then ends somewhere within it
 */
gboolean atlas_json_append_value (GString *out, AtlasJsonScanner *scanner, GError **error);

G_END_DECLS
