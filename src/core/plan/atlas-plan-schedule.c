/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "atlas-plan-schedule.h"

/* Less than this of a day is no use for driving on, minutes. */
#define SHORTEST_STRETCH 60

/* The team's clock, while a timetable is made. */
typedef struct
{
  const AtlasPlanNetwork *network;
  guint n_days;
  int time;
  guint day;
  double km_today;
  guint nights;
} Clock;

/* To the morning of the next day that is not for rest, @least or later; @here: where the nights are, NULL: on
 * the way. FALSE where there is no such day. */
static gboolean
sleep_until (Clock *clock, const AtlasPlanNode *here, guint zone, guint least)
{
  guint day = MAX (clock->day + 1, least);

  while (day < clock->n_days && !clock->network->is_open[day])
    day++;
  if (day >= clock->n_days)
    return FALSE;
  if (here == NULL || !here->is_home)
    clock->nights += day - clock->day;
  clock->day = day;
  clock->time = atlas_plan_network_opens (clock->network, zone, day);
  clock->km_today = 0;
  return TRUE;
}

static gboolean
arrives_today (const Clock *clock, const AtlasPlanNode *to, const AtlasPlanWay *way)
{
  return clock->time + (int) way->minutes <=
           atlas_plan_network_closes (clock->network, to->zone, clock->day) &&
         (way->mode != ATLAS_LEG_DRIVE || clock->km_today + way->km <= clock->network->request->drive_km_day);
}

static void
go (Clock *clock, const AtlasPlanWay *way)
{
  clock->time += (int) way->minutes;
  if (way->mode == ATLAS_LEG_DRIVE)
    clock->km_today += way->km;
}

/* A drive over several days: by the clocks of where it began on its first, then by those of where it goes. */
static gboolean
drive_days (Clock *clock,
            const AtlasPlanNode *from,
            const AtlasPlanNode *to,
            const AtlasPlanWay *way,
            int *sets_out,
            guint *nights_here)
{
  const AtlasPlanNetwork *network = clock->network;
  double speed = way->km / way->minutes;
  int left = (int) way->minutes;
  gboolean gone = FALSE, rested = FALSE;

  while (left > 0)
    {
      const AtlasPlanNode *clocks = gone ? to : from;
      int today = atlas_plan_network_closes (network, clocks->zone, clock->day) - clock->time;
      int by_km = (int) ((network->request->drive_km_day - clock->km_today) / speed);
      int stretch = MIN (MIN (today, by_km), left);

      /* The last of it ends by the clocks of the place itself. */
      if (stretch == left)
        stretch = MIN (stretch, atlas_plan_network_closes (network, to->zone, clock->day) - clock->time);
      if (stretch >= SHORTEST_STRETCH || stretch == left)
        {
          if (!gone)
            *sets_out = clock->time;
          gone = TRUE;
          clock->time += stretch;
          clock->km_today += stretch * speed;
          left -= stretch;
        }
      else if (rested)
        return FALSE; /* not even on a whole day */
      if (left > 0)
        {
          guint before = clock->nights;

          if (!sleep_until (clock, gone ? NULL : from, clocks->zone, 0))
            return FALSE;
          *nights_here += gone ? 0 : clock->nights - before;
          rested = TRUE;
        }
    }
  return TRUE;
}

/* @nights_here: those at @from before one sets out */
static gboolean
travel (Clock *clock,
        const AtlasPlanNode *from,
        const AtlasPlanNode *to,
        const AtlasPlanWay *way,
        int *sets_out,
        guint *nights_here)
{
  Clock now = *clock;

  *nights_here = 0;
  *sets_out = clock->time;
  if (way->minutes == 0)
    return TRUE;
  if (arrives_today (clock, to, way))
    {
      go (clock, way);
      return TRUE;
    }
  if (sleep_until (clock, from, from->zone, 0) && arrives_today (clock, to, way))
    {
      *nights_here = clock->nights - now.nights;
      *sets_out = clock->time;
      go (clock, way);
      return TRUE;
    }
  *clock = now;
  return way->mode == ATLAS_LEG_DRIVE && drive_days (clock, from, to, way, sets_out, nights_here);
}

/* The stop itself, once one is there. */
static gboolean
stop (Clock *clock, const AtlasPlanCall *call, AtlasPlanVisit *visit)
{
  const AtlasPlanNetwork *network = clock->network;
  guint before = clock->nights;
  int minutes = (int) network->stop_minutes;

  visit->arrives = clock->time;
  clock->time = MAX (clock->time, atlas_plan_network_opens (network, call->node.zone, clock->day));
  if (call->day >= 0 && clock->day > (guint) call->day)
    return FALSE;
  if (clock->time + minutes > atlas_plan_network_closes (network, call->node.zone, clock->day) ||
      (call->day >= 0 && clock->day < (guint) call->day))
    {
      if (!sleep_until (clock, &call->node, call->node.zone, call->day >= 0 ? (guint) call->day : 0))
        return FALSE;
      if ((call->day >= 0 && clock->day != (guint) call->day) ||
          clock->time + minutes > atlas_plan_network_closes (network, call->node.zone, clock->day))
        return FALSE;
    }
  visit->nights_before = clock->nights - before;
  visit->day = clock->day;
  visit->begins = clock->time;
  clock->time += minutes;
  visit->ends = clock->time;
  return TRUE;
}

static gboolean
start (Clock *clock, guint day)
{
  while (day < clock->n_days && !clock->network->is_open[day])
    day++;
  if (day >= clock->n_days)
    return FALSE;
  clock->day = day;
  clock->time = atlas_plan_network_opens (clock->network, clock->network->base.zone, day);
  clock->km_today = 0;
  clock->nights = 0;
  return TRUE;
}

static gboolean
reach (Clock *clock,
       const AtlasPlanNode *from,
       const AtlasPlanCall *call,
       const AtlasPlanWay *way,
       AtlasPlanVisit *visit,
       guint *nights_here)
{
  guint before = clock->nights;

  visit->way = *way;
  if (!travel (clock, from, &call->node, way, &visit->sets_out, nights_here))
    return FALSE;
  visit->nights_way = clock->nights - before - *nights_here;
  return stop (clock, call, visit);
}

/* The first stop: where it has a day, as late as one may leave for it. */
static gboolean
reach_first (Clock *clock, const AtlasPlanCall *call, const AtlasPlanWay *way, AtlasPlanVisit *visit)
{
  const AtlasPlanNode *base = &clock->network->base;
  guint nights;

  for (int day = call->day; day >= 0; day--)
    if (clock->network->is_open[day] && start (clock, (guint) day) &&
        reach (clock, base, call, way, visit, &nights))
      return TRUE;
  return call->day < 0 && start (clock, 0) && reach (clock, base, call, way, visit, &nights);
}

/* The way from the stop before, or the base, and the stop; the last of all is the base itself. */
static gboolean
add_visit (Clock *clock,
           const AtlasPlanCall *const *calls,
           guint n,
           guint i,
           const AtlasPlanWay *way,
           AtlasPlanVisit *visit,
           guint *nights_here)
{
  const AtlasPlanNode *from = i == 0 ? &clock->network->base : &calls[i - 1]->node;
  guint before = clock->nights;

  if (i == 0)
    return reach_first (clock, calls[0], way, visit);
  if (i < n)
    return reach (clock, from, calls[i], way, visit, nights_here);
  visit->way = *way;
  if (!travel (clock, from, &clock->network->base, way, &visit->sets_out, nights_here))
    return FALSE;
  visit->nights_way = clock->nights - before - *nights_here;
  visit->arrives = visit->begins = visit->ends = clock->time;
  visit->day = clock->day;
  return TRUE;
}

static gboolean
is_in_order (const AtlasPlanCall *const *calls, guint n)
{
  int rank = -1;

  for (guint i = 0; i < n; i++)
    if (calls[i]->rank >= 0)
      {
        if (calls[i]->rank < rank)
          return FALSE;
        rank = calls[i]->rank;
      }
  return TRUE;
}

/* @n_ways: n: only until the last stop; n + 1: and back */
static gboolean
make (const AtlasPlanNetwork *network,
      const AtlasPlanCall *const *calls,
      guint n,
      guint n_ways,
      guint n_days,
      AtlasPlanSchedule *schedule,
      AtlasPlanVisit *visits)
{
  Clock clock = { .network = network, .n_days = n_days };

  *schedule = (AtlasPlanSchedule){ 0 };
  for (guint i = 0; i < n_ways; i++)
    {
      const AtlasPlanNode *from = i == 0 ? &network->base : &calls[i - 1]->node;
      const AtlasPlanNode *to = i == n ? &network->base : &calls[i]->node;
      AtlasPlanVisit visit = { 0 };
      guint nights_here = 0;
      AtlasPlanWay way;

      if (!atlas_plan_network_measure (network, from, to, &way) ||
          !add_visit (&clock, calls, n, i, &way, &visit, &nights_here))
        return FALSE;
      if (i == 0)
        schedule->first = visit.sets_out;
      schedule->km += way.km;
      schedule->hours += way.minutes / 60.0;
      schedule->cost += way.cost;
      if (visits != NULL)
        visits[i] = visit;
      if (visits != NULL && i > 0)
        visits[i - 1].nights_after = nights_here;
    }
  schedule->last = clock.time;
  schedule->last_day = clock.day;
  schedule->nights = clock.nights;
  schedule->cost += clock.nights * network->request->price_night;
  return TRUE;
}

static gboolean
is_within_budget (const AtlasPlanNetwork *network, const AtlasPlanSchedule *schedule)
{
  return network->request->budget == 0 || schedule->cost <= network->request->budget;
}

gboolean
atlas_plan_schedule_make (const AtlasPlanNetwork *network,
                          const AtlasPlanCall *const *calls,
                          guint n,
                          guint n_days,
                          AtlasPlanSchedule *schedule,
                          AtlasPlanVisit *visits)
{
  n_days = MIN (n_days, network->n_days);
  *schedule = (AtlasPlanSchedule){ 0 };
  if (n == 0)
    return TRUE;
  return is_in_order (calls, n) && make (network, calls, n, n + 1, n_days, schedule, visits) &&
         is_within_budget (network, schedule);
}

gboolean
atlas_plan_schedule_can_go_on (const AtlasPlanNetwork *network,
                               const AtlasPlanCall *const *calls,
                               guint n,
                               guint n_days)
{
  AtlasPlanSchedule schedule;

  return is_in_order (calls, n) &&
         make (network, calls, n, n, MIN (n_days, network->n_days), &schedule, NULL) &&
         is_within_budget (network, &schedule);
}
