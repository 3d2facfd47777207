/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-register.h"

G_BEGIN_DECLS

/**
 * atlas_merged_list_uuids:
 *
 * The ids of a person: the member's own, and those of records that were merged into it, and into these, as
 * verdicts say, and the journal of such that went. One that stands is somebody's record still, whatever
 * another office said of it, or what was said before a merging was undone.
 *
 * Returns: (transfer full) (element-type AtlasUuid): the member's own first; NULL with @error
 */
GArray *atlas_merged_list_uuids (AtlasConnection *connection, const AtlasUuid *member, GError **error);

/** Row ids that members of that id have, or had, in the order of these. (transfer full) (element-type
 * gint64): NULL with @error */
GArray *atlas_merged_list_rows (AtlasConnection *connection, const AtlasUuid *uuid, GError **error);

/**
 * atlas_merged_find:
 * @stays: (out): the member whom the id means: of itself where it stands, else whose record theirs was merged
 * into, and so on
 * @stands: (out): whether there is one
 *
 * For one id or a few.
 *
 * Returns: FALSE with @error
 */
gboolean atlas_merged_find (
  AtlasConnection *connection, const AtlasUuid *uuid, AtlasUuid *stays, gboolean *stands, GError **error);

G_END_DECLS
