/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/**
 * AtlasMapScale:
 *
 * How long a distance is on the map, in the middle of it: a bar of 1, 2 or 5 times a power of ten, as other
 * maps have. It is always as large, so that nothing is laid out anew while the map moves.
 */
#define ATLAS_TYPE_MAP_SCALE (atlas_map_scale_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMapScale, atlas_map_scale, ATLAS, MAP_SCALE, GtkWidget)

GtkWidget *atlas_map_scale_new (ShumateViewport *viewport);

/** @imperial: in miles and feet */
void atlas_map_scale_set_imperial (AtlasMapScale *self, gboolean imperial);

/**
 * atlas_map_scale_choose:
 * @metres: that there is room for; above zero
 * @length: (out): of the bar, metres
 *
 * Returns: (transfer full): what is written on it: "500 km"
 */
char *atlas_map_scale_choose (double metres, gboolean imperial, double *length);

G_END_DECLS
