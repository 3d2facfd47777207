/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasCheckInList:
 *
 * Who is on a list and who else is known, found by a name that is typed: those on the list come first, then
 * whoever else is known, then somebody new. What becomes of whom is chosen is its owner's.
 *
 * Signals:
 * - "chosen" (string uuid, string name): somebody was; uuid NULL: somebody new of the name that was typed
 * - "talk" (string uuid, string name): a talk with somebody is to be logged (Ctrl+L, or the line's button)
 */
#define ATLAS_TYPE_CHECK_IN_LIST (atlas_check_in_list_get_type ())
G_DECLARE_FINAL_TYPE (AtlasCheckInList, atlas_check_in_list, ATLAS, CHECK_IN_LIST, GtkWidget)

GtkWidget *atlas_check_in_list_new (void);

/** @session: (nullable) */
void atlas_check_in_list_set_session (AtlasCheckInList *self, AtlasSession *session);

/** Whether lines offer to log a talk, and how high the lines get before they scroll, pixels. Once, before
 * there are any. */
void atlas_check_in_list_set_talks (AtlasCheckInList *self, gboolean talks, int max_height);

/** @statuses: uuid -> status, "" for none: copied; @all: those who are known may have changed */
void atlas_check_in_list_set_statuses (AtlasCheckInList *self, GHashTable *statuses, gboolean all);

/** Adds to @statuses, which owns its keys and values, what entries of atlas_kind_attendance say. */
void atlas_check_in_list_add_statuses (GHashTable *statuses, GPtrArray *attendance);

/** Whether they are there already. */
gboolean atlas_check_in_list_has_come (AtlasCheckInList *self, const char *uuid);

/** Empties the entry, for the next name. */
void atlas_check_in_list_clear (AtlasCheckInList *self);

/** (transfer none) */
GtkSearchEntry *atlas_check_in_list_get_entry (AtlasCheckInList *self);

/** Whether all that is to be seen is the answer to what was typed. */
gboolean atlas_check_in_list_is_settled (AtlasCheckInList *self);

G_END_DECLS
