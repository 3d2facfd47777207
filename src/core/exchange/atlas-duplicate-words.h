/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-name-likeness.h"

G_BEGIN_DECLS

/** Whether two sets of letters differ in more than @most of them: a few steps, where counting all bits is a
 * call on older processors. */
static inline gboolean
atlas_duplicate_letters_differ (guint32 a, guint32 b, guint most)
{
  guint32 other = a ^ b;

  for (; most > 0 && other != 0; most--)
    other &= other - 1;
  return other != 0;
}

/**
 * AtlasDuplicateWords:
 *
 * Words and how often each stands among all members, each kept once and told by a number from 1 on; 0 is no
 * word. Not thread-safe while words are added, any thread otherwise.
 */
typedef struct _AtlasDuplicateWords AtlasDuplicateWords;

/** @sounds: whether words are compared by how they look and sound, beyond equal or not. */
AtlasDuplicateWords *atlas_duplicate_words_new (gboolean sounds);
void atlas_duplicate_words_free (AtlasDuplicateWords *self);

/** Adds one more @word of at least one byte and gives its number. */
guint32 atlas_duplicate_words_add (AtlasDuplicateWords *self, const char *word, gsize length);

/** Takes back one addition: the word keeps its number, but counts once less. */
void atlas_duplicate_words_remove (AtlasDuplicateWords *self, guint32 number);

const char *atlas_duplicate_words_get (AtlasDuplicateWords *self, guint32 number, gsize *length);
guint atlas_duplicate_words_get_count (AtlasDuplicateWords *self, guint32 number);

/** What is known of how it looks and sounds; where words are not compared so, of none. */
const AtlasNameWord *atlas_duplicate_words_get_word (AtlasDuplicateWords *self, guint32 number);

/** Sends for what the next function reads first, of words that lie all over the memory. */
void atlas_duplicate_words_send_for (AtlasDuplicateWords *self, guint32 number);

/** Whether they are at most a slip apart: see atlas_name_is_slip(). */
gboolean atlas_duplicate_words_is_slip (AtlasDuplicateWords *self, guint32 a, guint32 b);

AtlasLikeness atlas_duplicate_words_compare (AtlasDuplicateWords *self, guint32 a, guint32 b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDuplicateWords, atlas_duplicate_words_free)

G_END_DECLS
