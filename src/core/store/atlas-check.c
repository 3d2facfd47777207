/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-backup.h"

#include "atlas-i18n.h"
#include "atlas-store-private.h"

/* SQLite's own check of the file. */
static gboolean
check_file (AtlasConnection *connection, GStrvBuilder *faults, GError **error)
{
  g_autoptr (AtlasStatement) check = NULL;
  g_autoptr (GError) local_error = NULL;

  check = atlas_statement_new (connection, "PRAGMA integrity_check (20)", error);
  if (check == NULL)
    return FALSE;
  while (atlas_statement_step (check, &local_error))
    {
      const char *words = atlas_statement_get_text (check, 0, NULL);
      g_autofree char *fault = NULL;

      if (g_str_equal (words, "ok"))
        continue;
      fault = g_strdup_printf (_ ("The file is damaged: %s"), words);
      g_strv_builder_add (faults, fault);
    }
  if (local_error)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return TRUE;
}

GStrv
atlas_store_check (AtlasStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (GStrvBuilder) faults = g_strv_builder_new ();
  AtlasConnection *reader;
  gboolean looked;

  g_return_val_if_fail (ATLAS_IS_STORE (store), NULL);

  reader = atlas_store_acquire_reader (store, error);
  if (reader == NULL)
    return NULL;
  atlas_connection_set_cancellable (reader, cancellable);
  looked = check_file (reader, faults, error);
  atlas_store_release_reader (store, reader);
  return looked ? g_strv_builder_end (faults) : NULL;
}
