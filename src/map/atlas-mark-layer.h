/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-drawn-layer.h"

G_BEGIN_DECLS

/**
 * AtlasMarkLayer:
 *
 * Events as small marks, and one pin above all else for the place that is being looked at or chosen.
 */
#define ATLAS_TYPE_MARK_LAYER (atlas_mark_layer_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMarkLayer, atlas_mark_layer, ATLAS, MARK_LAYER, AtlasDrawnLayer)

AtlasMarkLayer *atlas_mark_layer_new (ShumateViewport *viewport);

/** Degrees; NaN: no pin. */
void atlas_mark_layer_set_pin (AtlasMarkLayer *self, double latitude, double longitude);

void atlas_mark_layer_remove_all (AtlasMarkLayer *self);

/** Degrees; a mark without a position is left out. */
void
atlas_mark_layer_add (AtlasMarkLayer *self, gint64 id, double latitude, double longitude, const char *title);

/**
 * atlas_mark_layer_pick:
 * @x, @y: on this widget
 * @title: (out) (transfer none): of the mark there
 *
 * Returns: FALSE if there is none
 */
gboolean atlas_mark_layer_pick (AtlasMarkLayer *self, double x, double y, gint64 *id, const char **title);

G_END_DECLS
