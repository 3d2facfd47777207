/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-i18n.h"
#include "atlas-import-dialog-private.h"
#include "atlas-number.h"

/* What the import dialog does in the background: one thing at a time. */

typedef struct
{
  AtlasImportDialog *dialog;
  AtlasJob *job;
} Run;

static void
run_free (Run *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->job);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Run, run_free)

char *
atlas_import_dialog_dup_name (AtlasImportDialog *self)
{
  guint n = g_list_model_get_n_items (self->files);
  g_autofree char *number = atlas_number_format (n);

  if (n == 1)
    {
      g_autoptr (GFile) file = g_list_model_get_item (self->files, 0);
      g_autofree char *base = g_file_get_basename (file);

      return base ? g_filename_display_name (base) : g_file_get_parse_name (file);
    }
  return g_strdup_printf (ngettext ("%s file", "%s files", n), number);
}

void
atlas_import_dialog_stop (AtlasImportDialog *self)
{
  if (self->job != NULL)
    g_cancellable_cancel (atlas_job_get_cancellable (self->job));
  g_clear_object (&self->job);
  g_list_store_remove_all (self->jobs);
}

/* @job: (transfer full). (transfer full) */
static Run *
begin (AtlasImportDialog *self, AtlasJob *job)
{
  Run *run = g_new0 (Run, 1);

  atlas_import_dialog_stop (self);
  self->job = job;
  g_list_store_append (self->jobs, job);
  run->dialog = g_object_ref (self);
  run->job = g_object_ref (job);
  return run;
}

/* FALSE where another has been begun since, or the dialog is gone. */
static gboolean
end (Run *run)
{
  AtlasImportDialog *self = run->dialog;

  atlas_job_end (run->job);
  if (self->job != run->job)
    return FALSE;
  g_clear_object (&self->job);
  g_list_store_remove_all (self->jobs);
  return TRUE;
}

static AtlasJob *
new_reading_job (AtlasImportDialog *self)
{
  g_autofree char *name = atlas_import_dialog_dup_name (self);
  g_autofree char *title = g_strdup_printf (_ ("Reading %s"), name);

  return atlas_job_new (title);
}

/* --- Looking at files. */

typedef struct
{
  GPtrArray *files;
  GPtrArray *passphrases;   /* for each of them, or NULL */
  AtlasImportChoice choice; /* of the one file */
  gboolean again;
  guint failed;      /* the file that can't be read */
  AtlasStore *store; /* the register's */
  AtlasRegister *target;
} Looking;

static void
looking_free (gpointer data)
{
  Looking *self = data;

  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->passphrases);
  atlas_import_choice_clear (&self->choice);
  g_object_unref (self->target);
  g_free (self);
}

static void
free_look (gpointer look)
{
  atlas_import_look_free (look);
}

static void
look_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Looking *looking = data;
  g_autoptr (GPtrArray) looks = g_ptr_array_new_with_free_func (free_look);
  GError *error = NULL;

  for (guint i = 0; i < looking->files->len; i++)
    {
      AtlasImportChoice choice = looking->again ? looking->choice : (AtlasImportChoice){ .n_headings = -1 };
      AtlasImportLook *look;

      choice.passphrase = g_ptr_array_index (looking->passphrases, i);
      look = atlas_import_look_new (g_ptr_array_index (looking->files, i), &choice, looking->store,
                                    cancellable, &error);
      if (look == NULL)
        {
          looking->failed = i;
          g_task_return_error (task, error);
          return;
        }
      g_ptr_array_add (looks, look);
    }
  g_task_return_pointer (task, g_steal_pointer (&looks), (GDestroyNotify) g_ptr_array_unref);
}

static void
replace_look (AtlasImportDialog *self, GPtrArray *looks)
{
  atlas_import_columns_set_look (self->columns, NULL);
  atlas_import_look_free (g_ptr_array_index (self->looks, self->file));
  g_ptr_array_index (self->looks, self->file) = g_ptr_array_steal_index (looks, 0);
}

static void
on_looked (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Run) run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasImportDialog) self = g_object_ref (run->dialog);
  Looking *looking = g_task_get_task_data (G_TASK (result));
  g_autoptr (GPtrArray) looks = g_task_propagate_pointer (G_TASK (result), &error);

  if (!end (run))
    return;
  if (looks != NULL && looking->again)
    replace_look (self, looks);
  else if (looks != NULL)
    self->looks = g_steal_pointer (&looks);
  else if (!looking->again)
    self->file = looking->failed;
  atlas_import_dialog_looked (self, looking->again, error);
}

/* @choice: (nullable): of the file whose columns are shown, which alone is looked at then; taken */
static void
look (AtlasImportDialog *self, AtlasImportChoice *choice)
{
  Run *run = begin (self, new_reading_job (self));
  Looking *looking = g_new0 (Looking, 1);
  g_autoptr (GTask) task = g_task_new (NULL, atlas_job_get_cancellable (run->job), on_looked, run);

  looking->files = g_ptr_array_new_with_free_func (g_object_unref);
  looking->passphrases = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_passphrase_unref);
  looking->target = g_object_ref (atlas_session_get_register (self->session));
  looking->store = atlas_register_get_store (looking->target);
  looking->again = choice != NULL;
  if (choice != NULL)
    looking->choice = *choice;
  for (guint i = 0; i < g_list_model_get_n_items (self->files); i++)
    if (choice == NULL || i == self->file)
      {
        AtlasPassphrase *passphrase = g_ptr_array_index (self->passphrases, i);

        g_ptr_array_add (looking->files, g_list_model_get_item (self->files, i));
        g_ptr_array_add (looking->passphrases, passphrase != NULL ? atlas_passphrase_ref (passphrase) : NULL);
      }
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, looking, looking_free);
  g_task_run_in_thread (task, look_in_thread);
}

void
atlas_import_dialog_look (AtlasImportDialog *self)
{
  atlas_import_columns_set_look (self->columns, NULL);
  atlas_import_preview_set_look (self->preview, NULL);
  g_clear_pointer (&self->looks, g_ptr_array_unref);
  look (self, NULL);
  atlas_import_dialog_update_buttons (self);
}

void
atlas_import_dialog_give_passphrase (AtlasImportDialog *self, AtlasPassphrase *passphrase)
{
  for (guint i = self->file; i < self->passphrases->len; i++)
    if (i == self->file || g_ptr_array_index (self->passphrases, i) == NULL)
      {
        g_clear_pointer (&g_ptr_array_index (self->passphrases, i), atlas_passphrase_unref);
        g_ptr_array_index (self->passphrases, i) = atlas_passphrase_ref (passphrase);
      }
}

void
atlas_import_dialog_look_again (AtlasImportDialog *self)
{
  AtlasImportChoice choice = { 0 };

  atlas_import_columns_get_choice (self->columns, &choice);
  look (self, &choice);
  atlas_import_dialog_update_buttons (self);
}

/* --- Importing, and what would happen. */

/* (transfer full) */
static AtlasImport *
make_import (AtlasImportDialog *self)
{
  AtlasImport *import = atlas_import_new (atlas_session_get_register (self->session));

  for (guint i = 0; i < g_list_model_get_n_items (self->files); i++)
    {
      g_autoptr (GFile) file = g_list_model_get_item (self->files, i);
      const AtlasImportLook *look = self->looks != NULL ? g_ptr_array_index (self->looks, i) : NULL;

      atlas_import_add_file (import, file);
      atlas_import_set_file_passphrase (import, i, g_ptr_array_index (self->passphrases, i));
      if (look != NULL && look->mapping != NULL)
        atlas_import_set_file_table (import, i, look->mapping, &look->choice.dialect, look->sheet);
    }
  atlas_import_set_on_duplicate (import, atlas_import_plan_get_on_duplicate (self->plan));
  atlas_import_set_on_doubled (import, atlas_import_plan_get_on_doubled (self->plan));
  return import;
}

static void
on_run (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Run) run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasImportDialog) self = g_object_ref (run->dialog);

  atlas_import_run_finish (ATLAS_IMPORT (source), result, &error);
  if (!end (run) || ATLAS_IMPORT (source) != self->import)
    return;
  if (self->importing)
    atlas_import_dialog_imported (self, error);
  else
    atlas_import_dialog_checked (self, error);
  if (self->import != NULL)
    atlas_import_dialog_update_buttons (self);
}

/* @job: (transfer full) */
static void
run (AtlasImportDialog *self, AtlasJob *job)
{
  Run *run = begin (self, job);

  g_clear_object (&self->import);
  self->import = make_import (self);
  atlas_import_set_dry_run (self->import, !self->importing);
  atlas_import_set_find_doubles (self->import, !self->importing);
  atlas_import_set_progress (self->import, atlas_job_progress, job);
  atlas_import_run_async (self->import, atlas_job_get_cancellable (job), on_run, run);
  atlas_import_dialog_update_buttons (self);
}

void
atlas_import_dialog_check (AtlasImportDialog *self)
{
  run (self, new_reading_job (self));
}

void
atlas_import_dialog_import (AtlasImportDialog *self)
{
  g_autofree char *name = atlas_import_dialog_dup_name (self);
  g_autofree char *title = g_strdup_printf (_ ("Importing %s"), name);

  self->importing = TRUE;
  run (self, atlas_session_start_job (self->session, title));
}

/* --- Rows to be mended. */

static void
on_rows_saved (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Run) run = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (AtlasImportDialog) self = g_object_ref (run->dialog);
  g_autofree char *message = NULL;
  guint n;

  atlas_import_run_finish (ATLAS_IMPORT (source), result, &error);
  if (!end (run))
    return;
  atlas_import_dialog_update_buttons (self);
  n = atlas_import_get_n_refused_files (ATLAS_IMPORT (source));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    message = g_strdup_printf (_ ("The rows were not saved: %s"), error->message);
  else
    {
      g_autofree char *number = atlas_number_format (n);

      message = g_strdup_printf (ngettext ("Saved in %s file: mend the rows there, then import it",
                                           "Saved in %s files: mend the rows there, then import them", n),
                                 number);
    }
  atlas_refusal_view_tell (self->refusals, message);
}

void
atlas_import_dialog_save_rows (AtlasImportDialog *self, GFile *file)
{
  g_autoptr (AtlasImport) import = make_import (self);
  AtlasJob *job = atlas_job_new (_ ("Saving refused rows"));
  Run *run = begin (self, job);

  atlas_import_set_dry_run (import, TRUE);
  atlas_import_set_refused_file (import, file);
  atlas_import_set_progress (import, atlas_job_progress, job);
  atlas_import_run_async (import, atlas_job_get_cancellable (job), on_rows_saved, run);
  atlas_import_dialog_update_buttons (self);
}
