/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-row-reader.h"

G_DEFINE_ABSTRACT_TYPE (AtlasRowReader, atlas_row_reader, G_TYPE_OBJECT)

static void
atlas_row_reader_class_init (AtlasRowReaderClass *klass)
{
  klass->n_headings = -1;
}

static void
atlas_row_reader_init (AtlasRowReader *self)
{
}

gboolean
atlas_row_reader_next (AtlasRowReader *self, AtlasRow *row, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (ATLAS_IS_ROW_READER (self), FALSE);
  g_return_val_if_fail (row != NULL, FALSE);

  *row = (AtlasRow){ 0 };
  return ATLAS_ROW_READER_GET_CLASS (self)->next (self, row, cancellable, error);
}

int
atlas_row_reader_get_n_headings (AtlasRowReader *self)
{
  g_return_val_if_fail (ATLAS_IS_ROW_READER (self), -1);

  return ATLAS_ROW_READER_GET_CLASS (self)->n_headings;
}

gint64
atlas_row_reader_get_position (AtlasRowReader *self)
{
  g_return_val_if_fail (ATLAS_IS_ROW_READER (self), 0);

  return ATLAS_ROW_READER_GET_CLASS (self)->get_position (self);
}

gboolean
atlas_row_is_empty (const AtlasRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    for (gsize j = 0; j < row->cells[i].length; j++)
      if (!g_ascii_isspace (row->cells[i].text[j]))
        return FALSE;
  return TRUE;
}
