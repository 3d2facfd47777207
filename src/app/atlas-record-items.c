/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-items.h"

/* Records kept though nobody holds their rows: some screens to scroll back through. */
#define MAX_KEPT 1024

struct _AtlasRecordItem
{
  GObject parent_instance;

  AtlasRecordItems *items; /* NULL once it has let go of this one */
  gint64 id;
  AtlasRecord *record;
  gboolean is_read;
};

struct _AtlasRecordItems
{
  const AtlasKind *kind;
  AtlasSession *session;
  GHashTable *held; /* id -> item; not owned */
  GQueue kept;      /* of items, owned: those read last */
  guint64 n_read;
};

enum
{
  PROP_0,
  PROP_RECORD,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (AtlasRecordItem, atlas_record_item, G_TYPE_OBJECT)

static void
atlas_record_item_finalize (GObject *object)
{
  AtlasRecordItem *self = ATLAS_RECORD_ITEM (object);

  if (self->items != NULL)
    g_hash_table_remove (self->items->held, &self->id);
  g_clear_pointer (&self->record, atlas_record_unref);

  G_OBJECT_CLASS (atlas_record_item_parent_class)->finalize (object);
}

static void
atlas_record_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_RECORD:
      g_value_set_boxed (value, atlas_record_item_get_record (ATLAS_RECORD_ITEM (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_record_item_class_init (AtlasRecordItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = atlas_record_item_finalize;
  object_class->get_property = atlas_record_item_get_property;

  properties[PROP_RECORD] =
    g_param_spec_boxed ("record", NULL, NULL, ATLAS_TYPE_RECORD, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
atlas_record_item_init (AtlasRecordItem *self)
{
}

gint64
atlas_record_item_get_id (AtlasRecordItem *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_ITEM (self), 0);
  return self->id;
}

static void
keep (AtlasRecordItems *self, AtlasRecordItem *item)
{
  g_queue_push_tail (&self->kept, g_object_ref (item));
  if (self->kept.length > MAX_KEPT)
    g_object_unref (g_queue_pop_head (&self->kept));
}

AtlasRecord *
atlas_record_item_get_record (AtlasRecordItem *self)
{
  AtlasRecord *record;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (ATLAS_IS_RECORD_ITEM (self), NULL);

  if (self->is_read || self->items == NULL || self->items->session == NULL)
    return self->record;

  record = atlas_register_load (atlas_session_get_register (self->items->session), self->items->kind,
                                self->id, &error);
  self->items->n_read++;
  if (record != NULL)
    {
      g_clear_pointer (&self->record, atlas_record_unref);
      self->record = record;
      self->is_read = TRUE;
      keep (self->items, self);
    }
  else if (g_error_matches (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN))
    self->is_read = TRUE; /* gone; the row, too, in a moment */

  /* Else an import holds the database: what was known stays, and its change notice asks again. */
  return self->record;
}

AtlasRecordItems *
atlas_record_items_new (const AtlasKind *kind)
{
  AtlasRecordItems *self = g_new0 (AtlasRecordItems, 1);

  self->kind = kind;
  self->held = g_hash_table_new (g_int64_hash, g_int64_equal);
  g_queue_init (&self->kept);
  return self;
}

void
atlas_record_items_free (AtlasRecordItems *self)
{
  atlas_record_items_set_session (self, NULL);
  g_hash_table_unref (self->held);
  g_free (self);
}

void
atlas_record_items_set_session (AtlasRecordItems *self, AtlasSession *session)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    ATLAS_RECORD_ITEM (item)->items = NULL;
  g_hash_table_remove_all (self->held);
  g_queue_clear_full (&self->kept, g_object_unref);
  g_set_object (&self->session, session);
}

AtlasRecordItem *
atlas_record_items_ref (AtlasRecordItems *self, gint64 id)
{
  AtlasRecordItem *item = g_hash_table_lookup (self->held, &id);

  if (item != NULL)
    return g_object_ref (item);
  item = g_object_new (ATLAS_TYPE_RECORD_ITEM, NULL);
  item->items = self;
  item->id = id;
  g_hash_table_insert (self->held, &item->id, item);
  return item;
}

static void
refresh (AtlasRecordItem *item)
{
  if (!item->is_read)
    return;
  item->is_read = FALSE;
  g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_RECORD]);
}

void
atlas_record_items_refresh (AtlasRecordItems *self, gint64 id)
{
  AtlasRecordItem *found = g_hash_table_lookup (self->held, &id);
  g_autoptr (AtlasRecordItem) item = found != NULL ? g_object_ref (found) : NULL;

  if (item != NULL)
    refresh (item);
}

void
atlas_record_items_refresh_all (AtlasRecordItems *self)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer item;

  /* Whoever is notified may let go of rows. */
  g_hash_table_iter_init (&iter, self->held);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    g_ptr_array_add (items, g_object_ref (item));
  for (guint i = 0; i < items->len; i++)
    refresh (g_ptr_array_index (items, i));
}

guint64
atlas_record_items_get_n_read (AtlasRecordItems *self)
{
  return self->n_read;
}
