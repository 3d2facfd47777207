/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-facet.h"
#include "atlas-list.h"
#include "atlas-plan-problem-private.h"
#include "atlas-uuid.h"

/* Who was met when: the index knows the contact log; who came to an event stands with the event. */

typedef struct
{
  AtlasConnection *connection;
  AtlasPointIndex *index;
  guint16 *met;
} Reading;

static gboolean
note_met (Reading *self, const char *member, guint16 day, GError **error)
{
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GError) failure = NULL;
  AtlasUuid uuid;
  guint row;

  if (!atlas_uuid_parse (member, -1, &uuid))
    return TRUE;
  select = atlas_statement_new (self->connection, "SELECT id FROM member WHERE uuid = :uuid", error);
  if (select == NULL)
    return FALSE;
  atlas_statement_bind_uuid (select, ":uuid", &uuid);
  if (atlas_statement_step (select, &failure) &&
      atlas_point_index_find (self->index, atlas_statement_get_integer (select, 0), &row))
    self->met[row] = MAX (self->met[row], day);
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
read_attendance (Reading *self, const char *json, gsize length, guint16 day, GError **error)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_event, "attendance", -1);
  g_autoptr (GPtrArray) items = atlas_list_to_items (field, json, length, NULL);

  /* What is no list names nobody; `check` tells of it. */
  for (guint i = 0; items != NULL && i < items->len; i++)
    {
      AtlasRecord *item = g_ptr_array_index (items, i);

      if (g_strcmp0 (atlas_record_get_text (item, "status"), "attended") == 0 &&
          !note_met (self, atlas_record_get_text (item, "member"), day, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_events (Reading *self, GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (self->connection,
                         "SELECT start, attendance FROM event WHERE attendance IS NOT NULL AND "
                         "(status IS NULL OR status <> 'cancelled')",
                         error);
  g_autoptr (GError) failure = NULL;
  guint16 today = atlas_facet_today ();

  if (select == NULL)
    return FALSE;
  while (atlas_statement_step (select, &failure))
    {
      const char *start = atlas_statement_get_text (select, 0, NULL);
      gsize length;
      const char *json = atlas_statement_get_text (select, 1, &length);
      guint16 day = start != NULL && strlen (start) >= 10 ? atlas_facet_pack_day (start, 10) : 0;

      if (day > 0 && day <= today && !read_attendance (self, json, length, day, error))
        return FALSE;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

guint16 *
atlas_plan_read_met (AtlasRegister *source, AtlasPointIndex *index, GCancellable *cancellable, GError **error)
{
  AtlasStore *store = atlas_register_get_store (source);
  AtlasConnection *connection = atlas_store_acquire_reader (store, error);
  const AtlasPointColumns *columns = atlas_point_index_get_columns (index);
  g_autofree guint16 *met = g_new0 (guint16, columns->n_points + 1);
  Reading reading = { connection, index, met };
  gboolean done;

  if (connection == NULL)
    return NULL;
  if (columns->n_points > 0)
    memcpy (met, columns->contacted, columns->n_points * sizeof *met);
  atlas_connection_set_cancellable (connection, cancellable);
  done = read_events (&reading, error);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (store, connection);
  return done ? g_steal_pointer (&met) : NULL;
}
