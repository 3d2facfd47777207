/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-drawn-layer.h"
#include "atlas-point-set.h"

G_BEGIN_DECLS

/**
 * AtlasHeatLayer:
 *
 * Colours the map by how densely members live. The picture is made on a thread, for more than is seen, and
 * moved and stretched with the map until there is a new one: a frame costs the window one texture. Asks for
 * nothing while it is not visible.
 *
 * Properties:
 * - "rendering" (boolean): whether a newer picture than the one shown is on its way
 */
#define ATLAS_TYPE_HEAT_LAYER (atlas_heat_layer_get_type ())
G_DECLARE_FINAL_TYPE (AtlasHeatLayer, atlas_heat_layer, ATLAS, HEAT_LAYER, AtlasDrawnLayer)

AtlasHeatLayer *atlas_heat_layer_new (ShumateViewport *viewport);

/** @points: (nullable) */
void atlas_heat_layer_set_points (AtlasHeatLayer *self, AtlasPointSet *points);

/** @points: (nullable): of whom is made what is shown as the hottest; NULL: of those shown */
void atlas_heat_layer_set_scale_points (AtlasHeatLayer *self, AtlasPointSet *points);

gboolean atlas_heat_layer_is_rendering (AtlasHeatLayer *self);

G_END_DECLS
