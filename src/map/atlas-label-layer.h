/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-cluster-layer.h"
#include "atlas-itinerary.h"

G_BEGIN_DECLS

/**
 * AtlasLabelLayer:
 *
 * Names of countries, regions and places, by zoom and population, in the person's language where the data has
 * it. They keep clear of each other and of the clusters: a place under a circle has its name beside it.
 */
#define ATLAS_TYPE_LABEL_LAYER (atlas_label_layer_get_type ())
G_DECLARE_FINAL_TYPE (AtlasLabelLayer, atlas_label_layer, ATLAS, LABEL_LAYER, AtlasDrawnLayer)

/** @clusters: the layer above, for which labels make way while it is visible */
AtlasLabelLayer *atlas_label_layer_new (ShumateViewport *viewport, AtlasClusterLayer *clusters);

/** @itinerary: (nullable): drawn above with names of its own, for which labels make way */
void atlas_label_layer_set_itinerary (AtlasLabelLayer *self, AtlasItinerary *itinerary);

gboolean atlas_label_layer_is_animating (AtlasLabelLayer *self);

G_END_DECLS
