/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-drawn-layer.h"
#include "atlas-itinerary.h"
#include "atlas-label-placer.h"

G_BEGIN_DECLS

/* A mission's stops bear their own names: how the map's names make way for them. */

/** Whether a place at a position of the Mercator unit square is named by a stop. @world: pixels to that
 * square */
gboolean atlas_stop_names_has (AtlasItinerary *itinerary, double x, double y, double world);

/** Keeps the stops' discs free, and about what their names take. @box: whose corner the placer counts from */
void atlas_stop_names_block (AtlasItinerary *itinerary,
                             AtlasLabelPlacer *placer,
                             const AtlasMapBox *box,
                             double world);

G_END_DECLS
