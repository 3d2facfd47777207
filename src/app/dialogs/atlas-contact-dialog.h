/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasContactDialog:
 *
 * One entry of the contact log in a window of its own: when, how, what came of it, and what is to be done
 * next. A new one is closed once it is saved.
 */
#define ATLAS_TYPE_CONTACT_DIALOG (atlas_contact_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasContactDialog, atlas_contact_dialog, ATLAS, CONTACT_DIALOG, AdwWindow)

/** @widget: in whose window it is opened; @record: (nullable): the person or organisation whom a new entry is
 * with. Opens the dialog. (transfer none) */
GtkWidget *atlas_contact_dialog_log (GtkWidget *widget, AtlasSession *session, AtlasRecord *record);

/** The same for an entry that is there, by its row id; NULL where it is not. */
GtkWidget *atlas_contact_dialog_open (GtkWidget *widget, AtlasSession *session, gint64 id);

G_END_DECLS
