/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-json-splitter.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-import-stranger.h"
#include "atlas-import.h"
#include "atlas-json-scanner.h"
#include "atlas-json-window.h"

typedef enum
{
  STATE_START,
  STATE_FIRST_ENTRY,
  STATE_NEXT_ENTRY,
  STATE_FIRST_KEY,
  STATE_NEXT_KEY,
  STATE_SEQUENCE,
  STATE_LINES,
  STATE_TAIL, /* nothing but white space may follow */
  STATE_END,
} State;

struct _AtlasJsonSplitter
{
  AtlasJsonWindow window;
  AtlasShareForm form;
  State state;
  const AtlasKind *kind; /* of the array we are in */
  gsize pending;         /* bytes of the piece given out last */
  gint64 n_records;

  AtlasShareHeader header;
  AtlasJsonScanner *scanner;
};

AtlasJsonSplitter *
atlas_json_splitter_new (GInputStream *stream, AtlasShareForm form)
{
  AtlasJsonSplitter *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_new0 (AtlasJsonSplitter, 1);
  atlas_json_window_init (&self->window, stream);
  self->form = form;
  self->scanner = atlas_json_scanner_new (NULL, 0);
  return self;
}

void
atlas_json_splitter_free (AtlasJsonSplitter *self)
{
  if (self == NULL)
    return;
  atlas_json_window_clear (&self->window);
  atlas_share_header_clear (&self->header);
  atlas_json_scanner_free (self->scanner);
  g_free (self);
}

/* --- what form it has
 * --------------------------------------------------------------------------------------- */

/* Enough of the beginning to tell other kinds of files. */
#define START_SIZE 4096

static gboolean
starts_with (AtlasJsonSplitter *self, const char *bytes, gsize length)
{
  return atlas_json_window_peek_at (&self->window, length - 1) >= 0 &&
         memcmp (atlas_json_window_get_text (&self->window), bytes, length) == 0;
}

static gsize
skip_space_ahead (AtlasJsonSplitter *self, gsize offset)
{
  while (atlas_json_is_space (atlas_json_window_peek_at (&self->window, offset)))
    offset++;
  return offset;
}

/* Whether the object at the start is a line with "kind" (LINES), a document, or neither (AUTO): looks at its
 * keys as far as need be, and uses up nothing. What is malformed is a document's, which will say so. */
static AtlasShareForm
look_at_keys (AtlasJsonSplitter *self)
{
  gsize at = 1, length;

  for (;;)
    {
      const char *key;

      at = skip_space_ahead (self, at);
      if (atlas_json_window_peek_at (&self->window, at) == '}')
        return ATLAS_SHARE_AUTO;
      if (atlas_json_window_peek_at (&self->window, at) != '"' ||
          atlas_json_window_measure (&self->window, at, ATLAS_JSON_MAX_RECORD, FALSE, &length) !=
            ATLAS_JSON_VALUE_WHOLE)
        return ATLAS_SHARE_DOCUMENT;

      key = atlas_json_window_get_text (&self->window) + at;
      if (length == 6 && memcmp (key, "\"kind\"", 6) == 0)
        return ATLAS_SHARE_LINES;
      if (length == 8 && memcmp (key, "\"format\"", 8) == 0)
        return ATLAS_SHARE_DOCUMENT;
      for (guint i = 0; atlas_kinds ()[i] != NULL; i++)
        {
          const char *plural = atlas_kinds ()[i]->plural;

          if (length == strlen (plural) + 2 && memcmp (key + 1, plural, length - 2) == 0)
            return ATLAS_SHARE_DOCUMENT;
        }

      at = skip_space_ahead (self, at + length);
      if (atlas_json_window_peek_at (&self->window, at) != ':')
        return ATLAS_SHARE_DOCUMENT;
      at = skip_space_ahead (self, at + 1);
      if (atlas_json_window_measure (&self->window, at, ATLAS_SHARE_MAX_EXTRA, FALSE, &length) !=
          ATLAS_JSON_VALUE_WHOLE)
        return ATLAS_SHARE_DOCUMENT;
      at = skip_space_ahead (self, at + length);
      if (atlas_json_window_peek_at (&self->window, at) == ',')
        at++;
    }
}

/* An object for each line, or objects that take several? */
static AtlasShareForm
look_at_lines (AtlasJsonSplitter *self)
{
  gsize length;

  if (atlas_json_window_measure (&self->window, 0, ATLAS_JSON_MAX_RECORD, FALSE, &length) !=
      ATLAS_JSON_VALUE_WHOLE)
    return ATLAS_SHARE_LINES;
  return memchr (atlas_json_window_get_text (&self->window), '\n', length) != NULL ? ATLAS_SHARE_SEQUENCE
                                                                                   : ATLAS_SHARE_LINES;
}

static gboolean
read_start (AtlasJsonSplitter *self)
{
  const char *stranger;
  int c;

  atlas_json_window_peek_at (&self->window, START_SIZE - 1);
  stranger = atlas_import_find_stranger (atlas_json_window_get_text (&self->window),
                                         atlas_json_window_get_n (&self->window), FALSE);
  if (stranger != NULL)
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_FORMAT, 0, stranger);
  if (starts_with (self, "\376\377", 2) || starts_with (self, "\377\376", 2))
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_FORMAT, 0,
                                   _ ("this text is UTF-16; save it as UTF-8"));
  if (starts_with (self, "\357\273\277", 3))
    atlas_json_window_consume (&self->window, 3);

  c = atlas_json_window_peek (&self->window);
  if (self->window.failure != NULL)
    return FALSE;
  if (c < 0)
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_FORMAT, 0, _ ("the file is empty"));

  if (self->form == ATLAS_SHARE_LINES || self->form == ATLAS_SHARE_SEQUENCE)
    {
      self->state = self->form == ATLAS_SHARE_LINES ? STATE_LINES : STATE_SEQUENCE;
      return TRUE;
    }
  if (c == '[')
    {
      atlas_json_window_consume (&self->window, 1);
      self->form = ATLAS_SHARE_ARRAY;
      self->kind = &atlas_kind_member;
      self->state = STATE_FIRST_ENTRY;
      return TRUE;
    }
  if (c != '{')
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_FORMAT, 0,
                                   _ ("this is not a share file, which is JSON: a “{” or “[” was expected"));

  self->form = look_at_keys (self);
  if (self->form == ATLAS_SHARE_LINES)
    self->form = look_at_lines (self);
  switch (self->form)
    {
    case ATLAS_SHARE_LINES:
      self->state = STATE_LINES;
      return TRUE;
    case ATLAS_SHARE_SEQUENCE:
      self->state = STATE_SEQUENCE;
      return TRUE;
    case ATLAS_SHARE_DOCUMENT:
      atlas_json_window_consume (&self->window, 1);
      self->state = STATE_FIRST_KEY;
      return TRUE;
    default:
      return atlas_json_window_fail (
        &self->window, ATLAS_IMPORT_ERROR_FORMAT, 0,
        _ ("this is not a share file: it has neither “format” nor “members” nor “kind”"));
    }
}

/* --- keys and records
 * ---------------------------------------------------------------------------------------- */

/* Hands on a fault that the scanner found in the text at the start. */
static gboolean
fail_scanner (AtlasJsonSplitter *self, const GError *error)
{
  gsize at;

  atlas_json_scanner_get_span (self->scanner, &at, NULL);
  return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, at,
                                 error != NULL ? error->message : _ ("a value was expected"));
}

/* The value of a key that holds no records, which begins at the start. */
static gboolean
read_header_value (AtlasJsonSplitter *self, const char *key, gsize key_length)
{
  g_autoptr (GError) error = NULL;
  gsize length, at;

  switch (atlas_json_window_measure (&self->window, 0, ATLAS_SHARE_MAX_EXTRA, TRUE, &length))
    {
    case ATLAS_JSON_VALUE_BREAKS_OFF:
      return atlas_json_window_fail_early_end (&self->window);
    case ATLAS_JSON_VALUE_TOO_LONG:
      return atlas_json_window_fail (
        &self->window, ATLAS_IMPORT_ERROR_TOO_BIG, 0,
        _ ("what this program does not know of in the file would be kept, but is more than 8 MiB"));
    case ATLAS_JSON_VALUE_WHOLE:
    default:
      break;
    }
  if (length == 0)
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0, _ ("a value was expected"));

  if (!atlas_share_header_read (&self->header, self->scanner, key, key_length,
                                atlas_json_window_get_text (&self->window), length, &error))
    {
      atlas_json_scanner_get_span (self->scanner, &at, NULL);
      return atlas_json_window_fail (&self->window, (AtlasImportError) error->code, at, error->message);
    }
  atlas_json_window_consume (&self->window, length);
  return TRUE;
}

/* A key of the document and, unless records follow, its value. */
static gboolean
read_key (AtlasJsonSplitter *self)
{
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;
  const AtlasKind *kind = NULL;
  const char *text;
  gsize length, n;

  if (atlas_json_window_measure (&self->window, 0, ATLAS_SHARE_MAX_EXTRA, TRUE, &length) !=
      ATLAS_JSON_VALUE_WHOLE)
    return atlas_json_window_fail_early_end (&self->window);
  atlas_json_scanner_reset (self->scanner, atlas_json_window_get_text (&self->window), length);
  if (atlas_json_scanner_next (self->scanner, &error) != ATLAS_JSON_STRING)
    return fail_scanner (self, error);
  text = atlas_json_scanner_get_text (self->scanner, &n);
  key = g_strndup (text, n);
  atlas_json_window_consume (&self->window, length);

  if (atlas_json_window_peek (&self->window) != ':')
    return atlas_json_window_peek (&self->window) < 0
             ? atlas_json_window_fail_early_end (&self->window)
             : atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0,
                                       _ ("a colon is missing after a name"));
  atlas_json_window_consume (&self->window, 1);

  for (guint i = 0; atlas_kinds ()[i] != NULL; i++)
    if (strlen (key) == n && strcmp (atlas_kinds ()[i]->plural, key) == 0)
      kind = atlas_kinds ()[i];
  if (atlas_json_window_peek (&self->window) < 0)
    return atlas_json_window_fail_early_end (&self->window);
  if (kind == NULL || atlas_json_window_peek (&self->window) == 'n')
    {
      self->state = STATE_NEXT_KEY;
      return read_header_value (self, key, n);
    }
  if (atlas_json_window_peek (&self->window) != '[')
    {
      g_autofree char *message = g_strdup_printf (_ ("“%s” must be a list"), key);

      return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_FORMAT, 0, message);
    }
  atlas_json_window_consume (&self->window, 1);
  self->kind = kind;
  self->state = STATE_FIRST_ENTRY;
  return TRUE;
}

static void
give (AtlasJsonSplitter *self, AtlasJsonPiece *piece, gsize offset, gsize length)
{
  piece->kind = self->kind;
  piece->text = atlas_json_window_get_text (&self->window) + offset;
  piece->length = length;
  piece->record = ++self->n_records;
  piece->line = self->window.line;
  piece->breaks_off = FALSE;
}

/* A value of an array or a sequence; @piece is filled if there is one. */
static gboolean
give_value (AtlasJsonSplitter *self, AtlasJsonPiece *piece)
{
  gint64 line = self->window.line;
  gsize length;
  AtlasJsonMeasure result =
    atlas_json_window_measure (&self->window, 0, ATLAS_JSON_MAX_RECORD, TRUE, &length);

  if (result == ATLAS_JSON_VALUE_BREAKS_OFF)
    return atlas_json_window_fail_early_end (&self->window);
  if (length == 0)
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0, _ ("a value was expected"));

  give (self, piece, 0, length);
  self->pending = length;
  if (result == ATLAS_JSON_VALUE_TOO_LONG)
    {
      piece->line = line;
      piece->text = NULL;
    }
  return TRUE;
}

/* The next line that is not blank. TRUE without a piece at the end. */
static gboolean
give_line (AtlasJsonSplitter *self, AtlasJsonPiece *piece)
{
  gint64 line;
  gsize searched = 0, length;
  gboolean too_long = FALSE;
  const char *end;

  if (atlas_json_window_peek (&self->window) < 0)
    return TRUE;

  line = self->window.line;
  for (;;)
    {
      const char *text = atlas_json_window_get_text (&self->window);

      end = memchr (text + searched, '\n', atlas_json_window_get_n (&self->window) - searched);
      if (end != NULL)
        {
          length = (gsize) (end - text);
          break;
        }
      searched = atlas_json_window_get_n (&self->window);
      if (searched > ATLAS_JSON_MAX_RECORD)
        {
          too_long = TRUE;
          self->window.start = self->window.end;
          searched = 0;
        }
      if (!atlas_json_window_fill (&self->window))
        {
          length = atlas_json_window_get_n (&self->window);
          break;
        }
    }
  if (self->window.failure != NULL)
    return FALSE;

  too_long |= length > ATLAS_JSON_MAX_RECORD;
  give (self, piece, 0, length);
  self->pending = length;
  piece->line = line;
  piece->breaks_off = end == NULL;
  if (too_long)
    piece->text = NULL;
  while (!too_long && piece->length > 0 && atlas_json_is_space (piece->text[piece->length - 1]))
    piece->length--;
  return TRUE;
}

/* Between the entries of an array; @piece is filled if an entry follows. */
static gboolean
read_entry (AtlasJsonSplitter *self, AtlasJsonPiece *piece)
{
  int c = atlas_json_window_peek (&self->window);

  if (c == ']')
    {
      atlas_json_window_consume (&self->window, 1);
      self->state = self->form == ATLAS_SHARE_ARRAY ? STATE_TAIL : STATE_NEXT_KEY;
      return TRUE;
    }
  if (self->state == STATE_NEXT_ENTRY && c >= 0)
    {
      if (c != ',')
        return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0,
                                       _ ("a comma or a closing bracket is missing"));
      atlas_json_window_consume (&self->window, 1);
      c = atlas_json_window_peek (&self->window);
    }
  if (c < 0)
    return atlas_json_window_fail_early_end (&self->window);
  self->state = STATE_NEXT_ENTRY;
  return give_value (self, piece);
}

/* Between the keys of a document. */
static gboolean
read_between_keys (AtlasJsonSplitter *self)
{
  int c = atlas_json_window_peek (&self->window);

  if (c == '}')
    {
      atlas_json_window_consume (&self->window, 1);
      self->state = STATE_TAIL;
      return TRUE;
    }
  if (self->state == STATE_NEXT_KEY && c >= 0)
    {
      if (c != ',')
        return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0,
                                       _ ("a comma or a closing bracket is missing"));
      atlas_json_window_consume (&self->window, 1);
      c = atlas_json_window_peek (&self->window);
    }
  if (c < 0)
    return atlas_json_window_fail_early_end (&self->window);
  if (c != '"')
    return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0,
                                   _ ("a name in quotes was expected"));
  return read_key (self);
}

static gboolean
step (AtlasJsonSplitter *self, AtlasJsonPiece *piece)
{
  switch (self->state)
    {
    case STATE_START:
      return read_start (self);
    case STATE_FIRST_ENTRY:
    case STATE_NEXT_ENTRY:
      return read_entry (self, piece);
    case STATE_FIRST_KEY:
    case STATE_NEXT_KEY:
      return read_between_keys (self);
    case STATE_SEQUENCE:
      if (atlas_json_window_peek (&self->window) >= 0)
        return give_value (self, piece);
      self->state = STATE_END;
      return TRUE;
    case STATE_LINES:
      if (!give_line (self, piece))
        return FALSE;
      if (piece->record == 0)
        self->state = STATE_END;
      return TRUE;
    case STATE_TAIL:
      if (atlas_json_window_peek (&self->window) >= 0)
        return atlas_json_window_fail (&self->window, ATLAS_IMPORT_ERROR_SYNTAX, 0,
                                       _ ("there is more text after the end"));
      self->state = STATE_END;
      return TRUE;
    case STATE_END:
    default:
      g_assert_not_reached ();
    }
}

gboolean
atlas_json_splitter_next (AtlasJsonSplitter *self,
                          AtlasJsonPiece *piece,
                          GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (piece != NULL, FALSE);

  memset (piece, 0, sizeof *piece);
  if (self->pending > 0)
    atlas_json_window_consume (&self->window, self->pending);
  self->pending = 0;

  self->window.cancellable = cancellable;
  while (self->state != STATE_END && piece->record == 0)
    if (!step (self, piece) || self->window.failure != NULL)
      {
        g_assert (self->window.failure != NULL);
        if (error != NULL)
          *error = g_error_copy (self->window.failure);
        memset (piece, 0, sizeof *piece);
        return FALSE;
      }
  self->window.cancellable = NULL;
  return piece->record != 0;
}

AtlasShareForm
atlas_json_splitter_get_form (AtlasJsonSplitter *self)
{
  g_return_val_if_fail (self != NULL, ATLAS_SHARE_AUTO);

  return self->form;
}

const AtlasShareHeader *
atlas_json_splitter_get_header (AtlasJsonSplitter *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->header;
}

gint64
atlas_json_splitter_get_n_read (AtlasJsonSplitter *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->window.n_read;
}
