/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-record.h"

G_BEGIN_DECLS

typedef enum
{
  ATLAS_MISSION_ENTRY_WHOLE, /* all of its days */
  ATLAS_MISSION_ENTRY_LEG,
  ATLAS_MISSION_ENTRY_STOP,
} AtlasMissionEntryType;

/**
 * AtlasMissionEntry:
 * @item: (nullable): the leg or stop
 * @event: a record of the kind event that was never saved, whose id follows from the mission and what the
 * entry is: the same each time
 *
 * What a mission puts into a calendar.
 */
typedef struct
{
  AtlasMissionEntryType type;
  AtlasRecord *item;
  AtlasRecord *event;
} AtlasMissionEntry;

void atlas_mission_entry_free (AtlasMissionEntry *self);

/**
 * atlas_mission_list_entries:
 *
 * The mission as a whole day by day, and its legs and stops in the order of time. What has no time is left
 * out, and so are events at its stops, which are records of their own. Times are by the clocks of the stop;
 * of a leg, of the stop it leaves.
 *
 * Returns: (transfer full) (element-type AtlasMissionEntry)
 */
GPtrArray *atlas_mission_list_entries (AtlasRecord *mission);

/**
 * atlas_mission_write_timetable:
 *
 * Appends the legs and stops as a table (CSV, RFC 4180), a line each, with the headings
 * "type,title,start,end,timezone,place,region,country,latitude,longitude,km,hours,cost,night,expected,reached,notes".
 */
void atlas_mission_write_timetable (AtlasRecord *mission, GString *out);

G_END_DECLS
