/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-drawn-layer.h"
#include "atlas-shapes.h"

G_BEGIN_DECLS

/**
 * AtlasRegionLayer:
 *
 * Outlines the region or county under the pointer, lightly, and the selected region. Only these two: all
 * borders are in the tiles.
 */
#define ATLAS_TYPE_REGION_LAYER (atlas_region_layer_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRegionLayer, atlas_region_layer, ATLAS, REGION_LAYER, AtlasDrawnLayer)

AtlasRegionLayer *atlas_region_layer_new (ShumateViewport *viewport);

/** @layer: of regions, or of counties; @id: of the shape; %ATLAS_REGION_NONE: none. */
void atlas_region_layer_set_hovered (AtlasRegionLayer *self, AtlasShapesLayer layer, guint id);
/** A region's index; %ATLAS_REGION_NONE: none. */
void atlas_region_layer_set_selected (AtlasRegionLayer *self, guint region);

G_END_DECLS
