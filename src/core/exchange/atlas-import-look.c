/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-look.h"

#include "atlas-i18n.h"
#include "atlas-json-rows.h"
#include "atlas-xlsx-reader.h"

void
atlas_import_choice_clear (AtlasImportChoice *self)
{
  g_clear_pointer (&self->sheet, g_free);
  g_clear_pointer (&self->passphrase, atlas_passphrase_unref);
}

static void
take_form (AtlasImportLook *self, AtlasRowReader *rows)
{
  if (ATLAS_IS_CSV_READER (rows))
    {
      self->form = ATLAS_IMPORT_FORM_TEXT;
      self->dialect = *atlas_csv_reader_get_dialect (ATLAS_CSV_READER (rows));
    }
  else if (ATLAS_IS_XLSX_READER (rows))
    {
      self->form = ATLAS_IMPORT_FORM_BOOK;
      self->sheets = atlas_xlsx_reader_dup_sheets (ATLAS_XLSX_READER (rows));
      self->sheet = g_strdup (atlas_xlsx_reader_get_sheet (ATLAS_XLSX_READER (rows)));
    }
  else
    self->form = ATLAS_IS_JSON_ROWS (rows) ? ATLAS_IMPORT_FORM_OBJECTS : ATLAS_IMPORT_FORM_CARDS;
}

static gboolean
look_at_rows (
  AtlasImportLook *self, AtlasRowReader *rows, AtlasStore *store, GCancellable *cancellable, GError **error)
{
  int n_headings;

  self->sample = atlas_table_sample_new (rows, cancellable, error);
  if (self->sample == NULL)
    return FALSE;
  take_form (self, rows);
  /* Another sheet may hold something. */
  if (atlas_table_sample_get_n_rows (self->sample) == 0 &&
      (self->sheets == NULL || g_strv_length (self->sheets) < 2))
    {
      g_set_error_literal (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT, _ ("the file is empty"));
      return FALSE;
    }
  n_headings = atlas_row_reader_get_n_headings (rows);
  self->mapping = atlas_mapping_guess_below (self->choice.kind, self->sample, store,
                                             n_headings >= 0 ? n_headings : self->choice.n_headings);
  return TRUE;
}

AtlasImportLook *
atlas_import_look_new (
  GFile *file, const AtlasImportChoice *choice, AtlasStore *store, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasImportLook) self = g_new0 (AtlasImportLook, 1);
  g_auto (AtlasImportOpened) opened = { 0 };
  AtlasImportTableOptions options = { 0 };
  AtlasImportFile *input;
  gboolean done;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self->choice = choice != NULL ? *choice : (AtlasImportChoice){ .n_headings = -1 };
  self->choice.sheet = g_strdup (self->choice.sheet);
  if (self->choice.passphrase != NULL)
    atlas_passphrase_ref (self->choice.passphrase);
  options.dialect = self->choice.dialect;
  options.sheet = self->choice.sheet;
  input = atlas_import_file_new (file);
  input->passphrase = self->choice.passphrase != NULL ? atlas_passphrase_ref (self->choice.passphrase) : NULL;
  self->name = g_strdup (input->name);
  done =
    atlas_import_open (input, ATLAS_SHARE_AUTO, ATLAS_PIECES_ANY, &options, &opened, cancellable, error) &&
    (opened.rows == NULL || look_at_rows (self, opened.rows, store, cancellable, error));
  if (!done)
    atlas_import_opened_finish (&opened, cancellable, error);
  self->encrypted = opened.decrypted != NULL;
  atlas_import_file_free (input);
  if (done)
    return g_steal_pointer (&self);
  if (error != NULL && *error != NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_prefix_error (error, "%s: ", self->name);
  return NULL;
}

void
atlas_import_look_free (AtlasImportLook *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  atlas_import_choice_clear (&self->choice);
  g_strfreev (self->sheets);
  g_free (self->sheet);
  atlas_table_sample_free (self->sample);
  atlas_mapping_free (self->mapping);
  g_free (self);
}

gboolean
atlas_import_look_is_clear (const AtlasImportLook *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->mapping == NULL || self->form == ATLAS_IMPORT_FORM_CARDS)
    return TRUE;
  for (guint i = 0; i < self->mapping->n_columns; i++)
    if (self->mapping->columns[i].reason != ATLAS_MAP_BY_KEY)
      return FALSE;
  return atlas_mapping_is_useful (self->mapping);
}

gboolean
atlas_import_look_is_alike (const AtlasImportLook *self, const AtlasImportLook *other)
{
  const AtlasMapping *ours, *theirs;

  g_return_val_if_fail (self != NULL && other != NULL, FALSE);

  ours = self->mapping;
  theirs = other->mapping;
  if (ours == NULL || theirs == NULL || ours->kind != theirs->kind || ours->n_columns != theirs->n_columns ||
      ours->n_headings == 0 || ours->n_headings != theirs->n_headings)
    return FALSE;
  for (guint i = 0; i < ours->n_columns; i++)
    if (!g_str_equal (ours->columns[i].heading, theirs->columns[i].heading))
      return FALSE;
  return TRUE;
}
