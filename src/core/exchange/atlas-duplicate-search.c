/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicates-private.h"

/* The search among all members, on several threads. */

/* A register says how many doubles and households there are in it; a small one says little, so it is as if so
 * many members of a usual one stood beside. */
#define FORESEEN     100
#define MOST_DOUBLES 3.0

#define PROGRESS_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)

/* --- households ---------------------------------------------------------------------------------------- */

typedef struct
{
  const AtlasDuplicateRow *members;
  gint64 n_pairs;
} HouseholdCount;

/* At one door, and by name and age certainly not one person. */
static gboolean
are_housemates (const AtlasDuplicateRow *a, const AtlasDuplicateRow *b)
{
  return a->postcode == b->postcode && a->street == b->street && a->number == b->number &&
         ABS (a->birth_year - b->birth_year) > 3 && a->birth_year != 0 && b->birth_year != 0 &&
         __builtin_popcount (a->given_letters ^ b->given_letters) > 6 &&
         __builtin_popcount (a->given_letters ^ b->family_letters) > 6;
}

static gboolean
count_housemates (const guint64 *entries, guint n, guint reach, gpointer data)
{
  HouseholdCount *count = data;

  for (guint i = 0; i + 1 < n; i++)
    for (guint j = i + 1; j < MIN (n, i + 1 + reach); j++)
      count->n_pairs += are_housemates (&count->members[atlas_duplicate_entry_get_member (entries[i])],
                                        &count->members[atlas_duplicate_entry_get_member (entries[j])]);
  return TRUE;
}

double
atlas_duplicates_estimate_housemates (AtlasDuplicates *self, AtlasDuplicateBlocks *doors)
{
  HouseholdCount count = { atlas_duplicate_columns_get (self->columns, 0), 0 };

  atlas_duplicate_blocks_sort (doors, self->columns, ATLAS_DUPLICATE_WAY_BY_DOOR);
  atlas_duplicate_blocks_foreach (doors, atlas_duplicate_block_limit (self->columns->n_members),
                                  count_housemates, &count);
  /* Of five such pairs one or two are of one age, or of an age or a name that is not known. */
  return (FORESEEN * ATLAS_DUPLICATE_USUAL_RATES.housemates + 2 * 1.4 * (double) count.n_pairs) /
         (FORESEEN + doors->n);
}

/* --- searching ----------------------------------------------------------------------------------------- */

/* What one search shares among its threads. */
typedef struct
{
  AtlasDuplicates *self;
  double threshold;
  AtlasDuplicateRates most; /* the most favourable: what is not probable then never is */
  guint limit;
  GCancellable *cancellable;
  gint next;    /* atomic: of the order, the first that nobody has begun */
  gint stopped; /* atomic */

  /* On the thread that asked. */
  GThread *asker;
  AtlasProgressFunc progress;
  gpointer user_data;
  gint64 next_progress;
  gint n_done; /* atomic: ways in gone through */
} Search;

/* A pair as found: rows, not ids. */
typedef struct
{
  guint32 a, b;
  AtlasDuplicateEvidence evidence;
} Found;

typedef struct
{
  Search *search;
  AtlasDuplicateBlocks *blocks;
  AtlasDuplicateScale *scale;
  GArray *found; /* Found */
  AtlasDuplicateCounts counts;
  guint n_blocks;
} Worker;

static void
tell_progress (Search *search)
{
  gint64 now;

  if (search->progress == NULL || g_thread_self () != search->asker)
    return;
  now = g_get_monotonic_time ();
  if (now < search->next_progress)
    return;
  search->next_progress = now + PROGRESS_INTERVAL;
  search->progress (g_atomic_int_get (&search->n_done), ATLAS_DUPLICATE_WAYS_IN, search->user_data);
}

static gboolean
compare_block (const guint64 *entries, guint n, guint reach, gpointer data)
{
  Worker *worker = data;
  Search *search = worker->search;
  const AtlasDuplicateRow *members = atlas_duplicate_columns_get (search->self->columns, 0);
  guint n_members = search->self->columns->n_members;

  if (++worker->n_blocks % 1024 == 0)
    {
      tell_progress (search);
      if (g_atomic_int_get (&search->stopped) || g_cancellable_is_cancelled (search->cancellable))
        return FALSE;
    }
  if (n > reach)
    {
      gint64 beyond = n - reach;

      worker->counts.left_out += beyond * (beyond - 1) / 2;
    }
  for (guint i = 0; i + 1 < n; i++)
    {
      guint end = MIN (n, i + 1 + reach);

      worker->counts.compared += end - i - 1;
      for (guint j = i + 1; j < end; j++)
        {
          guint32 one = atlas_duplicate_entry_get_member (entries[i]);
          guint32 other = atlas_duplicate_entry_get_member (entries[j]);
          Found found = { MIN (one, other), MAX (one, other), { 0 } };

          if (found.a == found.b ||
              !atlas_duplicate_scale_consider (worker->scale, &members[found.a], &members[found.b]))
            continue;
          worker->counts.weighed++;
          atlas_duplicate_scale_weigh (worker->scale, &members[found.a], &members[found.b], &found.evidence);
          if (atlas_duplicate_evidence_judge (&found.evidence, &search->most, n_members) >= search->threshold)
            g_array_append_val (worker->found, found);
        }
    }
  return TRUE;
}

static void
compare_way (Worker *worker)
{
  Search *search = worker->search;

  if (atlas_duplicate_blocks_foreach (worker->blocks, search->limit, compare_block, worker))
    g_atomic_int_inc (&search->n_done);
  else
    g_atomic_int_set (&search->stopped, 1);
}

/* The ways in that take longest first, so that all threads end at about the same time; the first thread has
 * sorted the members by their doors already, and begins with these. */
static const guint8 order[] = { 3, 10, 9, 8, 4, 5, 7, 13, 0, 11, 12, 1, 2 };
G_STATIC_ASSERT (G_N_ELEMENTS (order) + 1 == ATLAS_DUPLICATE_WAYS_IN);

static gpointer
work (gpointer data)
{
  Worker *worker = data;
  Search *search = worker->search;

  if (worker->blocks->n_members > 0)
    compare_way (worker);
  while (!g_atomic_int_get (&search->stopped))
    {
      guint next = (guint) g_atomic_int_add (&search->next, 1);

      if (next >= G_N_ELEMENTS (order))
        break;
      tell_progress (search);
      atlas_duplicate_blocks_sort (worker->blocks, search->self->columns, order[next]);
      compare_way (worker);
    }
  g_clear_pointer (&worker->blocks, atlas_duplicate_blocks_free);
  return NULL;
}

static int
compare_found (gconstpointer a, gconstpointer b)
{
  const Found *first = a, *second = b;

  if (first->a != second->a)
    return first->a < second->a ? -1 : 1;
  if (first->b != second->b)
    return first->b < second->b ? -1 : 1;
  return (first->evidence.score < second->evidence.score) - (first->evidence.score > second->evidence.score);
}

static gboolean
are_same (const Found *one, const Found *two)
{
  return one->a == two->a && one->b == two->b;
}

/* Each pair once, as it is most probable. */
static void
drop_repeated (GArray *found)
{
  guint n = 0;

  g_array_sort (found, compare_found);
  for (guint i = 0; i < found->len; i++)
    if (i == 0 || !are_same (&g_array_index (found, Found, i), &g_array_index (found, Found, n - 1)))
      g_array_index (found, Found, n++) = g_array_index (found, Found, i);
  g_array_set_size (found, n);
}

/* How many doubles a record has: what the pairs themselves make probable, again and again until it stays
 * about the same (expectation-maximisation of the one share; Dempster, Laird and Rubin 1977). */
static void
estimate_doubles (AtlasDuplicates *self, GArray *found, AtlasDuplicateRates *rates)
{
  guint n = self->columns->n_members;

  for (guint round = 0; round < 10; round++)
    {
      double sum = 0;

      for (guint i = 0; i < found->len; i++)
        sum += atlas_duplicate_evidence_judge (&g_array_index (found, Found, i).evidence, rates, n);
      rates->doubles = (FORESEEN * ATLAS_DUPLICATE_USUAL_RATES.doubles + 2 * sum) / (FORESEEN + n);
    }
}

/* --- by a third record --- */

#define MOST_ALIKE 32 /* records that may be one person's, of which pairs are made */

static void
add_alike (GHashTable *alike, guint32 row, guint found)
{
  GArray *list = g_hash_table_lookup (alike, GUINT_TO_POINTER (row + 1));

  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (alike, GUINT_TO_POINTER (row + 1), list);
    }
  if (list->len < MOST_ALIKE)
    g_array_append_val (list, found);
}

/* Where A is B, and B is C, A is C, however little they look it: a name changed first and the house then.
 * That is as probable as both together. */
static void
conclude (AtlasDuplicates *self, GArray *found, double threshold)
{
  g_autoptr (GHashTable) alike = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_array_unref);
  g_autoptr (GArray) added = g_array_new (FALSE, FALSE, sizeof (Found));
  GHashTableIter iter;
  gpointer key, value;
  guint n_own = found->len;

  for (guint i = 0; i < n_own; i++)
    {
      const Found *one = &g_array_index (found, Found, i);

      if (one->evidence.score < MAX (threshold, ATLAS_DUPLICATES_SURE))
        continue;
      add_alike (alike, one->a, i);
      add_alike (alike, one->b, i);
    }
  g_hash_table_iter_init (&iter, alike);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      guint32 third = GPOINTER_TO_UINT (key) - 1;
      GArray *list = value;

      for (guint i = 0; i + 1 < list->len; i++)
        for (guint j = i + 1; j < list->len; j++)
          {
            const Found *one = &g_array_index (found, Found, g_array_index (list, guint, i));
            const Found *two = &g_array_index (found, Found, g_array_index (list, guint, j));
            guint32 a = one->a == third ? one->b : one->a, b = two->a == third ? two->b : two->a;
            Found both = { MIN (a, b), MAX (a, b), { .score = one->evidence.score * two->evidence.score } };

            if (both.evidence.score >= threshold)
              g_array_append_val (added, both);
          }
    }
  for (guint i = 0; i < added->len; i++)
    {
      Found *one = &g_array_index (added, Found, i);
      double score = one->evidence.score;

      atlas_duplicate_scale_weigh (self->scale, atlas_duplicate_columns_get (self->columns, one->a),
                                   atlas_duplicate_columns_get (self->columns, one->b), &one->evidence);
      one->evidence.through_third = TRUE;
      one->evidence.score = score;
    }
  g_array_append_vals (found, added->data, added->len);
  drop_repeated (found);
}

/* The row of that id. */
static const AtlasDuplicateRow *
get_row (AtlasDuplicates *self, gint64 id)
{
  for (guint i = 0; i < self->columns->n_members; i++)
    if (g_array_index (self->columns->ids, gint64, i) == id)
      return &self->columns->members[i];
  return NULL;
}

/* What somebody has said is told of however little the records have in common. */
static void
add_told (AtlasDuplicates *self, GArray *pairs, GHashTable *wanted)
{
  for (guint i = 0; i < self->told->len; i++)
    {
      AtlasDuplicatePair pair = g_array_index (self->told, AtlasDuplicatePair, i);
      const AtlasDuplicateRow *left, *right;
      guint k = 0;

      if (atlas_duplicates_is_dismissed (self, pair.left, pair.right) ||
          (wanted != NULL && !g_hash_table_contains (wanted, &pair.left) &&
           !g_hash_table_contains (wanted, &pair.right)))
        continue;
      while (k < pairs->len && (g_array_index (pairs, AtlasDuplicatePair, k).left != pair.left ||
                                g_array_index (pairs, AtlasDuplicatePair, k).right != pair.right))
        k++;
      if (k == pairs->len)
        {
          left = get_row (self, pair.left);
          right = get_row (self, pair.right);
          if (left == NULL || right == NULL)
            continue;
          atlas_duplicate_scale_weigh (self->scale, left, right, &pair.evidence);
          g_array_append_val (pairs, pair);
        }
      g_array_index (pairs, AtlasDuplicatePair, k).evidence.told = TRUE;
      g_array_index (pairs, AtlasDuplicatePair, k).evidence.score = 1;
    }
}

/* What is probable enough, by ids, without what was called different people. */
static GArray *
settle (AtlasDuplicates *self, GArray *found, double threshold, GArray *ids, AtlasDuplicateCounts *counts)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (AtlasDuplicatePair));
  g_autoptr (GHashTable) wanted = NULL;

  if (ids != NULL)
    {
      wanted = g_hash_table_new (g_int64_hash, g_int64_equal);
      for (guint i = 0; i < ids->len; i++)
        g_hash_table_add (wanted, &g_array_index (ids, gint64, i));
    }
  for (guint i = 0; i < found->len; i++)
    {
      const Found *one = &g_array_index (found, Found, i);
      gint64 ids_of_two[] = { g_array_index (self->columns->ids, gint64, one->a),
                              g_array_index (self->columns->ids, gint64, one->b) };
      AtlasDuplicatePair pair = { MIN (ids_of_two[0], ids_of_two[1]), MAX (ids_of_two[0], ids_of_two[1]),
                                  one->evidence };

      if (one->evidence.score < threshold)
        continue;
      if (wanted != NULL && !g_hash_table_contains (wanted, &pair.left) &&
          !g_hash_table_contains (wanted, &pair.right))
        continue;
      if (atlas_duplicates_is_dismissed (self, pair.left, pair.right))
        counts->dismissed++;
      else
        g_array_append_val (pairs, pair);
    }
  add_told (self, pairs, wanted);
  g_array_sort (pairs, atlas_duplicates_compare_pairs);
  return pairs;
}

GArray *
atlas_duplicates_search (AtlasDuplicates *self,
                         double threshold,
                         GArray *ids,
                         AtlasDuplicateCounts *counts,
                         AtlasProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  Search search = { .self = self,
                    .threshold = threshold,
                    .cancellable = cancellable,
                    .asker = g_thread_self (),
                    .progress = progress,
                    .user_data = user_data };
  AtlasDuplicateRates rates = ATLAS_DUPLICATE_USUAL_RATES;
  AtlasDuplicateCounts sum = { 0 };
  g_autoptr (AtlasDuplicateBlocks) doors = NULL;
  g_autofree Worker *workers = NULL;
  g_autofree GThread **threads = NULL;
  g_autoptr (GArray) found = NULL;
  GArray *pairs;
  guint n_workers;

  g_return_val_if_fail (self != NULL, NULL);

  doors = atlas_duplicate_blocks_new ();
  rates.housemates = atlas_duplicates_estimate_housemates (self, doors);
  search.most = (AtlasDuplicateRates){ MOST_DOUBLES, rates.housemates };
  search.limit = atlas_duplicate_block_limit (self->columns->n_members);
  n_workers = CLAMP (g_get_num_processors (), 1, ATLAS_DUPLICATE_WAYS_IN);
  /* A few members are compared before a thread has begun. */
  if (self->columns->n_members < 1000)
    n_workers = 1;
  workers = g_new0 (Worker, n_workers);
  threads = g_new0 (GThread *, n_workers);
  for (guint i = 0; i < n_workers; i++)
    {
      workers[i].search = &search;
      workers[i].blocks = i == 0 ? g_steal_pointer (&doors) : atlas_duplicate_blocks_new ();
      workers[i].scale = atlas_duplicate_scale_new (self->columns);
      atlas_duplicate_scale_set_threshold (workers[i].scale, &search.most, threshold);
      workers[i].found = g_array_new (FALSE, FALSE, sizeof (Found));
      if (i > 0)
        threads[i] = g_thread_new ("duplicates", work, &workers[i]);
    }
  work (&workers[0]);

  found = g_array_new (FALSE, FALSE, sizeof (Found));
  for (guint i = 0; i < n_workers; i++)
    {
      if (threads[i] != NULL)
        g_thread_join (threads[i]);
      g_array_append_vals (found, workers[i].found->data, workers[i].found->len);
      sum.compared += workers[i].counts.compared;
      sum.weighed += workers[i].counts.weighed;
      sum.left_out += workers[i].counts.left_out;
      g_array_unref (workers[i].found);
      atlas_duplicate_scale_free (workers[i].scale);
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  sum.members = self->columns->n_members;
  drop_repeated (found);
  estimate_doubles (self, found, &rates);
  conclude (self, found, threshold);
  pairs = settle (self, found, threshold, ids, &sum);
  if (counts != NULL)
    *counts = sum;
  return pairs;
}
