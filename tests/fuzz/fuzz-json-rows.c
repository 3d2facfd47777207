/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON of others as a table: whatever the bytes, rows come that are good UTF-8, or an error. */
#include "atlas-json-rows.h"

#include "atlas-fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *bytes = (const char *) data;
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (AtlasRowReader) reader = atlas_json_rows_new (ATLAS_PIECES_ANY, bytes, size, stream);
  g_autoptr (GError) error = NULL;
  AtlasRow row;

  atlas_json_rows_sniff (ATLAS_PIECES_ANY, bytes, size);
  while (atlas_row_reader_next (reader, &row, NULL, &error))
    {
      g_assert_true (row.reason == NULL || g_utf8_validate (row.reason, -1, NULL));
      for (guint i = 0; i < row.n_cells; i++)
        g_assert_true (g_utf8_validate_len (row.cells[i].text, row.cells[i].length, NULL) ||
                       memchr (row.cells[i].text, '\0', row.cells[i].length) != NULL);
    }
  return 0;
}
