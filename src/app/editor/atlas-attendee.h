/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-person-lookup.h"
#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * AtlasAttendee:
 *
 * A line of an event's attendance list: what stands in the event, and who that is as far as it is known.
 *
 * Properties: "name" (string): "" until it is known who it is, and where there is no such person any more;
 * notified whenever something else about the person changed, too
 */
#define ATLAS_TYPE_ATTENDEE (atlas_attendee_get_type ())
G_DECLARE_FINAL_TYPE (AtlasAttendee, atlas_attendee, ATLAS, ATTENDEE, GObject)

/** @item: of atlas_kind_attendance; kept, unknown keys and all */
AtlasAttendee *atlas_attendee_new (AtlasRecord *item);

AtlasRecord *atlas_attendee_get_item (AtlasAttendee *self);
const char *atlas_attendee_get_uuid (AtlasAttendee *self);

/** A key of atlas_vocabulary_attendance, or NULL. */
const char *atlas_attendee_get_status (AtlasAttendee *self);
void atlas_attendee_set_status (AtlasAttendee *self, const char *status);

/** Who it is; NULL until set. @person: its place and sex are copied */
const AtlasPersonBrief *atlas_attendee_get_person (AtlasAttendee *self);
void atlas_attendee_set_person (AtlasAttendee *self, const AtlasPersonBrief *person);

G_END_DECLS
