/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-country.h"

#include <string.h>

#include "atlas-geodata.h"
#include "atlas-place-key.h"

/* As data/geo/generate/places.js writes it: sorted by key. */
typedef struct
{
  guint32 key, code;
} Name;

const char *
atlas_country_match (const char *text, gssize length)
{
  guint n_names, n_bytes;
  const Name *names = atlas_geodata_get_section ("regions", "country.names", sizeof (Name), &n_names);
  const char *strings = atlas_geodata_get_section ("regions", "strings", 1, &n_bytes);
  char key[ATLAS_PLACE_KEY_SIZE];
  guint low = 0, high = n_names;

  g_return_val_if_fail (text != NULL, NULL);

  if (names == NULL || strings == NULL || atlas_place_key (text, length, key) == 0)
    return NULL;

  while (low < high)
    {
      guint middle = (low + high) / 2;
      int order;

      if (names[middle].key >= n_bytes || names[middle].code >= n_bytes)
        return NULL;
      order = strcmp (strings + names[middle].key, key);
      if (order == 0)
        return strings + names[middle].code;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}
