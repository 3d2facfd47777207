/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-mission-requests.h"

#include "atlas-attendance-sheet.h"
#include "atlas-export-assistant.h"
#include "atlas-i18n.h"
#include "atlas-invitation.h"
#include "atlas-mission-audience.h"
#include "atlas-mission-brief.h"
#include "atlas-mission-debrief.h"
#include "atlas-mission-events.h"
#include "atlas-paper-dialog.h"

/* Papers. */

static char *
describe (const char *format, gpointer data)
{
  const AtlasPaperWork *work = data;
  g_autofree char *title = atlas_record_dup_title (work->record);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (format, title);
#pragma GCC diagnostic pop
}

static char *
describe_brief (gpointer data)
{
  return describe (_ ("Brief of %s written"), data);
}

static char *
describe_debrief (gpointer data)
{
  return describe (_ ("Debrief report of %s written"), data);
}

static char *
describe_sheet (gpointer data)
{
  return describe (_ ("Day sheet of %s written"), data);
}

static gboolean
write_brief (AtlasRegister *source, AtlasOutput *output, AtlasJob *job, gpointer data, GError **error)
{
  const AtlasPaperWork *work = data;

  return atlas_mission_brief_write (source, atlas_record_get_id (work->record), work->paper, work->smallest,
                                    output, atlas_job_get_cancellable (job), error);
}

static gboolean
write_debrief (AtlasRegister *source, AtlasOutput *output, AtlasJob *job, gpointer data, GError **error)
{
  const AtlasPaperWork *work = data;
  g_autoptr (AtlasMissionDebrief) debrief = atlas_mission_debrief_new (
    source, atlas_record_get_id (work->record), work->smallest, atlas_job_get_cancellable (job), error);

  return debrief != NULL && atlas_mission_debrief_write (debrief, source, work->paper, output,
                                                         atlas_job_get_cancellable (job), error);
}

static gboolean
write_sheet (AtlasRegister *source, AtlasOutput *output, AtlasJob *job, gpointer data, GError **error)
{
  const AtlasPaperWork *work = data;

  return atlas_attendance_sheet_write (source, atlas_record_get_id (work->record), work->paper, output, NULL,
                                       atlas_job_get_cancellable (job), error);
}

static const AtlasPaperKind brief = {
  N_ ("Mission Brief"),
  N_ ("What the team takes along, as PDF: map, timetable, who lives at each stop, whom to talk to, budget. "
      "That "
      "it was written is noted in the log."),
  N_ ("mission-brief.pdf"),
  N_ ("Writing the brief of %s"),
  TRUE,
  { N_ ("The Brief Was Not Written"), write_brief, describe_brief },
};

static const AtlasPaperKind debrief = {
  N_ ("Debrief Report"),
  N_ ("What was planned beside what came of it, as PDF: who came by stop, sex and town, new members, "
      "follow-ups "
      "and expenses. That it was written is noted in the log."),
  N_ ("debrief.pdf"),
  N_ ("Writing the debrief report of %s"),
  TRUE,
  { N_ ("The Debrief Report Was Not Written"), write_debrief, describe_debrief },
};

static const AtlasPaperKind sheet = {
  N_ ("Day Sheet"),
  N_ ("The list for the door, as PDF: who is on the event’s list, with boxes to tick and lines for those who "
      "come unasked. That it was written is noted in the log."),
  N_ ("day-sheet.pdf"),
  N_ ("Writing the day sheet of %s"),
  FALSE,
  { N_ ("The Day Sheet Was Not Written"), write_sheet, describe_sheet },
};

void
atlas_mission_requests_brief (GtkWidget *widget, AtlasSession *session, AtlasRecord *mission)
{
  atlas_paper_dialog_open (widget, session, &brief, mission);
}

void
atlas_mission_requests_debrief (GtkWidget *widget, AtlasSession *session, AtlasRecord *mission)
{
  atlas_paper_dialog_open (widget, session, &debrief, mission);
}

void
atlas_event_requests_sheet (GtkWidget *widget, AtlasSession *session, AtlasRecord *event)
{
  atlas_paper_dialog_open (widget, session, &sheet, event);
}

/* The event of a stop; NULL where there is none, which is told. */
static AtlasRecord *
find_event (AtlasSession *session, AtlasRecord *mission, guint stop)
{
  g_autoptr (GPtrArray) stops = atlas_record_dup_items (mission, "stops");
  g_autoptr (GError) error = NULL;
  AtlasRecord *event = NULL;

  if (stop < stops->len)
    event =
      atlas_stop_load_event (atlas_session_get_register (session), g_ptr_array_index (stops, stop), &error);
  if (error != NULL)
    atlas_session_fail (session, _ ("The event can’t be read"), error);
  else if (event == NULL)
    atlas_session_tell (session, _ ("The stop has no event yet: “Make Events” makes it"), FALSE);
  return event;
}

void
atlas_mission_requests_sheet (GtkWidget *widget, AtlasSession *session, AtlasRecord *mission, guint stop)
{
  g_autoptr (AtlasRecord) event = NULL;

  g_return_if_fail (ATLAS_IS_SESSION (session) && mission != NULL);

  event = find_event (session, mission, stop);
  if (event != NULL)
    atlas_event_requests_sheet (widget, session, event);
}

/* Who is asked. */

void
atlas_mission_requests_invite (GtkWidget *widget, AtlasSession *session, AtlasRecord *mission, guint stop)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr (AtlasQuery) query = NULL;

  g_return_if_fail (ATLAS_IS_SESSION (session) && mission != NULL);

  text = atlas_mission_dup_stop_query (mission, stop, ATLAS_REACH_NEW, NULL, &error);
  if (text != NULL)
    query =
      atlas_register_parse_query (atlas_session_get_register (session), &atlas_kind_member, text, &error);
  if (query != NULL)
    atlas_export_assistant_open (GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, session, query);
  else
    atlas_session_fail (session, _ ("Nobody can be invited there"), error);
}

/* What changes records: on a worker, as a job. */

typedef struct
{
  AtlasSession *session;
  AtlasJob *job;
  gint64 mission, event;
  char *query;
  AtlasMissionEvents counts;
  AtlasMissionReached reached;
  guint n_added;
} Change;

static Change *
change_new (AtlasSession *session, const char *title)
{
  Change *self = g_new0 (Change, 1);

  self->session = g_object_ref (session);
  self->job = atlas_session_start_job (session, title);
  return self;
}

static void
change_free (Change *self)
{
  g_object_unref (self->session);
  g_object_unref (self->job);
  g_free (self->query);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Change, change_free)

static void
start (Change *change, GTaskThreadFunc func, GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (atlas_session_get_register (change->session),
                                       atlas_job_get_cancellable (change->job), callback, change);

  /* Once it is written it is told, whatever was cancelled by then. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, change, NULL);
  g_task_run_in_thread (task, func);
}

static void
make_events_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Change *change = data;
  GError *error = NULL;

  if (atlas_mission_make_events (source, change->mission, &change->counts, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_events_made (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;
  const AtlasMissionEvents *counts = &change->counts;
  g_autoptr (GString) text = NULL;

  atlas_job_end (change->job);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      atlas_session_fail (change->session, _ ("The Events Were Not Made"), error);
      return;
    }
  text = g_string_new (NULL);
  if (counts->made > 0)
    g_string_append_printf (text, ngettext ("%u event made", "%u events made", counts->made), counts->made);
  if (counts->updated > 0)
    g_string_append_printf (text, "%s", text->len > 0 ? ", " : "");
  if (counts->updated > 0)
    g_string_append_printf (
      text, ngettext ("%u event brought up to date", "%u events brought up to date", counts->updated),
      counts->updated);
  if (text->len == 0)
    g_string_append (text, counts->kept > 0 ? _ ("The events are as the mission says")
                                            : _ ("No stop has an arrival, and so none has an event"));
  atlas_session_tell (change->session, text->str, counts->made + counts->updated > 0);
}

void
atlas_mission_requests_make_events (AtlasSession *session, AtlasRecord *mission)
{
  Change *change;

  g_return_if_fail (ATLAS_IS_SESSION (session));
  g_return_if_fail (mission != NULL && atlas_record_get_id (mission) != 0);

  change = change_new (session, _ ("Making events"));
  change->mission = atlas_record_get_id (mission);
  start (change, make_events_in_thread, on_events_made);
}

static void
note_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Change *change = data;
  GError *error = NULL;

  if (atlas_mission_note_reached (source, change->mission, &change->reached, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_reached_noted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;
  guint people = change->reached.people;
  g_autofree char *text = NULL;

  atlas_job_end (change->job);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      atlas_session_fail (change->session, _ ("Nothing was noted"), error);
      return;
    }
  text = change->reached.stops == 0
           ? g_strdup (_ ("No event of the mission has a list of who came"))
           : g_strdup_printf (ngettext ("Noted: %u person came", "Noted: %u people came", people), people);
  atlas_session_tell (change->session, text, change->reached.changed);
}

void
atlas_mission_requests_note_reached (AtlasSession *session, AtlasRecord *mission)
{
  Change *change;

  g_return_if_fail (ATLAS_IS_SESSION (session));
  g_return_if_fail (mission != NULL && atlas_record_get_id (mission) != 0);

  change = change_new (session, _ ("Noting who came"));
  change->mission = atlas_record_get_id (mission);
  start (change, note_in_thread, on_reached_noted);
}

static void
add_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Change *change = data;
  GError *error = NULL;
  g_autoptr (AtlasQuery) query =
    atlas_register_parse_query (source, &atlas_kind_member, change->query, &error);
  g_autoptr (AtlasInvitation) invitation =
    query != NULL ? atlas_invitation_new (source, query, ATLAS_CHANNEL_ALL, cancellable, &error) : NULL;

  if (invitation != NULL &&
      atlas_event_invite (source, change->event, invitation, &change->n_added, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_added (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Change) change = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  atlas_job_end (change->job);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      atlas_session_fail (change->session, _ ("Nobody was put on the list"), error);
      return;
    }
  text =
    change->n_added > 0
      ? g_strdup_printf (ngettext ("%u person who agreed to be contacted was put on the list as invited",
                                   "%u people who agreed to be contacted were put on the list as invited",
                                   change->n_added),
                         change->n_added)
      : g_strdup (_ ("Everybody who may be asked is on the list"));
  atlas_session_tell (change->session, text, change->n_added > 0);
}

void
atlas_mission_requests_add_to_event (AtlasSession *session, AtlasRecord *mission, guint stop)
{
  g_autoptr (AtlasRecord) event = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  Change *change;

  g_return_if_fail (ATLAS_IS_SESSION (session) && mission != NULL);

  text = atlas_mission_dup_stop_query (mission, stop, ATLAS_REACH_NEW, NULL, &error);
  if (text == NULL)
    {
      atlas_session_fail (session, _ ("Nobody can be invited there"), error);
      return;
    }
  event = find_event (session, mission, stop);
  if (event == NULL)
    return;
  change = change_new (session, _ ("Inviting people"));
  change->event = atlas_record_get_id (event);
  change->query = g_steal_pointer (&text);
  start (change, add_in_thread, on_added);
}
