/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-event-draft.h"

#include "atlas-date.h"
#include "atlas-field-words.h"
#include "atlas-gazetteer.h"
#include "atlas-region.h"

/* How far the nearest place may be whose clocks count. */
#define NEAR_KM 500

#define WEEKDAY  2 /* Tuesday */
#define HOUR     18
#define DURATION 2 /* hours */

static const char *
get_zone_at (double latitude, double longitude)
{
  AtlasPlace place;

  return atlas_gazetteer_get_place (atlas_gazetteer_nearest (latitude, longitude, NEAR_KM), &place)
           ? place.timezone
           : NULL;
}

/* Of a region with several zones, that of its largest place. */
static const char *
get_zone_of (guint region)
{
  const char *zone = NULL;
  guint most = 0;

  for (guint i = 0; i < atlas_gazetteer_get_n_places (); i++)
    {
      AtlasPlace place;

      if (atlas_gazetteer_get_place (i, &place) && place.region == region && place.timezone != NULL &&
          (zone == NULL || place.population > most))
        {
          zone = place.timezone;
          most = place.population;
        }
    }
  return zone;
}

/* The name of the time zone where it takes place; NULL: nothing tells. */
static const char *
find_zone (AtlasRecord *event)
{
  const char *city = atlas_record_get_text (event, "address.city");
  const char *code = atlas_record_get_text (event, "address.region");
  guint region = code ? atlas_region_find (code, -1) : ATLAS_REGION_NONE;
  AtlasPlace place;

  if (atlas_record_has (event, atlas_kind_find_field (&atlas_kind_event, "location.latitude", -1)) &&
      atlas_record_has (event, atlas_kind_find_field (&atlas_kind_event, "location.longitude", -1)))
    return get_zone_at (atlas_record_get_real (event, "location.latitude"),
                        atlas_record_get_real (event, "location.longitude"));
  if (region == ATLAS_REGION_NONE)
    return NULL;
  if (city != NULL && atlas_gazetteer_get_place (atlas_gazetteer_find (city, -1, region), &place))
    return place.timezone;
  return get_zone_of (region);
}

static void
set_time (AtlasRecord *event, const char *key, GDateTime *time)
{
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z");

  atlas_record_set_text (event, key, text);
}

static void
set_times (AtlasRecord *event)
{
  const char *name = atlas_record_get_text (event, "timezone");
  g_autoptr (GTimeZone) named = name ? g_time_zone_new_identifier (name) : NULL;
  g_autoptr (GTimeZone) zone = named ? g_steal_pointer (&named) : g_time_zone_new_local ();
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (atlas_timestamp_now_seconds ());
  g_autoptr (GDateTime) now = g_date_time_to_timezone (utc, zone);
  int days = (WEEKDAY - g_date_time_get_day_of_week (now) + 6) % 7 + 1;
  g_autoptr (GDateTime) day = g_date_time_add_days (now, days);
  g_autoptr (GDateTime) start =
    g_date_time_new (zone, g_date_time_get_year (day), g_date_time_get_month (day),
                     g_date_time_get_day_of_month (day), HOUR, 0, 0);
  g_autoptr (GDateTime) end = g_date_time_add_hours (start, DURATION);

  set_time (event, "start", start);
  set_time (event, "end", end);
}

static void
set_field (AtlasRecord *event, const char *key, const char *text)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_event, key, -1);
  g_auto (AtlasValue) value = { 0 };
  g_autoptr (GError) error = NULL;

  if (field != NULL && atlas_field_words_parse (field, text, event, &value, &error))
    {
      atlas_value_clear (atlas_record_edit_value (event, field));
      atlas_value_copy (&value, atlas_record_edit_value (event, field));
    }
  else
    g_info ("A new event begins without its %s: %s", key, error ? error->message : "there is no such field");
}

AtlasRecord *
atlas_event_draft_new (GHashTable *fields)
{
  AtlasRecord *event = atlas_record_new (&atlas_kind_event);
  GHashTableIter iter;
  const char *key, *text;

  /* Times last: they are read by the zone. */
  if (fields != NULL)
    {
      g_hash_table_iter_init (&iter, fields);
      while (g_hash_table_iter_next (&iter, (gpointer *) &key, (gpointer *) &text))
        if (!g_str_equal (key, "start") && !g_str_equal (key, "end"))
          set_field (event, key, text);
    }

  if (atlas_record_get_text (event, "timezone") == NULL)
    {
      g_autoptr (GTimeZone) local = g_time_zone_new_local ();
      const char *zone = find_zone (event);

      atlas_record_set_text (event, "timezone", zone ? zone : g_time_zone_get_identifier (local));
    }
  if (atlas_record_get_text (event, "status") == NULL)
    atlas_record_set_text (event, "status", "planned");
  set_times (event);
  for (guint i = 0; fields != NULL && i < 2; i++)
    {
      static const char *const times[] = { "start", "end" };

      text = g_hash_table_lookup (fields, times[i]);
      if (text != NULL)
        set_field (event, times[i], text);
    }
  return event;
}

void
atlas_event_draft_prepare_copy (AtlasRecord *copy)
{
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (copy != NULL && atlas_record_get_kind (copy) == &atlas_kind_event);

  items = atlas_record_dup_items (copy, "attendance");
  for (guint i = 0; i < items->len; i++)
    atlas_record_set_text (g_ptr_array_index (items, i), "status", "invited");
  atlas_record_set_items (copy, "attendance", items);
  atlas_record_set_text (copy, "status", "planned");
}
