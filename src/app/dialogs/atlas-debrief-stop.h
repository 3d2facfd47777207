/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-debriefing.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasDebriefStop:
 *
 * What an officer tells of one stop: who came, who is new, what was said, what was learnt. It is noted in the
 * debriefing, and nowhere else.
 *
 * Signals: "changed" (): something was
 */
#define ATLAS_TYPE_DEBRIEF_STOP (atlas_debrief_stop_get_type ())
G_DECLARE_FINAL_TYPE (AtlasDebriefStop, atlas_debrief_stop, ATLAS, DEBRIEF_STOP, GtkWidget)

/** @mission: as it is in the database; @debriefing: must outlive @self; @index: of the stop, from 0 */
GtkWidget *atlas_debrief_stop_new (AtlasSession *session,
                                   AtlasRecord *mission,
                                   AtlasDebriefing *debriefing,
                                   guint index);

/** Records changed. @all: of people, too */
void atlas_debrief_stop_reload (AtlasDebriefStop *self, gboolean all);

/** Begins somebody new. @name: (nullable): as it was typed. (transfer none): the window */
GtkWidget *atlas_debrief_stop_add_person (AtlasDebriefStop *self, const char *name);

/** Begins an entry of the log. @member: id; @name: theirs. (transfer none): the window */
GtkWidget *atlas_debrief_stop_add_talk (AtlasDebriefStop *self, const char *member, const char *name);

/** Whether all that is to be seen is the answer to what was typed. */
gboolean atlas_debrief_stop_is_settled (AtlasDebriefStop *self);

G_END_DECLS
