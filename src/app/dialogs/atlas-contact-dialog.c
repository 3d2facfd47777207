/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-contact-dialog.h"

#include "atlas-date.h"
#include "atlas-i18n.h"
#include "atlas-record-pane.h"

struct _AtlasContactDialog
{
  AdwWindow parent_instance;

  AdwBin *pane_bin;
  AtlasRecordPane *pane;
  gboolean is_new;
};

G_DEFINE_FINAL_TYPE (AtlasContactDialog, atlas_contact_dialog, ADW_TYPE_WINDOW)

/* What a new entry begins with: most are calls of ours, made just now. */
static AtlasRecord *
begin_contact (AtlasRecord *with)
{
  AtlasRecord *contact = atlas_record_new (&atlas_kind_interaction);
  char today[ATLAS_DATE_TEXT_SIZE];
  const char *officer = g_get_real_name ();

  atlas_date_today (today);
  atlas_record_set_text (contact, "date", today);
  atlas_record_set_text (contact, "channel", "phone");
  atlas_record_set_text (contact, "direction", "out");
  /* GLib says "Unknown" where the system has no name. */
  atlas_record_set_text (contact, "officer",
                         g_strcmp0 (officer, "Unknown") != 0 ? officer : g_get_user_name ());
  if (with != NULL)
    {
      char uuid[ATLAS_UUID_TEXT_SIZE];

      atlas_uuid_format (atlas_record_get_uuid (with), uuid);
      atlas_record_set_text (contact, atlas_record_get_kind (with)->name, uuid);
    }
  return contact;
}

/* Nobody did today what a copy says was done on another day. */
static void
prepare_copy (AtlasRecord *copy)
{
  char today[ATLAS_DATE_TEXT_SIZE];

  atlas_date_today (today);
  atlas_record_set_text (copy, "date", today);
  atlas_record_set_text (copy, "follow_up", NULL);
  atlas_record_set_text (copy, "follow_up_done", NULL);
}

static void
on_saved (AtlasContactDialog *self)
{
  if (self->is_new)
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
on_closed (AtlasContactDialog *self)
{
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What was typed is saved; what can't be is asked about by the pane, and the window stays. */
static gboolean
atlas_contact_dialog_close_request (GtkWindow *window)
{
  return !atlas_record_pane_close (ATLAS_CONTACT_DIALOG (window)->pane) ||
         GTK_WINDOW_CLASS (atlas_contact_dialog_parent_class)->close_request (window);
}

static void
atlas_contact_dialog_dispose (GObject *object)
{
  AtlasContactDialog *self = ATLAS_CONTACT_DIALOG (object);

  if (self->pane != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->pane, self);
      g_signal_handlers_disconnect_by_data (atlas_record_pane_get_editor (self->pane), self);
      atlas_record_pane_set_session (self->pane, NULL);
    }
  self->pane = NULL;

  G_OBJECT_CLASS (atlas_contact_dialog_parent_class)->dispose (object);
}

static void
atlas_contact_dialog_class_init (AtlasContactDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = atlas_contact_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = atlas_contact_dialog_close_request;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/diasporaatlas/DiasporaAtlas/atlas-contact-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, AtlasContactDialog, pane_bin);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
atlas_contact_dialog_init (AtlasContactDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->pane = ATLAS_RECORD_PANE (atlas_record_pane_new (
    &atlas_kind_interaction, prepare_copy, "avatar-default-symbolic", _ ("No Contact Selected"), ""));
  adw_bin_set_child (self->pane_bin, GTK_WIDGET (self->pane));
  g_signal_connect_object (atlas_record_pane_get_editor (self->pane), "saved", G_CALLBACK (on_saved), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->pane, "closed", G_CALLBACK (on_closed), self, G_CONNECT_SWAPPED);
}

static AtlasContactDialog *
make_dialog (GtkWidget *widget, AtlasSession *session)
{
  AtlasContactDialog *self = g_object_new (ATLAS_TYPE_CONTACT_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (widget);

  atlas_record_pane_set_session (self->pane, session);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  return self;
}

GtkWidget *
atlas_contact_dialog_log (GtkWidget *widget, AtlasSession *session, AtlasRecord *record)
{
  AtlasContactDialog *self;
  g_autoptr (AtlasRecord) contact = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  self = make_dialog (widget, session);
  self->is_new = TRUE;
  if (record != NULL)
    {
      g_autofree char *name = atlas_record_dup_title (record);
      /* Translators: %s is a person or an organisation */
      g_autofree char *title = g_strdup_printf (_ ("Contact with %s"), name);

      gtk_window_set_title (GTK_WINDOW (self), title);
    }
  contact = begin_contact (record);
  gtk_window_present (GTK_WINDOW (self));
  atlas_record_pane_create (self->pane, contact);
  return GTK_WIDGET (self);
}

GtkWidget *
atlas_contact_dialog_open (GtkWidget *widget, AtlasSession *session, gint64 id)
{
  AtlasContactDialog *self;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);
  g_return_val_if_fail (ATLAS_IS_SESSION (session), NULL);

  self = make_dialog (widget, session);
  if (!atlas_record_pane_show (self->pane, id))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return NULL;
    }
  gtk_window_present (GTK_WINDOW (self));
  return GTK_WIDGET (self);
}
