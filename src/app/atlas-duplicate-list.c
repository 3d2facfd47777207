/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicate-list-private.h"

struct _AtlasDuplicateItem
{
  GObject parent_instance;

  AtlasDuplicatePair pair;
};

G_DEFINE_FINAL_TYPE (AtlasDuplicateItem, atlas_duplicate_item, G_TYPE_OBJECT)

static void atlas_duplicate_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasDuplicateList,
                               atlas_duplicate_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, atlas_duplicate_list_model_init))

enum
{
  UPDATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Items. */

static void
atlas_duplicate_item_class_init (AtlasDuplicateItemClass *klass)
{
}

static void
atlas_duplicate_item_init (AtlasDuplicateItem *self)
{
}

static AtlasDuplicateItem *
new_item (const AtlasDuplicatePair *pair)
{
  AtlasDuplicateItem *self = g_object_new (ATLAS_TYPE_DUPLICATE_ITEM, NULL);

  self->pair = *pair;
  return self;
}

const AtlasDuplicatePair *
atlas_duplicate_item_get_pair (AtlasDuplicateItem *self)
{
  g_return_val_if_fail (ATLAS_IS_DUPLICATE_ITEM (self), NULL);
  return &self->pair;
}

/* The same in either order: who was recorded first is on the left, but two put together by hand may be
 * anyhow. */
static guint
hash_pair (gconstpointer data)
{
  const AtlasDuplicatePair *pair = data;

  return (guint) (pair->left ^ pair->right) * 2654435761u + (guint) MIN (pair->left, pair->right);
}

static gboolean
equal_pairs (gconstpointer a, gconstpointer b)
{
  const AtlasDuplicatePair *one = a, *other = b;

  return (one->left == other->left && one->right == other->right) ||
         (one->left == other->right && one->right == other->left);
}

/* The model. */

static GType
get_item_type (GListModel *model)
{
  return ATLAS_TYPE_DUPLICATE_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return ATLAS_DUPLICATE_LIST (model)->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AtlasDuplicateList *self = ATLAS_DUPLICATE_LIST (model);

  return position < self->items->len ? g_object_ref (g_ptr_array_index (self->items, position)) : NULL;
}

static void
atlas_duplicate_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

void
atlas_duplicate_list_tell (AtlasDuplicateList *self)
{
  g_signal_emit (self, signals[UPDATED], 0);
}

/* Tells only of the middle that is another, so that what is selected outside of it stays so. */
static void
replace (AtlasDuplicateList *self, GPtrArray *items)
{
  g_autoptr (GPtrArray) before = self->items;
  guint same = 0, same_behind = 0, least = MIN (before->len, items->len);

  while (same < least && g_ptr_array_index (before, same) == g_ptr_array_index (items, same))
    same++;
  while (same_behind < least - same && g_ptr_array_index (before, before->len - 1 - same_behind) ==
                                         g_ptr_array_index (items, items->len - 1 - same_behind))
    same_behind++;
  self->items = g_ptr_array_ref (items);
  if (before->len - same - same_behind > 0 || items->len - same - same_behind > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), same, before->len - same - same_behind,
                                items->len - same - same_behind);
}

void
atlas_duplicate_list_set_pairs (AtlasDuplicateList *self, GArray *pairs)
{
  g_autoptr (GHashTable) known = g_hash_table_new (hash_pair, equal_pairs);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < self->items->len; i++)
    {
      AtlasDuplicateItem *item = g_ptr_array_index (self->items, i);

      if (!g_hash_table_contains (self->touched, &item->pair.left) &&
          !g_hash_table_contains (self->touched, &item->pair.right))
        g_hash_table_insert (known, &item->pair, item);
    }
  for (int last = 0; last < 2; last++)
    for (guint i = 0; i < pairs->len; i++)
      {
        const AtlasDuplicatePair *pair = &g_array_index (pairs, AtlasDuplicatePair, i);
        AtlasDuplicateItem *item = g_hash_table_lookup (known, pair);

        if (g_hash_table_contains (self->put_off, pair) != last ||
            g_hash_table_contains (self->deciding, pair))
          continue;
        if (item != NULL && item->pair.left == pair->left &&
            item->pair.evidence.score == pair->evidence.score)
          g_object_ref (item);
        else
          item = new_item (pair);
        g_ptr_array_add (items, item);
      }
  g_hash_table_remove_all (self->touched);
  replace (self, items);
}

/* What changes under it. */

/* Lines that say what somebody was called before are made anew. */
static void
touch (AtlasDuplicateList *self, AtlasChange *change)
{
  guint n;
  const gint64 *ids =
    atlas_change_get_ids (change, atlas_kind_get_table (&atlas_kind_member), ATLAS_CHANGE_UPDATE, &n);

  for (guint i = 0; i < n; i++)
    g_hash_table_add (self->touched, g_memdup2 (&ids[i], sizeof ids[i]));
  for (guint i = 0; atlas_change_is_everything (change) && i < self->items->len; i++)
    {
      const AtlasDuplicatePair *pair = &((AtlasDuplicateItem *) g_ptr_array_index (self->items, i))->pair;

      g_hash_table_add (self->touched, g_memdup2 (&pair->left, sizeof pair->left));
    }
}

/* Whether all of them took part in a merge of ours, or its undoing. */
static gboolean
is_own (AtlasDuplicateList *self, AtlasChange *change)
{
  const AtlasTable *table = atlas_kind_get_table (&atlas_kind_member);
  g_autoptr (GHashTable) own = g_hash_table_new (g_int64_hash, g_int64_equal);
  GHashTableIter iter;
  gpointer right, left;

  if (atlas_change_is_everything (change))
    return FALSE;
  g_hash_table_iter_init (&iter, self->heirs);
  while (g_hash_table_iter_next (&iter, &right, &left))
    {
      g_hash_table_add (own, right);
      g_hash_table_add (own, left);
    }
  for (AtlasChangeType type = ATLAS_CHANGE_INSERT; type <= ATLAS_CHANGE_DELETE; type++)
    {
      guint n;
      const gint64 *ids = atlas_change_get_ids (change, table, type, &n);

      for (guint i = 0; i < n; i++)
        if (!g_hash_table_contains (own, &ids[i]))
          return FALSE;
    }
  return TRUE;
}

static void
on_changed (AtlasDuplicateList *self, AtlasChange *change)
{
  gboolean members = atlas_change_is_everything (change) ||
                     atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_member));

  if (!members && !atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_verdict)))
    return;
  if (members && !is_own (self, change))
    {
      self->stale = self->found != NULL;
      self->changed = TRUE;
      if (self->watched)
        atlas_duplicate_list_search (self, FALSE);
    }
  if (self->items->len > 0)
    touch (self, change);
  atlas_duplicate_list_sift (self);
  atlas_duplicate_list_tell (self);
}

static void
forget (AtlasDuplicateList *self)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new_with_free_func (g_object_unref);

  g_cancellable_cancel (self->sifting);
  g_clear_object (&self->sifting);
  if (self->job != NULL)
    g_cancellable_cancel (atlas_job_get_cancellable (self->job));
  g_clear_object (&self->job);
  g_clear_pointer (&self->found, g_array_unref);
  g_array_set_size (self->together, 0);
  g_hash_table_remove_all (self->heirs);
  g_hash_table_remove_all (self->put_off);
  g_hash_table_remove_all (self->touched);
  g_hash_table_remove_all (self->deciding);
  self->counts = (AtlasDuplicateCounts){ 0 };
  self->n_all = 0;
  self->stale = self->stopped = FALSE;
  replace (self, none);
}

void
atlas_duplicate_list_set_session (AtlasDuplicateList *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_DUPLICATE_LIST (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (session == self->session)
    return;
  if (self->session != NULL)
    {
      g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
      g_signal_handlers_disconnect_by_data (atlas_session_get_filter (self->session, &atlas_kind_member),
                                            self);
    }
  forget (self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_changed), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (atlas_session_get_filter (session, &atlas_kind_member), "notify::query",
                               G_CALLBACK (atlas_duplicate_list_sift), self, G_CONNECT_SWAPPED);
    }
  if (self->watched)
    atlas_duplicate_list_search (self, FALSE);
  atlas_duplicate_list_tell (self);
}

void
atlas_duplicate_list_set_watched (AtlasDuplicateList *self, gboolean watched)
{
  g_return_if_fail (ATLAS_IS_DUPLICATE_LIST (self));

  self->watched = watched;
  if (watched)
    atlas_duplicate_list_search (self, FALSE);
}

/* What is asked of it. */

AtlasDuplicateState
atlas_duplicate_list_get_state (AtlasDuplicateList *self)
{
  g_return_val_if_fail (ATLAS_IS_DUPLICATE_LIST (self), ATLAS_DUPLICATES_UNKNOWN);

  if (self->found != NULL)
    return self->items->len == 0 && self->sifting != NULL ? ATLAS_DUPLICATES_SEARCHING
                                                          : ATLAS_DUPLICATES_KNOWN;
  return self->job != NULL ? ATLAS_DUPLICATES_SEARCHING : ATLAS_DUPLICATES_UNKNOWN;
}

AtlasJob *
atlas_duplicate_list_get_job (AtlasDuplicateList *self)
{
  g_return_val_if_fail (ATLAS_IS_DUPLICATE_LIST (self), NULL);
  return self->job;
}

const AtlasDuplicateCounts *
atlas_duplicate_list_get_counts (AtlasDuplicateList *self)
{
  g_return_val_if_fail (ATLAS_IS_DUPLICATE_LIST (self), NULL);
  return &self->counts;
}

guint
atlas_duplicate_list_get_n_all (AtlasDuplicateList *self)
{
  g_return_val_if_fail (ATLAS_IS_DUPLICATE_LIST (self), 0);
  return self->n_all;
}

gboolean
atlas_duplicate_list_is_stale (AtlasDuplicateList *self)
{
  g_return_val_if_fail (ATLAS_IS_DUPLICATE_LIST (self), FALSE);
  return self->stale;
}

gboolean
atlas_duplicate_list_is_settled (AtlasDuplicateList *self)
{
  g_return_val_if_fail (ATLAS_IS_DUPLICATE_LIST (self), TRUE);
  return self->job == NULL && self->sifting == NULL;
}

gboolean
atlas_duplicate_list_find (AtlasDuplicateList *self, gint64 left, gint64 right, guint *position)
{
  AtlasDuplicatePair pair = { .left = left, .right = right };

  g_return_val_if_fail (ATLAS_IS_DUPLICATE_LIST (self) && position != NULL, FALSE);

  for (guint i = 0; i < self->items->len; i++)
    if (equal_pairs (&pair, &((AtlasDuplicateItem *) g_ptr_array_index (self->items, i))->pair))
      {
        *position = i;
        return TRUE;
      }
  return FALSE;
}

void
atlas_duplicate_list_put_together (AtlasDuplicateList *self, gint64 left, gint64 right)
{
  AtlasDuplicatePair pair = { .left = MIN (left, right), .right = MAX (left, right) };
  g_autoptr (GPtrArray) items = NULL;
  guint position;

  g_return_if_fail (ATLAS_IS_DUPLICATE_LIST (self));
  g_return_if_fail (left != right);

  if (atlas_duplicate_list_find (self, left, right, &position))
    return;
  g_array_prepend_val (self->together, pair);
  items = g_ptr_array_copy (self->items, (GCopyFunc) g_object_ref, NULL);
  g_ptr_array_set_free_func (items, g_object_unref);
  g_ptr_array_insert (items, 0, new_item (&pair));
  replace (self, items);
  self->n_all++;
  atlas_duplicate_list_tell (self);
}

static GPtrArray *
copy_without (AtlasDuplicateList *self, guint position)
{
  GPtrArray *items = g_ptr_array_copy (self->items, (GCopyFunc) g_object_ref, NULL);

  g_ptr_array_set_free_func (items, g_object_unref);
  g_ptr_array_remove_index (items, position);
  return items;
}

void
atlas_duplicate_list_put_off (AtlasDuplicateList *self, guint position)
{
  AtlasDuplicateItem *item;
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (ATLAS_IS_DUPLICATE_LIST (self));
  g_return_if_fail (position < self->items->len);

  item = g_ptr_array_index (self->items, position);
  g_hash_table_add (self->put_off, g_memdup2 (&item->pair, sizeof item->pair));
  items = copy_without (self, position);
  /* Another item: a list's keyboard cursor would go with the same. */
  g_ptr_array_add (items, new_item (&item->pair));
  replace (self, items);
  atlas_duplicate_list_tell (self);
}

void
atlas_duplicate_list_take_out (AtlasDuplicateList *self, guint position)
{
  AtlasDuplicateItem *item;
  g_autoptr (GPtrArray) items = NULL;

  g_return_if_fail (ATLAS_IS_DUPLICATE_LIST (self));
  g_return_if_fail (position < self->items->len);

  item = g_ptr_array_index (self->items, position);
  g_hash_table_add (self->deciding, g_memdup2 (&item->pair, sizeof item->pair));
  items = copy_without (self, position);
  replace (self, items);
  atlas_duplicate_list_tell (self);
}

void
atlas_duplicate_list_decided (AtlasDuplicateList *self, gint64 left, gint64 right)
{
  AtlasDuplicatePair pair = { .left = left, .right = right };

  g_return_if_fail (ATLAS_IS_DUPLICATE_LIST (self));

  g_hash_table_remove (self->deciding, &pair);
  atlas_duplicate_list_sift (self);
}

void
atlas_duplicate_list_add_heir (AtlasDuplicateList *self, gint64 right, gint64 left)
{
  g_return_if_fail (ATLAS_IS_DUPLICATE_LIST (self));

  g_hash_table_insert (self->heirs, g_memdup2 (&right, sizeof right), g_memdup2 (&left, sizeof left));
}

/* GObject. */

static void
atlas_duplicate_list_dispose (GObject *object)
{
  AtlasDuplicateList *self = ATLAS_DUPLICATE_LIST (object);

  self->watched = FALSE;
  atlas_duplicate_list_set_session (self, NULL);

  G_OBJECT_CLASS (atlas_duplicate_list_parent_class)->dispose (object);
}

static void
atlas_duplicate_list_finalize (GObject *object)
{
  AtlasDuplicateList *self = ATLAS_DUPLICATE_LIST (object);

  g_ptr_array_unref (self->items);
  g_array_unref (self->together);
  g_hash_table_unref (self->heirs);
  g_hash_table_unref (self->put_off);
  g_hash_table_unref (self->touched);
  g_hash_table_unref (self->deciding);

  G_OBJECT_CLASS (atlas_duplicate_list_parent_class)->finalize (object);
}

static void
atlas_duplicate_list_class_init (AtlasDuplicateListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = atlas_duplicate_list_dispose;
  object_class->finalize = atlas_duplicate_list_finalize;

  signals[UPDATED] = g_signal_new ("updated", ATLAS_TYPE_DUPLICATE_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
atlas_duplicate_list_init (AtlasDuplicateList *self)
{
  self->items = g_ptr_array_new_with_free_func (g_object_unref);
  self->together = g_array_new (FALSE, FALSE, sizeof (AtlasDuplicatePair));
  self->heirs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  self->touched = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->put_off = g_hash_table_new_full (hash_pair, equal_pairs, g_free, NULL);
  self->deciding = g_hash_table_new_full (hash_pair, equal_pairs, g_free, NULL);
}

AtlasDuplicateList *
atlas_duplicate_list_new (void)
{
  return g_object_new (ATLAS_TYPE_DUPLICATE_LIST, NULL);
}
