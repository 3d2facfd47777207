/* SPDX-License-Identifier: GPL-3.0-or-later */
/* CSV. */
#include "atlas-export-private.h"

#include <string.h>

#include "atlas-contact-row.h"
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

static void
append_id (GString *out, AtlasRecord *record)
{
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (record), id);
  g_string_append_len (out, id, sizeof id - 1);
}

static gboolean
append_row (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  const Table *table = data;
  const AtlasKind *kind = atlas_record_get_kind (record);
  const AtlasValue *extra = &atlas_record_get_values (record)[kind->n_fields];

  for (guint i = 0; i < self->columns->len; i++)
    {
      const AtlasField *field = g_ptr_array_index (self->columns, i);

      if (i > 0)
        g_string_append_c (self->text, table->separator);
      if (field == ATLAS_EXPORT_ID)
        append_id (self->text, record);
      else
        append_value (self, table, field, atlas_record_get_value (record, field));
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
  if (!atlas_export_run_have_extra (self, &table->with_extra, error))
    return FALSE;

  if (marked)
    g_string_append (self->text, ATLAS_CSV_MARK);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AtlasField *field = g_ptr_array_index (self->columns, i);

      if (i > 0)
        g_string_append_c (self->text, table->separator);
      g_string_append (self->text, field == ATLAS_EXPORT_ID ? "id" : field->key);
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

  return write_table (self, &table, self->order->excel, error);
}

gboolean
atlas_export_write_excel_table (AtlasExportRun *self, GError **error)
{
  Table table = { .separator = ',' };

  return write_table (self, &table, TRUE, error);
}

gboolean
atlas_export_write_french_table (AtlasExportRun *self, GError **error)
{
  Table table = { .separator = ';', .comma = TRUE };

  return write_table (self, &table, TRUE, error);
}

static gboolean
append_mailing_row (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  atlas_contact_append_row (self->text, record, self->order->terms.channel, self->synthetic);
  return TRUE;
}

gboolean
atlas_export_write_mailing (AtlasExportRun *self, GError **error)
{
  atlas_contact_append_headings (self->text, self->order->terms.channel, self->synthetic, self->order->excel);
  return atlas_export_run_write_records (self, 0, append_mailing_row, NULL, error);
}
