/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-duplicate-weigh.h"

G_BEGIN_DECLS

/* How the fields of two members compare; for atlas-duplicate-weigh.c, which knows what that says. */

#define ATLAS_DUPLICATE_REMEMBERED 16384

typedef struct
{
  guint64 pair;
  AtlasLikeness likeness;
} AtlasDuplicateRemembered;

struct _AtlasDuplicateScale
{
  AtlasDuplicateColumns *columns;
  double n;
  AtlasDuplicateRates rates; /* at which a pair must come up to the threshold */
  double threshold;          /* 0: whatever it comes to is told */
  AtlasDuplicateRemembered names[ATLAS_DUPLICATE_REMEMBERED];
  AtlasDuplicateRemembered places[ATLAS_DUPLICATE_REMEMBERED];
};

/* So few members are compared without any haste. */
#define ATLAS_DUPLICATE_SMALL 50000

/* Counts of few members say little: so many more are taken to have been counted, of which a word has this
 * share. */
#define ATLAS_DUPLICATE_FORESEEN          200
#define ATLAS_DUPLICATE_SHARE_OF_NAME     0.002
#define ATLAS_DUPLICATE_SHARE_OF_PLACE    0.004
#define ATLAS_DUPLICATE_SHARE_OF_WAY      0.00001
#define ATLAS_DUPLICATE_SHARE_OF_DISTRICT 0.03

/** @share: of strangers that are so alike by chance; 0: what the table says */
typedef struct
{
  AtlasNameLevel level;
  double share;
} AtlasNameComparison;

typedef struct
{
  AtlasWayLevel level;
  double share;
} AtlasWayComparison;

/** How probable it is that a stranger has the word that one member has, of words of that expected share. */
double atlas_duplicate_get_share (AtlasDuplicateScale *self,
                                  AtlasDuplicateWords *words,
                                  guint32 number,
                                  double expected);

/** Words of a given or family name with those of another. */
AtlasNameComparison
atlas_duplicate_compare_names (AtlasDuplicateScale *self, const guint32 *a, const guint32 *b);

/** Betters a comparison of names that differ where one is among the other names of the other. */
void atlas_duplicate_look_among_others (AtlasNameComparison *comparison,
                                        const guint32 *a,
                                        const guint32 *a_others,
                                        const guint32 *b,
                                        const guint32 *b_others);

/** 0: unknown. */
AtlasYearLevel atlas_duplicate_compare_years (int a, int b);

/** Telephone numbers, each with each. */
AtlasWayComparison
atlas_duplicate_compare_phones (AtlasDuplicateScale *self, const guint32 *a, const guint32 *b);

/** E-mail addresses, each with each, without the slips, which take longer to find: see the next. */
AtlasWayComparison atlas_duplicate_compare_emails (AtlasDuplicateScale *self,
                                                   const AtlasDuplicateRow *a,
                                                   const AtlasDuplicateRow *b);

/** Whether two of the addresses are a slip apart. */
gboolean atlas_duplicate_are_near_emails (AtlasDuplicateScale *self,
                                          const AtlasDuplicateRow *a,
                                          const AtlasDuplicateRow *b);

/** Whether the two have addresses at one firm, and none in common. */
gboolean atlas_duplicate_are_colleagues (AtlasDuplicateScale *self,
                                         const AtlasDuplicateRow *a,
                                         const AtlasDuplicateRow *b);

/** Whether of two addresses that are a slip apart only a digit is another. */
gboolean atlas_duplicate_are_numbered_emails (AtlasDuplicateScale *self,
                                              const AtlasDuplicateRow *a,
                                              const AtlasDuplicateRow *b);

/** Whether two of the telephone numbers differ in nothing but their end. */
gboolean atlas_duplicate_are_in_one_block (const AtlasDuplicateRow *a, const AtlasDuplicateRow *b);

/** Cities, or streets; unless @closely only what is the same is seen. */
AtlasWayComparison
atlas_duplicate_compare_places (AtlasDuplicateScale *self, guint32 a, guint32 b, gboolean closely);

/** The street, and what else the line says, in whichever order they were written. Unless @closely only what
 * is the same is seen. */
void atlas_duplicate_compare_lines (AtlasDuplicateScale *self,
                                    const AtlasDuplicateRow *a,
                                    const AtlasDuplicateRow *b,
                                    AtlasWayComparison *street,
                                    AtlasWayComparison *annex,
                                    gboolean closely);

/** Numbers of houses. */
AtlasWayLevel atlas_duplicate_compare_numbers (guint32 a, guint32 b);

/** Likewise. */
AtlasWayComparison
atlas_duplicate_compare_postcodes (AtlasDuplicateScale *self, guint32 a, guint32 b, gboolean closely);

G_END_DECLS
