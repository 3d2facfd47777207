/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-erasure.h"

#include <string.h>

#include "atlas-disclosure.h"
#include "atlas-erase.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-list.h"
#include "atlas-register-private.h"

typedef struct
{
  AtlasUuid uuid;
  char text[ATLAS_UUID_TEXT_SIZE];
  const char *reason;
  AtlasErasure done;
} Erasure;

/* Row ids that @sql gives, in which :text is the person's id and :blob its bytes. (transfer full): NULL with
 * @error */
static GArray *
list_ids (AtlasConnection *connection, const Erasure *self, const char *sql, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (connection, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return NULL;
  if (strstr (sql, ":text") != NULL)
    atlas_statement_bind_text (select, ":text", self->text);
  if (strstr (sql, ":blob") != NULL)
    atlas_statement_bind_uuid (select, ":blob", &self->uuid);
  while (atlas_statement_step (select, &failure))
    {
      gint64 id = atlas_statement_get_integer (select, 0);

      g_array_append_val (ids, id);
    }
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), NULL;
  return g_steal_pointer (&ids);
}

/* What stays for totals. */

static gboolean
has_others (AtlasConnection *connection, const char *sql, AtlasRecord *member, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (connection, sql, error);

  if (select == NULL)
    return FALSE;
  if (strstr (sql, ":region") != NULL)
    atlas_statement_bind_text (select, ":region", atlas_record_get_text (member, "address.region"));
  if (strstr (sql, ":country") != NULL)
    atlas_statement_bind_text (select, ":country", atlas_record_get_text (member, "address.country"));
  if (strstr (sql, ":sex") != NULL)
    atlas_statement_bind_text (select, ":sex", atlas_record_get_text (member, "sex"));
  return atlas_statement_step (select, error) &&
         atlas_statement_get_integer (select, 0) >= ATLAS_ERASURE_MIN_OTHERS;
}

static void
append_fact (GString *details, const char *key, const char *value)
{
  if (value == NULL)
    return;
  g_string_append_printf (details, ",\"%s\":", key);
  atlas_json_append_string (details, value, -1);
}

/* Once the person is gone: the others are counted. Each line says less than the one before. */
static gboolean
append_facts (AtlasConnection *connection, AtlasRecord *member, GString *details, GError **error)
{
  static const struct
  {
    const char *sql;
    gboolean region, sex;
  } steps[] = {
    { "SELECT count (*) FROM (SELECT 1 FROM member WHERE address_country IS :country"
      " AND address_region IS :region AND sex IS :sex LIMIT 10)",
      TRUE, TRUE },
    { "SELECT count (*) FROM (SELECT 1 FROM member WHERE address_country IS :country"
      " AND address_region IS :region LIMIT 10)",
      TRUE, FALSE },
    { "SELECT count (*) FROM (SELECT 1 FROM member WHERE address_country IS :country LIMIT 10)", FALSE,
      FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      GError *failure = NULL;

      if (has_others (connection, steps[i].sql, member, &failure))
        {
          append_fact (details, "country", atlas_record_get_text (member, "address.country"));
          if (steps[i].region)
            append_fact (details, "region", atlas_record_get_text (member, "address.region"));
          if (steps[i].sex)
            append_fact (details, "sex", atlas_record_get_text (member, "sex"));
          return TRUE;
        }
      if (failure != NULL)
        return g_propagate_error (error, failure), FALSE;
    }
  return TRUE;
}

/* What else names the person. */

static void
take_out_role (const AtlasTable *table, guint column, AtlasValue *value, gpointer data)
{
  const AtlasField *field = atlas_kind_find_field (&atlas_kind_organisation, "roles", -1);
  const Erasure *self = data;
  g_autoptr (GPtrArray) items = NULL;
  char *json;

  if (!g_str_equal (table->columns[column], field->column) ||
      g_strstr_len (value->text, value->length, self->text) == NULL)
    return;
  items = atlas_list_to_items (field, value->text, value->length, NULL);
  if (items == NULL)
    return;
  for (guint i = items->len; i-- > 0;)
    if (g_strcmp0 (atlas_record_get_text (g_ptr_array_index (items, i), "member"), self->text) == 0)
      g_ptr_array_remove_index (items, i);
  json = atlas_list_from_items (items);
  atlas_value_clear (value);
  if (json != NULL)
    atlas_value_take_text (value, json);
}

static gboolean
erase_roles (AtlasUnit *unit, Erasure *self, GError **error)
{
  g_autoptr (GArray) ids =
    list_ids (atlas_unit_get_connection (unit), self,
              "SELECT id FROM organisation WHERE instr (roles, :text) > 0 UNION SELECT record FROM journal"
              " WHERE record_table = 'organisation' AND instr (changes, :text) > 0",
              error);

  if (ids == NULL)
    return FALSE;
  self->done.roles += ids->len;
  for (guint i = 0; i < ids->len; i++)
    if (!atlas_unit_rewrite (unit, atlas_kind_get_table (&atlas_kind_organisation),
                             g_array_index (ids, gint64, i), take_out_role, self, error))
      return FALSE;
  return TRUE;
}

typedef struct
{
  const char *name;
  char other[ATLAS_UUID_TEXT_SIZE];
} Renaming;

static void
rename_person (const AtlasTable *table, guint column, AtlasValue *value, gpointer data)
{
  const Renaming *renaming = data;
  g_autoptr (GString) text = NULL;

  if (g_strstr_len (value->text, value->length, renaming->name) == NULL)
    return;
  text = g_string_new_len (value->text, value->length);
  g_string_replace (text, renaming->name, renaming->other, 0);
  atlas_value_clear (value);
  atlas_value_set_text (value, text->str, (gssize) text->len);
}

/* Another id in each record that @sql finds: that it was the same person in two is nobody's business any
 * more. Returns how many there are, -1 with @error. */
static int
rename_in (AtlasUnit *unit, const Erasure *self, const AtlasKind *kind, const char *sql, GError **error)
{
  g_autoptr (GArray) ids = list_ids (atlas_unit_get_connection (unit), self, sql, error);

  if (ids == NULL)
    return -1;
  for (guint i = 0; i < ids->len; i++)
    {
      Renaming renaming = { self->text, "" };
      AtlasUuid other;

      atlas_uuid_generate (&other);
      atlas_uuid_format (&other, renaming.other);
      if (!atlas_unit_rewrite (unit, atlas_kind_get_table (kind), g_array_index (ids, gint64, i),
                               rename_person, &renaming, error))
        return -1;
    }
  return (int) ids->len;
}

static gboolean
erase_attendance (AtlasUnit *unit, Erasure *self, GError **error)
{
  int n =
    rename_in (unit, self, &atlas_kind_event,
               "SELECT id FROM event WHERE instr (attendance, :text) > 0 UNION SELECT record FROM journal"
               " WHERE record_table = 'event' AND instr (changes, :text) > 0",
               error);

  self->done.events += (guint) MAX (n, 0);
  return n >= 0;
}

/* A contact that was written down with the wrong person, and put right since, is another's. */
static gboolean
erase_contacts (AtlasUnit *unit, Erasure *self, GError **error)
{
  g_autoptr (GArray) ids =
    list_ids (atlas_unit_get_connection (unit), self,
              "SELECT id FROM interaction WHERE member = :text UNION SELECT record FROM journal"
              " WHERE record_table = 'interaction' AND instr (changes, :text) > 0"
              " AND record NOT IN (SELECT id FROM interaction)",
              error);

  if (ids == NULL)
    return FALSE;
  self->done.contacts += ids->len;
  for (guint i = 0; i < ids->len; i++)
    if (!atlas_unit_erase (unit, atlas_kind_get_table (&atlas_kind_interaction),
                           g_array_index (ids, gint64, i), error))
      return FALSE;
  return rename_in (unit, self, &atlas_kind_interaction,
                    "SELECT DISTINCT record FROM journal WHERE record_table = 'interaction'"
                    " AND instr (changes, :text) > 0",
                    error) >= 0;
}

/* What labels and details may have said of the person. */
static gboolean
redact (AtlasUnit *unit, Erasure *self, AtlasRecord *member, GError **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) words = NULL;
  static const char *const lists[] = { "emails", "phones" };

  g_strv_builder_add (builder, self->text);
  if (member != NULL)
    {
      const char *given = atlas_record_get_text (member, "given_name");
      const char *family = atlas_record_get_text (member, "family_name");

      if (given != NULL && family != NULL)
        {
          g_autofree char *forth = g_strdup_printf ("%s %s", given, family);
          g_autofree char *back = g_strdup_printf ("%s %s", family, given);

          g_strv_builder_add (builder, forth);
          g_strv_builder_add (builder, back);
        }
      for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
        {
          g_auto (GStrv) texts = atlas_record_dup_list (member, lists[i]);

          if (texts != NULL)
            g_strv_builder_addv (builder, (const char **) texts);
        }
    }
  words = g_strv_builder_end (builder);
  return atlas_unit_redact (unit, (const char *const *) words, _ ("About somebody who was erased"), error);
}

static gboolean
set_details (AtlasUnit *unit, const Erasure *self, AtlasRecord *member, GError **error)
{
  g_autoptr (GString) details = g_string_new ("{\"erased\":1");

  g_string_append_printf (details, ",\"contacts\":%u,\"roles\":%u,\"events\":%u", self->done.contacts,
                          self->done.roles, self->done.events);
  if (member != NULL && !append_facts (atlas_unit_get_connection (unit), member, details, error))
    return FALSE;
  append_fact (details, "reason", self->reason);
  g_string_append_c (details, '}');
  atlas_unit_set_details (unit, details->str);
  return TRUE;
}

/* What was said of the person and others: it is ids alone, and leads nowhere now. */
static gboolean
erase_verdicts (AtlasUnit *unit, Erasure *self, GError **error)
{
  g_autoptr (GArray) ids =
    list_ids (atlas_unit_get_connection (unit), self,
              "SELECT id FROM verdict WHERE member = :text OR other = :text UNION SELECT record FROM journal"
              " WHERE record_table = 'verdict' AND instr (changes, :text) > 0",
              error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    if (!atlas_unit_erase (unit, atlas_kind_get_table (&atlas_kind_verdict), g_array_index (ids, gint64, i),
                           error))
      return FALSE;
  return TRUE;
}

/* The person's ids: the one by which they are known, then those of records that were merged into that one, of
 * which the journal still holds what they said. (transfer full) (element-type AtlasUuid): NULL with @error */
static GArray *
list_identities (AtlasConnection *connection, const Erasure *self, GError **error)
{
  g_autoptr (AtlasStatement) select =
    atlas_statement_new (connection,
                         "WITH RECURSIVE same (id) AS (SELECT :text UNION SELECT v.other FROM verdict AS v"
                         " JOIN same ON v.member = same.id WHERE v.verdict = 'same') SELECT id FROM same",
                         error);
  g_autoptr (GArray) identities = g_array_new (FALSE, FALSE, sizeof (AtlasUuid));
  GError *failure = NULL;

  if (select == NULL)
    return NULL;
  g_array_append_val (identities, self->uuid);
  atlas_statement_bind_text (select, ":text", self->text);
  while (atlas_statement_step (select, &failure))
    {
      const char *text = atlas_statement_get_text (select, 0, NULL);
      AtlasUuid uuid;

      if (text != NULL && atlas_uuid_parse (text, -1, &uuid) && !atlas_uuid_equal (&uuid, &self->uuid))
        g_array_append_val (identities, uuid);
    }
  if (failure != NULL)
    return g_propagate_error (error, failure), NULL;
  return g_steal_pointer (&identities);
}

/* All that is held under one id; TRUE, too, where that is nothing, which @found tells of. */
static gboolean
erase_identity (AtlasUnit *unit, Erasure *self, AtlasRecord *member, gboolean *found, GError **error)
{
  g_autoptr (GArray) ids =
    list_ids (atlas_unit_get_connection (unit), self,
              "SELECT id FROM member WHERE uuid = :blob UNION SELECT record FROM journal"
              " WHERE record_table = 'member' AND uuid = :blob",
              error);

  if (ids == NULL)
    return FALSE;
  *found |= ids->len > 0;
  for (guint i = 0; i < ids->len; i++)
    if (!atlas_unit_erase (unit, atlas_kind_get_table (&atlas_kind_member), g_array_index (ids, gint64, i),
                           error) ||
        !atlas_disclosure_forget (unit, g_array_index (ids, gint64, i), error))
      return FALSE;
  return ids->len == 0 || (erase_contacts (unit, self, error) && erase_roles (unit, self, error) &&
                           erase_attendance (unit, self, error) && erase_verdicts (unit, self, error) &&
                           redact (unit, self, member, error));
}

static gboolean
erase (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Erasure *self = data;
  AtlasConnection *connection = atlas_unit_get_connection (unit);
  g_autoptr (AtlasRecord) member = atlas_record_load_uuid (connection, &atlas_kind_member, &self->uuid, NULL);
  g_autoptr (GArray) identities = list_identities (connection, self, error);
  gboolean found = FALSE;

  for (guint i = 0; identities != NULL && i < identities->len; i++)
    {
      self->uuid = g_array_index (identities, AtlasUuid, i);
      atlas_uuid_format (&self->uuid, self->text);
      if (!erase_identity (unit, self, i == 0 ? member : NULL, &found, error))
        return FALSE;
    }
  if (identities == NULL)
    return FALSE;
  self->uuid = g_array_index (identities, AtlasUuid, 0);
  atlas_uuid_format (&self->uuid, self->text);
  if (!found)
    {
      g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                   _ ("there is nobody with the id %s"), self->text);
      return FALSE;
    }
  return set_details (unit, self, member, error) && atlas_unit_forget_words (unit, error);
}

gboolean
atlas_register_erase (AtlasRegister *self,
                      const AtlasUuid *member,
                      const char *reason,
                      AtlasErasure *erasure,
                      GCancellable *cancellable,
                      GError **error)
{
  Erasure data = { .reason = reason };

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (member != NULL, FALSE);

  data.uuid = *member;
  atlas_uuid_format (member, data.text);
  if (!atlas_register_write (self, _ ("Erase somebody on request"), ATLAS_UNIT_DEFAULT, erase, &data,
                             cancellable, error))
    return FALSE;
  if (erasure != NULL)
    *erasure = data.done;
  return atlas_store_shred (self->store, cancellable, error);
}

/* In the background. */

typedef struct
{
  AtlasUuid member;
  char *reason;
} Request;

static void
request_free (Request *self)
{
  g_free (self->reason);
  g_free (self);
}

static void
erase_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Request *request = data;
  GError *error = NULL;

  if (atlas_register_erase (source, &request->member, request->reason, NULL, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
atlas_register_erase_async (AtlasRegister *self,
                            const AtlasUuid *member,
                            const char *reason,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Request *request;

  g_return_if_fail (ATLAS_IS_REGISTER (self));
  g_return_if_fail (member != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  request = g_new0 (Request, 1);
  request->member = *member;
  request->reason = g_strdup (reason);
  g_task_set_source_tag (task, atlas_register_erase_async);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);
  g_task_run_in_thread (task, erase_in_thread);
}

gboolean
atlas_register_erase_finish (AtlasRegister *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, atlas_register_erase_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
