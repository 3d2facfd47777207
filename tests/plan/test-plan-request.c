/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-geodata.h"
#include "atlas-plan-schedule.h"
#include "plan-test-support.h"

/* What is asked for, and the timetables made of it. */

static AtlasPlanSpot *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  AtlasPlanSpot *spot = atlas_plan_spot_parse (text, &error);

  g_assert_no_error (error);
  return spot;
}

static void
test_spots (void)
{
  g_autoptr (AtlasPlanSpot) town = parse ("Toronto, ON");
  g_autoptr (AtlasPlanSpot) position = parse ("49.9, -97.14");
  g_autoptr (AtlasPlanSpot) code = parse ("K1A 0B1");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (town->name, ==, "Toronto");
  g_assert_cmpstr (town->region, ==, "CA-ON");
  g_assert_cmpstr (town->timezone, ==, "America/Toronto");
  g_assert_cmpstr (position->region, ==, "CA-MB");
  g_assert_cmpstr (position->timezone, ==, "America/Winnipeg");
  g_assert_cmpstr (code->name, ==, "K1A 0B1");
  g_assert_null (atlas_plan_spot_parse ("Springfield", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_clear_error (&error);
  g_assert_null (atlas_plan_spot_parse ("Nowhere at all", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
}

static const char table[] = "\xef\xbb\xbfto;from;hours;km;cost;mode\n"
                            "Toronto, ON;Ottawa, ON;4,5;450;;train\n"
                            "Ottawa, ON;Kingston, ON;2;200;30;\n";

static gboolean
read_table (AtlasPlanRequest *request, const char *text, GError **error)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (text, -1, NULL);

  return atlas_plan_request_read_distances (request, stream, "own.csv", NULL, error);
}

static void
test_json (void)
{
  g_autoptr (AtlasPlanRequest) request = make_request ("Ottawa, ON", 5);
  g_autoptr (AtlasPlanRequest) back = NULL;
  g_autoptr (AtlasPlanRequest) copy = NULL;
  g_autoptr (JsonNode) json = NULL;
  g_autoptr (JsonNode) again = NULL;
  g_autoptr (JsonNode) copied = NULL;
  g_autoptr (GError) error = NULL;

  request->audience = g_strdup ("sex:female \"é\"");
  request->travel = ATLAS_PLAN_DRIVE;
  request->budget = 1234.5;
  request->rest_weekdays = 65;
  request->contactable = FALSE;
  request->fixed_order = TRUE;
  g_ptr_array_add (request->pinned, atlas_plan_pin_new (parse ("Kingston, ON"), "2026-12-02"));
  g_ptr_array_add (request->barred, parse ("45.2,-75.9"));
  g_assert_true (read_table (request, table, &error));
  g_assert_no_error (error);
  json = atlas_plan_request_to_json (request);
  back = atlas_plan_request_from_json (json, &error);
  g_assert_no_error (error);
  again = atlas_plan_request_to_json (back);
  g_assert_true (json_node_equal (json, again));
  copy = atlas_plan_request_copy (request);
  copied = atlas_plan_request_to_json (copy);
  g_assert_true (json_node_equal (json, copied));
  g_assert_true (atlas_plan_request_same_people (request, copy));
  copy->radius_km++;
  g_assert_false (atlas_plan_request_same_people (request, copy));
}

static void
test_bad_json (void)
{
  static const struct
  {
    const char *json, *key;
  } cases[] = {
    { "[]", "{" },
    { "{\"radius_km\":\"far\"}", "radius_km" },
    { "{\"max_stops\":-1}", "max_stops" },
    { "{\"max_stops\":1.5}", "max_stops" },
    { "{\"mode\":\"swim\"}", "mode" },
    { "{\"base\":{}}", "latitude" },
    { "{\"base\":7}", "base" },
    { "{\"pinned\":{}}", "pinned" },
    { "{\"pinned\":[{\"latitude\":45,\"longitude\":-75,\"date\":3}]}", "date" },
    { "{\"barred\":[{\"latitude\":95,\"longitude\":-75}]}", "latitude" },
    { "{\"spots\":[],\"distances\":[{\"from\":0,\"to\":0,\"km\":1,\"hours\":1}]}", "distances" },
    { "{\"contactable\":1}", "contactable" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) node = json_from_string (cases[i].json, NULL);

      g_assert_null (atlas_plan_request_from_json (node, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_assert_nonnull (strstr (error->message, cases[i].key));
    }
}

static void
assert_refused (AtlasPlanRequest *request, const char *part)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (atlas_plan_request_check (request, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  g_assert_nonnull (strstr (error->message, part));
}

static void
test_check (void)
{
  g_autoptr (AtlasPlanRequest) request = make_request ("Ottawa, ON", 5);

  g_assert_true (atlas_plan_request_check (request, NULL));
  g_assert_cmpuint (atlas_plan_request_get_n_days (request), ==, 5);
  request->radius_km = NAN;
  assert_refused (request, "kilometres");
  request->radius_km = 50;
  request->stop_hours = 13;
  assert_refused (request, "too short");
  request->stop_hours = 3;
  request->rest_weekdays = 127;
  assert_refused (request, "rest");
  request->rest_weekdays = 0;
  g_ptr_array_add (request->pinned, atlas_plan_pin_new (parse ("Kingston, ON"), "2026-12-09"));
  assert_refused (request, "Kingston");
  g_ptr_array_set_size (request->pinned, 0);
  g_free (request->to);
  request->to = g_strdup ("2026-11-30");
  assert_refused (request, "before");
  g_free (request->to);
  request->to = g_strdup ("2027-11-30");
  assert_refused (request, "365");
  g_free (request->to);
  request->to = g_strdup ("2026-02-30");
  assert_refused (request, "last day");
}

static void
test_distances (void)
{
  static const struct
  {
    const char *text, *part;
  } bad[] = {
    { "", "empty" },
    { "from,to,km\nOttawa,Kingston\n", "hours" },
    { "from,to,km,hours\n\"Ottawa, ON\",Nowhere at all,1,1\n", "line 2, to" },
    { "from,to,km,hours\n\"Ottawa, ON\",\"Toronto, ON\",x,1\n", "line 2, km" },
    { "from,to,km,hours\n\"Ottawa, ON\",\"Toronto, ON\",1,1\n\"Ottawa, ON\",\"Toronto, ON\",1,-1\n",
      "line 3, hours" },
    { "from,to,km,hours,mode\n\"Ottawa, ON\",\"Toronto, ON\",1,1,swim\n", "line 2, mode" },
  };
  g_autoptr (AtlasPlanRequest) request = make_request ("Ottawa, ON", 2);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) failure = NULL;

      g_assert_false (read_table (request, bad[i].text, &failure));
      g_assert_nonnull (failure);
      g_assert_nonnull (strstr (failure->message, "own.csv"));
      g_assert_nonnull (strstr (failure->message, bad[i].part));
    }
  g_assert_true (read_table (request, table, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (request->spots->len, ==, 3);
  g_assert_cmpuint (request->distances->len, ==, 2);
}

/* --- Timetables. */

typedef struct
{
  AtlasPlanRequest *request;
  AtlasPlanNetwork *network;
  AtlasPlanCall calls[4];
  guint n;
  AtlasPlanSchedule schedule;
  AtlasPlanVisit visits[5];
} Trip;

static void
trip_init (Trip *trip, const char *base, guint n_days, AtlasPlanTravel travel)
{
  *trip = (Trip){ .request = make_request (base, n_days) };
  trip->request->travel = travel;
}

static void
trip_clear (Trip *trip)
{
  atlas_plan_network_free (trip->network);
  atlas_plan_request_free (trip->request);
}

static void
trip_add (Trip *trip, const char *place, int day)
{
  g_autoptr (AtlasPlanSpot) spot = parse (place);
  AtlasPlanCall *call = &trip->calls[trip->n++];

  if (trip->network == NULL)
    trip->network = atlas_plan_network_new (trip->request, atlas_plan_request_get_n_days (trip->request));
  atlas_plan_network_make_node (trip->network, spot->latitude, spot->longitude, spot->region, spot->timezone,
                                &call->node);
  call->day = day;
  call->rank = -1;
}

static gboolean
trip_make (Trip *trip)
{
  const AtlasPlanCall *calls[4];

  for (guint i = 0; i < trip->n; i++)
    calls[i] = &trip->calls[i];
  return atlas_plan_schedule_make (trip->network, calls, trip->n,
                                   atlas_plan_request_get_n_days (trip->request), &trip->schedule,
                                   trip->visits);
}

static void
assert_time (const Trip *trip, const AtlasPlanNode *node, int minutes, const char *expected)
{
  g_autoptr (GDateTime) time = atlas_plan_network_get_time (trip->network, node->zone, minutes);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M%:z");

  g_assert_cmpstr (text, ==, expected);
}

/* Farther by road than a day: nights on the way; by air it is a morning. */
static void
test_far (void)
{
  Trip road, air;

  trip_init (&road, "Toronto, ON", 10, ATLAS_PLAN_DRIVE);
  trip_add (&road, "Winnipeg, MB", -1);
  g_assert_true (trip_make (&road));
  /* 1,503 km of great circle are 1,955 by road: 600 on each of three days, the rest on the fourth. */
  g_assert_cmpuint (road.visits[0].nights_way, ==, 3);
  g_assert_cmpfloat_with_epsilon (road.visits[0].way.km, 1.3 * 1503, 10);
  g_assert_cmpuint (road.visits[0].day, ==, 3);
  g_assert_cmpuint (road.visits[1].nights_way, ==, 3);
  g_assert_cmpuint (road.schedule.nights, ==, 6);
  trip_clear (&road);

  trip_init (&air, "Toronto, ON", 1, ATLAS_PLAN_MIXED);
  trip_add (&air, "Winnipeg, MB", -1);
  g_assert_false (trip_make (&air)); /* there and back is too much for a day */
  trip_clear (&air);

  trip_init (&air, "Toronto, ON", 2, ATLAS_PLAN_MIXED);
  trip_add (&air, "Winnipeg, MB", -1);
  g_assert_true (trip_make (&air));
  g_assert_cmpint (air.visits[0].way.mode, ==, ATLAS_LEG_FLY);
  /* Five hours and ten minutes in the air and at airports, an hour of which the clocks give back. */
  assert_time (&air, &air.calls[0].node, air.visits[0].begins, "2026-12-01T12:10-06:00");
  assert_time (&air, &air.calls[0].node, air.visits[0].ends, "2026-12-01T15:10-06:00");
  g_assert_cmpuint (air.visits[0].nights_after, ==, 1);
  assert_time (&air, &air.network->base, air.visits[1].arrives, "2026-12-02T14:10-05:00");
  trip_clear (&air);
}

/* On a given day one leaves the base only for that day. */
static void
test_fixed_day (void)
{
  Trip trip;

  trip_init (&trip, "Ottawa, ON", 5, ATLAS_PLAN_MIXED);
  trip_add (&trip, "Kingston, ON", 3);
  g_assert_true (trip_make (&trip));
  g_assert_cmpuint (trip.schedule.nights, ==, 0);
  assert_time (&trip, &trip.network->base, trip.visits[0].sets_out, "2026-12-04T08:00-05:00");
  /* A second one on a day before can't be. */
  trip_add (&trip, "Montréal, QC", 1);
  g_assert_false (trip_make (&trip));
  trip_clear (&trip);
}

static void
test_rest (void)
{
  Trip trip;

  /* The fifth of December 2026 is a Saturday. */
  trip_init (&trip, "Ottawa, ON", 8, ATLAS_PLAN_MIXED);
  trip.request->rest_weekdays = 1 << 5 | 1 << 6;
  trip_add (&trip, "Kingston, ON", 3);
  trip_add (&trip, "Toronto, ON", -1);
  trip_add (&trip, "London, ON", -1);
  g_assert_true (trip_make (&trip));
  g_assert_cmpuint (trip.visits[0].day, ==, 3);
  g_assert_cmpuint (trip.visits[1].day, ==, 6);
  g_assert_cmpuint (trip.schedule.nights, >=, 3);
  trip_clear (&trip);
}

/* What somebody measured counts, both ways; what no road leads to is flown to or not at all. */
static void
test_ways (void)
{
  Trip trip;

  trip_init (&trip, "Ottawa, ON", 3, ATLAS_PLAN_DRIVE);
  g_assert_true (read_table (trip.request, table, NULL));
  trip_add (&trip, "Toronto, ON", -1);
  g_assert_true (trip_make (&trip));
  g_assert_cmpint (trip.visits[0].way.mode, ==, ATLAS_LEG_TRAIN);
  g_assert_cmpuint (trip.visits[0].way.minutes, ==, 270);
  g_assert_cmpfloat (trip.visits[1].way.km, ==, 450);
  trip_add (&trip, "Kingston, ON", -1);
  g_assert_true (trip_make (&trip));
  g_assert_cmpfloat (trip.visits[2].way.cost, ==, 30);
  trip_clear (&trip);

  trip_init (&trip, "Ottawa, ON", 9, ATLAS_PLAN_DRIVE);
  trip_add (&trip, "Iqaluit, NU", -1);
  g_assert_false (trip_make (&trip));
  trip_clear (&trip);
  trip_init (&trip, "Ottawa, ON", 9, ATLAS_PLAN_MIXED);
  trip_add (&trip, "Iqaluit, NU", -1);
  g_assert_true (trip_make (&trip));
  trip.request->budget = 100;
  g_assert_false (trip_make (&trip));
  trip_clear (&trip);
}

/* Clocks go forward on 14 March 2027: the day begins at eight all the same. */
static void
test_summer_time (void)
{
  Trip trip;

  trip_init (&trip, "Ottawa, ON", 1, ATLAS_PLAN_MIXED);
  g_free (trip.request->from);
  g_free (trip.request->to);
  trip.request->from = g_strdup ("2027-03-13");
  trip.request->to = g_strdup ("2027-03-15");
  trip_add (&trip, "Kingston, ON", 0);
  trip_add (&trip, "Toronto, ON", 1);
  g_assert_true (trip_make (&trip));
  assert_time (&trip, &trip.network->base, trip.visits[0].sets_out, "2027-03-13T08:00-05:00");
  g_assert_cmpuint (trip.visits[1].day, ==, 1);
  assert_time (&trip, &trip.calls[1].node, trip.visits[1].begins, "2027-03-14T08:00-04:00");
  trip_clear (&trip);
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  atlas_geodata_load (&error);
  g_assert_no_error (error);
  g_test_add_func ("/plan-request/spots", test_spots);
  g_test_add_func ("/plan-request/json", test_json);
  g_test_add_func ("/plan-request/bad-json", test_bad_json);
  g_test_add_func ("/plan-request/check", test_check);
  g_test_add_func ("/plan-request/distances", test_distances);
  g_test_add_func ("/plan-schedule/far", test_far);
  g_test_add_func ("/plan-schedule/fixed-day", test_fixed_day);
  g_test_add_func ("/plan-schedule/rest", test_rest);
  g_test_add_func ("/plan-schedule/ways", test_ways);
  g_test_add_func ("/plan-schedule/summer-time", test_summer_time);
  return g_test_run ();
}
