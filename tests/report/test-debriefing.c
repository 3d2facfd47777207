/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an officer tells after a mission: read, kept, written as one step, taken back. */
#include <string.h>

#include "atlas-debriefing.h"
#include "atlas-erasure.h"
#include "atlas-geodata.h"
#include "atlas-import.h"
#include "atlas-mission-debrief.h"
#include "trip-test-support.h"

/* clang-format off */
static const char whole[] =
  "{\"mission\":\"" MISSION "\",\"status\":\"reported\",\"learnt\":\"Evenings are better.\","
  "\"stops\":["
  "{\"stop\":1,\"place\":\"ottawa\",\"learnt\":\"The hall was too small.\","
    "\"attendance\":[{\"email\":\"ada@example.org\"},{\"name\":\"Cleo Ea\",\"status\":\"absent\"},{\"member\":\"" ID ("02") "\"}],"
    "\"people\":[{\"given_name\":\"Iris\",\"family_name\":\"Keza\",\"sex\":\"female\",\"emails\":[\"iris@example.org\"],"
      "\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\",\"country\":\"CA\"},"
      "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\",\"date\":\"2026-05-01\",\"source\":\"asked at the door\"}]}],"
    "\"contacts\":[{\"email\":\"iris@example.org\",\"summary\":\"Wants to teach\",\"follow_up\":\"2026-05-20\"},"
      "{\"name\":\"Ada Uwase\",\"summary\":\"Has a hall\",\"channel\":\"meeting\"}]},"
  "{\"place\":\"Toronto\",\"attendance\":[{\"member\":\"" ID ("01") "\"},{\"email\":\"iris@example.org\"}]},"
  "{\"stop\":3,\"reached\":12}],"
  "\"expenses\":[{\"item\":\"hall\",\"spent\":80},{\"item\":\"Flight\",\"spent\":470,\"currency\":\"USD\"},{\"item\":\"Coffee\",\"spent\":20,\"category\":\"meals\"}]}";
/* clang-format on */

static AtlasDebriefing *
read_good (Trip *trip, const char *text)
{
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (GError) error = NULL;
  AtlasDebriefing *self =
    atlas_debriefing_from_json (trip->base.source, mission, text, -1, NULL, NULL, &error);

  g_assert_no_error (error);
  return self;
}

static void
write_it (Trip *trip, const AtlasDebriefing *self, AtlasDebriefingCounts *counts)
{
  g_autoptr (GError) error = NULL;

  atlas_debriefing_write (self, trip->base.source, counts, NULL, &error);
  g_assert_no_error (error);
}

static AtlasRecord *
find_event (Trip *trip, guint stop)
{
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");
  const char *id = atlas_record_get_text (g_ptr_array_index (stops, stop), "event");

  return atlas_register_load (trip->base.source, &atlas_kind_event,
                              trip_find (trip->base.source, &atlas_kind_event, id), NULL);
}

/* Who came, each once. */
static void
assert_list (Trip *trip, guint stop, guint n, guint n_attended)
{
  g_autoptr (AtlasRecord) event = find_event (trip, stop);
  g_autoptr (GPtrArray) attendance = atlas_record_dup_items (event, "attendance");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  guint attended = 0;

  g_assert_cmpuint (attendance->len, ==, n);
  for (guint i = 0; i < attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (attendance, i);

      g_assert_true (g_hash_table_add (seen, (gpointer) atlas_record_get_text (entry, "member")));
      attended += g_strcmp0 (atlas_record_get_text (entry, "status"), "attended") == 0;
    }
  g_assert_cmpuint (attended, ==, n_attended);
  g_assert_cmpstr (atlas_record_get_text (event, "status"), ==, "held");
}

static void
assert_spent (AtlasRecord *mission)
{
  static const struct
  {
    const char *item;
    double amount, spent;
  } lines[] = { { "Car", 300, 250 }, { "Hall", 100, 80 }, { "Flight", 500, 470 }, { "Coffee", 0, 20 } };
  g_autoptr (GPtrArray) budget = atlas_record_dup_items (mission, "budget");

  g_assert_cmpuint (budget->len, ==, G_N_ELEMENTS (lines));
  for (guint i = 0; i < budget->len; i++)
    {
      AtlasRecord *line = g_ptr_array_index (budget, i);

      g_assert_cmpstr (atlas_record_get_text (line, "item"), ==, lines[i].item);
      g_assert_cmpfloat (atlas_record_get_real (line, "amount"), ==, lines[i].amount);
      g_assert_cmpfloat (atlas_record_get_real (line, "spent"), ==, lines[i].spent);
    }
}

static gint64
count_all (Trip *trip, const AtlasKind *kind)
{
  return count (trip->base.source, kind, "");
}

/* All of it is one step, which one undo takes back to the letter. */
static void
test_one_step (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasRecord) before = trip_load_mission (trip);
  g_autoptr (AtlasDebriefing) debriefing = read_good (trip, whole);
  g_autoptr (AtlasRecord) mission = NULL;
  g_autoptr (AtlasRecord) after = NULL;
  g_autoptr (GPtrArray) stops = NULL;
  g_autofree char *label = NULL;
  AtlasDebriefingCounts counts;

  write_it (trip, debriefing, &counts);
  g_assert_cmpuint (counts.people, ==, 1);
  g_assert_cmpuint (counts.known, ==, 0);
  g_assert_cmpuint (counts.attendance, ==, 6);
  g_assert_cmpuint (counts.contacts, ==, 2);
  g_assert_cmpuint (counts.follow_ups, ==, 1);
  g_assert_cmpuint (counts.expenses, ==, 3);

  assert_list (trip, 0, 4, 3);
  assert_list (trip, 1, 2, 2);
  mission = trip_load_mission (trip);
  stops = atlas_record_dup_items (mission, "stops");
  g_assert_cmpstr (atlas_record_get_text (mission, "status"), ==, "reported");
  g_assert_cmpstr (atlas_record_get_text (mission, "notes"), ==, "Evenings are better.");
  g_assert_cmpint (atlas_record_get_integer (mission, "reached"), ==, 3 + 12);
  g_assert_cmpint (atlas_record_get_integer (g_ptr_array_index (stops, 0), "reached"), ==, 3);
  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (stops, 0), "notes"), ==,
                   "The hall was too small.");
  assert_spent (mission);
  g_assert_cmpint (count (trip->base.source, &atlas_kind_member, "consent:email keza"), ==, 1);
  g_assert_cmpint (count (trip->base.source, &atlas_kind_member, "near:45.42,-75.69,20km keza"), ==, 1);
  g_assert_cmpint (count (trip->base.source, &atlas_kind_interaction, "date:2026-05-01 teach"), ==, 1);

  label = trip_undo (trip);
  g_assert_cmpstr (label, ==, "Debrief Spring");
  after = trip_load_mission (trip);
  g_assert_true (atlas_record_equal (before, after));
  g_assert_cmpint (count_all (trip, &atlas_kind_event), ==, 0);
  g_assert_cmpint (count_all (trip, &atlas_kind_interaction), ==, 1);
  g_assert_cmpint (count_all (trip, &atlas_kind_member), ==, 8);
}

/* The same file read again writes nothing: nobody is recorded, listed or logged a second time. */
static void
test_twice (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasDebriefing) first = read_good (trip, whole);
  g_autoptr (AtlasDebriefing) second = NULL;
  g_autoptr (AtlasRecord) before = NULL;
  g_autoptr (AtlasRecord) after = NULL;
  AtlasDebriefingCounts counts;

  write_it (trip, first, NULL);
  before = trip_load_mission (trip);
  second = read_good (trip, whole);
  write_it (trip, second, &counts);
  g_assert_cmpuint (counts.people + counts.attendance + counts.contacts + counts.expenses, ==, 0);
  g_assert_cmpuint (counts.known, ==, 1);
  write_it (trip, first, &counts);
  g_assert_cmpuint (counts.people + counts.attendance + counts.contacts + counts.expenses, ==, 0);
  after = trip_load_mission (trip);
  g_assert_true (atlas_record_equal (before, after));
  g_assert_cmpint (count_all (trip, &atlas_kind_member), ==, 9);
}

/* Who is said to be new and is not: by name and address, not by an address that a family shares. */
static void
test_known (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasDebriefing) debriefing =
    read_good (trip, "{\"stops\":[{\"stop\":1,\"people\":["
                     "{\"given_name\":\"ada\",\"family_name\":\"UWASE\",\"emails\":[\"Ada@example.org\"]},"
                     "{\"given_name\":\"Dina\",\"family_name\":\"Éa\",\"emails\":[\"home@example.org\"]},"
                     "{\"given_name\":\"Dina\",\"family_name\":\"Ea\",\"emails\":[\"home@example.org\"]},"
                     "{\"given_name\":\"Ben\",\"family_name\":\"Mugisha\"}]}]}");
  AtlasDebriefingCounts counts;

  write_it (trip, debriefing, &counts);
  g_assert_cmpuint (counts.people, ==, 2);
  g_assert_cmpuint (counts.known, ==, 2);
  assert_list (trip, 0, 3, 3);
}

/* Kept while it is worked at, and taken up as it was; without whom is gone, and not once somebody in it is
 * erased. */
static void
test_kept (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasDebriefing) debriefing = read_good (trip, whole);
  g_autoptr (AtlasDebriefing) again = NULL;
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (GError) error = NULL;
  g_autofree char *before = atlas_debriefing_to_json (debriefing);
  g_autofree char *after = NULL;
  gint64 id = trip_find (trip->base.source, &atlas_kind_member, ID ("02"));
  AtlasUuid uuid;

  g_assert_null (atlas_debriefing_take_up (trip->base.source, mission));
  g_assert_true (atlas_debriefing_keep (debriefing, trip->base.source, mission, &error));
  again = atlas_debriefing_take_up (trip->base.source, mission);
  after = atlas_debriefing_to_json (again);
  g_assert_cmpstr (before, ==, after);

  g_assert_true (atlas_register_delete (trip->base.source, &atlas_kind_member, &id, 1, &error));
  g_clear_pointer (&again, atlas_debriefing_free);
  again = atlas_debriefing_take_up (trip->base.source, mission);
  g_assert_cmpuint (((AtlasDebriefingStop *) g_ptr_array_index (again->stops, 0))->attendance->len, ==, 2);

  g_assert_true (atlas_uuid_parse (ID ("01"), -1, &uuid));
  g_assert_true (atlas_register_erase (trip->base.source, &uuid, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_null (atlas_debriefing_take_up (trip->base.source, mission));
}

/* Also of whom a draft speaks as of somebody new, by name or address; not of another who shares a word. */
static void
test_erased (Trip *trip, gconstpointer data)
{
  static const struct
  {
    const char *person;
    gboolean stays;
  } cases[] = {
    { "\"given_name\":\"ADA\",\"family_name\":\"Uwase\"", FALSE },
    { "\"given_name\":\"A.\",\"emails\":[\"Ada@example.org\"]", FALSE },
    { "\"given_name\":\"Ada\",\"family_name\":\"Keza\"", TRUE },
  };
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  AtlasUuid uuid;

  g_assert_true (atlas_uuid_parse (ID ("01"), -1, &uuid));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("{\"stops\":[{\"stop\":1,\"people\":[{%s}]}]}", cases[i].person);
      g_autoptr (AtlasDebriefing) debriefing = read_good (trip, text);
      g_autoptr (AtlasDebriefing) left = NULL;
      g_autoptr (GError) error = NULL;

      atlas_debriefing_keep (debriefing, trip->base.source, mission, &error);
      g_assert_no_error (error);
      atlas_register_erase (trip->base.source, &uuid, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      left = atlas_debriefing_take_up (trip->base.source, mission);
      g_assert_cmpint (left != NULL, ==, cases[i].stays);
      add_json (
        trip->base.source,
        "{\"members\":[{\"id\":\"" ID (
          "01") "\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\",\"emails\":[\"ada@example.org\"]}]}");
    }
}

static gboolean
is_kept_once_opened (Trip *trip, const char *now)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&trip->base.source);
  g_setenv ("ATLAS_NOW", now, TRUE);
  trip->base.source = atlas_register_open (trip->base.path, ATLAS_STORE_OPEN_EXISTING, &error);
  g_setenv ("ATLAS_NOW", NOW, TRUE);
  g_assert_no_error (error);
  value =
    atlas_store_dup_setting (atlas_register_get_store (trip->base.source), ATLAS_DEBRIEFING_SETTING MISSION);
  return value != NULL;
}

/* What was begun of a mission that is gone for good goes too, once nobody will want it back. */
static void
test_stale (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasDebriefing) debriefing = read_good (trip, whole);
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (GError) error = NULL;

  atlas_debriefing_keep (debriefing, trip->base.source, mission, &error);
  g_assert_no_error (error);
  g_assert_true (is_kept_once_opened (trip, "2027-05-06T07:08:09Z"));
  atlas_register_delete (trip->base.source, &atlas_kind_mission, &trip->mission, 1, &error);
  g_assert_no_error (error);
  g_assert_true (is_kept_once_opened (trip, "2026-05-30T07:08:09Z"));
  g_assert_false (is_kept_once_opened (trip, "2026-06-30T07:08:09Z"));
}

/* What is wrong with a file is told by record and field, and nothing is written. */
static void
test_faults (Trip *trip, gconstpointer data)
{
  static const struct
  {
    const char *text, *said;
  } cases[] = {
    { "[]", "must be a JSON object" },
    { "{\"stops\":", "broken JSON" },
    { "{\"stop\":[]}", "stop: there is no such key; there are: mission, stops, " },
    { "{\"mission\":\"" HOST "\"}", "mission: the file tells of another one" },
    { "{\"status\":\"done\"}", "status: “done” must be one of: draft, approved" },
    { "{\"stops\":[{\"place\":\"Dallas\"}]}",
      "entry 1 of the stops: place: the mission does not stop at “Dallas”" },
    { "{\"stops\":[{\"stop\":4}]}", "stop: must be a number from 1 to 3" },
    { "{\"stops\":[{\"stop\":1,\"attended\":[]}]}", "stop 1 (Ottawa): attended: there is no such key" },
    { "{\"stops\":[{\"stop\":1,\"attendance\":[{\"email\":\"x@example.org\"}]}]}",
      "stop 1 (Ottawa), attendance 1: nobody has the address “x@example.org”" },
    { "{\"stops\":[{\"stop\":1,\"attendance\":[{\"name\":\"Ben Mugisha\"}]}]}",
      "stop 1 (Ottawa), attendance 1: " },
    { "{\"stops\":[{\"stop\":1,\"attendance\":[{\"name\":\"Ada Uwase\",\"status\":\"came\"}]}]}",
      "stop 1 (Ottawa), attendance 1: status: “came” must be one of" },
    { "{\"stops\":[{\"stop\":2,\"contacts\":[{\"name\":\"Ada Uwase\",\"follow_up\":\"soon\"}]}]}",
      "stop 2 (Toronto), contact 1: follow_up: " },
    { "{\"stops\":[{\"stop\":2,\"contacts\":[{\"name\":\"Ada Uwase\",\"sumary\":\"x\"}]}]}",
      "stop 2 (Toronto), contact 1: the contact log has no place for {\"sumary\":\"x\"}" },
    { "{\"stops\":[{\"stop\":2,\"people\":[{\"sex\":\"female\"}]}]}", "stop 2 (Toronto), new person 1: " },
    { "{\"expenses\":[{\"item\":\"Hall\"}]}", "expense 1: spent: is missing" },
    { "{\"expenses\":[{\"item\":\"Hall\",\"spent\":-3}]}", "expense 1: spent: " },
    { "{\"stops\":[{\"stop\":1,\"reached\":1},{\"place\":\"Ottawa\",\"reached\":2}]}",
      "entry 2 of the stops: “stop 1 (Ottawa)” is named twice" },
    { "{\"stops\":[{\"stop\":1,\"people\":[{\"given_name\":\"X\",\"emails\":[\"h@example.org\"]},{\"given_"
      "name\":"
      "\"Y\",\"emails\":[\"h@example.org\"]}],\"attendance\":[{\"email\":\"h@example.org\",\"name\":\"Y\"},"
      "{\"email\":\"h@example.org\"}]}]}",
      "stop 1 (Ottawa), attendance 2: 2 people have “h@example.org”" },
    { "{\"stops\":[{\"stop\":1,\"reached\":-1}]}", "stop 1 (Ottawa): reached: must be a whole number" },
  };
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
        atlas_debriefing_from_json (trip->base.source, mission, cases[i].text, -1, NULL, NULL, &error));
      g_assert_true (error->domain == ATLAS_IMPORT_ERROR);
      if (strstr (error->message, cases[i].said) == NULL)
        g_error ("%s: “%s” does not say “%s”", cases[i].text, error->message, cases[i].said);
    }
}

/* Nobody can have come where nothing can have been held; all else is taken back with it. */
static void
test_timeless (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasDebriefing) debriefing =
    read_good (trip, "{\"stops\":[{\"stop\":1,\"attendance\":[{\"member\":\"" ID (
                       "01") "\"}]},"
                             "{\"stop\":3,\"attendance\":[{\"member\":\"" ID ("01") "\"}]}]}");
  g_autoptr (GError) error = NULL;

  g_assert_false (atlas_debriefing_write (debriefing, trip->base.source, NULL, NULL, &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "stop 3 (Nowhere at all): it has no arrival"));
  g_assert_cmpint (count_all (trip, &atlas_kind_event), ==, 0);
}

/* An officer's ticks, as a window makes them. */
static void
test_ticks (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (AtlasDebriefing) debriefing = atlas_debriefing_new (mission);
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");
  AtlasDebriefingStop *said = g_ptr_array_index (debriefing->stops, 0);
  AtlasRecord *person = atlas_debriefing_new_person (g_ptr_array_index (stops, 0));
  g_autoptr (AtlasRecord) early = NULL;
  char id[ATLAS_UUID_TEXT_SIZE];

  g_assert_true (atlas_debriefing_is_empty (debriefing));
  atlas_debriefing_stop_set_status (said, ID ("01"), "attended");
  atlas_debriefing_stop_set_status (said, ID ("01"), "absent");
  g_assert_cmpuint (said->attendance->len, ==, 1);
  g_assert_cmpstr (atlas_debriefing_stop_get_status (said, ID ("01")), ==, "absent");
  atlas_debriefing_stop_set_status (said, ID ("01"), NULL);
  g_assert_true (atlas_debriefing_is_empty (debriefing));

  atlas_record_set_text (person, "given_name", "Iris");
  atlas_debriefing_note_consent (person, "phone", "2026-05-01", "Spring · Ottawa");
  g_assert_cmpstr (atlas_record_get_text (person, "address.city"), ==, "Ottawa");
  g_ptr_array_add (said->people, person);
  atlas_uuid_format (atlas_record_get_uuid (person), id);
  g_assert_true (atlas_debriefing_find_person (debriefing, id) == person);
  g_ptr_array_add (said->contacts, atlas_debriefing_new_contact (mission, g_ptr_array_index (stops, 0), id));
  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (said->contacts, 0), "date"), ==, "2026-05-01");
  write_it (trip, debriefing, NULL);
  assert_list (trip, 0, 1, 1);

  /* Told before the day for which it was planned, it was said today. */
  g_setenv ("ATLAS_NOW", "2026-04-20T12:00:00Z", TRUE);
  early = atlas_debriefing_new_contact (mission, g_ptr_array_index (stops, 0), id);
  g_assert_cmpstr (atlas_record_get_text (early, "date"), ==, "2026-04-20");
  g_setenv ("ATLAS_NOW", NOW, TRUE);
  g_assert_cmpint (count (trip->base.source, &atlas_kind_member, "consent:phone iris"), ==, 1);
}

/* What is told afterwards is what was said. */
static void
test_numbers (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasDebriefing) debriefing = read_good (trip, whole);
  g_autoptr (AtlasMissionDebrief) numbers = NULL;
  g_autoptr (GError) error = NULL;
  AtlasSmallTotal reached;

  write_it (trip, debriefing, NULL);
  numbers = atlas_mission_debrief_new (trip->base.source, trip->mission, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (atlas_mission_debrief_get_reached (numbers, &reached));
  g_assert_cmpuint (reached.low, ==, 3);
  g_assert_cmpint (numbers->planned, ==, 10);
  g_assert_cmpuint (numbers->tasks->len, ==, 2);
}

/* Two talks of one day are two, though neither has a summary; the same file read again says neither again,
 * nor what was said to an organisation. */
static void
test_talks (Trip *trip, gconstpointer data)
{
  static const char text[] =
    "{\"stops\":[{\"stop\":1,\"contacts\":["
    "{\"member\":\"" ID ("01") "\",\"outcome\":\"reached\"},"
                               "{\"member\":\"" ID (
                                 "01") "\",\"channel\":\"phone\",\"follow_up\":\"2026-05-20\"},"
                                       "{\"organisation\":\"" HOST "\",\"summary\":\"Lent the hall\"}]}]}";
  AtlasDebriefingCounts counts;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AtlasDebriefing) debriefing = read_good (trip, text);

      write_it (trip, debriefing, &counts);
      g_assert_cmpuint (counts.contacts, ==, i == 0 ? 3 : 0);
    }
  g_assert_cmpint (count_all (trip, &atlas_kind_interaction), ==, 4);
}

/* Somebody with an organisation is somebody. */
static void
test_both (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasDebriefing) debriefing =
    read_good (trip, "{\"stops\":[{\"stop\":1,\"contacts\":[{\"organisation\":\"" HOST
                     "\",\"email\":\"ada@example.org\"}]}]}");
  const AtlasDebriefingStop *stop = g_ptr_array_index (debriefing->stops, 0);

  g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (stop->contacts, 0), "member"), ==, ID ("01"));
}

static void
set_text (Trip *trip, AtlasRecord *record, const char *key, const char *text)
{
  atlas_record_set_text (record, key, text);
  save (trip->base.source, record);
}

/* What is held elsewhere on the journey stays as an officer wrote it. */
static void
test_events (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasDebriefing) first =
    read_good (trip, "{\"stops\":[{\"stop\":2,\"attendance\":[{\"member\":\"" ID ("01") "\"}]}]}");
  g_autoptr (AtlasDebriefing) second = NULL;
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (AtlasRecord) after = NULL;

  write_it (trip, first, NULL);
  g_assert_cmpint (count_all (trip, &atlas_kind_event), ==, 1);
  event = find_event (trip, 1);
  set_text (trip, event, "start", "2026-05-03T11:30:00-04:00");
  second = read_good (trip, "{\"stops\":[{\"stop\":1,\"attendance\":[{\"member\":\"" ID ("01") "\"}]}]}");
  write_it (trip, second, NULL);
  g_assert_cmpint (count_all (trip, &atlas_kind_event), ==, 2);
  after = find_event (trip, 1);
  g_assert_cmpstr (atlas_record_get_text (after, "start"), ==, "2026-05-03T11:30:00-04:00");
}

static void
drop_member (Trip *trip, const char *id)
{
  gint64 row = trip_find (trip->base.source, &atlas_kind_member, id);
  g_autoptr (GError) error = NULL;

  atlas_register_delete (trip->base.source, &atlas_kind_member, &row, 1, &error);
  g_assert_no_error (error);
}

/* Whoever was merged into another since means that one, in what is kept as in what is being written; who is
 * gone gets neither a place on a list nor an entry of the log. */
static void
test_merged (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (AtlasDebriefing) debriefing = read_good (
    trip, "{\"stops\":[{\"stop\":1,\"attendance\":[{\"member\":\"" ID ("06") "\"},{\"member\":\"" ID (
            "05") "\"}],"
                  "\"contacts\":[{\"member\":\"" ID ("06") "\"},{\"member\":\"" ID ("05") "\"}]}]}");
  g_autoptr (AtlasDebriefing) kept = NULL;
  g_autoptr (GError) error = NULL;
  AtlasDebriefingCounts counts;

  g_assert_true (atlas_debriefing_keep (debriefing, trip->base.source, mission, &error));
  drop_member (trip, ID ("05"));
  drop_member (trip, ID ("06"));
  add_json (trip->base.source, "{\"verdicts\":[{\"member\":\"" ID ("02") "\",\"other\":\"" ID (
                                 "06") "\",\"verdict\":\"same\"}]}");
  kept = atlas_debriefing_take_up (trip->base.source, mission);
  g_assert_cmpstr (atlas_debriefing_stop_get_status (g_ptr_array_index (kept->stops, 0), ID ("02")), ==,
                   "attended");
  g_assert_cmpuint (((AtlasDebriefingStop *) g_ptr_array_index (kept->stops, 0))->contacts->len, ==, 1);

  write_it (trip, debriefing, &counts);
  g_assert_cmpuint (counts.attendance, ==, 1);
  g_assert_cmpuint (counts.contacts, ==, 1);
  assert_list (trip, 0, 1, 1);
}

/* A stop is known again by what is held there, wherever it stands by now; one that is another than was told
 * of is not written to. */
static void
test_moved (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasDebriefing) debriefing = read_good (trip, whole);
  g_autoptr (AtlasDebriefing) told = NULL;
  g_autoptr (AtlasDebriefing) again = NULL;
  g_autoptr (AtlasRecord) mission = NULL;
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *json = NULL;

  write_it (trip, debriefing, NULL);
  told = read_good (trip, "{\"stops\":[{\"stop\":1,\"reached\":7},{\"stop\":2,\"reached\":9}]}");
  json = atlas_debriefing_to_json (told);
  mission = trip_load_mission (trip);
  stops = atlas_record_dup_items (mission, "stops");
  atlas_record_set_text (g_ptr_array_index (stops, 0), "place", "Toronto");
  g_ptr_array_insert (stops, 0, g_ptr_array_steal_index (stops, 1));
  atlas_record_set_items (mission, "stops", stops);
  save (trip->base.source, mission);

  again = read_good (trip, json);
  g_assert_cmpint (((AtlasDebriefingStop *) g_ptr_array_index (again->stops, 0))->reached, ==, 9);
  g_assert_cmpint (((AtlasDebriefingStop *) g_ptr_array_index (again->stops, 1))->reached, ==, 7);
  g_assert_false (atlas_debriefing_write (told, trip->base.source, NULL, NULL, &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
}

/* Somebody who is known already agreed all the same, once. */
static void
test_agreed (Trip *trip, gconstpointer data)
{
  static const char text[] =
    "{\"stops\":[{\"stop\":1,\"people\":[{\"given_name\":\"Ada\",\"family_name\":\"Uwase\",\"emails\":[\"ada@"
    "example.org\"],\"consents\":[{\"purpose\":\"contact\",\"channel\":\"phone\",\"status\":\"given\","
    "\"date\":"
    "\"2026-05-01\",\"source\":\"asked at the door\"}]}]}]}";

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AtlasDebriefing) debriefing = read_good (trip, text);
      g_autoptr (AtlasRecord) ada = NULL;
      g_autoptr (GPtrArray) consents = NULL;

      write_it (trip, debriefing, NULL);
      ada = atlas_register_load (trip->base.source, &atlas_kind_member,
                                 trip_find (trip->base.source, &atlas_kind_member, ID ("01")), NULL);
      consents = atlas_record_dup_items (ada, "consents");
      g_assert_cmpuint (consents->len, ==, 2);
      g_assert_cmpstr (atlas_record_get_text (g_ptr_array_index (consents, 1), "source"), ==,
                       "asked at the door");
    }
}

/* Of whom nothing but a name is known is not recorded anew when the file is read again, nor whose number is
 * written otherwise. */
static void
test_names_alone (Trip *trip, gconstpointer data)
{
  static const char *const texts[] = {
    "{\"stops\":[{\"stop\":1,\"people\":[{\"given_name\":\"Ines\",\"family_name\":\"Gaju\"},"
    "{\"given_name\":\"Jo\",\"family_name\":\"Kamanzi\",\"phones\":[\"+1 613 555 0100\"]}]}]}",
    "{\"stops\":[{\"stop\":1,\"people\":[{\"given_name\":\"Ines\",\"family_name\":\"Gaju\"},"
    "{\"given_name\":\"Jo\",\"family_name\":\"Kamanzi\",\"phones\":[\"+1 (613) 555-0100\"]}]}]}"
  };
  AtlasDebriefingCounts counts;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (AtlasDebriefing) debriefing = read_good (trip, texts[i]);

      write_it (trip, debriefing, &counts);
      g_assert_cmpuint (counts.people, ==, i == 0 ? 2 : 0);
      assert_list (trip, 0, 2, 2);
    }
}

/* A paragraph that begins as another does is one of its own. */
static void
test_paragraphs (Trip *trip, gconstpointer data)
{
  static const char *const learnt[] = { "The hall was too small for us.", "The hall was too small",
                                        "The hall was too small for us." };
  g_autoptr (AtlasRecord) mission = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (learnt); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"learnt\":\"%s\"}", learnt[i]);
      g_autoptr (AtlasDebriefing) debriefing = read_good (trip, text);

      write_it (trip, debriefing, NULL);
    }
  mission = trip_load_mission (trip);
  g_assert_cmpstr (atlas_record_get_text (mission, "notes"), ==,
                   "The hall was too small for us.\n\nThe hall was too small");
}

#define TRIP_TEST(path, function) \
  g_test_add ("/debriefing/" path, Trip, NULL, trip_set_up, function, trip_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  TRIP_TEST ("one-step", test_one_step);
  TRIP_TEST ("twice", test_twice);
  TRIP_TEST ("known", test_known);
  TRIP_TEST ("kept", test_kept);
  TRIP_TEST ("erased", test_erased);
  TRIP_TEST ("stale", test_stale);
  TRIP_TEST ("faults", test_faults);
  TRIP_TEST ("timeless", test_timeless);
  TRIP_TEST ("ticks", test_ticks);
  TRIP_TEST ("numbers", test_numbers);
  TRIP_TEST ("talks", test_talks);
  TRIP_TEST ("both", test_both);
  TRIP_TEST ("events", test_events);
  TRIP_TEST ("merged", test_merged);
  TRIP_TEST ("moved", test_moved);
  TRIP_TEST ("agreed", test_agreed);
  TRIP_TEST ("names-alone", test_names_alone);
  TRIP_TEST ("paragraphs", test_paragraphs);
  return g_test_run ();
}
