/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"
#include "atlas-shading.h"

G_BEGIN_DECLS

/* What the areas of a map show, and what it comes to in each: the same numbers for the map, its table,
 * exported pictures and atlasctl. */

/**
 * AtlasMeasureType:
 * @ATLAS_MEASURE_MEMBERS: how many
 * @ATLAS_MEASURE_COVERAGE: members for 100 of the estimate
 * @ATLAS_MEASURE_NOT_REACHED: the estimate less the members
 * @ATLAS_MEASURE_WOMEN: women among 100 whose sex is known (female, male, other)
 * @ATLAS_MEASURE_MEDIAN_AGE: years, of those whose year of birth is known
 * @ATLAS_MEASURE_SHARE: of 100 members, how many match a query of its own
 * @ATLAS_MEASURE_CONFIRMED: members confirmed within the last 12 months
 * @ATLAS_MEASURE_CHANGE: members recorded since a day
 * @ATLAS_MEASURE_NOT_VISITED: days since somebody of us was last within reach of a member: at an event that
 * was held, or a stop of a mission that was
 * @ATLAS_MEASURE_COMPARE: how many match one query, and how many another
 */
typedef enum
{
  ATLAS_MEASURE_MEMBERS,
  ATLAS_MEASURE_COVERAGE,
  ATLAS_MEASURE_NOT_REACHED,
  ATLAS_MEASURE_WOMEN,
  ATLAS_MEASURE_MEDIAN_AGE,
  ATLAS_MEASURE_SHARE,
  ATLAS_MEASURE_CONFIRMED,
  ATLAS_MEASURE_CHANGE,
  ATLAS_MEASURE_NOT_VISITED,
  ATLAS_MEASURE_COMPARE,
  ATLAS_N_MEASURES,
} AtlasMeasureType;

/**
 * AtlasMeasure:
 *
 * A measure with what it depends on. Its text, as `--measure` takes it: "members", "coverage",
 * "coverage:SOURCE", "not-reached", "not-reached:SOURCE", "women", "median-age", "share:QUERY", "confirmed",
 * "change:2026-01-01" (or a month, a year, "-6m"), "not-visited", "compare:QUERY | QUERY". Without a SOURCE
 * estimates of all sources count, as a range: they are never blended into one number. Of a comparison each
 * QUERY is written as everywhere, usually `segment:"Nurses in Ontario"`; the first | outside of quotes parts
 * them, there may be no second one, spaces around it count for nothing, and an empty QUERY means everyone.
 * Immutable.
 */
typedef struct _AtlasMeasure AtlasMeasure;

/** (transfer full): NULL with an error that lists what there is. */
AtlasMeasure *atlas_measure_parse (const char *text, GError **error);
AtlasMeasure *atlas_measure_ref (AtlasMeasure *self);
void atlas_measure_unref (AtlasMeasure *self);

AtlasMeasureType atlas_measure_get_type (AtlasMeasure *self);
const char *atlas_measure_get_text (AtlasMeasure *self);

/** Of a comparison, @side 0 or 1: its query as it was written; empty: everyone. Borrowed. */
const char *atlas_measure_get_side_query (AtlasMeasure *self, guint side);
/** Its segment's name, where it is no more than that; else NULL. (transfer full) (nullable) */
char *atlas_measure_dup_side_segment (AtlasMeasure *self, guint side);
/** For people: the segment's name, "Everyone", or the query. (transfer full) */
char *atlas_measure_dup_side_name (AtlasMeasure *self, guint side);
/** The text of a comparison of two segments, by name; NULL: everyone. (transfer full) */
char *atlas_measure_write_compare (const char *first, const char *second);
/** Where a class begins, as short as can be: "13+". (transfer full) */
char *atlas_measure_format_from (double low);
/** What a legend calls areas that have nobody of either side of a comparison. Borrowed. */
const char *atlas_measure_get_neither_label (void);
/** Two numbers as they stand side by side: "312 · 45". (transfer full) */
char *atlas_measure_join_pair (const char *first, const char *second);

/** For a legend or a heading: "Members", "Members for 100 estimated", "Women". (transfer full) */
char *atlas_measure_dup_title (AtlasMeasure *self);
/** The same of a type alone, for a menu; and its name in texts. Borrowed. */
const char *atlas_measure_type_get_label (AtlasMeasureType type);
const char *atlas_measure_type_get_name (AtlasMeasureType type);

/** Whether members are compared with what sources estimate: of regions and places, but of no county. */
gboolean atlas_measure_type_is_estimated (AtlasMeasureType type);

/** How it is best shaded: counts or not, diverging or not. @breaks: as somebody chose. */
void atlas_measure_init_rule (AtlasMeasure *self, AtlasBreaks breaks, AtlasShadingRule *rule);

/**
 * Estimates of a place are of its metropolitan area. With such a one are compared all members who are counted
 * in a place within so many kilometres of its own, each in the area whose centre is nearest to them; @known
 * of its value says how many. Of Canada's census metropolitan areas nearly all that people live in lies as
 * near.
 */
#define ATLAS_METRO_KM 40

/**
 * Where a percentage or an average is made of fewer people than this, one more or less moves it by ten points
 * or more. It is told, but not shaded: on a map Nunavut's two members would stand out before
 * Ontario's thousands.
 */
#define ATLAS_MEASURE_FEW 10

/** What is shaded; places are for circles and the table. */
typedef enum
{
  ATLAS_AREAS_REGIONS,  /* key: region index */
  ATLAS_AREAS_COUNTIES, /* key: FIPS code; of the USA alone, Canada's provinces stay */
  ATLAS_AREAS_PLACES,   /* key: place index of the gazetteer */
} AtlasAreas;

/**
 * AtlasAreaValue:
 * @members: of the set, in the area
 * @known: of them: of whom the value tells; less than @members where a sex or a year of birth is not known
 * @part: of those: who make the value up: the women, who match, who were confirmed or recorded, whom a visit
 * ever reached; else 0
 * @value: what is shaded by; NaN where there is nothing to tell (no estimate, nobody whose age is known,
 * never a visit)
 * @low, @high: the range where sources differ; else both @value. Of a coverage @high is infinite where one of
 * them estimates that nobody lives there
 * @no_estimate: drawn hatched
 * @estimate: lowest and highest, where there is one; people
 * @metro: of a place compared with estimates: the place that is the centre of the metropolitan area in which
 * it counts; ATLAS_PLACE_NONE where it lies in none, and wherever else
 * @pair: of a comparison, of those members: who match the first query, and who match the second; @value is
 * the first of them
 */
typedef struct
{
  guint key;
  guint members, known, part;
  double value, low, high;
  gboolean no_estimate;
  guint estimate[2];
  guint metro;
  guint pair[2];
} AtlasAreaValue;

/**
 * AtlasMeasured:
 * @values: (element-type AtlasAreaValue): rising by key; of regions those of Canada and the USA all, else
 * those with members or an estimate
 * @total: of all areas together, by the same rule (a coverage of the areas that have an estimate)
 * @holds: of a comparison: whether everybody of the second side is of the first too, and the other way round
 * @sources: (nullable): one line for each source of estimates that went in: "Statistics Canada, 2016 Census"
 *
 * Immutable.
 */
typedef struct
{
  AtlasMeasure *measure;
  AtlasAreas areas;
  GArray *values;
  AtlasAreaValue total;
  gboolean holds[2];
  char **sources;
} AtlasMeasured;

/**
 * atlas_register_measure:
 * @set: whom to count
 * @cancellable: (nullable): looked at every few thousand people
 *
 * A few milliseconds for a million members; any thread.
 *
 * Returns: (transfer full): NULL with @error
 */
AtlasMeasured *atlas_register_measure (AtlasRegister *self,
                                       AtlasMeasure *measure,
                                       AtlasPointSet *set,
                                       AtlasAreas areas,
                                       GCancellable *cancellable,
                                       GError **error);
AtlasMeasured *atlas_measured_ref (AtlasMeasured *self);
void atlas_measured_unref (AtlasMeasured *self);

/** What estimates of places are compared with, in words; NULL where values are of others. Borrowed. */
const char *atlas_measured_explain_metros (const AtlasMeasured *self);

/** By key; NULL if there is none. */
const AtlasAreaValue *atlas_measured_find (const AtlasMeasured *self, guint key);

/** "Ontario", "Cook County", "Montréal". (transfer full) */
char *atlas_measured_dup_name (const AtlasMeasured *self, const AtlasAreaValue *value);

/** For people: "1,234", "52 %", "38.5", "22–45 %", "no estimate", "0 estimated". (transfer full) */
char *atlas_measure_format (AtlasMeasure *self, const AtlasAreaValue *value);
/** Whether it is a percentage or an average of some people, but fewer than %ATLAS_MEASURE_FEW: of those of
 * whom it tells or, of a coverage, of those who are estimated. */
gboolean atlas_measure_is_of_few (AtlasMeasure *self, const AtlasAreaValue *value);
/** What a legend calls such areas: "Fewer than 10 people". (transfer full) */
char *atlas_measure_dup_few_label (void);
/** Whether it is of an area of which is estimated that nobody lives there, so that nothing can be counted
 * against it: a coverage of which @value is NaN, though there is an estimate. */
gboolean atlas_measure_is_of_nobody (AtlasMeasure *self, const AtlasAreaValue *value);
/** What a legend calls areas in which there is nothing to tell: "No estimate", "No estimate, or 0", "Nothing
 * known". Borrowed. */
const char *atlas_measured_get_unknown_label (const AtlasMeasured *self);
/** Whether sources differ about an area, which is then shaded by the lower end of a range. */
gboolean atlas_measured_has_ranges (const AtlasMeasured *self);
/** What a legend says of that: "Shaded by the lower end where sources differ". Borrowed. */
const char *atlas_measure_get_ranges_note (void);
/** Why a value is what nobody expects, such as a coverage above a hundred; NULL: nothing to explain.
 * Borrowed. */
const char *atlas_measure_explain (AtlasMeasure *self, const AtlasAreaValue *value);
/** The same in a sentence, which of a comparison says whose numbers they are: "Nurses 312, Teachers 45"; and
 * of a number of few of how few: "50 % of only 2 people". (transfer full) */
char *atlas_measure_describe (AtlasMeasure *self, const AtlasAreaValue *value);
/** One number, or a range, in the measure's unit: "52 %", "40–45 %". (transfer full) */
char *atlas_measure_format_number (AtlasMeasure *self, double number);
char *atlas_measure_format_range (AtlasMeasure *self, double low, double high);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasMeasure, atlas_measure_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasMeasured, atlas_measured_unref)

G_END_DECLS
