/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-point-years.h"

#define N 3000

/* Members of random years and days, some of them unknown; of @subset every third. */
static AtlasPointSet *
make_set (guint seed, gboolean subset, AtlasPoint *copies)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);
  AtlasPoint *points = g_new0 (AtlasPoint, N);
  g_autoptr (AtlasPointIndex) index = NULL;
  AtlasBitset *rows = NULL;

  for (guint i = 0; i < N; i++)
    points[i] = (AtlasPoint){
      .id = i + 1,
      .x = g_rand_double (random),
      .y = g_rand_double (random),
      .arrival_year = (guint16) (i % 5 == 0 ? 0 : g_rand_int_range (random, 1958, 2027)),
      .created = (guint16) g_rand_int_range (random, 0, 65536),
      .confirmed = (guint16) (i % 2 == 0 ? 0 : g_rand_int_range (random, 18000, 20600)),
    };
  index = atlas_point_index_new (points, N);
  if (subset)
    rows = atlas_bitset_new (N);
  for (guint row = 0; row < N; row++)
    {
      atlas_point_index_get_point (index, row, &copies[row]);
      if (subset && copies[row].id % 3 == 0)
        atlas_bitset_set (rows, row);
    }
  return atlas_point_set_new (index, rows);
}

/* By GLib's calendar; 0: not known. */
static int
get_year (const AtlasPoint *point, AtlasTime time)
{
  guint day = time == ATLAS_TIME_CREATED ? point->created : point->confirmed;
  GDate date;

  if (time == ATLAS_TIME_ARRIVED || day == 0)
    return time == ATLAS_TIME_ARRIVED ? point->arrival_year : 0;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 1, G_DATE_JANUARY, 1970);
  g_date_add_days (&date, day);
  return g_date_get_year (&date);
}

static void
test_brute_force (void)
{
  g_autofree AtlasPoint *points = g_new (AtlasPoint, N);

  for (guint subset = 0; subset < 2; subset++)
    for (guint time = 0; time < ATLAS_N_TIMES; time++)
      {
        g_autoptr (AtlasPointSet) set = make_set (11, subset, points);
        g_autoptr (AtlasYears) years = atlas_point_set_count_years (set, time);
        g_autofree guint *expected = g_new0 (guint, 2300);
        guint known = 0;

        for (guint row = 0; row < N; row++)
          if (!subset || points[row].id % 3 == 0)
            expected[get_year (&points[row], time)]++;
        g_assert_cmpuint (years->n_unknown, ==, expected[0]);
        for (int year = 1; year < 2300; year++)
          {
            g_assert_cmpuint (atlas_years_get (years, year), ==, expected[year]);
            known += expected[year];
          }
        g_assert_cmpuint (years->n_known, ==, known);
        g_assert_cmpuint (expected[years->first], >, 0);
        g_assert_cmpuint (expected[years->last], >, 0);

        for (int year = years->first - 1; year <= years->last + 1; year += 13)
          {
            g_autoptr (AtlasPointSet) only = atlas_point_set_restrict_years (set, time, year, year);
            g_autoptr (AtlasPointSet) until = atlas_point_set_restrict_years (set, time, G_MININT, year);
            guint so_far = 0;

            for (int before = 1; before <= year; before++)
              so_far += expected[before];
            g_assert_cmpuint (atlas_point_set_get_total (only)->members, ==, expected[year]);
            g_assert_cmpuint (atlas_point_set_get_total (until)->members, ==, so_far);
          }
      }
}

static void
test_nobody (void)
{
  g_autoptr (AtlasPointIndex) index = atlas_point_index_new (g_new0 (AtlasPoint, 1), 0);
  g_autoptr (AtlasPointSet) set = atlas_point_set_new (index, NULL);
  g_autoptr (AtlasYears) years = atlas_point_set_count_years (set, ATLAS_TIME_ARRIVED);
  g_autoptr (AtlasPointSet) none = atlas_point_set_restrict_years (set, ATLAS_TIME_CREATED, 1990, 2030);

  g_assert_cmpint (years->last, <, years->first);
  g_assert_cmpuint (years->n_known + years->n_unknown, ==, 0);
  g_assert_cmpuint (atlas_years_get (years, 2000), ==, 0);
  g_assert_cmpuint (atlas_point_set_get_total (none)->members, ==, 0);
}

static void
test_names (void)
{
  for (guint i = 0; i < ATLAS_N_TIMES; i++)
    g_assert_cmpint (atlas_time_find (atlas_time_get_name (i)), ==, i);
  g_assert_cmpint (atlas_time_find ("born"), ==, -1);
}

static void
test_view (void)
{
  static const char *const pairs[][2] = {
    { "arrived:..2009", "Arrived up to 2009" },          { "arrived:1999", "Arrived in 1999" },
    { "created:..2024", "Recorded up to 2024" },         { "created:2024", "Recorded in 2024" },
    { "confirmed:..9999", "Last confirmed up to 9999" }, { "confirmed:1", "Last confirmed in 1" },
  };
  static const char *const refused[] = {
    "",          "arrived",       "arrived:",       "arrived:..",         "born:1999",
    "arrived:0", "arrived:10000", "arrived:>=1999", "arrived:1999..2001", "arrived: 1999",
    ":1999"
  };
  AtlasYearView view;

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *text = NULL, *words = NULL;

      g_assert_true (atlas_year_view_parse (pairs[i][0], &view));
      text = atlas_year_view_to_text (&view);
      words = atlas_year_view_dup_words (&view);
      g_assert_cmpstr (text, ==, pairs[i][0]);
      g_assert_cmpstr (words, ==, pairs[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    g_assert_false (atlas_year_view_parse (refused[i], &view));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/point-years/brute-force", test_brute_force);
  g_test_add_func ("/point-years/nobody", test_nobody);
  g_test_add_func ("/point-years/names", test_names);
  g_test_add_func ("/point-years/view", test_view);

  return g_test_run ();
}
