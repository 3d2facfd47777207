/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <langinfo.h>
#include <locale.h>
#include <string.h>

#include "atlas-clean.h"
#include "atlas-date.h"
#include "atlas-fold.h"

/* Dates as people write them. */

/* English and French, by the letters that tell them apart. */
static const struct
{
  const char *begins;
  int month;
} months[] = {
  { "jan", 1 }, { "feb", 2 }, { "fev", 2 }, { "mar", 3 },  { "apr", 4 },  { "avr", 4 },
  { "may", 5 }, { "mai", 5 }, { "jun", 6 }, { "juin", 6 }, { "jul", 7 },  { "juil", 7 },
  { "aug", 8 }, { "aou", 8 }, { "sep", 9 }, { "oct", 10 }, { "nov", 11 }, { "dec", 12 },
};

static int
find_month (const char *word, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (months); i++)
    if (length >= strlen (months[i].begins) && length <= 9 &&
        strncmp (word, months[i].begins, strlen (months[i].begins)) == 0)
      return months[i].month;
  return 0;
}

static gboolean
write_date (int year, int month, int day, char *date)
{
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31)
    return FALSE;
  g_snprintf (date, ATLAS_DATE_TEXT_SIZE, "%04d-%02d-%02d", year, month, day);
  return atlas_date_is_valid (date, -1);
}

/* "21" is of this century unless that lies ahead. */
static int
complete_year (int year, int n_digits)
{
  int this_year;

  if (n_digits > 2)
    return year;
  this_year = atlas_date_this_year ();
  year += this_year / 100 * 100;
  return year > this_year ? year - 100 : year;
}

/* "3rd", "1er", "le 3 avril", "3rd of April", "Monday". */
static gboolean
is_idle_word (const char *word, gsize length)
{
  static const char *const words[] = {
    "st",     "nd",       "rd",        "th",       "er",     "le",       "of",     "the",
    "monday", "tuesday",  "wednesday", "thursday", "friday", "saturday", "sunday", "lundi",
    "mardi",  "mercredi", "jeudi",     "vendredi", "samedi", "dimanche",
  };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && strncmp (words[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

typedef struct
{
  int numbers[3], digits[3];
  guint n_numbers;
  int month; /* as a word */
} Parts;

/* Numbers and a month's name; FALSE for anything else. A time behind the date is passed over. */
static gboolean
read_parts (const char *text, Parts *parts)
{
  char folded[64];
  const char *at = folded;

  if (atlas_fold_into (text, -1, folded, sizeof folded) >= sizeof folded - 1)
    return FALSE;
  while (*at != '\0')
    {
      if (g_ascii_isdigit (*at))
        {
          guint i = parts->n_numbers;

          /* "2021-04-03 00:00:00", "4/3/2021 12:00 AM" */
          if (i == 3)
            return strspn (at, "0123456789:. apmz") == strlen (at);
          for (; g_ascii_isdigit (*at) && parts->digits[i] < 5; at++, parts->digits[i]++)
            parts->numbers[i] = parts->numbers[i] * 10 + (*at - '0');
          if (parts->digits[i] > 4)
            return FALSE;
          parts->n_numbers++;
          if (parts->n_numbers == 3 && (*at == 't' || *at == ' ') && g_ascii_isdigit (at[1]))
            at++;
        }
      else if (g_ascii_isalpha (*at))
        {
          gsize n = 0;
          int month;

          while (g_ascii_isalpha (at[n]))
            n++;
          month = is_idle_word (at, n) ? -1 : find_month (at, n);
          if (month == 0 || (month > 0 && parts->month != 0))
            return FALSE;
          if (month > 0)
            parts->month = month;
          at += n;
        }
      else
        {
          if (strchr ("-/. ,", *at) == NULL)
            return FALSE;
          at++;
        }
    }
  return TRUE;
}

/* Days since 1899-12-30, which is how Excel counts after its error of 29 February 1900 (ECMA-376, 18.17.4.1);
 * from 1927 to 2064, so that no postcode or year is meant. */
static gboolean
read_serial (const char *text, char *date)
{
  g_autoptr (GDateTime) zero = NULL;
  g_autoptr (GDateTime) day = NULL;
  gsize n = strspn (text, "0123456789");
  int serial;

  if (n != 5 ||
      (text[n] != '\0' && (text[n] != '.' || strspn (text + n + 1, "0123456789") != strlen (text + n + 1))))
    return FALSE;
  serial = (int) g_ascii_strtoll (text, NULL, 10);
  if (serial < 10000 || serial > 60000)
    return FALSE;
  zero = g_date_time_new_utc (1899, 12, 30, 0, 0, 0);
  day = g_date_time_add_days (zero, serial);
  return write_date (g_date_time_get_year (day), g_date_time_get_month (day),
                     g_date_time_get_day_of_month (day), date);
}

gboolean
atlas_clean_date (const char *text, AtlasDayOrder order, char *date, gboolean *ambiguous)
{
  Parts parts = { 0 };
  const int *n = parts.numbers;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (date != NULL, FALSE);

  if (ambiguous != NULL)
    *ambiguous = FALSE;
  if (read_serial (text, date))
    return TRUE;
  if (strlen (text) == 8 && strspn (text, "0123456789") == 8)
    {
      int number = (int) g_ascii_strtoll (text, NULL, 10);

      return write_date (number / 10000, number / 100 % 100, number % 100, date);
    }
  if (!read_parts (text, &parts))
    return FALSE;

  if (parts.month != 0 && parts.n_numbers == 2)
    {
      /* "2021 April 3" is rare, but clear. */
      if (parts.digits[0] == 4)
        return write_date (n[0], parts.month, n[1], date);
      return write_date (complete_year (n[1], parts.digits[1]), parts.month, n[0], date);
    }
  if (parts.month != 0 || parts.n_numbers != 3)
    return FALSE;
  if (parts.digits[0] == 4)
    return write_date (n[0], n[1], n[2], date);
  if (parts.digits[2] != 4 && parts.digits[2] != 2)
    return FALSE;
  if (order == ATLAS_DAY_ORDER_UNKNOWN)
    {
      if (n[0] <= 12 && n[1] <= 12 && n[0] != n[1])
        {
          if (ambiguous != NULL)
            *ambiguous = TRUE;
          return FALSE;
        }
      order = n[1] > 12 ? ATLAS_MONTH_FIRST : ATLAS_DAY_FIRST;
    }
  /* One that breaks the column's order, but can be read in one way only, is read so. */
  if (order == ATLAS_MONTH_FIRST ? n[0] > 12 : n[1] > 12)
    order = order == ATLAS_MONTH_FIRST ? ATLAS_DAY_FIRST : ATLAS_MONTH_FIRST;
  return write_date (complete_year (n[2], parts.digits[2]), n[order == ATLAS_MONTH_FIRST ? 0 : 1],
                     n[order == ATLAS_MONTH_FIRST ? 1 : 0], date);
}

AtlasDayOrder
atlas_clean_find_day_order (const char *text)
{
  Parts parts = { 0 };

  g_return_val_if_fail (text != NULL, ATLAS_DAY_ORDER_UNKNOWN);

  if (!read_parts (text, &parts) || parts.month != 0 || parts.n_numbers != 3 || parts.digits[0] > 2 ||
      parts.numbers[0] > 31 || parts.numbers[1] > 31)
    return ATLAS_DAY_ORDER_UNKNOWN;
  if (parts.numbers[0] > 12 && parts.numbers[1] <= 12)
    return ATLAS_DAY_FIRST;
  if (parts.numbers[1] > 12 && parts.numbers[0] <= 12)
    return ATLAS_MONTH_FIRST;
  return ATLAS_DAY_ORDER_UNKNOWN;
}

AtlasDayOrder
atlas_clean_get_locale_day_order (void)
{
  const char *locale = setlocale (LC_TIME, NULL);
  const char *format = nl_langinfo (D_FMT);
  const char *day, *month;

  if (locale == NULL || g_str_has_prefix (locale, "C.") || strcmp (locale, "C") == 0 ||
      strcmp (locale, "POSIX") == 0)
    return ATLAS_DAY_ORDER_UNKNOWN;
  /* "%D" is "%m/%d/%y". */
  if (strstr (format, "%D") != NULL)
    return ATLAS_MONTH_FIRST;
  day = strstr (format, "%d") != NULL ? strstr (format, "%d") : strstr (format, "%e");
  month = strstr (format, "%m");
  /* Where the year comes first, as in Canada, people write all three ways. */
  if (day == NULL || month == NULL || format[1] == 'Y' || format[1] == 'F')
    return ATLAS_DAY_ORDER_UNKNOWN;
  return day < month ? ATLAS_DAY_FIRST : ATLAS_MONTH_FIRST;
}
