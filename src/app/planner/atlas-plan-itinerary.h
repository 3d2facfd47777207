/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-itinerary.h"
#include "atlas-plan.h"

G_BEGIN_DECLS

/** A plan as it is drawn. (transfer full) */
AtlasItinerary *atlas_itinerary_new_for_plan (const AtlasPlan *plan);

G_END_DECLS
