/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-merge.h"

#include <string.h>

#include "atlas-append-only.h"
#include "atlas-consent.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-uuid.h"

struct _AtlasImportMerge
{
  AtlasUnit *unit;
  AtlasOnDuplicate on_duplicate;
  GHashTable *merged; /* AtlasUuid of members that were merged into others, to theirs; NULL: not read yet */

  /* For the kind seen last; files bring one kind after the other. */
  const AtlasKind *kind;
  AtlasTable *table;
  AtlasStatement *find;
  AtlasRecord *ours;
  const AtlasField *created;
  const AtlasField *updated;
};

AtlasImportMerge *
atlas_import_merge_new (AtlasUnit *unit, AtlasOnDuplicate on_duplicate)
{
  AtlasImportMerge *self = g_new0 (AtlasImportMerge, 1);

  self->unit = unit;
  self->on_duplicate = on_duplicate;
  return self;
}

static void
forget_kind (AtlasImportMerge *self)
{
  g_clear_pointer (&self->find, atlas_statement_free);
  g_clear_pointer (&self->ours, atlas_record_unref);
  self->kind = NULL;
}

void
atlas_import_merge_free (AtlasImportMerge *self)
{
  if (self == NULL)
    return;
  forget_kind (self);
  g_clear_pointer (&self->merged, g_hash_table_unref);
  g_free (self);
}

/* Which members have gone into which, as verdicts say that were there before. */
static gboolean
read_merged (AtlasImportMerge *self, GError **error)
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

/* Somebody whose record was merged into another's is that other one. */
static gboolean
follow_merged (AtlasImportMerge *self, AtlasRecord *theirs, GError **error)
{
  const AtlasUuid *stays;

  if (atlas_record_get_kind (theirs) != &atlas_kind_member)
    return TRUE;
  if (self->merged == NULL && !read_merged (self, error))
    return FALSE;
  stays = g_hash_table_size (self->merged) > 0
            ? g_hash_table_lookup (self->merged, atlas_record_get_uuid (theirs))
            : NULL;
  if (stays != NULL)
    atlas_record_set_uuid (theirs, stays);
  return TRUE;
}

static gboolean
take_kind (AtlasImportMerge *self, const AtlasKind *kind, GError **error)
{
  g_autofree char *sql = NULL;

  if (self->kind == kind)
    return TRUE;
  forget_kind (self);
  sql = g_strconcat (atlas_kind_select_sql (kind), " WHERE uuid = :uuid", NULL);
  self->find = atlas_statement_new (atlas_unit_get_connection (self->unit), sql, error);
  if (self->find == NULL)
    return FALSE;
  self->kind = kind;
  self->table = atlas_kind_get_table (kind);
  self->ours = atlas_record_new (kind);
  self->created = atlas_kind_find_field (kind, "created", -1);
  self->updated = atlas_kind_find_field (kind, "updated", -1);
  return TRUE;
}

/* Values of @theirs borrow from @self->ours, which stays as it is until theirs has been written. */
static void
take_ours (AtlasImportMerge *self, AtlasRecord *theirs, const AtlasField *field)
{
  const AtlasValue *value = atlas_record_get_value (self->ours, field);

  atlas_value_clear (atlas_record_edit_value (theirs, field));
  if (value->type == ATLAS_VALUE_TEXT)
    atlas_value_borrow_text (atlas_record_edit_value (theirs, field), value->text, value->length);
  else
    *atlas_record_edit_value (theirs, field) = *value;
}

static gboolean
is_in_group (const AtlasField *field, const char *group)
{
  gsize length = strlen (group);

  return strncmp (field->key, group, length) == 0 && field->key[length] == '.';
}

static gboolean
has_our_address (AtlasImportMerge *self, AtlasRecord *theirs)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const AtlasField *field = &self->kind->fields[i];

      if (is_in_group (field, "address") && !atlas_value_equal (atlas_record_get_value (self->ours, field),
                                                                atlas_record_get_value (theirs, field)))
        return FALSE;
    }
  return TRUE;
}

static void
take_our_position (AtlasImportMerge *self, AtlasRecord *theirs)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (is_in_group (&self->kind->fields[i], "location"))
      take_ours (self, theirs, &self->kind->fields[i]);
}

/* <0: theirs is older, 0: of the same date, >0: newer. Timestamps in their one form compare as texts. */
static int
compare_dates (AtlasImportMerge *self, AtlasRecord *theirs)
{
  const AtlasValue *a = atlas_record_get_value (theirs, self->updated);
  const AtlasValue *b = atlas_record_get_value (self->ours, self->updated);
  int order;

  if (a->type != ATLAS_VALUE_TEXT || b->type != ATLAS_VALUE_TEXT)
    return (a->type == ATLAS_VALUE_TEXT) - (b->type == ATLAS_VALUE_TEXT);
  order = memcmp (a->text, b->text, MIN (a->length, b->length));
  return order != 0 ? order : (a->length > b->length) - (a->length < b->length);
}

/* Of a ledger nothing is lost, whichever record is the newer: it becomes theirs as well as ours. TRUE where
 * theirs brings entries that ours lacks. */
static gboolean
unite_ledgers (AtlasImportMerge *self, AtlasRecord *theirs)
{
  gboolean brings = FALSE;

  for (guint i = 0; i < self->kind->n_fields; i++)
    {
      const AtlasField *field = &self->kind->fields[i];
      char *united;

      if (!(field->flags & ATLAS_FIELD_APPEND_ONLY))
        continue;
      united = atlas_append_only_unite (atlas_record_get_value (self->ours, field),
                                        atlas_record_get_value (theirs, field));
      if (united == NULL)
        {
          take_ours (self, theirs, field);
          continue;
        }
      atlas_value_clear (atlas_record_edit_value (theirs, field));
      atlas_value_take_text (atlas_record_edit_value (theirs, field), united);
      brings = TRUE;
    }
  return brings;
}

static gboolean
is_withdrawal (AtlasRecord *consent, guint channels)
{
  const char *channel = atlas_record_get_text (consent, "channel");
  guint said = g_strcmp0 (channel, "any") == 0 ? ATLAS_CHANNEL_ALL
               : channel != NULL               ? atlas_channel_from_name (channel)
                                               : 0;

  return (said & channels) != 0 && g_strcmp0 (atlas_record_get_text (consent, "purpose"), "contact") == 0 &&
         g_strcmp0 (atlas_record_get_text (consent, "status"), "withdrawn") == 0;
}

/* The channels by which nobody is to be contacted, as an entry of the ledger says. */
static guint
get_withdrawn (AtlasRecord *record)
{
  const AtlasValue *value =
    atlas_record_get_value (record, atlas_kind_find_field (&atlas_kind_member, "consents", -1));
  g_autoptr (GPtrArray) consents = atlas_record_dup_items (record, "consents");
  AtlasConsentStatus status = { 0 };
  guint withdrawn = 0;

  if (value->type == ATLAS_VALUE_TEXT)
    atlas_consents_get_status (value->text, value->length, "contact", NULL, &status);
  for (guint i = 0; i < consents->len; i++)
    for (guint channel = 1; channel <= ATLAS_CHANNEL_ALL; channel <<= 1)
      if (is_withdrawal (g_ptr_array_index (consents, i), channel))
        withdrawn |= channel;
  return withdrawn & ~status.given;
}

/* A list that says "do not e-mail" says so as of today; whoever agrees later can be written to again. Where
 * it is known already the ledger does not grow with every reading of the list. @ours: (nullable) */
static void
date_withdrawals (AtlasRecord *theirs, AtlasRecord *ours, guint channels)
{
  g_autoptr (GPtrArray) consents = NULL;
  guint known;
  char today[ATLAS_DATE_TEXT_SIZE];

  if (channels == 0)
    return;
  consents = atlas_record_dup_items (theirs, "consents");
  known = ours != NULL ? get_withdrawn (ours) : 0;
  atlas_date_today (today);
  for (guint i = consents->len; i-- > 0;)
    {
      AtlasRecord *consent = g_ptr_array_index (consents, i);

      const char *date = atlas_record_get_text (consent, "date");

      if (!is_withdrawal (consent, channels) || (date != NULL && strcmp (date, today) != 0))
        continue;
      if (is_withdrawal (consent, known))
        g_ptr_array_remove_index (consents, i);
      else
        atlas_record_set_text (consent, "date", today);
    }
  atlas_record_set_items (theirs, "consents", consents);
}

/* All else of ours. */
static void
take_ours_but_ledgers (AtlasImportMerge *self, AtlasRecord *theirs)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (!(self->kind->fields[i].flags & ATLAS_FIELD_APPEND_ONLY))
      take_ours (self, theirs, &self->kind->fields[i]);
  atlas_record_set_extra (theirs, atlas_record_get_extra (self->ours));
}

static AtlasMergeResult
update (AtlasImportMerge *self, AtlasRecord *theirs, GError **error)
{
  return atlas_unit_update (self->unit, self->table, atlas_record_get_id (self->ours),
                            atlas_record_get_values (theirs), error)
           ? ATLAS_MERGE_UPDATED
           : ATLAS_MERGE_FAILED;
}

/* Decides between theirs and ours, the row of the same id, which is read into self->ours. */
static AtlasMergeResult
decide (AtlasImportMerge *self, AtlasRecord *theirs, const AtlasImportSaid *said, GError **error)
{
  gboolean dated = atlas_record_has (theirs, self->updated);
  int order = compare_dates (self, theirs);
  gboolean brings;

  date_withdrawals (theirs, self->ours, said->withdrawals);
  brings = unite_ledgers (self, theirs);
  if (!atlas_record_has (theirs, self->created))
    take_ours (self, theirs, self->created);
  if (!dated)
    take_ours (self, theirs, self->updated);
  if (!said->had_position && has_our_address (self, theirs))
    take_our_position (self, theirs);

  if ((dated && order == 0 && !brings) || atlas_record_equal (theirs, self->ours))
    return ATLAS_MERGE_UNCHANGED;
  if (self->on_duplicate == ATLAS_ON_DUPLICATE_SKIP)
    return ATLAS_MERGE_SKIPPED;
  if (order < 0 || (dated && order == 0))
    {
      if (!brings)
        return ATLAS_MERGE_SKIPPED;
      take_ours_but_ledgers (self, theirs);
    }
  return update (self, theirs, error);
}

static AtlasMergeResult
insert (AtlasImportMerge *self, AtlasRecord *theirs, GError **error)
{
  return atlas_unit_insert (self->unit, self->table, atlas_record_get_uuid (theirs),
                            atlas_record_get_values (theirs), NULL, error)
           ? ATLAS_MERGE_ADDED
           : ATLAS_MERGE_FAILED;
}

AtlasMergeResult
atlas_import_merge_record (AtlasImportMerge *self,
                           AtlasRecord *theirs,
                           const AtlasImportSaid *said,
                           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasMergeResult result;
  gboolean found;

  g_return_val_if_fail (self != NULL, ATLAS_MERGE_FAILED);
  g_return_val_if_fail (theirs != NULL, ATLAS_MERGE_FAILED);

  if (!take_kind (self, atlas_record_get_kind (theirs), error) || !follow_merged (self, theirs, error))
    return ATLAS_MERGE_FAILED;

  date_withdrawals (theirs, NULL, said->withdrawals);
  /* Most are new, and the index of ids must be asked anyway: inserting asks it once. */
  result = insert (self, theirs, &local_error);
  if (!g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_EXISTS))
    {
      if (local_error != NULL)
        g_propagate_error (error, g_steal_pointer (&local_error));
      return result;
    }
  g_clear_error (&local_error);

  if (self->on_duplicate == ATLAS_ON_DUPLICATE_ADD)
    {
      AtlasUuid uuid;

      atlas_uuid_generate (&uuid);
      atlas_record_set_uuid (theirs, &uuid);
      return insert (self, theirs, error);
    }

  atlas_statement_bind_uuid (self->find, ":uuid", atlas_record_get_uuid (theirs));
  found = atlas_statement_step (self->find, &local_error);
  if (found)
    atlas_record_read_row (self->ours, self->find, FALSE);
  /* No statement may stand on a row when the unit drops indexes. */
  atlas_statement_reset (self->find);
  if (!found)
    {
      if (local_error == NULL)
        g_set_error_literal (&local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT,
                             _ ("The database is damaged: an id leads nowhere. Run a check of it."));
      g_propagate_error (error, g_steal_pointer (&local_error));
      return ATLAS_MERGE_FAILED;
    }
  return decide (self, theirs, said, error);
}
