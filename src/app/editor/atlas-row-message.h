/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Gives @row a line of text beneath what it shows, hidden as yet: what is wrong with it. Once its child is
 * set. (transfer none) */
GtkLabel *atlas_row_message_new (GtkListBoxRow *row);

/** The same as the last child of a box that is there already. */
GtkLabel *atlas_row_message_new_in (GtkBox *box);

/** Shows @error by @row, and tells it to assistive technology as of @field, the widget one types into; NULL:
 * nothing is wrong. @error: "must be a year of four digits" */
void atlas_row_message_set (GtkLabel *self, GtkWidget *row, GtkWidget *field, const char *error);

G_END_DECLS
