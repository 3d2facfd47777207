/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-followed.h"

struct _AtlasImportFollowed
{
  AtlasUnit *unit;
  GHashTable *merged; /* AtlasUuid of members that were merged into others, to theirs; NULL: not read yet */
  AtlasStatement *stands;
};

AtlasImportFollowed *
atlas_import_followed_new (AtlasUnit *unit)
{
  AtlasImportFollowed *self = g_new0 (AtlasImportFollowed, 1);

  self->unit = unit;
  return self;
}

void
atlas_import_followed_free (AtlasImportFollowed *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->merged, g_hash_table_unref);
  g_clear_pointer (&self->stands, atlas_statement_free);
  g_free (self);
}

static gboolean
read_merged (AtlasImportFollowed *self, GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (atlas_unit_get_connection (self->unit),
                         "SELECT other, member FROM verdict WHERE verdict = 'same' ORDER BY id", error);
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return FALSE;
  self->merged = g_hash_table_new_full (atlas_uuid_hash, (GEqualFunc) atlas_uuid_equal, g_free, g_free);
  while (atlas_statement_step (select, &failure))
    {
      AtlasUuid uuids[2];
      gboolean good = TRUE;

      for (guint i = 0; i < 2; i++)
        {
          gsize length;
          const char *text = atlas_statement_get_text (select, i, &length);

          good = good && text != NULL && atlas_uuid_parse (text, (gssize) length, &uuids[i]);
        }
      if (good)
        g_hash_table_replace (self->merged, g_memdup2 (&uuids[0], sizeof uuids[0]),
                              g_memdup2 (&uuids[1], sizeof uuids[1]));
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
look (AtlasImportFollowed *self, const AtlasUuid *uuid, gboolean *stands, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (self->stands == NULL)
    self->stands = atlas_statement_new (atlas_unit_get_connection (self->unit),
                                        "SELECT 1 FROM member WHERE uuid = :uuid", error);
  if (self->stands == NULL)
    return FALSE;
  atlas_statement_bind_uuid (self->stands, ":uuid", uuid);
  *stands = atlas_statement_step (self->stands, &failure);
  /* No statement may stand on a row when the unit drops indexes. */
  atlas_statement_reset (self->stands);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
atlas_import_followed_find (
  AtlasImportFollowed *self, const AtlasUuid *uuid, AtlasUuid *stays, gboolean *followed, GError **error)
{
  const AtlasUuid *next;
  gboolean stands;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (uuid != NULL && stays != NULL && followed != NULL, FALSE);

  *followed = FALSE;
  if (self->merged == NULL && !read_merged (self, error))
    return FALSE;
  next = g_hash_table_lookup (self->merged, uuid);
  if (next == NULL)
    return TRUE;
  if (!look (self, uuid, &stands, error))
    return FALSE;
  /* Verdicts of several offices may go round in a ring. */
  for (guint i = 0; !stands && next != NULL && i < g_hash_table_size (self->merged); i++)
    {
      *stays = *next;
      if (!look (self, stays, &stands, error))
        return FALSE;
      *followed = stands;
      next = g_hash_table_lookup (self->merged, stays);
    }
  return TRUE;
}

gboolean
atlas_import_followed_resolve (
  AtlasImportFollowed *self, const AtlasUuid *uuid, AtlasUuid *stays, gboolean *stands, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (uuid != NULL && stays != NULL && stands != NULL, FALSE);

  *stays = *uuid;
  if (!look (self, uuid, stands, error))
    return FALSE;
  return *stands || atlas_import_followed_find (self, uuid, stays, stands, error);
}

gboolean
atlas_import_followed_add (AtlasImportFollowed *self,
                           const AtlasUuid *gone,
                           const AtlasUuid *stays,
                           GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (gone != NULL && stays != NULL, FALSE);

  if (self->merged == NULL && !read_merged (self, error))
    return FALSE;
  g_hash_table_replace (self->merged, g_memdup2 (gone, sizeof *gone), g_memdup2 (stays, sizeof *stays));
  return TRUE;
}
