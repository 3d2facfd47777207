/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/** From now on, until it is destroyed, @dialog alone shows what @session tells, which the window behind it
 * would show where nobody looks. Each takes the place of what was shown before: a button speaks of what came
 * last. @toasts: in @dialog; @undo: the action of the undo button, a literal */
void atlas_teller_begin (GtkWidget *dialog, AdwToastOverlay *toasts, AtlasSession *session, const char *undo);

/** Shows something that comes from @dialog itself. @message: plain text; @label: (nullable): of a button,
 * with a mnemonic; @action: what it does */
void atlas_teller_show (AdwToastOverlay *toasts, const char *message, const char *label, const char *action);

G_END_DECLS
