/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-pair-shading.h"

#include <math.h>
#include <string.h>

typedef struct
{
  AtlasShadingRule rule;
  double values[12];
  guint n_values;
  const char *expected; /* "low..high(how many)", "<" before those below the middle */
} Case;

#define RULE(how, n) .rule = { .breaks = ATLAS_BREAKS_##how, .max_classes = n }

static const Case cases[] = {
  /* Nothing, one value, equal values: never a class too many. */
  { RULE (NATURAL, 5), { 0 }, 0, "" },
  { RULE (NATURAL, 5), { NAN, NAN }, 2, "" },
  { RULE (ROUND, 5), { 42.5 }, 1, "42.5..42.5(1)" },
  { RULE (QUANTILE, 5), { 7, 7, 7, 7 }, 4, "7..7(4)" },
  { RULE (EQUAL, 5), { 7, 7, 7 }, 3, "7..7(3)" },
  { RULE (LOGARITHMIC, 5), { 1, 1 }, 2, "1..1(2)" },
  { .rule = { .breaks = ATLAS_BREAKS_ROUND, .max_classes = 5, .counts = TRUE }, { 0, 0, 1 }, 3, "1..1(1)" },
  /* As many in each, but equal values stay together. */
  { RULE (QUANTILE, 3), { 6, 1, 5, 2, 4, 3 }, 6, "1..2(2) 3..4(2) 5..6(2)" },
  { RULE (QUANTILE, 2), { 1, 1, 1, 1, 2, 3 }, 6, "1..1(4) 2..3(2)" },
  /* Least deviation within: the three heaps. */
  { RULE (NATURAL, 3), { 1, 2, 1.5, 50, 51, 900, 901, 899 }, 8, "1..2(3) 50..51(2) 899..901(3)" },
  { RULE (NATURAL, 5), { 1, 2 }, 2, "1..1(1) 2..2(1)" },
  { RULE (EQUAL, 4), { 0, 10, 20, 39, 40 }, 5, "0..0(1) 10..10(1) 20..20(1) 39..40(2)" },
  /* An empty class is left out. */
  { RULE (EQUAL, 4), { 0, 1, 40 }, 3, "0..1(2) 40..40(1)" },
  { RULE (LOGARITHMIC, 3), { 1, 9, 11, 99, 101, 1000 }, 6, "1..9(2) 11..99(2) 101..1000(2)" },
  { RULE (LOGARITHMIC, 2), { 0, 4, 10 }, 3, "0..4(2) 10..10(1)" },
  { .rule = { .breaks = ATLAS_BREAKS_OWN, .max_classes = 5, .own = { 10, 100 }, .n_own = 2 },
    { 9, 10, 99, 100, 3 },
    5,
    "3..10(2) 10..100(2) 100..100(1)" },
  /* The limits that somebody set are the ones that the legend tells, also where no value comes near. */
  { .rule = { .breaks = ATLAS_BREAKS_OWN,
              .max_classes = 5,
              .counts = TRUE,
              .own = { 10, 50, 1000 },
              .n_own = 3 },
    { 0, 57, 605, 9, 3 },
    5,
    "3..9(2) 50..999(2)" },
  { .rule = { .breaks = ATLAS_BREAKS_OWN,
              .max_classes = 5,
              .counts = TRUE,
              .own = { 9.5, 1000 },
              .n_own = 2 },
    { 9, 10, 4158 },
    3,
    "9..9(1) 10..999(1) 1000..4158(1)" },
  { .rule = { .breaks = ATLAS_BREAKS_OWN, .max_classes = 5, .whole = TRUE, .own = { 30, 40 }, .n_own = 2 },
    { 21.5, 30, 39.5, 41 },
    4,
    "21.5..29(1) 30..39(2) 40..41(1)" },
  /* Told in whole numbers no limit is that of two classes, unless it is itself a value. */
  { .rule = { .breaks = ATLAS_BREAKS_ROUND, .max_classes = 5, .whole = TRUE },
    { 25, 34.5, 35, 44, 51 },
    5,
    "20..29(1) 30..39(2) 40..49(1) 50..59(1)" },
  { .rule = { .breaks = ATLAS_BREAKS_ROUND, .max_classes = 5, .whole = TRUE },
    { 34, 34.5, 36 },
    3,
    "34..34(2) 35..36(1)" },
  /* Not reached: all shades but one for where somebody is left to reach. */
  { .rule = { .breaks = ATLAS_BREAKS_EQUAL, .max_classes = 4, .diverging = TRUE, .one_sided = TRUE },
    { -9, -5, -4, -3, -2, 3, 60, 100 },
    8,
    "<-9..-2(5) 3..3(1) 60..60(1) 100..100(1)" },
  /* Round limits stand for the values. */
  { RULE (ROUND, 5), { 41, 47.5, 52, 58.9 }, 4, "40..45(1) 45..50(1) 50..55(1) 55..60(1)" },
  /* Two classes meet in the middle, and each side has one at least. */
  { .rule = { .breaks = ATLAS_BREAKS_ROUND, .max_classes = 4, .diverging = TRUE, .middle = 50 },
    { 42, 48, 51, 57, 58, 59 },
    6,
    "<42..48(2) 50..55(1) 55..60(3)" },
  /* One class there is room for is one class, across whatever round number. */
  { .rule = { .breaks = ATLAS_BREAKS_ROUND, .max_classes = 4, .diverging = TRUE, .middle = 50 },
    { 39, 41, 51, 57, 58, 59 },
    6,
    "<39..41(2) 50..55(1) 55..60(3)" },
  { .rule = { .breaks = ATLAS_BREAKS_EQUAL, .max_classes = 2, .diverging = TRUE, .middle = 0 },
    { -5, 1, 2, 3, 4 },
    5,
    "<-5..-5(1) 1..4(4)" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AtlasShade shades[ATLAS_SHADES_MAX];
      guint n = atlas_shading_classify (&cases[i].rule, cases[i].values, cases[i].n_values, shades);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint k = 0; k < n; k++)
        g_string_append_printf (found, "%s%s%g..%g(%u)", k > 0 ? " " : "", shades[k].below ? "<" : "",
                                shades[k].low, shades[k].high, shades[k].n_values);
      g_assert_cmpstr (found->str, ==, cases[i].expected);
    }
}

/* Whatever the values and the rule: no class is empty, and each value is found where it was counted. */
static void
test_properties (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint round = 0; round < 4000; round++)
    {
      AtlasShadingRule rule = {
        .breaks = round % ATLAS_BREAKS_OWN,
        .max_classes = (guint) g_rand_int_range (random, 1, ATLAS_SHADES_MAX + 1),
        .counts = g_rand_boolean (random),
        .diverging = g_rand_boolean (random),
        .middle = 10,
      };
      double values[60];
      guint n_values = (guint) g_rand_int_range (random, 0, G_N_ELEMENTS (values));
      guint n_known = 0, found[ATLAS_SHADES_MAX] = { 0 };
      AtlasShade shades[ATLAS_SHADES_MAX];
      guint n;

      for (guint i = 0; i < n_values; i++)
        {
          values[i] = rule.counts ? g_rand_int_range (random, 0, 40) : g_rand_double_range (random, -20, 90);
          if (g_rand_int_range (random, 0, 8) == 0)
            values[i] = NAN;
          n_known += !isnan (values[i]) && !(rule.counts && values[i] == 0);
        }
      n = atlas_shading_classify (&rule, values, n_values, shades);
      g_assert_cmpuint (n, <=, ATLAS_SHADES_MAX);
      for (guint i = 0; i < n_values; i++)
        {
          int shade = atlas_shading_find (&rule, shades, n, values[i]);

          if (shade >= 0)
            found[shade]++;
        }
      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpuint (shades[i].n_values, >, 0);
          g_assert_cmpuint (found[i], ==, shades[i].n_values);
          g_assert_cmpfloat (shades[i].low, <=, shades[i].high);
          g_assert_true (shades[i].below == (rule.diverging && shades[i].low < rule.middle));
          if (i > 0)
            g_assert_cmpfloat (shades[i - 1].high, <=, shades[i].low);
          n_known -= found[i];
        }
      g_assert_cmpuint (n_known, ==, 0);
    }
}

/* Fisher's exact answer is no worse than any other way to part the values into as many classes. */
static double
get_deviation (const double *values, guint from, guint to)
{
  double mean = 0, sum = 0;

  for (guint i = from; i < to; i++)
    mean += values[i] / (to - from);
  for (guint i = from; i < to; i++)
    sum += (values[i] - mean) * (values[i] - mean);
  return sum;
}

static void
test_natural (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (11);

  for (guint round = 0; round < 300; round++)
    {
      const AtlasShadingRule rule = { .breaks = ATLAS_BREAKS_NATURAL, .max_classes = 3 };
      AtlasShade shades[ATLAS_SHADES_MAX];
      double values[9], best = INFINITY, got = 0;
      guint n = G_N_ELEMENTS (values), from = 0;

      values[0] = g_rand_double (random);
      for (guint i = 1; i < n; i++)
        values[i] = values[i - 1] + g_rand_double (random) * g_rand_double (random) * 10;
      for (guint a = 1; a < n; a++)
        for (guint b = a + 1; b < n; b++)
          best = MIN (best, get_deviation (values, 0, a) + get_deviation (values, a, b) +
                              get_deviation (values, b, n));
      g_assert_cmpuint (atlas_shading_classify (&rule, values, n, shades), ==, 3);
      for (guint i = 0; i < 3; i++)
        {
          got += get_deviation (values, from, from + shades[i].n_values);
          from += shades[i].n_values;
        }
      g_assert_cmpfloat_with_epsilon (got, best, 1e-9);
    }
}

static void
test_names (void)
{
  for (guint i = 0; i < ATLAS_N_BREAKS; i++)
    g_assert_cmpint (atlas_breaks_find (atlas_breaks_get_name (i)), ==, i);
  g_assert_cmpint (atlas_breaks_find ("jenks"), ==, -1);
}

static double
get_luminance (const double rgb[3])
{
  return 0.2126 * pow (rgb[0], 2.2) + 0.7152 * pow (rgb[1], 2.2) + 0.0722 * pow (rgb[2], 2.2);
}

/* The further from the middle the deeper (on the dark map the brighter), and the sides differ in hue. */
/* The strongest colour is that of the uppermost, however many classes there are on either side; below the
 * middle it is pale. */
static void
test_one_sided_colors (void)
{
  const AtlasShadingRule rule = { .diverging = TRUE, .one_sided = TRUE }, plain = { .diverging = FALSE };
  const AtlasShade shades[] = { { -9, -1, 5, TRUE }, { 1, 9, 2, FALSE }, { 10, 99, 1, FALSE } };
  const AtlasShade four[4] = { { 0 } };

  for (guint dark = 0; dark < 2; dark++)
    for (guint n = 2; n <= 3; n++)
      {
        double rgb[3], pale[3], strongest[3];

        atlas_shading_get_color (&plain, four, 4, 3, dark, strongest);
        atlas_shading_get_color (&rule, shades, n, n - 1, dark, rgb);
        for (guint k = 0; k < 3; k++)
          g_assert_cmpfloat (rgb[k], ==, strongest[k]);
        atlas_shading_get_color (&rule, shades, n, 0, dark, pale);
        g_assert_true (dark ? pale[0] < 0.6 : pale[0] > 0.85);
      }
}

/* However many classes fall on either side: no two have the same colour, and on its side each is the deeper
 * (on the dark map the brighter) the further it is from the middle. */
static void
test_steps_apart (void)
{
  for (guint kind = 0; kind < 4; kind++)
    for (guint n = 2; n <= ATLAS_SHADES_MAX; n++)
      for (guint n_below = 0; n_below <= n; n_below++)
        {
          const AtlasShadingRule rule = { .diverging = TRUE, .one_sided = kind / 2 };
          AtlasShade shades[ATLAS_SHADES_MAX] = { { 0 } };
          double before[3] = { 0 }, rgb[3];

          for (guint i = 0; i < n; i++)
            shades[i].below = i < n_below;
          for (guint i = 0; i < n; i++)
            {
              gboolean dark = kind % 2, rising = i >= n_below;

              atlas_shading_get_color (&rule, shades, n, i, dark, rgb);
              if (i > 0 && i != n_below)
                g_assert_cmpfloat ((get_luminance (rgb) - get_luminance (before)) * (rising == dark ? 1 : -1),
                                   >, 0.01);
              memcpy (before, rgb, sizeof rgb);
            }
        }
}

static void
test_diverging_colors (void)
{
  const AtlasShadingRule rule = { .diverging = TRUE };
  const AtlasShade shades[6] = { { .below = TRUE }, { .below = TRUE }, { .below = TRUE }, { 0 } };

  for (guint dark = 0; dark <= 1; dark++)
    {
      double rgb[6][3];

      for (guint i = 0; i < 6; i++)
        atlas_shading_get_color (&rule, shades, 6, i, dark, rgb[i]);
      for (guint i = 0; i < 2; i++)
        {
          g_assert_true ((get_luminance (rgb[i]) < get_luminance (rgb[i + 1])) == !dark);
          g_assert_true ((get_luminance (rgb[5 - i]) < get_luminance (rgb[4 - i])) == !dark);
        }
      for (guint i = 0; i < 3; i++)
        {
          g_assert_cmpfloat (rgb[i][0], >, rgb[i][2]);
          g_assert_cmpfloat (rgb[5 - i][0], <, rgb[5 - i][2]);
        }
    }
}

/* Thirds of what is not zero, equal counts together; fewer than three are as far apart as can be. */
static void
test_pairs (void)
{
  const double counts[] = { 0, 1, 2, 3, 4, 5, 6, NAN };
  const double two[] = { 5, 5, 5, 5, 9, 0 };
  const double one[] = { 7, 7 };
  AtlasPairAxis axis;

  atlas_pair_axis_init (&axis, counts, G_N_ELEMENTS (counts));
  g_assert_true (axis.has_zero);
  for (guint i = 0; i < 7; i++)
    g_assert_cmpuint (atlas_pair_axis_find (&axis, counts[i]), ==, i == 0 ? 0 : (i - 1) / 2);
  g_assert_cmpfloat (axis.low[0], ==, 0);
  g_assert_cmpfloat (axis.high[2], ==, 6);
  /* Between two classes a count belongs to the lower one. */
  g_assert_cmpuint (atlas_pair_axis_find (&axis, 100), ==, 2);

  atlas_pair_axis_init (&axis, two, G_N_ELEMENTS (two));
  g_assert_cmpuint (atlas_pair_axis_find (&axis, 5), ==, 0);
  g_assert_cmpuint (atlas_pair_axis_find (&axis, 9), ==, 2);
  g_assert_false (atlas_pair_axis_has (&axis, 1));

  atlas_pair_axis_init (&axis, one, G_N_ELEMENTS (one));
  g_assert_cmpuint (atlas_pair_axis_find (&axis, 7), ==, 2);
  g_assert_false (atlas_pair_axis_has (&axis, 0));
  atlas_pair_axis_lower (&axis, 1);
  g_assert_true (atlas_pair_axis_has (&axis, 0));
  g_assert_cmpuint (atlas_pair_axis_find (&axis, 7), ==, 2);

  atlas_pair_axis_init (&axis, NULL, 0);
  g_assert_cmpuint (atlas_pair_axis_find (&axis, 0), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/shading/cases", test_cases);
  g_test_add_func ("/shading/properties", test_properties);
  g_test_add_func ("/shading/natural", test_natural);
  g_test_add_func ("/shading/names", test_names);
  g_test_add_func ("/shading/one-sided-colors", test_one_sided_colors);
  g_test_add_func ("/shading/steps-apart", test_steps_apart);
  g_test_add_func ("/shading/diverging-colors", test_diverging_colors);

  g_test_add_func ("/shading/pairs", test_pairs);

  return g_test_run ();
}
