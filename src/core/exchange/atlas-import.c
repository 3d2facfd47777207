/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-import-private.h"
#include "atlas-number.h"

G_DEFINE_FINAL_TYPE (AtlasImport, atlas_import, G_TYPE_OBJECT)

static void
refusal_free (AtlasRefusal *self)
{
  g_free (self->file);
  g_free (self->field);
  g_free (self->reason);
  g_free (self);
}

static void
atlas_import_finalize (GObject *object)
{
  AtlasImport *self = ATLAS_IMPORT (object);

  g_clear_object (&self->target);
  g_free (self->options.sheet);
  g_ptr_array_unref (self->files);
  for (guint i = 0; i < ATLAS_IMPORT_N_LISTS; i++)
    g_ptr_array_unref (self->lists[i]);
  g_ptr_array_unref (self->tables);
  g_ptr_array_unref (self->options.maps);
  atlas_mapping_free (self->mapping);
  g_clear_object (&self->refused);
  g_clear_error (&self->refused_failure);
  g_ptr_array_unref (self->offices);
  G_OBJECT_CLASS (atlas_import_parent_class)->finalize (object);
}

static void
atlas_import_class_init (AtlasImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = atlas_import_finalize;
}

static void
atlas_import_init (AtlasImport *self)
{
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_import_file_free);
  for (guint i = 0; i < ATLAS_IMPORT_N_LISTS; i++)
    self->lists[i] = g_ptr_array_new_with_free_func ((GDestroyNotify) refusal_free);
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_import_table_free);
  self->options.maps = g_ptr_array_new_with_free_func (g_free);
  self->offices = g_ptr_array_new_with_free_func (g_free);
  self->on_doubled = ATLAS_ON_DUPLICATE_ADD;
}

AtlasImport *
atlas_import_new (AtlasRegister *target)
{
  AtlasImport *self;

  g_return_val_if_fail (ATLAS_IS_REGISTER (target), NULL);

  self = g_object_new (ATLAS_TYPE_IMPORT, NULL);
  self->target = g_object_ref (target);
  return self;
}

void
atlas_import_add_file (AtlasImport *self, GFile *file)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));
  g_return_if_fail (G_IS_FILE (file));

  g_ptr_array_add (self->files, atlas_import_file_new (file));
}

void
atlas_import_add_stream (AtlasImport *self, GInputStream *stream, const char *name)
{
  AtlasImportFile *added;

  g_return_if_fail (ATLAS_IS_IMPORT (self));
  g_return_if_fail (G_IS_INPUT_STREAM (stream));
  g_return_if_fail (name != NULL);

  added = g_new0 (AtlasImportFile, 1);
  added->stream = g_object_ref (stream);
  added->name = g_strdup (name);
  g_ptr_array_add (self->files, added);
}

gboolean
atlas_import_set_format (AtlasImport *self, const char *format, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), FALSE);

  self->form = ATLAS_SHARE_AUTO;
  self->pieces = format == NULL ? ATLAS_PIECES_ANY : ATLAS_PIECES_NONE;
  if (format == NULL || strcmp (format, "json") == 0)
    return TRUE;
  else if (strcmp (format, "geojson") == 0)
    self->pieces = ATLAS_PIECES_GEOJSON;
  else if (strcmp (format, "ical") == 0)
    self->pieces = ATLAS_PIECES_ICAL;
  else if (strcmp (format, "xlsx") == 0)
    self->options.book = TRUE;
  else if (strcmp (format, "vcard") == 0)
    self->options.cards = TRUE;
  else if (strcmp (format, "ndjson") == 0)
    self->form = ATLAS_SHARE_LINES;
  else if (strcmp (format, "csv") == 0 || strcmp (format, "tsv") == 0)
    {
      self->options.forced = TRUE;
      if (format[0] == 't' && self->options.dialect.separator == 0)
        self->options.dialect.separator = '\t';
    }
  else
    {
      g_set_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
                   _ ("“%s” is no format that can be read; these can: json, ndjson, csv, tsv, xlsx, vcard, "
                      "geojson, ical"),
                   format);
      return FALSE;
    }
  return TRUE;
}

void
atlas_import_set_kind (AtlasImport *self, const AtlasKind *kind)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  self->options.kind = kind;
}

void
atlas_import_set_sheet (AtlasImport *self, const char *name)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  g_free (self->options.sheet);
  self->options.sheet = g_strdup (name);
}

void
atlas_import_set_dialect (AtlasImport *self, const AtlasCsvDialect *dialect)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));
  g_return_if_fail (dialect != NULL);

  self->options.dialect = *dialect;
}

void
atlas_import_set_day_order (AtlasImport *self, AtlasDayOrder day_order)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  self->options.day_order = day_order;
}

void
atlas_import_set_mapping (AtlasImport *self, const AtlasMapping *mapping)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  atlas_mapping_free (self->mapping);
  self->options.mapping = self->mapping = mapping != NULL ? atlas_mapping_copy (mapping) : NULL;
}

void
atlas_import_set_file_table (AtlasImport *self,
                             guint index,
                             const AtlasMapping *mapping,
                             const AtlasCsvDialect *dialect,
                             const char *sheet)
{
  AtlasImportFile *file;

  g_return_if_fail (ATLAS_IS_IMPORT (self));
  g_return_if_fail (index < self->files->len);

  file = g_ptr_array_index (self->files, index);
  g_clear_pointer (&file->options, atlas_import_table_options_free);
  file->options = g_new0 (AtlasImportTableOptions, 1);
  file->options->mapping = mapping != NULL ? atlas_mapping_copy (mapping) : NULL;
  if (dialect != NULL)
    file->options->dialect = *dialect;
  file->options->sheet = g_strdup (sheet);
}

void
atlas_import_set_file_passphrase (AtlasImport *self, guint index, AtlasPassphrase *passphrase)
{
  AtlasImportFile *file;

  g_return_if_fail (ATLAS_IS_IMPORT (self));
  g_return_if_fail (index < self->files->len);

  file = g_ptr_array_index (self->files, index);
  if (passphrase != NULL)
    atlas_passphrase_ref (passphrase);
  g_clear_pointer (&file->passphrase, atlas_passphrase_unref);
  file->passphrase = passphrase;
}

void
atlas_import_set_passphrase (AtlasImport *self, AtlasPassphrase *passphrase)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  for (guint i = 0; i < self->files->len; i++)
    atlas_import_set_file_passphrase (self, i, passphrase);
}

gboolean
atlas_import_add_map (AtlasImport *self, const char *map, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), FALSE);
  g_return_val_if_fail (map != NULL, FALSE);

  if (strchr (map, '=') == NULL)
    {
      g_set_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
                   _ ("“%s” does not say where a column goes; write it as COLUMN=FIELD"), map);
      return FALSE;
    }
  g_ptr_array_add (self->options.maps, g_strdup (map));
  return TRUE;
}

void
atlas_import_set_refused_file (AtlasImport *self, GFile *file)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  g_set_object (&self->refused, file);
}

void
atlas_import_set_on_duplicate (AtlasImport *self, AtlasOnDuplicate what)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  self->on_duplicate = what;
}

void
atlas_import_set_on_doubled (AtlasImport *self, AtlasOnDuplicate what)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  self->on_doubled = what;
}

void
atlas_import_set_find_doubles (AtlasImport *self, gboolean find_doubles)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  self->find_doubles = find_doubles;
}

void
atlas_import_set_take_undated (AtlasImport *self, gboolean take_undated)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  self->takes_undated = take_undated;
}

void
atlas_import_set_dry_run (AtlasImport *self, gboolean dry_run)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  self->dry_run = dry_run;
}

void
atlas_import_set_progress (AtlasImport *self, AtlasProgressFunc progress, gpointer user_data)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  self->progress = progress;
  self->progress_data = user_data;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (atlas_import_run (source, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
atlas_import_run_async (AtlasImport *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (ATLAS_IS_IMPORT (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, atlas_import_run_async);
  /* What was committed just before the cancelling is told as done. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_run_in_thread (task, run_in_thread);
}

gboolean
atlas_import_run_finish (AtlasImport *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

const AtlasImportCounts *
atlas_import_get_counts (AtlasImport *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), NULL);

  return &self->counts;
}

GPtrArray *
atlas_import_get_list (AtlasImport *self, AtlasImportList list)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), NULL);
  g_return_val_if_fail (list < ATLAS_IMPORT_N_LISTS, NULL);

  return self->lists[list];
}

guint
atlas_import_get_n_refused_files (AtlasImport *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), 0);

  return self->n_refused_files;
}

GPtrArray *
atlas_import_get_refusals (AtlasImport *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), NULL);

  return self->lists[ATLAS_IMPORT_REFUSED];
}

GPtrArray *
atlas_import_get_remarks (AtlasImport *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), NULL);

  return self->lists[ATLAS_IMPORT_REMARKED];
}

GPtrArray *
atlas_import_get_tables (AtlasImport *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), NULL);

  return self->tables;
}

const GError *
atlas_import_get_refused_failure (AtlasImport *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), NULL);

  return self->refused_failure;
}

gint64
atlas_import_get_n_cut (AtlasImport *self, AtlasImportList list)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), 0);
  g_return_val_if_fail (list < ATLAS_IMPORT_N_LISTS, 0);

  return self->n_cut[list];
}

GPtrArray *
atlas_import_get_offices (AtlasImport *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), NULL);

  return self->offices;
}

gboolean
atlas_import_is_synthetic (AtlasImport *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), FALSE);

  return self->synthetic;
}

static void
add_part (GString *out, gint64 count, const char *text)
{
  g_autofree char *number = NULL;

  if (count == 0)
    return;
  if (out->len > 0)
    g_string_append (out, ", ");
  g_string_append (out, text);
  number = atlas_number_format (count);
  g_string_replace (out, "%s", number, 1);
}

char *
atlas_import_dup_summary (AtlasImport *self)
{
  const AtlasImportCounts *counts;
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (ATLAS_IS_IMPORT (self), NULL);

  /* Translators: what became of the records of an import; "%s" is a number. The parts are joined by commas.
   */
  counts = &self->counts;
  add_part (out, counts->added, ngettext ("%s added", "%s added", (gulong) counts->added));
  add_part (out, counts->updated, ngettext ("%s updated", "%s updated", (gulong) counts->updated));
  add_part (out, counts->unchanged, ngettext ("%s unchanged", "%s unchanged", (gulong) counts->unchanged));
  add_part (
    out, counts->skipped,
    ngettext ("%s older than ours or skipped", "%s older than ours or skipped", (gulong) counts->skipped));
  add_part (out, counts->refused, ngettext ("%s refused", "%s refused", (gulong) counts->refused));
  add_part (out, counts->unplaced,
            ngettext ("%s without a place", "%s without a place", (gulong) counts->unplaced));
  /* Translators: how many records of a file are of somebody who is in it once more. */
  add_part (out, counts->doubled, ngettext ("%s listed twice", "%s listed twice", (gulong) counts->doubled));
  add_part (out, counts->differing,
            ngettext ("%s differs from ours and was not taken", "%s differ from ours and were not taken",
                      (gulong) counts->differing));
  add_part (
    out, counts->remarked,
    ngettext ("%s value kept in the notes", "%s values kept in the notes", (gulong) counts->remarked));
  return g_strdup (out->len > 0 ? out->str : _ ("The file holds no records"));
}
