/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-view.h"

G_BEGIN_DECLS

/**
 * AtlasBaseMapControl:
 *
 * Lets the person choose what the map is painted over, keeps map and menu in step with the settings, and asks
 * before a server is. A map that can't be shown leaves the built-in one, with a word why.
 *
 * Actions of the page, in the group "base": "choose" (a string: an id), "names" (whether ours are drawn over
 * a map of the person's own), "add-file", "add-address".
 */
#define ATLAS_TYPE_BASE_MAP_CONTROL (atlas_base_map_control_get_type ())
G_DECLARE_FINAL_TYPE (AtlasBaseMapControl, atlas_base_map_control, ATLAS, BASE_MAP_CONTROL, GObject)

/** @page: where the actions are put, and over whose window questions are asked. @menu: filled */
AtlasBaseMapControl *
atlas_base_map_control_new (AtlasMapView *map, GtkWidget *page, GMenu *menu, GSettings *settings);

/** Whether a file is being opened. */
gboolean atlas_base_map_control_is_opening (AtlasBaseMapControl *self);

/** Adds the file as a map of the person's own and shows it; complains where it is none. */
void atlas_base_map_control_add_file (AtlasBaseMapControl *self, const char *path);

G_END_DECLS
