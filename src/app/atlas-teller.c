/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-teller.h"

#include "atlas-folder.h"
#include "atlas-i18n.h"
#include "atlas-toast.h"

typedef struct
{
  AdwToastOverlay *toasts; /* not held */
  AtlasSession *session;
  const char *undo;
} Teller;

void
atlas_teller_show (AdwToastOverlay *toasts, const char *message, const char *label, const char *action)
{
  g_autofree char *markup = NULL;
  AdwToast *toast;

  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (message != NULL);

  markup = g_markup_escape_text (message, -1);
  toast = adw_toast_new (markup);
  if (label != NULL)
    {
      adw_toast_set_button_label (toast, label);
      adw_toast_set_action_name (toast, action);
    }
  atlas_toast_replace (toasts, toast);
}

static void
on_told (Teller *self, const char *message, gboolean undo)
{
  atlas_teller_show (self->toasts, message, undo ? _ ("_Undo") : NULL, self->undo);
}

static void
on_open_folder (GtkWidget *toasts, AdwToast *toast)
{
  atlas_folder_show (toasts, g_object_get_data (G_OBJECT (toast), "file"));
}

static void
on_saved (Teller *self, const char *message, GFile *file)
{
  g_autofree char *markup = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (markup);

  adw_toast_set_button_label (toast, _ ("Open _Folder"));
  g_object_set_data_full (G_OBJECT (toast), "file", g_object_ref (file), g_object_unref);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (on_open_folder), self->toasts,
                           G_CONNECT_SWAPPED);
  atlas_toast_replace (self->toasts, toast);
}

static void
on_destroyed (GtkWidget *dialog, Teller *self)
{
  g_signal_handlers_disconnect_by_data (self->session, self);
  g_signal_handlers_disconnect_by_data (dialog, self);
  if (atlas_session_is_teller (self->session, dialog))
    atlas_session_set_teller (self->session, NULL);
  g_object_unref (self->session);
  g_free (self);
}

void
atlas_teller_begin (GtkWidget *dialog, AdwToastOverlay *toasts, AtlasSession *session, const char *undo)
{
  Teller *self;

  g_return_if_fail (GTK_IS_WIDGET (dialog));
  g_return_if_fail (ADW_IS_TOAST_OVERLAY (toasts));
  g_return_if_fail (ATLAS_IS_SESSION (session));

  self = g_new0 (Teller, 1);
  self->toasts = toasts;
  self->session = g_object_ref (session);
  self->undo = undo;
  g_signal_connect_swapped (session, "told", G_CALLBACK (on_told), self);
  g_signal_connect_swapped (session, "saved", G_CALLBACK (on_saved), self);
  g_signal_connect (dialog, "destroy", G_CALLBACK (on_destroyed), self);
  atlas_session_set_teller (session, dialog);
}
