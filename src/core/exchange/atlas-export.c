/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export.h"

#include "atlas-export-log.h"
#include "atlas-export-private.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"

G_DEFINE_QUARK (atlas_export_error, atlas_export_error)

/* Writes one record, if the terms let it go. */
static gboolean
write_record (AtlasExportRun *self,
              AtlasExportFilter *filter,
              AtlasRecord *record,
              gint64 *n,
              AtlasExportAppend append,
              gpointer data,
              GError **error)
{
  gboolean is_person = atlas_record_get_kind (record) == &atlas_kind_member;
  gint64 id = atlas_record_get_id (record), n_left_out = self->n_left_out;
  guint channels = ATLAS_CHANNEL_ALL;

  if (is_person && atlas_admission_judge (&self->admission, record, &channels) != ATLAS_ADMITTED)
    return TRUE;
  if (filter != NULL)
    atlas_export_filter_apply (filter, record, channels);
  if (!append (self, record, *n == 0, data, error) ||
      !atlas_output_drain (self->output, self->cancellable, error))
    return FALSE;
  if (self->n_left_out > n_left_out)
    return TRUE;
  if (is_person)
    atlas_disclosure_add (self->people, id);
  (*n)++;
  return TRUE;
}

gboolean
atlas_export_run_write_records (
  AtlasExportRun *self, guint index, AtlasExportAppend append, gpointer data, GError **error)
{
  AtlasQuery *query = self->order->queries[index];
  g_autoptr (AtlasExportFilter) filter = atlas_export_filter_new (
    &self->order->terms, atlas_query_get_kind (query), self->order->fields, self->pseudonyms);
  g_autoptr (GError) failure = NULL;
  AtlasRecord *record;

  if (!atlas_export_rows_begin (self->rows, query, error))
    return FALSE;
  while ((record = atlas_export_rows_next (self->rows, &failure)) != NULL)
    if (!write_record (self, filter, record, &self->counts[index], append, data, error))
      return FALSE;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

gboolean
atlas_export_run_have_extra (AtlasExportRun *self, gboolean *have, GError **error)
{
  *have = FALSE;
  return self->order->fields != NULL || self->order->terms.purpose != ATLAS_PURPOSE_OWN ||
         atlas_export_rows_have_extra (self->rows, self->order->queries[0], have, error);
}

/* The columns of a table, if the format is one. */
static void
list_columns (AtlasExportRun *self)
{
  const AtlasKind *kind = atlas_query_get_kind (self->order->queries[0]);
  const char *const *fields = self->order->fields;

  self->columns = g_ptr_array_new ();
  if (fields == NULL)
    g_ptr_array_add (self->columns, ATLAS_EXPORT_ID);
  for (guint i = 0; fields == NULL && i < kind->n_fields; i++)
    if (atlas_export_terms_propose (&self->order->terms, kind, &kind->fields[i]))
      g_ptr_array_add (self->columns, (gpointer) &kind->fields[i]);
  for (guint i = 0; fields != NULL && fields[i] != NULL; i++)
    g_ptr_array_add (self->columns, (gpointer) atlas_kind_find_field (kind, fields[i], -1));
}

static char *
make_label (AtlasExportRun *self, gint64 n)
{
  g_autofree char *number = atlas_number_format (n);
  AtlasQuery *const *queries = self->order->queries;
  const AtlasKind *kind = queries[1] != NULL ? NULL : atlas_query_get_kind (queries[0]);

  if (kind == &atlas_kind_event)
    return g_strdup_printf (ngettext ("Export of %s event", "Export of %s events", (gulong) n), number);
  if (kind == &atlas_kind_mission)
    return g_strdup_printf (ngettext ("Export of %s mission", "Export of %s missions", (gulong) n), number);
  if (kind == &atlas_kind_member)
    return g_strdup_printf (ngettext ("Export of %s person", "Export of %s people", (gulong) n), number);
  return g_strdup_printf (ngettext ("Export of %s record", "Export of %s records", (gulong) n), number);
}

static void
append_text (GString *details, const char *key, const char *text)
{
  if (text == NULL || *text == '\0')
    return;
  g_string_append_printf (details, ",\"%s\":", key);
  atlas_json_append_string (details, text, -1);
}

/* Whether people are among what is exported, and asked. */
static gboolean
asks_people (const AtlasExportOrder *order)
{
  for (guint i = 0; order->queries[i] != NULL; i++)
    if (atlas_query_get_kind (order->queries[i]) == &atlas_kind_member)
      return atlas_export_terms_need_consent (&order->terms);
  return FALSE;
}

static void
append_terms (GString *details, const AtlasExportTerms *terms)
{
  append_text (details, "purpose", atlas_export_purpose_get_name (terms->purpose));
  append_text (details, "channel", terms->channel != 0 ? atlas_channel_get_name (terms->channel) : NULL);
  append_text (details, "basis", atlas_export_terms_get_basis (terms));
  append_text (details, "partner", terms->partner);
  if (terms->pseudonymous)
    append_text (details, "pseudonyms", ATLAS_PSEUDONYM_METHOD);
}

/* Without the closing brace, as atlas_export_conclude() wants it. */
static GString *
make_details (AtlasExportRun *self)
{
  const AtlasExportOrder *order = self->order;
  GString *details = g_string_new ("{\"act\":\"export\"");

  g_string_append_printf (details, ",\"format\":\"%s\",\"kinds\":[", self->format->name);
  for (guint i = 0; order->queries[i] != NULL; i++)
    {
      g_string_append_printf (details, "%s{\"kind\":\"%s\",\"query\":", i > 0 ? "," : "",
                              atlas_query_get_kind (order->queries[i])->name);
      atlas_json_append_string (details, atlas_query_get_text (order->queries[i]), -1);
      g_string_append_printf (details, ",\"count\":%" G_GINT64_FORMAT "}", self->counts[i]);
    }
  g_string_append_c (details, ']');
  append_terms (details, &order->terms);
  append_text (details, "profile", order->profile);
  if (order->fields != NULL)
    {
      g_autofree char *fields = g_strjoinv (",", (char **) order->fields);

      append_text (details, "fields", fields);
    }
  if (asks_people (order))
    atlas_admission_counts_append_json (&self->admission.counts, details);
  return details;
}

/* Everything but the log, while a reader of the database is taken up. */
static gboolean
write_all (AtlasExportRun *self, AtlasProgressFunc progress, gpointer user_data, GError **error)
{
  g_autoptr (AtlasExportRows) rows = atlas_export_rows_new (self->source, self->cancellable, error);

  if (rows == NULL ||
      !atlas_export_rows_set_progress (rows, self->order->queries, progress, user_data, error))
    return FALSE;
  self->rows = rows;
  return self->format->write (self, error);
}

static gboolean
fail (GError **error, const char *words)
{
  g_set_error_literal (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_TERMS, words);
  return FALSE;
}

static gboolean
check_covered (const AtlasExportOrder *order, GError **error)
{
  for (guint i = 0; order->queries[i] != NULL; i++)
    {
      const AtlasKind *kind = atlas_query_get_kind (order->queries[i]);

      if (!atlas_export_terms_cover_kind (&order->terms, kind))
        {
          /* Translators: a purpose such as “Sharing with a partner”, and what was to be exported: “People”.
           */
          g_set_error (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_TERMS,
                       _ ("The purpose “%s” does not cover “%s”: export them as own records, or not at all."),
                       atlas_vocabulary_get_label (&atlas_vocabulary_export_purpose, order->terms.purpose),
                       _ (kind->plural_label));
          return FALSE;
        }
    }
  return TRUE;
}

/* The log and whoever asks what became of their data are told who has it. A profile may leave it open. */
static gboolean
check_receiver (const AtlasExportTerms *terms, GError **error)
{
  g_autofree char *partner = g_strstrip (g_strdup (terms->partner != NULL ? terms->partner : ""));

  if (terms->purpose == ATLAS_PURPOSE_SHARE && *partner == '\0')
    return fail (error, _ ("Name the partner who receives the file: the log keeps it, and the people in the "
                           "file may ask."));
  return TRUE;
}

gboolean
atlas_export_check (AtlasRegister *source, const AtlasExportOrder *order, GError **error)
{
  const AtlasExportFormat *format;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (order != NULL && order->queries != NULL && order->queries[0] != NULL, FALSE);
  g_return_val_if_fail (order->format != NULL, FALSE);

  format = atlas_export_format_find (order->format, error);
  if (format == NULL || !atlas_export_format_check (format, order, error) ||
      !atlas_export_terms_check (&order->terms, error) || !check_covered (order, error) ||
      !check_receiver (&order->terms, error))
    return FALSE;
  if (order->fields != NULL && order->queries[1] != NULL)
    return fail (error, _ ("Fields can be chosen of one kind of record only: export the kinds one by one."));
  if (!atlas_export_terms_check_fields (&order->terms, atlas_query_get_kind (order->queries[0]),
                                        order->fields, error))
    return FALSE;
  return atlas_export_check_log (source, error);
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
run (AtlasExportRun *self,
     AtlasProgressFunc progress,
     gpointer user_data,
     AtlasExportCounts *counts_out,
     GError **error)
{
  const AtlasExportTerms *terms = &self->order->terms;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (AtlasDisclosure) people = self->people = atlas_disclosure_new ();
  g_autoptr (AtlasPseudonyms) pseudonyms = NULL;
  g_autoptr (GString) details = NULL;
  g_autofree char *label = NULL;
  gint64 n = 0;

  if (terms->pseudonymous)
    {
      pseudonyms = self->pseudonyms = atlas_pseudonyms_new (self->source, terms->partner, error);
      if (pseudonyms == NULL)
        return FALSE;
    }
  atlas_admission_init (&self->admission, terms);
  list_columns (self);
  columns = self->columns;
  if (!write_all (self, progress, user_data, error))
    return FALSE;

  for (guint i = 0; self->order->queries[i] != NULL; i++)
    n += self->counts[i];
  label = make_label (self, n);
  details = make_details (self);
  if (!atlas_export_conclude (self->source, self->output, label, details, people, self->cancellable, error))
    return FALSE;
  if (counts_out != NULL)
    *counts_out = (AtlasExportCounts){ n, self->n_left_out, self->n_shortened, self->admission.counts };
  return TRUE;
}

gboolean
atlas_export_write_order (AtlasRegister *self,
                          const AtlasExportOrder *order,
                          AtlasOutput *output,
                          AtlasProgressFunc progress,
                          gpointer user_data,
                          GCancellable *cancellable,
                          AtlasExportCounts *counts_out,
                          GError **error)
{
  g_autofree gint64 *counts = NULL;
  AtlasExportRun state;

  g_return_val_if_fail (output != NULL, FALSE);

  if (!atlas_export_check (self, order, error))
    return FALSE;
  counts = g_new0 (gint64, count_queries (order->queries));
  state = (AtlasExportRun){
    .source = self,
    .order = order,
    .format = atlas_export_format_find (order->format, NULL),
    .synthetic = atlas_register_is_synthetic (self),
    .output = output,
    .text = atlas_output_get_buffer (output),
    .cancellable = cancellable,
    .counts = counts,
  };
  return run (&state, progress, user_data, counts_out, error);
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
  AtlasExportOrder order = { .queries = queries, .format = format, .excel = excel };
  g_autoptr (AtlasOutput) output = NULL;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  if (!atlas_export_check (self, &order, error))
    return FALSE;
  output = atlas_output_new (stream);
  return atlas_export_write_order (self, &order, output, progress, user_data, cancellable, counts_out, error);
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
  AtlasExportOrder order = { .queries = queries, .format = format, .excel = excel };
  g_autoptr (AtlasOutput) output = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  if (!atlas_export_check (self, &order, error))
    return FALSE;
  output = atlas_output_new_for_file (file, cancellable, error);
  return output != NULL &&
         atlas_export_write_order (self, &order, output, progress, user_data, cancellable, counts_out, error);
}

/* Who is left out, before anything is written. */

void
atlas_left_out_free (AtlasLeftOutPerson *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self);
}

static void
note_left_out (GPtrArray *people, AtlasRecord *member, AtlasLeftOut reason)
{
  AtlasLeftOutPerson *person = g_new0 (AtlasLeftOutPerson, 1);

  person->id = atlas_record_get_id (member);
  person->name = atlas_record_dup_title (member);
  person->reason = reason;
  g_ptr_array_add (people, person);
}

gboolean
atlas_export_count (AtlasRegister *source,
                    AtlasQuery *query,
                    const AtlasExportTerms *terms,
                    guint limit,
                    GPtrArray **left_out,
                    GCancellable *cancellable,
                    AtlasAdmissionCounts *counts,
                    GError **error)
{
  g_autoptr (AtlasExportRows) rows = NULL;
  g_autoptr (GPtrArray) people = g_ptr_array_new_with_free_func ((GDestroyNotify) atlas_left_out_free);
  g_autoptr (GError) failure = NULL;
  AtlasAdmission admission;
  AtlasRecord *member;

  g_return_val_if_fail (ATLAS_IS_REGISTER (source), FALSE);
  g_return_val_if_fail (query != NULL && atlas_query_get_kind (query) == &atlas_kind_member, FALSE);
  g_return_val_if_fail (terms != NULL && counts != NULL, FALSE);

  atlas_admission_init (&admission, terms);
  rows = atlas_export_rows_new (source, cancellable, error);
  if (rows == NULL || !atlas_export_rows_begin (rows, query, error))
    return FALSE;
  while ((member = atlas_export_rows_next (rows, &failure)) != NULL)
    {
      AtlasLeftOut reason = atlas_admission_judge (&admission, member, NULL);

      if (reason != ATLAS_ADMITTED && atlas_admission_counts_get (&admission.counts, reason) <= limit)
        note_left_out (people, member, reason);
    }
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *counts = admission.counts;
  if (left_out != NULL)
    *left_out = g_steal_pointer (&people);
  return TRUE;
}
