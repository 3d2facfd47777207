/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-test-support.h"

#define TABLE                                                                                             \
  "longitude;name;latitude;weight\n-79,38;Toronto;43,65;5\n-75,69;Ottawa;45,42;3\n-79,87;Hamilton;43,25;" \
  "2\n-73,58;Montréal;45,5;4\n"
#define SQUARE                                                        \
  "NAME: square\nTYPE: TSP\nDIMENSION: 4\nEDGE_WEIGHT_TYPE: EUC_2D\n" \
  "NODE_COORD_SECTION\n1 0 0\n2 10 10\n3 10 0\n4 0 10\nEOF\n"
#define PROBLEM "10 1\n0 0 0\n6 0 0\n3 1 20\n3 9 50\n"

static const Step steps[] = {
  { "route -", 0, "*Toronto*Montr*",
    "*Length, with the way back: * km. Above the shortest by at most: 0.00 %*", TABLE },
  { "route -", 0, "*", "*way back: 40 *", SQUARE },
  { "route --seconds 0 --seed 4 -", 0, "*", "*way back: 40 *", SQUARE },
  { "route -", 1, NULL, "*standard input: line 1: there is no column “longitude”*", "name,latitude\n" },
  { "route -", 1, NULL, "*standard input: line 1: EDGE_WEIGHT_TYPE “EXPLICIT”*",
    "EDGE_WEIGHT_TYPE: EXPLICIT\n" },
  { "route no-such-file", 1, NULL, "*no-such-file: *" },
  { "route --seconds -1 -", 2, NULL, "*--seconds must be*", TABLE },
  { "route", 2, NULL, "*missing*FILE*" },
  { "cover - --sites 1 --radius 100", 0, "*Toronto*7*", "*Reached: 7 of 14. Below the most*0.00 %*", TABLE },
  { "cover -", 2, NULL, "*--sites K*", TABLE },
  { "cover - --sites 0 --radius 1", 2, NULL, "*--sites K*", TABLE },
  { "cover - --sites 1", 2, NULL, "*--radius KM*", TABLE },
  { "cover - --sites 1 --radius -1", 2, NULL, "*--radius KM*", TABLE },
  { "cover - --sites 1 --radius 1", 1, NULL, "*standard input: line 2: “x” is no latitude*",
    "lat,lon\nx,1\n" },
  { "orient -", 0, "*1*3*20*", "*Score: 20. Below*0.00 %*", PROBLEM },
  { "orient -", 1, NULL, "*standard input: line 1: *number of paths*", "10\n" },
};

static void
test_steps (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_auto (Outcome) outcome = { 0 };

      run_line (fixture, steps[i].line, steps[i].input, &outcome);
      g_test_message ("%s\n%s\n%s", steps[i].line, outcome.out, outcome.err);
      g_assert_cmpint (outcome.status, ==, steps[i].status);
      if (steps[i].out == NULL)
        g_assert_cmpstr (outcome.out, ==, "");
      else
        g_assert_true (g_pattern_match_simple (steps[i].out, outcome.out));
      g_assert_true (g_pattern_match_simple (steps[i].err, outcome.err));
    }
}

static JsonObject *
run_json (Fixture *fixture, const char *line, const char *input, JsonParser *parser)
{
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (GError) error = NULL;

  run_line (fixture, line, input, &outcome);
  g_assert_cmpint (outcome.status, ==, 0);
  g_assert_cmpstr (outcome.err, ==, "");
  json_parser_load_from_data (parser, outcome.out, (gssize) outcome.out_length, &error);
  g_assert_no_error (error);
  return json_node_get_object (json_parser_get_root (parser));
}

static void
test_json (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = run_json (fixture, "route --json -", TABLE, parser), *first;
  JsonArray *order = json_object_get_array_member (object, "order");

  g_assert_cmpint (json_object_get_int_member (object, "points"), ==, 4);
  g_assert_cmpstr (json_object_get_string_member (object, "unit"), ==, "km");
  g_assert_cmpfloat (json_object_get_double_member (object, "length"), ==,
                     json_object_get_double_member (object, "lower_bound"));
  g_assert_cmpfloat (json_object_get_double_member (object, "gap"), ==, 0);
  g_assert_cmpuint (json_array_get_length (order), ==, 4);
  first = json_array_get_object_element (order, 0);
  g_assert_cmpint (json_object_get_int_member (first, "index"), ==, 1);
  g_assert_cmpstr (json_object_get_string_member (first, "name"), ==, "Toronto");
  g_assert_cmpfloat (json_object_get_double_member (first, "latitude"), ==, 43.65);

  object = run_json (fixture, "route --json -", SQUARE, parser);
  g_assert_cmpfloat (json_object_get_double_member (object, "length"), ==, 40);
  g_assert_true (json_object_get_null_member (object, "unit"));

  object = run_json (fixture, "cover --json --sites 2 --radius 100 -", TABLE, parser);
  g_assert_cmpfloat (json_object_get_double_member (object, "covered"), ==, 11);
  g_assert_cmpfloat (json_object_get_double_member (object, "total"), ==, 14);
  order = json_object_get_array_member (object, "sites");
  g_assert_cmpuint (json_array_get_length (order), ==, 2);
  g_assert_cmpfloat (
    json_object_get_double_member (json_array_get_object_element (order, 0), "newly_covered"), ==, 7);

  object = run_json (fixture, "orient --json -", PROBLEM, parser);
  g_assert_cmpfloat (json_object_get_double_member (object, "score"), ==, 20);
  first = json_array_get_object_element (json_object_get_array_member (object, "paths"), 0);
  order = json_object_get_array_member (first, "order");
  g_assert_cmpuint (json_array_get_length (order), ==, 3);
  g_assert_cmpint (json_array_get_int_element (order, 1), ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  CLI_TEST ("/cli/solvers/steps", test_steps);
  CLI_TEST ("/cli/solvers/json", test_json);
  return g_test_run ();
}
