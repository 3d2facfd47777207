/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-cover.h"
#include "atlas-points-tree.h"
#include "atlas-solver-private.h"

G_BEGIN_DECLS

/**
 * AtlasCoverReach:
 * @n: points, numbered by rank: in an order in which what lies near has mostly a rank near
 * @points: (array length=n): the point of each rank
 * @weights: (array length=n): by rank
 * @first: (array length=n + 1): where the ranges of each begin
 * @ranges: ranks that each reaches, which are those that reach it
 * @outer: vectors of two that reach each other are no farther apart
 *
 * Who reaches whom. A circle is some ranges of ranks, not a list of points: that is a tenth of the room, and
 * sums over it run over memory as it lies.
 */
typedef struct
{
  guint n;
  guint *points;
  AtlasVector *vectors;
  double *weights;
  gsize *first;
  AtlasPointsRange *ranges;
  double outer;
} AtlasCoverReach;

AtlasCoverReach *atlas_cover_reach_new (const AtlasPoints *points, double radius);
void atlas_cover_reach_free (AtlasCoverReach *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasCoverReach, atlas_cover_reach_free)

/** A weight that no @n_sites sites reach more than: by Lagrangian relaxation (R. D. Galvão, C. ReVelle, "A
 * Lagrangean Heuristic for the Maximal Covering Location Problem", 1996). @known: what some reach; @seconds:
 * at most; 0: as long as it takes. */
double atlas_cover_bound (const AtlasCoverReach *reach,
                          guint n_sites,
                          double known,
                          guint n_steps,
                          double seconds,
                          GCancellable *cancellable);

G_END_DECLS
