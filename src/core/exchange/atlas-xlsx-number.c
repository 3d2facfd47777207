/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-xlsx-number.h"

#include <math.h>
#include <string.h>

#include "atlas-json-writer.h"

#define SECONDS_A_DAY 86400

/* --- formats
 * ------------------------------------------------------------------------------------------------ */

void
atlas_xlsx_format_init_builtin (AtlasXlsxFormat *self, int id)
{
  g_return_if_fail (self != NULL);

  memset (self, 0, sizeof *self);
  if (id == 9 || id == 10)
    self->meaning = ATLAS_XLSX_PERCENT;
  else if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) ||
           id == 57 || id == 58)
    self->meaning = ATLAS_XLSX_DATE;
  else if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || id == 45 || id == 47 || id == 55 || id == 56)
    self->meaning = ATLAS_XLSX_TIME;
  else if (id == 22)
    self->meaning = ATLAS_XLSX_DATE_TIME;
  else if (id == 46)
    self->meaning = ATLAS_XLSX_DURATION;
}

/* "Z", "+hh:mm" or "-hh:mm". */
static gboolean
is_zone (const char *text, gsize length)
{
  return (length == 1 && *text == 'Z') ||
         (length == 6 && (text[0] == '+' || text[0] == '-') && g_ascii_isdigit (text[1]) &&
          g_ascii_isdigit (text[2]) && text[3] == ':' && g_ascii_isdigit (text[4]) &&
          g_ascii_isdigit (text[5]));
}

typedef struct
{
  gboolean day, time, elapsed, percent;
} Signs;

/* What stands in brackets: [h], [mm] and [ss] count on beyond a day; [Red], [$-409] and [>5] say nothing. */
static const char *
skip_brackets (const char *at, Signs *signs)
{
  const char *end = strchr (at, ']');
  gsize n;

  if (end == NULL)
    return at + strlen (at);
  n = strspn (at + 1, "hHmMsS");
  if (n > 0 && at + 1 + n == end)
    signs->elapsed = TRUE;
  return end + 1;
}

static const char *
skip_quotes (const char *at, AtlasXlsxFormat *self)
{
  const char *end = strchr (at + 1, '"');

  if (end == NULL)
    return at + strlen (at);
  if (is_zone (at + 1, (gsize) (end - at - 1)))
    memcpy (self->zone, at + 1, (gsize) (end - at - 1));
  return end + 1;
}

void
atlas_xlsx_format_init_code (AtlasXlsxFormat *self, const char *code)
{
  Signs signs = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (code != NULL);

  memset (self, 0, sizeof *self);
  /* "General" has none of the letters that follow. */
  for (const char *at = code; *at != '\0' && *at != ';';)
    switch (*at)
      {
      case '"':
        at = skip_quotes (at, self);
        break;
      case '[':
        at = skip_brackets (at, &signs);
        break;
      case '\\':
      case '_':
      case '*':
        at += at[1] != '\0' ? 2 : 1;
        break;
      case 'y':
      case 'Y':
      case 'd':
      case 'D':
        signs.day = TRUE;
        at++;
        break;
      case 'h':
      case 'H':
      case 's':
      case 'S':
        signs.time = TRUE;
        at++;
        break;
      case 'm': /* months, or minutes where there are hours or seconds */
      case 'M':
        signs.day |= strncmp (at, "mmm", 3) == 0 || strncmp (at, "MMM", 3) == 0;
        at++;
        break;
      case '%':
        signs.percent = TRUE;
        at++;
        break;
      default:
        at++;
      }

  if (signs.elapsed)
    self->meaning = ATLAS_XLSX_DURATION;
  else if (signs.day)
    self->meaning = signs.time ? ATLAS_XLSX_DATE_TIME : ATLAS_XLSX_DATE;
  else if (signs.time)
    self->meaning = ATLAS_XLSX_TIME;
  else if (signs.percent)
    self->meaning = ATLAS_XLSX_PERCENT;
  if (self->meaning != ATLAS_XLSX_DATE_TIME)
    self->zone[0] = '\0';
}

/* --- numbers
 * ------------------------------------------------------------------------------------------------ */

/* The day of the proleptic Gregorian calendar that lies @days after 1970-01-01. H. Hinnant,
 * "chrono-Compatible Low-Level Date Algorithms", civil_from_days. */
static void
append_day (GString *out, int days)
{
  int z = days + 719468;
  int era = z / 146097;
  int day_of_era = z - era * 146097;
  int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  int month = (5 * day_of_year + 2) / 153;
  int day = day_of_year - (153 * month + 2) / 5 + 1;
  int year = year_of_era + era * 400 + (month >= 10);

  g_string_append_printf (out, "%04d-%02d-%02d", year, month < 10 ? month + 3 : month - 9, day);
}

static void
append_time (GString *out, int seconds)
{
  g_string_append_printf (out, "%02d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

/* Day 60 of a workbook that counts from 1900 is a 29th of February that never was. */
static gboolean
append_date (GString *out, double value, const AtlasXlsxFormat *format, gboolean from_1904)
{
  double whole = floor (value);
  gboolean timed = format->meaning != ATLAS_XLSX_DATE;
  int seconds = timed ? (int) lround ((value - whole) * SECONDS_A_DAY) : 0;
  int days;

  if (!(value >= 0 && value < 2958466)) /* 10000-01-01 */
    return FALSE;
  if (seconds == SECONDS_A_DAY)
    {
      whole++;
      seconds = 0;
    }
  if (format->meaning == ATLAS_XLSX_TIME)
    {
      append_time (out, seconds);
      return TRUE;
    }
  if (from_1904)
    days = (int) whole - 24107;
  else
    days = (int) whole - (whole < 60 ? 25568 : 25569);
  if (days < -25567 || days >= 2932897) /* 1900-01-01, 10000-01-01 */
    return FALSE;
  append_day (out, days);
  if (!timed || (seconds == 0 && format->zone[0] == '\0'))
    return TRUE;
  g_string_append_c (out, 'T');
  append_time (out, seconds);
  g_string_append (out, format->zone);
  return TRUE;
}

static gboolean
append_duration (GString *out, double value)
{
  double seconds = round (value * SECONDS_A_DAY);
  gint64 whole;

  if (!(fabs (seconds) < 1e15))
    return FALSE;
  whole = (gint64) fabs (seconds);
  g_string_append_printf (out, "%s%02" G_GINT64_FORMAT ":%02d:%02d", seconds < 0 ? "-" : "", whole / 3600,
                          (int) (whole / 60 % 60), (int) (whole % 60));
  return TRUE;
}

/* The digits as they stand are the shortest form. */
static gboolean
is_short_integer (const char *text, gsize length)
{
  if (length == 0 || length > 15 || (text[0] == '0' && length > 1))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
  return TRUE;
}

static void
append_plain (GString *out, double value)
{
  if (fabs (value) < 1e21 && value == floor (value))
    g_string_append_printf (out, "%.0f", value == 0 ? 0.0 : value);
  else
    atlas_json_append_real (out, value);
}

/* As many digits as a person gave, which is 15 at most: 0.07 is 7 of a hundred, 7.000000000000001 by
 * arithmetic. */
static void
append_percent (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (buffer, sizeof buffer, "%.15g", value * 100);
  append_plain (out, g_ascii_strtod (buffer, NULL));
  g_string_append_c (out, '%');
}

void
atlas_xlsx_append_number (
  GString *out, const char *text, gsize length, const AtlasXlsxFormat *format, gboolean from_1904)
{
  char copy[64];
  char *end;
  double value;
  gboolean done = TRUE;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL || length == 0);
  g_return_if_fail (format != NULL);

  if (length == 0)
    return;
  if ((format->meaning == ATLAS_XLSX_PLAIN && is_short_integer (text, length)) || length >= sizeof copy)
    {
      g_string_append_len (out, text, (gssize) length);
      return;
    }
  memcpy (copy, text, length);
  copy[length] = '\0';
  value = g_ascii_strtod (copy, &end);
  /* Neither "0x10" nor "nan", which C takes for numbers. */
  if (*end != '\0' || strspn (copy, "+-.0123456789eE") != length || !isfinite (value))
    {
      g_string_append_len (out, text, (gssize) length);
      return;
    }

  switch (format->meaning)
    {
    case ATLAS_XLSX_DATE:
    case ATLAS_XLSX_DATE_TIME:
    case ATLAS_XLSX_TIME:
      done = append_date (out, value, format, from_1904);
      break;
    case ATLAS_XLSX_DURATION:
      done = append_duration (out, value);
      break;
    case ATLAS_XLSX_PERCENT:
      append_percent (out, value);
      break;
    case ATLAS_XLSX_PLAIN:
    default:
      done = FALSE;
    }
  if (!done)
    append_plain (out, value);
}
