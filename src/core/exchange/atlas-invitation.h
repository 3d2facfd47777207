/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-admission.h"
#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasInvitationLanguage:
 * @code: (nullable): NULL: those of whom it is not known
 */
typedef struct
{
  char *code;
  gint64 people;
} AtlasInvitationLanguage;

/**
 * AtlasInvitation:
 * @languages: (element-type AtlasInvitationLanguage): who is asked, by the language they prefer, the largest
 * first, then by code
 * @members: (element-type AtlasUuid): who is asked
 *
 * Whom a search finds that may be asked to come: the same as are in a contact list (see
 * atlas_contacts_write()), by the same consents.
 */
typedef struct
{
  AtlasAdmissionCounts counts;
  GArray *languages;
  GArray *members;
} AtlasInvitation;

/** Goes through all who match; not for the main thread of a window. NULL with @error */
AtlasInvitation *atlas_invitation_new (
  AtlasRegister *source, AtlasQuery *query, AtlasChannel channel, GCancellable *cancellable, GError **error);
void atlas_invitation_free (AtlasInvitation *self);

/** In the person's language: "Français"; of those of whom none is known, "Not stated". Borrowed. */
const char *atlas_invitation_language_get_label (const AtlasInvitationLanguage *self);

/**
 * atlas_event_invite:
 * @event: row id
 * @n_added: (out) (optional): how many were not on the list before
 *
 * Puts those who are asked on the event's list as invited, in one step; who is on it stays as they are.
 * Nothing is written where all of them are.
 */
gboolean atlas_event_invite (AtlasRegister *self,
                             gint64 event,
                             AtlasInvitation *invitation,
                             guint *n_added,
                             GCancellable *cancellable,
                             GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasInvitation, atlas_invitation_free)

G_END_DECLS
