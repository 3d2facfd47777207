/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

/**
 * atlas_mission_place:
 * @old: (nullable): the mission as it was before it was edited
 *
 * Finds in the gazetteer where the base and the stops of a mission lie, whose place is named but has no
 * position, with region, country and time zone where these are missing. A position that stayed while the
 * place was named otherwise is found anew. WGS 84, degrees.
 */
void atlas_mission_place (AtlasRecord *mission, AtlasRecord *old);

/** The time zone (IANA) of a stop: its own, or that of the place it names; NULL where neither is known.
 * Borrowed. */
const char *atlas_stop_get_timezone (AtlasRecord *stop);

G_END_DECLS
