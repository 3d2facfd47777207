/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "atlas-leg-mode.h"

G_BEGIN_DECLS

/* What a mission is asked to be, before it is planned: a plain description that can be copied, kept as JSON
 * and planned anew. Kilometres, hours, degrees (WGS 84); money is of one currency, for the whole team. */

/**
 * AtlasPlanTravel:
 * @ATLAS_PLAN_DRIVE: by road only, over several days where it is far
 * @ATLAS_PLAN_FLY: by air, but for legs of less than fly_from_km, which are driven
 * @ATLAS_PLAN_MIXED: what can be driven in a day is driven, what is farther is flown
 */
typedef enum
{
  ATLAS_PLAN_DRIVE,
  ATLAS_PLAN_FLY,
  ATLAS_PLAN_MIXED,
} AtlasPlanTravel;

/** (array zero-terminated=1): "drive", "fly", "mixed". */
extern const char *const atlas_plan_travel_names[];

/**
 * AtlasPlanSpot:
 * @name: as it is shown
 * @region: (nullable): ISO 3166-2
 * @country: (nullable): alpha-2
 * @timezone: (nullable): IANA
 *
 * A place of the gazetteer or any position on the map.
 */
typedef struct
{
  char *name;
  char *region;
  char *country;
  char *timezone;
  double latitude, longitude;
} AtlasPlanSpot;

AtlasPlanSpot *atlas_plan_spot_new_for_place (guint place);

/** @name: (nullable): NULL: the position in figures. Its zone and region are those of the place that is
 * nearest. */
AtlasPlanSpot *atlas_plan_spot_new (const char *name, double latitude, double longitude);

/** From what people write: "Toronto, ON", "K1A 0B1", "43.65,-79.38". (transfer full): NULL with
 * %G_IO_ERROR_INVALID_ARGUMENT, which lists the places that it could be */
AtlasPlanSpot *atlas_plan_spot_parse (const char *text, GError **error);
AtlasPlanSpot *atlas_plan_spot_copy (const AtlasPlanSpot *self);
void atlas_plan_spot_free (AtlasPlanSpot *self);

/** Whether both mean one place: less than a kilometre apart. */
gboolean atlas_plan_spot_is_at (const AtlasPlanSpot *self, double latitude, double longitude);

/** "Toronto, CA-ON". (transfer full) */
char *atlas_plan_spot_dup_label (const AtlasPlanSpot *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPlanSpot, atlas_plan_spot_free)

/** A stop that there must be. @date: (nullable): on which day, "YYYY-MM-DD" */
typedef struct
{
  AtlasPlanSpot *spot;
  char *date;
} AtlasPlanPin;

/** @spot: (transfer full) */
AtlasPlanPin *atlas_plan_pin_new (AtlasPlanSpot *spot, const char *date);
void atlas_plan_pin_free (AtlasPlanPin *self);

/**
 * AtlasPlanDistance:
 * @from, @to: indices of the table's spots
 * @hours: from door to door
 * @cost: NaN: as prices have it
 *
 * A leg as somebody measured it.
 */
typedef struct
{
  guint from, to;
  double km, hours, cost;
  AtlasLegMode mode;
} AtlasPlanDistance;

/**
 * AtlasPlanRequest:
 * @audience: (nullable): a query for members; NULL: all
 * @from, @to: first and last day, "YYYY-MM-DD"; the team leaves the base on or after the one and is back on
 * or before the other
 * @radius_km: how far people come to a stop, great circle
 * @max_stops: 0: as many as fit
 * @detour: by road it is so many times the great circle
 * @drive_km_day: at most, on one day
 * @drive_overhead: hours for loading and parking, each leg
 * @fly_overhead: hours at and to airports, each leg
 * @fly_from_km: great circle: what is nearer is driven though one flies
 * @stop_hours: at each stop
 * @day_start, @day_end: hours of the local day between which the team travels and works: 8.5 is half past
 * eight
 * @rest_weekdays: bit 0 is Monday: days without travel or stop
 * @rest_after: after so many days in a row comes a day of rest; 0: none
 * @budget: 0: any
 * @not_met_days: who was met within so many days before today counts less; 0: no matter
 * @met_weight: how much less: 0.25 is a quarter of one who was not met; 0..1
 * @balance: how much a fair balance of women and men is worth: so many people for each pair of a woman and a
 * man; 0: nothing
 * @contactable: only people who agreed to be contacted by some channel and neither moved away nor died
 * @pinned: (element-type AtlasPlanPin), @barred: (element-type AtlasPlanSpot)
 * @fixed_order: pinned stops come in the order of their list
 * @spots: (element-type AtlasPlanSpot), @distances: (element-type AtlasPlanDistance): a table of one's own;
 * where it tells one way, it is taken for the way back too
 */
typedef struct
{
  char *audience;
  AtlasPlanSpot *base;
  char *from, *to;
  double radius_km;
  guint max_stops;

  AtlasPlanTravel travel;
  double detour, drive_kmh, drive_km_day, drive_overhead;
  double fly_kmh, fly_overhead, fly_from_km;

  char *currency;
  double price_km, price_flight, price_flight_km, price_night;
  double budget;

  double stop_hours, day_start, day_end;
  guint rest_weekdays, rest_after;

  guint not_met_days;
  double met_weight, balance;
  gboolean contactable;

  GPtrArray *pinned;
  GPtrArray *barred;
  gboolean fixed_order;

  GPtrArray *spots;
  GArray *distances;
} AtlasPlanRequest;

#define ATLAS_PLAN_MAX_DAYS  92
#define ATLAS_PLAN_MAX_STOPS 60

/** With what is usual, without base and days. */
AtlasPlanRequest *atlas_plan_request_new (void);
AtlasPlanRequest *atlas_plan_request_copy (const AtlasPlanRequest *self);
void atlas_plan_request_free (AtlasPlanRequest *self);

/** The days from first to last; 0 where they are none. */
guint atlas_plan_request_get_n_days (const AtlasPlanRequest *self);

/** Whether it can be planned. FALSE with %G_IO_ERROR_INVALID_ARGUMENT, whose message names the field. */
gboolean atlas_plan_request_check (const AtlasPlanRequest *self, GError **error);

/** Whether both ask for the same people at the same reach, so that one AtlasPlanProblem serves both. */
gboolean atlas_plan_request_same_people (const AtlasPlanRequest *a, const AtlasPlanRequest *b);

/** Whether both ask for the same in all. */
gboolean atlas_plan_request_equal (const AtlasPlanRequest *a, const AtlasPlanRequest *b);

/** (transfer full): an object; what is read back from it is equal */
JsonNode *atlas_plan_request_to_json (const AtlasPlanRequest *self);

/** (transfer full): keys that are missing keep what is usual, unknown ones are passed over. NULL with
 * %G_IO_ERROR_INVALID_DATA, whose message names the key. */
AtlasPlanRequest *atlas_plan_request_from_json (JsonNode *node, GError **error);

/**
 * atlas_plan_request_read_distances:
 * @name: the file's, for messages
 *
 * Reads a table `from,to,km,hours[,cost][,mode]` with headings, columns in any order, any separator. Places
 * are written as atlas_plan_spot_parse() takes them. What was there before is gone.
 *
 * Returns: FALSE with an error that names file, line and column
 */
gboolean atlas_plan_request_read_distances (
  AtlasPlanRequest *self, GInputStream *stream, const char *name, GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPlanRequest, atlas_plan_request_free)

G_END_DECLS
