/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-drawn-layer.h"
#include "atlas-map-draft.h"

G_BEGIN_DECLS

/**
 * AtlasSelectionLayer:
 *
 * Draws what is selected: its shapes outlined in the accent colour, dashed where they are taken away, the
 * area that is left filled lightly; above it what is being drawn, and the keyboard's crosshair. A map has two
 * of them: what is selected lies under the circles and names, what is being drawn over them.
 */
#define ATLAS_TYPE_SELECTION_LAYER (atlas_selection_layer_get_type ())
G_DECLARE_FINAL_TYPE (AtlasSelectionLayer, atlas_selection_layer, ATLAS, SELECTION_LAYER, AtlasDrawnLayer)

AtlasSelectionLayer *atlas_selection_layer_new (ShumateViewport *viewport);

/** @selection: (nullable) */
void atlas_selection_layer_set_selection (AtlasSelectionLayer *self, AtlasSelection *selection);

/** @draft: (nullable): borrowed until the next call; @subtracted: it will be taken away; @imperial: a radius
 * is told in miles */
void atlas_selection_layer_set_draft (AtlasSelectionLayer *self,
                                      const AtlasMapDraft *draft,
                                      gboolean subtracted,
                                      gboolean imperial);

/** @crosshair: (nullable): where it is; NULL: it is not shown */
void atlas_selection_layer_set_crosshair (AtlasSelectionLayer *self, const AtlasMapPoint *crosshair);

G_END_DECLS
