/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-list-private.h"

#include "atlas-i18n.h"

/* Up to as many members are searched anew by themselves: it takes about a second. */
#define SMALL 50000

/* Of the search, the part that reading takes, in percent. */
#define READING 35

/* Which pairs still stand. */

typedef struct
{
  GArray *pairs;
  GHashTable *heirs;
  AtlasQuery *query;
} Sifting;

typedef struct
{
  GArray *listed;
  guint n_all;
} Sifted;

static void
sifting_free (gpointer data)
{
  Sifting *self = data;

  g_array_unref (self->pairs);
  g_hash_table_unref (self->heirs);
  atlas_query_unref (self->query);
  g_free (self);
}

static void
sifted_free (gpointer data)
{
  Sifted *self = data;

  g_array_unref (self->listed);
  g_free (self);
}

static void
sift_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Sifting *sifting = data;
  GError *error = NULL;
  g_autoptr (GArray) all =
    atlas_duplicates_sift (source, sifting->pairs, sifting->heirs, NULL, cancellable, &error);
  GArray *listed = NULL;
  Sifted *sifted;

  if (all != NULL)
    listed = atlas_query_is_empty (sifting->query)
               ? g_array_ref (all)
               : atlas_duplicates_sift (source, all, sifting->heirs, sifting->query, cancellable, &error);
  if (listed == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  sifted = g_new0 (Sifted, 1);
  sifted->listed = listed;
  sifted->n_all = all->len;
  g_task_return_pointer (task, sifted, sifted_free);
}

static void
on_sifted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasDuplicateList) self = data;
  g_autoptr (GError) error = NULL;
  Sifted *sifted = g_task_propagate_pointer (G_TASK (result), &error);

  if (g_task_get_cancellable (G_TASK (result)) != self->sifting)
    {
      g_clear_pointer (&sifted, sifted_free);
      return;
    }
  g_clear_object (&self->sifting);
  if (sifted != NULL)
    {
      self->n_all = sifted->n_all;
      atlas_duplicate_list_set_pairs (self, sifted->listed);
      sifted_free (sifted);
    }
  else if (self->session != NULL)
    atlas_session_fail (self->session, _ ("The list of possible duplicates can’t be shown"), error);
  atlas_duplicate_list_tell (self);
}

/* For another thread. */
static GHashTable *
copy_heirs (AtlasDuplicateList *self)
{
  GHashTable *copy = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer right, left;

  g_hash_table_iter_init (&iter, self->heirs);
  while (g_hash_table_iter_next (&iter, &right, &left))
    g_hash_table_insert (copy, g_memdup2 (right, sizeof (gint64)), g_memdup2 (left, sizeof (gint64)));
  return copy;
}

/* Those put together by hand first, with what the search has found of them. */
static GArray *
join_pairs (AtlasDuplicateList *self)
{
  GArray *pairs = g_array_copy (self->together);

  for (guint i = 0; self->found != NULL && i < self->found->len; i++)
    {
      const AtlasDuplicatePair *found = &g_array_index (self->found, AtlasDuplicatePair, i);

      for (guint j = 0; j < self->together->len; j++)
        {
          AtlasDuplicatePair *pair = &g_array_index (pairs, AtlasDuplicatePair, j);

          if (pair->left == found->left && pair->right == found->right)
            *pair = *found;
        }
    }
  if (self->found != NULL)
    g_array_append_vals (pairs, self->found->data, self->found->len);
  return pairs;
}

void
atlas_duplicate_list_sift (AtlasDuplicateList *self)
{
  Sifting *sifting;
  g_autoptr (GTask) task = NULL;

  if (self->session == NULL || (self->found == NULL && self->together->len == 0))
    return;
  g_cancellable_cancel (self->sifting);
  g_clear_object (&self->sifting);
  sifting = g_new0 (Sifting, 1);
  sifting->pairs = join_pairs (self);
  sifting->heirs = copy_heirs (self);
  sifting->query =
    atlas_query_ref (atlas_filter_get_query (atlas_session_get_filter (self->session, &atlas_kind_member)));
  self->sifting = g_cancellable_new ();
  task =
    g_task_new (atlas_session_get_register (self->session), self->sifting, on_sifted, g_object_ref (self));
  g_task_set_source_tag (task, atlas_duplicate_list_sift);
  g_task_set_task_data (task, sifting, sifting_free);
  g_task_run_in_thread (task, sift_in_thread);
}

/* The search. */

typedef struct
{
  AtlasJob *job;
  AtlasDuplicateCounts counts;
  int from, share; /* of the whole, percent */
} Search;

static void
search_free (gpointer data)
{
  Search *self = data;

  g_object_unref (self->job);
  g_free (self);
}

static void
on_progress (gint64 done, gint64 total, gpointer data)
{
  Search *self = data;

  if (total > 0)
    atlas_job_progress (self->from * total + self->share * MIN (done, total), 100 * total, self->job);
}

static void
search_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;
  GError *error = NULL;
  g_autoptr (AtlasDuplicates) duplicates = NULL;
  GArray *pairs = NULL;

  search->share = READING;
  duplicates = atlas_duplicates_new (source, on_progress, search, cancellable, &error);
  search->from = READING;
  search->share = 100 - READING;
  if (duplicates != NULL)
    pairs = atlas_duplicates_search (duplicates, ATLAS_DUPLICATES_THRESHOLD, NULL, &search->counts,
                                     on_progress, search, cancellable, &error);
  if (pairs != NULL)
    g_task_return_pointer (task, pairs, (GDestroyNotify) g_array_unref);
  else
    g_task_return_error (task, error);
}

static void
on_searched (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasDuplicateList) self = data;
  g_autoptr (GError) error = NULL;
  Search *search = g_task_get_task_data (G_TASK (result));
  g_autoptr (GArray) pairs = g_task_propagate_pointer (G_TASK (result), &error);

  atlas_job_end (search->job);
  if (search->job != self->job)
    return;
  g_clear_object (&self->job);
  self->stopped = pairs == NULL;
  if (pairs != NULL)
    {
      self->counts = search->counts;
      self->stale = self->changed;
      g_clear_pointer (&self->found, g_array_unref);
      self->found = g_steal_pointer (&pairs);
      atlas_duplicate_list_sift (self);
    }
  else
    atlas_session_fail (self->session, _ ("The search for duplicates failed"), error);
  atlas_duplicate_list_tell (self);
}

void
atlas_duplicate_list_search (AtlasDuplicateList *self, gboolean again)
{
  g_autoptr (GTask) task = NULL;
  Search *search;

  g_return_if_fail (ATLAS_IS_DUPLICATE_LIST (self));

  if (self->session == NULL || self->job != NULL)
    return;
  if (!again && (self->stopped || (self->found != NULL && !(self->stale && self->counts.members <= SMALL))))
    return;
  self->changed = FALSE;
  self->job = atlas_job_new (_ ("Searching for people who are recorded twice"));
  search = g_new0 (Search, 1);
  search->job = g_object_ref (self->job);
  task = g_task_new (atlas_session_get_register (self->session), atlas_job_get_cancellable (self->job),
                     on_searched, g_object_ref (self));
  g_task_set_source_tag (task, atlas_duplicate_list_search);
  g_task_set_task_data (task, search, search_free);
  g_task_run_in_thread (task, search_in_thread);
  atlas_duplicate_list_tell (self);
}
