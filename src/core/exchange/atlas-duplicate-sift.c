/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-duplicates-private.h"

/* Pairs that were found, and what became of them since. */

typedef struct
{
  AtlasStatement *exists;
  GHashTable *heirs;
  GHashTable *dismissed; /* gint64: pairs that were called different people, and those kept already */
  GHashTable *known;     /* gint64, gboolean: members that were looked up */
  GHashTable *found;     /* gint64: whom the query finds; NULL: everybody */
} Sieve;

static gint64 *
copy_id (gint64 id)
{
  return g_memdup2 (&id, sizeof id);
}

static gboolean
exists (Sieve *self, gint64 id, gboolean *there, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gpointer known;

  if (g_hash_table_lookup_extended (self->known, &id, NULL, &known))
    {
      *there = GPOINTER_TO_INT (known);
      return TRUE;
    }
  atlas_statement_bind_integer (self->exists, ":id", id);
  *there = atlas_statement_step (self->exists, &failure);
  atlas_statement_reset (self->exists);
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  g_hash_table_insert (self->known, copy_id (id), GINT_TO_POINTER (*there));
  return TRUE;
}

/* Who stands for the member now: itself, or whose record it went into. 0: nobody. */
static gboolean
find_present (Sieve *self, gint64 id, gint64 *present, GError **error)
{
  gboolean there;

  /* A record goes into one that is there, so that the chain ends. */
  while (exists (self, id, &there, error))
    {
      const gint64 *heir = there || self->heirs == NULL ? NULL : g_hash_table_lookup (self->heirs, &id);

      if (there || heir == NULL)
        {
          *present = there ? id : 0;
          return TRUE;
        }
      id = *heir;
    }
  return FALSE;
}

static gboolean
is_found (Sieve *self, const AtlasDuplicatePair *pair)
{
  return self->found == NULL || g_hash_table_contains (self->found, &pair->left) ||
         g_hash_table_contains (self->found, &pair->right);
}

static gboolean
sift (Sieve *self, GArray *pairs, GArray *kept, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      AtlasDuplicatePair pair = g_array_index (pairs, AtlasDuplicatePair, i);
      gint64 key;

      if ((i % 1024 == 0 && g_cancellable_set_error_if_cancelled (cancellable, error)) ||
          !find_present (self, pair.left, &pair.left, error) ||
          !find_present (self, pair.right, &pair.right, error))
        return FALSE;
      if (pair.left == 0 || pair.right == 0 || pair.left == pair.right || !is_found (self, &pair))
        continue;
      key = atlas_duplicates_make_key (pair.left, pair.right);
      if (g_hash_table_add (self->dismissed, copy_id (key)))
        g_array_append_val (kept, pair);
    }
  return TRUE;
}

static GHashTable *
list_found (AtlasRegister *source, AtlasQuery *query, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) ids = atlas_register_list_ids (source, query, "", 0, cancellable, error);
  GHashTable *found;

  if (ids == NULL)
    return NULL;
  found = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  for (guint i = 0; i < ids->len; i++)
    g_hash_table_add (found, copy_id (g_array_index (ids, gint64, i)));
  return found;
}

GArray *
atlas_duplicates_sift (AtlasRegister *source,
                       GArray *pairs,
                       GHashTable *heirs,
                       AtlasQuery *query,
                       GCancellable *cancellable,
                       GError **error)
{
  g_autoptr (GHashTable) dismissed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) found = NULL;
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (AtlasDuplicatePair));
  Sieve sieve = { .heirs = heirs, .dismissed = dismissed, .known = known };
  AtlasStore *store;
  AtlasConnection *connection;
  gboolean good;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (pairs != NULL, NULL);

  if (query != NULL && !atlas_query_is_empty (query))
    {
      found = list_found (source, query, cancellable, error);
      if (found == NULL)
        return NULL;
      sieve.found = found;
    }
  store = atlas_register_get_store (source);
  connection = atlas_store_acquire_reader (store, error);
  if (connection == NULL)
    return NULL;
  good = atlas_duplicates_read_dismissed (connection, dismissed, error);
  if (good)
    {
      g_autoptr (AtlasStatement) exists =
        atlas_statement_new (connection, "SELECT 1 FROM member WHERE id = :id", error);

      sieve.exists = exists;
      good = exists != NULL && sift (&sieve, pairs, kept, cancellable, error);
    }
  atlas_store_release_reader (store, connection);
  return good ? g_steal_pointer (&kept) : NULL;
}
