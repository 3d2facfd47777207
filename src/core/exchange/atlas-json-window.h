/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-import.h"

G_BEGIN_DECLS

/**
 * AtlasJsonWindow:
 * @failure: the first that befell us; nothing is read after it
 * @n_read: bytes taken from the stream
 * @buffer: of which [start, end) has been read and not yet been used up
 * @line: where `start` is, from 1
 *
 * The part of a stream that the splitter looks at, sliding along. It grows only when one value does not fit.
 */
typedef struct
{
  GInputStream *stream;
  GCancellable *cancellable;
  GError *failure;
  gint64 n_read;

  char *buffer;
  gsize size, start, end;
  gboolean exhausted;
  gint64 line;
} AtlasJsonWindow;

typedef enum
{
  ATLAS_JSON_VALUE_WHOLE,
  ATLAS_JSON_VALUE_TOO_LONG,
  ATLAS_JSON_VALUE_BREAKS_OFF,
} AtlasJsonMeasure;

void atlas_json_window_init (AtlasJsonWindow *self, GInputStream *stream);
void atlas_json_window_clear (AtlasJsonWindow *self);

/** Sets the failure, with the line that lies @offset bytes from the start. Always FALSE. */
gboolean
atlas_json_window_fail (AtlasJsonWindow *self, AtlasImportError code, gsize offset, const char *message);
gboolean atlas_json_window_fail_early_end (AtlasJsonWindow *self);

/** Reads more behind what there is; FALSE at the end of the stream or on failure. */
gboolean atlas_json_window_fill (AtlasJsonWindow *self);

/** Uses up @n bytes. */
void atlas_json_window_consume (AtlasJsonWindow *self, gsize n);

/** The byte @offset from the start, or -1 at the end of the stream. */
int atlas_json_window_peek_at (AtlasJsonWindow *self, gsize offset);

/** Uses up white space; the byte that follows it, or -1. */
int atlas_json_window_peek (AtlasJsonWindow *self);

/**
 * atlas_json_window_measure:
 * @from: where the value begins, bytes from the start
 * @discard: do not keep a value longer than @limit, but pass over it: all but its last @length bytes are used
 * up then; @from must be 0
 * @length: (out): of the value; 0 where none begins
 *
 * Finds the end of a value by its brackets and quotes alone.
 */
AtlasJsonMeasure
atlas_json_window_measure (AtlasJsonWindow *self, gsize from, gsize limit, gboolean discard, gsize *length);

static inline const char *
atlas_json_window_get_text (const AtlasJsonWindow *self)
{
  return self->buffer + self->start;
}

static inline gsize
atlas_json_window_get_n (const AtlasJsonWindow *self)
{
  return self->end - self->start;
}

static inline gboolean
atlas_json_is_space (int c)
{
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

G_END_DECLS
