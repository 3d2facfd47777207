/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-record.h"

#include "atlas-append-only.h"

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-kind-private.h"

void
atlas_record_read_row (AtlasRecord *self, AtlasStatement *statement, gboolean borrow)
{
  const AtlasKind *kind;
  AtlasUuid uuid = { 0 };

  g_return_if_fail (self != NULL);
  g_return_if_fail (statement != NULL);

  kind = atlas_record_get_kind (self);
  atlas_record_set_id (self, atlas_statement_get_integer (statement, 0));
  atlas_statement_get_uuid (statement, 1, &uuid);
  atlas_record_set_uuid (self, &uuid);
  for (guint i = 0; i <= kind->n_fields; i++)
    atlas_statement_get_value (statement, i + 2, atlas_record_edit_nth (self, i));
  if (!borrow)
    atlas_record_own (self);
}

/* The first row of @statement, a select of @kind; takes the statement. */
static AtlasRecord *
read_one (AtlasStatement *statement, const AtlasKind *kind, const char *what, GError **error)
{
  g_autoptr (AtlasStatement) owned = statement;
  g_autoptr (AtlasRecord) record = NULL;
  g_autoptr (GError) local_error = NULL;

  if (atlas_statement_step (statement, &local_error))
    {
      record = atlas_record_new (kind);
      atlas_record_read_row (record, statement, FALSE);
      return g_steal_pointer (&record);
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                 /* Translators: a kind of record and an id, such as "Event" and "12". */
                 _ ("There is no such record: %s %s. It may have been deleted."), _ (kind->label), what);
  return NULL;
}

AtlasRecord *
atlas_record_load (AtlasConnection *connection, const AtlasKind *kind, gint64 id, GError **error)
{
  g_autofree char *sql = NULL;
  char what[24];
  AtlasStatement *statement;

  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);

  sql = g_strconcat (atlas_kind_select_sql (kind), " WHERE id = :id", NULL);
  statement = atlas_statement_new (connection, sql, error);
  if (statement == NULL)
    return NULL;
  atlas_statement_bind_integer (statement, ":id", id);
  g_snprintf (what, sizeof what, "%" G_GINT64_FORMAT, id);
  return read_one (statement, kind, what, error);
}

AtlasRecord *
atlas_record_load_uuid (AtlasConnection *connection,
                        const AtlasKind *kind,
                        const AtlasUuid *uuid,
                        GError **error)
{
  g_autofree char *sql = NULL;
  char what[ATLAS_UUID_TEXT_SIZE];
  AtlasStatement *statement;

  g_return_val_if_fail (connection != NULL, NULL);
  g_return_val_if_fail (kind != NULL, NULL);
  g_return_val_if_fail (uuid != NULL, NULL);

  sql = g_strconcat (atlas_kind_select_sql (kind), " WHERE uuid = :uuid", NULL);
  statement = atlas_statement_new (connection, sql, error);
  if (statement == NULL)
    return NULL;
  atlas_statement_bind_uuid (statement, ":uuid", uuid);
  atlas_uuid_format (uuid, what);
  return read_one (statement, kind, what, error);
}

AtlasRecord *
atlas_record_find_uuid (AtlasConnection *connection,
                        const AtlasKind *kind,
                        const AtlasUuid *uuid,
                        GError **error)
{
  g_autoptr (GError) failure = NULL;
  AtlasRecord *record = atlas_record_load_uuid (connection, kind, uuid, &failure);

  if (record == NULL && !g_error_matches (failure, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN))
    g_propagate_error (error, g_steal_pointer (&failure));
  return record;
}

AtlasRecord *
atlas_record_find_id (AtlasConnection *connection, const AtlasKind *kind, const char *id, GError **error)
{
  AtlasUuid uuid;

  return id != NULL && atlas_uuid_parse (id, -1, &uuid)
           ? atlas_record_find_uuid (connection, kind, &uuid, error)
           : NULL;
}

/* Whether the row differs from @self in anything but the time of its last change; with @error -1. */
static int
differs_from_row (AtlasRecord *self, AtlasUnit *unit, const AtlasField *updated, GError **error)
{
  const AtlasKind *kind = atlas_record_get_kind (self);
  g_autoptr (AtlasRecord) row = NULL;

  row = atlas_record_load (atlas_unit_get_connection (unit), kind, atlas_record_get_id (self), error);
  if (row == NULL)
    return -1;
  atlas_value_copy (atlas_record_get_value (self, updated), atlas_record_edit_value (row, updated));
  return !atlas_record_equal (self, row);
}

gboolean
atlas_record_save (AtlasRecord *self, AtlasUnit *unit, gboolean keep_times, GError **error)
{
  const AtlasKind *kind;
  const AtlasField *created, *updated;
  const AtlasField *field = NULL;
  AtlasTable *table;
  gint64 id;

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (unit != NULL, FALSE);

  if (!atlas_record_check (self, NULL, error))
    return FALSE;
  /* Of a record that stands the store asks what is added; whoever keeps times has looked. */
  if (!keep_times && atlas_record_get_id (self) == 0 && !atlas_append_only_check_days (self, &field, error))
    {
      g_prefix_error (error, "%s: ", field->key);
      return FALSE;
    }

  kind = atlas_record_get_kind (self);
  table = atlas_kind_get_table (kind);
  created = atlas_kind_find_field (kind, "created", -1);
  updated = atlas_kind_find_field (kind, "updated", -1);
  id = atlas_record_get_id (self);

  if (!keep_times)
    {
      char now[ATLAS_DATE_TEXT_SIZE];
      /* A save that changes nothing must not show in the log as an edit of "updated". */
      int differs = id != 0 ? differs_from_row (self, unit, updated, error) : 1;

      if (differs <= 0)
        return differs == 0;
      atlas_timestamp_now (now);
      if (id == 0 && !atlas_record_has (self, created))
        atlas_value_set_text (atlas_record_edit_value (self, created), now, -1);
      atlas_value_set_text (atlas_record_edit_value (self, updated), now, -1);
    }

  if (id != 0)
    return atlas_unit_update (unit, table, id, atlas_record_get_values (self), error);

  if (atlas_uuid_is_nil (atlas_record_get_uuid (self)))
    {
      AtlasUuid uuid;

      atlas_uuid_generate (&uuid);
      atlas_record_set_uuid (self, &uuid);
    }
  if (!atlas_unit_insert (unit, table, atlas_record_get_uuid (self), atlas_record_get_values (self), &id,
                          error))
    return FALSE;
  atlas_record_set_id (self, id);
  return TRUE;
}

gboolean
atlas_record_delete (AtlasRecord *self, AtlasUnit *unit, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (unit != NULL, FALSE);
  g_return_val_if_fail (atlas_record_get_id (self) != 0, FALSE);

  return atlas_unit_delete (unit, atlas_kind_get_table (atlas_record_get_kind (self)),
                            atlas_record_get_id (self), error);
}
