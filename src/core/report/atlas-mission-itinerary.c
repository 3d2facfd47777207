/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-itinerary.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-mission-audience.h"

typedef struct
{
  const char *name;
  double latitude, longitude;
  guint day;
} Point;

typedef struct
{
  AtlasRecord *mission;
  AtlasItinerary *itinerary;
  GArray *points; /* Point: the stops that are drawn, in order */
  Point base;
  gboolean has_base;
  gint64 first_day; /* Julian; 0: not known */
} Making;

static gboolean
has (AtlasRecord *record, const char *key)
{
  return atlas_record_has (record, atlas_kind_find_field (atlas_record_get_kind (record), key, -1));
}

/* The day that a time says by its own clocks, as a Julian day; 0 where it says none. */
static gint64
read_day (const char *text)
{
  GDate date;
  int year, month, day;

  if (text == NULL || strlen (text) < 10 || !atlas_date_is_valid (text, 10))
    return 0;
  year = (int) g_ascii_strtoll (text, NULL, 10);
  month = (int) g_ascii_strtoll (text + 5, NULL, 10);
  day = (int) g_ascii_strtoll (text + 8, NULL, 10);
  if (year < 1)
    return 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

static guint
count_day (const Making *self, const char *time, guint before)
{
  gint64 day = read_day (time);

  return day == 0 || self->first_day == 0 || day < self->first_day ? before : (guint) (day - self->first_day);
}

/* The first day that anything says. */
static gint64
find_first_day (AtlasRecord *mission, GPtrArray *stops, GPtrArray *legs)
{
  gint64 first = read_day (atlas_record_get_text (mission, "start"));

  for (guint i = 0; first == 0 && i < legs->len; i++)
    first = read_day (atlas_record_get_text (g_ptr_array_index (legs, i), "departure"));
  for (guint i = 0; first == 0 && i < stops->len; i++)
    first = read_day (atlas_record_get_text (g_ptr_array_index (stops, i), "arrival"));
  return first;
}

/* The one place in which a travel mode as it stands in records becomes one as it is drawn. */
static AtlasLegMode
read_mode (AtlasRecord *leg)
{
  const char *mode = atlas_record_get_text (leg, "mode");

  return g_strcmp0 (mode, "fly") == 0     ? ATLAS_LEG_FLY
         : g_strcmp0 (mode, "train") == 0 ? ATLAS_LEG_TRAIN
                                          : ATLAS_LEG_DRIVE;
}

static void
add_base (Making *self)
{
  const char *name = atlas_record_get_text (self->mission, "base.place");

  if (!has (self->mission, "base.latitude") || !has (self->mission, "base.longitude"))
    return;
  self->has_base = TRUE;
  self->base = (Point){ name, atlas_record_get_real (self->mission, "base.latitude"),
                        atlas_record_get_real (self->mission, "base.longitude"), 0 };
  atlas_itinerary_set_base (self->itinerary, name != NULL ? name : "", self->base.latitude,
                            self->base.longitude);
}

static void
add_stops (Making *self, GPtrArray *stops)
{
  guint day = 0;

  for (guint i = 0; i < stops->len; i++)
    {
      AtlasRecord *stop = g_ptr_array_index (stops, i);
      const char *name = atlas_record_get_text (stop, "place");
      AtlasItineraryStop drawn;
      Point point;

      day = count_day (self, atlas_record_get_text (stop, "arrival"), day);
      if (!atlas_stop_is_placed (stop))
        continue;
      point = (Point){ name, atlas_record_get_real (stop, "latitude"),
                       atlas_record_get_real (stop, "longitude"), day };
      drawn = (AtlasItineraryStop){
        .name = name != NULL ? name : "",
        .latitude = point.latitude,
        .longitude = point.longitude,
        .radius_km = atlas_stop_get_radius (stop),
        .day = day,
        .people = has (stop, "expected") ? atlas_record_get_integer (stop, "expected") : -1,
        .pinned = g_strcmp0 (atlas_record_get_text (stop, "pinned"), "yes") == 0,
      };
      atlas_itinerary_add_stop (self->itinerary, &drawn);
      g_array_append_val (self->points, point);
    }
}

/* A stop of that name, the first at or after @from, else any; the base else. NULL where there is none. */
static const Point *
find_point (const Making *self, const char *name, guint from)
{
  const Point *found = NULL;

  for (guint i = 0; name != NULL && i < self->points->len; i++)
    {
      const Point *point = &g_array_index (self->points, Point, i);

      if (g_strcmp0 (point->name, name) == 0 && (found == NULL || i <= from))
        found = point;
    }
  if (found == NULL && self->has_base && name != NULL && g_strcmp0 (self->base.name, name) == 0)
    found = &self->base;
  return found;
}

static void
add_leg (Making *self, const Point *from, const Point *to, guint day, AtlasLegMode mode)
{
  const AtlasItineraryLeg leg = { from->latitude, from->longitude, to->latitude, to->longitude, day, mode };

  atlas_itinerary_add_leg (self->itinerary, &leg);
}

static void
add_legs (Making *self, GPtrArray *legs)
{
  guint day = 0, at = 0;

  for (guint i = 0; i < legs->len; i++)
    {
      AtlasRecord *leg = g_ptr_array_index (legs, i);
      const Point *from = find_point (self, atlas_record_get_text (leg, "from"), at);
      const Point *to = find_point (self, atlas_record_get_text (leg, "to"), at + 1);

      day = count_day (self, atlas_record_get_text (leg, "departure"), day);
      if (from == NULL || to == NULL)
        continue;
      if (to != &self->base)
        at = (guint) (to - &g_array_index (self->points, Point, 0));
      add_leg (self, from, to, day, read_mode (leg));
    }
}

static void
join_stops (Making *self)
{
  const Point *before = self->has_base ? &self->base : NULL;

  for (guint i = 0; i < self->points->len; i++)
    {
      const Point *point = &g_array_index (self->points, Point, i);

      if (before != NULL)
        add_leg (self, before, point, point->day, ATLAS_LEG_DRIVE);
      before = point;
    }
  if (self->has_base && before != &self->base)
    add_leg (self, before, &self->base, before->day, ATLAS_LEG_DRIVE);
}

AtlasItinerary *
atlas_itinerary_new_for_mission (AtlasRecord *mission)
{
  Making self = { .mission = mission };
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (GPtrArray) legs = NULL;
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (Point));

  g_return_val_if_fail (mission != NULL && atlas_record_get_kind (mission) == &atlas_kind_mission, NULL);

  stops = atlas_record_dup_items (mission, "stops");
  legs = atlas_record_dup_items (mission, "legs");
  self.itinerary = atlas_itinerary_new ();
  self.points = points;
  self.first_day = find_first_day (mission, stops, legs);
  add_base (&self);
  add_stops (&self, stops);
  if (legs->len > 0)
    add_legs (&self, legs);
  else
    join_stops (&self);
  return self.itinerary;
}
