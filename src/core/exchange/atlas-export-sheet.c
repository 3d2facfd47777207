/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workbook with one sheet. */
#include "atlas-export-private.h"

#include <string.h>

#include "atlas-i18n.h"
#include "atlas-xlsx-writer.h"

/* In digits: enough for what mostly stands there, and for the heading. */
static double
get_width (const AtlasField *field)
{
  double content;

  switch (field->type)
    {
    case ATLAS_FIELD_LONG_TEXT:
      content = 40;
      break;
    case ATLAS_FIELD_DATE_TIME:
    case ATLAS_FIELD_TIMESTAMP:
      content = 26;
      break;
    case ATLAS_FIELD_TEXT:
    case ATLAS_FIELD_TEXT_LIST:
    case ATLAS_FIELD_CHOICE_LIST:
    case ATLAS_FIELD_ITEM_LIST:
      content = 22;
      break;
    default:
      content = 12;
    }
  /* The heading's filter takes two. */
  return MAX (content, (double) strlen (field->key) + 3);
}

static gboolean
add_value (AtlasXlsxWriter *writer, const AtlasField *field, const AtlasValue *value)
{
  switch ((AtlasValueType) value->type)
    {
    case ATLAS_VALUE_INTEGER:
      atlas_xlsx_writer_add_number (writer, (double) value->integer);
      return TRUE;
    case ATLAS_VALUE_REAL:
      atlas_xlsx_writer_add_number (writer, value->real);
      return TRUE;
    case ATLAS_VALUE_NULL:
      atlas_xlsx_writer_skip (writer);
      return TRUE;
    case ATLAS_VALUE_TEXT:
    default:
      break;
    }
  if (atlas_field_is_list (field))
    {
      g_autofree char *text = atlas_field_format (field, value);

      return atlas_xlsx_writer_add_text (writer, text, strlen (text));
    }
  if (field->type == ATLAS_FIELD_DATE)
    atlas_xlsx_writer_add_date (writer, value->text, value->length);
  else if (field->type == ATLAS_FIELD_DATE_TIME || field->type == ATLAS_FIELD_TIMESTAMP)
    atlas_xlsx_writer_add_time (writer, value->text, value->length);
  else
    return atlas_xlsx_writer_add_text (writer, value->text, value->length);
  return TRUE;
}

static void
add_id (AtlasXlsxWriter *writer, AtlasRecord *record)
{
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (record), id);
  atlas_xlsx_writer_add_text (writer, id, sizeof id - 1);
}

typedef struct
{
  AtlasXlsxWriter *writer;
  gboolean with_extra;
} Sheet;

static gboolean
append_row (AtlasExportRun *self, AtlasRecord *record, gboolean first, gpointer data, GError **error)
{
  const Sheet *sheet = data;
  const AtlasKind *kind = atlas_record_get_kind (record);
  const AtlasValue *extra = &atlas_record_get_values (record)[kind->n_fields];

  if (!atlas_xlsx_writer_begin_row (sheet->writer, error))
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AtlasField *field = g_ptr_array_index (self->columns, i);

      if (field == ATLAS_EXPORT_ID)
        add_id (sheet->writer, record);
      else
        self->n_shortened += !add_value (sheet->writer, field, atlas_record_get_value (record, field));
    }
  if (sheet->with_extra && extra->type == ATLAS_VALUE_TEXT)
    self->n_shortened += !atlas_xlsx_writer_add_text (sheet->writer, extra->text, extra->length);
  else if (sheet->with_extra)
    atlas_xlsx_writer_skip (sheet->writer);
  if (self->synthetic)
    atlas_xlsx_writer_add_boolean (sheet->writer, TRUE);
  return TRUE;
}

gboolean
atlas_export_write_sheet (AtlasExportRun *self, GError **error)
{
  const AtlasKind *kind = atlas_query_get_kind (self->order->queries[0]);
  g_autoptr (AtlasXlsxWriter) writer = NULL;
  Sheet sheet;

  if (!atlas_export_run_have_extra (self, &sheet.with_extra, error))
    return FALSE;
  writer = sheet.writer =
    atlas_xlsx_writer_new (_ (kind->plural_label), atlas_output_get_encryption (self->output) != NULL, error);
  if (writer == NULL)
    return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const AtlasField *field = g_ptr_array_index (self->columns, i);

      if (field == ATLAS_EXPORT_ID)
        atlas_xlsx_writer_add_column (writer, "id", 38);
      else
        atlas_xlsx_writer_add_column (writer, field->key, get_width (field));
    }
  if (sheet.with_extra)
    atlas_xlsx_writer_add_column (writer, "extra", 22);
  if (self->synthetic)
    atlas_xlsx_writer_add_column (writer, "synthetic", 12);
  return atlas_export_run_write_records (self, 0, append_row, &sheet, error) &&
         atlas_xlsx_writer_finish (writer, self->output, self->cancellable, error);
}
