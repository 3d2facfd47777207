/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-people-row.h"
#include "atlas-listed-person.h"
#include "atlas-suggestions.h"

G_BEGIN_DECLS

/* In three files: atlas-people-row.c is the list and the field; atlas-people-row-search.c finds people and
 * adds them; atlas-people-row-summary.c counts. */

struct _AtlasPeopleRow
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

  const AtlasField *field;  /* the list */
  const AtlasField *choice; /* what its entries say of a person: attendance, a role */
  gboolean is_attendance;   /* people are invited, and counted */

  AtlasSession *session;
  GListStore *listed; /* in the order of the record */
  GHashTable *people; /* uuid -> AtlasPersonBrief: who is known already */
  AtlasValue stored;  /* what the list makes, where that is known */
  gboolean is_stored;
  gint64 id;     /* of the record that is shown */
  gint64 places; /* that there are; -1: not stated */

  GCancellable *looking, *searching, *inviting; /* of the answers that are being waited for */
};

/* atlas-people-row-search.c */

/** Finds out who those are of whom it is not known. */
void atlas_people_row_look_up (AtlasPeopleRow *self);
void atlas_people_row_update_invite (AtlasPeopleRow *self);
void atlas_people_row_invite_found (AtlasPeopleRow *self);

/** The person types a name. */
void atlas_people_row_search (AtlasPeopleRow *self);
void atlas_people_row_add_suggested (AtlasPeopleRow *self, AtlasSuggestion *suggestion);
void atlas_people_row_stop (AtlasPeopleRow *self);

/* atlas-people-row.c */

/** @people: (element-type AtlasPersonBrief); returns how many were not there yet */
guint atlas_people_row_add_people (AtlasPeopleRow *self, GPtrArray *people);

/** Takes note of @people (element-type AtlasPersonBrief), who are shown by name from now on. */
void atlas_people_row_take_people (AtlasPeopleRow *self, GPtrArray *people);

/* atlas-people-row-summary.c */
void atlas_people_row_update_summary (AtlasPeopleRow *self);

G_END_DECLS
