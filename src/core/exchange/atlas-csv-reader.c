/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-csv-reader.h"

#include <string.h>

#include "atlas-csv-private.h"
#include "atlas-i18n.h"
#include "atlas-import.h"
#include "atlas-text-encoding.h"

#define WINDOW_SIZE (256 * 1024)
#define RAW_SIZE    (64 * 1024)

/* Where a cell lies within its row, in bytes. */
typedef struct
{
  guint32 start, end;
  gboolean quoted;  /* there are quotes to be taken away */
  gboolean foreign; /* there are bytes that are not ASCII */
} Span;

struct _AtlasCsvReader
{
  AtlasRowReader parent_instance;

  GInputStream *stream;
  AtlasCsvDialect dialect;
  gboolean begun;
  gboolean at_end; /* of the stream */
  gint64 n_read;
  gint64 line; /* of the row to come */
  gint64 n_mended;

  /* The window: what lies before `at` has been given out. */
  char *window;
  gsize size, at, end;

  /* UTF-16 that is not decoded yet. */
  guint8 *raw;
  gsize raw_end;

  GArray *spans;   /* of Span */
  GArray *cells;   /* of AtlasCell */
  GString *mended; /* cells of the row that are not in the window */
};

G_DEFINE_FINAL_TYPE (AtlasCsvReader, atlas_csv_reader, ATLAS_TYPE_ROW_READER)

/* Reads until there are @wanted bytes more or the stream ends. */
static gboolean
read_bytes (
  AtlasCsvReader *self, gpointer to, gsize wanted, gsize *n_read, GCancellable *cancellable, GError **error)
{
  if (!g_input_stream_read_all (self->stream, to, wanted, n_read, cancellable, error))
    return FALSE;
  self->n_read += (gint64) *n_read;
  self->at_end = *n_read < wanted;
  return TRUE;
}

static gboolean
is_utf_16 (AtlasCsvReader *self)
{
  return self->dialect.encoding == ATLAS_ENCODING_UTF_16_LE ||
         self->dialect.encoding == ATLAS_ENCODING_UTF_16_BE;
}

static void
decode_raw (AtlasCsvReader *self)
{
  gsize n_units = self->raw_end & ~(gsize) 1, n_used;

  self->end += atlas_utf_16_decode (self->raw, n_units, self->dialect.encoding == ATLAS_ENCODING_UTF_16_BE,
                                    self->at_end, self->window + self->end, &n_used);
  if (self->at_end && n_units < self->raw_end)
    {
      /* Half a unit at the very end. */
      self->end += (gsize) g_unichar_to_utf8 (0xfffd, self->window + self->end);
      n_used = self->raw_end;
    }
  memmove (self->raw, self->raw + n_used, self->raw_end - n_used);
  self->raw_end -= n_used;
}

/* Makes room, larger if the row fills the window, and fills it. */
static gboolean
fill (AtlasCsvReader *self, GCancellable *cancellable, GError **error)
{
  gsize n = self->end - self->at, n_read;

  if (n > ATLAS_CSV_MAX_ROW)
    return atlas_import_fail_at_line (
      self->line, ATLAS_IMPORT_ERROR_TOO_BIG,
      _ ("the row that begins here is longer than 4 MiB; most likely a quote is opened in it and "
         "never closed"),
      error);
  memmove (self->window, self->window + self->at, n);
  self->at = 0;
  self->end = n;
  if (n > self->size / 2)
    {
      self->size *= 2;
      self->window = g_realloc (self->window, self->size);
    }

  if (!is_utf_16 (self))
    {
      if (!read_bytes (self, self->window + n, self->size - n, &n_read, cancellable, error))
        return FALSE;
      self->end += n_read;
      return TRUE;
    }
  /* A unit of UTF-16 takes at most three bytes, and at the end half a unit does. */
  while (!self->at_end && self->size - self->end >= (RAW_SIZE / 2 + 1) * 3)
    {
      if (!read_bytes (self, self->raw + self->raw_end, RAW_SIZE - self->raw_end, &n_read, cancellable,
                       error))
        return FALSE;
      self->raw_end += n_read;
      decode_raw (self);
    }
  return TRUE;
}

static gboolean
begin (AtlasCsvReader *self, GCancellable *cancellable, GError **error)
{
  gsize mark, skip;

  self->begun = TRUE;
  if (!read_bytes (self, self->raw, RAW_SIZE, &self->raw_end, cancellable, error))
    return FALSE;
  mark = atlas_csv_sniff_encoding (&self->dialect, (const char *) self->raw, self->raw_end);
  memmove (self->raw, self->raw + mark, self->raw_end - mark);
  self->raw_end -= mark;
  if (is_utf_16 (self))
    decode_raw (self);
  else
    {
      memcpy (self->window, self->raw, self->raw_end);
      self->end = self->raw_end;
      self->raw_end = 0;
    }
  skip = atlas_csv_sniff_form (&self->dialect, self->window, self->end, self->at_end);
  self->at = skip;
  self->line = skip > 0 ? 2 : 1;
  return TRUE;
}

/* Eight bytes at a time: whether one of them is @c (S. E. Anderson, "Bit Twiddling Hacks", determining if a
 * word has a byte equal to n). */
#define ONES  G_GUINT64_CONSTANT (0x0101010101010101)
#define HIGHS G_GUINT64_CONSTANT (0x8080808080808080)

static inline guint64
find_zeros (guint64 word)
{
  return (word - ONES) & ~word & HIGHS;
}

/* The first separator, CR or LF from @i on, or @end. A quote within an unquoted cell is a character like any
 * other. */
static inline gsize
skip_plain (const char *text, gsize i, gsize end, guint64 separators, char separator, gboolean *foreign)
{
  guint64 high = 0;

  while (end - i >= 8)
    {
      guint64 word;

      memcpy (&word, text + i, 8);
      if ((find_zeros (word ^ separators) | find_zeros (word ^ (ONES * '\n')) |
           find_zeros (word ^ (ONES * '\r'))) != 0)
        break;
      high |= word;
      i += 8;
    }
  for (; i < end && text[i] != separator && text[i] != '\n' && text[i] != '\r'; i++)
    high |= (guint64) (text[i] & 0x80);
  *foreign |= (high & HIGHS) != 0;
  return i;
}

typedef enum
{
  SCAN_ROW,
  SCAN_MORE, /* the window ends within the row */
  SCAN_UNCLOSED,
  SCAN_TOO_WIDE,
} Scan;

/* Finds the cells of the row at `at`; @length is that of the row with its line end, @n_lines how many line
 * ends are in it. */
static Scan
scan_row (AtlasCsvReader *self, gsize *length, gint64 *n_lines)
{
  const char *text = self->window + self->at;
  const gsize end = self->end - self->at;
  const char separator = self->dialect.separator, quote = self->dialect.quote;
  const guint64 separators = ONES * (guchar) separator;
  gsize i = 0;

  *n_lines = 0;
  g_array_set_size (self->spans, 0);
  for (;;)
    {
      Span span = { .start = (guint32) i };

      while (i < end && text[i] == quote && quote != ATLAS_CSV_NO_QUOTE)
        {
          const char *close;

          /* One that stands behind a closing quote opens again: it was a doubled one. */
          span.quoted = TRUE;
          close = memchr (text + i + 1, quote, end - i - 1);
          if (close == NULL)
            return self->at_end ? SCAN_UNCLOSED : SCAN_MORE;
          i = (gsize) (close - text) + 1;
        }
      if (span.quoted)
        {
          span.foreign = TRUE; /* a closer look is cheap here */
          for (gsize j = span.start; j < i; j++)
            *n_lines += text[j] == '\n' || (text[j] == '\r' && (j + 1 == end || text[j + 1] != '\n'));
        }
      i = skip_plain (text, i, end, separators, separator, &span.foreign);
      span.end = (guint32) i;
      if (i == end && !self->at_end)
        return SCAN_MORE;
      g_array_append_val (self->spans, span);
      if (self->spans->len > ATLAS_CSV_MAX_COLUMNS)
        return SCAN_TOO_WIDE;
      if (i == end)
        break;
      if (text[i] == separator)
        {
          i++;
          continue;
        }
      if (text[i] == '\r')
        {
          /* Whether an LF belongs to it. */
          if (i + 1 == end && !self->at_end)
            return SCAN_MORE;
          i += i + 1 < end && text[i + 1] == '\n';
        }
      i++;
      ++*n_lines;
      break;
    }
  *length = i;
  return SCAN_ROW;
}

/* Takes the quotes away in place; what is doubled becomes one. */
static gsize
unquote (char *text, gsize length, char quote)
{
  gsize to = 0, i = 1;
  gboolean inside = TRUE;

  while (i < length)
    {
      if (inside && text[i] == quote)
        {
          if (i + 1 < length && text[i + 1] == quote)
            text[to++] = text[i++];
          else
            inside = FALSE;
          i++;
        }
      else
        text[to++] = text[i++];
    }
  return to;
}

/* Where a cell is not UTF-8 it is written anew behind the others of its row; as that text may move while it
 * grows, its place in it is noted in @text until the row is done. */
static gboolean
mend (AtlasCsvReader *self, AtlasCell *cell)
{
  AtlasEncoding encoding = self->dialect.encoding;
  gsize before = self->mended->len;
  const char *text = cell->text, *end = text + cell->length;
  const char *bad;
  gboolean good;

  if (encoding != ATLAS_ENCODING_WINDOWS_1252 && encoding != ATLAS_ENCODING_MAC_ROMAN &&
      encoding != ATLAS_ENCODING_IBM_850)
    {
      /* A NUL is not the encoding's fault. */
      while (!(good = g_utf8_validate (text, end - text, &bad)) && *bad == '\0')
        text = bad + 1;
      if (good)
        return FALSE;
      self->n_mended++;
    }
  if (encoding == ATLAS_ENCODING_MAC_ROMAN)
    atlas_mac_roman_append (self->mended, cell->text, cell->length);
  else if (encoding == ATLAS_ENCODING_IBM_850)
    atlas_ibm_850_append (self->mended, cell->text, cell->length);
  else
    atlas_windows_1252_append (self->mended, cell->text, cell->length);
  cell->length = self->mended->len - before;
  return TRUE;
}

static void
take_cells (AtlasCsvReader *self)
{
  char *text = self->window + self->at;
  guint n_mended = 0;

  g_array_set_size (self->cells, self->spans->len);
  g_string_truncate (self->mended, 0);
  for (guint i = 0; i < self->spans->len; i++)
    {
      Span *span = &g_array_index (self->spans, Span, i);
      AtlasCell *cell = &g_array_index (self->cells, AtlasCell, i);

      *cell = (AtlasCell){ text + span->start, span->end - span->start };
      if (span->quoted)
        cell->length = unquote (text + span->start, cell->length, self->dialect.quote);
      span->foreign = span->foreign && mend (self, cell);
      n_mended += span->foreign;
    }
  if (n_mended > 0)
    {
      const char *at = self->mended->str;

      for (guint i = 0; i < self->spans->len; i++)
        if (g_array_index (self->spans, Span, i).foreign)
          {
            AtlasCell *cell = &g_array_index (self->cells, AtlasCell, i);

            cell->text = at;
            at += cell->length;
          }
    }
}

static gboolean
atlas_csv_reader_next (AtlasRowReader *reader, AtlasRow *row, GCancellable *cancellable, GError **error)
{
  AtlasCsvReader *self = ATLAS_CSV_READER (reader);

  if (!self->begun && !begin (self, cancellable, error))
    return FALSE;
  for (;;)
    {
      gsize length;
      gint64 n_lines;

      if (self->at == self->end && self->at_end)
        return FALSE;
      switch (scan_row (self, &length, &n_lines))
        {
        case SCAN_MORE:
          if (!fill (self, cancellable, error))
            return FALSE;
          continue;
        case SCAN_UNCLOSED:
          return atlas_import_fail_at_line (
            self->line, ATLAS_IMPORT_ERROR_SYNTAX,
            _ ("a quote is opened in the row that begins here and never closed; part of the file "
               "may be missing"),
            error);
        case SCAN_TOO_WIDE:
          return atlas_import_fail_at_line (self->line, ATLAS_IMPORT_ERROR_TOO_BIG,
                                            _ ("the row has more than 16,384 columns"), error);
        case SCAN_ROW:
        default:
          break;
        }

      if (length > ATLAS_CSV_MAX_ROW)
        return atlas_import_fail_at_line (self->line, ATLAS_IMPORT_ERROR_TOO_BIG,
                                          _ ("the row that begins here is longer than 4 MiB"), error);
      take_cells (self);
      row->cells = (const AtlasCell *) (gconstpointer) self->cells->data;
      row->n_cells = self->cells->len;
      row->line = self->line;
      self->line += n_lines;
      self->at += length;
      if (row->n_cells > 1 || row->cells[0].length > 0)
        return TRUE;
    }
}

static gint64
atlas_csv_reader_get_position (AtlasRowReader *reader)
{
  AtlasCsvReader *self = ATLAS_CSV_READER (reader);

  return self->n_read;
}

static void
atlas_csv_reader_finalize (GObject *object)
{
  AtlasCsvReader *self = ATLAS_CSV_READER (object);

  g_object_unref (self->stream);
  g_free (self->window);
  g_free (self->raw);
  g_array_unref (self->spans);
  g_array_unref (self->cells);
  g_string_free (self->mended, TRUE);
  G_OBJECT_CLASS (atlas_csv_reader_parent_class)->finalize (object);
}

static void
atlas_csv_reader_class_init (AtlasCsvReaderClass *klass)
{
  AtlasRowReaderClass *reader_class = ATLAS_ROW_READER_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = atlas_csv_reader_finalize;
  reader_class->next = atlas_csv_reader_next;
  reader_class->get_position = atlas_csv_reader_get_position;
}

static void
atlas_csv_reader_init (AtlasCsvReader *self)
{
  self->size = WINDOW_SIZE;
  self->window = g_malloc (self->size);
  self->raw = g_malloc (RAW_SIZE);
  self->spans = g_array_new (FALSE, FALSE, sizeof (Span));
  self->cells = g_array_new (FALSE, FALSE, sizeof (AtlasCell));
  self->mended = g_string_new (NULL);
}

AtlasRowReader *
atlas_csv_reader_new (GInputStream *stream, const AtlasCsvDialect *dialect)
{
  AtlasCsvReader *self;

  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  self = g_object_new (ATLAS_TYPE_CSV_READER, NULL);
  self->stream = g_object_ref (stream);
  if (dialect != NULL)
    self->dialect = *dialect;
  return ATLAS_ROW_READER (self);
}

const AtlasCsvDialect *
atlas_csv_reader_get_dialect (AtlasCsvReader *self)
{
  g_return_val_if_fail (ATLAS_IS_CSV_READER (self), NULL);

  return &self->dialect;
}

gint64
atlas_csv_reader_get_n_mended (AtlasCsvReader *self)
{
  g_return_val_if_fail (ATLAS_IS_CSV_READER (self), 0);

  return self->n_mended;
}
