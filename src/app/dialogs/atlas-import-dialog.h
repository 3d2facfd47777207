/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** Lets the person choose files, then atlas_import_dialog_open(). */
void atlas_import_dialog_choose (GtkWindow *parent, AtlasSession *session);

/** @files: (element-type GFile): shows what an import of them would do (a dry run), and does it when the
 * person says so: in the background, with progress and cancel, ending in a summary that can be undone. */
void atlas_import_dialog_open (GtkWindow *parent, AtlasSession *session, GListModel *files);

G_END_DECLS
