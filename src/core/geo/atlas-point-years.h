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
 * AtlasYearView:
 *
 * The one year that something happened in, or all up to its end.
 */
typedef struct
{
  AtlasTime time;
  gboolean up_to;
  int year;
} AtlasYearView;

/** As a query has it: "arrived:..2009", "confirmed:2024". (transfer full) */
char *atlas_year_view_to_text (const AtlasYearView *self);
/** FALSE where @text is no such term. */
gboolean atlas_year_view_parse (const char *text, AtlasYearView *view);
/** For people: "Arrived up to 2009". (transfer full) */
char *atlas_year_view_dup_words (const AtlasYearView *self);

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

/** The same of a view. (transfer full) */
AtlasPointSet *atlas_point_set_view_years (AtlasPointSet *self, const AtlasYearView *view);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasYears, atlas_years_free)

G_END_DECLS
