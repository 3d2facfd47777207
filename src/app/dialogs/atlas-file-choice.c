/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-file-choice.h"

#include "atlas-i18n.h"

/* One question, for as long as its dialog is there. */
typedef struct
{
  AtlasFilesChosen chosen;
  GWeakRef owner;
  gpointer data; /* instead of an owner */
  GDestroyNotify free_data;
} Choice;

static void
choice_free (gpointer data, GClosure *closure)
{
  Choice *self = data;

  g_weak_ref_clear (&self->owner);
  if (self->free_data != NULL)
    self->free_data (self->data);
  g_free (self);
}

static void
on_response (GtkNativeDialog *dialog, int response, gpointer data)
{
  Choice *self = data;
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);
  gpointer who = self->free_data != NULL ? self->data : owner;

  if (response == GTK_RESPONSE_ACCEPT && who != NULL)
    {
      g_autoptr (GListModel) files = gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog));

      if (g_list_model_get_n_items (files) > 0)
        self->chosen (who, gtk_native_dialog_get_transient_for (dialog), files);
    }
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

static void
on_parent_destroyed (GtkNativeDialog *dialog)
{
  gtk_native_dialog_destroy (dialog);
  g_object_unref (dialog);
}

/* It lives until it has answered, or its window goes. */
static void
ask (GtkFileChooserNative *dialog, Choice *choice)
{
  GtkWindow *parent = gtk_native_dialog_get_transient_for (GTK_NATIVE_DIALOG (dialog));

  g_signal_connect_data (dialog, "response", G_CALLBACK (on_response), choice, choice_free, 0);
  if (parent != NULL)
    g_signal_connect_object (parent, "destroy", G_CALLBACK (on_parent_destroyed), dialog, G_CONNECT_SWAPPED);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static Choice *
choice_new (AtlasFilesChosen chosen, gpointer owner)
{
  Choice *self = g_new0 (Choice, 1);

  g_weak_ref_init (&self->owner, owner);
  self->chosen = chosen;
  return self;
}

static GtkFileChooserNative *
new_for_saving (GtkWindow *parent, const char *title, const char *suggestion)
{
  GtkFileChooserNative *dialog =
    gtk_file_chooser_native_new (title, parent, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);

  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog), suggestion);
  return dialog;
}

void
atlas_file_choice_save (
  GtkWindow *parent, const char *title, const char *suggestion, AtlasFilesChosen chosen, gpointer owner)
{
  g_return_if_fail (title != NULL && suggestion != NULL);
  g_return_if_fail (chosen != NULL && G_IS_OBJECT (owner));

  ask (new_for_saving (parent, title, suggestion), choice_new (chosen, owner));
}

void
atlas_file_choice_save_with (GtkWindow *parent,
                             const char *title,
                             const char *suggestion,
                             AtlasFilesChosen chosen,
                             gpointer data,
                             GDestroyNotify free_data)
{
  Choice *choice;

  g_return_if_fail (title != NULL && suggestion != NULL);
  g_return_if_fail (chosen != NULL && free_data != NULL);

  choice = choice_new (chosen, NULL);
  choice->data = data;
  choice->free_data = free_data;
  ask (new_for_saving (parent, title, suggestion), choice);
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
  ask (dialog, choice_new (chosen, owner));
}
