/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-calendar-file.h"

#include "atlas-export.h"
#include "atlas-file-choice.h"
#include "atlas-file-job.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

typedef struct
{
  AtlasSession *session;
  char *missions, *events; /* queries; NULL: all */
  char *name;
  AtlasExportCounts counts;
} Request;

static Request *
request_new (AtlasSession *session, const char *missions, const char *events)
{
  Request *self = g_new0 (Request, 1);

  self->session = g_object_ref (session);
  self->missions = g_strdup (missions);
  self->events = g_strdup (events);
  return self;
}

static void
request_free (gpointer data)
{
  Request *self = data;

  g_object_unref (self->session);
  g_free (self->missions);
  g_free (self->events);
  g_free (self->name);
  g_free (self);
}

static gboolean
write_output (AtlasRegister *source, AtlasOutput *output, AtlasJob *job, gpointer data, GError **error)
{
  Request *self = data;
  g_autoptr (AtlasQuery) missions =
    atlas_register_parse_query (source, &atlas_kind_mission, self->missions, error);
  g_autoptr (AtlasQuery) events =
    missions != NULL ? atlas_register_parse_query (source, &atlas_kind_event, self->events, error) : NULL;
  AtlasQuery *const queries[] = { missions, events, NULL };
  AtlasExportOrder order = { .queries = queries, .format = "ical" };

  return events != NULL && atlas_export_write_order (source, &order, output, atlas_job_progress, job,
                                                     atlas_job_get_cancellable (job), &self->counts, error);
}

static char *
describe (gpointer data)
{
  const Request *self = data;
  g_autofree char *number = atlas_number_format (self->counts.written);

  return g_strdup_printf (
    ngettext ("%s record exported as “%s”", "%s records exported as “%s”", (gulong) self->counts.written),
    number, self->name);
}

void
atlas_calendar_file_write (AtlasSession *session, GFile *file, const char *missions, const char *events)
{
  static const AtlasFileJob how = { N_ ("The Export Failed"), write_output, describe };
  Request *request;
  g_autofree char *title = NULL;

  g_return_if_fail (ATLAS_IS_SESSION (session) && G_IS_FILE (file));

  request = request_new (session, missions, events);
  request->name = atlas_file_dup_display_name (file);
  /* Translators: what is going on; %s is a file's name */
  title = g_strdup_printf (_ ("Exporting %s"), request->name);
  atlas_file_job_start (session, NULL, file, title, NULL, &how, request, request_free);
}

static void
on_chosen (gpointer data, GtkWindow *parent, GListModel *files)
{
  const Request *request = data;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  atlas_calendar_file_write (request->session, file, request->missions, request->events);
}

void
atlas_calendar_file_choose (
  GtkWidget *over, AtlasSession *session, const char *suggestion, const char *missions, const char *events)
{
  GtkRoot *root;

  g_return_if_fail (GTK_IS_WIDGET (over) && ATLAS_IS_SESSION (session));

  root = gtk_widget_get_root (over);
  atlas_file_choice_save_with (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, _ ("Save Calendar"),
                               suggestion, on_chosen, request_new (session, missions, events), request_free);
}
