/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-view.h"

G_BEGIN_DECLS

/**
 * AtlasAreaTable:
 *
 * The regions of a map as a table: what each is shaded by and how many people live there, sorted by any
 * column. An equal way in for whoever does not see the map: it shows the same numbers at the same moment, and
 * what is chosen in one is chosen in the other.
 *
 * Signals:
 * - "region-activated" (guint region): as of the map
 */
#define ATLAS_TYPE_AREA_TABLE (atlas_area_table_get_type ())
G_DECLARE_FINAL_TYPE (AtlasAreaTable, atlas_area_table, ATLAS, AREA_TABLE, GtkWidget)

/** @map: (nullable): not kept alive */
void atlas_area_table_set_map (AtlasAreaTable *self, AtlasMapView *map);

G_END_DECLS
