/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-unit-private.h"

static GHashTable *
load (AtlasConnection *connection, GError **error)
{
  g_autoptr (GHashTable) settings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (connection, "SELECT key, value FROM setting", error);
  g_autoptr (GError) local_error = NULL;

  if (select == NULL)
    return NULL;
  while (atlas_statement_step (select, &local_error))
    g_hash_table_insert (settings, g_strdup (atlas_statement_get_text (select, 0, NULL)),
                         g_strdup (atlas_statement_get_text (select, 1, NULL)));
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&settings);
}

/* Views ask for settings at every turn, so they are kept in memory, as of one generation. */
static void
refresh (AtlasStore *self)
{
  AtlasConnection *reader;
  g_autoptr (GHashTable) settings = NULL;
  g_autoptr (GError) error = NULL;
  gboolean current;

  g_mutex_lock (&self->lock);
  current = self->settings != NULL && (self->settings_generation == self->generation || self->alone);
  g_mutex_unlock (&self->lock);
  if (current)
    return;

  reader = atlas_store_acquire_reader (self, &error);
  if (reader)
    {
      settings = load (reader, &error);
      if (settings)
        {
          g_mutex_lock (&self->lock);
          self->settings_generation = reader->generation;
          g_clear_pointer (&self->settings, g_hash_table_unref);
          self->settings = g_steal_pointer (&settings);
          g_mutex_unlock (&self->lock);
        }
      atlas_store_release_reader (self, reader);
    }
  if (error)
    g_warning ("%s", error->message);
}

char *
atlas_store_dup_setting (AtlasStore *self, const char *key)
{
  char *value;

  g_return_val_if_fail (ATLAS_IS_STORE (self), NULL);
  g_return_val_if_fail (key != NULL, NULL);

  refresh (self);
  g_mutex_lock (&self->lock);
  value = self->settings ? g_strdup (g_hash_table_lookup (self->settings, key)) : NULL;
  g_mutex_unlock (&self->lock);
  return value;
}

gboolean
atlas_store_set_setting (AtlasStore *self, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_STORE (self), FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (!atlas_store_begin_write (self, ATLAS_WRITE_DEFAULT, error))
    return FALSE;
  if (!atlas_unit_write_setting (self->writer, key, value, NULL, error))
    {
      atlas_store_abandon_write (self);
      return FALSE;
    }
  return atlas_store_commit_write (self, NULL, error);
}
