/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-duplicates.h"
#include "atlas-i18n.h"
#include "atlas-import-listed.h"
#include "atlas-import-merge.h"
#include "atlas-import-private.h"
#include "atlas-import-refused.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"
#include "atlas-share-format.h"

/* How an import runs: a thread reads, this one writes. */

#define PROGRESS_INTERVAL (50 * G_TIME_SPAN_MILLISECOND)

/* What is needed only while it runs. */
typedef struct
{
  AtlasImport *self;
  AtlasUnit *unit;
  AtlasImportMerge *merge;
  GCancellable *cancellable;
  gint64 n_bytes; /* of all files, or 0 where one can't tell */
  gint64 next_progress;
  char *extra;                 /* the setting as it will stand */
  AtlasImportRefused *refused; /* NULL where nobody wants them */
  AtlasDuplicates *doubles;
  AtlasImportDoubled *doubled;
} Run;

static gint64
measure_files (AtlasImport *self, GCancellable *cancellable)
{
  gint64 sum = 0;

  for (guint i = 0; i < self->files->len; i++)
    {
      const AtlasImportFile *file = g_ptr_array_index (self->files, i);
      g_autoptr (GFileInfo) info = NULL;

      if (file->file != NULL)
        info = g_file_query_info (file->file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE,
                                  cancellable, NULL);
      if (info == NULL)
        return 0;
      sum += g_file_info_get_size (info);
    }
  return sum;
}

static void
tell_progress (Run *run, gint64 done)
{
  gint64 now = g_get_monotonic_time ();

  if (run->self->progress == NULL || now < run->next_progress)
    return;
  run->next_progress = now + PROGRESS_INTERVAL;
  run->self->progress (done, run->n_bytes, run->self->progress_data);
}

static gboolean
refuse (Run *run,
        const AtlasImportBatch *batch,
        const AtlasImportEntry *entry,
        const char *field,
        const char *reason,
        GError **error)
{
  run->self->counts.refused++;
  atlas_import_list_word (run->self, ATLAS_IMPORT_REFUSED, batch->file, entry, field, reason);
  return run->refused == NULL ||
         atlas_import_refused_add (run->refused, batch, entry, field, reason, run->cancellable, error);
}

static void
take_remarks (Run *run, const AtlasImportBatch *batch, const AtlasImportEntry *entry)
{
  if (entry->remarks == NULL)
    return;
  run->self->counts.remarked += entry->remarks->len;
  for (guint i = 0; i < entry->remarks->len; i++)
    {
      const AtlasImportRemark *remark = g_ptr_array_index (entry->remarks, i);

      atlas_import_list_word (run->self, ATLAS_IMPORT_REMARKED, batch->file, entry, remark->heading,
                              remark->reason);
    }
}

static gboolean
is_unplaced (AtlasRecord *record)
{
  return atlas_record_get_kind (record) == &atlas_kind_member &&
         !atlas_record_has (record, atlas_kind_find_field (&atlas_kind_member, "location.latitude", -1));
}

static void
look_for_double (Run *run, const AtlasImportBatch *batch, const AtlasImportEntry *entry)
{
  g_autoptr (GArray) pairs = NULL;

  if (run->doubles == NULL || atlas_record_get_kind (entry->record) != &atlas_kind_member)
    return;
  pairs = atlas_duplicates_find (run->doubles, entry->record, ATLAS_DUPLICATES_THRESHOLD, 1);
  if (pairs->len == 0)
    return;
  run->self->counts.doubles++;
  atlas_import_list_double (run->self, atlas_unit_get_connection (run->unit), batch->file, entry,
                            &g_array_index (pairs, AtlasDuplicatePair, 0));
}

static void
look_for_place (Run *run, const AtlasImportBatch *batch, const AtlasImportEntry *entry)
{
  if (!is_unplaced (entry->record))
    return;
  run->self->counts.unplaced++;
  atlas_import_list_record (run->self, ATLAS_IMPORT_UNPLACED, batch->file, entry, NULL);
}

/* What it says otherwise than what stands is told with its fields. */
static void
take_difference (Run *run, const AtlasImportBatch *batch, const AtlasImportEntry *entry)
{
  const char *fields = atlas_import_merge_get_differing (run->merge);

  if (fields == NULL)
    return;
  run->self->counts.differing++;
  atlas_import_list_record (run->self, ATLAS_IMPORT_DIFFERING, batch->file, entry, fields);
}

/* Tells of one who is listed before, and brings them in as was asked for. @done: whether that is all there is
 * to be done about them. */
static gboolean
write_doubled (Run *run,
               const AtlasImportBatch *batch,
               const AtlasImportEntry *entry,
               AtlasMergeResult *result,
               gboolean *done,
               GError **error)
{
  AtlasImport *self = run->self;
  AtlasOnDuplicate how = self->on_doubled;
  AtlasImportDouble found;
  gboolean is_doubled;

  *done = FALSE;
  if (!atlas_import_doubled_look (run->doubled, run->merge, batch->file, entry, &found, &is_doubled, error))
    return FALSE;
  if (!is_doubled)
    return TRUE;
  self->counts.doubled++;
  atlas_import_list_doubled (self, atlas_unit_get_connection (run->unit), batch->file, entry, &found);
  /* Of the very same row there is nothing to compare. */
  if (found.repeated && how == ATLAS_ON_DUPLICATE_ADD && self->on_duplicate != ATLAS_ON_DUPLICATE_ADD)
    how = ATLAS_ON_DUPLICATE_UPDATE;
  if (how == ATLAS_ON_DUPLICATE_ADD || !found.certain)
    return TRUE;
  *result = atlas_import_merge_double (run->merge, entry->record, &entry->said, &found.one, how, error);
  *done = TRUE;
  if (*result == ATLAS_MERGE_FAILED)
    return FALSE;
  if (*result == ATLAS_MERGE_SKIPPED)
    self->counts.dropped++;
  else
    self->counts.united++;
  return TRUE;
}

/* Counts and lists what became of an entry. */
static void
take_result (Run *run, const AtlasImportBatch *batch, const AtlasImportEntry *entry, AtlasMergeResult result)
{
  AtlasImportCounts *counts = &run->self->counts;
  const struct
  {
    gint64 *count;
    AtlasImportList list;
  } results[] = {
    [ATLAS_MERGE_ADDED] = { &counts->added, ATLAS_IMPORT_ADDED },
    [ATLAS_MERGE_UPDATED] = { &counts->updated, ATLAS_IMPORT_UPDATED },
    [ATLAS_MERGE_UNCHANGED] = { &counts->unchanged, ATLAS_IMPORT_UNCHANGED },
    [ATLAS_MERGE_SKIPPED] = { &counts->skipped, ATLAS_IMPORT_SKIPPED },
  };

  if (result != ATLAS_MERGE_ADDED)
    take_difference (run, batch, entry);
  ++*results[result].count;
  atlas_import_list_record (run->self, results[result].list, batch->file, entry, NULL);
  if (result == ATLAS_MERGE_ADDED || result == ATLAS_MERGE_UPDATED)
    look_for_place (run, batch, entry);
  if (result == ATLAS_MERGE_ADDED)
    look_for_double (run, batch, entry);
}

static gboolean
write_entry (Run *run, const AtlasImportBatch *batch, const AtlasImportEntry *entry, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasMergeResult result;
  gboolean done;

  run->self->counts.read++;
  if (entry->refused)
    return refuse (run, batch, entry, entry->field, entry->reason, error);
  take_remarks (run, batch, entry);

  if (!write_doubled (run, batch, entry, &result, &done, &local_error))
    result = ATLAS_MERGE_FAILED;
  else if (!done)
    result = atlas_import_merge_record (run->merge, entry->record, &entry->said, &local_error);
  if (result != ATLAS_MERGE_FAILED)
    {
      take_result (run, batch, entry, result);
      return TRUE;
    }
  if (g_error_matches (local_error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_CONSTRAINT))
    return refuse (run, batch, entry, NULL, local_error->message, error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* What a whole file says of itself. */
static void
take_header (Run *run, const AtlasShareHeader *header)
{
  GPtrArray *offices = run->self->offices;

  run->self->synthetic |= header->synthetic;
  if (header->extra != NULL)
    {
      char *merged = atlas_share_extra_merge (run->extra, header->extra);

      g_free (run->extra);
      run->extra = merged;
    }
  if (header->office_name != NULL &&
      !g_ptr_array_find_with_equal_func (offices, header->office_name, g_str_equal, NULL))
    g_ptr_array_add (offices, g_strdup (header->office_name));
}

static gboolean
write_records (Run *run, GError **error)
{
  g_autoptr (AtlasImportSource) source = atlas_import_source_new (
    run->self->files, run->self->form, run->self->pieces, &run->self->options, run->cancellable);

  for (;;)
    {
      AtlasImportBatch *batch = atlas_import_source_next (source);

      if (g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      if (batch->failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&batch->failure));
          return FALSE;
        }
      for (guint i = 0; i < batch->n_entries; i++)
        if (!write_entry (run, batch, &batch->entries[i], error))
          return FALSE;
      if (batch->file_ends)
        take_header (run, &batch->header);
      tell_progress (run, batch->n_bytes);
      if (batch->finished)
        {
          g_ptr_array_unref (run->self->tables);
          run->self->tables = atlas_import_source_steal_tables (source);
          return TRUE;
        }
    }
}

static gboolean
write_settings (Run *run, GError **error)
{
  return (!run->self->synthetic ||
          atlas_unit_set_setting (run->unit, ATLAS_SHARE_SETTING_SYNTHETIC, "1", error)) &&
         (run->extra == NULL ||
          atlas_unit_set_setting (run->unit, ATLAS_SHARE_SETTING_EXTRA, run->extra, error));
}

/* What a person said of columns holds the next time too. */
static gboolean
remember_mappings (Run *run, GError **error)
{
  for (guint i = 0; i < run->self->tables->len; i++)
    {
      const AtlasMapping *mapping = ((AtlasImportTable *) g_ptr_array_index (run->self->tables, i))->mapping;

      for (guint j = 0; j < mapping->n_columns; j++)
        if (mapping->columns[j].reason == ATLAS_MAP_BY_PERSON)
          {
            if (!atlas_mapping_remember (mapping, run->unit, error))
              return FALSE;
            break;
          }
    }
  return TRUE;
}

static char *
make_details (Run *run)
{
  const AtlasImportCounts *counts = &run->self->counts;
  const struct
  {
    const char *name;
    gint64 count;
  } numbers[] = {
    { "read", counts->read },           { "added", counts->added },     { "updated", counts->updated },
    { "unchanged", counts->unchanged }, { "skipped", counts->skipped }, { "refused", counts->refused },
    { "unplaced", counts->unplaced },
  };
  g_autoptr (GString) out = g_string_new ("{\"act\":\"import\",\"files\":[");

  for (guint i = 0; i < run->self->files->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      atlas_json_append_string (out, ((AtlasImportFile *) g_ptr_array_index (run->self->files, i))->name, -1);
    }
  g_string_append (out, "],\"offices\":[");
  for (guint i = 0; i < run->self->offices->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      atlas_json_append_string (out, g_ptr_array_index (run->self->offices, i), -1);
    }
  g_string_append_c (out, ']');
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_string_append_printf (out, ",\"%s\":%" G_GINT64_FORMAT, numbers[i].name, numbers[i].count);
  g_string_append_c (out, '}');
  return g_strdup (out->str);
}

static char *
make_label (AtlasImport *self)
{
  g_autofree char *number = NULL;

  if (self->files->len == 1)
    return g_strdup_printf (_ ("Import of %s"),
                            ((AtlasImportFile *) g_ptr_array_index (self->files, 0))->name);
  number = atlas_number_format (self->files->len);
  return g_strdup_printf (ngettext ("Import of %s file", "Import of %s files", self->files->len), number);
}

static gboolean
fill_unit (Run *run, GError **error)
{
  const AtlasImportCounts *counts = &run->self->counts;
  g_autofree char *details = NULL;

  if (!write_records (run, error) || !write_settings (run, error))
    return FALSE;
  /* A unit with details is logged even if it is empty; a second import of the same file is to leave nothing.
   */
  if (counts->added > 0 || counts->updated > 0)
    {
      details = make_details (run);
      atlas_unit_set_details (run->unit, details);
      return remember_mappings (run, error);
    }
  return TRUE;
}

/* What a run before has left. */
static void
reset (AtlasImport *self)
{
  memset (&self->counts, 0, sizeof self->counts);
  for (guint i = 0; i < ATLAS_IMPORT_N_LISTS; i++)
    {
      g_ptr_array_set_size (self->lists[i], 0);
      self->n_cut[i] = 0;
    }
  g_ptr_array_set_size (self->tables, 0);
  g_ptr_array_set_size (self->offices, 0);
  self->n_refused_files = 0;
  g_clear_error (&self->refused_failure);
  self->synthetic = FALSE;
}

static void
set_table_options (AtlasImport *self, AtlasStore *store)
{
  self->options.store = store;
  self->options.keep_rows = self->refused != NULL;
  for (guint i = 0; i < self->files->len; i++)
    {
      AtlasImportTableOptions *options = ((AtlasImportFile *) g_ptr_array_index (self->files, i))->options;

      if (options != NULL)
        {
          options->store = store;
          options->keep_rows = self->options.keep_rows;
        }
    }
}

static gboolean
run_in_unit (Run *run, GError **error)
{
  AtlasImport *self = run->self;
  AtlasStore *store = atlas_register_get_store (self->target);
  g_autofree char *label = make_label (self);
  AtlasUnitFlags flags = ATLAS_UNIT_BULK | (self->dry_run ? ATLAS_UNIT_TRIAL : 0);
  g_autoptr (AtlasUnit) unit = atlas_unit_begin (store, label, flags, error);

  if (unit == NULL)
    return FALSE;
  atlas_unit_set_cancellable (unit, run->cancellable);
  run->unit = unit;
  run->merge = atlas_import_merge_new (unit, self->on_duplicate, self->takes_undated);
  run->doubled = atlas_import_doubled_new ();
  run->n_bytes = measure_files (self, run->cancellable);
  run->extra = atlas_store_dup_setting (store, ATLAS_SHARE_SETTING_EXTRA);

  /* Freed without a commit, the unit leaves the database as it was. */
  return fill_unit (run, error) && (self->dry_run || atlas_unit_commit (unit, error));
}

gboolean
atlas_import_run (AtlasImport *self, GCancellable *cancellable, GError **error)
{
  Run run = { .self = self, .cancellable = cancellable };
  gboolean done = FALSE;

  g_return_val_if_fail (ATLAS_IS_IMPORT (self), FALSE);
  g_return_val_if_fail (self->files->len > 0, FALSE);

  reset (self);
  set_table_options (self, atlas_register_get_store (self->target));
  if (self->refused != NULL)
    run.refused = atlas_import_refused_new (self->refused);
  /* Before the unit: nobody else has to wait for it. */
  if (self->find_doubles)
    run.doubles = atlas_duplicates_new (self->target, NULL, NULL, cancellable, error);
  if (!self->find_doubles || run.doubles != NULL)
    done = run_in_unit (&run, error);
  /* What is refused of an import that came to nothing is no file to mend. */
  if (done && run.refused != NULL)
    {
      if (self->dry_run)
        done = atlas_import_refused_publish (run.refused, &self->n_refused_files, cancellable, error);
      else
        atlas_import_refused_publish (run.refused, &self->n_refused_files, NULL, &self->refused_failure);
    }

  g_clear_pointer (&run.merge, atlas_import_merge_free);
  g_clear_pointer (&run.refused, atlas_import_refused_free);
  g_clear_pointer (&run.doubles, atlas_duplicates_free);
  g_clear_pointer (&run.doubled, atlas_import_doubled_free);
  g_free (run.extra);
  return done;
}
