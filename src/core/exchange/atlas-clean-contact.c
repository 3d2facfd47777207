/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-clean.h"
#include "atlas-fold.h"

/* Telephone numbers and e-mail addresses. */

/* Of countries where Rwandans live: ITU-T E.164 country codes, and from the national numbering plans that ITU
 * publishes (Operational Bulletin annex) the digit that is dialled before a number at home, and how many
 * digits a number has without it. */
typedef struct
{
  char country[3];
  char prefix[4];
  char trunk; /* 0: none */
  guint8 minimum, maximum;
} Plan;

static const Plan plans[] = {
  { "CA", "1", '1', 10, 10 },  { "US", "1", '1', 10, 10 }, { "RW", "250", '0', 9, 9 },
  { "BI", "257", 0, 8, 8 },    { "UG", "256", '0', 9, 9 }, { "KE", "254", '0', 9, 9 },
  { "TZ", "255", '0', 9, 9 },  { "CD", "243", '0', 9, 9 }, { "CG", "242", 0, 9, 9 },
  { "ZM", "260", '0', 9, 9 },  { "MW", "265", '0', 7, 9 }, { "MZ", "258", 0, 8, 9 },
  { "ZA", "27", '0', 9, 9 },   { "SN", "221", 0, 9, 9 },   { "CM", "237", 0, 9, 9 },
  { "CI", "225", 0, 10, 10 },  { "ET", "251", '0', 9, 9 }, { "NG", "234", '0', 7, 10 },
  { "GH", "233", '0', 9, 9 },  { "FR", "33", '0', 9, 9 },  { "BE", "32", '0', 8, 9 },
  { "NL", "31", '0', 9, 9 },   { "GB", "44", '0', 9, 10 }, { "DE", "49", '0', 6, 11 },
  { "CH", "41", '0', 9, 9 },   { "LU", "352", 0, 4, 9 },   { "SE", "46", '0', 7, 9 },
  { "NO", "47", 0, 8, 8 },     { "DK", "45", 0, 8, 8 },    { "FI", "358", '0', 5, 10 },
  { "AU", "61", '0', 9, 9 },   { "NZ", "64", '0', 8, 10 }, { "IN", "91", '0', 10, 10 },
  { "CN", "86", '0', 10, 11 }, { "AE", "971", '0', 8, 9 }, { "IL", "972", '0', 8, 9 },
  { "TR", "90", '0', 10, 10 }, { "PT", "351", 0, 9, 9 },   { "ES", "34", 0, 9, 9 },
  { "IE", "353", '0', 7, 9 },  { "PL", "48", 0, 9, 9 },    { "AT", "43", '0', 4, 13 },
};

static const Plan *
find_plan (const char *country)
{
  for (guint i = 0; country != NULL && i < G_N_ELEMENTS (plans); i++)
    if (g_ascii_strcasecmp (plans[i].country, country) == 0)
      return &plans[i];
  return NULL;
}

static const Plan *
find_plan_of_number (const char *digits)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    if (g_str_has_prefix (digits, plans[i].prefix))
      return &plans[i];
  return NULL;
}

/* The area code and the exchange begin with 2 to 9, and neither is a service such as 911 (North American
 * Numbering Plan, ATIS-0300055). */
static gboolean
is_american (const char *digits)
{
  return strlen (digits) == 10 && digits[0] >= '2' && digits[3] >= '2' &&
         !(digits[1] == '1' && digits[2] == '1') && !(digits[4] == '1' && digits[5] == '1');
}

static gboolean
fits (const Plan *plan, const char *digits)
{
  gsize n = strlen (digits);

  return plan->prefix[0] == '1' && plan->prefix[1] == '\0' ? is_american (digits)
                                                           : n >= plan->minimum && n <= plan->maximum;
}

/* Rwanda's mobile and fixed numbers as one dials them at home. */
static gboolean
is_rwandan (const char *digits)
{
  return strlen (digits) == 10 && digits[0] == '0' && digits[1] == '7' && strchr ("2389", digits[2]) != NULL;
}

/* E.164 without "+", of digits that begin with a country code; NULL where the country's plan forbids it. */
static char *
read_international (const char *digits)
{
  const Plan *plan = find_plan_of_number (digits);
  const char *national;

  if (plan == NULL)
    return strlen (digits) >= 8 && strlen (digits) <= 15 && digits[0] != '0' ? g_strdup (digits) : NULL;
  national = digits + strlen (plan->prefix);
  /* "+44 (0)20 ...", "+250 0788 ...". */
  if (plan->trunk == '0' && national[0] == '0')
    national++;
  return fits (plan, national) ? g_strconcat (plan->prefix, national, NULL) : NULL;
}

static char *
read_national (const char *digits, const char *country)
{
  const Plan *plan = find_plan (country);
  gsize n = strlen (digits);

  if (plan == NULL && country != NULL && country[0] != '\0')
    return NULL;
  if (plan == NULL)
    plan = &plans[0];
  if (fits (plan, digits) && (plan->trunk != '0' || digits[0] != '0'))
    return g_strconcat (plan->prefix, digits, NULL);
  if (plan->trunk != 0 && digits[0] == plan->trunk && fits (plan, digits + 1))
    return g_strconcat (plan->prefix, digits + 1, NULL);
  /* With its country code, but without the sign. */
  if (g_str_has_prefix (digits, plan->prefix) && n > 7 && fits (plan, digits + strlen (plan->prefix)))
    return g_strdup (digits);
  if (is_rwandan (digits))
    return g_strconcat ("250", digits + 1, NULL);
  if (n == 12 && g_str_has_prefix (digits, "250") && digits[3] == '7')
    return g_strdup (digits);
  /* People keep the number that they came with, or the one that they have now. */
  if (is_american (digits) && plan->trunk == '0')
    return g_strconcat ("1", digits, NULL);
  return NULL;
}

/* Where "ext. 12" begins, whose digits are added to @extension; the end where there is none. */
static const char *
find_extension (const char *text, GString *extension)
{
  static const char *const words[] = { "extension", "ext", "poste", "x", "#" };
  g_autofree char *lower = g_ascii_strdown (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      const char *at = strstr (lower, words[i]);
      const char *digits;

      if (at == NULL || at == lower)
        continue;
      digits = at + strlen (words[i]);
      digits += strspn (digits, " .:");
      if (*digits != '\0' && strlen (digits) <= 8 && strspn (digits, "0123456789") == strlen (digits))
        {
          g_string_append (extension, digits);
          return text + (at - lower);
        }
    }
  return text + strlen (text);
}

/* "tel:", "Cell:", "(h)" and the like around the number. */
static gboolean
read_digits (const char *text, const char *end, GString *digits, gboolean *plus)
{
  *plus = FALSE;
  while (text < end && *text != '+' && *text != '(' && !g_ascii_isdigit (*text))
    {
      if (!g_ascii_isalpha (*text) && strchr (" .:-'", *text) == NULL && (guchar) *text < 0x80)
        return FALSE;
      text++;
    }
  for (; text < end; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (g_unichar_isdigit (c))
        g_string_append_c (digits, (char) ('0' + g_unichar_digit_value (c)));
      else if (c == '+' && digits->len == 0)
        *plus = TRUE;
      else if (!g_unichar_isspace (c) && strchr ("-.()/", (int) MIN (c, 127)) == NULL &&
               !(c >= 0x2010 && c <= 0x2015))
        break;
    }
  /* Behind it nothing but a word in brackets or none. */
  for (; text < end; text++)
    if (g_ascii_isdigit (*text) || *text == '@')
      return FALSE;
  return digits->len > 0;
}

gboolean
atlas_clean_is_rounded (const char *text)
{
  gsize n;

  g_return_val_if_fail (text != NULL, FALSE);

  if (!g_ascii_isdigit (text[0]) || (text[1] != '.' && text[1] != ','))
    return FALSE;
  n = 2 + strspn (text + 2, "0123456789");
  return n > 2 && g_ascii_toupper (text[n]) == 'E' && text[n + 1] == '+' && text[n + 2] != '\0' &&
         strlen (text + n + 2) <= 2 && strspn (text + n + 2, "0123456789") == strlen (text + n + 2);
}

/* All digits of "1.6135550100E+10"; NULL where some were cut. */
static char *
restore_rounded (const char *text)
{
  gsize n = strspn (text + 2, "0123456789");

  if (n != g_ascii_strtoull (strpbrk (text, "Ee") + 2, NULL, 10))
    return NULL;
  return g_strdup_printf ("%c%.*s", text[0], (int) n, text + 2);
}

char *
atlas_clean_phone (const char *text, const char *country)
{
  g_autofree char *restored = NULL;
  g_autoptr (GString) digits = g_string_new (NULL);
  g_autoptr (GString) extension = g_string_new (NULL);
  g_autofree char *number = NULL;
  const char *start;
  gboolean plus;

  g_return_val_if_fail (text != NULL, NULL);

  if (atlas_clean_is_rounded (text))
    {
      text = restored = restore_rounded (text);
      if (restored == NULL)
        return NULL;
    }
  if (!read_digits (text, find_extension (text, extension), digits, &plus))
    return NULL;
  start = digits->str;
  if (plus)
    number = read_international (start);
  else if (g_str_has_prefix (start, "00"))
    number = read_international (start + 2);
  else if (g_str_has_prefix (start, "011") && digits->len > 11)
    number = read_international (start + 3);
  else
    number = read_national (start, country);
  if (number == NULL)
    return NULL;
  return extension->len > 0 ? g_strdup_printf ("+%s ext. %s", number, extension->str)
                            : g_strconcat ("+", number, NULL);
}

char *
atlas_clean_email (const char *text)
{
  const char *open, *start, *end, *at;
  char *email;

  g_return_val_if_fail (text != NULL, NULL);

  open = strrchr (text, '<');
  start = open != NULL && strchr (open, '@') != NULL ? open + 1 : text;
  while (*start != '\0' && strchr (" \t\n\r'\"(<[", *start) != NULL)
    start++;
  if (g_ascii_strncasecmp (start, "mailto:", 7) == 0)
    start += 7;
  end = start + strcspn (start, " \t\n\r<>)]?\"");
  while (end > start && strchr (".,;:'", end[-1]) != NULL)
    end--;
  at = memrchr (start, '@', (gsize) (end - start));
  if (at == NULL || at == start)
    return NULL;
  /* Nothing but a name in front, or brackets behind. */
  for (const char *rest = end; *rest != '\0' && start == text; rest++)
    if (g_ascii_isalnum (*rest))
      return NULL;

  email = g_strndup (start, (gsize) (end - start));
  for (char *c = email + (at - start); *c != '\0'; c++)
    *c = g_ascii_tolower (*c);
  return email;
}
