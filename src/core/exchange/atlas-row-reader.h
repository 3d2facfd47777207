/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * AtlasCell:
 * @text: UTF-8, not terminated by NUL; never NULL
 * @length: bytes
 */
typedef struct
{
  const char *text;
  gsize length;
} AtlasCell;

/**
 * AtlasRow:
 * @cells: (array length=n_cells): borrowed from the reader until the next call
 * @line: from 1, where the row begins in a text file; its number in a sheet
 * @literal: no spreadsheet has been at it: an apostrophe in front is part of the text
 * @field: (nullable): what the row is refused for
 * @reason: (nullable): translated: why the row can't be taken, whatever its cells say
 */
typedef struct
{
  const AtlasCell *cells;
  guint n_cells;
  gint64 line;
  gboolean literal;
  const char *field, *reason;
} AtlasRow;

/**
 * AtlasRowReader:
 *
 * A table of texts, a row at a time and in bounded memory, whatever kind of file it lies in: text with
 * separators or a sheet of a workbook. The first row is the first one that holds anything; whether it is
 * headings is for others to say. Dates come as "YYYY-MM-DD", numbers in their shortest decimal form. One
 * thread at a time.
 */
#define ATLAS_TYPE_ROW_READER (atlas_row_reader_get_type ())
G_DECLARE_DERIVABLE_TYPE (AtlasRowReader, atlas_row_reader, ATLAS, ROW_READER, GObject)

struct _AtlasRowReaderClass
{
  GObjectClass parent_class;

  gboolean (*next) (AtlasRowReader *self, AtlasRow *row, GCancellable *cancellable, GError **error);
  gint64 (*get_position) (AtlasRowReader *self);
  int n_headings; /* see atlas_row_reader_get_n_headings() */
};

/**
 * atlas_row_reader_next:
 * @row: (out caller-allocates)
 *
 * Returns: FALSE at the end, and with @error (ATLAS_IMPORT_ERROR or G_IO_ERROR; its message says the line,
 * not the file) where the file is broken
 */
gboolean
atlas_row_reader_next (AtlasRowReader *self, AtlasRow *row, GCancellable *cancellable, GError **error);

/** Rows above the first record; -1 where one must look for them. */
int atlas_row_reader_get_n_headings (AtlasRowReader *self);

/** How many bytes of the file have been read, for progress. */
gint64 atlas_row_reader_get_position (AtlasRowReader *self);

/** Whether no cell holds more than space. */
gboolean atlas_row_is_empty (const AtlasRow *row);

G_END_DECLS
