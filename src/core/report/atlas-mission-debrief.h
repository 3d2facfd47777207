/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-output.h"
#include "atlas-page-writer.h"
#include "atlas-point-set.h"
#include "atlas-register.h"
#include "atlas-small-cells.h"

G_BEGIN_DECLS

/** Entries of atlas_vocabulary_attendance, in its order. */
typedef enum
{
  ATLAS_ATTENDANCE_INVITED,
  ATLAS_ATTENDANCE_CONFIRMED,
  ATLAS_ATTENDANCE_DECLINED,
  ATLAS_ATTENDANCE_ATTENDED,
  ATLAS_ATTENDANCE_ABSENT,
  ATLAS_N_ATTENDANCES,
} AtlasAttendance;

/**
 * AtlasDebriefStop:
 * @event: (nullable)
 * @planned: people; -1 where nothing was said
 * @noted: what the stop itself says of who came, which counts where its event has no list; -1: nothing
 * @by_status: on its event's list; @by_sex: of those who attended, by sex as in AtlasPointCount
 * @attended: all of them, as it may be told
 * @new_members: recorded since the mission began, who live near it and near no earlier stop
 */
typedef struct
{
  AtlasRecord *stop, *event;
  gint64 planned, noted;
  guint by_status[ATLAS_N_ATTENDANCES];
  AtlasSmallCell by_sex[ATLAS_POINT_N_SEXES];
  AtlasSmallTotal attended;
  guint new_members;
} AtlasDebriefStop;

/** A town from which people came; @name: "Toronto, CA-ON"; empty: not known. */
typedef struct
{
  char *name;
  AtlasSmallCell people;
} AtlasDebriefPlace;

/** What is still to be done: a contact of the log whose follow-up is open. */
typedef struct
{
  char *by, *with, *about;
} AtlasDebriefTask;

/**
 * AtlasMissionDebrief:
 * @stops: (element-type AtlasDebriefStop)
 * @places: (element-type AtlasDebriefPlace): the largest first
 * @by_sex, @people: whoever attended, each once however often they came
 * @planned: the mission's number, or that of all stops; -1 where neither says
 * @noted: what the mission, or its stops, say of who came, where no event has a list; -1: nothing
 * @contacts: entries of the log about its events, and with those who came on its days; @done of them had a
 * follow-up that is done, @tasks (element-type AtlasDebriefTask) are open
 * @smallest: counts below are marked hidden
 *
 * What came of a mission.
 */
typedef struct
{
  AtlasRecord *mission;
  GPtrArray *stops, *places, *tasks;
  AtlasSmallCell by_sex[ATLAS_POINT_N_SEXES];
  AtlasSmallTotal people;
  gint64 planned, noted;
  AtlasSmallTotal new_members; /* of all stops */
  guint contacts, done;
  guint smallest;
  gboolean synthetic;
  GArray *named; /* row ids of those whom a report names */
} AtlasMissionDebrief;

/**
 * atlas_mission_debrief_new:
 * @mission: row id
 * @smallest: the smallest count that is told, 1 for all; see atlas-small-cells.h
 *
 * Not for the main thread of a window. NULL with @error
 */
AtlasMissionDebrief *atlas_mission_debrief_new (
  AtlasRegister *source, gint64 mission, guint smallest, GCancellable *cancellable, GError **error);
void atlas_mission_debrief_free (AtlasMissionDebrief *self);

/** Of whom @spent is to be parted among: the range that may be told, or what was noted; FALSE where nobody
 * came. */
gboolean atlas_mission_debrief_get_reached (AtlasMissionDebrief *self, AtlasSmallTotal *reached);

/** What each person reached has cost, by currency: "12.40 CAD", or a range. (transfer full): NULL-terminated
 */
char **atlas_mission_debrief_list_costs (AtlasMissionDebrief *self);

/** One JSON object; what is hidden is null. (transfer full) */
char *atlas_mission_debrief_to_json (AtlasMissionDebrief *self);

/** As PDF, logged as one of this authority's own. */
gboolean atlas_mission_debrief_write (AtlasMissionDebrief *self,
                                      AtlasRegister *source,
                                      AtlasPaper paper,
                                      AtlasOutput *output,
                                      GCancellable *cancellable,
                                      GError **error);

/** A page writer's function; @data is an AtlasMissionDebrief. */
void atlas_mission_debrief_draw (AtlasPageWriter *page, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasMissionDebrief, atlas_mission_debrief_free)

G_END_DECLS
