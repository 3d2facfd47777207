/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How alike two words of names are that people wrote down from hearing, from memory, in a hurry, or in
 * another language. All texts are folded words (see atlas_fold_words()) without spaces. */

/** How alike two words are, from nothing to the same. */
typedef enum
{
  ATLAS_LIKENESS_NONE,
  ATLAS_LIKENESS_WEAK,    /* an initial, or more letters in common than by chance */
  ATLAS_LIKENESS_FAR,     /* a long word with two slips */
  ATLAS_LIKENESS_NEAR,    /* one slip: a letter too many, too few, another, or two changed about */
  ATLAS_LIKENESS_VARIANT, /* sounds the same, or a short or foreign form of the same name */
  ATLAS_LIKENESS_SAME,
} AtlasLikeness;

/** Forms of one name that a word may belong to; 0: none. */
#define ATLAS_NAME_FORMS 2

/**
 * AtlasNameWord:
 * @code: a hash of how the word sounds; 0 where there is no letter in it
 * @forms: the names that it is a form of; see atlas-name-forms.c
 * @letters: a bit for each letter in it
 *
 * What is worked out of a word once, so that it can be compared with many.
 */
typedef struct
{
  guint32 code;
  guint32 letters;
  guint16 forms[ATLAS_NAME_FORMS];
} AtlasNameWord;

void atlas_name_word_init (AtlasNameWord *self, const char *word, gsize length);

/**
 * atlas_name_sound:
 * @sound: receives at most @size - 1 letters and a NUL
 *
 * How a word sounds to somebody who speaks Kinyarwanda, French or English, without its vowels but the first:
 * l and r are one; c, k and q, also as "ch" before them, as they are read; ph is f; double letters and glides
 * (w, y, h) go; m and n stand before a consonant as they are heard. "Nshimiyimana" and "Nshimimana",
 * "Philippe" and "Filip", "Kalisa" and "Karisa" give the same.
 *
 * Returns: bytes written, without the NUL
 */
gsize atlas_name_sound (const char *word, gsize length, char *sound, gsize size);

/**
 * atlas_name_distance:
 * @most: where it is more than so many, that is all that is said: @most + 1
 *
 * Fewest insertions, deletions, changes and swaps of neighbours that make one of the other (optimal string
 * alignment: Damerau 1964, Oommen and Loke 1997). Of words beyond 63 bytes the first 63 are compared.
 */
guint atlas_name_distance (const char *a, gsize a_length, const char *b, gsize b_length, guint most);

/** Whether that distance is at most 1, in one pass. */
gboolean atlas_name_is_slip (const char *a, gsize a_length, const char *b, gsize b_length);

/** How alike two words are; of words that are equal %ATLAS_LIKENESS_SAME. */
AtlasLikeness atlas_name_likeness (const char *a,
                                   gsize a_length,
                                   const AtlasNameWord *a_word,
                                   const char *b,
                                   gsize b_length,
                                   const AtlasNameWord *b_word);

/** The names that @word is a form of; 0 where it is none. */
void atlas_name_get_forms (const char *word, guint16 forms[ATLAS_NAME_FORMS]);

G_END_DECLS
