/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-plan-problem.h"
#include "atlas-point-area.h"

G_BEGIN_DECLS

/* Where the audience is, by cells. Of this folder. */

/** What a person counts in a plan: so many units, fewer where they were met. */
#define ATLAS_PLAN_UNITS 100

/**
 * AtlasPlanCell:
 * @x, @y, @z: the middle of its members on the unit sphere
 * @first, @end: rows of the index in which all its members lie
 * @spread: no member is farther from the middle; a chord of the unit sphere
 * @weight: of all, in units
 */
typedef struct
{
  double x, y, z;
  float spread;
  guint first, end;
  guint people, women, men;
  guint weight;
} AtlasPlanCell;

/** Cells sorted by bands of latitude, then by longitude. */
typedef struct
{
  AtlasPlanCell *cells;
  guint n_cells;
  double *longitudes; /* of the cells, degrees */
  guint *bands;       /* first cell of each band, and one past the last */
  double band_height;
  guint n_bands;
} AtlasPlanDemand;

/** @members: who counts; @weights: (array length=2): of who was not met, and who was; @met_from: from this
 * day on one was met; 0: nobody was */
AtlasPlanDemand *atlas_plan_demand_new (AtlasPointIndex *index,
                                        const AtlasBitset *members,
                                        const guint16 *met,
                                        guint met_from,
                                        const guint weights[2],
                                        double radius_km);
void atlas_plan_demand_free (AtlasPlanDemand *self);

/** Runs of cells, some of which lie in the circle: for (run = 0; atlas_plan_demand_next (...);) */
typedef struct
{
  double south, west, north, east;
  guint band, last_band;
} AtlasPlanScan;

void atlas_plan_demand_scan (
  const AtlasPlanDemand *self, double latitude, double longitude, double km, AtlasPlanScan *scan);
gboolean atlas_plan_demand_next (const AtlasPlanDemand *self, AtlasPlanScan *scan, guint *first, guint *end);

static inline double
atlas_plan_cell_chord2 (const AtlasPlanCell *cell, double x, double y, double z)
{
  double dx = cell->x - x, dy = cell->y - y, dz = cell->z - z;

  return dx * dx + dy * dy + dz * dz;
}

/** The chord of the unit sphere that @km of great circle are. */
double atlas_plan_chord (double km);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasPlanDemand, atlas_plan_demand_free)

G_END_DECLS
