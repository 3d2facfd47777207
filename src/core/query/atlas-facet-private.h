/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-facet.h"
#include "atlas-statement.h"

G_BEGIN_DECLS

/* The whole packing: facet, its member in AtlasPoint and AtlasPointColumns, its column in member_facet, and
 * where in that. From this list come packing, unpacking, the SQL of each facet and its column in the index.
 * Languages fill a column of their own. No column becomes negative, so that SQL's >> brings no sign along. */
#define ATLAS_FACETS(X)                            \
  X (HAS, has, traits, 0, 255)                     \
  X (CONSENTS, consents, traits, 8, 255)           \
  X (SEX, sex, traits, 16, 15)                     \
  X (STATUS, status, traits, 20, 15)               \
  X (EDUCATION, education, traits, 24, 255)        \
  X (REGION, region, traits, 32, 255)              \
  X (SECTOR, sector, traits, 40, 127)              \
  X (INTERESTS, interests, traits, 47, 65535)      \
  X (UPDATED, updated, life, 0, 4294967295)        \
  X (OCCUPATION, occupation, life, 32, 65535)      \
  X (BIRTH_YEAR, birth_year, life, 48, 32767)      \
  X (PLACE, place, home, 0, 4294967295)            \
  X (COUNTRY, country, home, 32, 65535)            \
  X (POSTCODE, postcode, address, 0, 4294967295)   \
  X (CITY, city, address, 32, 2147483647)          \
  X (CONFIRMED, confirmed, times, 0, 65535)        \
  X (CREATED, created, times, 16, 65535)           \
  X (ARRIVAL_YEAR, arrival_year, times, 32, 32767) \
  X (CONTACTED, contacted, times, 48, 32767)

/** Days since 1970 that fit what is packed: into 2059. */
#define ATLAS_FACET_MAX_CONTACTED 32767

/** A row of member_facet, in the order of its columns; `name`, which says in what order people are listed,
 * apart. */
typedef struct
{
  gint64 id, position, traits, life, home, address, languages, times;
} AtlasFacetRow;

#define ATLAS_FACET_COLUMNS "id, position, traits, life, home, address, languages, times"

/** The row that a statement over ATLAS_FACET_COLUMNS stands on. */
void atlas_facet_read_row (AtlasStatement *statement, AtlasFacetRow *row);

/** Ids of a block (atlas-facet-block.c). */
#define ATLAS_FACET_BLOCK_IDS 36

/**
 * AtlasFacetBlocks:
 *
 * Keeps member_block in step with member_facet while a unit is open.
 */
typedef struct _AtlasFacetBlocks AtlasFacetBlocks;

AtlasFacetBlocks *atlas_facet_blocks_new (AtlasConnection *connection, GError **error);
void atlas_facet_blocks_free (AtlasFacetBlocks *self);

/** Brings the block of @id in step, where @id was written or, if not @present, deleted. */
gboolean atlas_facet_blocks_refresh (AtlasFacetBlocks *self, gint64 id, gboolean present, GError **error);

/** The same for a row that was just written and was not there before. */
gboolean atlas_facet_blocks_add (AtlasFacetBlocks *self, const AtlasFacetRow *row, GError **error);

/** The block in @column, borrowed until the next step; NULL where it is not of a block's size. */
const guchar *atlas_facet_block_read (AtlasStatement *statement, guint column);

/** Fills all of @row but its id from place @at of @block; FALSE where nobody is there. */
gboolean atlas_facet_block_get (const guchar *block, guint at, AtlasFacetRow *row);

/** What a consent that ends leaves. @day: the last on which it counts; @gone: all bits that are over then */
typedef struct
{
  guint16 day;
  guint8 gone;
} AtlasFacetEnding;

#define ATLAS_FACET_MAX_ENDINGS 7

/** The bits of AtlasPoint.consents as though nothing were over, and what ends when, by day. */
guint8 atlas_facet_pack_consents (const AtlasValue *consents,
                                  AtlasFacetEnding endings[ATLAS_FACET_MAX_ENDINGS],
                                  guint *n_endings);

/* Beside the row of facets (atlas-facet-links.c). */
extern const char atlas_facet_interaction_schema[];
extern const char atlas_facet_organisation_schema[];

gboolean atlas_facet_derive_lists (AtlasConnection *connection, const AtlasDerivedRow *row, GError **error);
gboolean atlas_facet_derive_interaction (AtlasUnit *unit,
                                         const AtlasTable *table,
                                         const AtlasDerivedRow *row,
                                         GError **error);
gboolean atlas_facet_derive_organisation (AtlasUnit *unit,
                                          const AtlasTable *table,
                                          const AtlasDerivedRow *row,
                                          GError **error);

void atlas_facet_pack (const AtlasPoint *point, AtlasFacetRow *row);
void atlas_facet_unpack (const AtlasFacetRow *row, AtlasPoint *point);

#define ATLAS_FACET_NAME_SIZE 256

/** What can be worked out of a member alone (AtlasPrepareFunc). The row's id and what the contact log knows
 * are still to come. */
typedef struct
{
  AtlasFacetRow row;
  guint name_length;
  char name[ATLAS_FACET_NAME_SIZE];
} AtlasFacetPrepared;

/* The row of facets (atlas-facet-member.c). */
void atlas_facet_prepare_member (const AtlasValue *values, gpointer prepared);
gboolean atlas_facet_derive_member (AtlasUnit *unit,
                                    const AtlasTable *table,
                                    const AtlasDerivedRow *row,
                                    GError **error);

/** What the contact log says of @member has changed: brings its row of facets in step, where there is one. */
gboolean atlas_facet_refresh_contacted (AtlasUnit *unit, const AtlasUuid *member, GError **error);

/** Family name and given name folded into one text that sorts as people do: bytes written. */
gsize atlas_facet_derive_name (const AtlasValue *values, char name[ATLAS_FACET_NAME_SIZE]);

G_END_DECLS
