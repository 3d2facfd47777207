/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mission carried out: events at its stops, who is asked, who came, and what is written of it. */
#include <string.h>

#include <json-glib/json-glib.h>

#include "atlas-attendance-sheet.h"
#include "atlas-checkin.h"
#include "atlas-csv-reader.h"
#include "atlas-disclosure.h"
#include "atlas-geodata.h"
#include "atlas-invitation.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-brief.h"
#include "atlas-mission-debrief.h"
#include "atlas-mission-events.h"
#include "atlas-mission-itinerary.h"
#include "trip-test-support.h"

/* Given names of whom a search finds. */
static char *
find_names (AtlasRegister *source, const char *text)
{
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, text);
  g_autoptr (GArray) ids = atlas_register_list_ids (source, query, NULL, 0, NULL, NULL);

  return list_names (source, ids);
}

static void
assert_reached (Trip *trip, guint stop, AtlasMissionReach reach, const char *language, const char *expected)
{
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = atlas_mission_dup_stop_query (mission, stop, reach, language, &error);
  g_autofree char *names = NULL;

  g_assert_no_error (error);
  names = find_names (trip->base.source, text);
  g_assert_cmpstr (names, ==, expected);
}

/* Nobody is reached twice, nobody who has left, and of the audience nobody who is not of it. */
static void
test_audience (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (GError) error = NULL;

  assert_reached (trip, 0, ATLAS_REACH_EVERYONE, NULL, "Ada Ben Cleo Dan");
  assert_reached (trip, 0, ATLAS_REACH_NEW, NULL, "Ada Ben Cleo Dan");
  assert_reached (trip, 1, ATLAS_REACH_EVERYONE, NULL, "Ada Ben Ben Cleo Dan Fay Gil");
  assert_reached (trip, 1, ATLAS_REACH_AUDIENCE, NULL, "Ada Ben Ben Cleo Dan Fay");
  assert_reached (trip, 1, ATLAS_REACH_NEW, NULL, "Ben Fay");
  assert_reached (trip, 0, ATLAS_REACH_NEW, "fr", "Ada");
  assert_reached (trip, 0, ATLAS_REACH_NEW, "none", "Cleo Dan");

  g_assert_null (atlas_mission_dup_stop_query (mission, 2, ATLAS_REACH_NEW, NULL, &error));
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "stop 3 (Nowhere at all)"));
  g_clear_error (&error);
  g_assert_null (atlas_mission_dup_stop_query (mission, 3, ATLAS_REACH_NEW, NULL, &error));
  g_assert_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE);
}

/* --- Events. */

static void
make_events (Trip *trip, guint made, guint updated, guint kept)
{
  g_autoptr (GError) error = NULL;
  AtlasMissionEvents counts;

  atlas_mission_make_events (trip->base.source, trip->mission, &counts, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (counts.made, ==, made);
  g_assert_cmpuint (counts.updated, ==, updated);
  g_assert_cmpuint (counts.kept, ==, kept);
  g_assert_cmpuint (counts.timeless, ==, 1);
}

static AtlasRecord *
load_event (Trip *trip, guint stop)
{
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");

  return atlas_stop_load_event (trip->base.source, g_ptr_array_index (stops, stop), NULL);
}

static void
assert_text (AtlasRecord *record, const char *key, const char *expected)
{
  g_assert_cmpstr (atlas_record_get_text (record, key), ==, expected);
}

static void
change_stop (Trip *trip, const char *key, const char *text)
{
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");

  atlas_record_set_text (g_ptr_array_index (stops, 0), key, text);
  atlas_record_set_items (mission, "stops", stops);
  save (trip->base.source, mission);
}

static void
test_events (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (AtlasRecord) later = NULL;
  g_autofree char *label = NULL;

  make_events (trip, 2, 0, 0);
  make_events (trip, 0, 0, 2);
  event = load_event (trip, 0);
  assert_text (event, "title", "Spring · Ottawa");
  assert_text (event, "type", "skills-fair");
  assert_text (event, "status", "planned");
  assert_text (event, "start", "2026-05-01T14:00:00-04:00");
  assert_text (event, "end", "2026-05-01T17:00:00-04:00");
  assert_text (event, "timezone", "America/Toronto");
  assert_text (event, "venue", "Town hall");
  assert_text (event, "organiser", "Les Amis");
  assert_text (event, "address.city", "Ottawa");
  g_assert_cmpfloat (atlas_record_get_real (event, "location.latitude"), ==, 45.42);

  /* What an officer wrote stays; what the mission says follows it. */
  atlas_record_set_text (event, "status", "confirmed");
  atlas_record_set_text (event, "description", "Bring coffee");
  save (trip->base.source, event);
  change_stop (trip, "departure", "2026-05-01T18:00:00-04:00");
  make_events (trip, 0, 1, 1);
  later = load_event (trip, 0);
  assert_text (later, "end", "2026-05-01T18:00:00-04:00");
  assert_text (later, "status", "confirmed");
  assert_text (later, "description", "Bring coffee");
  g_assert_cmpint (atlas_record_get_id (later), ==, atlas_record_get_id (event));

  label = trip_undo (trip);
  g_assert_cmpstr (label, ==, "Make events of Spring");
}

/* One undo takes back both events and what the stops say of them; a deleted event is made anew. */
static void
test_events_undone (Trip *trip, gconstpointer data)
{
  g_autofree char *label = NULL;
  g_autoptr (AtlasRecord) event = NULL;
  gint64 id;

  make_events (trip, 2, 0, 0);
  g_assert_cmpint (count (trip->base.source, &atlas_kind_event, ""), ==, 2);
  label = trip_undo (trip);
  g_assert_cmpint (count (trip->base.source, &atlas_kind_event, ""), ==, 0);
  g_assert_null (load_event (trip, 0));
  make_events (trip, 2, 0, 0);
  event = load_event (trip, 1);
  id = atlas_record_get_id (event);
  g_assert_true (atlas_register_delete (trip->base.source, &atlas_kind_event, &id, 1, NULL));
  make_events (trip, 1, 0, 1);
}

/* Of a place that is another now, nothing of the old one stays. */
static void
test_events_moved (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (AtlasRecord) moved = NULL;

  make_events (trip, 2, 0, 0);
  event = load_event (trip, 0);
  atlas_record_set_text (event, "address.street", "1 Main St");
  save (trip->base.source, event);
  change_stop (trip, "place", "Gatineau");
  make_events (trip, 0, 1, 1);
  moved = load_event (trip, 0);
  assert_text (moved, "title", "Spring · Gatineau");
  assert_text (moved, "address.street", NULL);
  assert_text (moved, "address.city", "Gatineau");
}

typedef struct
{
  gint64 mission;
  AtlasMissionEvents counts;
} Dropping;

/* The mission without any stop. */
static gboolean
drop_stops (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Dropping *self = data;
  g_autoptr (AtlasRecord) mission =
    atlas_record_load (atlas_unit_get_connection (unit), &atlas_kind_mission, self->mission, error);
  g_autoptr (GPtrArray) before = atlas_record_dup_items (mission, "stops");
  g_autoptr (GPtrArray) after = g_ptr_array_new ();

  atlas_record_set_items (mission, "stops", after);
  return atlas_record_save (mission, unit, FALSE, error) &&
         atlas_mission_drop_events_in (unit, before, after, &self->counts, error);
}

static void
assert_dropped (Trip *trip, guint dropped, guint orphaned)
{
  Dropping dropping = { .mission = trip->mission };
  g_autoptr (GError) error = NULL;
  g_autofree char *label = NULL;

  atlas_register_write (trip->base.source, "Plan Spring", ATLAS_UNIT_DEFAULT, drop_stops, &dropping, NULL,
                        &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dropping.counts.dropped, ==, dropped);
  g_assert_cmpuint (dropping.counts.orphaned, ==, orphaned);
  g_assert_cmpint (count (trip->base.source, &atlas_kind_event, ""), ==, orphaned);
  label = trip_undo (trip);
  g_assert_cmpstr (label, ==, "Plan Spring");
  g_assert_cmpint (count (trip->base.source, &atlas_kind_event, ""), ==, 2);
}

/* Events of stops that are gone go with them in one step, but for those that somebody counts on. */
static void
test_events_dropped (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (AtlasRecord) talk = atlas_record_new (&atlas_kind_interaction);
  char id[ATLAS_UUID_TEXT_SIZE];

  make_events (trip, 2, 0, 0);
  assert_dropped (trip, 2, 0);
  event = load_event (trip, 0);
  atlas_record_set_text (event, "status", "confirmed");
  save (trip->base.source, event);
  assert_dropped (trip, 1, 1);
  atlas_record_set_text (event, "status", "planned");
  save (trip->base.source, event);
  assert_dropped (trip, 2, 0);

  atlas_uuid_format (atlas_record_get_uuid (event), id);
  atlas_record_set_text (talk, "date", "2026-04-01");
  atlas_record_set_text (talk, "channel", "phone");
  atlas_record_set_text (talk, "direction", "out");
  atlas_record_set_text (talk, "member", ID ("01"));
  atlas_record_set_text (talk, "event", id);
  save (trip->base.source, talk);
  assert_dropped (trip, 1, 1);
}

/* --- Who is asked. */

static AtlasInvitation *
ask (Trip *trip, guint stop)
{
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = atlas_mission_dup_stop_query (mission, stop, ATLAS_REACH_NEW, NULL, &error);
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, text);
  AtlasInvitation *invitation =
    atlas_invitation_new (trip->base.source, query, ATLAS_CHANNEL_EMAIL, NULL, &error);

  g_assert_no_error (error);
  return invitation;
}

static void
test_invitation (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasInvitation) first = ask (trip, 0);
  g_autoptr (AtlasInvitation) second = ask (trip, 1);
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (AtlasRecord) invited = NULL;
  g_autoptr (GPtrArray) attendance = NULL;
  g_autofree char *label = NULL;
  guint n;

  g_assert_cmpint (first->counts.matched, ==, 4);
  g_assert_cmpint (first->counts.written, ==, 3);
  g_assert_cmpint (first->counts.withdrawn, ==, 1);
  g_assert_cmpuint (first->languages->len, ==, 3);
  g_assert_cmpint (second->counts.written, ==, 1);
  g_assert_cmpint (second->counts.no_address, ==, 1);

  make_events (trip, 2, 0, 0);
  event = load_event (trip, 0);
  g_assert_true (atlas_event_invite (trip->base.source, atlas_record_get_id (event), first, &n, NULL, NULL));
  g_assert_cmpuint (n, ==, 3);
  g_assert_true (atlas_event_invite (trip->base.source, atlas_record_get_id (event), first, &n, NULL, NULL));
  g_assert_cmpuint (n, ==, 0);
  invited = load_event (trip, 0);
  attendance = atlas_record_dup_items (invited, "attendance");
  g_assert_cmpuint (attendance->len, ==, 3);
  label = trip_undo (trip);
  g_assert_cmpstr (label, ==, "Invite people to Spring · Ottawa");
}

/* --- Who came. */

static AtlasCheckinReport *
check_in (Trip *trip, guint stop, const char *table, GError **error)
{
  g_autoptr (AtlasRecord) event = load_event (trip, stop);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (table, -1, NULL);
  g_autoptr (AtlasRowReader) rows = atlas_csv_reader_new (stream, NULL);

  return atlas_event_check_in (trip->base.source, atlas_record_get_id (event), rows, NULL, error);
}

/* "0…01 attended" for each of an event's list, by the last digits of the id. */
static char *
list_attendance (Trip *trip, guint stop)
{
  g_autoptr (AtlasRecord) event = load_event (trip, stop);
  g_autoptr (GPtrArray) attendance = atlas_record_dup_items (event, "attendance");
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (attendance, i);

      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "",
                              atlas_record_get_text (entry, "member") + 34,
                              atlas_record_get_text (entry, "status"));
    }
  return g_string_free (text, FALSE);
}

static void
assert_refused (AtlasCheckinReport *report, guint index, gint64 line, const char *part)
{
  const AtlasCheckinRefusal *refusal = g_ptr_array_index (report->refused, index);

  g_assert_cmpint (refusal->line, ==, line);
  if (strstr (refusal->reason, part) == NULL)
    g_error ("“%s” lacks “%s”", refusal->reason, part);
}

static void
test_check_in (Trip *trip, gconstpointer data)
{
  static const char table[] =
    "Id;Courriel;Nom;Prénom;Statut\n" ID ("01") ";;;;\n"
                                                ";DAN@example.org;;;absent\n"
                                                ";home@example.org;Ea;Cleo;\n"
                                                ";home@example.org;;;\n"
                                                ";;Mugisha;Ben;\n"
                                                ";;Nobody;;\n"
                                                ";;Fay;;perhaps\n" ID ("99") ";;;;\n"
                                                                             "x;;;;\n"
                                                                             ";;;;attended\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasCheckinReport) report = NULL;
  g_autofree char *list = NULL;
  g_autofree char *label = NULL;
  g_autofree char *before = NULL;

  make_events (trip, 2, 0, 0);
  report = check_in (trip, 0, table, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->rows, ==, 10);
  g_assert_cmpuint (report->added, ==, 3);
  g_assert_cmpuint (report->refused->len, ==, 7);
  assert_refused (report, 0, 5, "2 people have “home@example.org”");
  assert_refused (report, 1, 6, "2 people have “Ben Mugisha”");
  assert_refused (report, 2, 7, "nobody is called “Nobody”");
  assert_refused (report, 3, 8, "perhaps");
  assert_refused (report, 4, 9, "nobody has the id");
  assert_refused (report, 5, 10, "is no id");
  assert_refused (report, 6, 11, "names nobody");
  list = list_attendance (trip, 0);
  g_assert_cmpstr (list, ==, "01 attended, 04 absent, 03 attended");
  label = trip_undo (trip);
  g_assert_cmpstr (label, ==, "Check in at Spring · Ottawa");
  before = list_attendance (trip, 0);
  g_assert_cmpstr (before, ==, "");
}

/* Of two of one name, the one on the list is meant. */
static void
test_check_in_listed (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasInvitation) asked = NULL;
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (AtlasCheckinReport) report = NULL;
  g_autoptr (AtlasCheckinReport) again = NULL;
  g_autofree char *list = NULL;

  make_events (trip, 2, 0, 0);
  asked = ask (trip, 1);
  event = load_event (trip, 1);
  g_assert_true (
    atlas_event_invite (trip->base.source, atlas_record_get_id (event), asked, NULL, NULL, NULL));
  report = check_in (trip, 1, "name\n\"MUGISHA, ben\"\n", NULL);
  g_assert_cmpuint (report->changed, ==, 1);
  again = check_in (trip, 1, "name,status\nBen Mugisha,Attended\n", NULL);
  g_assert_cmpuint (again->same, ==, 1);
  list = list_attendance (trip, 1);
  g_assert_cmpstr (list, ==, "06 attended");
}

static void
test_check_in_refused (Trip *trip, gconstpointer data)
{
  static const char *const tables[] = { "", "town,note\nOttawa,x\n", "status\nattended\n" };

  make_events (trip, 2, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (check_in (trip, 0, tables[i], &error));
      g_assert_nonnull (error);
      g_assert_nonnull (strstr (error->message, "1"));
    }
}

static void
test_set_attendance (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (AtlasRecord) member = NULL;
  g_autofree char *list = NULL;
  g_autofree char *label = NULL;

  make_events (trip, 2, 0, 0);
  event = load_event (trip, 0);
  member = load (trip->base.source, trip_find (trip->base.source, &atlas_kind_member, ID ("04")));
  for (guint i = 0; i < 2; i++)
    g_assert_true (
      atlas_event_set_attendance (trip->base.source, atlas_record_get_id (event), member, "attended", NULL));
  list = list_attendance (trip, 0);
  g_assert_cmpstr (list, ==, "04 attended");
  label = trip_undo (trip);
  g_assert_cmpstr (label, ==, "Check in Dan");
}

/* --- What came of it. */

static JsonObject *
debrief (Trip *trip, guint smallest, JsonNode **node)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasMissionDebrief) report =
    atlas_mission_debrief_new (trip->base.source, trip->mission, smallest, NULL, &error);
  g_autofree char *json = NULL;

  g_assert_no_error (error);
  json = atlas_mission_debrief_to_json (report);
  *node = json_from_string (json, &error);
  g_assert_no_error (error);
  return json_node_get_object (*node);
}

static void
test_debrief (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasCheckinReport) first = NULL;
  g_autoptr (AtlasCheckinReport) second = NULL;
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) hidden = NULL;
  JsonObject *root, *stop, *sexes;
  JsonArray *budget;

  make_events (trip, 2, 0, 0);
  first = check_in (trip, 0, "id,status\n" ID ("01") ",\n" ID ("02") ",\n" ID ("04") ",declined\n", NULL);
  /* Ada comes to both, and counts once. */
  second = check_in (trip, 1, "id\n" ID ("01") "\n" ID ("07") "\n", NULL);
  root = debrief (trip, 1, &node);
  g_assert_cmpint (json_object_get_int_member (root, "planned"), ==, 10);
  g_assert_cmpint (json_object_get_int_member (root, "attended"), ==, 3);
  sexes = json_object_get_object_member (root, "by_sex");
  g_assert_cmpint (json_object_get_int_member (sexes, "female"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (sexes, "male"), ==, 1);
  stop = json_array_get_object_element (json_object_get_array_member (root, "stops"), 0);
  g_assert_cmpint (json_object_get_int_member (stop, "attended"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (stop, "declined"), ==, 1);
  /* Those near Ottawa are not counted again at Toronto. */
  g_assert_cmpint (json_object_get_int_member (stop, "new_members"), ==, 2);
  g_assert_cmpint (json_object_get_int_member (root, "new_members"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (root, "contacts"), ==, 1);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (root, "follow_ups"), "open"),
                   ==, 1);
  budget = json_object_get_array_member (root, "budget");
  g_assert_cmpuint (json_array_get_length (budget), ==, 2);
  g_assert_cmpfloat (
    json_object_get_double_member (json_array_get_object_element (budget, 0), "cost_per_person"), ==, 100);

  root = debrief (trip, 5, &hidden);
  sexes = json_object_get_object_member (root, "by_sex");
  g_assert_true (json_object_get_null_member (sexes, "female"));
  g_assert_cmpint (json_object_get_int_member (sexes, "other"), ==, 0);
}

/* The lists of the events count; what was noted by hand of a stop without one stays. */
static void
test_note_reached (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasCheckinReport) report = NULL;
  g_autoptr (AtlasRecord) mission = NULL;
  g_autoptr (GPtrArray) stops = NULL;
  g_autofree char *label = NULL;
  AtlasMissionReached reached;

  g_assert_true (atlas_mission_note_reached (trip->base.source, trip->mission, &reached, NULL, NULL));
  g_assert_cmpuint (reached.stops, ==, 0);
  make_events (trip, 2, 0, 0);
  report = check_in (trip, 0, "id,status\n" ID ("01") ",\n" ID ("02") ",\n" ID ("04") ",declined\n", NULL);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (atlas_mission_note_reached (trip->base.source, trip->mission, &reached, NULL, NULL));
      g_assert_cmpuint (reached.stops, ==, 1);
      g_assert_cmpuint (reached.people, ==, 2);
      g_assert_cmpint (reached.changed, ==, i == 0);
    }
  mission = trip_load_mission (trip);
  stops = atlas_record_dup_items (mission, "stops");
  g_assert_cmpint (atlas_record_get_integer (mission, "reached"), ==, 2);
  g_assert_cmpint (atlas_record_get_integer (g_ptr_array_index (stops, 0), "reached"), ==, 2);
  g_assert_cmpint (atlas_record_get_integer (g_ptr_array_index (stops, 1), "reached"), ==, 0);
  label = trip_undo (trip);
  g_assert_cmpstr (label, ==, "Note who was reached by Spring");
}

/* --- On paper. */

static void
assert_pdf (GOutputStream *stream)
{
  GMemoryOutputStream *memory = G_MEMORY_OUTPUT_STREAM (stream);

  g_assert_cmpuint (g_memory_output_stream_get_data_size (memory), >, 1000);
  g_assert_cmpint (memcmp (g_memory_output_stream_get_data (memory), "%PDF", 4), ==, 0);
}

/* Each is logged with whom it names. */
static void
assert_logged (Trip *trip, const char *label, const char *id)
{
  g_autoptr (GPtrArray) units =
    atlas_journal_list_units (atlas_register_get_store (trip->base.source), 1, NULL);
  const AtlasUnitInfo *unit = g_ptr_array_index (units, 0);
  g_autoptr (GArray) told = NULL;
  AtlasUuid uuid;

  g_assert_cmpstr (unit->label, ==, label);
  g_assert_true (atlas_uuid_parse (id, -1, &uuid));
  told = atlas_disclosure_list_units (trip->base.source, &uuid, NULL, NULL);
  g_assert_cmpuint (told->len, >, 0);
  g_assert_cmpint (g_array_index (told, gint64, 0), ==, unit->unit);
}

static void
test_papers (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasCheckinReport) report = NULL;
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (AtlasMissionDebrief) debrief = NULL;

  make_events (trip, 2, 0, 0);
  report = check_in (trip, 0, "id,status\n" ID ("01") ",\n" ID ("02") ",confirmed\n", NULL);
  event = load_event (trip, 0);
  debrief = atlas_mission_debrief_new (trip->base.source, trip->mission, 5, NULL, NULL);
  for (guint paper = 0; paper < ATLAS_N_PAPERS; paper++)
    {
      g_autoptr (GError) error = NULL;
      guint n;

      for (guint i = 0; i < 3; i++)
        {
          g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
          g_autoptr (AtlasOutput) output = atlas_output_new (stream);

          if (i == 0)
            atlas_mission_brief_write (trip->base.source, trip->mission, paper, 5, output, NULL, &error);
          else if (i == 1)
            atlas_attendance_sheet_write (trip->base.source, atlas_record_get_id (event), paper, output, &n,
                                          NULL, &error);
          else
            atlas_mission_debrief_write (debrief, trip->base.source, paper, output, NULL, &error);
          g_assert_no_error (error);
          assert_pdf (stream);
          assert_logged (trip,
                         i == 0   ? "Mission brief of Spring"
                         : i == 1 ? "Day sheet of Spring · Ottawa"
                                  : "Debrief report of Spring",
                         ID ("01"));
        }
      g_assert_cmpuint (n, ==, 2);
    }
}

static void
test_itinerary (Trip *trip, gconstpointer data)
{
  g_autoptr (AtlasRecord) mission = trip_load_mission (trip);
  g_autoptr (AtlasItinerary) itinerary = atlas_itinerary_new_for_mission (mission);
  const AtlasItineraryStop *stop;
  const AtlasItineraryLeg *leg;
  const char *name;
  double latitude, longitude;

  g_assert_true (atlas_itinerary_get_base (itinerary, &name, &latitude, &longitude));
  g_assert_cmpstr (name, ==, "Montréal");
  g_assert_cmpuint (atlas_itinerary_get_n_stops (itinerary), ==, 2);
  stop = atlas_itinerary_get_stop (itinerary, 1);
  g_assert_cmpstr (stop->name, ==, "Toronto");
  g_assert_cmpuint (stop->day, ==, 2);
  g_assert_cmpint (stop->people, ==, 6);
  g_assert_cmpuint (atlas_itinerary_get_n_legs (itinerary), ==, 3);
  leg = atlas_itinerary_get_leg (itinerary, 1);
  g_assert_cmpint (leg->mode, ==, ATLAS_LEG_TRAIN);
  g_assert_cmpuint (leg->day, ==, 1);
  leg = atlas_itinerary_get_leg (itinerary, 2);
  g_assert_cmpfloat (leg->to_longitude, ==, longitude);

  atlas_record_set_items (mission, "legs", NULL);
  g_clear_pointer (&itinerary, atlas_itinerary_unref);
  itinerary = atlas_itinerary_new_for_mission (mission);
  g_assert_cmpuint (atlas_itinerary_get_n_legs (itinerary), ==, 3);
}

#define TRIP_TEST(path, function) g_test_add (path, Trip, NULL, trip_set_up, function, trip_tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_true (atlas_geodata_load (NULL));
  TRIP_TEST ("/mission-reports/audience", test_audience);
  TRIP_TEST ("/mission-reports/events", test_events);
  TRIP_TEST ("/mission-reports/events-undone", test_events_undone);
  TRIP_TEST ("/mission-reports/events-moved", test_events_moved);
  TRIP_TEST ("/mission-reports/events-dropped", test_events_dropped);
  TRIP_TEST ("/mission-reports/invitation", test_invitation);
  TRIP_TEST ("/mission-reports/check-in", test_check_in);
  TRIP_TEST ("/mission-reports/check-in-listed", test_check_in_listed);
  TRIP_TEST ("/mission-reports/check-in-refused", test_check_in_refused);
  TRIP_TEST ("/mission-reports/set-attendance", test_set_attendance);
  TRIP_TEST ("/mission-reports/debrief", test_debrief);
  TRIP_TEST ("/mission-reports/note-reached", test_note_reached);
  TRIP_TEST ("/mission-reports/papers", test_papers);
  TRIP_TEST ("/mission-reports/itinerary", test_itinerary);
  return g_test_run ();
}
