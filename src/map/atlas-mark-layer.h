/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-cluster-layer.h"

G_BEGIN_DECLS

/**
 * AtlasMarkLayer:
 *
 * Events as small marks, and one pin above all else for the place that is being looked at or chosen. Marks
 * that would hide each other are one with their number; those at a circle's place hang on its rim, so that
 * its numerals can be read.
 */
#define ATLAS_TYPE_MARK_LAYER (atlas_mark_layer_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMarkLayer, atlas_mark_layer, ATLAS, MARK_LAYER, AtlasDrawnLayer)

/** @clusters: the layer below, on whose circles marks hang while it is visible */
AtlasMarkLayer *atlas_mark_layer_new (ShumateViewport *viewport, AtlasClusterLayer *clusters);

/** Degrees; NaN: no pin. */
void atlas_mark_layer_set_pin (AtlasMarkLayer *self, double latitude, double longitude);

void atlas_mark_layer_remove_all (AtlasMarkLayer *self);

/** Degrees; a mark without a position is left out. */
void
atlas_mark_layer_add (AtlasMarkLayer *self, gint64 id, double latitude, double longitude, const char *title);

/**
 * AtlasMarkPick:
 * @id: of the first that was added
 * @n_marks: how many are drawn as one
 * @box: around where they are
 */
typedef struct
{
  gint64 id;
  guint n_marks;
  AtlasMapBox box;
} AtlasMarkPick;

/**
 * atlas_mark_layer_pick:
 * @x, @y: on this widget
 * @pick: (out caller-allocates): what was last drawn there
 * @title: (out) (optional) (transfer full): of the marks there, a line each but for the last of many
 *
 * Returns: FALSE if there is none
 */
gboolean atlas_mark_layer_pick (AtlasMarkLayer *self, double x, double y, AtlasMarkPick *pick, char **title);

G_END_DECLS
