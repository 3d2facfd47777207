/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "query-test-support.h"

#include <math.h>

#include "atlas-gazetteer.h"
#include "atlas-estimate.h"
#include "atlas-measure.h"
#include "atlas-region.h"
#include "atlas-summary.h"

/* Six in Ontario, two in Quebec, one in Texas, one nowhere; NOW is in May 2026. */
static const char people[] =
  "[{\"given_name\":\"A\",\"sex\":\"female\",\"birth_year\":1990,\"address\":{\"city\":\"Toronto\","
  "\"region\":\"CA-ON\"},"
  "\"education\":{\"level\":7},\"confirmed\":\"2026-01-01\",\"created\":\"2025-01-01T00:00:00Z\"},"
  "{\"given_name\":\"B\",\"sex\":\"female\",\"birth_year\":1980,\"address\":{\"city\":\"Toronto\",\"region\":"
  "\"CA-ON\"},"
  "\"education\":{\"level\":6},\"confirmed\":\"2025-05-07\",\"created\":\"2026-02-01T00:00:00Z\"},"
  "{\"given_name\":\"C\",\"sex\":\"male\",\"birth_year\":1970,\"address\":{\"city\":\"Ottawa\",\"region\":"
  "\"CA-ON\"},"
  "\"education\":{\"level\":3},\"confirmed\":\"2025-05-05\",\"created\":\"2026-03-01T00:00:00Z\"},"
  "{\"given_name\":\"D\",\"sex\":\"other\",\"birth_year\":1975,\"address\":{\"city\":\"Ottawa\",\"region\":"
  "\"CA-ON\"}},"
  "{\"given_name\":\"E\",\"sex\":\"undisclosed\",\"address\":{\"region\":\"CA-ON\"}},"
  "{\"given_name\":\"F\",\"address\":{\"region\":\"CA-ON\"}},"
  "{\"given_name\":\"G\",\"sex\":\"male\",\"birth_year\":1960,\"address\":{\"city\":\"Montreal\",\"region\":"
  "\"CA-QC\"}},"
  "{\"given_name\":\"H\",\"sex\":\"male\",\"birth_year\":1963,\"address\":{\"city\":\"Laval\",\"region\":"
  "\"CA-QC\"}},"
  "{\"given_name\":\"I\",\"address\":{\"city\":\"Austin\",\"region\":\"US-TX\"}},"
  "{\"given_name\":\"J\"}]";

static AtlasMeasured *
measure_by (Fixture *fixture, const char *text, const char *search, AtlasAreas areas)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasQuery) query = make_query (&atlas_kind_member, search);
  g_autoptr (AtlasPointSet) set = atlas_register_match (fixture->source, query, NULL, &error);
  g_autoptr (AtlasMeasure) measure = NULL;
  AtlasMeasured *measured;

  g_assert_no_error (error);
  measure = atlas_measure_parse (text, &error);
  g_assert_no_error (error);
  measured = atlas_register_measure (fixture->source, measure, set, areas, NULL, &error);
  g_assert_no_error (error);
  return measured;
}

/* As people read it. */
static void
assert_region (Fixture *fixture, const char *text, const char *search, const char *code, const char *expected)
{
  g_autoptr (AtlasMeasured) measured = measure_by (fixture, text, search, ATLAS_AREAS_REGIONS);
  const AtlasAreaValue *value =
    code ? atlas_measured_find (measured, atlas_region_find (code, -1)) : &measured->total;
  g_autofree char *got = value ? atlas_measure_format (measured->measure, value) : NULL;

  g_assert_cmpstr (got, ==, expected);
}

static void
test_counts (Fixture *fixture, gconstpointer data)
{
  add_json (fixture->source, people);
  assert_region (fixture, "members", "", "CA-ON", "6");
  assert_region (fixture, "members", "", "US-AK", "0");
  assert_region (fixture, "members", "", "RW-01", NULL);
  assert_region (fixture, "members", "", NULL, "9");
  assert_region (fixture, "members", "sex:female", "CA-ON", "2");
  /* The last twelve months begin on 6 May 2025. */
  assert_region (fixture, "confirmed", "", "CA-ON", "2");
  assert_region (fixture, "confirmed", "", "CA-QC", "0");
  assert_region (fixture, "change:2026-02-01", "", "CA-ON", "2");
  assert_region (fixture, "change:2026-02-02", "", "CA-ON", "1");
}

static void
test_shares (Fixture *fixture, gconstpointer data)
{
  add_json (fixture->source, people);
  /* Two of the four whose sex is known. */
  assert_region (fixture, "women", "", "CA-ON", "50 %");
  assert_region (fixture, "women", "", "CA-QC", "0 %");
  assert_region (fixture, "women", "", "US-TX", "nothing known");
  assert_region (fixture, "women", "", NULL, "33 %");
  assert_region (fixture, "share:education:>=6", "", "CA-ON", "33 %");
  assert_region (fixture, "share:education:>=6", "sex:female", "CA-ON", "100 %");
  assert_region (fixture, "share:toronto", "", "CA-ON", "33 %");
  assert_region (fixture, "share:toronto", "", "US-AK", "nothing known");
}

static void
test_ages (Fixture *fixture, gconstpointer data)
{
  add_json (fixture->source, people);
  /* 36, 46, 51, 56: the middle of an even number lies between two. */
  assert_region (fixture, "median-age", "", "CA-ON", "48.5");
  assert_region (fixture, "median-age", "sex:female,male", "CA-ON", "46");
  assert_region (fixture, "median-age", "", "CA-QC", "64.5");
  assert_region (fixture, "median-age", "", "US-TX", "nothing known");
  assert_region (fixture, "median-age", "", NULL, "53.5");
}

/* What was planned, cancelled or lies ahead is no visit; of those that were the last counts, and how far
 * people come to it. */
static void
test_not_visited (Fixture *fixture, gconstpointer data)
{
  static const char places[] =
    "{\"members\":[{\"given_name\":\"T\",\"location\":{\"latitude\":43.65,\"longitude\":-79.38},"
    "\"address\":{\"city\":\"Toronto\",\"region\":\"CA-ON\"}},"
    "{\"given_name\":\"O\",\"location\":{\"latitude\":45.42,\"longitude\":-75.69},"
    "\"address\":{\"city\":\"Ottawa\",\"region\":\"CA-ON\"}},"
    "{\"given_name\":\"M\",\"location\":{\"latitude\":45.5,\"longitude\":-73.57},"
    "\"address\":{\"city\":\"Montréal\",\"region\":\"CA-QC\"}}],"
    "\"events\":[{\"title\":\"a\",\"status\":\"held\",\"start\":\"2026-04-26T18:00:00Z\","
    "\"location\":{\"latitude\":43.7,\"longitude\":-79.4}},"
    "{\"title\":\"b\",\"status\":\"cancelled\",\"start\":\"2026-05-05T18:00:00Z\","
    "\"location\":{\"latitude\":45.5,\"longitude\":-73.57}},"
    "{\"title\":\"c\",\"status\":\"held\",\"start\":\"2026-06-05T18:00:00Z\","
    "\"location\":{\"latitude\":45.5,\"longitude\":-73.57}}]}";
  static const char missions[] =
    "{\"missions\":[{\"title\":\"was\",\"status\":\"reported\",\"start\":\"2026-05-01\",\"stops\":["
    "{\"place\":\"Ottawa\",\"latitude\":45.42,\"longitude\":-75.69,\"radius\":20,\"arrival\":\"2026-05-02T09:"
    "00:00Z\"},"
    "{\"place\":\"Hull\",\"latitude\":45.43,\"longitude\":-75.72,\"radius\":170,\"departure\":\"2026-01-"
    "26T09:00:00Z\"},"
    "{\"place\":\"Nowhere at all\"}]},"
    "{\"title\":\"will\",\"status\":\"approved\",\"start\":\"2026-05-05\",\"stops\":["
    "{\"place\":\"Montréal\",\"latitude\":45.5,\"longitude\":-73.57,\"arrival\":\"2026-05-05T09:00:00Z\"}]}]"
    "}";

  add_json (fixture->source, places);
  assert_region (fixture, "not-visited", "", "CA-ON", "10");
  assert_region (fixture, "not-visited", "", "CA-QC", "never visited");
  assert_region (fixture, "not-visited", "city:Ottawa", "CA-ON", "never visited");
  assert_region (fixture, "not-visited", "", NULL, "10");
  add_json (fixture->source, missions);
  assert_region (fixture, "not-visited", "", "CA-ON", "4");
  assert_region (fixture, "not-visited", "city:Toronto", "CA-ON", "10");
  assert_region (fixture, "not-visited", "", "CA-QC", "100");
  assert_region (fixture, "not-visited", "", "US-AK", "never visited");
}

static void
test_compare (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasMeasured) measured = NULL;

  add_json (fixture->source, people);
  assert_region (fixture, "compare:sex:female | born:>=1975", "", "CA-ON", "2 · 3");
  assert_region (fixture, "compare: | sex:male", "", "CA-QC", "2 · 2");
  assert_region (fixture, "compare:|sex:male", "", "US-TX", "1 · 0");
  assert_region (fixture, "compare: | sex:male", "city:Toronto", "CA-ON", "2 · 0");
  assert_region (fixture, "compare:\"a|b\" | sex:male", "", NULL, "0 · 3");

  measured = measure_by (fixture, "compare: | sex:male", "", ATLAS_AREAS_REGIONS);
  g_assert_true (measured->holds[0]);
  g_assert_false (measured->holds[1]);
  g_clear_pointer (&measured, atlas_measured_unref);
  measured = measure_by (fixture, "compare:sex:female | born:1980..1990", "", ATLAS_AREAS_REGIONS);
  g_assert_true (measured->holds[0]);
  g_clear_pointer (&measured, atlas_measured_unref);
  measured = measure_by (fixture, "compare:sex:female | born:<1990", "", ATLAS_AREAS_REGIONS);
  g_assert_false (measured->holds[0]);
  g_assert_false (measured->holds[1]);
}

/* Whatever a segment is called, its name is read as it was written. */
static void
test_compare_names (void)
{
  static const char *const names[] = { "Nurses", "Two words", "a | b", "5\" of \\ it", "“so”", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (guint k = 0; k < G_N_ELEMENTS (names); k++)
      {
        g_autofree char *text = atlas_measure_write_compare (names[i], names[k]);
        g_autoptr (AtlasMeasure) measure = atlas_measure_parse (text, NULL);
        g_autofree char *first = NULL, *second = NULL;

        g_assert_nonnull (measure);
        first = atlas_measure_dup_side_segment (measure, 0);
        second = atlas_measure_dup_side_segment (measure, 1);
        /* Typographic quotes become plain ones, and are the same to a search. */
        if (i != 4)
          g_assert_cmpstr (first, ==, names[i]);
        if (k != 4)
          g_assert_cmpstr (second, ==, names[k]);
      }
  /* Typed by hand, in whatever quotes there are. */
  {
    static const char *const typed[] = { "compare:segment:« a | b » | segment:“c”",
                                         "compare: segment:„a | b“|segment:c" };

    for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
      {
        g_autoptr (AtlasMeasure) measure = atlas_measure_parse (typed[i], NULL);
        g_autofree char *first = measure ? atlas_measure_dup_side_segment (measure, 0) : NULL;
        g_autofree char *second = measure ? atlas_measure_dup_side_segment (measure, 1) : NULL;

        g_assert_cmpstr (first, ==, "a | b");
        g_assert_cmpstr (second, ==, "c");
      }
  }
  g_assert_null (atlas_measure_parse ("compare:sex:female", NULL));
  g_assert_null (atlas_measure_parse ("compare:a|b|c", NULL));
  g_assert_null (atlas_measure_parse ("compare", NULL));
}

/* Above a hundred is not a mistake, and that is said where the number stands. */
static void
test_explain (void)
{
  static const char *const texts[] = { "coverage", "women" };
  const AtlasAreaValue above = { .value = 120, .low = 120, .high = 140 },
                       below = { .value = 40, .low = 40, .high = 100 };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (AtlasMeasure) measure = atlas_measure_parse (texts[i], NULL);
      const char *why = atlas_measure_explain (measure, &above);

      g_assert_true ((why != NULL) == (i == 0));
      g_assert_null (atlas_measure_explain (measure, &below));
      g_assert_true (i > 0 || strstr (why, "more members than the estimate counts") != NULL);
    }
  {
    g_autoptr (AtlasMeasure) measure = atlas_measure_parse ("not-reached", NULL);
    const AtlasAreaValue more = { .value = -8, .low = -8, .high = 4 },
                         fewer = { .value = 3, .low = 3, .high = 4 },
                         none = { .low = -8, .no_estimate = TRUE };

    g_assert_nonnull (atlas_measure_explain (measure, &more));
    g_assert_null (atlas_measure_explain (measure, &fewer));
    g_assert_null (atlas_measure_explain (measure, &none));
  }
}

/* Against the census that comes with the program. */
static void
test_coverage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasMeasured) measured = NULL;
  const AtlasAreaValue *value;

  add_json (fixture->source, people);
  measured = measure_by (fixture, "coverage", "", ATLAS_AREAS_REGIONS);
  value = atlas_measured_find (measured, atlas_region_find ("CA-ON", -1));
  g_assert_cmpfloat_with_epsilon (value->value, 100.0 * 6 / 1655, 1e-9);
  value = atlas_measured_find (measured, atlas_region_find ("US-TX", -1));
  g_assert_true (value->no_estimate);
  g_assert_cmpuint (value->members, ==, 1);
  g_assert_cmpuint (g_strv_length (measured->sources), ==, 1);
  g_assert_nonnull (strstr (measured->sources[0], "2016 Census"));
  /* Eight live where there is an estimate; 6,095 of the 6,105 are said to live in a province. */
  g_assert_cmpfloat_with_epsilon (measured->total.value, 100.0 * 8 / 6095, 1e-9);

  assert_region (fixture, "coverage", "", "CA-YT", "no estimate");
  assert_region (fixture, "not-reached", "", "CA-QC", "3,133");
  assert_region (fixture, "not-reached", "", "US-TX", "no estimate");
}

/* Sources that differ make a range; one of them alone can be asked for; of one source only the latest year
 * counts. */
static void
test_sources (Fixture *fixture, gconstpointer data)
{
  static const char estimates[] = "{\"format\":\"diaspora-atlas\",\"version\":1,\"estimates\":["
                                  "{\"country\":\"CA\",\"region\":\"CA-ON\",\"year\":2020,\"source\":"
                                  "\"Association\",\"definition\":\"community\","
                                  "\"total\":100},"
                                  "{\"country\":\"CA\",\"region\":\"CA-ON\",\"year\":2024,\"source\":"
                                  "\"Association\",\"definition\":\"community\","
                                  "\"total\":5000,\"low\":4000,\"high\":6000},"
                                  "{\"country\":\"US\",\"region\":\"US-TX\",\"year\":2024,\"source\":"
                                  "\"Association\",\"definition\":\"community\","
                                  "\"total\":2}]}";
  g_autoptr (AtlasMeasure) unknown = NULL;
  g_autoptr (AtlasMeasure) members = atlas_measure_parse ("members", NULL);
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autoptr (AtlasPointSet) set = NULL;
  g_autoptr (AtlasQuery) all = make_query (&atlas_kind_member, "");
  g_autoptr (GError) error = NULL;

  add_json (fixture->source, people);
  add_json (fixture->source, estimates);
  assert_region (fixture, "not-reached", "", "CA-ON", "1,649–5,994");
  assert_region (fixture, "not-reached:Association", "", "CA-ON", "3,994–5,994");
  assert_region (fixture, "not-reached:Association", "", "CA-QC", "no estimate");
  assert_region (fixture, "coverage", "", "US-TX", "50 %");

  set = atlas_register_match (fixture->source, all, NULL, &error);
  unknown = atlas_measure_parse ("coverage:Nobody", &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancelled);
  g_assert_null (
    atlas_register_measure (fixture->source, members, set, ATLAS_AREAS_REGIONS, cancelled, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_null (atlas_register_measure (fixture->source, unknown, set, ATLAS_AREAS_REGIONS, NULL, &error));
  g_assert_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "Association"));
}

/* A percentage or an average of fewer than ten people is told of as such; a count never is. */
static void
test_few (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *measure, *region, *said;
    gboolean few;
  } cases[] = {
    { "women", "CA-ON", "50 % of only 4 people", TRUE },
    { "women", "CA-NS", "100 %", FALSE },
    { "women", "CA-NB", "100 % of only 1 person", TRUE },
    { "women", "CA-YT", "nothing known", FALSE },
    { "median-age", "CA-QC", "64.5 of only 2 people", TRUE },
    { "share:toronto", "CA-ON", "33 % of only 6 people", TRUE },
    { "share:toronto", "CA-NS", "0 %", FALSE },
    { "members", "CA-ON", "6", FALSE },
    { "confirmed", "CA-ON", "2", FALSE },
    { "compare: | sex:male", "CA-QC", "Everyone 2, Sex: Men 2", FALSE },
    /* Ten are estimated there, as it happens. */
    { "coverage", "CA-NL", "0 %", FALSE },
    { "coverage", "CA-PE", "25 % of only 4 estimated", TRUE },
  };

  add_json (fixture->source, people);
  add_json (fixture->source,
            "{\"format\":\"diaspora-atlas\",\"version\":1,\"estimates\":[{\"country\":\"CA\","
            "\"region\":\"CA-PE\",\"year\":2024,\"source\":\"S\",\"definition\":\"community\","
            "\"total\":4}]}");
  for (guint i = 0; i < 12; i++)
    {
      g_autoptr (AtlasRecord) member = make_member ("A", "");

      atlas_record_set_text (member, "address.region", i < 10 ? "CA-NS" : i == 10 ? "CA-NB" : "CA-PE");
      atlas_record_set_text (member, "sex", "female");
      save (fixture->source, member);
    }
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (AtlasMeasured) measured = measure_by (fixture, cases[i].measure, "", ATLAS_AREAS_REGIONS);
      const AtlasAreaValue *value = atlas_measured_find (measured, atlas_region_find (cases[i].region, -1));
      g_autofree char *said = atlas_measure_describe (measured->measure, value);

      g_assert_cmpstr (said, ==, cases[i].said);
      g_assert_cmpint (atlas_measure_is_of_few (measured->measure, value), ==, cases[i].few);
    }
}

/* An estimate of nobody is one, and nothing can be divided by it. */
static void
test_of_nobody (Fixture *fixture, gconstpointer data)
{
  static const char estimates[] = "{\"format\":\"diaspora-atlas\",\"version\":1,\"estimates\":["
                                  "{\"country\":\"US\",\"region\":\"US-TX\",\"year\":2024,\"source\":\"S\","
                                  "\"definition\":\"community\",\"total\":0},"
                                  "{\"country\":\"CA\",\"region\":\"CA-NS\",\"year\":2024,\"source\":\"S\","
                                  "\"definition\":\"community\",\"total\":0},"
                                  "{\"country\":\"CA\",\"region\":\"CA-QC\",\"year\":2024,\"source\":\"S\","
                                  "\"definition\":\"community\",\"total\":0}]}";
  g_autoptr (AtlasMeasured) measured = NULL;
  const AtlasAreaValue *texas, *quebec;

  add_json (fixture->source, people);
  measured = measure_by (fixture, "coverage", "", ATLAS_AREAS_REGIONS);
  g_assert_cmpstr (atlas_measured_get_unknown_label (measured), ==, "No estimate");
  g_assert_false (atlas_measured_has_ranges (measured));
  g_clear_pointer (&measured, atlas_measured_unref);

  add_json (fixture->source, estimates);
  measured = measure_by (fixture, "coverage", "", ATLAS_AREAS_REGIONS);
  g_assert_cmpstr (atlas_measured_get_unknown_label (measured), ==, "No estimate, or 0");
  g_assert_true (atlas_measured_has_ranges (measured));
  texas = atlas_measured_find (measured, atlas_region_find ("US-TX", -1));
  g_assert_true (atlas_measure_is_of_nobody (measured->measure, texas));
  g_assert_false (texas->no_estimate);
  g_assert_nonnull (atlas_measure_explain (measured->measure, texas));
  assert_region (fixture, "coverage", "", "US-TX", "0 estimated");
  assert_region (fixture, "not-reached", "", "US-TX", "−1");
  /* Where only one of the sources says so, there is no upper end; but nobody of however many is nobody. */
  quebec = atlas_measured_find (measured, atlas_region_find ("CA-QC", -1));
  g_assert_true (isinf (quebec->high));
  g_assert_false (atlas_measure_is_of_nobody (measured->measure, quebec));
  assert_region (fixture, "coverage", "", "CA-QC", "<1 % or more");
  assert_region (fixture, "coverage", "", "CA-NS", "0 %");
}

static void
test_smaller_areas (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasMeasured) places = NULL, counties = NULL;
  const AtlasAreaValue *value;
  g_autofree char *name = NULL;

  add_json (fixture->source, people);
  places = measure_by (fixture, "women", "city:toronto", ATLAS_AREAS_PLACES);
  g_assert_cmpuint (places->values->len, ==, 1);
  value = &g_array_index (places->values, AtlasAreaValue, 0);
  name = atlas_measured_dup_name (places, value);
  g_assert_cmpstr (name, ==, "Toronto");
  g_assert_cmpfloat (value->value, ==, 100);

  counties = measure_by (fixture, "members", "", ATLAS_AREAS_COUNTIES);
  g_assert_cmpuint (counties->values->len, ==, 1);
  value = atlas_measured_find (counties, 48453);
  g_assert_nonnull (value);
  g_clear_pointer (&name, g_free);
  name = atlas_measured_dup_name (counties, value);
  g_assert_cmpstr (name, ==, "Travis");
}

/* A metropolitan area's estimate is compared with all who live around, each of them once; what is merely near
 * has no estimate of its own. */
static void
test_metros (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *city;
    guint n;
  } homes[] = {
    { "Toronto", 10 }, { "Mississauga", 5 }, { "Burlington", 4 }, { "Gatineau", 3 }, { "Kingston", 2 }
  };
  const guint toronto = atlas_gazetteer_find ("Toronto", -1, atlas_region_find ("CA-ON", -1));
  const guint hamilton = atlas_gazetteer_find ("Hamilton", -1, atlas_region_find ("CA-ON", -1));
  const guint ottawa = atlas_gazetteer_find ("Ottawa", -1, atlas_region_find ("CA-ON", -1));
  const guint kingston = atlas_gazetteer_find ("Kingston", -1, atlas_region_find ("CA-ON", -1));
  const struct
  {
    guint place, members, known, estimate;
  } expected[] = { { toronto, 10, 15, 645 }, { hamilton, 0, 4, 150 }, { ottawa, 0, 3, 1280 } };
  g_autoptr (AtlasMeasured) measured = NULL, regions = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (homes); i++)
    for (guint k = 0; k < homes[i].n; k++)
      add_member (fixture->source, "A", homes[i].city);
  measured = measure_by (fixture, "coverage", "", ATLAS_AREAS_PLACES);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      const AtlasAreaValue *value = atlas_measured_find (measured, expected[i].place);

      g_assert_nonnull (value);
      g_assert_cmpuint (value->members, ==, expected[i].members);
      g_assert_cmpuint (value->known, ==, expected[i].known);
      g_assert_cmpuint (value->estimate[0], ==, expected[i].estimate);
      g_assert_cmpfloat (value->value, ==, 100.0 * expected[i].known / expected[i].estimate);
    }
  g_assert_true (atlas_measured_find (measured, kingston)->no_estimate);
  for (guint i = 1; i < measured->values->len; i++)
    g_assert_cmpuint (g_array_index (measured->values, AtlasAreaValue, i - 1).key, <,
                      g_array_index (measured->values, AtlasAreaValue, i).key);
  g_assert_nonnull (strstr (atlas_measured_explain_metros (measured), G_STRINGIFY (ATLAS_METRO_KM)));
  regions = measure_by (fixture, "coverage", "", ATLAS_AREAS_REGIONS);
  g_assert_null (atlas_measured_explain_metros (regions));
}

static void
test_texts (void)
{
  /* What is wrong, and what there is instead. */
  static const char *const complaints[][2] = {
    { "share", "share:education:>=6" },
    { "share:", "share: No search" },
    { "share:shoe:44", "share: There is no field “shoe”" },
    { "share:sex:zzz", "share: " },
    { "change", "change:2026-01-01" },
    { "change:maybe", "“maybe” is no day" },
    { "change:..2026", "is no day" },
    { "compare:sex:female", "No | stands" },
    { "compare:a|b|c", "more than one |" },
    { "compare:sex:female | sex:zzz", "compare: " },
    { "women:x", "women: Nothing may stand" },
    { "member", "compare:QUERY | QUERY" },
  };
  static const char *const bad[] = { "",       "member",       "members:x",         "share",  "share:",
                                     "change", "change:maybe", "change:2026-02-30", "women:x" };
  static const char *const good[] = { "members",
                                      "coverage",
                                      "coverage:Statistics Canada: x",
                                      "not-reached",
                                      "women",
                                      "median-age",
                                      "share:sector:Q",
                                      "confirmed",
                                      "change:2026-02-28",
                                      "change:2026",
                                      "change:-6m",
                                      "not-visited",
                                      "share:segment:\"None such\"" };
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (complaints); i++)
    {
      g_assert_null (atlas_measure_parse (complaints[i][0], &error));
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, complaints[i][1]));
      g_clear_error (&error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_null (atlas_measure_parse (bad[i], &error));
      g_assert_error (error, ATLAS_QUERY_ERROR, ATLAS_QUERY_ERROR_VALUE);
      g_clear_error (&error);
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      g_autoptr (AtlasMeasure) measure = atlas_measure_parse (good[i], &error);
      g_autofree char *title = NULL;

      g_assert_no_error (error);
      title = atlas_measure_dup_title (measure);
      g_assert_cmpstr (title, !=, "");
      g_assert_cmpstr (atlas_measure_get_text (measure), ==, good[i]);
    }
}

/* As the next session finds it: what was kept, as long as nobody has written since. */
static AtlasMeasured *
reopen_and_load_summary (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasRegister) next =
    atlas_register_open (atlas_register_get_path (fixture->source), ATLAS_STORE_OPEN_EXISTING, &error);

  g_assert_no_error (error);
  return atlas_register_load_summary (next);
}

static void
test_summary (Fixture *fixture, gconstpointer data)
{
  g_autoptr (AtlasMeasured) counted = NULL;
  g_autoptr (AtlasMeasured) kept = NULL;
  g_autoptr (GError) error = NULL;

  add_json (fixture->source, people);
  g_assert_null (reopen_and_load_summary (fixture));
  /* Not before anybody has counted. */
  g_assert_true (atlas_register_keep_summary (fixture->source, 1, &error));
  g_assert_null (reopen_and_load_summary (fixture));

  counted = measure_by (fixture, "members", NULL, ATLAS_AREAS_REGIONS);
  g_assert_true (atlas_register_keep_summary (fixture->source, 100, &error));
  g_assert_null (reopen_and_load_summary (fixture));
  for (guint twice = 0; twice < 2; twice++)
    {
      g_clear_pointer (&kept, atlas_measured_unref);
      g_assert_true (atlas_register_keep_summary (fixture->source, 1, &error));
      g_assert_no_error (error);
      kept = reopen_and_load_summary (fixture);
      g_assert_nonnull (kept);
      g_assert_cmpuint (kept->total.members, ==, counted->total.members);
      g_assert_cmpmem (kept->values->data, kept->values->len * sizeof (AtlasAreaValue), counted->values->data,
                       counted->values->len * sizeof (AtlasAreaValue));
    }

  add_member (fixture->source, "K", "Toronto");
  g_assert_null (reopen_and_load_summary (fixture));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  QUERY_TEST ("/measure/counts", test_counts);
  QUERY_TEST ("/measure/shares", test_shares);
  QUERY_TEST ("/measure/ages", test_ages);
  QUERY_TEST ("/measure/coverage", test_coverage);
  QUERY_TEST ("/measure/sources", test_sources);
  QUERY_TEST ("/measure/few", test_few);
  QUERY_TEST ("/measure/of-nobody", test_of_nobody);
  QUERY_TEST ("/measure/smaller-areas", test_smaller_areas);
  QUERY_TEST ("/measure/compare", test_compare);
  QUERY_TEST ("/measure/not-visited", test_not_visited);
  g_test_add_func ("/measure/compare/names", test_compare_names);
  QUERY_TEST ("/measure/metros", test_metros);
  g_test_add_func ("/measure/explain", test_explain);
  g_test_add_func ("/measure/texts", test_texts);
  QUERY_TEST ("/measure/summary", test_summary);

  return g_test_run ();
}
