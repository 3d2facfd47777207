/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-postcode.h"

#include <string.h>

#include "atlas-gazetteer.h"
#include "atlas-geodata.h"
#include "atlas-region.h"

/* As data/geo/generate/postcodes.js writes it: sorted by code, which is a number for the USA and three packed
 * characters for Canada. */
typedef struct
{
  guint32 code;
  gint32 latitude, longitude;
  guint32 region; /* | 0x100: rural */
  gint32 place;
} Row;

static const Row *
find_row (const char *section, guint32 code)
{
  guint n;
  const Row *rows = atlas_geodata_get_section ("places", section, sizeof (Row), &n);
  guint low = 0, high = n;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (rows[middle].code < code)
        low = middle + 1;
      else
        high = middle;
    }
  return low < n && rows[low].code == code ? &rows[low] : NULL;
}

static gboolean
fill (const Row *row, AtlasPostcode *postcode)
{
  if ((row->region & 0xff) >= atlas_region_get_n ())
    return FALSE;
  postcode->known = TRUE;
  postcode->rural = (row->region & 0x100) != 0;
  postcode->latitude = row->latitude / 1e5;
  postcode->longitude = row->longitude / 1e5;
  postcode->region = row->region & 0xff;
  postcode->place = row->place < 0 ? ATLAS_PLACE_NONE : (guint) row->place;
  return TRUE;
}

/* Canada Post: the first letter is a province or a part of one; X serves two territories. */
static guint
region_of_letter (char letter)
{
  static const char *const codes[26] = {
    ['A' - 'A'] = "CA-NL", ['B' - 'A'] = "CA-NS", ['C' - 'A'] = "CA-PE", ['E' - 'A'] = "CA-NB",
    ['G' - 'A'] = "CA-QC", ['H' - 'A'] = "CA-QC", ['J' - 'A'] = "CA-QC", ['K' - 'A'] = "CA-ON",
    ['L' - 'A'] = "CA-ON", ['M' - 'A'] = "CA-ON", ['N' - 'A'] = "CA-ON", ['P' - 'A'] = "CA-ON",
    ['R' - 'A'] = "CA-MB", ['S' - 'A'] = "CA-SK", ['T' - 'A'] = "CA-AB", ['V' - 'A'] = "CA-BC",
    ['Y' - 'A'] = "CA-YT",
  };
  const char *code = codes[letter - 'A'];

  return code ? atlas_region_find (code, -1) : ATLAS_REGION_NONE;
}

static gboolean
find_canadian (const char *code, AtlasPostcode *postcode)
{
  const Row *row = find_row ("fsa", (guint32) code[0] << 16 | (guint32) code[1] << 8 | (guint32) code[2]);

  if (row)
    return fill (row, postcode);

  /* H0H is Santa Claus's, and no real area. */
  if (memcmp (code, "H0H", 3) == 0)
    return FALSE;
  *postcode = (AtlasPostcode){ .region = region_of_letter (code[0]),
                               .place = ATLAS_PLACE_NONE,
                               .rural = code[1] == '0' };
  return postcode->region != ATLAS_REGION_NONE;
}

gboolean
atlas_postcode_find (const char *text, gssize length, AtlasPostcode *postcode)
{
  char code[12];
  guint n = 0;
  gsize size;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (postcode != NULL, FALSE);

  size = length < 0 ? strlen (text) : (gsize) length;
  for (gsize i = 0; i < size; i++)
    {
      if (text[i] == ' ' || text[i] == '-' || text[i] == '\t')
        continue;
      if (!g_ascii_isalnum (text[i]) || n >= sizeof code - 1)
        return FALSE;
      code[n++] = g_ascii_toupper (text[i]);
    }
  code[n] = '\0';

  if (n == 3 || n == 6)
    {
      for (guint i = 0; i < n; i++)
        if (i % 2 == 0 ? !g_ascii_isalpha (code[i]) : !g_ascii_isdigit (code[i]))
          return FALSE;
      return find_canadian (code, postcode);
    }
  if (n == 5 || n == 9)
    {
      const Row *row;

      for (guint i = 0; i < n; i++)
        if (!g_ascii_isdigit (code[i]))
          return FALSE;
      code[5] = '\0';
      row = find_row ("zip", (guint32) g_ascii_strtoull (code, NULL, 10));
      return row != NULL && fill (row, postcode);
    }
  return FALSE;
}

static guint
list_section (const char *section,
              guint place,
              char (*codes)[6],
              double *latitudes,
              double *longitudes,
              guint n,
              guint max)
{
  guint n_rows;
  const Row *rows = atlas_geodata_get_section ("places", section, sizeof (Row), &n_rows);

  for (guint i = 0; i < n_rows && n < max; i++)
    {
      if (rows[i].place < 0 || (guint) rows[i].place != place)
        continue;
      if (g_str_equal (section, "zip"))
        g_snprintf (codes[n], 6, "%05u", rows[i].code % 100000);
      else
        g_snprintf (codes[n], 6, "%c%c%c", rows[i].code >> 16, rows[i].code >> 8 & 0xff, rows[i].code & 0xff);
      latitudes[n] = rows[i].latitude / 1e5;
      longitudes[n] = rows[i].longitude / 1e5;
      n++;
    }
  return n;
}

guint
atlas_postcode_list (guint place, char (*codes)[6], double *latitudes, double *longitudes, guint max)
{
  guint n;

  g_return_val_if_fail (codes && latitudes && longitudes, 0);

  n = list_section ("fsa", place, codes, latitudes, longitudes, 0, max);
  return list_section ("zip", place, codes, latitudes, longitudes, n, max);
}
