/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-erasure.h"

#include <string.h>

#include "atlas-disclosure.h"
#include "atlas-erase.h"
#include "atlas-erasure-words.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-list.h"
#include "atlas-merged.h"
#include "atlas-references.h"
#include "atlas-register-private.h"

typedef struct
{
  AtlasUuid uuid;                  /* the same */
  char text[ATLAS_UUID_TEXT_SIZE]; /* of one of the person's ids, that it is about just now */
  const char *reason;
  guint n_found; /* records of members, standing or not */
  AtlasErasureWords *words;
  gboolean wants_mentions;
  AtlasErasure done;
} Erasure;

/* Row ids that @sql gives, in which :text is the person's id. (transfer full): NULL with @error */
static GArray *
list_ids (AtlasConnection *connection, const Erasure *self, const char *sql, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (connection, sql, error);
  g_autoptr (GArray) ids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;

  if (select == NULL)
    return NULL;
  atlas_statement_bind_text (select, ":text", self->text);
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
erase_roles (AtlasUnit *unit, Erasure *self, GArray *ids, GError **error)
{
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

/* Another id in each of the records: that it was the same person in two is nobody's business any more. */
static gboolean
rename_in (AtlasUnit *unit, const Erasure *self, const AtlasKind *kind, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    {
      Renaming renaming = { self->text, "" };
      AtlasUuid other;

      atlas_uuid_generate (&other);
      atlas_uuid_format (&other, renaming.other);
      if (!atlas_unit_rewrite (unit, atlas_kind_get_table (kind), g_array_index (ids, gint64, i),
                               rename_person, &renaming, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
erase_records (AtlasUnit *unit, const AtlasKind *kind, GArray *ids, GError **error)
{
  for (guint i = 0; i < ids->len; i++)
    if (!atlas_unit_erase (unit, atlas_kind_get_table (kind), g_array_index (ids, gint64, i), error))
      return FALSE;
  return TRUE;
}

/* A contact that was written down with the wrong person, and put right since, is another's. */
static gboolean
erase_contacts (AtlasUnit *unit, Erasure *self, GArray *ids, GError **error)
{
  g_autoptr (GArray) own =
    list_ids (atlas_unit_get_connection (unit), self,
              "SELECT id FROM interaction WHERE member = :text UNION SELECT record FROM journal"
              " WHERE record_table = 'interaction' AND instr (changes, :text) > 0"
              " AND record NOT IN (SELECT id FROM interaction)",
              error);

  if (own == NULL)
    return FALSE;
  self->done.contacts += own->len;
  /* What was erased is not there to be rewritten. */
  return erase_records (unit, &atlas_kind_interaction, own, error) &&
         rename_in (unit, self, &atlas_kind_interaction, ids, error);
}

/* Whatever names the person in a field of its own. What nothing else is said of keeps its entry, under an id
 * that leads nowhere. */
static gboolean
erase_references (AtlasUnit *unit, Erasure *self, GError **error)
{
  for (const AtlasKind *const *kinds = atlas_kinds (); *kinds != NULL; kinds++)
    {
      g_autoptr (GArray) ids = atlas_references_list (atlas_unit_get_connection (unit), *kinds,
                                                      &atlas_kind_member, self->text, TRUE, error);
      gboolean done;

      if (ids == NULL)
        return FALSE;
      if (*kinds == &atlas_kind_interaction)
        done = erase_contacts (unit, self, ids, error);
      else if (*kinds == &atlas_kind_organisation)
        done = erase_roles (unit, self, ids, error);
      else if (*kinds == &atlas_kind_verdict)
        done = erase_records (unit, *kinds, ids, error);
      else
        done = rename_in (unit, self, *kinds, ids, error);
      if (!done)
        return FALSE;
      if (*kinds == &atlas_kind_event)
        self->done.events += ids->len;
    }
  return TRUE;
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

/* Keys of debriefings that speak of the person, be it as somebody new who has no id here. (transfer full):
 * NULL with @error */
static char **
list_debriefings (AtlasUnit *unit, const Erasure *self, GError **error)
{
  g_autoptr (AtlasStatement) select = atlas_statement_new (
    atlas_unit_get_connection (unit),
    "SELECT key, value FROM setting WHERE key GLOB '" ATLAS_DEBRIEFING_SETTING "*'", error);
  g_autoptr (GStrvBuilder) keys = g_strv_builder_new ();
  GError *failure = NULL;

  if (select == NULL)
    return NULL;
  while (atlas_statement_step (select, &failure))
    {
      const char *value = atlas_statement_get_text (select, 1, NULL);

      if (value != NULL && atlas_erasure_words_name_in_json (self->words, value))
        g_strv_builder_add (keys, atlas_statement_get_text (select, 0, NULL));
    }
  if (failure != NULL)
    return g_propagate_error (error, failure), NULL;
  return g_strv_builder_end (keys);
}

/* What somebody was about to say of the person at a mission, and what else is kept with it. To be called once
 * all names and ids are known. */
static gboolean
forget_debriefings (AtlasUnit *unit, const Erasure *self, GError **error)
{
  g_auto (GStrv) keys = list_debriefings (unit, self, error);
  g_autoptr (AtlasStatement) forget = NULL;
  GError *failure = NULL;

  if (keys == NULL)
    return FALSE;
  forget =
    atlas_statement_new (atlas_unit_get_connection (unit), "DELETE FROM setting WHERE key = :key", error);
  if (forget == NULL)
    return FALSE;
  for (gsize i = 0; failure == NULL && keys[i] != NULL; i++)
    {
      atlas_statement_bind_text (forget, ":key", keys[i]);
      atlas_statement_step (forget, &failure);
      atlas_statement_reset (forget);
    }
  if (failure != NULL)
    return g_propagate_error (error, failure), FALSE;
  return TRUE;
}

/* Erases the one id with all that names it. */
static gboolean
erase_id (AtlasUnit *unit, Erasure *self, const AtlasUuid *uuid, GError **error)
{
  g_autoptr (GArray) ids = NULL;

  self->uuid = *uuid;
  atlas_uuid_format (uuid, self->text);
  ids = atlas_merged_list_rows (atlas_unit_get_connection (unit), uuid, error);
  if (ids == NULL)
    return FALSE;
  self->n_found += ids->len;
  atlas_erasure_words_add_id (self->words, self->text);
  for (guint i = 0; i < ids->len; i++)
    if (!atlas_erasure_words_read (self->words, unit, g_array_index (ids, gint64, i), error) ||
        !atlas_disclosure_forget (unit, g_array_index (ids, gint64, i), error))
      return FALSE;
  return erase_records (unit, &atlas_kind_member, ids, error) && erase_references (unit, self, error);
}

static gboolean
erase (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Erasure *self = data;
  AtlasConnection *connection = atlas_unit_get_connection (unit);
  g_autoptr (GError) failure = NULL;
  g_autoptr (AtlasRecord) member =
    atlas_record_find_uuid (connection, &atlas_kind_member, &self->uuid, &failure);
  g_autoptr (GArray) uuids = NULL;

  /* NULL: only the journal knows of them. */
  if (failure != NULL)
    return g_propagate_error (error, g_steal_pointer (&failure)), FALSE;
  uuids = atlas_merged_list_uuids (connection, &self->uuid, error);
  if (uuids == NULL)
    return FALSE;
  for (guint i = 0; i < uuids->len; i++)
    {
      if (!erase_id (unit, self, &g_array_index (uuids, AtlasUuid, i), error))
        return FALSE;
      if (self->n_found == 0)
        {
          g_set_error (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_UNKNOWN,
                       _ ("there is nobody with the id %s"), self->text);
          return FALSE;
        }
    }
  if (self->reason != NULL && atlas_erasure_words_name (self->words, self->reason))
    {
      g_set_error_literal (error, ATLAS_RECORD_ERROR, ATLAS_RECORD_ERROR_VALUE,
                           _ ("the reason names the person, and the log keeps it for good: say it without "
                              "the name, an address or a number"));
      return FALSE;
    }
  if (!forget_debriefings (unit, self, error) || !atlas_erasure_words_redact (self->words, unit, error) ||
      !set_details (unit, self, member, error) || !atlas_unit_forget_words (unit, error))
    return FALSE;
  if (!self->wants_mentions)
    return TRUE;
  self->done.mentions =
    atlas_erasure_words_list_mentions (self->words, unit, &self->done.mentions_cut, error);
  return self->done.mentions != NULL;
}

gboolean
atlas_erasure_reason_names (AtlasRecord *member, const char *reason)
{
  g_autoptr (AtlasErasureWords) words = atlas_erasure_words_new ();

  g_return_val_if_fail (member != NULL && reason != NULL, FALSE);

  atlas_erasure_words_add_record (words, member);
  return atlas_erasure_words_name (words, reason);
}

gboolean
atlas_register_erase (AtlasRegister *self,
                      const AtlasUuid *member,
                      const char *reason,
                      AtlasErasure *erasure,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (AtlasErasureWords) words = atlas_erasure_words_new ();
  Erasure data = { .reason = reason, .words = words, .wants_mentions = erasure != NULL };

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (member != NULL, FALSE);

  data.uuid = *member;
  atlas_uuid_format (member, data.text);
  if (!atlas_register_write (self, _ ("Erase somebody on request"), ATLAS_UNIT_DEFAULT, erase, &data,
                             cancellable, error))
    {
      atlas_erasure_clear (&data.done);
      return FALSE;
    }
  if (erasure != NULL)
    *erasure = data.done;
  return atlas_store_shred (self->store, cancellable, error);
}

void
atlas_erasure_clear (AtlasErasure *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->mentions, g_ptr_array_unref);
}

/* In the background. */

typedef struct
{
  AtlasUuid member;
  char *reason;
  AtlasErasure done;
} Request;

static void
request_free (Request *self)
{
  atlas_erasure_clear (&self->done);
  g_free (self->reason);
  g_free (self);
}

static void
erase_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Request *request = data;
  GError *error = NULL;

  if (atlas_register_erase (source, &request->member, request->reason, &request->done, cancellable, &error))
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
atlas_register_erase_finish (AtlasRegister *self, GAsyncResult *result, AtlasErasure *erasure, GError **error)
{
  Request *request;

  g_return_val_if_fail (g_async_result_is_tagged (result, atlas_register_erase_async), FALSE);

  request = g_task_get_task_data (G_TASK (result));
  if (erasure != NULL)
    {
      *erasure = request->done;
      request->done.mentions = NULL;
    }
  return g_task_propagate_boolean (G_TASK (result), error);
}
