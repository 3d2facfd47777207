/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-request.h"

G_BEGIN_DECLS

/* Where one may be, how long the ways are and when people work: what timetables are made of. Of this folder.
 * Times are minutes since midnight UTC at the beginning of the first day. */

/** So near each other, kilometres, two stops are one place to travel to. */
#define ATLAS_PLAN_SAME_KM 0.5

/** A position to set out for. @x, @y, @z: on the unit sphere */
typedef struct
{
  double latitude, longitude;
  double x, y, z;
  guint16 zone;     /* of the network */
  guint8 landmass;  /* 0: the mainland; else what no road leads to */
  gint16 spot;      /* in the table of one's own; -1: not in it */
  gboolean is_home; /* so near the base that nobody takes a room */
} AtlasPlanNode;

typedef struct
{
  AtlasLegMode mode;
  guint minutes;
  double km, cost;
} AtlasPlanWay;

/**
 * AtlasPlanNetwork:
 * @n_days: of the longest mission that is asked about
 * @is_open: (array length=n_days): no day of rest
 * @opens, @closes: (element-type int): of each zone its @n_days days
 * @base: where all begins
 */
typedef struct
{
  const AtlasPlanRequest *request;
  GDate first;
  guint n_days;
  gboolean *is_open;
  guint stop_minutes;
  GPtrArray *zones; /* element-type GTimeZone */
  GHashTable *zone_names;
  GArray *opens, *closes;
  GHashTable *distances; /* a pair of spots -> AtlasPlanDistance */
  AtlasPlanNode base;
} AtlasPlanNetwork;

/** @request: must live as long; @n_days: may be more than it has */
AtlasPlanNetwork *atlas_plan_network_new (const AtlasPlanRequest *request, guint n_days);
void atlas_plan_network_free (AtlasPlanNetwork *self);

/** @region, @timezone: (nullable). Not while others read the network. */
void atlas_plan_network_make_node (AtlasPlanNetwork *self,
                                   double latitude,
                                   double longitude,
                                   const char *region,
                                   const char *timezone,
                                   AtlasPlanNode *node);

/** The day of a date "YYYY-MM-DD"; -1 for NULL. */
int atlas_plan_network_get_day (const AtlasPlanNetwork *self, const char *date);

/** The time by the clocks of @zone. (transfer full) */
GDateTime *atlas_plan_network_get_time (const AtlasPlanNetwork *self, guint zone, int minutes);

static inline int
atlas_plan_network_opens (const AtlasPlanNetwork *self, guint zone, guint day)
{
  return g_array_index (self->opens, int, zone * self->n_days + day);
}

static inline int
atlas_plan_network_closes (const AtlasPlanNetwork *self, guint zone, guint day)
{
  return g_array_index (self->closes, int, zone * self->n_days + day);
}

/** How one comes from one place to another; FALSE where there is no way. */
gboolean atlas_plan_network_measure (const AtlasPlanNetwork *self,
                                     const AtlasPlanNode *from,
                                     const AtlasPlanNode *to,
                                     AtlasPlanWay *way);

/** Great circle, kilometres. */
double atlas_plan_node_get_km (const AtlasPlanNode *a, const AtlasPlanNode *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPlanNetwork, atlas_plan_network_free)

G_END_DECLS
