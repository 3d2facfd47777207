/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-picture-compare.h"

#include <math.h>

/* Tables of a few areas in one group, published as a picture would. */
#define MAX_AREAS 3

typedef struct
{
  guint pairs[MAX_AREAS][2];
} Table;

/* All that somebody sees of it. */
static char *
publish (const Table *table, guint n_areas, guint smallest, const char *measure_text)
{
  g_autoptr (AtlasMeasure) measure = atlas_measure_parse (measure_text, NULL);
  AtlasMeasured measured = { .measure = measure, .holds = { TRUE, FALSE } };
  AtlasAreaValue values[MAX_AREAS];
  const AtlasAreaValue *pointers[MAX_AREAS];
  const guint groups[MAX_AREAS] = { 0 };
  guint rest[1][2] = { { 0, 0 } };
  AtlasSmallTotal totals[1][2];
  AtlasPictureCompare compare = { &measured, pointers, groups, rest, 1, totals, { { 0, 0 }, { 0, 0 } } };
  g_autoptr (AtlasPictureContent) content = g_new0 (AtlasPictureContent, 1);
  GString *seen = g_string_new (NULL);

  content->smallest = smallest;
  content->areas = g_array_new (FALSE, TRUE, sizeof (AtlasPictureArea));
  content->totals = g_array_new (FALSE, TRUE, sizeof (AtlasPictureTotal));
  g_array_set_size (content->areas, n_areas);
  for (guint i = 0; i < n_areas; i++)
    {
      values[i] = (AtlasAreaValue){ .key = i, .pair = { table->pairs[i][0], table->pairs[i][1] } };
      pointers[i] = &values[i];
    }
  atlas_picture_compare_fill (content, &compare);

  for (guint i = 0; i < n_areas; i++)
    {
      AtlasPictureArea *area = &g_array_index (content->areas, AtlasPictureArea, i);

      g_string_append_printf (seen, "%s %d %u\n", area->text, area->fill,
                              area->fill == ATLAS_PICTURE_SHADED ? area->shade : 0);
      g_free (area->text);
    }
  for (guint i = 0; i < content->n_shades; i++)
    g_string_append_printf (seen, "%s %u\n", content->shades[i].limits, content->shades[i].n_areas);
  for (guint side = 0; side < 2; side++)
    g_string_append_printf (seen, "%d-%d %d-%d\n", (int) totals[0][side].low, (int) totals[0][side].high,
                            (int) compare.sums[side].low, (int) compare.sums[side].high);
  return g_string_free (seen, FALSE);
}

/* The n-th table whose second counts are part of the first; FALSE beyond the last. */
static gboolean
make_table (guint n, guint n_areas, guint most, Table *table)
{
  guint n_pairs = (most + 1) * (most + 2) / 2;

  for (guint i = 0; i < n_areas; i++, n /= n_pairs)
    {
      guint left = n % n_pairs, first = 0;

      while (left > first)
        left -= ++first;
      table->pairs[i][0] = first;
      table->pairs[i][1] = left;
    }
  return n == 0;
}

/* The two counts, and those of the first alone. */
static guint
get_count (const Table *table, guint area, guint what)
{
  return what < 2 ? table->pairs[area][what] : table->pairs[area][0] - table->pairs[area][1];
}

/* Whoever knows that the second are part of the first, and what every table would look like, can still not
 * tell of any small count which it is. */
static void
attack (guint n_areas, guint smallest, guint most)
{
  g_autoptr (GHashTable) possible = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) seen = g_ptr_array_new ();
  Table table;

  for (guint n = 0; make_table (n, n_areas, most, &table); n++)
    {
      g_autofree char *page = publish (&table, n_areas, smallest, "compare: | sex:female");
      guint32 *bits = g_hash_table_lookup (possible, page);

      if (bits == NULL)
        {
          bits = g_new0 (guint32, MAX_AREAS * 3);
          g_hash_table_insert (possible, g_steal_pointer (&page), bits);
        }
      for (guint area = 0; area < n_areas; area++)
        for (guint what = 0; what < 3; what++)
          bits[area * 3 + what] |= 1u << get_count (&table, area, what);
      g_ptr_array_add (seen, bits);
    }

  for (guint n = 0; make_table (n, n_areas, most, &table); n++)
    {
      const guint32 *bits = g_ptr_array_index (seen, n);
      guint32 all = (1u << smallest) - 2;
      gboolean inside = TRUE;

      /* Tables near the edge of those looked at have fewer neighbours than there are. */
      for (guint area = 0; area < n_areas; area++)
        inside = inside && table.pairs[area][0] + smallest <= most;
      for (guint area = 0; inside && area < n_areas; area++)
        for (guint what = 0; what < 3; what++)
          {
            guint count = get_count (&table, area, what);
            guint second = table.pairs[area][1];

            /* "12 · <5" says already that not all are of both. */
            if (what == 2 && second > 0 && second < smallest)
              continue;
            if (count > 0 && count < smallest && (bits[area * 3 + what] & all) != all)
              {
                g_autofree char *page = publish (&table, n_areas, smallest, "compare: | sex:female");

                g_test_message ("area %u, count %u of %u of %u is told by:\n%s", area, what,
                                table.pairs[area][1], table.pairs[area][0], page);
                g_test_fail ();
                return;
              }
          }
    }
}

static void
test_attacker (void)
{
  attack (1, 5, 14);
  attack (2, 3, 8);
  attack (2, 4, 9);
  attack (3, 3, 6);
}

static void
assert_published (const Table *table, guint smallest, const char *expected)
{
  g_autofree char *page = publish (table, MAX_AREAS, smallest, "compare: | sex:female");
  g_auto (GStrv) lines = g_strsplit (page, "\n", 4);
  g_autofree char *texts = NULL;

  g_clear_pointer (&lines[3], g_free);
  texts = g_strjoinv (", ", lines);
  g_assert_cmpstr (texts, ==, expected);
}

static void
test_words (void)
{
  /* Text, fill, shade. */
  assert_published (&(Table){ { { 200, 100 }, { 20, 3 }, { 0, 0 } } }, 5,
                    "200 · 100 0 8, 20 · <5 0 0, 0 · 0 1 0");
  /* Seventeen of twenty would tell of three. */
  assert_published (&(Table){ { { 200, 100 }, { 20, 17 }, { 4, 0 } } }, 5,
                    "200 · 100 0 8, 20 · 16–19 0 0, <5 · 0 3 0");
  assert_published (&(Table){ { { 200, 100 }, { 20, 17 }, { 4, 4 } } }, 1,
                    "200 · 100 0 8, 20 · 17 0 4, 4 · 4 0 0");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/picture-compare/words", test_words);
  g_test_add_func ("/picture-compare/attacker", test_attacker);

  return g_test_run ();
}
