/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasPreferencesDialog:
 *
 * What is kept as settings, and of the open database the office's name and where it lies.
 */
#define ATLAS_TYPE_PREFERENCES_DIALOG (atlas_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (
  AtlasPreferencesDialog, atlas_preferences_dialog, ATLAS, PREFERENCES_DIALOG, AdwPreferencesWindow)

/** @session: (nullable): see atlas_preferences_dialog_open() */
GtkWidget *atlas_preferences_dialog_new (AtlasSession *session);

/** @session: (nullable): with one, the office that the database belongs to can be named too. */
void atlas_preferences_dialog_open (GtkWindow *parent, AtlasSession *session);

G_END_DECLS
