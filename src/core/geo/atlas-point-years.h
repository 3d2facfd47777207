/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-point-set.h"

G_BEGIN_DECLS

/* Members by the year in which something happened. */

typedef enum
{
  ATLAS_TIME_ARRIVED,
  ATLAS_TIME_CREATED, /* recorded */
  ATLAS_TIME_CONFIRMED,
  ATLAS_N_TIMES,
} AtlasTime;

/** "arrived", "created", "confirmed": as a query has them. */
const char *atlas_time_get_name (AtlasTime time);
/** -1 if it is none of them. */
int atlas_time_find (const char *name);

/**
 * AtlasYears:
 * @first, @last: the years of which anything is known; @last below @first where nothing is
 * @counts: (array length=last-first+1): how many in each year
 * @n_known: the sum of these
 * @n_unknown: of whom no year is known
 */
typedef struct
{
  int first, last;
  guint *counts;
  guint n_known, n_unknown;
} AtlasYears;

/** Of the set, in one pass over its rows: a few milliseconds for a million; any thread. (transfer full) */
AtlasYears *atlas_point_set_count_years (AtlasPointSet *self, AtlasTime time);
void atlas_years_free (AtlasYears *self);

/** In that one year; outside of those that are known nobody. */
guint atlas_years_get (const AtlasYears *self, int year);

/**
 * atlas_point_set_restrict_years:
 * @from, @to: both inclusive
 *
 * Those of the set of whom a year is known that lies within; as long as making a set takes.
 *
 * Returns: (transfer full)
 */
AtlasPointSet *atlas_point_set_restrict_years (AtlasPointSet *self, AtlasTime time, int from, int to);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasYears, atlas_years_free)

G_END_DECLS
