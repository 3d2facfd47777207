/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Asks what to write (which kinds, everything or what the filters find, which format), then where, and
 * writes it in the background. */
void atlas_export_dialog_open (GtkWindow *parent, AtlasSession *session);

G_END_DECLS
