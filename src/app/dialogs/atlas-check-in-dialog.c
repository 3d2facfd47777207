/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-check-in-dialog.h"

#include "atlas-check-in-list.h"
#include "atlas-check-in-note.h"
#include "atlas-check-in-table.h"
#include "atlas-file-choice.h"
#include "atlas-i18n.h"
#include "atlas-teller.h"

struct _AtlasCheckInDialog
{
  AdwWindow parent_instance;

  AdwWindowTitle *heading;
  AdwToastOverlay *toasts;
  AtlasCheckInList *list;

  AtlasSession *session;
  gint64 event;
  guint writing; /* how many are on their way */
};

G_DEFINE_FINAL_TYPE (AtlasCheckInDialog, atlas_check_in_dialog, ADW_TYPE_WINDOW)

/* @all: those who are known may have changed. FALSE where the event is gone. */
static gboolean
read_list (AtlasCheckInDialog *self, gboolean all)
{
  AtlasRegister *source = atlas_session_get_register (self->session);
  g_autoptr (AtlasRecord) event = atlas_register_load (source, &atlas_kind_event, self->event, NULL);
  g_autoptr (GPtrArray) attendance = event != NULL ? atlas_record_dup_items (event, "attendance") : NULL;
  g_autoptr (GHashTable) statuses = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autofree char *title = NULL;

  if (event == NULL)
    return FALSE;
  title = atlas_record_dup_title (event);
  adw_window_title_set_subtitle (self->heading, title);
  atlas_check_in_list_add_statuses (statuses, attendance);
  atlas_check_in_list_set_statuses (self->list, statuses, all);
  return TRUE;
}

static void
on_records_changed (AtlasCheckInDialog *self, AtlasChange *change)
{
  gboolean all = atlas_change_is_everything (change) ||
                 atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_member));

  if (!all && !atlas_change_touches (change, atlas_kind_get_table (&atlas_kind_event)))
    return;
  if (!read_list (self, all))
    gtk_window_destroy (GTK_WINDOW (self));
}

/* Noting. */

typedef struct
{
  AtlasCheckInDialog *dialog;
  AtlasSession *session;
  char *name;
} Note;

static void
note_free (Note *self)
{
  g_object_unref (self->dialog);
  g_object_unref (self->session);
  g_free (self->name);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Note, note_free)

static void
on_noted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Note) note = data;
  g_autoptr (GError) error = NULL;

  note->dialog->writing--;
  if (atlas_check_in_note_finish (ATLAS_REGISTER (source), result, &error))
    {
      /* Translators: %s is a person who came to an event */
      g_autofree char *message = g_strdup_printf (_ ("Checked in %s"), note->name);

      atlas_session_tell (note->session, message, TRUE);
    }
  else
    {
      g_autofree char *message = g_strdup_printf (_ ("%s was not checked in"), note->name);

      atlas_session_fail (note->session, message, error);
    }
}

static void
on_chosen (AtlasCheckInDialog *self, const char *uuid, const char *name)
{
  Note *note;

  if (uuid != NULL && atlas_check_in_list_has_come (self->list, uuid))
    {
      g_autofree char *message = g_strdup_printf (_ ("%s is checked in already"), name);

      atlas_session_tell (self->session, message, FALSE);
      atlas_check_in_list_clear (self->list);
      return;
    }
  note = g_new0 (Note, 1);
  note->dialog = g_object_ref (self);
  note->session = g_object_ref (self->session);
  note->name = g_strdup (name);
  self->writing++;
  atlas_check_in_note_async (atlas_session_get_register (self->session), self->event, uuid, name, on_noted,
                             note);
  atlas_check_in_list_clear (self->list);
}

/* Who came, as another program or a sheet has it. */

static void
on_table_chosen (gpointer owner, GtkWindow *parent, GListModel *files)
{
  AtlasCheckInDialog *self = owner;
  g_autoptr (GFile) file = g_list_model_get_item (files, 0);

  if (self->session != NULL)
    atlas_check_in_table (GTK_WINDOW (self), self->session, self->event, file);
}

static void
choose_table (GtkWidget *widget, const char *name, GVariant *parameter)
{
  static const char *const suffixes[] = { "csv", "tsv", "txt", NULL };

  atlas_file_choice_open (GTK_WINDOW (widget), _ ("Check In from a Table"), _ ("Tables"), suffixes, FALSE,
                          on_table_chosen, widget);
}

static void
undo_last (GtkWidget *widget, const char *name, GVariant *parameter)
{
  AtlasCheckInDialog *self = ATLAS_CHECK_IN_DIALOG (widget);

  if (self->session != NULL)
    atlas_session_undo (self->session, FALSE);
}

static void
atlas_check_in_dialog_dispose (GObject *object)
{
  AtlasCheckInDialog *self = ATLAS_CHECK_IN_DIALOG (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (atlas_session_get_register (self->session), self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (atlas_check_in_dialog_parent_class)->dispose (object);
}

static void
atlas_check_in_dialog_class_init (AtlasCheckInDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_check_in_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-check-in-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInDialog, toasts);
  gtk_widget_class_bind_template_child (widget_class, AtlasCheckInDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_install_action (widget_class, "check-in.undo", NULL, undo_last);
  gtk_widget_class_install_action (widget_class, "check-in.table", NULL, choose_table);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "check-in.undo", NULL);
}

static void
atlas_check_in_dialog_init (AtlasCheckInDialog *self)
{
  g_type_ensure (ATLAS_TYPE_CHECK_IN_LIST);
  gtk_widget_init_template (GTK_WIDGET (self));
  /* The entry takes Escape for itself. */
  g_signal_connect_object (atlas_check_in_list_get_entry (self->list), "stop-search",
                           G_CALLBACK (gtk_window_close), self, G_CONNECT_SWAPPED);
}

GtkWidget *
atlas_check_in_dialog_open (GtkWidget *widget, AtlasSession *session, gint64 event)
{
  AtlasCheckInDialog *self;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  root = gtk_widget_get_root (widget);
  self = g_object_new (ATLAS_TYPE_CHECK_IN_DIALOG, NULL);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  self->session = g_object_ref (session);
  self->event = event;
  atlas_check_in_list_set_session (self->list, session);
  if (!read_list (self, FALSE))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return NULL;
    }
  g_signal_connect_object (atlas_session_get_register (session), "changed", G_CALLBACK (on_records_changed),
                           self, G_CONNECT_SWAPPED);
  atlas_teller_begin (GTK_WIDGET (self), self->toasts, session, "check-in.undo");
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
  return GTK_WIDGET (self);
}

gboolean
atlas_check_in_dialog_is_settled (AtlasCheckInDialog *self)
{
  g_return_val_if_fail (ATLAS_IS_CHECK_IN_DIALOG (self), FALSE);

  return atlas_check_in_list_is_settled (self->list) && self->writing == 0;
}
