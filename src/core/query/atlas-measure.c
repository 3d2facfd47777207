/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-measure-private.h"

#include <math.h>
#include <string.h>

#include "atlas-facet.h"
#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-query-private.h"
#include "atlas-query-words.h"
#include "atlas-query-said.h"

static const struct
{
  const char *name;
  const char *label;
  gboolean counts;
} types[ATLAS_N_MEASURES] = {
  [ATLAS_MEASURE_MEMBERS] = { "members", N_ ("Members"), TRUE },
  [ATLAS_MEASURE_COVERAGE] = { "coverage", N_ ("Members per 100 estimated"), FALSE },
  [ATLAS_MEASURE_NOT_REACHED] = { "not-reached", N_ ("People not reached yet"), TRUE },
  [ATLAS_MEASURE_WOMEN] = { "women", N_ ("Share of women"), FALSE },
  [ATLAS_MEASURE_MEDIAN_AGE] = { "median-age", N_ ("Median age"), FALSE },
  [ATLAS_MEASURE_SHARE] = { "share", N_ ("Share of members who match"), FALSE },
  [ATLAS_MEASURE_CONFIRMED] = { "confirmed", N_ ("Confirmed in the last 12 months"), TRUE },
  [ATLAS_MEASURE_CHANGE] = { "change", N_ ("Added since a date"), TRUE },
  [ATLAS_MEASURE_NOT_VISITED] = { "not-visited", N_ ("Days since the last visit"), FALSE },
  [ATLAS_MEASURE_COMPARE] = { "compare", N_ ("Two segments compared"), TRUE },
};

const char *
atlas_measure_type_get_label (AtlasMeasureType type)
{
  g_return_val_if_fail (type < ATLAS_N_MEASURES, NULL);

  return _ (types[type].label);
}

const char *
atlas_measure_type_get_name (AtlasMeasureType type)
{
  g_return_val_if_fail (type < ATLAS_N_MEASURES, NULL);

  return types[type].name;
}

static int
find_type (const char *name, gsize length)
{
  for (int i = 0; i < ATLAS_N_MEASURES; i++)
    if (strlen (types[i].name) == length && strncmp (types[i].name, name, length) == 0)
      return i;
  return -1;
}

static gboolean
refuse (const char *text, GError **error)
{
  g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
               _ ("“%s” is no measure; there are: members, coverage, coverage:SOURCE, not-reached, "
                  "not-reached:SOURCE, women, median-age, share:QUERY, confirmed, change:2026-01-01, "
                  "not-visited, compare:QUERY | QUERY"),
               text);
  return FALSE;
}

/* A day, or the first of a month or a year; or one that moves with time, as of today. */
static gboolean
parse_since (AtlasMeasure *self, const char *argument)
{
  g_autofree char *range = g_strconcat (">=", argument, NULL);
  char first[11], last[11];

  if (!atlas_query_get_days (range, first, last) || first[0] == '\0')
    return FALSE;
  self->since = atlas_facet_pack_day (first, -1);
  return TRUE;
}

static gboolean
refuse_text (const char *message, GError **error)
{
  g_set_error_literal (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE, message);
  return FALSE;
}

static gboolean
refuse_since (const char *argument, GError **error)
{
  g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
               _ ("change: “%s” is no day. Write one, a month, a year or a time until today, such as "
                  "change:2026-01-01, change:2026 or change:-6m."),
               argument ? argument : "");
  return FALSE;
}

/* Whether @text can be a search at all; which segments there are is not known yet. */
static gboolean
check_query (AtlasMeasure *self, const char *text, GError **error)
{
  g_autoptr (AtlasQuery) query =
    atlas_query_parse_in (&atlas_kind_member, text, &atlas_query_any_scope, error);

  if (query == NULL)
    g_prefix_error (error, "%s: ", types[self->type].name);
  return query != NULL;
}

/* What stands behind the colon. */
static gboolean
parse_argument (AtlasMeasure *self, const char *argument, GError **error)
{
  switch (self->type)
    {
    case ATLAS_MEASURE_COVERAGE:
    case ATLAS_MEASURE_NOT_REACHED:
      self->source = argument && *argument ? g_strdup (argument) : NULL;
      return TRUE;
    case ATLAS_MEASURE_SHARE:
      if (argument == NULL || *argument == '\0')
        return refuse_text (
          _ ("share: No search stands after the colon. Write one, such as share:education:>=6."), error);
      self->share = g_strdup (argument);
      return check_query (self, argument, error);
    case ATLAS_MEASURE_CHANGE:
      return (argument != NULL && parse_since (self, argument)) || refuse_since (argument, error);
    case ATLAS_MEASURE_COMPARE:
      return atlas_measure_parse_pair (self, argument ? argument : "", error) &&
             check_query (self, self->sides[0], error) && check_query (self, self->sides[1], error);
    case ATLAS_MEASURE_MEMBERS:
    case ATLAS_MEASURE_WOMEN:
    case ATLAS_MEASURE_MEDIAN_AGE:
    case ATLAS_MEASURE_CONFIRMED:
    case ATLAS_MEASURE_NOT_VISITED:
    case ATLAS_N_MEASURES:
    default:
      if (argument == NULL)
        return TRUE;
      g_set_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE,
                   _ ("%s: Nothing may stand after the colon of this measure."), types[self->type].name);
      return FALSE;
    }
}

static void
measure_clear (gpointer data)
{
  AtlasMeasure *self = data;

  g_free (self->text);
  g_free (self->source);
  g_free (self->share);
  g_free (self->sides[0]);
  g_free (self->sides[1]);
}

AtlasMeasure *
atlas_measure_parse (const char *text, GError **error)
{
  g_autoptr (AtlasMeasure) self = NULL;
  const char *colon;
  int type;

  g_return_val_if_fail (text != NULL, NULL);

  colon = strchr (text, ':');
  type = find_type (text, colon ? (gsize) (colon - text) : strlen (text));
  if (type < 0)
    return refuse (text, error), NULL;

  self = g_atomic_rc_box_new0 (AtlasMeasure);
  self->type = (AtlasMeasureType) type;
  self->text = g_strdup (text);
  if (!parse_argument (self, colon ? colon + 1 : NULL, error))
    return NULL;
  return g_steal_pointer (&self);
}

AtlasMeasure *
atlas_measure_ref (AtlasMeasure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

void
atlas_measure_unref (AtlasMeasure *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, measure_clear);
}

AtlasMeasureType
atlas_measure_get_type (AtlasMeasure *self)
{
  g_return_val_if_fail (self != NULL, ATLAS_MEASURE_MEMBERS);

  return self->type;
}

const char *
atlas_measure_get_text (AtlasMeasure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

gboolean
atlas_measure_type_is_estimated (AtlasMeasureType type)
{
  return type == ATLAS_MEASURE_COVERAGE || type == ATLAS_MEASURE_NOT_REACHED;
}

char *
atlas_measure_dup_title (AtlasMeasure *self)
{
  const char *argument;

  g_return_val_if_fail (self != NULL, NULL);

  argument = strchr (self->text, ':');
  switch (self->type)
    {
    case ATLAS_MEASURE_SHARE:
      {
        g_autofree char *words = atlas_query_dup_words (argument + 1);

        /* Translators: "%s" is who, such as "Education: Bachelor’s or higher". */
        return g_strdup_printf (_ ("Share of members · %s"), words);
      }
    case ATLAS_MEASURE_CHANGE:
      {
        g_autoptr (GDateTime) day = g_date_time_new_from_unix_utc ((gint64) self->since * ATLAS_FACET_DAY);
        g_autofree char *date = g_date_time_format (day, _ ("%-e %B %Y"));

        return g_strdup_printf (_ ("Added since %s"), date);
      }
    case ATLAS_MEASURE_COMPARE:
      {
        g_autofree char *first = atlas_measure_dup_side_name (self, 0);
        g_autofree char *second = atlas_measure_dup_side_name (self, 1);

        /* Translators: two groups of people who are compared on a map: "Nurses compared with Teachers" */
        return g_strdup_printf (_ ("%s compared with %s"), first, second);
      }
    case ATLAS_MEASURE_MEMBERS:
    case ATLAS_MEASURE_COVERAGE:
    case ATLAS_MEASURE_NOT_REACHED:
    case ATLAS_MEASURE_WOMEN:
    case ATLAS_MEASURE_MEDIAN_AGE:
    case ATLAS_MEASURE_CONFIRMED:
    case ATLAS_MEASURE_NOT_VISITED:
    case ATLAS_N_MEASURES:
    default:
      return g_strdup (_ (types[self->type].label));
    }
}

void
atlas_measure_init_rule (AtlasMeasure *self, AtlasBreaks breaks, AtlasShadingRule *rule)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (rule != NULL);

  *rule = (AtlasShadingRule){
    .breaks = breaks,
    .max_classes = 5,
    .counts = types[self->type].counts,
    /* Women and men in equal number; more members than a source says there are people. */
    .diverging = self->type == ATLAS_MEASURE_WOMEN || self->type == ATLAS_MEASURE_NOT_REACHED,
    .middle = self->type == ATLAS_MEASURE_WOMEN ? 50 : 0,
    .one_sided = self->type == ATLAS_MEASURE_NOT_REACHED,
    .whole = self->type == ATLAS_MEASURE_MEDIAN_AGE || self->type == ATLAS_MEASURE_NOT_VISITED,
  };
  if (rule->diverging)
    rule->max_classes = 6;
}

static gboolean
is_percentage (AtlasMeasure *self)
{
  return self->type == ATLAS_MEASURE_COVERAGE || self->type == ATLAS_MEASURE_WOMEN ||
         self->type == ATLAS_MEASURE_SHARE;
}

/* Without the unit. */
static char *
format_bare (AtlasMeasure *self, double number)
{
  if (self->type == ATLAS_MEASURE_MEDIAN_AGE && number != floor (number))
    return g_strdup_printf ("%.1f", number);
  /* A few of many are not none. */
  if (is_percentage (self) && number > 0 && number < 0.5)
    return g_strdup ("<1");
  return atlas_number_format ((gint64) lround (number));
}

static char *
add_unit (AtlasMeasure *self, const char *text)
{
  /* Translators: a percentage; "%s" is the number. */
  return is_percentage (self) ? g_strdup_printf (_ ("%s %%"), text) : g_strdup (text);
}

char *
atlas_measure_format_number (AtlasMeasure *self, double number)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  text = format_bare (self, number);
  return add_unit (self, text);
}

char *
atlas_measure_format_range (AtlasMeasure *self, double low, double high)
{
  g_autofree char *from = NULL, *to = NULL, *range = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  from = format_bare (self, low);
  if (isinf (high))
    {
      range = add_unit (self, from);
      /* Translators: a range without an upper end: "40 % or more" */
      return g_strdup_printf (_ ("%s or more"), range);
    }
  to = format_bare (self, high);
  if (strcmp (from, to) == 0)
    return add_unit (self, from);
  range = atlas_number_join_range (from, to);
  return add_unit (self, range);
}

/* Of how many people it is a percentage or an average; 0: it is none. */
static guint
get_base (AtlasMeasure *self, const AtlasAreaValue *value)
{
  switch (self->type)
    {
    case ATLAS_MEASURE_COVERAGE:
      /* What it is shaded by is counted against the highest estimate. */
      return value->no_estimate ? 0 : value->estimate[1];
    case ATLAS_MEASURE_WOMEN:
    case ATLAS_MEASURE_MEDIAN_AGE:
    case ATLAS_MEASURE_SHARE:
      return value->known;
    case ATLAS_MEASURE_MEMBERS:
    case ATLAS_MEASURE_NOT_REACHED:
    case ATLAS_MEASURE_CONFIRMED:
    case ATLAS_MEASURE_CHANGE:
    case ATLAS_MEASURE_COMPARE:
    case ATLAS_N_MEASURES:
    default:
      return 0;
    }
}

gboolean
atlas_measure_is_of_few (AtlasMeasure *self, const AtlasAreaValue *value)
{
  guint base;

  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  base = get_base (self, value);
  return base > 0 && base < ATLAS_MEASURE_FEW && !isnan (value->value);
}

char *
atlas_measure_dup_few_label (void)
{
  g_autofree char *few = atlas_number_format (ATLAS_MEASURE_FEW);

  /* Translators: in a legend, of areas whose percentage or average says little */
  return g_strdup_printf (_ ("Fewer than %s people"), few);
}

gboolean
atlas_measure_is_of_nobody (AtlasMeasure *self, const AtlasAreaValue *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);

  return self->type == ATLAS_MEASURE_COVERAGE && !value->no_estimate && isnan (value->value);
}

const char *
atlas_measured_get_unknown_label (const AtlasMeasured *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->measure->type == ATLAS_MEASURE_NOT_VISITED)
    return _ ("Never visited");
  if (!atlas_measure_type_is_estimated (self->measure->type))
    return _ ("Nothing known");
  for (guint i = 0; i < self->values->len; i++)
    if (atlas_measure_is_of_nobody (self->measure, &g_array_index (self->values, AtlasAreaValue, i)))
      /* Translators: in a legend: areas of which there is no estimate, or one that says that nobody lives
         there */
      return _ ("No estimate, or 0");
  return _ ("No estimate");
}

const char *
atlas_measure_explain (AtlasMeasure *self, const AtlasAreaValue *value)
{
  g_return_val_if_fail (self != NULL && value != NULL, NULL);

  if (atlas_measure_is_of_nobody (self, value))
    return _ ("Where nobody is estimated there is nothing to count members against.");
  if (self->type == ATLAS_MEASURE_NOT_REACHED && !value->no_estimate && value->low < 0)
    return _ ("Below zero there are more members than the estimate counts: it may be older, or count others, "
              "such as immigrants alone.");
  if (self->type != ATLAS_MEASURE_COVERAGE || value->no_estimate || isnan (value->value) ||
      value->high <= 100)
    return NULL;
  /* xgettext:no-c-format */
  return _ ("Above 100 % there are more members than the estimate counts: it may be older, or count others, "
            "such as immigrants alone.");
}

char *
atlas_measure_format (AtlasMeasure *self, const AtlasAreaValue *value)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (value->no_estimate)
    return g_strdup (_ ("no estimate"));
  if (atlas_measure_is_of_nobody (self, value))
    /* Translators: instead of a coverage, where the estimate is that nobody lives there */
    return g_strdup (_ ("0 estimated"));
  if (isnan (value->value) && self->type == ATLAS_MEASURE_NOT_VISITED)
    return g_strdup (_ ("never visited"));
  if (isnan (value->value))
    return g_strdup (_ ("nothing known"));
  if (self->type == ATLAS_MEASURE_COMPARE)
    return atlas_measure_format_pair (value->pair);
  return atlas_measure_format_range (self, value->low, value->high);
}
