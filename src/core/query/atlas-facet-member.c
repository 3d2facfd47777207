/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-facet-private.h"

#include <string.h>

#include "atlas-unit.h"

/* A member's row of facets as it is written. What follows from the member alone is worked out without the
 * database, so that an import does so on the thread that reads. */

#define N_INTEGERS (sizeof (AtlasFacetRow) / sizeof (gint64))

/* Days are behind whatever else is in `times`. */
#define CONTACTED_SHIFT 48
#define TIMES_MASK      ((G_GINT64_CONSTANT (1) << CONTACTED_SHIFT) - 1)

#define INTO_FACETS "INTO member_facet VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"

void
atlas_facet_prepare_member (const AtlasValue *values, gpointer prepared)
{
  AtlasFacetPrepared *self = prepared;
  AtlasPoint point;

  g_return_if_fail (values != NULL && prepared != NULL);

  atlas_facet_derive_point (0, values, &point);
  atlas_facet_pack (&point, &self->row);
  self->name_length = (guint) atlas_facet_derive_name (values, self->name);
}

/* --- What is kept while a unit is open. */

typedef struct
{
  AtlasFacetBlocks *blocks;
  AtlasStatement *insert;  /* of a row that was not there */
  AtlasStatement *replace; /* of one that was */
  AtlasStatement *contact; /* the day that the contact log knows of */
  gboolean has_log;        /* there may be any */
} Writer;

static void
writer_free (gpointer data)
{
  Writer *self = data;

  g_clear_pointer (&self->blocks, atlas_facet_blocks_free);
  g_clear_pointer (&self->insert, atlas_statement_free);
  g_clear_pointer (&self->replace, atlas_statement_free);
  g_clear_pointer (&self->contact, atlas_statement_free);
  g_free (self);
}

static gboolean
writer_prepare (Writer *self, AtlasConnection *connection, GError **error)
{
  gint64 found;

  self->blocks = atlas_facet_blocks_new (connection, error);
  if (self->blocks == NULL ||
      !atlas_connection_query_integer (connection, "SELECT 1 FROM member_contact LIMIT 1", 0, &found, error))
    return FALSE;
  self->has_log = found != 0;
  /* To replace, SQLite keeps a copy of each page that a statement changes, should it have to take it back. */
  self->insert = atlas_statement_new (connection, "INSERT " INTO_FACETS, error);
  if (self->insert == NULL)
    return FALSE;
  self->replace = atlas_statement_new (connection, "INSERT OR REPLACE " INTO_FACETS, error);
  if (self->replace == NULL)
    return FALSE;
  self->contact = atlas_statement_new (
    connection, "SELECT ifnull (max (day), 0) FROM member_contact WHERE member = :member", error);
  return self->contact != NULL;
}

static Writer *
take_writer (AtlasUnit *unit, GError **error)
{
  const AtlasTable *table = atlas_kind_get_table (&atlas_kind_member);
  Writer *self = atlas_unit_get_data (unit, table);

  if (G_LIKELY (self != NULL))
    return self;
  self = g_new0 (Writer, 1);
  if (!writer_prepare (self, atlas_unit_get_connection (unit), error))
    {
      writer_free (self);
      return NULL;
    }
  atlas_unit_set_data (unit, table, self, writer_free);
  return self;
}

/* --- Rows. */

static gboolean
delete_row (Writer *self, AtlasConnection *connection, gint64 id, GError **error)
{
  g_autoptr (AtlasStatement) statement =
    atlas_statement_new (connection, "DELETE FROM member_facet WHERE id = :id", error);

  if (statement == NULL)
    return FALSE;
  atlas_statement_bind_integer (statement, ":id", id);
  return atlas_statement_run (statement, error) &&
         atlas_facet_blocks_refresh (self->blocks, id, FALSE, error);
}

/* The contact log may know of a member before it is there. */
static gboolean
find_contacted (Writer *self, const AtlasUuid *member, gint64 *day, GError **error)
{
  *day = 0;
  if (!self->has_log)
    return TRUE;
  atlas_statement_bind_uuid (self->contact, ":member", member);
  if (!atlas_statement_step (self->contact, error))
    return FALSE;
  *day = atlas_statement_get_integer (self->contact, 0);
  atlas_statement_reset (self->contact);
  return TRUE;
}

static gboolean
write_row (AtlasStatement *statement,
           const AtlasFacetRow *row,
           const AtlasFacetPrepared *prepared,
           GError **error)
{
  AtlasValue value = { .type = ATLAS_VALUE_INTEGER };

  for (guint i = 0; i < N_INTEGERS; i++)
    {
      value.integer = ((const gint64 *) row)[i];
      atlas_statement_bind_value_at (statement, i + 1, &value);
    }
  value = (AtlasValue){ 0 };
  atlas_value_borrow_text (&value, prepared->name, prepared->name_length);
  atlas_statement_bind_value_at (statement, N_INTEGERS + 1, &value);
  return atlas_statement_run (statement, error);
}

gboolean
atlas_facet_derive_member (AtlasUnit *unit,
                           const AtlasTable *table,
                           const AtlasDerivedRow *derived,
                           GError **error)
{
  AtlasConnection *connection = atlas_unit_get_connection (unit);
  const AtlasFacetPrepared *prepared = derived->prepared;
  Writer *self = take_writer (unit, error);
  AtlasFacetPrepared own;
  AtlasFacetRow row;
  gint64 day;

  if (self == NULL || !atlas_facet_derive_lists (connection, derived, error))
    return FALSE;
  if (derived->values == NULL)
    return delete_row (self, connection, derived->id, error);
  if (prepared == NULL)
    {
      atlas_facet_prepare_member (derived->values, &own);
      prepared = &own;
    }
  if (!find_contacted (self, derived->uuid, &day, error))
    return FALSE;
  row = prepared->row;
  row.id = derived->id;
  row.times |= day << CONTACTED_SHIFT;
  return write_row (derived->fresh ? self->insert : self->replace, &row, prepared, error) &&
         (derived->fresh ? atlas_facet_blocks_add (self->blocks, &row, error)
                         : atlas_facet_blocks_refresh (self->blocks, row.id, TRUE, error));
}

gboolean
atlas_facet_refresh_contacted (AtlasUnit *unit, const AtlasUuid *member, GError **error)
{
  AtlasConnection *connection = atlas_unit_get_connection (unit);
  Writer *self = take_writer (unit, error);
  g_autoptr (AtlasStatement) find = NULL;
  g_autoptr (AtlasStatement) update = NULL;
  g_autoptr (GError) failure = NULL;
  gint64 id, day;

  if (self == NULL)
    return FALSE;
  self->has_log = TRUE;
  find = atlas_statement_new (connection, "SELECT id FROM member WHERE uuid = :member", error);
  if (find == NULL)
    return FALSE;
  atlas_statement_bind_uuid (find, ":member", member);
  if (!atlas_statement_step (find, &failure))
    return failure == NULL || (g_propagate_error (error, g_steal_pointer (&failure)), FALSE);
  id = atlas_statement_get_integer (find, 0);
  atlas_statement_reset (find);

  update = atlas_statement_new (
    connection, "UPDATE member_facet SET times = (times & :mask) | (:day << :shift) WHERE id = :id", error);
  if (update == NULL || !find_contacted (self, member, &day, error))
    return FALSE;
  atlas_statement_bind_integer (update, ":mask", TIMES_MASK);
  atlas_statement_bind_integer (update, ":day", day);
  atlas_statement_bind_integer (update, ":shift", CONTACTED_SHIFT);
  atlas_statement_bind_integer (update, ":id", id);
  if (!atlas_statement_run (update, error) || !atlas_facet_blocks_refresh (self->blocks, id, TRUE, error))
    return FALSE;
  atlas_unit_note_derived (unit, atlas_kind_get_table (&atlas_kind_member), id);
  return TRUE;
}
