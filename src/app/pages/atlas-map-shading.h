/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-view.h"
#include "atlas-measure-button.h"
#include "atlas-session.h"

G_BEGIN_DECLS

/**
 * AtlasMapShading:
 *
 * Keeps the shades of a map in step with what its button says and whom the session finds. Remembers the
 * choice in the settings. Measures in a thread; an answer that is no longer wanted is dropped. Counties and
 * places are measured only while they are looked at.
 *
 * Signals:
 * - "measured": there are new numbers
 *
 * Properties:
 * - "measuring" (boolean)
 */
#define ATLAS_TYPE_MAP_SHADING (atlas_map_shading_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMapShading, atlas_map_shading, ATLAS, MAP_SHADING, GObject)

AtlasMapShading *atlas_map_shading_new (AtlasMapView *map, AtlasMeasureButton *button, GSettings *settings);
void atlas_map_shading_set_session (AtlasMapShading *self, AtlasSession *session);

/**
 * atlas_map_shading_set_points:
 * @points: (nullable): whom the map shows; NULL: whom the session finds
 * @scale: (nullable): see atlas_map_view_set_scale()
 */
void atlas_map_shading_set_points (AtlasMapShading *self, AtlasPointSet *points, AtlasPointSet *scale);

gboolean atlas_map_shading_is_measuring (AtlasMapShading *self);

/** What areas come to; NULL where nobody has asked for it, and of regions where members are what is measured:
 * these are counted with the points. Borrowed. */
AtlasMeasured *atlas_map_shading_get_measured (AtlasMapShading *self, AtlasAreas areas);

/** What is looked at beside the map, in a table. */
void atlas_map_shading_set_listed (AtlasMapShading *self, AtlasAreas areas);

G_END_DECLS
