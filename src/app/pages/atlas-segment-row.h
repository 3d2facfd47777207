/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A row of the list of segments: its name, how many people it finds and a menu of the actions
 * "segments.edit",
 * ".replace", ".rename" and ".delete", each with the segment's id. */

/** @id: 0 for everyone, who have no menu */
GtkWidget *atlas_segment_row_new (const char *name, gint64 id);

/** @members: negative where it can't be told, which @complaint explains. */
void atlas_segment_row_show_count (GtkListBoxRow *row, gint64 members, const char *complaint);

G_END_DECLS
