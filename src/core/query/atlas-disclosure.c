/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-disclosure.h"

#include <string.h>

#include "atlas-merged.h"

/* Few enough to be read and written anew for one who is taken out; enough that the rows do not matter. */
#define MEMBERS_A_CHUNK 4096

typedef struct
{
  gint64 first, last;
  guint n;
  GByteArray *bytes;
} Chunk;

struct _AtlasDisclosure
{
  GPtrArray *chunks;
};

static Chunk *
chunk_new (void)
{
  Chunk *self = g_new0 (Chunk, 1);

  self->bytes = g_byte_array_new ();
  return self;
}

static void
chunk_free (Chunk *self)
{
  g_byte_array_unref (self->bytes);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Chunk, chunk_free)

static void
chunk_add (Chunk *self, gint64 member)
{
  guint64 step = (guint64) (member - self->last);

  do
    {
      guint8 byte = (guint8) ((step & 0x7f) | (step > 0x7f ? 0x80 : 0));

      g_byte_array_append (self->bytes, &byte, 1);
      step >>= 7;
    }
  while (step > 0);
  if (self->n++ == 0)
    self->first = member;
  self->last = member;
}

/* Puts into @members who is in a chunk; what is damaged ends it. */
static void
unpack (const guint8 *bytes, gsize length, GArray *members)
{
  gint64 member = 0;
  guint64 step = 0;
  guint shift = 0;

  for (gsize i = 0; i < length && shift < 63; i++)
    {
      step |= (guint64) (bytes[i] & 0x7f) << shift;
      shift += 7;
      if ((bytes[i] & 0x80) != 0)
        continue;
      member = (gint64) ((guint64) member + step);
      g_array_append_val (members, member);
      step = 0;
      shift = 0;
    }
}

AtlasDisclosure *
atlas_disclosure_new (void)
{
  AtlasDisclosure *self = g_new0 (AtlasDisclosure, 1);

  self->chunks = g_ptr_array_new_with_free_func ((GDestroyNotify) chunk_free);
  return self;
}

void
atlas_disclosure_free (AtlasDisclosure *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->chunks);
  g_free (self);
}

void
atlas_disclosure_add (AtlasDisclosure *self, gint64 member)
{
  Chunk *chunk;

  g_return_if_fail (self != NULL);

  chunk = self->chunks->len > 0 ? g_ptr_array_index (self->chunks, self->chunks->len - 1) : NULL;
  g_return_if_fail (member > (chunk != NULL ? chunk->last : 0));

  if (chunk == NULL || chunk->n == MEMBERS_A_CHUNK)
    {
      chunk = chunk_new ();
      g_ptr_array_add (self->chunks, chunk);
    }
  chunk_add (chunk, member);
}

static gboolean
insert_chunk (AtlasConnection *connection, gint64 unit, const Chunk *chunk, GError **error)
{
  g_autoptr (AtlasStatement) insert =
    atlas_statement_new (connection,
                         "INSERT INTO disclosure (unit, first, last, members)"
                         " VALUES (:unit, :first, :last, :members)",
                         error);

  if (insert == NULL)
    return FALSE;
  atlas_statement_bind_integer (insert, ":unit", unit);
  atlas_statement_bind_integer (insert, ":first", chunk->first);
  atlas_statement_bind_integer (insert, ":last", chunk->last);
  atlas_statement_bind_bytes (insert, ":members", chunk->bytes->data, chunk->bytes->len);
  return atlas_statement_run (insert, error);
}

gboolean
atlas_disclosure_save (AtlasDisclosure *self, AtlasUnit *unit, GError **error)
{
  gint64 id;

  g_return_val_if_fail (self != NULL && unit != NULL, FALSE);

  id = atlas_unit_take_id (unit, error);
  if (id == 0)
    return FALSE;
  for (guint i = 0; i < self->chunks->len; i++)
    if (!insert_chunk (atlas_unit_get_connection (unit), id, g_ptr_array_index (self->chunks, i), error))
      return FALSE;
  return TRUE;
}

/* The row of a member that stands; 0 where none does. */
static gboolean
find_row (AtlasConnection *connection, const AtlasUuid *uuid, gint64 *row, GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (connection, "SELECT id FROM member WHERE uuid = :uuid", error);
  GError *failure = NULL;

  *row = 0;
  if (select == NULL)
    return FALSE;
  atlas_statement_bind_uuid (select, ":uuid", uuid);
  if (atlas_statement_step (select, &failure))
    *row = atlas_statement_get_integer (select, 0);
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

/* Row ids that a person has had: their own, and those of records that were merged into theirs, and into
 * those. */
static GArray *
list_rows (AtlasConnection *connection, const AtlasUuid *member, GError **error)
{
  g_autoptr (GArray) uuids = atlas_merged_list_uuids (connection, member, error);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (uuids == NULL)
    return NULL;
  for (guint i = 0; i < uuids->len; i++)
    {
      const AtlasUuid *uuid = &g_array_index (uuids, AtlasUuid, i);
      g_autoptr (GArray) gone = NULL;
      gint64 row;

      if (!find_row (connection, uuid, &row, error))
        return NULL;
      if (row != 0)
        {
          g_array_append_val (rows, row);
          continue;
        }
      /* Who is there no more, the journal alone knows; it is long, and has no index for this. */
      gone = atlas_merged_list_rows (connection, uuid, error);
      if (gone == NULL)
        return NULL;
      g_array_append_vals (rows, gone->data, gone->len);
    }
  return g_steal_pointer (&rows);
}

static gboolean
holds (AtlasStatement *statement, guint column, gint64 member)
{
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (gint64));
  gsize length;
  const guint8 *bytes = atlas_statement_get_bytes (statement, column, &length);

  unpack (bytes, length, members);
  for (guint i = 0; i < members->len; i++)
    if (g_array_index (members, gint64, i) == member)
      return TRUE;
  return FALSE;
}

/* Adds the units whose files held the row. The chunk that may is found by the key: the last that begins at or
 * before it. */
static gboolean
add_units_of (AtlasConnection *connection, gint64 member, GHashTable *units, GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (connection,
                         "SELECT d.unit, d.members FROM unit AS u JOIN disclosure AS d ON d.unit = u.id"
                         " AND d.first = (SELECT max (first) FROM disclosure WHERE unit = u.id"
                         " AND first <= :member) WHERE d.last >= :member",
                         error);
  GError *failure = NULL;

  if (select == NULL)
    return FALSE;
  atlas_statement_bind_integer (select, ":member", member);
  while (atlas_statement_step (select, &failure))
    if (holds (select, 1, member))
      {
        gint64 unit = atlas_statement_get_integer (select, 0);

        g_hash_table_add (units, g_memdup2 (&unit, sizeof unit));
      }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

static gint
compare_newest_first (gconstpointer a, gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return x < y ? 1 : x > y ? -1 : 0;
}

static GArray *
list_units (AtlasConnection *connection, const AtlasUuid *member, GError **error)
{
  g_autoptr (GArray) rows = list_rows (connection, member, error);
  g_autoptr (GHashTable) units = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GArray *list;
  GHashTableIter iter;
  gpointer unit;

  for (guint i = 0; rows != NULL && i < rows->len; i++)
    if (!add_units_of (connection, g_array_index (rows, gint64, i), units, error))
      return NULL;
  if (rows == NULL)
    return NULL;

  list = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_hash_table_iter_init (&iter, units);
  while (g_hash_table_iter_next (&iter, &unit, NULL))
    g_array_append_val (list, *(gint64 *) unit);
  g_array_sort (list, compare_newest_first);
  return list;
}

GArray *
atlas_disclosure_list_units (AtlasRegister *source,
                             const AtlasUuid *member,
                             GCancellable *cancellable,
                             GError **error)
{
  AtlasStore *store;
  AtlasConnection *reader;
  GArray *units;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (member != NULL, NULL);

  store = atlas_register_get_store (source);
  reader = atlas_store_acquire_reader (store, error);
  if (reader == NULL)
    return NULL;
  atlas_connection_set_cancellable (reader, cancellable);
  units = list_units (reader, member, error);
  atlas_connection_set_cancellable (reader, NULL);
  atlas_store_release_reader (store, reader);
  return units;
}

static GArray *
list_members (AtlasConnection *connection, gint64 unit, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (
    connection, "SELECT members FROM disclosure WHERE unit = :unit ORDER BY first", error);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *failure = NULL;

  if (select == NULL)
    return NULL;
  atlas_statement_bind_integer (select, ":unit", unit);
  while (atlas_statement_step (select, &failure))
    {
      gsize length;
      const guint8 *bytes = atlas_statement_get_bytes (select, 0, &length);

      unpack (bytes, length, members);
    }
  if (failure != NULL)
    return g_propagate_error (error, failure), NULL;
  return g_steal_pointer (&members);
}

GArray *
atlas_disclosure_list_members (AtlasRegister *source, gint64 unit, GCancellable *cancellable, GError **error)
{
  AtlasStore *store;
  AtlasConnection *reader;
  GArray *members;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);

  store = atlas_register_get_store (source);
  reader = atlas_store_acquire_reader (store, error);
  if (reader == NULL)
    return NULL;
  atlas_connection_set_cancellable (reader, cancellable);
  members = list_members (reader, unit, error);
  atlas_connection_set_cancellable (reader, NULL);
  atlas_store_release_reader (store, reader);
  return members;
}

/* The chunk of that unit that holds @member without them. */
static gboolean
rewrite_chunk (AtlasConnection *connection, gint64 unit, gint64 member, GArray *members, GError **error)
{
  g_autoptr (Chunk) chunk = chunk_new ();
  g_autoptr (AtlasStatement) delete =
    atlas_statement_new (connection, "DELETE FROM disclosure WHERE unit = :unit AND first = :first", error);

  if (delete == NULL)
    return FALSE;
  atlas_statement_bind_integer (delete, ":unit", unit);
  atlas_statement_bind_integer (delete, ":first", g_array_index (members, gint64, 0));
  for (guint i = 0; i < members->len; i++)
    if (g_array_index (members, gint64, i) != member)
      chunk_add (chunk, g_array_index (members, gint64, i));
  return atlas_statement_run (delete, error) &&
         (chunk->n == 0 || insert_chunk (connection, unit, chunk, error));
}

gboolean
atlas_disclosure_forget (AtlasUnit *unit, gint64 member, GError **error)
{
  AtlasConnection *connection;
  g_autoptr (GHashTable) units = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GHashTableIter iter;
  gpointer key;

  g_return_val_if_fail (unit != NULL, FALSE);

  connection = atlas_unit_get_connection (unit);
  if (!add_units_of (connection, member, units, error))
    return FALSE;
  g_hash_table_iter_init (&iter, units);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      gint64 of = *(const gint64 *) key;
      g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (gint64));
      g_autoptr (AtlasStatement) select =
        atlas_statement_new (connection,
                             "SELECT members FROM disclosure WHERE unit = :unit AND first <= :member"
                             " ORDER BY first DESC LIMIT 1",
                             error);
      gsize length;
      const guint8 *bytes;

      if (select == NULL)
        return FALSE;
      atlas_statement_bind_integer (select, ":unit", of);
      atlas_statement_bind_integer (select, ":member", member);
      if (!atlas_statement_step (select, error))
        return FALSE;
      bytes = atlas_statement_get_bytes (select, 0, &length);
      unpack (bytes, length, members);
      atlas_statement_reset (select);
      if (!rewrite_chunk (connection, of, member, members, error))
        return FALSE;
    }
  return TRUE;
}
