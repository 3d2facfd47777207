/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * atlas_check_in_table:
 * @parent: (nullable): over which it is told which rows could not be taken
 * @event: row id
 * @file: a table of who came; see atlas_event_check_in()
 *
 * Notes who came from a table, as a job of the session and in one step, which undo takes back.
 */
void atlas_check_in_table (GtkWindow *parent, AtlasSession *session, gint64 event, GFile *file);

G_END_DECLS
