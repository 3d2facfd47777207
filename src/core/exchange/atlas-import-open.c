/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-open.h"

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
  g_free (self);
}

void
atlas_import_opened_clear (AtlasImportOpened *self)
{
  g_clear_object (&self->rows);
  g_clear_object (&self->pieces);
  g_clear_object (&self->share);
}

/* A sheet of a workbook. A file can be gone back in, and is read in place. */
static AtlasRowReader *
open_book (
  AtlasImportFile *file, GInputStream *stream, const char *sheet, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasXlsxReader) rows = file->stream == NULL
                                       ? atlas_xlsx_reader_new (file->file, cancellable, error)
                                       : atlas_xlsx_reader_new_for_stream (stream, cancellable, error);

  if (rows == NULL || (sheet != NULL && !atlas_xlsx_reader_choose_sheet (rows, sheet, error)))
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

gboolean
atlas_import_open (AtlasImportFile *file,
                   AtlasShareForm form,
                   AtlasPieceFormat pieces,
                   const AtlasImportTableOptions *options,
                   AtlasImportOpened *opened,
                   GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (GInputStream) stream = file->stream != NULL
                                      ? g_object_ref (file->stream)
                                      : G_INPUT_STREAM (g_file_read (file->file, cancellable, error));
  g_autoptr (GInputStream) buffered = NULL;
  gboolean by_content = form == ATLAS_SHARE_AUTO && pieces == ATLAS_PIECES_ANY && !options->forced;
  const char *bytes;
  gsize length;

  if (stream == NULL)
    return FALSE;
  buffered = g_buffered_input_stream_new_sized (stream, START_SIZE);
  g_filter_input_stream_set_close_base_stream (G_FILTER_INPUT_STREAM (buffered), file->stream == NULL);
  if (!fill_start (G_BUFFERED_INPUT_STREAM (buffered), cancellable, error))
    return FALSE;
  bytes = g_buffered_input_stream_peek_buffer (G_BUFFERED_INPUT_STREAM (buffered), &length);

  if (options->book || (by_content && atlas_xlsx_reader_sniff (bytes, length)))
    {
      opened->rows = open_book (file, buffered, options->sheet, cancellable, error);
      return opened->rows != NULL;
    }
  if (options->cards || (by_content && atlas_vcard_reader_is_vcard (bytes, length)))
    {
      opened->rows = atlas_vcard_reader_new (buffered);
      return TRUE;
    }
  opened->pieces =
    atlas_import_find_piece_reader (by_content ? ATLAS_PIECES_ANY : pieces, bytes, length, buffered);
  if (opened->pieces != NULL)
    return TRUE;
  if (options->forced || (by_content && atlas_import_table_is_likely (file->name, bytes, length)))
    opened->rows = atlas_csv_reader_new (buffered, &options->dialect);
  else
    opened->share = g_steal_pointer (&buffered);
  return TRUE;
}
