/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record-list.h"

G_BEGIN_DECLS

/**
 * AtlasEventHeading:
 *
 * What stands over a section of the list of events.
 *
 * Properties: "count" (uint)
 */
#define ATLAS_TYPE_EVENT_HEADING (atlas_event_heading_get_type ())
G_DECLARE_FINAL_TYPE (AtlasEventHeading, atlas_event_heading, ATLAS, EVENT_HEADING, GObject)

const char *atlas_event_heading_get_title (AtlasEventHeading *self);
guint atlas_event_heading_get_count (AtlasEventHeading *self);

/**
 * AtlasEventSections:
 *
 * The events that a query finds, in two sections: those to come, today's with them, soonest first; and those
 * that are past, newest first. An AtlasRecordSource of an AtlasEventHeading for each section, and behind it
 * an AtlasRecordItem for each event. A day is the one that the event's own place writes.
 */
#define ATLAS_TYPE_EVENT_SECTIONS (atlas_event_sections_get_type ())
G_DECLARE_FINAL_TYPE (AtlasEventSections, atlas_event_sections, ATLAS, EVENT_SECTIONS, GObject)

AtlasEventSections *atlas_event_sections_new (void);

/** Looks what day it is: a window may be open for weeks. */
void atlas_event_sections_update_day (AtlasEventSections *self);

G_END_DECLS
