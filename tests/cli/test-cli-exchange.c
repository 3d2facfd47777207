/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-test-support.h"

#define ADA  "11111111-2222-4333-8444-555555555501"
#define BEN  "11111111-2222-4333-8444-555555555502"
#define CLEO "11111111-2222-4333-8444-555555555503"

/* --- import -------------------------------------------------------------------------------------------- */

#define MEMBER(id, name, updated) \
  "{\"id\":\"" id "\",\"given_name\":\"" name "\",\"updated\":\"" updated "T00:00:00Z\"}"
#define SHARE(members) "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":[" members "]}"

/* Beside good ones a record that is bad by its year, one without a name, one with a bad id. */
#define BAD                                                                  \
  "{\"format\":\"diaspora-atlas\",\"version\":1,\n\"members\":[\n"           \
  "{\"given_name\":\"Good\"},\n{\"given_name\":\"Bad\",\"birth_year\":7},\n" \
  "{\"notes\":\"\\u001b[2J\\u009b2J nameless\"},\n{\"given_name\":\"Bad\",\"id\":\"x\"}]}"

static const struct
{
  const char *name;
  const char *content;
} files[] = {
  { "old.json", SHARE (MEMBER (ADA, "Old", "2025-01-01")) },
  { "one.json", SHARE (MEMBER (ADA, "Ada", "2026-01-01")) },
  { "new.json", SHARE (MEMBER (ADA, "New", "2027-01-01") "," MEMBER (BEN, "Ben", "2027-01-01")) },
  { "bare.json", "[{\"given_name\":\"Bare\"},{\"family_name\":\"Naked\"}]" },
  { "marked.json", "\xef\xbb\xbf[" MEMBER (ADA, "Ada", "2026-01-01") "]" },
  { "lines", "{\"kind\":\"member\",\"given_name\":\"Line\"}\n"
             "{\"kind\":\"event\",\"title\":\"Dinner\",\"start\":\"2026-07-01T18:30:00Z\"}\n" },
  { "bad.json", BAD },
  { "cut.json",
    "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":[" MEMBER (ADA, "Ada", "2026-01-01") "," },
  { "broken.json", "{\"format\":\"diaspora-atlas\",\n\"members\":[\n{\"given_name\":}]}" },
  { "later.json", "{\"format\":\"diaspora-atlas\",\"version\":99,\"members\":[]}" },
  { "empty", "" },
  { "text.txt", "Dear colleague,\n" },
  { "none.json", SHARE ("") },
  { "twice.csv", "given_name,family_name,emails,birth_year,phones\n"
                 "Eve,Ineza,eve.ineza@example.org,1980,\n"
                 "INEZA,Eve,eve.ineza@example.org,1980,+1 613 555 0199\n" },
};

static void
write_files (Fixture *fixture)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    write_file (fixture, files[i].name, files[i].content);
}

static const Step imports[] = {
  { "import one.json --dry-run", 0, "1 added, 1 without a place\n", "*nothing was changed*" },
  { "count", 0, "0\n", NULL },
  { "log", 0, "Step *State\n", NULL },
  { "import one.json", 0, "1 added, 1 without a place\n", NULL },
  { "import one.json", 0, "1 unchanged\n", NULL },
  { "import marked.json", 0, "1 unchanged\n", NULL },
  { "import old.json", 0, "1 older than ours or skipped\n", NULL },
  { "show 1", 0, "Ada\n*", NULL },
  { "import new.json --on-duplicate skip", 0, "1 added, 1 older*", NULL },
  { "show " ADA, 0, "Ada\n*", NULL },
  { "import new.json --on-duplicate update", 0, "1 updated, 1 unchanged, 1 without a place\n", NULL },
  { "show " ADA, 0, "New\n*", NULL },
  { "import one.json", 0, "1 older than ours or skipped\n", NULL },
  { "import one.json --on-duplicate add", 0, "1 added*", NULL },
  { "count", 0, "3\n", NULL },
  { "undo", 0, NULL, "Undone: Import of one.json\n" },
  { "import bare.json lines", 0, "4 added, 3 without a place\n", NULL },
  { "log --limit 1", 0, "*Import of 2 files*", NULL },
  { "count --kind events", 0, "1\n", NULL },
  { "import --format ndjson lines --json", 0,
    "{\"read\":2,\"added\":0,\"updated\":0,\"unchanged\":2,\"skipped\":0,\"refused\":0,\"unplaced\":0,"
    "\"refusals\":[],\"refusals_cut\":0,\"differing\":0,\"differences\":[],"
    "\"doubled\":0,\"united\":0,\"dropped\":0,\"doubles\":[]}\n",
    NULL },
  { "import -", 0, "1 added*", NULL, "{\"kind\":\"member\",\"given_name\":\"Piped\"}" },
  { "import - one.json", 0, "1 added, 1 older*", NULL, "[{\"given_name\":\"Piped too\"}]" },
  { "log --limit 2", 0, "*Import of 2 files*Import of standard input*", NULL },
  { "import none.json", 0, "The file holds no records\n", NULL },

  /* Who is listed twice comes in twice, once, or as one of both, as is asked for. */
  { "import twice.csv", 0, "2 added, 2 without a place, 1 listed twice\n",
    "twice.csv: record 2, line 3: INEZA Eve: line 2 has Eve Ineza: same e-mail address, *\n"
    "1 row stands for itself beside *" },
  { "undo", 0, NULL, "Undone: Import of twice.csv\n" },
  { "import twice.csv --on-duplicate skip", 0,
    "1 added, 1 older than ours or skipped, 1 without a place, 1 listed twice\n", "*1 row was left out, *" },
  { "undo", 0, NULL, "Undone: Import of twice.csv\n" },
  { "import twice.csv --on-duplicate update --json", 0,
    "{\"read\":2,\"added\":1,\"updated\":1,*\"doubled\":1,\"united\":1,\"dropped\":0,\"doubles\":["
    "\n{\"file\":\"twice.csv\",\"record\":2,\"line\":3,\"field\":null,\"reason\":\"INEZA Eve: *",
    NULL },
  { "undo", 0, NULL, "Undone: Import of twice.csv\n" },

  /* Bad records are told one by one, with nothing in the telling that could drive a terminal. */
  { "import bad.json", 3, "1 added, 3 refused, 1 without a place\n",
    "bad.json: record 2, line 4: birth_year: must be*\nbad.json: record 3, line 5: given_name: *\n"
    "bad.json: record 4, line 6: id: *\nCorrect these records*" },
  { "import bad.json --dry-run", 3, "1 unchanged, 3 refused*", "*nothing was changed*" },
  { "import --json bad.json", 3, "{\"read\":4,\"added\":0,*\"unchanged\":1,*\"refused\":3,*", NULL },

  /* What can't be trusted is not read at all. */
  { "import cut.json", 1, NULL, "atlasctl: cut.json: *" },
  { "import one.json cut.json", 1, NULL, "atlasctl: cut.json: *" },
  { "import broken.json", 1, NULL, "atlasctl: broken.json: line 3: *" },
  { "import later.json", 1, NULL, "atlasctl: later.json: *version*" },
  { "import text.txt", 1, NULL, "atlasctl: text.txt: *" },
  { "import empty", 1, NULL, "atlasctl: empty: *" },
  { "import missing.json", 1, NULL, "atlasctl: *missing.json*" },
  { "import .", 1, NULL, "atlasctl: *" },
  { "import -", 1, NULL, "atlasctl: standard input: *", "{" },
};

static void
test_import (Fixture *fixture, gconstpointer data)
{
  write_files (fixture);
  RUN_STEPS (fixture, imports);
}

static void
test_refused_unchanged (Fixture *fixture, gconstpointer data)
{
  static const char *const refused[] = { "cut.json", "one.json cut.json", "broken.json",       "later.json",
                                         "text.txt", "missing.json",      "none.json cut.json" };
  g_autofree char *before = NULL, *first = NULL;

  write_files (fixture);
  first = run_ok (fixture, "import new.json");
  before = snapshot (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_auto (Outcome) outcome = { 0 };
      g_autofree char *line = g_strconcat ("import ", refused[i], NULL);
      g_autofree char *after = NULL;

      run_line (fixture, line, NULL, &outcome);
      g_assert_cmpint (outcome.status, ==, 1);
      after = snapshot (fixture);
      assert_same (before, after);
    }
}

static void
test_refusal_keys (Fixture *fixture, gconstpointer data)
{
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *keys = NULL;
  JsonArray *refusals;

  write_files (fixture);
  run_line (fixture, "import --json bad.json", NULL, &outcome);
  g_assert_cmpint (outcome.status, ==, 3);
  node = parse_json (outcome.out);
  keys = keys_of (json_node_get_object (node));
  g_assert_cmpstr (
    keys, ==,
    "read,added,updated,unchanged,skipped,refused,unplaced,refusals,refusals_cut,differing,differences,"
    "doubled,united,dropped,doubles");
  refusals = json_object_get_array_member (json_node_get_object (node), "refusals");
  g_assert_cmpuint (json_array_get_length (refusals), ==, 3);
  for (guint i = 0; i < 3; i++)
    {
      JsonObject *refusal = json_array_get_object_element (refusals, i);
      g_autofree char *own = keys_of (refusal);

      g_assert_cmpstr (own, ==, "file,record,line,field,reason");
      g_assert_cmpstr (json_object_get_string_member (refusal, "file"), ==, "bad.json");
      g_assert_cmpint (json_object_get_int_member (refusal, "record"), ==, i + 2);
      g_assert_cmpint (json_object_get_int_member (refusal, "line"), ==, i + 4);
      g_assert_cmpstr (json_object_get_string_member (refusal, "reason"), !=, "");
    }
}

/* --- sample data, export, and back ---------------------------------------------------------------------- */

/* An export says when it was made; all else must be the same. */
static char *
without_time (const char *text)
{
  g_autoptr (GRegex) regex = g_regex_new ("\"exported\":\"[^\"]*\"", 0, 0, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "", 0, NULL);
}

static void
test_demo_is_same (Fixture *fixture, gconstpointer data)
{
  static const char *const exports[] = { "export --kind members,events",
                                         "export --kind members,events --format ndjson",
                                         "export --format csv", "export --kind events --format csv" };
  g_autofree char *first = run_ok (fixture, "demo --members 300 --seed 7");
  g_autofree char *second = run_ok (fixture, "demo --members 300 --seed 7 --database b.db");
  g_autofree char *third = run_ok (fixture, "demo --members 300 --seed 8 --database c.db");

  for (guint i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autofree char *a = run_ok (fixture, "%s", exports[i]);
      g_autofree char *b = run_ok (fixture, "%s --database b.db", exports[i]);
      g_autofree char *c = run_ok (fixture, "%s --database c.db", exports[i]);
      g_autofree char *bare_a = without_time (a), *bare_b = without_time (b), *bare_c = without_time (c);

      g_assert_cmpuint (strlen (a), >, 1000);
      assert_same (bare_a, bare_b);
      g_assert_false (g_str_equal (bare_a, bare_c));
      assert_has (a, "synthetic");
    }
}

static const Step demo[] = {
  { "demo --members 200 --seed 3 --json", 0, "{\"members\":200,\"events\":12}\n", NULL },
  { "demo --members 200", 1, NULL, "*a.db*" },
  { "count", 0, "200\n", "*synthetic*" },
  { "list --limit 1 --json", 0, "[\n{\"synthetic\":true,\"id\":*", "*synthetic*" },
  { "show --json --kind events ''", 1, NULL, "*" },
  { "concentrations", 0, "*", "*synthetic*" },
  { "contacts --channel email", 0, "*", "*synthetic*" },
  { "undo", 0, NULL, "Undone: Sample data\n" },
  /* Whatever comes now is real. */
  { "import -", 0, "1 added*", NULL, "[{\"given_name\":\"Real\"}]" },
  { "count", 0, "1\n", NULL },
  { "export", 0, "*Real*", NULL },
  { "demo", 1, NULL, "*a.db*" },
};

static void
test_demo (Fixture *fixture, gconstpointer data)
{
  RUN_STEPS (fixture, demo);
}

/* From one office to the next, where people without a position are placed by their address, and on to a
 * third.
 */
static void
test_round_trip (Fixture *fixture, gconstpointer data)
{
  static const char *const formats[] = { "json", "ndjson" };
  g_autofree char *made = run_ok (fixture, "demo --members 500 --seed 2 --database first.db");
  g_autofree char *out = run_ok (fixture, "export --database first.db --kind members,events --output x.json");
  g_autofree char *read = run_ok (fixture, "import x.json");
  g_autofree char *people = run_ok (fixture, "list --json");
  g_autofree char *events = run_ok (fixture, "list --json --kind events");

  g_assert_true (g_str_has_prefix (read, "512 added"));
  g_assert_true (g_str_has_prefix (people, "[\n{\"synthetic\":true,"));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_autofree char *on =
        run_ok (fixture, "export --kind members,events --format %s --output y", formats[i]);
      g_autofree char *start = run_ok (fixture, "init --database %s.db", formats[i]);
      g_autofree char *added = run_ok (fixture, "import --database %s.db y", formats[i]);
      g_autofree char *there = run_ok (fixture, "list --json --database %s.db", formats[i]);
      g_autofree char *events_there =
        run_ok (fixture, "list --json --kind events --database %s.db", formats[i]);
      g_autofree char *again = run_ok (fixture, "import --database %s.db y", formats[i]);

      g_assert_true (g_str_has_prefix (added, "512 added"));
      assert_same (people, there);
      assert_same (events, events_there);
      g_assert_cmpstr (again, ==, "512 unchanged\n");
    }
}

static const Step exports[] = {
  { "import -", 0, "*", NULL, "[{\"given_name\":\"Ada\",\"shoe\":38},{\"family_name\":\"Uwase\"}]" },
  { "export", 0,
    "{\"format\":\"diaspora-atlas\",\"version\":1,\"exported\":\"*\"members\":[\n*Ada*\"shoe\":38}*Uwase*]}"
    "\n",
    NULL },
  { "export --output -", 0, "{*}\n", NULL },
  { "export --query uwase --format ndjson", 0, "{\"kind\":\"member\",\"id\":*Uwase\"*}\n", NULL },
  { "export --query uwase --format csv", 0, "id,given_name,*\r\n*Uwase*\r\n", NULL },
  { "export --query uwase --format csv --excel", 0, "\xef\xbb\xbfid,given_name,*", NULL },
  { "export --kind events", 0, "*\"events\":[\n]}\n", NULL },
  { "export --query ada --output out.json", 0, NULL, "1 record written: out.json\n" },
  { "export --output out.json --json", 0,
    "{\"file\":\"out.json\",\"format\":\"json\",\"purpose\":\"own\",\"written\":2,\"left_out\":0,"
    "\"shortened\":0}\n",
    NULL },
  { "export --format csv -o out.csv", 0, NULL, "2 records written: out.csv\n" },
  { "export --format geojson", 0, "{\"type\":\"FeatureCollection\"*", "2 records left out*no position\n" },
  { "export --format xlsx -o out.xlsx", 0, NULL, "2 records written: out.xlsx\n" },
  { "import out.xlsx", 0, "2 unchanged\n", NULL },
  { "import --sheet Nowhere out.xlsx", 1, NULL, "atlasctl: out.xlsx: *no sheet “Nowhere”; it has: People\n" },
  { "export --kind members --format ical", 2, NULL, "*calendar holds events*" },
  { "contacts --channel email --format labels", 2, NULL, "*--channel post*" },
  { "contacts --channel post --format labels --sheet A4", 2, NULL, "*5160, L7160*" },
  { "contacts --channel post --format labels --first 31", 2, NULL, "*between 1 and 30*" },
  { "contacts --channel post --format labels --from Canada", 2, NULL, "*“Canada”*" },
  { "contacts --channel post --format labels", 0, "%PDF-*", "*left out: *" },
  { "export --purpose share --partner Board --output board.json --json", 0,
    "{\"file\":\"board.json\",\"format\":\"json\",\"purpose\":\"share\",\"written\":0,\"left_out\":2,"
    "\"shortened\":0,"
    "\"people\":{\"matched\":2,\"written\":0,\"not_active\":0,\"withdrawn\":0,\"expired\":0,\"no_consent\":2,"
    "\"no_address\":0}}\n",
    "2 left out: 2 did not agree\n" },
  { "export --purpose gossip", 2, NULL, "*own, contact, share, publish*" },
  { "export --purpose contact --channel email --fields phones", 2, NULL, "*“phones”*" },
  { "export --fields given_name,id --format csv --query ada", 0, "given_name,id\r\nAda,*", NULL },
  { "add --kind export-profile --set name=Names --set purpose=own --set format=csv --set fields=given_name",
    0, "*", NULL },
  { "export --profile names --query ada", 0, "given_name\r\nAda\r\n", NULL },
  { "export --profile nobody", 1, NULL, "*“Names”*" },
  { "export --output nowhere/out.json", 1, NULL, "atlasctl: *nowhere/out.json*folder*" },
  { "export --output .", 1, NULL, "atlasctl: *folder*" },
  { "export --output /dev/full", 1, NULL, "atlasctl: */dev/full*space*" },
  { "contacts --channel email --output /dev/full", 1, NULL, "atlasctl: */dev/full*space*" },
  { "log --limit 20", 0, "*Export of 2 people*Export of 1 person*", NULL },
};

static void
test_export (Fixture *fixture, gconstpointer data)
{
  g_autofree char *file = NULL;

  RUN_STEPS (fixture, exports);
  file = read_file (fixture, "out.json");
  assert_has (file, "Uwase");
}

/* --- contact lists -------------------------------------------------------------------------------------- */

#define PERSON(name, rest) "{\"given_name\":\"" name "\"," rest "}"
#define CONSENT(channel, status, date) \
  "{\"purpose\":\"contact\",\"channel\":\"" channel "\",\"status\":\"" status "\",\"date\":\"" date "\"}"

static const char people[] = "[" PERSON ("Ada",
                                         "\"emails\":[\"ada@example.org\"],\"phones\":[\"+1 613 555 0100\"],"
                                         "\"consents\":[" CONSENT ("any", "given", "2026-01-01") "]") "," //
  PERSON ("=HYPERLINK(1)",
          "\"emails\":[\"f@example.org\"],\"consents\":[" CONSENT ("email", "given", "2026-01-01") "]") "," //
  PERSON ("Ben",
          "\"emails\":[\"ben@example.org\"],\"consents\":[" CONSENT ("email", "given", "2026-01-01") "," //
          CONSENT ("email", "withdrawn", "2026-02-01") "]") ","                                          //
  PERSON ("Chloe", "\"emails\":[\"c@example.org\"]") ","                                                 //
  PERSON ("Dan", "\"consents\":[" CONSENT ("email", "given", "2026-01-01") "]") ","                      //
  PERSON ("Eve",
          "\"status\":\"moved\",\"emails\":[\"e@example.org\"],\"consents\":[" CONSENT (
            "any", "given", "2026-01-01") "]") "]";

static const Step contacts[] = {
  { "import people.json", 0, "6 added*", NULL },
  { "contacts --channel email", 0, "*Ada*'=HYPERLINK(1)*f@example.org*", "4 left out: *" },
  { "contacts --channel email --query ada", 0, "*ada@example.org*", NULL },
  { "contacts --channel phone", 0, "*Ada*'+1 613 555 0100*", "5 left out: *" },
  { "contacts --channel post", 0, "*", "6 left out: *" },
  { "contacts --channel email --format vcard", 0,
    "BEGIN:VCARD\r\nVERSION:3.0\r\n*ada@example.org*END:VCARD\r\n", "4 left out*" },
  { "contacts --channel email --excel", 0, "\xef\xbb\xbf*", "*" },
  { "contacts --channel email --output c.csv", 0, NULL, "2 records written: c.csv\n4 left out: *" },
  { "contacts --channel email --output c.csv --json", 0,
    "{\"file\":\"c.csv\",\"matched\":6,\"written\":2,\"not_active\":1,\"withdrawn\":1,\"expired\":0,\"no_"
    "consent\":1,\"no_"
    "address\":1}\n",
    "4 left out: *" },
  { "log --limit 1", 0, "*Contact list of 2 people*", NULL },
};

static void
test_contacts (Fixture *fixture, gconstpointer data)
{
  static const char *const left_out[] = { "ben@", "c@example", "Dan", "e@example", "Ben", "Chloe", "Eve" };
  g_autofree char *file = NULL;

  write_file (fixture, "people.json", people);
  RUN_STEPS (fixture, contacts);
  file = read_file (fixture, "c.csv");
  for (guint i = 0; i < G_N_ELEMENTS (left_out); i++)
    g_assert_null (strstr (file, left_out[i]));
}

/* Cells that a spreadsheet would run, in every column that takes them. */
static void
test_formulas (Fixture *fixture, gconstpointer data)
{
  static const char *const texts[] = { "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *name = g_strconcat ("given_name=", texts[i], NULL);
      g_autofree char *notes = g_strconcat ("notes=", texts[i], NULL);
      const char *add[] = { "add", "--set", name, "--set", notes, NULL };
      g_auto (Outcome) outcome = { 0 };

      run_arguments (fixture, add, NULL, 0, &outcome);
      g_assert_cmpint (outcome.status, ==, 0);
    }
  {
    g_autofree char *out = run_ok (fixture, "export --format csv");

    for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
      {
        g_autofree char *plain = g_strconcat (",", texts[i], NULL);
        g_autofree char *quoted = g_strconcat (",\"", texts[i], NULL);
        g_autofree char *harmless = g_strconcat ("'", texts[i], NULL);

        g_assert_null (strstr (out, plain));
        g_assert_null (strstr (out, quoted));
        assert_has (out, harmless);
      }
  }
}

/* --- a mission carried out ------------------------------------------------------------------------------ */

#define TRIP "11111111-2222-4333-8444-5555555555a0"
#define AGREED                                                                                            \
  "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"email\",\"status\":\"given\",\"date\":\"2025-01-" \
  "01\"}]"
#define THERE "\"location\":{\"latitude\":45.42,\"longitude\":-75.69}"

static const char trip[] =
  "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":["
  "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"sex\":\"female\",\"emails\":[\"ada@example.org\"],"
  "\"preferred_language\":\"fr\"," AGREED "," THERE "},"
  "{\"id\":\"" BEN "\",\"given_name\":\"Ben\",\"emails\":[\"ben@example.org\"]," THERE "},"
  "{\"id\":\"" CLEO "\",\"given_name\":\"Cleo\",\"phones\":[\"+16135550123\"],"
  "\"consents\":[{\"purpose\":\"contact\",\"channel\":\"phone\",\"status\":\"given\",\"date\":\"2025-01-01\"}"
  "]," THERE "}],"
  "\"missions\":[{\"id\":\"" TRIP "\",\"title\":\"Spring\",\"start\":\"2026-05-01\",\"stops\":["
  "{\"place\":\"Ottawa\",\"region\":\"CA-ON\",\"latitude\":45.42,\"longitude\":-75.69,\"expected\":4,"
  "\"arrival\":\"2026-05-01T18:00:00-04:00\"},{\"place\":\"Later\"}]}]}";

static const Step trip_steps[] = {
  { "import trip.json", 0, "*", "*" },
  { "mission invite " TRIP, 3, "*Ottawa*3*2*", "*stop 2 (Later)*" },
  { "edit " TRIP " --set 'stops=[{\"place\":\"Ottawa\",\"region\":\"CA-ON\",\"latitude\":45.42,"
    "\"longitude\":-75.69,\"expected\":4,\"arrival\":\"2026-05-01T18:00:00-04:00\"}]'",
    0, "*", NULL },
  { "mission sheet " TRIP " --stop 1", 1, NULL, "*has no event yet*" },
  { "mission sheet " TRIP, 2, NULL, "*--stop 1 to 1*" },
  { "mission invite " TRIP " --add-to-event", 1, NULL, "*has no event yet*" },
  { "mission accept " TRIP, 0, NULL, "Events: 1 made, 0 brought up to date, 0 as they were\n" },
  { "--json mission accept " TRIP, 0, "{\"made\":0,\"updated\":0,\"kept\":1,\"timeless\":0}\n", NULL },
  { "mission invite " TRIP, 0, "*Ottawa*3*2*French 1*", NULL },
  { "mission invite " TRIP " --channel email", 0, "*Ottawa*3*1*French 1*", NULL },
  { "--json mission invite " TRIP, 0,
    "*\"matched\":3,\"asked\":2,*\"no_consent\":1,*{\"language\":\"fr\",\"people\":1}*", NULL },
  { "mission invite " TRIP " --stop 2", 2, NULL, "*" },
  { "mission invite " TRIP " --output x.csv", 2, NULL, "*--stop*" },
  { "mission invite " TRIP " --language xx", 2, NULL, "*no language*" },
  { "mission invite " TRIP " --format labels --stop 1", 2, NULL, "*--channel post only*" },
  { "mission invite " TRIP " --stop 1", 0, "*Ada*ada@example.org*", "*2 left out*" },
  { "mission invite " TRIP " --stop 1 --language none", 0, "given_name,*other_emails\r\n", "*" },
  { "mission invite " TRIP " --stop 1 --format vcard --output a.vcf", 0, NULL, "1 record written: a.vcf\n*" },
  { "mission invite " TRIP " --add-to-event --channel email", 0, NULL,
    "1 person invited to stop 1 (Ottawa)\n" },
  /* As the window does: whichever channel they agreed to. */
  { "mission invite " TRIP " --add-to-event", 0, NULL, "1 person invited to stop 1 (Ottawa)\n" },
  { "mission invite " TRIP " --stop 1 --channel any", 2, NULL, "*one channel*" },
  { "mission invite " TRIP " --sheet L7160", 2, NULL, "*--format labels only*" },
  { "mission invite " TRIP " --paper a4", 2, NULL, "*--paper*invite*brief, sheet, debrief*" },
  { "mission brief " TRIP " --channel post", 2, NULL, "*--channel*brief*invite*" },
  { "mission accept " TRIP " --output x.pdf", 2, NULL, "*--output*" },
  { "mission list --smallest 5", 2, NULL, "*--smallest*" },
  { "mission debrief " TRIP " --stop 1", 2, NULL, "*--stop*" },
  { "mission sheet " TRIP " --stop 1 --output door.pdf --paper letter", 0, NULL,
    "2 people on the sheet: door.pdf\n" },
  { "mission brief " TRIP " --output brief.pdf --paper a4", 0, NULL, "1 record written: brief.pdf\n" },
  { "mission brief " TRIP " --output brief.pdf --paper a3", 2, NULL, "*" },
  { "mission brief " TRIP " --output brief.pdf --smallest 2", 2, NULL, "*" },
  { "mission debrief " TRIP, 0, "*Ottawa*4*0*2*", NULL },
  { "--json mission debrief " TRIP, 0, "{\"mission\":*\"planned\":4,\"attended\":0,*\"invited\":2,*", NULL },
  { "mission debrief " TRIP " --output after.pdf", 0, NULL, "1 record written: after.pdf\n" },
  { "mission carry " TRIP, 2, NULL, "*debrief*" },
};

/* The event's id, as its stop names it. (transfer full) */
static char *
dup_event (Fixture *fixture)
{
  g_autofree char *out = run_ok (fixture, "mission show " TRIP " --json");
  g_autoptr (JsonNode) node = parse_json (out);
  JsonArray *stops = json_object_get_array_member (json_node_get_object (node), "stops");

  return g_strdup (json_object_get_string_member (json_array_get_object_element (stops, 0), "event"));
}

static void
run_one (
  Fixture *fixture, const char *command, const char *event, const char *rest, int status, const char *part)
{
  g_autofree char *line = g_strdup_printf ("%s %s %s", command, event, rest);
  g_auto (Outcome) outcome = { 0 };

  run_line (fixture, line, NULL, &outcome);
  g_assert_cmpint (outcome.status, ==, status);
  assert_has (status == 0 || status == 3 ? outcome.out_length > 0 ? outcome.out : outcome.err : outcome.err,
              part);
}

/* What a file tells is written as one step; what is wrong with it is named, and nothing is written then. */
static void
debrief_from_file (Fixture *fixture)
{
  write_file (
    fixture, "told.json",
    "{\"status\":\"reported\",\"stops\":[{\"place\":\"Ottawa\",\"attendance\":[{\"name\":\"Cleo\"}],"
    "\"people\":[{\"given_name\":\"Iris\",\"emails\":[\"iris@example.org\"]}],\"contacts\":[{\"name\":"
    "\"Iris\",\"summary\":\"Teaches\"}]}],\"expenses\":[{\"item\":\"Hall\",\"spent\":80}]}");
  write_file (fixture, "wrong.json",
              "{\"status\":\"reported\",\"stops\":[{\"place\":\"Ottawa\",\"attendance\":[{\"name\":\"Cleo\"},"
              "{\"name\":\"Zoe\"}]}],\"expenses\":[{\"item\":\"Hall\",\"spent\":-1}]}");
  run_one (fixture, "mission debrief", TRIP, "wrong.json", 1,
           "wrong.json: expense 1: spent: must be between 0 and 1000000000\n");
  run_one (fixture, "mission debrief", TRIP, "wrong.json", 1,
           "wrong.json: stop 1 (Ottawa), attendance 2: nobody is called “Zoe”\n");
  run_one (fixture, "--json mission debrief", TRIP, "", 0, "\"attended\":1,");
  run_one (fixture, "mission debrief", TRIP, "missing.json", 1, "missing.json");
  run_one (fixture, "mission debrief", TRIP, "told.json more.json", 2, "more.json");
  run_one (fixture, "mission debrief", TRIP, "told.json --output no-such-folder/after.pdf", 1,
           "no-such-folder");
  run_one (fixture, "--json mission debrief", TRIP, "", 0, "\"attended\":1,");
  run_one (fixture, "mission brief", TRIP, "told.json", 2, "told.json");
  run_one (fixture, "--json mission debrief", TRIP, "told.json", 0, "\"attended\":3,");
  run_one (fixture, "mission show", TRIP, "", 0, "Reported");
  run_one (fixture, "--json mission debrief", TRIP, "told.json", 0, "\"attended\":3,");
  run_one (fixture, "undo", "", "", 0, "Debrief Spring");
  run_one (fixture, "--json mission debrief", TRIP, "", 0, "\"attended\":1,");
}

static void
test_mission (Fixture *fixture, gconstpointer data)
{
  g_autofree char *event = NULL;

  write_file (fixture, "trip.json", trip);
  write_file (fixture, "door.csv", "email,status\nada@example.org,\nnobody@example.org,\n");
  RUN_STEPS (fixture, trip_steps);
  event = dup_event (fixture);
  run_one (fixture, "checkin", event, "door.csv", 3,
           "door.csv, line 3: nobody@example.org: nobody has the address");
  run_one (fixture, "checkin --json", event, "door.csv", 3, "\"same\":1,\"refused\":[{\"line\":3,");
  run_one (fixture, "checkin", event, "missing.csv", 1, "missing.csv");
  run_one (fixture, "sheet", event, "--output list.pdf", 0, "2 people on the sheet: list.pdf");
  run_one (fixture, "--json mission debrief", TRIP, "", 0, "\"attended\":1,");
  debrief_from_file (fixture);
  run_one (fixture, "mission debrief --note", TRIP, "", 0, "Ottawa");
  run_one (fixture, "undo", "", "", 0, "Note who was reached by Spring");
  run_one (fixture, "undo", "", "", 0, "Check in at Spring");
  run_one (fixture, "--json mission debrief", TRIP, "", 0, "\"attended\":0,");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  EMPTY_TEST ("/exchange/import", test_import);
  EMPTY_TEST ("/exchange/refused-unchanged", test_refused_unchanged);
  EMPTY_TEST ("/exchange/refusal-keys", test_refusal_keys);
  CLI_TEST ("/exchange/demo", test_demo);
  CLI_TEST ("/exchange/demo-is-same", test_demo_is_same);
  EMPTY_TEST ("/exchange/round-trip", test_round_trip);
  EMPTY_TEST ("/exchange/export", test_export);
  EMPTY_TEST ("/exchange/contacts", test_contacts);
  EMPTY_TEST ("/exchange/formulas", test_formulas);
  EMPTY_TEST ("/exchange/mission", test_mission);
  return g_test_run ();
}
