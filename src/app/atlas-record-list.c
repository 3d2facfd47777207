/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record-list.h"

#include "atlas-i18n.h"
#include "atlas-id-steps.h"
#include "atlas-record-items.h"

/* So many rows GTK may look through for those it shows. */
#define MAX_SEARCHED 5000

struct _AtlasRecordList
{
  GObject parent_instance;

  const AtlasKind *kind;
  AtlasSession *session;
  AtlasQuery *query;
  char *sort;

  GArray *ids;
  gboolean settled;
  gboolean halfway;      /* in replace_middle () */
  GCancellable *listing; /* of the answer that is being waited for */

  AtlasRecordItems *items;
};

enum
{
  PROP_0,
  PROP_LOADING,
  PROP_SETTLED,
  N_PROPERTIES,
  PROP_CURRENT = N_PROPERTIES /* of the interface */
};

static GParamSpec *properties[N_PROPERTIES];

static void atlas_record_list_list_model_init (GListModelInterface *iface);
static void atlas_record_list_source_init (AtlasRecordSourceInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (AtlasRecordList,
                               atlas_record_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, atlas_record_list_list_model_init)
                                 G_IMPLEMENT_INTERFACE (ATLAS_TYPE_RECORD_SOURCE,
                                                        atlas_record_list_source_init))

/* Ids. */

static gint64
get_id (GArray *ids, guint index)
{
  return g_array_index (ids, gint64, index);
}

static void
tell (AtlasRecordList *self, guint position, guint removed, guint added)
{
  if (removed > 0 || added > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static void
take_steps (AtlasRecordList *self, const AtlasIdStep *steps, guint n_steps)
{
  for (guint i = 0; i < n_steps; i++)
    {
      gboolean added = steps[i].id != 0;

      if (added)
        g_array_insert_val (self->ids, steps[i].position, steps[i].id);
      else
        g_array_remove_index (self->ids, steps[i].position);
      tell (self, steps[i].position, !added, added);
    }
}

/* Takes @ids, and tells of what is left when equal beginnings and ends are cut off. */
static void
replace_middle (AtlasRecordList *self, GArray *ids)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->ids);
  guint start = 0, end = 0, common = MIN (old->len, ids->len);
  guint removed, added;

  while (start < common && get_id (old, start) == get_id (ids, start))
    start++;
  while (end < common - start && get_id (old, old->len - 1 - end) == get_id (ids, ids->len - 1 - end))
    end++;
  removed = old->len - start - end;
  added = ids->len - start - end;

  /* GTK looks through everything that is added for the rows that it has on screen, and makes an object for
   * each: too much for a million. In two steps there is nothing to look for. */
  if (removed > MAX_SEARCHED || added > MAX_SEARCHED)
    {
      self->ids = g_array_sized_new (FALSE, FALSE, sizeof (gint64), start + end);
      g_array_append_vals (self->ids, old->data, start);
      g_array_append_vals (self->ids, old->data + (old->len - end) * sizeof (gint64), end);
      self->halfway = added > 0;
      tell (self, start, removed, 0);
      self->halfway = FALSE;
      g_array_unref (self->ids);
      self->ids = ids;
      tell (self, start, 0, added);
      return;
    }
  self->ids = ids;
  tell (self, start, removed, added);
}

static void
replace_ids (AtlasRecordList *self, GArray *ids)
{
  AtlasIdStep steps[ATLAS_ID_STEPS_MAX];
  guint n_steps;

  if (atlas_id_steps_find (self->ids, ids, steps, &n_steps))
    {
      take_steps (self, steps, n_steps);
      g_array_unref (ids);
    }
  else
    replace_middle (self, ids);
}

static void
notify (AtlasRecordList *self, guint property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
  g_object_notify (G_OBJECT (self), "current");
}

static void
settle (AtlasRecordList *self, gboolean settled)
{
  if (self->settled == settled)
    return;
  self->settled = settled;
  notify (self, PROP_SETTLED);
}

static void
on_listed (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasRecordList) self = data;
  g_autoptr (GError) error = NULL;
  GArray *ids = atlas_register_list_ids_finish (ATLAS_REGISTER (source), result, &error);

  /* Whoever cancelled it waits for a newer answer, or for none. */
  if (g_task_get_cancellable (G_TASK (result)) != self->listing)
    {
      g_clear_pointer (&ids, g_array_unref);
      return;
    }

  g_clear_object (&self->listing);
  if (ids != NULL)
    replace_ids (self, ids);
  else
    atlas_session_fail (self->session, _ ("The list can’t be read"), error);
  settle (self, TRUE);
  notify (self, PROP_LOADING);
}

static void
list (AtlasRecordList *self)
{
  gboolean was_loading = self->listing != NULL;

  if (self->session == NULL)
    return;

  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  self->listing = g_cancellable_new ();
  atlas_register_list_ids_async (atlas_session_get_register (self->session), self->query, self->sort, 0,
                                 self->listing, on_listed, g_object_ref (self));
  if (!was_loading)
    notify (self, PROP_LOADING);
}

static gboolean
is_among (const gint64 *ids, guint n_ids, gint64 id)
{
  guint low = 0, high = n_ids;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (ids[middle] == id)
        return TRUE;
      if (ids[middle] < id)
        low = middle + 1;
      else
        high = middle;
    }
  return FALSE;
}

/* What is deleted is gone at once: putting a million rows in order again takes a second. */
static void
drop (AtlasRecordList *self, const gint64 *deleted, guint n_deleted)
{
  GArray *left;

  if (n_deleted == 0)
    return;
  left = g_array_sized_new (FALSE, FALSE, sizeof (gint64), self->ids->len);
  for (guint i = 0; i < self->ids->len; i++)
    {
      gint64 id = g_array_index (self->ids, gint64, i);

      if (!is_among (deleted, n_deleted, id))
        g_array_append_val (left, id);
    }
  replace_ids (self, left);
}

static void
on_changed (AtlasRecordList *self, AtlasChange *change)
{
  const AtlasTable *table = atlas_kind_get_table (self->kind);
  const gint64 *ids;
  guint n_ids;

  if (atlas_change_is_everything (change))
    {
      atlas_record_items_refresh_all (self->items);
      list (self);
      return;
    }
  if (!atlas_change_touches (change, table))
    return;

  ids = atlas_change_get_ids (change, table, ATLAS_CHANGE_UPDATE, &n_ids);
  for (guint i = 0; i < n_ids; i++)
    atlas_record_items_refresh (self->items, ids[i]);
  ids = atlas_change_get_ids (change, table, ATLAS_CHANGE_DELETE, &n_ids);
  drop (self, ids, n_ids);
  list (self);
}

/* GListModel. */

static GType
get_item_type (GListModel *model)
{
  return ATLAS_TYPE_RECORD_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return ATLAS_RECORD_LIST (model)->ids->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  AtlasRecordList *self = ATLAS_RECORD_LIST (model);

  return position < self->ids->len
           ? atlas_record_items_ref (self->items, g_array_index (self->ids, gint64, position))
           : NULL;
}

static void
atlas_record_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* AtlasRecordSource. */

static void
source_set_session (AtlasRecordSource *source, AtlasSession *session)
{
  atlas_record_list_set_session (ATLAS_RECORD_LIST (source), session);
}

static void
source_set_query (AtlasRecordSource *source, AtlasQuery *query)
{
  atlas_record_list_set_query (ATLAS_RECORD_LIST (source), query);
}

static gboolean
source_is_current (AtlasRecordSource *source)
{
  AtlasRecordList *self = ATLAS_RECORD_LIST (source);

  return self->settled && self->listing == NULL;
}

static guint
source_get_n_records (AtlasRecordSource *source)
{
  return ATLAS_RECORD_LIST (source)->ids->len;
}

static gboolean
source_find (AtlasRecordSource *source, gint64 id, guint *position)
{
  return atlas_record_list_find (ATLAS_RECORD_LIST (source), id, position);
}

static void
atlas_record_list_source_init (AtlasRecordSourceInterface *iface)
{
  iface->set_session = source_set_session;
  iface->set_query = source_set_query;
  iface->is_current = source_is_current;
  iface->get_n_records = source_get_n_records;
  iface->find = source_find;
}

/* GObject. */

static void
atlas_record_list_dispose (GObject *object)
{
  AtlasRecordList *self = ATLAS_RECORD_LIST (object);

  g_cancellable_cancel (self->listing);
  g_clear_object (&self->listing);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
  g_clear_object (&self->session);
  atlas_record_items_set_session (self->items, NULL);

  G_OBJECT_CLASS (atlas_record_list_parent_class)->dispose (object);
}

static void
atlas_record_list_finalize (GObject *object)
{
  AtlasRecordList *self = ATLAS_RECORD_LIST (object);

  g_clear_pointer (&self->query, atlas_query_unref);
  atlas_record_items_free (self->items);
  g_array_unref (self->ids);
  g_free (self->sort);

  G_OBJECT_CLASS (atlas_record_list_parent_class)->finalize (object);
}

static void
atlas_record_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  AtlasRecordList *self = ATLAS_RECORD_LIST (object);

  switch (id)
    {
    case PROP_LOADING:
      g_value_set_boolean (value, atlas_record_list_is_loading (self));
      break;
    case PROP_SETTLED:
      g_value_set_boolean (value, self->settled);
      break;
    case PROP_CURRENT:
      g_value_set_boolean (value, source_is_current (ATLAS_RECORD_SOURCE (self)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
atlas_record_list_class_init (AtlasRecordListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = atlas_record_list_dispose;
  object_class->finalize = atlas_record_list_finalize;
  object_class->get_property = atlas_record_list_get_property;

  properties[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SETTLED] =
    g_param_spec_boolean ("settled", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  g_object_class_override_property (object_class, PROP_CURRENT, "current");
}

static void
atlas_record_list_init (AtlasRecordList *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (gint64));
}

AtlasRecordList *
atlas_record_list_new (const AtlasKind *kind)
{
  AtlasRecordList *self;

  g_return_val_if_fail (kind != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_RECORD_LIST, NULL);
  self->kind = kind;
  self->items = atlas_record_items_new (kind);
  self->query = atlas_query_parse (kind, NULL, NULL);
  return self;
}

void
atlas_record_list_set_session (AtlasRecordList *self, AtlasSession *session)
{
  g_return_if_fail (ATLAS_IS_RECORD_LIST (self));
  g_return_if_fail (session == NULL || ATLAS_IS_SESSION (session));

  if (session == self->session)
    return;

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
  if (self->listing != NULL)
    {
      g_cancellable_cancel (self->listing);
      g_clear_object (&self->listing);
      notify (self, PROP_LOADING);
    }
  g_set_object (&self->session, session);
  atlas_record_items_set_session (self->items, session);
  replace_ids (self, g_array_new (FALSE, FALSE, sizeof (gint64)));
  settle (self, FALSE);

  if (session != NULL)
    {
      g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_changed), self,
                               G_CONNECT_SWAPPED);
      list (self);
    }
}

void
atlas_record_list_set_query (AtlasRecordList *self, AtlasQuery *query)
{
  g_return_if_fail (ATLAS_IS_RECORD_LIST (self));
  g_return_if_fail (query == NULL || atlas_query_get_kind (query) == self->kind);

  query = query ? atlas_query_ref (query) : atlas_query_parse (self->kind, NULL, NULL);
  if (atlas_query_equal (query, self->query))
    {
      atlas_query_unref (query);
      return;
    }
  atlas_query_unref (self->query);
  self->query = query;
  list (self);
}

void
atlas_record_list_set_sort (AtlasRecordList *self, const char *sort)
{
  g_return_if_fail (ATLAS_IS_RECORD_LIST (self));

  if (g_strcmp0 (sort, self->sort) == 0)
    return;
  g_free (self->sort);
  self->sort = g_strdup (sort);
  list (self);
}

const char *
atlas_record_list_get_sort (AtlasRecordList *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_LIST (self), NULL);
  return self->sort;
}

gboolean
atlas_record_list_is_loading (AtlasRecordList *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_LIST (self), FALSE);
  return self->listing != NULL;
}

gboolean
atlas_record_list_is_settled (AtlasRecordList *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_LIST (self), FALSE);
  return self->settled;
}

gboolean
atlas_record_list_is_halfway (AtlasRecordList *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_LIST (self), FALSE);
  return self->halfway;
}

const gint64 *
atlas_record_list_get_ids (AtlasRecordList *self, guint *n_ids)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_LIST (self), NULL);
  g_return_val_if_fail (n_ids != NULL, NULL);

  *n_ids = self->ids->len;
  return &g_array_index (self->ids, gint64, 0);
}

gboolean
atlas_record_list_find (AtlasRecordList *self, gint64 id, guint *position)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_LIST (self), FALSE);

  for (guint i = 0; i < self->ids->len; i++)
    if (g_array_index (self->ids, gint64, i) == id)
      {
        if (position != NULL)
          *position = i;
        return TRUE;
      }
  return FALSE;
}

guint64
atlas_record_list_get_n_read (AtlasRecordList *self)
{
  g_return_val_if_fail (ATLAS_IS_RECORD_LIST (self), 0);
  return atlas_record_items_get_n_read (self->items);
}
