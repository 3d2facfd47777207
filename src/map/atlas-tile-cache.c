/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-tile-cache.h"

typedef struct
{
  gint64 key; /* first: the hash table's key points at it */
  gpointer data;
  gsize size;
  GList link; /* in recent */
} Entry;

struct _AtlasTileCache
{
  GHashTable *entries; /* (element-type gint64 Entry) */
  GQueue recent;       /* (element-type Entry): the one used last at the head */
  GDestroyNotify destroy;
  gsize size, max_size;
};

static gint64
make_key (const AtlasTilePlace *place)
{
  return (gint64) place->zoom << 56 | (gint64) place->column << 28 | (gint64) place->row;
}

static void
remove_entry (AtlasTileCache *self, Entry *entry)
{
  g_hash_table_remove (self->entries, &entry->key);
  g_queue_unlink (&self->recent, &entry->link);
  self->size -= entry->size;
  self->destroy (entry->data);
  g_free (entry);
}

AtlasTileCache *
atlas_tile_cache_new (gsize max_size, GDestroyNotify destroy)
{
  AtlasTileCache *self;

  g_return_val_if_fail (destroy != NULL, NULL);

  self = g_new0 (AtlasTileCache, 1);
  self->entries = g_hash_table_new (g_int64_hash, g_int64_equal);
  self->destroy = destroy;
  self->max_size = max_size;
  g_queue_init (&self->recent);
  return self;
}

void
atlas_tile_cache_free (AtlasTileCache *self)
{
  if (self == NULL)
    return;
  while (self->recent.head != NULL)
    remove_entry (self, self->recent.head->data);
  g_hash_table_unref (self->entries);
  g_free (self);
}

gpointer
atlas_tile_cache_get (AtlasTileCache *self, const AtlasTilePlace *place)
{
  gint64 key;
  Entry *entry;

  g_return_val_if_fail (self != NULL && place != NULL, NULL);

  key = make_key (place);
  entry = g_hash_table_lookup (self->entries, &key);
  if (entry == NULL)
    return NULL;
  g_queue_unlink (&self->recent, &entry->link);
  g_queue_push_head_link (&self->recent, &entry->link);
  return entry->data;
}

void
atlas_tile_cache_put (AtlasTileCache *self, const AtlasTilePlace *place, gpointer data, gsize size)
{
  gint64 key;
  Entry *entry;

  g_return_if_fail (self != NULL && place != NULL && data != NULL);

  key = make_key (place);
  entry = g_hash_table_lookup (self->entries, &key);
  if (entry != NULL)
    remove_entry (self, entry);
  entry = g_new0 (Entry, 1);
  *entry = (Entry){ .key = key, .data = data, .size = size, .link.data = entry };
  g_hash_table_insert (self->entries, &entry->key, entry);
  g_queue_push_head_link (&self->recent, &entry->link);
  self->size += size;
  while (self->size > self->max_size && self->recent.length > 1)
    remove_entry (self, self->recent.tail->data);
}
