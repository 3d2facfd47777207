/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-kind.h"
#include "atlas-point-index.h"
#include "atlas-statement.h"

G_BEGIN_DECLS

/* What the map and the query language know of a member, worked out from its record and kept in the narrow
 * derived table `member_facet`: a few integers a member, so that counting a million never reads the wide
 * table. */

/**
 * AtlasFacet:
 *
 * One fact of AtlasPoint. All are unsigned numbers, the same in the table, packed beside others, as in the
 * columns of the point index.
 */
typedef enum
{
  ATLAS_FACET_REGION,
  ATLAS_FACET_COUNTRY,
  ATLAS_FACET_PLACE,
  ATLAS_FACET_CITY,
  ATLAS_FACET_POSTCODE,
  ATLAS_FACET_SEX,
  ATLAS_FACET_STATUS,
  ATLAS_FACET_BIRTH_YEAR,
  ATLAS_FACET_EDUCATION,
  ATLAS_FACET_OCCUPATION,
  ATLAS_FACET_SECTOR,
  ATLAS_FACET_LANGUAGES,
  ATLAS_FACET_INTERESTS,
  ATLAS_FACET_CONSENTS,
  ATLAS_FACET_HAS,
  ATLAS_FACET_UPDATED,
  ATLAS_FACET_CONFIRMED,
  ATLAS_FACET_CREATED,
  ATLAS_FACET_ARRIVAL_YEAR,
  ATLAS_FACET_CONTACTED,
  ATLAS_N_FACETS,
} AtlasFacet;

/** An SQL expression of the facet over the alias `f` of `member_facet`: an integer, never NULL. */
const char *atlas_facet_get_sql (AtlasFacet facet);

/** The facet's column of the index, and the bytes of one value in it: 1, 2, 4 or 8. */
gconstpointer atlas_facet_get_column (AtlasFacet facet, const AtlasPointColumns *columns, guint *size);

/** The SQL that makes the tables. Its text changes with every change of meaning, so that the next open
 * rebuilds them. */
const char *atlas_facet_get_schema (void);

/**
 * atlas_facet_derive_point:
 * @values: a member's row, in the order of its table
 *
 * The region is the address's where known, else that of its postcode and city, else that of the position; the
 * country the address's, else the region's; the place is the address's city, else the one nearest to the
 * position within 25 km. Consents are as though none had ended, and of contacts, which other records know,
 * nothing is said. About a microsecond.
 */
void atlas_facet_derive_point (gint64 id, const AtlasValue *values, AtlasPoint *point);

/** Sets schema and derive function of the tables of members, organisations and interactions. Before the first
 * store is opened; any thread, any number of times. */
void atlas_facet_install (void);

/**
 * atlas_facet_load_all:
 * @second: (nullable): another connection that sees the same state: half of the rows are read through it, by
 * a thread of its own
 *
 * Reads all members' points, by id. Consents are those of today.
 *
 * Returns: (transfer full) (array length=n_points): NULL with @error
 */
AtlasPoint *atlas_facet_load_all (AtlasConnection *connection,
                                  AtlasConnection *second,
                                  GCancellable *cancellable,
                                  guint *n_points,
                                  GError **error);

/** Today, or the day ATLAS_NOW says, in days since 1970. */
guint16 atlas_facet_today (void);

/**
 * atlas_facet_list_ended:
 * @from, @to: days since 1970
 *
 * Of whom a consent has ended between the two days: who must be looked at again when one day has become
 * another.
 *
 * Returns: (transfer full) (element-type gint64): row ids; NULL with @error
 */
GArray *atlas_facet_list_ended (AtlasConnection *connection, guint16 from, guint16 to, GError **error);

/** Those of @ids that are there. (element-type AtlasPoint) (transfer full): NULL with @error */
GArray *atlas_facet_load (AtlasConnection *connection, const gint64 *ids, guint n_ids, GError **error);

/* How texts become numbers. */

/** "New York" and "NEW  YORK" are the same; 0 for nothing. A hash of 31 bits: among ten thousand different
 * cities a search takes one for another once in 200,000. */
guint32 atlas_facet_pack_city (const char *text, gssize length);

/** Letters and digits of @text, upper case, without the rest, for comparing postcodes. Returns how many;
 * @buffer is NUL-terminated. */
gsize atlas_facet_fold_postcode (const char *text, gssize length, char *buffer, gsize size);

/** The first six letters and digits as digits of base 37. */
#define ATLAS_FACET_POSTCODE_LENGTH 6
guint32 atlas_facet_pack_postcode (const char *text, gssize length);
/** The range of those that begin with @folded, of at most six characters. */
void atlas_facet_postcode_range (const char *folded, guint32 *low, guint32 *high);

#define ATLAS_FACET_DAY (24 * 60 * 60) /* seconds */

/** Days since 1970 of a day or an instant; 0 where @text is none. */
guint16 atlas_facet_pack_day (const char *text, gssize length);

/** Decimal digits from the left by nibble, the rest 0xf; 0xffff where @text is no code. */
guint16 atlas_facet_pack_occupation (const char *text, gssize length);
void atlas_facet_occupation_range (const char *digits, guint16 *low, guint16 *high);

/** The language's bit; bit 63, of all others, for one that has none of its own: then @exact is FALSE. */
guint64 atlas_facet_language_bit (const char *code, gssize length, gboolean *exact);

/** The code of a language that has that bit, 0 to 62, of its own; NULL for the bit of all others. */
const char *atlas_facet_get_language (guint bit);

/** Bits of ATLAS_POINT_HAS_*: e-mail, phone, and a post address, to which a letter finds its way: two of
 * street, city and postcode. */
guint atlas_facet_get_channels (const AtlasValue *values);

G_END_DECLS
