/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-map-view.h"
#include "atlas-upcoming-events.h"

G_BEGIN_DECLS

/** Marks on @map where @events are, each with its title and when it is; none unless @shown. */
void atlas_upcoming_events_mark (AtlasUpcomingEvents *events, AtlasMapView *map, gboolean shown);

G_END_DECLS
