/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "atlas-bitset.h"

G_BEGIN_DECLS

/**
 * AtlasPoint:
 * @id: the member's row id
 * @x, @y: position in the unit square of the Web Mercator world (see atlas-mercator.h); both NaN where the
 * member has no position
 * @region: index of the region (see atlas-region.h), %ATLAS_POINT_NO_REGION where none
 * @country: two letters of ISO 3166-1 packed by ATLAS_POINT_COUNTRY(), 0 where none
 * @place: index in the gazetteer, %ATLAS_POINT_NO_PLACE where none
 * @city: the address's city as a number, 0 where none (see atlas_facet_pack_city())
 * @postcode: likewise (see atlas_facet_pack_postcode()): a prefix is a range
 * @sex: 0 not stated, else 1 + the vocabulary's index
 * @status: as @sex
 * @education: ISCED level, %ATLAS_POINT_NO_EDUCATION where none
 * @sector: ISIC section's letter, 0 where none
 * @birth_year: 0 where none
 * @occupation: ISCO code in decimal digits packed from the left by nibble ("22" = 0x22ff), 0xffff where none:
 * a prefix is a range
 * @interests: bits by the vocabulary's index
 * @consents: low 3 bits: contact by e-mail, phone, post; next 3: share by the same; then
 * %ATLAS_POINT_CONSENT_PUBLISH, and %ATLAS_POINT_CONSENT_ENDS where a day is known on which one is over
 * @has: bits: has e-mail, phone, post address, position; and whether @place is the address's own city, not
 * merely the place nearest to the position
 * @languages: bits by atlas_facets' table of common languages; bit 63: some other language
 * @updated: seconds since 1970, 0 where none
 * @confirmed, @created: days since 1970, 0 where none
 * @arrival_year: 0 where none
 * @contacted: day of the last contact, in days since 1970, 0 where there was none
 *
 * What the map knows of one member: position and the facets that officers filter by.
 */
typedef struct
{
  gint64 id;
  double x, y;
  guint64 languages;
  guint32 place;
  guint32 city;
  guint32 postcode;
  guint32 updated;
  guint16 country;
  guint16 birth_year;
  guint16 occupation;
  guint16 interests;
  guint16 confirmed;
  guint16 created;
  guint16 arrival_year;
  guint16 contacted;
  guint8 region;
  guint8 sex;
  guint8 status;
  guint8 education;
  guint8 sector;
  guint8 consents;
  guint8 has;
} AtlasPoint;

#define ATLAS_POINT_NO_REGION     255
#define ATLAS_POINT_NO_PLACE      G_MAXUINT32
#define ATLAS_POINT_NO_EDUCATION  255
#define ATLAS_POINT_COUNTRY(a, b) ((guint16) ((a) << 8 | (b)))

#define ATLAS_POINT_CONSENT_PUBLISH (1 << 6)
#define ATLAS_POINT_CONSENT_ENDS    (1 << 7)

/**
 * atlas_point_quantise:
 *
 * A position in 0..1 as the index, the facets and every box keep it: 2^-32 of the world, about a centimetre.
 * Monotone, so that who lies in a box still does after both were rounded.
 */
static inline guint32
atlas_point_quantise (double position)
{
  double scaled = position * 4294967296.0;

  return scaled <= 0 ? 0 : scaled >= 4294967295.0 ? G_MAXUINT32 : (guint32) scaled;
}

/** The middle of what atlas_point_quantise() made. */
static inline double
atlas_point_unquantise (guint32 position)
{
  return (position + 0.5) / 4294967296.0;
}

enum
{
  ATLAS_POINT_HAS_EMAIL = 1 << 0,
  ATLAS_POINT_HAS_PHONE = 1 << 1,
  ATLAS_POINT_HAS_POST = 1 << 2,
  ATLAS_POINT_HAS_LOCATION = 1 << 3,
  ATLAS_POINT_HAS_PLACE_NAME = 1 << 4,
};

/**
 * AtlasPointIndex:
 *
 * All members as packed columns, those with a position first, in Morton order, so that every cell of every
 * zoom level is one contiguous run of rows; a pyramid of cells stands over them. Rows are numbered 0..n-1.
 *
 * Threads: a snapshot is immutable once built. A patch gives a new snapshot that shares what it can; readers
 * keep the one they hold.
 */
#define ATLAS_TYPE_POINT_INDEX (atlas_point_index_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPointIndex, atlas_point_index, ATLAS, POINT_INDEX, GObject)

/** @points: any order; consumed (freed) by the index. */
AtlasPointIndex *atlas_point_index_new (AtlasPoint *points, guint n_points);

/**
 * atlas_point_index_patch:
 * @points: new and changed members; @removed: row ids that are gone
 *
 * Returns: (transfer full): a new index; at most a few milliseconds for a few changes among a million
 */
AtlasPointIndex *atlas_point_index_patch (
  AtlasPointIndex *self, const AtlasPoint *points, guint n_points, const gint64 *removed, guint n_removed);

guint atlas_point_index_get_n_points (AtlasPointIndex *self);
guint atlas_point_index_get_n_placed (AtlasPointIndex *self);
gint64 atlas_point_index_get_id (AtlasPointIndex *self, guint row);
gboolean atlas_point_index_find (AtlasPointIndex *self, gint64 id, guint *row);
void atlas_point_index_get_point (AtlasPointIndex *self, guint row, AtlasPoint *point);

/* The columns themselves, n_points long, for predicates that scan them. */
typedef struct
{
  guint n_points, n_placed;
  const gint64 *ids;
  const guint32 *x, *y; /* of the first n_placed: position * 2^32 */
  const guint64 *languages;
  const guint32 *place, *city, *postcode, *updated;
  const guint16 *country, *birth_year, *occupation, *interests, *confirmed, *created, *arrival_year,
    *contacted;
  const guint8 *region, *sex, *status, *education, *sector, *consents, *has;
} AtlasPointColumns;

const AtlasPointColumns *atlas_point_index_get_columns (AtlasPointIndex *self);

G_END_DECLS
