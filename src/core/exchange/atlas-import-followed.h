/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-unit.h"
#include "atlas-uuid.h"

G_BEGIN_DECLS

/**
 * AtlasImportFollowed:
 *
 * Whom the id of a member means who is no more: verdicts tell whose record theirs was merged into. They are
 * read when first asked for, as they stand then.
 */
typedef struct _AtlasImportFollowed AtlasImportFollowed;

AtlasImportFollowed *atlas_import_followed_new (AtlasUnit *unit);
void atlas_import_followed_free (AtlasImportFollowed *self);

/**
 * atlas_import_followed_find:
 * @stays: (out): whose record it is by now
 * @followed: (out): whether there is one. A member who stands here is followed to nobody, whatever another
 * office's verdict says of them; nor is anybody to a record that does not stand.
 *
 * Returns: FALSE with @error
 */
gboolean atlas_import_followed_find (
  AtlasImportFollowed *self, const AtlasUuid *uuid, AtlasUuid *stays, gboolean *followed, GError **error);

/**
 * atlas_import_followed_resolve:
 * @stays: (out): the member whom that id means: of itself where it stands
 * @stands: (out): whether there is one
 *
 * Returns: FALSE with @error
 */
gboolean atlas_import_followed_resolve (
  AtlasImportFollowed *self, const AtlasUuid *uuid, AtlasUuid *stays, gboolean *stands, GError **error);

/** From now on @gone, who does not stand, means @stays. FALSE with @error */
gboolean atlas_import_followed_add (AtlasImportFollowed *self,
                                    const AtlasUuid *gone,
                                    const AtlasUuid *stays,
                                    GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasImportFollowed, atlas_import_followed_free)

G_END_DECLS
