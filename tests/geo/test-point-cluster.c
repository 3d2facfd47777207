/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drawn-points.h"

static void
test_level_for_zoom (void)
{
  static const struct
  {
    double zoom, pixels;
    guint level;
  } pairs[] = {
    { 0, 256, 0 },  { 0, 64, 2 },   { 3, 64, 5 },  { 12, 64, 14 },
    { 4.4, 64, 6 }, { 4.6, 64, 7 }, { -5, 64, 0 }, { 40, 64, 24 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    g_assert_cmpuint (atlas_point_set_level_for_zoom (pairs[i].zoom, pairs[i].pixels), ==, pairs[i].level);
}

/* What growing and parting smoothly relies on. */
static void
test_nesting (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (5);
  g_autoptr (GHashTable) members = drawn_members_new (rand, SPREAD_TOWNS, 4000, 1);
  g_autoptr (AtlasPointIndex) index = drawn_members_index (members);
  g_autoptr (AtlasPointSet) set = atlas_point_set_new (index, NULL);

  for (guint level = 0; level < 22; level++)
    {
      g_autoptr (GArray) coarse = atlas_point_set_list_clusters (set, level, 0, 0, 1, 1, FALSE);
      g_autoptr (GArray) fine = atlas_point_set_list_clusters (set, level + 1, 0, 0, 1, 1, FALSE);
      guint at = 0;

      for (guint i = 0; i < coarse->len; i++)
        {
          const AtlasCluster *parent = &g_array_index (coarse, AtlasCluster, i);
          guint sum = 0;

          while (at < fine->len && g_array_index (fine, AtlasCluster, at).cell >> 2 == parent->cell)
            sum += g_array_index (fine, AtlasCluster, at++).members;
          g_assert_cmpuint (sum, ==, parent->members);
        }
      g_assert_cmpuint (at, ==, fine->len);
    }
}

/* The rows of all cells are the rows of the set, each once. */
static void
test_rows (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (9);
  g_autoptr (GHashTable) members = drawn_members_new (rand, SPREAD_TOWNS, 4000, 1);
  g_autoptr (AtlasPointIndex) index = drawn_members_index (members);
  guint n_points = atlas_point_index_get_n_points (index);
  AtlasBitset *some = atlas_bitset_new (n_points);
  g_autoptr (AtlasPointSet) set = NULL;

  for (guint row = 0; row < n_points; row += 3)
    atlas_bitset_set (some, row);
  set = atlas_point_set_new (index, some);

  for (guint level = 0; level <= 24; level += 4)
    {
      g_autoptr (GArray) clusters = atlas_point_set_list_clusters (set, level, 0, 0, 1, 1, FALSE);
      g_autoptr (AtlasBitset) seen = atlas_bitset_new (n_points);

      for (guint i = 0; i < clusters->len; i++)
        {
          const AtlasCluster *cluster = &g_array_index (clusters, AtlasCluster, i);
          g_autoptr (GArray) rows = atlas_point_set_list_rows (set, cluster->level, cluster->cell);

          g_assert_cmpuint (rows->len, ==, cluster->members);
          g_assert_cmpuint (g_array_index (rows, guint, 0), ==, cluster->row);
          for (guint k = 0; k < rows->len; k++)
            {
              guint row = g_array_index (rows, guint, k);

              g_assert_cmpuint (row % 3, ==, 0);
              g_assert_false (atlas_bitset_get (seen, row));
              atlas_bitset_set (seen, row);
            }
        }
      g_assert_cmpuint (atlas_bitset_count (seen), ==, atlas_point_set_get_n_placed (set));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/point-cluster/level-for-zoom", test_level_for_zoom);
  g_test_add_func ("/point-cluster/nesting", test_nesting);
  g_test_add_func ("/point-cluster/rows", test_rows);

  return g_test_run ();
}
