/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** @session: (nullable): with one, the office that the database belongs to can be named too. */
void atlas_preferences_dialog_open (GtkWindow *parent, AtlasSession *session);

G_END_DECLS
