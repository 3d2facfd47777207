/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-piece-reader.h"

G_BEGIN_DECLS

/** Formats of others whose records are given one by one. */
typedef enum
{
  ATLAS_PIECES_ANY, /* the content tells, and may be none of them */
  ATLAS_PIECES_NONE,
  ATLAS_PIECES_GEOJSON,
  ATLAS_PIECES_ICAL,
} AtlasPieceFormat;

/**
 * atlas_import_find_piece_reader:
 * @stream: of which the beginning is looked at, and stays to be read
 *
 * Returns: (transfer full) (nullable): NULL where the file is none of these formats, or with @error
 */
AtlasPieceReader *atlas_import_find_piece_reader (AtlasPieceFormat format,
                                                  GBufferedInputStream *stream,
                                                  GCancellable *cancellable,
                                                  GError **error);

G_END_DECLS
