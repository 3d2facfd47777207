/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-date.h"

#include <stdlib.h>
#include <string.h>

/* Days from 1970-01-01; Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. */
static gint64
days_from_civil (int year, int month, int day)
{
  int y = year - (month <= 2);
  int era = (y >= 0 ? y : y - 399) / 400;
  int yoe = y - era * 400;
  int doy = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;

  return (gint64) era * 146097 + doe - 719468;
}

static void
civil_from_days (gint64 days, int *year, int *month, int *day)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  int doe = (int) (z - era * 146097);
  int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  int doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  int mp = (5 * doy + 2) / 153;

  *day = doy - (153 * mp + 2) / 5 + 1;
  *month = mp < 10 ? mp + 3 : mp - 9;
  *year = (int) (yoe + era * 400) + (*month <= 2);
}

static gboolean
read_digits (const char *text, gsize n, int *value)
{
  int v = 0;

  for (gsize i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      v = v * 10 + (text[i] - '0');
    }
  *value = v;
  return TRUE;
}

static gboolean
read_date (const char *text, gsize length, gint64 *days)
{
  static const guint8 month_days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
  int year, month, day;
  gboolean leap;

  if (length < 10 || !read_digits (text, 4, &year) || text[4] != '-' || !read_digits (text + 5, 2, &month) ||
      text[7] != '-' || !read_digits (text + 8, 2, &day))
    return FALSE;
  if (month < 1 || month > 12 || day < 1)
    return FALSE;
  leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (day > month_days[month - 1] + (month == 2 && leap))
    return FALSE;

  *days = days_from_civil (year, month, day);
  return TRUE;
}

gboolean
atlas_date_is_valid (const char *text, gssize length)
{
  gint64 days;

  g_return_val_if_fail (text != NULL, FALSE);

  if (length < 0)
    length = (gssize) strlen (text);
  return length == 10 && read_date (text, (gsize) length, &days);
}

/* "Z", "+hh:mm", "+hhmm" or "+hh", to the end of the text. */
static gboolean
read_offset (const char *text, gsize length, int *offset)
{
  int hours, minutes = 0;

  if (length == 1 && (text[0] == 'Z' || text[0] == 'z'))
    {
      *offset = 0;
      return TRUE;
    }
  if (length < 3 || (text[0] != '+' && text[0] != '-') || !read_digits (text + 1, 2, &hours))
    return FALSE;
  if (length == 6   ? text[3] != ':' || !read_digits (text + 4, 2, &minutes)
      : length == 5 ? !read_digits (text + 3, 2, &minutes)
                    : length != 3)
    return FALSE;
  if (hours > 14 || minutes > 59)
    return FALSE;

  *offset = (hours * 60 + minutes) * 60 * (text[0] == '-' ? -1 : 1);
  return TRUE;
}

gboolean
atlas_timestamp_parse (const char *text, gssize length, gint64 *seconds, int *offset)
{
  gint64 days;
  int hour, minute, second = 0, east;
  gsize n, at;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (seconds != NULL, FALSE);

  n = length < 0 ? strlen (text) : (gsize) length;
  if (!read_date (text, n, &days))
    return FALSE;
  if (n == 10)
    {
      *seconds = days * 86400;
      if (offset)
        *offset = 0;
      return TRUE;
    }

  if (n < 16 || (text[10] != 'T' && text[10] != 't' && text[10] != ' ') ||
      !read_digits (text + 11, 2, &hour) || text[13] != ':' || !read_digits (text + 14, 2, &minute))
    return FALSE;
  at = 16;
  if (at < n && text[at] == ':')
    {
      if (n < 19 || !read_digits (text + 17, 2, &second))
        return FALSE;
      at = 19;
      if (at < n && (text[at] == '.' || text[at] == ','))
        {
          at++;
          if (at >= n || !g_ascii_isdigit (text[at]))
            return FALSE;
          while (at < n && g_ascii_isdigit (text[at]))
            at++;
        }
    }
  if (hour > 23 || minute > 59 || second > 60 || !read_offset (text + at, n - at, &east))
    return FALSE;

  *seconds = days * 86400 + hour * 3600 + minute * 60 + second - east;
  if (offset)
    *offset = east;
  return TRUE;
}

GDateTime *
atlas_timestamp_to_date_time (const char *text, gssize length)
{
  g_autoptr (GDateTime) utc = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  gint64 seconds;
  int offset;

  if (!atlas_timestamp_parse (text, length, &seconds, &offset))
    return NULL;
  utc = g_date_time_new_from_unix_utc (seconds);
  zone = g_time_zone_new_offset (offset);
  return utc ? g_date_time_to_timezone (utc, zone) : NULL;
}

static void
write_digits (char *to, int n, int value)
{
  while (n-- > 0)
    {
      to[n] = (char) ('0' + value % 10);
      value /= 10;
    }
}

void
atlas_timestamp_format (gint64 seconds, char buffer[ATLAS_DATE_TEXT_SIZE])
{
  gint64 days = seconds / 86400;
  int rest = (int) (seconds % 86400);
  int year, month, day;

  g_return_if_fail (buffer != NULL);

  if (rest < 0)
    {
      rest += 86400;
      days--;
    }
  civil_from_days (days, &year, &month, &day);
  memcpy (buffer, "0000-00-00T00:00:00Z", 21);
  write_digits (buffer, 4, CLAMP (year, 0, 9999));
  write_digits (buffer + 5, 2, month);
  write_digits (buffer + 8, 2, day);
  write_digits (buffer + 11, 2, rest / 3600);
  write_digits (buffer + 14, 2, rest / 60 % 60);
  write_digits (buffer + 17, 2, rest % 60);
}

gboolean
atlas_timestamp_normalise (const char *text, gssize length, char buffer[ATLAS_DATE_TEXT_SIZE])
{
  gint64 seconds;

  if (!atlas_timestamp_parse (text, length, &seconds, NULL))
    return FALSE;
  atlas_timestamp_format (seconds, buffer);
  return TRUE;
}

gint64
atlas_timestamp_now_seconds (void)
{
  const char *fixed = g_getenv ("ATLAS_NOW");
  gint64 seconds;

  if (fixed != NULL && atlas_timestamp_parse (fixed, -1, &seconds, NULL))
    return seconds;
  return g_get_real_time () / G_USEC_PER_SEC;
}

void
atlas_timestamp_now (char buffer[ATLAS_DATE_TEXT_SIZE])
{
  atlas_timestamp_format (atlas_timestamp_now_seconds (), buffer);
}

/* What the day is, as of a minute: no zone changes days within one. GLib reads the zone's file anew each
 * time, and an import asks for each entry of a million ledgers. */
static GMutex today_lock;
static char today[ATLAS_DATE_TEXT_SIZE];
static char today_zone[64];
static gint64 today_minute = -1;

void
atlas_date_today (char buffer[ATLAS_DATE_TEXT_SIZE])
{
  gint64 seconds = atlas_timestamp_now_seconds ();
  const char *zone = g_getenv ("TZ");

  g_mutex_lock (&today_lock);
  if (seconds / 60 != today_minute || strncmp (zone ? zone : "", today_zone, sizeof today_zone) != 0)
    {
      g_autoptr (GDateTime) now = g_date_time_new_from_unix_local (seconds);
      g_autofree char *text = g_date_time_format (now, "%Y-%m-%d");

      g_strlcpy (today, text, sizeof today);
      g_strlcpy (today_zone, zone ? zone : "", sizeof today_zone);
      today_minute = seconds / 60;
    }
  memcpy (buffer, today, sizeof today);
  g_mutex_unlock (&today_lock);
}

int
atlas_date_this_year (void)
{
  char day[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (day);
  return (int) strtol (day, NULL, 10);
}
