/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "import-test-support.h"

#define MARK "\xef\xbb\xbf"

/* --- What is read. */

static const struct
{
  const char *text;
  const char *counts;
  const char *refusals;
} files[] = {
  /* The four forms, each with and without a mark. */
  { "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":[{\"given_name\":\"A\"},{\"given_name\":\"B\"}]"
    ","
    "\"events\":[{\"title\":\"T\",\"start\":\"2026-01-01T10:00:00Z\"}]}",
    "3 3 0 0 0 0 2", "" },
  { MARK "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\":[{\"given_name\":\"A\"}]}",
    "1 1 0 0 0 0 1", "" },
  { "{\"members\":[{\"given_name\":\"A\"}]}", "1 1 0 0 0 0 1", "" },
  { "{\"events\":null,\"members\":[]}", "0 0 0 0 0 0 0", "" },
  { "{\"format\":\"diaspora-atlas\"}", "0 0 0 0 0 0 0", "" },
  { "[]", "0 0 0 0 0 0 0", "" },
  { "[{\"given_name\":\"A\"},{\"given_name\":\"B\"}]", "2 2 0 0 0 0 2", "" },
  { MARK "\n [ {\"given_name\":\"A\"} ] \n", "1 1 0 0 0 0 1", "" },
  { "{\"kind\":\"member\",\"given_name\":\"A\"}\n{\"kind\":\"event\",\"title\":\"T\",\"start\":\"2026-01-"
    "01T10:00:00Z\"}"
    "\n\n\r\n{\"kind\":\"member\",\"given_name\":\"B\"}",
    "3 3 0 0 0 0 2", "" },
  { MARK "{\"kind\":\"member\",\"given_name\":\"A\"}\r\n", "1 1 0 0 0 0 1", "" },
  { "{\"given_name\":\"A\",\n\"kind\":\"member\"}\n{\n\"kind\":\"member\",\"given_name\":\"B\"}",
    "2 2 0 0 0 0 2", "" },

  /* Bad records are told of one by one, and the rest is read. */
  { "[{\"given_name\":\"A\"},\n{\"birth_year\":1980},\n\n{\"given_name\":\"C\",\"birth_year\":1492}\n,{"
    "\"given_name\":\"D\"}]",
    "4 2 0 0 0 2 2",
    "2:2:given_name:a person needs a given name or a family name\n"
    "3:4:birth_year:must be a year between 1900 and 2026" },
  { "[\n{\"given_name\":5},\n[],\n\"x\",\n7,\nnull,\n{\"given_name\":\"A\",\"id\":\"no uuid\"}]",
    "6 0 0 0 0 6 0",
    "1:2:given_name:must be a text\n2:3::a record must be an object\n3:4::a record must be an object\n4:5::a "
    "record "
    "must be an object\n5:6::a record must be an object\n6:7:id:must be a UUID, such as "
    "123e4567-e89b-42d3-a456-426614174000; or leave it out" },
  { "[{\"given_name\":\"A\",\"location\":{\"latitude\":45}},{\"given_name\":\"B\",\"location\":{\"latitude\":"
    "95,"
    "\"longitude\":3}},{\"given_name\":\"C\",\"sex\":\"f\"}]",
    "3 0 0 0 0 3 0",
    "1:1:location.longitude:is missing beside the latitude\n"
    "2:1:location.latitude:must be between -90 and 90\n"
    "3:1:sex:must be one of: female, male, other, undisclosed" },
  { "{\"events\":[{\"title\":\"T\",\"start\":\"2026-01-02T10:00:00Z\",\"end\":\"2026-01-01T10:00:00Z\"}]}",
    "1 0 0 0 0 1 0", "1:1:end:must not be before the start" },
  /* In lines even broken JSON is one record's own affair. */
  { "{\"kind\":\"member\",\"given_name\":\"A\"}\n{\"kind\":\"member\",\"given_name\":}\n{\"kind\":\"thing\"}"
    "\n"
    "{\"given_name\":\"B\"}\nnonsense\n{\"kind\":\"member\",\"given_name\":\"C\"}\n",
    "6 2 0 0 0 4 2",
    "2:2::a value was expected\n3:3:kind:must be one of: member, event, estimate, segment, organisation, "
    "interaction, verdict, export_profile, mission\n4:4:kind:is "
    "missing; "
    "it must be one of: member, event, estimate, segment, organisation, interaction, verdict, "
    "export_profile, mission\n5:5::a word "
    "stands "
    "without quotes" },

  /* The same id twice in one file. */
  { "[{\"id\":\"" ADA "\",\"given_name\":\"A\",\"updated\":\"2026-01-01T00:00:00Z\"},"
    "{\"id\":\"" ADA "\",\"given_name\":\"B\",\"updated\":\"2026-01-02T00:00:00Z\"}]",
    "2 1 1 0 0 0 2", "" },
  { "[{\"id\":\"" ADA "\",\"given_name\":\"A\",\"updated\":\"2026-01-02T00:00:00Z\"},"
    "{\"id\":\"" ADA "\",\"given_name\":\"B\",\"updated\":\"2026-01-01T00:00:00Z\"}]",
    "2 1 0 0 1 0 1", "" },
  { "[{\"given_name\":\"A\"},{\"given_name\":\"A\"}]", "2 1 0 1 0 0 1", "" },
  { "[{\"id\":\"" ADA "\",\"given_name\":\"A\"},{\"id\":\"" ADA "\",\"given_name\":\"B\"}]", "2 1 1 0 0 0 2",
    "" },
  /* Ids are of one kind each. */
  { "{\"members\":[{\"id\":\"" ADA "\",\"given_name\":\"A\"}],\"events\":[{\"id\":\"" ADA
    "\",\"title\":\"T\","
    "\"start\":\"2026-01-01T10:00:00Z\"}]}",
    "2 2 0 0 0 0 1", "" },
  /* Placed by their address. */
  { "[{\"given_name\":\"A\",\"address\":{\"city\":\"Toronto\",\"region\":\"CA-ON\"}},{\"given_name\":\"B\","
    "\"address\":{\"city\":\"Nowhere at "
    "all\"}},{\"given_name\":\"C\",\"location\":{\"latitude\":1,\"longitude\":2}}]",
    "3 3 0 0 0 0 1", "" },
};

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    for (guint dry = 0; dry < 2; dry++)
      {
        Fixture fixture = { 0 };
        g_autofree char *before = NULL, *after = NULL, *counts = NULL, *refusals = NULL;
        File file = { .text = files[i].text, .dry_run = (gboolean) dry };
        g_autoptr (AtlasImport) run = NULL;
        g_autoptr (GError) error = NULL;

        g_test_message ("%u: %s", i, files[i].text);
        fixture_set_up (&fixture, NULL);
        before = dump (fixture.source, TRUE);
        run = make_import (fixture.source, &file);
        atlas_import_run (run, NULL, &error);
        g_assert_no_error (error);
        counts = format_counts (run);
        refusals = format_refusals (run);
        g_assert_cmpstr (counts, ==, files[i].counts);
        g_assert_cmpstr (refusals, ==, files[i].refusals);
        after = dump (fixture.source, TRUE);
        if (dry || g_str_has_prefix (counts + 2, "0 0"))
          assert_same_dump (after, before);
        else
          g_assert_cmpstr (after, !=, before);
        assert_sound (fixture.source);

        /* The same once more changes nothing, and is not even logged. */
        if (!dry)
          {
            g_autoptr (AtlasImport) again_run = make_import (fixture.source, &file);
            g_autofree char *again = NULL;
            const AtlasImportCounts *first = atlas_import_get_counts (run);
            const AtlasImportCounts *second;

            atlas_import_run (again_run, NULL, &error);
            g_assert_no_error (error);
            second = atlas_import_get_counts (again_run);
            g_assert_cmpint (second->read, ==, first->read);
            g_assert_cmpint (second->refused, ==, first->refused);
            g_assert_cmpint (second->added, ==, 0);
            again = dump (fixture.source, TRUE);
            if (second->updated == 0)
              assert_same_dump (again, after);
            else
              g_assert_cmpint (i, ==, 19); /* two without dates under one id: the last one stays, as before */
          }
        g_clear_object (&run);
        fixture_tear_down (&fixture, NULL);
      }
}

/* --- What is not: everything or nothing. */

#define GOOD "{\"id\":\"" BEN "\",\"given_name\":\"Ben\"}"

static const struct
{
  const char *text;
  const char *format;
  const char *message; /* "" where it is not JSON's nor ours alone */
} broken[] = {
  { "", NULL, "a.json: line 1: the file is empty" },
  { " \n ", NULL, "a.json: line 2: the file is empty" },
  { "hello", NULL, "a.json: line 1: this is not a share file, which is JSON: a “{” or “[” was expected" },
  { "7", NULL, "a.json: line 1: this is not a share file, which is JSON: a “{” or “[” was expected" },
  { "<html>", NULL,
    "a.json: this is a web page or an XML document, whatever its name says. Open it in a spreadsheet program "
    "and save it as .xlsx." },
  { "SQLite format 3", NULL, "a.json: this is a database, not a file to import; open it instead" },
  { "{}", NULL,
    "a.json: line 1: this is not a share file: it has neither “format” nor “members” nor “kind”" },
  { "{\"a\":1}", NULL,
    "a.json: line 1: this is not a share file: it has neither “format” nor “members” nor “kind”" },
  { "{\"format\":\"other\",\"members\":[" GOOD "]}", NULL,
    "a.json: line 1: this is not a share file: its “format” is not “diaspora-atlas”" },
  { "{\"members\":[" GOOD "],\n\"format\":\"other\"}", NULL,
    "a.json: line 2: this is not a share file: its “format” is not “diaspora-atlas”" },
  { "{\"members\":[" GOOD "],\n\"version\":2}", NULL,
    "a.json: line 2: this file was written in version 2 of the share format, and this program reads version "
    "1; "
    "update the program, or ask for the file in version 1" },
  { "{\"version\":\"1\",\"members\":[" GOOD "]}", NULL, "a.json: line 1: “version” must be 1" },
  { "{\"version\":1.5,\"members\":[" GOOD "]}", NULL, "a.json: line 1: “version” must be 1" },
  { "{\"members\":[" GOOD "],\"office\":7}", NULL,
    "a.json: line 1: “office” must be an object with “id” and “name”" },
  { "{\"members\":{\"a\":" GOOD "}}", NULL, "a.json: line 1: “members” must be a list" },
  { "[" GOOD, NULL, "a.json: line 1: the file breaks off here; part of it is missing. Fetch it again." },
  { "[" GOOD ",\n{\"given_name\":\"A", NULL,
    "a.json: line 2: the file breaks off here; part of it is missing. Fetch it again." },
  { "{\"members\":[" GOOD "]", NULL,
    "a.json: line 1: the file breaks off here; part of it is missing. Fetch it again." },
  { "[" GOOD "] x", NULL, "a.json: line 1: there is more text after the end" },
  { "[" GOOD "\n" GOOD "]", NULL, "a.json: line 2: a comma or a closing bracket is missing" },
  { "[" GOOD ",]", NULL, "a.json: line 1: a value was expected" },
  { "[" GOOD ",{\"given_name\":\n}]", NULL, "a.json: line 2: a value was expected" },
  { "[" GOOD ",{\"given_name\":'A'}]", NULL, "a.json: line 1: a value was expected" },
  { "{\"members\":[" GOOD "],\"a\":[1,}", NULL, "" },
  { "{\"kind\":\"member\",\"given_name\":\"A\"}\n{\"kind\":\"member\",\"given_n", NULL,
    "a.json: line 2: the file breaks off here; part of it is missing. Fetch it again." },
  { "[" GOOD "]", "ndjson", "1:1::a record must be an object" },
};

static void
test_broken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;

  add_record (fixture, &atlas_kind_member, "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"x\":1}");
  before = dump (fixture->source, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      File file = { .text = broken[i].text, .format = broken[i].format };
      g_autoptr (AtlasImport) run = make_import (fixture->source, &file);
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_test_message ("%u: %s", i, broken[i].text);
      if (file.format != NULL)
        {
          g_autofree char *refusals = NULL;

          atlas_import_run (run, NULL, &error);
          g_assert_no_error (error);
          refusals = format_refusals (run);
          g_assert_cmpstr (refusals, ==, broken[i].message);
        }
      else
        {
          g_assert_false (atlas_import_run (run, NULL, &error));
          g_assert_nonnull (error);
          g_assert_cmpint (error->domain, ==, ATLAS_IMPORT_ERROR);
          if (*broken[i].message != '\0')
            g_assert_cmpstr (error->message, ==, broken[i].message);
        }
      after = dump (fixture->source, TRUE);
      assert_same_dump (after, before);
    }
  assert_sound (fixture->source);
}

/* The same with more than fits into one batch, in a fresh database and in one that has records: the indexes
 * dropped for the load must be back. */
static void
test_broken_late (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_document (6000, ",{]}");
  g_autofree char *whole = make_document (3000, NULL);
  File file = { .text = text };

  for (guint filled = 0; filled < 2; filled++)
    {
      g_autoptr (AtlasImport) run = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *before = NULL, *after = NULL;

      if (filled)
        assert_import (fixture->source, whole, "3000 3000 0 0 0 0 0");
      before = dump (fixture->source, TRUE);
      run = make_import (fixture->source, &file);
      g_assert_false (atlas_import_run (run, NULL, &error));
      g_assert_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_SYNTAX);
      g_assert_true (g_str_has_prefix (error->message, "a.json: line 6001: "));
      after = dump (fixture->source, TRUE);
      assert_same_dump (after, before);
      assert_sound (fixture->source);
      assert_query (fixture->source, "SELECT count(*) FROM sqlite_schema WHERE name = 'member_facet_name'",
                    "1");
    }
}

/* --- Cancelled in the middle. */

static void
cancel_on_progress (gint64 done, gint64 total, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_document (20000, NULL);
  g_autofree char *some = make_document (500, NULL);
  File file = { .text = text };

  for (guint filled = 0; filled < 2; filled++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (AtlasImport) run = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *before = NULL, *after = NULL;

      if (filled)
        assert_import (fixture->source, some, "500 500 0 0 0 0 0");
      before = dump (fixture->source, TRUE);
      run = make_import (fixture->source, &file);
      atlas_import_set_progress (run, cancel_on_progress, cancellable);
      g_assert_false (atlas_import_run (run, cancellable, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      after = dump (fixture->source, TRUE);
      assert_same_dump (after, before);
      assert_sound (fixture->source);
    }
}

static void
store_result (GObject *object, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = make_document (300, NULL);
  g_autofree char *counts = NULL, *summary = NULL;
  File file = { .text = text };
  g_autoptr (AtlasImport) run = make_import (fixture->source, &file);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  atlas_import_run_async (run, NULL, store_result, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (atlas_import_run_finish (run, result, &error));
  g_assert_no_error (error);
  counts = format_counts (run);
  g_assert_cmpstr (counts, ==, "300 300 0 0 0 0 0");
  summary = atlas_import_dup_summary (run);
  g_assert_cmpstr (summary, ==, "300 added");
}

/* --- Several files are one unit. */

static void
write_file (Fixture *fixture, const char *name, const char *text)
{
  g_autoptr (GFile) file = make_file (fixture, name);
  g_autoptr (GError) error = NULL;

  g_file_replace_contents (file, text, strlen (text), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
}

static AtlasImport *
make_import_of (Fixture *fixture, const char *const *names)
{
  AtlasImport *run = atlas_import_new (fixture->source);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (GFile) file = make_file (fixture, names[i]);

      atlas_import_add_file (run, file);
    }
  return run;
}

static void
test_several (Fixture *fixture, gconstpointer data)
{
  static const char *const good[] = { "one.json", "two.ndjson", "three.json", NULL };
  static const char *const bad[] = { "one.json", "two.ndjson", "cut.json", NULL };
  static const char *const missing[] = { "one.json", "not there.json", NULL };
  g_autofree char *before = dump (fixture->source, TRUE);
  g_autofree char *after = NULL, *counts = NULL, *refusals = NULL, *summary = NULL, *last = NULL;
  g_autoptr (AtlasImport) run = NULL;
  g_autoptr (GError) error = NULL;
  const AtlasRefusal *refusal;

  write_file (fixture, "one.json",
              "{\"format\":\"diaspora-atlas\",\"office\":{\"id\":\"" BEN
              "\",\"name\":\"Bo\\\"ston\"},\"members\":[{\"id\":\"" ADA
              "\",\"given_name\":\"Ada\",\"updated\":\"" DAY1 "\"},{}]}");
  write_file (fixture, "two.ndjson",
              "{\"kind\":\"member\",\"id\":\"" ADA "\",\"given_name\":\"Ada B.\",\"updated\":\"" DAY2 "\"}\n"
              "{\"kind\":\"member\"}\n");
  write_file (fixture, "three.json", "{\"office\":{\"name\":\"Reno\"},\"members\":[" GOOD "]}");
  write_file (fixture, "cut.json", "[" GOOD ",");

  run = make_import_of (fixture, bad);
  g_assert_false (atlas_import_run (run, NULL, &error));
  g_assert_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_SYNTAX);
  g_assert_true (g_str_has_prefix (error->message, "cut.json: line 1: the file breaks off here"));
  g_clear_error (&error);
  after = dump (fixture->source, TRUE);
  assert_same_dump (after, before);
  g_clear_object (&run);

  run = make_import_of (fixture, missing);
  g_assert_false (atlas_import_run (run, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  assert_contains (error->message, "not there.json");
  g_clear_error (&error);
  g_free (after);
  after = dump (fixture->source, TRUE);
  assert_same_dump (after, before);
  g_clear_object (&run);

  run = make_import_of (fixture, good);
  atlas_import_run (run, NULL, &error);
  g_assert_no_error (error);
  counts = format_counts (run);
  g_assert_cmpstr (counts, ==, "5 2 1 0 0 2 3");
  refusals = format_refusals (run);
  g_assert_cmpstr (refusals, ==,
                   "2:1:given_name:a person needs a given name or a family name\n"
                   "2:2:given_name:a person needs a given name or a family name");
  refusal = g_ptr_array_index (atlas_import_get_refusals (run), 1);
  g_assert_cmpstr (refusal->file, ==, "two.ndjson");
  summary = atlas_import_dup_summary (run);
  g_assert_cmpstr (summary, ==, "2 added, 1 updated, 2 refused, 3 without a place");
  assert_query (fixture->source, "SELECT group_concat (given_name, '; ') FROM member", "Ada B.; Ben");
  last = dup_last_unit (fixture);
  g_assert_cmpstr (
    last, ==,
    "Import of 3 files|{\"act\":\"import\",\"files\":[\"one.json\",\"two.ndjson\",\"three.json\"],"
    "\"offices\":[\"Bo\\\"ston\",\"Reno\"],\"read\":5,\"added\":2,\"updated\":1,\"unchanged\":0,"
    "\"skipped\":0,\"refused\":2,\"unplaced\":3}");
  g_free (before);
  before = dump (fixture->source, FALSE);
  undo (fixture->source);
  assert_query (fixture->source, "SELECT count(*) FROM member", "0");
  redo (fixture->source);
  g_free (after);
  after = dump (fixture->source, FALSE);
  assert_same_dump (after, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/files", test_files);
  EXCHANGE_TEST ("/import/broken", test_broken);
  EXCHANGE_TEST ("/import/broken-late", test_broken_late);
  EXCHANGE_TEST ("/import/cancelled", test_cancelled);
  EXCHANGE_TEST ("/import/async", test_async);
  EXCHANGE_TEST ("/import/several", test_several);
  return g_test_run ();
}
