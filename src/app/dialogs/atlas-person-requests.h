/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/* What people may ask of an office that holds data on them. */

/** Asks, since it can't be undone, whether and why, and then erases the person in the background. @widget: in
 * whose window it is asked */
void atlas_person_requests_erase (GtkWidget *widget, AtlasSession *session, AtlasRecord *member);

/** Asks where, and writes everything that is held on the person into a file there. */
void atlas_person_requests_dossier (GtkWidget *widget, AtlasSession *session, AtlasRecord *member);

G_END_DECLS
