/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-point-set.h"

#include <math.h>
#include <string.h>

#include "atlas-date.h"
#include "atlas-point-pyramid.h"
#include "atlas-point-set-private.h"

G_DEFINE_FINAL_TYPE (AtlasPointSet, atlas_point_set, G_TYPE_OBJECT)

/* What is counted of one member at a time: a region and a sex in one index. */
#define N_SEXES_PADDED 8

/* Two tables in turn: members of one region stand in rows side by side, and adding to a number just written
 * waits for it to arrive. */
typedef struct
{
  guint32 tables[2][256 * N_SEXES_PADDED];
} Tally;

static inline void
tally_row (Tally *tally, const AtlasPointColumns *columns, guint row)
{
  tally->tables[row & 1][columns->region[row] * N_SEXES_PADDED + (columns->sex[row] & 7)]++;
}

static inline void
sum_row (AtlasPointSum *sum, const AtlasPointColumns *columns, guint row)
{
  sum->x += columns->x[row];
  sum->y += columns->y[row];
  sum->members++;
}

/* Adds the rows @from..@to that are in the set. */
static void
count_rows (const AtlasPointColumns *columns,
            const AtlasBitset *rows,
            guint from,
            guint to,
            AtlasPointSum *sum,
            Tally *tally)
{
  if (rows == NULL)
    {
      for (guint row = from; row < to; row++)
        {
          tally_row (tally, columns, row);
          if (sum != NULL)
            sum_row (sum, columns, row);
        }
      return;
    }

  for (guint word = from >> 6; word << 6 < to; word++)
    {
      guint64 bits = atlas_point_set_word (rows, word, from, to);

      while (bits != 0)
        {
          guint row = (word << 6) + (guint) __builtin_ctzll (bits);

          tally_row (tally, columns, row);
          if (sum != NULL)
            sum_row (sum, columns, row);
          bits &= bits - 1;
        }
    }
}

static void
settle_tally (AtlasPointSet *self, const Tally *tally)
{
  for (guint region = 0; region < G_N_ELEMENTS (self->regions); region++)
    {
      AtlasPointCount *count = &self->regions[region];

      for (guint sex = 0; sex < N_SEXES_PADDED; sex++)
        {
          guint i = region * N_SEXES_PADDED + sex;
          guint n = tally->tables[0][i] + tally->tables[1][i];

          count->members += n;
          count->by_sex[sex < ATLAS_POINT_N_SEXES ? sex : 0] += n;
        }
      self->total.members += count->members;
      for (guint sex = 0; sex < ATLAS_POINT_N_SEXES; sex++)
        self->total.by_sex[sex] += count->by_sex[sex];
    }
}

AtlasPointSet *
atlas_point_set_new (AtlasPointIndex *index, AtlasBitset *rows)
{
  AtlasPointSet *self;
  const AtlasPointColumns *columns;
  g_autofree Tally *tally = g_new0 (Tally, 1);
  AtlasPointSum sum = { 0 };
  guint n_cells;

  g_return_val_if_fail (ATLAS_IS_POINT_INDEX (index), NULL);
  g_return_val_if_fail (rows == NULL || rows->n_bits == index->columns.n_points, NULL);

  self = g_object_new (ATLAS_TYPE_POINT_SET, NULL);
  self->index = g_object_ref (index);
  self->rows = rows;

  columns = &index->columns;
  n_cells = index->pyramid->n_cells[ATLAS_PYRAMID_FINEST];
  self->sums = g_new (AtlasPointSum, n_cells + 1);
  for (guint cell = 0; cell < n_cells; cell++)
    {
      self->sums[cell] = sum;
      count_rows (columns, rows, index->starts[cell], index->starts[cell + 1], &sum, tally);
    }
  self->sums[n_cells] = sum;
  self->n_placed = sum.members;

  count_rows (columns, rows, columns->n_placed, columns->n_points, NULL, tally);
  settle_tally (self, tally);

  return self;
}

static void
atlas_point_set_init (AtlasPointSet *self)
{
}

static void
atlas_point_set_finalize (GObject *object)
{
  AtlasPointSet *self = ATLAS_POINT_SET (object);

  g_clear_object (&self->index);
  g_clear_pointer (&self->rows, atlas_bitset_free);
  g_free (self->sums);

  G_OBJECT_CLASS (atlas_point_set_parent_class)->finalize (object);
}

static void
atlas_point_set_class_init (AtlasPointSetClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = atlas_point_set_finalize;
}

AtlasPointIndex *
atlas_point_set_get_index (AtlasPointSet *self)
{
  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);

  return self->index;
}

const AtlasBitset *
atlas_point_set_get_rows (AtlasPointSet *self)
{
  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);

  return self->rows;
}

const AtlasPointCount *
atlas_point_set_get_total (AtlasPointSet *self)
{
  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);

  return &self->total;
}

guint
atlas_point_set_get_n_placed (AtlasPointSet *self)
{
  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), 0);

  return self->n_placed;
}

const AtlasPointCount *
atlas_point_set_get_regions (AtlasPointSet *self)
{
  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);

  return self->regions;
}

static int
compare_groups (gconstpointer a, gconstpointer b)
{
  const AtlasPointGroup *first = a;
  const AtlasPointGroup *second = b;

  if (first->count.members != second->count.members)
    return first->count.members > second->count.members ? -1 : 1;
  return first->key < second->key ? -1 : first->key > second->key;
}

/* Counts by table[key]; consumes the table. */
static GArray *
list_groups (AtlasPointCount *counts, guint n_counts)
{
  GArray *groups = g_array_new (FALSE, FALSE, sizeof (AtlasPointGroup));

  for (guint key = 0; key < n_counts; key++)
    if (counts[key].members > 0)
      {
        AtlasPointGroup group = { key, counts[key] };

        g_array_append_val (groups, group);
      }
  g_array_sort (groups, compare_groups);

  g_free (counts);
  return groups;
}

static inline void
count_member (AtlasPointCount *count, guint sex)
{
  count->members++;
  count->by_sex[sex < ATLAS_POINT_N_SEXES ? sex : 0]++;
}

#define FOREACH_ROW(self, row)                                         \
  for (AtlasPointIterator iterator = atlas_point_iterator_init (self); \
       atlas_point_iterator_next (&iterator, &row);)

static GArray *
list_places_in (AtlasPointSet *self, int region)
{
  const AtlasPointColumns *columns = &self->index->columns;
  guint n_places = self->index->n_places;
  AtlasPointCount *counts = g_new0 (AtlasPointCount, n_places + 1);
  guint row;

  FOREACH_ROW (self, row)
  if (columns->place[row] < n_places && (region < 0 || columns->region[row] == region))
    count_member (&counts[columns->place[row]], columns->sex[row]);

  return list_groups (counts, n_places);
}

GArray *
atlas_point_set_list_places (AtlasPointSet *self)
{
  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);

  return list_places_in (self, -1);
}

GArray *
atlas_point_set_list_countries (AtlasPointSet *self)
{
  const AtlasPointColumns *columns;
  AtlasPointCount *counts;
  guint row;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);

  columns = &self->index->columns;
  counts = g_new0 (AtlasPointCount, G_MAXUINT16 + 1);
  FOREACH_ROW (self, row)
  count_member (&counts[columns->country[row]], columns->sex[row]);
  /* Those without a country are no group. */
  memset (counts, 0, sizeof *counts);

  return list_groups (counts, G_MAXUINT16 + 1);
}

static guint
age_group (int birth_year, int this_year)
{
  static const int upper[] = { 18, 25, 35, 45, 55, 65 };
  guint group = 0;

  if (birth_year == 0)
    return 7;
  while (group < G_N_ELEMENTS (upper) && this_year - birth_year >= upper[group])
    group++;
  return group;
}

static void
association_free (gpointer data)
{
  AtlasProfileAssociation *association = data;

  g_free (association->name);
  g_free (association);
}

static void
count_bits (guint *counts, guint64 bits)
{
  for (; bits != 0; bits &= bits - 1)
    counts[__builtin_ctzll (bits)]++;
}

/* The first two digits as a number; FALSE where there are not as many. */
static gboolean
get_occupation_group (guint16 occupation, guint *group)
{
  guint first = occupation >> 12;
  guint second = occupation >> 8 & 0xf;

  *group = 10 * first + second;
  return first < 10 && second < 10;
}

/* The first days, in days since 1970, that lie within three months and within a year: as `contacted:>=-3m`
 * and `contacted:>=-1y` have it. */
static void
find_contact_days (guint *quarter, guint *year)
{
  char today[ATLAS_DATE_TEXT_SIZE];
  GDate date, epoch;

  atlas_date_today (today);
  g_date_clear (&date, 1);
  g_date_set_parse (&date, today);
  g_date_clear (&epoch, 1);
  g_date_set_dmy (&epoch, 1, G_DATE_JANUARY, 1970);
  g_date_subtract_months (&date, 3);
  *quarter = (guint) MAX (g_date_days_between (&epoch, &date), 1);
  g_date_set_parse (&date, today);
  g_date_subtract_years (&date, 1);
  *year = (guint) MAX (g_date_days_between (&epoch, &date), 1);
}

AtlasProfile *
atlas_point_set_profile (AtlasPointSet *self, int region, int this_year)
{
  AtlasProfile *profile;
  const AtlasPointColumns *columns;
  guint row, quarter, year;

  g_return_val_if_fail (ATLAS_IS_POINT_SET (self), NULL);
  g_return_val_if_fail (region >= -1 && region < 256, NULL);

  columns = &self->index->columns;
  profile = g_new0 (AtlasProfile, 1);
  profile->associations = g_ptr_array_new_with_free_func (association_free);
  find_contact_days (&quarter, &year);
  FOREACH_ROW (self, row)
  {
    guint sector = columns->sector[row];
    guint sex = columns->sex[row] < ATLAS_POINT_N_SEXES ? columns->sex[row] : 0;
    guint age = age_group (columns->birth_year[row], this_year);
    guint occupation;

    if (region >= 0 && columns->region[row] != region)
      continue;
    count_member (&profile->count, sex);
    profile->by_sector[sector >= 'A' && sector <= 'Z' ? sector - 'A' + 1 : 0]++;
    profile->by_education[MIN (columns->education[row], 9)]++;
    profile->by_age[age]++;
    profile->by_age_sex[age][sex]++;
    if (get_occupation_group (columns->occupation[row], &occupation))
      profile->by_occupation[occupation]++;
    profile->by_contact[columns->contacted[row] == 0         ? 3
                        : columns->contacted[row] >= quarter ? 0
                        : columns->contacted[row] >= year    ? 1
                                                             : 2]++;
    count_bits (profile->by_language, columns->languages[row]);
    count_bits (profile->by_interest, columns->interests[row]);
    for (guint channel = 0; channel < G_N_ELEMENTS (profile->by_consent); channel++)
      profile->by_consent[channel] += columns->consents[row] >> channel & 1;
  }
  profile->places = list_places_in (self, region);

  return profile;
}

void
atlas_profile_free (AtlasProfile *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->associations);
  g_array_unref (self->places);
  g_free (self);
}
