/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-compare.h"

#include <math.h>
#include <string.h>

AtlasDuplicateScale *
atlas_duplicate_scale_new (AtlasDuplicateColumns *columns)
{
  AtlasDuplicateScale *self;

  g_return_val_if_fail (columns != NULL, NULL);

  self = g_new0 (AtlasDuplicateScale, 1);
  self->columns = columns;
  atlas_duplicate_scale_set_n (self, columns->n_members);
  return self;
}

void
atlas_duplicate_scale_set_n (AtlasDuplicateScale *self, guint n)
{
  g_return_if_fail (self != NULL);

  self->n = MAX (n, 2u);
}

void
atlas_duplicate_scale_set_threshold (AtlasDuplicateScale *self,
                                     const AtlasDuplicateRates *rates,
                                     double threshold)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (rates != NULL);

  self->rates = *rates;
  self->threshold = threshold;
}

void
atlas_duplicate_scale_free (AtlasDuplicateScale *self)
{
  g_free (self);
}

static double
get_share_of_count (AtlasDuplicateScale *self, guint count, double expected)
{
  return ((count > 0 ? count - 1 : 0) + ATLAS_DUPLICATE_FORESEEN * expected) /
         (self->n - 1 + ATLAS_DUPLICATE_FORESEEN);
}

/* How probable it is that a stranger has the word that one member has, of words of that expected share. */
double
atlas_duplicate_get_share (AtlasDuplicateScale *self,
                           AtlasDuplicateWords *words,
                           guint32 number,
                           double expected)
{
  return get_share_of_count (self, atlas_duplicate_words_get_count (words, number), expected);
}

void
atlas_duplicate_scale_prepare (AtlasDuplicateScale *self, AtlasDuplicateRow *rows, guint n)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < n; i++)
    rows[i].commonness = (float) (atlas_duplicate_get_share (self, self->columns->names, rows[i].given[0],
                                                             ATLAS_DUPLICATE_SHARE_OF_NAME) *
                                  atlas_duplicate_get_share (self, self->columns->names, rows[i].family[0],
                                                             ATLAS_DUPLICATE_SHARE_OF_NAME));
}

/* "burkittstreet", where a space was forgotten, and "burkitt". */
static gboolean
begins_like (AtlasDuplicateWords *words, guint32 a, guint32 b)
{
  gsize a_length, b_length;
  const char *a_text = atlas_duplicate_words_get (words, a, &a_length);
  const char *b_text = atlas_duplicate_words_get (words, b, &b_length);
  gsize shorter = MIN (a_length, b_length);

  return shorter >= 5 && memcmp (a_text, b_text, shorter) == 0;
}

static AtlasLikeness
compare_words (
  AtlasDuplicateRemembered *memory, AtlasDuplicateWords *words, guint32 a, guint32 b, gboolean beginnings)
{
  guint64 pair;
  AtlasDuplicateRemembered *known;

  if (a == b)
    return ATLAS_LIKENESS_SAME;
  pair = (guint64) MIN (a, b) << 32 | MAX (a, b);
  known = &memory[(pair * 0x9e3779b97f4a7c15u) >> 50];
  if (known->pair != pair)
    {
      known->likeness = atlas_duplicate_words_compare (words, a, b);
      if (beginnings && known->likeness < ATLAS_LIKENESS_FAR && begins_like (words, a, b))
        known->likeness = ATLAS_LIKENESS_FAR;
      known->pair = pair;
    }
  return known->likeness;
}

static guint
count_words (const guint32 *words, guint max)
{
  guint n = 0;

  while (n < max && words[n] != 0)
    n++;
  return n;
}

/* "jeanclaude" and "jean claude" */
static gboolean
is_same_joined (AtlasDuplicateWords *words, const guint32 *a, guint n_a, const guint32 *b, guint n_b)
{
  char texts[2][ATLAS_DUPLICATE_NAMES * 64];
  gsize lengths[2] = { 0, 0 };

  for (guint side = 0; side < 2; side++)
    for (guint i = 0; i < (side == 0 ? n_a : n_b); i++)
      {
        gsize length;
        const char *text = atlas_duplicate_words_get (words, side == 0 ? a[i] : b[i], &length);

        length = MIN (length, 63);
        memcpy (texts[side] + lengths[side], text, length);
        lengths[side] += length;
      }
  return lengths[0] >= 5 && atlas_name_is_slip (texts[0], lengths[0], texts[1], lengths[1]);
}

static const AtlasNameLevel levels_of_likeness[] = {
  [ATLAS_LIKENESS_NONE] = ATLAS_NAME_DIFFERENT,  [ATLAS_LIKENESS_WEAK] = ATLAS_NAME_WEAK,
  [ATLAS_LIKENESS_FAR] = ATLAS_NAME_FAR,         [ATLAS_LIKENESS_NEAR] = ATLAS_NAME_NEAR,
  [ATLAS_LIKENESS_VARIANT] = ATLAS_NAME_VARIANT, [ATLAS_LIKENESS_SAME] = ATLAS_NAME_SAME,
};

AtlasNameComparison
atlas_duplicate_compare_names (AtlasDuplicateScale *self, const guint32 *a, const guint32 *b)
{
  AtlasDuplicateWords *words = self->columns->names;
  guint n_a, n_b;
  AtlasLikeness worst = ATLAS_LIKENESS_SAME;
  double share = 1;
  gboolean part;

  if (a[0] == 0 || b[0] == 0)
    return (AtlasNameComparison){ ATLAS_NAME_MISSING, 1 };

  /* Most are one word and the same, or not at all alike. */
  if (a[1] == 0 && b[1] == 0)
    {
      AtlasLikeness likeness = compare_words (self->names, words, a[0], b[0], FALSE);

      if (likeness < ATLAS_LIKENESS_VARIANT)
        return (AtlasNameComparison){ levels_of_likeness[likeness], 0 };
      share = atlas_duplicate_get_share (self, words, a[0], ATLAS_DUPLICATE_SHARE_OF_NAME);
      if (likeness == ATLAS_LIKENESS_SAME)
        return (AtlasNameComparison){ ATLAS_NAME_SAME, share };
      return (AtlasNameComparison){
        ATLAS_NAME_VARIANT,
        2 * MAX (share, atlas_duplicate_get_share (self, words, b[0], ATLAS_DUPLICATE_SHARE_OF_NAME)) + 0.001
      };
    }

  n_a = count_words (a, ATLAS_DUPLICATE_NAMES);
  n_b = count_words (b, ATLAS_DUPLICATE_NAMES);
  if (n_a > n_b)
    {
      const guint32 *swap = a;
      guint n_swap = n_a;

      a = b;
      n_a = n_b;
      b = swap;
      n_b = n_swap;
    }
  part = n_a < n_b;
  /* Each word of the shorter name finds its likest. */
  for (guint i = 0; i < n_a; i++)
    {
      AtlasLikeness best = ATLAS_LIKENESS_NONE;
      double best_share = 1;

      for (guint j = 0; j < n_b; j++)
        {
          AtlasLikeness likeness = compare_words (self->names, words, a[i], b[j], FALSE);

          if (likeness > best || (likeness == best && i == j))
            {
              best = likeness;
              best_share = atlas_duplicate_get_share (self, words, b[j], ATLAS_DUPLICATE_SHARE_OF_NAME);
            }
        }
      worst = MIN (worst, best);
      /* The words of a name come in company: the second says less than by itself. */
      best_share =
        MAX (best_share, atlas_duplicate_get_share (self, words, a[i], ATLAS_DUPLICATE_SHARE_OF_NAME));
      share = share == 1 ? best_share : MIN (share, best_share) * sqrt (MAX (share, best_share));
    }
  if (worst < ATLAS_LIKENESS_NEAR && part && is_same_joined (words, a, n_a, b, n_b))
    return (AtlasNameComparison){ ATLAS_NAME_NEAR, share };
  if (worst == ATLAS_LIKENESS_SAME)
    return (AtlasNameComparison){ part ? ATLAS_NAME_PART : ATLAS_NAME_SAME, part ? share * 1.5 : share };
  if (worst == ATLAS_LIKENESS_VARIANT)
    return (AtlasNameComparison){ ATLAS_NAME_VARIANT, 2 * share + 0.001 };
  return (AtlasNameComparison){ levels_of_likeness[worst], 0 };
}

static gboolean
has_word (const guint32 *names, guint n_names, const guint32 *others)
{
  for (guint i = 0; i < n_names && names[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_OTHERS && others[j] != 0; j++)
      if (names[i] == others[j])
        return TRUE;
  return FALSE;
}

void
atlas_duplicate_look_among_others (AtlasNameComparison *comparison,
                                   const guint32 *a,
                                   const guint32 *a_others,
                                   const guint32 *b,
                                   const guint32 *b_others)
{
  if (comparison->level >= ATLAS_NAME_WEAK &&
      (has_word (a, ATLAS_DUPLICATE_NAMES, b_others) || has_word (b, ATLAS_DUPLICATE_NAMES, a_others)))
    *comparison = (AtlasNameComparison){ ATLAS_NAME_OTHER, 0 };
}

AtlasYearLevel
atlas_duplicate_compare_years (int a, int b)
{
  int apart = ABS (a - b);
  guint other_digits = 0;
  gboolean changed_about;

  if (a == 0 || b == 0)
    return ATLAS_YEAR_MISSING;
  if (apart <= 1)
    return apart == 0 ? ATLAS_YEAR_SAME : ATLAS_YEAR_BESIDE;
  for (int x = a, y = b, i = 0; i < 4; i++, x /= 10, y /= 10)
    other_digits += x % 10 != y % 10;
  changed_about = a / 100 == b / 100 && a % 10 == b / 10 % 10 && b % 10 == a / 10 % 10;
  if (other_digits == 1 || changed_about)
    return ATLAS_YEAR_SLIP;
  return apart <= 3 ? ATLAS_YEAR_CLOSE : ATLAS_YEAR_DIFFERENT;
}

/* One digit another, or two neighbours changed about. */
static gboolean
is_near_number (guint32 a, guint32 b)
{
  guint n_other = 0;
  guint32 last_a = 0, last_b = 0;
  gboolean changed_about = FALSE;

  for (; a != b && n_other <= 2; a /= 10, b /= 10)
    {
      if (a % 10 == b % 10)
        continue;
      changed_about = ++n_other == 2 && a % 10 == last_b && b % 10 == last_a && a / 10 == b / 10;
      last_a = a % 10;
      last_b = b % 10;
    }
  return n_other == 1 || changed_about;
}

/* Without the slips, which take longer to find. */
AtlasWayComparison
atlas_duplicate_compare_phones (AtlasDuplicateScale *self, const guint32 *a, const guint32 *b)
{
  AtlasWayComparison best = { ATLAS_WAY_MISSING, 1 };

  if (a[0] == 0 || b[0] == 0)
    return best;
  best.level = ATLAS_WAY_DIFFERENT;
  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && a[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_WAYS && b[j] != 0; j++)
      if (a[i] == b[j])
        {
          guint count =
            GPOINTER_TO_UINT (g_hash_table_lookup (self->columns->phones, GUINT_TO_POINTER (a[i])));

          return (AtlasWayComparison){ ATLAS_WAY_SAME,
                                       get_share_of_count (self, count, ATLAS_DUPLICATE_SHARE_OF_WAY) };
        }
      else if (is_near_number (a[i], b[j]))
        best.level = ATLAS_WAY_NEAR;
  return best;
}

AtlasWayComparison
atlas_duplicate_compare_emails (AtlasDuplicateScale *self,
                                const AtlasDuplicateRow *a,
                                const AtlasDuplicateRow *b)
{
  AtlasWayComparison best = { ATLAS_WAY_MISSING, 1 };

  if (a->emails[0] == 0 || b->emails[0] == 0)
    return best;
  best.level = ATLAS_WAY_DIFFERENT;
  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && a->emails[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_WAYS && b->emails[j] != 0; j++)
      if (a->emails[i] == b->emails[j])
        return (AtlasWayComparison){ ATLAS_WAY_SAME,
                                     atlas_duplicate_get_share (self, self->columns->emails, a->emails[i],
                                                                ATLAS_DUPLICATE_SHARE_OF_WAY) };
      /* The same name at another provider. */
      else if (a->mailboxes[i] != 0 && a->mailboxes[i] == b->mailboxes[j])
        best.level = ATLAS_WAY_NEAR;
  return best;
}

gboolean
atlas_duplicate_are_near_emails (AtlasDuplicateScale *self,
                                 const AtlasDuplicateRow *a,
                                 const AtlasDuplicateRow *b)
{
  AtlasDuplicateWords *words = self->columns->emails;

  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && a->emails[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_WAYS && b->emails[j] != 0; j++)
      if (atlas_duplicate_words_is_slip (words, a->emails[i], b->emails[j]))
        return TRUE;
  return FALSE;
}

AtlasWayComparison
atlas_duplicate_compare_places (AtlasDuplicateScale *self, guint32 a, guint32 b, gboolean closely)
{
  AtlasLikeness likeness;

  if (a == 0 || b == 0)
    return (AtlasWayComparison){ ATLAS_WAY_MISSING, 1 };
  if (a != b && !closely)
    return (AtlasWayComparison){ ATLAS_WAY_DIFFERENT, 1 };
  likeness = compare_words (self->places, self->columns->places, a, b, TRUE);
  if (likeness == ATLAS_LIKENESS_SAME)
    return (AtlasWayComparison){ ATLAS_WAY_SAME, atlas_duplicate_get_share (self, self->columns->places, a,
                                                                            ATLAS_DUPLICATE_SHARE_OF_PLACE) };
  return (AtlasWayComparison){ likeness >= ATLAS_LIKENESS_FAR ? ATLAS_WAY_NEAR : ATLAS_WAY_DIFFERENT, 1 };
}

static gboolean
is_alike (const AtlasWayComparison *comparison)
{
  return comparison->level == ATLAS_WAY_SAME || comparison->level == ATLAS_WAY_NEAR;
}

/* The street, and what else the line says; in whichever order they were written. Unless @closely only what is
 * the same is seen. */
void
atlas_duplicate_compare_lines (AtlasDuplicateScale *self,
                               const AtlasDuplicateRow *a,
                               const AtlasDuplicateRow *b,
                               AtlasWayComparison *street,
                               AtlasWayComparison *annex,
                               gboolean closely)
{
  if (!closely && a->street != b->street && a->street != 0 && b->street != 0)
    {
      *street = (AtlasWayComparison){ ATLAS_WAY_DIFFERENT, 1 };
      *annex = (AtlasWayComparison){ ATLAS_WAY_MISSING, 1 };
      return;
    }
  *street = atlas_duplicate_compare_places (self, a->street, b->street, TRUE);
  *annex = atlas_duplicate_compare_places (self, a->annex, b->annex, TRUE);
  if (street->level == ATLAS_WAY_DIFFERENT && (a->annex != 0 || b->annex != 0))
    {
      AtlasWayComparison crossed[] = { atlas_duplicate_compare_places (self, a->street, b->annex, TRUE),
                                       atlas_duplicate_compare_places (self, a->annex, b->street, TRUE) };

      for (guint i = 0; i < G_N_ELEMENTS (crossed); i++)
        if (is_alike (&crossed[i]))
          {
            *street = crossed[i];
            *annex = crossed[1 - i];
            if (annex->level == ATLAS_WAY_DIFFERENT)
              annex->level = ATLAS_WAY_MISSING;
            return;
          }
    }
}

AtlasWayLevel
atlas_duplicate_compare_numbers (guint32 a, guint32 b)
{
  if (a == 0 || b == 0)
    return ATLAS_WAY_MISSING;
  if (a == b)
    return ATLAS_WAY_SAME;
  /* Also where the last digit was left out. */
  return a / 10 == b || b / 10 == a || is_near_number (a, b) ? ATLAS_WAY_NEAR : ATLAS_WAY_DIFFERENT;
}

AtlasWayComparison
atlas_duplicate_compare_postcodes (AtlasDuplicateScale *self, guint32 a, guint32 b, gboolean closely)
{
  AtlasDuplicateWords *words = self->columns->postcodes;

  if (a == 0 || b == 0)
    return (AtlasWayComparison){ ATLAS_WAY_MISSING, 1 };
  if (a == b)
    return (AtlasWayComparison){ ATLAS_WAY_SAME,
                                 atlas_duplicate_get_share (self, words, a, ATLAS_DUPLICATE_SHARE_OF_PLACE) };
  if (!closely)
    return (AtlasWayComparison){ ATLAS_WAY_DIFFERENT, 1 };
  return (AtlasWayComparison){ atlas_duplicate_words_is_slip (words, a, b) ? ATLAS_WAY_NEAR
                                                                           : ATLAS_WAY_DIFFERENT,
                               1 };
}
