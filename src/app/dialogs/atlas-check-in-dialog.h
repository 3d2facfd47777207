/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasCheckInDialog:
 *
 * For the door of an event: a name is typed, Return notes that the first who is found came. Those on the
 * event's list come first, then whoever else is known; somebody whom nobody knows becomes a new person. Each
 * is one step, with a button that takes it back.
 */
#define ATLAS_TYPE_CHECK_IN_DIALOG (atlas_check_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCheckInDialog, atlas_check_in_dialog, ATLAS, CHECK_IN_DIALOG, AdwWindow)

/** Opens it. @widget: in whose window; @event: row id. (transfer none): NULL where there is no such event */
GtkWidget *atlas_check_in_dialog_open (GtkWidget *widget, AtlasSession *session, gint64 event);

/** Whether all that is to be seen is the answer to what was typed. */
gboolean atlas_check_in_dialog_is_settled (AtlasCheckInDialog *self);

G_END_DECLS
