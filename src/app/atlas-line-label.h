/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** A label for a line of a list: at the left, cut with dots where there is no room. @css_class: (nullable) */
GtkWidget *atlas_line_label_new (const char *css_class);

G_END_DECLS
