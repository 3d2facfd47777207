/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-place.h"

#include <string.h>

#include "atlas-geocoder.h"

/* The keys under which a base and a stop have the same things. */
typedef struct
{
  const char *place, *region, *country, *latitude, *longitude, *timezone;
} Keys;

static const Keys base_keys = {
  "base.place", "base.region", "base.country", "base.latitude", "base.longitude", "timezone",
};
static const Keys stop_keys = { "place", "region", "country", "latitude", "longitude", "timezone" };

static const AtlasField *
find (AtlasRecord *record, const char *key)
{
  return atlas_kind_find_field (atlas_record_get_kind (record), key, -1);
}

static gboolean
has (AtlasRecord *record, const char *key)
{
  return atlas_record_has (record, find (record, key));
}

static gboolean
is_same (AtlasRecord *a, AtlasRecord *b, const char *key)
{
  return atlas_value_equal (atlas_record_get_value (a, find (a, key)),
                            atlas_record_get_value (b, find (b, key)));
}

static gboolean
geocode (AtlasRecord *record, const Keys *keys, AtlasGeocode *found, AtlasPlace *place)
{
  const char *name = atlas_record_get_text (record, keys->place);

  if (name == NULL)
    return FALSE;
  /* "Toronto, ON" in one field is as good as two. */
  if (!atlas_geocode_address (name, atlas_record_get_text (record, keys->region), NULL,
                              atlas_record_get_text (record, keys->country), found) ||
      found->precision != ATLAS_PRECISION_PLACE)
    atlas_geocode_text (name, -1, found);
  return found->precision == ATLAS_PRECISION_PLACE && atlas_gazetteer_get_place (found->place, place);
}

static void
set_missing (AtlasRecord *record, const char *key, const char *text)
{
  if (text != NULL && *text != '\0' && !has (record, key))
    atlas_record_set_text (record, key, text);
}

static void
place_one (AtlasRecord *record, const Keys *keys)
{
  AtlasGeocode found;
  AtlasPlace place;

  if (has (record, keys->latitude) && has (record, keys->timezone))
    return;
  if (!geocode (record, keys, &found, &place))
    return;
  if (!has (record, keys->latitude) && !has (record, keys->longitude))
    {
      atlas_record_set_real (record, keys->latitude, found.latitude);
      atlas_record_set_real (record, keys->longitude, found.longitude);
      if (found.region != ATLAS_REGION_NONE)
        set_missing (record, keys->region, atlas_region_get_code (found.region));
      set_missing (record, keys->country, found.country);
    }
  set_missing (record, keys->timezone, place.timezone);
}

static void
unset (AtlasRecord *record, const char *key)
{
  atlas_record_unset (record, find (record, key));
}

/* What was found for the place that was named before. */
static void
forget_position (AtlasRecord *record, AtlasRecord *old, const Keys *keys)
{
  unset (record, keys->latitude);
  unset (record, keys->longitude);
  if (is_same (record, old, keys->timezone))
    unset (record, keys->timezone);
  if (is_same (record, old, keys->region))
    unset (record, keys->region);
  if (is_same (record, old, keys->country))
    unset (record, keys->country);
}

static gboolean
has_moved (AtlasRecord *record, AtlasRecord *old, const Keys *keys)
{
  return has (record, keys->latitude) && is_same (record, old, keys->latitude) &&
         is_same (record, old, keys->longitude) && !is_same (record, old, keys->place);
}

/* A stop of which there was one at its position, but under another name. */
static void
forget_moved (AtlasRecord *stop, GPtrArray *old)
{
  AtlasRecord *before = NULL;

  for (guint i = 0; i < old->len; i++)
    {
      AtlasRecord *other = g_ptr_array_index (old, i);

      if (is_same (stop, other, "place") && is_same (stop, other, "latitude"))
        return;
      if (has_moved (stop, other, &stop_keys))
        before = other;
    }
  if (before != NULL)
    forget_position (stop, before, &stop_keys);
}

void
atlas_mission_place (AtlasRecord *mission, AtlasRecord *old)
{
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (GPtrArray) old_stops = NULL;

  g_return_if_fail (mission != NULL && atlas_record_get_kind (mission) == &atlas_kind_mission);
  g_return_if_fail (old == NULL || atlas_record_get_kind (old) == &atlas_kind_mission);

  if (old != NULL && has_moved (mission, old, &base_keys))
    forget_position (mission, old, &base_keys);
  place_one (mission, &base_keys);

  if (!has (mission, "stops") || (old != NULL && is_same (mission, old, "stops")))
    return;
  stops = atlas_record_dup_items (mission, "stops");
  old_stops = old != NULL ? atlas_record_dup_items (old, "stops") : NULL;
  for (guint i = 0; i < stops->len; i++)
    {
      AtlasRecord *stop = g_ptr_array_index (stops, i);

      if (old_stops != NULL)
        forget_moved (stop, old_stops);
      place_one (stop, &stop_keys);
    }
  /* What can't be read as a list is left for the check to refuse. */
  if (stops->len > 0)
    atlas_record_set_items (mission, "stops", stops);
}

const char *
atlas_stop_get_timezone (AtlasRecord *stop)
{
  AtlasGeocode found;
  AtlasPlace place;

  g_return_val_if_fail (stop != NULL && atlas_record_get_kind (stop) == &atlas_kind_stop, NULL);

  if (has (stop, "timezone"))
    return atlas_record_get_text (stop, "timezone");
  return geocode (stop, &stop_keys, &found, &place) ? place.timezone : NULL;
}
