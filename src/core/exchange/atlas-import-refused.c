/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-refused.h"

#include <string.h>

#include "atlas-csv-writer.h"
#include "atlas-import.h"
#include "atlas-output.h"

struct _AtlasImportRefused
{
  GFile *file;
  AtlasOutput *output; /* of the table that has that index among the files */
  guint index;
  GPtrArray *done; /* of AtlasOutput: of the tables before, to be published at the end */
};

AtlasImportRefused *
atlas_import_refused_new (GFile *file)
{
  AtlasImportRefused *self = g_new0 (AtlasImportRefused, 1);

  self->file = g_object_ref (file);
  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_output_free);
  return self;
}

void
atlas_import_refused_free (AtlasImportRefused *self)
{
  g_object_unref (self->file);
  g_clear_pointer (&self->output, atlas_output_free);
  g_ptr_array_unref (self->done);
  g_free (self);
}

/* "to-mend-2.csv", or a later number where that stands. */
static GFile *
number_file (GFile *file, guint n)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autoptr (GFile) folder = g_file_get_parent (file);
  const char *dot = strrchr (base, '.');
  int length = (int) (dot != NULL && dot != base ? (gsize) (dot - base) : strlen (base));

  for (;; n++)
    {
      g_autofree char *name = g_strdup_printf ("%.*s-%u%s", length, base, n, base + length);
      g_autoptr (GFile) numbered =
        folder != NULL ? g_file_get_child (folder, name) : g_file_new_for_path (name);

      if (!g_file_query_exists (numbered, NULL))
        return g_steal_pointer (&numbered);
    }
}

static gboolean
finish (AtlasImportRefused *self, GCancellable *cancellable, GError **error)
{
  if (self->output == NULL)
    return TRUE;
  if (!atlas_output_finish (self->output, cancellable, error))
    return FALSE;
  g_ptr_array_add (self->done, g_steal_pointer (&self->output));
  return TRUE;
}

static gboolean
begin (AtlasImportRefused *self,
       const AtlasImportTable *table,
       guint index,
       GCancellable *cancellable,
       GError **error)
{
  g_autoptr (GFile) numbered = NULL;

  if (self->output != NULL && self->index == index)
    return TRUE;
  if (!finish (self, cancellable, error))
    return FALSE;
  if (self->done->len > 0)
    numbered = number_file (self->file, self->done->len + 1);
  self->output = atlas_output_new_for_file (numbered != NULL ? numbered : self->file, cancellable, error);
  if (self->output == NULL)
    return FALSE;
  self->index = index;
  g_string_append_printf (atlas_output_get_buffer (self->output), ATLAS_CSV_MARK "%s,%s" ATLAS_CSV_LINE_END,
                          table->headings, ATLAS_REFUSED_HEADING);
  return TRUE;
}

gboolean
atlas_import_refused_add (AtlasImportRefused *self,
                          const AtlasImportBatch *batch,
                          const AtlasImportEntry *entry,
                          const char *field,
                          const char *reason,
                          GCancellable *cancellable,
                          GError **error)
{
  g_autofree char *words = field != NULL ? g_strdup_printf ("%s: %s", field, reason) : g_strdup (reason);
  GString *text;

  if (entry->row == NULL)
    return TRUE;
  if (!begin (self, batch->table, batch->file, cancellable, error))
    return FALSE;
  text = atlas_output_get_buffer (self->output);
  g_string_append_len (text, entry->row, (gssize) entry->row_length);
  /* A row may be shorter than its headings, and the reason is under its own. */
  for (guint i = entry->n_cells; i < batch->table->mapping->n_columns; i++)
    g_string_append_c (text, ',');
  g_string_append_c (text, ',');
  atlas_csv_append_text (text, words, -1);
  g_string_append (text, ATLAS_CSV_LINE_END);
  return atlas_output_drain (self->output, cancellable, error);
}

gboolean
atlas_import_refused_publish (AtlasImportRefused *self,
                              guint *n_files,
                              GCancellable *cancellable,
                              GError **error)
{
  if (!finish (self, cancellable, error))
    return FALSE;
  for (guint i = 0; i < self->done->len; i++)
    if (!atlas_output_publish (g_ptr_array_index (self->done, i), error))
      return FALSE;
  *n_files = self->done->len;
  return TRUE;
}
