/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AtlasJsonScanner:
 *
 * A strict pull tokenizer for JSON (RFC 8259) over a text in memory: no allocation but for strings that hold
 * escapes, which are decoded in place of a scratch buffer. It refuses what the standard refuses (trailing
 * commas, comments, bare words, control characters in strings, lone surrogates, invalid UTF-8) and anything
 * nested deeper than %ATLAS_JSON_MAX_DEPTH.
 */
typedef struct _AtlasJsonScanner AtlasJsonScanner;

#define ATLAS_JSON_MAX_DEPTH 512

typedef enum
{
  ATLAS_JSON_ERROR_SYNTAX,
  ATLAS_JSON_ERROR_ENCODING,
  ATLAS_JSON_ERROR_DEPTH,
} AtlasJsonError;

#define ATLAS_JSON_ERROR (atlas_json_error_quark ())
GQuark atlas_json_error_quark (void);

typedef enum
{
  ATLAS_JSON_END, /* of the text */
  ATLAS_JSON_OBJECT_START,
  ATLAS_JSON_OBJECT_END,
  ATLAS_JSON_ARRAY_START,
  ATLAS_JSON_ARRAY_END,
  ATLAS_JSON_KEY,
  ATLAS_JSON_STRING,
  ATLAS_JSON_NUMBER,
  ATLAS_JSON_TRUE,
  ATLAS_JSON_FALSE,
  ATLAS_JSON_NULL,
  ATLAS_JSON_INVALID, /* see the error */
} AtlasJsonToken;

/** @text is borrowed and must stay as long as the scanner; @length in bytes. */
AtlasJsonScanner *atlas_json_scanner_new (const char *text, gsize length);

/** Starts over on another text, keeping the buffers. */
void atlas_json_scanner_reset (AtlasJsonScanner *self, const char *text, gsize length);
void atlas_json_scanner_free (AtlasJsonScanner *self);

/** The next token; %ATLAS_JSON_INVALID sets @error, whose message is translated and for a person, and
 * repeats. */
AtlasJsonToken atlas_json_scanner_next (AtlasJsonScanner *self, GError **error);

/**
 * atlas_json_scanner_get_text:
 *
 * The decoded content of the last KEY or STRING, or the digits of the last NUMBER as they stand. Not
 * NUL-terminated; may contain NUL (from \u0000). Borrowed until the next call; where the token held no escape
 * it points into the text itself.
 */
const char *atlas_json_scanner_get_text (AtlasJsonScanner *self, gsize *length);

/** Where the last token begins and ends in the text, in bytes; after %ATLAS_JSON_INVALID both say where the
 * fault is. */
void atlas_json_scanner_get_span (AtlasJsonScanner *self, gsize *start, gsize *end);

/** Skips the value that the last token (KEY, or a START) opens, checking it. FALSE with @error if it is
 * invalid. */
gboolean atlas_json_scanner_skip (AtlasJsonScanner *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasJsonScanner, atlas_json_scanner_free)

G_END_DECLS
