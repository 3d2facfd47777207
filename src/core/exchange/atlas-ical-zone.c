/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-ical-zone.h"

#include <string.h>

static const struct
{
  const char *windows;
  const char *name;
} windows_zones[] = {
  { "Alaskan Standard Time", "America/Anchorage" },
  { "Argentina Standard Time", "America/Buenos_Aires" },
  { "Atlantic Standard Time", "America/Halifax" },
  { "Canada Central Standard Time", "America/Regina" },
  { "Central America Standard Time", "America/Guatemala" },
  { "Central Europe Standard Time", "Europe/Budapest" },
  { "Central European Standard Time", "Europe/Warsaw" },
  { "Central Standard Time", "America/Chicago" },
  { "Central Standard Time (Mexico)", "America/Mexico_City" },
  { "E. Africa Standard Time", "Africa/Nairobi" },
  { "E. South America Standard Time", "America/Sao_Paulo" },
  { "Eastern Standard Time", "America/New_York" },
  { "Egypt Standard Time", "Africa/Cairo" },
  { "FLE Standard Time", "Europe/Kiev" },
  { "GMT Standard Time", "Europe/London" },
  { "Greenwich Standard Time", "Atlantic/Reykjavik" },
  { "Hawaiian Standard Time", "Pacific/Honolulu" },
  { "Morocco Standard Time", "Africa/Casablanca" },
  { "Mountain Standard Time", "America/Denver" },
  { "Newfoundland Standard Time", "America/St_Johns" },
  { "Pacific Standard Time", "America/Los_Angeles" },
  { "Romance Standard Time", "Europe/Paris" },
  { "SA Pacific Standard Time", "America/Bogota" },
  { "South Africa Standard Time", "Africa/Johannesburg" },
  { "US Eastern Standard Time", "America/Indianapolis" },
  { "US Mountain Standard Time", "America/Phoenix" },
  { "UTC", "UTC" },
  { "W. Central Africa Standard Time", "Africa/Lagos" },
  { "W. Europe Standard Time", "Europe/Berlin" },
  { "Yukon Standard Time", "America/Whitehorse" },
};

/* Of those that there are, which are some hundreds. */
static GHashTable *zones;
static GMutex zones_lock;

GTimeZone *
atlas_ical_zone_get (const char *name)
{
  GTimeZone *zone;

  g_return_val_if_fail (name != NULL, NULL);

  g_mutex_lock (&zones_lock);
  if (zones == NULL)
    zones = g_hash_table_new (g_str_hash, g_str_equal);
  zone = g_hash_table_lookup (zones, name);
  if (zone == NULL)
    {
      zone = g_time_zone_new_identifier (name);
      if (zone != NULL)
        g_hash_table_insert (zones, g_strdup (name), zone);
    }
  g_mutex_unlock (&zones_lock);
  return zone;
}

/* "Area/Place", "Area/Country/Place" or "UTC"; not what only reads as a rule, such as "EST5EDT" or "+02:00".
 */
static gboolean
is_known (const char *name)
{
  if (strcmp (name, "UTC") == 0)
    return TRUE;
  if (strchr (name, '/') == NULL || strlen (name) > 64 || !g_ascii_isalpha (*name) ||
      strspn (name, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_+-/") != strlen (name))
    return FALSE;
  return atlas_ical_zone_get (name) != NULL;
}

char *
atlas_ical_zone_find (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (windows_zones); i++)
    if (g_ascii_strcasecmp (windows_zones[i].windows, name) == 0)
      return g_strdup (windows_zones[i].name);
  if (is_known (name))
    return g_strdup (name);
  while ((name = strchr (name, '/')) != NULL)
    if (is_known (++name))
      return g_strdup (name);
  return NULL;
}
