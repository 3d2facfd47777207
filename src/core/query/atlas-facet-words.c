/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-count.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-query-private.h"
#include "atlas-query-said.h"
#include "atlas-region.h"

/* Which values a facet has, and what they are called. */

typedef struct
{
  const char *value;
  const char *label;
} Word;

typedef struct
{
  const char *field;
  const char *title;
  gboolean by_count;
  const AtlasVocabulary *vocabulary;
  const Word *words; /* of some values, or of all where there is no vocabulary */
  gboolean has_none;
} Facet;

/* A form's words for these are too long for a list. */
static const Word sexes[] = { { "female", N_ ("Women") }, { "male", N_ ("Men") }, { NULL } };

static const Word levels[] = {
  { "0", N_ ("Below primary") },   { "1", N_ ("Primary") },
  { "2", N_ ("Lower secondary") }, { "3", N_ ("Upper secondary") },
  { "4", N_ ("Post-secondary") },  { "5", N_ ("College") },
  { "6", N_ ("Bachelor’s") },      { "7", N_ ("Master’s") },
  { "8", N_ ("Doctorate") },       { NULL },
};

static const Word ages[] = {
  { "<=17", N_ ("Under 18") },     { "18..24" }, { "25..34" }, { "35..44" }, { "45..54" }, { "55..64" },
  { ">=65", N_ ("65 and older") }, { NULL },
};

static const Word consents[] = {
  { "email", N_ ("By e-mail") },
  { "phone", N_ ("By telephone") },
  { "post", N_ ("By post") },
  { "any", N_ ("Any channel") },
  { "share", N_ ("Sharing with partners") },
  { "publish", N_ ("Being named in public") },
  { NULL },
};

static const Facet facets[] = {
  { "sex", N_ ("Sex"), FALSE, &atlas_vocabulary_sex, sexes, TRUE },
  { "age", N_ ("Age"), FALSE, NULL, ages, TRUE },
  { "education", N_ ("Education"), FALSE, &atlas_vocabulary_education_level, levels, TRUE },
  { "sector", N_ ("Sector"), FALSE, &atlas_vocabulary_sector, NULL, TRUE },
  { "occupation", N_ ("Occupation"), TRUE, &atlas_vocabulary_occupation, NULL, TRUE },
  { "language", N_ ("Language"), TRUE, &atlas_vocabulary_language, NULL, TRUE },
  { "skill", N_ ("Skill"), TRUE },
  { "interest", N_ ("Interest"), FALSE, &atlas_vocabulary_interest },
  { "consent", N_ ("Consent"), FALSE, NULL, consents },
  { "region", N_ ("Region"), TRUE, NULL, NULL, TRUE },
  { "city", N_ ("Place"), TRUE },
  { "association", N_ ("Association"), TRUE, NULL, NULL, TRUE },
  { "tag", N_ ("Tag"), TRUE },
  { "contacted", N_ ("Last contact"), FALSE, NULL, NULL, TRUE },
  { "confirmed", N_ ("Last confirmed"), FALSE, NULL, NULL, TRUE },
  { "arrived", N_ ("Arrived"), FALSE, NULL, NULL, TRUE },
  { "created", N_ ("Recorded"), FALSE },
  { "status", N_ ("Status"), FALSE, &atlas_vocabulary_member_status },
};

/* Occupations are offered by their groups of two digits. */
#define GROUP_DIGITS 2

#define FIRST_DECADE 1980

static const Facet *
find_facet (const char *field)
{
  for (guint i = 0; i < G_N_ELEMENTS (facets); i++)
    if (strcmp (facets[i].field, field) == 0)
      return &facets[i];
  return NULL;
}

const char *const *
atlas_facet_list_fields (void)
{
  static const char *fields[G_N_ELEMENTS (facets) + 1];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      for (guint i = 0; i < G_N_ELEMENTS (facets); i++)
        fields[i] = facets[i].field;
      g_once_init_leave (&once, 1);
    }
  return fields;
}

const char *
atlas_facet_get_title (const char *field)
{
  const Facet *facet;

  g_return_val_if_fail (field != NULL, NULL);

  facet = find_facet (field);
  return facet ? _ (facet->title) : NULL;
}

gboolean
atlas_facet_is_by_count (const char *field)
{
  const Facet *facet;

  g_return_val_if_fail (field != NULL, FALSE);

  facet = find_facet (field);
  return facet != NULL && facet->by_count;
}

/* --- Time: values that depend on what day it is. */

typedef enum
{
  SPAN_LAST_YEAR,       /* the last twelve months, whenever that is asked */
  SPAN_LAST_QUARTER,    /* the last three */
  SPAN_BEFORE,          /* and what came before them */
  SPAN_THIS_CALENDAR,   /* this year */
  SPAN_LAST_CALENDAR,   /* the year before */
  SPAN_BEFORE_CALENDAR, /* and earlier */
} Span;

static char *
make_span (Span span)
{
  int year = atlas_date_this_year ();

  switch (span)
    {
    case SPAN_LAST_YEAR:
      return g_strdup (">=-1y");
    case SPAN_LAST_QUARTER:
      return g_strdup (">=-3m");
    case SPAN_BEFORE:
      return g_strdup ("<-1y");
    case SPAN_THIS_CALENDAR:
      return g_strdup_printf (">=%04d-01-01", year);
    case SPAN_LAST_CALENDAR:
      return g_strdup_printf ("%04d-01-01..%04d-12-31", year - 1, year - 1);
    case SPAN_BEFORE_CALENDAR:
    default:
      return g_strdup_printf ("<=%04d-12-31", year - 2);
    }
}

static const struct
{
  const char *field;
  Span span;
  const char *label;
} spans[] = {
  { "contacted", SPAN_LAST_QUARTER, N_ ("Within the last three months") },
  { "contacted", SPAN_LAST_YEAR, N_ ("Within the last year") },
  { "contacted", SPAN_BEFORE, N_ ("More than a year ago") },
  { "confirmed", SPAN_LAST_YEAR, N_ ("Within the last year") },
  { "confirmed", SPAN_BEFORE, N_ ("More than a year ago") },
  { "created", SPAN_THIS_CALENDAR, N_ ("This year") },
  { "created", SPAN_LAST_CALENDAR, N_ ("Last year") },
  { "created", SPAN_BEFORE_CALENDAR, N_ ("Earlier") },
};

static void
list_decades (GPtrArray *values)
{
  int year = atlas_date_this_year ();
  int decade = FIRST_DECADE;

  g_ptr_array_add (values, g_strdup_printf ("<=%d", FIRST_DECADE - 1));
  for (; decade + 10 <= year; decade += 10)
    g_ptr_array_add (values, g_strdup_printf ("%d..%d", decade, decade + 9));
  g_ptr_array_add (values, g_strdup_printf (">=%d", decade));
}

GPtrArray *
atlas_facet_list_values (const char *field)
{
  const Facet *facet = find_facet (field);
  GPtrArray *values;

  g_return_val_if_fail (facet != NULL, NULL);

  values = g_ptr_array_new_with_free_func (g_free);
  if (strcmp (field, "region") == 0)
    for (guint region = 0; region < atlas_region_get_n (); region++)
      g_ptr_array_add (values, g_strdup (atlas_region_get_code (region)));
  else if (strcmp (field, "arrived") == 0)
    list_decades (values);
  else if (facet->vocabulary != NULL && facet->vocabulary != &atlas_vocabulary_language)
    for (guint i = 0; i < atlas_vocabulary_get_n_terms (facet->vocabulary); i++)
      {
        const char *key = atlas_vocabulary_get_key (facet->vocabulary, i);

        if (facet->vocabulary != &atlas_vocabulary_occupation || strlen (key) == GROUP_DIGITS)
          g_ptr_array_add (values, g_strdup (key));
      }
  else if (facet->vocabulary == NULL)
    for (const Word *word = facet->words; word != NULL && word->value != NULL; word++)
      g_ptr_array_add (values, g_strdup (word->value));
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (strcmp (spans[i].field, field) == 0)
      g_ptr_array_add (values, make_span (spans[i].span));
  if (facet->has_none)
    g_ptr_array_add (values, g_strdup ("none"));
  return values;
}

/* --- Words. */

/* "4 Nov 2025", or the year alone where it is the @edge of one. */
static char *
format_day (const char *day, const char *edge)
{
  g_autoptr (GDateTime) time = NULL;

  if (g_str_has_suffix (day, edge))
    return g_strndup (day, 4);
  time = atlas_timestamp_to_date_time (day, -1);
  return time ? g_date_time_format (time, _ ("%-e %b %Y")) : g_strdup (day);
}

/* "6 months", "1 year". */
static char *
format_span (const AtlasDaySpan *span)
{
  guint n = (guint) ABS (span->n);
  g_autofree char *number = atlas_number_format (n);

  switch (span->unit)
    {
    case 'd':
      return g_strdup_printf (ngettext ("%s day", "%s days", n), number);
    case 'w':
      return g_strdup_printf (ngettext ("%s week", "%s weeks", n), number);
    case 'm':
      return g_strdup_printf (ngettext ("%s month", "%s months", n), number);
    case 'y':
    default:
      return g_strdup_printf (ngettext ("%s year", "%s years", n), number);
    }
}

/* A bound, or a span alone, that moves with time; NULL for anything else. */
static char *
format_moving (const char *value)
{
  const char *bound = value + strspn (value, "<>=");
  g_autofree char *time = NULL;
  AtlasDaySpan span;

  if (!atlas_query_parse_span (bound, &span))
    return NULL;
  if (span.n == 0)
    return bound == value ? g_strdup (_ ("Today")) : NULL;
  time = format_span (&span);
  if (bound == value && span.n > 0)
    /* Translators: "%s" is a time such as "2 weeks" */
    return g_strdup_printf (_ ("Within the next %s"), time);
  if (span.n > 0)
    return NULL;
  if (bound == value || g_str_has_prefix (value, ">="))
    /* Translators: "%s" is a time such as "6 months" */
    return g_strdup_printf (_ ("Within the last %s"), time);
  if (g_str_has_prefix (value, "<="))
    /* Translators: "%s" is a time such as "6 months" */
    return g_strdup_printf (_ ("%s ago or longer"), time);
  /* Translators: "%s" is a time such as "6 months" */
  return value[0] == '<' ? g_strdup_printf (_ ("More than %s ago"), time) : NULL;
}

static char *
format_days (const char *value)
{
  char first[11], last[11];
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  char *moving = format_moving (value);

  if (moving != NULL)
    return moving;
  if (!atlas_query_get_days (value, first, last))
    return g_strdup (value);
  from = format_day (first, "-01-01");
  to = format_day (last, "-12-31");
  if (last[0] == '\0')
    /* Translators: then follows a day or a year */
    return g_strdup_printf (_ ("Since %s"), from);
  if (first[0] == '\0')
    /* Translators: then follows a day or a year, which still belongs */
    return g_strdup_printf (_ ("Until %s"), to);
  return g_str_equal (first, last) ? g_strdup (from) : atlas_number_join_range (from, to);
}

static char *
format_years (const char *field, const char *value)
{
  gboolean ages_meant = strcmp (field, "age") == 0;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  int low, high;

  if (!atlas_query_get_range (&atlas_kind_member, field, value, &low, &high))
    return g_strdup (value);
  from = g_strdup_printf ("%d", low);
  to = g_strdup_printf ("%d", high);
  if (high < 0)
    /* Translators: an age, at its lowest */
    return ages_meant ? g_strdup_printf (_ ("%s and older"), from) : g_strdup_printf (_ ("Since %s"), from);
  if (low < 0)
    /* Translators: an age, at its highest */
    return ages_meant ? g_strdup_printf (_ ("Up to %s"), to) : g_strdup_printf (_ ("Until %s"), to);
  return atlas_number_join_range (from, to);
}

/* What was typed, without its quotes. */
static char *
unquote (const char *value)
{
  GString *text = g_string_new (NULL);
  gsize length = strlen (value);

  if (value[0] != '"' || length < 2)
    return g_string_free (g_string_append (text, value), FALSE);
  for (const char *at = value + 1; at < value + length - 1; at++)
    if (*at != '\\' || (at[1] != '"' && at[1] != '\\') || *++at != '\0')
      g_string_append_c (text, *at);
  return g_string_free (text, FALSE);
}

/* "London, Ontario" for "London, CA-ON". */
static char *
format_city (const char *value)
{
  char *text = unquote (value);
  const char *comma = strrchr (text, ',');
  guint region = comma ? atlas_region_find (comma + 1 + strspn (comma + 1, " "), -1) : ATLAS_REGION_NONE;
  g_autofree char *name = NULL, *whole = NULL;

  if (region == ATLAS_REGION_NONE)
    return text;
  whole = text;
  name = g_strndup (whole, (gsize) (comma - whole));
  /* Translators: a town and its province or state */
  return g_strdup_printf (C_ ("place", "%s, %s"), name, atlas_region_get_name (region));
}

static const char *
find_none (const char *field)
{
  if (strcmp (field, "confirmed") == 0 || strcmp (field, "contacted") == 0)
    return _ ("Never");
  if (strcmp (field, "association") == 0)
    return _ ("In none");
  return strcmp (field, "region") == 0 ? _ ("No place known") : _ ("Not stated");
}

char *
atlas_facet_dup_label (const char *field, const char *value)
{
  const Facet *facet;
  guint region;

  g_return_val_if_fail (field != NULL && value != NULL, NULL);

  facet = find_facet (field);
  if (facet == NULL)
    return unquote (value);
  if (strcmp (value, "none") == 0)
    return g_strdup (find_none (field));
  for (const Word *word = facet->words; word != NULL && word->value != NULL; word++)
    if (word->label != NULL && strcmp (word->value, value) == 0)
      return g_strdup (_ (word->label));
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    if (strcmp (spans[i].field, field) == 0)
      {
        g_autofree char *own = make_span (spans[i].span);

        if (g_str_equal (own, value))
          return g_strdup (_ (spans[i].label));
      }

  if (facet->vocabulary != NULL)
    return g_strdup (atlas_vocabulary_label_for (facet->vocabulary, value));
  if (strcmp (field, "age") == 0 || strcmp (field, "arrived") == 0)
    return format_years (field, value);
  if (strcmp (field, "confirmed") == 0 || strcmp (field, "created") == 0 || strcmp (field, "contacted") == 0)
    return format_days (value);
  region = strcmp (field, "region") == 0 ? atlas_region_find (value, -1) : ATLAS_REGION_NONE;
  if (region != ATLAS_REGION_NONE)
    return g_strdup (atlas_region_get_name (region));
  if (strcmp (field, "city") == 0)
    return format_city (value);
  /* A skill without quotes is all that begin so. */
  if (strcmp (field, "skill") == 0 && value[0] != '"')
    return g_strconcat (value, "…", NULL);
  return unquote (value);
}
