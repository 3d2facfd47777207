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
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->refusals);
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
  self->refusals = g_ptr_array_new_with_free_func ((GDestroyNotify) refusal_free);
  self->offices = g_ptr_array_new_with_free_func (g_free);
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
  AtlasImportFile *added;
  g_autofree char *base = NULL;

  g_return_if_fail (ATLAS_IS_IMPORT (self));
  g_return_if_fail (G_IS_FILE (file));

  added = g_new0 (AtlasImportFile, 1);
  added->file = g_object_ref (file);
  base = g_file_get_basename (file);
  added->name = base != NULL ? g_filename_display_name (base) : g_file_get_parse_name (file);
  g_ptr_array_add (self->files, added);
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
  static const struct
  {
    const char *name;
    AtlasShareForm form;
    AtlasPieceFormat pieces;
  } formats[] = {
    { "json", ATLAS_SHARE_AUTO, ATLAS_PIECES_NONE },
    { "ndjson", ATLAS_SHARE_LINES, ATLAS_PIECES_NONE },
    { "geojson", ATLAS_SHARE_AUTO, ATLAS_PIECES_GEOJSON },
    { "ical", ATLAS_SHARE_AUTO, ATLAS_PIECES_ICAL },
  };
  g_autoptr (GString) known = g_string_new (NULL);

  g_return_val_if_fail (ATLAS_IS_IMPORT (self), FALSE);

  self->form = ATLAS_SHARE_AUTO;
  self->pieces = ATLAS_PIECES_ANY;
  if (format == NULL)
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      if (strcmp (formats[i].name, format) == 0)
        {
          self->form = formats[i].form;
          self->pieces = formats[i].pieces;
          return TRUE;
        }
      g_string_append_printf (known, "%s%s", i > 0 ? ", " : "", formats[i].name);
    }
  g_set_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
               _ ("“%s” is no format that can be read; these can: %s"), format, known->str);
  return FALSE;
}

void
atlas_import_set_on_duplicate (AtlasImport *self, AtlasOnDuplicate what)
{
  g_return_if_fail (ATLAS_IS_IMPORT (self));

  self->on_duplicate = what;
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
atlas_import_get_refusals (AtlasImport *self)
{
  g_return_val_if_fail (ATLAS_IS_IMPORT (self), NULL);

  return self->refusals;
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
  return g_strdup (out->len > 0 ? out->str : _ ("The file holds no records"));
}
