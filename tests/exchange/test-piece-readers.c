/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What files of others become before they are checked: one "record:line:kind:JSON" each, or
 * "record:line:field!reason"; the message where the file is given up. */
#include <string.h>

#include "atlas-drip-stream.h"
#include "atlas-geojson-reader.h"
#include "atlas-ical-reader.h"
#include "atlas-ical-zone.h"
#include "atlas-import.h"

static char *
read_pieces (AtlasPieceReader *reader)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  AtlasPiece piece;

  while (atlas_piece_reader_next (reader, &piece, NULL, &error))
    {
      g_string_append_printf (out, "%d:%d:", (int) piece.record, (int) piece.line);
      if (piece.text != NULL)
        g_string_append_printf (out, "%s:%.*s\n", piece.kind != NULL ? piece.kind->name : "",
                                (int) piece.length, piece.text);
      else
        g_string_append_printf (out, "%s!%s\n", piece.field != NULL ? piece.field : "", piece.reason);
    }
  if (error != NULL)
    g_string_append (out, error->message);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

typedef struct
{
  const char *text;
  gssize length;
  const char *expected; /* glob */
} Case;

static void
check (const Case *test, AtlasPieceReader *(*make) (GInputStream *stream))
{
  gsize length = test->length > 0 ? (gsize) test->length : strlen (test->text);

  /* Whole, and a few bytes at a time. */
  for (gsize size = 0; size < 2; size++)
    {
      g_autoptr (GInputStream) memory =
        g_memory_input_stream_new_from_data (test->text, (gssize) length, NULL);
      g_autoptr (GInputStream) stream =
        size == 0 ? g_object_ref (memory) : atlas_drip_stream_new (test->text, length, 3);
      g_autoptr (AtlasPieceReader) reader = make (stream);
      g_autofree char *got = read_pieces (reader);

      if (!g_pattern_match_simple (test->expected, got))
        g_assert_cmpstr (got, ==, test->expected);
      g_assert_cmpint (atlas_piece_reader_get_n_read (reader), <=, length);
    }
}

/* --- calendars -------------------------------------------------------------------------------------------
 */

#define UID          "UID:11111111-2222-4333-8444-555555555501\r\n"
#define ID           "\"id\":\"11111111-2222-4333-8444-555555555501\""
#define CALENDAR(c)  "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" c "END:VCALENDAR\r\n"
#define EVENT(lines) "BEGIN:VEVENT\r\n" lines "END:VEVENT\r\n"
#define ONE(lines)   CALENDAR (EVENT (UID lines))
#define WITH_NUL     "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261124T183000Z\nSUMMARY:a\0b\nEND:VEVENT\n"
#define READ(json)   "1:3:event:{" ID json "}\n"

static const Case calendars[] = {
  { "", 0, "the file is empty" },
  { "{}", 0, "this is no calendar*" },
  { "\xef\xbb\xbf" CALENDAR (""), 0, "" },
  { "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:a\n", 0, "line 2: the file breaks off here*" },
  { ONE ("SUMMARY:A\\, b\\nc\r\nDTSTART:20261124T183000Z\r\nDTEND:20261124T200000Z\r\n"), 0,
    READ (",\"title\":\"A, b\\nc\",\"start\":\"2026-11-24T18:30:00Z\",\"end\":\"2026-11-24T20:00:00Z\"") },
  /* Time zones by name, by a maker's name, by Windows' name. */
  { ONE ("DTSTART;TZID=America/Toronto:20261124T183000\r\nDURATION:PT1H30M\r\n"), 0,
    READ (",\"start\":\"2026-11-24T18:30:00-05:00\",\"end\":\"2026-11-24T20:00:00-05:00\","
          "\"timezone\":\"America/Toronto\"") },
  { ONE ("DTSTART;TZID=/mozilla.org/20050126_1/Africa/Kigali:20260701T083000\r\n"), 0,
    READ (",\"start\":\"2026-07-01T08:30:00+02:00\",\"timezone\":\"Africa/Kigali\"") },
  { ONE ("DTSTART;TZID=\"Eastern Standard Time\":20260701T083000\r\n"), 0,
    READ (",\"start\":\"2026-07-01T08:30:00-04:00\",\"timezone\":\"America/New_York\"") },
  /* ... by the file's own description. */
  { CALENDAR ("BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
              "TZOFFSETFROM:+0330\r\nTZOFFSETTO:+0330\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n" //
              EVENT (UID "DTSTART;TZID=Mine:20260701T083000\r\n")),
    0, "1:11:event:{" ID ",\"start\":\"2026-07-01T08:30:00+03:30\"}\n" },
  { ONE ("DTSTART;TZID=Mine:20260701T083000\r\n"), 0, "1:3:start!is in a time zone that nobody knows*" },
  /* A zone that changes every second is none. */
  { CALENDAR ("BEGIN:VTIMEZONE\r\nTZID:Mine\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n"
              "RRULE:FREQ=SECONDLY\r\nTZOFFSETFROM:+0330\r\nTZOFFSETTO:+0330\r\nEND:STANDARD\r\n"
              "END:VTIMEZONE\r\n" EVENT (UID "DTSTART;TZID=Mine:20260701T083000\r\n")),
    0, "1:12:start!is in a time zone that nobody knows*" },
  /* Times of no zone are the calendar's, or the machine's, and so are those of whole days. */
  { CALENDAR ("X-WR-TIMEZONE:America/Toronto\r\n" EVENT (UID "DTSTART:20260701T083000Z\r\n")), 0,
    "1:4:event:{" ID ",\"start\":\"2026-07-01T04:30:00-04:00\",\"timezone\":\"America/Toronto\"}\n" },
  { CALENDAR ("X-WR-TIMEZONE:America/Toronto\r\n" EVENT (UID "DTSTART;VALUE=DATE:20260701\r\n")), 0,
    "1:4:event:{" ID ",\"start\":\"2026-07-01T00:00:00-04:00\",\"end\":\"2026-07-02T00:00:00-04:00\","
    "\"timezone\":\"America/Toronto\"}\n" },
  { ONE ("DTSTART:20260701T083000\r\n"), 0, READ (",\"start\":\"2026-07-01T08:30:00+00:00\"") },
  { ONE ("DTSTART;VALUE=DATE:20260701\r\nDTEND;VALUE=DATE:20260704\r\n"), 0,
    READ (",\"start\":\"2026-07-01T00:00:00+00:00\",\"end\":\"2026-07-04T00:00:00+00:00\"") },
  { ONE ("SUMMARY:a\r\n"), 0, "1:3:start!is missing, or is no date and time\n" },
  { ONE ("DTSTART:20261341T183000Z\r\n"), 0, "1:3:start!is *no date and time\n" },
  { ONE ("DTSTART:tomorrow\r\n"), 0, "1:3:start!is *no date and time\n" },
  /* What becomes of the rest. */
  { ONE (
      "DTSTART:20261124T183000Z\r\nSTATUS:TENTATIVE\r\nCATEGORIES:Music,Town hall\r\nLOCATION:Hall\\; 1st\r\n"
      "GEO:45.5;-75.5\r\nORGANIZER;CN=\"High, Commission\":mailto:a@example.org\r\nDESCRIPTION:Long \r\n"
      " text\r\nCREATED:20260101T000000Z\r\nLAST-MODIFIED:20260102T000000Z\r\n"),
    0,
    READ (
      ",\"start\":\"2026-11-24T18:30:00Z\",\"type\":\"town-hall\",\"categories\":[\"Music\"],"
      "\"status\":\"planned\",\"venue\":\"Hall; 1st\",\"location\":{\"latitude\":45.5,\"longitude\":-75.5},"
      "\"organiser\":\"High, Commission\",\"description\":\"Long text\","
      "\"created\":\"2026-01-01T00:00:00Z\",\"updated\":\"2026-01-02T00:00:00Z\"") },
  { ONE ("DTSTART:20261124T183000Z\r\nORGANIZER:MAILTO:a@example.org\r\nGEO:nowhere\r\n"), 0,
    READ (",\"start\":\"2026-11-24T18:30:00Z\",\"organiser\":\"a@example.org\"") },
  /* Repetitions are told of, and a changed one has an id of its own; alarms are passed over. */
  { ONE (
      "DTSTART:20261124T183000Z\r\nRRULE:FREQ=WEEKLY;COUNT=3\r\nBEGIN:VALARM\r\nSUMMARY:no\r\nEND:VALARM\r\n"
      "SUMMARY:yes\r\n"),
    0,
    READ (
      ",\"title\":\"yes\",\"start\":\"2026-11-24T18:30:00Z\",\"notes\":\"This event repeats in the calendar "
      "it comes from (FREQ=WEEKLY;COUNT=3); only the first time was read.\"") },
  { ONE ("DTSTART:20261124T183000Z\r\nRECURRENCE-ID:20261124T183000Z\r\n"), 0,
    "1:3:event:{\"id\":\"*-5*-*-*\",\"start\":*}\n" },
  { CALENDAR (EVENT ("UID:abc@example.org\r\nDTSTART:20261124T183000Z\r\n") //
              EVENT ("UID:abc@example.org\r\nDTSTART:20261124T183000Z\r\n")),
    0,
    "1:3:event:{\"id\":\"a14a5b9b-b3b2-5b4a-84c0-70cd63baf537\",\"start\":*\n"
    "2:7:event:{\"id\":\"a14a5b9b-b3b2-5b4a-84c0-70cd63baf537\",\"start\":*\n" },
  /* Encodings and line ends as they come. */
  { "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:20261124T183000Z\nSUMMARY:Qu\xe9"
    "bec\nEND:VEVENT\nEND:VCALENDAR",
    0, "1:2:event:{\"title\":\"Québec\",\"start\":\"2026-11-24T18:30:00Z\"}\n" },
  { "begin:vcalendar\r\nbegin:vevent\r\nDTSTART:20261124T183000Z\r\nSUMMARY:Qu\xc3\r\n \xa9"
    "bec\r\nend:vevent\r\n",
    0, "1:2:event:{\"title\":\"Québec\",\"start\":\"2026-11-24T18:30:00Z\"}\n" },
  { WITH_NUL, sizeof WITH_NUL - 1, "1:2:event:{\"title\":\"a b\",\"start\":\"2026-11-24T18:30:00Z\"}\n" },
};

static AtlasPieceReader *
make_ical (GInputStream *stream)
{
  return ATLAS_PIECE_READER (atlas_ical_reader_new (stream));
}

static void
test_calendars (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (calendars); i++)
    check (&calendars[i], make_ical);
}

/* Neither a line nor an event without end takes memory without end. */
static void
test_long_event (void)
{
  g_autofree char *much = g_strnfill (5 * 1024 * 1024, 'x');
  g_autofree char *broken = g_strconcat ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:", much,
                                         "\r\nEND:VEVENT\r\n" EVENT ("DTSTART:20261124T183000Z\r\n"), NULL);
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_data (broken, -1, NULL);
  g_autoptr (AtlasPieceReader) reader = make_ical (stream);
  g_autofree char *got = read_pieces (reader);

  g_assert_cmpstr (got, ==,
                   "1:2:!the record is longer than 4 MiB\n2:5:event:{\"start\":\"2026-11-24T18:30:00Z\"}\n");
}

static void
test_zones (void)
{
  static const struct
  {
    const char *name, *expected;
  } zones[] = {
    { "America/Toronto", "America/Toronto" },
    { "/freeassociation.sourceforge.net/America/Toronto", "America/Toronto" },
    { "/x/America/Argentina/Ushuaia", "America/Argentina/Ushuaia" },
    { "pacific standard time", "America/Los_Angeles" },
    { "UTC", "UTC" },
    { "EST5EDT", NULL },
    { "+02:00", NULL },
    { "", NULL },
    { "Mars/Olympus", NULL },
    { "../../etc/passwd", NULL },
    { "/etc/passwd", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (zones); i++)
    {
      g_autofree char *found = atlas_ical_zone_find (zones[i].name);

      g_assert_cmpstr (found, ==, zones[i].expected);
    }
}

/* --- places ----------------------------------------------------------------------------------------------
 */

#define COLLECTION(f) "{\"type\":\"FeatureCollection\",\"features\":[" f "]}"
#define POINT         "\"geometry\":{\"type\":\"Point\",\"coordinates\":[-75.5,45.25]}"
#define AT            "\"location.longitude\":-75.5,\"location.latitude\":45.25"

static const Case places[] = {
  { "", 0, "*“{” was expected" },
  { "[]", 0, "*“{” was expected" },
  { "{}", 0, "*holds no features*" },
  { "{\"type\":\"Point\",\"coordinates\":[1,2]}", 0, "*holds no features*" },
  { COLLECTION (""), 0, "" },
  { "\xef\xbb\xbf{ \"features\" : [ ] , \"type\":\"FeatureCollection\" } ", 0, "" },
  { COLLECTION ("\n{\"type\":\"Feature\"," POINT
                ",\"properties\":{\"given_name\":\"Ada\",\"address.city\":\"Ottawa\","
                "\"x\":[1,{}],\"sex\":null}}"),
    0,
    "1:2:member:{\"given_name\":\"Ada\",\"address.city\":\"Ottawa\",\"x\":[1,{}],\"location.longitude\":"
    "-75.5,*" },
  { "{\"type\":\"Feature\"," POINT ",\"properties\":{\"title\":\"T\",\"start\":\"2026-01-01T00:00:00Z\"}}", 0,
    "1:1:event:{\"title\":\"T\",\"start\":\"2026-01-01T00:00:00Z\"," AT "}\n" },
  { COLLECTION ("{\"type\":\"Feature\"," POINT ",\"properties\":{\"kind\":\"event\"}}"), 0,
    "1:1::{\"kind\":\"event\"," AT "}\n" },
  /* Ids: ours, and others. */
  { COLLECTION ("{\"type\":\"Feature\",\"id\":\"11111111-2222-4333-8444-555555555501\",\"geometry\":null,"
                "\"properties\":null}"),
    0, "1:1:member:{\"id\":\"11111111-2222-4333-8444-555555555501\"}\n" },
  { COLLECTION ("{\"type\":\"Feature\",\"id\":7,\"geometry\":null,\"properties\":{\"id\":\"x\"}}"), 0,
    "1:1:member:{\"feature_id\":7}\n" },
  { COLLECTION ("{\"type\":\"Feature\",\"geometry\":null,\"properties\":"
                "{\"id\":\"11111111-2222-4333-8444-555555555501\"}}"),
    0, "1:1:member:{\"id\":\"11111111-2222-4333-8444-555555555501\"}\n" },
  /* Coordinates before the type, and a height. */
  { COLLECTION ("{\"type\":\"Feature\",\"geometry\":{\"coordinates\":[-75.5,45.25,99],\"type\":\"Point\"}}"),
    0, "1:1:member:{" AT "}\n" },
  { COLLECTION (
      "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\",\"coordinates\":[[1,2],[3,4]]}}"),
    0, "1:1:location!its geometry is no point*" },
  { COLLECTION (
      "{\"type\":\"Feature\",\"geometry\":{\"coordinates\":[[1,2],[3,4]],\"type\":\"LineString\"}}"),
    0, "1:1:location!its geometry is no point*" },
  { COLLECTION ("{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1]}}"), 0,
    "1:1:location!“coordinates” of a point*" },
  { COLLECTION ("{\"type\":\"Feature\",\"geometry\":7}"), 0, "1:1:location!“geometry” must be an object\n" },
  { COLLECTION ("{\"type\":\"Feature\",\"properties\":7}"), 0, "1:1:!“properties” must be an object\n" },
  { COLLECTION ("{\"type\":\"Nothing\"},7,{}"), 0,
    "1:1:!this is no feature*2:1:!a feature must be an object*3:1:!*" },
  { COLLECTION ("{\"type\":\"Feature\",}"), 0, "line 1: *" },
  { "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Fea", 0, "*breaks off here*" },
  { COLLECTION ("") "x", 0, "*more text after the end" },
};

static AtlasPieceReader *
make_geojson (GInputStream *stream)
{
  return ATLAS_PIECE_READER (atlas_geojson_reader_new (stream));
}

static void
test_places (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    check (&places[i], make_geojson);
}

static void
test_sniff (void)
{
  static const struct
  {
    const char *start;
    gboolean ical, geojson;
  } starts[] = {
    { "", FALSE, FALSE },
    { "\xef\xbb\xbf\r\nbegin:vcalendar", TRUE, FALSE },
    { "BEGIN:VCARD", FALSE, FALSE },
    { "{\"type\":\"FeatureCollection\",\"fea", FALSE, TRUE },
    { "\xef\xbb\xbf{\"bbox\":[1],\"features\":[", FALSE, TRUE },
    { "{\"kind\":\"event\",\"type\":\"town-hall\"}", FALSE, FALSE },
    { "{\"format\":\"diaspora-atlas\",\"members\":[", FALSE, FALSE },
    { "{\"type\":\"Polygon\"", FALSE, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_assert_cmpint (atlas_ical_reader_sniff (starts[i].start, strlen (starts[i].start)), ==,
                       starts[i].ical);
      g_assert_cmpint (atlas_geojson_reader_sniff (starts[i].start, strlen (starts[i].start)), ==,
                       starts[i].geojson);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/piece-readers/calendars", test_calendars);
  g_test_add_func ("/piece-readers/long-event", test_long_event);
  g_test_add_func ("/piece-readers/zones", test_zones);
  g_test_add_func ("/piece-readers/places", test_places);
  g_test_add_func ("/piece-readers/sniff", test_sniff);
  return g_test_run ();
}
