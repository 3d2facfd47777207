/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-links.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-register-private.h"

void
atlas_link_free (AtlasLink *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->record, atlas_record_unref);
  g_clear_pointer (&self->item, atlas_record_unref);
  g_free (self);
}

/* @item: (transfer full) (nullable) */
static void
add_link (GPtrArray *links, AtlasRecord *record, AtlasRecord *item)
{
  AtlasLink *link = g_new0 (AtlasLink, 1);

  link->record = atlas_record_ref (record);
  link->item = item;
  g_ptr_array_add (links, link);
}

/* The entries of @list that name the person; without a @list the record itself. */
static void
add_links (GPtrArray *links, AtlasRecord *record, const char *list, const char *member)
{
  g_autoptr (GPtrArray) items = NULL;

  if (list == NULL)
    {
      add_link (links, record, NULL);
      return;
    }
  items = atlas_record_dup_items (record, list);
  for (guint i = 0; i < items->len; i++)
    {
      AtlasRecord *item = g_ptr_array_index (items, i);

      if (g_strcmp0 (atlas_record_get_text (item, "member"), member) == 0)
        add_link (links, record, atlas_record_ref (item));
    }
}

/* The records of @kind that @sql, over :text or :blob, gives the ids of. */
static gboolean
read_links (AtlasConnection *connection,
            const AtlasKind *kind,
            const char *sql,
            const char *list,
            const AtlasUuid *uuid,
            GPtrArray *links,
            GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (connection, sql, error);
  g_autoptr (GError) local_error = NULL;
  char text[ATLAS_UUID_TEXT_SIZE];

  if (select == NULL)
    return FALSE;
  atlas_uuid_format (uuid, text);
  if (strstr (sql, ":blob") != NULL)
    atlas_statement_bind_uuid (select, ":blob", uuid);
  else
    atlas_statement_bind_text (select, ":text", text);
  while (atlas_statement_step (select, &local_error))
    {
      g_autoptr (AtlasRecord) record =
        atlas_record_load (connection, kind, atlas_statement_get_integer (select, 0), &local_error);

      if (record == NULL)
        break;
      add_links (links, record, list, text);
    }
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static GPtrArray *
list_links (AtlasRegister *source,
            const AtlasKind *kind,
            const char *sql,
            const char *list,
            const AtlasUuid *uuid,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_link_free);
  AtlasConnection *connection = atlas_store_acquire_reader (source->store, error);
  gboolean done;

  if (connection == NULL)
    return NULL;
  atlas_connection_set_cancellable (connection, cancellable);
  done = read_links (connection, kind, sql, list, uuid, links, error);
  atlas_connection_set_cancellable (connection, NULL);
  atlas_store_release_reader (source->store, connection);
  return done ? g_steal_pointer (&links) : NULL;
}

GPtrArray *
atlas_links_list_contacts (AtlasRegister *source,
                           const AtlasKind *with,
                           const AtlasUuid *uuid,
                           GCancellable *cancellable,
                           GError **error)
{
  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (with == &atlas_kind_member || with == &atlas_kind_organisation, NULL);
  g_return_val_if_fail (uuid != NULL, NULL);

  return list_links (source, &atlas_kind_interaction,
                     with == &atlas_kind_member
                       ? "SELECT id FROM interaction WHERE member = :text ORDER BY date DESC, id DESC"
                       : "SELECT id FROM interaction WHERE organisation = :text ORDER BY date DESC, id DESC",
                     NULL, uuid, cancellable, error);
}

GPtrArray *
atlas_links_list_roles (AtlasRegister *source,
                        const AtlasUuid *member,
                        GCancellable *cancellable,
                        GError **error)
{
  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (member != NULL, NULL);

  return list_links (
    source, &atlas_kind_organisation,
    "SELECT o.id FROM organisation AS o WHERE o.id IN"
    " (SELECT organisation FROM organisation_role WHERE member = :blob) ORDER BY o.name, o.id",
    "roles", member, cancellable, error);
}

GPtrArray *
atlas_links_list_attendance (AtlasRegister *source,
                             const AtlasUuid *member,
                             GCancellable *cancellable,
                             GError **error)
{
  g_return_val_if_fail (ATLAS_IS_REGISTER (source), NULL);
  g_return_val_if_fail (member != NULL, NULL);

  return list_links (source, &atlas_kind_event,
                     "SELECT id FROM event WHERE instr (attendance, :text) > 0 ORDER BY start DESC, id DESC",
                     "attendance", member, cancellable, error);
}

static char *
display (AtlasRecord *record, const char *key)
{
  const AtlasField *field = atlas_kind_find_field (atlas_record_get_kind (record), key, -1);

  return atlas_field_display (field, atlas_record_get_value (record, field));
}

static char *
describe_role (AtlasRecord *role)
{
  g_autofree char *what = display (role, "role");
  g_autofree char *since = display (role, "since");
  g_autofree char *until = display (role, "until");
  const char *name = *what != '\0' ? what : _ ("Role not stated");

  if (*since != '\0' && *until != '\0')
    /* Translators: a role, and the days on which it began and ended */
    return g_strdup_printf (_ ("%s, %s to %s"), name, since, until);
  if (*since != '\0')
    return g_strdup_printf (_ ("%s since %s"), name, since);
  if (*until != '\0')
    return g_strdup_printf (_ ("%s until %s"), name, until);
  return g_strdup (name);
}

static char *
describe_event (const AtlasLink *link)
{
  g_autofree char *start = display (link->record, "start");
  g_autofree char *status = display (link->item, "status");

  return *status != '\0' ? g_strdup_printf ("%s · %s", start, status) : g_strdup (start);
}

char *
atlas_link_describe (const AtlasLink *self)
{
  g_return_val_if_fail (self != NULL && self->item != NULL, NULL);

  return atlas_record_get_kind (self->record) == &atlas_kind_event ? describe_event (self)
                                                                   : describe_role (self->item);
}
