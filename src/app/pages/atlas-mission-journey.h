/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-field-row.h"

G_BEGIN_DECLS

/**
 * AtlasMissionJourney:
 *
 * Over a mission's form: how far it goes and what that takes, its legs and stops in the order of time, and a
 * button that saves it as a calendar. It stores nothing, and is hidden while there is neither leg nor stop.
 */
#define ATLAS_TYPE_MISSION_JOURNEY (atlas_mission_journey_get_type ())
G_DECLARE_FINAL_TYPE (AtlasMissionJourney, atlas_mission_journey, ATLAS, MISSION_JOURNEY, GtkWidget)

GtkWidget *atlas_mission_journey_new (void);

G_END_DECLS
