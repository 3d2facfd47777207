/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export.h"

#include <string.h>

#include "atlas-export-log.h"
#include "atlas-export-private.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"

G_DEFINE_QUARK (atlas_export_error, atlas_export_error)

gboolean
atlas_export_run_write_records (
  AtlasExportRun *self, guint index, AtlasExportAppend append, gpointer data, GError **error)
{
  g_autoptr (GError) failure = NULL;
  gint64 n_before = atlas_export_rows_get_n (self->rows);
  gint64 n_left_out_before = self->n_left_out;
  AtlasRecord *record;

  if (!atlas_export_rows_begin (self->rows, self->queries[index], error))
    return FALSE;
  while ((record = atlas_export_rows_next (self->rows, &failure)) != NULL)
    if (!append (self, record, atlas_export_rows_get_n (self->rows) == n_before + 1, data, error) ||
        !atlas_output_drain (self->output, self->cancellable, error))
      return FALSE;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  self->counts[index] =
    atlas_export_rows_get_n (self->rows) - n_before - (self->n_left_out - n_left_out_before);
  return TRUE;
}

/* What a format takes. */
typedef enum
{
  TAKES_ALL,     /* several kinds together */
  TAKES_ONE,     /* one kind */
  TAKES_MEMBERS, /* people, by themselves */
  TAKES_EVENTS,
} Takes;

typedef struct
{
  const char *name;
  AtlasExportWrite write;
  Takes takes;
} Format;

static const Format formats[] = {
  { "json", atlas_export_write_document, TAKES_ALL },
  { "ndjson", atlas_export_write_lines, TAKES_ALL },
  { "csv", atlas_export_write_table, TAKES_ONE },
  { "csv-excel-fr", atlas_export_write_french_table, TAKES_ONE },
  { "xlsx", atlas_export_write_sheet, TAKES_ONE },
  { "geojson", atlas_export_write_places, TAKES_ALL },
  { "vcard", atlas_export_write_cards3, TAKES_MEMBERS },
  { "vcard3", atlas_export_write_cards3, TAKES_MEMBERS },
  { "vcard4", atlas_export_write_cards4, TAKES_MEMBERS },
  { "ical", atlas_export_write_calendar, TAKES_EVENTS },
};

const char *const *
atlas_export_list_formats (void)
{
  static const char *const names[] = { "json",  "ndjson", "csv",    "csv-excel-fr", "xlsx", "geojson",
                                       "vcard", "vcard3", "vcard4", "ical",         NULL };

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

static gboolean
has_place (const AtlasKind *kind)
{
  return atlas_kind_find_field (kind, "location.latitude", -1) != NULL;
}

static gboolean
check_kinds (const Format *format, AtlasQuery *const *queries, GError **error)
{
  const AtlasKind *kind = atlas_query_get_kind (queries[0]);
  const char *words = NULL;

  if (format->takes == TAKES_ONE && queries[1] != NULL)
    words = _ (
      "A CSV file or sheet holds one kind of record: export people and events one after the other, or choose "
      "another format.");
  else if (format->takes == TAKES_MEMBERS && (queries[1] != NULL || kind != &atlas_kind_member))
    words = _ ("A vCard holds a person: export people with it, and nothing else.");
  else if (format->takes == TAKES_EVENTS && (queries[1] != NULL || kind != &atlas_kind_event))
    words = _ ("A calendar holds events: export events with it, and nothing else.");
  for (guint i = 0; format->write == atlas_export_write_places && queries[i] != NULL; i++)
    if (!has_place (atlas_query_get_kind (queries[i])))
      words = _ ("GeoJSON holds what has a position, and records of this kind have none: choose another "
                 "format.");
  if (words != NULL)
    g_set_error_literal (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT, words);
  return words == NULL;
}

static char *
make_label (AtlasExportRun *self, gint64 n)
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
make_details (AtlasExportRun *self, const Format *format)
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
write_all (
  AtlasExportRun *self, const Format *format, AtlasProgressFunc progress, gpointer user_data, GError **error)
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
           AtlasExportCounts *counts_out,
           GError **error)
{
  g_autofree gint64 *counts = g_new0 (gint64, count_queries (queries));
  g_autoptr (GString) details = NULL;
  g_autofree char *label = NULL;
  gint64 n = 0;
  AtlasExportRun self = {
    .source = source,
    .queries = queries,
    .excel = excel,
    .synthetic = atlas_register_is_synthetic (source),
    .output = output,
    .text = atlas_output_get_buffer (output),
    .cancellable = cancellable,
    .counts = counts,
  };

  if (!check_kinds (format, queries, error) || !atlas_export_check_log (source, error) ||
      !write_all (&self, format, progress, user_data, error))
    return FALSE;
  for (guint i = 0; queries[i] != NULL; i++)
    n += counts[i];
  label = make_label (&self, n);
  details = make_details (&self, format);
  if (!atlas_export_conclude (source, output, label, details, cancellable, error))
    return FALSE;
  if (counts_out != NULL)
    *counts_out = (AtlasExportCounts){ n, self.n_left_out, self.n_shortened };
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
                    AtlasExportCounts *counts_out,
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
  return export_to (self, queries, found, excel, output, progress, user_data, cancellable, counts_out, error);
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
                         AtlasExportCounts *counts_out,
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
         export_to (self, queries, found, excel, output, progress, user_data, cancellable, counts_out, error);
}
