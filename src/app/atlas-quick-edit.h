/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * atlas_quick_edit:
 * @key, @text: a field and what becomes of it, as a person types it
 * @message: what the person is told then, with a button that takes it back; %s is the record's title
 *
 * Changes one field of a record that need not be open in an editor: one unit of work, in the background. What
 * does not work is told by the session.
 */
void atlas_quick_edit (AtlasSession *session,
                       const AtlasKind *kind,
                       gint64 id,
                       const char *key,
                       const char *text,
                       const char *message);

/** The follow-up of a contact is done, today. */
void atlas_quick_follow_up_done (AtlasSession *session, gint64 contact);

/** The follow-up of a contact is due in a week, from today or from when it was due if that is still to come.
 */
void atlas_quick_follow_up_later (AtlasSession *session, gint64 contact);

/** What is known of a person was confirmed today. */
void atlas_quick_confirm (AtlasSession *session, gint64 member);

G_END_DECLS
