/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-check-in-table.h"

#include <adwaita.h>

#include "atlas-checkin.h"
#include "atlas-csv-reader.h"
#include "atlas-file-job.h"
#include "atlas-i18n.h"

typedef struct
{
  AtlasSession *session;
  AtlasJob *job;
  GWeakRef parent;
  gint64 event;
  GFile *file;
} Work;

static void
work_free (Work *self)
{
  g_object_unref (self->session);
  g_object_unref (self->job);
  g_object_unref (self->file);
  g_weak_ref_clear (&self->parent);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static void
read_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Work *work = data;
  g_autofree char *name = atlas_file_dup_display_name (work->file);
  GError *error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read (work->file, cancellable, &error);
  g_autoptr (AtlasRowReader) rows =
    stream != NULL ? atlas_csv_reader_new (G_INPUT_STREAM (stream), NULL) : NULL;
  AtlasCheckinReport *report =
    rows != NULL ? atlas_event_check_in (source, work->event, rows, cancellable, &error) : NULL;

  if (report != NULL)
    {
      g_task_return_pointer (task, report, (GDestroyNotify) atlas_checkin_report_free);
      return;
    }
  if (rows != NULL)
    g_prefix_error (&error, "%s: ", name);
  g_task_return_error (task, error);
}

/* "2 Rows Were Not Taken": which, and why; to be read, and copied. */
static void
show_refused (Work *work, GPtrArray *refused)
{
  g_autoptr (GtkWindow) parent = g_weak_ref_get (&work->parent);
  g_autofree char *name = atlas_file_dup_display_name (work->file);
  g_autofree char *heading =
    g_strdup_printf (ngettext ("%u Row Was Not Taken", "%u Rows Were Not Taken", refused->len), refused->len);
  g_autoptr (GString) lines = g_string_new (NULL);
  GtkWidget *dialog = adw_message_dialog_new (parent, heading, name);
  GtkWidget *text = gtk_text_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  for (guint i = 0; i < refused->len; i++)
    {
      const AtlasCheckinRefusal *refusal = g_ptr_array_index (refused, i);

      /* Translators: the number of a line, whom it names, and why it was not taken */
      g_string_append_printf (lines, _ ("Line %d: %s: %s"), (int) refusal->line, refusal->who,
                              refusal->reason);
      g_string_append_c (lines, '\n');
    }
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), lines->str, -1);
  gtk_text_view_set_editable (GTK_TEXT_VIEW (text), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (text), GTK_WRAP_WORD_CHAR);
  gtk_accessible_update_property (GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_LABEL, heading, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), text);
  gtk_widget_set_size_request (scroller, 280, 160);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), scroller);
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "close");
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Work) work = data;
  g_autoptr (GError) error = NULL;
  AtlasCheckinReport *report = g_task_propagate_pointer (G_TASK (result), &error);
  guint noted;
  g_autofree char *text = NULL;

  atlas_job_end (work->job);
  if (report == NULL)
    {
      atlas_session_fail (work->session, _ ("Nobody Was Checked In"), error);
      return;
    }
  noted = report->changed + report->added;
  text = noted > 0 ? g_strdup_printf (ngettext ("%u person was noted from the table",
                                                "%u people were noted from the table", noted),
                                      noted)
                   : g_strdup (_ ("The table says nothing that the list does not say"));
  atlas_session_tell (work->session, text, noted > 0);
  if (report->refused->len > 0)
    show_refused (work, report->refused);
  atlas_checkin_report_free (report);
}

void
atlas_check_in_table (GtkWindow *parent, AtlasSession *session, gint64 event, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  Work *work;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));
  g_return_if_fail (ATLAS_IS_SESSION (session));
  g_return_if_fail (G_IS_FILE (file));

  work = g_new0 (Work, 1);
  work->session = g_object_ref (session);
  work->job = atlas_session_start_job (session, _ ("Checking people in"));
  work->event = event;
  work->file = g_object_ref (file);
  g_weak_ref_init (&work->parent, parent);
  task =
    g_task_new (atlas_session_get_register (session), atlas_job_get_cancellable (work->job), on_read, work);
  /* Once it is written it is told, whatever was cancelled by then. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, work, NULL);
  g_task_run_in_thread (task, read_in_thread);
}
