/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plan-test-support.h"

#include <math.h>
#include <string.h>

#include "atlas-distance.h"
#include "atlas-gazetteer.h"
#include "atlas-mercator.h"
#include "atlas-point-area.h"

AtlasPointIndex *
make_index (const TestPerson *people, guint n)
{
  AtlasPoint *points = g_new0 (AtlasPoint, n + 1);

  for (guint i = 0; i < n; i++)
    points[i] = (AtlasPoint){
      .id = (gint64) i + 1,
      .x = isnan (people[i].latitude) ? NAN : atlas_mercator_x (people[i].longitude),
      .y = isnan (people[i].latitude) ? NAN : atlas_mercator_y (people[i].latitude),
      .region = ATLAS_POINT_NO_REGION,
      .place = ATLAS_POINT_NO_PLACE,
      .sex = (guint8) people[i].sex,
      .status = (guint8) people[i].status,
      .consents = (guint8) people[i].consents,
      .contacted = (guint16) people[i].contacted,
    };
  return atlas_point_index_new (points, n);
}

AtlasPointIndex *
make_random_index (guint n, guint n_towns, guint32 seed)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  g_autofree TestPerson *people = g_new0 (TestPerson, n);

  for (guint i = 0; i < n; i++)
    {
      AtlasPlace place;
      /* The first towns have more people than the last. */
      guint town = (guint) (n_towns * pow (g_rand_double (random), 2));

      g_assert_true (atlas_gazetteer_get_place (town * 7, &place));
      people[i] = (TestPerson){
        .latitude = g_rand_int_range (random, 0, 20) == 0
                      ? NAN
                      : place.latitude + g_rand_double_range (random, -0.4, 0.4),
        .longitude = place.longitude + g_rand_double_range (random, -0.4, 0.4),
        .sex = (guint) g_rand_int_range (random, 0, 4),
        .consents = (guint) (g_rand_boolean (random) ? g_rand_int_range (random, 1, 8) : 0x38),
        .status = (guint) (g_rand_int_range (random, 0, 10) == 0 ? g_rand_int_range (random, 2, 4) : 1),
        .contacted = (guint) (g_rand_boolean (random) ? 20000 + g_rand_int_range (random, 0, 600) : 0),
      };
    }
  return make_index (people, n);
}

AtlasPlanRequest *
make_request (const char *base, guint n_days)
{
  AtlasPlanRequest *request = atlas_plan_request_new ();
  GDate last;
  g_autoptr (GError) error = NULL;

  request->base = atlas_plan_spot_parse (base, &error);
  g_assert_no_error (error);
  request->from = g_strdup ("2026-12-01");
  g_date_clear (&last, 1);
  g_date_set_dmy (&last, 1, 12, 2026);
  g_date_add_days (&last, n_days - 1);
  request->to = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&last), g_date_get_month (&last),
                                 g_date_get_day (&last));
  return request;
}

AtlasPlan *
solve (AtlasPlanProblem *problem, const AtlasPlanRequest *request, guint64 seed)
{
  AtlasPlanOptions options = { .seed = seed };
  g_autoptr (GError) error = NULL;
  AtlasPlan *plan = atlas_plan_solve (problem, request, &options, NULL, &error);

  g_assert_no_error (error);
  return plan;
}

/* --- What holds of every plan. */

/* A local time: minutes since 1970 by the clocks of the place, and the instant. */
static gint64
read_time (const char *text, gint64 *local)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);
  gint64 seconds;

  g_assert_nonnull (time);
  seconds = g_date_time_to_unix (time);
  *local = (seconds + g_date_time_get_utc_offset (time) / G_TIME_SPAN_SECOND) / 60;
  return seconds / 60;
}

/* Within the hours of a day of the mission; the instant. */
static gint64
assert_in_hours (const AtlasPlanRequest *request, const char *text)
{
  gint64 local, instant = read_time (text, &local);
  double hour = (double) (local % 1440) / 60;

  g_assert_cmpfloat (hour, >=, request->day_start - 1e-9);
  g_assert_cmpfloat (hour, <=, request->day_end + 1e-9);
  g_assert_cmpint (strncmp (text, request->from, 10), >=, 0);
  g_assert_cmpint (strncmp (text, request->to, 10), <=, 0);
  return instant;
}

static gint64
assert_leg (const AtlasPlanRequest *request, const AtlasPlanLeg *leg, gint64 since)
{
  gint64 local, departs = assert_in_hours (request, leg->departure);
  gint64 arrives = read_time (leg->arrival, &local);

  g_assert_cmpint (departs, >=, since);
  g_assert_cmpint (arrives - departs, >=, (gint64) floor (leg->hours * 60 + 1e-6));
  g_assert_cmpint (strncmp (leg->arrival, request->to, 10), <=, 0);
  /* Going west one may be there before the day begins, never after its end. */
  g_assert_cmpfloat ((double) (local % 1440) / 60, <=, request->day_end + 1e-9);
  if (leg->mode == ATLAS_LEG_DRIVE)
    g_assert_cmpfloat (leg->km, <=, request->drive_km_day * (leg->nights + 1) + 1e-6);
  return arrives;
}

/* By hand, person by person. */
static void
count_by_hand (AtlasPlanProblem *problem, const AtlasPlanRequest *request, const AtlasPlan *plan)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (atlas_plan_problem_get_index (problem));
  g_autoptr (AtlasBitset) seen = atlas_bitset_new (columns->n_points);
  guint people = 0;

  for (guint i = 0; i < plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i);
      g_autoptr (AtlasBitset) listed =
        atlas_plan_problem_list_reached (problem, stop->spot->latitude, stop->spot->longitude);
      AtlasPointCircle circle;
      guint reached = 0, fresh = 0, women = 0, men = 0;

      atlas_point_circle_init (&circle, stop->spot->latitude, stop->spot->longitude, request->radius_km);
      for (guint row = 0; row < columns->n_placed; row++)
        {
          gboolean counts =
            atlas_point_circle_contains (&circle, columns->x[row], columns->y[row]) &&
            (!request->contactable || ((columns->consents[row] & 7) != 0 && columns->status[row] <= 1));

          g_assert_cmpint (atlas_bitset_get (listed, row), ==, counts);
          if (!counts)
            continue;
          reached++;
          if (atlas_bitset_get (seen, row))
            continue;
          atlas_bitset_set (seen, row);
          fresh++;
          women += columns->sex[row] == 1;
          men += columns->sex[row] == 2;
        }
      g_assert_cmpuint (stop->reached, ==, reached);
      g_assert_cmpuint (stop->newly_reached, ==, fresh);
      g_assert_cmpuint (stop->women, ==, women);
      g_assert_cmpuint (stop->men, ==, men);
      g_assert_cmpuint (stop->only_here, <=, fresh);
      people += fresh;
    }
  g_assert_cmpuint (plan->people, ==, people);
}

static void
assert_places (const AtlasPlanRequest *request, const AtlasPlan *plan)
{
  guint n_pinned = 0;

  for (guint i = 0; i < plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i);

      n_pinned += stop->pinned;
      for (guint k = 0; k < request->barred->len; k++)
        g_assert_false (atlas_plan_spot_is_at (g_ptr_array_index (request->barred, k), stop->spot->latitude,
                                               stop->spot->longitude));
      for (guint k = 0; k < request->pinned->len; k++)
        {
          const AtlasPlanPin *pin = g_ptr_array_index (request->pinned, k);

          if (atlas_plan_spot_is_at (pin->spot, stop->spot->latitude, stop->spot->longitude))
            {
              g_assert_true (stop->pinned);
              if (pin->date != NULL)
                g_assert_true (g_str_has_prefix (stop->begins, pin->date));
            }
        }
    }
  g_assert_cmpuint (n_pinned, ==, request->pinned->len);
}

void
assert_plan_holds (AtlasPlanProblem *problem, const AtlasPlanRequest *request, const AtlasPlan *plan)
{
  gint64 now = G_MININT64;
  double km = 0, cost = 0;
  guint nights = 0;

  assert_places (request, plan);
  count_by_hand (problem, request, plan);
  if (request->max_stops > 0)
    g_assert_cmpuint (plan->stops->len, <=, request->max_stops);
  if (plan->stops->len == 0)
    return;
  for (guint i = 0; i < plan->stops->len; i++)
    {
      const AtlasPlanStop *stop = g_ptr_array_index (plan->stops, i);
      gint64 begins, ends;

      now = assert_leg (request, &stop->leg, now);
      begins = assert_in_hours (request, stop->begins);
      ends = assert_in_hours (request, stop->ends);
      g_assert_cmpint (begins, >=, now);
      g_assert_cmpint (ends - begins, ==, (gint64) ceil (request->stop_hours * 60));
      g_assert_cmpint (strncmp (stop->begins, stop->ends, 10), ==, 0);
      g_assert_cmpint (assert_in_hours (request, stop->departure), >=, ends);
      now = ends;
      km += stop->leg.km;
      cost += stop->leg.cost;
      nights += stop->nights + stop->leg.nights;
    }
  assert_leg (request, &plan->home, now);
  nights += plan->home.nights;
  g_assert_cmpfloat_with_epsilon (plan->km, km + plan->home.km, 1e-6);
  g_assert_cmpuint (plan->nights, ==, nights);
  g_assert_cmpfloat_with_epsilon (plan->cost, cost + plan->home.cost + nights * request->price_night, 1e-6);
  if (request->budget > 0)
    g_assert_cmpfloat (plan->cost, <=, request->budget + 1e-6);
  if (!isnan (plan->bound))
    g_assert_cmpfloat (plan->value, <=, plan->bound + 1e-6);
}
