/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "atlas-base-map.h"

G_BEGIN_DECLS

/**
 * AtlasBaseMapDialog:
 *
 * Asks for the address of a map server, and whose the map is. Nothing is asked of the server here.
 *
 * Signals:
 * - "added" (gpointer map): an #AtlasBaseMap, borrowed
 */
#define ATLAS_TYPE_BASE_MAP_DIALOG (atlas_base_map_dialog_get_type ())
G_DECLARE_FINAL_TYPE (AtlasBaseMapDialog, atlas_base_map_dialog, ATLAS, BASE_MAP_DIALOG, AdwWindow)

GtkWidget *atlas_base_map_dialog_new (void);

G_END_DECLS
