/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-export-terms.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasExportAssistant:
 *
 * Asks, on one page, what to export, what for, in which format and with which fields; says who is left out
 * and why; and keeps all of it as a profile.
 */
#define ATLAS_TYPE_EXPORT_ASSISTANT (atlas_export_assistant_get_type ())
G_DECLARE_FINAL_TYPE (AtlasExportAssistant, atlas_export_assistant, ATLAS, EXPORT_ASSISTANT, AdwWindow)

GtkWidget *atlas_export_assistant_new (AtlasSession *session);

/** The same for the people whom @query finds, to contact them. */
GtkWidget *atlas_export_assistant_new_for_contacts (AtlasSession *session, AtlasQuery *query);

/** Whether all is chosen that has to be, and there is somebody to write. */
gboolean atlas_export_assistant_is_ready (AtlasExportAssistant *self);

/** Writes what is chosen to @file, as a job of the session, and closes the window. */
void atlas_export_assistant_write (AtlasExportAssistant *self, GFile *file);

/** Opens it over @parent (nullable); for contacts where @query is not NULL. */
void atlas_export_assistant_open (GtkWindow *parent, AtlasSession *session, AtlasQuery *query);

G_END_DECLS
