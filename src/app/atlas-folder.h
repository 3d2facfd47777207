/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Opens the folder in which @file lies, in the desktop's own file manager. @widget: on whose display */
void atlas_folder_show (GtkWidget *widget, GFile *file);

G_END_DECLS
