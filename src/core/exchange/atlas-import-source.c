/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-source.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-import-open.h"
#include "atlas-import-prepare.h"
#include "atlas-import.h"
#include "atlas-json-scanner.h"
#include "atlas-record-reader.h"

/* Enough for neither thread to wait for the other while it does a batch; each is about 0.5 MiB. */
#define N_BATCHES 4

struct _AtlasImportSource
{
  GPtrArray *files;
  AtlasShareForm form;
  AtlasPieceFormat pieces;
  const AtlasImportTableOptions *options;
  GCancellable *cancellable;
  GPtrArray *tables; /* the reading thread's until it is done */
  GThread *thread;
  int stop; /* atomic */

  GAsyncQueue *empty; /* of AtlasImportBatch: the reader fills them ... */
  GAsyncQueue *full;  /* ... and whoever writes takes them. */
  AtlasImportBatch *taken;
  gboolean finished;

  /* The reading thread's own. */
  AtlasRecordReader *reader;
  AtlasImportBatch *batch; /* being filled */
  guint file;
  GInputStream *decrypted; /* (nullable): the file, where it is encrypted */
  gint64 n_bytes_before;   /* of the files before this one */
};

/* --- the reading thread
 * -------------------------------------------------------------------------------------- */

static void
take_empty_batch (AtlasImportSource *self)
{
  self->batch = g_async_queue_pop (self->empty);
  atlas_import_batch_clear (self->batch);
  self->batch->file = self->file;
}

static void
give_batch (AtlasImportSource *self)
{
  g_async_queue_push (self->full, g_steal_pointer (&self->batch));
}

static void
refuse (AtlasImportEntry *entry, AtlasRecordFault *fault, const char *reason)
{
  entry->refused = TRUE;
  entry->field = g_steal_pointer (&fault->field);
  entry->reason = g_strdup (reason);
}

static gint64
count_lines (const char *text, gsize length)
{
  gint64 n = 0;

  for (gsize i = 0; i < length; i++)
    n += text[i] == '\n';
  return n;
}

/* A record that could not be read is refused by itself, unless the file can't be trusted any further: where
 * the JSON of a document is broken, or its last line cut. */
static gboolean
refuse_or_fail (const AtlasJsonPiece *piece,
                AtlasShareForm form,
                AtlasImportEntry *entry,
                AtlasRecordFault *fault,
                const GError *reason,
                GError **error)
{
  if (g_error_matches (reason, ATLAS_JSON_ERROR, ATLAS_JSON_ERROR_SYNTAX))
    {
      if (form != ATLAS_SHARE_LINES)
        return atlas_import_fail_at_line (piece->line + count_lines (piece->text, fault->at),
                                          ATLAS_IMPORT_ERROR_SYNTAX, reason->message, error);
      if (piece->breaks_off && fault->at == piece->length)
        return atlas_import_fail_at_line (
          piece->line, ATLAS_IMPORT_ERROR_SYNTAX,
          _ ("the file breaks off here; part of it is missing. Fetch it again."), error);
    }
  refuse (entry, fault, reason->message);
  return TRUE;
}

static gboolean
is_named (const AtlasImportSaid *said, const AtlasKind *kind, const char *key)
{
  return (said->named >> atlas_kind_index_of (kind, atlas_kind_find_field (kind, key, -1)) & 1) != 0;
}

/* Fills the next entry of the batch. FALSE with @error where the file is to be given up. */
static gboolean
read_piece (
  AtlasImportSource *self, const AtlasJsonPiece *piece, AtlasShareForm form, gboolean foreign, GError **error)
{
  g_autoptr (GError) reason = NULL;
  AtlasRecordFault fault = { 0 };
  const AtlasKind *kind = piece->kind;
  AtlasImportEntry *entry;
  const char *text;

  if (piece->text == NULL)
    {
      entry = atlas_import_batch_add (self->batch, NULL, piece->record, piece->line);
      refuse (entry, &fault, _ ("the record is longer than 4 MiB"));
      return TRUE;
    }

  text = atlas_import_batch_copy (self->batch, piece->text, piece->length);
  if (kind == NULL)
    kind = atlas_record_reader_find_kind (self->reader, text, piece->length, &fault, &reason);
  entry = atlas_import_batch_add (self->batch, kind, piece->record, piece->line);
  if (kind == NULL ||
      !atlas_record_reader_read (self->reader, text, piece->length, entry->record, &fault, &reason) ||
      !atlas_import_check (entry->record, &fault, &reason))
    return refuse_or_fail (piece, form, entry, &fault, reason, error);

  entry->said.had_id = !atlas_uuid_is_nil (atlas_record_get_uuid (entry->record));
  entry->said.had_position = atlas_import_prepare (entry->record);
  entry->said.named = atlas_record_reader_get_named (self->reader);
  /* What this program writes leaves out what is empty, but names both times; other formats don't know all of
   * our fields. */
  entry->said.whole =
    !foreign && is_named (&entry->said, kind, "created") && is_named (&entry->said, kind, "updated");
  self->batch->header.synthetic |= atlas_record_reader_get_synthetic (self->reader);
  atlas_import_entry_prepare (entry);
  return TRUE;
}

static void
copy_header (AtlasShareHeader *to, const AtlasShareHeader *from)
{
  to->office_id = g_strdup (from->office_id);
  to->office_name = g_strdup (from->office_name);
  to->exported = g_strdup (from->exported);
  to->extra = g_strdup (from->extra);
  to->synthetic |= from->synthetic;
}

/* How far in the file we are whose reader has taken @n_read bytes. */
static gint64
get_position (AtlasImportSource *self, gint64 n_read)
{
  return self->n_bytes_before +
         (self->decrypted != NULL ? atlas_decrypting_stream_get_n_read (self->decrypted) : n_read);
}

/* Goes on with an empty batch of the same file; FALSE where nobody wants one. */
static gboolean
change_batch (AtlasImportSource *self, gint64 n_read, GError **error)
{
  gboolean synthetic = self->batch->header.synthetic;
  const AtlasImportTable *table = self->batch->table;

  self->batch->n_bytes = get_position (self, n_read);
  give_batch (self);
  take_empty_batch (self);
  self->batch->header.synthetic = synthetic;
  self->batch->table = table;
  return !g_atomic_int_get (&self->stop) && !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
read_table (AtlasImportSource *self,
            AtlasRowReader *rows,
            const char *name,
            const AtlasImportTableOptions *options,
            GError **error)
{
  g_autoptr (AtlasImportTableReader) reader =
    atlas_import_table_reader_new (rows, name, options, self->cancellable, error);
  g_autoptr (GError) local_error = NULL;
  gboolean going_on = TRUE;

  if (reader == NULL)
    return FALSE;
  self->batch->table = atlas_import_table_reader_get_table (reader);
  while (going_on && atlas_import_table_reader_next (reader, self->cancellable, &local_error))
    {
      if (!atlas_import_batch_has_room (self->batch, atlas_import_table_reader_get_size (reader)))
        going_on = change_batch (self, atlas_import_table_reader_get_position (reader), error);
      if (going_on)
        atlas_import_table_reader_read (reader, self->batch);
    }
  self->n_bytes_before = get_position (self, atlas_import_table_reader_get_position (reader));
  g_ptr_array_add (self->tables, atlas_import_table_reader_steal_table (reader));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->batch->n_bytes = self->n_bytes_before;
  self->batch->file_ends = TRUE;
  return going_on;
}

/* A record in a format of others. */
static gboolean
read_foreign_piece (AtlasImportSource *self, const AtlasPiece *piece, GError **error)
{
  const AtlasJsonPiece json = { piece->kind, piece->text, piece->length, piece->record, piece->line, FALSE };
  AtlasRecordFault fault = { 0 };

  if (piece->text != NULL)
    return read_piece (self, &json, ATLAS_SHARE_LINES, TRUE, error);
  fault.field = g_strdup (piece->field);
  refuse (atlas_import_batch_add (self->batch, NULL, piece->record, piece->line), &fault, piece->reason);
  return TRUE;
}

static gboolean
read_foreign (AtlasImportSource *self, AtlasPieceReader *reader, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AtlasPiece piece;

  while (atlas_piece_reader_next (reader, &piece, self->cancellable, &local_error))
    if ((!atlas_import_batch_has_room (self->batch, piece.length) &&
         !change_batch (self, atlas_piece_reader_get_n_read (reader), error)) ||
        !read_foreign_piece (self, &piece, error))
      return FALSE;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  self->n_bytes_before = get_position (self, atlas_piece_reader_get_n_read (reader));
  self->batch->n_bytes = self->n_bytes_before;
  self->batch->file_ends = TRUE;
  return TRUE;
}

static gboolean
read_share (AtlasImportSource *self, GInputStream *stream, GError **error)
{
  g_autoptr (AtlasJsonSplitter) splitter = atlas_json_splitter_new (stream, self->form);
  g_autoptr (GError) local_error = NULL;
  AtlasJsonPiece piece;

  while (atlas_json_splitter_next (splitter, &piece, self->cancellable, &local_error))
    {
      if (!atlas_import_batch_has_room (self->batch, piece.length) &&
          !change_batch (self, atlas_json_splitter_get_n_read (splitter), error))
        return FALSE;
      if (!read_piece (self, &piece, atlas_json_splitter_get_form (splitter), FALSE, error))
        return FALSE;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  self->n_bytes_before = get_position (self, atlas_json_splitter_get_n_read (splitter));
  self->batch->n_bytes = self->n_bytes_before;
  self->batch->file_ends = TRUE;
  copy_header (&self->batch->header, atlas_json_splitter_get_header (splitter));
  return TRUE;
}

/* What a person has said of this file's table holds for it alone. */
static gboolean
read_file (AtlasImportSource *self, AtlasImportFile *file, GError **error)
{
  const AtlasImportTableOptions *options = file->options != NULL ? file->options : self->options;
  g_auto (AtlasImportOpened) opened = { 0 };
  gboolean done =
    atlas_import_open (file, self->form, self->pieces, options, &opened, self->cancellable, error);

  self->decrypted = opened.decrypted;
  done = done && (opened.rows != NULL     ? read_table (self, opened.rows, file->name, options, error)
                  : opened.pieces != NULL ? read_foreign (self, opened.pieces, error)
                                          : read_share (self, opened.share, error));
  done = atlas_import_opened_finish (&opened, self->cancellable, error) && done;
  self->decrypted = NULL;
  if (!done && error != NULL && *error != NULL && !g_error_matches (*error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_prefix_error (error, "%s: ", file->name);
  return done;
}

static gpointer
read_all (gpointer data)
{
  AtlasImportSource *self = data;
  GError *failure = NULL;

  take_empty_batch (self);
  for (self->file = 0; self->file < self->files->len; self->file++)
    {
      self->batch->file = self->file;
      if (!read_file (self, g_ptr_array_index (self->files, self->file), &failure))
        break;
      give_batch (self);
      take_empty_batch (self);
    }
  self->batch->finished = TRUE;
  self->batch->failure = failure;
  give_batch (self);
  return NULL;
}

/* --- whoever writes
 * ------------------------------------------------------------------------------------------ */

AtlasImportSource *
atlas_import_source_new (GPtrArray *files,
                         AtlasShareForm form,
                         AtlasPieceFormat pieces,
                         const AtlasImportTableOptions *options,
                         GCancellable *cancellable)
{
  AtlasImportSource *self = g_new0 (AtlasImportSource, 1);

  self->files = files;
  self->form = form;
  self->pieces = pieces;
  self->options = options;
  self->tables = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_import_table_free);
  g_set_object (&self->cancellable, cancellable);
  self->reader = atlas_record_reader_new ();
  self->empty = g_async_queue_new_full ((GDestroyNotify) atlas_import_batch_free);
  self->full = g_async_queue_new_full ((GDestroyNotify) atlas_import_batch_free);
  for (guint i = 0; i < N_BATCHES; i++)
    g_async_queue_push (self->empty, atlas_import_batch_new ());
  self->thread = g_thread_new ("import", read_all, self);
  return self;
}

AtlasImportBatch *
atlas_import_source_next (AtlasImportSource *self)
{
  g_return_val_if_fail (self != NULL && !self->finished, NULL);

  if (self->taken != NULL)
    g_async_queue_push (self->empty, self->taken);
  self->taken = g_async_queue_pop (self->full);
  self->finished = self->taken->finished;
  return self->taken;
}

GPtrArray *
atlas_import_source_steal_tables (AtlasImportSource *self)
{
  g_return_val_if_fail (self != NULL && self->finished, NULL);

  return g_steal_pointer (&self->tables);
}

void
atlas_import_source_free (AtlasImportSource *self)
{
  if (self == NULL)
    return;
  g_atomic_int_set (&self->stop, TRUE);
  while (!self->finished)
    atlas_import_source_next (self);
  g_thread_join (self->thread);

  g_clear_pointer (&self->taken, atlas_import_batch_free);
  g_async_queue_unref (self->empty);
  g_async_queue_unref (self->full);
  atlas_record_reader_free (self->reader);
  g_clear_pointer (&self->tables, g_ptr_array_unref);
  g_clear_object (&self->cancellable);
  g_free (self);
}
