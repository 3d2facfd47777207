/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file to import, whatever is in it: it is split the same way however it arrives, and a record that was
 * read is in its stored form: checking it again changes nothing. */
#include <gio/gio.h>

#include "atlas-fuzz.h"
#include "atlas-json-splitter.h"
#include "atlas-record-reader.h"

static void
read_record (AtlasRecordReader *reader, const AtlasJsonPiece *piece)
{
  const AtlasKind *kind = piece->kind;
  g_autoptr (AtlasRecord) record = NULL;
  g_autoptr (AtlasRecord) before = NULL;
  g_autoptr (GError) error = NULL;
  AtlasRecordFault fault = { 0 };

  if (kind == NULL)
    kind = atlas_record_reader_find_kind (reader, piece->text, piece->length, &fault, &error);
  g_assert_true ((kind == NULL) == (error != NULL));
  if (kind != NULL)
    {
      gboolean read;

      record = atlas_record_new (kind);
      read = atlas_record_reader_read (reader, piece->text, piece->length, record, &fault, &error);
      g_assert_true (read == (error == NULL));
      if (read)
        {
          before = atlas_record_copy (record);
          g_assert_true (atlas_record_check (record, NULL, NULL));
          g_assert_true (atlas_record_equal (record, before));
        }
    }
  g_assert_cmpuint (fault.at, <=, piece->length);
  g_free (fault.field);
}

/* The number of records; a hash of where they lie in @hash. */
static gint64
read_file (const uint8_t *data, size_t size, AtlasRecordReader *reader, gint64 *hash, gboolean *good)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (AtlasJsonSplitter) splitter = NULL;
  g_autoptr (GInputStream) buffered = NULL;
  g_autoptr (GError) error = NULL;
  AtlasJsonPiece piece;
  gint64 n = 0;

  /* The second time it comes in small parts. */
  if (reader == NULL)
    buffered = g_buffered_input_stream_new_sized (stream, 16);
  splitter = atlas_json_splitter_new (buffered != NULL ? buffered : stream, ATLAS_SHARE_AUTO);
  while (atlas_json_splitter_next (splitter, &piece, NULL, &error))
    {
      g_assert_cmpint (piece.record, ==, ++n);
      *hash = *hash * 31 + piece.line * 7 + (gint64) piece.length;
      if (reader != NULL && piece.text != NULL)
        read_record (reader, &piece);
    }
  *good = error == NULL;
  g_assert_true (atlas_json_splitter_get_header (splitter) != NULL);
  return n;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autoptr (AtlasRecordReader) reader = atlas_record_reader_new ();
  gint64 hash = 0, hash_in_parts = 0;
  gboolean good, good_in_parts;
  gint64 n = read_file (data, size, reader, &hash, &good);

  g_assert_cmpint (read_file (data, size, NULL, &hash_in_parts, &good_in_parts), ==, n);
  g_assert_cmpint (hash_in_parts, ==, hash);
  g_assert_cmpint (good_in_parts, ==, good);
  return 0;
}
