/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "atlas-mapping.h"

#define MAX_BYTES (4 * 1024 * 1024)

struct _AtlasTableSample
{
  GPtrArray *rows; /* of AtlasRow, cells and texts in one block */
};

static AtlasRow *
copy_row (const AtlasRow *row, gsize *n_bytes)
{
  gsize head = sizeof (AtlasRow) + row->n_cells * sizeof (AtlasCell);
  const char *words[] = { row->field, row->reason };
  AtlasRow *copy;
  AtlasCell *cells;
  char *text;

  *n_bytes = head;
  for (guint i = 0; i < row->n_cells; i++)
    *n_bytes += row->cells[i].length;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    *n_bytes += words[i] != NULL ? strlen (words[i]) + 1 : 0;
  copy = g_malloc (*n_bytes);
  cells = (AtlasCell *) (gpointer) (copy + 1);
  text = (char *) (cells + row->n_cells);
  for (guint i = 0; i < row->n_cells; i++)
    {
      cells[i] = (AtlasCell){ text, row->cells[i].length };
      memcpy (text, row->cells[i].text, row->cells[i].length);
      text += row->cells[i].length;
    }
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL)
      {
        words[i] = strcpy (text, words[i]);
        text += strlen (text) + 1;
      }
  *copy = (AtlasRow){ cells, row->n_cells, row->line, row->literal, words[0], words[1] };
  return copy;
}

AtlasTableSample *
atlas_table_sample_new (AtlasRowReader *reader, GCancellable *cancellable, GError **error)
{
  g_autoptr (AtlasTableSample) self = g_new0 (AtlasTableSample, 1);
  g_autoptr (GError) local_error = NULL;
  gsize n_bytes = 0;
  AtlasRow row;

  g_return_val_if_fail (ATLAS_IS_ROW_READER (reader), NULL);

  self->rows = g_ptr_array_new_with_free_func (g_free);
  while (self->rows->len < ATLAS_TABLE_SAMPLE_ROWS && n_bytes < MAX_BYTES &&
         atlas_row_reader_next (reader, &row, cancellable, &local_error))
    {
      gsize n;

      g_ptr_array_add (self->rows, copy_row (&row, &n));
      n_bytes += n;
    }
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
atlas_table_sample_free (AtlasTableSample *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_free (self);
}

guint
atlas_table_sample_get_n_rows (const AtlasTableSample *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->rows->len;
}

const AtlasRow *
atlas_table_sample_get_row (const AtlasTableSample *self, guint index)
{
  g_return_val_if_fail (self != NULL && index < self->rows->len, NULL);

  return g_ptr_array_index (self->rows, index);
}
