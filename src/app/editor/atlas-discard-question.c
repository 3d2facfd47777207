/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-discard-question.h"

#include "atlas-i18n.h"

static void
on_response (GtkWidget *owner, const char *response, AdwMessageDialog *dialog)
{
  AtlasDiscardAnswered answered = g_object_get_data (G_OBJECT (dialog), "answered");

  answered (owner, g_str_equal (response, "discard"));
}

AdwMessageDialog *
atlas_discard_question_ask (GtkWidget *owner, AtlasDiscardAnswered answered)
{
  AdwMessageDialog *dialog;
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (owner), NULL);
  g_return_val_if_fail (answered != NULL, NULL);

  root = gtk_widget_get_root (owner);
  dialog = ADW_MESSAGE_DIALOG (
    adw_message_dialog_new (root ? GTK_WINDOW (root) : NULL, _ ("Discard What You Typed?"),
                            _ ("It can’t be saved as it stands; the form says what is missing or wrong.")));
  adw_message_dialog_add_responses (dialog, "keep", _ ("_Keep Editing"), "discard", _ ("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
  g_object_set_data (G_OBJECT (dialog), "answered", (gpointer) answered);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), owner, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}
