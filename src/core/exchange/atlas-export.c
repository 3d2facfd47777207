/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export.h"

#include <string.h>

#include "atlas-csv-writer.h"
#include "atlas-date.h"
#include "atlas-export-log.h"
#include "atlas-export-rows.h"
#include "atlas-i18n.h"
#include "atlas-json-scanner.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"
#include "atlas-output.h"
#include "atlas-share-format.h"
#include "atlas-share-writer.h"

G_DEFINE_QUARK (atlas_export_error, atlas_export_error)

/* An export on its way. */
typedef struct
{
  AtlasRegister *source;
  AtlasQuery *const *queries;
  gboolean excel;
  gboolean synthetic;
  AtlasExportRows *rows;
  AtlasOutput *output;
  GString *text; /* the output's buffer */
  GCancellable *cancellable;
  gint64 *counts; /* records written, of each query */
} Export;

/* Calls @append for each record of the query number @index. */
static gboolean
write_records (Export *self,
               guint index,
               void (*append) (Export *self, AtlasRecord *record, gboolean first),
               GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 before = atlas_export_rows_get_n (self->rows);
  AtlasRecord *record;

  if (!atlas_export_rows_begin (self->rows, self->queries[index], error))
    return FALSE;
  while ((record = atlas_export_rows_next (self->rows, &failure)) != NULL)
    {
      append (self, record, atlas_export_rows_get_n (self->rows) == before + 1);
      if (!atlas_output_drain (self->output, self->cancellable, error))
        return FALSE;
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  self->counts[index] = atlas_export_rows_get_n (self->rows) - before;
  return TRUE;
}

/* The share document. */

/* Keys of a share file that we write ourselves. */
static gboolean
is_own_key (const char *key, gsize length)
{
  static const char *const keys[] = { "format", "version", "exported", "office", "synthetic" };

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (strlen (keys[i]) == length && memcmp (keys[i], key, length) == 0)
      return TRUE;
  for (const AtlasKind *const *kind = atlas_kinds (); *kind != NULL; kind++)
    if (strlen ((*kind)->plural) == length && memcmp ((*kind)->plural, key, length) == 0)
      return TRUE;
  return FALSE;
}

/* What imported files held beside the kinds that we know. */
static void
append_unknown_keys (Export *self)
{
  g_autofree char *json =
    atlas_store_dup_setting (atlas_register_get_store (self->source), ATLAS_SHARE_SETTING_EXTRA);
  g_autoptr (AtlasJsonScanner) scanner = NULL;

  if (json == NULL)
    return;
  scanner = atlas_json_scanner_new (json, strlen (json));
  if (atlas_json_scanner_next (scanner, NULL) != ATLAS_JSON_OBJECT_START)
    return;
  while (atlas_json_scanner_next (scanner, NULL) == ATLAS_JSON_KEY)
    {
      gsize before = self->text->len, length;
      const char *key = atlas_json_scanner_get_text (scanner, &length);
      gboolean own = is_own_key (key, length);

      g_string_append (self->text, ",\n");
      atlas_json_append_string (self->text, key, (gssize) length);
      g_string_append_c (self->text, ':');
      if (!atlas_json_append_value (self->text, scanner, NULL))
        {
          g_string_truncate (self->text, before);
          return;
        }
      if (own)
        g_string_truncate (self->text, before);
    }
}

static gboolean
append_header (Export *self, GError **error)
{
  char now[ATLAS_DATE_TEXT_SIZE], office_id[ATLAS_UUID_TEXT_SIZE];
  g_autofree char *office_name = NULL;
  AtlasUuid office;

  if (!atlas_register_get_office (self->source, &office, &office_name, error))
    return FALSE;
  atlas_timestamp_now (now);
  atlas_uuid_format (&office, office_id);
  g_string_append_printf (self->text,
                          "{\"format\":\"%s\",\"version\":%d,\"exported\":\"%s\",\n\"office\":{\"id\":\"%s\"",
                          ATLAS_SHARE_FORMAT, ATLAS_SHARE_VERSION, now, office_id);
  if (office_name != NULL && *office_name != '\0')
    {
      g_string_append (self->text, ",\"name\":");
      atlas_json_append_string (self->text, office_name, -1);
    }
  g_string_append (self->text, self->synthetic ? "},\n\"synthetic\":true" : "}");
  return TRUE;
}

static void
append_element (Export *self, AtlasRecord *record, gboolean first)
{
  g_string_append (self->text, first ? "\n" : ",\n");
  atlas_share_append_record (self->text, record);
}

static gboolean
write_document (Export *self, GError **error)
{
  if (!append_header (self, error))
    return FALSE;
  for (guint i = 0; self->queries[i] != NULL; i++)
    {
      g_string_append_printf (self->text, ",\n\"%s\":[", atlas_query_get_kind (self->queries[i])->plural);
      if (!write_records (self, i, append_element, error))
        return FALSE;
      g_string_append (self->text, "\n]");
    }
  append_unknown_keys (self);
  g_string_append (self->text, "}\n");
  return TRUE;
}

/* Lines. */

static void
append_line (Export *self, AtlasRecord *record, gboolean first)
{
  atlas_share_append_line (self->text, record, self->synthetic);
}

static gboolean
write_lines (Export *self, GError **error)
{
  for (guint i = 0; self->queries[i] != NULL; i++)
    if (!write_records (self, i, append_line, error))
      return FALSE;
  return TRUE;
}

/* A table. */

static void
append_row_end (Export *self, const char *mark)
{
  if (self->synthetic)
    {
      g_string_append_c (self->text, ',');
      g_string_append (self->text, mark);
    }
  g_string_append (self->text, ATLAS_CSV_LINE_END);
}

static void
append_row (Export *self, AtlasRecord *record, gboolean first)
{
  const AtlasKind *kind = atlas_record_get_kind (record);
  const AtlasValue *values = atlas_record_get_values (record);
  char id[ATLAS_UUID_TEXT_SIZE];

  atlas_uuid_format (atlas_record_get_uuid (record), id);
  g_string_append_len (self->text, id, sizeof id - 1);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_string_append_c (self->text, ',');
      atlas_csv_append_value (self->text, &kind->fields[i], &values[i]);
    }
}

static void
append_plain_row (Export *self, AtlasRecord *record, gboolean first)
{
  append_row (self, record, first);
  append_row_end (self, "true");
}

static void
append_row_with_extra (Export *self, AtlasRecord *record, gboolean first)
{
  const AtlasValue *extra = &atlas_record_get_values (record)[atlas_record_get_kind (record)->n_fields];

  append_row (self, record, first);
  g_string_append_c (self->text, ',');
  if (extra->type == ATLAS_VALUE_TEXT)
    atlas_csv_append_text (self->text, extra->text, extra->length);
  append_row_end (self, "true");
}

static gboolean
write_table (Export *self, GError **error)
{
  const AtlasKind *kind = atlas_query_get_kind (self->queries[0]);
  gboolean have_extra;

  if (self->queries[1] != NULL)
    {
      g_set_error_literal (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT,
                           _ ("A CSV file holds one kind of record: export people and events one after the "
                              "other, or choose another format."));
      return FALSE;
    }
  if (!atlas_export_rows_have_extra (self->rows, self->queries[0], &have_extra, error))
    return FALSE;

  g_string_append (self->text, self->excel ? ATLAS_CSV_MARK "id" : "id");
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_string_append_c (self->text, ',');
      g_string_append (self->text, kind->fields[i].key);
    }
  if (have_extra)
    g_string_append (self->text, ",extra");
  append_row_end (self, "synthetic");
  return write_records (self, 0, have_extra ? append_row_with_extra : append_plain_row, error);
}

/* What all formats have in common. */

typedef struct
{
  const char *name;
  gboolean (*write) (Export *self, GError **error);
} Format;

static const Format formats[] = {
  { "json", write_document },
  { "ndjson", write_lines },
  { "csv", write_table },
};

const char *const *
atlas_export_list_formats (void)
{
  static const char *const names[] = { "json", "ndjson", "csv", NULL };

  G_STATIC_ASSERT (G_N_ELEMENTS (names) == G_N_ELEMENTS (formats) + 1);
  return names;
}

static const Format *
find_format (const char *name, GError **error)
{
  g_autofree char *known = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (strcmp (formats[i].name, name) == 0)
      return &formats[i];
  known = g_strjoinv (", ", (char **) atlas_export_list_formats ());
  g_set_error (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT,
               _ ("There is no format “%s”; there are: %s"), name, known);
  return NULL;
}

static char *
make_label (Export *self, gint64 n)
{
  g_autofree char *number = atlas_number_format (n);
  const AtlasKind *kind = self->queries[1] != NULL ? NULL : atlas_query_get_kind (self->queries[0]);

  if (kind == &atlas_kind_event)
    return g_strdup_printf (ngettext ("Export of %s event", "Export of %s events", (gulong) n), number);
  if (kind == &atlas_kind_member)
    return g_strdup_printf (ngettext ("Export of %s person", "Export of %s people", (gulong) n), number);
  return g_strdup_printf (ngettext ("Export of %s record", "Export of %s records", (gulong) n), number);
}

/* Without the closing brace, as atlas_export_conclude() wants it. */
static GString *
make_details (Export *self, const Format *format)
{
  GString *details = g_string_new ("{\"act\":\"export\"");

  g_string_append_printf (details, ",\"format\":\"%s\",\"kinds\":[", format->name);
  for (guint i = 0; self->queries[i] != NULL; i++)
    {
      g_string_append_printf (details, "%s{\"kind\":\"%s\",\"query\":", i > 0 ? "," : "",
                              atlas_query_get_kind (self->queries[i])->name);
      atlas_json_append_string (details, atlas_query_get_text (self->queries[i]), -1);
      g_string_append_printf (details, ",\"count\":%" G_GINT64_FORMAT "}", self->counts[i]);
    }
  g_string_append_c (details, ']');
  return details;
}

/* Everything but the log, while a reader of the database is taken up. */
static gboolean
write_all (Export *self, const Format *format, AtlasProgressFunc progress, gpointer user_data, GError **error)
{
  g_autoptr (AtlasExportRows) rows = atlas_export_rows_new (self->source, self->cancellable, error);

  if (rows == NULL || !atlas_export_rows_set_progress (rows, self->queries, progress, user_data, error))
    return FALSE;
  self->rows = rows;
  return format->write (self, error);
}

static guint
count_queries (AtlasQuery *const *queries)
{
  guint n = 0;

  while (queries[n] != NULL)
    n++;
  return n;
}

static gboolean
export_to (AtlasRegister *source,
           AtlasQuery *const *queries,
           const Format *format,
           gboolean excel,
           AtlasOutput *output,
           AtlasProgressFunc progress,
           gpointer user_data,
           GCancellable *cancellable,
           gint64 *n_written,
           GError **error)
{
  g_autofree gint64 *counts = g_new0 (gint64, count_queries (queries));
  g_autoptr (GString) details = NULL;
  g_autofree char *label = NULL;
  gint64 n = 0;
  Export self = {
    .source = source,
    .queries = queries,
    .excel = excel,
    .synthetic = atlas_register_is_synthetic (source),
    .output = output,
    .text = atlas_output_get_buffer (output),
    .cancellable = cancellable,
    .counts = counts,
  };

  if (!write_all (&self, format, progress, user_data, error))
    return FALSE;
  for (guint i = 0; queries[i] != NULL; i++)
    n += counts[i];
  label = make_label (&self, n);
  details = make_details (&self, format);
  if (!atlas_export_conclude (source, output, label, details, cancellable, error))
    return FALSE;
  if (n_written != NULL)
    *n_written = n;
  return TRUE;
}

gboolean
atlas_export_write (AtlasRegister *self,
                    AtlasQuery *const *queries,
                    const char *format,
                    gboolean excel,
                    GOutputStream *stream,
                    AtlasProgressFunc progress,
                    gpointer user_data,
                    GCancellable *cancellable,
                    gint64 *n_written,
                    GError **error)
{
  g_autoptr (AtlasOutput) output = NULL;
  const Format *found;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (queries != NULL && queries[0] != NULL, FALSE);
  g_return_val_if_fail (format != NULL, FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  found = find_format (format, error);
  if (found == NULL)
    return FALSE;
  output = atlas_output_new (stream);
  return export_to (self, queries, found, excel, output, progress, user_data, cancellable, n_written, error);
}

gboolean
atlas_export_write_file (AtlasRegister *self,
                         AtlasQuery *const *queries,
                         const char *format,
                         gboolean excel,
                         GFile *file,
                         AtlasProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         gint64 *n_written,
                         GError **error)
{
  g_autoptr (AtlasOutput) output = NULL;
  const Format *found;

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (queries != NULL && queries[0] != NULL, FALSE);
  g_return_val_if_fail (format != NULL, FALSE);
  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  found = find_format (format, error);
  if (found == NULL)
    return FALSE;
  output = atlas_output_new_for_file (file, cancellable, error);
  return output != NULL &&
         export_to (self, queries, found, excel, output, progress, user_data, cancellable, n_written, error);
}
