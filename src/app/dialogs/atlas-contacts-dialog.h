/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Asks for channel and format of a contact list of the people whom @query finds, shows how many will be left
 * out and why, then asks where to, and writes it in the background. */
void atlas_contacts_dialog_open (GtkWindow *parent, AtlasSession *session, AtlasQuery *query);

G_END_DECLS
