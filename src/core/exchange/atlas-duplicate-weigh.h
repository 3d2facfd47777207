/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-duplicate-columns.h"

G_BEGIN_DECLS

/* How two members compare, field by field, and what that says of whether they are one person. */

/** How two names compare. The order is that of the table of weights. */
typedef enum
{
  ATLAS_NAME_MISSING, /* of one of the two, or of both */
  ATLAS_NAME_SAME,
  ATLAS_NAME_PART,    /* one has words more */
  ATLAS_NAME_VARIANT, /* sounds the same, a short form, another language's form */
  ATLAS_NAME_NEAR,    /* a slip */
  ATLAS_NAME_FAR,     /* two slips in a long word */
  ATLAS_NAME_OTHER,   /* it is among the other names of the other */
  ATLAS_NAME_WEAK,    /* an initial, some likeness */
  ATLAS_NAME_DIFFERENT,
  ATLAS_NAME_N_LEVELS,
} AtlasNameLevel;

typedef enum
{
  ATLAS_YEAR_MISSING,
  ATLAS_YEAR_SAME,
  ATLAS_YEAR_BESIDE, /* one apart */
  ATLAS_YEAR_SLIP,   /* one digit another, or two changed about */
  ATLAS_YEAR_CLOSE,  /* up to three apart */
  ATLAS_YEAR_DIFFERENT,
  ATLAS_YEAR_N_LEVELS,
} AtlasYearLevel;

/** Of telephone numbers, e-mail addresses, and the parts of an address. */
typedef enum
{
  ATLAS_WAY_MISSING,
  ATLAS_WAY_SAME,
  ATLAS_WAY_NEAR, /* a slip; of e-mail also the same name elsewhere */
  ATLAS_WAY_DIFFERENT,
  ATLAS_WAY_N_LEVELS,
} AtlasWayLevel;

/**
 * AtlasDuplicateEvidence:
 * @swapped: the given name of the one was compared with the family name of the other
 * @over_household, @over_strangers: how many times likelier all this is of one person than of two of a
 * household, and than of strangers
 * @through_third: told by a third record, to which both are more alike than to each other
 * @score: how probable it is that they are one person, 0 to 1
 *
 * What speaks for and against. @told: somebody has said that they are one person.
 */
typedef struct
{
  guint8 given, family; /* AtlasNameLevel */
  guint8 year;          /* AtlasYearLevel */
  guint8 phone, email;  /* AtlasWayLevel */
  guint8 number, street, city, postcode;
  guint8 sex, district, province;
  gboolean swapped;
  gboolean through_third;
  gboolean told;
  double over_household, over_strangers;
  double score;
} AtlasDuplicateEvidence;

/**
 * AtlasDuplicateRates:
 * @doubles: how many doubles a record has on average
 * @housemates: how many others live in the household of a record
 *
 * How frequent each is, before a pair is looked at.
 */
typedef struct
{
  double doubles;
  double housemates;
} AtlasDuplicateRates;

/** What is assumed of a register of which nothing is known. */
#define ATLAS_DUPLICATE_USUAL_RATES ((AtlasDuplicateRates){ 0.1, 0.5 })

/** Sets and gives the score for @n members. */
double
atlas_duplicate_evidence_judge (AtlasDuplicateEvidence *self, const AtlasDuplicateRates *rates, guint n);

typedef struct _AtlasDuplicateScale AtlasDuplicateScale;

/** A scale for members of @columns, whose words must all be there. One for each thread: it remembers which
 * words it has compared. */
AtlasDuplicateScale *atlas_duplicate_scale_new (AtlasDuplicateColumns *columns);
void atlas_duplicate_scale_free (AtlasDuplicateScale *self);

/** So many members there are, where they still come in. */
void atlas_duplicate_scale_set_n (AtlasDuplicateScale *self, guint n);

/** Works out what a look at a row needs, once all members are counted; of rows of the scale's columns or ones
 * to be compared with them. */
void atlas_duplicate_scale_prepare (AtlasDuplicateScale *self, AtlasDuplicateRow *rows, guint n);

/** From now on pairs that can't come up to @threshold at those rates may be left half weighed, with a score
 * of 0. */
void atlas_duplicate_scale_set_threshold (AtlasDuplicateScale *self,
                                          const AtlasDuplicateRates *rates,
                                          double threshold);

/** Whether it is worth weighing the two: names or what is shared could make them one. Cheap. */
gboolean atlas_duplicate_scale_consider (AtlasDuplicateScale *self,
                                         const AtlasDuplicateRow *a,
                                         const AtlasDuplicateRow *b);

/**
 * atlas_duplicate_scale_weigh:
 * @evidence: (out caller-allocates): all but the score
 *
 * How likely what two members have in common is, after Fellegi and Sunter (A Theory for Record Linkage,
 * 1969), with three classes instead of two: one person; two people of one household; two people who have
 * nothing to do with each other. Each field's comparison has a probability in each class. What strangers have
 * in common by chance is counted, so that a rare name says more than a frequent one (Winkler 1989); what a
 * household shares, its address, its telephone, a family name, says little there. An address counts as one: a
 * person has either moved or not.
 */
void atlas_duplicate_scale_weigh (AtlasDuplicateScale *self,
                                  const AtlasDuplicateRow *a,
                                  const AtlasDuplicateRow *b,
                                  AtlasDuplicateEvidence *evidence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDuplicateScale, atlas_duplicate_scale_free)

G_END_DECLS
