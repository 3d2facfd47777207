/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/* What is asked of a mission, or of an event, while it is carried out. Papers are written in the background
 * into a file that the person chooses (see AtlasPaperDialog); what changes records is one step, told with a
 * button that takes it back. @widget: in whose window it is asked; @mission, @event: as they are in the
 * database; @stop: from 0 */

void atlas_mission_requests_brief (GtkWidget *widget, AtlasSession *session, AtlasRecord *mission);
void atlas_mission_requests_debrief (GtkWidget *widget, AtlasSession *session, AtlasRecord *mission);

/** Makes an event of each stop, or brings it up to date. */
void atlas_mission_requests_make_events (AtlasSession *session, AtlasRecord *mission);

/** Notes in the mission how many came, as the lists of its events say. */
void atlas_mission_requests_note_reached (AtlasSession *session, AtlasRecord *mission);

/** Opens the export of a contact list of those who are asked to come to the stop. */
void
atlas_mission_requests_invite (GtkWidget *widget, AtlasSession *session, AtlasRecord *mission, guint stop);

/** Puts those who may be asked by any channel on the list of the stop's event. */
void atlas_mission_requests_add_to_event (AtlasSession *session, AtlasRecord *mission, guint stop);

/** The list for the door of an event. */
void atlas_event_requests_sheet (GtkWidget *widget, AtlasSession *session, AtlasRecord *event);

/** The same of a stop's event; where it has none says so. */
void
atlas_mission_requests_sheet (GtkWidget *widget, AtlasSession *session, AtlasRecord *mission, guint stop);

G_END_DECLS
