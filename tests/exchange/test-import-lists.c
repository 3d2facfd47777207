/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists as people keep them, and as other programs write them. */
#include "import-test-support.h"

static AtlasImport *
run_list (Fixture *fixture, const char *format, const char *text, const char *expected)
{
  const File file = { .text = text, .format = format };
  AtlasImport *import = make_import (fixture->source, &file);

  run_counted (import, expected);
  return import;
}

/* A list as an embassy keeps it: names as they are said at home, who agreed to what, a row that counts. */
static void
test_embassy (Fixture *fixture, gconstpointer data)
{
  static const char list[] = "Ambassade du Rwanda;;;;;\r\n"
                             ";;;;;\r\n"
                             "Noms et prénoms;Né(e) le;Tél.;Ville;Accord e-mail;Consentement\r\n"
                             "MUKAMANA Jeanne d'Arc;12/05/1978;613.555.0142;Ottawa;oui;\r\n"
                             "Uwase Ange;1990;819 555 0143 / 819 555 0144;Gatineau;non;X\r\n"
                             "Dr Habimana, Jean-Bosco;;;Moncton;;non\r\n"
                             ";;;;;\r\n"
                             "3;;;;;\r\n";
  static const char refused[] = "“3” is no name";
  g_autoptr (AtlasImport) import = run_list (fixture, "csv", list, "4 3 0 0 0 1 0");
  const AtlasRefusal *refusal = g_ptr_array_index (atlas_import_get_refusals (import), 0);

  g_assert_cmpstr (refusal->field, ==, "given_name");
  g_assert_cmpstr (refusal->reason, ==, refused);
  g_assert_cmpint (refusal->line, ==, 8);
  assert_query (fixture->source,
                "SELECT group_concat (family_name || '/' || given_name || '/' || ifnull (birth_year, '-') || "
                "'/' || ifnull (phones, '-'), ' ') FROM (SELECT * FROM member ORDER BY family_name)",
                "Habimana/Jean-Bosco/-/- MUKAMANA/Jeanne d'Arc/1978/[\"+16135550142\"] "
                "Uwase/Ange/1990/[\"+18195550143\",\"+18195550144\"]");
  assert_query (fixture->source, "SELECT extra FROM member WHERE family_name = 'Habimana'",
                "{\"columns\":{\"name title\":\"Dr\"}}");
  /* Who says no to one way and yes to being contacted is not written to, by e-mail. */
  assert_query (fixture->source,
                "SELECT group_concat (family_name || ' ' || (value ->> 'channel') || ' ' || (value ->> "
                "'status') || ' ' || ifnull (value ->> 'date', '-') || ' ' || ifnull (value ->> 'source', "
                "'-'), '; ') FROM (SELECT * FROM member ORDER BY family_name), json_each (consents)",
                "Habimana any withdrawn 2026-05-06 -; MUKAMANA email given - Imported list, column “Accord "
                "e-mail”; Uwase email withdrawn 2026-05-06 -; Uwase any given - Imported list, column "
                "“Consentement”");
  assert_count (fixture, "consent:email", 1);
  assert_count (fixture, "consent:phone", 1);
  /* The ledger does not grow with each reading. */
  g_object_unref (run_list (fixture, "csv", list, "4 0 0 3 0 1 0"));
  assert_sound (fixture->source);
}

/* What other programs call JSON and GeoJSON: keys of their own, read like the columns of a table. */
static void
test_objects (Fixture *fixture, gconstpointer data)
{
  static const char array[] =
    "[\n"
    " {\"id\": 7, \"Full Name\": \"Diane UWERA\", \"contact\": {\"e-mail\": \"d@example.org\", \"Phone\": "
    "\"613-555-0100\"},\n"
    "  \"Languages\": [\"French\", \"Kinyarwanda\"], \"active\": true, \"extra\": [{\"a\": 1}, 2]},\n"
    " {\"id\": 8, \"Full Name\": \"Eric KAMANZI\", \"contact\": null, \"extra\": \"x\"},\n"
    " \"text\",\n"
    " {\"id\": 9}\n"
    "]";
  static const char lines[] =
    "{\"Nom\":\"ROSE Ada\",\"Sexe\":\"F\"}\n{broken\n{\"Nom\":\"MUGABO Jean\",\"new\":\"1\"}\n";
  static const char one[] = "{\n  \"name\": \"Aline Ingabire\",\n  \"gender\": \"woman\"\n}\n";
  static const char features[] = "{\"type\":\"FeatureCollection\",\"features\":[\n"
                                 "{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[-"
                                 "75.5,45.5]},\"properties\":{\"Nom\":"
                                 "\"Sano Luc\",\"ville\":\"Ottawa\"}},\n"
                                 "{\"type\":\"Feature\",\"geometry\":{\"type\":\"LineString\","
                                 "\"coordinates\":[[0,0],[1,1]]},\"properties\":{\"Nom\":"
                                 "\"A Road\"}}]}";
  g_autoptr (AtlasImport) first = run_list (fixture, NULL, array, "4 2 0 0 0 2 2");
  g_autoptr (AtlasImport) third = NULL;
  GPtrArray *refusals = atlas_import_get_refusals (first);
  const AtlasRefusal *refusal = g_ptr_array_index (refusals, 0);

  g_assert_cmpint (refusal->line, ==, 5);
  g_assert_cmpstr (refusal->reason, ==, "a record must be an object");
  assert_query (
    fixture->source,
    "SELECT given_name || emails || phones || languages || extra FROM member WHERE family_name = "
    "'UWERA'",
    "Diane[\"d@example.org\"][\"+16135550100\"][{\"code\":\"fr\"},{\"code\":\"rw\"}]{\"columns\":{"
    "\"id\":\"7\",\"active\":\"true\",\"extra\":\"[{\\\"a\\\": 1}, 2]\"}}");

  /* A line is refused by itself; a key that comes late is kept. */
  g_object_unref (run_list (fixture, NULL, lines, "3 2 0 0 0 1 2"));
  assert_query (fixture->source, "SELECT family_name || sex FROM member WHERE given_name = 'Ada'",
                "ROSEfemale");
  g_object_unref (run_list (fixture, NULL, one, "1 1 0 0 0 0 1"));
  assert_query (fixture->source, "SELECT sex FROM member WHERE family_name = 'Ingabire'", "female");

  /* Names under our keys, addresses under theirs (OpenID Connect); lists and paths that could be mistaken. */
  g_object_unref (run_list (fixture, NULL,
                            "[{\"given_name\":\"Ines\",\"family_name\":\"Ganza\",\"email\":\"ines@example."
                            "org\",\"skills\":[\"Excel; VBA\","
                            "null,\"Python\"],\"a.b\":1,\"a\":{\"b\":2}}]",
                            "1 1 0 0 0 0 1"));
  assert_query (
    fixture->source, "SELECT given_name || emails || skills || extra FROM member WHERE family_name = 'Ganza'",
    "Ines[\"ines@example.org\"][\"Excel; VBA\",\"Python\"]{\"columns\":{\"a.b\":\"1\",\"Column 6\":"
    "\"a.b: 2\"}}");

  third = run_list (fixture, NULL, features, "2 1 0 0 0 1 0");
  refusal = g_ptr_array_index (atlas_import_get_refusals (third), 0);
  g_assert_cmpstr (refusal->field, ==, "location");
  assert_contains (refusal->reason, "no point");
  assert_query (fixture->source,
                "SELECT location_latitude || ' ' || location_longitude || address_city FROM member WHERE "
                "family_name = 'Luc'",
                "45.5 -75.5Ottawa");
  assert_sound (fixture->source);
}

/* "Dallas, TX" among towns; a second name where the first is missing; and what is no name in a list. */
static void
test_two_in_one (Fixture *fixture, gconstpointer data)
{
  static const char list[] = "Saved Name,Public Name,City\n"
                             "Ada Uwase,~Adi,\"Dallas, TX\"\n"
                             ",~Jean Mugabo,Gatineau (Québec)\n"
                             "Luc Sano,,\"Ottawa, near the river\"\n";

  g_object_unref (run_list (fixture, "csv", list, "3 3 0 0 0 0 0"));
  assert_query (
    fixture->source,
    "SELECT group_concat (given_name || ' ' || address_city || ' ' || ifnull (address_region, '-') || "
    "' ' || ifnull (extra, '-'), '; ') FROM (SELECT * FROM member ORDER BY given_name)",
    "Ada Dallas US-TX {\"columns\":{\"Public Name\":\"~Adi\"}}; Jean Gatineau CA-QC -; "
    "Luc Ottawa, near the river - -");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  EXCHANGE_TEST ("/import-lists/embassy", test_embassy);
  EXCHANGE_TEST ("/import-lists/objects", test_objects);
  EXCHANGE_TEST ("/import-lists/two-in-one", test_two_in_one);
  return g_test_run ();
}
