/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-kind.h"

G_BEGIN_DECLS

/**
 * AtlasPiece:
 * @kind: of the record; NULL where it could not be told
 * @text: (array length=length): the record as the share format's JSON, with keys nested or dotted; NULL where
 * it is refused
 * @record: its number in the file, from 1
 * @line: where it begins, from 1
 * @field: (nullable): what it is refused for
 * @reason: translated, why it is
 *
 * Borrowed from the reader until the next call.
 */
typedef struct
{
  const AtlasKind *kind;
  const char *text;
  gsize length;
  gint64 record;
  gint64 line;
  const char *field;
  const char *reason;
} AtlasPiece;

/**
 * AtlasPieceReader:
 *
 * A file of records in a format of others, given one at a time in the form that
 * [func@atlas_record_reader_read] reads, and in bounded memory. One thread at a time.
 */
#define ATLAS_TYPE_PIECE_READER (atlas_piece_reader_get_type ())
G_DECLARE_DERIVABLE_TYPE (AtlasPieceReader, atlas_piece_reader, ATLAS, PIECE_READER, GObject)

struct _AtlasPieceReaderClass
{
  GObjectClass parent_class;

  gboolean (*next) (AtlasPieceReader *self, AtlasPiece *piece, GCancellable *cancellable, GError **error);
  gint64 (*get_n_read) (AtlasPieceReader *self);
};

/** FALSE at the end, and with @error (ATLAS_IMPORT_ERROR, or what the stream says; the message names the
 * line, not the file) where the file is to be given up. */
gboolean atlas_piece_reader_next (AtlasPieceReader *self,
                                  AtlasPiece *piece,
                                  GCancellable *cancellable,
                                  GError **error);

/** Bytes taken from the stream so far. */
gint64 atlas_piece_reader_get_n_read (AtlasPieceReader *self);

G_END_DECLS
