/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Address cards of any version: whatever the bytes, rows come that are good UTF-8, or an error. */
#include "atlas-vcard-reader.h"

#include "atlas-fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (AtlasRowReader) reader = atlas_vcard_reader_new (stream);
  g_autoptr (GError) error = NULL;
  AtlasRow row;
  guint n_columns = 0;

  atlas_vcard_reader_is_vcard ((const char *) data, size);
  while (atlas_row_reader_next (reader, &row, NULL, &error))
    {
      g_assert_true (n_columns == 0 || row.n_cells == n_columns);
      n_columns = row.n_cells;
      for (guint i = 0; i < row.n_cells; i++)
        g_assert_true (g_utf8_validate_len (row.cells[i].text, row.cells[i].length, NULL));
    }
  return 0;
}
