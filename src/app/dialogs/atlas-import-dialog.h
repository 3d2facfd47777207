/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasImportDialog:
 *
 * Shows what an import of files would do (a dry run), and does it when the person says so. What is going on
 * stands at its foot with a button that stops it. While it imports it may be hidden; it comes back if there
 * is something to be read at the end: what was refused, or why nothing was imported.
 */
#define ATLAS_TYPE_IMPORT_DIALOG (atlas_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasImportDialog, atlas_import_dialog, ATLAS, IMPORT_DIALOG, AdwWindow)

/** @files: (element-type GFile): at least one; the dry run begins at once. */
GtkWidget *atlas_import_dialog_new (AtlasSession *session, GListModel *files);

/** Lets the person choose files, then atlas_import_dialog_open(). */
void atlas_import_dialog_choose (GtkWindow *parent, AtlasSession *session);

/** @files: (element-type GFile): shows what an import of them would do (a dry run), and does it when the
 * person says so: in the background, with progress and cancel, ending in a summary that can be undone. */
void atlas_import_dialog_open (GtkWindow *parent, AtlasSession *session, GListModel *files);

G_END_DECLS
