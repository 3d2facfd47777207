/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV. */
#include "atlas-export-private.h"

#include <string.h>

#include "atlas-csv-writer.h"

/* @separator: between cells
 * @comma: the decimal sign is a comma */
typedef struct
{
  char separator;
  gboolean comma;
  gboolean with_extra;
} Table;

/* The cell of a number with a decimal comma. A cell with a comma in it does not need quotes here, since a
 * semicolon separates. */
static void
append_value (AtlasExportRun *self, const Table *table, const AtlasField *field, const AtlasValue *value)
{
  gsize before = self->text->len;
  char *point;

  atlas_csv_append_value (self->text, field, value);
  if (!table->comma || value->type != ATLAS_VALUE_REAL)
    return;
  point = strchr (self->text->str + before, '.');
  if (point != NULL)
    *point = ',';
}

static void
end_row (AtlasExportRun *self, const Table *table, const char *mark)
{
  if (self->synthetic)
    {
      g_string_append_c (self->text, table->separator);
      g_string_append (self->text, mark);
    }
  g_string_append (self->text, ATLAS_CSV_LINE_END);
}

static gboolean
append_row (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  const Table *table = data;
  const AtlasKind *kind = atlas_record_get_kind (record);
  const AtlasValue *values = atlas_record_get_values (record);
  const AtlasValue *extra = &values[kind->n_fields];
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (record), id);
  g_string_append_len (self->text, id, sizeof id - 1);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_string_append_c (self->text, table->separator);
      append_value (self, table, &kind->fields[i], &values[i]);
    }
  if (table->with_extra)
    {
      g_string_append_c (self->text, table->separator);
      if (extra->type == ATLAS_VALUE_TEXT)
        atlas_csv_append_text (self->text, extra->text, extra->length);
    }
  end_row (self, table, "true");
  return TRUE;
}

static gboolean
write_table (AtlasExportRun *self, Table *table, gboolean marked, GError **error)
{
  const AtlasKind *kind = atlas_query_get_kind (self->queries[0]);

  if (!atlas_export_rows_have_extra (self->rows, self->queries[0], &table->with_extra, error))
    return FALSE;

  g_string_append (self->text, marked ? ATLAS_CSV_MARK "id" : "id");
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_string_append_c (self->text, table->separator);
      g_string_append (self->text, kind->fields[i].key);
    }
  if (table->with_extra)
    {
      g_string_append_c (self->text, table->separator);
      g_string_append (self->text, "extra");
    }
  end_row (self, table, "synthetic");
  return atlas_export_run_write_records (self, 0, append_row, table, error);
}

gboolean
atlas_export_write_table (AtlasExportRun *self, GError **error)
{
  Table table = { .separator = ',' };

  return write_table (self, &table, self->excel, error);
}

gboolean
atlas_export_write_french_table (AtlasExportRun *self, GError **error)
{
  Table table = { .separator = ';', .comma = TRUE };

  return write_table (self, &table, TRUE, error);
}
