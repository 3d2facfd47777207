/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** Index 0 holds words, the others the beginnings of words of 1, 2 and 3 letters: atlas-schema.c's
 * `prefix='1 2 3'`. */
#define ATLAS_TEXT_N_PREFIXES 3

/**
 * AtlasTextPostings:
 *
 * Where each word of some rows stands, and each beginning of a word, as FTS5 writes it down: gathered in
 * memory, to become one segment of a search index (atlas-text-segment.h).
 */
typedef struct _AtlasTextPostings AtlasTextPostings;

/**
 * AtlasTextPosting:
 * @key: the index that it belongs to, '0' and on, and the word
 * @data: the doclist: of each row its id as the difference to the one before, the size of what follows,
 * twice, and the positions by column
 */
typedef struct
{
  const guint8 *key;
  guint key_length;
  const guint8 *data;
  gsize length;
} AtlasTextPosting;

AtlasTextPostings *atlas_text_postings_new (void);
void atlas_text_postings_free (AtlasTextPostings *self);

/** Notes that @word stands at @position, the number of words before it, in @column of @row. Rows, their
 * columns and the positions in these come in order; rows are above 0. */
void atlas_text_postings_add (
  AtlasTextPostings *self, const char *word, gsize length, gint64 row, guint column, guint position);

/** Bytes of memory taken, about. */
gsize atlas_text_postings_get_size (AtlasTextPostings *self);

/** Ends all lists, and gives them in the order of their keys. They may be read until they are cleared, which
 * is all that can be done with @self from here. (transfer container) (element-type AtlasTextPosting) */
GArray *atlas_text_postings_sort (AtlasTextPostings *self);

/** Forgets all. */
void atlas_text_postings_clear (AtlasTextPostings *self);

/** Most bytes that a number takes. */
#define ATLAS_TEXT_VARINT_SIZE 9

/** Writes a number as SQLite does: seven bits a byte, the highest first, the last byte without its top bit; a
 * ninth byte has all eight. Bytes written. */
guint atlas_text_put_varint (guint8 *to, guint64 value);

/** Bytes read. */
guint atlas_text_get_varint (const guint8 *from, guint64 *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasTextPostings, atlas_text_postings_free)

G_END_DECLS
