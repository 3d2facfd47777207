/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-shading.h"
#include "atlas-map-view.h"

G_BEGIN_DECLS

/**
 * AtlasAreaTable:
 *
 * The regions, counties or places of a map as a table: what each comes to and how many people live there,
 * sorted by any column and narrowed down by name. An equal way in for whoever does not see the map: it shows
 * the same numbers at the same moment, and what is chosen in one is chosen in the other. Until the person
 * chooses in it, it shows counties when the map does.
 *
 * Signals:
 * - "region-activated" (guint region): as of the map. A county or place that is chosen becomes the map's
 * selection.
 */
#define ATLAS_TYPE_AREA_TABLE (atlas_area_table_get_type ())
G_DECLARE_FINAL_TYPE (AtlasAreaTable, atlas_area_table, ATLAS, AREA_TABLE, GtkWidget)

/** @map: (nullable): not kept alive */
void atlas_area_table_set_map (AtlasAreaTable *self, AtlasMapView *map);

/** @shading: (nullable): which measures what the table shows; not kept alive */
void atlas_area_table_set_shading (AtlasAreaTable *self, AtlasMapShading *shading);

AtlasAreas atlas_area_table_get_areas (AtlasAreaTable *self);
void atlas_area_table_set_areas (AtlasAreaTable *self, AtlasAreas areas);

G_END_DECLS
