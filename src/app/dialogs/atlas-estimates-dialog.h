/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasEstimatesDialog:
 *
 * The estimates of this database: a list of them, and the one that is chosen to be edited beside it. What
 * came with the program is named below the list, and can't be changed.
 */
#define ATLAS_TYPE_ESTIMATES_DIALOG (atlas_estimates_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasEstimatesDialog, atlas_estimates_dialog, ATLAS, ESTIMATES_DIALOG, AdwWindow)

GtkWidget *atlas_estimates_dialog_new (AtlasSession *session);

void atlas_estimates_dialog_open (GtkWindow *parent, AtlasSession *session);

G_END_DECLS
