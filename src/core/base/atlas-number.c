/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-number.h"

#include <locale.h>
#include <math.h>
#include <string.h>

#include "atlas-i18n.h"

/* A sign of its own: a hyphen before a number reads like a dash between two. */
#define MINUS "−"

static char *
format_digits (guint64 number)
{
  g_autofree char *text = g_strdup_printf ("%'" G_GUINT64_FORMAT, number);
  const char *locale = setlocale (LC_NUMERIC, NULL);
  GString *parted;
  gsize n_digits;

  if (!g_str_equal (locale, "C") && !g_str_has_prefix (locale, "C.") && !g_str_equal (locale, "POSIX"))
    return g_steal_pointer (&text);

  /* Where no language is set we speak English, whose separator that locale does not have. */
  parted = g_string_new (NULL);
  n_digits = strlen (text);
  for (const char *digit = text; *digit != '\0'; digit++)
    {
      g_string_append_c (parted, *digit);
      if (--n_digits > 0 && n_digits % 3 == 0)
        g_string_append_c (parted, ',');
    }
  return g_string_free (parted, FALSE);
}

char *
atlas_number_format (gint64 number)
{
  g_autofree char *digits = format_digits (number < 0 ? -(guint64) number : (guint64) number);

  return number < 0 ? g_strconcat (MINUS, digits, NULL) : g_steal_pointer (&digits);
}

char *
atlas_number_join_range (const char *low, const char *high)
{
  g_return_val_if_fail (low != NULL && high != NULL, NULL);

  if (strcmp (low, high) == 0)
    return g_strdup (low);
  if (g_str_has_prefix (low, MINUS) || g_str_has_prefix (high, MINUS))
    /* Translators: from the first number to the second where one is below zero, as in "−200 to 0" */
    return g_strdup_printf (C_ ("range", "%s to %s"), low, high);
  /* Translators: from the first number to the second, as in "1,000–4,999" */
  return g_strdup_printf (C_ ("range", "%s–%s"), low, high);
}

char *
atlas_number_format_range (gint64 low, gint64 high)
{
  g_autofree char *from = atlas_number_format (low);
  g_autofree char *to = atlas_number_format (high);

  return atlas_number_join_range (from, to);
}

double
atlas_number_round_down (double most)
{
  double power;

  g_return_val_if_fail (most > 0, 0);

  power = pow (10, floor (log10 (most) + 1e-9));
  return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power;
}

char *
atlas_number_format_hours (double hours)
{
  gint64 minutes = hours > 0 ? llround (hours * 60) : 0;

  if (minutes > 0 && minutes < 60)
    /* Translators: minutes */
    return g_strdup_printf (_ ("%u min"), (guint) minutes);
  if (minutes % 60 == 0)
    /* Translators: hours */
    return g_strdup_printf (_ ("%u h"), (guint) (minutes / 60));
  /* Translators: hours and minutes */
  return g_strdup_printf (_ ("%u h %u min"), (guint) (minutes / 60), (guint) (minutes % 60));
}
