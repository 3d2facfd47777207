/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "import-test-support.h"

/* --- Theirs or ours. */

#define DATED(name, date)                                                                                    \
  "{\"id\":\"" ADA "\",\"given_name\":\"" name "\",\"created\":\"2025-01-01T00:00:00Z\",\"updated\":\"" date \
  "\"}"
#define UNDATED(name) "{\"id\":\"" ADA "\",\"given_name\":\"" name "\"}"

static const struct
{
  const char *ours, *theirs;
  const char *update, *skip; /* counts, then the name that stands */
} merges[] = {
  { DATED ("A", DAY1), DATED ("B", DAY2), "1 0 1 0 0 0 1 B", "1 0 0 0 1 0 0 A" },
  { DATED ("A", DAY2), DATED ("B", DAY1), "1 0 0 0 1 0 0 A", "1 0 0 0 1 0 0 A" },
  { DATED ("A", DAY1), DATED ("B", DAY1), "1 0 0 1 0 0 0 A", "1 0 0 1 0 0 0 A" },
  { DATED ("A", DAY1), DATED ("A", DAY1), "1 0 0 1 0 0 0 A", "1 0 0 1 0 0 0 A" },
  /* The same instant, written otherwise. */
  { DATED ("A", DAY1), DATED ("B", "2025-12-31T19:00:00-05:00"), "1 0 0 1 0 0 0 A", "1 0 0 1 0 0 0 A" },
  { DATED ("A", DAY1), DATED ("B", "2025-12-31T19:00:01-05:00"), "1 0 1 0 0 0 1 B", "1 0 0 0 1 0 0 A" },
  { DATED ("A", DAY1), UNDATED ("B"), "1 0 0 0 1 0 0 A", "1 0 0 0 1 0 0 A" },
  { DATED ("A", DAY1), UNDATED ("A"), "1 0 0 1 0 0 0 A", "1 0 0 1 0 0 0 A" },
  { UNDATED ("A"), DATED ("B", DAY1), "1 0 1 0 0 0 1 B", "1 0 0 0 1 0 0 A" },
  { UNDATED ("A"), UNDATED ("B"), "1 0 1 0 0 0 1 B", "1 0 0 0 1 0 0 A" },
  { UNDATED ("A"), UNDATED ("A"), "1 0 0 1 0 0 0 A", "1 0 0 1 0 0 0 A" },
};

static void
test_merge (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (merges); i++)
    for (AtlasOnDuplicate what = ATLAS_ON_DUPLICATE_UPDATE; what <= ATLAS_ON_DUPLICATE_ADD; what++)
      for (guint dry = 0; dry < 2; dry++)
        {
          g_autofree char *ours = g_strdup_printf ("[%s]", merges[i].ours);
          g_autofree char *theirs = g_strdup_printf ("[%s]", merges[i].theirs);
          File file = { .text = theirs, .on_duplicate = what, .dry_run = (gboolean) dry };
          g_autofree char *before = NULL, *before_all = NULL, *after = NULL, *again = NULL, *counts = NULL;
          g_autofree char *name = NULL, *got = NULL;
          g_autoptr (AtlasImport) run = NULL;
          g_autoptr (GError) error = NULL;
          Fixture fixture = { 0 };

          g_test_message ("%u: %s, %s, %d", i, ours, theirs, what);
          fixture_set_up (&fixture, NULL);
          assert_import (fixture.source, ours, "1 1 0 0 0 0 1");
          before = dump (fixture.source, FALSE);
          before_all = dump (fixture.source, TRUE);
          run = make_import (fixture.source, &file);
          atlas_import_run (run, NULL, &error);
          g_assert_no_error (error);
          counts = format_counts (run);
          name = query (fixture.source, "SELECT given_name FROM member WHERE id = 1");
          got = g_strconcat (counts, " ", name, NULL);
          if (dry)
            {
              g_autofree char *after_all = dump (fixture.source, TRUE);

              assert_same_dump (after_all, before_all);
              g_assert_cmpstr (name, ==, "A");
              g_assert_true (g_str_has_prefix (what == ATLAS_ON_DUPLICATE_UPDATE ? merges[i].update
                                               : what == ATLAS_ON_DUPLICATE_SKIP ? merges[i].skip
                                                                                 : "1 1 0 0 0 0 1",
                                               counts));
            }
          else if (what == ATLAS_ON_DUPLICATE_ADD)
            {
              g_assert_cmpstr (got, ==, "1 1 0 0 0 0 1 A");
              assert_query (fixture.source, "SELECT count(DISTINCT uuid) FROM member", "2");
            }
          else
            g_assert_cmpstr (got, ==, what == ATLAS_ON_DUPLICATE_UPDATE ? merges[i].update : merges[i].skip);

          after = dump (fixture.source, FALSE);
          if (strcmp (after, before) != 0)
            {
              undo (fixture.source);
              again = dump (fixture.source, FALSE);
              assert_same_dump (again, before);
              redo (fixture.source);
              g_free (again);
              again = dump (fixture.source, FALSE);
              assert_same_dump (again, after);
            }
          assert_sound (fixture.source);
          g_clear_object (&run);
          fixture_tear_down (&fixture, NULL);
        }
}

/* --- Ledgers: of what somebody agreed to and took back nothing is lost, whichever record is the newer. */

#define ENTRY(status, date) \
  "{\"purpose\":\"contact\",\"channel\":\"any\",\"status\":\"" status "\",\"date\":\"" date "\"}"
#define GIVEN      ENTRY ("given", "2025-01-01")
#define TAKEN_BACK ENTRY ("withdrawn", "2025-06-01")
#define GIVEN_ANEW ENTRY ("given", "2025-09-01")
#define HOLDER(name, date, consents) \
  "{\"id\":\"" ADA "\",\"given_name\":\"" name "\",\"updated\":\"" date "\",\"consents\":[" consents "]}"

static const struct
{
  const char *ours, *theirs;
  const char *update, *skip; /* counts, name, and the consents' dates */
} ledgers[] = {
  { HOLDER ("A", DAY1, GIVEN), HOLDER ("B", DAY2, GIVEN "," TAKEN_BACK),
    "1 0 1 0 0 0 1 B 2025-01-01,2025-06-01", "1 0 0 0 1 0 0 A 2025-01-01" },
  /* An older file brings a withdrawal that we had not heard of. */
  { HOLDER ("A", DAY2, GIVEN), HOLDER ("B", DAY1, GIVEN "," TAKEN_BACK),
    "1 0 1 0 0 0 1 A 2025-01-01,2025-06-01", "1 0 0 0 1 0 0 A 2025-01-01" },
  { HOLDER ("A", DAY1, GIVEN), HOLDER ("B", DAY1, TAKEN_BACK), "1 0 1 0 0 0 1 A 2025-01-01,2025-06-01",
    "1 0 0 0 1 0 0 A 2025-01-01" },
  /* A newer file does not know of ours. */
  { HOLDER ("A", DAY1, GIVEN "," TAKEN_BACK), HOLDER ("B", DAY2, GIVEN),
    "1 0 1 0 0 0 1 B 2025-01-01,2025-06-01", "1 0 0 0 1 0 0 A 2025-01-01,2025-06-01" },
  { HOLDER ("A", DAY1, GIVEN "," TAKEN_BACK), HOLDER ("B", DAY2, GIVEN "," GIVEN_ANEW),
    "1 0 1 0 0 0 1 B 2025-01-01,2025-06-01,2025-09-01", "1 0 0 0 1 0 0 A 2025-01-01,2025-06-01" },
  /* And an older one nothing new. */
  { HOLDER ("A", DAY2, GIVEN "," TAKEN_BACK), HOLDER ("B", DAY1, GIVEN),
    "1 0 0 0 1 0 0 A 2025-01-01,2025-06-01", "1 0 0 0 1 0 0 A 2025-01-01,2025-06-01" },
  { HOLDER ("A", DAY1, GIVEN), "{\"id\":\"" ADA "\",\"given_name\":\"B\",\"updated\":\"" DAY2 "\"}",
    "1 0 1 0 0 0 1 B 2025-01-01", "1 0 0 0 1 0 0 A 2025-01-01" },
};

static void
test_ledgers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ledgers); i++)
    for (AtlasOnDuplicate what = ATLAS_ON_DUPLICATE_UPDATE; what <= ATLAS_ON_DUPLICATE_SKIP; what++)
      {
        File file = { .text = ledgers[i].theirs, .on_duplicate = what };
        const char *expected = what == ATLAS_ON_DUPLICATE_UPDATE ? ledgers[i].update : ledgers[i].skip;
        g_autofree char *ours = g_strdup_printf ("[%s]", ledgers[i].ours);
        g_autofree char *theirs = g_strdup_printf ("[%s]", ledgers[i].theirs);
        g_autofree char *counts = NULL, *stands = NULL, *got = NULL;
        g_autoptr (AtlasImport) run = NULL;
        g_autoptr (GError) error = NULL;
        Fixture fixture = { 0 };

        file.text = theirs;
        fixture_set_up (&fixture, NULL);
        assert_import (fixture.source, ours, "1 1 0 0 0 0 1");
        run = make_import (fixture.source, &file);
        atlas_import_run (run, NULL, &error);
        g_assert_no_error (error);
        counts = format_counts (run);
        stands =
          query (fixture.source, "SELECT given_name || ' ' || (SELECT group_concat (value ->> 'date') FROM "
                                 "json_each (consents)) FROM member WHERE id = 1");
        got = g_strconcat (counts, " ", stands, NULL);
        g_assert_cmpstr (got, ==, expected);
        assert_sound (fixture.source);
        g_clear_object (&run);
        fixture_tear_down (&fixture, NULL);
      }
}

/* A consent of a day to come is refused, by file and by hand, and does not keep a record from being edited
 * that has one from before. */
static void
test_days_to_come (Fixture *fixture, gconstpointer data)
{
  File file = { .text = "[" HOLDER ("A", DAY1, GIVEN "," ENTRY ("given", "2062-01-01")) "]" };
  g_autoptr (AtlasImport) run = make_import (fixture->source, &file);
  g_autoptr (AtlasRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *refusals = NULL;

  g_assert_true (atlas_import_run (run, NULL, &error));
  refusals = format_refusals (run);
  g_assert_true (g_str_has_prefix (refusals, "1:1:consents:entry 2: its date is still to come"));

  record = make_record (&atlas_kind_member, HOLDER ("A", DAY1, ENTRY ("given", "2062-01-01")));
  g_assert_cmpint (atlas_register_save (fixture->source, record, &error), ==, 0);
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
  g_clear_error (&error);

  /* Written when the day could be. */
  g_setenv ("ATLAS_NOW", "2062-01-01T00:00:00Z", TRUE);
  g_assert_cmpint (atlas_register_save (fixture->source, record, &error), !=, 0);
  g_setenv ("ATLAS_NOW", NOW, TRUE);
  atlas_record_set_text (record, "notes", "N");
  g_assert_cmpint (atlas_register_save (fixture->source, record, &error), !=, 0);
  g_assert_no_error (error);
  g_assert_true (atlas_record_set_from_text (
    record, "consents", "[" ENTRY ("given", "2062-01-01") "," ENTRY ("given", "2026-05-08") "]", &error));
  g_assert_cmpint (atlas_register_save (fixture->source, record, &error), ==, 0);
  g_assert_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE);
  g_assert_true (g_str_has_prefix (error->message, "consents: entry 2: "));
}

/* --- What a file does not name. */

#define WHOLE                                                                                             \
  "{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\",\"birth_year\":1985,"             \
  "\"emails\":[\"a@b.org\"],\"phones\":[\"+16135550100\"],\"address\":{\"street\":\"1 A St\",\"city\":"   \
  "\"Ottawa\",\"region\":\"CA-ON\",\"postcode\":\"K1A 0B1\"},\"notes\":\"N\",\"x\":1,\"created\":\"" DAY1 \
  "\",\"updated\":\"" DAY1 "\"}"
#define PARTIAL(part) "{\"id\":\"" ADA "\"," part ",\"updated\":\"" DAY2 "\"}"

static const struct
{
  const char *theirs;
  const char *stands;
} partial[] = {
  { PARTIAL ("\"given_name\":\"Adah\""),
    "Adah|Uwase|1985|[\"a@b.org\"]|1 A St|Ottawa|CA-ON|K1A 0B1|N|{\"x\":1}" },
  { PARTIAL ("\"family_name\":\"Uwase\",\"given_name\":null,\"emails\":null,\"birth_year\":null"),
    "-|Uwase|-|-|1 A St|Ottawa|CA-ON|K1A 0B1|N|{\"x\":1}" },
  { PARTIAL ("\"given_name\":\"Ada\",\"emails\":[],\"notes\":\"\",\"y\":2"),
    "Ada|Uwase|1985|-|1 A St|Ottawa|CA-ON|K1A 0B1|-|{\"x\":1,\"y\":2}" },
  { PARTIAL ("\"given_name\":\"Ada\",\"address\":null"), "Ada|Uwase|1985|[\"a@b.org\"]|-|-|-|-|N|{\"x\":1}" },
  { PARTIAL ("\"given_name\":\"Ada\",\"address\":{\"street\":\"2 B St\"}"),
    "Ada|Uwase|1985|[\"a@b.org\"]|2 B St|Ottawa|CA-ON|K1A 0B1|N|{\"x\":1}" },
  /* Of another city the postcode and the street are not. */
  { PARTIAL ("\"given_name\":\"Ada\",\"address.city\":\"Toronto\""),
    "Ada|Uwase|1985|[\"a@b.org\"]|-|Toronto|CA-ON|-|N|{\"x\":1}" },
  /* With both times, as this program writes them, it is all there is. */
  { PARTIAL ("\"given_name\":\"Adah\",\"created\":\"" DAY1 "\""), "Adah|-|-|-|-|-|-|-|-|-" },
};

static void
test_partial (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (partial); i++)
    {
      g_autofree char *theirs = g_strdup_printf ("[%s]", partial[i].theirs);
      g_autofree char *counts = NULL;
      Fixture fixture = { 0 };

      g_test_message ("%s", theirs);
      fixture_set_up (&fixture, NULL);
      assert_import (fixture.source, "[" WHOLE "]", "1 1 0 0 0 0 0");
      counts = import (fixture.source, theirs);
      g_assert_true (g_str_has_prefix (counts, "1 0 1 0 0 0 "));
      assert_query (fixture.source,
                    "SELECT ifnull (given_name, '-') || '|' || ifnull (family_name, '-') || '|' ||"
                    " ifnull (birth_year, '-') || '|' || ifnull (emails, '-') || '|' ||"
                    " ifnull (address_street, '-') || '|' || ifnull (address_city, '-') || '|' ||"
                    " ifnull (address_region, '-') || '|' || ifnull (address_postcode, '-') || '|' ||"
                    " ifnull (notes, '-') || '|' || ifnull (extra, '-') FROM member",
                    partial[i].stands);
      assert_sound (fixture.source);
      fixture_tear_down (&fixture, NULL);
    }
}

/* --- Positions. */

static const struct
{
  const char *ours, *theirs; /* beside name and date */
  const char *expected;      /* source, precision and whole degrees of latitude */
} positions[] = {
  { "", "\"address\":{\"city\":\"Toronto\",\"region\":\"CA-ON\"}", "gazetteer place 43" },
  { "\"address\":{\"city\":\"Toronto\"}", "\"address\":{\"city\":\"Montréal\"}", "gazetteer place 45" },
  { "\"address\":{\"city\":\"Toronto\"}", "", "gazetteer place 43" },
  { "\"address\":{\"city\":\"Toronto\"}", "\"address\":null", "- - -" },
  { "\"address\":{\"city\":\"Toronto\"}", "\"created\":\"" DAY1 "\"", "- - -" },
  { "\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\",\"postcode\":\"K1A 0B1\"}",
    "\"address\":{\"city\":\"Toronto\"}", "gazetteer place 43" },
  { "\"address\":{\"city\":\"Toronto\"}", "\"address\":{\"city\":\"Nowhere\"}", "- - -" },
  /* An officer's position stays while the address is the same ... */
  { "\"address\":{\"city\":\"Toronto\"},\"location\":{\"latitude\":44.5,\"longitude\":-79,\"precision\":"
    "\"exact\","
    "\"source\":\"officer\"}",
    "\"address\":{\"city\":\"Toronto\"},\"notes\":\"new\"", "officer exact 44" },
  /* ... and where they have moved, theirs is placed. */
  { "\"address\":{\"city\":\"Toronto\"},\"location\":{\"latitude\":44.5,\"longitude\":-79,\"precision\":"
    "\"exact\","
    "\"source\":\"officer\"}",
    "\"address\":{\"city\":\"Montréal\"}", "gazetteer place 45" },
  /* A position of the file is taken as it is. */
  { "\"address\":{\"city\":\"Toronto\"},\"location\":{\"latitude\":44.5,\"longitude\":-79,\"source\":"
    "\"officer\"}",
    "\"address\":{\"city\":\"Toronto\"},\"location\":{\"latitude\":46.5,\"longitude\":-79}", "import - 46" },
  { "",
    "\"location\":{\"latitude\":46.5,\"longitude\":-79,\"precision\":\"postcode\",\"source\":\"gazetteer\"}",
    "gazetteer postcode 46" },
  { "", "\"location\":{\"latitude\":0,\"longitude\":0}", "import - 0" },
  { "", "\"location\":{\"latitude\":-89.5,\"longitude\":180}", "import - -89" },
};

static void
test_positions (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autofree char *ours =
        g_strdup_printf ("[{\"id\":\"" ADA "\",\"given_name\":\"A\",\"updated\":\"" DAY1 "\"%s%s}]",
                         *positions[i].ours ? "," : "", positions[i].ours);
      g_autofree char *theirs =
        g_strdup_printf ("[{\"id\":\"" ADA "\",\"given_name\":\"A\",\"updated\":\"" DAY2 "\"%s%s}]",
                         *positions[i].theirs ? "," : "", positions[i].theirs);
      g_autofree char *first = NULL, *second = NULL;
      Fixture fixture = { 0 };

      g_test_message ("%u: %s, %s", i, ours, theirs);
      fixture_set_up (&fixture, NULL);
      first = import (fixture.source, ours);
      second = import (fixture.source, theirs);
      g_assert_true (g_str_has_prefix (second, "1 0 1 0 0 0 "));
      g_assert_cmpint (second[12] - '0', ==, positions[i].expected[0] == '-');
      assert_query (
        fixture.source,
        "SELECT ifnull (location_source, '-') || ' ' || ifnull (location_precision, '-') || ' ' ||"
        " ifnull (CAST (location_latitude AS INTEGER), '-') FROM member",
        positions[i].expected);
      fixture_tear_down (&fixture, NULL);
    }
}

/* --- What we do not know is kept and written back. */

static void
test_unknown (Fixture *fixture, gconstpointer data)
{
  g_autofree char *exported = NULL;

  assert_import (
    fixture->source,
    "{\"format\":\"diaspora-atlas\",\"version\":1,\"members\\u0000\":1,\"format\\u0000\":2,\"\":3,\"x-file\":"
    "{\"a\":[1,2.50,null]},\"journeys\":[{\"id\":1}],"
    "\"office\":{\"id\":\"" FAIR "\",\"name\":\"Boston\"},"
    "\"members\":[{\"given_name\":\"A\",\"x\":[{\"y\":1e400}],\"address\":{\"city\":\"Toronto\",\"floor\":"
    "\"3\"},"
    "\"synthetic\":\"maybe\"}],"
    "\"events\":[{\"title\":\"T\",\"start\":\"2026-01-01T10:00:00Z\",\"x-event\":true}]}",
    "2 2 0 0 0 0 0");
  exported = export_all (fixture->source, "json");
  assert_contains (exported, "\"x-file\":{\"a\":[1,2.50,null]}");
  assert_contains (exported, "\"members\\u0000\":1");
  assert_contains (exported, "\"format\\u0000\":2");
  assert_contains (exported, "\"\":3");
  assert_contains (exported, "\"journeys\":[{\"id\":1}]");
  assert_contains (exported, "\"x\":[{\"y\":1e400}]");
  assert_contains (exported, "\"floor\":\"3\"");
  assert_contains (exported, "\"synthetic\":\"maybe\"");
  assert_contains (exported, "\"x-event\":true");
  g_assert_null (strstr (exported, "Boston")); /* their name is not ours */
  g_assert_false (atlas_register_is_synthetic (fixture->source));

  /* A second file adds its own, and what both have is the later one's. */
  assert_import (fixture->source,
                 "{\"format\":\"diaspora-atlas\",\"x-file\":7,\"x-other\":\"é\",\"members\":[]}",
                 "0 0 0 0 0 0 0");
  g_free (exported);
  exported = export_all (fixture->source, "json");
  assert_contains (exported, "\"x-file\":7");
  assert_contains (exported, "\"journeys\":[{\"id\":1}]");
  assert_contains (exported, "\"x-other\":\"é\"");
  undo (fixture->source);
  g_free (exported);
  exported = export_all (fixture->source, "json");
  assert_contains (exported, "\"x-file\":{\"a\":[1,2.50,null]}");
  assert_sound (fixture->source);
}

static void
test_synthetic (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = dump (fixture->source, FALSE);
  g_autofree char *after = NULL;

  assert_import (fixture->source,
                 "{\"format\":\"diaspora-atlas\",\"synthetic\":true,\"members\":[{\"given_name\":\"A\"}]}",
                 "1 1 0 0 0 0 1");
  g_assert_true (atlas_register_is_synthetic (fixture->source));
  undo (fixture->source);
  g_assert_false (atlas_register_is_synthetic (fixture->source));
  after = dump (fixture->source, FALSE);
  assert_same_dump (after, before);

  assert_import (fixture->source,
                 "{\"format\":\"diaspora-atlas\",\"synthetic\":false,\"members\":[{\"given_name\":\"A\"}]}",
                 "1 1 0 0 0 0 1");
  g_assert_false (atlas_register_is_synthetic (fixture->source));
  /* A line speaks for itself, and so for the database. */
  assert_import (fixture->source, "{\"kind\":\"member\",\"synthetic\":true,\"given_name\":\"B\"}\n",
                 "1 1 0 0 0 0 1");
  g_assert_true (atlas_register_is_synthetic (fixture->source));
}

/* --- Undo and redo of a whole import, compared as databases. */

static void
test_undo (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old_text = make_document (700, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *new_text = make_document (5000, NULL);
  g_autofree char *empty = NULL, *before = NULL, *after = NULL, *undone = NULL, *redone = NULL, *last = NULL;

  empty = dump (fixture->source, FALSE);
  assert_import (fixture->source, old_text, "700 700 0 0 0 0 0");
  add_record (fixture, &atlas_kind_event,
              "{\"id\":\"" FAIR "\",\"title\":\"Fair\",\"start\":\"2026-11-24T18:30:00-05:00\"}");
  before = dump (fixture->source, FALSE);

  /* 700 updates and 4,300 new ones in one unit, which rebuilds its indexes. */
  g_string_assign (text, new_text);
  g_string_replace (text, "2026-01-01T", "2026-01-02T", 0);
  g_string_replace (text, "\"Given", "\"Renamed", 0);
  g_string_replace (text, "\"x-file\":{\"a\":[1]}", "\"x-file\":\"new\",\"synthetic\":true", 0);
  assert_import (fixture->source, text->str, "5000 4300 700 0 0 0 0");
  last = dup_last_unit (fixture);
  g_assert_cmpstr (
    last, ==,
    "Import of a.json|{\"act\":\"import\",\"files\":[\"a.json\"],\"offices\":[],\"read\":5000,"
    "\"added\":4300,\"updated\":700,\"unchanged\":0,\"skipped\":0,\"refused\":0,\"unplaced\":0}");
  after = dump (fixture->source, FALSE);
  assert_sound (fixture->source);

  for (guint i = 0; i < 2; i++)
    {
      undo (fixture->source);
      g_free (undone);
      undone = dump (fixture->source, FALSE);
      assert_same_dump (undone, before);
      assert_sound (fixture->source);
      redo (fixture->source);
      g_free (redone);
      redone = dump (fixture->source, FALSE);
      assert_same_dump (redone, after);
      assert_sound (fixture->source);
    }
  for (guint i = 0; i < 3; i++)
    undo (fixture->source);
  g_free (undone);
  undone = dump (fixture->source, FALSE);
  assert_same_dump (undone, empty);
  for (guint i = 0; i < 3; i++)
    redo (fixture->source);
  g_free (redone);
  redone = dump (fixture->source, FALSE);
  assert_same_dump (redone, after);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/import/merge", test_merge);
  g_test_add_func ("/import/ledgers", test_ledgers);
  EXCHANGE_TEST ("/import/days-to-come", test_days_to_come);
  g_test_add_func ("/import/partial", test_partial);
  g_test_add_func ("/import/positions", test_positions);
  EXCHANGE_TEST ("/import/unknown", test_unknown);
  EXCHANGE_TEST ("/import/synthetic", test_synthetic);
  EXCHANGE_TEST ("/import/undo", test_undo);
  return g_test_run ();
}
