/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "atlas-points-private.h"
#include "atlas-points-tree.h"

G_BEGIN_DECLS

/**
 * AtlasTourSpace:
 * @n: places: points in the same spot are one
 * @places: (array length=n): a point of each, whose coordinates lie here for speed
 * @vectors: (array length=n): the same in space
 * @matrix: (nullable): n times n distances, where working one out takes long
 * @k: neighbours of a place
 * @near: (array): @k for each place, the nearest first
 * @near_distance: (array): of those; infinite: there are no more
 * @reach: (array length=n): how far the farthest neighbour is that was not added later
 * @tiny: a difference of lengths that is none
 *
 * What a search for a tour moves in. Places are numbered so that neighbours mostly have numbers near each
 * other, which spares the caches.
 */
typedef struct
{
  guint n;
  AtlasMetric metric;
  AtlasPlanePoint *places;
  AtlasVector *vectors;
  double *matrix;
  guint k;
  guint *near;
  double *near_distance;
  double *reach;
  double tiny;
  guint *first;   /* (array length=n + 1): where the points of a place begin in members */
  guint *members; /* points by place */
} AtlasTourSpace;

AtlasTourSpace *atlas_tour_space_new (const AtlasPoints *points);
void atlas_tour_space_free (AtlasTourSpace *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (AtlasTourSpace, atlas_tour_space_free)

/** Turns places in order into points in order, the first of the points first. (transfer full) */
guint *atlas_tour_space_dup_points (const AtlasTourSpace *self, const guint *order);

/** Makes a place a neighbour of another one, where it is not and there is room for it. */
void atlas_tour_space_add_neighbour (AtlasTourSpace *self, guint place, guint other);

/** How long a tour is. @order: (array): all places */
double atlas_tour_space_measure (const AtlasTourSpace *self, const guint *order);

/** Without a matrix distances on the sphere come from chords, alike to a thousandth of a millimetre but for
 * TSPLIB's GEO, where rounding may differ by one. */
static inline double
atlas_tour_space_distance (const AtlasTourSpace *self, guint a, guint b)
{
  double dx, dy, square;

  if (self->matrix != NULL)
    return self->matrix[(gsize) a * self->n + b];
  if (self->metric == ATLAS_METRIC_GREAT_CIRCLE)
    return 2 * ATLAS_EARTH_RADIUS_KM *
           asin (MIN (sqrt (atlas_vector_square (self->vectors[a], self->vectors[b])) / 2, 1));
  if (self->metric == ATLAS_METRIC_GEO)
    return floor (2 * ATLAS_TSPLIB_RADIUS_KM *
                    asin (MIN (sqrt (atlas_vector_square (self->vectors[a], self->vectors[b])) / 2, 1)) +
                  1);
  dx = self->places[a].x - self->places[b].x;
  dy = self->places[a].y - self->places[b].y;
  square = dx * dx + dy * dy;
  switch (self->metric)
    {
    case ATLAS_METRIC_EUC_2D:
      return atlas_metric_nint (sqrt (square));
    case ATLAS_METRIC_CEIL_2D:
      return atlas_metric_ceil (sqrt (square));
    case ATLAS_METRIC_ATT:
      return atlas_metric_ceil (sqrt (square / 10));
    default:
      return sqrt (square);
    }
}

G_END_DECLS
