/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-pieces.h"

#include "atlas-geojson-reader.h"
#include "atlas-ical-reader.h"

/* As much as the buffer holds, unless the file ends before. */
static const char *
look_at_start (GBufferedInputStream *stream, gsize *length, GCancellable *cancellable, GError **error)
{
  gsize size = g_buffered_input_stream_get_buffer_size (stream);

  while (g_buffered_input_stream_get_available (stream) < size)
    {
      gssize n = g_buffered_input_stream_fill (stream, -1, cancellable, error);

      if (n < 0)
        return NULL;
      if (n == 0)
        break;
    }
  return g_buffered_input_stream_peek_buffer (stream, length);
}

AtlasPieceReader *
atlas_import_find_piece_reader (AtlasPieceFormat format,
                                GBufferedInputStream *stream,
                                GCancellable *cancellable,
                                GError **error)
{
  const char *start;
  gsize length;

  g_return_val_if_fail (G_IS_BUFFERED_INPUT_STREAM (stream), NULL);

  if (format == ATLAS_PIECES_ANY)
    {
      start = look_at_start (stream, &length, cancellable, error);
      if (start == NULL)
        return NULL;
      if (atlas_ical_reader_sniff (start, length))
        format = ATLAS_PIECES_ICAL;
      else if (atlas_geojson_reader_sniff (start, length))
        format = ATLAS_PIECES_GEOJSON;
    }
  switch (format)
    {
    case ATLAS_PIECES_GEOJSON:
      return ATLAS_PIECE_READER (atlas_geojson_reader_new (G_INPUT_STREAM (stream)));
    case ATLAS_PIECES_ICAL:
      return ATLAS_PIECE_READER (atlas_ical_reader_new (G_INPUT_STREAM (stream)));
    default:
      return NULL;
    }
}
