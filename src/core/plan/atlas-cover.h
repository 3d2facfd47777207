/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-points.h"
#include "atlas-solver.h"

G_BEGIN_DECLS

/**
 * AtlasCover:
 * @sites: (array length=n_sites): points where to be, the one that reaches most first, then by what each adds
 * @added: (array length=n_sites): the weight that each reaches and those before it do not
 * @covered: the sum of them: what all reach, each point counted once
 * @total: the weight of all points
 * @upper_bound: no choice of so many sites reaches more
 * @iterations: how many steps the search took
 *
 * Where to be in order to reach most people.
 */
typedef struct
{
  guint *sites;
  double *added;
  guint n_sites;
  double covered, total, upper_bound;
  guint64 iterations;
} AtlasCover;

void atlas_cover_free (AtlasCover *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasCover, atlas_cover_free)

/** How far the choice may be from the best: 0.01 is one per cent below the bound. */
double atlas_cover_get_gap (const AtlasCover *self);

/**
 * atlas_cover_solve:
 * @points: with weights; each may be a site
 * @n_sites: how many sites to choose; not more are chosen than there are points
 * @radius: how far a site reaches, in the unit of the distances; points at exactly that distance are reached
 * @limits: (nullable)
 * @cancellable: (nullable): ends the search; the best so far is the answer
 *
 * The maximal covering location problem (R. Church, C. ReVelle, "The Maximal Covering Location Problem",
 * 1974). An iteration is one try to better the choice.
 *
 * Returns: (transfer full)
 */
AtlasCover *atlas_cover_solve (AtlasPoints *points,
                               guint n_sites,
                               double radius,
                               const AtlasSolverLimits *limits,
                               GCancellable *cancellable);

G_END_DECLS
