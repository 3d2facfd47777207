/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * atlas_set_tooltip:
 * @text: (nullable): plain text; NULL: none
 *
 * As gtk_widget_set_tooltip_text(), for what is told at every letter of a search: that one asks the display
 * where the pointer is, and waits for the answer. This one is asked for when the pointer rests on @widget,
 * which has no other tooltip.
 */
void atlas_set_tooltip (GtkWidget *widget, const char *text);

/** Returns: (transfer none) (nullable): what atlas_set_tooltip() was told */
const char *atlas_get_tooltip (GtkWidget *widget);

G_END_DECLS
