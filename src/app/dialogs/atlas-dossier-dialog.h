/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasDossierDialog:
 *
 * Asks how everything that is held on one person is to be written, for the person to be given: as what, and
 * whether encrypted on its way to them.
 */
#define ATLAS_TYPE_DOSSIER_DIALOG (atlas_dossier_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDossierDialog, atlas_dossier_dialog, ATLAS, DOSSIER_DIALOG, AdwWindow)

/** @widget: in whose window it is opened; @member: who stands in the database. (transfer none) */
GtkWidget *atlas_dossier_dialog_open (GtkWidget *widget, AtlasSession *session, AtlasRecord *member);

/** Writes the file as is chosen, and closes. */
void atlas_dossier_dialog_save (AtlasDossierDialog *self, GFile *file);

G_END_DECLS
