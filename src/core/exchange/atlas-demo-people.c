/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-demo-private.h"

#include <math.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-demo-data.h"
#include "atlas-fold.h"
#include "atlas-gazetteer.h"
#include "atlas-postcode.h"
#include "atlas-region.h"

#define MAX_POSTCODES 400
#define KM_PER_DEGREE 111.195

/* Streams of random numbers that must not depend on each other. */
enum
{
  STREAM_ID,
  STREAM_MEMBER,
  STREAM_LEDGER = 15,
};

struct _AtlasDemoWorld
{
  AtlasDemoPlace *places;
  guint n_places;
  guint total_weight;
};

AtlasDemoWorld *
atlas_demo_world_new (void)
{
  AtlasDemoWorld *self = g_new0 (AtlasDemoWorld, 1);

  self->places = g_new0 (AtlasDemoPlace, atlas_demo_n_towns);
  for (guint i = 0; i < atlas_demo_n_towns; i++)
    {
      const AtlasDemoTown *town = &atlas_demo_towns[i];
      AtlasDemoPlace *place = &self->places[self->n_places];
      guint region = atlas_region_find (town->region, -1);
      guint index = atlas_gazetteer_find (town->name, -1, region);
      AtlasPlace found;

      if (region == ATLAS_REGION_NONE || !atlas_gazetteer_get_place (index, &found))
        continue;
      place->name = found.name;
      place->region = town->region;
      place->country = found.country;
      place->timezone = found.timezone;
      place->region_index = region;
      place->latitude = found.latitude;
      place->longitude = found.longitude;
      place->population = found.population;
      place->weight = town->weight;
      place->postcodes = g_malloc0_n (MAX_POSTCODES, sizeof *place->postcodes);
      place->latitudes = g_new (double, MAX_POSTCODES);
      place->longitudes = g_new (double, MAX_POSTCODES);
      place->n_postcodes =
        atlas_postcode_list (index, place->postcodes, place->latitudes, place->longitudes, MAX_POSTCODES);
      self->total_weight += town->weight;
      self->n_places++;
    }
  return self;
}

void
atlas_demo_world_free (AtlasDemoWorld *self)
{
  for (guint i = 0; i < self->n_places; i++)
    {
      g_free (self->places[i].postcodes);
      g_free (self->places[i].latitudes);
      g_free (self->places[i].longitudes);
    }
  g_free (self->places);
  g_free (self);
}

const AtlasDemoPlace *
atlas_demo_world_draw_place (AtlasDemoWorld *self, AtlasDemoRandom *random)
{
  guint left = atlas_demo_random_below (random, MAX (self->total_weight, 1));

  for (guint i = 0; i < self->n_places; i++)
    {
      if (left < self->places[i].weight)
        return &self->places[i];
      left -= self->places[i].weight;
    }
  return &self->places[0];
}

void
atlas_demo_date (int days_ago, char buffer[40])
{
  atlas_demo_timestamp (NULL, days_ago, buffer);
  buffer[10] = '\0';
}

void
atlas_demo_timestamp (AtlasDemoRandom *random, int days_ago, char buffer[40])
{
  gint64 today;

  atlas_timestamp_parse (ATLAS_DEMO_TODAY, -1, &today, NULL);
  atlas_timestamp_format (today - (gint64) days_ago * 86400 +
                            (random ? 28800 + atlas_demo_random_below (random, 43200) : 0),
                          buffer);
}

void
atlas_demo_member_uuid (guint32 seed, guint index, AtlasUuid *uuid)
{
  AtlasDemoRandom random;

  atlas_demo_random_init (&random, seed, STREAM_ID, index);
  atlas_demo_random_uuid (&random, uuid);
}

static void
set_name (AtlasRecord *record, AtlasDemoRandom *random, guint index)
{
  guint sex = atlas_demo_random_below (random, 1000);
  const char *given = sex < 515 ? atlas_demo_women[atlas_demo_random_below (random, atlas_demo_n_women)]
                                : atlas_demo_men[atlas_demo_random_below (random, atlas_demo_n_men)];
  const char *family = atlas_demo_families[atlas_demo_random_below (random, atlas_demo_n_families)];
  char plain_given[64], plain_family[64];
  g_autofree char *address = NULL;

  atlas_record_set_text (record, "given_name", given);
  atlas_record_set_text (record, "family_name", family);
  if (sex < 980)
    atlas_record_set_text (record, "sex", sex < 515 ? "female" : "male");
  else if (sex < 995)
    atlas_record_set_text (record, "sex", sex < 985 ? "other" : "undisclosed");

  atlas_fold_words (given, -1, plain_given, sizeof plain_given);
  atlas_fold_words (family, -1, plain_family, sizeof plain_family);
  g_strdelimit (plain_given, " ", '-');
  address = g_strdup_printf ("%s.%s%u@example.org", plain_given, plain_family, index % 1000);
  if (atlas_demo_random_chance (random, 84))
    atlas_record_set_list (record, "emails", (const char *const[]){ address, NULL });
}

static void
set_phone (AtlasRecord *record, AtlasDemoRandom *random)
{
  static const guint16 area_codes[] = { 613, 416, 514, 819, 780, 403, 418, 204, 905,
                                        604, 202, 301, 214, 207, 937, 502, 616, 317 };
  g_autofree char *number =
    g_strdup_printf ("+1%u555%04u", area_codes[atlas_demo_random_below (random, G_N_ELEMENTS (area_codes))],
                     atlas_demo_random_below (random, 10000));

  if (atlas_demo_random_chance (random, 72))
    atlas_record_set_list (record, "phones", (const char *const[]){ number, NULL });
}

static double
round_degrees (double degrees)
{
  return round (degrees * 1e5) / 1e5;
}

/* Around a postcode of the town for most, in the town's middle for some, and for a few not known at all. */
static void
set_address (AtlasRecord *record, AtlasDemoRandom *random, const AtlasDemoPlace *place)
{
  double latitude = place->latitude, longitude = place->longitude;
  double spread = 0.7 + MIN (sqrt (place->population) / 400, 3);
  guint kind = atlas_demo_random_below (random, 100);
  const char *precision = "place";

  atlas_record_set_text (record, "address.city", place->name);
  atlas_record_set_text (record, "address.region", place->region);
  atlas_record_set_text (record, "address.country", place->country);
  if (kind < 85)
    {
      g_autofree char *street =
        g_strdup_printf ("%u %s", 1 + atlas_demo_random_below (random, 4800),
                         atlas_demo_streets[atlas_demo_random_below (random, atlas_demo_n_streets)]);

      atlas_record_set_text (record, "address.street", street);
    }
  if (kind < 85 && place->n_postcodes > 0)
    {
      guint i = atlas_demo_random_below (random, place->n_postcodes);
      gboolean canadian = g_str_equal (place->country, "CA");
      g_autofree char *postcode =
        canadian ? g_strdup_printf ("%s %u%c%u", place->postcodes[i], atlas_demo_random_below (random, 10),
                                    "ABCEGHJKLMNPRSTVWXYZ"[atlas_demo_random_below (random, 20)],
                                    atlas_demo_random_below (random, 10))
                 : g_strdup (place->postcodes[i]);

      atlas_record_set_text (record, "address.postcode", postcode);
      latitude = place->latitudes[i];
      longitude = place->longitudes[i];
      precision = kind < 50 ? "exact" : "postcode";
      spread = 0.7;
    }
  if (kind >= 97)
    return;

  if (kind < 90)
    for (guint tries = 0; tries < 6; tries++)
      {
        double north = latitude + atlas_demo_random_normal (random) * spread / KM_PER_DEGREE;
        double east = longitude + atlas_demo_random_normal (random) * spread /
                                    (KM_PER_DEGREE * cos (latitude * G_PI / 180));

        if (atlas_region_at (north, east) == place->region_index)
          {
            latitude = north;
            longitude = east;
            break;
          }
      }
  atlas_record_set_real (record, "location.latitude", round_degrees (latitude));
  atlas_record_set_real (record, "location.longitude", round_degrees (longitude));
  atlas_record_set_text (record, "location.precision", precision);
  atlas_record_set_text (record, "location.source", kind < 50 ? "import" : "gazetteer");
}

static void
set_origin (AtlasRecord *record, AtlasDemoRandom *random, int birth_year)
{
  const char *province;
  const char *district = atlas_gazetteer_get_district (
    atlas_demo_random_below (random, atlas_gazetteer_get_n_districts ()), &province);
  int arrival = MAX (birth_year, 1985) +
                (int) atlas_demo_random_below (random, (guint) MAX (2026 - MAX (birth_year, 1985), 1));

  if (atlas_demo_random_chance (random, 78))
    {
      atlas_record_set_text (record, "origin.province", province);
      atlas_record_set_text (record, "origin.district", district);
    }
  if (atlas_demo_random_chance (random, 80))
    atlas_record_set_integer (record, "arrival_year", arrival);
  if (atlas_demo_random_chance (random, 70))
    {
      const char *country = atlas_record_get_text (record, "address.country");

      if (atlas_demo_random_chance (random, 45))
        atlas_record_set_list (record, "citizenships", (const char *const[]){ "RW", country, NULL });
      else
        atlas_record_set_list (record, "citizenships", (const char *const[]){ "RW", NULL });
    }
}

static void
set_work (AtlasRecord *record, AtlasDemoRandom *random, const AtlasDemoPlace *place, int age)
{
  const AtlasDemoWork *work = &atlas_demo_works[atlas_demo_random_below (random, atlas_demo_n_works)];
  g_autofree char *employer = NULL;
  const char *town;

  if (age < 18)
    {
      atlas_record_set_integer (record, "education.level", MIN (MAX (age - 6, 0) / 5, 2));
      return;
    }
  if (atlas_demo_random_chance (random, 90))
    atlas_record_set_integer (record, "education.level",
                              MIN (work->education + (atlas_demo_random_chance (random, 15) ? 1 : 0), 8));
  if (work->field && atlas_demo_random_chance (random, 80))
    atlas_record_set_text (record, "education.field", work->field);
  if (age > 67 || atlas_demo_random_chance (random, 12))
    return;

  atlas_record_set_text (record, "occupation.code", work->code);
  atlas_record_set_text (record, "occupation.title", work->title);
  atlas_record_set_text (record, "occupation.sector", (const char[]){ work->sector, '\0' });
  town = strstr (work->employer, "%s");
  employer =
    g_strdup_printf ("%.*s%s%s", (int) (town - work->employer), work->employer, place->name, town + 2);
  if (atlas_demo_random_chance (random, 60))
    atlas_record_set_text (record, "occupation.employer", employer);
  atlas_record_set_integer (record, "occupation.years",
                            1 + atlas_demo_random_below (random, (guint) MAX (age - 21, 1)));
  if (work->skills && atlas_demo_random_chance (random, 75))
    {
      g_auto (GStrv) skills = g_strsplit (work->skills, ";", -1);

      atlas_record_set_list (record, "skills", (const char *const *) skills);
    }
}

static void
add_language (GPtrArray *items, const char *code, const char *level)
{
  AtlasRecord *item = atlas_record_new (&atlas_kind_language);

  atlas_record_set_text (item, "code", code);
  atlas_record_set_text (item, "level", level);
  g_ptr_array_add (items, item);
}

static void
set_languages (AtlasRecord *record, AtlasDemoRandom *random)
{
  static const char *const levels[] = { "A2", "B1", "B2", "C1", "C1", "C2" };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  gboolean french = g_str_equal (atlas_record_get_text (record, "address.region"), "CA-QC")
                      ? atlas_demo_random_chance (random, 92)
                      : atlas_demo_random_chance (random, 45);

  add_language (items, "rw", levels[2 + atlas_demo_random_below (random, 4)]);
  if (french)
    add_language (items, "fr", levels[1 + atlas_demo_random_below (random, 5)]);
  if (!french || atlas_demo_random_chance (random, 80))
    add_language (items, "en", levels[1 + atlas_demo_random_below (random, 5)]);
  if (atlas_demo_random_chance (random, 35))
    add_language (items, "sw", levels[atlas_demo_random_below (random, 6)]);
  atlas_record_set_items (record, "languages", items);
  atlas_record_set_text (record, "preferred_language",
                         french && atlas_demo_random_chance (random, 60) ? "fr"
                         : atlas_demo_random_chance (random, 20)         ? "rw"
                                                                         : "en");
}

static void
set_interests (AtlasRecord *record, AtlasDemoRandom *random)
{
  static const char *const interests[] = { "short-assignment", "remote",    "mentoring",    "teaching",
                                           "return",           "investing", "philanthropy", "volunteering" };
  const char *chosen[5] = { NULL };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (interests) && n < 4; i++)
    if (atlas_demo_random_chance (random, 17))
      chosen[n++] = interests[i];
  if (n > 0)
    atlas_record_set_list (record, "interests", chosen);
}

static void
add_consent (GPtrArray *items,
             const char *purpose,
             const char *channel,
             const char *status,
             int days_ago,
             const char *source)
{
  AtlasRecord *item = atlas_record_new (&atlas_kind_consent);
  char date[ATLAS_DATE_TEXT_SIZE];

  atlas_demo_date (days_ago, date);
  atlas_record_set_text (item, "purpose", purpose);
  atlas_record_set_text (item, "channel", channel);
  atlas_record_set_text (item, "status", status);
  atlas_record_set_text (item, "date", date);
  atlas_record_set_text (item, "source", source);
  g_ptr_array_add (items, item);
}

/* On what it rests and for how long, and who may be named in public. */
static void
complete_consents (GPtrArray *items, guint32 seed, guint index, int registered_days_ago)
{
  AtlasDemoRandom random;
  char date[ATLAS_DATE_TEXT_SIZE];

  atlas_demo_random_init (&random, seed, STREAM_LEDGER, index);
  if (items->len > 0 && atlas_demo_random_chance (&random, 10))
    add_consent (items, "publish", "any", "given", registered_days_ago / 2, "community event");
  for (guint i = 0; i < items->len; i++)
    {
      AtlasRecord *item = g_ptr_array_index (items, i);

      if (!g_str_equal (atlas_record_get_text (item, "status"), "given"))
        continue;
      if (atlas_demo_random_chance (&random, 60))
        {
          atlas_record_set_text (item, "basis",
                                 atlas_demo_random_chance (&random, 85) ? "consent" : "membership");
          atlas_record_set_text (item, "wording", registered_days_ago > 1000 ? "2021-1" : "2024-2");
        }
      if (atlas_demo_random_chance (&random, 8))
        {
          atlas_demo_date (registered_days_ago - 5 * 365, date);
          atlas_record_set_text (item, "expires", date);
        }
    }
}

/* A history: most agreed when they registered, a few took it back later. */
static void
set_consents (
  AtlasRecord *record, AtlasDemoRandom *random, guint32 seed, guint index, int registered_days_ago)
{
  static const char *const sources[] = { "registration form", "community event", "web form", "telephone" };
  static const char *const channels[] = { "email", "email", "email", "any", "phone", "post" };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);

  if (atlas_demo_random_chance (random, 68))
    {
      const char *channel = channels[atlas_demo_random_below (random, G_N_ELEMENTS (channels))];

      add_consent (items, "contact", channel, "given", registered_days_ago,
                   sources[atlas_demo_random_below (random, 4)]);
      if (atlas_demo_random_chance (random, 30))
        add_consent (items, "contact", "phone", "given", registered_days_ago, "registration form");
      if (atlas_demo_random_chance (random, 25))
        add_consent (items, "share", "any", "given", registered_days_ago, "registration form");
      if (atlas_demo_random_chance (random, 7))
        add_consent (items, "contact", channel, "withdrawn", registered_days_ago * 2 / 3, "letter");
    }
  complete_consents (items, seed, index, registered_days_ago);
  if (items->len > 0)
    atlas_record_set_items (record, "consents", items);
}

void
atlas_demo_make_member (AtlasDemoWorld *self, guint32 seed, guint index, AtlasRecord *record)
{
  AtlasDemoRandom random;
  AtlasUuid uuid;
  char text[ATLAS_DATE_TEXT_SIZE];
  const AtlasDemoPlace *place;
  int birth_year, age, registered;
  guint status;

  atlas_demo_member_uuid (seed, index, &uuid);
  atlas_demo_random_init (&random, seed, STREAM_MEMBER, index);
  atlas_record_reset (record);
  atlas_record_set_uuid (record, &uuid);

  place = atlas_demo_world_draw_place (self, &random);
  age = 38 + (int) (atlas_demo_random_normal (&random) * 15);
  age = CLAMP (age, 2, 92); /* which asks for its argument more than once */
  birth_year = 2026 - age;
  registered = 20 + (int) atlas_demo_random_below (&random, 3600);

  set_name (record, &random, index);
  if (atlas_demo_random_chance (&random, 92))
    atlas_record_set_integer (record, "birth_year", birth_year);
  set_phone (record, &random);
  set_address (record, &random, place);
  set_origin (record, &random, birth_year);
  set_work (record, &random, place, age);
  set_languages (record, &random);
  if (age >= 18)
    {
      set_interests (record, &random);
      set_consents (record, &random, seed, index, registered);
    }

  atlas_demo_set_tags (seed, index, record);

  status = atlas_demo_random_below (&random, 100);
  atlas_record_set_text (record, "status", status < 94 ? "active" : status < 98 ? "moved" : "deceased");
  if (atlas_demo_random_chance (&random, 60))
    {
      atlas_demo_date (registered / 2, text);
      atlas_record_set_text (record, "confirmed", text);
    }
  atlas_demo_timestamp (&random, registered, text);
  atlas_record_set_text (record, "created", text);
  atlas_demo_timestamp (&random, registered / 2, text);
  atlas_record_set_text (record, "updated", text);
}
