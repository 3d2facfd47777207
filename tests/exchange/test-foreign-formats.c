/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exports in formats of others, and the same read back. */
#include <libical/ical.h>
#include <string.h>

#include "atlas-contact-card.h"
#include "atlas-export.h"
#include "atlas-output.h"
#include "atlas-share-format.h"
#include "atlas-xlsx-writer.h"
#include "import-test-support.h"
#include "xlsx-test-support.h"

#define CYD "11111111-2222-4333-8444-555555555504"

/* What an export writes. @kind: one of them */
static GBytes *
export_bytes (
  Fixture *fixture, const char *format, const AtlasKind *kind, AtlasExportCounts *counts, GError **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasQuery) query = make_query (kind, NULL);
  AtlasQuery *queries[] = { query, NULL };

  if (!atlas_export_write (fixture->source, queries, format, FALSE, stream, NULL, NULL, NULL, counts, error))
    return NULL;
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static char *
export_text (Fixture *fixture, const char *format, const AtlasKind *kind, AtlasExportCounts *counts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = export_bytes (fixture, format, kind, counts, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
fill (Fixture *fixture)
{
  add_record (fixture, &atlas_kind_member,
              "{\"id\":\"" ADA
              "\",\"given_name\":\"Ada\",\"family_name\":\"=Uwase; 1,5\",\"birth_year\":1984,"
              "\"emails\":[\"a@example.org\",\"b@example.org\"],\"phones\":[\"+1 613 555 0100\"],"
              "\"address\":{\"street\":\"1 Main St\",\"city\":\"Québec\",\"region\":\"CA-QC\","
              "\"postcode\":\"G1P 8E6\",\"country\":\"CA\",\"unit\":3},"
              "\"location\":{\"latitude\":46.5,\"longitude\":-71.25},\"confirmed\":\"2025-02-28\","
              "\"occupation\":{\"title\":\"Nurse\",\"employer\":\"H\u00f4pital\"},\"shoe\":{\"size\":38},"
              "\"created\":\"2024-01-02T03:04:05Z\",\"updated\":\"2026-01-01T00:00:00Z\"}");
  add_record (fixture, &atlas_kind_member, "{\"id\":\"" BEN "\",\"given_name\":\"Ben\"}");
  add_record (fixture, &atlas_kind_member,
              "{\"id\":\"" CYD "\",\"given_name\":\"Cyd\",\"location\":{\"latitude\":43,\"longitude\":-80}}");
}

/* --- places ----------------------------------------------------------------------------------------------
 */

#define FEATURE(id, coordinates, properties)                                                               \
  "{\"type\":\"Feature\",\"id\":\"" id "\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[" coordinates \
  "]},\"properties\":{\"kind\":\"member\"," properties "}}"

static void
test_places (Fixture *fixture, gconstpointer data)
{
  AtlasExportCounts counts;
  g_autofree char *text = NULL;

  fill (fixture);
  text = export_text (fixture, "geojson", &atlas_kind_member, &counts);
  g_assert_cmpint (counts.written, ==, 2);
  g_assert_cmpint (counts.left_out, ==, 1);
  g_assert_cmpstr (
    text, ==,
    "{\"type\":\"FeatureCollection\",\n\"features\":[\n" FEATURE (
      ADA, "-71.25,46.5",
      "\"given_name\":\"Ada\",\"family_name\":\"=Uwase; 1,5\",\"birth_year\":1984,"
      "\"emails\":[\"a@example.org\",\"b@example.org\"],\"phones\":[\"+1 613 555 0100\"],"
      "\"address.street\":\"1 Main St\",\"address.city\":\"Québec\",\"address.region\":\"CA-QC\","
      "\"address.postcode\":\"G1P 8E6\",\"address.country\":\"CA\",\"occupation.title\":\"Nurse\","
      "\"occupation.employer\":\"Hôpital\",\"confirmed\":\"2025-02-28\","
      "\"created\":\"2024-01-02T03:04:05Z\",\"updated\":\"2026-01-01T00:00:00Z\","
      "\"shoe\":{\"size\":38},\"address\":{\"unit\":3}") ",\n" FEATURE (CYD, "-80,43",
                                                                        "\"given_name\":\"Cyd\"") //
    "\n],\n\"bbox\":[-80,43,-71.25,46.5]}\n");
}

/* What a file once called by our own keys stands there once. */
static void
test_own_keys (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  add_record (fixture, &atlas_kind_member,
              "{\"id\":\"" ADA
              "\",\"given_name\":\"Ada\",\"location\":{\"latitude\":46.5,\"longitude\":-71.25}}");
  {
    g_autoptr (AtlasRecord) ada = atlas_register_load (fixture->source, &atlas_kind_member, 1, NULL);

    atlas_record_set_extra (ada, "{\"kind\":\"friend\",\"shoe\":38,\"synthetic\":7,\"given_name\":\"Eve\"}");
    g_assert_cmpint (atlas_register_save (fixture->source, ada, NULL), ==, 1);
  }
  text = export_text (fixture, "geojson", &atlas_kind_member, NULL);
  g_assert_nonnull (strstr (text, "\"shoe\":38"));
  g_assert_null (strstr (text, "friend"));
  g_assert_null (strstr (text, "synthetic"));
  g_assert_null (strstr (text, "Eve"));
}

/* Estimates have no place. */
static void
test_placeless (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (export_bytes (fixture, "geojson", &atlas_kind_estimate, NULL, &error));
  g_assert_error (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (export_bytes (fixture, "vcard4", &atlas_kind_event, NULL, &error));
  g_assert_error (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT);
  g_clear_error (&error);
  g_assert_null (export_bytes (fixture, "ical", &atlas_kind_member, NULL, &error));
  g_assert_error (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT);
}

/* --- tables ----------------------------------------------------------------------------------------------
 */

static void
test_french_table (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;

  fill (fixture);
  text = export_text (fixture, "csv-excel-fr", &atlas_kind_member, NULL);
  g_assert_true (g_str_has_prefix (text, "\xef\xbb\xbfid;given_name;family_name;other_names;"));
  assert_contains (text, "\r\n" ADA
                         ";Ada;\"'=Uwase; 1,5\";;;1984;\"a@example.org;b@example.org\";'+1 613 555 0100;");
  assert_contains (text, ";46,5;-71,25;");
  assert_contains (text, ";\"{\"\"shoe\"\":{\"\"size\"\":38},\"\"address\"\":{\"\"unit\"\":3}}\"\r\n");
}

static GFile *
write_sheet (Fixture *fixture, const AtlasKind *kind, AtlasExportCounts *counts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = export_bytes (fixture, "xlsx", kind, counts, &error);
  GFile *file = make_file (fixture, "out.xlsx");

  g_assert_no_error (error);
  g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE,
                           G_FILE_CREATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  return file;
}

/* Each cell has its type, so a reader sees the same texts again. */
static void
test_sheet (Fixture *fixture, gconstpointer data)
{
  AtlasExportCounts counts;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  fill (fixture);
  file = write_sheet (fixture, &atlas_kind_member, &counts);
  g_assert_cmpint (counts.written, ==, 3);
  g_assert_cmpint (counts.shortened, ==, 0);
  text = read_book (file, "People", &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (text, "1:id|given_name|family_name|other_names|sex|birth_year|"));
  assert_contains (text, "\n2:" ADA "|Ada|=Uwase; 1,5|||1984|a@example.org;b@example.org|+1 613 555 0100|");
  assert_contains (text, "|46.5|-71.25|");
  assert_contains (text, "|2025-02-28||2024-01-02T03:04:05Z|2026-01-01T00:00:00Z|"
                         "{\"shoe\":{\"size\":38},\"address\":{\"unit\":3}}\n3:");
  assert_contains (text, "\n4:" CYD "|Cyd|");
}

/* Times keep their offset, whichever it is; those in a form of their own stay texts. */
static void
test_sheet_times (Fixture *fixture, gconstpointer data)
{
  static const char *const times[] = { "2026-11-24T18:30:00-05:00", "2026-11-24T18:30:00+05:30",
                                       "2026-11-24T00:00:00Z",      "2026-11-24T18:30:59+00:00",
                                       "1899-11-24T18:30:00-05:00", "2026-11-24T18:30-05:00" };
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *json = g_strdup_printf ("{\"id\":\"11111111-2222-4333-8444-5555555555%02u\","
                                               "\"title\":\"T%u\",\"start\":\"%s\"}",
                                               i, i, times[i]);

      add_record (fixture, &atlas_kind_event, json);
    }
  file = write_sheet (fixture, &atlas_kind_event, NULL);
  text = read_book (file, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      g_autofree char *cells = g_strdup_printf ("|T%u|||%s", i, times[i]);

      assert_contains (text, cells);
    }
}

typedef struct
{
  AtlasXlsxWriter *writer;
  GPtrArray *texts;
} Sheet;

static void
add_naughty_row (const char *text, gpointer data)
{
  Sheet *sheet = data;

  atlas_xlsx_writer_begin_row (sheet->writer, NULL);
  g_assert_true (atlas_xlsx_writer_add_text (sheet->writer, text, strlen (text)));
  g_ptr_array_add (sheet->texts, g_strdup (text));
}

/* A sheet can hold every text but NUL: what XML can't is escaped. */
static void
test_sheet_texts (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "_x0041_",
    "_x005F_x0041_",
    "\001\002\013\037",
    "\r",
    "\r\n",
    " a ",
    "\xef\xbf\xbe\xef\xbf\xbf",
    "=1+1",
    "#N/A",
    "TRUE",
    "007",
    "1e5",
    "\n",
    "<&>",
    "]]>",
    "😀",
    "'a",
    "\177",
  };
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasOutput) output = atlas_output_new (stream);
  g_autoptr (GPtrArray) expected = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasXlsxWriter) writer = atlas_xlsx_writer_new ("a[b]/'"
                                                              "ccccccccccccccccccccccccccccccccccccccc",
                                                              FALSE, &error);
  g_autoptr (AtlasXlsxReader) reader = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GInputStream) input = NULL;
  Sheet sheet = { writer, expected };
  AtlasRow row;

  g_assert_no_error (error);
  atlas_xlsx_writer_add_column (writer, "text", 20);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add_naughty_row (texts[i], &sheet);
  foreach_naughty_string (add_naughty_row, &sheet);
  g_assert_true (atlas_xlsx_writer_finish (writer, output, NULL, &error));
  g_assert_true (atlas_output_finish (output, NULL, &error));
  g_output_stream_close (stream, NULL, NULL);
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
  input = g_memory_input_stream_new_from_bytes (bytes);
  reader = atlas_xlsx_reader_new_for_stream (input, FALSE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &error));
  g_assert_cmpstr (atlas_xlsx_reader_get_sheet (reader), ==, "abccccccccccccccccccccccccc");
  for (guint i = 0; i < expected->len; i++)
    {
      g_autofree char *got = NULL;

      g_assert_true (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &error));
      got = g_strndup (row.cells[0].text, row.cells[0].length);
      g_assert_cmpstr (got, ==, g_ptr_array_index (expected, i));
    }
  g_assert_false (atlas_row_reader_next (ATLAS_ROW_READER (reader), &row, NULL, &error));
  g_assert_no_error (error);
}

/* A cell ends at 32,767 units; what is longer says that it was cut, and never within an escape. */
static void
test_sheet_limit (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fits = g_strnfill (ATLAS_XLSX_MAX_CHARACTERS, 'x');
  g_autofree char *longer = g_strnfill (ATLAS_XLSX_MAX_CHARACTERS + 1, 'x');
  g_autofree char *controls = g_strnfill (10000, '\001');
  g_autoptr (GString) smiles = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasXlsxWriter) writer = atlas_xlsx_writer_new ("s", FALSE, &error);

  for (guint i = 0; i < ATLAS_XLSX_MAX_CHARACTERS / 2 + 1; i++)
    g_string_append (smiles, "😀");
  atlas_xlsx_writer_begin_row (writer, &error);
  g_assert_true (atlas_xlsx_writer_add_text (writer, fits, strlen (fits)));
  g_assert_false (atlas_xlsx_writer_add_text (writer, longer, strlen (longer)));
  g_assert_false (atlas_xlsx_writer_add_text (writer, smiles->str, smiles->len));
  g_assert_false (atlas_xlsx_writer_add_text (writer, controls, strlen (controls)));
  for (guint i = 1; i < ATLAS_XLSX_MAX_ROWS; i++)
    g_assert_true (atlas_xlsx_writer_begin_row (writer, &error));
  g_assert_false (atlas_xlsx_writer_begin_row (writer, &error));
  g_assert_error (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT);
}

/* --- cards -----------------------------------------------------------------------------------------------
 */

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_autofree char *four = NULL;
  g_autofree char *three = NULL;

  fill (fixture);
  four = export_text (fixture, "vcard4", &atlas_kind_member, NULL);
  g_assert_true (g_str_has_prefix (
    four,
    "BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:individual\r\nN:=Uwase\\; 1\\,5;Ada;;;\r\nFN:Ada =Uwase\\; 1\\,5\r\n"
    "EMAIL;PREF=1:a@example.org\r\nEMAIL:b@example.org\r\nTEL;TYPE=voice:+1 613 555 0100\r\n"
    "ADR;TYPE=home:;;1 Main St;Québec;QC;G1P 8E6;Canada\r\nTITLE:Nurse\r\nORG:Hôpital\r\n"
    "CATEGORIES:Diaspora Atlas\r\nUID:urn:uuid:" ADA "\r\nREV:20260101T000000Z\r\nEND:VCARD\r\n"));
  three = export_text (fixture, "vcard", &atlas_kind_member, NULL);
  assert_contains (three, "VERSION:3.0\r\nN:");
  assert_contains (three, "EMAIL;TYPE=INTERNET,PREF:a@example.org\r\n");
  assert_contains (three, "REV:2026-01-01T00:00:00Z\r\n");
}

/* --- calendars -------------------------------------------------------------------------------------------
 */

/* By libical's own checker: what must stand in a calendar and its entries does, and nothing that may not. */
static void
check_rules (const char *text)
{
  icalcomponent *calendar = icalcomponent_new_from_string (text);

  g_assert_nonnull (calendar);
  g_assert_true (icalrestriction_check (calendar));
  g_assert_cmpint (icalcomponent_count_errors (calendar), ==, 0);
  icalcomponent_free (calendar);
}

static void
test_calendar (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *counts = NULL;

  add_record (fixture, &atlas_kind_event,
              "{\"id\":\"" FAIR "\",\"title\":\"Fair; a, b\",\"type\":\"skills-fair\",\"status\":\"held\","
              "\"start\":\"2026-11-24T18:30:00-05:00\",\"end\":\"2026-11-24T20:00:00-05:00\","
              "\"timezone\":\"America/Toronto\",\"venue\":\"Hall\",\"address\":{\"city\":\"Ottawa\","
              "\"region\":\"CA-ON\",\"country\":\"CA\"},\"location\":{\"latitude\":45.5,\"longitude\":-75.5},"
              "\"organiser\":\"High \\\"Commission\\\"\",\"description\":\"one\\ntwo\",\"notes\":\"secret\","
              "\"created\":\"2026-01-01T00:00:00Z\",\"updated\":\"2026-01-02T00:00:00Z\"}");
  add_record (fixture, &atlas_kind_event,
              "{\"id\":\"" BEN "\",\"title\":\"Day\",\"start\":\"2026-07-01T00:00:00-04:00\","
              "\"end\":\"2026-07-03T00:00:00-04:00\",\"timezone\":\"America/Toronto\"}");
  add_record (
    fixture, &atlas_kind_event,
    "{\"id\":\"" CYD
    "\",\"title\":\"Bare\",\"start\":\"2026-07-01T10:00:00+02:00\",\"updated\":\"2026-01-02T00:00:00Z\"}");
  text = export_text (fixture, "ical", &atlas_kind_event, NULL);
  check_rules (text);
  assert_contains (text, "BEGIN:VEVENT\r\nUID:" FAIR "\r\nDTSTAMP:20260102T000000Z\r\n"
                         "CREATED:20260101T000000Z\r\nLAST-MODIFIED:20260102T000000Z\r\n"
                         "DTSTART;TZID=America/Toronto:20261124T183000\r\n"
                         "DTEND;TZID=America/Toronto:20261124T200000\r\nSUMMARY:Fair\\; a\\, b\r\n"
                         "DESCRIPTION:one\\ntwo\r\nLOCATION:Hall\\, Ottawa\\, ON\\, Canada\r\n"
                         "GEO:45.500000;-75.500000\r\n");
  assert_contains (text, "STATUS:CONFIRMED\r\nCATEGORIES:Skills fair\r\nEND:VEVENT\r\n");
  assert_contains (text, "DTSTART;VALUE=DATE:20260701\r\nDTEND;VALUE=DATE:20260703\r\n");
  assert_contains (text, "DTSTART:20260701T080000Z\r\nSUMMARY:Bare\r\n");
  g_assert_null (strstr (text, "secret"));
  /* The zone is described once. */
  g_assert_nonnull (strstr (text, "BEGIN:VTIMEZONE"));
  g_assert_true (strstr (text, "BEGIN:VTIMEZONE") == g_strrstr (text, "BEGIN:VTIMEZONE"));

  /* What it says is what is here. */
  counts = import (fixture->source, text);
  g_assert_cmpstr (counts, ==, "3 0 0 3 0 0 0");
}

/* A mission's days, legs and stops by the clocks where they are, the same each time. */
static void
test_mission_calendar (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autofree char *counts = NULL;
  g_autoptr (GError) error = NULL;

  add_record (
    fixture, &atlas_kind_mission,
    "{\"id\":\"" FAIR "\",\"title\":\"Prairies, spring\",\"status\":\"approved\",\"start\":\"2026-12-01\","
    "\"end\":\"2026-12-03\",\"timezone\":\"America/Toronto\",\"base\":{\"place\":\"Ottawa\"},"
    "\"team\":[\"A. Uwase\"],\"notes\":\"secret\",\"stops\":[{\"place\":\"Winnipeg\","
    "\"latitude\":49.9,\"longitude\":-97.1,\"timezone\":\"America/Winnipeg\",\"venue\":\"Hall\","
    "\"arrival\":\"2026-12-01T15:00:00-06:00\",\"departure\":\"2026-12-02T09:00:00-06:00\","
    "\"night\":\"Fort Garry\"},{\"place\":\"Sometime\"},{\"place\":\"Winnipeg\",\"latitude\":49.9,"
    "\"longitude\":-97.1,\"timezone\":\"America/Winnipeg\",\"arrival\":\"2026-12-03T09:00:00-06:00\"}],"
    "\"legs\":[{\"mode\":\"fly\",\"from\":\"Ottawa\",\"to\":\"Winnipeg\",\"km\":1700,"
    "\"departure\":\"2026-12-01T09:00:00-05:00\",\"arrival\":\"2026-12-01T11:00:00-06:00\"}],"
    "\"created\":\"2026-01-01T00:00:00Z\",\"updated\":\"2026-01-02T00:00:00Z\"}");
  add_record (fixture, &atlas_kind_mission, "{\"id\":\"" BEN "\",\"title\":\"No day yet\"}");
  text = export_text (fixture, "ical", &atlas_kind_mission, NULL);
  check_rules (text);
  assert_contains (text, "DTSTAMP:20260102T000000Z\r\nCREATED:20260101T000000Z\r\n"
                         "LAST-MODIFIED:20260102T000000Z\r\nX-DIASPORA-ATLAS-TIMEZONE:America/Toronto\r\n"
                         "DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20261204\r\n"
                         "SUMMARY:Prairies\\, spring\r\nDESCRIPTION:Team: A. Uwase\r\n");
  assert_contains (text, "DTSTART;TZID=America/Toronto:20261201T090000\r\n"
                         "DTEND;TZID=America/Toronto:20261201T120000\r\n"
                         "SUMMARY:By air: Ottawa \342\206\222 Winnipeg\r\nDESCRIPTION:Kilometres: 1700\r\n");
  assert_contains (text, "DTSTART;TZID=America/Winnipeg:20261201T150000\r\n"
                         "DTEND;TZID=America/Winnipeg:20261202T090000\r\n"
                         "SUMMARY:Winnipeg (Prairies\\, spring)\r\nDESCRIPTION:Night: Fort Garry\r\n"
                         "LOCATION:Hall\\, Winnipeg");
  assert_contains (text, "STATUS:CONFIRMED\r\n");
  /* Of a single time there is no end: it would not be later than the start. */
  assert_contains (text, "DTSTART;TZID=America/Winnipeg:20261203T090000\r\nSUMMARY:");
  g_assert_null (strstr (text, "secret"));
  g_assert_null (strstr (text, "Sometime"));
  g_assert_null (strstr (text, "No day yet"));
  again = export_text (fixture, "ical", &atlas_kind_mission, NULL);
  g_assert_cmpstr (text, ==, again);

  /* Another program's reader, and ours: four entries, each with an id of its own. */
  counts = import (fixture->source, text);
  g_assert_cmpstr (counts, ==, "4 4 0 0 0 0 0");
  g_free (counts);
  counts = import (fixture->source, text);
  g_assert_cmpstr (counts, ==, "4 0 0 4 0 0 0");
  g_assert_null (export_bytes (fixture, "ical", &atlas_kind_member, NULL, &error));
  g_assert_error (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT);
}

/* --- there and back --------------------------------------------------------------------------------------
 */

/* What a calendar makes of a text that it can't hold. Blanks at its ends are passed over by libical. */
static char *
tame (const char *text)
{
  GString *out = g_string_new (NULL);

  while (*text != '\0' && ((guchar) *text <= ' ' || *text == 0x7f))
    text++;

  for (; *text != '\0'; text++)
    if (*text == '\r')
      {
        g_string_append_c (out, '\n');
        text += text[1] == '\n';
      }
    else
      g_string_append_c (out, (guchar) *text < 0x20 && *text != '\t' && *text != '\n' ? ' '
                              : *text == 0x7f                                         ? ' '
                                                                                      : *text);
  while (out->len > 0 && strchr (" \t\n", out->str[out->len - 1]) != NULL)
    g_string_truncate (out, out->len - 1);
  return g_string_free (out, FALSE);
}

typedef struct
{
  AtlasUnit *unit;
  gboolean calendar;
  guint n;
} Naughty;

static void
add_naughty_record (const char *text, gpointer data)
{
  Naughty *self = data;
  const AtlasKind *kind = self->calendar ? &atlas_kind_event : &atlas_kind_member;
  g_autoptr (AtlasRecord) record = atlas_record_new (kind);
  g_autofree char *tamed = self->calendar ? tame (text) : g_strdup (text);
  g_autofree char *id = g_strdup_printf ("%08x-2222-4333-8444-555555555500", self->n++);
  AtlasUuid uuid;

  /* Blanks alone are nothing in a calendar. */
  if (*tamed == '\0')
    return;
  atlas_uuid_parse (id, -1, &uuid);
  atlas_record_set_uuid (record, &uuid);
  atlas_record_set_text (record, self->calendar ? "title" : "family_name", tamed);
  atlas_record_set_text (record, self->calendar ? "description" : "notes", tamed);
  if (self->calendar)
    {
      atlas_record_set_text (record, "organiser", tamed);
      atlas_record_set_text (record, "start", "2026-11-24T18:30:00Z");
    }
  else
    {
      atlas_record_set_real (record, "location.latitude", 45);
      atlas_record_set_real (record, "location.longitude", -75);
      atlas_record_set_text (record, "location.source", "import");
    }
  atlas_record_set_text (record, "created", "2026-01-01T00:00:00Z");
  atlas_record_set_text (record, "updated", "2026-01-01T00:00:00Z");
  atlas_record_save (record, self->unit, TRUE, NULL);
}

static void
check_there_and_back (Fixture *fixture, const char *format, gboolean calendar)
{
  const AtlasKind *kind = calendar ? &atlas_kind_event : &atlas_kind_member;
  Naughty naughty = { NULL, calendar, 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *counts = NULL;
  g_autofree char *expected = NULL;
  AtlasExportCounts written;

  naughty.unit =
    atlas_unit_begin (atlas_register_get_store (fixture->source), "add", ATLAS_UNIT_BULK, &error);
  g_assert_no_error (error);
  if (!foreach_naughty_string (add_naughty_record, &naughty))
    {
      atlas_unit_free (naughty.unit);
      return;
    }
  g_assert_true (atlas_unit_commit (naughty.unit, &error));
  atlas_unit_free (naughty.unit);

  before = export_all (fixture->source, "ndjson");
  text = export_text (fixture, format, kind, &written);
  if (calendar)
    check_rules (text);
  g_assert_cmpint (written.written, >, 400);
  undo (fixture->source);
  counts = import (fixture->source, text);
  expected = g_strdup_printf ("%d %d 0 0 0 0 0", (int) written.written, (int) written.written);
  g_assert_cmpstr (counts, ==, expected);
  after = export_all (fixture->source, "ndjson");
  assert_same_dump (after, before);
}

static void
test_naughty_places (Fixture *fixture, gconstpointer data)
{
  check_there_and_back (fixture, "geojson", FALSE);
}

static void
test_naughty_calendar (Fixture *fixture, gconstpointer data)
{
  check_there_and_back (fixture, "ical", TRUE);
}

#define TEXT(text)       "<c t='inlineStr'><is><t>" text "</t></is></c>"
#define SHEET(rows)      SHEET_START "<sheetData>" rows "</sheetData></worksheet>"
#define ROW(first, next) "<row>" TEXT (first) TEXT (next) "</row>"

/* Of a workbook that begins with a sheet of notes the people are read, and which sheet that was is told. */
static void
test_notes_first (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *notes, *sheet, *expected;
  } books[] = {
    { SHEET (ROW ("Not to be passed on", "")), SHEET (ROW ("Full names", "Town") ROW ("Ada Uwase", "Ottawa")),
      "S Ada" },
    { SHEET (ROW ("Phone", "E-mail") ROW ("613 555 0100", "help@example.org")),
      SHEET (ROW ("Nom", "Prénom") ROW ("Mugabo", "Jean")), "S Jean" },
    { SHEET (ROW ("Nom", "Prénom") ROW ("Keza", "Aline")), SHEET (ROW ("Nom", "Prénom") ROW ("Sano", "Luc")),
      "Notes Aline" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (books); i++)
    {
      g_autoptr (GFile) file = make_book_with_notes (books[i].notes, books[i].sheet);
      g_autoptr (AtlasImport) run = atlas_import_new (fixture->source);
      const AtlasImportTable *table;
      g_autoptr (GError) error = NULL;
      g_autofree char *got = NULL;
      g_autofree char *name = NULL;

      atlas_import_add_file (run, file);
      atlas_import_run (run, NULL, &error);
      g_assert_no_error (error);
      table = g_ptr_array_index (atlas_import_get_tables (run), 0);
      name = query (fixture->source, "SELECT given_name FROM member ORDER BY rowid DESC");
      got = g_strdup_printf ("%s %s", table->sheet, name);
      g_assert_cmpstr (got, ==, books[i].expected);
      g_assert_cmpuint (table->n_sheets, ==, 2);
      delete_book (file);
    }
}

/* One that can't be read is told of: it may be the one that is meant. */
static void
test_damaged_sheet (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file =
    make_book_with_notes ("", SHEET (ROW ("Full names", "Town") ROW ("Ada Uwase", "Ottawa")));
  g_autoptr (AtlasImport) run = atlas_import_new (fixture->source);
  g_autoptr (GError) error = NULL;

  atlas_import_add_file (run, file);
  g_assert_false (atlas_import_run (run, NULL, &error));
  g_assert_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_SYNTAX);
  g_assert_nonnull (strstr (error->message, "its sheet “Notes” is missing"));
  assert_query (fixture->source, "SELECT COUNT(*) FROM member", "0");
  delete_book (file);
}

/* An apostrophe in front guards a text from spreadsheets; JSON and cards have been in none. */
static void
test_literal (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = {
    "[{\"Full Name\":\"Ada Uwase\",\"Remarks\":\"'+1 or '-1\"}]",
    "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Uwase;Ada;;;\r\nFN:Ada Uwase\r\nNOTE:'+1 or '-1\r\nEND:VCARD\r\n",
    "Full Name,Remarks\nAda Uwase,''+1 or '-1\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const File file = { .text = texts[i], .format = i == 2 ? "csv" : NULL };
      g_autoptr (AtlasImport) run = make_import (fixture->source, &file);

      run_counted (run, "1 1 0 0 0 0 1");
      assert_query (fixture->source, "SELECT notes FROM member", "'+1 or '-1");
      undo (fixture->source);
    }
}

/* Telephones keep firms among people, and what is ours of a card is no column without a field. */
static void
test_firm_card (Fixture *fixture, gconstpointer data)
{
#define CARD(lines) "BEGIN:VCARD\r\nVERSION:3.0\r\n" lines "END:VCARD\r\n"
  static const char cards[] = CARD ("N:;;;;\r\nFN:A Bakery\r\nORG:A Bakery;\r\nX-ABShowAs:COMPANY\r\n")
    CARD ("N:Uwase;Ada;;;\r\nFN:Ada Uwase\r\nX-ABShowAs:COMPANY\r\nURL:https://example.org\r\n");
  const File file = { .text = cards };
  g_autoptr (AtlasImport) run = make_import (fixture->source, &file);
  g_autofree char *refusals = NULL;

  run_counted (run, "2 1 0 0 0 1 1");
  refusals = format_refusals (run);
  g_assert_cmpstr (refusals, ==, "1:1::this card is of an organisation, not of a person");
  g_assert_null (atlas_import_table_dup_unknown (g_ptr_array_index (atlas_import_get_tables (run), 0)));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  EXCHANGE_TEST ("/foreign-formats/places", test_places);
  EXCHANGE_TEST ("/foreign/own-keys", test_own_keys);
  EXCHANGE_TEST ("/foreign-formats/placeless", test_placeless);
  EXCHANGE_TEST ("/foreign-formats/french-table", test_french_table);
  EXCHANGE_TEST ("/foreign-formats/sheet", test_sheet);
  EXCHANGE_TEST ("/foreign-formats/sheet-times", test_sheet_times);
  EXCHANGE_TEST ("/foreign-formats/sheet-texts", test_sheet_texts);
  EXCHANGE_TEST ("/foreign-formats/sheet-limit", test_sheet_limit);
  EXCHANGE_TEST ("/foreign-formats/cards", test_cards);
  EXCHANGE_TEST ("/foreign-formats/calendar", test_calendar);
  EXCHANGE_TEST ("/foreign-formats/calendar/missions", test_mission_calendar);
  EXCHANGE_TEST ("/foreign-formats/naughty-places", test_naughty_places);
  EXCHANGE_TEST ("/foreign-formats/naughty-calendar", test_naughty_calendar);
  EXCHANGE_TEST ("/foreign-formats/notes-first", test_notes_first);
  EXCHANGE_TEST ("/foreign-formats/damaged-sheet", test_damaged_sheet);
  EXCHANGE_TEST ("/foreign-formats/literal", test_literal);
  EXCHANGE_TEST ("/foreign-formats/firm-card", test_firm_card);
  return g_test_run ();
}
