/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * atlas_fold:
 * @text: UTF-8; bytes that are not valid UTF-8 are dropped
 * @length: bytes, or -1 if NUL-terminated
 *
 * Makes the form in which words are compared: compatibility-decomposed (Unicode NFKD), combining marks
 * removed, case folded; ligatures and letters that do not decompose (ø, ł, đ, æ, œ, ß) written out in ASCII;
 * typographic apostrophes and dashes made plain. "Québec" and "QUEBEC" give the same text.
 *
 * Returns: (transfer full): the folded text
 */
char *atlas_fold (const char *text, gssize length);

/**
 * atlas_fold_into:
 * @buffer: receives the folded text and a NUL; cut at a character if @size is too small
 *
 * As [func@atlas_fold] without allocating when @text is ASCII.
 *
 * Returns: bytes written, without the NUL
 */
gsize atlas_fold_into (const char *text, gssize length, char *buffer, gsize size);

/**
 * atlas_fold_words:
 *
 * As [func@atlas_fold], then everything but letters and digits becomes one space between words and
 * apostrophes vanish: "St. John's" gives "st johns". For comparing names as people write them.
 *
 * Returns: bytes written, without the NUL
 */
gsize atlas_fold_words (const char *text, gssize length, char *buffer, gsize size);

/** The same of a text of any length. (transfer full) */
char *atlas_fold_dup_words (const char *text, gssize length);

/**
 * atlas_fold_contains_prefix:
 * @folded: text made by [func@atlas_fold]
 * @prefix: folded too
 *
 * Returns: whether a word of @folded begins with @prefix
 */
gboolean atlas_fold_contains_prefix (const char *folded, const char *prefix);

G_END_DECLS
