/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What records of other kinds say of a member, and what its lists say beside its facets: in SQL and in memory
 * alike, whatever the order in which the records came, and through undo. */
#include <string.h>

#include "atlas-backup.h"
#include "atlas-consent.h"
#include "atlas-geodata.h"
#include "query-test-support.h"

#define ADA    "11111111-2222-4333-8444-000000000001"
#define BEN    "11111111-2222-4333-8444-000000000002"
#define CLEO   "11111111-2222-4333-8444-000000000003"
#define CLUB   "11111111-2222-4333-8444-000000000010"
#define BANK   "11111111-2222-4333-8444-000000000011"
#define NOBODY "11111111-2222-4333-8444-0000000000ff"

#define CONSENT(purpose, more) \
  "{\"purpose\":\"" purpose "\",\"channel\":\"email\",\"status\":\"given\"" more "}"

static const char members[] =
  "{\"members\":["
  "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"tags\":[\"Press "
  "2026\",\"Choir\"],\"consents\":[" CONSENT ("contact", ",\"date\":\"2025-01-01\",\"expires\":\"2026-05-06\"") "," CONSENT (
    "share", "") "]},"
                 "{\"id\":\"" BEN "\",\"given_name\":\"Ben\",\"tags\":[\"choir\"],"
                 "\"consents\":[" CONSENT ("contact",
                                           ",\"date\":\"2025-01-01\",\"expires\":\"2026-05-"
                                           "05\"") "," CONSENT ("publish",
                                                                "") "]},"
                                                                    "{\"id\":\"" CLEO "\",\"given_name\":"
                                                                    "\"Cleo\",\"consents\":"
                                                                    "[" CONSENT ("publish",
                                                                                 ",\"expires\":\"2026-01-"
                                                                                 "01\"") "]},"
                                                                                         "{\"id\":"
                                                                                         "\"11111111-2222-"
                                                                                         "4333-8444-"
                                                                                         "000000000004\","
                                                                                         "\"given_name\":"
                                                                                         "\"Dan\"}]}";

#define INTERACTION(n, more) \
  "{\"id\":\"11111111-2222-4333-8444-00000000020" n "\",\"date\":\"2026-0" n "-10\"," more "}"

static const char others[] =
  "{\"organisations\":["
  "{\"id\":\"" CLUB
  "\",\"name\":\"Les Amis du Rwanda\",\"abbreviation\":\"LADR\",\"other_names\":[\"The Friends\"],"
  "\"tags\":[\"Danse\"],\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\"},\"roles\":["
  "{\"member\":\"" ADA "\",\"role\":\"chair\",\"since\":\"2020-01-01\"},"
  "{\"member\":\"" ADA "\",\"role\":\"member\"},"
  "{\"member\":\"" BEN "\",\"role\":\"member\",\"until\":\"2026-05-05\"},"
  "{\"member\":\"" CLEO "\",\"role\":\"member\",\"until\":\"2026-05-06\"},"
  "{\"member\":\"" NOBODY "\"}]},"
  "{\"id\":\"" BANK "\",\"name\":\"Bank\",\"roles\":[{\"member\":\"" BEN "\",\"since\":\"2026-05-07\"}]}],"
  "\"interactions\":[" INTERACTION ("1", "\"member\":\"" ADA "\",\"channel\":\"email\",\"direction\":\"out\",\"follow_up\":\"2026-05-06\"") "," INTERACTION (
    "2",
    "\"member\":\"" ADA "\",\"channel\":\"phone\",\"direction\":\"in\",\"follow_up\":\"2026-05-"
    "07\"") "," INTERACTION ("3",
                             "\"member\":\"" ADA "\",\"channel\":\"phone\",\"direction\":\"out\","
                             "\"outcome\":\"no-answer\"") "," INTERACTION ("4",
                                                                           "\""
                                                                           "me"
                                                                           "mb"
                                                                           "er"
                                                                           "\""
                                                                           ":"
                                                                           "\"" BEN "\""
                                                                           ","
                                                                           "\""
                                                                           "ch"
                                                                           "an"
                                                                           "ne"
                                                                           "l"
                                                                           "\""
                                                                           ":"
                                                                           "\""
                                                                           "me"
                                                                           "et"
                                                                           "in"
                                                                           "g"
                                                                           "\""
                                                                           ","
                                                                           "\""
                                                                           "di"
                                                                           "re"
                                                                           "ct"
                                                                           "io"
                                                                           "n"
                                                                           "\""
                                                                           ":"
                                                                           "\""
                                                                           "in"
                                                                           "\""
                                                                           ","
                                                                           "\""
                                                                           "or"
                                                                           "ga"
                                                                           "ni"
                                                                           "sa"
                                                                           "ti"
                                                                           "on"
                                                                           "\""
                                                                           ":"
                                                                           "\"" CLUB "\""
                                                                           ","
                                                                           "\""
                                                                           "fo"
                                                                           "ll"
                                                                           "ow"
                                                                           "_u"
                                                                           "p"
                                                                           "\""
                                                                           ":"
                                                                           "\""
                                                                           "20"
                                                                           "26"
                                                                           "-0"
                                                                           "4-"
                                                                           "11"
                                                                           "\""
                                                                           ","
                                                                           "\""
                                                                           "fo"
                                                                           "ll"
                                                                           "ow"
                                                                           "_u"
                                                                           "p_"
                                                                           "do"
                                                                           "ne"
                                                                           "\""
                                                                           ":"
                                                                           "\""
                                                                           "20"
                                                                           "26"
                                                                           "-0"
                                                                           "4-"
                                                                           "12"
                                                                           "\"") "," INTERACTION ("5",
                                                                                                  "\"organisa"
                                                                                                  "tion\":"
                                                                                                  "\"" BANK
                                                                                                  "\","
                                                                                                  "\"channel"
                                                                                                  "\":"
                                                                                                  "\"post\","
                                                                                                  "\"directio"
                                                                                                  "n\":"
                                                                                                  "\"out\"") "]}";

static const struct
{
  const char *text, *names;
} found[] = {
  { "tag:choir", "Ada Ben" },
  { "tag:\"PRESS 2026\"", "Ada" },
  { "tag:press", "" },
  { "tag:none", "Cleo Dan" },
  { "-tag:choir", "Cleo Dan" },
  { "tags:choir tag:\"press-2026\"", "Ada" },
  { "choir", "Ada Ben" },
  { "association:\"les amis du rwanda\"", "Ada Cleo" },
  { "association:ladr", "Ada Cleo" },
  { "association:\"The Friends\",Bank", "Ada Cleo" },
  { "association:" CLUB, "Ada Cleo" },
  { "association:none", "Ben Dan" },
  { "-association:ladr", "Ben Dan" },
  { "contacted:never", "Cleo Dan" },
  { "contacted:none", "Cleo Dan" },
  { "contacted:2026-01-10", "Ada" },
  { "contacted:>=2026-04", "Ben" },
  { "contacted:>=-1y", "Ada Ben" },
  { "contacted:<2026-02", "Ada" },
  { "-contacted:>=-1m", "Ada Cleo Dan" },
  { "consent:email", "Ada" },
  { "consent:share", "Ada" },
  { "consent:publish", "Ben" },
  { "-consent:email,publish", "Cleo Dan" },
};

static void
assert_found (AtlasRegister *source, AtlasPointIndex *index, const char *text, const char *names)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) query = atlas_register_parse_query (source, &atlas_kind_member, text, &error);
  g_autoptr (GArray) table = NULL;
  g_autoptr (GArray) facets = NULL;
  g_autoptr (GArray) memory = NULL;
  g_autofree char *got = NULL;

  g_test_message ("%s", text);
  g_assert_no_error (error);
  table = ask_table (source, query);
  facets = ask_facets (source, query);
  memory = ask_memory (source, query, index, !atlas_query_is_in_memory (query));
  got = list_names (source, table);
  g_assert_cmpstr (got, ==, names);
  assert_same_ids (facets, table, text, "facets");
  assert_same_ids (memory, table, text, "memory");
}

static void
assert_sound (AtlasRegister *source)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) faults = atlas_store_check (atlas_register_get_store (source), NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (faults[0], ==, NULL);
}

static void
assert_all_found (AtlasRegister *source)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasPointIndex) index = atlas_register_load_points (source, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (found); i++)
    assert_found (source, index, found[i].text, found[i].names);
}

static void
undo (AtlasRegister *source, gboolean redo)
{
  g_autoptr (GError) error = NULL;

  (redo ? atlas_journal_redo : atlas_journal_undo) (atlas_register_get_store (source), NULL, NULL, NULL, NULL,
                                                    &error);
  g_assert_no_error (error);
}

static void
test_found (Fixture *fixture, gconstpointer data)
{
  gboolean others_first = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;

  add_json (fixture->source, others_first ? others : members);
  add_json (fixture->source, others_first ? members : others);
  assert_all_found (fixture->source);
  assert_sound (fixture->source);

  undo (fixture->source, FALSE);
  undo (fixture->source, TRUE);
  assert_all_found (fixture->source);
  atlas_store_rebuild (atlas_register_get_store (fixture->source), NULL, &error);
  g_assert_no_error (error);
  assert_all_found (fixture->source);
  assert_sound (fixture->source);
}

static void
test_other_kinds (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const AtlasKind *kind;
    const char *text;
    gint64 n;
  } counts[] = {
    { &atlas_kind_organisation, "tag:danse", 1 },
    { &atlas_kind_organisation, "friends", 1 },
    { &atlas_kind_organisation, "region:CA-ON has:location", 1 }, /* placed by its address */
    { &atlas_kind_organisation, "near:Ottawa,10km", 1 },
    { &atlas_kind_organisation, "member:" BEN, 2 },
    { &atlas_kind_organisation, "member:" ADA, 1 },
    { &atlas_kind_organisation, "type:none", 2 },
    { &atlas_kind_interaction, NULL, 5 },
    { &atlas_kind_interaction, "member:" ADA, 3 },
    { &atlas_kind_interaction, "member:none", 1 },
    { &atlas_kind_interaction, "organisation:11111111-2222", 2 },
    { &atlas_kind_interaction, "follow-up:due", 1 },
    { &atlas_kind_interaction, "follow-up:open", 2 },
    { &atlas_kind_interaction, "follow-up:done", 1 },
    { &atlas_kind_interaction, "follow-up:none", 2 },
    { &atlas_kind_interaction, "follow-up:<=2026-05", 3 },
    { &atlas_kind_interaction, "date:>=-2m channel:meeting", 1 },
    { &atlas_kind_interaction, "outcome:no-answer direction:out", 1 },
  };

  add_json (fixture->source, members);
  add_json (fixture->source, others);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_test_message ("%s", counts[i].text);
      g_assert_cmpint (count (fixture->source, counts[i].kind, counts[i].text), ==, counts[i].n);
    }
}

static void
test_unknown_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (
    atlas_register_parse_query (fixture->source, &atlas_kind_member, "association:LADR", &error));
  g_assert_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE);
  g_clear_error (&error);
  add_json (fixture->source, others);
  g_assert_null (
    atlas_register_parse_query (fixture->source, &atlas_kind_member, "association:LADDR", &error));
  g_assert_nonnull (strstr (error->message, "Bank, Les Amis du Rwanda"));
  g_clear_error (&error);
  g_assert_null (atlas_query_parse (&atlas_kind_interaction, "member:ada", &error));
  g_assert_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_null (atlas_query_parse (&atlas_kind_interaction, "follow-up:soon", &error));
  g_assert_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE);
}

/* The map follows what other records say of a member, and who is listed is told. */

static gint64
find_id (AtlasRegister *source, const AtlasKind *kind, const char *uuid)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasRecord) record = NULL;
  AtlasUuid id;

  g_assert_true (atlas_uuid_parse (uuid, -1, &id));
  record = atlas_register_load_uuid (source, kind, &id, &error);
  g_assert_no_error (error);
  return atlas_record_get_id (record);
}

static void
note_change (AtlasRegister *source, AtlasChange *change, GArray *ids)
{
  guint n;
  const gint64 *updated =
    atlas_change_get_ids (change, atlas_kind_get_table (&atlas_kind_member), ATLAS_CHANGE_UPDATE, &n);

  g_array_append_vals (ids, updated, n);
}

static gboolean
has_ids (gpointer data)
{
  return ((GArray *) data)->len > 0;
}

static void
test_follow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) record = atlas_record_new (&atlas_kind_interaction);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 cleo;

  add_json (fixture->source, members);
  assert_sound (fixture->source);
  cleo = find_id (fixture->source, &atlas_kind_member, CLEO);
  g_signal_connect (fixture->source, "changed", G_CALLBACK (note_change), ids);
  atlas_record_set_text (record, "member", CLEO);
  atlas_record_set_text (record, "date", "2026-05-01");
  atlas_record_set_text (record, "channel", "meeting");
  save (fixture->source, record);
  iterate_until (has_ids, ids);
  g_assert_cmpint (g_array_index (ids, gint64, 0), ==, cleo);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (AtlasPointIndex) index = atlas_register_load_points (fixture->source, NULL, &error);

    assert_found (fixture->source, index, "contacted:2026-05-01", "Cleo");
  }

  /* It was with another. */
  atlas_record_set_text (record, "member", BEN);
  save (fixture->source, record);
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (AtlasPointIndex) index = atlas_register_load_points (fixture->source, NULL, &error);

    assert_found (fixture->source, index, "contacted:2026-05-01", "Ben");
  }
  g_signal_handlers_disconnect_by_data (fixture->source, ids);
  assert_sound (fixture->source);
}

/* The night passes: nothing is written, and yet a consent is over. */
static void
test_next_day (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasPointIndex) today = NULL;
  g_autoptr (AtlasPointIndex) tomorrow = NULL;

  add_json (fixture->source, members);
  today = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_no_error (error);
  assert_found (fixture->source, today, "consent:email", "Ada");
  g_setenv ("ATLAS_NOW", "2026-05-07T07:08:09Z", TRUE);
  tomorrow = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_no_error (error);
  assert_found (fixture->source, tomorrow, "consent:email", "");
  assert_found (fixture->source, tomorrow, "consent:share", "Ada");
  assert_sound (fixture->source);

  /* And the clock is set back. */
  g_setenv ("ATLAS_NOW", "2026-05-05T07:08:09Z", TRUE);
  g_clear_object (&tomorrow);
  tomorrow = atlas_register_load_points (fixture->source, NULL, &error);
  g_assert_no_error (error);
  assert_found (fixture->source, tomorrow, "consent:email", "Ada Ben");
  g_setenv ("ATLAS_NOW", NOW, TRUE);
}

/* --- The ledger. */

static gboolean
set_consents (AtlasRegister *source, const char *text, GError **error)
{
  g_autoptr (AtlasRecord) ada = load (source, find_id (source, &atlas_kind_member, ADA));

  g_assert_true (atlas_record_set_from_text (ada, "consents", text, NULL));
  atlas_record_set_text (ada, "notes", "x");
  return atlas_register_save (source, ada, error) != 0;
}

static void
test_ledger (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *first = "contact:email:given:2025-01-01:form";

  add_json (fixture->source, "{\"members\":[{\"id\":\"" ADA "\",\"given_name\":\"Ada\"}]}");
  g_assert_true (set_consents (fixture->source, first, &error));
  g_assert_true (
    set_consents (fixture->source, "contact:email:given:2025-01-01:form;share:any:given", &error));
  g_assert_no_error (error);

  /* Changed, taken away, put before. */
  {
    static const char *const wrong[] = {
      "contact:email:given:2025-01-01:form",
      "contact:email:withdrawn:2025-01-01:form;share:any:given",
      "share:any:given;contact:email:given:2025-01-01:form",
      "",
    };
    static const char *const entries[] = { "entry 2", "entry 1", "entry 1", "entry 1" };

    for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
      {
        g_assert_false (set_consents (fixture->source, wrong[i], &error));
        g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
        g_assert_true (g_str_has_prefix (error->message, "consents: "));
        g_assert_nonnull (strstr (error->message, entries[i]));
        g_clear_error (&error);
        g_assert_cmpint (count (fixture->source, &atlas_kind_member, "consent:email consent:share -notes:y"),
                         ==, 1);
      }
  }

  /* Undo may. */
  undo (fixture->source, FALSE);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, "consent:share"), ==, 0);
  undo (fixture->source, TRUE);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, "consent:share"), ==, 1);
}

static gboolean
rewrite (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  atlas_unit_allow_rewriting (unit);
  return atlas_record_save (data, unit, FALSE, error);
}

static void
test_erasure (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasRecord) ada = NULL;
  g_autoptr (GError) error = NULL;

  add_json (fixture->source, members);
  ada = load (fixture->source, find_id (fixture->source, &atlas_kind_member, ADA));
  atlas_record_unset (ada, atlas_kind_find_field (&atlas_kind_member, "consents", -1));
  g_assert_true (
    atlas_register_write (fixture->source, "Erase", ATLAS_UNIT_DEFAULT, rewrite, ada, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture->source, &atlas_kind_member, "consent:share"), ==, 0);
}

/* --- Deleting. */

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 ada, ben, club;

  add_json (fixture->source, members);
  add_json (fixture->source, others);
  ada = find_id (fixture->source, &atlas_kind_member, ADA);
  ben = find_id (fixture->source, &atlas_kind_member, BEN);
  club = find_id (fixture->source, &atlas_kind_organisation, CLUB);

  /* Her contacts go with her; his was with the club as well, and goes with the last of them. */
  g_assert_true (atlas_register_delete (fixture->source, &atlas_kind_member, &ada, 1, &error));
  g_assert_cmpint (count (fixture->source, &atlas_kind_interaction, NULL), ==, 2);
  g_assert_true (atlas_register_delete (fixture->source, &atlas_kind_member, &ben, 1, &error));
  g_assert_cmpint (count (fixture->source, &atlas_kind_interaction, NULL), ==, 2);
  g_assert_cmpint (count (fixture->source, &atlas_kind_organisation, "member:" BEN), ==, 2);
  g_assert_true (atlas_register_delete (fixture->source, &atlas_kind_organisation, &club, 1, &error));
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture->source, &atlas_kind_interaction, NULL), ==, 1);
  assert_sound (fixture->source);

  for (guint i = 0; i < 3; i++)
    undo (fixture->source, FALSE);
  assert_all_found (fixture->source);
  assert_sound (fixture->source);
}

/* --- Missions. */

#define TRIP      "11111111-2222-4333-8444-555555555521"
#define TOWN_HALL "11111111-2222-4333-8444-555555555522"

static const char missions[] =
  "{\"events\":[{\"id\":\"" TOWN_HALL "\",\"title\":\"Town hall\",\"start\":\"2026-12-01T18:00:00-06:00\"},"
  "{\"title\":\"Elsewhere\",\"start\":\"2026-12-01T18:00:00-06:00\"}],"
  "\"missions\":[{\"id\":\"" TRIP "\",\"title\":\"Prairies\",\"type\":\"consular\",\"status\":\"approved\","
  "\"start\":\"2026-11-30\",\"end\":\"2026-12-03\",\"base\":{\"place\":\"Ottawa\"},\"team\":[\"A. Uwase\"],"
  "\"stops\":[{\"place\":\"Winnipeg\",\"event\":\"" TOWN_HALL "\",\"host\":\"" CLUB "\"},"
  "{\"place\":\"Nowhere at all\"},{\"place\":\"Here\",\"latitude\":1.5,\"longitude\":2}]},"
  "{\"title\":\"An idea\"},{\"title\":\"One day\",\"start\":\"2026-11-30\",\"status\":\"draft\","
  "\"stops\":[{\"place\":\"Boston\",\"region\":\"US-MA\"}]}]}";

static void
test_missions (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const AtlasKind *kind;
    const char *text;
    gint64 n;
  } counts[] = {
    { &atlas_kind_mission, NULL, 3 },
    { &atlas_kind_mission, "prairies", 1 },
    { &atlas_kind_mission, "winnipeg", 1 },
    { &atlas_kind_mission, "uwase", 1 },
    { &atlas_kind_mission, "status:draft,approved", 2 },
    { &atlas_kind_mission, "type:none", 2 },
    { &atlas_kind_mission, "from:2026-12-03", 1 },
    { &atlas_kind_mission, "from:2026-12-04", 0 },
    { &atlas_kind_mission, "to:2026-11-30", 2 },
    { &atlas_kind_mission, "to:2026-11-29", 0 },
    { &atlas_kind_mission, "from:2026-11-30 to:2026-11-30", 2 },
    { &atlas_kind_mission, "region:CA-MB", 1 }, /* placed by the name */
    { &atlas_kind_mission, "region:none", 1 },
    { &atlas_kind_mission, "-region:CA-MB", 2 },
    { &atlas_kind_mission, "country:CA", 1 },
    { &atlas_kind_mission, "country:US,CA", 2 },
    { &atlas_kind_mission, "place:WINNIPEG", 1 },
    { &atlas_kind_mission, "place:win", 0 },
    { &atlas_kind_mission, "place:none", 1 },
    { &atlas_kind_mission, "event:" TOWN_HALL, 1 },
    { &atlas_kind_mission, "event:none", 2 },
    { &atlas_kind_mission, "host:1111", 1 },
    { &atlas_kind_mission, "id:" TRIP, 1 },
    { &atlas_kind_mission, "id:11111111-2222", 1 },
    { &atlas_kind_event, "mission:" TRIP, 1 },
    { &atlas_kind_event, "mission:1111 elsewhere", 0 },
    { &atlas_kind_event, "-mission:" TRIP, 1 },
  };
  g_autoptr (AtlasRecord) trip = NULL;
  g_autoptr (GPtrArray) stops = NULL;
  g_autoptr (GError) error = NULL;
  AtlasRecord *first;
  gint64 town_hall, id;

  add_json (fixture->source, missions);
  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_test_message ("%s", counts[i].text);
      g_assert_cmpint (count (fixture->source, counts[i].kind, counts[i].text), ==, counts[i].n);
    }
  g_assert_null (atlas_query_parse (&atlas_kind_mission, "host:nobody", &error));
  g_assert_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE);
  g_clear_error (&error);

  /* What is named and known has a place, a region, a country and its clocks; what is not stays as it was. */
  id = find_id (fixture->source, &atlas_kind_mission, TRIP);
  trip = atlas_register_load (fixture->source, &atlas_kind_mission, id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (atlas_record_get_text (trip, "base.region"), ==, "CA-ON");
  g_assert_cmpstr (atlas_record_get_text (trip, "timezone"), ==, "America/Toronto");
  stops = atlas_record_dup_items (trip, "stops");
  first = g_ptr_array_index (stops, 0);
  g_assert_cmpstr (atlas_record_get_text (first, "timezone"), ==, "America/Winnipeg");
  g_assert_cmpfloat_with_epsilon (atlas_record_get_real (first, "latitude"), 49.9, 0.2);
  g_assert_null (atlas_record_get_text (g_ptr_array_index (stops, 1), "timezone"));
  g_assert_cmpfloat (atlas_record_get_real (g_ptr_array_index (stops, 2), "latitude"), ==, 1.5);

  /* Another town takes the position with it. */
  atlas_record_set_text (first, "place", "Calgary");
  atlas_record_set_items (trip, "stops", stops);
  g_assert_cmpint (atlas_register_save (fixture->source, trip, &error), ==, id);
  g_assert_no_error (error);
  g_assert_cmpint (count (fixture->source, &atlas_kind_mission, "region:CA-AB"), ==, 1);
  g_assert_cmpint (count (fixture->source, &atlas_kind_mission, "region:CA-MB"), ==, 0);

  /* What is held at a stop may go, and come back: the stop keeps its id. */
  town_hall = find_id (fixture->source, &atlas_kind_event, TOWN_HALL);
  g_assert_true (atlas_register_delete (fixture->source, &atlas_kind_event, &town_hall, 1, &error));
  g_assert_cmpint (count (fixture->source, &atlas_kind_mission, "event:" TOWN_HALL), ==, 1);
  assert_sound (fixture->source);
  undo (fixture->source, FALSE);
  g_assert_cmpint (count (fixture->source, &atlas_kind_event, "mission:" TRIP), ==, 1);

  /* What does not fit together is refused, and says where. */
  g_assert_true (atlas_record_set_from_text (trip, "end", "2026-11-01", NULL));
  g_assert_cmpint (atlas_register_save (fixture->source, trip, &error), ==, 0);
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
  g_assert_cmpstr (error->message, ==, "end: must not be before the first day");
  g_clear_error (&error);
  g_assert_true (atlas_record_set_from_text (trip, "end", "2026-12-03", NULL));
  g_assert_true (atlas_record_set_from_text (trip, "stops",
                                             "[{\"place\":\"A\"},{\"place\":\"B\",\"arrival\":\"2026-12-"
                                             "02T10:00:00Z\",\"departure\":\"2026-12-01T10:00:00Z\"}]",
                                             NULL));
  g_assert_cmpint (atlas_register_save (fixture->source, trip, &error), ==, 0);
  g_assert_cmpstr (error->message, ==, "stops: entry 2: departure: must not be before the arrival");
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;

  g_test_init (&argc, &argv, NULL);
  if (!atlas_geodata_load (&error))
    g_error ("%s", error->message);
  for (int others_first = FALSE; others_first <= TRUE; others_first++)
    g_test_add (others_first ? "/links/found/others-first" : "/links/found/members-first", Fixture,
                GINT_TO_POINTER (others_first), fixture_set_up, test_found, fixture_tear_down);
  QUERY_TEST ("/links/other-kinds", test_other_kinds);
  QUERY_TEST ("/links/unknown-names", test_unknown_names);
  QUERY_TEST ("/links/follow", test_follow);
  QUERY_TEST ("/links/next-day", test_next_day);
  QUERY_TEST ("/links/ledger", test_ledger);
  QUERY_TEST ("/links/erasure", test_erasure);
  QUERY_TEST ("/links/delete", test_delete);
  QUERY_TEST ("/links/missions", test_missions);
  return g_test_run ();
}
