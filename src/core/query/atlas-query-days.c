/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-private.h"

#include <stdio.h>
#include <string.h>

#include "atlas-date.h"

/* Days as they are searched for: "2026", ">=2026-01", "2025..2026-03-15"; and days that move with time:
 * "today",
 * "-1y" and "+2w", which alone mean the span between that day and today, and as a bound the day itself. */

#define FIRST_DAY "0000-01-01"
#define LAST_DAY  "9999-12-31"

/* The last one that GDate and our own texts both know, 31 December 9999, as GDate counts days. */
#define LAST_JULIAN 3652059

#define MAX_SPAN 100000

/* First and last day of "2026", "2026-01" or "2026-01-15". */
static gboolean
parse_period (const char *text, char first[11], char last[11])
{
  gsize n = strlen (text);
  char day[11];

  if (n == 10)
    {
      if (!atlas_date_is_valid (text, -1))
        return FALSE;
      memcpy (first, text, 11);
      memcpy (last, text, 11);
      return TRUE;
    }
  if (n == 4)
    {
      g_snprintf (day, sizeof day, "%s-01-01", text);
      if (!atlas_date_is_valid (day, -1))
        return FALSE;
      g_snprintf (first, 11, "%s-01-01", text);
      g_snprintf (last, 11, "%s-12-31", text);
      return TRUE;
    }
  if (n == 7)
    {
      g_snprintf (first, 11, "%s-01", text);
      if (!atlas_date_is_valid (first, -1))
        return FALSE;
      for (guint i = 31; i >= 28; i--)
        {
          g_snprintf (last, 11, "%s-%02u", text, i);
          if (atlas_date_is_valid (last, -1))
            return TRUE;
        }
    }
  return FALSE;
}

static gboolean
read_day (GDate *date, const char *day)
{
  int year, month, of_month;

  if (sscanf (day, "%4d-%2d-%2d", &year, &month, &of_month) != 3 ||
      !g_date_valid_dmy ((GDateDay) of_month, month, (GDateYear) year))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) of_month, month, (GDateYear) year);
  return TRUE;
}

static void
write_day (const GDate *date, char day[11])
{
  g_snprintf (day, 11, "%04d-%02d-%02d", g_date_get_year (date) % 10000, g_date_get_month (date),
              g_date_get_day (date));
}

/* The day before or after. */
static void
shift_day (char day[11], int by)
{
  GDate date;

  g_date_clear (&date, 1);
  if (!read_day (&date, day))
    return;
  if (by > 0)
    g_date_add_days (&date, 1);
  else if (g_date_get_julian (&date) > 1)
    g_date_subtract_days (&date, 1);
  write_day (&date, day);
}

gboolean
atlas_query_parse_span (const char *text, AtlasDaySpan *span)
{
  char *end;
  gint64 n;

  if (g_ascii_strcasecmp (text, "today") == 0)
    {
      *span = (AtlasDaySpan){ 0, 'd' };
      return TRUE;
    }
  if ((text[0] != '-' && text[0] != '+') || !g_ascii_isdigit (text[1]))
    return FALSE;
  n = g_ascii_strtoll (text + 1, &end, 10);
  if (n < 0 || n > MAX_SPAN || end[0] == '\0' || end[1] != '\0' ||
      strchr ("dwmy", g_ascii_tolower (end[0])) == NULL)
    return FALSE;
  *span = (AtlasDaySpan){ (int) (text[0] == '-' ? -n : n), g_ascii_tolower (end[0]) };
  return TRUE;
}

/* That many days, weeks, months or years from @today, the last of its month where that is shorter. FALSE
 * beyond the years 1 to 9999. */
static gboolean
resolve_span (const AtlasDaySpan *span, const char *today, char day[11])
{
  gint64 n = span->n;
  GDate date;

  g_date_clear (&date, 1);
  if (!read_day (&date, today))
    return FALSE;
  if (span->unit == 'd' || span->unit == 'w')
    {
      gint64 julian = (gint64) g_date_get_julian (&date) + n * (span->unit == 'w' ? 7 : 1);

      if (julian < 1 || julian > LAST_JULIAN)
        return FALSE;
      g_date_set_julian (&date, (guint32) julian);
    }
  else
    {
      gint64 months = g_date_get_year (&date) * 12 + g_date_get_month (&date) - 1;

      months += n * (span->unit == 'y' ? 12 : 1);
      if (months < 12 || months >= 10000 * 12)
        return FALSE;
      {
        GDateYear year = (GDateYear) (months / 12);
        GDateMonth month = (GDateMonth) (months % 12 + 1);
        GDateDay of_month = MIN (g_date_get_day (&date), g_date_get_days_in_month (month, year));

        g_date_set_dmy (&date, of_month, month, year);
      }
    }
  write_day (&date, day);
  return TRUE;
}

/* A bound of a range: a period, or a day that moves. */
static gboolean
parse_bound (const char *text, const char *today, char first[11], char last[11])
{
  AtlasDaySpan span;

  if (!atlas_query_parse_span (text, &span))
    return parse_period (text, first, last);
  if (!resolve_span (&span, today, first))
    return FALSE;
  memcpy (last, first, 11);
  return TRUE;
}

static gboolean
parse_alone (const char *text, const char *today, char first[11], char last[11])
{
  AtlasDaySpan span;

  if (!parse_bound (text, today, first, last))
    return FALSE;
  if (atlas_query_parse_span (text, &span))
    g_strlcpy (span.n < 0 ? last : first, today, 11);
  return TRUE;
}

gboolean
atlas_query_parse_days (const char *text, const char *today, char first[11], char last[11])
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  gboolean low_open, high_open;
  char other[11];

  if (!atlas_query_split_range (text, &low, &high, &low_open, &high_open))
    return parse_alone (text, today, first, last);

  if (low == NULL && high == NULL)
    return FALSE;
  g_strlcpy (first, FIRST_DAY, 11);
  g_strlcpy (last, LAST_DAY, 11);
  if (low != NULL)
    {
      char end[11];

      if (!parse_bound (low, today, first, end))
        return FALSE;
      if (low_open)
        {
          memcpy (first, end, sizeof end);
          shift_day (first, 1);
        }
    }
  if (high != NULL)
    {
      if (!parse_bound (high, today, other, last))
        return FALSE;
      if (high_open)
        {
          memcpy (last, other, sizeof other);
          shift_day (last, -1);
        }
    }
  return low == NULL || high == NULL || strcmp (first, last) <= 0;
}

/* --- Writing. */

static char *
write_fixed (const char *first, const char *last)
{
  if (strcmp (first, last) == 0)
    return g_strdup (first);
  if (strcmp (last, LAST_DAY) == 0)
    return g_strconcat (">=", first, NULL);
  if (strcmp (first, FIRST_DAY) == 0)
    return g_strconcat ("<=", last, NULL);
  return g_strconcat (first, "..", last, NULL);
}

/* What moves as it stands, what doesn't as the day it means. */
static char *
write_bound (const char *text, const char *day)
{
  AtlasDaySpan span;

  return atlas_query_parse_span (text, &span) ? g_ascii_strdown (text, -1) : g_strdup (day);
}

char *
atlas_query_write_days (const char *text)
{
  char today[ATLAS_DATE_TEXT_SIZE];
  char first[11], last[11];
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  gboolean low_open, high_open;
  AtlasDaySpan span;

  atlas_date_today (today);
  if (!atlas_query_parse_days (text, today, first, last))
    return NULL;
  if (!atlas_query_split_range (text, &low, &high, &low_open, &high_open))
    return atlas_query_parse_span (text, &span) ? g_ascii_strdown (text, -1) : write_fixed (first, last);
  if ((low == NULL || !atlas_query_parse_span (low, &span)) &&
      (high == NULL || !atlas_query_parse_span (high, &span)))
    return write_fixed (first, last);

  from = low ? write_bound (low, first) : NULL;
  to = high ? write_bound (high, last) : NULL;
  if (to == NULL)
    return g_strconcat (low_open ? ">" : ">=", from, NULL);
  if (from == NULL)
    return g_strconcat (high_open ? "<" : "<=", to, NULL);
  return g_strconcat (from, "..", to, NULL);
}

gboolean
atlas_query_is_open_day (const char *day)
{
  return strcmp (day, FIRST_DAY) == 0 || strcmp (day, LAST_DAY) == 0;
}
