/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-distance-unit.h"

#include <locale.h>
#include <string.h>

gboolean
atlas_distance_locale_uses_miles (const char *locale)
{
  static const char *const countries[] = { "US", "GB", "LR", "MM" };
  const char *country;

  g_return_val_if_fail (locale != NULL, FALSE);

  country = strchr (locale, '_');
  if (country == NULL)
    return FALSE;
  country++;
  for (guint i = 0; i < G_N_ELEMENTS (countries); i++)
    if (strncmp (country, countries[i], 2) == 0 && !g_ascii_isalnum (country[2]))
      return TRUE;
  return FALSE;
}

gboolean
atlas_distance_uses_miles (GSettings *settings)
{
  enum
  {
    AUTOMATIC,
    KM,
    MILES
  };
  const char *locale = setlocale (LC_MEASUREMENT, NULL);

  g_return_val_if_fail (G_IS_SETTINGS (settings), FALSE);

  switch (g_settings_get_enum (settings, "distance-unit"))
    {
    case KM:
      return FALSE;
    case MILES:
      return TRUE;
    default:
      return locale != NULL && atlas_distance_locale_uses_miles (locale);
    }
}
