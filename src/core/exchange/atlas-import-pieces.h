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
 * @start: (array length=length): how the file begins
 * @stream: which gives it from there on
 *
 * Returns: (transfer full) (nullable): NULL where the file is none of these formats
 */
AtlasPieceReader *atlas_import_find_piece_reader (AtlasPieceFormat format,
                                                  const char *start,
                                                  gsize length,
                                                  GInputStream *stream);

G_END_DECLS
