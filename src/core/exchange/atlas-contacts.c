/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-contacts.h"

#include <string.h>

#include "atlas-contact-card.h"
#include "atlas-contact-row.h"
#include "atlas-export-log.h"
#include "atlas-export-rows.h"
#include "atlas-facet.h"
#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-json-writer.h"
#include "atlas-number.h"

/* What a member can be reached by is told in the same bits as what they agreed to. */
G_STATIC_ASSERT ((int) ATLAS_CHANNEL_EMAIL == (int) ATLAS_POINT_HAS_EMAIL);
G_STATIC_ASSERT ((int) ATLAS_CHANNEL_PHONE == (int) ATLAS_POINT_HAS_PHONE);
G_STATIC_ASSERT ((int) ATLAS_CHANNEL_POST == (int) ATLAS_POINT_HAS_POST);

/* The fields that decide who goes into a list. */
typedef struct
{
  const AtlasField *status;
  const AtlasField *consents;
  char today[ATLAS_DATE_TEXT_SIZE];
} Fields;

/* Nobody is active who is said to be otherwise; of many nothing is said. */
static gboolean
is_active (AtlasRecord *member, const Fields *fields)
{
  const AtlasValue *status = atlas_record_get_value (member, fields->status);

  return status->type != ATLAS_VALUE_TEXT ||
         (status->length == strlen ("active") && memcmp (status->text, "active", status->length) == 0);
}

/* Counts the member, and says whether the list takes it. */
static gboolean
admit (AtlasRecord *member, AtlasChannel channel, const Fields *fields, AtlasContactCounts *counts)
{
  const AtlasValue *consents = atlas_record_get_value (member, fields->consents);
  gboolean known = consents->type == ATLAS_VALUE_TEXT;
  gint64 *count = &counts->written;
  AtlasConsentStatus status;

  atlas_consents_get_status (known ? consents->text : NULL, known ? consents->length : 0, "contact",
                             fields->today, &status);

  if (!is_active (member, fields))
    count = &counts->not_active;
  else if ((status.withdrawn & channel) != 0)
    count = &counts->withdrawn;
  else if ((status.expired & channel) != 0)
    count = &counts->expired;
  else if ((status.given & channel) == 0)
    count = &counts->no_consent;
  else if ((atlas_facet_get_channels (atlas_record_get_values (member)) & channel) == 0)
    count = &counts->no_address;

  counts->matched++;
  (*count)++;
  return count == &counts->written;
}

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
  AtlasContactCounts counts;
} List;

static gboolean
walk (List *self, AtlasProgressFunc progress, gpointer user_data, GError **error)
{
  AtlasQuery *queries[] = { self->query, NULL };
  g_autoptr (AtlasExportRows) rows = atlas_export_rows_new (self->source, self->cancellable, error);
  g_autoptr (GError) failure = NULL;
  gboolean synthetic = atlas_register_is_synthetic (self->source);
  Fields fields = {
    .status = atlas_kind_find_field (&atlas_kind_member, "status", -1),
    .consents = atlas_kind_find_field (&atlas_kind_member, "consents", -1),
  };
  AtlasRecord *member;

  atlas_date_today (fields.today);
  if (rows == NULL || !atlas_export_rows_set_progress (rows, queries, progress, user_data, error) ||
      !atlas_export_rows_begin (rows, self->query, error))
    return FALSE;
  while ((member = atlas_export_rows_next (rows, &failure)) != NULL)
    if (admit (member, self->channel, &fields, &self->counts) && self->sink != NULL &&
        (!self->sink->append (self->output, member, synthetic, self->sink_data, error) ||
         !atlas_output_drain (self->output, self->cancellable, error)))
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
  const AtlasContactCounts *counts = &self->counts;
  const struct
  {
    const char *name;
    gint64 count;
  } numbers[] = {
    { "matched", counts->matched },       { "written", counts->written },
    { "not_active", counts->not_active }, { "withdrawn", counts->withdrawn },
    { "expired", counts->expired },       { "no_consent", counts->no_consent },
    { "no_address", counts->no_address },
  };
  GString *details = g_string_new ("{\"act\":\"contacts\"");

  g_string_append_printf (details, ",\"channel\":\"%s\",\"format\":\"%s\",\"query\":",
                          atlas_channel_get_name (self->channel), self->sink->format);
  atlas_json_append_string (details, atlas_query_get_text (self->query), -1);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    g_string_append_printf (details, ",\"%s\":%" G_GINT64_FORMAT, numbers[i].name, numbers[i].count);
  return details;
}

static gboolean
write_list (
  List *self, AtlasProgressFunc progress, gpointer user_data, AtlasContactCounts *counts, GError **error)
{
  g_autoptr (GString) details = NULL;
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

  number = atlas_number_format (self->counts.written);
  label = g_strdup_printf (
    ngettext ("Contact list of %s person", "Contact list of %s people", (gulong) self->counts.written),
    number);
  details = make_details (self);
  if (!atlas_export_conclude (self->source, self->output, label, details, self->cancellable, error))
    return FALSE;
  if (counts != NULL)
    *counts = self->counts;
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
                         AtlasContactCounts *counts,
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

static gboolean
write_text (AtlasRegister *self,
            AtlasQuery *query,
            AtlasChannel channel,
            AtlasContactFormat format,
            gboolean excel,
            AtlasOutput *output,
            AtlasProgressFunc progress,
            gpointer user_data,
            GCancellable *cancellable,
            AtlasContactCounts *counts,
            GError **error)
{
  Text text = { channel, format == ATLAS_CONTACTS_VCARD4 ? ATLAS_VCARD_4 : ATLAS_VCARD_3, excel };

  g_assert (format < G_N_ELEMENTS (text_sinks));

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
                      AtlasContactCounts *counts,
                      GError **error)
{
  g_autoptr (AtlasOutput) output = NULL;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  output = atlas_output_new (stream);
  return write_text (self, query, channel, format, excel, output, progress, user_data, cancellable, counts,
                     error);
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
                           AtlasContactCounts *counts,
                           GError **error)
{
  g_autoptr (AtlasOutput) output = NULL;

  g_return_val_if_fail (G_IS_FILE (file), FALSE);

  output = atlas_output_new_for_file (file, cancellable, error);
  return output != NULL && write_text (self, query, channel, format, excel, output, progress, user_data,
                                       cancellable, counts, error);
}

gboolean
atlas_contacts_count (AtlasRegister *self,
                      AtlasQuery *query,
                      AtlasChannel channel,
                      GCancellable *cancellable,
                      AtlasContactCounts *counts,
                      GError **error)
{
  List list = { .source = self, .query = query, .channel = channel, .cancellable = cancellable };

  g_return_val_if_fail (ATLAS_IS_REGISTER (self), FALSE);
  g_return_val_if_fail (query != NULL && atlas_query_get_kind (query) == &atlas_kind_member, FALSE);
  g_return_val_if_fail (atlas_channel_get_name (channel) != NULL, FALSE);
  g_return_val_if_fail (counts != NULL, FALSE);

  if (!walk (&list, NULL, NULL, error))
    return FALSE;
  *counts = list.counts;
  return TRUE;
}

static const char *
no_address_words (AtlasChannel channel, gulong n)
{
  switch (channel)
    {
    case ATLAS_CHANNEL_EMAIL:
      return ngettext ("%s has no e-mail address", "%s have no e-mail address", n);
    case ATLAS_CHANNEL_PHONE:
      return ngettext ("%s has no telephone number", "%s have no telephone number", n);
    case ATLAS_CHANNEL_POST:
    default:
      return ngettext ("%s has no postal address", "%s have no postal address", n);
    }
}

/* @words has one "%s", for the number. */
static void
append_reason (GString *out, gint64 n, const char *words)
{
  g_autofree char *number = atlas_number_format (n);
  const char *place = strstr (words, "%s");

  g_assert (place != NULL);
  if (n == 0)
    return;
  if (out->len > 0)
    g_string_append (out, ", ");
  g_string_append_len (out, words, place - words);
  g_string_append (out, number);
  g_string_append (out, place + strlen ("%s"));
}

char *
atlas_contacts_describe_left_out (const AtlasContactCounts *counts, AtlasChannel channel)
{
  gint64 n;
  g_autoptr (GString) reasons = NULL;
  g_autofree char *number = NULL;

  g_return_val_if_fail (counts != NULL, NULL);

  n = counts->matched - counts->written;
  if (n <= 0)
    return NULL;

  reasons = g_string_new (NULL);
  append_reason (reasons, counts->not_active,
                 ngettext ("%s has moved or died", "%s have moved or died", (gulong) counts->not_active));
  append_reason (reasons, counts->withdrawn,
                 ngettext ("%s took consent back", "%s took consent back", (gulong) counts->withdrawn));
  append_reason (reasons, counts->expired,
                 ngettext ("%s agreed for a time that is over", "%s agreed for a time that is over",
                           (gulong) counts->expired));
  append_reason (reasons, counts->no_consent,
                 ngettext ("%s did not agree", "%s did not agree", (gulong) counts->no_consent));
  append_reason (reasons, counts->no_address, no_address_words (channel, (gulong) counts->no_address));
  number = atlas_number_format (n);
  /* Translators: how many people, and why: "12 left out: 7 did not agree, 5 have no e-mail address". */
  return g_strdup_printf (ngettext ("%s left out: %s", "%s left out: %s", (gulong) n), number, reasons->str);
}
