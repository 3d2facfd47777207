/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan.h"

G_BEGIN_DECLS

/* A plan in words for people. All (transfer full), plain text. */

/** "Dallas, Texas": with the region's name. */
char *atlas_plan_spot_dup_name (const AtlasPlanSpot *spot);

/** "By air, 1,904 km, 5 h 20 min, 460 CAD" */
char *atlas_plan_leg_dup_words (const AtlasPlan *plan, const AtlasPlanLeg *leg);

/** "Tue 8 June, 10:00–14:00", by the clocks of the place. */
char *atlas_plan_stop_dup_times (const AtlasPlanStop *stop);

/** "3 stops in 5 days · 2,310 km · 4 nights · 4,200 CAD" */
char *atlas_plan_dup_totals (const AtlasPlan *plan);

/** "of 4,512 who may be contacted and have a place · 61 % women" */
char *atlas_plan_dup_share (const AtlasPlan *plan);

/** "No plan reaches more than 4 % more."; NULL where that is not known */
char *atlas_plan_dup_gap (const AtlasPlan *plan);

/** "Dallas, Austin, Houston" */
char *atlas_plan_change_dup_names (const AtlasPlanChange *change);

G_END_DECLS
