/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-view.h"

G_BEGIN_DECLS

/**
 * atlas_circle_choice_add_actions:
 *
 * Adds "show-clusters", "show-places", "split-sexes" and "show-heat" to @actions, each the setting of that
 * name, and keeps @map in step with them. Clusters and places are one or the other, or neither; who splits
 * circles by sex wants to see places. Heat takes their place, until circles are chosen besides.
 */
void atlas_circle_choice_add_actions (GActionMap *actions, GSettings *settings, AtlasMapView *map);

G_END_DECLS
