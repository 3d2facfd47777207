/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-network.h"

G_BEGIN_DECLS

/* Of an order of stops a timetable, as early as it can be. Of this folder. */

/** A stop to be put into a timetable. @day: on which it must be, -1: any; @rank: those with one come in its
 * order; -1: any */
typedef struct
{
  AtlasPlanNode node;
  int day;
  int rank;
} AtlasPlanCall;

/**
 * AtlasPlanVisit:
 * @way: how one comes there
 * @sets_out: from the place before
 * @arrives: there
 * @begins, @ends: the stop itself
 * @nights_way: on the way there
 * @nights_before: there, before the stop; @nights_after: after it, counted once the next way is known
 * @day: of the stop
 *
 * Minutes as in AtlasPlanNetwork.
 */
typedef struct
{
  AtlasPlanWay way;
  int sets_out, arrives, begins, ends;
  guint nights_way, nights_before, nights_after;
  guint day;
} AtlasPlanVisit;

/**
 * AtlasPlanSchedule:
 * @first, @last: minutes when the team leaves the base and is back
 * @last_day: on which it is back
 * @km, @cost, @hours: of all ways and nights; hours of travel
 */
typedef struct
{
  int first, last;
  guint last_day;
  guint nights;
  double km, cost, hours;
} AtlasPlanSchedule;

/**
 * atlas_plan_schedule_make:
 * @calls: (array length=n): in order
 * @n_days: within so many first days of the network
 * @visits: (array length=n+1) (out) (nullable): of the stops and, last, of the way back
 *
 * Days are kept as people live them: nobody travels or works outside the hours of a day, by the clocks of
 * where they are then; a stop is on one day; a flight is on one day; who can't arrive on the same day leaves
 * the next morning, but a drive too far for a day goes over several, as far each day as allowed. A team that
 * must be somewhere on a given day leaves the base only in time for it.
 *
 * Returns: FALSE where it can't be done within the days and the budget
 */
gboolean atlas_plan_schedule_make (const AtlasPlanNetwork *network,
                                   const AtlasPlanCall *const *calls,
                                   guint n,
                                   guint n_days,
                                   AtlasPlanSchedule *schedule,
                                   AtlasPlanVisit *visits);

/** Whether the stops can be, without the way back: where they can't, none can that begin so, though the way
 * back may be shorter from farther on. */
gboolean atlas_plan_schedule_can_go_on (const AtlasPlanNetwork *network,
                                        const AtlasPlanCall *const *calls,
                                        guint n,
                                        guint n_days);

G_END_DECLS
