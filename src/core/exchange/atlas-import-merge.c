/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-merge.h"

#include <string.h>

#include "atlas-append-only.h"
#include "atlas-consent.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-import-complete.h"
#include "atlas-import-followed.h"
#include "atlas-member-merge.h"

struct _AtlasImportMerge
{
  AtlasUnit *unit;
  AtlasOnDuplicate on_duplicate;
  gboolean takes_undated;
  gboolean had_position; /* the record brought last */
  GString *differing;    /* keys: see atlas_import_merge_get_differing() */
  AtlasImportFollowed *followed;

  /* For the kind seen last; files bring one kind after the other. */
  const AtlasKind *kind;
  AtlasTable *table;
  AtlasStatement *find;
  AtlasRecord *ours;
  const AtlasField *created;
  const AtlasField *updated;
};

AtlasImportMerge *
atlas_import_merge_new (AtlasUnit *unit, AtlasOnDuplicate on_duplicate, gboolean takes_undated)
{
  AtlasImportMerge *self = g_new0 (AtlasImportMerge, 1);

  self->unit = unit;
  self->on_duplicate = on_duplicate;
  self->takes_undated = takes_undated;
  self->differing = g_string_new (NULL);
  self->followed = atlas_import_followed_new (unit);
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
  g_string_free (self->differing, TRUE);
  g_clear_pointer (&self->followed, atlas_import_followed_free);
  g_free (self);
}

/* Somebody whose record was merged into another's is that other one. */
static gboolean
follow_merged (AtlasImportMerge *self, AtlasRecord *theirs, gboolean *followed, GError **error)
{
  AtlasUuid stays;

  *followed = FALSE;
  if (atlas_record_get_kind (theirs) != &atlas_kind_member)
    return TRUE;
  if (!atlas_import_followed_find (self->followed, atlas_record_get_uuid (theirs), &stays, followed, error))
    return FALSE;
  if (*followed)
    atlas_record_set_uuid (theirs, &stays);
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
  atlas_import_take (theirs, self->ours, field);
}

static void
take_our_position (AtlasImportMerge *self, AtlasRecord *theirs)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (atlas_field_is_within (&self->kind->fields[i], "location"))
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

/* What theirs says otherwise than what stands, or will, and is not taken. */
static void
note_if_differing (AtlasImportMerge *self, AtlasRecord *theirs, AtlasRecord *stands, const AtlasField *field)
{
  if ((field->flags & (ATLAS_FIELD_AUTOMATIC | ATLAS_FIELD_APPEND_ONLY)) == 0 &&
      (self->had_position || !atlas_field_is_within (field, "location")) &&
      !atlas_value_equal (atlas_record_get_value (stands, field), atlas_record_get_value (theirs, field)))
    g_string_append_printf (self->differing, "%s%s", self->differing->len > 0 ? ", " : "", field->key);
}

static void
note_differing (AtlasImportMerge *self, AtlasRecord *theirs)
{
  for (guint i = 0; i < self->kind->n_fields; i++)
    note_if_differing (self, theirs, self->ours, &self->kind->fields[i]);
}

/* Theirs is of the person under the other id: what ours lacks comes from it, as when the two were merged, and
 * what ours says stays. */
static gboolean
unite (AtlasImportMerge *self, AtlasRecord *theirs)
{
  g_autoptr (AtlasRecord) merged = NULL;
  g_auto (AtlasValue) updated = { 0 };

  atlas_record_own (self->ours);
  merged = atlas_member_merge_make (self->ours, theirs);
  for (guint i = 0; i < self->kind->n_fields; i++)
    if (!atlas_field_is_list (&self->kind->fields[i]) && atlas_record_has (theirs, &self->kind->fields[i]))
      note_if_differing (self, theirs, merged, &self->kind->fields[i]);
  if (atlas_record_equal (merged, self->ours))
    return FALSE;
  atlas_value_copy (atlas_record_get_value (theirs, self->updated), &updated);
  for (guint i = 0; i < self->kind->n_fields; i++)
    atlas_value_copy (atlas_record_get_value (merged, &self->kind->fields[i]),
                      atlas_record_edit_value (theirs, &self->kind->fields[i]));
  atlas_record_set_extra (theirs, atlas_record_get_extra (merged));
  if (updated.type == ATLAS_VALUE_TEXT)
    atlas_value_copy (&updated, atlas_record_edit_value (theirs, self->updated));
  return TRUE;
}

static AtlasMergeResult
update (AtlasImportMerge *self, AtlasRecord *theirs, GError **error)
{
  return atlas_unit_update (self->unit, self->table, atlas_record_get_id (self->ours),
                            atlas_record_get_values (theirs), error)
           ? ATLAS_MERGE_UPDATED
           : ATLAS_MERGE_FAILED;
}

/* Whose word counts. Of two that bear no date theirs does. A table has the date of the record that was
 * exported, whatever was written into its cells since: where only these differ, somebody has worked on it. */
static gboolean
theirs_counts (AtlasImportMerge *self, int order, gboolean dated, const AtlasImportSaid *said)
{
  if (order == 0)
    return !dated || said->is_row;
  return order > 0 || (!dated && said->is_row && self->takes_undated);
}

/* It changes today, whatever the file's date is. */
static void
date_now (AtlasImportMerge *self, AtlasRecord *theirs)
{
  char now[ATLAS_DATE_TEXT_SIZE];

  atlas_timestamp_now (now);
  atlas_record_set_text (theirs, self->updated->key, now);
}

/* Decides between theirs and ours, the row of the same id, which is read into self->ours. */
static AtlasMergeResult
decide (
  AtlasImportMerge *self, AtlasRecord *theirs, const AtlasImportSaid *said, gboolean followed, GError **error)
{
  gboolean dated = atlas_record_has (theirs, self->updated);
  gboolean ours_dated = atlas_record_has (self->ours, self->updated);
  int order = compare_dates (self, theirs);
  gboolean counts = theirs_counts (self, order, dated, said);
  gboolean brings;

  self->had_position = said->had_position;
  date_withdrawals (theirs, self->ours, said->withdrawals);
  if (!said->whole && !followed)
    atlas_import_complete (theirs, self->ours, said);
  brings = unite_ledgers (self, theirs);
  if (!atlas_record_has (theirs, self->created))
    take_ours (self, theirs, self->created);
  if (!dated)
    take_ours (self, theirs, self->updated);
  if (!said->had_position && atlas_import_has_same_address (self->ours, theirs))
    take_our_position (self, theirs);

  if (atlas_record_equal (theirs, self->ours))
    return ATLAS_MERGE_UNCHANGED;
  /* Of the older, or where theirs was not asked for, nobody expects anything else. */
  if (!counts && !(dated && order < 0) && self->on_duplicate == ATLAS_ON_DUPLICATE_UPDATE)
    note_differing (self, theirs);
  if (!counts && !brings && order == 0)
    return ATLAS_MERGE_UNCHANGED;
  if (self->on_duplicate == ATLAS_ON_DUPLICATE_SKIP || (!counts && !brings))
    return ATLAS_MERGE_SKIPPED;
  if (!counts)
    take_ours_but_ledgers (self, theirs);
  else if (followed && !unite (self, theirs))
    return ATLAS_MERGE_UNCHANGED;
  else if (order <= 0 && ours_dated)
    date_now (self, theirs);
  return update (self, theirs, error);
}

/* What was prepared of theirs holds as long as nothing but its id has changed since. */
static AtlasMergeResult
insert (AtlasImportMerge *self, AtlasRecord *theirs, const AtlasImportSaid *said, GError **error)
{
  gconstpointer prepared = said->withdrawals == 0 ? said->prepared : NULL;

  return atlas_unit_insert_prepared (self->unit, self->table, atlas_record_get_uuid (theirs),
                                     atlas_record_get_values (theirs), prepared, NULL, error)
           ? ATLAS_MERGE_ADDED
           : ATLAS_MERGE_FAILED;
}

/* The row of an id that stands. */
static gboolean
read_ours (AtlasImportMerge *self, const AtlasUuid *uuid, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean found;

  atlas_statement_bind_uuid (self->find, ":uuid", uuid);
  found = atlas_statement_step (self->find, &local_error);
  if (found)
    atlas_record_read_row (self->ours, self->find, FALSE);
  /* No statement may stand on a row when the unit drops indexes. */
  atlas_statement_reset (self->find);
  if (found)
    return TRUE;
  if (local_error == NULL)
    g_set_error_literal (&local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CORRUPT,
                         _ ("The database is damaged: an id leads nowhere. Run a check of it."));
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

AtlasMergeResult
atlas_import_merge_record (AtlasImportMerge *self,
                           AtlasRecord *theirs,
                           const AtlasImportSaid *said,
                           GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasMergeResult result;
  gboolean followed;

  g_return_val_if_fail (self != NULL, ATLAS_MERGE_FAILED);
  g_return_val_if_fail (theirs != NULL, ATLAS_MERGE_FAILED);

  if (!take_kind (self, atlas_record_get_kind (theirs), error) ||
      !follow_merged (self, theirs, &followed, error))
    return ATLAS_MERGE_FAILED;

  g_string_truncate (self->differing, 0);
  date_withdrawals (theirs, NULL, said->withdrawals);
  /* Most are new, and the index of ids must be asked anyway: inserting asks it once. */
  result = insert (self, theirs, said, &local_error);
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
      return insert (self, theirs, said, error);
    }

  if (!read_ours (self, atlas_record_get_uuid (theirs), error))
    return ATLAS_MERGE_FAILED;
  return decide (self, theirs, said, followed, error);
}

gboolean
atlas_import_merge_resolve (
  AtlasImportMerge *self, const AtlasUuid *member, AtlasUuid *stays, gboolean *stands, GError **error)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return atlas_import_followed_resolve (self->followed, member, stays, stands, error);
}

AtlasMergeResult
atlas_import_merge_double (AtlasImportMerge *self,
                           AtlasRecord *theirs,
                           const AtlasImportSaid *said,
                           const AtlasUuid *one,
                           AtlasOnDuplicate how,
                           GError **error)
{
  g_return_val_if_fail (self != NULL, ATLAS_MERGE_FAILED);
  g_return_val_if_fail (theirs != NULL && one != NULL, ATLAS_MERGE_FAILED);
  g_return_val_if_fail (how != ATLAS_ON_DUPLICATE_ADD, ATLAS_MERGE_FAILED);

  g_string_truncate (self->differing, 0);
  /* The very same row once more. */
  if (atlas_uuid_equal (atlas_record_get_uuid (theirs), one))
    return how == ATLAS_ON_DUPLICATE_SKIP ? ATLAS_MERGE_SKIPPED : ATLAS_MERGE_UNCHANGED;
  /* Who looks like this one looks like the other. */
  if (!take_kind (self, &atlas_kind_member, error) ||
      !atlas_import_followed_add (self->followed, atlas_record_get_uuid (theirs), one, error))
    return ATLAS_MERGE_FAILED;
  if (how == ATLAS_ON_DUPLICATE_SKIP)
    return ATLAS_MERGE_SKIPPED;
  if (!read_ours (self, one, error) ||
      !atlas_member_merge_remember (self->unit, one, atlas_record_get_uuid (theirs), error))
    return ATLAS_MERGE_FAILED;

  self->had_position = said->had_position;
  date_withdrawals (theirs, self->ours, said->withdrawals);
  if (!unite (self, theirs))
    return ATLAS_MERGE_UNCHANGED;
  date_now (self, theirs);
  return update (self, theirs, error);
}

const char *
atlas_import_merge_get_differing (AtlasImportMerge *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->differing->len > 0 ? self->differing->str : NULL;
}
