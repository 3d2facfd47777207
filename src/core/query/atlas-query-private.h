/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-date.h"
#include "atlas-facet.h"
#include "atlas-point-area.h"
#include "atlas-query.h"
#include "atlas-selection.h"

G_BEGIN_DECLS

/* A query is terms joined by *and*; a term is conditions joined by *or*, and may be negated. A condition
 * knows itself in two forms, SQL and a test of the index's columns, which must mean the same; where there is
 * no second form the database is asked for the ids. */

typedef enum
{
  ATLAS_CONDITION_RANGES, /* a facet lies in one of some ranges */
  ATLAS_CONDITION_MASK,   /* a facet has one of some bits */
  ATLAS_CONDITION_CITY,   /* the address's city is so called, there, or is one of these places */
  ATLAS_CONDITION_BOX,    /* the position lies in a box */
  ATLAS_CONDITION_NEAR,   /* or within some distance of a point */
  ATLAS_CONDITION_AREA,   /* or in an area that was drawn */
  ATLAS_CONDITION_TEXT,   /* the search index matches */
  ATLAS_CONDITION_RECORD, /* anything else over `r`, the record's own table */
  ATLAS_CONDITION_QUERY,  /* who matches another query: a segment */
  ATLAS_CONDITION_IDS,    /* whose ids a select of its own finds */
} AtlasConditionType;

typedef struct
{
  gint64 low, high; /* both included */
} AtlasRange;

typedef struct
{
  AtlasConditionType type;
  AtlasFacet facet;
  GArray *ranges; /* AtlasRange */
  guint64 mask;
  guint32 city;
  guint region;   /* which that city must lie in, or ATLAS_REGION_NONE; the places do */
  GArray *places; /* guint32 */
  AtlasPointBox box;
  AtlasPointCircle circle;
  AtlasSelection *area;
  AtlasQuery *inner;
  char *match; /* of the search index */
  char *sql;   /* over `f` for the facets' own types, over `r` for RECORD, a whole select for IDS, parameters
                  named already; for TEXT the   name of the parameter that holds the match, NULL where it is one
                  of the query's plain words */
} AtlasCondition;

typedef struct
{
  gboolean negated;
  GPtrArray *conditions; /* AtlasCondition */
  char *text;            /* the term as atlas_query_dup_normal_text() writes it, without the minus */
} AtlasQueryTerm;

/* A named parameter of the SQL: ":q1". */
typedef struct
{
  char name[16];
  AtlasValue value;
} AtlasQueryParameter;

struct _AtlasQuery
{
  const AtlasKind *kind;
  char *text;
  GPtrArray *terms;             /* AtlasQueryTerm */
  GPtrArray *parameters;        /* AtlasQueryParameter */
  char *sql;                    /* over `r` */
  char *facet_sql;              /* the same over `f`, for members */
  const char *search_parameter; /* name of that which holds all plain words, or NULL */

  /* While it is parsed. */
  const AtlasQueryScope *scope;
  guint depth;                      /* of how many segments it is part */
  char today[ATLAS_DATE_TEXT_SIZE]; /* taken once: that of the outermost query */
};

/* --- Building (atlas-query.c). */

/** A query that is part of @outer, whose parameters it shares. (transfer full): NULL with @error */
AtlasQuery *atlas_query_parse_inner (AtlasQuery *outer, const char *text, GError **error);

AtlasQueryTerm *atlas_query_add_term (AtlasQuery *self, gboolean negated);
AtlasCondition *atlas_condition_new (AtlasQueryTerm *term, AtlasConditionType type);
void atlas_condition_add_range (AtlasCondition *self, gint64 low, gint64 high);

/** Adds a parameter; its name, ":q1", is borrowed. */
const char *atlas_query_add_integer (AtlasQuery *self, gint64 value);
const char *atlas_query_add_real (AtlasQuery *self, double value);
const char *atlas_query_add_text (AtlasQuery *self, const char *value);

/* --- The text (atlas-query-parse.c). */

typedef struct
{
  char *text;
  gboolean quoted;
} AtlasQueryPart;

/** One term as it stands in the text, before anyone knows what its field means. */
typedef struct
{
  gboolean negated;
  char *field;      /* lower case; NULL: words */
  GPtrArray *parts; /* AtlasQueryPart */
  gsize start, end; /* bytes of the text */
} AtlasQueryToken;

/** The tokens of @text. (transfer full) (element-type AtlasQueryToken) */
GPtrArray *atlas_query_tokenize (const char *text, GError **error);

/** The length of the quote that stands at @at, 0 if none. Whatever opened, any of them closes. */
gsize atlas_query_quote_length (const char *at);

/** Fills the terms from the query's text. */
gboolean atlas_query_parse_text (AtlasQuery *self, GError **error);

/** Words as the search index wants them, in @column of it or in any. FALSE where there is no letter or digit.
 */
gboolean atlas_query_parse_words (AtlasQueryTerm *term, const AtlasQueryToken *token, const char *column);

/** @text as one part of a value: quoted where it must be. */
void atlas_query_append_part (GString *out, const char *text, gboolean quoted);

/* --- Fields (atlas-query-fields.c). */

typedef struct _AtlasQueryField AtlasQueryField;

/** Fills @term from the token's parts. */
typedef gboolean (*AtlasQueryFieldParse) (AtlasQuery *query,
                                          const AtlasQueryField *field,
                                          AtlasQueryTerm *term,
                                          const AtlasQueryToken *token,
                                          GError **error);

/**
 * AtlasQueryField:
 * @key: dotted key of the record's field it stands for, an alias of @name; or NULL
 * @description: what it holds, untranslated
 * @vocabulary: what its values are, or NULL
 * @base: of a vocabulary's index in the facet
 */
struct _AtlasQueryField
{
  const char *name;
  const char *key;
  const char *description;
  AtlasQueryFieldParse parse;
  AtlasFacet facet;
  const AtlasVocabulary *vocabulary;
  const char *const *values; /* where there is no vocabulary: what is allowed, NULL-terminated */
};

/** The fields made for the query language, NULL name at the end; others come from the kind's field table. */
const AtlasQueryField *atlas_query_get_fields (const AtlasKind *kind);
const AtlasQueryField *atlas_query_find_field (const AtlasKind *kind, const char *name);

/** Parses by the kind's field table, for keys with no AtlasQueryField of their own. */
gboolean atlas_query_parse_record_field (AtlasQuery *query,
                                         const AtlasField *field,
                                         AtlasQueryTerm *term,
                                         const AtlasQueryToken *token,
                                         GError **error);

/* --- Segments (atlas-query-segment.c). */

gboolean atlas_query_parse_segment (AtlasQuery *query,
                                    const AtlasQueryField *field,
                                    AtlasQueryTerm *term,
                                    const AtlasQueryToken *token,
                                    GError **error);

/** For looking at a text alone: there is a segment of every name. */
extern const AtlasQueryScope atlas_query_any_scope;

/* --- Values (atlas-query-values.c). */

/** "25..40", "..40", ">=6", "<6", "6". FALSE where @text is none of these. */
gboolean atlas_query_parse_range (const char *text, gint64 minimum, gint64 maximum, AtlasRange *range);
/** Cuts "25..40", ">=6", "<6" into what stands left and right; an open end is NULL. @low_open, @high_open:
 * whether the bound itself does not belong. FALSE where @text is a value alone. */
gboolean
atlas_query_split_range (const char *text, char **low, char **high, gboolean *low_open, gboolean *high_open);
/** Whether @text is a number, all of it. */
gboolean atlas_query_parse_number (const char *text, double *number);
/** "50km", "30 mi", "500m". FALSE where it is none. */
gboolean atlas_query_parse_distance (const char *text, double *km);

/* --- Days (atlas-query-days.c). */

/**
 * AtlasDaySpan:
 * @n: how many, negative: ago; 0 is today
 * @unit: d, w, m or y
 *
 * How far a day that moves with time is from today.
 */
typedef struct
{
  int n;
  char unit;
} AtlasDaySpan;

/** "today", "-1y", "+2w". FALSE where @text is none of these. */
gboolean atlas_query_parse_span (const char *text, AtlasDaySpan *span);

/**
 * atlas_query_parse_days:
 * @today: "YYYY-MM-DD", what comes after is not looked at
 *
 * "2026", "2026-01", "2026-01-15", a day that moves with time, and ranges of these: first and last day,
 * "YYYY-MM-DD". "-1y" alone is from that day until today, "+2w" from today until then; within a range each is
 * the day itself.
 *
 * Returns: FALSE where @text is none of these
 */
gboolean atlas_query_parse_days (const char *text, const char *today, char first[11], char last[11]);

/** The one form in which the program writes such a text: what moves goes on moving. (transfer full)
 * (nullable): NULL where it is not understood */
char *atlas_query_write_days (const char *text);

/** Whether @day, as atlas_query_parse_days() gives it, is the end of a range that has none. */
gboolean atlas_query_is_open_day (const char *day);

/* --- Areas (atlas-query-area.c). */

/** What the SQL of area: calls. Before the first store is opened; any thread, any number of times. */
void atlas_query_install_functions (void);

/* --- SQL (atlas-query-sql.c). */
void atlas_query_build_sql (AtlasQuery *self);
/** As atlas_query_get_sql(), over the alias `f` of member_facet: for counting and listing members without a
 * look at the wide table. */
const char *atlas_query_get_facet_sql (AtlasQuery *self);

/** Whether it asks for nothing but words, which the search index answers by itself. */
gboolean atlas_query_is_words (AtlasQuery *self);

/** A statement that gives the ids of all that match, read from the narrowest table that knows; bound by
 * atlas_query_bind_used(). (transfer full) */
char *atlas_query_dup_ids_sql (AtlasQuery *self);

/** Whether it is one of the positive terms of words, which are asked of the search index together. */
gboolean atlas_query_term_is_words (const AtlasQueryTerm *term);

/** Binds only those parameters that @sql names. */
void atlas_query_bind_used (AtlasQuery *self, AtlasStatement *statement, const char *sql);

G_END_DECLS
