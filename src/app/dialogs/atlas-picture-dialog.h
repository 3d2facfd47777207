/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-measure.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasPictureDialog:
 *
 * The map as a picture: what it will look like, and how it is wanted. It can be saved as PNG, SVG or PDF,
 * copied and printed. What it says is what `atlasctl map` says.
 */
#define ATLAS_TYPE_PICTURE_DIALOG (atlas_picture_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasPictureDialog, atlas_picture_dialog, ATLAS, PICTURE_DIALOG, AdwWindow)

/** Of whom the session finds, by @measure. @own: (array length=n_own) */
GtkWidget *atlas_picture_dialog_new (
  AtlasSession *session, AtlasMeasure *measure, AtlasBreaks breaks, const double *own, guint n_own);

/** Whether the preview is on its way. */
gboolean atlas_picture_dialog_is_drawing (AtlasPictureDialog *self);

/** Saves in the format that the file's name says; closes the dialog when done. */
void atlas_picture_dialog_write (AtlasPictureDialog *self, GFile *file);

G_END_DECLS
