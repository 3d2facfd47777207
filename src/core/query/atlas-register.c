/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-register.h"

#include <string.h>

#include "atlas-facet.h"
#include "atlas-i18n.h"
#include "atlas-query-private.h"
#include "atlas-register-private.h"

enum
{
  CHANGED,
  POINTS_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (AtlasRegister, atlas_register, G_TYPE_OBJECT)

char *
atlas_register_dup_default_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "diaspora-atlas", "atlas.db", NULL);
}

static void
store_changed (AtlasStore *store, AtlasChange *change, AtlasRegister *self)
{
  g_signal_emit (self, signals[CHANGED], 0, change);
}

AtlasRegister *
atlas_register_open (const char *path, AtlasStoreFlags flags, GError **error)
{
  return atlas_register_open_full (path, flags, NULL, NULL, NULL, error);
}

AtlasRegister *
atlas_register_open_full (const char *path,
                          AtlasStoreFlags flags,
                          AtlasProgressFunc progress,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autoptr (AtlasRegister) self = NULL;
  g_autoptr (AtlasStore) store = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  atlas_facet_install ();
  atlas_query_install_functions ();
  store = atlas_store_open_full (path, flags, atlas_kind_tables (), progress, user_data, cancellable, error);
  if (store == NULL)
    return NULL;

  self = g_object_new (ATLAS_TYPE_REGISTER, NULL);
  self->store = g_steal_pointer (&store);
  if ((flags & ATLAS_STORE_READ_ONLY) == 0)
    atlas_register_drop_drafts (self);
  g_signal_connect_object (self->store, "changed", G_CALLBACK (store_changed), self, 0);
  atlas_register_watch_points (self);
  return g_steal_pointer (&self);
}

static void
atlas_register_finalize (GObject *object)
{
  AtlasRegister *self = ATLAS_REGISTER (object);

  g_clear_pointer (&self->words, g_hash_table_unref);
  atlas_register_unwatch_points (self);
  g_clear_object (&self->points);
  g_clear_object (&self->store);
  g_main_context_unref (self->context);
  atlas_register_order_clear (&self->order);
  g_mutex_clear (&self->lock);
  g_mutex_clear (&self->building);

  G_OBJECT_CLASS (atlas_register_parent_class)->finalize (object);
}

static void
atlas_register_class_init (AtlasRegisterClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_register_finalize;

  signals[CHANGED] = g_signal_new ("changed", ATLAS_TYPE_REGISTER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, ATLAS_TYPE_CHANGE);
  signals[POINTS_CHANGED] = g_signal_new ("points-changed", ATLAS_TYPE_REGISTER, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
atlas_register_init (AtlasRegister *self)
{
  g_mutex_init (&self->lock);
  g_mutex_init (&self->building);
  self->context = g_main_context_ref_thread_default ();
}

AtlasStore *
atlas_register_get_store (AtlasRegister *self)
{
  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  return self->store;
}

const char *
atlas_register_get_path (AtlasRegister *self)
{
  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  return atlas_store_get_path (self->store);
}

gboolean
atlas_register_get_office (AtlasRegister *self, AtlasUuid *id, char **name, GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  text = atlas_store_dup_setting (self->store, "office.id");
  if (text == NULL || !atlas_uuid_parse (text, -1, id))
    {
      char made[ATLAS_UUID_TEXT_SIZE];

      atlas_uuid_generate (id);
      atlas_uuid_format (id, made);
      if (!atlas_store_is_read_only (self->store) &&
          !atlas_store_set_setting (self->store, "office.id", made, error))
        return FALSE;
    }
  if (name)
    *name = atlas_store_dup_setting (self->store, "office.name");
  return TRUE;
}

gboolean
atlas_register_is_synthetic (AtlasRegister *self)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);

  text = atlas_store_dup_setting (self->store, "synthetic");
  return g_strcmp0 (text, "1") == 0;
}

/* Reading records. */

AtlasRecord *
atlas_register_load (AtlasRegister *self, const AtlasKind *kind, gint64 id, GError **error)
{
  AtlasConnection *connection;
  AtlasRecord *record;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  connection = atlas_store_acquire_reader (self->store, error);
  if (connection == NULL)
    return NULL;
  record = atlas_record_load (connection, kind, id, error);
  atlas_store_release_reader (self->store, connection);
  return record;
}

AtlasRecord *
atlas_register_load_uuid (AtlasRegister *self, const AtlasKind *kind, const AtlasUuid *uuid, GError **error)
{
  AtlasConnection *connection;
  AtlasRecord *record;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  g_return_val_if_fail (kind != NULL && uuid != NULL, NULL);

  connection = atlas_store_acquire_reader (self->store, error);
  if (connection == NULL)
    return NULL;
  record = atlas_record_load_uuid (connection, kind, uuid, error);
  atlas_store_release_reader (self->store, connection);
  return record;
}

/* The lowest and the highest id that begins so. */
static gboolean
parse_prefix (const char *prefix, AtlasUuid *low, AtlasUuid *high)
{
  guint n = 0; /* digits so far */

  memset (low->bytes, 0, sizeof low->bytes);
  memset (high->bytes, 0xff, sizeof high->bytes);
  for (const char *p = prefix; *p; p++)
    {
      int digit = g_ascii_xdigit_value (*p);
      guint shift = n % 2 == 0 ? 4 : 0;

      if (*p == '-')
        continue;
      if (digit < 0 || n == 2 * sizeof low->bytes)
        return FALSE;
      low->bytes[n / 2] |= (guint8) (digit << shift);
      high->bytes[n / 2] &= (guint8) ~((0xf ^ digit) << shift);
      n++;
    }
  return n > 0;
}

static gboolean
select_between (AtlasConnection *connection,
                const AtlasKind *kind,
                const AtlasUuid *low,
                const AtlasUuid *high,
                guint limit,
                GPtrArray *records,
                GError **error)
{
  g_autofree char *sql = g_strconcat (atlas_kind_select_sql (kind),
                                      " WHERE uuid BETWEEN :low AND :high ORDER BY uuid LIMIT :limit", NULL);
  g_autoptr (AtlasStatement) select = atlas_statement_new (connection, sql, error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  atlas_statement_bind_uuid (select, ":low", low);
  atlas_statement_bind_uuid (select, ":high", high);
  atlas_statement_bind_integer (select, ":limit", limit);
  while (atlas_statement_step (select, &failure))
    {
      AtlasRecord *record = atlas_record_new (kind);

      atlas_record_read_row (record, select, FALSE);
      g_ptr_array_add (records, record);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

GPtrArray *
atlas_register_load_prefix (
  AtlasRegister *self, const AtlasKind *kind, const char *prefix, guint limit, GError **error)
{
  g_autoptr (GPtrArray) records = NULL;
  AtlasConnection *connection;
  AtlasUuid low, high;
  gboolean selected;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  g_return_val_if_fail (kind != NULL && prefix != NULL, NULL);

  records = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_record_unref);
  if (!parse_prefix (prefix, &low, &high))
    return g_steal_pointer (&records);
  connection = atlas_store_acquire_reader (self->store, error);
  if (connection == NULL)
    return NULL;
  selected = select_between (connection, kind, &low, &high, limit, records, error);
  atlas_store_release_reader (self->store, connection);
  return selected ? g_steal_pointer (&records) : NULL;
}
