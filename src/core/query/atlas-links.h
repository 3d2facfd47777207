/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * AtlasLink:
 * @record: an organisation, an event, an entry of the contact log
 * @item: (nullable): what that says of the person: the role, the attendance; none of a contact, which is
 * about the person as a whole
 *
 * What another record has to do with a person.
 */
typedef struct
{
  AtlasRecord *record;
  AtlasRecord *item;
} AtlasLink;

void atlas_link_free (AtlasLink *self);

/** Of a link with an item: "Treasurer since 1 March 2024", "3 May 2026, 18:00 · Attended". (transfer full) */
char *atlas_link_describe (const AtlasLink *self);

/* All of them read from the database, on the thread that they are called on, and give (transfer full)
 * (element-type AtlasLink), or NULL with @error. */

/** The contact log of a person or an organisation (@with), newest first; of one day what was written down
 * last comes first. */
GPtrArray *atlas_links_list_contacts (AtlasRegister *source,
                                      const AtlasKind *with,
                                      const AtlasUuid *uuid,
                                      GCancellable *cancellable,
                                      GError **error);

/** In which organisations a person has, or had, which role; by the organisation's name. Where somebody has
 * two roles in one, it comes twice. */
GPtrArray *atlas_links_list_roles (AtlasRegister *source,
                                   const AtlasUuid *member,
                                   GCancellable *cancellable,
                                   GError **error);

/** The events to which a person was invited or came, newest first. Reads the attendance of every event. */
GPtrArray *atlas_links_list_attendance (AtlasRegister *source,
                                        const AtlasUuid *member,
                                        GCancellable *cancellable,
                                        GError **error);

/**
 * atlas_links_list_contacts_among:
 * @set: of whom
 * @organisations: (element-type AtlasRecord) (nullable): and of which organisations
 * @due: (nullable): only those whose follow-up is open and is to be done by this day, "YYYY-MM-DD", the
 * oldest first; NULL: all, newest first
 * @limit: as many are told of at most; 0: all
 *
 * The contact log of many people at once. Goes through the log until it has found enough.
 */
GPtrArray *atlas_links_list_contacts_among (AtlasRegister *source,
                                            AtlasPointSet *set,
                                            GPtrArray *organisations,
                                            const char *due,
                                            guint limit,
                                            GCancellable *cancellable,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasLink, atlas_link_free)

G_END_DECLS
