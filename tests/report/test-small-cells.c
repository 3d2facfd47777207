/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-small-cells.h"

#define MAX_CELLS  5
#define MAX_GROUPS 3

/* What one sees of a table. */
typedef struct
{
  gboolean hidden[MAX_CELLS];
  guint shown[MAX_CELLS]; /* 0 where hidden */
  AtlasSmallTotal groups[MAX_GROUPS];
  AtlasSmallTotal total;
} Page;

static void
publish (AtlasSmallCell *cells, guint n_cells, guint n_groups, guint smallest, Page *page)
{
  memset (page, 0, sizeof *page);
  page->total = atlas_small_cells_hide (cells, n_cells, smallest, page->groups, n_groups);
  for (guint i = 0; i < n_cells; i++)
    {
      page->hidden[i] = cells[i].hidden;
      page->shown[i] = cells[i].hidden ? 0 : cells[i].count;
    }
}

/* One who knows the page and how it is made tries every table that there can be: each hidden count must come
 * out as every value it could have, so that nothing is learnt of it. */
static void
attack (AtlasSmallCell *cells, guint n_cells, guint n_groups, guint smallest)
{
  AtlasSmallCell guess[MAX_CELLS];
  gboolean possible[MAX_CELLS][8] = { 0 };
  guint at[MAX_CELLS], n_hidden = 0, n_worlds = 1;
  Page page, other;

  publish (cells, n_cells, n_groups, smallest, &page);
  memcpy (guess, cells, n_cells * sizeof *cells);
  for (guint i = 0; i < n_cells; i++)
    if (page.hidden[i])
      {
        at[n_hidden++] = i;
        n_worlds *= smallest - 1;
      }

  for (guint world = 0; world < n_worlds; world++)
    {
      guint rest = world;

      for (guint h = 0; h < n_hidden; h++, rest /= smallest - 1)
        guess[at[h]].count = 1 + rest % (smallest - 1);
      publish (guess, n_cells, n_groups, smallest, &other);
      for (guint h = 0; memcmp (&page, &other, sizeof page) == 0 && h < n_hidden; h++)
        possible[at[h]][guess[at[h]].count] = TRUE;
    }

  for (guint h = 0; h < n_hidden; h++)
    for (guint value = 1; value < smallest; value++)
      if (!possible[at[h]][value])
        {
          for (guint i = 0; i < n_cells; i++)
            g_test_message ("cell %u of group %u: %u", i, cells[i].group, cells[i].count);
          g_error ("smallest %u: cell %u can't be %u", smallest, at[h], value);
        }
}

static void
test_attacker (void)
{
  static const guint counts[] = { 0, 1, 2, 3, 4, 7 };
  /* All in one group; in two; each alone; a group that is empty. */
  static const guint groups[][MAX_CELLS] = { { 0 }, { 0, 0, 0, 1, 1 }, { 0, 1, 1, 1, 2 }, { 0, 0, 2, 2, 2 } };
  AtlasSmallCell cells[MAX_CELLS];

  for (guint smallest = 3; smallest <= 5; smallest++)
    for (guint g = 0; g < G_N_ELEMENTS (groups); g++)
      for (guint table = 0; table < 6 * 6 * 6 * 6 * 6; table++)
        {
          guint rest = table;

          for (guint i = 0; i < MAX_CELLS; i++, rest /= 6)
            cells[i] = (AtlasSmallCell){ counts[rest % 6], groups[g][i], FALSE };
          attack (cells, MAX_CELLS, MAX_GROUPS, smallest);
        }
}

/* The true total lies in what is shown for it. */
static void
test_truth (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (guint run = 0; run < 2000; run++)
    {
      AtlasSmallCell cells[60];
      AtlasSmallTotal groups[3], total;
      guint64 sums[3] = { 0 };
      guint smallest = g_rand_int_range (random, 3, 20);

      for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
        {
          cells[i] =
            (AtlasSmallCell){ g_rand_int_range (random, 0, g_rand_boolean (random) ? 8 : 400), i % 3, FALSE };
          sums[i % 3] += cells[i].count;
        }
      total = atlas_small_cells_hide (cells, G_N_ELEMENTS (cells), smallest, groups, 3);
      for (guint i = 0; i < G_N_ELEMENTS (cells); i++)
        g_assert_cmpint (cells[i].hidden, ==, cells[i].count > 0 && cells[i].count < smallest);
      for (guint i = 0; i < 3; i++)
        {
          g_assert_cmpuint (groups[i].low, <=, sums[i]);
          g_assert_cmpuint (groups[i].high, >=, sums[i]);
        }
      g_assert_cmpuint (total.low, ==, groups[0].low + groups[1].low + groups[2].low);
      g_assert_cmpuint (total.high, ==, groups[0].high + groups[1].high + groups[2].high);
    }
}

static void
test_words (void)
{
  AtlasSmallCell one[] = { { 1200, 0 }, { 3, 0 }, { 0, 0 } };
  AtlasSmallCell two[] = { { 1200, 0 }, { 3, 0 }, { 2, 0 } };
  AtlasSmallTotal total = atlas_small_cells_hide (one, 3, 5, NULL, 1);
  g_autofree char *range = atlas_small_total_format (&total);
  g_autofree char *exact = NULL, *all = NULL, *hidden = atlas_small_cells_format_hidden (5);

  g_assert_cmpstr (range, ==, "1,201–1,204");
  total = atlas_small_cells_hide (two, 3, 5, NULL, 1);
  exact = atlas_small_total_format (&total);
  g_assert_cmpstr (exact, ==, "1,205");
  g_assert_cmpstr (hidden, ==, "<5");

  total = atlas_small_cells_hide (one, 3, 1, NULL, 1);
  all = atlas_small_total_format (&total);
  g_assert_false (one[1].hidden);
  g_assert_cmpstr (all, ==, "1,203");

  g_assert_true (atlas_small_cells_is_valid (1));
  g_assert_false (atlas_small_cells_is_valid (2));
  g_assert_false (atlas_small_cells_is_valid (0));
  g_assert_false (atlas_small_cells_is_valid (-5));
}

static void
test_shares (void)
{
  /* Of 4 people nothing is told, of none that it is none. */
  g_assert_true (atlas_small_cells_hides_share (4, 2, 5));
  g_assert_false (atlas_small_cells_hides_share (0, 0, 5));
  /* 8 people: 3 women, 3 men. */
  g_assert_true (atlas_small_cells_hides_share (8, 3, 5));
  g_assert_true (atlas_small_cells_hides_share (8, 5, 5));
  g_assert_false (atlas_small_cells_hides_share (10, 5, 5));
  g_assert_false (atlas_small_cells_hides_share (8, 8, 5));
  g_assert_true (atlas_small_cells_hides_share (3, 0, 5));
  g_assert_false (atlas_small_cells_hides_share (5, 0, 5));
  g_assert_false (atlas_small_cells_hides_share (3, 1, 1));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/small-cells/attacker", test_attacker);
  g_test_add_func ("/small-cells/truth", test_truth);
  g_test_add_func ("/small-cells/words", test_words);
  g_test_add_func ("/small-cells/shares", test_shares);
  return g_test_run ();
}
