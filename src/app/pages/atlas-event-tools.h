/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record-pane.h"

G_BEGIN_DECLS

/**
 * AtlasEventTools:
 *
 * The buttons over an event for its door: to check people in, and to print their list. What was typed is
 * saved before.
 *
 * Actions: "event.check-in", "event.sheet"
 */
#define ATLAS_TYPE_EVENT_TOOLS (atlas_event_tools_get_type ())
G_DECLARE_FINAL_TYPE (AtlasEventTools, atlas_event_tools, ATLAS, EVENT_TOOLS, GtkWidget)

/** @pane: over whose event they stand, which outlives them */
GtkWidget *atlas_event_tools_new (AtlasRecordPane *pane);

/** @session: (nullable) */
void atlas_event_tools_set_session (AtlasEventTools *self, AtlasSession *session);

G_END_DECLS
