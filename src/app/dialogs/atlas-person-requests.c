/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-person-requests.h"

#include <adwaita.h>

#include "atlas-erasure.h"
#include "atlas-i18n.h"
#include "atlas-mentions-dialog.h"

/* One request, from the question to the answer. */
typedef struct
{
  AtlasSession *session;
  AtlasJob *job;
  AtlasRecord *member;
  GtkEditable *reason;
  GtkWidget *named;  /* says that the reason names the person */
  GtkWindow *window; /* (nullable): in which it was asked, while that is there */
} Request;

static Request *
request_new (AtlasSession *session, AtlasRecord *member)
{
  Request *self = g_new0 (Request, 1);

  self->session = g_object_ref (session);
  self->member = atlas_record_copy (member);
  return self;
}

static void
request_free (Request *self)
{
  g_object_unref (self->session);
  atlas_record_unref (self->member);
  g_clear_object (&self->job);
  g_clear_weak_pointer (&self->window);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Request, request_free)

/* Erasing. */

static void
on_erased (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Request) request = data;
  g_auto (AtlasErasure) erasure = { 0 };
  g_autoptr (GError) error = NULL;

  atlas_job_end (request->job);
  if (atlas_register_erase_finish (ATLAS_REGISTER (source), result, &erasure, &error))
    {
      atlas_session_note_final (request->session, _ ("Erasing can’t be undone."));
      atlas_session_tell (request->session, _ ("Erased for good. Backups made before still hold the person."),
                          FALSE);
    }
  else
    atlas_session_fail (request->session,
                        g_error_matches (error, ATLAS_STORE_ERROR, ATLAS_STORE_ERROR_TRACES)
                          ? _ ("Not everything was erased")
                          : _ ("Nothing was erased"),
                        error);
  if (erasure.mentions != NULL && erasure.mentions->len > 0)
    atlas_mentions_dialog_open (request->window, request->session, erasure.mentions, erasure.mentions_cut);
}

static char *
dup_reason (Request *self)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (self->reason)));
}

/* The log is to say why, as atlasctl asks for it too, and not who. */
static void
on_reason_changed (AdwMessageDialog *dialog)
{
  Request *request = g_object_get_data (G_OBJECT (dialog), "request");
  g_autofree char *reason = dup_reason (request);
  gboolean named = atlas_erasure_reason_names (request->member, reason);

  gtk_widget_set_visible (request->named, named);
  if (named)
    gtk_widget_add_css_class (GTK_WIDGET (request->reason), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (request->reason), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (request->reason), GTK_ACCESSIBLE_STATE_INVALID,
                               named ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE, -1);
  adw_message_dialog_set_response_enabled (dialog, "erase", *reason != '\0' && !named);
}

static void
on_erase_response (AdwMessageDialog *dialog, const char *response)
{
  g_autoptr (Request) request = NULL;
  AtlasRegister *records;
  g_autofree char *reason = NULL;

  if (!g_str_equal (response, "erase"))
    return;
  request = g_object_steal_data (G_OBJECT (dialog), "request");
  records = atlas_session_get_register (request->session);
  reason = dup_reason (request);
  /* Without the name, which is not to stand anywhere any more. */
  request->job = atlas_session_start_job (request->session, _ ("Erasing somebody"));
  atlas_register_erase_async (records, atlas_record_get_uuid (request->member), reason,
                              atlas_job_get_cancellable (request->job), on_erased, request);
  g_steal_pointer (&request);
}

/* Where the reason is typed, and below it what is wrong with it. */
static GtkWidget *
make_reason (Request *request)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Why, for the log; without the name"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_list_box_append (GTK_LIST_BOX (list), row);
  gtk_box_append (GTK_BOX (box), list);
  request->named =
    gtk_label_new (_ ("This names the person, and the log keeps it for good: leave that out."));
  gtk_label_set_wrap (GTK_LABEL (request->named), TRUE);
  gtk_label_set_xalign (GTK_LABEL (request->named), 0);
  gtk_widget_add_css_class (request->named, "error");
  gtk_widget_add_css_class (request->named, "caption");
  gtk_box_append (GTK_BOX (box), request->named);
  request->reason = GTK_EDITABLE (row);
  return box;
}

void
atlas_person_requests_erase (GtkWidget *widget, AtlasSession *session, AtlasRecord *member)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *name = NULL;
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;
  Request *request;

  g_return_if_fail (ATLAS_IS_SESSION (session));
  g_return_if_fail (member != NULL && atlas_record_get_id (member) != 0);

  name = atlas_record_dup_title (member);
  /* Translators: %s is a person */
  heading = g_strdup_printf (_ ("Erase %s for Good?"), name);
  dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
    GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, heading,
    _ ("The record, contact log, roles and what the journal keeps of the person go, which can’t be undone; "
       "backups made before still hold them.")));
  request = request_new (session, member);
  adw_message_dialog_set_extra_child (dialog, make_reason (request));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "erase", _ ("_Erase"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "erase", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");

  g_set_weak_pointer (&request->window, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
  g_object_set_data_full (G_OBJECT (dialog), "request", request, (GDestroyNotify) request_free);
  g_signal_connect (dialog, "response", G_CALLBACK (on_erase_response), NULL);
  g_signal_connect_object (request->reason, "changed", G_CALLBACK (on_reason_changed), dialog,
                           G_CONNECT_SWAPPED);
  on_reason_changed (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}
