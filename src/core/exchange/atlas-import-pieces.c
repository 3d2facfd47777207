/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-pieces.h"

#include "atlas-geojson-reader.h"
#include "atlas-ical-reader.h"

AtlasPieceReader *
atlas_import_find_piece_reader (AtlasPieceFormat format,
                                const char *start,
                                gsize length,
                                GInputStream *stream)
{
  g_return_val_if_fail (start != NULL || length == 0, NULL);
  g_return_val_if_fail (G_IS_INPUT_STREAM (stream), NULL);

  if (format == ATLAS_PIECES_ICAL || (format == ATLAS_PIECES_ANY && atlas_ical_reader_sniff (start, length)))
    return ATLAS_PIECE_READER (atlas_ical_reader_new (stream));
  if (format == ATLAS_PIECES_GEOJSON ||
      (format == ATLAS_PIECES_ANY && atlas_geojson_reader_sniff (start, length)))
    return ATLAS_PIECE_READER (atlas_geojson_reader_new (stream));
  return NULL;
}
