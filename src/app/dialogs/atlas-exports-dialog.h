/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasExportsDialog:
 *
 * What left the register, the newest first: who wrote which file, when and what for, how many were in it, who
 * was left out and why; by purpose and time, and as a table to save.
 */
#define ATLAS_TYPE_EXPORTS_DIALOG (atlas_exports_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasExportsDialog, atlas_exports_dialog, ATLAS, EXPORTS_DIALOG, AdwWindow)

GtkWidget *atlas_exports_dialog_new (AtlasSession *session);
void atlas_exports_dialog_open (GtkWindow *parent, AtlasSession *session);

/** Saves what is shown as CSV, in the background, and tells the session. */
void atlas_exports_dialog_save (AtlasExportsDialog *self, GFile *file);

/** Whether nothing is being read, for tests and pictures. */
gboolean atlas_exports_dialog_is_settled (AtlasExportsDialog *self);

G_END_DECLS
