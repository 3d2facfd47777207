/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-field.h"

G_BEGIN_DECLS

/* Comma-separated values as RFC 4180 has them: lines end with CR LF; a cell with a comma, a quote or a line
 * break stands in quotes, its own quotes doubled. Cells with a semicolon or a tab do too, for readers that
 * guess at the separator.
 *
 * Spreadsheets run a cell that begins with "=", "+", "-" or "@" as a formula, whoever wrote it, and some are
 * led astray by a tab, a line break or another control character before that. So a text that begins with one
 * of these, or with the full-width form of the four signs, gets an apostrophe in front, which spreadsheets
 * take as "what follows is text". That is true of telephone numbers: `'+1 613 555 0100`. A text that begins
 * with apostrophes before such a sign gets one more, so that taking one away always gives back what was
 * there. Numbers are written as they are: a longitude of -75.7 is no formula. */

/** UTF-8's byte order mark, by which Excel knows that a file is UTF-8. */
#define ATLAS_CSV_MARK "\xef\xbb\xbf"

#define ATLAS_CSV_LINE_END "\r\n"

/** Appends a cell without a separator; @length -1 if NUL-terminated. */
void atlas_csv_append_text (GString *out, const char *text, gssize length);

/** Appends a cell of a table for the clipboard, whose cells stand between tabs: nothing is quoted, breaks
 * become blanks, and formulas get their apostrophe. */
void atlas_csv_append_tabbed (GString *out, const char *text);

/** Appends what atlas_field_format() makes of the value: lists joined with ";", languages as "rw:C2;fr:B1".
 */
void atlas_csv_append_value (GString *out, const AtlasField *field, const AtlasValue *value);

/** Whether @text has been given an apostrophe; what it was begins one byte later then. For readers. */
gboolean atlas_csv_is_protected (const char *text, gsize length);

G_END_DECLS
