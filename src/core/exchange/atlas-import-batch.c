/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-batch.h"

#include <string.h>

#define TEXT_SIZE (256 * 1024)

void
atlas_import_remark_free (AtlasImportRemark *self)
{
  g_free (self->heading);
  g_free (self->reason);
  g_free (self);
}

AtlasImportBatch *
atlas_import_batch_new (void)
{
  AtlasImportBatch *self = g_new0 (AtlasImportBatch, 1);

  self->size = TEXT_SIZE;
  self->text = g_malloc (self->size);
  return self;
}

void
atlas_import_batch_clear (AtlasImportBatch *self)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->n_entries; i++)
    {
      g_clear_pointer (&self->entries[i].field, g_free);
      g_clear_pointer (&self->entries[i].reason, g_free);
      g_clear_pointer (&self->entries[i].remarks, g_ptr_array_unref);
    }
  self->n_entries = 0;
  self->used = 0;
  self->table = NULL;
  self->file_ends = self->finished = FALSE;
  atlas_share_header_clear (&self->header);
  g_clear_error (&self->failure);
}

void
atlas_import_batch_free (AtlasImportBatch *self)
{
  if (self == NULL)
    return;
  atlas_import_batch_clear (self);
  for (guint i = 0; i < ATLAS_IMPORT_BATCH_SIZE; i++)
    {
      g_clear_pointer (&self->entries[i].record, atlas_record_unref);
      g_free (self->entries[i].prepared);
    }
  g_free (self->text);
  g_free (self);
}

gboolean
atlas_import_batch_has_room (AtlasImportBatch *self, gsize length)
{
  return self->n_entries == 0 ||
         (self->n_entries < ATLAS_IMPORT_BATCH_SIZE && length <= self->size - self->used);
}

const char *
atlas_import_batch_copy (AtlasImportBatch *self, const char *text, gsize length)
{
  char *copy;

  g_assert (atlas_import_batch_has_room (self, length));

  if (length > self->size - self->used)
    {
      g_assert (self->used == 0);
      g_free (self->text);
      self->size = length;
      self->text = g_malloc (self->size);
    }
  copy = self->text + self->used;
  memcpy (copy, text, length);
  self->used += length;
  return copy;
}

AtlasImportEntry *
atlas_import_batch_add (AtlasImportBatch *self, const AtlasKind *kind, gint64 number, gint64 line)
{
  AtlasImportEntry *entry = &self->entries[self->n_entries++];

  g_assert (self->n_entries <= ATLAS_IMPORT_BATCH_SIZE);

  entry->number = number;
  entry->line = line;
  entry->refused = FALSE;
  entry->said = (AtlasImportSaid){ 0 };
  entry->row = NULL;
  if (kind == NULL)
    return entry;
  if (entry->record != NULL && atlas_record_get_kind (entry->record) == kind)
    atlas_record_reset (entry->record);
  else
    {
      g_clear_pointer (&entry->record, atlas_record_unref);
      g_clear_pointer (&entry->prepared, g_free);
      entry->record = atlas_record_new (kind);
    }
  return entry;
}

void
atlas_import_entry_prepare (AtlasImportEntry *entry)
{
  const AtlasTable *table = atlas_kind_get_table (atlas_record_get_kind (entry->record));

  if (table->prepare == NULL)
    return;
  if (entry->prepared == NULL)
    entry->prepared = g_malloc (table->prepared_size);
  table->prepare (atlas_record_get_values (entry->record), entry->prepared);
  entry->said.prepared = entry->prepared;
}
