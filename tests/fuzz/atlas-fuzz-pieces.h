/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-fuzz.h"
#include "atlas-json-scanner.h"
#include "atlas-piece-reader.h"
#include "atlas-record-reader.h"

/* A file of others, whatever is in it: its records are the same however it arrives, and what is given is JSON
 * that the reader of records takes or refuses in words. */

/* What was read, as a number. Takes @reader. */
static guint
read_all_pieces (AtlasPieceReader *reader, gboolean *good)
{
  g_autoptr (AtlasPieceReader) owned = reader;
  g_autoptr (AtlasRecordReader) records = atlas_record_reader_new ();
  g_autoptr (GError) error = NULL;
  AtlasPiece piece;
  guint hash = 0;

  while (atlas_piece_reader_next (reader, &piece, NULL, &error))
    {
      g_autoptr (AtlasRecord) record = atlas_record_new (piece.kind != NULL ? piece.kind : &atlas_kind_event);
      g_autoptr (GError) reason = NULL;
      AtlasRecordFault fault = { 0 };

      g_assert_true ((piece.text == NULL) == (piece.reason != NULL));
      hash = hash * 31 + (guint) piece.line * 7 + (guint) piece.length;
      if (piece.text != NULL &&
          !atlas_record_reader_read (records, piece.text, piece.length, record, &fault, &reason))
        g_assert_false (g_error_matches (reason, ATLAS_JSON_ERROR, ATLAS_JSON_ERROR_SYNTAX));
      g_free (fault.field);
    }
  *good = error == NULL;
  return hash;
}

static int
fuzz_pieces (const uint8_t *data, size_t size, AtlasPieceReader *(*make) (GInputStream *stream))
{
  g_autoptr (GInputStream) whole = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GInputStream) memory = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GInputStream) parts = g_buffered_input_stream_new_sized (memory, 16);
  gboolean good, good_in_parts;
  guint hash = read_all_pieces (make (whole), &good);

  g_assert_cmpuint (read_all_pieces (make (parts), &good_in_parts), ==, hash);
  g_assert_cmpint (good_in_parts, ==, good);
  return 0;
}
