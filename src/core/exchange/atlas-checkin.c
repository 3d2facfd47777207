/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-checkin-private.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-number.h"

static void
refusal_free (gpointer data)
{
  AtlasCheckinRefusal *self = data;

  g_free (self->who);
  g_free (self->reason);
  g_free (self);
}

void
atlas_checkin_report_free (AtlasCheckinReport *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->refused, g_ptr_array_unref);
  g_free (self);
}

typedef struct
{
  gint64 event;
  GPtrArray *rows;
  AtlasCheckinReport *report;
} Work;

static void
refuse (Work *self, AtlasCheckinRow *row)
{
  AtlasCheckinRefusal *refusal = g_new0 (AtlasCheckinRefusal, 1);

  refusal->line = row->line;
  refusal->who = atlas_checkin_row_describe (row);
  refusal->reason = g_strdup (row->reason);
  g_ptr_array_add (self->report->refused, refusal);
}

/* The list's entry of somebody; a new one where there is none. @added: (out) */
static AtlasRecord *
find_entry (GPtrArray *attendance, GHashTable *entries, const AtlasUuid *member, gboolean *added)
{
  char id[ATLAS_UUID_TEXT_SIZE];
  AtlasRecord *entry;

  atlas_uuid_format (member, id);
  entry = g_hash_table_lookup (entries, id);
  *added = entry == NULL;
  if (entry != NULL)
    return entry;
  entry = atlas_record_new (&atlas_kind_attendance);
  atlas_record_set_text (entry, "member", id);
  g_ptr_array_add (attendance, entry);
  g_hash_table_insert (entries, g_strdup (id), entry);
  return entry;
}

/* (element-type utf8 AtlasRecord): by the member's id */
static GHashTable *
index_entries (GPtrArray *attendance)
{
  GHashTable *entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < attendance->len; i++)
    {
      AtlasRecord *entry = g_ptr_array_index (attendance, i);

      g_hash_table_insert (entries, g_strdup (atlas_record_get_text (entry, "member")), entry);
    }
  return entries;
}

static void
take (Work *self, AtlasCheckinRow *row, GPtrArray *attendance, GHashTable *entries)
{
  const char *status =
    row->status != NULL ? atlas_vocabulary_match (&atlas_vocabulary_attendance, row->status) : "attended";
  AtlasRecord *entry;
  gboolean added;

  if (status == NULL && row->reason == NULL)
    {
      g_autofree char *complaint = atlas_vocabulary_dup_complaint (&atlas_vocabulary_attendance);

      row->reason = g_strdup_printf (_ ("status “%s” %s"), row->status, complaint);
    }
  if (row->reason != NULL)
    {
      refuse (self, row);
      return;
    }
  entry = find_entry (attendance, entries, &row->found, &added);
  if (added)
    self->report->added++;
  else if (g_strcmp0 (atlas_record_get_text (entry, "status"), status) == 0)
    self->report->same++;
  else
    self->report->changed++;
  atlas_record_set_text (entry, "status", status);
}

static gboolean
check_in (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  Work *self = data;
  g_autoptr (AtlasRecord) event =
    atlas_record_load (atlas_unit_get_connection (unit), &atlas_kind_event, self->event, error);
  g_autoptr (GPtrArray) attendance = event != NULL ? atlas_record_dup_items (event, "attendance") : NULL;
  g_autoptr (GHashTable) entries = attendance != NULL ? index_entries (attendance) : NULL;

  if (event == NULL)
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    take (self, g_ptr_array_index (self->rows, i), attendance, entries);
  if (self->report->added + self->report->changed == 0)
    return TRUE;
  atlas_record_set_items (event, "attendance", attendance);
  return atlas_record_save (event, unit, FALSE, error);
}

AtlasCheckinReport *
atlas_event_check_in (
  AtlasRegister *self, gint64 event, AtlasRowReader *rows, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasCheckinReport) report = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (AtlasRecord) record = NULL;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  Work work;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), NULL);
  g_return_val_if_fail (ATLAS_IS_ROW_READER (rows), NULL);

  record = atlas_register_load (self, &atlas_kind_event, event, error);
  entries = record != NULL ? atlas_checkin_read_rows (rows, cancellable, error) : NULL;
  if (entries == NULL || !atlas_checkin_find_people (self, record, entries, cancellable, error))
    return NULL;
  report = g_new0 (AtlasCheckinReport, 1);
  report->rows = entries->len;
  report->refused = g_ptr_array_new_with_free_func (refusal_free);
  work = (Work){ event, entries, report };
  title = atlas_record_dup_title (record);
  /* Translators: what undo names; %s is an event. */
  label = g_strdup_printf (_ ("Check in at %s"), title);
  if (!atlas_register_write (self, label, ATLAS_UNIT_DEFAULT, check_in, &work, cancellable, error))
    return NULL;
  return g_steal_pointer (&report);
}

/* --- One person. */

typedef struct
{
  gint64 event;
  const AtlasUuid *member;
  const char *status;
} One;

static gboolean
set_one (AtlasUnit *unit, gpointer data, GCancellable *cancellable, GError **error)
{
  const One *self = data;
  g_autoptr (AtlasRecord) event =
    atlas_record_load (atlas_unit_get_connection (unit), &atlas_kind_event, self->event, error);
  g_autoptr (GPtrArray) attendance = event != NULL ? atlas_record_dup_items (event, "attendance") : NULL;
  g_autoptr (GHashTable) entries = attendance != NULL ? index_entries (attendance) : NULL;
  AtlasRecord *entry;
  gboolean added;

  if (event == NULL)
    return FALSE;
  entry = find_entry (attendance, entries, self->member, &added);
  if (!added && g_strcmp0 (atlas_record_get_text (entry, "status"), self->status) == 0)
    return TRUE;
  atlas_record_set_text (entry, "status", self->status);
  atlas_record_set_items (event, "attendance", attendance);
  return atlas_record_save (event, unit, FALSE, error);
}

gboolean
atlas_event_set_attendance (
  AtlasRegister *self, gint64 event, AtlasRecord *member, const char *status, GError **error)
{
  g_autofree char *name = NULL;
  g_autofree char *label = NULL;
  One one;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (member != NULL && atlas_record_get_kind (member) == &atlas_kind_member, FALSE);
  g_return_val_if_fail (status != NULL, FALSE);

  name = atlas_record_dup_title (member);
  /* Translators: what undo names; %s is a person. */
  label = g_strdup_printf (_ ("Check in %s"), name);
  one = (One){ event, atlas_record_get_uuid (member), status };
  return atlas_register_write (self, label, ATLAS_UNIT_DEFAULT, set_one, &one, NULL, error);
}
