/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table in text, whatever is in it: every cell is UTF-8 but for NUL, the rows are the same however the text
 * arrives, and the same again when the dialect that was found is told. */
#include <string.h>

#include "atlas-csv-reader.h"
#include "atlas-fuzz.h"

static gboolean
is_text (const AtlasCell *cell)
{
  const char *at = cell->text, *end = cell->text + cell->length, *bad;

  while (!g_utf8_validate (at, end - at, &bad))
    {
      if (*bad != '\0')
        return FALSE;
      at = bad + 1;
    }
  return TRUE;
}

/* A hash of all cells and lines, and whether it went well. */
static guint64
read_table (const uint8_t *data, size_t size, const AtlasCsvDialect *told, gsize step, AtlasCsvDialect *found)
{
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GInputStream) stream = g_buffered_input_stream_new_sized (memory, step);
  g_autoptr (AtlasRowReader) reader = atlas_csv_reader_new (stream, told);
  g_autoptr (GError) error = NULL;
  guint64 hash = 5381;
  gint64 line = 0;
  AtlasRow row;

  while (atlas_row_reader_next (reader, &row, NULL, &error))
    {
      g_assert_cmpint (row.line, >, line);
      g_assert_cmpuint (row.n_cells, >, 0);
      line = row.line;
      hash = hash * 31 + (guint64) line;
      for (guint i = 0; i < row.n_cells; i++)
        {
          g_assert_true (is_text (&row.cells[i]));
          hash = hash * 31 + row.cells[i].length;
          for (gsize j = 0; j < row.cells[i].length; j++)
            hash = hash * 31 + (guchar) row.cells[i].text[j];
        }
    }
  g_assert_cmpint (atlas_row_reader_get_position (reader), <=, (gint64) size);
  *found = *atlas_csv_reader_get_dialect (ATLAS_CSV_READER (reader));
  return error != NULL ? ~hash : hash;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  AtlasCsvDialect found, again;
  guint64 hash = read_table (data, size, NULL, 65536, &found);

  g_assert_cmpuint (read_table (data, size, NULL, 13, &again), ==, hash);
  g_assert_cmpuint (read_table (data, size, &found, 65536, &again), ==, hash);
  return 0;
}
