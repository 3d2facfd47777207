/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Calendars: their events. */
#include "atlas-fuzz-pieces.h"
#include "atlas-ical-reader.h"

static AtlasPieceReader *
make_reader (GInputStream *stream)
{
  return ATLAS_PIECE_READER (atlas_ical_reader_new (stream));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  return fuzz_pieces (data, size, make_reader);
}
