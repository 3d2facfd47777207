/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cli-test-support.h"

#define N_MEMBERS 1500

/* One database for all, made once. */
static Fixture shared;

static void
make_shared (void)
{
  g_autofree char *out = NULL;

  fixture_set_up (&shared, NULL);
  out = run_ok (&shared, "demo --members %d --seed 5", N_MEMBERS);
}

static JsonNode *
run_json (const char *command, const char *query)
{
  g_autofree char *quoted = g_shell_quote (query);
  g_autofree char *out = run_ok (&shared, "%s --json --query %s", command, quoted);

  return parse_json (out);
}

static gint64
sum_members (JsonNode *node)
{
  JsonArray *array = json_node_get_array (node);
  gint64 sum = 0;

  for (guint i = 0; i < json_array_get_length (array); i++)
    sum += json_object_get_int_member (json_array_get_object_element (array, i), "members");
  return sum;
}

/* --- the same query, the same count everywhere -----------------------------------------------------------
 */

static const char *const queries[] = {
  "",
  "uwase",
  "nurse toronto",
  "-uwase",
  "ada",
  "région",
  "region:CA-ON",
  "region:CA-ON,CA-QC",
  "-region:CA-ON,CA-QC",
  "region:none",
  "country:CA",
  "country:US,none",
  "city:\"new york\"",
  "city:Montreal",
  "postcode:K1A",
  "postcode:M,H",
  "sex:female",
  "sex:none",
  "sex:male,other",
  "age:25..40",
  "age:<30",
  "born:1980..1989",
  "born:none",
  "education:>=6",
  "education:none",
  "occupation:22",
  "occupation:2221,2310",
  "sector:Q",
  "skill:nursing",
  "skill:soft",
  "language:fr",
  "-language:en",
  "interest:remote,teaching",
  "consent:email",
  "consent:any",
  "-consent:email,phone,post",
  "has:email",
  "has:location",
  "-has:location",
  "-has:phone",
  "status:active",
  "status:moved,deceased",
  "updated:>=2026-01-01",
  "near:\"Toronto\",50km",
  "near:43.65,-79.38,30km",
  "-near:\"Toronto\",50km",
  "bbox:-80,43,-79,44",
  "bbox:-180,-90,180,90",
  "region:CA-ON age:25..40 consent:email",
  "nurse region:CA-ON -has:phone",
  "=1+1",
  "'; DROP TABLE member;",
};

/* Each of these starts atlasctl five times; that all ways to count agree is tried on every query by
 * query-match too. */
#define STRIDE MAX (CASE_STRIDE, 2)

static void
test_same_count (void)
{
  guint n_some = 0;

  for (guint i = 0; i < G_N_ELEMENTS (queries); i += STRIDE)
    {
      g_autofree char *quoted = g_shell_quote (queries[i]);
      g_autofree char *count = run_ok (&shared, "count --query %s", quoted);
      gint64 expected = g_ascii_strtoll (count, NULL, 10);
      g_autofree char *lines = run_ok (&shared, "export --format ndjson --query %s", quoted);
      g_autofree char *place = g_strconcat (queries[i], " has:location", NULL);
      g_autofree char *place_quoted = g_shell_quote (place);
      g_autofree char *placed = run_ok (&shared, "count --query %s", place_quoted);
      g_autoptr (JsonNode) list = run_json ("list", queries[i]);
      g_autoptr (JsonNode) by_region = run_json ("concentrations", queries[i]);
      g_autoptr (JsonNode) by_country = run_json ("concentrations --by country", queries[i]);
      g_autoptr (JsonNode) by_place = run_json ("concentrations --by place", queries[i]);
      g_autoptr (JsonNode) clusters = run_json ("clusters --zoom 6", queries[i]);
      gint64 n_lines = 0;

      for (const char *p = lines; *p; p++)
        n_lines += *p == '\n';
      g_test_message ("%s: %" G_GINT64_FORMAT, queries[i], expected);
      g_assert_cmpint (json_array_get_length (json_node_get_array (list)), ==, expected);
      g_assert_cmpint (n_lines, ==, expected);
      g_assert_cmpint (sum_members (by_region), ==, expected);
      g_assert_cmpint (sum_members (by_country), ==, expected);
      g_assert_cmpint (sum_members (by_place), ==, expected);
      g_assert_cmpint (sum_members (clusters), ==, g_ascii_strtoll (placed, NULL, 10));
      n_some += expected > 0 && expected < N_MEMBERS;
    }
  g_assert_cmpuint (n_some, >, G_N_ELEMENTS (queries) / STRIDE / 2); /* else this test would tell little */
}

/* By county: each as large as the area of that county, and with all others everyone. */
static void
test_by_county (void)
{
  g_autoptr (JsonNode) by_county = run_json ("concentrations --by county", "");
  JsonArray *list = json_node_get_array (by_county);
  guint n_tried = 0;

  g_assert_cmpint (sum_members (by_county), ==, N_MEMBERS);
  for (guint i = 0; i < json_array_get_length (list) && n_tried < 2; i++)
    {
      JsonObject *county = json_array_get_object_element (list, i);
      g_autofree char *query = NULL, *count = NULL;

      if (json_object_get_null_member (county, "code"))
        continue;
      query = g_strdup_printf ("area:\"county %s\"", json_object_get_string_member (county, "code"));
      count = run_ok (&shared, "count --query '%s'", query);
      g_assert_cmpint (g_ascii_strtoll (count, NULL, 10), ==, json_object_get_int_member (county, "members"));
      n_tried++;
    }
  g_assert_cmpuint (n_tried, ==, 2);
}

/* A query and its opposite are all together. */
static void
test_opposites (void)
{
  for (guint i = 1; i < G_N_ELEMENTS (queries); i += STRIDE)
    {
      g_autofree char *opposite = g_strconcat ("-", queries[i], NULL);
      g_autofree char *quoted = g_shell_quote (queries[i]);
      g_autofree char *opposite_quoted = g_shell_quote (opposite);
      g_autofree char *count = NULL, *rest = NULL;

      if (queries[i][0] == '-' || strchr (queries[i], ' ') != NULL)
        continue;
      count = run_ok (&shared, "count --query %s", quoted);
      rest = run_ok (&shared, "count --query %s", opposite_quoted);
      g_assert_cmpint (atoi (count) + atoi (rest), ==, N_MEMBERS);
    }
}

/* --- concentrations ---------------------------------------------------------------------------------------
 */

static void
check_concentrations (const char *by, const char *code_pattern)
{
  g_autofree char *out = run_ok (&shared, "concentrations --json --by %s", by);
  g_autoptr (JsonNode) node = parse_json (out);
  JsonArray *array = json_node_get_array (node);
  gint64 last = G_MAXINT64;
  guint n_null = 0;

  g_assert_cmpuint (json_array_get_length (array), >, 1);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *it = json_array_get_object_element (array, i);
      g_autofree char *keys = keys_of (it);
      gint64 members = json_object_get_int_member (it, "members");
      gint64 sexes = json_object_get_int_member (it, "female") + json_object_get_int_member (it, "male") +
                     json_object_get_int_member (it, "other") +
                     json_object_get_int_member (it, "undisclosed");

      g_assert_cmpstr (keys, ==, "code,name,country,members,female,male,other,undisclosed");
      g_assert_cmpint (members, >, 0);
      g_assert_cmpint (members, <=, last);
      g_assert_cmpint (sexes, <=, members);
      last = members;
      if (json_object_get_null_member (it, "code"))
        {
          n_null++;
          g_assert_true (json_object_get_null_member (it, "name"));
          g_assert_true (json_object_get_null_member (it, "country"));
        }
      else
        {
          g_assert_true (g_pattern_match_simple (code_pattern, json_object_get_string_member (it, "code")));
          g_assert_cmpuint (strlen (json_object_get_string_member (it, "country")), ==, 2);
          g_assert_cmpstr (json_object_get_string_member (it, "name"), !=, "");
        }
    }
  g_assert_cmpuint (n_null, <=, 1);
}

static void
test_concentrations (void)
{
  check_concentrations ("country", "??");
  check_concentrations ("region", "*-*");
  check_concentrations ("place", "*-*/*");
}

/* For paper: what is told is true, and what is not can't be worked out within a line. */
static void
test_concentrations_small (void)
{
  static const char *const sexes[] = { "female", "male", "other", "undisclosed" };
  g_autofree char *out = run_ok (&shared, "concentrations --json --by place");
  g_autofree char *paper = run_ok (&shared, "concentrations --json --by place --smallest 5");
  g_autofree char *table = run_ok (&shared, "concentrations --by place --smallest 5");
  g_autoptr (JsonNode) all = parse_json (out), told = parse_json (paper);
  JsonArray *lines = json_node_get_array (told);
  guint n_hidden = 0;

  g_assert_cmpuint (json_array_get_length (lines), ==, json_array_get_length (json_node_get_array (all)));
  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      gboolean hidden = json_object_get_null_member (line, "members");
      gboolean sexes_hidden = json_object_get_null_member (line, "female");

      n_hidden += hidden;
      g_assert_true (hidden || json_object_get_int_member (line, "members") >= 5);
      g_assert_true (!hidden || sexes_hidden);
      for (guint s = 0; s < G_N_ELEMENTS (sexes); s++)
        {
          g_assert_cmpint (json_object_get_null_member (line, sexes[s]), ==, sexes_hidden);
          if (!sexes_hidden)
            g_assert_true (json_object_get_int_member (line, sexes[s]) == 0 ||
                           json_object_get_int_member (line, sexes[s]) >= 5);
        }
    }
  g_assert_cmpuint (n_hidden, >, 0);
  assert_has (table, " <5 ");
}

/* What a region's row says is what a query for it finds. */
static void
test_concentrations_agree (void)
{
  g_autofree char *out = run_ok (&shared, "concentrations --json");
  g_autoptr (JsonNode) node = parse_json (out);
  JsonArray *array = json_node_get_array (node);

  for (guint i = 0; i < MIN (json_array_get_length (array), 12); i++)
    {
      JsonObject *it = json_array_get_object_element (array, i);
      const char *code =
        json_object_get_null_member (it, "code") ? "none" : json_object_get_string_member (it, "code");
      g_autofree char *all = run_ok (&shared, "count --query region:%s", code);
      g_autofree char *women = run_ok (&shared, "count --query 'region:%s sex:female'", code);
      g_autofree char *silent = run_ok (&shared, "count --query 'region:%s sex:undisclosed'", code);

      g_assert_cmpint (json_object_get_int_member (it, "members"), ==, atoi (all));
      g_assert_cmpint (json_object_get_int_member (it, "female"), ==, atoi (women));
      g_assert_cmpint (json_object_get_int_member (it, "undisclosed"), ==, atoi (silent));
    }
}

static const char few[] =
  "[{\"given_name\":\"A\",\"sex\":\"female\",\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\"}},"
  "{\"given_name\":\"B\",\"sex\":\"other\",\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\"}},"
  "{\"given_name\":\"C\",\"address\":{\"city\":\"Buffalo\",\"region\":\"US-NY\"}},"
  "{\"given_name\":\"D\",\"sex\":\"undisclosed\",\"address\":{\"country\":\"FR\"}},"
  "{\"given_name\":\"E\"}]";

#define ROW(code, name, country, numbers) \
  "{\"code\":" code ",\"name\":" name ",\"country\":" country ",\"members\":" numbers "}"
#define SEXES(n, f, m, o, u) #n ",\"female\":" #f ",\"male\":" #m ",\"other\":" #o ",\"undisclosed\":" #u

static const Step few_steps[] = {
  { "concentrations --json", 0, "[\n]\n", NULL },
  { "concentrations", 0, "Code *People *Female *Male *\n", NULL },
  { "clusters --zoom 3 --json", 0, "[\n]\n", NULL },
  { "import few.json", 0, "*", NULL },
  { "concentrations --json", 0,
    "[\n" ROW ("\"CA-ON\"", "\"Ontario\"", "\"CA\"", SEXES (2, 1, 0, 1, 0)) ",\n" //
    ROW ("null", "null", "null", SEXES (2, 0, 0, 0, 1)) ",\n"                     //
    ROW ("\"US-NY\"", "\"New York\"", "\"US\"", SEXES (1, 0, 0, 0, 0)) "\n]\n",
    NULL },
  { "concentrations --json --by country", 0,
    "[\n" ROW ("\"CA\"", "\"Canada\"", "\"CA\"", SEXES (2, 1, 0, 1, 0)) ",\n"  //
    ROW ("\"FR\"", "\"France\"", "\"FR\"", SEXES (1, 0, 0, 0, 1)) ",\n"        //
    ROW ("\"US\"", "\"United States\"", "\"US\"", SEXES (1, 0, 0, 0, 0)) ",\n" //
    ROW ("null", "null", "null", SEXES (1, 0, 0, 0, 0)) "\n]\n",
    NULL },
  { "concentrations --json --by place", 0,
    "[\n" ROW ("\"CA-ON/Ottawa\"", "\"Ottawa\"", "\"CA\"", SEXES (2, 1, 0, 1, 0)) ",\n" //
    ROW ("null", "null", "null", SEXES (2, 0, 0, 0, 1)) ",\n"                           //
    ROW ("\"US-NY/Buffalo\"", "\"Buffalo\"", "\"US\"", SEXES (1, 0, 0, 0, 0)) "\n]\n",
    NULL },
  { "concentrations", 0,
    "Code *\nCA-ON  Ontario *2 *1 *0 *1 *0\n-      No place known *2 *0 *0 *0 *2\nUS-NY  New York *1 *0 *0 "
    "*0 *1\n",
    NULL },
};

static void
test_few (Fixture *fixture, gconstpointer data)
{
  write_file (fixture, "few.json", few);
  RUN_STEPS (fixture, few_steps);
}

/* --- clusters
 * ----------------------------------------------------------------------------------------------- */

static const char *const boxes[] = { "-80,43,-79,44",      "-180,-90,180,90", "-75.8,45.2,-75.5,45.6",
                                     "-125,24,-66,50",     "170,-90,-100,90", "0,0,1,1",
                                     "-79.5,43.5,-79.5,44" };

static void
test_clusters (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    {
      g_autofree char *count = run_ok (&shared, "count --query bbox:%s", boxes[i]);

      for (guint zoom = 0; zoom <= 24; zoom += 4 * STRIDE)
        {
          g_autofree char *out = run_ok (&shared, "clusters --json --zoom %u --bbox %s", zoom, boxes[i]);
          g_autoptr (JsonNode) node = parse_json (out);
          JsonArray *array = json_node_get_array (node);

          g_assert_cmpint (sum_members (node), ==, atoi (count));
          for (guint c = 0; c < json_array_get_length (array); c++)
            {
              g_autofree char *keys = keys_of (json_array_get_object_element (array, c));

              g_assert_cmpstr (keys, ==, "latitude,longitude,members");
            }
        }
    }
}

/* --- geocode
 * ------------------------------------------------------------------------------------------------ */

static const Step geocoded[] = {
  { "geocode 'Toronto, ON'", 0, "Toronto, ON\t43.7*\t-79.4*\tplace\tCA\tCA-ON\tToronto\n", NULL },
  { "geocode --json Ontario nowhere", 0,
    "[\n{\"query\":\"Ontario\",\"latitude\":*,\"longitude\":*,\"precision\":\"region\",\"country\":\"CA\","
    "\"region\":\"CA-ON\",\"place\":null},\n"
    "{\"query\":\"nowhere\",\"latitude\":null,\"longitude\":null,\"precision\":null,\"country\":null,"
    "\"region\":null,\"place\":null}\n]\n",
    NULL },
  { "geocode 'K1A 0B1'", 0, "K1A 0B1\t45.*\tpostcode\tCA\tCA-ON\tOttawa\n", NULL },
  { "geocode Springfield", 0, "Springfield\t-\t-\t-\t-\t-\t-\n",
    "“Springfield” could be several*Springfield, US-MO*" },
  { "geocode --json Springfield", 0, "*\"query\":\"Springfield\",\"latitude\":null*", NULL },
  { "geocode ''", 0, "\t-\t-\t-\t-\t-\t-\n", NULL },
  { "geocode -- -Toronto", 0, "-Toronto\t*\n", NULL },
  { "geocode - -", 0, "-\t-*\n-\t-*\n", NULL },
  { "geocode -", 0, "Ottawa, ON\t*Ottawa\n\t-*\nMontréal\t*Montréal\n", NULL, "Ottawa, ON\r\n\nMontréal" },
  { "geocode - --json", 0, "[\n{\"query\":\"Ottawa\"*},\n{\"query\":\"\"*}\n]\n", NULL, "Ottawa\n\n" },
  { "geocode -", 0, NULL, NULL, "" },
  { "--json geocode -", 0, "[\n]\n", NULL, "" },
};

static void
test_geocode (Fixture *fixture, gconstpointer data)
{
  g_autofree char *left = NULL;

  RUN_STEPS (fixture, geocoded);
  left = list_folder (fixture); /* needs no database */
  g_assert_cmpstr (left, ==, "");
}

static void
test_geocode_bad_input (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *input;
    gssize length;
    const char *out, *part;
  } inputs[] = {
    { "Ottawa\nMontr\xe9"
      "al\nToronto\n",
      -1, "Ottawa\t*", "line 2" },
    { "Ottawa\nTor\0onto\n", 16, "Ottawa\t*", "line 2" },
  };
  const char *arguments[] = { "geocode", "-", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (inputs); i++)
    {
      g_auto (Outcome) outcome = { 0 };

      run_arguments (fixture, arguments, inputs[i].input, inputs[i].length, &outcome);
      g_assert_cmpint (outcome.status, ==, 1);
      g_assert_true (g_pattern_match_simple (inputs[i].out, outcome.out));
      assert_has (outcome.err, inputs[i].part);
    }
}

/* Many lines: as many answers, in order. */
static void
test_geocode_many (Fixture *fixture, gconstpointer data)
{
  static const char *const lines[] = { "Toronto, ON", "Springfield", "H2X 1Y4", "", "Québec" };
  const char *arguments[] = { "geocode", "--json", "-", NULL };
  g_autoptr (GString) input = g_string_new (NULL);
  g_auto (Outcome) outcome = { 0 };
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;
  guint n = 20000;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (input, "%s\n", lines[i % G_N_ELEMENTS (lines)]);
  run_arguments (fixture, arguments, input->str, -1, &outcome);
  g_assert_cmpint (outcome.status, ==, 0);
  node = parse_json (outcome.out);
  array = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (array), ==, n);
  for (guint i = 0; i < n; i++)
    g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (array, i), "query"), ==,
                     lines[i % G_N_ELEMENTS (lines)]);
}

/* Estimates beside the counts: of places those of metropolitan areas, with all who live around. */
static void
test_coverage (void)
{
  g_autoptr (JsonNode) places = run_json ("concentrations --by place --coverage", "");
  g_autoptr (JsonNode) regions = run_json ("concentrations --coverage", "");
  JsonArray *all[] = { json_node_get_array (places), json_node_get_array (regions) };
  guint n_estimated[] = { 0, 0 };

  for (guint k = 0; k < G_N_ELEMENTS (all); k++)
    for (guint i = 0; i < json_array_get_length (all[k]); i++)
      {
        JsonObject *line = json_array_get_object_element (all[k], i);
        gint64 estimate, counted;

        if (json_object_get_null_member (line, "estimate_low"))
          {
            g_assert_true (json_object_get_null_member (line, "counted"));
            g_assert_true (json_object_get_null_member (line, "coverage_high"));
            continue;
          }
        n_estimated[k]++;
        estimate = json_object_get_int_member (line, "estimate_high");
        counted = json_object_get_int_member (line, "counted");
        g_assert_cmpint (counted, >=, json_object_get_int_member (line, "members"));
        if (k == 1)
          g_assert_cmpint (counted, ==, json_object_get_int_member (line, "members"));
        g_assert_cmpfloat (fabs (json_object_get_double_member (line, "coverage_low") -
                                 100.0 * (double) counted / (double) estimate),
                           <, 0.06);
      }
  g_assert_cmpuint (n_estimated[0], >, 3);
  g_assert_cmpuint (n_estimated[1], >, 3);
}

/* People of cities, as a file to import. */
static void
write_cities (Fixture *fixture, const char *name, const char *const *cities, const guint *counts)
{
  g_autoptr (GString) text = g_string_new ("[");

  for (guint i = 0; cities[i]; i++)
    {
      g_auto (GStrv) parts = g_strsplit (cities[i], "/", 2);

      for (guint k = 0; k < counts[i]; k++)
        g_string_append_printf (
          text, "%s{\"given_name\":\"P%u-%u\",\"address\":{\"city\":\"%s\",\"region\":\"%s\"}}",
          text->len > 1 ? "," : "", i, k, parts[1], parts[0]);
    }
  g_string_append_c (text, ']');
  write_file (fixture, name, text->str);
}

/* Of a metropolitan area no hidden place can be had by subtracting the others. */
static void
test_coverage_small (Fixture *fixture, gconstpointer data)
{
  static const char *const cities[] = { "CA-ON/Ottawa", "CA-QC/Gatineau", "CA-ON/Clarence-Rockland",
                                        "CA-QC/Sherbrooke", NULL };
  static const guint counts[] = { 20, 7, 3, 9 };
  static const Step steps[] = {
    { "import cities.json", 0, "*", NULL },
    { "concentrations --json --by place --coverage", 0,
      "*/Ottawa*\"members\":20,*\"counted\":30,\"coverage_low\":2*", NULL },
    { "concentrations --json --by place --coverage --smallest 5", 0,
      "*/Ottawa*\"members\":20,*\"counted\":null,\"coverage_low\":null*/"
      "Sherbrooke*\"members\":9,*\"counted\":9,*",
      NULL },
    /* Without the village all may be told. */
    { "concentrations --json --by place --coverage --smallest 5 --query '-city:Clarence-Rockland'", 0,
      "*/Ottawa*\"members\":20,*\"counted\":27,\"coverage_low\":2*", NULL },
  };

  write_cities (fixture, "cities.json", cities, counts);
  RUN_STEPS (fixture, steps);
}

/* Nor of a county whose number stands in the picture with circles of its towns. */
static void
test_places_small (Fixture *fixture, gconstpointer data)
{
  static const char *const cities[] = { "US-WA/Seattle", "US-WA/Bellevue", "US-WA/Tacoma",
                                        "US-WA/Spokane", "US-WA/Olympia",  NULL };
  static const guint counts[] = { 9, 3, 30, 20, 3 };
  static const Step steps[] = {
    { "import cities.json", 0, "*", NULL },
    { "map --json --by county --places --smallest 1", 0, "*\"places\":*Seattle*", NULL },
    { "map --json --by county --places --smallest 5", 0, "*\"places\":*Tacoma*Spokane*", NULL },
  };
  g_autofree char *out = NULL;

  write_cities (fixture, "cities.json", cities, counts);
  RUN_STEPS (fixture, steps);
  out = run_ok (fixture, "map --json --by county --places --smallest 5");
  g_assert_null (strstr (out, "Seattle"));
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  make_shared ();
  g_test_add_func ("/counts/same-count", test_same_count);
  g_test_add_func ("/counts/by-county", test_by_county);
  g_test_add_func ("/counts/opposites", test_opposites);
  g_test_add_func ("/counts/concentrations", test_concentrations);
  g_test_add_func ("/counts/concentrations-small", test_concentrations_small);
  g_test_add_func ("/counts/concentrations-agree", test_concentrations_agree);
  EMPTY_TEST ("/counts/few", test_few);
  g_test_add_func ("/counts/clusters", test_clusters);
  CLI_TEST ("/counts/geocode", test_geocode);
  CLI_TEST ("/counts/geocode-bad-input", test_geocode_bad_input);
  CLI_TEST ("/counts/geocode-many", test_geocode_many);
  g_test_add_func ("/counts/coverage", test_coverage);
  EMPTY_TEST ("/counts/coverage-small", test_coverage_small);
  EMPTY_TEST ("/counts/places-small", test_places_small);
  status = g_test_run ();
  fixture_tear_down (&shared, NULL);
  return status;
}
