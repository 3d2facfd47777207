/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * atlas_list_scroll_to:
 * @rows: a GtkListView, or that of a column view
 *
 * Brings the row at @position in sight; in a list that has no size yet as soon as it has one. GTK's list does
 * not recover from being scrolled before: it shows one row, and a wrong one, until a person scrolls.
 */
void atlas_list_scroll_to (GtkWidget *rows, guint position);

/** Whether that is still to come, though the list is on show. */
gboolean atlas_list_scroll_is_waiting (GtkWidget *rows);

G_END_DECLS
