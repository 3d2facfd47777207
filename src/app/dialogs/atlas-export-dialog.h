/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasExportDialog:
 *
 * Asks what to write: which kinds, everything or what the searches find, and in which format.
 */
#define ATLAS_TYPE_EXPORT_DIALOG (atlas_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasExportDialog, atlas_export_dialog, ATLAS, EXPORT_DIALOG, AdwWindow)

GtkWidget *atlas_export_dialog_new (AtlasSession *session);

/** Writes what is chosen to @file, as a job of the session, and closes the dialog. */
void atlas_export_dialog_write (AtlasExportDialog *self, GFile *file);

/** Asks what to write (which kinds, everything or what the filters find, which format), then where, and
 * writes it in the background. */
void atlas_export_dialog_open (GtkWindow *parent, AtlasSession *session);

G_END_DECLS
