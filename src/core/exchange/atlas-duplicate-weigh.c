/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-weigh.h"

#include <math.h>
#include <string.h>

/* --- the weights --------------------------------------------------------------------------------------- */

/* The classes that two members can be of. */
enum
{
  ONE_PERSON,
  HOUSEHOLD,
  STRANGERS,
  N_CLASSES,
};

/* Probabilities of each level in each class; each class adds up to about 1 without the missing, which say
 * nothing. Of one person: as counted on the true pairs of Febrl's sets 1 to 3 and of generated doubles,
 * rounded and drawn to each other. Of a household: our estimate. Of strangers: where 0 stands it is counted
 * in the members at hand. */
static const double given_weights[ATLAS_NAME_N_LEVELS][N_CLASSES] = {
  [ATLAS_NAME_MISSING] = { 1, 1, 1 },
  [ATLAS_NAME_SAME] = { 0.62, 0, 0 },
  [ATLAS_NAME_PART] = { 0.06, 0, 0 },
  [ATLAS_NAME_VARIANT] = { 0.06, 0, 0 },
  [ATLAS_NAME_NEAR] = { 0.15, 0.02, 0.008 },
  [ATLAS_NAME_FAR] = { 0.04, 0.03, 0.015 },
  [ATLAS_NAME_OTHER] = { 0.02, 0.01, 0.01 },
  [ATLAS_NAME_WEAK] = { 0.02, 0.1, 0.08 },
  [ATLAS_NAME_DIFFERENT] = { 0.008, 0.8, 0.87 },
};
static const double family_weights[ATLAS_NAME_N_LEVELS][N_CLASSES] = {
  [ATLAS_NAME_MISSING] = { 1, 1, 1 },           [ATLAS_NAME_SAME] = { 0.62, 0.5, 0 },
  [ATLAS_NAME_PART] = { 0.06, 0.06, 0 },        [ATLAS_NAME_VARIANT] = { 0.05, 0.02, 0 },
  [ATLAS_NAME_NEAR] = { 0.15, 0.03, 0.008 },    [ATLAS_NAME_FAR] = { 0.04, 0.02, 0.015 },
  [ATLAS_NAME_OTHER] = { 0.02, 0.02, 0.005 },   [ATLAS_NAME_WEAK] = { 0.02, 0.05, 0.08 },
  [ATLAS_NAME_DIFFERENT] = { 0.03, 0.3, 0.87 },
};
#define SWAPPED 0.04

static const double year_weights[ATLAS_YEAR_N_LEVELS][N_CLASSES] = {
  [ATLAS_YEAR_MISSING] = { 1, 1, 1 },         [ATLAS_YEAR_SAME] = { 0.86, 0.05, 0.02 },
  [ATLAS_YEAR_BESIDE] = { 0.06, 0.05, 0.04 }, [ATLAS_YEAR_SLIP] = { 0.04, 0.2, 0.25 },
  [ATLAS_YEAR_CLOSE] = { 0.015, 0.12, 0.06 }, [ATLAS_YEAR_DIFFERENT] = { 0.025, 0.6, 0.63 },
};

/* A household: whoever answers the family's telephone, the couple's common e-mail. */
static const double phone_weights[ATLAS_WAY_N_LEVELS][N_CLASSES] = {
  [ATLAS_WAY_MISSING] = { 1, 1, 1 },
  [ATLAS_WAY_SAME] = { 0.72, 0.45, 0 },
  [ATLAS_WAY_NEAR] = { 0.06, 0.01, 0.001 },
  [ATLAS_WAY_DIFFERENT] = { 0.22, 0.54, 1 },
};
static const double email_weights[ATLAS_WAY_N_LEVELS][N_CLASSES] = {
  [ATLAS_WAY_MISSING] = { 1, 1, 1 },
  [ATLAS_WAY_SAME] = { 0.6, 0.2, 0 },
  [ATLAS_WAY_NEAR] = { 0.12, 0.02, 0.001 },
  [ATLAS_WAY_DIFFERENT] = { 0.28, 0.78, 1 },
};

/* The parts of an address where both live at one place, and where not; and how often they do. */
static const double number_weights[ATLAS_WAY_N_LEVELS][2] = {
  [ATLAS_WAY_MISSING] = { 1, 1 },
  [ATLAS_WAY_SAME] = { 0.81, 0.008 },
  [ATLAS_WAY_NEAR] = { 0.07, 0.15 },
  [ATLAS_WAY_DIFFERENT] = { 0.12, 0.84 },
};
static const double street_weights[ATLAS_WAY_N_LEVELS][2] = {
  [ATLAS_WAY_MISSING] = { 1, 1 },
  [ATLAS_WAY_SAME] = { 0.62, 0 },
  [ATLAS_WAY_NEAR] = { 0.26, 0.01 },
  [ATLAS_WAY_DIFFERENT] = { 0.12, 0.99 },
};
static const double annex_weights[ATLAS_WAY_N_LEVELS][2] = {
  [ATLAS_WAY_MISSING] = { 1, 1 },
  [ATLAS_WAY_SAME] = { 0.6, 0.01 },
  [ATLAS_WAY_NEAR] = { 0.3, 0.01 },
  [ATLAS_WAY_DIFFERENT] = { 0.1, 0.98 },
};
static const double city_weights[ATLAS_WAY_N_LEVELS][2] = {
  [ATLAS_WAY_MISSING] = { 1, 1 },
  [ATLAS_WAY_SAME] = { 0.72, 0 },
  [ATLAS_WAY_NEAR] = { 0.2, 0.01 },
  [ATLAS_WAY_DIFFERENT] = { 0.08, 0.9 },
};
static const double postcode_weights[ATLAS_WAY_N_LEVELS][2] = {
  [ATLAS_WAY_MISSING] = { 1, 1 },
  [ATLAS_WAY_SAME] = { 0.8, 0 },
  [ATLAS_WAY_NEAR] = { 0.14, 0.02 },
  [ATLAS_WAY_DIFFERENT] = { 0.06, 0.98 },
};
static const double at_one_place[N_CLASSES] = { 0.91, 0.92, 0 };
/* Who moves, often does within a town. */
#define SAME_TOWN 0.3

static const double sex_weights[ATLAS_WAY_N_LEVELS][N_CLASSES] = {
  [ATLAS_WAY_MISSING] = { 1, 1, 1 },
  [ATLAS_WAY_SAME] = { 0.985, 0.5, 0.5 },
  [ATLAS_WAY_DIFFERENT] = { 0.015, 0.5, 0.5 },
};
/* Of strangers 0.2 and more, for districts are of very different size. */
static const double district_weights[ATLAS_WAY_N_LEVELS][N_CLASSES] = {
  [ATLAS_WAY_MISSING] = { 1, 1, 1 },
  [ATLAS_WAY_SAME] = { 0.9, 0.85, 0 },
  [ATLAS_WAY_DIFFERENT] = { 0.1, 0.15, 0.9 },
};

/* Counts of few members say little: so many more are taken to have been counted, of which a word has this
 * share. */
#define FORESEEN          200
#define SHARE_OF_NAME     0.002
#define SHARE_OF_PLACE    0.004
#define SHARE_OF_WAY      0.00001
#define SHARE_OF_DISTRICT 0.03

/* How much what is only alike in an address may add, times the doubles that a record has. */
#define HOPE 100
/* That much of it where both town and postcode are other ones. */
#define FAR_AWAY 0.1
/* So few members are compared without any haste. */
#define SMALL 50000

/* --- comparing ----------------------------------------------------------------------------------------- */

#define REMEMBERED 16384

typedef struct
{
  guint64 pair;
  AtlasLikeness likeness;
} Remembered;

struct _AtlasDuplicateScale
{
  AtlasDuplicateColumns *columns;
  double n;
  Remembered names[REMEMBERED];
  Remembered places[REMEMBERED];
};

AtlasDuplicateScale *
atlas_duplicate_scale_new (AtlasDuplicateColumns *columns)
{
  AtlasDuplicateScale *self;

  g_return_val_if_fail (columns != NULL, NULL);

  self = g_new0 (AtlasDuplicateScale, 1);
  self->columns = columns;
  self->n = MAX (columns->rows->len, 2u);
  return self;
}

void
atlas_duplicate_scale_free (AtlasDuplicateScale *self)
{
  g_free (self);
}

static double
get_share_of_count (AtlasDuplicateScale *self, guint count, double expected)
{
  return ((count > 0 ? count - 1 : 0) + FORESEEN * expected) / (self->n - 1 + FORESEEN);
}

/* How probable it is that a stranger has the word that one member has, of words of that expected share. */
static double
get_share (AtlasDuplicateScale *self, AtlasDuplicateWords *words, guint32 number, double expected)
{
  return get_share_of_count (self, atlas_duplicate_words_get_count (words, number), expected);
}

void
atlas_duplicate_scale_prepare (AtlasDuplicateScale *self, AtlasDuplicateRow *rows, guint n)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < n; i++)
    rows[i].commonness = (float) (get_share (self, self->columns->names, rows[i].given[0], SHARE_OF_NAME) *
                                  get_share (self, self->columns->names, rows[i].family[0], SHARE_OF_NAME));
}

static AtlasLikeness
compare_words (Remembered *memory, AtlasDuplicateWords *words, guint32 a, guint32 b)
{
  guint64 pair;
  Remembered *known;

  if (a == b)
    return ATLAS_LIKENESS_SAME;
  pair = (guint64) MIN (a, b) << 32 | MAX (a, b);
  known = &memory[(pair * 0x9e3779b97f4a7c15u) >> 50];
  if (known->pair != pair)
    {
      known->likeness = atlas_duplicate_words_compare (words, a, b);
      known->pair = pair;
    }
  return known->likeness;
}

typedef struct
{
  AtlasNameLevel level;
  double share; /* of strangers that are so alike by chance; 0: the table's */
} NameComparison;

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

static NameComparison
compare_names (AtlasDuplicateScale *self, const guint32 *a, const guint32 *b)
{
  AtlasDuplicateWords *words = self->columns->names;
  guint n_a, n_b;
  AtlasLikeness worst = ATLAS_LIKENESS_SAME;
  double share = 1;
  gboolean part;

  if (a[0] == 0 || b[0] == 0)
    return (NameComparison){ ATLAS_NAME_MISSING, 1 };

  /* Most are one word and the same, or not at all alike. */
  if (a[1] == 0 && b[1] == 0)
    {
      AtlasLikeness likeness = compare_words (self->names, words, a[0], b[0]);

      if (likeness < ATLAS_LIKENESS_VARIANT)
        return (NameComparison){ levels_of_likeness[likeness], 0 };
      share = get_share (self, words, a[0], SHARE_OF_NAME);
      if (likeness == ATLAS_LIKENESS_SAME)
        return (NameComparison){ ATLAS_NAME_SAME, share };
      return (NameComparison){ ATLAS_NAME_VARIANT,
                               2 * MAX (share, get_share (self, words, b[0], SHARE_OF_NAME)) + 0.001 };
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
          AtlasLikeness likeness = compare_words (self->names, words, a[i], b[j]);

          if (likeness > best || (likeness == best && i == j))
            {
              best = likeness;
              best_share = get_share (self, words, b[j], SHARE_OF_NAME);
            }
        }
      worst = MIN (worst, best);
      /* The words of a name come in company: the second says less than by itself. */
      best_share = MAX (best_share, get_share (self, words, a[i], SHARE_OF_NAME));
      share = share == 1 ? best_share : MIN (share, best_share) * sqrt (MAX (share, best_share));
    }
  if (worst < ATLAS_LIKENESS_NEAR && part && is_same_joined (words, a, n_a, b, n_b))
    return (NameComparison){ ATLAS_NAME_NEAR, share };
  if (worst == ATLAS_LIKENESS_SAME)
    return (NameComparison){ part ? ATLAS_NAME_PART : ATLAS_NAME_SAME, part ? share * 1.5 : share };
  if (worst == ATLAS_LIKENESS_VARIANT)
    return (NameComparison){ ATLAS_NAME_VARIANT, 2 * share + 0.001 };
  return (NameComparison){ levels_of_likeness[worst], 0 };
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

static void
look_among_others (NameComparison *comparison,
                   const guint32 *a,
                   const guint32 *a_others,
                   const guint32 *b,
                   const guint32 *b_others)
{
  if (comparison->level >= ATLAS_NAME_WEAK &&
      (has_word (a, ATLAS_DUPLICATE_NAMES, b_others) || has_word (b, ATLAS_DUPLICATE_NAMES, a_others)))
    *comparison = (NameComparison){ ATLAS_NAME_OTHER, 0 };
}

static void
weigh_name (const NameComparison *comparison,
            const double weights[ATLAS_NAME_N_LEVELS][N_CLASSES],
            double likelihoods[N_CLASSES])
{
  const double *row = weights[comparison->level];

  likelihoods[ONE_PERSON] *= row[ONE_PERSON];
  /* In one family a name is given a second time now and then, from father to son. */
  likelihoods[HOUSEHOLD] *= row[HOUSEHOLD] > 0 ? row[HOUSEHOLD] : 0.005 + comparison->share;
  likelihoods[STRANGERS] *= row[STRANGERS] > 0 ? row[STRANGERS] : comparison->share;
}

static void
weigh_names (const NameComparison *given, const NameComparison *family, double likelihoods[N_CLASSES])
{
  for (guint i = 0; i < N_CLASSES; i++)
    likelihoods[i] = 1;
  weigh_name (given, given_weights, likelihoods);
  weigh_name (family, family_weights, likelihoods);
}

static AtlasYearLevel
compare_years (int a, int b)
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

typedef struct
{
  AtlasWayLevel level;
  double share;
} WayComparison;

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
static WayComparison
compare_phones (AtlasDuplicateScale *self, const guint32 *a, const guint32 *b)
{
  WayComparison best = { ATLAS_WAY_MISSING, 1 };

  if (a[0] == 0 || b[0] == 0)
    return best;
  best.level = ATLAS_WAY_DIFFERENT;
  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && a[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_WAYS && b[j] != 0; j++)
      if (a[i] == b[j])
        {
          guint count =
            GPOINTER_TO_UINT (g_hash_table_lookup (self->columns->phones, GUINT_TO_POINTER (a[i])));

          return (WayComparison){ ATLAS_WAY_SAME, get_share_of_count (self, count, SHARE_OF_WAY) };
        }
      else if (is_near_number (a[i], b[j]))
        best.level = ATLAS_WAY_NEAR;
  return best;
}

static WayComparison
compare_emails (AtlasDuplicateScale *self, const AtlasDuplicateRow *a, const AtlasDuplicateRow *b)
{
  WayComparison best = { ATLAS_WAY_MISSING, 1 };

  if (a->emails[0] == 0 || b->emails[0] == 0)
    return best;
  best.level = ATLAS_WAY_DIFFERENT;
  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && a->emails[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_WAYS && b->emails[j] != 0; j++)
      if (a->emails[i] == b->emails[j])
        return (WayComparison){ ATLAS_WAY_SAME,
                                get_share (self, self->columns->emails, a->emails[i], SHARE_OF_WAY) };
      /* The same name at another provider. */
      else if (a->mailboxes[i] != 0 && a->mailboxes[i] == b->mailboxes[j])
        best.level = ATLAS_WAY_NEAR;
  return best;
}

static gboolean
are_near_emails (AtlasDuplicateScale *self, const AtlasDuplicateRow *a, const AtlasDuplicateRow *b)
{
  AtlasDuplicateWords *words = self->columns->emails;

  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && a->emails[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_WAYS && b->emails[j] != 0; j++)
      {
        gsize a_length, b_length;
        const char *a_text = atlas_duplicate_words_get (words, a->emails[i], &a_length);
        const char *b_text = atlas_duplicate_words_get (words, b->emails[j], &b_length);

        if (atlas_name_is_slip (a_text, a_length, b_text, b_length))
          return TRUE;
      }
  return FALSE;
}

static void
multiply (double likelihoods[N_CLASSES], const double row[N_CLASSES], double share)
{
  for (guint i = 0; i < N_CLASSES; i++)
    likelihoods[i] *= row[i] > 0 ? row[i] : share;
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

static WayComparison
compare_places (AtlasDuplicateScale *self, guint32 a, guint32 b)
{
  AtlasLikeness likeness;

  if (a == 0 || b == 0)
    return (WayComparison){ ATLAS_WAY_MISSING, 1 };
  likeness = compare_words (self->places, self->columns->places, a, b);
  if (likeness == ATLAS_LIKENESS_SAME)
    return (WayComparison){ ATLAS_WAY_SAME, get_share (self, self->columns->places, a, SHARE_OF_PLACE) };
  return (WayComparison){ likeness >= ATLAS_LIKENESS_FAR || begins_like (self->columns->places, a, b)
                            ? ATLAS_WAY_NEAR
                            : ATLAS_WAY_DIFFERENT,
                          1 };
}

static gboolean
is_alike (const WayComparison *comparison)
{
  return comparison->level == ATLAS_WAY_SAME || comparison->level == ATLAS_WAY_NEAR;
}

/* The street, and what else the line says; in whichever order they were written. Unless @closely only what is
 * the same is seen. */
static void
compare_lines (AtlasDuplicateScale *self,
               const AtlasDuplicateRow *a,
               const AtlasDuplicateRow *b,
               WayComparison *street,
               WayComparison *annex,
               gboolean closely)
{
  if (!closely && a->street != b->street && a->street != 0 && b->street != 0)
    {
      *street = (WayComparison){ ATLAS_WAY_DIFFERENT, 1 };
      *annex = (WayComparison){ ATLAS_WAY_MISSING, 1 };
      return;
    }
  *street = compare_places (self, a->street, b->street);
  *annex = compare_places (self, a->annex, b->annex);
  if (street->level == ATLAS_WAY_DIFFERENT && (a->annex != 0 || b->annex != 0))
    {
      WayComparison crossed[] = { compare_places (self, a->street, b->annex),
                                  compare_places (self, a->annex, b->street) };

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

static AtlasWayLevel
compare_numbers (guint32 a, guint32 b)
{
  if (a == 0 || b == 0)
    return ATLAS_WAY_MISSING;
  if (a == b)
    return ATLAS_WAY_SAME;
  /* Also where the last digit was left out. */
  return a / 10 == b || b / 10 == a || is_near_number (a, b) ? ATLAS_WAY_NEAR : ATLAS_WAY_DIFFERENT;
}

static WayComparison
compare_postcodes (AtlasDuplicateScale *self, guint32 a, guint32 b)
{
  AtlasDuplicateWords *words = self->columns->postcodes;
  const char *a_text, *b_text;
  gsize a_length, b_length;

  if (a == 0 || b == 0)
    return (WayComparison){ ATLAS_WAY_MISSING, 1 };
  if (a == b)
    return (WayComparison){ ATLAS_WAY_SAME, get_share (self, words, a, SHARE_OF_PLACE) };
  a_text = atlas_duplicate_words_get (words, a, &a_length);
  b_text = atlas_duplicate_words_get (words, b, &b_length);
  return (WayComparison){ atlas_name_is_slip (a_text, a_length, b_text, b_length) ? ATLAS_WAY_NEAR
                                                                                  : ATLAS_WAY_DIFFERENT,
                          1 };
}

/* An address as one: where both live at one place all parts of it hang together, slips apart; where not, they
 * agree as those of strangers do. */
static void
weigh_address (AtlasDuplicateScale *self,
               const AtlasDuplicateRow *a,
               const AtlasDuplicateRow *b,
               AtlasDuplicateEvidence *evidence,
               double likelihoods[N_CLASSES])
{
  WayComparison street, annex, postcode;
  WayComparison city = compare_places (self, a->city, b->city);
  double here, elsewhere, moved, share;

  postcode = compare_postcodes (self, a->postcode, b->postcode);
  evidence->number = (guint8) compare_numbers (a->number, b->number);
  compare_lines (self, a, b, &street, &annex,
                 evidence->number != ATLAS_WAY_DIFFERENT || postcode.level != ATLAS_WAY_DIFFERENT ||
                   self->n < SMALL);
  evidence->street = (guint8) street.level;
  evidence->city = (guint8) city.level;
  evidence->postcode = (guint8) postcode.level;

  here = number_weights[evidence->number][0] * street_weights[street.level][0] * city_weights[city.level][0] *
         postcode_weights[postcode.level][0] * annex_weights[annex.level][0];

  /* A postcode is of one town, and so is most of a street: of strangers who share the one many share the
   * other. */
  elsewhere = number_weights[evidence->number][1] * annex_weights[annex.level][1];
  share = city.level == ATLAS_WAY_SAME ? city.share : 1;
  if (postcode.level == ATLAS_WAY_SAME)
    {
      elsewhere *= MIN (postcode.share / share, 1);
      share = postcode.share;
    }
  else
    elsewhere *= postcode_weights[postcode.level][1];
  if (street.level == ATLAS_WAY_SAME)
    elsewhere *= CLAMP (street.share / share, street.share, 0.1);
  else
    elsewhere *= street_weights[street.level][1];
  moved = elsewhere * (city.level == ATLAS_WAY_SAME ? SAME_TOWN + city.share : city_weights[city.level][1]);
  elsewhere *= city.level == ATLAS_WAY_SAME ? city.share : city_weights[city.level][1];

  for (guint i = 0; i < N_CLASSES; i++)
    likelihoods[i] *= at_one_place[i] * here + (1 - at_one_place[i]) * (i == ONE_PERSON ? moved : elsewhere);
}

static gboolean
share_way (const guint32 *a, const guint32 *b)
{
  for (guint i = 0; i < ATLAS_DUPLICATE_WAYS && a[i] != 0; i++)
    for (guint j = 0; j < ATLAS_DUPLICATE_WAYS && b[j] != 0; j++)
      if (a[i] == b[j])
        return TRUE;
  return FALSE;
}

/* Whether names, age and telephone make it so improbable that no e-mail address or address that is only alike
 * can make it good; what is the same there may. */
static gboolean
is_hopeless (AtlasDuplicateScale *self,
             const AtlasDuplicateRow *a,
             const AtlasDuplicateRow *b,
             const double likelihoods[N_CLASSES],
             const WayComparison *email)
{
  return self->n >= SMALL && likelihoods[ONE_PERSON] * HOPE < likelihoods[STRANGERS] * self->n &&
         email->level != ATLAS_WAY_SAME && (a->postcode != b->postcode || a->postcode == 0) &&
         (a->street != b->street || a->street == 0) &&
         (a->number != b->number || a->city != b->city || a->number == 0);
}

/* The same by what can be seen at once: as if the names were the same. */
static gboolean
is_far_off (AtlasDuplicateScale *self, const AtlasDuplicateRow *a, const AtlasDuplicateRow *b)
{
  const double *year = year_weights[compare_years (a->birth_year, b->birth_year)];
  double names = MIN (a->commonness, b->commonness);
  gboolean other_town = a->city != b->city && a->city != 0 && b->city != 0 && a->postcode != b->postcode;
  double likelihoods[N_CLASSES] = { year[ONE_PERSON] * (other_town ? FAR_AWAY : 1), 0,
                                    year[STRANGERS] * names };

  return is_hopeless (self, a, b, likelihoods, &(WayComparison){ ATLAS_WAY_DIFFERENT, 1 }) &&
         !share_way (a->phones, b->phones) && !share_way (a->emails, b->emails);
}

static AtlasWayLevel
compare_plain (guint a, guint b)
{
  if (a == 0 || b == 0)
    return ATLAS_WAY_MISSING;
  return a == b ? ATLAS_WAY_SAME : ATLAS_WAY_DIFFERENT;
}

void
atlas_duplicate_scale_weigh (AtlasDuplicateScale *self,
                             const AtlasDuplicateRow *a,
                             const AtlasDuplicateRow *b,
                             AtlasDuplicateEvidence *evidence)
{
  NameComparison given, family;
  WayComparison phone, email;
  double likelihoods[N_CLASSES];
  double share;

  g_return_if_fail (self != NULL);
  g_return_if_fail (evidence != NULL);

  *evidence = (AtlasDuplicateEvidence){ 0 };
  given = compare_names (self, a->given, b->given);
  family = compare_names (self, a->family, b->family);
  look_among_others (&given, a->given, a->others, b->given, b->others);
  look_among_others (&family, a->family, a->others, b->family, b->others);
  weigh_names (&given, &family, likelihoods);
  if (given.level >= ATLAS_NAME_WEAK || family.level >= ATLAS_NAME_WEAK ||
      given.level == ATLAS_NAME_MISSING || family.level == ATLAS_NAME_MISSING)
    {
      NameComparison cross_given = compare_names (self, a->given, b->family);
      NameComparison cross_family = compare_names (self, a->family, b->given);
      double swapped[N_CLASSES];

      weigh_names (&cross_given, &cross_family, swapped);
      if (SWAPPED * swapped[ONE_PERSON] / swapped[STRANGERS] >
          likelihoods[ONE_PERSON] / likelihoods[STRANGERS])
        {
          evidence->swapped = TRUE;
          given = cross_given;
          family = cross_family;
          for (guint i = 0; i < N_CLASSES; i++)
            likelihoods[i] = i == ONE_PERSON ? SWAPPED * swapped[i] : swapped[i];
        }
    }
  evidence->given = (guint8) given.level;
  evidence->family = (guint8) family.level;

  evidence->year = (guint8) compare_years (a->birth_year, b->birth_year);
  multiply (likelihoods, year_weights[evidence->year], 1);
  evidence->sex = (guint8) compare_plain ((guint) a->sex, (guint) b->sex);
  multiply (likelihoods, sex_weights[evidence->sex], 1);
  evidence->district = (guint8) compare_plain (a->district, b->district);
  evidence->province = (guint8) compare_plain (a->province, b->province);
  if (evidence->district != ATLAS_WAY_MISSING)
    {
      share = get_share (self, self->columns->origins, a->district, SHARE_OF_DISTRICT);
      multiply (likelihoods, district_weights[evidence->district], share);
    }
  else if (evidence->province == ATLAS_WAY_DIFFERENT)
    multiply (likelihoods, district_weights[ATLAS_WAY_DIFFERENT], 1);

  phone = compare_phones (self, a->phones, b->phones);
  evidence->phone = (guint8) phone.level;
  multiply (likelihoods, phone_weights[phone.level], phone.share);
  email = compare_emails (self, a, b);
  if (is_hopeless (self, a, b, likelihoods, &email))
    return;
  if (email.level == ATLAS_WAY_DIFFERENT && are_near_emails (self, a, b))
    email.level = ATLAS_WAY_NEAR;
  evidence->email = (guint8) email.level;
  multiply (likelihoods, email_weights[email.level], email.share);

  weigh_address (self, a, b, evidence, likelihoods);

  evidence->over_household = likelihoods[ONE_PERSON] / likelihoods[HOUSEHOLD];
  evidence->over_strangers = likelihoods[ONE_PERSON] / likelihoods[STRANGERS];
}

double
atlas_duplicate_evidence_judge (AtlasDuplicateEvidence *self, const AtlasDuplicateRates *rates, guint n)
{
  double against;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (rates != NULL, 0);

  if (self->over_strangers <= 0)
    return self->score = 0;
  against = rates->housemates / (rates->doubles * self->over_household) +
            MAX (n, 2u) / (rates->doubles * self->over_strangers);
  self->score = 1 / (1 + against);
  return self->score;
}

/* --- a look before ------------------------------------------------------------------------------------- */

/* Letters that two slips change. */
#define SLIPS 4

static gboolean
may_be_alike (
  const guint32 *a, guint32 a_code, guint32 a_letters, const guint32 *b, guint32 b_code, guint32 b_letters)
{
  if (a[0] == 0 || b[0] == 0 || a[0] == b[0] || a_code == b_code)
    return TRUE;
  if (a[1] != 0 || b[1] != 0)
    for (guint i = 0; i < ATLAS_DUPLICATE_NAMES && a[i] != 0; i++)
      for (guint j = 0; j < ATLAS_DUPLICATE_NAMES && b[j] != 0; j++)
        if (a[i] == b[j])
          return TRUE;
  return __builtin_popcount (a_letters ^ b_letters) <= SLIPS;
}

/* What else the two have in common. */
static guint
count_shared (const AtlasDuplicateRow *a, const AtlasDuplicateRow *b)
{
  return (a->birth_year == 0 || b->birth_year == 0 || ABS (a->birth_year - b->birth_year) <= 1) +
         (a->postcode != 0 && a->postcode == b->postcode) + (a->street != 0 && a->street == b->street) +
         (a->number != 0 && a->number == b->number) + (a->city != 0 && a->city == b->city) +
         2 * (guint) share_way (a->phones, b->phones) + 2 * (guint) share_way (a->emails, b->emails);
}

gboolean
atlas_duplicate_scale_consider (AtlasDuplicateScale *self,
                                const AtlasDuplicateRow *a,
                                const AtlasDuplicateRow *b)
{
  guint alike = (guint) may_be_alike (a->given, a->given_code, a->given_letters, b->given, b->given_code,
                                      b->given_letters) +
                (guint) may_be_alike (a->family, a->family_code, a->family_letters, b->family, b->family_code,
                                      b->family_letters);
  guint swapped;

  if (alike < 2)
    {
      swapped = (guint) may_be_alike (a->given, a->given_code, a->given_letters, b->family, b->family_code,
                                      b->family_letters) +
                (guint) may_be_alike (a->family, a->family_code, a->family_letters, b->given, b->given_code,
                                      b->given_letters);
      /* A short form, a family name from marriage, a wrong name: then something else must speak for it. */
      if (swapped < 2)
        return count_shared (a, b) >= (alike + swapped > 0 ? (self->n < SMALL ? 2 : 3) : 4);
    }
  return self->n < SMALL || !is_far_off (self, a, b);
}
