/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-index.h"

G_BEGIN_DECLS

/**
 * AtlasPointSet:
 *
 * Those members of an index that a query matches, counted: by region, by place, by cell of the pyramid.
 * Immutable; any thread. Making one for a million members takes a few milliseconds; everything asked of it
 * afterwards is a look-up.
 */
#define ATLAS_TYPE_POINT_SET (atlas_point_set_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPointSet, atlas_point_set, ATLAS, POINT_SET, GObject)

/** @rows: (transfer full) (nullable): which rows of @index; NULL: all */
AtlasPointSet *atlas_point_set_new (AtlasPointIndex *index, AtlasBitset *rows);

AtlasPointIndex *atlas_point_set_get_index (AtlasPointSet *self);
const AtlasBitset *atlas_point_set_get_rows (AtlasPointSet *self); /* NULL: all */

/** By sex as stated: [0] not stated, [1..] 1 + the sex vocabulary's index (female male other undisclosed). */
#define ATLAS_POINT_N_SEXES 5

typedef struct
{
  guint members;
  guint by_sex[ATLAS_POINT_N_SEXES];
} AtlasPointCount;

/** Everyone in the set, with or without a position. */
const AtlasPointCount *atlas_point_set_get_total (AtlasPointSet *self);
guint atlas_point_set_get_n_placed (AtlasPointSet *self);

/** (array length=256): by region index; [ATLAS_POINT_NO_REGION] holds those in none. */
const AtlasPointCount *atlas_point_set_get_regions (AtlasPointSet *self);

typedef struct
{
  guint32 key; /* a place index, or a packed country */
  AtlasPointCount count;
} AtlasPointGroup;

/** Groups with at least one member, largest first, then by key. (transfer full) (element-type
 * AtlasPointGroup) */
GArray *atlas_point_set_list_places (AtlasPointSet *self);
GArray *atlas_point_set_list_countries (AtlasPointSet *self);

/**
 * AtlasCluster:
 * @x, @y: the members' mean position, Mercator unit square
 * @members: how many
 * @row: the row of the index where @members is 1, else the first of them
 * @cell, @level: which cell of the pyramid; a cluster of the next deeper level lies in the cell whose key >>
 * 2 is this one: for growing and parting smoothly
 */
typedef struct
{
  double x, y;
  guint members;
  guint row;
  guint64 cell;
  guint8 level;
} AtlasCluster;

/**
 * atlas_point_set_list_clusters:
 * @level: cells are 1/2^level of the world wide; 24 (2.4 m at the equator) is the deepest
 * @west, @north, @east, @south: the box in the Mercator unit square (y grows southward), edges included; a
 * @west beyond @east means a box across 180 degrees
 * @exact: count only members inside the box, cutting cells at its edge, so that the sum is the number placed
 * in the box; else whole cells that meet the box
 *
 * Returns: (transfer full) (element-type AtlasCluster): one for each cell with a member
 */
GArray *atlas_point_set_list_clusters (
  AtlasPointSet *self, guint level, double west, double north, double east, double south, gboolean exact);

/**
 * atlas_point_set_list_rows:
 * @level, @cell: see [struct@AtlasCluster]
 *
 * Who is in a cell. A search among the rows, whatever the cell's size, and then one look at each of its rows.
 *
 * Returns: (transfer full) (element-type guint): rows of the index, ascending
 */
GArray *atlas_point_set_list_rows (AtlasPointSet *self, guint level, guint64 cell);

/** The pyramid's level whose cells are about @pixels wide on a map at @zoom with 256-pixel tiles. */
guint atlas_point_set_level_for_zoom (double zoom, double pixels);

/** Ages: 0-17 18-24 25-34 35-44 45-54 55-64 65+, then not stated. */
#define ATLAS_POINT_N_AGES 8

/** When last in touch: within three months, within a year, longer ago, never. */
#define ATLAS_POINT_N_CONTACTS 4

/** An organisation, and how many have a role in it. */
typedef struct
{
  char *name;
  guint members;
} AtlasProfileAssociation;

/**
 * AtlasProfile: what a panel says of the members of a region, of a selection or of the whole set. Somebody
 * with several languages or interests counts for each.
 */
typedef struct
{
  AtlasPointCount count;
  guint by_sector[27];    /* [0] not stated, [1..26] 'A'..'Z' */
  guint by_education[10]; /* [9] not stated */
  guint by_age[ATLAS_POINT_N_AGES];
  guint by_age_sex[ATLAS_POINT_N_AGES][ATLAS_POINT_N_SEXES];
  guint by_consent[3];      /* contact by e-mail, phone, post */
  guint by_occupation[100]; /* by the code's first two digits; shorter codes are in none */
  guint by_language[64];    /* by the bit of AtlasPoint.languages */
  guint by_interest[16];    /* by the bit of AtlasPoint.interests */
  guint by_contact[ATLAS_POINT_N_CONTACTS];
  GPtrArray *associations; /* element-type AtlasProfileAssociation, largest first; none until somebody who
                              knows adds them: see atlas_register_count_associations() */
  GArray *places;          /* element-type AtlasPointGroup, largest first */
} AtlasProfile;

/** @region: a region index, or -1 for the whole set. @this_year: for ages. How long ago somebody was in touch
 * is as of today. */
AtlasProfile *atlas_point_set_profile (AtlasPointSet *self, int region, int this_year);
void atlas_profile_free (AtlasProfile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasProfile, atlas_profile_free)

G_END_DECLS
