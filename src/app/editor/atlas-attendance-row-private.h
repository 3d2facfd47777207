/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-attendance-row.h"
#include "atlas-attendee.h"
#include "atlas-suggestions.h"

G_BEGIN_DECLS

/* In three files: atlas-attendance-row.c is the list and the field; atlas-attendance-people.c finds people
 * and adds them; atlas-attendance-summary.c counts. */

struct _AtlasAttendanceRow
{
  GtkWidget parent_instance;

  GtkWidget *content;
  GtkGrid *summary;
  GtkLabel *room;
  GtkEditable *entry;
  GtkButton *invite;
  GtkWidget *list_frame;
  GtkListView *list;
  GtkLabel *message;
  AtlasSuggestions *suggestions;

  AtlasSession *session;
  GListStore *attendees; /* in the order of the record */
  GHashTable *people;    /* uuid -> AtlasPersonBrief: who is known already */
  AtlasValue stored;     /* what the list makes, where that is known */
  gboolean is_stored;
  gint64 id;     /* of the record that is shown */
  gint64 places; /* that there are; -1: not stated */

  GCancellable *looking, *searching, *inviting; /* of the answers that are being waited for */
};

/* atlas-attendance-people.c */

/** Finds out who those are of whom it is not known. */
void atlas_attendance_row_look_up (AtlasAttendanceRow *self);
void atlas_attendance_row_update_invite (AtlasAttendanceRow *self);
void atlas_attendance_row_invite_found (AtlasAttendanceRow *self);

/** The person types a name. */
void atlas_attendance_row_search (AtlasAttendanceRow *self);
void atlas_attendance_row_add_suggested (AtlasAttendanceRow *self, AtlasSuggestion *suggestion);
void atlas_attendance_row_stop (AtlasAttendanceRow *self);

/* atlas-attendance-row.c */

/** @people: (element-type AtlasPersonBrief); returns how many were not there yet */
guint atlas_attendance_row_add_people (AtlasAttendanceRow *self, GPtrArray *people);

/** Takes note of @people (element-type AtlasPersonBrief), who are shown by name from now on. */
void atlas_attendance_row_take_people (AtlasAttendanceRow *self, GPtrArray *people);

/* atlas-attendance-summary.c */
void atlas_attendance_row_update_summary (AtlasAttendanceRow *self);

G_END_DECLS
