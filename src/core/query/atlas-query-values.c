/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-private.h"

#include <math.h>
#include <string.h>

#include "atlas-distance.h"

gboolean
atlas_query_split_range (const char *text, char **low, char **high, gboolean *low_open, gboolean *high_open)
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

  if (!atlas_query_split_range (text, &low, &high, &low_open, &high_open))
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
