/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-measure-private.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "atlas-county.h"
#include "atlas-date.h"
#include "atlas-facet.h"
#include "atlas-gazetteer.h"
#include "atlas-query-private.h"
#include "atlas-region.h"
#include "atlas-shapes.h"

/* What is counted of one area. */
typedef struct
{
  guint members;
  guint part;  /* of them: women, who match, confirmed, recorded, within reach of a visit */
  guint known; /* of whom that is known at all */
  guint first; /* where their years of birth begin */
  guint last;  /* visit, as a day since 1970; 0: none */
  guint pair[2];
} Tally;

typedef struct
{
  AtlasMeasure *measure;
  AtlasAreas areas;
  AtlasPointSet *set;
  const AtlasPointColumns *columns;
  const AtlasBitset *rows; /* NULL: all */
  AtlasBitset *matching;   /* of a share */
  AtlasBitset *sides[2];   /* of a comparison; NULL: all */
  guint day;               /* confirmed, or recorded, on it or later */
  guint16 *visited;        /* the last visit, by row */
  const guint32 *counties; /* by place */
  guint n_places, n_slots;
  Tally *tallies;
  guint16 *years; /* of birth, by area */
  GCancellable *cancellable;
} Count;

/* The area of a row; G_MAXUINT32: none. */
static inline guint32
get_slot (const Count *count, guint row)
{
  guint32 place, county;

  if (count->areas == ATLAS_AREAS_REGIONS)
    return count->columns->region[row] == ATLAS_POINT_NO_REGION ? G_MAXUINT32 : count->columns->region[row];
  place = count->columns->place[row];
  if (count->areas == ATLAS_AREAS_PLACES || place == ATLAS_POINT_NO_PLACE)
    return place;
  county = place < count->n_places ? count->counties[place] : ATLAS_COUNTY_NONE;
  return county != ATLAS_COUNTY_NONE ? county : G_MAXUINT32;
}

static void
tally_row (Count *count, guint row)
{
  const AtlasPointColumns *columns = count->columns;
  guint32 slot = get_slot (count, row);
  Tally *tally;

  if (slot == G_MAXUINT32)
    return;
  tally = &count->tallies[slot];
  tally->members++;
  switch (count->measure->type)
    {
    case ATLAS_MEASURE_WOMEN:
      /* 1 + the vocabulary's index: female, male, other, undisclosed. */
      tally->part += columns->sex[row] == 1;
      tally->known += columns->sex[row] >= 1 && columns->sex[row] <= 3;
      break;
    case ATLAS_MEASURE_MEDIAN_AGE:
      tally->known += columns->birth_year[row] != 0;
      break;
    case ATLAS_MEASURE_SHARE:
      tally->part += atlas_bitset_get (count->matching, row);
      break;
    case ATLAS_MEASURE_CONFIRMED:
      tally->part += columns->confirmed[row] >= count->day;
      break;
    case ATLAS_MEASURE_CHANGE:
      tally->part += columns->created[row] >= count->day;
      break;
    case ATLAS_MEASURE_NOT_VISITED:
      tally->part += count->visited[row] != 0;
      tally->last = MAX (tally->last, count->visited[row]);
      break;
    case ATLAS_MEASURE_COMPARE:
      for (guint side = 0; side < 2; side++)
        tally->pair[side] += count->sides[side] == NULL || atlas_bitset_get (count->sides[side], row);
      break;
    case ATLAS_MEASURE_MEMBERS:
    case ATLAS_MEASURE_COVERAGE:
    case ATLAS_MEASURE_NOT_REACHED:
    case ATLAS_N_MEASURES:
    default:
      break;
    }
}

/* Into the part of `years` that belongs to the row's area; `part` says how far that is filled. */
static void
note_year (Count *count, guint row)
{
  guint16 year = count->columns->birth_year[row];
  guint32 slot = get_slot (count, row);

  if (slot != G_MAXUINT32 && year != 0)
    {
      Tally *tally = &count->tallies[slot];

      count->years[tally->first + tally->part++] = year;
    }
}

/* How often a cancellable is looked at; a multiple of 64. */
#define ROWS_BETWEEN_LOOKS 65536

/* Ends early where that is cancelled. */
static void
foreach_row (Count *count, void (*func) (Count *count, guint row))
{
  guint n_rows = count->columns->n_points;

  for (guint begin = 0; begin < n_rows; begin += ROWS_BETWEEN_LOOKS)
    {
      guint end = MIN (begin + ROWS_BETWEEN_LOOKS, n_rows);

      if (g_cancellable_is_cancelled (count->cancellable))
        return;
      if (count->rows == NULL)
        for (guint row = begin; row < end; row++)
          func (count, row);
      else
        for (guint word = begin / 64; word < (end + 63) / 64; word++)
          for (guint64 bits = count->rows->words[word]; bits; bits &= bits - 1)
            func (count, word * 64 + (guint) __builtin_ctzll (bits));
    }
}

/* The year at @rank of those counted, from the earliest. */
static guint
find_year (const guint *counts, guint first, guint rank)
{
  guint year = first;

  for (; rank >= counts[year - first]; year++)
    rank -= counts[year - first];
  return year;
}

/* Of an even number the middle between the two in the middle. Many people were born in few years: counted
 * they are in order a hundred times sooner than sorted. */
static double
get_median_age (const guint16 *years, guint n)
{
  g_autofree guint *counts = NULL;
  guint first = G_MAXUINT16, last = 0;

  if (n == 0)
    return NAN;
  for (guint i = 0; i < n; i++)
    {
      first = MIN (first, years[i]);
      last = MAX (last, years[i]);
    }
  counts = g_new0 (guint, last - first + 1);
  for (guint i = 0; i < n; i++)
    counts[years[i] - first]++;
  return atlas_date_this_year () -
         (find_year (counts, first, (n - 1) / 2) + find_year (counts, first, n / 2)) / 2.0;
}

static double
get_percentage (guint part, guint whole)
{
  return whole > 0 ? 100.0 * part / whole : NAN;
}

static double
get_value (Count *count, const Tally *tally)
{
  switch (count->measure->type)
    {
    case ATLAS_MEASURE_WOMEN:
      return get_percentage (tally->part, tally->known);
    case ATLAS_MEASURE_SHARE:
      return get_percentage (tally->part, tally->members);
    case ATLAS_MEASURE_MEDIAN_AGE:
      return get_median_age (count->years + tally->first, tally->known);
    case ATLAS_MEASURE_CONFIRMED:
    case ATLAS_MEASURE_CHANGE:
      return tally->part;
    case ATLAS_MEASURE_NOT_VISITED:
      return tally->last != 0 ? (double) atlas_facet_today () - tally->last : NAN;
    case ATLAS_MEASURE_COMPARE:
      return tally->pair[0];
    case ATLAS_MEASURE_MEMBERS:
    case ATLAS_MEASURE_COVERAGE:
    case ATLAS_MEASURE_NOT_REACHED:
    case ATLAS_N_MEASURES:
    default:
      return tally->members;
    }
}

static AtlasAreaValue
make_value (Count *count, guint key, const Tally *tally)
{
  AtlasMeasureType type = count->measure->type;
  gboolean partly = type == ATLAS_MEASURE_WOMEN || type == ATLAS_MEASURE_MEDIAN_AGE;
  double value = get_value (count, tally);

  return (AtlasAreaValue){
    .key = key,
    .members = tally->members,
    .known = partly ? tally->known : tally->members,
    .part = type == ATLAS_MEASURE_MEDIAN_AGE ? 0 : tally->part,
    .value = value,
    .low = value,
    .high = value,
    .pair = { tally->pair[0], tally->pair[1] },
  };
}

static gboolean
is_listed (const Count *count, guint slot)
{
  const char *country;

  if (count->tallies[slot].members > 0)
    return TRUE;
  if (count->areas != ATLAS_AREAS_REGIONS || slot >= atlas_region_get_n ())
    return FALSE;
  country = atlas_region_get_country (slot);
  return strcmp (country, "CA") == 0 || strcmp (country, "US") == 0;
}

static void
fill (Count *count, AtlasMeasured *measured)
{
  Tally all = { 0 };

  if (count->measure->type == ATLAS_MEASURE_MEDIAN_AGE)
    {
      guint first = 0;

      for (guint slot = 0; slot < count->n_slots; slot++)
        {
          count->tallies[slot].first = first;
          first += count->tallies[slot].known;
        }
      count->years = g_new0 (guint16, first + 1);
      foreach_row (count, note_year);
    }
  for (guint slot = 0; slot < count->n_slots; slot++)
    {
      const Tally *tally = &count->tallies[slot];
      AtlasAreaValue value;

      all.members += tally->members;
      all.part += tally->part;
      all.known += tally->known;
      all.last = MAX (all.last, tally->last);
      all.pair[0] += tally->pair[0];
      all.pair[1] += tally->pair[1];
      if (!is_listed (count, slot))
        continue;
      value = make_value (count, slot, tally);
      value.metro = ATLAS_PLACE_NONE;
      g_array_append_val (measured->values, value);
    }
  measured->total = make_value (count, 0, &all);
  measured->total.metro = ATLAS_PLACE_NONE;
}

/* Counting. */

static AtlasBitset *
match (AtlasRegister *self, Count *count, const char *text, GError **error)
{
  g_autoptr (AtlasQuery) query = atlas_register_parse_query (self, &atlas_kind_member, text, error);
  AtlasConnection *connection =
    query ? atlas_store_acquire_reader (atlas_register_get_store (self), error) : NULL;
  AtlasBitset *matching;

  if (connection == NULL)
    return NULL;
  atlas_connection_set_cancellable (connection, count->cancellable);
  matching = atlas_query_match_rows (query, atlas_point_set_get_index (count->set), connection, error);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (atlas_register_get_store (self), connection);
  return matching;
}

static gboolean
match_sides (AtlasRegister *self, Count *count, GError **error)
{
  for (guint side = 0; side < 2; side++)
    {
      if (*count->measure->sides[side] == '\0')
        continue;
      count->sides[side] = match (self, count, count->measure->sides[side], error);
      if (count->sides[side] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Whether all of the set who are of the one side are of the other. */
static gboolean
holds (const Count *count, guint holder)
{
  const AtlasBitset *outer = count->sides[holder], *inner = count->sides[1 - holder];

  for (guint word = 0; outer != NULL && word < outer->n_words; word++)
    {
      guint64 bits = ~outer->words[word];

      if (inner != NULL)
        bits &= inner->words[word];
      if (count->rows != NULL)
        bits &= count->rows->words[word];
      if (word + 1 == outer->n_words && outer->n_bits % 64 != 0)
        bits &= (G_GUINT64_CONSTANT (1) << outer->n_bits % 64) - 1;
      if (bits != 0)
        return FALSE;
    }
  return TRUE;
}

/* The first day of `confirmed:>=-1y`. */
static guint
pack_year_ago (void)
{
  char today[ATLAS_DATE_TEXT_SIZE];
  char first[11], last[11];

  atlas_date_today (today);
  return atlas_query_parse_days (">=-1y", today, first, last) ? atlas_facet_pack_day (first, -1) : 0;
}

static gboolean
prepare (AtlasRegister *self, Count *count, GError **error)
{
  guint n_places = atlas_gazetteer_get_n_places ();

  count->n_slots = count->areas == ATLAS_AREAS_REGIONS  ? 256
                   : count->areas == ATLAS_AREAS_PLACES ? n_places
                                                        : ATLAS_COUNTY_N_CODES;
  count->counties = atlas_county_get_of_places (&count->n_places);
  count->tallies = g_new0 (Tally, count->n_slots);
  if (count->measure->type == ATLAS_MEASURE_CONFIRMED)
    count->day = pack_year_ago ();
  if (count->measure->type == ATLAS_MEASURE_CHANGE)
    count->day = count->measure->since;
  if (count->measure->type == ATLAS_MEASURE_NOT_VISITED)
    {
      count->visited = atlas_measured_find_visits (self, count->columns, count->cancellable, error);
      return count->visited != NULL;
    }
  if (count->measure->type == ATLAS_MEASURE_SHARE)
    count->matching = match (self, count, count->measure->share, error);
  if (count->measure->type == ATLAS_MEASURE_COMPARE)
    return match_sides (self, count, error);
  return count->measure->type != ATLAS_MEASURE_SHARE || count->matching != NULL;
}

static AtlasMeasured *
measured_new (AtlasMeasure *measure, AtlasAreas areas)
{
  AtlasMeasured *self = g_atomic_rc_box_new0 (AtlasMeasured);

  self->measure = atlas_measure_ref (measure);
  self->areas = areas;
  self->values = g_array_new (FALSE, FALSE, sizeof (AtlasAreaValue));
  return self;
}

AtlasMeasured *
atlas_register_measure (AtlasRegister *self,
                        AtlasMeasure *measure,
                        AtlasPointSet *set,
                        AtlasAreas areas,
                        GCancellable *cancellable,
                        GError **error)
{
  Count count = { .measure = measure, .areas = areas, .set = set, .cancellable = cancellable };
  g_autoptr (AtlasMeasured) measured = NULL;
  gboolean done;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  g_return_val_if_fail (measure != NULL, NULL);
  g_return_val_if_fail (ATLAS_IS_POINT_SET (set), NULL);

  count.columns = atlas_point_index_get_columns (atlas_point_set_get_index (set));
  count.rows = atlas_point_set_get_rows (set);
  measured = measured_new (measure, areas);
  done = prepare (self, &count, error);
  if (done)
    {
      foreach_row (&count, tally_row);
      fill (&count, measured);
    }
  done = done && !g_cancellable_set_error_if_cancelled (cancellable, error);
  for (guint side = 0; done && measure->type == ATLAS_MEASURE_COMPARE && side < 2; side++)
    measured->holds[side] = holds (&count, side);
  if (done && atlas_measure_type_is_estimated (measure->type))
    done = atlas_measured_apply_estimates (self, measured, error);

  g_clear_pointer (&count.matching, atlas_bitset_free);
  for (guint side = 0; side < 2; side++)
    g_clear_pointer (&count.sides[side], atlas_bitset_free);
  g_free (count.tallies);
  g_free (count.years);
  g_free (count.visited);
  return done ? g_steal_pointer (&measured) : NULL;
}

AtlasMeasured *
atlas_measured_new_members (const guint members[ATLAS_POINT_NO_REGION])
{
  g_autoptr (AtlasMeasure) measure = atlas_measure_parse ("members", NULL);
  AtlasMeasured *measured = measured_new (measure, ATLAS_AREAS_REGIONS);
  Tally tallies[ATLAS_POINT_NO_REGION] = { 0 };
  Count count = {
    .measure = measure, .areas = ATLAS_AREAS_REGIONS, .n_slots = G_N_ELEMENTS (tallies), .tallies = tallies
  };

  for (guint i = 0; i < G_N_ELEMENTS (tallies); i++)
    tallies[i].members = members[i];
  fill (&count, measured);
  return measured;
}

AtlasMeasured *
atlas_measured_ref (AtlasMeasured *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
measured_clear (gpointer data)
{
  AtlasMeasured *self = data;

  atlas_measure_unref (self->measure);
  g_array_unref (self->values);
  g_strfreev (self->sources);
}

void
atlas_measured_unref (AtlasMeasured *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, measured_clear);
}

const AtlasAreaValue *
atlas_measured_find (const AtlasMeasured *self, guint key)
{
  guint low = 0, high;

  g_return_val_if_fail (self != NULL, NULL);

  high = self->values->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const AtlasAreaValue *value = &g_array_index (self->values, AtlasAreaValue, middle);

      if (value->key == key)
        return value;
      if (value->key < key)
        low = middle + 1;
      else
        high = middle;
    }
  return NULL;
}

char *
atlas_measured_dup_name (const AtlasMeasured *self, const AtlasAreaValue *value)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (self->areas == ATLAS_AREAS_REGIONS)
    return g_strdup (atlas_region_get_name (value->key));
  if (self->areas == ATLAS_AREAS_PLACES)
    {
      AtlasPlace place;

      atlas_gazetteer_get_place (value->key, &place);
      return g_strdup (place.name);
    }
  {
    const char *county = atlas_shapes_get_county_name (value->key);

    return county ? g_strdup (county) : g_strdup_printf ("%05u", value->key);
  }
}
