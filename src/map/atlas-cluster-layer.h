/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-bubble.h"
#include "atlas-drawn-layer.h"
#include "atlas-place-circles.h"

G_BEGIN_DECLS

/**
 * AtlasClusterLayer:
 *
 * Draws the members of a point set as circles with numbers, and single people as dots. Circles keep their
 * size while the map is zoomed and part or join every half level, moving from where they came within 150 ms.
 * Or, with [method@AtlasClusterLayer.set_on_places], a circle on each place of the gazetteer.
 *
 * Signals:
 * - "circles-changed": see [method@AtlasClusterLayer.get_circles]
 */
#define ATLAS_TYPE_CLUSTER_LAYER (atlas_cluster_layer_get_type ())
G_DECLARE_FINAL_TYPE (AtlasClusterLayer, atlas_cluster_layer, ATLAS, CLUSTER_LAYER, AtlasDrawnLayer)

AtlasClusterLayer *atlas_cluster_layer_new (ShumateViewport *viewport);

/** @points: (nullable): NULL shows nothing */
void atlas_cluster_layer_set_points (AtlasClusterLayer *self, AtlasPointSet *points);

/** @points: (nullable): the largest of whose circles is the largest there can be; NULL: of those shown */
void atlas_cluster_layer_set_scale_points (AtlasClusterLayer *self, AtlasPointSet *points);
/** @reached: (nullable): who of the points is reached: they are filled, and the others hollow and of another
 * colour, in shares where a circle has both; NULL: nobody is told apart */
void atlas_cluster_layer_set_reached (AtlasClusterLayer *self, AtlasPointSet *reached);
/** Whether circles stand on places instead. */
void atlas_cluster_layer_set_on_places (AtlasClusterLayer *self, gboolean on_places);
/** Whether circles on places are split by sex. */
void atlas_cluster_layer_set_split (AtlasClusterLayer *self, gboolean split);
/** Those on places; NULL: not shown, or not counted yet. Borrowed. */
AtlasPlaceCircles *atlas_cluster_layer_get_circles (AtlasClusterLayer *self);

/** Whether what is at a place of the Mercator unit square is to be seen but faintly. */
typedef gboolean (*AtlasClusterFadeFunc) (double x, double y, gpointer data);

/** @is_faded: (nullable) (scope notified): asked of each circle as it is drawn; @data outlives the layer, or
 * the function is taken away again. */
void atlas_cluster_layer_set_fade (AtlasClusterLayer *self, AtlasClusterFadeFunc is_faded, gpointer data);

/**
 * atlas_cluster_layer_pick:
 * @x, @y: on this widget, in logical pixels
 * @bubble: (out caller-allocates): what is there
 *
 * Returns: FALSE if there is none at that point
 */
gboolean atlas_cluster_layer_pick (AtlasClusterLayer *self, double x, double y, AtlasBubble *bubble);

/** Who is in a bubble that was picked: rows of the point index. (transfer full) (element-type guint) */
GArray *atlas_cluster_layer_list_rows (AtlasClusterLayer *self, const AtlasBubble *bubble);

/** The one with a ring around it; NULL: none. */
void atlas_cluster_layer_set_hovered (AtlasClusterLayer *self, const AtlasBubble *bubble);

/** (element-type AtlasBubble): those last drawn, largest first, some beyond the widget's edges; borrowed
 * until the next frame. */
const GArray *atlas_cluster_layer_get_bubbles (AtlasClusterLayer *self);

/** Where, in the Mercator unit square, and how large bubble @index of these is drawn at this moment of its
 * way. */
void
atlas_cluster_layer_get_drawn (AtlasClusterLayer *self, guint index, double *x, double *y, double *radius);

/** Changes whenever the bubbles do: for layers that make way for them. */
guint atlas_cluster_layer_get_generation (AtlasClusterLayer *self);

/** Computes the bubbles of @frame now, where they are not known yet: layers below that make way for bubbles
 * ask before they are drawn. */
void atlas_cluster_layer_ensure (AtlasClusterLayer *self, const AtlasMapFrame *frame);

gboolean atlas_cluster_layer_is_animating (AtlasClusterLayer *self);

G_END_DECLS
