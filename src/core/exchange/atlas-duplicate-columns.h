/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-duplicate-words.h"
#include "atlas-record.h"

G_BEGIN_DECLS

/* What is compared of members, packed: words are numbers, a member is a row of 128 bytes. */

#define ATLAS_DUPLICATE_NAMES                                                   \
  3 /* words of a given or family name; what is longer is compared by the first \
     */
#define ATLAS_DUPLICATE_OTHERS 2
#define ATLAS_DUPLICATE_WAYS   3 /* telephone numbers, or e-mail addresses, of one member */

/**
 * AtlasDuplicateRow:
 * @given, @family, @others: words of the names, in order; 0 after the last
 * @phones: the last nine digits of each, as a number: so it does not matter how the country is written
 * @mailboxes: a hash of the name in each e-mail address, which stays where the provider changes; 0: too short
 * a name
 * @street, @annex: the street's name without its sort, its words as one; what else the line says (a building,
 * a village)
 * @number: of the house; 0: none
 * @given_code, @family_code, @street_code: of the first word, a name that it is a form of, or how it sounds
 * @given_start, @family_start: the first three letters
 * @given_letters, @family_letters: of all words of the name together
 * @commonness: how probable it is that a stranger has both names; see atlas_duplicate_scale_prepare()
 * @sex: first letter of the key, 0: none
 */
typedef struct
{
  /* What most looks are content with: a line of the cache. */
  guint32 given[ATLAS_DUPLICATE_NAMES];
  guint32 family[ATLAS_DUPLICATE_NAMES];
  guint32 given_code, family_code, street_code;
  guint32 given_letters, family_letters;
  float commonness;
  guint32 city, postcode, number;
  gint16 birth_year;
  char sex;

  guint32 others[ATLAS_DUPLICATE_OTHERS];
  guint32 phones[ATLAS_DUPLICATE_WAYS];
  guint32 emails[ATLAS_DUPLICATE_WAYS];
  guint32 mailboxes[ATLAS_DUPLICATE_WAYS];
  guint32 street, annex;
  guint32 given_start, family_start;
  guint16 province, district;
} AtlasDuplicateRow;

typedef struct
{
  AtlasDuplicateWords *names;
  AtlasDuplicateWords *places; /* cities, streets, annexes */
  AtlasDuplicateWords *origins;
  AtlasDuplicateWords *postcodes;
  GHashTable *phones; /* how often each number stands */
  AtlasDuplicateWords *emails;
  GArray *ids; /* gint64, of each member */

  AtlasDuplicateRow *members; /* in the box, on a line of the cache */
  guint n_members;
  guint room; /* members that the box holds */
  gpointer box;
} AtlasDuplicateColumns;

/** The fields that are compared, as keys of the member's table, in the order of the values that
 * atlas_duplicate_columns_pack() wants; NULL-terminated. */
extern const char *const atlas_duplicate_fields[];

#define ATLAS_DUPLICATE_N_FIELDS 12

AtlasDuplicateColumns *atlas_duplicate_columns_new (void);
void atlas_duplicate_columns_free (AtlasDuplicateColumns *self);

/** @values: (array length=ATLAS_DUPLICATE_N_FIELDS): of one member; pointers to stored values */
void atlas_duplicate_columns_pack (AtlasDuplicateColumns *self,
                                   const AtlasValue *const *values,
                                   AtlasDuplicateRow *row);

/** The same of a whole record. */
void atlas_duplicate_columns_pack_record (AtlasDuplicateColumns *self,
                                          AtlasRecord *member,
                                          AtlasDuplicateRow *row);

/** Takes the words of a row that was packed only to be looked up out of the counts again. */
void atlas_duplicate_columns_unpack (AtlasDuplicateColumns *self, const AtlasDuplicateRow *row);

/** Adds a packed row for the member of that row id. */
void atlas_duplicate_columns_append (AtlasDuplicateColumns *self, const AtlasDuplicateRow *row, gint64 id);

/** Makes room for @n members at once, where it is known how many are to come. */
void atlas_duplicate_columns_reserve (AtlasDuplicateColumns *self, guint n);

/** Ends the adding: lays the members so that those of one family name lie together, since comparing goes all
 * over them. */
void atlas_duplicate_columns_arrange (AtlasDuplicateColumns *self);

static inline const AtlasDuplicateRow *
atlas_duplicate_columns_get (const AtlasDuplicateColumns *self, guint index)
{
  return &self->members[index];
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDuplicateColumns, atlas_duplicate_columns_free)

G_END_DECLS
