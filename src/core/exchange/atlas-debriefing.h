/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasDebriefingStop:
 * @place, @region: (nullable): where it is, by which a stop is known again when the mission was changed
 * @event: (nullable): the id of what was held there
 * @attendance: (element-type AtlasRecord): of atlas_kind_attendance, each person once
 * @people: (element-type AtlasRecord): members who are to be recorded; each has an id, by which contacts name
 * them
 * @contacts: (element-type AtlasRecord): of atlas_kind_interaction
 * @learnt: (nullable): goes into the stop's notes
 * @reached: how many were counted there, where nobody kept a list; -1: nothing is said
 *
 * What came of one stop.
 */
typedef struct
{
  char *place, *region, *event;
  GPtrArray *attendance, *people, *contacts;
  char *learnt;
  gint64 reached;
} AtlasDebriefingStop;

/**
 * AtlasDebriefing:
 * @mission: its id
 * @stops: (element-type AtlasDebriefingStop): one for each of the mission's, in its order
 * @expenses: (element-type AtlasRecord): of atlas_kind_budget_line: what was spent on an item, in the
 * currency that it says; an item that the budget does not have becomes a line of it
 * @status: (nullable): what the mission is from now on
 * @learnt: (nullable): goes into the mission's notes
 *
 * What an officer tells after a mission, before any of it is written: who came, what was said, who is new,
 * what is to be done, what was spent. It is kept while it is worked at, and written as one step.
 */
typedef struct
{
  AtlasUuid mission;
  GPtrArray *stops, *expenses;
  char *status, *learnt;
} AtlasDebriefing;

/** With nothing said yet of the stops that it has. @mission: saved. (transfer full) */
AtlasDebriefing *atlas_debriefing_new (AtlasRecord *mission);
AtlasDebriefing *atlas_debriefing_copy (const AtlasDebriefing *self);
void atlas_debriefing_free (AtlasDebriefing *self);

/** Whether nothing is said, or only what the mission is from now on. */
gboolean atlas_debriefing_is_empty (const AtlasDebriefing *self);

/** What is said of somebody's attendance; NULL: nothing. Borrowed */
const char *atlas_debriefing_stop_get_status (const AtlasDebriefingStop *self, const char *member);

/** Says it. @status: a key of atlas_vocabulary_attendance; NULL: nothing is said any more */
void atlas_debriefing_stop_set_status (AtlasDebriefingStop *self, const char *member, const char *status);

/** Somebody who is to be recorded; NULL: no such person. (transfer none) */
AtlasRecord *atlas_debriefing_find_person (const AtlasDebriefing *self, const char *member);

/** An entry of the log as most are at a stop: on the day of arrival or today if that is
 * still to come, at its event, by who of the team is said
 * first. @stop: its record; @member: id. (transfer full) */
AtlasRecord *atlas_debriefing_new_contact (AtlasRecord *mission, AtlasRecord *stop, const char *member);

/** Somebody new who lives where the stop is, as far as is known. (transfer full) */
AtlasRecord *atlas_debriefing_new_person (AtlasRecord *stop);

/** Notes in @person that they were asked, on that day, and agreed to be contacted by @channel. @event:
 * (nullable): its title, for how we know */
void
atlas_debriefing_note_consent (AtlasRecord *person, const char *channel, const char *date, const char *event);

/* As a file, which is also how one that is not yet written is kept: a JSON object with "stops", each known by
 * its number from 1 as "stop", by its "place", with a "region" where two are called the same, or by its
 * "event", with "attendance" (who is named by "member", an id, or by "email" or "name"; "attended" where no
 * "status" is said), "people" (members as in a share file), "contacts" (as in a share file, who it was with
 * named as above), "learnt" and "reached"; then "expenses" (lines of a budget), "status" and "learnt". */

/** (transfer full) */
char *atlas_debriefing_to_json (const AtlasDebriefing *self);

/**
 * atlas_debriefing_from_json:
 * @length: of @text, bytes; -1: it ends with a NUL
 * @faults: (out) (optional) (element-type utf8): NULL: nothing may be wrong; else what is left out, and why
 *
 * Not for the main thread where people are named by more than their ids.
 *
 * Returns: (transfer full): NULL with ATLAS_IMPORT_ERROR; the message names each record at fault and its
 * field
 */
AtlasDebriefing *atlas_debriefing_from_json (AtlasRegister *source,
                                             AtlasRecord *mission,
                                             const char *text,
                                             gssize length,
                                             GPtrArray **faults,
                                             GCancellable *cancellable,
                                             GError **error);

/**
 * AtlasDebriefingCounts:
 * @attendance: people of whom the list of an event says something else now, or who were not on it
 * @people: recorded; @known: were recorded already, as the same person
 * @contacts: entries of the log; @follow_ups: of these, with something to be done
 * @expenses: lines of the budget
 *
 * What was written.
 */
typedef struct
{
  guint attendance, people, known, contacts, follow_ups, expenses;
} AtlasDebriefingCounts;

/**
 * atlas_debriefing_write:
 * @counts: (out) (optional)
 *
 * Writes all of it in one step: "Debrief Spring in Ontario". Stops at which somebody was get their events
 * where they have none, and these are held from now on. How many came is noted in the mission, as the lists
 * say. What was written before is not written a second time: nobody is recorded twice, on a list twice, or
 * said the same of on the same day. Who is known already gets the consents that are new; who was merged into
 * another is that one; what is told of somebody who is not there any more is left out.
 *
 * Returns: FALSE with ATLAS_RECORD_ERROR, which names the record and its field, or ATLAS_STORE_ERROR; nothing
 * is changed then
 */
gboolean atlas_debriefing_write (const AtlasDebriefing *self,
                                 AtlasRegister *source,
                                 AtlasDebriefingCounts *counts,
                                 GCancellable *cancellable,
                                 GError **error);

/* One that is not finished is kept in the database, without being journalled, until it is written. Who is
 * erased takes it along. */

/** @self: (nullable): NULL: there is none any more. Not for the main thread. FALSE with @error */
gboolean atlas_debriefing_keep (const AtlasDebriefing *self,
                                AtlasRegister *source,
                                AtlasRecord *mission,
                                GError **error);

/** What is kept of that mission, without what can't be taken up any more. (transfer full) (nullable) */
AtlasDebriefing *atlas_debriefing_take_up (AtlasRegister *source, AtlasRecord *mission);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDebriefing, atlas_debriefing_free)

G_END_DECLS
