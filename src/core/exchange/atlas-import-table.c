/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-import-table.h"

#include <string.h>

#include "atlas-csv-writer.h"
#include "atlas-i18n.h"
#include "atlas-import-prepare.h"
#include "atlas-import-stranger.h"
#include "atlas-vcard-reader.h"
#include "atlas-xlsx-reader.h"

struct _AtlasImportTableReader
{
  AtlasRowReader *rows;
  AtlasTableSample *sample; /* until it has been gone through */
  guint n_sampled;          /* rows of it given out */
  AtlasImportTable *table;
  AtlasMapping *mapping; /* the table's */
  AtlasRowRecords *records;
  gboolean keep_rows;

  AtlasRow row;
  gint64 number; /* of the record */
  GString *text; /* the row's cells, and behind them the row as a line */
  gsize n_cells; /* bytes of the cells */
  GArray *cells; /* of AtlasCell, in the batch */
};

void
atlas_import_table_options_free (AtlasImportTableOptions *self)
{
  atlas_mapping_free ((AtlasMapping *) self->mapping);
  g_free (self->sheet);
  g_free (self);
}

/* --- Whether a file is a table. */

static gboolean
has_suffix (const char *name, const char *const *suffixes)
{
  g_autofree char *lower = g_ascii_strdown (name, -1);

  for (guint i = 0; suffixes[i] != NULL; i++)
    if (g_str_has_suffix (lower, suffixes[i]))
      return TRUE;
  return FALSE;
}

/* A first line of text in which something separates. */
static gboolean
looks_like_table (const char *bytes, gsize length)
{
  gboolean separated = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (bytes[i] == '\n' || bytes[i] == '\r')
        return separated;
      if ((guchar) bytes[i] < ' ' && bytes[i] != '\t')
        return FALSE;
      separated |= strchr (",;\t|", bytes[i]) != NULL;
    }
  return separated;
}

gboolean
atlas_import_table_is_likely (const char *name, const char *bytes, gsize length)
{
  static const char *const tables[] = { ".csv", ".tsv", ".tab", ".txt", ".psv", NULL };
  static const char *const others[] = { ".json", ".ndjson", ".jsonl", ".geojson", NULL };
  static const char *const others_begin[] = { "{", "BEGIN:V" };
  gboolean named = has_suffix (name, tables);
  gsize at = length >= 3 && memcmp (bytes, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

  while (at < length && strchr (" \t\r\n", bytes[at]) != NULL && bytes[at] != '\0')
    at++;
  if (atlas_import_find_stranger (bytes, length, FALSE) != NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (others_begin); i++)
    {
      gsize n = strlen (others_begin[i]);

      if (length - at >= n && memcmp (bytes + at, others_begin[i], n) == 0)
        return FALSE;
    }
  if (at == length || has_suffix (name, others))
    return FALSE;
  if (named)
    return TRUE;
  if (length >= 2 && (memcmp (bytes, "\xff\xfe", 2) == 0 || memcmp (bytes, "\xfe\xff", 2) == 0))
    return TRUE;
  return bytes[at] != '[' && looks_like_table (bytes + at, length - at);
}

/* --- What it is made of. */

void
atlas_import_table_free (AtlasImportTable *self)
{
  if (self == NULL)
    return;
  g_free (self->file);
  atlas_mapping_free (self->mapping);
  g_free (self->headings);
  g_free (self->sheet);
  g_free (self);
}

char *
atlas_import_table_dup_unknown (const AtlasImportTable *self)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  /* Of address cards the columns are ours, and the last is for what they hold besides. */
  for (guint i = 0; i < self->mapping->n_columns && !self->cards; i++)
    if (self->mapping->columns[i].how == ATLAS_MAP_KEEP &&
        self->mapping->columns[i].reason == ATLAS_MAP_BY_NOTHING)
      g_string_append_printf (out, "%s%s", out->len > 0 ? ", " : "", self->mapping->columns[i].heading);
  return out->len > 0 ? g_strdup (out->str) : NULL;
}

static char *
list_headings (const AtlasMapping *mapping)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (guint i = 0; i < mapping->n_columns && i < 100; i++)
    g_string_append_printf (out, "%s“%s”", i > 0 ? ", " : "", mapping->columns[i].heading);
  return g_strdup (out->str);
}

/* "COLUMN=TARGET"; a heading may hold "=" itself, a target can't. */
static gboolean
apply_map (AtlasMapping *mapping, const char *map, GError **error)
{
  const char *equals = strrchr (map, '=');
  g_autofree char *heading = g_strndup (map, (gsize) (equals - map));
  int column = atlas_mapping_find_column (mapping, heading);

  if (column >= 0)
    return atlas_mapping_set_target (mapping, (guint) column, equals + 1, error);
  {
    g_autofree char *known = list_headings (mapping);

    g_set_error (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
                 _ ("there is no column “%s”; there are: %s"), heading, known);
  }
  return FALSE;
}

static AtlasMapping *
make_mapping (const AtlasTableSample *sample,
              int n_headings,
              const AtlasImportTableOptions *options,
              GError **error)
{
  g_autoptr (AtlasMapping) mapping =
    options->mapping != NULL ? atlas_mapping_copy (options->mapping)
                             : atlas_mapping_guess_below (options->kind, sample, options->store, n_headings);

  for (guint i = 0; options->maps != NULL && i < options->maps->len; i++)
    if (!apply_map (mapping, g_ptr_array_index (options->maps, i), error))
      return NULL;
  for (guint i = 0; options->day_order != ATLAS_DAY_ORDER_UNKNOWN && i < mapping->n_columns; i++)
    mapping->columns[i].day_order = options->day_order;
  if (!atlas_mapping_is_useful (mapping))
    {
      g_autofree char *known = list_headings (mapping);

      if (mapping->n_columns == 0)
        g_set_error_literal (error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT, _ ("the file is empty"));
      else
        g_set_error (
          error, ATLAS_IMPORT_ERROR, ATLAS_IMPORT_ERROR_FORMAT,
          _ ("this is a table, but none of its columns is understood: %s. Give them headings such as "
             "“Given name”, “E-mail” and “City”."),
          known);
      return NULL;
    }
  return g_steal_pointer (&mapping);
}

static void
append_line (GString *out, const AtlasRow *row)
{
  for (guint i = 0; i < row->n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      atlas_csv_append_text (out, row->cells[i].text, (gssize) row->cells[i].length);
    }
}

static char *
make_headings (const AtlasMapping *mapping)
{
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < mapping->n_columns; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      atlas_csv_append_text (out, mapping->columns[i].heading, -1);
    }
  return g_string_free (out, FALSE);
}

static void
note_sheet (AtlasImportTable *table, AtlasXlsxReader *rows)
{
  g_auto (GStrv) sheets = atlas_xlsx_reader_dup_sheets (rows);

  table->sheet = g_strdup (atlas_xlsx_reader_get_sheet (rows));
  table->n_sheets = g_strv_length (sheets);
}

AtlasImportTableReader *
atlas_import_table_reader_new (AtlasRowReader *rows,
                               const char *file,
                               const AtlasImportTableOptions *options,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autoptr (AtlasTableSample) sample = atlas_table_sample_new (rows, cancellable, error);
  g_autoptr (AtlasMapping) mapping =
    sample != NULL ? make_mapping (sample, atlas_row_reader_get_n_headings (rows), options, error) : NULL;
  AtlasImportTableReader *self;

  if (mapping == NULL)
    return NULL;
  self = g_new0 (AtlasImportTableReader, 1);
  self->rows = g_object_ref (rows);
  self->sample = g_steal_pointer (&sample);
  self->n_sampled = mapping->n_headings;
  self->table = g_new0 (AtlasImportTable, 1);
  self->table->file = g_strdup (file);
  self->table->headings = make_headings (mapping);
  self->table->cards = ATLAS_IS_VCARD_READER (rows);
  if (ATLAS_IS_XLSX_READER (rows) && options->sheet == NULL)
    note_sheet (self->table, ATLAS_XLSX_READER (rows));
  self->mapping = self->table->mapping = g_steal_pointer (&mapping);
  self->records = atlas_row_records_new (self->mapping);
  self->keep_rows = options->keep_rows;
  self->text = g_string_new (NULL);
  self->cells = g_array_new (FALSE, FALSE, sizeof (AtlasCell));
  return self;
}

void
atlas_import_table_reader_free (AtlasImportTableReader *self)
{
  if (self == NULL)
    return;
  atlas_row_records_free (self->records);
  atlas_import_table_free (self->table);
  g_clear_pointer (&self->sample, atlas_table_sample_free);
  g_object_unref (self->rows);
  g_string_free (self->text, TRUE);
  g_array_unref (self->cells);
  g_free (self);
}

AtlasImportTable *
atlas_import_table_reader_get_table (AtlasImportTableReader *self)
{
  return self->table;
}

AtlasImportTable *
atlas_import_table_reader_steal_table (AtlasImportTableReader *self)
{
  AtlasRowReader *rows = self->rows;

  if (ATLAS_IS_CSV_READER (rows))
    {
      self->table->dialect = *atlas_csv_reader_get_dialect (ATLAS_CSV_READER (rows));
      self->table->n_mended = atlas_csv_reader_get_n_mended (ATLAS_CSV_READER (rows));
    }
  /* Whoever takes the table takes the mapping by which the rest is read. */
  g_clear_pointer (&self->records, atlas_row_records_free);
  return g_steal_pointer (&self->table);
}

static gboolean
take_row (AtlasImportTableReader *self, GCancellable *cancellable, GError **error)
{
  if (self->sample != NULL && self->n_sampled < atlas_table_sample_get_n_rows (self->sample))
    {
      self->row = *atlas_table_sample_get_row (self->sample, self->n_sampled++);
      return TRUE;
    }
  g_clear_pointer (&self->sample, atlas_table_sample_free);
  return atlas_row_reader_next (self->rows, &self->row, cancellable, error);
}

/* At once: appended by one, forty cells of a row cost more than to look at them. */
static void
join_cells (AtlasImportTableReader *self)
{
  char *to;

  self->n_cells = 0;
  for (guint i = 0; i < self->row.n_cells; i++)
    self->n_cells += self->row.cells[i].length;
  g_string_set_size (self->text, self->n_cells);
  to = self->text->str;
  for (guint i = 0; i < self->row.n_cells; i++)
    {
      if (self->row.cells[i].length > 0)
        memcpy (to, self->row.cells[i].text, self->row.cells[i].length);
      to += self->row.cells[i].length;
    }
}

gboolean
atlas_import_table_reader_next (AtlasImportTableReader *self, GCancellable *cancellable, GError **error)
{
  do
    if (!take_row (self, cancellable, error))
      return FALSE;
  while (self->row.reason == NULL && atlas_row_is_empty (&self->row));

  self->number++;
  join_cells (self);
  if (self->keep_rows)
    append_line (self->text, &self->row);
  return TRUE;
}

gsize
atlas_import_table_reader_get_size (AtlasImportTableReader *self)
{
  return self->text->len;
}

static GPtrArray *
copy_remarks (AtlasImportTableReader *self)
{
  GPtrArray *remarks = atlas_row_records_get_remarks (self->records);
  GPtrArray *copies;

  if (remarks->len == 0)
    return NULL;
  copies = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_import_remark_free);
  for (guint i = 0; i < remarks->len; i++)
    {
      const AtlasRowRemark *remark = g_ptr_array_index (remarks, i);
      AtlasImportRemark *copy = g_new0 (AtlasImportRemark, 1);

      copy->heading = g_strdup (self->mapping->columns[remark->column].heading);
      copy->reason = g_strdup (remark->reason);
      g_ptr_array_add (copies, copy);
    }
  return copies;
}

AtlasImportEntry *
atlas_import_table_reader_read (AtlasImportTableReader *self, AtlasImportBatch *batch)
{
  const char *text = atlas_import_batch_copy (batch, self->text->str, self->text->len);
  AtlasImportEntry *entry = atlas_import_batch_add (batch, self->mapping->kind, self->number, self->row.line);
  AtlasRow row = { .n_cells = self->row.n_cells, .line = self->row.line, .literal = self->row.literal };
  AtlasRecordFault fault = { 0 };
  g_autoptr (GError) reason = NULL;
  const char *at = text;

  g_array_set_size (self->cells, row.n_cells);
  for (guint i = 0; i < row.n_cells; i++)
    {
      g_array_index (self->cells, AtlasCell, i) = (AtlasCell){ at, self->row.cells[i].length };
      at += self->row.cells[i].length;
    }
  row.cells = (const AtlasCell *) (gconstpointer) self->cells->data;
  if (self->keep_rows)
    {
      entry->row = text + self->n_cells;
      entry->row_length = self->text->len - self->n_cells;
      entry->n_cells = row.n_cells;
    }

  if (self->row.reason != NULL)
    {
      entry->refused = TRUE;
      entry->field = g_strdup (self->row.field);
      entry->reason = g_strdup (self->row.reason);
    }
  else if (atlas_row_records_read (self->records, &row, entry->record, &fault, &reason) &&
           atlas_import_check (entry->record, &fault, &reason))
    {
      entry->remarks = copy_remarks (self);
      entry->said.had_id = !atlas_uuid_is_nil (atlas_record_get_uuid (entry->record));
      entry->said.had_position = atlas_import_prepare (entry->record);
      entry->said.is_row = TRUE;
      entry->said.named = atlas_row_records_get_named (self->records, &entry->said.whole);
      entry->said.withdrawals = atlas_row_records_get_withdrawals (self->records);
      batch->header.synthetic |= atlas_row_records_get_synthetic (self->records);
      atlas_import_entry_prepare (entry);
    }
  else
    {
      entry->refused = TRUE;
      entry->field = fault.field;
      entry->reason = g_strdup (reason->message);
    }
  return entry;
}

gint64
atlas_import_table_reader_get_position (AtlasImportTableReader *self)
{
  return atlas_row_reader_get_position (self->rows);
}
