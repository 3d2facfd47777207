/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** @widget: that it was asked for */
typedef void (*AtlasFrameFunc) (gpointer widget);

/**
 * atlas_frame_wait:
 *
 * What can wait is not done in the frame that comes next, which has most to do: @func is called once,
 * @n_frames frames later; where nobody sees @widget, and there may be no next frame, at once.
 *
 * Returns: for atlas_frame_wait_cancel(); 0 where it is done. @func forgets it.
 */
guint atlas_frame_wait (GtkWidget *widget, guint n_frames, AtlasFrameFunc func);

/** Of *@id 0 nothing is cancelled; it is 0 afterwards. */
void atlas_frame_wait_cancel (GtkWidget *widget, guint *id);

G_END_DECLS
