/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-demo-private.h"

#include <math.h>

#include "atlas-date.h"
#include "atlas-distance.h"

/* Missions: a few days each, out from the capital of the country and back. A stream of their own, so that
 * all else is the same with them or without. */
enum
{
  STREAM_MISSION = 31,
};

#define MAX_STOPS   5
#define MAX_DRAWS   60
#define DRIVE_KM    450 /* what is farther is flown */
#define DRIVE_KMH   85
#define FLY_KMH     700
#define FLY_HOURS   2.5 /* before and after the flight */
#define LEAVE_HOUR  9   /* by the clocks of where one is */
#define KM_COST     0.55
#define FLIGHT_COST 240

static const struct
{
  const char *type, *title, *objective;
} templates[] = {
  { "consular", "Mobile consular services, %s",
    "Passports and papers for those who live far from the mission" },
  { "consultation", "Consultation on the diaspora policy, %s", "Hear what families want of the new policy" },
  { "skills", "Skills evenings, %s",
    "Bring nurses, teachers and engineers together with institutions at home" },
  { "investment", "Invest in Rwanda, %s", "Meet owners of businesses and show them what is planned" },
  { "youth", "Young Rwandans, %s", "Get to know the generation that was born here" },
  { "cultural", "Umuganura on tour, %s", "Celebrate the harvest with communities of some hundred people" },
};

static const AtlasDemoPlace bases[] = {
  { .name = "Ottawa",
    .region = "CA-ON",
    .country = "CA",
    .timezone = "America/Toronto",
    .latitude = 45.41117,
    .longitude = -75.69812 },
  { .name = "Washington",
    .region = "US-DC",
    .country = "US",
    .timezone = "America/New_York",
    .latitude = 38.89511,
    .longitude = -77.03637 },
};

static double
measure (const AtlasDemoPlace *from, const AtlasDemoPlace *to)
{
  return round (atlas_distance_km (from->latitude, from->longitude, to->latitude, to->longitude) * 1.25);
}

/* Different towns of the base's country, each the nearest to the one before. */
static guint
draw_stops (AtlasDemoWorld *world,
            AtlasDemoRandom *random,
            const AtlasDemoPlace *base,
            guint wanted,
            const AtlasDemoPlace *stops[MAX_STOPS])
{
  guint n = 0;

  for (guint i = 0; i < MAX_DRAWS && n < wanted; i++)
    {
      const AtlasDemoPlace *place = atlas_demo_world_draw_place (world, random);
      gboolean known = !g_str_equal (place->country, base->country) || measure (base, place) < 40;

      for (guint k = 0; k < n; k++)
        known |= stops[k] == place;
      if (!known)
        stops[n++] = place;
    }
  for (guint i = 0; i < n; i++)
    {
      const AtlasDemoPlace *from = i == 0 ? base : stops[i - 1];
      guint nearest = i;
      const AtlasDemoPlace *place;

      for (guint k = i + 1; k < n; k++)
        if (measure (from, stops[k]) < measure (from, stops[nearest]))
          nearest = k;
      place = stops[nearest];
      stops[nearest] = stops[i];
      stops[i] = place;
    }
  return n;
}

/* In the morning of the day that is so many days before the demonstration's today. */
static GDateTime *
leave (const AtlasDemoPlace *place, int days_ago)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (place->timezone);
  char date[ATLAS_DATE_TEXT_SIZE];

  atlas_demo_date (days_ago, date);
  return g_date_time_new (zone, (int) g_ascii_strtoll (date, NULL, 10),
                          (int) g_ascii_strtoll (date + 5, NULL, 10),
                          (int) g_ascii_strtoll (date + 8, NULL, 10), LEAVE_HOUR, 0, 0);
}

static void
set_time (AtlasRecord *item, const char *key, GDateTime *time, const char *timezone)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (timezone);
  g_autoptr (GDateTime) there = g_date_time_to_timezone (time, zone);
  g_autofree char *text = g_date_time_format (there, "%Y-%m-%dT%H:%M:%S%:z");

  atlas_record_set_text (item, key, text);
}

/* Adds the leg and gives when it arrives. (transfer full) */
static GDateTime *
add_leg (GPtrArray *legs, const AtlasDemoPlace *from, const AtlasDemoPlace *to, int days_ago, double *cost)
{
  AtlasRecord *leg = atlas_record_new (&atlas_kind_leg);
  double km = measure (from, to);
  gboolean drive = km <= DRIVE_KM;
  double hours = ceil (4 * (drive ? km / DRIVE_KMH : km / FLY_KMH + FLY_HOURS)) / 4;
  double price = drive ? round (km * KM_COST) : FLIGHT_COST + round (km / 10);
  g_autoptr (GDateTime) departure = leave (from, days_ago);
  GDateTime *arrival = g_date_time_add_minutes (departure, (int) (hours * 60));

  atlas_record_set_text (leg, "mode", drive ? "drive" : "fly");
  atlas_record_set_text (leg, "from", from->name);
  atlas_record_set_text (leg, "to", to->name);
  set_time (leg, "departure", departure, from->timezone);
  set_time (leg, "arrival", arrival, to->timezone);
  atlas_record_set_real (leg, "km", km);
  atlas_record_set_real (leg, "hours", hours);
  atlas_record_set_real (leg, "cost", price);
  *cost += price;
  g_ptr_array_add (legs, leg);
  return arrival;
}

static void
add_stop (GPtrArray *stops,
          const AtlasDemoPlace *place,
          GDateTime *arrival,
          int days_ago,
          guint expected,
          gboolean past)
{
  AtlasRecord *stop = atlas_record_new (&atlas_kind_stop);
  g_autoptr (GDateTime) departure = leave (place, days_ago - 1);
  g_autofree char *venue = g_strdup_printf ("%s Community Centre", place->name);

  atlas_record_set_text (stop, "place", place->name);
  atlas_record_set_text (stop, "region", place->region);
  atlas_record_set_text (stop, "country", place->country);
  atlas_record_set_real (stop, "latitude", place->latitude);
  atlas_record_set_real (stop, "longitude", place->longitude);
  atlas_record_set_text (stop, "timezone", place->timezone);
  set_time (stop, "arrival", arrival, place->timezone);
  set_time (stop, "departure", departure, place->timezone);
  atlas_record_set_text (stop, "night", place->name);
  atlas_record_set_text (stop, "venue", venue);
  atlas_record_set_real (stop, "radius", 60);
  atlas_record_set_integer (stop, "expected", expected);
  if (past)
    atlas_record_set_integer (stop, "reached", expected * 3 / 5);
  g_ptr_array_add (stops, stop);
}

static void
add_budget (GPtrArray *lines, const char *item, const char *category, double amount, gboolean past)
{
  AtlasRecord *line = atlas_record_new (&atlas_kind_budget_line);

  atlas_record_set_text (line, "item", item);
  atlas_record_set_text (line, "category", category);
  atlas_record_set_real (line, "amount", amount);
  if (past)
    atlas_record_set_real (line, "spent", round (amount * 1.04));
  g_ptr_array_add (lines, line);
}

static void
set_journey (AtlasRecord *record,
             AtlasDemoRandom *random,
             const AtlasDemoPlace *base,
             const AtlasDemoPlace **places,
             guint n,
             int days_ago,
             gboolean past)
{
  g_autoptr (GPtrArray) stops = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  g_autoptr (GPtrArray) legs = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  g_autoptr (GPtrArray) budget = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  g_autoptr (GDateTime) home = NULL;
  guint total = 0;
  double travel = 0;

  for (guint i = 0; i < n; i++)
    {
      int day = days_ago - (int) i;
      g_autoptr (GDateTime) arrival = add_leg (legs, i == 0 ? base : places[i - 1], places[i], day, &travel);
      guint expected = 20 + 5 * atlas_demo_random_below (random, 30);

      add_stop (stops, places[i], arrival, day, expected, past);
      total += expected;
    }
  home = add_leg (legs, places[n - 1], base, days_ago - (int) n, &travel);
  add_budget (budget, "Tickets and fuel", "travel", 2 * travel, past);
  add_budget (budget, "Hotels", "lodging", 2 * 165.0 * n, past);
  add_budget (budget, "Halls", "venue", 300.0 * n, past);
  atlas_record_set_items (record, "stops", stops);
  atlas_record_set_items (record, "legs", legs);
  atlas_record_set_items (record, "budget", budget);
  atlas_record_set_integer (record, "expected", total);
  if (past)
    atlas_record_set_integer (record, "reached", total * 3 / 5);
}

void
atlas_demo_make_mission (AtlasDemoWorld *self, guint32 seed, guint index, AtlasRecord *record)
{
  static const char *const team[] = { "Officer A", "Officer B", "Officer C" };
  const AtlasDemoPlace *places[MAX_STOPS];
  AtlasDemoRandom random;
  AtlasUuid uuid;
  const AtlasDemoPlace *base;
  const char *officers[3] = { NULL };
  guint which, n;
  int days_ago;
  gboolean past;
  GString *title;
  char text[ATLAS_DATE_TEXT_SIZE];

  atlas_demo_random_init (&random, seed, STREAM_MISSION, index);
  atlas_demo_random_uuid (&random, &uuid);
  atlas_record_reset (record);
  atlas_record_set_uuid (record, &uuid);

  base = &bases[atlas_demo_random_below (&random, G_N_ELEMENTS (bases))];
  which = atlas_demo_random_below (&random, G_N_ELEMENTS (templates));
  /* The first lies soon ahead, whatever the seed; the others within a year or so. */
  days_ago = index == 0 ? -30 : (int) atlas_demo_random_below (&random, 420) - 160;
  past = days_ago > 7;
  n = draw_stops (self, &random, base, 2 + atlas_demo_random_below (&random, MAX_STOPS - 1), places);

  title = g_string_new (templates[which].title);
  g_string_replace (title, "%s", n > 0 ? places[0]->name : base->name, 1);
  atlas_record_set_text (record, "title", title->str);
  g_string_free (title, TRUE);
  atlas_record_set_text (record, "objective", templates[which].objective);
  atlas_record_set_text (record, "type", templates[which].type);
  atlas_record_set_text (record, "status",
                         past ? atlas_demo_random_chance (&random, 60) ? "reported" : "held"
                         : atlas_demo_random_chance (&random, 50) ? "approved"
                                                                  : "draft");
  atlas_demo_date (days_ago, text);
  atlas_record_set_text (record, "start", text);
  atlas_demo_date (days_ago - (int) n, text);
  atlas_record_set_text (record, "end", text);
  atlas_record_set_text (record, "timezone", base->timezone);
  atlas_record_set_text (record, "base.place", base->name);
  atlas_record_set_text (record, "base.region", base->region);
  atlas_record_set_text (record, "base.country", base->country);
  atlas_record_set_real (record, "base.latitude", base->latitude);
  atlas_record_set_real (record, "base.longitude", base->longitude);
  officers[0] = team[index % G_N_ELEMENTS (team)];
  officers[1] = team[(index + 1) % G_N_ELEMENTS (team)];
  atlas_record_set_list (record, "team", officers);
  atlas_record_set_text (record, "audience", "status:active consent:email");
  atlas_record_set_text (record, "currency", g_str_equal (base->country, "CA") ? "CAD" : "USD");
  if (n > 0)
    set_journey (record, &random, base, places, n, days_ago, past);
  atlas_demo_timestamp (&random, MAX (days_ago, 0) + 90, text);
  atlas_record_set_text (record, "created", text);
  atlas_demo_timestamp (&random, MAX (days_ago, 0) + 1, text);
  atlas_record_set_text (record, "updated", text);
}
