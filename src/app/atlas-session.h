/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-filter.h"
#include "atlas-job.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasSession:
 *
 * An open database as one window shows it: the register, what is searched for, who matches, and what goes on
 * in the background. Pages are given the session, ask it and its register, and listen to them; they do not
 * know each other.
 *
 * Properties:
 * - "points" (AtlasPointSet): the people whom the members' filter finds, counted; NULL until first known
 * - "loading" (boolean): whether newer points than these are on their way
 * - "undo-label", "redo-label" (string): what they would do; NULL: nothing
 *
 * Signals:
 * - "told" (string message, boolean undo): something to tell the person in passing, with a button that takes
 *   back what has just been done
 * - "saved" (string message, GFile): a file that the person asked for has been written
 * - "offered" (string message, string label, string action): something to tell, with a button of that label
 *   that activates an action of the window, as g_action_parse_detailed_name() reads it
 * - "failed" (string title, GError): something the person wanted did not work
 */
#define ATLAS_TYPE_SESSION (atlas_session_get_type ())
G_DECLARE_FINAL_TYPE (AtlasSession, atlas_session, ATLAS, SESSION, GObject)

AtlasSession *atlas_session_new (AtlasRegister *register_);
AtlasRegister *atlas_session_get_register (AtlasSession *self);

/** Before the database is closed: jobs are cancelled, and nothing is counted any more. */
void atlas_session_close (AtlasSession *self);

/** Looks whether another day has begun since it last looked, and if so has the filters understood anew and
 * tells "day-changed": a window may be open for weeks. Every five minutes it looks by itself. */
void atlas_session_look_at_day (AtlasSession *self);

/** The filter of people, of events or of organisations; the same object for the life of the session. */
AtlasFilter *atlas_session_get_filter (AtlasSession *self, const AtlasKind *kind);

AtlasPointSet *atlas_session_get_points (AtlasSession *self);

/** What these points are the answer to: while another is on its way not what the filter asks by now.
 * (nullable): where there are no points yet */
AtlasQuery *atlas_session_get_points_query (AtlasSession *self);
gboolean atlas_session_is_loading (AtlasSession *self);

const char *atlas_session_get_undo_label (AtlasSession *self);
const char *atlas_session_get_redo_label (AtlasSession *self);

/** Undoes or redoes in the background, and tells what it was. */
void atlas_session_undo (AtlasSession *self, gboolean redo);

/** What was just done can't be undone: unless something is changed first, the next undo tells @words (a
 * sentence) rather than undoing what was done before it, which nobody meant. */
void atlas_session_note_final (AtlasSession *self, const char *words);

/** See "told". @message: plain text */
void atlas_session_tell (AtlasSession *self, const char *message, gboolean undo);

/** Who alone shows what is told, as a dialog before the window does; NULL: all who listen. Not held. */
void atlas_session_set_teller (AtlasSession *self, gpointer teller);
/** Whether @who is to show what is told. */
gboolean atlas_session_is_teller (AtlasSession *self, gpointer who);

/** See "saved". @message: plain text */
void atlas_session_tell_saved (AtlasSession *self, const char *message, GFile *file);

/** See "offered". @message, @label: plain text, the label with a mnemonic */
void atlas_session_offer (AtlasSession *self, const char *message, const char *label, const char *action);

/** See "failed". Cancelling is no failure and is not told. @title: "The import failed" */
void atlas_session_fail (AtlasSession *self, const char *title, const GError *error);

/** The jobs that are running. (transfer none) (element-type AtlasJob) */
GListModel *atlas_session_get_jobs (AtlasSession *self);

/** Begins a job that the window shows until atlas_job_end(). (transfer full) */
AtlasJob *atlas_session_start_job (AtlasSession *self, const char *title);

G_END_DECLS
