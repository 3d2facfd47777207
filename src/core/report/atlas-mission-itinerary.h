/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-itinerary.h"
#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * atlas_itinerary_new_for_mission:
 *
 * A mission's record as it is drawn: the stops that have a position, its base, and the ways between them. A
 * leg goes between the places that it names; one that names none that is known is not drawn. Where the record
 * has no legs at all, ways by car join base, stops in their order, and base. Days are counted from the
 * mission's first; where nothing is said, from the day of the stop before.
 *
 * Returns: (transfer full)
 */
AtlasItinerary *atlas_itinerary_new_for_mission (AtlasRecord *mission);

G_END_DECLS
