/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "cli-test-support.h"

#define N_MEMBERS 1500

/* One database for all, made once. */
static Fixture shared;

static void
make_shared (void)
{
  g_autofree char *out = NULL;

  g_setenv ("ATLAS_NOW", "2026-11-27T10:00:00Z", TRUE);
  fixture_set_up (&shared, NULL);
  out = run_ok (&shared, "demo --members %d --seed 5", N_MEMBERS);
}

static JsonObject *
run_map (const char *arguments, JsonNode **node)
{
  g_autofree char *out = run_ok (&shared, "map --json %s", arguments);

  *node = parse_json (out);
  return json_node_get_object (*node);
}

static JsonObject *
find (JsonArray *array, const char *key, const char *value)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);

      if (g_strcmp0 (json_object_get_string_member (object, key), value) == 0)
        return object;
    }
  return NULL;
}

/* What lies beside the database, whose own files come and go. */
static char *
list_others (void)
{
  g_autofree char *all = list_folder (&shared);
  g_auto (GStrv) names = g_strsplit (all, " ", -1);
  GString *out = g_string_new (NULL);

  for (guint i = 0; names[i]; i++)
    if (!g_str_has_prefix (names[i], "a.db"))
      g_string_append_printf (out, "%s ", names[i]);
  return g_string_free (out, FALSE);
}

/* --- files -------------------------------------------------------------------------------------------------
 */

static const struct
{
  const char *name;
  const char *options;
  const char *head;
} pictures[] = {
  { "a.png", "", "\x89PNG\r\n" },
  { "b.svg", "--extent canada --places", "<?xml" },
  { "h.svg", "--extent CA-QC --heat --time arrived:2001", "<?xml" },
  { "c.pdf", "--extent usa --measure women", "%PDF-" },
  { "D.PDF", "--size 595x842", "%PDF-" },
  { "e", "--format svg --by county --size 300x300", "<?xml" },
};

/* Twice, with the same bytes; for their owner alone; nothing beside them. */
static void
test_files (void)
{
  g_autofree char *before = list_others ();
  g_autofree char *after = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    {
      g_autofree char *path = path_of (&shared, pictures[i].name);
      g_autofree char *first = NULL, *second = NULL;
      gsize first_length, second_length;
      GStatBuf status;

      for (guint run = 0; run < 2; run++)
        {
          g_autofree char *out =
            run_ok (&shared, "map --output %s %s", pictures[i].name, pictures[i].options);

          g_assert_cmpstr (out, ==, "");
          g_assert_true (
            g_file_get_contents (path, run ? &second : &first, run ? &second_length : &first_length, NULL));
        }
      g_assert_true (g_str_has_prefix (first, pictures[i].head));
      g_assert_cmpmem (first, first_length, second, second_length);
      g_assert_cmpint (g_stat (path, &status), ==, 0);
      g_assert_cmpuint (status.st_mode & 0777, ==, 0600);
      g_assert_cmpint (g_remove (path), ==, 0);
    }
  after = list_others ();
  g_assert_cmpstr (after, ==, before);
}

/* The width and height stand in a PNG's first chunk. */
static void
test_size (void)
{
  g_autofree char *out = run_ok (&shared, "map --output size.png --size 640x480");
  g_autofree char *path = path_of (&shared, "size.png");
  g_autofree char *content = NULL;
  const guint8 *bytes;
  gsize length;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_cmpuint (length, >, 24);
  bytes = (const guint8 *) content;
  g_assert_cmpuint (bytes[18] << 8 | bytes[19], ==, 640);
  g_assert_cmpuint (bytes[22] << 8 | bytes[23], ==, 480);
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* --- what they say -----------------------------------------------------------------------------------------
 */

/* The picture's numbers are those of concentrations, but for the small ones; and each area is in the class
 * that its value lies in. */
static void
test_json (void)
{
  g_autoptr (JsonNode) node = NULL, concentrations = NULL;
  JsonObject *map = run_map ("", &node);
  g_autofree char *out = run_ok (&shared, "concentrations --json");
  JsonArray *areas = json_object_get_array_member (map, "areas");
  JsonArray *classes = json_object_get_array_member (map, "classes");
  g_autofree char *keys = keys_of (map);
  gint64 in_classes = 0;
  guint n_shaded = 0, n_hidden = 0;

  g_assert_cmpstr (
    keys, ==,
    "title,subtitle,date,measure,legend,extent,shaded,smallest,synthetic,classes,fills,areas,totals,"
    "places,heat,sources");
  g_assert_cmpstr (json_object_get_string_member (map, "title"), ==, "Members by province and state");
  g_assert_cmpstr (json_object_get_string_member (map, "date"), ==, "27 November 2026");
  g_assert_true (json_object_get_boolean_member (map, "synthetic"));
  g_assert_cmpint (json_array_get_length (areas), ==, 65);

  concentrations = parse_json (out);
  for (guint i = 0; i < json_array_get_length (areas); i++)
    {
      JsonObject *area = json_array_get_object_element (areas, i);
      JsonObject *counted =
        find (json_node_get_array (concentrations), "code", json_object_get_string_member (area, "code"));
      gint64 members = counted ? json_object_get_int_member (counted, "members") : 0;
      const char *fill = json_object_get_string_member (area, "fill");

      if (members > 0 && members < 5)
        {
          g_assert_cmpstr (fill, ==, "hidden");
          g_assert_cmpstr (json_object_get_string_member (area, "text"), ==, "<5");
          g_assert_true (json_object_get_null_member (area, "value"));
          g_assert_true (json_object_get_null_member (area, "class"));
          n_hidden++;
          continue;
        }
      g_assert_cmpint (json_object_get_int_member (area, "value"), ==, members);
      g_assert_cmpstr (fill, ==, members > 0 ? "shaded" : "zero");
      if (members > 0)
        {
          JsonObject *class =
            json_array_get_object_element (classes, (guint) json_object_get_int_member (area, "class"));

          g_assert_cmpint (json_object_get_int_member (class, "low"), <=, members);
          g_assert_cmpint (json_object_get_int_member (class, "high"), >=, members);
          n_shaded++;
        }
    }
  for (guint i = 0; i < json_array_get_length (classes); i++)
    in_classes += json_object_get_int_member (json_array_get_object_element (classes, i), "areas");
  g_assert_cmpint (in_classes, ==, n_shaded);
  g_assert_cmpuint (n_hidden, >, 0);
}

/* Of a year, a part of the world, heat and circles: as asked for, and of the same people as a query. */
static void
test_shown (void)
{
  g_autoptr (JsonNode) node = NULL, heat_node = NULL;
  JsonObject *map = run_map ("--time arrived:..2005 --by place --bbox -80,43,-71,46 --smallest 1", &node);
  JsonArray *totals = json_object_get_array_member (map, "totals");
  g_autofree char *count = run_ok (&shared, "count --query arrived:..2005");
  JsonObject *total = find (totals, "name", "Total");
  JsonArray *heat;

  g_assert_cmpint (g_ascii_strtoll (count, NULL, 10), ==,
                   g_ascii_strtoll (json_object_get_string_member (total, "text"), NULL, 10));
  g_assert_cmpstr (json_object_get_string_member (map, "time"), ==, "arrived:..2005");
  g_assert_cmpstr (json_object_get_string_member (map, "title"), ==, "Members by place");
  g_assert_false (json_object_get_boolean_member (map, "shaded"));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (map, "bbox")), ==, 4);
  g_assert_nonnull (find (json_object_get_array_member (map, "places"), "name", "Ottawa"));
  g_assert_null (find (json_object_get_array_member (map, "places"), "name", "Edmonton"));

  map = run_map ("--heat --measure women --extent CA-ON", &heat_node);
  heat = json_object_get_array_member (map, "heat");
  g_assert_true (json_object_get_boolean_member (map, "shaded"));
  g_assert_cmpstr (json_object_get_string_member (map, "extent"), ==, "CA-ON");
  g_assert_cmpuint (json_array_get_length (heat), >, 0);
  for (guint i = 0; i < json_array_get_length (heat); i++)
    {
      double value = json_object_get_double_member (json_array_get_object_element (heat, i), "heat");

      g_assert_true (value > 0 && value <= 1);
    }
}

/* Told or not, drawn or not: the same words. */
static void
test_same_words (void)
{
  g_autofree char *drawn =
    run_ok (&shared, "map --json --output x.svg --query sex:female --measure median-age");
  g_autofree char *told = run_ok (&shared, "map --json --query sex:female --measure median-age");
  g_autofree char *path = path_of (&shared, "x.svg");
  const char *rest = strstr (drawn, "\"title\"");

  g_assert_true (
    g_str_has_prefix (drawn, "{\"file\":\"x.svg\",\"format\":\"svg\",\"width\":1280,\"height\":800,"));
  assert_same (rest, told + 1);
  assert_has (told, "Only Sex: Women");
  g_assert_cmpint (g_remove (path), ==, 0);
}

static const Step told[] = {
  { "map --json --smallest 1", 0, "*", "*synthetic*" },
  { "map --json --breaks 10,100", 0, "*\"classes\":[{*},{*},{*}],\"fills\"*", "*" },
  { "map --json --title 'Ours & theirs'", 0, "*\"title\":\"Ours & theirs\"*", "*" },
  { "map --json --measure share:sex:female --extent canada", 0, "*\"extent\":\"canada\"*", "*" },
  { "map --json --measure coverage", 0, "*\"fill\":\"no-estimate\"*Statistics Canada*", "*" },
  { "map --output -o.png --json", 0, "{\"file\":\"-o.png\"*", "*" },
};

static void
test_told (void)
{
  RUN_STEPS (&shared, told);
}

/* --- what is wrong -----------------------------------------------------------------------------------------
 */

static const Step wrong[] = {
  { "map", 2, NULL, "*--output FILE*" },
  { "map --output a.gif", 2, NULL, "*“a.gif”*.png, .svg or .pdf*" },
  { "map --output png", 2, NULL, "*“png”*" },
  { "map --output a.png --format gif", 2, NULL, "*“gif”*png, svg, pdf*" },
  { "map --json --format png", 2, NULL, "*--output*" },
  { "map --output a.png --measure shoes", 2, NULL, "*“shoes”*members, coverage*" },
  { "map --output a.png --measure share:shoe:44", 2, NULL, "*shoe*" },
  { "map --output a.png --measure coverage:Nobody", 2, NULL, "*“Nobody”*Statistics Canada*" },
  { "map --output a.png --query shoe:44", 2, NULL, "*shoe*" },
  { "map --output a.png --extent europe", 2, NULL, "*“europe”*all, canada, usa*" },
  { "map --output a.png --by street", 2, NULL, "*“street”*region, county*" },
  { "map --output a.png --extent RW-01", 2, NULL, "*“RW-01”*all, canada, usa*" },
  { "map --output a.png --bbox 1,2,3", 2, NULL, "*“1,2,3”*" },
  { "map --output a.png --bbox -180,-80,180,80", 2, NULL, "*at most 150 degrees wide*" },
  { "map --output a.png --bbox -80,43,-80,46", 2, NULL, "*can’t be drawn*" },
  { "map --output a.png --bbox -80,43,-71,46 --extent CA-ON", 2, NULL, "*give one*" },
  { "map --output a.png --time 2009", 2, NULL, "*“2009”*arrived:2009*" },
  { "map --output a.png --time arrived:>=2009", 2, NULL, "*arrived:..2009*" },
  { "map --output a.png --breaks pretty", 2, NULL, "*“pretty”*round, quantile*" },
  { "map --output a.png --breaks 10,5", 2, NULL, "*“10,5”*" },
  { "map --output a.png --breaks 1,2,3,4,5,6,7", 2, NULL, "*“1,2,3,4,5,6,7”*" },
  { "map --output a.png --breaks own", 2, NULL, "*“own”*" },
  { "map --output a.png --smallest 2", 2, NULL, "*--smallest*" },
  { "map --output a.png --smallest -1", 2, NULL, "*--smallest*" },
  { "map --output a.png --smallest 1001", 2, NULL, "*--smallest*" },
  { "map --output a.png --size 0x0", 2, NULL, "*“0x0”*" },
  { "map --output a.png --size 800", 2, NULL, "*“800”*1280x800*" },
  { "map --output a.png --size x600", 2, NULL, "*“x600”*" },
  { "map --output a.png --size 800x600x3", 2, NULL, "*200 to 10000*" },
  { "map --output a.png --size -800x600", 2, NULL, "*" },
  { "map --output a.png --size 199x600", 2, NULL, "*200 to 10000*" },
  { "map --output a.png --size 99999999999999999999x600", 2, NULL, "*200 to 10000*" },
  { "map --output missing/a.png", 1, NULL, "*missing/a.png*there is no such folder*" },
  { "map --output missing/a.svg --json", 1, NULL, "*there is no such folder*" },
  { "map extra", 2, NULL, "*“extra”*" },
};

/* Nothing is half written, and what stood there stands. */
static void
test_wrong (void)
{
  g_autofree char *before = NULL, *after = NULL, *kept = NULL;

  write_file (&shared, "a.png", "mine");
  before = list_others ();
  RUN_STEPS (&shared, wrong);
  after = list_others ();
  kept = read_file (&shared, "a.png");
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpstr (kept, ==, "mine");
}

static const Step empty[] = {
  { "map --output empty.png", 0, NULL, "Map written: empty.png\n" },
  { "map --json", 0,
    "*\"synthetic\":false,\"classes\":[],\"fills\":[{\"fill\":\"zero\",\"label\":\"None\",\"areas\":65}]*",
    NULL },
  { "map --json --measure women", 0, "*\"fill\":\"unknown\"*", NULL },
};

static void
test_empty (Fixture *fixture, gconstpointer data)
{
  RUN_STEPS (fixture, empty);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  make_shared ();
  g_test_add_func ("/map/files", test_files);
  g_test_add_func ("/map/size", test_size);
  g_test_add_func ("/map/json", test_json);
  g_test_add_func ("/map/shown", test_shown);
  g_test_add_func ("/map/same-words", test_same_words);
  g_test_add_func ("/map/told", test_told);
  g_test_add_func ("/map/wrong", test_wrong);
  EMPTY_TEST ("/map/empty", test_empty);
  status = g_test_run ();
  fixture_tear_down (&shared, NULL);
  return status;
}
