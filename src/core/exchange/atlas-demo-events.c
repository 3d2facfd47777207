/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-demo-private.h"

#include "atlas-date.h"

enum
{
  STREAM_EVENT = 7,
};

static const struct
{
  const char *type, *title, *venue;
} templates[] = {
  { "consultation", "Consultation on the diaspora policy, %s", "Public Library" },
  { "town-hall", "Town hall with the High Commissioner, %s", "Community Centre" },
  { "focus-group", "Women’s focus group, %s", "Community Centre" },
  { "skills-fair", "Skills fair: nurses and physicians, %s", "Convention Centre" },
  { "business-forum", "Invest in Rwanda forum, %s", "Chamber of Commerce" },
  { "consular", "Mobile consular services, %s", "City Hall" },
  { "cultural", "Umuganura celebration, %s", "Heritage Hall" },
  { "commemoration", "Kwibuka commemoration, %s", "Memorial Hall" },
  { "youth", "Youth evening, %s", "Youth Centre" },
  { "skills-fair", "Teachers and engineers meet institutions, %s", "College Hall" },
};

static const char *const organisers[] = { "High Commission, Ottawa", "Embassy, Washington",
                                          "Diaspora unit, Kigali" };

static void
set_attendance (AtlasRecord *record, AtlasDemoRandom *random, guint32 seed, guint n_members, gboolean past)
{
  static const char *const before[] = { "invited", "invited", "confirmed", "declined" };
  static const char *const after[] = { "attended", "attended", "attended", "absent", "declined" };
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  guint wanted = 4 + atlas_demo_random_below (random, 20);
  guint n = MIN (n_members, wanted);
  guint first = n_members > n ? atlas_demo_random_below (random, n_members - n) : 0;

  for (guint i = 0; i < n; i++)
    {
      AtlasRecord *item = atlas_record_new (&atlas_kind_attendance);
      AtlasUuid uuid;
      char id[ATLAS_UUID_TEXT_SIZE];

      atlas_demo_member_uuid (seed, first + i, &uuid);
      atlas_uuid_format (&uuid, id);
      atlas_record_set_text (item, "member", id);
      atlas_record_set_text (item, "status",
                             past ? after[atlas_demo_random_below (random, G_N_ELEMENTS (after))]
                                  : before[atlas_demo_random_below (random, G_N_ELEMENTS (before))]);
      g_ptr_array_add (items, item);
    }
  if (items->len > 0)
    atlas_record_set_items (record, "attendance", items);
}

/* The time as the town's own clocks show it, with the offset that holds there on that day. */
static void
set_time (AtlasRecord *record, const char *key, const char *timezone, int days_ago, int hour)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (timezone);
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *text = NULL;
  char date[ATLAS_DATE_TEXT_SIZE];
  int year, month, day;

  atlas_demo_date (days_ago, date);
  year = (int) g_ascii_strtoll (date, NULL, 10);
  month = (int) g_ascii_strtoll (date + 5, NULL, 10);
  day = (int) g_ascii_strtoll (date + 8, NULL, 10);
  time = g_date_time_new (zone ? zone : g_time_zone_new_utc (), year, month, day, hour, 0, 0);
  text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S%:z");
  atlas_record_set_text (record, key, text);
}

void
atlas_demo_make_event (AtlasDemoWorld *self, guint32 seed, guint index, guint n_members, AtlasRecord *record)
{
  AtlasDemoRandom random;
  AtlasUuid uuid;
  const AtlasDemoPlace *place;
  guint kind;
  int days_ago, hour;
  gboolean past;
  char text[ATLAS_DATE_TEXT_SIZE];
  GString *title;
  g_autofree char *venue = NULL;

  atlas_demo_random_init (&random, seed, STREAM_EVENT, index);
  atlas_demo_random_uuid (&random, &uuid);
  atlas_record_reset (record);
  atlas_record_set_uuid (record, &uuid);

  place = atlas_demo_world_draw_place (self, &random);
  kind = atlas_demo_random_below (&random, G_N_ELEMENTS (templates));
  days_ago = (int) atlas_demo_random_below (&random, 900) - 180;
  past = days_ago > 0;
  hour = 9 + (int) atlas_demo_random_below (&random, 10);

  title = g_string_new (templates[kind].title);
  g_string_replace (title, "%s", place->name, 1);
  atlas_record_set_text (record, "title", title->str);
  g_string_free (title, TRUE);
  atlas_record_set_text (record, "type", templates[kind].type);
  atlas_record_set_text (record, "status",
                         atlas_demo_random_chance (&random, 6)    ? "cancelled"
                         : past                                   ? "held"
                         : atlas_demo_random_chance (&random, 50) ? "confirmed"
                                                                  : "planned");
  set_time (record, "start", place->timezone, days_ago, hour);
  set_time (record, "end", place->timezone, days_ago, hour + 2);
  atlas_record_set_text (record, "timezone", place->timezone);
  venue = g_strdup_printf ("%s %s", place->name, templates[kind].venue);
  atlas_record_set_text (record, "venue", venue);
  atlas_record_set_text (record, "address.city", place->name);
  atlas_record_set_text (record, "address.region", place->region);
  atlas_record_set_text (record, "address.country", place->country);
  atlas_record_set_real (record, "location.latitude", place->latitude);
  atlas_record_set_real (record, "location.longitude", place->longitude);
  atlas_record_set_text (record, "location.precision", "place");
  atlas_record_set_text (record, "location.source", "gazetteer");
  atlas_record_set_integer (record, "capacity", 20 * (1 + atlas_demo_random_below (&random, 15)));
  atlas_record_set_text (
    record, "organiser",
    organisers[g_str_equal (place->country, "CA") ? 0 : 1 + atlas_demo_random_below (&random, 2)]);
  set_attendance (record, &random, seed, n_members, past);
  atlas_demo_timestamp (&random, MAX (days_ago, 0) + 60, text);
  atlas_record_set_text (record, "created", text);
  atlas_demo_timestamp (&random, MAX (days_ago, 0) + 1, text);
  atlas_record_set_text (record, "updated", text);
}
