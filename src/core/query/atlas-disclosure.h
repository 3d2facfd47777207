/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/* Who was in which export: so that a person can be told to whom their data went. Kept as row ids beside the
 * unit that logs the export, and as nothing else; erasing a person takes them out. */

/**
 * AtlasDisclosure:
 *
 * The people of one export while it is written: about a byte each.
 */
typedef struct _AtlasDisclosure AtlasDisclosure;

AtlasDisclosure *atlas_disclosure_new (void);
void atlas_disclosure_free (AtlasDisclosure *self);

/** @member: a row id, larger than the one before it. */
void atlas_disclosure_add (AtlasDisclosure *self, gint64 member);

/** Keeps them with @unit, which is that of the export. */
gboolean atlas_disclosure_save (AtlasDisclosure *self, AtlasUnit *unit, GError **error);

/**
 * atlas_disclosure_list_units:
 * @member: as the person is known now; what went out under a record that has been merged into it counts too
 *
 * Returns: (transfer full) (element-type gint64): ids of the units (see AtlasUnitInfo) whose files held the
 * person, the newest first; NULL with @error
 */
GArray *atlas_disclosure_list_units (AtlasRegister *source,
                                     const AtlasUuid *member,
                                     GCancellable *cancellable,
                                     GError **error);

/**
 * atlas_disclosure_list_members:
 *
 * Returns: (transfer full) (element-type gint64): row ids of the people whom the file of @unit held, as far
 * as they have not been erased since; some may be deleted. NULL with @error
 */
GArray *
atlas_disclosure_list_members (AtlasRegister *source, gint64 unit, GCancellable *cancellable, GError **error);

/** Takes the person with that row id out of every list. */
gboolean atlas_disclosure_forget (AtlasUnit *unit, gint64 member, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasDisclosure, atlas_disclosure_free)

G_END_DECLS
