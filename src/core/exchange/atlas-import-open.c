/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-open.h"

#include "atlas-i18n.h"
#include "atlas-import-stranger.h"
#include "atlas-json-rows.h"
#include "atlas-openpgp-message.h"
#include "atlas-vcard-reader.h"
#include "atlas-xlsx-reader.h"

/* What is looked at to tell the format. */
#define START_SIZE (64 * 1024)

AtlasImportFile *
atlas_import_file_new (GFile *file)
{
  AtlasImportFile *self = g_new0 (AtlasImportFile, 1);
  g_autofree char *base = g_file_get_basename (file);

  self->file = g_object_ref (file);
  self->name = base != NULL ? g_filename_display_name (base) : g_file_get_parse_name (file);
  return self;
}

void
atlas_import_file_free (AtlasImportFile *self)
{
  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_free (self->name);
  g_clear_pointer (&self->options, atlas_import_table_options_free);
  g_clear_pointer (&self->passphrase, atlas_passphrase_unref);
  g_free (self);
}

void
atlas_import_opened_clear (AtlasImportOpened *self)
{
  g_clear_object (&self->rows);
  g_clear_object (&self->pieces);
  g_clear_object (&self->share);
  g_clear_object (&self->decrypted);
}

gboolean
atlas_import_opened_finish (AtlasImportOpened *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gssize n;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->decrypted == NULL || g_cancellable_is_cancelled (cancellable))
    return TRUE;
  do
    n = g_input_stream_skip (self->decrypted, START_SIZE, cancellable, &local_error);
  while (n > 0);
  if (n == 0)
    return TRUE;
  if (error != NULL)
    g_clear_error (error);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* How good what stands on a sheet is for records: 0 where nothing is understood. */
static guint
rate_sheet (AtlasXlsxReader *rows, const AtlasImportTableOptions *options, GCancellable *cancellable)
{
  g_autoptr (AtlasTableSample) sample = atlas_table_sample_new (ATLAS_ROW_READER (rows), cancellable, NULL);
  g_autoptr (AtlasMapping) mapping = NULL;

  /* What is broken is to be told, not passed over. */
  if (sample == NULL)
    return 2;
  if (atlas_table_sample_get_n_rows (sample) == 0)
    return 0;
  mapping = atlas_mapping_guess (options->kind, sample, options->store);
  return !atlas_mapping_is_useful (mapping) ? 0 : atlas_mapping_can_name (mapping) ? 2 : 1;
}

/* Many a workbook begins with a sheet of notes: the first is read on which people, or whatever it is, are
 * understood. */
static gboolean
find_useful_sheet (AtlasXlsxReader *rows,
                   const AtlasImportTableOptions *options,
                   GCancellable *cancellable,
                   GError **error)
{
  g_auto (GStrv) sheets = atlas_xlsx_reader_dup_sheets (rows);
  const char *best = NULL;
  guint best_rate = 0;

  for (guint i = 0; sheets[i] != NULL && sheets[1] != NULL && best_rate < 2; i++)
    {
      guint rate;

      if (atlas_xlsx_reader_is_sheet_hidden (rows, i))
        continue;
      /* It may be the one that is meant. */
      if (!atlas_xlsx_reader_choose_sheet (rows, sheets[i], error))
        return FALSE;
      rate = rate_sheet (rows, options, cancellable);
      if (rate > best_rate)
        {
          best_rate = rate;
          best = sheets[i];
        }
    }
  return atlas_xlsx_reader_choose_sheet (rows, best, error);
}

/* A sheet of a workbook. A file can be gone back in, and is read in place. */
static AtlasRowReader *
open_book (AtlasImportFile *file,
           GInputStream *stream,
           gboolean secret,
           const AtlasImportTableOptions *options,
           GCancellable *cancellable,
           GError **error)
{
  g_autoptr (AtlasXlsxReader) rows =
    file->stream == NULL && !secret ? atlas_xlsx_reader_new (file->file, cancellable, error)
                                    : atlas_xlsx_reader_new_for_stream (stream, secret, cancellable, error);

  if (rows == NULL || (options->sheet != NULL ? !atlas_xlsx_reader_choose_sheet (rows, options->sheet, error)
                                              : !find_useful_sheet (rows, options, cancellable, error)))
    return NULL;
  return ATLAS_ROW_READER (g_steal_pointer (&rows));
}

/* A pipe may give little at a time. */
static gboolean
fill_start (GBufferedInputStream *start, GCancellable *cancellable, GError **error)
{
  gssize n = 1;

  while (n > 0 &&
         g_buffered_input_stream_get_available (start) < g_buffered_input_stream_get_buffer_size (start))
    n = g_buffered_input_stream_fill (start, -1, cancellable, error);
  return n >= 0;
}

static GInputStream *
buffer_stream (GInputStream *stream, gboolean close_base, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) buffered = g_buffered_input_stream_new_sized (stream, START_SIZE);

  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (buffered), close_base);
  return fill_start (G_BUFFERED_INPUT_STREAM (buffered), cancellable, error) ? g_steal_pointer (&buffered)
                                                                             : NULL;
}

/* The beginning of the file, decrypted if need be. */
static GInputStream *
open_buffered (AtlasImportFile *file, AtlasImportOpened *opened, GCancellable *cancellable, GError **error)
{
  g_autoptr (GInputStream) stream = file->stream != NULL
                                      ? g_object_ref (file->stream)
                                      : G_INPUT_STREAM (g_file_read (file->file, cancellable, error));
  g_autoptr (GInputStream) buffered =
    stream != NULL ? buffer_stream (stream, file->stream == NULL, cancellable, error) : NULL;
  AtlasOpenpgpMessage message;
  const char *bytes;
  gsize length;

  if (buffered == NULL)
    return NULL;
  bytes = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &length);
  if (!atlas_openpgp_message_read (&message, bytes, length))
    return g_steal_pointer (&buffered);
  opened->decrypted = atlas_decrypting_stream_new (&message, buffered, file->passphrase, error);
  return opened->decrypted != NULL ? buffer_stream (opened->decrypted, FALSE, cancellable, error) : NULL;
}

gboolean
atlas_import_open (AtlasImportFile *file,
                   AtlasShareForm form,
                   AtlasPieceFormat pieces,
                   const AtlasImportTableOptions *options,
                   AtlasImportOpened *opened,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GInputStream) buffered = open_buffered (file, opened, cancellable, error);
  gboolean by_content = form == ATLAS_SHARE_AUTO && pieces == ATLAS_PIECES_ANY && !options->forced;
  g_autofree char *name = NULL;
  const char *bytes;
  gsize length;

  if (buffered == NULL)
    return FALSE;
  bytes = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &length);
  name = opened->decrypted != NULL ? atlas_openpgp_dup_inner_name (file->name) : g_strdup (file->name);

  if (by_content && !options->book && !options->cards)
    {
      const char *stranger = atlas_import_find_stranger (bytes, length, TRUE);

      if (stranger != NULL)
        {
          g_set_error_literal (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT, stranger);
          return FALSE;
        }
    }
  if (options->book || (by_content && atlas_xlsx_reader_sniff (bytes, length)))
    {
      opened->rows = open_book (file, buffered, opened->decrypted != NULL, options, cancellable, error);
      return opened->rows != NULL;
    }
  if (options->cards || (by_content && atlas_vcard_reader_is_vcard (bytes, length)))
    {
      opened->rows = atlas_vcard_reader_new (buffered);
      return TRUE;
    }
  if (!options->forced && atlas_json_rows_sniff (pieces, bytes, length))
    {
      opened->rows = atlas_json_rows_new (pieces, bytes, length, buffered);
      return TRUE;
    }
  opened->pieces = atlas_import_find_piece_reader (pieces, bytes, length, buffered);
  if (opened->pieces != NULL)
    return TRUE;
  if (options->forced || (by_content && atlas_import_table_is_likely (name, bytes, length)))
    opened->rows = atlas_csv_reader_new (buffered, &options->dialect);
  else if (by_content && !atlas_import_may_be_json (name, bytes, length))
    {
      g_set_error_literal (
        error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
        _ ("this is no kind of file that is read here. Import a table (CSV or XLSX), address "
           "cards (VCF), a calendar (ICS), or JSON."));
      return FALSE;
    }
  else
    opened->share = g_steal_pointer (&buffered);
  return TRUE;
}
