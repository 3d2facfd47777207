/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-query.h"
#include "atlas-record.h"

G_BEGIN_DECLS

/** How far people come to a stop of which nothing is said, kilometres. */
#define ATLAS_MISSION_RADIUS_KM 50

/**
 * AtlasMissionReach:
 * @ATLAS_REACH_EVERYONE: all who live within the stop's radius and have not moved away or died
 * @ATLAS_REACH_AUDIENCE: of these, whom the mission is for
 * @ATLAS_REACH_NEW: of these, who live within the radius of no earlier stop: nobody is asked to two
 */
typedef enum
{
  ATLAS_REACH_EVERYONE,
  ATLAS_REACH_AUDIENCE,
  ATLAS_REACH_NEW,
} AtlasMissionReach;

/** The stop's radius, km. */
double atlas_stop_get_radius (AtlasRecord *stop);

/** Whether the stop has a position. */
gboolean atlas_stop_is_placed (AtlasRecord *stop);

/** "Stop 2 (Ottawa)", for messages. @index: from 0; @place: (nullable). (transfer full) */
char *atlas_stop_dup_name (AtlasRecord *stop, guint index);
char *atlas_stop_format_name (const char *place, guint index);

/** A term of a query: within the stop's radius. (transfer full) */
char *atlas_stop_dup_near (AtlasRecord *stop);

/**
 * atlas_mission_dup_stop_query:
 * @stop: from 0
 * @language: (nullable): only who prefers this language: its code, or "none" for those of whom it is not
 * known
 *
 * Who is reached at a stop, as a search of members. What the mission says of its audience goes into it as it
 * stands.
 *
 * Returns: (transfer full): NULL with ATLAS_QUERY_ERROR_VALUE where there is no such stop, or with
 * ATLAS_RECORD_ERROR_VALUE where it has no position
 */
char *atlas_mission_dup_stop_query (
  AtlasRecord *mission, guint stop, AtlasMissionReach reach, const char *language, GError **error);

G_END_DECLS
