/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table to import, whatever is in it: its columns are mapped to something that can be written down and read
 * again, and a record that is made of a row is in its stored form: checking it again changes nothing. */
#include <string.h>

#include "atlas-csv-reader.h"
#include "atlas-fuzz.h"
#include "atlas-row-record.h"

static void
check_mapping (const AtlasMapping *mapping)
{
  g_autofree char *json = atlas_mapping_to_json (mapping);
  g_autofree char *json_again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasMapping) again = atlas_mapping_from_json (json, &error);

  g_assert_no_error (error);
  json_again = atlas_mapping_to_json (again);
  g_assert_cmpstr (json_again, ==, json);
  for (guint i = 0; i < mapping->n_columns; i++)
    g_assert_nonnull (atlas_mapping_get_reason (mapping, i));
}

static void
read_rows (const AtlasMapping *mapping, const AtlasTableSample *sample)
{
  g_autoptr (AtlasRowRecords) records = atlas_row_records_new (mapping);

  for (guint i = mapping->n_headings; i < atlas_table_sample_get_n_rows (sample); i++)
    {
      g_autoptr (AtlasRecord) record = atlas_record_new (mapping->kind);
      g_autoptr (AtlasRecord) before = NULL;
      g_autoptr (GError) error = NULL;
      AtlasRecordFault fault;
      gboolean read =
        atlas_row_records_read (records, atlas_table_sample_get_row (sample, i), record, &fault, &error);

      g_assert_true (read == (error == NULL));
      g_free (fault.field);
      if (!read)
        continue;
      before = atlas_record_copy (record);
      g_assert_true (atlas_record_check (record, NULL, NULL));
      g_assert_true (atlas_record_equal (record, before));
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (AtlasRowReader) reader = atlas_csv_reader_new (stream, NULL);
  g_autoptr (AtlasTableSample) sample = atlas_table_sample_new (reader, NULL, NULL);
  g_autoptr (AtlasMapping) mapping = NULL;

  if (sample == NULL)
    return 0;
  mapping = atlas_mapping_guess (NULL, sample, NULL);
  check_mapping (mapping);
  read_rows (mapping, sample);
  mapping->own = TRUE;
  read_rows (mapping, sample);
  return 0;
}
