/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-merged.h"

/* Nobody was merged into another more often, one after the other. */
#define MAX_STEPS 100

/* Takes up each id that a verdict tells to have been merged into the member. */
static gboolean
follow (AtlasConnection *connection, const char *member, GArray *uuids, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (
    connection,
    "SELECT other FROM verdict WHERE verdict = 'same' AND member = :member"
    " UNION SELECT changes ->> 'other' FROM journal WHERE record_table = 'verdict'"
    " AND type = 2 AND changes ->> 'verdict' = 'same' AND changes ->> 'member' = :member",
    error);
  g_autoptr (AtlasStatement) stands =
    select != NULL ? atlas_statement_new (connection, "SELECT 1 FROM member WHERE uuid = :uuid", error)
                   : NULL;
  g_autoptr (GError) failure = NULL;

  if (stands == NULL)
    return FALSE;
  atlas_statement_bind_text (select, ":member", member);
  while (failure == NULL && atlas_statement_step (select, &failure))
    {
      const char *text = atlas_statement_get_text (select, 0, NULL);
      gboolean known = FALSE;
      AtlasUuid uuid;

      if (text == NULL || !atlas_uuid_parse (text, -1, &uuid))
        continue;
      for (guint i = 0; i < uuids->len && !known; i++)
        known = atlas_uuid_equal (&g_array_index (uuids, AtlasUuid, i), &uuid);
      atlas_statement_bind_uuid (stands, ":uuid", &uuid);
      if (!known && !atlas_statement_step (stands, &failure) && failure == NULL)
        g_array_append_val (uuids, uuid);
      atlas_statement_reset (stands);
    }
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  return TRUE;
}

GArray *
atlas_merged_list_uuids (AtlasConnection *connection, const AtlasUuid *member, GError **error)
{
  g_autoptr (GArray) uuids = g_array_new (FALSE, FALSE, sizeof (AtlasUuid));

  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (member != NULL, NULL);

  g_array_append_vals (uuids, member, 1);
  for (guint i = 0; i < uuids->len; i++)
    {
      char text[ATLAS_UUID_TEXT_SIZE];

      atlas_uuid_format (&g_array_index (uuids, AtlasUuid, i), text);
      if (!follow (connection, text, uuids, error))
        return NULL;
    }
  return g_steal_pointer (&uuids);
}

GArray *
atlas_merged_list_rows (AtlasConnection *connection, const AtlasUuid *uuid, GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (connection,
                         "SELECT id FROM member WHERE uuid = :uuid UNION SELECT record FROM journal"
                         " WHERE record_table = 'member' AND uuid = :uuid ORDER BY 1",
                         error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return NULL;
  atlas_statement_bind_uuid (select, ":uuid", uuid);
  while (atlas_statement_step (select, &failure))
    {
      gint64 row = atlas_statement_get_integer (select, 0);

      g_array_append_val (rows, row);
    }
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  return g_steal_pointer (&rows);
}

/* Whether the member stands. FALSE with @error */
static gboolean
look (AtlasConnection *connection, const AtlasUuid *uuid, gboolean *stands, GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (connection, "SELECT 1 FROM member WHERE uuid = :uuid", error);
  GError *failure = NULL;

  if (select == NULL)
    return FALSE;
  atlas_statement_bind_uuid (select, ":uuid", uuid);
  *stands = atlas_statement_step (select, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

/* Into whom the member was merged last. @found: (out): whether into anybody. FALSE with @error */
static gboolean
step (AtlasConnection *connection, AtlasUuid *uuid, gboolean *found, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (
    connection,
    "SELECT member FROM verdict WHERE verdict = 'same' AND other = :other ORDER BY id DESC LIMIT 1", error);
  char text[ATLAS_UUID_TEXT_SIZE];
  const char *member;
  GError *failure = NULL;

  *found = FALSE;
  if (select == NULL)
    return FALSE;
  atlas_uuid_format (uuid, text);
  atlas_statement_bind_text (select, ":other", text);
  if (atlas_statement_step (select, &failure))
    {
      member = atlas_statement_get_text (select, 0, NULL);
      *found = member != NULL && atlas_uuid_parse (member, -1, uuid);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, failure);
  return FALSE;
}

gboolean
atlas_merged_find (
  AtlasConnection *connection, const AtlasUuid *uuid, AtlasUuid *stays, gboolean *stands, GError **error)
{
  gboolean found = TRUE;

  g_return_val_if_fail (connection != NULL, FALSE);
  g_return_val_if_fail (uuid != NULL && stays != NULL && stands != NULL, FALSE);

  *stays = *uuid;
  if (!look (connection, stays, stands, error))
    return FALSE;
  /* Verdicts of several offices may go round in a ring. */
  for (guint i = 0; !*stands && found && i < MAX_STEPS; i++)
    if (!step (connection, stays, &found, error) || (found && !look (connection, stays, stands, error)))
      return FALSE;
  return TRUE;
}
