/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasDebriefDialog:
 *
 * In which an officer tells what came of a mission, stop by stop, then what was spent and learnt. It is kept
 * in the database as it is typed, comes back when the dialog is opened again, and is written as one step,
 * after which the numbers are shown.
 */
#define ATLAS_TYPE_DEBRIEF_DIALOG (atlas_debrief_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDebriefDialog, atlas_debrief_dialog, ATLAS, DEBRIEF_DIALOG, AdwWindow)

/** Opens it in the window of @widget. @mission: as it is in the database. (transfer none) */
AtlasDebriefDialog *
atlas_debrief_dialog_open (GtkWidget *widget, AtlasSession *session, AtlasRecord *mission);

/** Whether all that is to be seen is the answer to what was typed, and nothing is being written. */
gboolean atlas_debrief_dialog_is_settled (AtlasDebriefDialog *self);

G_END_DECLS
