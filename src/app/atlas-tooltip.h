/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * atlas_set_tooltip:
 * @text: (nullable): plain text; NULL: none
 *
 * As gtk_widget_set_tooltip_text(), for what is told at every letter of a search: that one asks the display
 * where the pointer is, and waits for the answer, also where the text is what it was.
 */
void atlas_set_tooltip (GtkWidget *widget, const char *text);

G_END_DECLS
