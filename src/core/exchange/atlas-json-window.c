/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-json-window.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-import.h"

#define WINDOW_SIZE (256 * 1024)

void
atlas_json_window_init (AtlasJsonWindow *self, GInputStream *stream)
{
  memset (self, 0, sizeof *self);
  self->stream = g_object_ref (stream);
  self->line = 1;
  self->size = WINDOW_SIZE;
  self->buffer = g_malloc (self->size);
}

void
atlas_json_window_clear (AtlasJsonWindow *self)
{
  g_clear_error (&self->failure);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->buffer, g_free);
}

static gint64
count_lines (const char *text, gsize length)
{
  const char *end = text + length;
  gint64 n = 0;

  while (text < end && (text = memchr (text, '\n', (gsize) (end - text))) != NULL)
    {
      n++;
      text++;
    }
  return n;
}

gboolean
atlas_json_window_fail (AtlasJsonWindow *self, AtlasImportError code, gsize offset, const char *message)
{
  gint64 line = self->line + count_lines (self->buffer + self->start, MIN (offset, self->end - self->start));

  if (self->failure == NULL)
    atlas_import_fail_at_line (line, code, message, &self->failure);
  return FALSE;
}

gboolean
atlas_json_window_fail_early_end (AtlasJsonWindow *self)
{
  return atlas_json_window_fail (self, ATLAS_IMPORT_ERROR_SYNTAX, G_MAXSIZE,
                                 _ ("the file breaks off here; part of it is missing. Fetch it again."));
}

gboolean
atlas_json_window_fill (AtlasJsonWindow *self)
{
  gssize n;

  if (self->exhausted || self->failure != NULL ||
      g_cancellable_set_error_if_cancelled (self->cancellable, &self->failure))
    return FALSE;

  if (self->start > 0)
    {
      memmove (self->buffer, self->buffer + self->start, atlas_json_window_get_n (self));
      self->end -= self->start;
      self->start = 0;
    }
  if (self->end == self->size)
    {
      self->size *= 2;
      self->buffer = g_realloc (self->buffer, self->size);
    }

  n = g_input_stream_read (self->stream, self->buffer + self->end, self->size - self->end, self->cancellable,
                           &self->failure);
  if (n <= 0)
    {
      self->exhausted = TRUE;
      return FALSE;
    }
  self->end += (gsize) n;
  self->n_read += n;
  return TRUE;
}

void
atlas_json_window_consume (AtlasJsonWindow *self, gsize n)
{
  g_assert (n <= atlas_json_window_get_n (self));

  self->line += count_lines (self->buffer + self->start, n);
  self->start += n;
}

int
atlas_json_window_peek_at (AtlasJsonWindow *self, gsize offset)
{
  while (offset >= atlas_json_window_get_n (self))
    if (!atlas_json_window_fill (self))
      return -1;
  return (guchar) self->buffer[self->start + offset];
}

int
atlas_json_window_peek (AtlasJsonWindow *self)
{
  int c;

  while (atlas_json_is_space (c = atlas_json_window_peek_at (self, 0)))
    atlas_json_window_consume (self, 1);
  return c;
}

/* How far into a value we are, kept from one reading of the stream to the next. */
typedef struct
{
  guint depth;
  gboolean in_string;
  gboolean escaped;
} Scan;

enum
{
  CLASS_QUOTE = 1,
  CLASS_OPEN,
  CLASS_CLOSE,
};

static const guint8 classes[256] = {
  ['"'] = CLASS_QUOTE, ['{'] = CLASS_OPEN, ['['] = CLASS_OPEN, ['}'] = CLASS_CLOSE, [']'] = CLASS_CLOSE,
};

/* Moves *@at over a value of which text[0..to) is there; TRUE once it stands behind its last byte. Which
 * brackets match which is not looked at. */
static gboolean
scan_value (Scan *scan, const char *text, gsize *at, gsize to)
{
  gsize i = *at;

  for (;;)
    {
      if (scan->in_string)
        {
          if (scan->escaped && i < to)
            {
              scan->escaped = FALSE;
              i++;
            }
          while (i < to && text[i] != '"' && text[i] != '\\')
            i++;
          if (i >= to)
            break;
          if (text[i++] == '\\')
            {
              scan->escaped = TRUE;
              continue;
            }
          scan->in_string = FALSE;
          if (scan->depth == 0)
            {
              *at = i;
              return TRUE;
            }
        }

      if (scan->depth == 0)
        {
          /* At its first byte, or within a number or a word. */
          if (i >= to)
            break;
          if (classes[(guchar) text[i]] == CLASS_CLOSE || text[i] == ',' || atlas_json_is_space (text[i]) ||
              (i > 0 && classes[(guchar) text[i]] != 0))
            {
              *at = i;
              return TRUE;
            }
          scan->depth = classes[(guchar) text[i]] == CLASS_OPEN;
          scan->in_string = classes[(guchar) text[i]] == CLASS_QUOTE;
          i++;
          continue;
        }

      while (i < to && classes[(guchar) text[i]] == 0)
        i++;
      if (i >= to)
        break;
      switch (classes[(guchar) text[i++]])
        {
        case CLASS_QUOTE:
          scan->in_string = TRUE;
          break;
        case CLASS_OPEN:
          scan->depth++;
          break;
        default:
          if (--scan->depth == 0)
            {
              *at = i;
              return TRUE;
            }
        }
    }
  *at = i;
  return FALSE;
}

AtlasJsonMeasure
atlas_json_window_measure (AtlasJsonWindow *self, gsize from, gsize limit, gboolean discard, gsize *length)
{
  Scan scan = { 0 };
  gboolean too_long = FALSE;
  gsize at = 0;

  g_assert (from == 0 || !discard);

  for (;;)
    {
      gboolean whole =
        scan_value (&scan, self->buffer + self->start + from, &at, atlas_json_window_get_n (self) - from);

      too_long |= at > limit;
      *length = at;
      if (whole)
        return too_long ? ATLAS_JSON_VALUE_TOO_LONG : ATLAS_JSON_VALUE_WHOLE;
      if (too_long)
        {
          if (!discard)
            return ATLAS_JSON_VALUE_TOO_LONG;
          atlas_json_window_consume (self, at);
          at = 0;
        }
      if (!atlas_json_window_fill (self))
        return ATLAS_JSON_VALUE_BREAKS_OFF;
    }
}
