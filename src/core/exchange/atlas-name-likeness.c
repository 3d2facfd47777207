/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-name-likeness.h"

#include <string.h>

#define MAX_WORD 63

/* A sound that several letters make, or that a letter makes elsewhere than its own; the longest first. */
static const struct
{
  const char *letters;
  const char *sound;
} sounds[] = {
  { "tch", "s" }, { "sch", "s" }, { "nsh", "s" }, { "eau", "o" }, { "ch", "s" }, { "sh", "s" }, { "cy", "s" },
  { "jy", "j" },  { "dj", "j" },  { "ph", "f" },  { "pf", "f" },  { "qu", "k" }, { "ck", "k" }, { "gn", "n" },
  { "ny", "n" },  { "ts", "s" },  { "th", "t" },  { "ce", "s" },  { "ci", "s" }, { "ge", "j" }, { "gi", "g" },
  { "x", "ks" },  { "c", "k" },   { "q", "k" },   { "z", "s" },   { "l", "r" },  { "v", "b" },
};

static gboolean
is_vowel (char c)
{
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y';
}

gsize
atlas_name_sound (const char *word, gsize length, char *sound, gsize size)
{
  gsize n = 0;
  gsize at = 0;

  g_return_val_if_fail (word != NULL, 0);
  g_return_val_if_fail (sound != NULL && size > 0, 0);

  while (at < length && n + 2 < size)
    {
      const char *made = NULL;
      char own[2] = { word[at], '\0' };
      gsize step = 1;

      for (gsize i = 0; i < G_N_ELEMENTS (sounds) && made == NULL; i++)
        {
          gsize n_letters = strlen (sounds[i].letters);

          if (n_letters <= length - at && memcmp (word + at, sounds[i].letters, n_letters) == 0)
            {
              made = sounds[i].sound;
              /* The vowel that makes a c soft is a vowel still. */
              step = n_letters == 2 && is_vowel (sounds[i].letters[1]) && sounds[i].letters[1] != 'y'
                       ? 1
                       : n_letters;
            }
        }
      if (made == NULL)
        made = own;
      for (const char *c = made; *c; c++)
        {
          if (is_vowel (*c) ? at > 0 : *c == 'h' || *c == 'w' || !g_ascii_isalnum (*c))
            continue;
          if (n == 0 || sound[n - 1] != *c)
            sound[n++] = *c;
        }
      at += step;
    }
  sound[n] = '\0';
  return n;
}

static guint32
hash_bytes (const char *text, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * 16777619u;
  return hash == 0 ? 1 : hash;
}

void
atlas_name_word_init (AtlasNameWord *self, const char *word, gsize length)
{
  char sound[MAX_WORD + 1];
  gsize n;

  g_return_if_fail (self != NULL);
  g_return_if_fail (word != NULL);

  *self = (AtlasNameWord){ 0 };
  n = atlas_name_sound (word, length, sound, sizeof sound);
  if (n > 0)
    self->code = hash_bytes (sound, n);
  for (gsize i = 0; i < length; i++)
    self->letters |= g_ascii_isalpha (word[i]) ? 1u << (g_ascii_tolower (word[i]) - 'a') : 1u << 26;
  atlas_name_get_forms (word, self->forms);
}

guint
atlas_name_distance (const char *a, gsize a_length, const char *b, gsize b_length, guint most)
{
  guint8 rows[3][MAX_WORD + 1];
  guint8 *before = rows[0], *above = rows[1], *row = rows[2];

  g_return_val_if_fail (a != NULL && b != NULL, most + 1);

  a_length = MIN (a_length, MAX_WORD);
  b_length = MIN (b_length, MAX_WORD);
  if ((a_length > b_length ? a_length - b_length : b_length - a_length) > most)
    return most + 1;
  for (gsize j = 0; j <= b_length; j++)
    above[j] = (guint8) j;
  for (gsize i = 1; i <= a_length; i++)
    {
      guint8 *spent = before;
      guint least = row[0] = (guint8) i;

      for (gsize j = 1; j <= b_length; j++)
        {
          guint cost = above[j - 1] + (a[i - 1] != b[j - 1]);

          cost = MIN (cost, above[j] + 1u);
          cost = MIN (cost, row[j - 1] + 1u);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            cost = MIN (cost, before[j - 2] + 1u);
          row[j] = (guint8) cost;
          least = MIN (least, cost);
        }
      if (least > most)
        return most + 1;
      before = above;
      above = row;
      row = spent;
    }
  return MIN ((guint) above[b_length], most + 1);
}

gboolean
atlas_name_is_slip (const char *a, gsize a_length, const char *b, gsize b_length)
{
  gsize shorter = MIN (a_length, b_length);
  gsize same = 0;

  if (MAX (a_length, b_length) - shorter > 1)
    return FALSE;
  while (same < shorter && a[same] == b[same])
    same++;
  a += same;
  b += same;
  a_length -= same;
  b_length -= same;
  if (a_length != b_length)
    return a_length > b_length ? memcmp (a + 1, b, b_length) == 0 : memcmp (a, b + 1, a_length) == 0;
  if (a_length <= 1 || memcmp (a + 1, b + 1, a_length - 1) == 0)
    return TRUE;
  return a[0] == b[1] && a[1] == b[0] && memcmp (a + 2, b + 2, a_length - 2) == 0;
}

static gboolean
share_form (const AtlasNameWord *a, const AtlasNameWord *b)
{
  for (guint i = 0; i < ATLAS_NAME_FORMS && a->forms[i] != 0; i++)
    for (guint j = 0; j < ATLAS_NAME_FORMS && b->forms[j] != 0; j++)
      if (a->forms[i] == b->forms[j])
        return TRUE;
  return FALSE;
}

AtlasLikeness
atlas_name_likeness (const char *a,
                     gsize a_length,
                     const AtlasNameWord *a_word,
                     const char *b,
                     gsize b_length,
                     const AtlasNameWord *b_word)
{
  gsize shorter = MIN (a_length, b_length), longer = MAX (a_length, b_length);
  guint most, distance;

  g_return_val_if_fail (a != NULL && b != NULL, ATLAS_LIKENESS_NONE);

  if (a_length == b_length && memcmp (a, b, a_length) == 0)
    return ATLAS_LIKENESS_SAME;
  if (share_form (a_word, b_word))
    return ATLAS_LIKENESS_VARIANT;
  if (shorter == 1)
    return a[0] == b[0] ? ATLAS_LIKENESS_WEAK : ATLAS_LIKENESS_NONE;
  /* Two slips change at most four letters' presence. */
  most = longer >= 9 ? 3 : longer >= 5 ? 2 : 1;
  if (__builtin_popcount (a_word->letters ^ b_word->letters) > (int) (2 * most))
    return ATLAS_LIKENESS_NONE;
  distance =
    atlas_name_is_slip (a, a_length, b, b_length) ? 1 : atlas_name_distance (a, a_length, b, b_length, most);
  /* The sound leaves so much out that only words which also look alike are told by it. */
  if (a_word->code != 0 && a_word->code == b_word->code && longer >= 4 && distance <= most)
    return ATLAS_LIKENESS_VARIANT;
  if (distance <= 1)
    return longer >= 4 ? ATLAS_LIKENESS_NEAR : ATLAS_LIKENESS_WEAK;
  if (distance == 2)
    return longer >= 7 ? ATLAS_LIKENESS_FAR : ATLAS_LIKENESS_WEAK;
  return distance <= most ? ATLAS_LIKENESS_WEAK : ATLAS_LIKENESS_NONE;
}
