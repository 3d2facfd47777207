/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-county.h"

#include "atlas-gazetteer.h"
#include "atlas-geodata.h"
#include "atlas-i18n.h"
#include "atlas-mercator.h"
#include "atlas-region.h"
#include "atlas-shapes.h"

#define N_STATE_CODES 100

/* Independent cities, which are in no county, have such numbers; and only in these states. */
#define FIRST_CITY 510

enum
{
  ALASKA = 2,
  COLUMBIA = 11,
  LOUISIANA = 22,
  PUERTO_RICO = 72,
};

/* As data/geo/generate/shapes.js writes it: code and name. */
static const guint32 *
get_names (guint *n)
{
  const guint32 *names = atlas_geodata_get_section ("regions", "county.names", 2 * sizeof (guint32), n);

  if (names == NULL)
    *n = 0;
  return names;
}

guint
atlas_county_get_n (void)
{
  guint n;

  get_names (&n);
  return n;
}

guint
atlas_county_get_code (guint index)
{
  guint n;
  const guint32 *names = get_names (&n);

  return index < n ? names[2 * index] : ATLAS_COUNTY_NONE;
}

int
atlas_county_find (guint code)
{
  guint low = 0, high;
  const guint32 *names = get_names (&high);

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (names[2 * middle] == code)
        return (int) middle;
      if (names[2 * middle] < code)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
}

char *
atlas_county_dup_name (guint code)
{
  const char *name = atlas_shapes_get_county_name (code);
  guint state = code / 1000;

  if (name == NULL)
    return NULL;
  if (state == LOUISIANA)
    /* Translators: what Louisiana has instead of counties, as "Orleans Parish" */
    return g_strdup_printf (_ ("%s Parish"), name);
  /* Boroughs, municipalities, cities and the District of Columbia are called by their names alone. */
  if (state == ALASKA || state == COLUMBIA || state == PUERTO_RICO || code % 1000 >= FIRST_CITY)
    return g_strdup (name);
  /* Translators: a county of the USA, as "Cook County" */
  return g_strdup_printf (_ ("%s County"), name);
}

char *
atlas_county_dup_long_name (guint code)
{
  g_autofree char *name = atlas_county_dup_name (code);
  guint region = atlas_county_get_region (code);

  /* The District of Columbia is its own county. */
  if (name == NULL || region == ATLAS_REGION_NONE || code / 1000 == COLUMBIA)
    return g_steal_pointer (&name);
  /* Translators: a county or a town and the state it is in, as "Cook County, Illinois" */
  return g_strdup_printf (_ ("%s, %s"), name, atlas_region_get_name (region));
}

/* States by their codes. FIPS numbers them by their English names, with gaps. */
static gpointer
read_states (gpointer unused)
{
  static const char codes[][4] = {
    "AL", "AK", "",   "AZ", "AR", "CA", "",   "CO", "CT", "DE", "DC", "FL", "GA", "",
    "HI", "ID", "IL", "IN", "IA", "KS", "KY", "LA", "ME", "MD", "MA", "MI", "MN", "MS",
    "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND", "OH", "OK", "OR", "PA",
    "",   "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "",   "WA", "WV", "WI", "WY",
  };
  guint *regions = g_new (guint, N_STATE_CODES);

  for (guint i = 0; i < N_STATE_CODES; i++)
    regions[i] = ATLAS_REGION_NONE;
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      char iso[8];

      g_snprintf (iso, sizeof iso, "US-%s", codes[i]);
      if (codes[i][0] != '\0')
        regions[i + 1] = atlas_region_find (iso, -1);
    }
  regions[PUERTO_RICO] = atlas_region_match ("Puerto Rico", -1, NULL);
  return regions;
}

guint
atlas_county_get_region (guint code)
{
  static GOnce once = G_ONCE_INIT;
  const guint *regions = g_once (&once, read_states, NULL);

  return code / 1000 < N_STATE_CODES ? regions[code / 1000] : ATLAS_REGION_NONE;
}

/* Where a position lies. */

typedef struct
{
  double x, y;
  gboolean inside; /* the county at hand, so far */
  guint found;
} Search;

static void
search_ring (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  Search *search = data;

  for (guint i = 0, k = n_points - 1; i < n_points; k = i++)
    {
      const double *a = xy + 2 * i, *b = xy + 2 * (gsize) k;

      if ((a[1] > search->y) != (b[1] > search->y) &&
          search->x < (b[0] - a[0]) * (search->y - a[1]) / (b[1] - a[1]) + a[0])
        search->inside = !search->inside;
    }
  if (last)
    {
      if (search->inside && atlas_county_get_region (id) != ATLAS_REGION_NONE)
        search->found = id;
      search->inside = FALSE;
    }
}

guint
atlas_county_at (double latitude, double longitude)
{
  Search search = { atlas_mercator_x (longitude), atlas_mercator_y (latitude), FALSE, ATLAS_COUNTY_NONE };

  atlas_shapes_foreach (ATLAS_SHAPES_COUNTIES, G_MAXUINT, search.x, search.y, search.x, search.y, search_ring,
                        &search);
  return search.found;
}

static gpointer
read_places (gpointer unused)
{
  guint n = atlas_gazetteer_get_n_places ();
  guint32 *counties = g_new (guint32, n + 1);

  for (guint i = 0; i < n; i++)
    {
      AtlasPlace place;

      counties[i] = ATLAS_COUNTY_NONE;
      if (atlas_gazetteer_get_place (i, &place) && place.county < ATLAS_COUNTY_N_CODES)
        counties[i] = place.county;
    }
  return counties;
}

const guint32 *
atlas_county_get_of_places (guint *n_places)
{
  static GOnce once = G_ONCE_INIT;

  g_return_val_if_fail (n_places != NULL, NULL);

  *n_places = atlas_gazetteer_get_n_places ();
  return g_once (&once, read_places, NULL);
}

guint
atlas_county_of_place (guint place)
{
  guint n;
  const guint32 *counties = atlas_county_get_of_places (&n);

  return place < n ? counties[place] : ATLAS_COUNTY_NONE;
}

typedef struct
{
  double west, north, east, south;
  gboolean any;
} Box;

static void
take_larger (guint id, const double *xy, guint n_points, gboolean last, gpointer data)
{
  Box *largest = data;
  Box box = { xy[0], xy[1], xy[0], xy[1], TRUE };

  for (guint i = 1; i < n_points; i++)
    {
      box.west = MIN (box.west, xy[2 * i]);
      box.east = MAX (box.east, xy[2 * i]);
      box.north = MIN (box.north, xy[2 * i + 1]);
      box.south = MAX (box.south, xy[2 * i + 1]);
    }
  if (!largest->any || (box.east - box.west) * (box.south - box.north) >
                         (largest->east - largest->west) * (largest->south - largest->north))
    *largest = box;
}

gboolean
atlas_county_get_box (guint code, double *west, double *north, double *east, double *south)
{
  Box box = { 0 };

  g_return_val_if_fail (west != NULL && north != NULL && east != NULL && south != NULL, FALSE);

  atlas_shapes_foreach_ring_of (ATLAS_SHAPES_COUNTIES, G_MAXUINT, code, take_larger, &box);
  *west = box.west;
  *north = box.north;
  *east = box.east;
  *south = box.south;
  return box.any;
}
