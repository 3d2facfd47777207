/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-contacts.h"

#include <string.h>

#include "atlas-contact-card.h"
#include "atlas-contact-row.h"
#include "atlas-export-log.h"
#include "atlas-export-rows.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"

/* A list on its way; without a sink it is only counted. */
typedef struct
{
  AtlasRegister *source;
  AtlasQuery *query;
  AtlasChannel channel;
  const AtlasContactSink *sink;
  gpointer sink_data;
  AtlasOutput *output;
  GCancellable *cancellable;
  AtlasAdmission admission;
  AtlasDisclosure *people;
} List;

static gboolean
take (List *self, AtlasRecord *member, gboolean synthetic, GError **error)
{
  if (atlas_admission_judge (&self->admission, member, NULL) != ATLAS_ADMITTED || self->sink == NULL)
    return TRUE;
  atlas_disclosure_add (self->people, atlas_record_get_id (member));
  return self->sink->append (self->output, member, synthetic, self->sink_data, error) &&
         atlas_output_drain (self->output, self->cancellable, error);
}

static gboolean
walk (List *self, AtlasProgressFunc progress, gpointer user_data, GError **error)
{
  AtlasQuery *queries[] = { self->query, NULL };
  AtlasExportTerms terms = { .purpose = ATLAS_PURPOSE_CONTACT, .channel = self->channel };
  g_autoptr (AtlasExportRows) rows = atlas_export_rows_new (self->source, self->cancellable, error);
  g_autoptr (GError) failure = NULL;
  gboolean synthetic = atlas_register_is_synthetic (self->source);
  AtlasRecord *member;

  atlas_admission_init (&self->admission, &terms);
  if (rows == NULL || !atlas_export_rows_set_progress (rows, queries, progress, user_data, error) ||
      !atlas_export_rows_begin (rows, self->query, error))
    return FALSE;
  while ((member = atlas_export_rows_next (rows, &failure)) != NULL)
    if (!take (self, member, synthetic, error))
      return FALSE;
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* Without the closing brace, as atlas_export_conclude() wants it. */
static GString *
make_details (List *self)
{
  GString *details = g_string_new ("{\"act\":\"contacts\"");

  g_string_append_printf (details, ",\"channel\":\"%s\",\"format\":\"%s\",\"query\":",
                          atlas_channel_get_name (self->channel), self->sink->format);
  atlas_json_append_string (details, atlas_query_get_text (self->query), -1);
  atlas_admission_counts_append_json (&self->admission.counts, details);
  g_string_append_printf (details, ",\"purpose\":\"contact\",\"basis\":\"%s\"",
                          atlas_export_terms_get_basis (&self->admission.terms));
  if (self->sink->profile != NULL)
    {
      g_string_append (details, ",\"profile\":");
      atlas_json_append_string (details, self->sink->profile, -1);
    }
  return details;
}

static gboolean
write_list (
  List *self, AtlasProgressFunc progress, gpointer user_data, AtlasAdmissionCounts *counts, GError **error)
{
  g_autoptr (GString) details = NULL;
  g_autoptr (AtlasDisclosure) people = self->people = atlas_disclosure_new ();
  g_autofree char *number = NULL;
  g_autofree char *label = NULL;

  if (!atlas_export_check_log (self->source, error))
    return FALSE;
  if ((self->sink->begin != NULL &&
       !self->sink->begin (self->output, atlas_register_is_synthetic (self->source), self->sink_data,
                           error)) ||
      !walk (self, progress, user_data, error) ||
      (self->sink->finish != NULL && !self->sink->finish (self->output, self->sink_data, error)))
    return FALSE;

  number = atlas_number_format (self->admission.counts.written);
  label = g_strdup_printf (ngettext ("Contact list of %s person", "Contact list of %s people",
                                     (gulong) self->admission.counts.written),
                           number);
  details = make_details (self);
  if (!atlas_export_conclude (self->source, self->output, label, details, people, self->cancellable, error))
    return FALSE;
  if (counts != NULL)
    *counts = self->admission.counts;
  return TRUE;
}

gboolean
atlas_contacts_write_to (AtlasRegister *self,
                         AtlasQuery *query,
                         AtlasChannel channel,
                         const AtlasContactSink *sink,
                         gpointer sink_data,
                         AtlasOutput *output,
                         AtlasProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         AtlasAdmissionCounts *counts,
                         GError **error)
{
  List list = { self, query, channel, sink, sink_data, output, cancellable };

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (query != NULL && atlas_query_get_kind (query) == &atlas_kind_member, FALSE);
  g_return_val_if_fail (atlas_channel_get_name (channel) != NULL, FALSE);
  g_return_val_if_fail (sink != NULL && output != NULL, FALSE);

  return write_list (&list, progress, user_data, counts, error);
}

/* The forms that are texts. */

typedef struct
{
  AtlasChannel channel;
  AtlasVcardVersion version;
  gboolean excel;
} Text;

static gboolean
begin_table (AtlasOutput *output, gboolean synthetic, gpointer data, GError **error)
{
  const Text *text = data;

  atlas_contact_append_headings (atlas_output_get_buffer (output), text->channel, synthetic, text->excel);
  return TRUE;
}

static gboolean
append_row (AtlasOutput *output, AtlasRecord *member, gboolean synthetic, gpointer data, GError **error)
{
  const Text *text = data;

  atlas_contact_append_row (atlas_output_get_buffer (output), member, text->channel, synthetic);
  return TRUE;
}

static gboolean
append_card (AtlasOutput *output, AtlasRecord *member, gboolean synthetic, gpointer data, GError **error)
{
  const Text *text = data;

  atlas_contact_append_card (atlas_output_get_buffer (output), member, text->channel, text->version,
                             synthetic);
  return TRUE;
}

/* In the order of AtlasContactFormat. */
static const AtlasContactSink text_sinks[] = {
  { "csv", begin_table, append_row },
  { "vcard", NULL, append_card },
  { "vcard4", NULL, append_card },
};

gboolean
atlas_contacts_write_text (AtlasRegister *self,
                           AtlasQuery *query,
                           AtlasChannel channel,
                           AtlasContactFormat format,
                           gboolean excel,
                           AtlasOutput *output,
                           AtlasProgressFunc progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           AtlasAdmissionCounts *counts,
                           GError **error)
{
  Text text = { channel, format == ATLAS_CONTACTS_VCARD4 ? ATLAS_VCARD_4 : ATLAS_VCARD_3, excel };

  g_return_val_if_fail (format < G_N_ELEMENTS (text_sinks), FALSE);

  return atlas_contacts_write_to (self, query, channel, &text_sinks[format], &text, output, progress,
                                  user_data, cancellable, counts, error);
}

gboolean
atlas_contacts_write (AtlasRegister *self,
                      AtlasQuery *query,
                      AtlasChannel channel,
                      AtlasContactFormat format,
                      gboolean excel,
                      GOutputStream *stream,
                      AtlasProgressFunc progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      AtlasAdmissionCounts *counts,
                      GError **error)
{
  g_autoptr (AtlasOutput) output = NULL;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  output = atlas_output_new (stream);
  return atlas_contacts_write_text (self, query, channel, format, excel, output, progress, user_data,
                                    cancellable, counts, error);
}

gboolean
atlas_contacts_write_file (AtlasRegister *self,
                           AtlasQuery *query,
                           AtlasChannel channel,
                           AtlasContactFormat format,
                           gboolean excel,
                           GFile *file,
                           AtlasProgressFunc progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           AtlasAdmissionCounts *counts,
                           GError **error)
{
  g_autoptr (AtlasOutput) output = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  output = atlas_output_new_for_file (file, cancellable, error);
  return output != NULL && atlas_contacts_write_text (self, query, channel, format, excel, output, progress,
                                                      user_data, cancellable, counts, error);
}

gboolean
atlas_contacts_count (AtlasRegister *self,
                      AtlasQuery *query,
                      AtlasChannel channel,
                      GCancellable *cancellable,
                      AtlasAdmissionCounts *counts,
                      GError **error)
{
  List list = { .source = self, .query = query, .channel = channel, .cancellable = cancellable };

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (query != NULL && atlas_query_get_kind (query) == &atlas_kind_member, FALSE);
  g_return_val_if_fail (atlas_channel_get_name (channel) != NULL, FALSE);
  g_return_val_if_fail (counts != NULL, FALSE);

  if (!walk (&list, NULL, NULL, error))
    return FALSE;
  *counts = list.admission.counts;
  return TRUE;
}
