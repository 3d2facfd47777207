/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * atlas_member_merge_make:
 *
 * What would come of two members, as a record with the id of @left: of each field what @left says, or @right
 * where
 * @left says nothing; address and position each as a whole; lists united; both notes; the earlier `created`,
 * the later `confirmed`; of the consents all entries, and where either side took a consent back and the
 * other's would count, it is taken back once more: the strictest wins.
 *
 * Returns: (transfer full)
 */
AtlasRecord *atlas_member_merge_make (AtlasRecord *left, AtlasRecord *right);

/**
 * atlas_member_merge_choose:
 * @choice: "key=left", "key=right", or "key=value" as atlas_record_set_from_text() reads it
 *
 * Settles one field of what atlas_member_merge_make() made. Consents can't be chosen.
 *
 * Returns: FALSE with ATLAS_RECORD_ERROR
 */
gboolean atlas_member_merge_choose (
  AtlasRecord *merged, AtlasRecord *left, AtlasRecord *right, const char *choice, GError **error);

/**
 * atlas_member_merge:
 * @left: id of the member that stays
 * @right: id of the member that goes
 * @choices: (nullable) (array zero-terminated=1): for atlas_member_merge_choose()
 *
 * Makes one record of two, as one step that can be undone. What refers to @right, in records of any kind,
 * then refers to @left; that @right was @left is remembered as a verdict, so that an import which brings
 * @right again means @left. Any thread.
 *
 * Returns: (transfer full): the record as it now stands; NULL with @error, nothing changed
 */
AtlasRecord *atlas_member_merge (AtlasRegister *target,
                                 const AtlasUuid *left,
                                 const AtlasUuid *right,
                                 char **choices,
                                 GCancellable *cancellable,
                                 GError **error);

/** Remembers, as a verdict, that a record of @right was of the person of @left: as atlas_member_merge() does.
 * FALSE with @error */
gboolean
atlas_member_merge_remember (AtlasUnit *unit, const AtlasUuid *left, const AtlasUuid *right, GError **error);

G_END_DECLS
