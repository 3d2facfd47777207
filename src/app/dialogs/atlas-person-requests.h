/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/* What people may ask of an office that holds data on them; to be given a copy of it: see AtlasDossierDialog.
 */

/** Asks, since it can't be undone, whether and why, and then erases the person in the background; shows what
 * else speaks of the person. @widget: in whose window it is asked */
void atlas_person_requests_erase (GtkWidget *widget, AtlasSession *session, AtlasRecord *member);

G_END_DECLS
