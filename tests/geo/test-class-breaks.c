/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-class-breaks.h"

#define MAX_VALUES 40

typedef struct
{
  guint values[MAX_VALUES];
  guint n_values;
  guint max_classes;
  const char *expected; /* "low-high(how many)" with spaces between */
} Case;

static const Case cases[] = {
  { { 0 }, 0, 5, "" },
  { { 0, 0, 0 }, 3, 5, "" },
  { { 1 }, 1, 5, "1-1(1)" },
  { { 0, 7, 0, 7, 7 }, 5, 5, "7-7(3)" },
  { { 2, 1 }, 2, 5, "1-1(1) 2-2(1)" },
  { { 9, 3, 3 }, 3, 5, "3-4(2) 5-9(1)" },
  { { 1, 2, 3, 4, 5 }, 5, 5, "1-1(1) 2-2(1) 3-3(1) 4-4(1) 5-5(1)" },
  /* One huge region: the small ones do not all fall in with each other because of it. */
  { { 1, 1, 1, 1, 250000 }, 5, 5, "1-999(4) 1000-250000(1)" },
  { { 5, 12, 40, 90, 250000 }, 5, 5, "5-9(1) 10-19(1) 20-49(1) 50-9999(1) 10000-250000(1)" },
  /* Between two powers of ten the series 1-2-5 is too coarse. */
  { { 400, 420, 510, 560, 610, 640, 700, 720, 750, 810, 890 },
    11,
    5,
    "400-499(2) 500-599(2) 600-699(2) 700-799(3) 800-890(2)" },
  /* Round numbers can not part these, and need not. */
  { { 1001, 1002, 1003 }, 3, 5, "1001-1003(3)" },
  { { 4294967295u, 1, 4000000000u }, 3, 5, "1-99999(1) 100000-4294967295(2)" },
  { { 4212, 1033, 520, 310, 150, 90, 80, 40, 30, 22, 12, 9, 8, 5, 3, 2, 1, 1, 1, 0, 0 },
    21,
    5,
    "1-4(5) 5-19(4) 20-99(5) 100-999(3) 1000-4212(2)" },
  { { 10, 100, 1000 }, 3, 1, "10-1000(3)" },
  { { 10, 200, 1000 }, 3, 2, "10-99(1) 100-1000(2)" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      AtlasClassBreak classes[ATLAS_CLASS_BREAKS_MAX];
      guint n = atlas_class_breaks (cases[i].values, cases[i].n_values, cases[i].max_classes, classes);
      g_autoptr (GString) found = g_string_new (NULL);

      for (guint k = 0; k < n; k++)
        g_string_append_printf (found, "%s%u-%u(%u)", k > 0 ? " " : "", classes[k].low, classes[k].high,
                                classes[k].n_values);
      g_assert_cmpstr (found->str, ==, cases[i].expected);
    }
}

/* Whatever the values: classes meet without a gap, none is empty, each value is found where it was counted.
 */
static void
test_properties (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261124);

  for (guint round = 0; round < 2000; round++)
    {
      guint values[MAX_VALUES];
      guint counts[ATLAS_CLASS_BREAKS_MAX] = { 0 };
      AtlasClassBreak classes[ATLAS_CLASS_BREAKS_MAX];
      guint n_values = g_rand_int_range (rand, 1, MAX_VALUES + 1);
      guint max_classes = g_rand_int_range (rand, 1, ATLAS_CLASS_BREAKS_MAX + 1);
      guint n, n_zero = 0, sum = 0;

      for (guint i = 0; i < n_values; i++)
        {
          /* Of every order of magnitude. */
          values[i] = g_rand_int (rand) >> g_rand_int_range (rand, 0, 33) % 32;
          if (g_rand_int_range (rand, 0, 10) == 0)
            values[i] = 0;
          n_zero += values[i] == 0;
        }

      n = atlas_class_breaks (values, n_values, max_classes, classes);
      g_assert_cmpuint (n, <=, max_classes);
      g_assert_true ((n == 0) == (n_zero == n_values));
      for (guint k = 0; k < n; k++)
        {
          g_assert_cmpuint (classes[k].low, <=, classes[k].high);
          g_assert_cmpuint (classes[k].n_values, >, 0);
          if (k > 0)
            g_assert_cmpuint (classes[k].low, ==, classes[k - 1].high + 1);
          sum += classes[k].n_values;
        }
      g_assert_cmpuint (sum + n_zero, ==, n_values);

      for (guint i = 0; i < n_values; i++)
        {
          int k = atlas_class_breaks_find (classes, n, values[i]);

          if (values[i] == 0)
            {
              g_assert_cmpint (k, ==, -1);
              continue;
            }
          g_assert_cmpint (k, >=, 0);
          g_assert_cmpuint (values[i], >=, classes[k].low);
          g_assert_cmpuint (values[i], <=, classes[k].high);
          counts[k]++;
        }
      for (guint k = 0; k < n; k++)
        g_assert_cmpuint (counts[k], ==, classes[k].n_values);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/class-breaks/cases", test_cases);
  g_test_add_func ("/class-breaks/properties", test_properties);
  return g_test_run ();
}
