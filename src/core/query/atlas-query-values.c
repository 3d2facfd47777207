/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-private.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-distance.h"

/* Cuts "25..40", ">=6", "<6" into what stands left and right; an open end is NULL. @low_open, @high_open:
 * whether the bound itself does not belong. FALSE where @text is a value alone. */
static gboolean
split_range (const char *text, char **low, char **high, gboolean *low_open, gboolean *high_open)
{
  const char *dots = strstr (text, "..");

  *low = *high = NULL;
  *low_open = *high_open = FALSE;

  if (text[0] == '>' || text[0] == '<')
    {
      gboolean open = text[1] != '=';
      const char *bound = text + (open ? 1 : 2);

      if (text[0] == '>')
        {
          *low = g_strdup (bound);
          *low_open = open;
        }
      else
        {
          *high = g_strdup (bound);
          *high_open = open;
        }
      return TRUE;
    }
  if (dots == NULL)
    return FALSE;

  if (dots > text)
    *low = g_strndup (text, (gsize) (dots - text));
  if (dots[2] != '\0')
    *high = g_strdup (dots + 2);
  return TRUE;
}

static gboolean
parse_integer (const char *text, gint64 *value)
{
  return g_ascii_string_to_signed (text, 10, -1000000000, 1000000000, value, NULL);
}

gboolean
atlas_query_parse_range (const char *text, gint64 minimum, gint64 maximum, AtlasRange *range)
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  gboolean low_open, high_open;

  range->low = minimum;
  range->high = maximum;

  if (!split_range (text, &low, &high, &low_open, &high_open))
    {
      gint64 value;

      if (!parse_integer (text, &value))
        return FALSE;
      range->low = range->high = value;
      return TRUE;
    }

  if (low == NULL && high == NULL)
    return FALSE;
  if (low != NULL && !parse_integer (low, &range->low))
    return FALSE;
  if (high != NULL && !parse_integer (high, &range->high))
    return FALSE;
  range->low += low_open;
  range->high -= high_open;
  /* "40..25" is a slip; ">2100" merely finds nobody. */
  return low == NULL || high == NULL || range->low <= range->high;
}

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

/* The day before or after. */
static void
shift_day (char day[11], int by)
{
  g_autoptr (GDate) date = g_date_new ();
  int year, month, of_month;

  sscanf (day, "%4d-%2d-%2d", &year, &month, &of_month);
  if (!g_date_valid_dmy ((GDateDay) of_month, month, (GDateYear) year))
    return;
  g_date_set_dmy (date, (GDateDay) of_month, month, (GDateYear) year);
  if (by > 0)
    g_date_add_days (date, 1);
  else if (g_date_get_julian (date) > 1)
    g_date_subtract_days (date, 1);
  g_snprintf (day, 11, "%04d-%02d-%02d", g_date_get_year (date) % 10000, g_date_get_month (date),
              g_date_get_day (date));
}

gboolean
atlas_query_parse_days (const char *text, char first[11], char last[11])
{
  g_autofree char *low = NULL;
  g_autofree char *high = NULL;
  gboolean low_open, high_open;
  char other[11];

  if (!split_range (text, &low, &high, &low_open, &high_open))
    return parse_period (text, first, last);

  if (low == NULL && high == NULL)
    return FALSE;
  g_strlcpy (first, "0000-01-01", 11);
  g_strlcpy (last, "9999-12-31", 11);
  if (low != NULL)
    {
      char end[11];

      if (!parse_period (low, first, end))
        return FALSE;
      if (low_open)
        {
          memcpy (first, end, sizeof end);
          shift_day (first, 1);
        }
    }
  if (high != NULL)
    {
      if (!parse_period (high, other, last))
        return FALSE;
      if (high_open)
        {
          memcpy (last, other, sizeof other);
          shift_day (last, -1);
        }
    }
  return low == NULL || high == NULL || strcmp (first, last) <= 0;
}

gboolean
atlas_query_parse_number (const char *text, double *number)
{
  char *end;

  /* No hexadecimal numbers, infinities and the like. */
  if (text[0] == '\0' || text[strspn (text, "+-.0123456789")] != '\0')
    return FALSE;
  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && isfinite (*number);
}

gboolean
atlas_query_parse_distance (const char *text, double *km)
{
  static const struct
  {
    const char *unit;
    double km;
  } units[] = {
    { "km", 1 },
    { "mi", ATLAS_KM_PER_MILE },
    { "miles", ATLAS_KM_PER_MILE },
    { "m", 0.001 },
  };
  gsize n = strspn (text, ".0123456789");
  g_autofree char *number = g_strndup (text, n);

  text += n;
  while (*text == ' ')
    text++;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strcasecmp (text, units[i].unit) == 0)
      {
        if (!atlas_query_parse_number (number, km))
          return FALSE;
        *km *= units[i].km;
        return *km > 0;
      }
  return FALSE;
}
