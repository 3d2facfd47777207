/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-text-postings.h"

G_BEGIN_DECLS

/**
 * AtlasTextSegment:
 * @bytes: the pages, one after the other
 * @pages: (element-type AtlasTextPage): leaves first, in order
 * @words: the words of @entries, one after the other
 * @entries: (element-type AtlasTextEntry)
 *
 * A segment of an FTS5 index as the rows of its two tables: "data" holds pages, "idx" says on which page to
 * look for a word. The format, the older of the two that FTS5 knows and which all of its versions read, is
 * described at the top of ext/fts5/fts5_index.c in SQLite's sources.
 */
typedef struct
{
  GByteArray *bytes;
  GArray *pages;
  GByteArray *words;
  GArray *entries;
  guint n_leaves;
} AtlasTextSegment;

/** A row of "data". */
typedef struct
{
  gint64 id;
  gsize at, length; /* in bytes */
} AtlasTextPage;

/** A row of "idx". */
typedef struct
{
  gsize at, length; /* in words */
  gint64 page;      /* twice its number, and 1 more where it has an index of its doclist */
} AtlasTextEntry;

/** @id: of the segment, from 1 on, unlike all others of the index; @sorted: as
 * atlas_text_postings_sort() gives it, not empty */
AtlasTextSegment *atlas_text_segment_new (guint id, GArray *sorted);
void atlas_text_segment_free (AtlasTextSegment *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasTextSegment, atlas_text_segment_free)

G_END_DECLS
