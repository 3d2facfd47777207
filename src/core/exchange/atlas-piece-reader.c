/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-piece-reader.h"

#include <string.h>

G_DEFINE_ABSTRACT_TYPE (AtlasPieceReader, atlas_piece_reader, G_TYPE_OBJECT)

static void
atlas_piece_reader_class_init (AtlasPieceReaderClass *klass)
{
}

static void
atlas_piece_reader_init (AtlasPieceReader *self)
{
}

gboolean
atlas_piece_reader_next (AtlasPieceReader *self, AtlasPiece *piece, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_PIECE_READER (self), FALSE);
  g_return_val_if_fail (piece != NULL, FALSE);

  memset (piece, 0, sizeof *piece);
  return ATLAS_PIECE_READER_GET_CLASS (self)->next (self, piece, cancellable, error);
}

gint64
atlas_piece_reader_get_n_read (AtlasPieceReader *self)
{
  g_return_val_if_fail (ATLAS_IS_PIECE_READER (self), 0);

  return ATLAS_PIECE_READER_GET_CLASS (self)->get_n_read (self);
}
