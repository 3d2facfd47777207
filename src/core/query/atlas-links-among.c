/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-links.h"

/* The contact log of many people: who is among them the packed columns know, and the log is read in its
 * order until enough of it was found. */

typedef struct
{
  AtlasConnection *connection;
  AtlasStatement *find_member; /* :uuid -> row id */
  AtlasPointSet *set;
  GHashTable *organisations; /* AtlasUuid, borrowed */
} Among;

static gboolean
has_member (Among *self, const char *id, GError **error)
{
  AtlasPointIndex *index = atlas_point_set_get_index (self->set);
  const AtlasBitset *rows = atlas_point_set_get_rows (self->set);
  gboolean found = FALSE;
  AtlasUuid uuid;
  guint row;

  if (id == NULL || !atlas_uuid_parse (id, -1, &uuid))
    return FALSE;
  atlas_statement_reset (self->find_member);
  atlas_statement_bind_uuid (self->find_member, ":uuid", &uuid);
  if (atlas_statement_step (self->find_member, error))
    found = atlas_point_index_find (index, atlas_statement_get_integer (self->find_member, 0), &row) &&
            (rows == NULL || atlas_bitset_get (rows, row));
  return found;
}

static gboolean
has_organisation (Among *self, const char *id)
{
  AtlasUuid uuid;

  return id != NULL && atlas_uuid_parse (id, -1, &uuid) && g_hash_table_contains (self->organisations, &uuid);
}

static gboolean
add_contact (Among *self, gint64 id, GPtrArray *links, GError **error)
{
  AtlasRecord *record = atlas_record_load (self->connection, &atlas_kind_interaction, id, error);
  AtlasLink *link;

  if (record == NULL)
    return FALSE;
  link = g_new0 (AtlasLink, 1);
  link->record = record;
  g_ptr_array_add (links, link);
  return TRUE;
}

/* The columns are an entry's id, its person's and its organisation's. */
static gboolean
read_log (Among *self, AtlasStatement *log, guint limit, GPtrArray *links, GError **error)
{
  g_autoptr (GError) failure = NULL;

  while ((limit == 0 || links->len < limit) && failure == NULL && atlas_statement_step (log, &failure))
    if ((has_member (self, atlas_statement_get_text (log, 1, NULL), &failure) ||
         has_organisation (self, atlas_statement_get_text (log, 2, NULL))) &&
        failure == NULL)
      add_contact (self, atlas_statement_get_integer (log, 0), links, &failure);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
list (Among *self, const char *due, guint limit, GPtrArray *links, GError **error)
{
  static const char all[] = "SELECT id, member, organisation FROM interaction ORDER BY date DESC, id DESC";
  static const char open[] = "SELECT id, member, organisation FROM interaction WHERE follow_up <= :due AND "
                             "follow_up_done IS NULL ORDER BY follow_up, id";
  g_autoptr (AtlasStatement) log = atlas_statement_new (self->connection, due != NULL ? open : all, error);
  g_autoptr (AtlasStatement) find_member =
    log != NULL ? atlas_statement_new (self->connection, "SELECT id FROM member WHERE uuid = :uuid", error)
                : NULL;

  if (find_member == NULL)
    return FALSE;
  if (due != NULL)
    atlas_statement_bind_text (log, ":due", due);
  self->find_member = find_member;
  return read_log (self, log, limit, links, error);
}

GPtrArray *
atlas_links_list_contacts_among (AtlasRegister *source,
                                 AtlasPointSet *set,
                                 GPtrArray *organisations,
                                 const char *due,
                                 guint limit,
                                 GCancellable *cancellable,
                                 GError **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_link_free);
  g_autoptr (GHashTable) uuids = g_hash_table_new (atlas_uuid_hash, (GEqualFunc) atlas_uuid_equal);
  Among self = { .set = set, .organisations = uuids };
  AtlasStore *store;
  gboolean done;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (ATLAS_IS_POINT_SET (set), NULL);

  for (guint i = 0; organisations != NULL && i < organisations->len; i++)
    g_hash_table_add (uuids, (gpointer) atlas_record_get_uuid (g_ptr_array_index (organisations, i)));
  store = atlas_register_get_store (source);
  self.connection = atlas_store_acquire_reader (store, error);
  if (self.connection == NULL)
    return NULL;
  atlas_connection_set_cancellable (self.connection, cancellable);
  done = list (&self, due, limit, links, error);
  atlas_connection_set_cancellable (self.connection, NULL);
  atlas_store_release_reader (store, self.connection);
  return done ? g_steal_pointer (&links) : NULL;
}
