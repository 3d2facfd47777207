/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "atlas-kind.h"
#include "atlas-share-header.h"

G_BEGIN_DECLS

/**
 * AtlasJsonSplitter:
 *
 * Finds the records of a share file in a stream, however large, and gives the text of one at a time. It takes
 * a share document, records one to a line, a bare array of members, and a byte order mark before any of them;
 * reads brackets and quotes only, and leaves what stands between them to
 * [func@atlas_record_reader_read]. Memory: a window a little larger than the largest record.
 */
typedef struct _AtlasJsonSplitter AtlasJsonSplitter;

/** Bytes of the longest record; a longer one is passed over. */
#define ATLAS_JSON_MAX_RECORD (4 * 1024 * 1024)

typedef enum
{
  ATLAS_SHARE_AUTO,
  ATLAS_SHARE_DOCUMENT, /* an object of arrays */
  ATLAS_SHARE_ARRAY,    /* members, in brackets */
  ATLAS_SHARE_LINES,    /* an object a line, with "kind" */
  ATLAS_SHARE_SEQUENCE, /* objects with "kind" one after the other, over several lines each */
} AtlasShareForm;

/**
 * AtlasJsonPiece:
 * @kind: of the array it stands in; NULL where the record itself must say
 * @text: (array length=length): not NUL-terminated; borrowed until the next piece; NULL if it is too long
 * @record: its number in the file, from 1, over all arrays
 * @line: where it begins, from 1
 * @breaks_off: it is a last line without a line end, so the file may have been cut
 */
typedef struct
{
  const AtlasKind *kind;
  const char *text;
  gsize length;
  gint64 record;
  gint64 line;
  gboolean breaks_off;
} AtlasJsonPiece;

/** @form: AUTO tells by the content; LINES and SEQUENCE insist, whatever keys the objects have. */
AtlasJsonSplitter *atlas_json_splitter_new (GInputStream *stream, AtlasShareForm form);
void atlas_json_splitter_free (AtlasJsonSplitter *self);

/**
 * atlas_json_splitter_next:
 *
 * Returns: FALSE at the end, or with @error (ATLAS_IMPORT_ERROR, or what the stream says); the message names
 * the line, not the file
 */
gboolean atlas_json_splitter_next (AtlasJsonSplitter *self,
                                   AtlasJsonPiece *piece,
                                   GCancellable *cancellable,
                                   GError **error);

/** Known after the first piece; AUTO before. */
AtlasShareForm atlas_json_splitter_get_form (AtlasJsonSplitter *self);
/** Whole once the last piece has been read. */
const AtlasShareHeader *atlas_json_splitter_get_header (AtlasJsonSplitter *self);

/** Bytes taken from the stream so far. */
gint64 atlas_json_splitter_get_n_read (AtlasJsonSplitter *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasJsonSplitter, atlas_json_splitter_free)

G_END_DECLS
