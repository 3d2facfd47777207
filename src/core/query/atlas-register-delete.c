/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-i18n.h"
#include "atlas-number.h"
#include "atlas-register-private.h"

typedef struct
{
  const AtlasKind *kind;
  guint n_ids;
  gint64 ids[];
} Deletion;

/* Whether there is a record of that id. FALSE with @error where that can't be told. */
static gboolean
stands (AtlasConnection *connection, const AtlasKind *kind, const char *id, GError **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT 1 FROM \"%s\" WHERE uuid = :uuid", atlas_kind_get_table (kind)->name);
  g_autoptr (AtlasStatement) find = NULL;
  AtlasUuid uuid;

  if (id == NULL || !atlas_uuid_parse (id, -1, &uuid))
    return FALSE;
  find = atlas_statement_new (connection, sql, error);
  if (find == NULL)
    return FALSE;
  atlas_statement_bind_uuid (find, ":uuid", &uuid);
  return atlas_statement_step (find, error);
}

/* The contacts that are with @id of @kind and with nobody else who is still there. (transfer full)
 * (element-type gint64): NULL with @error */
static GArray *
list_own_contacts (AtlasConnection *connection, const AtlasKind *kind, gint64 id, GError **error)
{
  gboolean of_member = kind == &atlas_kind_member;
  const AtlasKind *other = of_member ? &atlas_kind_organisation : &atlas_kind_member;
  g_autofree char *find_sql =
    g_strdup_printf ("SELECT uuid FROM \"%s\" WHERE id = :id", atlas_kind_get_table (kind)->name);
  g_autoptr (AtlasStatement) find = atlas_statement_new (connection, find_sql, error);
  g_autoptr (AtlasStatement) select = NULL;
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;
  char text[ATLAS_UUID_TEXT_SIZE];
  AtlasUuid uuid;

  if (find == NULL)
    return NULL;
  atlas_statement_bind_integer (find, ":id", id);
  if (!atlas_statement_step (find, &failure) || !atlas_statement_get_uuid (find, 0, &uuid))
    {
      if (failure != NULL)
        return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
      return g_steal_pointer (&ids); /* deleting it will say that there is none */
    }
  select = atlas_statement_new (connection,
                                of_member ? "SELECT id, organisation FROM interaction WHERE member = :uuid"
                                          : "SELECT id, member FROM interaction WHERE organisation = :uuid",
                                error);
  if (select == NULL)
    return NULL;
  atlas_uuid_format (&uuid, text);
  atlas_statement_bind_text (select, ":uuid", text);
  while (failure == NULL && atlas_statement_step (select, &failure))
    {
      gint64 contact = atlas_statement_get_integer (select, 0);

      if (!stands (connection, other, atlas_statement_get_text (select, 1, NULL), &failure) &&
          failure == NULL)
        g_array_append_val (ids, contact);
    }
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  return g_steal_pointer (&ids);
}

/* What the log tells of contacts with somebody is theirs, and goes with them; a contact with an organisation
 * as well stays with that. Who attended an event, or had a role, stays counted there by an id that leads
 * nowhere. */
static gboolean
delete_one (AtlasUnit *unit, const AtlasKind *kind, gint64 id, GError **error)
{
  if (kind == &atlas_kind_member || kind == &atlas_kind_organisation)
    {
      g_autoptr (GArray) contacts = list_own_contacts (atlas_unit_get_connection (unit), kind, id, error);

      if (contacts == NULL)
        return FALSE;
      for (guint i = 0; i < contacts->len; i++)
        if (!atlas_unit_delete (unit, atlas_kind_get_table (&atlas_kind_interaction),
                                g_array_index (contacts, gint64, i), error))
          return FALSE;
    }
  return atlas_unit_delete (unit, atlas_kind_get_table (kind), id, error);
}

static gboolean delete (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  const Deletion *deletion = data;

  for (guint i = 0; i < deletion->n_ids; i++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !delete_one (unit, deletion->kind, deletion->ids[i], error))
      return FALSE;
  return TRUE;
}

static Deletion *
deletion_new (const AtlasKind *kind, const gint64 *ids, guint n_ids)
{
  Deletion *deletion = g_malloc (sizeof *deletion + n_ids * sizeof *ids);

  deletion->kind = kind;
  deletion->n_ids = n_ids;
  memcpy (deletion->ids, ids, n_ids * sizeof *ids);
  return deletion;
}

static char *
make_delete_label (AtlasRegister *self, const AtlasKind *kind, const gint64 *ids, guint n_ids)
{
  g_autoptr (AtlasRecord) only = n_ids == 1 ? atlas_register_load (self, kind, ids[0], NULL) : NULL;
  g_autofree char *number = atlas_number_format (n_ids);

  if (only)
    {
      g_autofree char *title = atlas_record_dup_title (only);

      return g_strdup_printf (_ ("Delete %s"), title);
    }
  if (kind == &atlas_kind_member)
    return g_strdup_printf (ngettext ("Delete %s person", "Delete %s people", n_ids), number);
  if (kind == &atlas_kind_event)
    return g_strdup_printf (ngettext ("Delete %s event", "Delete %s events", n_ids), number);
  if (kind == &atlas_kind_estimate)
    return g_strdup_printf (ngettext ("Delete %s estimate", "Delete %s estimates", n_ids), number);
  if (kind == &atlas_kind_organisation)
    return g_strdup_printf (ngettext ("Delete %s organisation", "Delete %s organisations", n_ids), number);
  if (kind == &atlas_kind_interaction)
    return g_strdup_printf (ngettext ("Delete %s contact", "Delete %s contacts", n_ids), number);
  if (kind == &atlas_kind_mission)
    return g_strdup_printf (ngettext ("Delete %s mission", "Delete %s missions", n_ids), number);
  if (kind == &atlas_kind_segment)
    return g_strdup_printf (ngettext ("Delete %s segment", "Delete %s segments", n_ids), number);
  return g_strdup_printf (ngettext ("Delete %s record", "Delete %s records", n_ids), number);
}

gboolean
atlas_register_delete (
  AtlasRegister *self, const AtlasKind *kind, const gint64 *ids, guint n_ids, GError **error)
{
  g_autofree Deletion *deletion = NULL;
  g_autofree char *label = NULL;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (kind != NULL && (ids != NULL || n_ids == 0), FALSE);

  deletion = deletion_new (kind, ids, n_ids);
  label = make_delete_label (self, kind, ids, n_ids);
  return atlas_register_write (self, label, ATLAS_UNIT_DEFAULT, delete, deletion, NULL, error);
}

static void
delete_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Deletion *deletion = data;
  GError *error = NULL;

  if (atlas_register_delete (source, deletion->kind, deletion->ids, deletion->n_ids, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
atlas_register_delete_async (AtlasRegister *self,
                             const AtlasKind *kind,
                             const gint64 *ids,
                             guint n_ids,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATLAS_IS_REGISTER (self));
  g_return_if_fail (kind != NULL && (ids != NULL || n_ids == 0));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, atlas_register_delete_async);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, deletion_new (kind, ids, n_ids), g_free);
  g_task_run_in_thread (task, delete_in_thread);
}

gboolean
atlas_register_delete_finish (AtlasRegister *self, GAsyncResult *result, GError **error)
{
  return atlas_register_write_finish (self, result, error);
}
