/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-file-choice.h"

#include "atlas-i18n.h"

typedef struct
{
  GWeakRef owner;
  AtlasFilesChosen chosen;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *self = data;

  g_weak_ref_clear (&self->owner);
  g_free (self);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  Choice *self = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  if (response == GTK_RESPONSE_ACCEPT && owner != NULL)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      if (g_list_model_get_n_items (files) > 0)
        self->chosen (owner, gtk_native_dialog_get_transient_for (dialog), files);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* It lives until it has answered. */
static void
ask (GtkFileChooserNative *dialog, AtlasFilesChosen chosen, gpointer owner)
{
  Choice *choice = g_new0 (Choice, 1);

  g_weak_ref_init (&choice->owner, owner);
  choice->chosen = chosen;
  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), choice, choice_free, 0);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

void
atlas_file_choice_save (
  GtkWindow *parent, const char *title, const char *suggestion, AtlasFilesChosen chosen, gpointer owner)
{
  GtkFileChooserNative *dialog;

  g_return_if_fail (title != NULL && suggestion != NULL);
  g_return_if_fail (chosen != NULL && G_IS_OBJECT (owner));

  dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggestion);
  ask (dialog, chosen, owner);
}

void
atlas_file_choice_open (GtkWindow *parent,
                        const char *title,
                        const char *kind,
                        const char *const *suffixes,
                        gboolean several,
                        AtlasFilesChosen chosen,
                        gpointer owner)
{
  g_autoptr (GtkFileFilter) fitting = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  GtkFileChooserNative *dialog;

  g_return_if_fail (title != NULL && kind != NULL && suffixes != NULL);
  g_return_if_fail (chosen != NULL && G_IS_OBJECT (owner));

  gtk_file_filter_set_name (fitting, kind);
  for (guint i = 0; suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (fitting, suffixes[i]);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");

  dialog = gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (dialog), several);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), fitting);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (dialog), all);
  ask (dialog, chosen, owner);
}
