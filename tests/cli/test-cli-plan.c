/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cli-test-support.h"

/* One database for all, made once. */
static Fixture shared;

#define MISSION "plan --base \"Ottawa, ON\" --from 2026-12-01 --to 2026-12-03"

static JsonNode *
plan (const char *more)
{
  g_autofree char *out = run_ok (&shared, MISSION " --json %s", more);

  return parse_json (out);
}

static gint64
get_total (JsonNode *node, const char *key)
{
  return json_object_get_int_member (json_object_get_object_member (json_node_get_object (node), "totals"),
                                     key);
}

/* Each stop reaches whom the query language finds there, and nobody is counted twice. */
static void
test_counts (void)
{
  g_autoptr (JsonNode) node = plan ("--query sex:female --radius 40");
  JsonObject *object = json_node_get_object (node);
  JsonArray *stops = json_object_get_array_member (object, "stops");
  g_autoptr (GString) seen = g_string_new (NULL);
  gint64 sum = 0;

  g_assert_cmpuint (json_array_get_length (stops), >, 1);
  for (guint i = 0; i < json_array_get_length (stops); i++)
    {
      JsonObject *stop = json_array_get_object_element (stops, i);
      g_autofree char *near =
        g_strdup_printf ("near:%.6f,%.6f,40km", json_object_get_double_member (stop, "latitude"),
                         json_object_get_double_member (stop, "longitude"));
      g_autofree char *all =
        run_ok (&shared, "count --query \"sex:female consent:any -status:moved,deceased %s\"", near);
      g_autofree char *fresh = run_ok (
        &shared, "count --query \"sex:female consent:any -status:moved,deceased %s%s\"", near, seen->str);

      g_assert_cmpint (json_object_get_int_member (stop, "reached"), ==, g_ascii_strtoll (all, NULL, 10));
      g_assert_cmpint (json_object_get_int_member (stop, "newly_reached"), ==,
                       g_ascii_strtoll (fresh, NULL, 10));
      sum += json_object_get_int_member (stop, "newly_reached");
      g_string_append_printf (seen, " -%s", near);
    }
  g_assert_cmpint (get_total (node, "people"), ==, sum);
  g_assert_cmpint (get_total (node, "men"), ==, 0);
  if (!json_object_get_null_member (object, "bound"))
    g_assert_cmpfloat (json_object_get_double_member (object, "bound"), >=, (double) sum);
}

static void
test_same (void)
{
  g_autofree char *one = run_ok (&shared, MISSION " --json --seed 5");
  g_autofree char *other = run_ok (&shared, MISSION " --json --seed 5");

  assert_same (one, other);
}

static void
test_places (void)
{
  g_autoptr (JsonNode) node =
    plan ("--pin \"Kingston, ON@2026-12-02\" --bar \"Montreal, QC\" --stops 3 --mode drive");
  JsonArray *stops = json_object_get_array_member (json_node_get_object (node), "stops");
  gboolean pinned = FALSE;

  g_assert_cmpuint (json_array_get_length (stops), <=, 3);
  for (guint i = 0; i < json_array_get_length (stops); i++)
    {
      JsonObject *stop = json_array_get_object_element (stops, i);
      const char *place = json_object_get_string_member (stop, "place");

      g_assert_cmpstr (place, !=, "Montréal");
      if (strcmp (place, "Kingston") == 0)
        {
          pinned = TRUE;
          g_assert_true (json_object_get_boolean_member (stop, "pinned"));
          g_assert_true (g_str_has_prefix (json_object_get_string_member (stop, "begins"), "2026-12-02"));
        }
    }
  g_assert_true (pinned);
}

/* What --describe prints asks for the same again. */
static void
test_request (void)
{
  g_autofree char *described =
    run_ok (&shared, MISSION " --describe --mode fly --radius 30 --budget 2500 --pin \"Toronto, ON\"");
  g_autofree char *plain =
    run_ok (&shared, MISSION " --json --mode fly --radius 30 --budget 2500 --pin \"Toronto, ON\"");
  g_autofree char *read = NULL;

  write_file (&shared, "mission.json", described);
  read = run_ok (&shared, "plan --request mission.json --json");
  assert_same (plain, read);
}

/* What is kept is the plan, without events until it is accepted; and one step takes it back. */
static void
test_save (void)
{
  g_autoptr (JsonNode) node = plan ("--stops 2 --save --title \"Two towns\"");
  JsonObject *object = json_node_get_object (node);
  const char *id = json_object_get_string_member (object, "mission");
  g_autofree char *shown = run_ok (&shared, "mission show %s --json", id);
  g_autoptr (JsonNode) mission_node = parse_json (shown);
  JsonObject *mission = json_node_get_object (mission_node);
  JsonArray *stops = json_object_get_array_member (mission, "stops");
  g_autofree char *before = run_ok (&shared, "count --kind event");
  g_autofree char *accepted = NULL;
  g_autofree char *after = NULL;
  g_autofree char *undone = NULL;
  g_autofree char *undone_too = NULL;
  g_autofree char *left = NULL;

  g_assert_cmpstr (json_object_get_string_member (mission, "title"), ==, "Two towns");
  g_assert_cmpstr (json_object_get_string_member (mission, "status"), ==, "draft");
  g_assert_cmpint (json_object_get_int_member (mission, "expected"), ==, get_total (node, "people"));
  g_assert_cmpuint (json_array_get_length (stops), ==,
                    json_array_get_length (json_object_get_array_member (object, "stops")));
  accepted = run_ok (&shared, "mission accept %s", id);
  after = run_ok (&shared, "count --kind event");
  g_assert_cmpint (g_ascii_strtoll (after, NULL, 10), ==,
                   g_ascii_strtoll (before, NULL, 10) + json_array_get_length (stops));
  undone = run_ok (&shared, "undo");
  undone_too = run_ok (&shared, "undo");
  left = run_ok (&shared, "count --kind mission --query \"title:\\\"Two towns\\\"\"");
  g_assert_cmpint (g_ascii_strtoll (left, NULL, 10), ==, 0);
}

static void
test_words (void)
{
  static const Step steps[] = {
    { MISSION " --curve", 0, "Tue 1 Dec 2026\n*08:00  *people within 50 km*people reached*days:\n*", "*" },
    { MISSION " --stops 1 --save", 0, "*people reached*", "*Kept as “Mission to *” makes its events.*" },
    { MISSION " --save --query 'near:\"Hilo, HI\",5km'", 0, "*Nobody can be reached*",
      "*no mission was made*" },
    { MISSION " --query 'near:\"Hilo, HI\",5km'", 0, "*Nobody can be reached*", "*" },
    { "plan --from 2026-12-01 --to 2026-12-03", 2, NULL, "*sets out*" },
    { "plan --base Ottawa --from 2026-12-03 --to 2026-12-01", 2, NULL, "*before the first*" },
    { "plan --base Springfield --from 2026-12-01 --to 2026-12-02", 2, NULL, "*--base*Springfield*" },
    { MISSION " --mode swim", 2, NULL, "*--mode*" },
    { MISSION " --query 'sex:'", 2, NULL, "*" },
    { MISSION " --seconds 0", 2, NULL, "*--seconds*" },
    { MISSION " --title X", 2, NULL, "*--title goes with --save*" },
    { MISSION " --describe --save", 2, NULL, "*--describe and --save do not go together*" },
    { MISSION " --stops 61", 2, NULL, "*0 to 60*" },
    { MISSION " --stops -1", 2, NULL, "*--stops*" },
    { MISSION " --matrix nowhere.csv", 1, NULL, "*nowhere.csv*" },
    { MISSION " --matrix own.csv", 1, NULL, "*own.csv, line 2, hours*" },
    { MISSION " --request own.csv", 1, NULL, "*own.csv*" },
    { MISSION " --pin 'Honolulu, HI@2026-12-01'", 1, NULL, "*Honolulu*does not fit*" },
  };

  write_file (&shared, "own.csv", "from,to,km,hours\n\"Ottawa, ON\",\"Toronto, ON\",450,x\n");
  RUN_STEPS (&shared, steps);
}

int
main (int argc, char **argv)
{
  g_autofree char *out = NULL;
  int status;

  g_test_init (&argc, &argv, NULL);
  fixture_set_up (&shared, NULL);
  out = run_ok (&shared, "demo --members 1500 --seed 5");
  g_test_add_func ("/plan/counts", test_counts);
  g_test_add_func ("/plan/same", test_same);
  g_test_add_func ("/plan/places", test_places);
  g_test_add_func ("/plan/request", test_request);
  g_test_add_func ("/plan/save", test_save);
  g_test_add_func ("/plan/words", test_words);
  status = g_test_run ();
  fixture_tear_down (&shared, NULL);
  return status;
}
