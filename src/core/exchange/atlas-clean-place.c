/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-clean.h"
#include "atlas-country.h"
#include "atlas-field-checks.h"
#include "atlas-fold.h"
#include "atlas-postcode.h"
#include "atlas-region.h"

/* Countries, regions, postcodes, addresses, positions. */

const char *
atlas_clean_country (const char *text)
{
  const char *key;

  g_return_val_if_fail (text != NULL, NULL);

  key = atlas_vocabulary_match (&atlas_vocabulary_country, text);
  return key != NULL ? key : atlas_country_match (text, -1);
}

const char *
atlas_clean_region (const char *text, const char *country)
{
  g_autofree char *upper = NULL;
  guint region;

  g_return_val_if_fail (text != NULL, NULL);

  upper = g_utf8_strup (text, -1);
  region = atlas_region_find (upper, -1);
  /* Of another country, in its standard's form. */
  if (region == ATLAS_REGION_NONE && atlas_check_region (NULL, upper, strlen (upper), NULL))
    return g_intern_string (upper);
  if (region == ATLAS_REGION_NONE)
    region = atlas_region_match (text, -1, country != NULL && country[0] != '\0' ? country : NULL);
  return region != ATLAS_REGION_NONE ? atlas_region_get_code (region) : NULL;
}

/* Letters and digits alone, in capitals; 0 where there is anything else but spaces and hyphens. */
static gsize
squeeze (const char *text, char out[12])
{
  gsize n = 0;

  for (; *text != '\0'; text++)
    {
      if (*text == ' ' || *text == '-')
        continue;
      if (!g_ascii_isalnum (*text) || n == 11)
        return 0;
      out[n++] = g_ascii_toupper (*text);
    }
  out[n] = '\0';
  return n;
}

static gboolean
is_pattern (const char *text, const char *pattern)
{
  for (; *pattern != '\0'; text++, pattern++)
    if (*pattern == 'A' ? !g_ascii_isalpha (*text) : !g_ascii_isdigit (*text))
      return FALSE;
  return *text == '\0';
}

char *
atlas_clean_postcode (const char *text, const char *country)
{
  gboolean american = g_strcmp0 (country, "US") == 0;
  char squeezed[12];

  g_return_val_if_fail (text != NULL, NULL);

  if (squeeze (text, squeezed) > 0 && (country == NULL || american || strcmp (country, "CA") == 0))
    {
      if (!american && is_pattern (squeezed, "A9A9A9"))
        return g_strdup_printf ("%.3s %.3s", squeezed, squeezed + 3);
      if (is_pattern (squeezed, "999999999"))
        return g_strdup_printf ("%.5s-%.4s", squeezed, squeezed + 5);
      if (american && is_pattern (squeezed, "9999"))
        return g_strdup_printf ("0%s", squeezed);
    }
  return g_utf8_strup (text, -1);
}

/* --- An address in one text. */

static gboolean
is_postcode (const char *text)
{
  char squeezed[12];

  return squeeze (text, squeezed) > 0 && (is_pattern (squeezed, "A9A9A9") || is_pattern (squeezed, "99999") ||
                                          is_pattern (squeezed, "999999999"));
}

/* Takes the postcode off the end of @text: the last word, or the last two. */
static char *
take_postcode (char *text, const char *country)
{
  for (guint n_words = 1; n_words <= 2; n_words++)
    {
      char *at = text + strlen (text);

      for (guint i = 0; i < n_words && at != NULL && at > text; i++)
        {
          char *space = memrchr (text, ' ', (gsize) (at - text));

          at = space != NULL ? space : text;
        }
      if (at == NULL)
        continue;
      if (is_postcode (at == text ? at : at + 1))
        {
          char *postcode = atlas_clean_postcode (g_strstrip (at == text ? at : at + 1), country);

          *at = '\0';
          g_strchomp (text);
          return postcode;
        }
    }
  return NULL;
}

/* Takes a region's name off the end: "Ottawa (ON)", "New York NY", "Québec". With @whole the text may be
 * nothing else. */
static const char *
take_region (char *text, const char *country, gboolean whole)
{
  gsize n = strlen (text);
  const char *region;

  if (n > 0 && text[n - 1] == ')')
    {
      char *open = strrchr (text, '(');

      if (open == NULL)
        return NULL;
      text[n - 1] = '\0';
      region = atlas_clean_region (open + 1, country);
      if (region == NULL)
        text[n - 1] = ')';
      else
        *open = '\0';
      g_strchomp (text);
      return region;
    }
  region = whole ? atlas_clean_region (text, country) : NULL;
  if (region != NULL)
    {
      *text = '\0';
      return region;
    }
  /* Behind a city only a code, as "York" and "Washington" are names of both. */
  {
    char *space = strrchr (text, ' ');

    if (space == NULL || strlen (space + 1) > 3)
      return NULL;
    region = atlas_clean_region (space + 1, country);
    if (region != NULL)
      {
        *space = '\0';
        g_strchomp (text);
      }
  }
  return region;
}

void
atlas_clean_address (const char *text, const char *country, AtlasCleanAddress *address)
{
  g_auto (GStrv) parts = NULL;
  guint n = 0;

  g_return_if_fail (text != NULL);
  g_return_if_fail (address != NULL);

  *address = (AtlasCleanAddress){ .country = country };
  /* Mailchimp puts two spaces between the parts, and nothing else. */
  parts = strpbrk (text, ",\n\r") != NULL ? g_strsplit_set (text, ",\n\r", -1) : g_strsplit (text, "  ", -1);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_strstrip (parts[i]);
      if (parts[i][0] == '\0')
        g_free (parts[i]);
      else
        parts[n++] = parts[i];
    }
  parts[n] = NULL;

  /* From the end: each part is at most one of these, and the first that is none is the city. */
  for (; n > 0; n--)
    {
      char *part = parts[n - 1];
      const char *found = n > 1 ? atlas_country_match (part, -1) : NULL;

      if (found != NULL && country == NULL && address->region == NULL && address->postcode == NULL)
        {
          address->country = country = found;
          part[0] = '\0';
        }
      if (address->postcode == NULL)
        address->postcode = take_postcode (part, country);
      if (address->region == NULL && part[0] != '\0')
        address->region = take_region (part, country, n > 1);
      if (part[0] != '\0')
        break;
    }
  if (n > 0)
    address->city = g_strdup (parts[n - 1]);
  if (n > 1)
    {
      g_autoptr (GString) street = g_string_new (parts[0]);

      for (guint i = 1; i + 1 < n; i++)
        g_string_append_printf (street, ", %s", parts[i]);
      address->street = g_strdup (street->str);
    }
}

void
atlas_clean_address_clear (AtlasCleanAddress *address)
{
  g_clear_pointer (&address->street, g_free);
  g_clear_pointer (&address->city, g_free);
  g_clear_pointer (&address->postcode, g_free);
  address->region = address->country = NULL;
}

gboolean
atlas_clean_position (const char *text, double *latitude, double *longitude)
{
  char *end;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (latitude != NULL && longitude != NULL, FALSE);

  text += strspn (text, " ([");
  *latitude = g_ascii_strtod (text, &end);
  if (end == text)
    return FALSE;
  text = end + strspn (end, " ,;");
  if (text == end)
    return FALSE;
  *longitude = g_ascii_strtod (text, &end);
  if (end == text || end[strspn (end, " )]")] != '\0')
    return FALSE;
  return isfinite (*latitude) && isfinite (*longitude) && fabs (*latitude) <= 90 && fabs (*longitude) <= 180;
}
