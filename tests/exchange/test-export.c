/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "atlas-csv-writer.h"
#include "atlas-export.h"
#include "atlas-share-format.h"
#include "exchange-test-support.h"

#define ADA    "11111111-2222-4333-8444-555555555501"
#define BEN    "11111111-2222-4333-8444-555555555502"
#define FAIR   "11111111-2222-4333-8444-555555555503"
#define OFFICE "11111111-2222-4333-8444-555555555504"

static void
fill (Fixture *fixture)
{
  AtlasStore *store = atlas_register_get_store (fixture->source);
  g_autoptr (GError) error = NULL;

  atlas_store_set_setting (store, "office.id", OFFICE, &error);
  g_assert_no_error (error);
  atlas_store_set_setting (store, "office.name", "Ottawa \"1\"", &error);
  g_assert_no_error (error);
  add_record (
    fixture, &atlas_kind_member,
    "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"family_name\":\"=Uwase, \\\"A\\\"\","
    "\"emails\":[\"a@example.org\",\"b@example.org\"],\"phones\":[\"+1 613 555 0100\"],"
    "\"address\":{\"city\":\"Québec\",\"unit\":3},\"location\":{\"latitude\":45.4,\"longitude\":-75.7},"
    "\"languages\":[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\",\"level\":\"B1\"}],"
    "\"notes\":\"one\\ntwo\"}");
  add_record (fixture, &atlas_kind_member, "{\"id\":\"" BEN "\",\"given_name\":\"Ben\",\"sex\":\"male\"}");
  add_record (fixture, &atlas_kind_event,
              "{\"id\":\"" FAIR "\",\"title\":\"Fair\",\"start\":\"2026-11-24T18:30:00-05:00\"}");
}

#define ADA_CONTENT                                                                                     \
  "\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"family_name\":\"=Uwase, \\\"A\\\"\","                    \
  "\"emails\":[\"a@example.org\",\"b@example.org\"],\"phones\":[\"+1 613 555 0100\"],"                  \
  "\"address\":{\"city\":\"Québec\",\"unit\":3},\"location\":{\"latitude\":45.4,\"longitude\":-75.7}," \
  "\"languages\":[{\"code\":\"rw\",\"level\":\"C2\"},{\"code\":\"fr\",\"level\":\"B1\"}],\"notes\":"    \
  "\"one\\nt"                                                                                           \
  "wo\"}"
#define BEN_CONTENT  "\"id\":\"" BEN "\",\"given_name\":\"Ben\",\"sex\":\"male\"}"
#define FAIR_CONTENT "\"id\":\"" FAIR "\",\"title\":\"Fair\",\"start\":\"2026-11-24T18:30:00-05:00\"}"
#define HEADER                                                               \
  "{\"format\":\"diaspora-atlas\",\"version\":1,\"exported\":\"" NOW "\",\n" \
  "\"office\":{\"id\":\"" OFFICE "\",\"name\":\"Ottawa \\\"1\\\"\"}"

/* What atlas_export_write() puts into a stream. */
static char *export(Fixture *fixture,
                    const char *format,
                    gboolean excel,
                    const char *members,
                    const char *events,
                    AtlasExportCounts *counts,
                    GError **error)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (AtlasQuery) of_members = members ? make_query (&atlas_kind_member, members) : NULL;
  g_autoptr (AtlasQuery) of_events = events ? make_query (&atlas_kind_event, events) : NULL;
  AtlasQuery *queries[3] = { of_members ? of_members : of_events, of_members ? of_events : NULL, NULL };

  if (!atlas_export_write (fixture->source, queries, format, excel, stream, NULL, NULL, NULL, counts, error))
    return NULL;
  g_output_stream_write (stream, "", 1, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

static const struct
{
  const char *format;
  const char *members, *events; /* queries, or NULL */
  gint64 n;
  const char *expected;
  const char *unit;
} exports[] = {
  { "json", "", "", 3,
    HEADER ",\n\"members\":[\n{" ADA_CONTENT ",\n{" BEN_CONTENT "\n],\n\"events\":[\n{" FAIR_CONTENT "\n]}\n",
    "Export of 3 records|{\"act\":\"export\",\"format\":\"json\",\"kinds\":[{\"kind\":\"member\",\"query\":"
    "\"\",\"count\":2},{\"kind\":\"event\",\"query\":\"\",\"count\":1}],\"purpose\":\"own\",\"basis\":"
    "\"public-task\"}" },
  { "json", "sex:male", NULL, 1, HEADER ",\n\"members\":[\n{" BEN_CONTENT "\n]}\n",
    "Export of 1 person|{\"act\":\"export\",\"format\":\"json\",\"kinds\":[{\"kind\":\"member\",\"query\":"
    "\"sex:male\",\"count\":1}],\"purpose\":\"own\",\"basis\":\"public-task\"}" },
  { "json", "sex:other", NULL, 0, HEADER ",\n\"members\":[\n]}\n",
    "Export of 0 people|{\"act\":\"export\",\"format\":\"json\",\"kinds\":[{\"kind\":\"member\",\"query\":"
    "\"sex:other\",\"count\":0}],\"purpose\":\"own\",\"basis\":\"public-task\"}" },
  { "ndjson", "", "", 3,
    "{\"kind\":\"member\"," ADA_CONTENT "\n{\"kind\":\"member\"," BEN_CONTENT
    "\n{\"kind\":\"event\"," FAIR_CONTENT "\n",
    "Export of 3 records|{\"act\":\"export\",\"format\":\"ndjson\",\"kinds\":[{\"kind\":\"member\",\"query\":"
    "\"\",\"count\":2},{\"kind\":\"event\",\"query\":\"\",\"count\":1}],\"purpose\":\"own\",\"basis\":"
    "\"public-task\"}" },
  { "ndjson", NULL, "", 1, "{\"kind\":\"event\"," FAIR_CONTENT "\n",
    "Export of 1 "
    "event|{\"act\":\"export\",\"format\":\"ndjson\",\"kinds\":[{\"kind\":\"event\",\"query\":\"\","
    "\"count\":1}],\"purpose\":\"own\",\"basis\":\"public-task\"}" },
  { "csv", NULL, "fair", 1,
    "id,title,type,status,start,end,timezone,venue,address.street,address.city,address.region,address."
    "postcode,"
    "address.country,location.latitude,location.longitude,location.precision,location.source,capacity,"
    "organiser,"
    "description,tags,attendance,notes,created,updated\r\n" FAIR
    ",Fair,,,2026-11-24T18:30:00-05:00,,,,,,,,,,,,,,,,,,,,\r\n",
    "Export of 1 "
    "event|{\"act\":\"export\",\"format\":\"csv\",\"kinds\":[{\"kind\":\"event\",\"query\":\"fair\","
    "\"count\":1}],\"purpose\":\"own\",\"basis\":\"public-task\"}" },
};

static void
test_formats (Fixture *fixture, gconstpointer data)
{
  fill (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autoptr (GError) error = NULL;
      AtlasExportCounts counts = { -1 };
      g_autofree char *text =
        export(fixture, exports[i].format, FALSE, exports[i].members, exports[i].events, &counts, &error);
      g_autofree char *unit = dup_last_unit (fixture);

      g_assert_no_error (error);
      g_assert_cmpstr (text, ==, exports[i].expected);
      g_assert_cmpint (counts.written, ==, exports[i].n);
      g_assert_cmpstr (unit, ==, exports[i].unit);
    }
}

static guint
find_column (GPtrArray *rows, const char *heading)
{
  GPtrArray *headings = g_ptr_array_index (rows, 0);
  guint column;

  g_assert_true (g_ptr_array_find_with_equal_func (headings, heading, g_str_equal, &column));
  return column;
}

static const struct
{
  const char *heading;
  const char *cell;
} cells[] = {
  { "id", ADA },
  { "given_name", "Ada" },
  { "family_name", "'=Uwase, \"A\"" },
  { "emails", "a@example.org;b@example.org" },
  { "phones", "'+1 613 555 0100" },
  { "address.city", "Québec" },
  { "location.longitude", "-75.7" }, /* a number, no formula */
  { "languages", "rw:C2;fr:B1" },
  { "notes", "one\ntwo" },
  { "birth_year", "" },
  { "extra", "{\"address\":{\"unit\":3}}" },
};

static void
test_table (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *marked = NULL;
  g_autofree char *plain = NULL;
  g_autoptr (GPtrArray) rows = NULL;

  fill (fixture);
  text = export(fixture, "csv", FALSE, "", NULL, NULL, &error);
  g_assert_no_error (error);
  rows = parse_csv (text, strlen (text));
  g_assert_cmpuint (rows->len, ==, 3);
  for (guint i = 0; i < rows->len; i++)
    g_assert_cmpuint (((GPtrArray *) g_ptr_array_index (rows, i))->len, ==, atlas_kind_member.n_fields + 2);
  for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
    g_assert_cmpstr (csv_cell (rows, 1, find_column (rows, cells[i].heading)), ==, cells[i].cell);
  g_assert_cmpstr (csv_cell (rows, 2, find_column (rows, "extra")), ==, "");

  /* For Excel the same behind a mark; and no column for unknown keys where there are none. */
  marked = export(fixture, "csv", TRUE, "", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (marked, ATLAS_CSV_MARK));
  g_assert_cmpstr (marked + strlen (ATLAS_CSV_MARK), ==, text);
  plain = export(fixture, "csv", FALSE, "ben", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (plain, "extra"));
}

/* What is invented says so in each format. */
static void
test_synthetic (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *document = NULL;
  g_autofree char *lines = NULL;
  g_autofree char *table = NULL;

  fill (fixture);
  atlas_store_set_setting (atlas_register_get_store (fixture->source), ATLAS_SHARE_SETTING_SYNTHETIC, "1",
                           &error);
  g_assert_no_error (error);

  document = export(fixture, "json", FALSE, "ben", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (document, ==, HEADER ",\n\"synthetic\":true,\n\"members\":[\n{" BEN_CONTENT "\n]}\n");
  lines = export(fixture, "ndjson", FALSE, "ben", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lines, ==, "{\"kind\":\"member\",\"synthetic\":true," BEN_CONTENT "\n");
  table = export(fixture, "csv", FALSE, "ben", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (table, ",updated,synthetic\r\n"));
  g_assert_true (g_str_has_suffix (table, ",true\r\n"));
}

/* What imports brought that this version does not know goes out again; what it knows does not go out twice.
 */
static void
test_unknown_keys (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  fill (fixture);
  atlas_store_set_setting (
    atlas_register_get_store (fixture->source), ATLAS_SHARE_SETTING_EXTRA,
    "{\"journeys\":[{\"id\":1}],\"version\":9,\"members\":[1],\"events\":[],\"a\\\"b\":null}", &error);
  g_assert_no_error (error);
  text = export(fixture, "json", FALSE, "ben", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==,
                   HEADER ",\n\"members\":[\n{" BEN_CONTENT
                          "\n],\n\"journeys\":[{\"id\":1}],\n\"a\\\"b\":null}\n");
}

static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  fill (fixture);
  text = export(fixture, "csv", FALSE, "", "", NULL, &error);
  g_assert_error (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT);
  g_assert_null (text);
  g_clear_error (&error);
  text = export(fixture, "xml", FALSE, "", NULL, NULL, &error);
  g_assert_error (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "ndjson"));
}

/* Files. */

static gboolean
export_file (
  Fixture *fixture, GFile *file, AtlasProgressFunc progress, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, NULL);
  AtlasQuery *queries[] = { query, NULL };

  return atlas_export_write_file (fixture->source, queries, "ndjson", FALSE, file, progress, cancellable,
                                  cancellable, NULL, error);
}

static void
test_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = make_file (fixture, "out.ndjson");
  g_autoptr (GFile) link = make_file (fixture, "link");
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *unit = NULL;
  g_autofree char *details = NULL;
  g_autofree char *names = NULL;
  GStatBuf status;

  fill (fixture);
  g_file_set_contents (g_file_peek_path (file), "old", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_chmod (g_file_peek_path (file), 0644), ==, 0);
  g_assert_cmpint (symlink ("out.ndjson", g_file_peek_path (link)), ==, 0);

  export_file (fixture, link, NULL, NULL, &error);
  g_assert_no_error (error);
  text = read_file (file);
  g_assert_cmpstr (text, ==, "{\"kind\":\"member\"," ADA_CONTENT "\n{\"kind\":\"member\"," BEN_CONTENT "\n");
  g_assert_true (g_file_test (g_file_peek_path (link), G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpint (g_stat (g_file_peek_path (file), &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  names = list_folder (fixture);
  g_assert_cmpstr (names, ==, "link,out.ndjson");

  unit = dup_last_unit (fixture);
  details = g_strdup_printf ("Export of 2 people|{\"act\":\"export\",\"format\":\"ndjson\",\"kinds\":"
                             "[{\"kind\":\"member\",\"query\":\"\",\"count\":2}],\"purpose\":\"own\","
                             "\"basis\":\"public-task\",\"file\":\"%s\"}",
                             g_file_peek_path (link));
  g_assert_cmpstr (unit, ==, details);
}

static void
cancel (gint64 done, gint64 total, gpointer data)
{
  g_cancellable_cancel (data);
}

/* What fails or is cancelled leaves the old file, nothing beside it and no line in the log. */
static void
test_nothing_at_all (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *name;
    gboolean cancelled;
    int code;
  } failures[] = {
    { "out", TRUE, G_IO_ERROR_CANCELLED },
    { "missing/out", FALSE, G_IO_ERROR_NOT_FOUND },
    { "out/out", FALSE, G_IO_ERROR_NOT_DIRECTORY },
    { ".", FALSE, G_IO_ERROR_IS_DIRECTORY },
    { "closed/out", FALSE, G_IO_ERROR_PERMISSION_DENIED },
  };
  g_autoptr (GFile) old = make_file (fixture, "out");
  g_autofree char *closed = g_build_filename (fixture->folder, "closed", NULL);
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_file_set_contents (g_file_peek_path (old), "old", -1, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_mkdir (closed, 0500), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autoptr (GFile) file = make_file (fixture, failures[i].name);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autofree char *text = NULL;
      g_autofree char *unit = NULL;
      g_autofree char *names = NULL;

      if (failures[i].code == G_IO_ERROR_PERMISSION_DENIED && g_access (closed, W_OK) == 0)
        continue; /* nothing is closed to root */
      g_assert_false (
        export_file (fixture, file, failures[i].cancelled ? cancel : NULL, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, failures[i].code);
      if (!failures[i].cancelled)
        g_assert_nonnull (strstr (error->message, g_file_peek_path (file)));
      g_test_message ("%s", error->message);
      g_clear_error (&error);

      text = read_file (old);
      g_assert_cmpstr (text, ==, "old");
      names = list_folder (fixture);
      g_assert_cmpstr (names, ==, "closed,out");
      unit = dup_last_unit (fixture);
      g_assert_cmpstr (unit, ==, "Add|");
    }
}

/* Of a database that can't be written nothing leaves, for its log could not say so. */
static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_strdup (atlas_register_get_path (fixture->source));
  g_autofree char *unit = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  fill (fixture);
  g_clear_object (&fixture->source);
  fixture->source = atlas_register_open (path, ATLAS_STORE_READ_ONLY, &error);
  g_assert_no_error (error);
  text = export(fixture, "json", FALSE, "ben", NULL, NULL, &error);
  g_assert_error (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_READ_ONLY);
  g_assert_true (text == NULL || *text == '\0');
  unit = dup_last_unit (fixture);
  g_assert_cmpstr (unit, ==, "Add|");
}

/* Cells. */

static const struct
{
  const char *text;
  const char *cell;
} texts[] = {
  { "Ada", "Ada" },
  { "", "" },
  { "a,b", "\"a,b\"" },
  { "a\"b", "\"a\"\"b\"" },
  { "\"", "\"\"\"\"" },
  { "a\nb", "\"a\nb\"" },
  { "a\r\nb", "\"a\r\nb\"" },
  { "a;b", "\"a;b\"" },
  { " a", "\" a\"" },
  { "O'Hara", "O'Hara" },
  { "'Ada'", "'Ada'" },
  { "a=b", "a=b" },
  { "=1+1", "'=1+1" },
  { "+1 613", "'+1 613" },
  { "-1", "'-1" },
  { "@sum", "'@sum" },
  { "\t=1", "\"'\t=1\"" },
  { "\r=1", "\"'\r=1\"" },
  { "\n", "\"'\n\"" },
  { "\x01x", "'\x01x" },
  { "\x7fx", "'\x7fx" },
  { "\xc2\x85x", "'\xc2\x85x" },
  { "\xc2\xa9", "\xc2\xa9" },
  { "＝1", "'＝1" },
  { "＠", "'＠" },
  { "'=1", "''=1" },
  { "''=1", "'''=1" },
  { "'", "'" },
  { "=\"x\"", "\"'=\"\"x\"\"\"" },
};

static void
check_cell (const char *text, const char *cell)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GPtrArray) rows = NULL;

  atlas_csv_append_text (out, text, -1);
  if (cell != NULL)
    g_assert_cmpstr (out->str, ==, cell);
  g_string_append (out, ",end\r\n");
  rows = parse_csv (out->str, out->len);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (csv_unprotected (csv_cell (rows, 0, 0)), ==, text);
  g_assert_cmpstr (csv_cell (rows, 0, 1), ==, "end");
}

/* For the clipboard. */
static void
test_tabbed_cells (void)
{
  static const struct
  {
    const char *text, *cell;
  } cases[] = {
    { "Ada", "Ada" },
    { "", "" },
    { "a\tb\r\nc", "a b  c" },
    { "=1+1", "'=1+1" },
    { "+1 613 555 0100", "'+1 613 555 0100" },
    { "\t=1+1", "' =1+1" },
    { "＝1", "'＝1" },
    { "'=1", "''=1" },
    { "a, \"b\"", "a, \"b\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      atlas_csv_append_tabbed (out, cases[i].text);
      g_assert_cmpstr (out->str, ==, cases[i].cell);
    }
}

static void
check_naughty_cell (const char *text, gpointer data)
{
  check_cell (text, NULL);
}

static void
test_cells (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    check_cell (texts[i].text, texts[i].cell);
  foreach_naughty_string (check_naughty_cell, NULL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/cells", test_cells);
  g_test_add_func ("/export/tabbed-cells", test_tabbed_cells);
  EXCHANGE_TEST ("/export/formats", test_formats);
  EXCHANGE_TEST ("/export/table", test_table);
  EXCHANGE_TEST ("/export/synthetic", test_synthetic);
  EXCHANGE_TEST ("/export/unknown-keys", test_unknown_keys);
  EXCHANGE_TEST ("/export/errors", test_errors);
  EXCHANGE_TEST ("/export/file", test_file);
  EXCHANGE_TEST ("/export/nothing-at-all", test_nothing_at_all);
  EXCHANGE_TEST ("/export/read-only", test_read_only);
  return g_test_run ();
}
