/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-export-writing.h"

#include "atlas-date.h"
#include "atlas-file-job.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

void
atlas_export_writing_free (AtlasExportWriting *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->queries, g_ptr_array_unref);
  g_strfreev (self->fields);
  g_free (self->partner);
  g_free (self->profile);
  g_free (self->name);
  g_free (self);
}

AtlasExportOrder
atlas_export_writing_get_order (const AtlasExportWriting *self)
{
  return (AtlasExportOrder){
    .queries = (AtlasQuery *const *) self->queries->pdata,
    .format = self->format,
    .terms = self->terms,
    .fields = (const char *const *) self->fields,
    .profile = self->profile,
  };
}

static gboolean
is_labels (const AtlasExportWriting *self)
{
  return g_str_equal (self->format, "labels");
}

static const AtlasKind *
get_only_kind (const AtlasExportWriting *self)
{
  return self->queries->len == 1 ? atlas_query_get_kind (g_ptr_array_index (self->queries, 0)) : NULL;
}

gboolean
atlas_export_writing_check (const AtlasExportWriting *self, AtlasRegister *source, GError **error)
{
  AtlasExportOrder order = atlas_export_writing_get_order (self);

  if (is_labels (self))
    {
      if (get_only_kind (self) != &atlas_kind_member || self->terms.channel != ATLAS_CHANNEL_POST)
        {
          g_set_error_literal (error, ATLAS_EXPORT_ERROR, ATLAS_EXPORT_ERROR_FORMAT,
                               _ ("Labels are for people who are contacted by post."));
          return FALSE;
        }
      /* What holds for the table of the same people holds for their labels. */
      order.format = "mailing";
    }
  return atlas_export_check (source, &order, error);
}

char *
atlas_export_writing_suggest_name (const AtlasExportWriting *self)
{
  static const char *const suffixes[][2] = {
    { "csv-excel", "csv" }, { "csv-excel-fr", "csv" }, { "mailing", "csv" }, { "labels", "pdf" },
    { "vcard3", "vcf" },    { "vcard4", "vcf" },       { "ical", "ics" },
  };
  const AtlasKind *kind = get_only_kind (self);
  const char *what = "diaspora-atlas", *suffix = self->format;
  char today[ATLAS_DATE_TEXT_SIZE];

  if (kind == &atlas_kind_member)
    /* Translators: the beginning of a file's name */
    what = self->terms.purpose == ATLAS_PURPOSE_CONTACT ? _ ("contacts") : _ ("people");
  else if (kind == &atlas_kind_event)
    /* Translators: the beginning of a file's name */
    what = _ ("events");
  else if (kind == &atlas_kind_mission)
    /* Translators: the beginning of a file's name */
    what = _ ("missions");
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    if (g_str_equal (self->format, suffixes[i][0]))
      suffix = suffixes[i][1];
  atlas_date_today (today);
  return g_strdup_printf ("%s-%s.%s", what, today, suffix);
}

static gboolean
write_output (AtlasRegister *source, AtlasOutput *output, AtlasJob *job, gpointer data, GError **error)
{
  AtlasExportWriting *self = data;
  AtlasExportOrder order = atlas_export_writing_get_order (self);
  AtlasLabelOptions labels = { .sheet = self->sheet, .first = self->first, .profile = self->profile };

  if (!is_labels (self))
    return atlas_export_write_order (source, &order, output, atlas_job_progress, job,
                                     atlas_job_get_cancellable (job), &self->counts, error);
  if (!atlas_address_labels_write (source, order.queries[0], &labels, output, atlas_job_progress, job,
                                   atlas_job_get_cancellable (job), &self->counts.people, NULL, NULL, error))
    return FALSE;
  self->counts.written = self->counts.people.written;
  return TRUE;
}

static char *
describe (gpointer data)
{
  const AtlasExportWriting *self = data;
  const AtlasKind *kind = get_only_kind (self);
  gulong n = (gulong) self->counts.written;
  gint64 n_left_out = self->counts.left_out + self->counts.people.matched - self->counts.people.written;
  g_autofree char *number = atlas_number_format (self->counts.written);
  g_autofree char *left_out = atlas_number_format (n_left_out);
  g_autofree char *rest = NULL;
  g_autofree char *message = NULL;

  if (kind == &atlas_kind_member)
    message = g_strdup_printf (ngettext ("%s person exported as “%s”", "%s people exported as “%s”", n),
                               number, self->name);
  else if (kind == &atlas_kind_event)
    message = g_strdup_printf (ngettext ("%s event exported as “%s”", "%s events exported as “%s”", n),
                               number, self->name);
  else if (kind == &atlas_kind_mission)
    message = g_strdup_printf (ngettext ("%s mission exported as “%s”", "%s missions exported as “%s”", n),
                               number, self->name);
  else
    message = g_strdup_printf (ngettext ("%s record exported as “%s”", "%s records exported as “%s”", n),
                               number, self->name);
  if (!atlas_export_terms_need_consent (&self->terms) || n_left_out == 0)
    return g_steal_pointer (&message);
  rest = g_strdup_printf (ngettext ("%s left out", "%s left out", (gulong) n_left_out), left_out);
  return g_strdup_printf ("%s – %s", message, rest);
}

void
atlas_export_writing_start (AtlasExportWriting *self,
                            AtlasSession *session,
                            GtkWindow *asker,
                            GFile *file,
                            AtlasEncryptionChoice *encryption)
{
  static const AtlasFileJob job = { N_ ("The Export Failed"), write_output, describe };
  g_autofree char *title = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (ATLAS_IS_SESSION (session) && G_IS_FILE (file));

  g_free (self->name);
  self->name = atlas_file_dup_display_name (file);
  title = g_strdup_printf (_ ("Exporting %s"), self->name);
  atlas_file_job_start (session, asker, file, title, encryption, &job, self,
                        (GDestroyNotify) atlas_export_writing_free);
}
