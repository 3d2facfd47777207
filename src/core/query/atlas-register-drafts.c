/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-register-private.h"

#include <string.h>

#include "atlas-date.h"
#include "atlas-erasure.h"

/* Debriefings that were begun of missions which are gone: they hold names, and nobody sees them any more. */

/* So long after a mission was deleted it may come back, and what was begun of it with it. */
#define KEPT_FOR (G_GINT64_CONSTANT (30) * 24 * 60 * 60)

static gboolean
has_row (AtlasConnection *connection, const char *sql, const AtlasUuid *uuid, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (connection, sql, error);
  char since[ATLAS_DATE_TEXT_SIZE];

  if (select == NULL)
    return FALSE;
  atlas_statement_bind_uuid (select, ":uuid", uuid);
  atlas_timestamp_format (atlas_timestamp_now_seconds () - KEPT_FOR, since);
  if (strstr (sql, ":since") != NULL)
    atlas_statement_bind_text (select, ":since", since);
  return atlas_statement_step (select, error);
}

static gboolean
is_stale (AtlasConnection *connection, const char *key, GError **error)
{
  GError *failure = NULL;
  AtlasUuid uuid;
  gboolean stands;

  if (!atlas_uuid_parse (key + strlen (ATLAS_DEBRIEFING_SETTING), -1, &uuid))
    return FALSE;
  stands = has_row (connection, "SELECT 1 FROM mission WHERE uuid = :uuid", &uuid, &failure) ||
           (failure == NULL &&
            has_row (connection,
                     "SELECT 1 FROM unit JOIN journal ON journal.id BETWEEN first_entry AND last_entry"
                     " WHERE unit.time >= :since AND record_table = 'mission' AND uuid = :uuid LIMIT 1",
                     &uuid, &failure));
  if (failure != NULL)
    return g_propagate_error (error, failure), FALSE;
  return !stands;
}

/* (transfer full): NULL with @error */
static char **
list_stale (AtlasConnection *connection, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (
    connection, "SELECT key FROM setting WHERE key GLOB '" ATLAS_DEBRIEFING_SETTING "*'", error);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  GError *failure = NULL;

  if (select == NULL)
    return NULL;
  while (failure == NULL && atlas_statement_step (select, &failure))
    {
      const char *key = atlas_statement_get_text (select, 0, NULL);

      if (is_stale (connection, key, &failure))
        g_strv_builder_add (keys, key);
    }
  if (failure != NULL)
    return g_propagate_error (error, failure), NULL;
  return g_strv_builder_end (keys);
}

void
atlas_register_drop_drafts (AtlasRegister *self)
{
  g_autoptr (GError) error = NULL;
  AtlasConnection *reader = atlas_store_acquire_reader (self->store, &error);
  g_auto (GStrv) keys = reader != NULL ? list_stale (reader, &error) : NULL;

  if (reader != NULL)
    atlas_store_release_reader (self->store, reader);
  for (gsize i = 0; keys != NULL && error == NULL && keys[i] != NULL; i++)
    atlas_store_set_setting (self->store, keys[i], NULL, &error);
  /* The next time will do. */
  if (error != NULL)
    g_info ("Debriefings of missions that are gone could not be looked for: %s", error->message);
}
