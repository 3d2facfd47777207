/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "atlas-distance.h"
#include "atlas-mercator.h"
#include "atlas-point-area.h"
#include "drawn-points.h"

/* The index and its sets against the plainest possible count over the same members. */

static gboolean
is_placed (const AtlasPoint *point)
{
  return isfinite (point->x) && isfinite (point->y);
}

/* Equal but for the position, which the index keeps to a centimetre. */
static void
assert_same_point (const AtlasPoint *expected, const AtlasPoint *found)
{
  AtlasPoint a = *expected;
  AtlasPoint b = *found;

  g_assert_cmpint (is_placed (&a), ==, is_placed (&b));
  if (is_placed (&a))
    {
      g_assert_cmpuint (atlas_point_quantise (a.x), ==, atlas_point_quantise (b.x));
      g_assert_cmpuint (atlas_point_quantise (a.y), ==, atlas_point_quantise (b.y));
    }
  a.x = a.y = b.x = b.y = 0;
  /* Up to the last field: padding is nobody's. */
  g_assert_cmpmem (&a, G_STRUCT_OFFSET (AtlasPoint, has) + 1, &b, G_STRUCT_OFFSET (AtlasPoint, has) + 1);
}

static guint64
morton (guint32 x, guint32 y)
{
  guint64 key = 0;

  for (guint bit = 0; bit < 32; bit++)
    key |= (guint64) (x >> bit & 1) << (2 * bit) | (guint64) (y >> bit & 1) << (2 * bit + 1);
  return key;
}

/* @members: by id; the index must hold exactly these, in order. */
static void
assert_index (AtlasPointIndex *index, GHashTable *members)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (index);
  GHashTableIter iter;
  gpointer value;
  guint n_placed = 0;

  g_assert_cmpuint (atlas_point_index_get_n_points (index), ==, g_hash_table_size (members));
  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const AtlasPoint *member = value;
      AtlasPoint found;
      guint row;

      g_assert_true (atlas_point_index_find (index, member->id, &row));
      g_assert_cmpint (atlas_point_index_get_id (index, row), ==, member->id);
      g_assert_cmpint (row < columns->n_placed, ==, is_placed (member));
      atlas_point_index_get_point (index, row, &found);
      assert_same_point (member, &found);
      n_placed += is_placed (member);
    }
  g_assert_cmpuint (atlas_point_index_get_n_placed (index), ==, n_placed);

  for (guint row = 1; row < columns->n_points; row++)
    {
      guint64 before = row < n_placed ? morton (columns->x[row - 1], columns->y[row - 1]) : 0;
      guint64 after = row < n_placed ? morton (columns->x[row], columns->y[row]) : 0;

      if (row == n_placed)
        continue;
      g_assert_true (before < after || (before == after && columns->ids[row - 1] < columns->ids[row]));
    }
}

static void
count (AtlasPointCount *counted, guint sex)
{
  counted->members++;
  counted->by_sex[sex]++;
}

static void
assert_count (const AtlasPointCount *expected, const AtlasPointCount *found)
{
  g_assert_cmpmem (expected, sizeof *expected, found, sizeof *found);
}

static void
assert_groups (GArray *groups, const AtlasPointCount *expected, guint n_expected)
{
  guint n = 0;

  for (guint key = 0; key < n_expected; key++)
    n += expected[key].members > 0;
  g_assert_cmpuint (groups->len, ==, n);
  for (guint i = 0; i < groups->len; i++)
    {
      const AtlasPointGroup *group = &g_array_index (groups, AtlasPointGroup, i);

      g_assert_cmpuint (group->key, <, n_expected);
      assert_count (&expected[group->key], &group->count);
      if (i > 0)
        {
          const AtlasPointGroup *before = &g_array_index (groups, AtlasPointGroup, i - 1);

          g_assert_true (before->count.members > group->count.members ||
                         (before->count.members == group->count.members && before->key < group->key));
        }
    }
}

static void
assert_profile (AtlasPointSet *set, int region)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (atlas_point_set_get_index (set));
  const AtlasBitset *rows = atlas_point_set_get_rows (set);
  g_autoptr (AtlasProfile) profile = atlas_point_set_profile (set, region, 2026);
  AtlasProfile expected = { 0 };
  g_autofree AtlasPointCount *places = g_new0 (AtlasPointCount, 4096);

  for (guint row = 0; row < columns->n_points; row++)
    {
      int age = 2026 - columns->birth_year[row];
      guint group;

      if ((rows != NULL && !atlas_bitset_get (rows, row)) || (region >= 0 && columns->region[row] != region))
        continue;
      count (&expected.count, columns->sex[row]);
      expected.by_sector[columns->sector[row] ? columns->sector[row] - 'A' + 1 : 0]++;
      expected.by_education[columns->education[row] <= 8 ? columns->education[row] : 9]++;
      group = columns->birth_year[row] == 0 ? 7
              : age < 18                    ? 0
              : age < 25                    ? 1
              : age < 35                    ? 2
              : age < 45                    ? 3
              : age < 55                    ? 4
              : age < 65                    ? 5
                                            : 6;
      expected.by_age[group]++;
      expected.by_age_sex[group][columns->sex[row] <= 4 ? columns->sex[row] : 0]++;
      if (columns->occupation[row] / 0x1000 < 10 && columns->occupation[row] / 0x100 % 0x10 < 10)
        expected
          .by_occupation[columns->occupation[row] / 0x1000 * 10 + columns->occupation[row] / 0x100 % 0x10]++;
      for (guint i = 0; i < 64; i++)
        expected.by_language[i] += columns->languages[row] >> i & 1;
      for (guint i = 0; i < 16; i++)
        expected.by_interest[i] += columns->interests[row] >> i & 1;
      for (guint i = 0; i < 3; i++)
        expected.by_consent[i] += columns->consents[row] >> i & 1;
      if (columns->place[row] != ATLAS_POINT_NO_PLACE)
        count (&places[columns->place[row]], columns->sex[row]);
    }

  assert_count (&expected.count, &profile->count);
  g_assert_cmpmem (expected.by_sector, sizeof expected.by_sector, profile->by_sector,
                   sizeof profile->by_sector);
  g_assert_cmpmem (expected.by_education, sizeof expected.by_education, profile->by_education,
                   sizeof profile->by_education);
  g_assert_cmpmem (expected.by_age, sizeof expected.by_age, profile->by_age, sizeof profile->by_age);
  g_assert_cmpmem (expected.by_age_sex, sizeof expected.by_age_sex, profile->by_age_sex,
                   sizeof profile->by_age_sex);
  g_assert_cmpmem (expected.by_occupation, sizeof expected.by_occupation, profile->by_occupation,
                   sizeof profile->by_occupation);
  g_assert_cmpmem (expected.by_language, sizeof expected.by_language, profile->by_language,
                   sizeof profile->by_language);
  g_assert_cmpmem (expected.by_interest, sizeof expected.by_interest, profile->by_interest,
                   sizeof profile->by_interest);
  g_assert_cmpmem (expected.by_consent, sizeof expected.by_consent, profile->by_consent,
                   sizeof profile->by_consent);
  assert_groups (profile->places, places, 4096);
}

static void
assert_counts (AtlasPointSet *set)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (atlas_point_set_get_index (set));
  const AtlasBitset *rows = atlas_point_set_get_rows (set);
  const AtlasPointCount *found = atlas_point_set_get_regions (set);
  g_autofree AtlasPointCount *regions = g_new0 (AtlasPointCount, 256);
  g_autofree AtlasPointCount *countries = g_new0 (AtlasPointCount, G_MAXUINT16 + 1);
  g_autofree AtlasPointCount *places = g_new0 (AtlasPointCount, 4096);
  g_autoptr (GArray) country_groups = atlas_point_set_list_countries (set);
  g_autoptr (GArray) place_groups = atlas_point_set_list_places (set);
  AtlasPointCount total = { 0 };
  guint n_placed = 0;

  for (guint row = 0; row < columns->n_points; row++)
    {
      if (rows != NULL && !atlas_bitset_get (rows, row))
        continue;
      n_placed += row < columns->n_placed;
      count (&total, columns->sex[row]);
      count (&regions[columns->region[row]], columns->sex[row]);
      if (columns->country[row] != 0)
        count (&countries[columns->country[row]], columns->sex[row]);
      if (columns->place[row] != ATLAS_POINT_NO_PLACE)
        count (&places[columns->place[row]], columns->sex[row]);
    }

  assert_count (&total, atlas_point_set_get_total (set));
  g_assert_cmpuint (atlas_point_set_get_n_placed (set), ==, n_placed);
  for (guint region = 0; region < 256; region++)
    assert_count (&regions[region], &found[region]);
  assert_groups (country_groups, countries, G_MAXUINT16 + 1);
  assert_groups (place_groups, places, 4096);
}

/* One cell as the plain count finds it. */
typedef struct
{
  guint64 key;
  double x, y;
  guint members;
  guint first;
} Cell;

static gboolean
in_interval (guint32 value, guint32 from, guint32 to)
{
  return from <= to ? value >= from && value <= to : value >= from || value <= to;
}

static void
assert_clusters (
  AtlasPointSet *set, guint level, double west, double north, double east, double south, gboolean exact)
{
  const AtlasPointColumns *columns = atlas_point_index_get_columns (atlas_point_set_get_index (set));
  const AtlasBitset *rows = atlas_point_set_get_rows (set);
  guint32 w = atlas_point_quantise (west);
  guint32 n = atlas_point_quantise (north);
  guint32 e = atlas_point_quantise (east);
  guint32 s = atlas_point_quantise (south);
  g_autoptr (GArray) clusters = atlas_point_set_list_clusters (set, level, west, north, east, south, exact);
  g_autoptr (GHashTable) cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr (GHashTable) meeting = g_hash_table_new (g_int64_hash, g_int64_equal);
  guint effective = MIN (level, 24);

  for (guint row = 0; row < columns->n_placed; row++)
    {
      guint64 key = effective == 0 ? 0 : morton (columns->x[row], columns->y[row]) >> (64 - 2 * effective);
      gboolean inside = in_interval (columns->x[row], w, e) && columns->y[row] >= n && columns->y[row] <= s;
      Cell *cell;

      if ((rows != NULL && !atlas_bitset_get (rows, row)) || (exact && !inside))
        continue;
      cell = g_hash_table_lookup (cells, &key);
      if (cell == NULL)
        {
          cell = g_new0 (Cell, 1);
          cell->key = key;
          cell->first = row;
          g_hash_table_insert (cells, &cell->key, cell);
        }
      cell->members++;
      cell->x += atlas_point_unquantise (columns->x[row]);
      cell->y += atlas_point_unquantise (columns->y[row]);
      if (inside)
        g_hash_table_add (meeting, &cell->key);
    }

  for (guint i = 0; i < clusters->len; i++)
    {
      const AtlasCluster *cluster = &g_array_index (clusters, AtlasCluster, i);
      const Cell *cell = g_hash_table_lookup (cells, &cluster->cell);

      g_assert_nonnull (cell);
      g_assert_cmpuint (cluster->level, ==, effective);
      g_assert_cmpuint (cluster->members, ==, cell->members);
      g_assert_cmpuint (cluster->row, ==, cell->first);
      g_assert_cmpfloat_with_epsilon (cluster->x, cell->x / cell->members, 1e-9);
      g_assert_cmpfloat_with_epsilon (cluster->y, cell->y / cell->members, 1e-9);
      g_hash_table_remove (meeting, &cluster->cell);
      g_hash_table_remove (cells, &cluster->cell);
    }
  /* Nobody in the box is left out; when exact, nobody else is counted either. */
  g_assert_cmpuint (g_hash_table_size (meeting), ==, 0);
  if (exact)
    g_assert_cmpuint (g_hash_table_size (cells), ==, 0);
}

static void
assert_set (AtlasPointIndex *index, AtlasBitset *rows, GRand *rand)
{
  g_autoptr (AtlasPointSet) set = atlas_point_set_new (index, rows);

  assert_counts (set);
  assert_profile (set, -1);
  assert_profile (set, 3);
  assert_profile (set, ATLAS_POINT_NO_REGION);
  for (guint level = 0; level < 27; level++)
    {
      double x = 0.28 + g_rand_double (rand) * 0.015;
      double y = 0.35 + g_rand_double (rand) * 0.015;

      assert_clusters (set, level, 0, 0, 1, 1, TRUE);
      assert_clusters (set, level, 0, 0, 1, 1, FALSE);
      assert_clusters (set, level, x, y, x + 0.003, y + 0.002, TRUE);
      assert_clusters (set, level, x, y, x + 0.003, y + 0.002, FALSE);
      assert_clusters (set, level, g_rand_double (rand) / 2, g_rand_double (rand) / 2,
                       0.5 + g_rand_double (rand) / 2, 0.5 + g_rand_double (rand) / 2, TRUE);
      assert_clusters (set, level, 0.9, 0, 0.1, 1, TRUE);
      assert_clusters (set, level, 0.3001, 0.1, 0.3, 0.9, FALSE);
      assert_clusters (set, level, 0.3, 0.3, 0.3, 0.3, TRUE);
    }
}

static AtlasBitset *
draw_rows (GRand *rand, guint n, int one_in)
{
  AtlasBitset *rows = atlas_bitset_new (n);

  for (guint row = 0; row < n; row++)
    if (g_rand_int_range (rand, 0, one_in) == 0)
      atlas_bitset_set (rows, row);
  return rows;
}

typedef struct
{
  const char *name;
  Spread spread;
  guint n_points;
} Case;

static const Case cases[] = {
  { "even", SPREAD_EVEN, 3000 },  { "towns", SPREAD_TOWNS, 4000 },   { "one-point", SPREAD_ONE_POINT, 300 },
  { "edges", SPREAD_EDGES, 500 }, { "nowhere", SPREAD_NOWHERE, 70 }, { "empty", SPREAD_EVEN, 0 },
  { "one", SPREAD_TOWNS, 1 },     { "sixty-four", SPREAD_EVEN, 64 }, { "two-nowhere", SPREAD_NOWHERE, 2 },
};

static void
test_counts (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GHashTable) members = drawn_members_new (rand, one->spread, one->n_points, 1);
  g_autoptr (AtlasPointIndex) index = drawn_members_index (members);
  guint row;

  assert_index (index, members);
  g_assert_false (atlas_point_index_find (index, 0, &row));
  g_assert_false (atlas_point_index_find (index, G_MAXINT64, &row));
  g_assert_false (atlas_point_index_find (index, G_MININT64, &row));

  assert_set (index, NULL, rand);
  assert_set (index, draw_rows (rand, one->n_points, 1), rand);
  assert_set (index, draw_rows (rand, one->n_points, 3), rand);
  assert_set (index, draw_rows (rand, one->n_points, 100), rand);
  assert_set (index, atlas_bitset_new (one->n_points), rand);
}

/* A hundred patches one on the other, each compared with an index built afresh; and the first snapshot must
 * be as it was at the end. */
static void
test_patch (gconstpointer data)
{
  const Case *one = data;
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autoptr (GHashTable) members = drawn_members_new (rand, one->spread, one->n_points, 3);
  g_autoptr (GHashTable) first_members = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
  g_autoptr (AtlasPointIndex) first = drawn_members_index (members);
  g_autoptr (AtlasPointIndex) index = g_object_ref (first);
  gint64 last_id = 1 + (gint64) one->n_points * 3;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, members);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    drawn_members_keep (first_members, value);

  for (guint round = 0; round < 100; round++)
    {
      g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (AtlasPoint));
      g_autoptr (GArray) removed = g_array_new (FALSE, FALSE, sizeof (gint64));
      AtlasPointIndex *next;
      guint n_changes = round % 10 == 9 ? 40 : (guint) g_rand_int_range (rand, 0, 4);

      for (guint i = 0; i < n_changes; i++)
        {
          gint64 id = g_rand_int_range (rand, 0, (int) last_id + 10);
          AtlasPoint *old = g_hash_table_lookup (members, &id);
          AtlasPoint point;

          switch (g_rand_int_range (rand, 0, 4))
            {
            case 0:
              g_array_append_val (removed, id);
              for (guint j = 0; j < points->len; j++)
                if (g_array_index (points, AtlasPoint, j).id == id)
                  g_array_remove_index (points, j--);
              g_hash_table_remove (members, &id);
              continue;
            case 1:
              if (old == NULL)
                continue;
              point = *old;
              point.updated++;
              point.sex = (guint8) ((point.sex + 1) % ATLAS_POINT_N_SEXES);
              break;
            default:
              drawn_point (rand, one->spread, id, &point);
              last_id = MAX (last_id, id);
              break;
            }
          g_array_append_val (points, point);
          drawn_members_keep (members, &point);
        }

      next = atlas_point_index_patch (index, (AtlasPoint *) (gpointer) points->data, points->len,
                                      (gint64 *) (gpointer) removed->data, removed->len);
      g_object_unref (index);
      index = next;
      assert_index (index, members);
      if (round % 10 == 0)
        {
          g_autoptr (AtlasPointSet) set =
            atlas_point_set_new (index, draw_rows (rand, atlas_point_index_get_n_points (index), 2));

          assert_counts (set);
          for (guint level = 0; level < 20; level += 3)
            assert_clusters (set, level, 0.1, 0.1, 0.9, 0.9, TRUE);
        }
    }

  assert_set (index, NULL, rand);
  assert_index (first, first_members);
}

static void
test_sparse_ids (void)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (3);
  g_autoptr (GHashTable) members =
    drawn_members_new (rand, SPREAD_EVEN, 3000, G_GINT64_CONSTANT (123456789012));
  g_autoptr (AtlasPointIndex) index = drawn_members_index (members);
  guint row;

  assert_index (index, members);
  g_assert_false (atlas_point_index_find (index, 2, &row));
}

/* So many that two threads share the work, each with half of the ids: halves of one kind, and halves that
 * take another number of passes to sort. */
static void
test_halves (void)
{
  static const Spread halves[][2] = { { SPREAD_TOWNS, SPREAD_TOWNS },
                                      { SPREAD_EVEN, SPREAD_ONE_POINT },
                                      { SPREAD_ONE_POINT, SPREAD_TOWNS },
                                      { SPREAD_NOWHERE, SPREAD_EVEN } };
  const guint n = 50002;

  for (guint i = 0; i < G_N_ELEMENTS (halves); i++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (11 + i);
      g_autoptr (GHashTable) members = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
      g_autoptr (AtlasPointIndex) index = NULL;

      for (guint id = 0; id < n; id++)
        {
          AtlasPoint point;

          drawn_point (rand, halves[i][id >= n / 2], id, &point);
          drawn_members_keep (members, &point);
        }
      index = drawn_members_index (members);
      assert_index (index, members);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *counts = g_strconcat ("/point-index/counts/", cases[i].name, NULL);
      g_autofree char *patch = g_strconcat ("/point-index/patch/", cases[i].name, NULL);

      g_test_add_data_func (counts, &cases[i], test_counts);
      g_test_add_data_func (patch, &cases[i], test_patch);
    }
  g_test_add_func ("/point-index/sparse-ids", test_sparse_ids);
  g_test_add_func ("/point-index/halves", test_halves);

  return g_test_run ();
}
