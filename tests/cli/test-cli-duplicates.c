/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-test-support.h"

#define ADA   "11111111-2222-4333-8444-555555555501"
#define AGAIN "22222222-2222-4333-8444-555555555502"
#define TWIN  "33333333-2222-4333-8444-555555555503"
#define HOME \
  "\"birth_year\":1984,\"phones\":[\"+16135550100\"],\"address\":{\"city\":\"Ottawa\",\"country\":\"CA\"}"

static const char people[] =
  "[{\"id\":\"" ADA "\",\"given_name\":\"Ada\",\"family_name\":\"Uwase\",\"sex\":\"female\"," HOME "},"
  "{\"id\":\"" AGAIN "\",\"given_name\":\"UWASE\",\"family_name\":\"Ada\",\"notes\":\"by telephone\"," HOME
  "},"
  "{\"id\":\"" TWIN "\",\"given_name\":\"Chantal\",\"family_name\":\"Uwase\",\"sex\":\"female\"," HOME "}]";

static const Step steps[] = {
  { "import people.json", 0, "3 added*", NULL },
  { "duplicates", 0,
    "*11111111*Ada Uwase*22222222*UWASE Ada*same telephone number, given and family name swapped*",
    "1 pair among 3 people\n" },
  { "duplicates --limit 1 --query chantal", 0, "*", "0 pairs among 3 people\n" },
  { "duplicates --threshold 2", 2, NULL, "*between 0 and 1*" },
  { "duplicates --limit -1", 2, NULL, "*negative*" },
  { "duplicates 1111", 2, NULL, "*--different*" },
  { "duplicates --different 1111", 2, NULL, "*--different A B*" },
  { "duplicates --different 1111 1111", 1, NULL, "*the same record*" },
  { "duplicates --different 1111 9999", 1, NULL, "*9999*" },
  /* Not the same, and back. */
  { "duplicates --different 1111 2222", 0, "*-*-*-*-*\n", NULL },
  { "duplicates", 0, "*", "0 pairs among 3 people\n1 pair was called different people and is not shown.\n" },
  { "undo", 0, "*", "*" },
  { "duplicates", 0, "*UWASE Ada*", "1 pair among 3 people\n" },
  /* One person. */
  { "merge 1111", 2, NULL, "*" },
  { "merge 1111 1111", 1, NULL, "*the same record*" },
  { "merge 1111 2222 --set shoe=1", 1, NULL, "*shoe=1*left, right or a value*" },
  { "merge 1111 2222 --set birth_year=1985", 0, ADA "\n", NULL },
  { "show 1111 --json", 0, "*\"birth_year\":1985*\"notes\":\"by telephone\"*", NULL },
  { "count", 0, "2\n", NULL },
  { "log --limit 1", 0, "*Merge Ada Uwase and UWASE Ada*", NULL },
  { "check", 0, "*", "*" },
  { "undo", 0, "*", "*" },
  { "count", 0, "3\n", NULL },
};

static void
test_story (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, "people.json", people);
  RUN_STEPS (fixture, steps);
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  g_autofree char *read = NULL, *out = NULL, *keys = NULL, *merged = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *pair;

  write_file (fixture, "people.json", people);
  read = run_ok (fixture, "import people.json");
  out = run_ok (fixture, "duplicates --json --limit 1");
  node = parse_json (out);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (node)), ==, 1);
  pair = json_array_get_object_element (json_node_get_array (node), 0);
  keys = keys_of (pair);
  g_assert_cmpstr (keys, ==, "left,left_name,right,right_name,score,reasons,doubts");
  g_assert_cmpstr (json_object_get_string_member (pair, "left"), ==, ADA);
  g_assert_cmpstr (json_object_get_string_member (pair, "right"), ==, AGAIN);
  g_assert_cmpfloat (json_object_get_double_member (pair, "score"), >, 0.7);
  merged = run_ok (fixture, "merge %s %s --json", ADA, AGAIN);
  assert_has (merged, "\"given_name\":\"Ada\"");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  EMPTY_TEST ("/cli/duplicates/story", test_story);
  EMPTY_TEST ("/cli/duplicates/json", test_json);
  return g_test_run ();
}
