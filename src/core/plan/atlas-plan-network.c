/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-network.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "atlas-distance.h"
#include "atlas-gazetteer.h"

/* Timetables go by five minutes. */
#define GRAIN 5

/* On an island, or where there are no roads between towns, one drives no farther, kilometres. */
#define ISLAND_KM 150

/* Where no road leads to, by region: the islands; Nunavut has no road between any two towns. */
static const struct
{
  const char *region;
  guint8 landmass;
} cut_off[] = { { "US-HI", 1 }, { "US-PR", 2 }, { "CA-NU", 3 } };

static void
add_days (AtlasPlanNetwork *self)
{
  const AtlasPlanRequest *request = self->request;
  guint in_row = 0;

  self->is_open = g_new (gboolean, self->n_days);
  for (guint day = 0; day < self->n_days; day++)
    {
      GDate date = self->first;
      gboolean open;

      g_date_add_days (&date, day);
      open = (request->rest_weekdays >> (g_date_get_weekday (&date) - 1) & 1) == 0 &&
             (request->rest_after == 0 || in_row < request->rest_after);
      in_row = open ? in_row + 1 : 0;
      self->is_open[day] = open;
    }
}

/* When each day begins and ends by the clocks of a zone; summer time may begin in between. */
static guint16
add_zone (AtlasPlanNetwork *self, const char *name)
{
  GTimeZone *zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;
  gpointer known;

  if (zone == NULL)
    zone = g_time_zone_new_utc ();
  for (guint day = 0; day < self->n_days; day++)
    {
      GDate date = self->first;
      g_autoptr (GDateTime) noon = NULL;
      int offset, opens, closes;

      g_date_add_days (&date, day);
      noon = g_date_time_new (zone, g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date),
                              12, 0, 0);
      offset = (int) (g_date_time_get_utc_offset (noon) / G_TIME_SPAN_MINUTE);
      opens = (int) day * 1440 + (int) lround (self->request->day_start * 60) - offset;
      closes = (int) day * 1440 + (int) lround (self->request->day_end * 60) - offset;
      g_array_append_val (self->opens, opens);
      g_array_append_val (self->closes, closes);
    }
  g_ptr_array_add (self->zones, zone);
  known = GUINT_TO_POINTER (self->zones->len);
  g_hash_table_insert (self->zone_names, g_strdup (name != NULL ? name : ""), known);
  return (guint16) (self->zones->len - 1);
}

static guint16
find_zone (AtlasPlanNetwork *self, const char *name)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->zone_names, name != NULL ? name : ""));

  return known > 0 ? (guint16) (known - 1) : add_zone (self, name);
}

static inline gint64
make_pair (int from, int to)
{
  return (gint64) from * G_MAXINT16 + to;
}

static gint64 *
make_key (guint from, guint to)
{
  gint64 key = make_pair ((int) from, (int) to);

  return g_memdup2 (&key, sizeof key);
}

/* What is told one way only holds for the way back too. */
static void
add_distances (AtlasPlanNetwork *self)
{
  const GArray *rows = self->request->distances;

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < rows->len; i++)
      {
        AtlasPlanDistance *row = &g_array_index (rows, AtlasPlanDistance, i);
        g_autofree gint64 *key = pass == 0 ? make_key (row->from, row->to) : make_key (row->to, row->from);

        if (pass == 0 || !g_hash_table_contains (self->distances, key))
          g_hash_table_insert (self->distances, g_steal_pointer (&key), row);
      }
}

AtlasPlanNetwork *
atlas_plan_network_new (const AtlasPlanRequest *request, guint n_days)
{
  AtlasPlanNetwork *self = g_new0 (AtlasPlanNetwork, 1);

  self->request = request;
  self->n_days = n_days;
  g_date_clear (&self->first, 1);
  g_date_set_dmy (&self->first, (GDateDay) atoi (request->from + 8), (GDateMonth) atoi (request->from + 5),
                  (GDateYear) atoi (request->from));
  self->stop_minutes = (guint) ceil (request->stop_hours * 60);
  self->zones = g_ptr_array_new_with_free_func ((GDestroyNotify) g_time_zone_unref);
  self->zone_names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->opens = g_array_new (FALSE, FALSE, sizeof (int));
  self->closes = g_array_new (FALSE, FALSE, sizeof (int));
  self->distances = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  add_days (self);
  add_distances (self);
  atlas_plan_network_make_node (self, request->base->latitude, request->base->longitude,
                                request->base->region, request->base->timezone, &self->base);
  self->base.is_home = TRUE;
  return self;
}

void
atlas_plan_network_free (AtlasPlanNetwork *self)
{
  g_free (self->is_open);
  g_ptr_array_unref (self->zones);
  g_hash_table_unref (self->zone_names);
  g_array_unref (self->opens);
  g_array_unref (self->closes);
  g_hash_table_unref (self->distances);
  g_free (self);
}

void
atlas_plan_network_make_node (AtlasPlanNetwork *self,
                              double latitude,
                              double longitude,
                              const char *region,
                              const char *timezone,
                              AtlasPlanNode *node)
{
  double phi = latitude * (G_PI / 180), lambda = longitude * (G_PI / 180);

  *node = (AtlasPlanNode){
    .latitude = latitude,
    .longitude = longitude,
    .x = cos (phi) * cos (lambda),
    .y = cos (phi) * sin (lambda),
    .z = sin (phi),
    .zone = find_zone (self, timezone != NULL ? timezone : self->request->base->timezone),
    .spot = -1,
  };
  for (guint i = 0; region != NULL && i < G_N_ELEMENTS (cut_off); i++)
    if (strcmp (region, cut_off[i].region) == 0)
      node->landmass = cut_off[i].landmass;
  for (guint i = 0; i < self->request->spots->len; i++)
    if (atlas_plan_spot_is_at (g_ptr_array_index (self->request->spots, i), latitude, longitude))
      {
        node->spot = (gint16) i;
        break;
      }
  node->is_home = atlas_plan_node_get_km (node, &self->base) <= ATLAS_PLACE_NEAR_KM;
}

int
atlas_plan_network_get_day (const AtlasPlanNetwork *self, const char *date)
{
  GDate day;

  if (date == NULL)
    return -1;
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) atoi (date + 8), (GDateMonth) atoi (date + 5), (GDateYear) atoi (date));
  return g_date_days_between (&self->first, &day);
}

GDateTime *
atlas_plan_network_get_time (const AtlasPlanNetwork *self, guint zone, int minutes)
{
  g_autoptr (GDateTime) origin = g_date_time_new_utc (
    g_date_get_year (&self->first), g_date_get_month (&self->first), g_date_get_day (&self->first), 0, 0, 0);
  g_autoptr (GDateTime) instant = g_date_time_add_minutes (origin, minutes);

  return g_date_time_to_timezone (instant, g_ptr_array_index (self->zones, zone));
}

double
atlas_plan_node_get_km (const AtlasPlanNode *a, const AtlasPlanNode *b)
{
  double dx = a->x - b->x, dy = a->y - b->y, dz = a->z - b->z;

  return 2 * ATLAS_EARTH_RADIUS_KM * asin (MIN (sqrt (dx * dx + dy * dy + dz * dz) / 2, 1));
}

/* What takes longer than any mission takes as long as that: files may say anything. */
static guint
to_minutes (double hours)
{
  hours = MIN (hours, 24.0 * 4 * ATLAS_PLAN_MAX_DAYS);
  return (guint) ceil (hours * 60 / GRAIN - 1e-9) * GRAIN;
}

static gboolean
has_road (const AtlasPlanNode *from, const AtlasPlanNode *to, double km)
{
  return from->landmass == to->landmass && (from->landmass == 0 || km <= ISLAND_KM);
}

static gboolean
measure_own (const AtlasPlanNetwork *self,
             const AtlasPlanNode *from,
             const AtlasPlanNode *to,
             AtlasPlanWay *way)
{
  const AtlasPlanRequest *request = self->request;
  const AtlasPlanDistance *row = NULL;

  if (from->spot >= 0 && to->spot >= 0)
    {
      gint64 key = make_pair (from->spot, to->spot);

      row = g_hash_table_lookup (self->distances, &key);
    }
  if (row == NULL)
    return FALSE;
  way->mode = row->mode;
  way->km = row->km;
  way->minutes = to_minutes (row->hours);
  if (!isnan (row->cost))
    way->cost = row->cost;
  else if (row->mode == ATLAS_LEG_FLY)
    way->cost = request->price_flight + request->price_flight_km * row->km;
  else
    way->cost = request->price_km * row->km;
  return TRUE;
}

gboolean
atlas_plan_network_measure (const AtlasPlanNetwork *self,
                            const AtlasPlanNode *from,
                            const AtlasPlanNode *to,
                            AtlasPlanWay *way)
{
  const AtlasPlanRequest *request = self->request;
  double km, road_km;
  gboolean road, drive;
  guint by_road, by_air;

  if (measure_own (self, from, to, way))
    return TRUE;

  km = atlas_plan_node_get_km (from, to);
  if (km < ATLAS_PLAN_SAME_KM)
    {
      *way = (AtlasPlanWay){ ATLAS_LEG_DRIVE, 0, 0, 0 };
      return TRUE;
    }
  road_km = km * request->detour;
  road = has_road (from, to, km);
  by_road = to_minutes (road_km / request->drive_kmh + request->drive_overhead);
  by_air = to_minutes (km / request->fly_kmh + request->fly_overhead);
  if (request->travel == ATLAS_PLAN_DRIVE)
    drive = TRUE;
  else if (request->travel == ATLAS_PLAN_FLY)
    drive = km < request->fly_from_km;
  else
    drive = road_km <= request->drive_km_day && by_road <= (request->day_end - request->day_start) * 60;

  if (drive && road)
    *way = (AtlasPlanWay){ ATLAS_LEG_DRIVE, by_road, road_km, road_km * request->price_km };
  else if (request->travel != ATLAS_PLAN_DRIVE)
    *way = (AtlasPlanWay){ ATLAS_LEG_FLY, by_air, km, request->price_flight + km * request->price_flight_km };
  else
    return FALSE;
  return TRUE;
}
