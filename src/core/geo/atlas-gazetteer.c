/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-gazetteer.h"

#include <math.h>
#include <string.h>

#include "atlas-distance.h"
#include "atlas-gazetteer-private.h"
#include "atlas-geodata.h"
#include "atlas-place-key.h"
#include "atlas-region.h"

/* As data/geo/generate/places.js writes it; angles in 1e-5 degrees; largest population first. */
typedef struct
{
  guint32 name;
  gint32 region;
  guint32 population;
  gint32 latitude, longitude;
  guint32 timezone;
  guint32 county;
  guint32 flags;
} Place;

#define PLACE_IS_PART 1

static const Place *places;
static const AtlasPlaceName *names;
static const char *strings;
static guint n_places, n_names;

/* For the nearest place: places by cells of one degree. */
#define N_CELLS (360 * 180)
static guint32 *cell_first; /* N_CELLS + 1 */
static guint32 *cell_places;

static guint
cell_of (double latitude, double longitude)
{
  int row = CLAMP ((int) floor (latitude + 90), 0, 179);
  int column = CLAMP ((int) floor (longitude + 180), 0, 359);

  return (guint) (row * 360 + column);
}

static guint
cell_of_place (const Place *place)
{
  return cell_of (place->latitude / 1e5, place->longitude / 1e5);
}

static gpointer
sort_into_cells (gpointer unused)
{
  g_autofree guint32 *next = NULL;

  cell_first = g_new0 (guint32, N_CELLS + 1);
  cell_places = g_new (guint32, n_places);
  for (guint i = 0; i < n_places; i++)
    cell_first[cell_of_place (&places[i]) + 1]++;
  for (guint c = 0; c < N_CELLS; c++)
    cell_first[c + 1] += cell_first[c];
  next = g_memdup2 (cell_first, N_CELLS * sizeof *cell_first);
  for (guint i = 0; i < n_places; i++)
    cell_places[next[cell_of_place (&places[i])]++] = i;
  return NULL;
}

static gpointer
read_places (gpointer unused)
{
  guint n_bytes;

  places = atlas_geodata_get_section ("places", "places", sizeof (Place), &n_places);
  names = atlas_geodata_get_section ("places", "names", sizeof (AtlasPlaceName), &n_names);
  strings = atlas_geodata_get_section ("places", "strings", 1, &n_bytes);
  for (guint i = 0; i < n_places; i++)
    if (strings == NULL || MAX (places[i].name, places[i].timezone) >= n_bytes || places[i].region < 0 ||
        (guint) places[i].region >= atlas_region_get_n ())
      n_places = 0;
  for (guint i = 0; i < n_names; i++)
    if (names[i].key >= n_bytes || atlas_place_name_get_place (&names[i]) >= n_places)
      n_names = 0;
  return NULL;
}

guint
atlas_gazetteer_get_n_places (void)
{
  static GOnce once = G_ONCE_INIT;

  g_once (&once, read_places, NULL);
  return n_places;
}

gboolean
atlas_gazetteer_get_place (guint index, AtlasPlace *place)
{
  const Place *self;

  g_return_val_if_fail (place != NULL, FALSE);

  if (index >= atlas_gazetteer_get_n_places ())
    return FALSE;
  self = &places[index];
  place->name = strings + self->name;
  place->region = (guint) self->region;
  place->country = atlas_region_get_country (place->region);
  place->population = self->population;
  place->latitude = self->latitude / 1e5;
  place->longitude = self->longitude / 1e5;
  place->timezone = strings + self->timezone;
  place->county = self->county;
  place->is_part = (self->flags & PLACE_IS_PART) != 0;
  return TRUE;
}

guint
atlas_gazetteer_get_region (guint index)
{
  return index < atlas_gazetteer_get_n_places () ? (guint) places[index].region : ATLAS_REGION_NONE;
}

guint
atlas_gazetteer_get_population (guint index)
{
  return index < atlas_gazetteer_get_n_places () ? places[index].population : 0;
}

const char *
atlas_gazetteer_get_name (guint index)
{
  return index < atlas_gazetteer_get_n_places () ? strings + places[index].name : "";
}

gboolean
atlas_gazetteer_is_part (guint index)
{
  return index < atlas_gazetteer_get_n_places () && (places[index].flags & PLACE_IS_PART) != 0;
}

const AtlasPlaceName *
atlas_gazetteer_find_names (const char *key, gboolean prefix, guint *n_found)
{
  gsize length = strlen (key);
  guint low = 0, high;
  guint end;

  atlas_gazetteer_get_n_places ();
  high = n_names;
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (strcmp (strings + names[middle].key, key) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  for (end = low; end < n_names; end++)
    {
      const char *there = strings + names[end].key;

      if (strncmp (there, key, length) != 0 || (!prefix && there[length] != '\0'))
        break;
    }
  *n_found = end - low;
  return names + low;
}

static guint
find_place (const char *name, gssize length, guint region)
{
  char key[ATLAS_PLACE_KEY_SIZE];
  const AtlasPlaceName *found;
  guint n;

  if (atlas_place_key (name, length, key) == 0)
    return ATLAS_PLACE_NONE;
  found = atlas_gazetteer_find_names (key, FALSE, &n);

  /* Names of one key are ordered by place, and places by population: the first is the largest. */
  for (guint i = 0; i < n; i++)
    {
      guint place = atlas_place_name_get_place (&found[i]);

      if (region == ATLAS_REGION_NONE || atlas_gazetteer_get_region (place) == region)
        return place;
    }
  return ATLAS_PLACE_NONE;
}

/* A register names the same towns again and again: what was found last under each sign of a name. */
#define N_REMEMBERED   256
#define MAX_REMEMBERED 46

typedef struct
{
  guint place;
  guint8 region;
  guint8 length; /* 0: none yet */
  char name[MAX_REMEMBERED];
} Remembered;

static _Thread_local Remembered remembered[N_REMEMBERED];

guint
atlas_gazetteer_find (const char *name, gssize length, guint region)
{
  gsize n;
  guint32 hash = 2166136261u ^ region; /* FNV-1a */
  Remembered *there;

  g_return_val_if_fail (name != NULL, ATLAS_PLACE_NONE);

  n = length < 0 ? strlen (name) : (gsize) length;
  if (n == 0 || n > MAX_REMEMBERED || region > G_MAXUINT8)
    return find_place (name, (gssize) n, region);
  for (gsize i = 0; i < n; i++)
    hash = (hash ^ (guchar) name[i]) * 16777619u;
  there = &remembered[(hash ^ hash >> 16) % N_REMEMBERED];
  if (there->length != n || there->region != region || memcmp (there->name, name, n) != 0)
    {
      there->place = find_place (name, (gssize) n, region);
      there->region = (guint8) region;
      there->length = (guint8) n;
      memcpy (there->name, name, n);
    }
  return there->place;
}

guint
atlas_gazetteer_complete (const char *prefix, guint region, guint *found, guint max)
{
  char key[ATLAS_PLACE_KEY_SIZE];
  const AtlasPlaceName *range;
  guint n, n_found = 0;

  g_return_val_if_fail (prefix != NULL, 0);
  g_return_val_if_fail (found != NULL, 0);

  if (atlas_place_key (prefix, -1, key) == 0)
    return 0;

  /* The smaller a place's index, the larger its population: keep the smallest ones, in order. */
  range = atlas_gazetteer_find_names (key, TRUE, &n);
  for (guint i = 0; i < n; i++)
    {
      guint place = atlas_place_name_get_place (&range[i]);
      guint at = n_found;

      if (region != ATLAS_REGION_NONE && atlas_gazetteer_get_region (place) != region)
        continue;
      while (at > 0 && found[at - 1] > place)
        at--;
      if (at == max || (at > 0 && found[at - 1] == place))
        continue;
      n_found = MIN (n_found + 1, max);
      memmove (found + at + 1, found + at, (n_found - at - 1) * sizeof *found);
      found[at] = place;
    }
  return n_found;
}

/* What people call the place they live in is not always the nearest dot on the map: a city's name reaches
 * beyond its centre. Each place is taken to be nearer by the root of its population over 60 in km, 12 km at
 * most; the generator names postcodes by the same rule. */
static double
reach_km (guint population)
{
  return MIN (12, sqrt (population) / 60);
}

guint
atlas_gazetteer_nearest (double latitude, double longitude, double max_km)
{
  static GOnce once = G_ONCE_INIT;
  double south, west, north, east;
  double least = G_MAXDOUBLE;
  guint best = ATLAS_PLACE_NONE;

  if (atlas_gazetteer_get_n_places () == 0 || !(fabs (latitude) <= 90) || !(fabs (longitude) <= 180))
    return ATLAS_PLACE_NONE;

  g_once (&once, sort_into_cells, NULL);
  atlas_distance_box (latitude, longitude, max_km, &south, &west, &north, &east);
  for (int row = (int) floor (south); row <= (int) floor (north); row++)
    for (int column = (int) floor (west); column <= (int) floor (east); column++)
      {
        guint cell = cell_of (row + 0.5, column + 0.5);

        for (guint i = cell_first[cell]; i < cell_first[cell + 1]; i++)
          {
            const Place *place = &places[cell_places[i]];
            double km =
              atlas_distance_km (latitude, longitude, place->latitude / 1e5, place->longitude / 1e5);
            double cost = km - reach_km (place->population);

            if (km <= max_km && cost < least)
              {
                least = cost;
                best = cell_places[i];
              }
          }
      }
  return best;
}

guint
atlas_gazetteer_get_n_districts (void)
{
  guint n;

  atlas_geodata_get_section ("regions", "districts", 2 * sizeof (guint32), &n);
  return n;
}

const char *
atlas_gazetteer_get_district (guint index, const char **province)
{
  guint n, n_bytes;
  const guint32 *districts = atlas_geodata_get_section ("regions", "districts", 2 * sizeof (guint32), &n);
  const char *texts = atlas_geodata_get_section ("regions", "strings", 1, &n_bytes);

  if (index >= n || districts[2 * index] >= n_bytes)
    return NULL;
  if (province)
    *province = atlas_region_get_name_en (districts[2 * index + 1]);
  return texts + districts[2 * index];
}

guint
atlas_gazetteer_place_of (const char *city, gssize length, guint region, double latitude, double longitude)
{
  guint place = ATLAS_PLACE_NONE;

  if (city != NULL && region != ATLAS_REGION_NONE)
    place = atlas_gazetteer_find (city, length, region);
  if (place == ATLAS_PLACE_NONE && !isnan (latitude) && !isnan (longitude))
    place = atlas_gazetteer_nearest (latitude, longitude, ATLAS_PLACE_NEAR_KM);
  return place;
}
