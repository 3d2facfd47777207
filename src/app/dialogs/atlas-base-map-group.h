/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * AtlasBaseMapGroup:
 *
 * In the preferences: whether map servers may be asked at all, and the person's own base maps, which can be
 * removed here.
 */
#define ATLAS_TYPE_BASE_MAP_GROUP (atlas_base_map_group_get_type ())
G_DECLARE_FINAL_TYPE (AtlasBaseMapGroup, atlas_base_map_group, ATLAS, BASE_MAP_GROUP, AdwPreferencesGroup)

G_END_DECLS
