/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-weigh.h"

#include "atlas-duplicate-compare.h"

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
 * nothing. Of one person: after what was counted on the true pairs of Febrl's sets 1 to 3 and of generated
 * doubles, between the two and rounded; but that a given name is wholly another, as in one of ten of Febrl's,
 * is taken to be rare, for of twins it is the rule. Of a household: our estimate. Of strangers: where 0
 * stands it is counted in the members at hand. */
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

/* How much what is only alike in an address may add, times the doubles that a record has. */
#define HOPE 100
/* That much of it where both town and postcode are other ones. */
#define FAR_AWAY 0.1

/* --- weighing ------------------------------------------------------------------------------------------ */

static void
weigh_name (const AtlasNameComparison *comparison,
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
weigh_names (const AtlasNameComparison *given,
             const AtlasNameComparison *family,
             double likelihoods[N_CLASSES])
{
  for (guint i = 0; i < N_CLASSES; i++)
    likelihoods[i] = 1;
  weigh_name (given, given_weights, likelihoods);
  weigh_name (family, family_weights, likelihoods);
}

static void
multiply (double likelihoods[N_CLASSES], const double row[N_CLASSES], double share)
{
  for (guint i = 0; i < N_CLASSES; i++)
    likelihoods[i] *= row[i] > 0 ? row[i] : share;
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
  AtlasWayComparison street, annex, postcode, city;
  double here, elsewhere, moved, share;
  /* Where there are many, what is only alike is looked for only where something else is the same: elsewhere
   * it is chance. */
  gboolean closely = self->n < ATLAS_DUPLICATE_SMALL || a->postcode == b->postcode || a->city == b->city ||
                     a->street == b->street ||
                     atlas_duplicate_compare_numbers (a->number, b->number) == ATLAS_WAY_SAME;

  evidence->number = (guint8) atlas_duplicate_compare_numbers (a->number, b->number);
  city = atlas_duplicate_compare_places (self, a->city, b->city, closely);
  postcode = atlas_duplicate_compare_postcodes (self, a->postcode, b->postcode, closely);
  atlas_duplicate_compare_lines (self, a, b, &street, &annex,
                                 closely && (evidence->number != ATLAS_WAY_DIFFERENT ||
                                             postcode.level != ATLAS_WAY_DIFFERENT ||
                                             self->n < ATLAS_DUPLICATE_SMALL));
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
             const AtlasWayComparison *email)
{
  return self->n >= ATLAS_DUPLICATE_SMALL &&
         likelihoods[ONE_PERSON] * HOPE < likelihoods[STRANGERS] * self->n &&
         email->level != ATLAS_WAY_SAME && (a->postcode != b->postcode || a->postcode == 0) &&
         (a->street != b->street || a->street == 0) &&
         (a->number != b->number || a->city != b->city || a->number == 0);
}

/* The same by what can be seen at once: as if the names were the same. */
static gboolean
is_far_off (AtlasDuplicateScale *self, const AtlasDuplicateRow *a, const AtlasDuplicateRow *b)
{
  const double *year = year_weights[atlas_duplicate_compare_years (a->birth_year, b->birth_year)];
  double names = MIN (a->commonness, b->commonness);
  gboolean other_town = a->city != b->city && a->city != 0 && b->city != 0 && a->postcode != b->postcode;
  double likelihoods[N_CLASSES] = { year[ONE_PERSON] * (other_town ? FAR_AWAY : 1), 0,
                                    year[STRANGERS] * names };

  return is_hopeless (self, a, b, likelihoods, &(AtlasWayComparison){ ATLAS_WAY_DIFFERENT, 1 }) &&
         !share_way (a->phones, b->phones) && !share_way (a->emails, b->emails);
}

/* Whether the pair doesn't come up to the threshold even with @row. */
static gboolean
is_too_little (AtlasDuplicateScale *self, const double likelihoods[N_CLASSES], const double row[N_CLASSES])
{
  double more[N_CLASSES] = { likelihoods[ONE_PERSON], likelihoods[HOUSEHOLD], likelihoods[STRANGERS] };
  AtlasDuplicateEvidence evidence = { 0 };

  if (self->threshold <= 0)
    return FALSE;
  multiply (more, row, 1);
  evidence.over_household = more[ONE_PERSON] / more[HOUSEHOLD];
  evidence.over_strangers = more[ONE_PERSON] / more[STRANGERS];
  return atlas_duplicate_evidence_judge (&evidence, &self->rates, (guint) self->n) < self->threshold;
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
  AtlasNameComparison given, family;
  AtlasWayComparison phone, email;
  double likelihoods[N_CLASSES];
  double share;
  gboolean colleagues;

  g_return_if_fail (self != NULL);
  g_return_if_fail (evidence != NULL);

  *evidence = (AtlasDuplicateEvidence){ 0 };
  given = atlas_duplicate_compare_names (self, a->given, b->given);
  family = atlas_duplicate_compare_names (self, a->family, b->family);
  atlas_duplicate_look_among_others (&given, a->given, a->others, b->given, b->others);
  atlas_duplicate_look_among_others (&family, a->family, a->others, b->family, b->others);
  weigh_names (&given, &family, likelihoods);
  if (given.level >= ATLAS_NAME_WEAK || family.level >= ATLAS_NAME_WEAK ||
      given.level == ATLAS_NAME_MISSING || family.level == ATLAS_NAME_MISSING)
    {
      AtlasNameComparison cross_given = atlas_duplicate_compare_names (self, a->given, b->family);
      AtlasNameComparison cross_family = atlas_duplicate_compare_names (self, a->family, b->given);
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

  evidence->year = (guint8) atlas_duplicate_compare_years (a->birth_year, b->birth_year);
  multiply (likelihoods, year_weights[evidence->year], 1);
  evidence->sex = (guint8) compare_plain ((guint) a->sex, (guint) b->sex);
  multiply (likelihoods, sex_weights[evidence->sex], 1);
  evidence->district = (guint8) compare_plain (a->district, b->district);
  evidence->province = (guint8) compare_plain (a->province, b->province);
  if (evidence->district != ATLAS_WAY_MISSING)
    {
      share = atlas_duplicate_get_share (self, self->columns->origins, a->district,
                                         ATLAS_DUPLICATE_SHARE_OF_DISTRICT);
      multiply (likelihoods, district_weights[evidence->district], share);
    }
  else if (evidence->province == ATLAS_WAY_DIFFERENT)
    multiply (likelihoods, district_weights[ATLAS_WAY_DIFFERENT], 1);

  phone = atlas_duplicate_compare_phones (self, a->phones, b->phones);
  email = atlas_duplicate_compare_emails (self, a, b);
  /* Of one firm, the next telephone and the next mailbox are the next person's. */
  colleagues = phone.level == ATLAS_WAY_NEAR && atlas_duplicate_are_colleagues (self, a, b);
  if (colleagues && atlas_duplicate_are_in_one_block (a, b))
    phone.level = ATLAS_WAY_DIFFERENT;
  evidence->phone = (guint8) phone.level;
  multiply (likelihoods, phone_weights[phone.level], phone.share);
  if (is_hopeless (self, a, b, likelihoods, &email))
    return;
  atlas_duplicate_words_send_for (self->columns->emails, a->emails[0]);
  atlas_duplicate_words_send_for (self->columns->emails, b->emails[0]);
  weigh_address (self, a, b, evidence, likelihoods);

  /* Last what goes into the letters of addresses that no two others share: it is seldom that it counts. */
  if (email.level == ATLAS_WAY_DIFFERENT &&
      !is_too_little (self, likelihoods, email_weights[ATLAS_WAY_NEAR]) &&
      atlas_duplicate_are_near_emails (self, a, b) &&
      !(atlas_duplicate_are_numbered_emails (self, a, b) &&
        (colleagues || atlas_duplicate_are_colleagues (self, a, b))))
    email.level = ATLAS_WAY_NEAR;
  evidence->email = (guint8) email.level;
  multiply (likelihoods, email_weights[email.level], email.share);

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
  return !atlas_duplicate_letters_differ (a_letters, b_letters, SLIPS);
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
        return count_shared (a, b) >= (alike + swapped > 0 ? (self->n < ATLAS_DUPLICATE_SMALL ? 2 : 3) : 4);
    }
  return self->n < ATLAS_DUPLICATE_SMALL || !is_far_off (self, a, b);
}
