/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-query-said.h"
#include "atlas-query-words.h"

#include <string.h>

#include "atlas-facet-count.h"

#define NOW "2026-11-24T07:00:00Z"

/* What a text says of a field, and the text with that changed. */

static char *
join (const AtlasQuerySaid *said)
{
  return g_strjoinv (" ", said->values);
}

static void
test_read (void)
{
  static const struct
  {
    const char *text;
    const char *field;
    AtlasQuerySays says;
    const char *values;
    gboolean settable;
  } pairs[] = {
    { "", "sex", ATLAS_QUERY_SAYS_NOTHING, "", TRUE },
    { "nurse toronto", "sex", ATLAS_QUERY_SAYS_NOTHING, "", TRUE },
    { "sex:female", "sex", ATLAS_QUERY_SAYS_VALUES, "female", TRUE },
    { "nurse sex:female,male toronto", "sex", ATLAS_QUERY_SAYS_VALUES, "female male", TRUE },
    /* Case, and other words for field and value. */
    { "SEX:Woman,F,male", "sex", ATLAS_QUERY_SAYS_VALUES, "female male", TRUE },
    { "education.level:7", "education", ATLAS_QUERY_SAYS_VALUES, "7", TRUE },
    { "education:7", "education.level", ATLAS_QUERY_SAYS_VALUES, "7", TRUE },
    { "occupation.sector:q", "sector", ATLAS_QUERY_SAYS_VALUES, "Q", TRUE },
    { "language:Kinyarwanda,french", "language", ATLAS_QUERY_SAYS_VALUES, "rw fr", TRUE },
    { "sex:none", "sex", ATLAS_QUERY_SAYS_VALUES, "none", TRUE },
    { "region:Ontario,ca-qc", "region", ATLAS_QUERY_SAYS_VALUES, "CA-ON CA-QC", TRUE },
    { "consent:EMAIL,share", "consent", ATLAS_QUERY_SAYS_VALUES, "email share", TRUE },
    /* Levels one by one. */
    { "education:>=6", "education", ATLAS_QUERY_SAYS_VALUES, "6 7 8", TRUE },
    { "education:3..5,none,4", "education", ATLAS_QUERY_SAYS_VALUES, "3 4 5 none", TRUE },
    { "education:bachelor", "education", ATLAS_QUERY_SAYS_VALUES, "6", TRUE },
    /* Ranges in one form. */
    { "age:25..40", "age", ATLAS_QUERY_SAYS_VALUES, "25..40", TRUE },
    { "age:65..", "age", ATLAS_QUERY_SAYS_VALUES, ">=65", TRUE },
    { "age:<18", "age", ATLAS_QUERY_SAYS_VALUES, "<=17", TRUE },
    { "age:0..17,30", "age", ATLAS_QUERY_SAYS_VALUES, "<=17 30", TRUE },
    { "arrival_year:>2009", "arrived", ATLAS_QUERY_SAYS_VALUES, ">=2010", TRUE },
    { "confirmed:<2025-11-24", "confirmed", ATLAS_QUERY_SAYS_VALUES, "<=2025-11-23", TRUE },
    { "confirmed:2025-11..", "confirmed", ATLAS_QUERY_SAYS_VALUES, ">=2025-11-01", TRUE },
    /* What moves with time goes on moving. */
    { "confirmed:-1Y..", "confirmed", ATLAS_QUERY_SAYS_VALUES, ">=-1y", TRUE },
    { "confirmed:<-1y", "confirmed", ATLAS_QUERY_SAYS_VALUES, "<-1y", TRUE },
    { "confirmed:..-6m", "confirmed", ATLAS_QUERY_SAYS_VALUES, "<=-6m", TRUE },
    { "confirmed:2025..Today", "confirmed", ATLAS_QUERY_SAYS_VALUES, "2025-01-01..today", TRUE },
    { "created:-30d", "created", ATLAS_QUERY_SAYS_VALUES, "-30d", TRUE },
    { "created:2025,none", "created", ATLAS_QUERY_SAYS_VALUES, "2025-01-01..2025-12-31 none", TRUE },
    /* Quotes mean something for skills alone. */
    { "skill:\"nursing\"", "skill", ATLAS_QUERY_SAYS_VALUES, "\"nursing\"", TRUE },
    { "skill:nurs", "skill", ATLAS_QUERY_SAYS_VALUES, "nurs", TRUE },
    { "skills:“power grids”", "skill", ATLAS_QUERY_SAYS_VALUES, "\"power grids\"", TRUE },
    { "city:\"Ottawa\",\"New York\"", "city", ATLAS_QUERY_SAYS_VALUES, "Ottawa \"New York\"", TRUE },
    { "near:\"Toronto, CA-ON\",50km", "near", ATLAS_QUERY_SAYS_VALUES, "\"Toronto, CA-ON\" 50km", TRUE },
    /* Names of segments are taken as they come. */
    { "segment:\"Nurses in Ontario\",old", "segment", ATLAS_QUERY_SAYS_VALUES, "\"Nurses in Ontario\" old",
      TRUE },
    /* A field's name within quotes, or as a value, is none. */
    { "\"sex:female\"", "sex", ATLAS_QUERY_SAYS_NOTHING, "", TRUE },
    { "segment:\"sex:female\"", "sex", ATLAS_QUERY_SAYS_NOTHING, "", TRUE },
    { "born:1980", "age", ATLAS_QUERY_SAYS_NOTHING, "", TRUE },
    /* What a list of values can't show. */
    { "-sex:male", "sex", ATLAS_QUERY_SAYS_MORE, "", TRUE },
    { "sex:female -sex:other", "sex", ATLAS_QUERY_SAYS_MORE, "female", TRUE },
    { "language:fr language:en", "language", ATLAS_QUERY_SAYS_MORE, "", FALSE },
    { "skill:a skills:b", "skill", ATLAS_QUERY_SAYS_MORE, "", FALSE },
    { "sex:fem", "sex", ATLAS_QUERY_SAYS_MORE, "", FALSE },
    { "age:old", "age", ATLAS_QUERY_SAYS_MORE, "", FALSE },
    { "near:Toronto", "near", ATLAS_QUERY_SAYS_MORE, "", FALSE },
    /* No query at all. */
    { "sex:female \"open", "sex", ATLAS_QUERY_SAYS_UNREADABLE, "", FALSE },
    { "sex:", "sex", ATLAS_QUERY_SAYS_UNREADABLE, "", FALSE },
    { "sex:female", "nosuch", ATLAS_QUERY_SAYS_UNREADABLE, "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autoptr (AtlasQuerySaid) said =
        atlas_query_read_field (&atlas_kind_member, pairs[i].text, pairs[i].field);
      g_autofree char *values = join (said);

      g_test_message ("%s: %s", pairs[i].field, pairs[i].text);
      g_assert_cmpint (said->says, ==, pairs[i].says);
      g_assert_cmpstr (values, ==, pairs[i].values);
      g_assert_cmpint (said->settable, ==, pairs[i].settable);
    }
}

static void
test_terms (void)
{
  g_autoptr (AtlasQuerySaid) said =
    atlas_query_read_field (&atlas_kind_member, "sex:female  nurse -SEX:x", "sex");
  g_autoptr (AtlasQuerySaid) nothing = atlas_query_read_field (&atlas_kind_member, NULL, "sex");

  g_assert_cmpstr (said->terms, ==, "sex:female -SEX:x");
  g_assert_null (nothing->terms);
}

/* Values are written with blanks between them. */
static void
test_set (void)
{
  static const struct
  {
    const char *text;
    const char *field;
    const char *values;
    const char *expected;
  } pairs[] = {
    { "", "sex", "female", "sex:female" },
    { "nurse", "sex", "female male", "nurse sex:female,male" },
    { "nurse ", "sex", "female", "nurse sex:female" },
    { "nurse", "sex", "", "nurse" },
    { "sex:male nurse", "sex", "female", "sex:female nurse" },
    { "sex:male nurse", "sex", "", "nurse" },
    { "nurse sex:male", "sex", "", "nurse" },
    { "nurse  sex:male   toronto", "sex", "", "nurse  toronto" },
    { "nurse\tsex:male,female\ttoronto", "sex", "other", "nurse\tsex:other\ttoronto" },
    { " sex:male ", "sex", "", "" },
    /* By the name that it was given. */
    { "Occupation.Sector:Q", "sector", "P Q", "Occupation.Sector:P,Q" },
    { "\"sex:male\" sex:male", "sex", "female", "\"sex:male\" sex:female" },
    { "Éric\u00a0sex:male", "sex", "", "Éric" },
    /* What leaves out stays where it is. */
    { "-sex:other nurse", "sex", "female", "-sex:other nurse sex:female" },
    { "-sex:other sex:male nurse", "sex", "", "-sex:other nurse" },
    /* And so does what is not understood. */
    { "language:fr language:en", "language", "rw", "language:fr language:en" },
    { "sex:fem nurse", "sex", "male", "sex:fem nurse" },
    { "nurse \"open", "sex", "male", "nurse \"open" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_auto (GStrv) values = g_strsplit (pairs[i].values, " ", -1);
      g_autofree char *text = atlas_query_set_field (&atlas_kind_member, pairs[i].text, pairs[i].field,
                                                     (const char *const *) values);

      g_test_message ("%s: %s", pairs[i].field, pairs[i].text);
      g_assert_cmpstr (text, ==, pairs[i].expected);
    }
}

static void
test_toggle (void)
{
  g_autofree char *one = atlas_query_toggle_value (&atlas_kind_member, "nurse", "sex", "female", TRUE);
  g_autofree char *two = atlas_query_toggle_value (&atlas_kind_member, one, "sex", "male", TRUE);
  g_autofree char *same = atlas_query_toggle_value (&atlas_kind_member, two, "sex", "male", TRUE);
  g_autofree char *less = atlas_query_toggle_value (&atlas_kind_member, same, "sex", "female", FALSE);
  g_autofree char *none = atlas_query_toggle_value (&atlas_kind_member, less, "sex", "male", FALSE);
  g_autofree char *level =
    atlas_query_toggle_value (&atlas_kind_member, "education:>=6", "education", "7", FALSE);

  g_assert_cmpstr (one, ==, "nurse sex:female");
  g_assert_cmpstr (two, ==, "nurse sex:female,male");
  g_assert_cmpstr (same, ==, two);
  g_assert_cmpstr (less, ==, "nurse sex:male");
  g_assert_cmpstr (none, ==, "nurse");
  g_assert_cmpstr (level, ==, "education:6,8");
}

static void
test_clear (void)
{
  static const char *const pairs[][3] = {
    { "language:fr nurse -language:en languages:rw", "language", "nurse" },
    { "sex:fem nurse", "sex", "nurse" },
    { "nurse", "sex", "nurse" },
    { "sex:male \"open", "sex", "sex:male \"open" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *text = atlas_query_clear_field (&atlas_kind_member, pairs[i][0], pairs[i][1]);

      g_assert_cmpstr (text, ==, pairs[i][2]);
    }
}

/* Whatever else stands there stays byte for byte; what was written is read; and what is taken away again
 * leaves what there was. */
static void
test_round_trip (void)
{
  static const char *const befores[] = {
    "nurse",
    "\"sex:x\"  “two words”",
    "-has:phone  near:43.65,-79.38,30km",
    "segment:\"A, \\\"b\\\"\" x",
    "Zoé,O'Brien ,-a",
    "\tname\\ -born:1980..1989",
  };
  static const char *const afters[] = { "", "  toronto", " -status:moved   \"é, sex:\"", " a:b" };
  const char *const *fields = atlas_facet_list_fields ();

  for (guint f = 0; fields[f] != NULL; f++)
    {
      g_autoptr (GPtrArray) values = strcmp (fields[f], "skill") == 0 || strcmp (fields[f], "city") == 0
                                       ? g_ptr_array_new_with_free_func (g_free)
                                       : atlas_facet_list_values (fields[f]);

      g_ptr_array_add (values, atlas_query_quote_value ("two, \"words\"", strcmp (fields[f], "skill") == 0));
      if (values->len > 1)
        g_ptr_array_remove_index (values, values->len - 1);
      for (guint b = 0; b < G_N_ELEMENTS (befores); b++)
        for (guint a = 0; a < G_N_ELEMENTS (afters); a++)
          {
            guint n = 1 + (a + b) % MIN (values->len, 3);
            g_autofree const char **chosen = g_new0 (const char *, n + 1);
            g_autofree char *before = g_strconcat (befores[b], afters[a], NULL);
            g_autofree char *with = NULL;
            g_autofree char *without = NULL;
            g_autoptr (AtlasQuerySaid) said = NULL;
            gboolean own = strcmp (fields[f], "status") == 0 && a == 2;

            for (guint i = 0; i < n; i++)
              chosen[i] = g_ptr_array_index (values, (a + b + i) % values->len);
            with = atlas_query_set_field (&atlas_kind_member, before, fields[f], chosen);
            said = atlas_query_read_field (&atlas_kind_member, with, fields[f]);
            without = atlas_query_set_field (&atlas_kind_member, with, fields[f], NULL);

            g_test_message ("%s", with);
            g_assert_true (g_str_has_prefix (with, before));
            g_assert_cmpint (said->says, ==, own ? ATLAS_QUERY_SAYS_MORE : ATLAS_QUERY_SAYS_VALUES);
            g_assert_cmpuint (g_strv_length (said->values), ==, n);
            for (guint i = 0; i < n; i++)
              g_assert_cmpstr (said->values[i], ==, chosen[i]);
            g_assert_cmpstr (without, ==, before);
          }
    }
}

/* All values that facets offer are as the query language writes them, can be asked for, and have words. */
static void
test_offered (void)
{
  const char *const *fields = atlas_facet_list_fields ();

  for (guint f = 0; fields[f] != NULL; f++)
    {
      g_autoptr (GPtrArray) values = atlas_facet_list_values (fields[f]);

      g_assert_nonnull (atlas_facet_get_title (fields[f]));
      for (guint i = 0; i < values->len; i++)
        {
          const char *value = g_ptr_array_index (values, i);
          g_autofree char *normal = atlas_query_normalize_value (&atlas_kind_member, fields[f], value);
          g_autofree char *label = atlas_facet_dup_label (fields[f], value);

          g_test_message ("%s:%s %s", fields[f], value, label);
          g_assert_cmpstr (normal, ==, value);
          g_assert_cmpstr (label, !=, "");
        }
    }
  g_assert_null (atlas_facet_get_title ("nosuch"));
}

static void
test_labels (void)
{
  static const char *const pairs[][3] = {
    { "sex", "female", "Women" },
    { "sex", "none", "Not stated" },
    { "age", "25..40", "25–40" },
    { "age", ">=30", "30 and older" },
    { "age", "<=12", "Up to 12" },
    { "age", "30", "30" },
    { "arrived", "<=1999", "Until 1999" },
    { "confirmed", ">=-1y", "Within the last year" },
    { "confirmed", "<-1y", "More than a year ago" },
    { "confirmed", "-6m", "Within the last 6 months" },
    { "created", ">=-1d", "Within the last 1 day" },
    { "created", "<=-2w", "2 weeks ago or longer" },
    { "confirmed", "<-3y", "More than 3 years ago" },
    { "created", "today", "Today" },
    { "created", ">=today", "Since 24 Nov 2026" },
    { "confirmed", "+2w", "Within the next 2 weeks" },
    { "confirmed", "-2y..-1y", "24 Nov 2024–24 Nov 2025" },
    { "confirmed", ">=2025-11-24", "Since 24 Nov 2025" },
    { "confirmed", ">=2025-01-01", "Since 2025" },
    { "confirmed", "2025-01-01..2025-12-31", "2025" },
    { "confirmed", "2025-03-04..2025-12-31", "4 Mar 2025–2025" },
    { "confirmed", "none", "Never" },
    { "skill", "\"power \\\"grids\\\" \\\\\"", "power \"grids\" \\" },
    { "skill", "nurs", "nurs…" },
    { "city", "\"New York\"", "New York" },
    { "city", "\"London, CA-ON\"", "London, Ontario" },
    { "city", "\"a, b\"", "a, b" },
    { "region", "CA-ON", "Ontario" },
    { "occupation", "22", "Health professionals" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *label = atlas_facet_dup_label (pairs[i][0], pairs[i][1]);

      g_assert_cmpstr (label, ==, pairs[i][2]);
    }
}

static void
test_ranges (void)
{
  static const struct
  {
    const char *value;
    int low, high;
  } pairs[] = { { "25..40", 25, 40 }, { ">=65", 65, -1 }, { "<=17", -1, 17 }, { "30", 30, 30 } };
  char first[11], last[11];
  int low, high;

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_assert_true (atlas_query_get_range (&atlas_kind_member, "age", pairs[i].value, &low, &high));
      g_assert_cmpint (low, ==, pairs[i].low);
      g_assert_cmpint (high, ==, pairs[i].high);
    }
  g_assert_false (atlas_query_get_range (&atlas_kind_member, "age", "none", &low, &high));
  g_assert_false (atlas_query_get_range (&atlas_kind_member, "sex", "1", &low, &high));

  g_assert_true (atlas_query_get_days (">=2025-02-01", first, last));
  g_assert_cmpstr (first, ==, "2025-02-01");
  g_assert_cmpstr (last, ==, "");
  g_assert_true (atlas_query_get_days ("<=2025-02-01", first, last));
  g_assert_cmpstr (first, ==, "");
  g_assert_cmpstr (last, ==, "2025-02-01");
  g_assert_false (atlas_query_get_days ("none", first, last));
}

static void
test_moving_days (void)
{
  static const struct
  {
    const char *value, *first, *last;
  } pairs[] = {
    { "today", "2026-11-24", "2026-11-24" },
    { "-1y", "2025-11-24", "2026-11-24" },
    { "-6m", "2026-05-24", "2026-11-24" },
    { "-9m", "2026-02-24", "2026-11-24" },
    { "-24d", "2026-10-31", "2026-11-24" },
    { "+2w", "2026-11-24", "2026-12-08" },
    { "+0d", "2026-11-24", "2026-11-24" },
    { ">=-1y", "2025-11-24", "" },
    { ">-1y", "2025-11-25", "" },
    { "<-1y", "", "2025-11-23" },
    { "<=-1y", "", "2025-11-24" },
    { "-2y..-1y", "2024-11-24", "2025-11-24" },
    { "-1y..today", "2025-11-24", "2026-11-24" },
    { "2026..+1d", "2026-01-01", "2026-11-25" },
    { "..today", "", "2026-11-24" },
    { "-2025y", "0001-11-24", "2026-11-24" },
    { "+7973y", "2026-11-24", "9999-11-24" },
    { NULL },
  };
  static const char *const refused[] = { "-1",      "1y",       "--1y",   "-1yy",
                                         "- 1y",    "-1x",      "-2026y", "+7974y",
                                         "-99999y", "-100001d", "-y",     "today..-1y",
                                         "todays",  "-1.5y",    "+",      "-9223372036854775807y" };
  char first[11], last[11];

  for (guint i = 0; pairs[i].value != NULL; i++)
    {
      g_test_message ("%s", pairs[i].value);
      g_assert_true (atlas_query_get_days (pairs[i].value, first, last));
      g_assert_cmpstr (first, ==, pairs[i].first);
      g_assert_cmpstr (last, ==, pairs[i].last);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_test_message ("%s", refused[i]);
      g_assert_false (atlas_query_get_days (refused[i], first, last));
    }

  /* The last of its month where that is shorter. */
  g_setenv ("ATLAS_NOW", "2024-02-29T12:00:00Z", TRUE);
  g_assert_true (atlas_query_get_days ("-1y", first, last));
  g_assert_cmpstr (first, ==, "2023-02-28");
  g_setenv ("ATLAS_NOW", NOW, TRUE);
}

static void
test_words (void)
{
  static const struct
  {
    const char *text, *words;
  } cases[] = {
    { "", "" },
    { "sex:female", "Sex: Women" },
    { "education:>=6", "Education: Bachelor’s or higher" },
    { "education:8", "Education: Doctorate" },
    { "education:5,7", "Education: College, Master’s" },
    { "sector:Q education:>=6",
      "Education: Bachelor’s or higher; Sector: Human health and social work activities" },
    { "region:CA-NU,CA-YT", "Region: Nunavut, Yukon" },
    { "segment:\"Nurses in Ontario\" sex:male", "Nurses in Ontario; Sex: Men" },
    { "kigali -sex:male nurse", "kigali -sex:male nurse" },
    { "near:Toronto,50km age:18..24", "Age: 18–24; near:Toronto,50km" },
    { "an \"open quote", "an \"open quote" },
    { "area:\"circle 43.65 -79.38 50km\"", "a drawn area" },
    { "nurse area:\"box -80 43 -79 44; -circle 43.65 -79.38 5km\" sex:male",
      "Sex: Men; nurse; a drawn area" },
    { "area:\"box -80 43 -79 44\" nurse area:\"box -79.5 43 -79 44\"", "nurse; 2 drawn areas" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = atlas_query_dup_words (cases[i].text);

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

static void
test_areas (void)
{
  static const struct
  {
    const char *text, *areas;
  } cases[] = {
    { NULL, NULL },
    { "nurse", NULL },
    { "nurse area:\"box -80 43 -79 44\"", "A drawn area" },
    { "area:\"box -80 43 -79 44\" -area:\"circle 43.65 -79.38 5km\"", "2 drawn areas" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *areas = atlas_query_dup_areas (cases[i].text);

      g_assert_cmpstr (areas, ==, cases[i].areas);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("ATLAS_NOW", NOW, TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/query/said/read", test_read);
  g_test_add_func ("/query/said/terms", test_terms);
  g_test_add_func ("/query/said/set", test_set);
  g_test_add_func ("/query/said/toggle", test_toggle);
  g_test_add_func ("/query/said/clear", test_clear);
  g_test_add_func ("/query/said/round-trip", test_round_trip);
  g_test_add_func ("/query/said/offered", test_offered);
  g_test_add_func ("/query/said/labels", test_labels);
  g_test_add_func ("/query/said/ranges", test_ranges);
  g_test_add_func ("/query/said/moving-days", test_moving_days);
  g_test_add_func ("/query/said/words", test_words);
  g_test_add_func ("/query/said/areas", test_areas);

  return g_test_run ();
}
