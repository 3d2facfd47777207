/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Whether all that the widget shows is there. */
typedef gboolean (*AtlasPictureReady) (gpointer widget);

/** Called once, on the main thread. @error: NULL where the picture has been saved. */
typedef void (*AtlasPictureDone) (gpointer widget, const GError *error, gpointer user_data);

/**
 * atlas_picture_save:
 * @ready: asked after each frame
 * @path: a PNG file, replaced
 *
 * Waits until @widget, in a window on the screen, shows all that it has to show, and saves its picture in
 * device pixels. Works on any display and without anybody looking.
 */
void atlas_picture_save (
  GtkWidget *widget, AtlasPictureReady ready, const char *path, AtlasPictureDone done, gpointer user_data);

G_END_DECLS
