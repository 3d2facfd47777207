/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "atlas-selection.h"
#include "atlas-register.h"
#include "atlas-upcoming-events.h"

G_BEGIN_DECLS

/**
 * AtlasRegionPanel:
 *
 * Who lives in a region or in an area that was selected, of those whom the map shows; or all of them,
 * where nothing is chosen: how many, their profile (see [class@AtlasProfileView]), upcoming events; and what
 * can be done with these people.
 *
 * Signals:
 * - "place-activated" (guint place): a place of the list, by its index in the gazetteer
 * - "closed" (): everyone is to be shown again
 */
#define ATLAS_TYPE_REGION_PANEL (atlas_region_panel_get_type ())
G_DECLARE_FINAL_TYPE (AtlasRegionPanel, atlas_region_panel, ATLAS, REGION_PANEL, GtkWidget)

/**
 * atlas_region_panel_set_people:
 * @points: (nullable): of whom it tells; NULL: nobody knows yet
 * @query: the search that finds them
 * @years: (nullable): in words, the years that they are of
 */
void atlas_region_panel_set_people (AtlasRegionPanel *self,
                                    AtlasPointSet *points,
                                    const char *query,
                                    const char *years);

/** @region: see atlas-region.h; ATLAS_REGION_NONE: everyone. Takes the place of a selection. */
void atlas_region_panel_set_region (AtlasRegionPanel *self, guint region);

/** @selection: (nullable): NULL: the region, or everyone. Takes the place of a region. */
void atlas_region_panel_set_selection (AtlasRegionPanel *self, AtlasSelection *selection);

/** @records: (nullable): held: asked who has a role in which organisation, and followed where that changes.
 * NULL: nothing is told of organisations. */
void atlas_region_panel_set_register (AtlasRegionPanel *self, AtlasRegister *records);

/** Held; the panel follows it. */
void atlas_region_panel_set_upcoming (AtlasRegionPanel *self, AtlasUpcomingEvents *upcoming);

/** Whether all numbers are those of what is searched for now. */
gboolean atlas_region_panel_is_settled (AtlasRegionPanel *self);

G_END_DECLS
