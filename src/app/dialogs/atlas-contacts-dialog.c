/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-contacts-dialog.h"

#include "atlas-config.h"
#include "atlas-contacts.h"
#include "atlas-count-row.h"
#include "atlas-date.h"
#include "atlas-file-choice.h"
#include "atlas-i18n.h"
#include "atlas-number.h"

struct _AtlasContactsDialog
{
  AdwWindow parent_instance;

  GtkWidget *save_button;
  GtkLabel *heading;
  GtkLabel *search;
  GtkCheckButton *by_email, *by_phone, *by_post;
  AdwComboRow *format;
  GtkWidget *excel_row;
  GtkSwitch *excel;
  GtkSpinner *spinner;
  AtlasCountRow *written, *not_active, *withdrawn, *expired, *no_consent, *no_address;

  AtlasSession *session;
  AtlasQuery *query;
  GSettings *settings;
  GCancellable *counting; /* of the answer that is being waited for */
};

G_DEFINE_FINAL_TYPE (AtlasContactsDialog, atlas_contacts_dialog, ADW_TYPE_WINDOW)

static AtlasChannel
get_channel (AtlasContactsDialog *self)
{
  if (gtk_check_button_get_active (self->by_phone))
    return ATLAS_CHANNEL_PHONE;
  if (gtk_check_button_get_active (self->by_post))
    return ATLAS_CHANNEL_POST;
  return ATLAS_CHANNEL_EMAIL;
}

/* In the order of the template's list. */
static AtlasContactFormat
get_format (AtlasContactsDialog *self)
{
  return adw_combo_row_get_selected (self->format) == 1 ? ATLAS_CONTACTS_VCARD : ATLAS_CONTACTS_CSV;
}

/* Who is left out, and how many that are. */

static void
show_reasons (AtlasContactsDialog *self)
{
  const char *no_consent = _ ("Never agreed to get e-mail");
  const char *no_address = _ ("Agreed, but no e-mail address is known");

  switch (get_channel (self))
    {
    case ATLAS_CHANNEL_PHONE:
      no_consent = _ ("Never agreed to be called");
      no_address = _ ("Agreed, but no telephone number is known");
      break;
    case ATLAS_CHANNEL_POST:
      no_consent = _ ("Never agreed to get letters");
      no_address = _ ("Agreed, but no postal address is known");
      break;
    case ATLAS_CHANNEL_EMAIL:
    default:
      break;
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->no_consent), no_consent);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->no_address), no_address);
}

static void
show_matched (AtlasContactsDialog *self, gint64 n)
{
  g_autofree char *number = atlas_number_format (n);
  g_autofree char *heading = NULL;
  gboolean all = atlas_query_is_empty (self->query);

  if (all)
    heading = n == 1 ? g_strdup (_ ("The only person")) : g_strdup_printf (_ ("All %s people"), number);
  else
    heading = g_strdup_printf (ngettext ("%s person found by", "%s people found by", (gulong) n), number);
  gtk_label_set_text (self->heading, heading);
}

static void
show_counts (AtlasContactsDialog *self, const AtlasContactCounts *counts)
{
  atlas_count_row_set_count (self->written, counts ? counts->written : ATLAS_COUNT_UNKNOWN);
  atlas_count_row_set_count (self->not_active, counts ? counts->not_active : ATLAS_COUNT_UNKNOWN);
  atlas_count_row_set_count (self->withdrawn, counts ? counts->withdrawn : ATLAS_COUNT_UNKNOWN);
  atlas_count_row_set_count (self->expired, counts ? counts->expired : ATLAS_COUNT_UNKNOWN);
  atlas_count_row_set_count (self->no_consent, counts ? counts->no_consent : ATLAS_COUNT_UNKNOWN);
  atlas_count_row_set_count (self->no_address, counts ? counts->no_address : ATLAS_COUNT_UNKNOWN);
  gtk_spinner_set_spinning (self->spinner, counts == NULL);
  gtk_widget_set_sensitive (self->save_button, counts != NULL && counts->written > 0);
  if (counts != NULL)
    show_matched (self, counts->matched);
}

typedef struct
{
  AtlasQuery *query;
  AtlasChannel channel;
  AtlasContactCounts counts;
} Counting;

static void
counting_free (Counting *self)
{
  atlas_query_unref (self->query);
  g_free (self);
}

static void
count_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Counting *counting = data;
  GError *error = NULL;

  if (atlas_contacts_count (source, counting->query, counting->channel, cancellable, &counting->counts,
                            &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_counted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (AtlasContactsDialog) self = data;
  const Counting *counting = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;
  gboolean counted = g_task_propagate_boolean (G_TASK (result), &error);

  /* Another channel was chosen meanwhile, or the dialog is gone. */
  if (g_task_get_cancellable (G_TASK (result)) != self->counting)
    return;
  g_clear_object (&self->counting);
  if (counted)
    show_counts (self, &counting->counts);
  else
    {
      gtk_spinner_stop (self->spinner);
      atlas_session_fail (self->session, _ ("People can’t be counted"), error);
    }
}

static void
count (AtlasContactsDialog *self)
{
  Counting *counting = g_new0 (Counting, 1);
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  self->counting = g_cancellable_new ();
  show_reasons (self);
  show_counts (self, NULL);

  counting->query = atlas_query_ref (self->query);
  counting->channel = get_channel (self);
  task =
    g_task_new (atlas_session_get_register (self->session), self->counting, on_counted, g_object_ref (self));
  g_task_set_task_data (task, counting, (GDestroyNotify) counting_free);
  g_task_run_in_thread (task, count_in_thread);
}

/* Both the one that is chosen and the one that is no longer say so. */
static void
on_channel_toggled (GtkCheckButton *button, AtlasContactsDialog *self)
{
  if (self->session != NULL && gtk_check_button_get_active (button))
    count (self);
}

static void
on_format_changed (AtlasContactsDialog *self)
{
  gtk_widget_set_visible (self->excel_row, get_format (self) == ATLAS_CONTACTS_CSV);
}

/* Writing. */

typedef struct
{
  AtlasSession *session;
  AtlasJob *job;
  AtlasQuery *query;
  AtlasChannel channel;
  AtlasContactFormat format;
  gboolean excel;
  GFile *file;
  AtlasContactCounts counts;
} Writing;

static void
writing_free (Writing *self)
{
  atlas_job_end (self->job);
  g_object_unref (self->job);
  g_object_unref (self->session);
  atlas_query_unref (self->query);
  g_object_unref (self->file);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Writing, writing_free)

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Writing *writing = data;
  GError *error = NULL;

  if (atlas_contacts_write_file (source, writing->query, writing->channel, writing->format, writing->excel,
                                 writing->file, atlas_job_progress, writing->job, cancellable,
                                 &writing->counts, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static char *
make_message (const AtlasContactCounts *counts)
{
  gint64 n_left_out = counts->matched - counts->written;
  g_autofree char *written = atlas_number_format (counts->written);
  g_autofree char *left_out = atlas_number_format (n_left_out);
  g_autofree char *list = g_strdup_printf (
    ngettext ("Contact list of %s person", "Contact list of %s people", (gulong) counts->written), written);
  g_autofree char *rest = NULL;

  if (n_left_out == 0)
    return g_steal_pointer (&list);
  rest = g_strdup_printf (ngettext ("%s left out", "%s left out", (gulong) n_left_out), left_out);
  return g_strdup_printf ("%s – %s", list, rest);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  /* Not the task's to free, whose last reference may be the worker's. */
  g_autoptr (Writing) writing = data;
  g_autoptr (GError) error = NULL;

  atlas_job_end (writing->job);
  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_autofree char *message = make_message (&writing->counts);

      atlas_session_tell_saved (writing->session, message, writing->file);
    }
  else
    atlas_session_fail (writing->session, _ ("The Contact List Was Not Written"), error);
}

void
atlas_contacts_dialog_write (AtlasContactsDialog *self, GFile *file)
{
  g_autoptr (GTask) task = NULL;
  Writing *writing;

  g_return_if_fail (ATLAS_IS_CONTACTS_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  writing = g_new0 (Writing, 1);
  writing->session = g_object_ref (self->session);
  writing->query = atlas_query_ref (self->query);
  writing->channel = get_channel (self);
  writing->format = get_format (self);
  writing->excel = gtk_switch_get_active (self->excel);
  writing->file = g_object_ref (file);
  writing->job = atlas_session_start_job (self->session, _ ("Writing the contact list"));

  task = g_task_new (atlas_session_get_register (self->session), atlas_job_get_cancellable (writing->job),
                     on_written, writing);
  /* What was written just before the cancelling is told as written. */
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (task, writing, NULL);
  g_task_run_in_thread (task, write_in_thread);
  gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_file_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  AtlasContactsDialog *self = owner;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  if (self->session != NULL)
    atlas_contacts_dialog_write (self, file);
}

static void
on_save_clicked (AtlasContactsDialog *self)
{
  char today[ATLAS_DATE_TEXT_SIZE];
  g_autofree char *suggestion = NULL;

  atlas_date_today (today);
  suggestion =
    g_strdup_printf ("%s-%s.%s",
                     /* Translators: the beginning of a file's name */
                     _ ("contacts"), today, get_format (self) == ATLAS_CONTACTS_VCARD ? "vcf" : "csv");
  atlas_file_choice_save (GTK_WINDOW (self), _ ("Save Contact List"), suggestion, on_file_chosen, self);
}

/* GObject. */

static void
atlas_contacts_dialog_dispose (GObject *object)
{
  AtlasContactsDialog *self = ATLAS_CONTACTS_DIALOG (object);

  g_cancellable_cancel (self->counting);
  g_clear_object (&self->counting);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  g_clear_pointer (&self->query, atlas_query_unref);

  G_OBJECT_CLASS (atlas_contacts_dialog_parent_class)->dispose (object);
}

static void
atlas_contacts_dialog_class_init (AtlasContactsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_contacts_dialog_dispose;

  g_type_ensure (ATLAS_TYPE_COUNT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-contacts-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, search);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, by_email);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, by_phone);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, by_post);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, format);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, excel_row);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, excel);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, spinner);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, written);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, not_active);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, withdrawn);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, expired);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, no_consent);
  gtk_widget_class_bind_template_child (widget_class, AtlasContactsDialog, no_address);
  gtk_widget_class_bind_template_callback (widget_class, on_channel_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_format_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_save_clicked);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_contacts_dialog_init (AtlasContactsDialog *self)
{
  self->settings = g_settings_new (ATLAS_APP_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->by_email));
  g_settings_bind (self->settings, "excel-csv", self->excel, "active", G_SETTINGS_BIND_DEFAULT);
}

GtkWidget *
atlas_contacts_dialog_new (AtlasSession *session, AtlasQuery *query)
{
  AtlasContactsDialog *self;

  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);
  g_return_val_if_fail (query != NULL, NULL);

  self = g_object_new (ATLAS_TYPE_CONTACTS_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->query = atlas_query_ref (query);
  if (!atlas_query_is_empty (query))
    {
      /* Translators: what somebody searched for, in quotation marks */
      g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), atlas_query_get_text (query));

      gtk_label_set_text (self->search, quoted);
      gtk_widget_set_visible (GTK_WIDGET (self->search), TRUE);
    }
  count (self);
  return GTK_WIDGET (self);
}

void
atlas_contacts_dialog_open (GtkWindow *parent, AtlasSession *session, AtlasQuery *query)
{
  GtkWidget *self;

  g_return_if_fail (parent == NULL || GTK_IS_WINDOW (parent));

  self = atlas_contacts_dialog_new (session, query);
  gtk_window_set_transient_for (GTK_WINDOW (self), parent);
  gtk_window_present (GTK_WINDOW (self));
}
