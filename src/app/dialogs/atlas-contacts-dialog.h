/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasContactsDialog:
 *
 * Asks for channel and format of a contact list, and shows how many people it will hold, how many are left
 * out, and why.
 */
#define ATLAS_TYPE_CONTACTS_DIALOG (atlas_contacts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasContactsDialog, atlas_contacts_dialog, ATLAS, CONTACTS_DIALOG, AdwWindow)

/** @query: of people; those whom it finds when the list is written */
GtkWidget *atlas_contacts_dialog_new (AtlasSession *session, AtlasQuery *query);

/** Writes the list to @file, as a job of the session, and closes the dialog. */
void atlas_contacts_dialog_write (AtlasContactsDialog *self, GFile *file);

/** Asks for channel and format of a contact list of the people whom @query finds, shows how many will be left
 * out and why, then asks where to, and writes it in the background. */
void atlas_contacts_dialog_open (GtkWindow *parent, AtlasSession *session, AtlasQuery *query);

G_END_DECLS
